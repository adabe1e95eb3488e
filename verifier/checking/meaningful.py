"""Which of an analysis' statements say something: a claim about nothing holds as well as its opposite."""

from __future__ import annotations

from collections.abc import Sequence

from policy_dsl.model import Specification
from verifier.checking.verdicts import verdict_of
from verifier.encoding.encodings import Encodings
from verifier.results import Verdict
from verifier.solving.limits import Limits
from verifier.statements.statement import MAY_BE_ABOUT_NOTHING, Statement


def meaningful(
    specification: Specification, statements: Sequence[Statement], limits: Limits
) -> tuple[Statement, ...]:
    """Those that are about some decision that can pass; only what is known to be about none is left out."""
    encodings = Encodings(specification)

    def about_nothing(said: Statement) -> bool:
        return (
            said.said in MAY_BE_ABOUT_NOTHING
            and verdict_of(encodings, said.as_property("claim", ""), limits) is Verdict.VACUOUS
        )

    return tuple(said for said in statements if not about_nothing(said))
