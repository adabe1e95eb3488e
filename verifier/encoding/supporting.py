"""The question who suffices: a choice of supporters such that no ballots of the others defeat the decision."""

from __future__ import annotations

from collections.abc import Mapping

import z3

from policy_dsl.model import Manner
from policy_dsl.records import dataclass
from verifier.encoding.cells import voters_text
from verifier.encoding.coalitions import NOBODY, Holding, votes_held
from verifier.encoding.frame import Frame
from verifier.encoding.terms import Bool, Int, both, implies, negation, total
from verifier.solving.library import CONTEXT
from verifier.solving.questions import ExistsForAll
from verifier.solving.values import Values


@dataclass(frozen=True)
class Support:
    """`chosen` gives for each cell how many of it support; `number` is their sum."""

    question: ExistsForAll
    chosen: Mapping[str, z3.ArithRef]
    number: z3.ArithRef
    frame: Frame

    def called(self, cell: str, number: int) -> str:
        """So many of a cell, in words."""
        it = next(c for c in self.frame.encoding.electorate.cells if c.name == cell)
        if it.voters.single:
            return voters_text(it.voters)
        if number == it.voters.size:
            return voters_text(it.voters)
        name = it.voters.name if len(it.voters.parties) == 1 else voters_text(it.voters)
        return f"any {number:,} of {name}"


def support_question(
    frame: Frame, holder: Holding | None, values: Values, power: str, manner: Manner | None
) -> Support:
    """Supporters of the decision, reading and rulings in `values`, with the holder acting as it does there."""
    encoding = frame.encoding
    who = holder or NOBODY
    decision = [*encoding.decision_variables, *frame.who.variables]
    fixed = values.kept(decision)
    chosen: dict[str, z3.ArithRef] = {}
    limits: list[Bool] = []
    for cell in encoding.electorate.cells:
        free = values.number(cell.size) - values.number(who.of(cell))
        if free > 0:
            chosen[cell.name] = z3.Int(f"supporters among {cell.name}", CONTEXT)
            limits += [chosen[cell.name] >= 0, chosen[cell.name] <= free]
    number = z3.Int("supporters in all", CONTEXT)
    parts: list[Int] = list(chosen.values())
    limits.append(number == total(parts))
    supporting = Holding(chosen)
    allowed = [
        *encoding.ballot_limits,
        *_acts_as_found(frame, who, values),
        *_supported(frame, supporting, who),
    ]
    return Support(
        ExistsForAll(
            outer=[*fixed, *(both((each,)) for each in limits)],
            allowed=both(allowed),
            goal=encoding.adopted_by[power],
            outer_variables=lambda: [*decision, *chosen.values(), number],
            inner_variables=lambda: encoding.ballot_variables,
            seeds=[_rest(frame, supporting, who, values, against) for against in (True, False)],
        ),
        chosen,
        number,
        frame,
    )


def _holder_votes(values: Values, seat_held: Int) -> int:
    return values.number(seat_held)


def _acts_as_found(frame: Frame, who: Holding, values: Values) -> list[z3.BoolRef]:
    """The holder votes as in the scenario: so many against, so many abstaining, none for; refuses and casts not for."""
    found: list[Bool] = []
    for seats in frame.encoding.ballots.seats.values():
        for seat in seats:
            held = _holder_votes(values, votes_held(seat, who.of(seat.cell)))
            if not held:
                continue
            found.append(seat.in_favour <= seat.entitled - held)
            found.append(seat.against >= values.number(seat.against))
            found.append(seat.abstaining >= values.number(seat.abstaining))
            found.append(
                seat.voting
                <= seat.entitled
                - (held - values.number(seat.against) - values.number(seat.abstaining))
            )
    for cell in frame.encoding.electorate.cells:
        consents = frame.encoding.ballots.consents.get(cell.name)
        held = values.number(who.of(cell))
        if consents is not None and held:
            found.append(consents <= cell.size - held)
    for body, chairs in _chairs(frame, who):
        if values.truth(both((chairs,))):
            found.append(negation(frame.encoding.ballots.cast_for[body]))
            found.append(
                frame.encoding.ballots.cast_against[body]
                == values.truth(frame.encoding.ballots.cast_against[body])
            )
    return [both((each,)) for each in found]


def _chairs(frame: Frame, who: Holding) -> list[tuple[str, Bool]]:
    found: list[tuple[str, Bool]] = []
    for body in frame.encoding.ballots.cast_for:
        chair = frame.encoding.specification.body[body].chair
        assert chair is not None
        cell = next(
            c for c in frame.encoding.electorate.cells if c.voters.first.name == chair.party
        )
        found.append((body, who.of(cell) >= 1))
    return found


def _supported(frame: Frame, supporting: Holding, who: Holding) -> list[z3.BoolRef]:
    """Supporters vote for wherever they have a vote, consent, attend where recused, and cast for."""
    found: list[Bool] = []
    for seats in frame.encoding.ballots.seats.values():
        for seat in seats:
            found.append(seat.in_favour >= votes_held(seat, supporting.of(seat.cell)))
    for cell in frame.encoding.electorate.cells:
        consents = frame.encoding.ballots.consents.get(cell.name)
        if consents is not None and cell.name in supporting.held:
            found.append(consents >= supporting.of(cell))
    found += [
        implies(chairs, frame.encoding.ballots.cast_for[body])
        for body, chairs in _chairs(frame, supporting)
    ]
    return [both((each,)) for each in found]


def _rest(
    frame: Frame, supporting: Holding, who: Holding, values: Values, against: bool
) -> list[tuple[z3.ExprRef, z3.ExprRef]]:
    """A strategy of the rest: everybody against, or everybody away; no consent of theirs."""
    found: list[tuple[z3.ExprRef, Int | z3.BoolRef]] = []
    for seats in frame.encoding.ballots.seats.values():
        for seat in seats:
            support = votes_held(seat, supporting.of(seat.cell))
            held = _holder_votes(values, votes_held(seat, who.of(seat.cell)))
            opposed = values.number(seat.against) if held else 0
            abstaining = values.number(seat.abstaining) if held else 0
            rest = seat.entitled - support - held
            found.append((seat.in_favour, support))
            found.append((seat.against, opposed + rest if against else opposed))
            found.append((seat.abstaining, abstaining))
            if not isinstance(seat.attending, int):
                found.append((seat.attending, seat.excluded))
    for cell in frame.encoding.electorate.cells:
        consents = frame.encoding.ballots.consents.get(cell.name)
        if consents is not None:
            found.append((consents, supporting.of(cell)))
    own = dict(_chairs(frame, who))
    for body, chairs in _chairs(frame, supporting):
        ballots = frame.encoding.ballots
        found.append((ballots.cast_for[body], both((chairs,))))
        cast = values.truth(both((own[body],))) and values.truth(ballots.cast_against[body])
        found.append((ballots.cast_against[body], z3.BoolVal(cast, CONTEXT)))
    return [(v, z3.IntVal(t, CONTEXT) if isinstance(t, int) else t) for v, t in found]
