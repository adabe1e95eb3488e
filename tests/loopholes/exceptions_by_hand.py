"""Which exceptions make a difference to a power, and what they ask about, by the interpreter alone."""

from __future__ import annotations

from policy_dsl.decisions import NO_ATTRIBUTE
from policy_dsl.interpreter.clauses import Rules
from policy_dsl.model import ExceptionTo, Recusal, Specification, condition_of
from tests.semantics.enumerating import attributes_in, nodes


def at_work(spec: Specification, rules: Rules, exception: ExceptionTo, power: str) -> bool:
    """Without it something else would limit this power, or keep somebody from voting where it decides."""
    for target in (spec.clause[name] for name in exception.targets):
        if not rules.would_otherwise_be_active(target):
            continue
        if isinstance(target, ExceptionTo):
            if at_work(spec, rules, target, power):
                return True
        elif spec.limits(target, power) and (
            not isinstance(target, Recusal) or _keeps_somebody(spec, rules, target)
        ):
            return True
    return False


def asked_by(spec: Specification, rules: Rules, exception: str) -> frozenset[str]:
    """The attributes that an exception's condition asks about, as it is read."""
    it = spec.clause[exception]
    return frozenset(attributes_in(nodes(condition_of(it, rules.reading(it)))))


def _keeps_somebody(spec: Specification, rules: Rules, recusal: Recusal) -> bool:
    seated = [
        (it.party, it.cell) for it in rules.seated[recusal.body] if not it.suspended and it.number
    ]
    chair = spec.body[recusal.body].chair
    if chair is not None and chair.casting_vote:
        seated.append((chair.party, NO_ATTRIBUTE))
    refers = rules.situation.refers
    return any(refers(recusal.excluded, party, cell, False) for party, cell in seated)
