"""The headings and fixed sentences of the review as a document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from policy_dsl.wording import listed
from verifier.words.sentences import capitalised

if TYPE_CHECKING:
    from verifier.results.review import WaysLookedFor

STEPS = "steps"
CONTENTS = "Contents"
CUT = "What is missing"
SKIP = "Skip to the answers"

ABOUT = "What this is"
NOT_ADVICE = "What it is not"
SCOPE = "What it covers"

VERSION = "Version"
DATE = "Date of this review"
FINGERPRINT = "Fingerprint of the text (SHA-256)"
TOOL = "Made by"
FILE = "Specification"

ANSWERS = "The answers"
PEOPLE = "Who sits where, and who could block what when"
CLAUSES = "The rules, clause by clause"
FINDINGS = "Ways round: the findings"
DETAILS = "The answers in detail"
MATRIX = "Who decides what: the matrix of reserved matters"
ENTRENCHMENT = "Who can change the rules"
LINT = "Conflicts, gaps and deadlocks"
RESILIENCE = "What absences and vacancies do"
PARTING = "Where readings part"
CHANGES = "What changed since the earlier version"
READING = "How to read this review"

SERIOUS = "How serious"
NAME = "Name"
STANDS_FOR = "Stands for"
DATE_COLUMN = "When"
HAPPENED = "What happened"
WHO_BLOCKS_WHAT = "Who, and what"
WHO = "Who"
WHAT = "What"
STANDING = "Standing"
TEXT = "What is taken, and why"

IN_PLAIN_ENGLISH = "In plain English"
RELIANCE = "Relied on as"
ASSUMED = "Assumed"
NOTE = "Note"
SEE = "See"
RESTS_ON = "It rests on"
IN_THE_WAY = "What stands in the way"
MAKES_IT_SO = "What makes it so"
ASSUMING = "Assuming"
BY_DATE = "By date"
EXAMPLE = "Example, step by step"
WORDING = "Suggested wording"

ANSWER_TO_IT = "The answer"
ISSUES_AND_SCOPE = "The issues, and what this covers"
MORE_CHANGES = "What else changed since the earlier version"
AT_OTHER_TIMES = "At other times only"
NOT_ALL_COMPARED = "No change is known; not everything is decided."
PROPOSED = "Proposed"
NOT_MODELLED = "Not modelled"
TAKEN_FOR_GRANTED = "What answers and findings take for granted"
RESTS = "What this rests on: would the answer change?"
TECHNICAL = "Technical data"
NAMES_IN_COMMANDS = "What commands call the findings"
WORDINGS = "Proposed wording, in the language of the specification"

# What stands before the page number, and between it and how many there are.
PAGE = ("Page ", " of ")

ACCEPT = "Accept"
REJECT = "Reject"
COMMENT = "Comment"
OWNER = "Owner"

# Of the reviewer's marks on a page.
MARKS = "The reviewer's marks"
MARKS_TEXT = (
    "Marks are kept in this browser as they are written, and found again in a later review of the same rules, each"
    " where it belongs. To pass them on, or to be sure of them, export them."
)
EXPORT_JSON = "Export as JSON"
EXPORT_CSV = "Export as a table (CSV)"
IMPORT = "Import"
IMPORT_FILE = "Marks exported before, JSON or CSV"
CLEAR = "Clear all"
# What the page says of marks; {} are counts, which the page fills in.
MARKS_SAID = {
    "count": "Marked: {0} of {1}.",
    "elsewhere": "{0} more are kept of what this review no longer finds; they are exported, too.",
    "unkept": "This browser keeps nothing: export the marks before leaving the page.",
    "imported": "Imported: {0}.",
    "refused": "This file holds no marks.",
    "clear": "Clear all marks of this review, exported or not?",
    "changed": "Marked when this said something else: look again.",
}


NONE = "none"
NO_FINDINGS = "No way round what the properties protect was found."
NOTHING_PROTECTED = (
    "No property protects anything round which ways are looked for, so no way round was looked for."
)
NO_PROPERTIES = "The specification states no property, so there is no question to answer."
NOT_ASKED_AGAIN = (
    "This review was made with --quick: what is assumed is listed with each clause, but the questions were not asked"
    " again with it otherwise."
)
NO_POINTS = "Nothing is assumed, and nothing is left open."
NO_LINT = "None was found."
NO_LINT_SO_FAR = "None was found, but not all was looked for:"
INSTEAD = "Instead"
SMALLEST = "The smallest such vote"
READ_AS = "Adopted, read as"
NOT_READ_AS = "Not adopted, read as"
NO_POWERS = "No power to decide is written in the specification."
ANSWERED_AGAIN = (
    "For each point the questions were asked again with that one thing otherwise, where they can be; of some claims it"
    " was proved besides that they do not become false whatever it says. The column says whether any answer changed."
    " Where several things are otherwise at once, more may change: that was not tried."
)
SERIOUS_HEADING = "How serious an answer is"
STANDING_HEADING = "The standing of a clause"
GLOSSARY = "Words"
VERDICT_HEADING = "The answers"
VERDICTS = (
    ("Holds", "it is so; the contrary cannot happen, assuming what is listed with the answer."),
    ("Fails", "it is not so; an example shows how the contrary can happen."),
    ("Depends on the reading", "it fails when a clause is read in some way, and holds otherwise."),
    ("Says nothing", "it is so, but only because no such decision exists or could ever pass."),
    ("Not determined", "a limit was reached before there was an answer."),
)
SHORT_NAMES = "Short names"
SHORT_NAMES_TEXT = (
    "Pictures and the tables of the appendices use the short names of the specification:"
)
AS_WRITTEN_HERE = (
    "Who can change what, and whether anybody ever can, is told of the rules as they are written here: what is not"
    " modelled is no part of it."
)
UNDECIDED = "Whether a change of the rules gets round it was not determined:"
GENERATED = "Every sentence, table and picture in this review was computed from the specification named on its cover."


def votes(them: tuple[str, str], steps: int) -> str:
    """How many votes at most, at each of how many meetings."""
    silent, opposed = them
    said = (
        f"{silent}; at worst {opposed}"
        if silent and opposed and silent != opposed
        else silent or opposed
    )
    meetings = f"{steps} meetings" if steps > 1 else ""
    return ": ".join(each for each in (meetings, said or NOT_COUNTED) if each)


NOT_COUNTED = "not counted"


def matrix_line(number: int, which: str) -> str:
    """A line of the matrix by its number; one about the decisions of the line before says that."""
    return f"{number}. {which or 'The same'}"


def in_lines(numbers: Sequence[int]) -> str:
    """Kinds of decision by lines of the matrix."""
    several = "lines" if len(numbers) > 1 else "line"
    return f"{several} {listed([str(number) for number in sorted(numbers)])} of the matrix"


def as_in_line(number: int) -> str:
    """The same is needed as in another line."""
    return f"as in line {number}"


def as_clause(number: int, own: str) -> str:
    """What a clause says that says the same as another one, but for some sentences."""
    return f"the same as clause {number}, but: {own}" if own else f"the same as clause {number}."


def quoted_only(texts: Sequence[str]) -> str:
    """Texts from which nothing is computed."""
    them = "; ".join(f"“{text.rstrip('.')}”" for text in texts)
    return f"{them}: quoted, and nothing is computed from it."


def of_answers(numbers: Sequence[int], total: int) -> str:
    """Which answers take something for granted."""
    if len(numbers) == total and total > 1:
        return "all answers"
    if 2 * len(numbers) > total > 4:
        others = [str(each) for each in range(1, total + 1) if each not in numbers]
        return f"all answers but {listed(others)}"
    word = "answer" if len(numbers) == 1 else "answers"
    return f"{word} {listed([str(each) for each in numbers])}"


def clauses(numbers: Sequence[int]) -> str:
    """Clauses by the numbers that they have in the review."""
    word = "clause" if len(numbers) == 1 else "clauses"
    return f"{word} {listed([str(each) for each in numbers])}"


def besides_as_answer(number: int) -> str:
    """Bodies, seats and events are those that another answer rests on."""
    return f"besides, what answer {number} rests on beside clauses"


def as_answer(number: int) -> str:
    """The same as of another answer."""
    return f"the same as answer {number}"


def of_findings() -> str:
    """That findings take something for granted."""
    return "all findings"


def for_findings(numbers: Sequence[int]) -> str:
    """Which findings a change of wording is for."""
    return f"For {findings(len(numbers))} {listed([str(each) for each in numbers])}"


def line(number: int) -> str:
    """A line of the specification."""
    return f"line {number}"


def checked_again(file: str) -> str:
    """How to have everything checked again."""
    return (
        f"Every verdict again: vetoproof check {file} -v. Every way round with its whole story: vetoproof loopholes"
        f" {file} --all -v. This review: vetoproof report {file} -o review.html."
    )


def taken_there(more: Sequence[str], told: bool) -> str:
    """What an appendix takes for granted: `told` with the answers, and more."""
    said = "What answers take for granted is taken for granted here, too."
    return " ".join([*([said] if told else []), *(["Assuming:", *more] if more else [])])


def not_looked_for(reason: str) -> str:
    """What a limit kept open."""
    return f"Not all was looked for: {reason}."


def told_by_resilience(file: str) -> str:
    """What is not asked here, or not to the end."""
    return f"All of that, and how few can pass all then, is told by: vetoproof resilience {file} --all."


def subtitle(on: date, version: str | None, sources: Sequence[tuple[str, date | None]]) -> str:
    """What is reviewed, when, from which sources."""
    said = f"Review of the rules on {on.isoformat()}"
    said += f", version {version}" if version else ""
    if sources:
        said += f", from {listed([dated(title, day) for title, day in sources])}"
    return f"{said}."


def running(title: str, on: date) -> str:
    """The line at the head of each page."""
    return f"{title}: review of {on.isoformat()}"


def scope(properties: int, clauses: int, bodies: int, parties: int) -> str:
    """What the review covers."""
    each = (
        _counted(properties, "question", "questions"),
        _counted(clauses, "entry of the specification", "entries of the specification"),
        _counted(bodies, "body", "bodies"),
        _counted(parties, "party", "parties"),
    )
    return f"{', '.join(each[:-1])} and {each[-1]}."


def _counted(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"


def finding(number: int) -> str:
    """A finding by its number."""
    return f"Finding {number}"


def findings(number: int) -> str:
    """Before the numbers of findings."""
    return "finding" if number == 1 else "findings"


def findings_of(number: int) -> str:
    """Before the numbers of findings, at the beginning."""
    return "Finding" if number == 1 else "Findings"


def answer(number: int) -> str:
    """An answer by its number."""
    return f"Answer {number}"


def entry(number: int) -> str:
    """A clause by its number."""
    return f"Clause {number}"


def point(number: int) -> str:
    """A point by its number."""
    return f"Point {number}"


def meeting(number: int, total: int) -> str:
    """A heading above the pictures of one meeting."""
    return f"Meeting {number} of {total}"


def reviewer(about: str) -> str:
    """The caption of the columns that a reviewer fills in."""
    return f"For the reviewer: {about}"


def summary(lines: Sequence[str]) -> str:
    """Sentences after one another."""
    return " ".join(lines)


def no_findings(it: WaysLookedFor, numbers: Mapping[str, int]) -> str:
    """Why there is none: it was proved, or not all were looked for, or nothing was."""
    if it.not_all:
        return f"No way round was found, but not all were looked for: {_not_all(it, numbers)}."
    return NO_FINDINGS if it.round_ else NOTHING_PROTECTED


def more_findings(it: WaysLookedFor, numbers: Mapping[str, int]) -> str:
    """Beside findings: whether more may exist; nothing where there are no more."""
    return f"There may be more: {_not_all(it, numbers)}." if it.not_all else ""


def _not_all(it: WaysLookedFor, numbers: Mapping[str, int]) -> str:
    from verifier.words.review import (
        numbered,
    )  # which takes the solver with it; this says the options, too

    return f"not all ways round {numbered(it.not_all, numbers)} are known"


def dated(title: str, on: date | None) -> str:
    """A source with its date."""
    return title if on is None else f"{title} ({on.isoformat()})"


def read_as(readings: str) -> str:
    """Behind a verdict that is so under some readings only."""
    return f" (read as {readings})"


def place(file: str, line: int) -> str:
    """A place in a file."""
    return f"{file}, line {line}"


def missing(package: str) -> str:
    """A library that is not installed."""
    return (
        f"writing a report needs the package {package}, which is not installed:"
        " install it with pip install 'vetoproof[report]'"
    )


def wrong_ending(path: str) -> str:
    """A file name that says no format."""
    return f"{path}: the name of a report ends in .html or .docx"


def written(path: str) -> str:
    """Said once it is done."""
    return f"The review is in {path}."


def cut(reached: str) -> str:
    """The review's first page, where the run's limit cut it."""
    return (
        f"{capitalised(reached)} before everything was examined. Whatever was not settled is said to be "
        "undetermined or open in its place; the rest stands."
    )


def not_drawn(title: str, alternative: str) -> str:
    """What stands for a picture that was not drawn."""
    return f"{title} (not drawn, as the run's limit left no time for it): {alternative}"


def not_written_in_time(reached: str, path: str) -> str:
    """The run had to end before the review was ready."""
    return f"{reached} before the review was ready: {path} was not written"


def made_with(tool: str, solver: str) -> str:
    """The versions of the tool and of its solver."""
    return f"{tool}, with z3 {solver}"
