"""What is said about rules that change: what never changes, and stories over several meetings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from policy_dsl import claim_wording, wording
from policy_dsl.change import AmendedQuorum, Wording
from policy_dsl.model import (
    NO_NOTES,
    NOWHERE,
    Effect,
    EffectKind,
    Notes,
    Place,
    Property,
    Right,
    Specification,
)
from policy_dsl.records import replace
from policy_dsl.state import State
from verifier.encoding.activity import kind_of
from verifier.encoding.points import NEW, Item, Point, start_points
from verifier.results import Scenario, Support
from verifier.words.meetings import ordinal

if TYPE_CHECKING:
    from verifier.changing.meetings_held import HeldMeeting
    from verifier.changing.story import Gone, Story

PROVED = (
    "for every sequence of decisions, however long; checked again by three questions: it is so"
    " at the beginning, no step ends it, and while it is so the claim cannot be refuted"
)


# --- changes as openings -------------------------------------------------------------------------

ENACTS_POWER = "a decision may enact a new power"


def enacts_new(kind: str) -> str:
    """A clause comes that nobody declared."""
    return f"a decision may enact a new {kind}"


def changes_clause(kind: str, name: str) -> str:
    """A clause says something else, or comes or goes."""
    return f"{kind} {name} is amended, repealed or enacted"


def changes_quorum(body: str) -> str:
    """A quorum says something else."""
    return f"the quorum of {body} is amended"


def loses_seat(kind: str, party: str, body: str, by_itself: bool) -> str:
    """A seat loses its vote, by a decision or, where that is possible, by its holder's own choice."""
    if kind == "suspension":
        return f"{party} is suspended from {body}" + (", or suspends itself" if by_itself else "")
    return f"{party} is removed from {body}" + (", or leaves it" if by_itself else "")


def others_lose_seats(kind: str, body: str, by_themselves: bool) -> str:
    """Somebody else than the holder loses a vote."""
    if kind == "suspension":
        itself = ", or suspend themselves" if by_themselves else ""
        return f"others are suspended from {body}{itself}"
    return f"others are removed from {body}" + (", or leave it" if by_themselves else "")


def gains_seats(body: str, restores: bool) -> str:
    """Somebody gets a vote who has none."""
    return f"members are admitted {'or restored ' if restores else ''}to {body}"


# --- stories --------------------------------------------------------------------------------------


def does(effects: Sequence[Effect]) -> str:
    """What a decision does: "repeals unanimity and admits newcomers to Board"."""
    return wording.listed([wording.effect(effect) for effect in effects])


# --- what can be changed, and how ----------------------------------------------------------------

NEW_POWERS = "new powers"
NEW_CLAUSES = "new rules, prohibitions and recusals"
FIXED_MEMBERSHIP = "its membership is fixed"
EACH_ITS_OWN = "each its own"


def amended(kind: str, clause: str) -> str:
    """A clause says something else."""
    return f"{kind} {clause} is amended, repealed or enacted"


def quorum_amended(body: str) -> str:
    """A quorum is another."""
    return f"the quorum of {body} is amended"


def may(effect: str) -> str:
    """What a decision may do."""
    return f"a decision may {effect}"


def goes_by_itself(who: Gone) -> str:
    """A member goes, or stays without a vote; or so many of a cohort do."""
    party, number, body = who.party, who.number, who.body
    several = number is not None and number > 1
    if several and who.leaves:
        return f"{number:,} {party} leave {body} by themselves"
    if several:
        return f"{number:,} {party} suspend their membership of {body} by themselves"
    if who.leaves:
        return f"{_one(party, number)} leaves {body} by itself"
    return f"{_one(party, number)} suspends its membership of {body} by itself"


def _one(party: str, number: int | None) -> str:
    return party if number is None else f"one {party}"


def one_of(cohort: str) -> str:
    """Whoever it is of many alike."""
    return f"one {cohort}"


def by_reading(requirements: Mapping[str, str]) -> str:
    """What is asked for, under each reading."""
    return "; ".join(f"read as {reading}: {asked}" for reading, asked in requirements.items())


def clause_of_table(kind: str, name: str, title: str, in_force: bool) -> str:
    """A clause as something that can be changed."""
    called = f" “{title}”" if title not in ("", name) else ""
    return f"{kind} {name}{called}{'' if in_force else ' (not in force)'}"


