"""What is said about two specifications compared."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from policy_dsl import wording
from policy_dsl.model import ALWAYS, Body, Condition, Party
from policy_dsl.wording import listed
from verifier.words.check import VERDICTS
from verifier.words.loopholes import where as which_decisions
from verifier.words.sentences import capitalised
from verifier.words.verdicts import period

if TYPE_CHECKING:
    from verifier.results.diff import (
        ChangedClass,
        LoopholeChange,
        PropertyChange,
        Readings,
        Renamed,
        SeatChange,
        Side,
        SituationCount,
        SpecificationComparison,
        StandingChange,
        Stretch,
    )

COMPARISON = "comparison"
BEFORE = "before"

# --- recognising -----------------------------------------------------------------------------------

SAME_TITLE = "they have the same title"
SAME_CONTENT = "they say the same, and are used in the same way"


def same_place(attribute: str) -> str:
    """Why two values are taken for one."""
    return f"they are the only values of {attribute} that differ, in the same place of the list"


def same_reading(clause: str) -> str:
    """Why two readings are taken for one."""
    return f"{clause} says the same under both"


def _only(side: Side) -> str:
    return f"only the {side.value} one has"


def only_one_side(side: Side, kind: str, it: Any) -> str:
    """Something that only one side declares."""
    title = getattr(it, "title", "")
    called = f"{it.name} “{title}”" if title not in ("", it.name) else it.name
    if isinstance(it, Party) and it.cohort:
        called = f"{it.size:,} {called}"
    said = f"{_only(side)} {_KINDS.get(kind, kind)} {called}"
    match kind:
        case "attribute":
            return f"{said}; decisions are compared for all its values, which the other side does not look at"
        case "party":
            return f"{said}; on the other side it has no seat, no consent to give and no mention"
        case "body" if isinstance(it, Body):
            return f"{said}; votes in it count on that side only"
        case _:
            return said


_KINDS = {
    "attribute": "the attribute",
    "clause": "the clause",
    "right": "the right",
    "body": "the body",
}
_KINDS["party"] = "the party"


def only_value(side: Side, attribute: str, value: str) -> str:
    """A value that only one side lists."""
    return (
        f"{_only(side)} the value {value} of {attribute}: decisions with it can't be put to the other side,"
        " and were not compared"
    )


def only_reading(side: Side, clause: str, reading: str, others_in_common: bool) -> str:
    """A reading that only one side has: set aside where both have another, else compared with all of the other."""
    compared = (
        "it was not compared with any of the other side"
        if others_in_common
        else f"it was compared with {clause} however the other side reads it"
    )
    return f"{_only(side)} the reading {reading} of {clause}; {compared}"


def role_changed(attribute: str, old: str, new: str) -> str:
    """Substance became form, or form substance: loopholes differ, outcomes do not."""
    return f"{attribute} was {old} and is {new} now: what counts as a way to the same substance is different"


def judge_changed(attribute: str, old: str | None, new: str | None) -> str:
    """Somebody else classifies."""
    return f"{attribute} was judged by {old or 'nobody'} and is judged by {new or 'nobody'} now"


def more_classes(what: str, listed: int) -> str:
    """The list is cut."""
    return f"{what}: there are more than the {listed} classes of decisions that are listed"


# --- conditions ------------------------------------------------------------------------------------


def read_as(readings: Readings) -> str:
    """How clauses are read: "unanimity read as all_members or present"."""
    return listed([f"{clause} read as {' or '.join(them)}" for clause, them in readings])


def where(condition: Condition, readings: Readings, every: bool) -> str:
    """A class of decisions as the beginning of a sentence."""
    some = "" if every else "Some decisions, not all: "
    which = "Any decision" if condition == ALWAYS else f"Where {wording.condition(condition)}"
    read = f", with {read_as(readings)}" if readings else ""
    return f"{some}{which}{read}"


# --- the answer ------------------------------------------------------------------------------------

SAME = (
    "No change in meaning. Proved: each decision, however the clauses are read and everybody votes, is adopted by"
    " both or by neither, in every stretch of time; and seats, rights and quorums are the same."
)
SAME_KNOWN = (
    "No change in meaning for anything that both can say. Proved: each such decision, however the clauses are read"
    " and everybody votes, is adopted by both or by neither, in every stretch of time; and seats, rights and quorums"
    " are the same."
)
NOT_DECIDED = "Not decided whether anything changes."
CHANGED = "The meaning changes."
PROPERTIES_ONLY = "The rules mean the same (proved); what is asked about them changes."


def stretches(them: Sequence[Stretch]) -> str:
    """Stretches of time in words."""
    return listed([period(each.from_, each.before) for each in them])


def fate(it: ChangedClass) -> str:
    """What became of a class of decisions."""
    return f"{where(it.condition, it.readings, it.every)}: {became(it)}."


def became(it: ChangedClass) -> str:
    """What became of such decisions."""
    from verifier.results.diff import Fate

    match it.fate:
        case Fate.NOW_CAN_PASS:
            return "could not pass before, now can"
        case Fate.NOW_BLOCKED:
            return "could pass before, now cannot"
        case Fate.OTHER_VOTES if it.easier and it.harder:
            return "passes with other votes (some suffice now that did not, some no longer do)"
        case Fate.OTHER_VOTES if it.easier:
            return "passes more easily (all votes that sufficed still do, and others do now)"
        case Fate.OTHER_VOTES if it.harder:
            return "passes less easily (no other votes suffice, and some no longer do)"
        case _:
            return "passes with other votes"


def standing(it: StandingChange) -> str:
    """Who gained or lost what."""
    return f"{has(it)}. {where(it.condition, it.readings, it.every)}."


def has(it: StandingChange) -> str:
    """Who gained or lost what, without over which decisions."""
    verb = "gained" if it.gained else "lost"
    many = len(it.parties) > 1
    who = f"{listed(list(it.parties))} each" if many else it.parties[0]
    what = "a veto" if it.standing.value == "veto" else "the power to decide alone"
    return f"{who} {verb} {what}"


def seat(it: SeatChange) -> str:
    """A seat, a suspension, a right."""
    match it.kind:
        case "member":
            return f"{it.party} is {'' if it.now else 'no longer '}a member of {it.where}"
        case "suspended":
            return f"{it.party} is {'' if it.now else 'no longer '}suspended from {it.where}"
        case _:
            return f"{it.party} {'holds' if it.now else 'no longer holds'} {it.where}"


def quorum(body: str, easier: bool, harder: bool) -> str:
    """A body's quorum."""
    if easier and harder:
        return f"{body} is quorate with others present than before"
    return f"{body} is {'more' if easier else 'less'} easily quorate than before"


