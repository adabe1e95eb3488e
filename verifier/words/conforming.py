"""What is said of a program or system that is compared with the rules."""

from __future__ import annotations

from collections.abc import Sequence

from policy_dsl import wording
from verifier.words.occasions import NOBODY
from verifier.words.reasons import in_seconds

# --- asking --------------------------------------------------------------------------------------

EMPTY_COMMAND = '--command is empty: write the program, as in --command "node voting.js"'


def of_a_shell(what: str, command: str) -> str:
    """A command that only a shell could read."""
    return f"--command runs a program without a shell, so {what} means nothing there; {_by_shell(command)}"


def sets_a_variable(what: str, command: str) -> str:
    """A command that begins with a variable."""
    return (
        f"--command runs a program without a shell, so it can't begin with {what};"
        f" write env before it, or {_by_shell(command)}"
    )


def _by_shell(command: str) -> str:
    inner = command if "'" not in command and '"' not in command else "…"
    return f"""write --command "sh -c '{inner}'\""""


NO_SUCH_DECISION = "there is no decision of which the condition holds in this state"


def several_readings(clause: str, readings: Sequence[str], option: bool) -> str:
    """Which reading a system follows is to be said: on the command line, or in a program."""
    if option:
        who, how = "a program", f"--reading {clause}={readings[0]}"
    else:
        who, how = "a system", f"readings={{{clause!r}: {readings[0]!r}}}"
    return (
        f"{clause} can be read in several ways, and {who} follows one: say which, as {how};"
        f" its readings are {', '.join(readings)}"
    )


def no_clause_with_readings(clause: str, known: Sequence[str]) -> str:
    """A reading of a clause that has none."""
    return f"there is no clause {clause!r} with readings; there are: {', '.join(known) or 'none'}"


def no_such_reading(clause: str, reading: str, known: Sequence[str]) -> str:
    """A reading that the clause does not have."""
    return f"{clause} has no reading {reading!r}; its readings are: {', '.join(known)}"


def no_body(body: str, known: Sequence[str]) -> str:
    """A body that is not there."""
    return f"there is no body {body!r}; there are: {', '.join(known)}"


def holds_of_none(condition: str) -> str:
    """A condition of no decision."""
    return f"there is no decision of which this holds: {condition}"


def not_from_a_file(condition: str) -> str:
    """A condition in words needs the names of a file."""
    return (
        f"the condition {condition!r} can't be read: the specification is not from a file, so its names are not known"
        " here; load it from a file, or pass a condition of the model, or a property's name"
    )


def no_condition(condition: str, why: str, file: str) -> str:
    """A condition with mistakes."""
    return (
        f"the condition {condition!r} can't be read: {why}; write what could stand after `when` in"
        f" {file}, or the name of one of its properties"
    )


def no_such_option(function: str, option: str, near: Sequence[str], known: Sequence[str]) -> str:
    """An option that a function for test authors does not have."""
    meant = f"did you mean {near[0]}?" if near else f"there are: {', '.join(known)}"
    return f"{function}() has no option {option!r}; {meant}"


def unknown_parameters(strange: Sequence[str], offered: Sequence[str]) -> str:
    """A system asks for what it can't be given."""
    return (
        f"the system asks for {', '.join(strange)}, which is not known;"
        f" it can ask for {', '.join(offered)}"
    )


# --- answers -------------------------------------------------------------------------------------

_EXPECTED = 'write {"adopted": true} or {"adopted": false}, one line for each question'


def not_an_answer(said: object) -> str:
    """Something that is neither adopted nor not."""
    return f"the system returned {said!r}; it has to return True or “adopted”, or False or “not adopted”"


def now_so_now_so(answers: Sequence[bool], by_rules: bool) -> str:
    """Two answers to one question, of which one is not that of the rules."""
    said = ", then ".join(_so(each) for each in answers)
    return (
        f"The system answers this question now one way, now another: {said}."
        f" The rules {'adopt' if by_rules else 'do not adopt'} this decision."
    )


def asked_anew(answers: Sequence[bool]) -> str:
    """What a program says of such a question alone."""
    if len(set(answers)) == 1:
        often = "once" if len(answers) == 1 else f"{len(answers)} times"
        return (
            f"Started anew and asked this alone, {often}, it answers: {_so(answers[0])}."
            " It may keep something from one question to the next."
        )
    return f"Started anew and asked this alone, it answers: {', then '.join(map(_so, answers))}."


def _so(adopted: bool) -> str:
    return "adopted" if adopted else "not adopted"


def asked_in_time(reached: str, asked: int, wanted: int) -> str:
    """The run had to end before all questions were asked, or a disagreement was made plain."""
    return f"{reached} after {asked:,} questions of {wanted:,}; the others were not asked"


def not_started(program: str, why: object) -> str:
    """A program that does not run."""
    return f"{program!r} can't be started: {why}; check --command"


def no_answer(question: int, seconds: float) -> str:
    """A program that does not answer."""
    return (
        f"no answer to question {question} within {in_seconds(seconds)}; does the program"
        " flush its output after each line? (--answer-timeout gives it more time)"
    )


def ended(code: int | None, question: int, last_words: str) -> str:
    """A program that ends, or (no code) only its output."""
    how = "its output" if code is None else f"with exit code {code}"
    why = f"; its last words: {last_words}" if last_words else ""
    return f"the program ended {how} before it answered question {question}{why}"