def who_is_admitted(body: str) -> str:
    """Who sits in a body, as something that can be changed."""
    return f"who is admitted to {body}"


def seat_of(party: str, body: str) -> str:
    """A seat, as something that can be changed."""
    return f"the seat of {party} in {body}"


def seats_of(parties: Sequence[str], body: str) -> str:
    """Seats of which the same is to be said."""
    many = len(parties) > 4
    who = f"{parties[0]} and {len(parties) - 1} others" if many else wording.listed(parties)
    return f"the seats of {who} in {body}"


# --- what never changes --------------------------------------------------------------------------


def rests_on(
    specification: Specification, state: State, never: Sequence[Point]
) -> tuple[Support, ...]:
    """What a proof needs never to change, a line for each thing."""
    start = start_points(specification, state)
    by_item: dict[Item, set[str]] = {}
    for point in never:
        by_item.setdefault(point.item, set()).add(point.status)
    newcomers = {item.name for item in by_item if item.kind == "newcomers"}
    outsiders: dict[str, list[str]] = {}
    found: list[Support] = []
    for item, banned in by_item.items():
        if item.kind == "seat" and start[item] == "out":
            outsiders.setdefault(item.name, []).append(item.party)
            continue
        if item.kind == "newcomers":
            continue
        found.append(_support(specification, item, banned, start[item]))
    for body in specification.bodies:
        if body.name in newcomers or body.name in outsiders:
            whom = [*outsiders.get(body.name, ()), *(["nobody new"] * (body.name in newcomers))]
            found.append(_admission(specification, body.name, whom))
    return tuple(sorted(found, key=lambda s: (s.file, s.line)))


def _admission(specification: Specification, body: str, whom: Sequence[str]) -> Support:
    place = specification.body[body].place
    parties = [p for p in whom if p != "nobody new"]
    if "nobody new" in whom:
        text = f"nobody else is ever admitted to {body}"
    elif len(parties) > 3:
        text = f"{parties[0]} and {len(parties) - 1} others are never admitted to {body}"
    else:
        text = f"{wording.listed(parties)} {'are' if len(parties) > 1 else 'is'} never admitted to {body}"
    return Support("membership", body, text, place.file, place.line)


def _support(specification: Specification, item: Item, banned: set[str], start: str) -> Support:
    place, notes = NOWHERE, NO_NOTES
    match item.kind:
        case "clause":
            clause = specification.amendable(item.name)
            kind, place, notes = kind_of(clause), clause.place, clause.notes
            title = f" “{clause.title}”" if clause.title not in ("", clause.name) else ""
            text = f"{kind} {item.name}{title} {_of_clause(banned, start, clause.fixed)}"
        case "quorum":
            body = specification.body[item.name]
            kind, place, notes = "quorum", body.quorum_place, body.quorum_notes
            fixed = ", being fixed" if body.quorum_notes.fixed is not None else ""
            text = f"the quorum of {item.name} is never amended{fixed}"
        case "seat":
            kind = "seat"
            place, notes = _seat_place(specification, item)
            text = f"{item.party} {_of_seat(banned, start)} {item.name}"
        case "new clause":
            kind, text = "change", f"no new {item.name} is ever enacted"
        case "new exception":
            kind, text = "change", f"no new exception to {item.name} is ever enacted"
        case _:
            kind, text = "change", "no new power is ever enacted"
    name = item.party or item.name
    if item.kind in NEW:
        name = {"new clause": f"new {item.name}", "new exception": f"exception to {item.name}"}.get(
            item.kind, item.kind
        )
    return Support(kind, name, text, place.file, place.line, notes.assumed)


def _of_clause(banned: set[str], start: str, fixed: bool) -> str:
    if start == "absent":
        return "is never enacted" if "written" in banned else "is never reworded"
    always = "stays as it is worded" + (", being fixed" if fixed else "")
    if {"absent", "reworded"} <= banned:
        return f"{always}, and in force"
    return "is never reworded (it may be repealed)" if "reworded" in banned else "is never repealed"


def _of_seat(banned: set[str], start: str) -> str:
    if start == "suspended":
        return "is never restored to"
    if "lost" in banned or {"suspended", "out"} <= banned:
        return "keeps its seat and its vote in"
    return "is never suspended from" if "suspended" in banned else "is never removed from"