def counted(it: SituationCount) -> str:
    """How many situations change."""
    if it.why_not is not None:
        return f"Not counted: {it.why_not}."
    share = f"{it.changed:,} of {it.situations:,} situations change"
    parts = []
    if it.now_pass:
        parts.append(f"{it.now_pass:,} now pass")
    if it.now_fail:
        parts.append(f"{it.now_fail:,} no longer do")
    return f"{share}: {listed(parts)}. {it.what}" if parts else f"{share}. {it.what}"


def situations(decisions: int, attributes: Sequence[str], readings: int, ballots: int) -> str:
    """What the situations are."""
    over = f" ({listed(list(attributes))})" if attributes else ""
    kinds = "kind of decision that changes" if decisions == 1 else "kinds of decision that change"
    which = f"{decisions:,} {kinds} no rule or seat{over}"
    ways = f"{readings:,} {'way' if readings == 1 else 'ways'} to read both"
    return f"Counted: {which}, {ways}, {ballots:,} ballots."


def not_finite(attribute: str) -> str:
    """Why nothing is counted."""
    return f"{attribute} is a number, so there is no end of decisions"


NOT_OF_SEVERAL_MEETINGS = (
    "ballots at meetings that follow one another are not counted. What is said of votes takes those at the last"
    " meetings of both sides to be the same (an adjourned meeting is such a last one), and lets a meeting that only one"
    " side has go any way"
)


def too_many(what: str, most: int) -> str:
    """Why nothing is counted."""
    return f"there are more than {most:,} {what} to tell apart"


def prop(it: PropertyChange) -> str:
    """A property that is not what it was."""
    from verifier.results.diff import ChangeKind

    called = f"{it.name} “{it.title}”" if it.title not in ("", it.name) else it.name
    if it.old_name and it.name and it.old_name != it.name:
        called += f" (before: {it.old_name})"
    match it.kind:
        case ChangeKind.APPEARED:
            assert it.new_verdict is not None
            return f"{called} is new: {VERDICTS[it.new_verdict]}."
        case ChangeKind.WENT:
            assert it.old_verdict is not None
            return f"{called} went; it was: {VERDICTS[it.old_verdict]}."
        case _:
            assert it.old_verdict is not None
            assert it.new_verdict is not None
            asks = ", and asks something else now" if it.claim != it.old_claim else ""
            if it.old_verdict is it.new_verdict:
                return f"{called} asks something else now; as before: {VERDICTS[it.new_verdict]}."
            return f"{called}: {VERDICTS[it.old_verdict]} before, now {VERDICTS[it.new_verdict]}{asks}."


