"""The casting vote as systems get it wrong: cast by a chair who is kept from that."""

from __future__ import annotations

from collections.abc import Iterator

from policy_dsl.model import CastsThough, Specification
from policy_dsl.records import replace
from verifier.mutation.mutants import Mutant, instead_of
from verifier.words import mutating as say


def mutants_of_casting(specification: Specification) -> Iterator[Mutant]:
    """Each casting vote, cast by a chair who is kept from that: as systems do it; no text of the language says so."""
    for index, body in enumerate(specification.bodies):
        if body.chair is None or not body.chair.casting_vote:
            continue
        for though in (CastsThough.ABSENT, CastsThough.AGAINST, CastsThough.RECUSED):
            chair = replace(body.chair, casts_though=frozenset((though,)))
            bodies = instead_of(specification.bodies, index, replace(body, chair=chair))
            yield Mutant(
                replace(specification, bodies=bodies),
                say.CASTS_THOUGH,
                body.name,
                say.of_body(body.name),
                say.chair(chair.party, casting_vote=True),
                say.casts_though(chair.party, though.value),
                chair.place,
            )