def _seat_place(specification: Specification, item: Item) -> tuple[Place, Notes]:
    body = specification.body[item.name]
    for seat in body.members:
        if seat.party == item.party:
            return seat.place, seat.notes
    return body.place, body.notes


# --- stories over several meetings ---------------------------------------------------------------


def steps(told: Story) -> tuple[str, ...]:
    """What changes, a sentence a step."""
    seated: dict[str, list[str]] = {}
    found = [" ".join([decision(held), *_admitted_before(held, seated)]) for held in told.meetings]
    found[told.turn : told.turn] = [f"{goes_by_itself(who)}." for who in told.themselves]
    return tuple(found)


def steps_before(told: Story) -> tuple[str, ...]:
    """What comes before the last meeting, as parts of a sentence: "a decision repeals unanimity"."""
    found = [f"a decision {does(held.effects)}" for held in told.meetings]
    found[told.turn : told.turn] = [goes_by_itself(who) for who in told.themselves]
    return tuple(found)


def decision(held: HeldMeeting) -> str:
    """What a meeting decides, as a sentence; of one that changes nothing, that it is such a decision."""
    return f"A decision {_does(held)}." if held.effects else "Such a decision."


def _does(held: HeldMeeting) -> str:
    said = []
    for effect in held.effects:
        text = wording.effect(effect)
        them = held.newcomers.get(effect.target)
        if them is not None and effect.kind is EffectKind.ADMIT_NEW:
            number = sum(each.number for each in them)
            many = "a newcomer" if number == 1 else f"{number:,} newcomers"
            text = f"admits {many} to {effect.target}"
        said.append(text)
    return wording.listed(said)


def _admitted_before(held: HeldMeeting, seated: dict[str, list[str]]) -> list[str]:
    """Which of those whom a meeting admits are newcomers to other bodies; `seated` says to which, by name."""
    found = []
    for body, them in held.newcomers.items():
        before = dict.fromkeys(each for it in them for each in seated.get(it.name, ()))
        if before:
            some = "Some of the" if any(it.name not in seated for it in them) else "The"
            found.append(f"{some} newcomers to {body} are those to {wording.listed(list(before))}.")
        for it in them:
            seated.setdefault(it.name, []).append(body)
    return found


def _words(
    specification: Specification, words: Sequence[Wording | AmendedQuorum], known: dict[str, str]
) -> list[str]:
    """What is read otherwise than so far."""
    found = []
    for each in words:
        if isinstance(each, AmendedQuorum):
            name = f"the quorum of {each.body}"
            asks = "asks for nobody" if each.requirement is None else "can never be met"
        else:
            clause = each.clause
            name = f"{kind_of(clause)} {clause.name}"
            asks = each.text
        if known.get(name) != asks:
            known[name] = asks
            found.append(f"As now worded, {name} {asks}.")
    return found


def story(specification: Specification, prop: Property, told: Story) -> Scenario | None:
    """All meetings as one scenario: the last one, with the earlier ones before it; None without any."""
    every = [*told.meetings, *([told.last] if told.last is not None else [])]
    held = [(h, h.scenario) for h in every if h.scenario is not None]
    if not held:
        return None
    text: list[str] = []
    known: dict[str, str] = {}
    seated: dict[str, list[str]] = {}
    text += [line for line in held[0][1].text[:1] if line.startswith(_TIME)]
    for index, (meeting, scenario) in enumerate(held):
        if index == told.turn:
            first = ordinal(index).lower()
            text += [
                f"Before the {first} meeting {goes_by_itself(who)}." for who in told.themselves
            ]
        if len(held) > 1 or told.themselves or told.last is None:
            text.append(f"{ordinal(index)} meeting.")
        text += _words(specification, meeting.words, known)
        lines = [line for line in scenario.text if not line.startswith(_TIME)]
        if index:
            lines = [line for line in lines if not line.startswith("Read so:")]
        text += [*lines, *_admitted_before(meeting, seated)]
    if told.last is None:
        if told.turn >= len(held):
            text += [f"After that {goes_by_itself(who)}." for who in told.themselves]
        rights = [w for w in told.words if isinstance(w, Wording) and isinstance(w.clause, Right)]
        text += _words(specification, rights, known)
        text.append(
            f"Then it is not so any more that {claim_wording.claim(specification, prop.claim)}."
        )
    earlier = tuple(scenario for _, scenario in held[:-1])
    return replace(held[-1][1], text=tuple(text), earlier=earlier)


_TIME = "Time:"
