"""What stays as it is while rules change, in words: for verdicts `even after amendments`, and who can change what."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from policy_dsl import wording
from policy_dsl.model import (
    Alone,
    Attribute,
    Body,
    CanBlock,
    Claim,
    Coalition,
    CountsVotes,
    Effect,
    EffectKind,
    Group,
    Manner,
    NoneCanPass,
    Party,
    Requires,
    Specification,
)
from verifier.encoding.keeping import KEEPS
from verifier.encoding.open_recusals import PARTS
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
    found = [held_fixed(specification)]
    found += [NOTHING_CHANGES] if specification.meetings > 1 else []
    return " ".join(found)


def recusals_at_all(specification: Specification, claim: Claim) -> Iterator[str]:
    """That none comes to limit powers, where a claim counts votes itself and would see the difference."""
    limited = any(recusal.limits is not None for recusal in specification.recusals)
    if recusals_may_change(specification) and isinstance(claim, CountsVotes) and not limited:
        yield "No recusal comes to keep anybody from voting where some powers are used only."


def recusals_alike(specification: Specification, claim: Claim) -> Iterator[str]:
    """What the search for ways round through changes takes for granted of recusals that come to say something else.

    It looks at those that limit every power, which is all that can matter but where several act as a claim says, and
    some of them are kept from voting as it is and may attend or not (decision 0024).
    """
    if recusals_may_change(specification) and not one_ballot_decides(specification, claim):
        yield (
            "A recusal that is amended or enacted keeps somebody from voting at all, or where any power is judged,"
            " and not where some powers are judged only."
        )


def parts_of_cohorts(specification: Specification, claim: Claim) -> Iterator[str]:
    """How many parts of a cohort are told apart, where recusals may come to exclude more."""
    large = [p.name for p in specification.parties if p.size > PARTS]
    if not large or not recusals_may_change(specification):
        return
    if not one_ballot_decides(specification, claim):
        yield (
            f"Recusals that are amended or enacted come to tell at most {PARTS} parts of {wording.listed(large)} apart."
        )


def one_ballot_decides(specification: Specification, claim: Claim) -> bool:
    """Whether a claim is refuted, and each decision before it adopted, by one ballot, or against one voter.

    Then of all that recusals may come to say no more can matter than whom they exclude, the same for all powers, and
    who of these is left out of the counts (decision 0024); but where a meeting may be adjourned, attendance can hurt.
    """
    if specification.adjourning:
        return False
    match claim:
        case CanBlock(who=who, manner=Manner.AGAINST | Manner.ABSTAINING):
            at_all = any(recusal.limits is None for recusal in specification.recusals)
            return not at_all or _one_voter(specification, who)
        case CanBlock() | Requires() | NoneCanPass():
            return True
        case _:
            return False


def _one_voter(specification: Specification, who: Coalition) -> bool:
    if who.alone is Alone.EVERY:
        return True
    if len(who.parts) != 1:
        return False
    (part,) = who.parts
    named = part.who.single and all(specification.party[p].size == 1 for p in part.who.parties)
    return part.count == 1 or named


def recusals_may_change(specification: Specification) -> bool:
    """Whether some decision may enact a recusal, or amend one; or come to be able to, by what it makes of a power."""
    changes = [Effect(EffectKind.ENACT_NEW, "recusal"), Effect(EffectKind.ENACT_POWER, "")]
    them = (*specification.recusals, *specification.powers)
    changes += [Effect(EffectKind.AMEND, clause.name) for clause in them]
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
