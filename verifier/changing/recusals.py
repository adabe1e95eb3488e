"""How recusals read that were amended or that nobody declared, as an answer has them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from policy_dsl.change import Wording, new_clauses, nothing_asked, recusing
from policy_dsl.model import Effect, EffectKind, Recusal, Who
from policy_dsl.records import replace
from verifier.encoding.activity import clause_fact
from verifier.encoding.changing import ChangingEncoding
from verifier.encoding.open_recusals import OpenRecusal
from verifier.encoding.terms import negation

Term = Any  # a truth value of the solver


def recused(encoding: ChangingEncoding, clause: Recusal, values: Any) -> Wording:
    """How a declared recusal reads that was amended."""
    (it,) = _what_it_may_say(encoding, clause)
    body = next((name for name, here in it.here.items() if values.truth(here)), clause.body)
    return _excluding(encoding, clause, it, body, values) or nothing_asked(clause)


def newly_recused(encoding: ChangingEncoding, clause: Recusal, values: Any) -> Iterator[Wording]:
    """How new recusals in the body of one read; the first of them is this one."""
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
    for it in _what_it_may_say(encoding, clause):
        if it.declared:
            yield from (it.here[clause.body], *it.here.values())
        for body in it.here if it.declared else (clause.body,):
            yield from (negation(it.excludes(body, cell)) for cell in encoding.electorate.cells)
        if it.declared:
            yield from (it.at_all, negation(it.and_counting))


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
    names = tuple(dict.fromkeys(out))
    who = Who(", ".join(names), parties=names, single=len(names) == 1)
    return recusing(clause, who, values.truth(it.and_counting), body, limits)


def _limited(encoding: ChangingEncoding, it: OpenRecusal, values: Any) -> tuple[str, ...]:
    """The powers that it limits, of those that there can be; a new one has a name of its own."""
    specification = encoding.specification
    found = [power.name for power in specification.powers if values.truth(it.on(power.name))]
    if values.truth(it.on("")):
        new = new_clauses(specification, Effect(EffectKind.ENACT_POWER, ""))
        found += [power.name for power in new]
    return tuple(found)