def loophole(it: LoopholeChange) -> str:
    """A way round that appeared or went."""
    return f"{it.property}: {loophole_alone(it)}"


def loophole_alone(it: LoopholeChange) -> str:
    """A way round that appeared or went, without round what."""
    from verifier.results.diff import ChangeKind

    verb = "A way round it appeared" if it.kind is ChangeKind.APPEARED else "A way round it went"
    what = "; and ".join(it.openings) or "as the rules stand"
    which = capitalised(which_decisions(it.under))
    return f"{verb}: {what}. {which}, by power {it.power}."


def renamed(it: Renamed) -> str:
    """Something under another name."""
    return f"{it.kind} {it.old} is now called {it.new} ({it.why})"


def limit(reason: str, what: str) -> str:
    """What a limit kept undecided."""
    return f"{what}: {reason}"


PROPERTIES = "the properties"
PROPERTIES_AND_WAYS = "the properties and the ways round them"
VETO_OF = "who can block: {}"
POWER_OF = "who can decide alone: {}"
QUORUM_OF = "the quorum of {}"


def differs(it: Stretch) -> str:
    """Something differs, and a limit kept it from being told."""
    return f"{period(it.from_, it.before)}: some decision is adopted by one side only; a limit kept it from being told"


def example(passes_now: bool) -> str:
    """The heading of an example."""
    return (
        "It passes now, and did not before:"
        if passes_now
        else "It passed before, and does not now:"
    )


def head(it: SpecificationComparison) -> tuple[str, str]:
    """Which two are compared, a line each."""
    return f"Old: {it.old_title} ({it.old_file})", f"New: {it.new_title} ({it.new_file})"


MORE_LOOPHOLES = "there are more ways round it than are listed"
WAYS_ROUND = "ways round {}"
COHORTS_NAMED = "decisions name some of a group whose members have no names"
CASES = "decisions and readings"
BALLOTS = "sorts of ballots in a body"
NO_GIT = "git is not installed, and `--rev` needs it"


def no_revision(revision: str) -> str:
    """There is no such revision."""
    return f"there is no revision {revision} in this repository"


ONLY_OF_THE_REPOSITORY = "a revision has the files of its repository only"


def not_at_revision(path: str, revision: str) -> str:
    """The file did not exist then."""
    return f"{path} is not there at revision {revision}"


BOTH_OR_REVISION = "name two files, or one and `--rev REVISION`"
DECISIONS = "Decisions"
STANDINGS = "Who can block or decide alone"
SEATS = "Seats and rights"
QUORUMS = "Quorums"
COUNTS = "How much changes"
PROPERTIES = "Properties"
LOOPHOLES = "Ways round what properties protect"
RENAMED = "Recognised under another name"
ONE_SIDED = "Declared on one side only"
REDECLARED = "Declared differently"
OPEN = "Not decided"
CUT = "Not all are listed"
OLD_STORY = "Before:"
NEW_STORY = "Now:"
ONLY_OLD_STORY = "It was shown by this before:"
NEW_VERDICT_STORY = "Now, for example:"


def answer(it: SpecificationComparison) -> str:
    """The answer in a sentence."""
    from verifier.results.diff import WhetherChanged

    match it.answer:
        case WhetherChanged.SAME:
            return SAME_KNOWN if it.one_sided else SAME
        case WhetherChanged.UNDETERMINED:
            return NOT_DECIDED
        case WhetherChanged.CHANGED:
            rules = it.classes or it.standings or it.seats or it.quorums
            return CHANGED if rules or it.undetermined or it.one_sided else PROPERTIES_ONLY


def during(said: str, them: Sequence[Stretch], every: Sequence[Stretch]) -> str:
    """A sentence with the time that it is about, unless it is about all of it."""
    if len(every) < 2 or stretches(them) == period(None, None):
        return said
    return f"{said.removesuffix('.')} ({stretches(them)})."