def answer_no_json(question: int, shown: str) -> str:
    """An answer in another form."""
    return f"the answer to question {question} is no JSON: {shown!r}; {_EXPECTED}"


def answer_too_long(question: int, shown: str, most: int) -> str:
    """A line without an end."""
    return (
        f"the answer to question {question} has more than {most:,} bytes: {shown!r}…; {_EXPECTED}"
    )


def answer_unasked(question: int, shown: str) -> str:
    """A program that writes on and on."""
    return (
        f"the program wrote something before question {question} was asked: {shown!r};"
        " answer each question with one line, and write nothing else to the output"
    )


def other_id(question: int, given: object) -> str:
    """An answer to another question."""
    return (
        f"question {question} was answered with the id {given!r}: answer each"
        " question before the next, with its own id"
    )


def answer_silent(question: int, shown: str) -> str:
    """An answer that says something else."""
    return f"the answer to question {question} does not say whether it is adopted: {shown!r}; {_EXPECTED}"


# What JavaScript and Java write besides the line with the error: the places of a stack, and remarks of the runtime.
PLACE_OF_A_STACK = r"\s+at |\s+\.\.\. \d+ more"
REMARK_OF_NODE = r"Node\.js v\d|\(Use `node "


# --- what was found ------------------------------------------------------------------------------

GIVEN_RECORD = "the record given"
AS_RECORD = "As a record for `vetoproof decide`:"


def disagreement(by_rules: bool) -> str:
    """Who says what."""
    rules, system = ("adopt", "does not") if by_rules else ("do not adopt", "does")
    return (
        f"The system and the rules disagree: the rules {rules} this decision, the system {system}."
    )


def before_that(what: str) -> str:
    """What happened before."""
    return f"Before that: {what}."


def decides(what: str) -> str:
    """The clause that decides it."""
    return f"What decides it: {what}."


def adopted_that(effects: Sequence[str]) -> str:
    """A decision that changed rules or seats."""
    return f"a decision is adopted that {wording.listed(effects)}"


def decided_on(motion: int, adopted: bool) -> str:
    """A motion that went through its life."""
    return f"motion {motion} is {_so(adopted)}"


def other_voters(body: str, mine: Sequence[str], its: Sequence[str], before: Sequence[str]) -> str:
    """A system remembers other voters."""
    return (
        f"Who has a vote in {body}? By the rules {wording.listed(mine) or NOBODY};"
        f" by the system {wording.listed(its) or NOBODY}."
        f" Before that: {'; '.join(before)}."
    )


def changes_noticed(changes: int, noticed: int, same: int, unsettled: int) -> str:
    """What the questions that were asked would have noticed."""
    said = f"Of {changes} changes to the rules, {noticed} would have been noticed"
    if same:
        said += f"; {same} {'makes' if same == 1 else 'make'} no difference to any such question (proved)"
    return f"{said}; of {unsettled} it is not settled." if unsettled else f"{said}."


def parts_exercised(parts: int, both_ways: int) -> str:
    """How many parts of the rules were met, and not met, where they alone decide."""
    how = "met and not met where it alone decides"
    return f"Of {parts} parts of the rules, {both_ways} were exercised both ways, each {how}."


def part_not_exercised(
    what: str, place: str, text: str, lacking: Sequence[tuple[str, bool]]
) -> str:
    """A part of which one way is lacking, or both: which ways, and whether it is proved that it cannot be so."""
    none = {True: "there is no such question (proved)", False: "no such question was asked"}
    ways = (f"{way}: {none[proved]}" for way, proved in lacking)
    return f"  {what} ({place}): {text}: {'; '.join(ways)}"


MET, NOT_MET = "where it is met and alone decides", "where it is not met and alone decides"


def all_agree(questions: int) -> str:
    """All answers are those of the rules, and there are no more questions."""
    return f"No disagreement: all {questions:,} questions that there are were asked."


def breaks(why: str) -> str:
    """A program that breaks at a question."""
    return f"The program breaks at this question: {why}."


RAISES = "The system fails at this question:"
NOT_AGAIN = "Asked again, it does not fail."


def not_alone(before: int) -> str:
    """It depends on what it was asked before."""
    which = "another question" if before == 1 else f"{before:,} others"
    return f"Started anew and asked this alone, it answers; it broke after {which}."


def decided_so(by_rules: bool) -> str:
    """What the rules say, where the program says nothing."""
    return f"The rules {'adopt' if by_rules else 'do not adopt'} this decision."


def replayed(questions: int) -> str:
    """All recorded questions are answered as the rules decide them."""
    which = "question" if questions == 1 else f"{questions:,} questions"
    return f"No disagreement in the {which} replayed."


def broken_within(questions: int) -> str:
    """After a breakdown."""
    which = "the first question" if questions == 1 else f"question {questions:,}"
    return f"(It broke at {which}.)"


def still_open(motion: str) -> str:
    """A record that leaves something open can't be asked about."""
    return f"{motion} can't be replayed: it leaves open who voted how"


def none_found(questions: int) -> str:
    """All answers are those of the rules."""
    return f"No disagreement in {questions:,} questions."


def found_within(questions: int) -> str:
    """After a disagreement."""
    return f"(Found within {questions:,} questions.)"
