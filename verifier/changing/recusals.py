"""How recusals read that were amended or that nobody declared, as an answer has them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from policy_dsl.change import Wording, new_clauses, nothing_asked, recusing
from policy_dsl.model import Effect, EffectKind, Recusal, Who
from policy_dsl.records import replace
from verifier.encoding.activity import clause_fact
from verifier.encoding.changing_rules import ChangingEncoding
from verifier.encoding.open_recusals import OpenRecusal
from verifier.encoding.terms import both, negation

Term = Any  # a truth value of the solver


def recused(encoding: ChangingEncoding, clause: Recusal, values: Any) -> Wording:
    """How a declared recusal reads that was amended."""
    if not encoding.views.exclusions.open_ones:
        fact, bodies = clause_fact(clause), list(encoding.ballots.last.seats)
        places = encoding.change.one_of(fact, "is in", bodies).items()
        body = next((name for name, here in places if values.truth(here)), clause.body)
        return _of_seats(encoding, clause, body, values)
    (it,) = _what_it_may_say(encoding, clause)
    body = next((name for name, here in it.here.items() if values.truth(here)), clause.body)
    return _excluding(encoding, clause, it, body, values) or nothing_asked(clause)


def newly_recused(encoding: ChangingEncoding, clause: Recusal, values: Any) -> Iterator[Wording]:
    """How new recusals in the body of one read; the first of them is this one."""
    if not encoding.views.exclusions.open_ones:
        yield _of_seats(encoding, clause, clause.body, values)
        return
    index = 1
    for it in _what_it_may_say(encoding, clause):
        name = clause.name if index == 1 else f"{clause.name}_{index}"
        found = _excluding(encoding, replace(clause, name=name), it, clause.body, values)
        if found is not None:
            yield found
            index += 1
    if index == 1:
        yield nothing_asked(clause)


def plainly_recused(encoding: ChangingEncoding, clause: Recusal) -> Iterator[Term]:
    """It stays in its body and excludes nobody; if it does, then at all and not out of the counts."""
    if not encoding.views.exclusions.open_ones:
        yield from _plain_seats(encoding, clause)
    for it in _what_it_may_say(encoding, clause):
        if it.declared:
            yield from (it.here[clause.body], *it.here.values())
        for body in it.here if it.declared else (clause.body,):
            yield from (negation(it.excludes(body, cell)) for cell in encoding.electorate.cells)
        if it.declared:
            yield from (it.at_all, negation(it.and_counting))


def _plain_seats(encoding: ChangingEncoding, clause: Recusal) -> Iterator[Term]:
    if clause.name in encoding.specification.clause:
        fact, bodies = clause_fact(clause), list(encoding.ballots.last.seats)
        places = encoding.change.one_of(fact, "is in", bodies)
        yield from (places[clause.body], *places.values())
    for seats in encoding.ballots.last.seats.values():
        yield from (both((seat.excluded == 0,)) for seat in seats)
        yield from (negation(seat.open_on_powers) for seat in seats)
        yield from (negation(seat.open_counted_out) for seat in seats)
        yield from (both((s.uncounted == 0,)) for s in seats if s.uncounted is not None)


def _of_seats(encoding: ChangingEncoding, clause: Recusal, body: str, values: Any) -> Wording:
    """Whom some recusal excludes in a body, at all or where any power is judged, where no more is told."""
    out: list[str] = []
    counting = False
    for seat in encoding.ballots.last.seats[body]:
        excluded = values.truth(seat.open_on_powers) or values.number(seat.excluded) > 0
        if seat.cell.voters.parties and excluded:
            out.append(seat.cell.voters.first.name)
            counted_out = values.number(0 if seat.uncounted is None else seat.uncounted) > 0
            counting = counting or counted_out or values.truth(seat.open_counted_out)
    if not out:
        return nothing_asked(clause)
    on_powers = values.truth(encoding.views.exclusions.limits_powers(body))
    every = tuple(power.name for power in encoding.specification.powers)
    limits = (*every, *_new_powers(encoding)) if on_powers else None
    return recusing(clause, _named(out), counting, body, limits)


def _named(out: Sequence[str]) -> Who:
    names = tuple(dict.fromkeys(out))
    return Who(", ".join(names), parties=names, single=len(names) == 1)


def _new_powers(encoding: ChangingEncoding) -> list[str]:
    """What a new power is called."""
    new = new_clauses(encoding.specification, Effect(EffectKind.ENACT_POWER, ""))
    return [power.name for power in new]


def _what_it_may_say(encoding: ChangingEncoding, clause: Recusal) -> list[OpenRecusal]:
    """What was declared may say; or what all those may that nobody declared."""
    every = encoding.views.exclusions.open_ones
    if clause.name in encoding.specification.clause:
        return [it for it in every if it.name == clause_fact(clause).key]
    return [it for it in every if not it.declared]


def _excluding(
    encoding: ChangingEncoding, clause: Recusal, it: OpenRecusal, body: str, values: Any
) -> Wording | None:
    """Whom it excludes in a body, and where; None where nobody is."""
    out = [
        cell.voters.first.name
        for cell in encoding.electorate.cells
        if values.number(cell.size) > 0 and values.truth(it.excludes(body, cell))
    ]
    limits = None if values.truth(it.at_all) else _limited(encoding, it, values)
    if not out or limits == ():
        return None
    return recusing(clause, _named(out), values.truth(it.and_counting), body, limits)


def _limited(encoding: ChangingEncoding, it: OpenRecusal, values: Any) -> tuple[str, ...]:
    """The powers that it limits, of those that there can be; a new one has a name of its own."""
    specification = encoding.specification
    found = [power.name for power in specification.powers if values.truth(it.on(power.name))]
    return (*found, *(_new_powers(encoding) if values.truth(it.on("")) else ()))
