"""Which of an analysis' statements say something: a claim about nothing holds as well as its opposite."""

from __future__ import annotations

from collections.abc import Sequence

from policy_dsl.model import Specification
from verifier.checking.verdicts import says_nothing
from verifier.encoding.encodings import Encodings
from verifier.results.statement import MAY_BE_ABOUT_NOTHING, Statement
from verifier.solving.limits import Limits


def meaningful(
    specification: Specification, statements: Sequence[Statement], limits: Limits
) -> tuple[Statement, ...]:
    """Those that are about some decision that can pass; only what is known to be about none is left out."""
    encodings = Encodings(specification)
    return tuple(
        said
        for said in statements
        if said.said not in MAY_BE_ABOUT_NOTHING
        or not says_nothing(encodings, said.as_property("claim", ""), limits)
    )
