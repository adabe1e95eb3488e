"""What stays as it is while rules change, in words: for verdicts `even after amendments`, and who can change what."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from policy_dsl import wording
from policy_dsl.model import Attribute, Body, Effect, EffectKind, Group, Party, Specification
from verifier.encoding.keeping import KEEPS
from verifier.words.meetings import NOTHING_CHANGES

# What is said of a field that is kept, where the specification has any.
_SAID: Mapping[tuple[type, str], tuple[str, Callable[[Specification], bool]]] = {
    (Body, "name"): ("which bodies there are", lambda it: bool(it.bodies)),
    (Body, "chair"): ("who chairs them", lambda it: any(b.chair is not None for b in it.bodies)),
    (Body, "observers"): ("who observes them", lambda it: any(b.observers for b in it.bodies)),
    (Body, "seats"): (
        "how many seats they have",
        lambda it: any(b.seats is not None for b in it.bodies),
    ),
    (Body, "those_of"): (
        "which bodies have the members of others",
        lambda it: any(b.those_of for b in it.bodies),
    ),
    (Group, "who"): ("who belongs to which group", lambda it: bool(it.groups)),
    (Party, "weights"): (
        "what each party's votes weigh",
        lambda it: any(party.weights for party in it.parties),
    ),
    (Attribute, "type"): ("what can be said of a decision", lambda it: bool(it.attributes)),
    (Attribute, "judge"): (
        "who rules on it",
        lambda it: any(attribute.judge is not None for attribute in it.attributes),
    ),
}


def held_fixed(specification: Specification) -> str:
    """What no decision changes."""
    return f"No decision changes {wording.listed(list(kept(specification)))}."


def taken_for_granted(specification: Specification) -> str:
    """The same, with what goes for decisions that are taken at several meetings."""
    found = [held_fixed(specification), *recusals_alike(specification)]
    found += [NOTHING_CHANGES] if specification.meetings > 1 else []
    return " ".join(found)


def recusals_alike(specification: Specification) -> Iterator[str]:
    """What a search through changes takes for granted of recusals, where some limit powers and decisions change them.

    A claim that `check` is asked about does without.
    """
    limited = any(recusal.limits is not None for recusal in specification.recusals)
    if limited and recusals_may_change(specification):
        yield (
            "A recusal that is amended or enacted keeps somebody from voting at all, or where any power is judged,"
            " and not where some powers are judged only."
        )


def recusals_may_change(specification: Specification) -> bool:
    """Whether some decision may enact a recusal, or amend one."""
    changes = [Effect(EffectKind.ENACT_NEW, "recusal")]
    changes += [Effect(EffectKind.AMEND, recusal.name) for recusal in specification.recusals]
    grants = [grant for power in specification.powers for grant in power.grants]
    return any(grant.matches(effect) for grant in grants for effect in changes)


def kept(specification: Specification) -> Iterator[str]:
    """What a specification has of what is kept, and what its source fixes."""
    for (kind, field), (text, has) in _SAID.items():
        if field in KEEPS[kind] and has(specification):
            yield text
    worded = (*specification.clauses, *specification.rights)
    fixed = [clause.name for clause in worded if clause.fixed]
    if fixed:
        yield f"what is marked as fixed ({_some(fixed)})"
    quorums = [b.name for b in specification.bodies if b.quorum_notes.fixed is not None]
    if quorums:
        yield f"the fixed quorum of {_some(quorums)}"
    seats = [body.name for body in specification.bodies if body.fixed_membership]
    if seats:
        yield f"the fixed membership of {_some(seats)}"


def _some(names: Sequence[str]) -> str:
    """Names, or where they are many how many more there are."""
    if len(names) <= 4:
        return wording.listed(list(names))
    return f"{', '.join(names[:3])} and {len(names) - 3} more"
