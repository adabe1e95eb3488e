"""What the review says to its readers, chapter by chapter. HTML and Word say the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from policy_dsl import wording
from policy_dsl.model import ALWAYS, Condition, Specification, Status
from policy_dsl.records import dataclass
from verifier.results import PropertyResult, Verdict
from verifier.words.alternatives import NO_MEMBER
from verifier.words.lint import TITLES
from verifier.words.sentences import capitalised, uncapitalised

if TYPE_CHECKING:
    from verifier.results.loopholes import PropertyLoopholes
    from verifier.results.review import AnswerChange, ReviewFinding, Seriousness

# --- questions and answers -----------------------------------------------------------------------


def topic(specification: Specification, when: Condition) -> str:
    """What somebody could block: "kind is policy and may_outsource"."""
    return "any decision" if when == ALWAYS else wording.condition(when)


VERDICTS = {
    Verdict.HOLDS: "Holds",
    Verdict.FAILS: "Fails",
    Verdict.VACUOUS: "Says nothing",
    Verdict.UNDETERMINED: "Not determined",
}


def short(result: PropertyResult, reading_fixed: bool) -> str:
    """An answer in a line: can it happen or not; `reading_fixed`: the question itself says how to read the rules."""
    fixed = ""
    some = result.readings and not result.every_reading and not reading_fixed
    if result.verdict is Verdict.FAILS and some:
        fixed = f" {_read(result)}"
    match result.verdict:
        case Verdict.HOLDS if result.scenario is not None:
            return f"{capitalised(result.shown)}: there is an example."
        case Verdict.HOLDS:
            return "The contrary cannot happen, assuming what is listed."
        case Verdict.FAILS if result.scenario is not None:
            return f"The contrary can happen: there is an example.{fixed}"
        case Verdict.FAILS:
            return f"It is not so.{fixed}"
        case Verdict.VACUOUS:
            return f"True, but it says nothing: {result.reason}."
        case _:
            return f"Not determined: {result.reason}"


def _read(result: PropertyResult) -> str:
    each = [
        wording.listed([f"{name} of {clause}" for clause, name in reading.items()])
        for reading in result.readings
    ]
    return f"Only when read as {' or '.join(each)}."


def unexpected(result: PropertyResult) -> str:
    """What was expected instead; nothing where it is as expected."""
    if result.as_expected:
        because = (result.expected_because or "").rstrip(" .")
        return f"Expected to be false: {because}." if because else ""
    if result.expected is Verdict.FAILS:
        return "It was expected to be false."
    return "It was expected to hold."


SERIOUS = {
    "SURPRISE": "Not as expected",
    "OPEN": "Not determined",
    "CUT": "Holds; not all ways round it are known",
    "WEAK": "Holds, but one step gets round it",
    "GAP": "A known gap",
    "CHANGEABLE": "Holds, but the rules can be changed first",
    "GUARDED": "Holds; only several steps together get round it",
    "ACCEPTED": "Holds; the ways round it are accepted",
    "FIRM": "Holds; no way round it was found",
    "PLAIN": "For information",
}
SERIOUS_RULES = {
    "SURPRISE": "the answer is not the one that the specification expects: look at it first.",
    "OPEN": "a limit was reached before there was an answer: it is never counted as holding.",
    "CUT": "the claim holds, and a limit was reached before it was known in which ways it can be got round.",
    "WEAK": (
        "the claim holds, but a single opening that nobody has accepted (an exception, a ruling, a reading,"
        " another time) lets such a decision pass all the same."
    ),
    "GAP": "the claim is false, and the specification says that it expects so, and why.",
    "CHANGEABLE": (
        "the claim holds as the rules stand, but decisions that its holder cannot stop can change the rules or the"
        " seats until it does not."
    ),
    "GUARDED": "the claim holds, and each way round it takes two or more openings at once.",
    "ACCEPTED": "the claim holds, and each way round it has been accepted with a reason.",
    "FIRM": "the claim holds, and no opening of the kinds that were tried gets round it.",
    "PLAIN": "the claim is as expected, and of no kind that ways round are looked for.",
}


def serious(it: Seriousness) -> str:
    """How serious an answer is."""
    return SERIOUS[it.name]


# --- clauses -------------------------------------------------------------------------------------

STANDINGS = {
    "cleared": "Cleared",
    "issue": "Issue",
    "no open finding": "No open finding",
    "ambiguous": "Ambiguous",
    "not settled": "Not settled",
    "not looked at": "Not looked at",
    "not modelled": "Not modelled",
}
STANDING_RULES = {
    "cleared": (
        "modelled, read in one way only, and no finding leads through it: all ways round the properties that protect"
        " something were looked for. A finding leads through what stands open in it, the powers that take the decisions"
        " of its examples, the clauses that apply to them, and what they change."
    ),
    "issue": "at least one finding that nobody has accepted leads through it, or something else was found about it.",
    "no open finding": "only findings that are accepted, or of times that are over, lead through it.",
    "ambiguous": "its words can be read in several ways.",
    "not settled": "a limit was reached before all was looked for, so more findings may lead through it.",
    "not looked at": "no property protects anything round which ways are looked for, so nothing was looked for.",
    "not modelled": "it has no formal effect here, so no answer depends on it.",
}
NOT_MODELLED = "Nothing is computed from it."
CLEARED = "Modelled; no finding leads through it."
NOT_LOOKED_AT = "Modelled; no ways round anything are looked for."


def way_through(findings: Sequence[int]) -> str:
    """Which findings lead through a clause."""
    numbers = wording.listed([str(number) for number in findings])
    one = len(findings) == 1
    return f"Finding {numbers} leads through it." if one else f"Findings {numbers} lead through it."


def linted(codes: Sequence[str]) -> str:
    """What lint finds of it, by its titles; it is told in a chapter of its own."""
    said = [f"{uncapitalised(TITLES[code])} ({code})" for code in codes]
    return f"Found of it: {'; '.join(said)}."


def no_open_way_through(findings: Sequence[int], besides: bool) -> str:
    """Which findings do that are accepted or of times that are over; `besides`: there is something open, too."""
    numbers = wording.listed([str(number) for number in findings])
    said = "Accepted, or of times that are over"
    named = f"finding {numbers}" if len(findings) == 1 else f"findings {numbers}"
    return f"{said}: {named}." if besides else f"Nothing open leads through it. {said}: {named}."


def not_settled(found: bool, properties: int, codes: Sequence[str]) -> str:
    """What was not looked for to the end; `found`: findings lead through it as it is."""
    left: list[str] = []
    if properties:
        claims = "one claim" if properties == 1 else f"{properties} claims"
        more = "More findings" if found else "Findings"
        left.append(f"{more} may: ways round {claims} are not all known.")
    if codes:
        them = (
            f"{len(codes)} of lint's questions" if len(codes) > 3 else wording.listed(list(codes))
        )
        left.append(f"{'Nor settled' if left else 'Not settled'}: {them}.")
    return " ".join(left)


@dataclass(frozen=True)
class Depending:
    """The claims whose answer depends on how a clause is read, by their numbers, and those of which that is not known.

    `every_reading`: they were asked again under each one alone; `asked`: so many times in all. `quick`: not at all.
    """

    changing: tuple[int, ...]
    open: tuple[int, ...]
    every_reading: bool
    asked: int
    quick: bool


def ambiguous(readings: int, depending: Depending) -> str:
    """How many readings, and what depends on them."""
    said = f"It can be read in {readings} ways."
    if depending.quick:
        return f"{said} Which answers depend on that was not asked (--quick)."
    parts = [said]
    if depending.changing:
        parts.append(f"The answer to {_claims(depending.changing)} depends on which.")
    if depending.open:
        them = _claims(depending.open)
        parts.append(f"Whether the answer to {them} depends on which is not settled.")
    if not depending.changing and not depending.open:
        if not depending.every_reading:
            parts.append("Not each of them was tried alone.")
        elif not depending.asked:
            parts.append("No question can be asked otherwise under one of them alone.")
        else:
            parts.append(
                "Each question has the same answer under all of them together as under each one."
            )
    return " ".join(parts)


def reliance(status: Status | None, cited: bool, assumed: bool) -> str:
    """How far the text can be relied on."""
    if status is not None:
        return _STATUSES[status]
    if assumed and not cited:
        return "assumed: the sources do not say it"
    if assumed:
        return "quoted in part, assumed in part"
    return "quoted" if cited else "not cited"


def in_short(reliance: str) -> str:
    """The same without what the word means."""
    return reliance if reliance.startswith("quoted") else re.split("[:,]", reliance)[0]


_STATUSES = {
    Status.ENACTED: "enacted",
    Status.REPORTED: "reported, not seen in the rules themselves",
    Status.EXPECTED: "expected: foretold, and not known to have come about",
    Status.DISPUTED: "disputed: in force under one reading, not under the other",
    Status.PROPOSED: "proposed: not in force until it takes effect",
    Status.ASSUMED: "assumed",
}

# --- findings ------------------------------------------------------------------------------------


def changed_title(steps: Sequence[str]) -> str:
    """A finding that changes the rules first."""
    return f"The rules are changed first: an earlier decision {wording.listed(list(steps))}"


def changed_mechanism(earlier: int, power: str | None, against: Sequence[str]) -> str:
    """How many meetings it takes, and who is outvoted at the first."""
    meetings = "one earlier meeting" if earlier == 1 else f"{earlier} earlier meetings"
    by = f" by power {power}" if power else ""
    verbs = "votes against, and is" if len(against) == 1 else "vote against, and are"
    outvoted = f" {wording.listed(list(against))} {verbs} outvoted." if against else ""
    return f"It takes {meetings}{by}.{outvoted}"


PAST = "That time is over: it cannot happen any more."


def ways(it: PropertyLoopholes) -> str:
    """How far ways round an answer were looked for; nothing where all are told."""
    if it.undetermined is not None:
        return f"Not all ways round it were looked for: {it.undetermined}."
    if it.more:
        return "More ways round it exist than are listed."
    if not it.loopholes:
        return "No way round it was found: with all openings of the kinds tried open, it cannot be got round."
    return ""


CLOSING_OPEN = (
    "Whether a change of wording closes it is not settled: the limit of the search was reached."
)


def none_closes(tried: int) -> str:
    """That no change of wording that was tried does."""
    if not tried:
        return "None of the changes of wording that are tried fits it."
    if tried == 1:
        return "The one change of wording tried does not close it."
    return f"None of {tried} changes of wording tried closes it."


# --- assumptions ---------------------------------------------------------------------------------


def numbered(names: Iterable[str], numbers: Mapping[str, int]) -> str:
    """Claims by their numbers: "claim 3", "claims 1, 2 and 7"."""
    return _claims([numbers[name] for name in names])


def _claims(numbers: Sequence[int]) -> str:
    them = [str(number) for number in sorted(numbers)]
    return f"{'claim' if len(them) == 1 else 'claims'} {wording.listed(them)}"


def claims(it: ReviewFinding, numbers: Mapping[str, int]) -> str:
    """What a finding gets round: claims meant to hold, those that are false as expected, those of other times."""
    here = _got_round(it, numbers, [n for n in (*it.defeats, *it.also) if n not in it.elsewhere])
    there = _got_round(it, numbers, it.elsewhere)
    said = [here] if here else []
    said += [f"{THERE} {there}"] if there else []
    return f"{'; '.join(said)}."


THERE = "at another time or on another supposition,"


def _got_round(it: ReviewFinding, numbers: Mapping[str, int], names: Sequence[str]) -> str:
    defeats = [name for name in names if name in it.defeats]
    also = [name for name in names if name not in it.defeats]
    if not defeats:
        return f"{numbered(also, numbers)}, expected to fail" if also else ""
    rest = f"; and, of those expected to fail, {numbered(also, numbers)}" if also else ""
    return f"{numbered(defeats, numbers)}{rest}"


def proved_whatever(names: Sequence[str], numbers: Mapping[str, int]) -> str:
    """What was proved never to be false."""
    if not names:
        return ""
    return f"Proved not to become false, whatever this says: {numbered(names, numbers)}."


def proved_open(names: Sequence[str], numbers: Mapping[str, int]) -> str:
    """Of what it is not known whether it was proved never to be false."""
    return f"Whether what this says can make it false is not settled of {numbered(names, numbers)}."


def alternative_changes(
    texts: Sequence[str], changes: Sequence[AnswerChange], numbers: Mapping[str, int]
) -> str:
    """Alternatives that each change the same answers."""
    by_fate: dict[tuple[Verdict, Verdict], list[str]] = {}
    for each in changes:
        by_fate.setdefault((each.before, each.after), []).append(each.property)
    said = [
        f"{numbered(them, numbers)} {_fate(len(them), *fate)}" for fate, them in by_fate.items()
    ]
    return f"If {', or if '.join(texts)}: {'; '.join(said)}."


def _fate(number: int, before: Verdict, after: Verdict) -> str:
    one, several = _WOULD[after]
    was = {
        Verdict.HOLDS: "held",
        Verdict.FAILS: "failed",
        Verdict.VACUOUS: "said nothing",
        Verdict.UNDETERMINED: "not determined",
    }[before]
    return f"{one if number == 1 else several} then ({was} before)"


_WOULD = {
    Verdict.HOLDS: ("holds", "hold"),
    Verdict.FAILS: ("fails", "fail"),
    Verdict.VACUOUS: ("says nothing", "say nothing"),
    Verdict.UNDETERMINED: ("is not determined", "are not determined"),
}


def no_changes(texts: Sequence[str], asked: int, total: int) -> str:
    """Alternatives that change no answer of so many questions that were asked again."""
    when = either(texts)
    if not asked:
        return f"None of the questions can be asked otherwise if {when}."
    if asked == total:
        return f"No answer changes if {when}."
    one = "The one answer that was asked for again does not change"
    these = f"None of the {asked} answers that were asked for again changes"
    return f"{one if asked == 1 else these} if {when}."


def either(texts: Sequence[str]) -> str:
    """Several conditions after an "if"; what is said of several alike is said once."""
    out = [text.removesuffix(NO_MEMBER) for text in texts if text.endswith(NO_MEMBER)]
    rest = [text for text in texts if not text.endswith(NO_MEMBER)]
    if len(out) > 1:
        out = [f"one of {wording.listed(out)}"]
    return " or if ".join([*(f"{each}{NO_MEMBER}" for each in out), *rest])


def left_open(text: str, names: Sequence[str], numbers: Mapping[str, int]) -> str:
    """Questions that were asked again and not answered."""
    return f"If {text}, this was not determined: {numbered(names, numbers)}."


YES = "Yes"
NO = "No"
NOT_TRIED = "Not tried"
WITHOUT_ALTERNATIVES = "There is nothing to try instead: no answer is computed from it."


def verdict_on_point(changes: Sequence[str], tried: int, open_ones: bool) -> str:
    """Would the answer change? In a word or two."""
    if changes:
        least = "at least " if open_ones else ""
        return f"{YES}: {least}{len(changes)} {'answer' if len(changes) == 1 else 'answers'}"
    if not tried:
        return NOT_TRIED
    return "Not determined" if open_ones else NO


# --- conditions of the whole ---------------------------------------------------------------------

ABOUT = (
    "This review was made by a program from a formal specification of the rules. Every answer in it was computed:"
    " it is so for every decision, every reading of an ambiguous clause and every way of voting at once."
    " What can happen is shown by an example, which was replayed step by step by a second program. What cannot"
    " happen was proved, from the assumptions that are listed with it."
)
NOT_ADVICE = (
    "This is not legal advice. It says what follows from the rules as they are formalised here, not whether they are"
    " formalised rightly: that is for the reviewer to judge, clause by clause, in the columns provided."
    " Whatever the specification leaves out (law outside these rules, practice, persuasion) is left out here too."
)
