"""Which of an analysis' statements say something: a claim about nothing holds as well as its opposite."""

from __future__ import annotations

from collections.abc import Sequence

from policy_dsl.model import Specification
from policy_dsl.records import replace
from verifier.checking.running import Options, check
from verifier.results import Verdict
from verifier.solving.limits import Limits
from verifier.statements.statement import MAY_BE_ABOUT_NOTHING, Statement


def meaningful(
    specification: Specification, statements: Sequence[Statement], limits: Limits
) -> tuple[Statement, ...]:
    """Those that are about some decision that can pass; only what is known to be about none is left out."""
    doubtful = [said for said in statements if said.said in MAY_BE_ABOUT_NOTHING]
    asked = tuple(said.as_property(f"claim{n}", "") for n, said in enumerate(doubtful))
    results = check(replace(specification, properties=asked), Options(limits=limits)).properties
    empty = [
        said
        for said, result in zip(doubtful, results, strict=True)
        if result.verdict is Verdict.VACUOUS
    ]
    return tuple(said for said in statements if said not in empty)
