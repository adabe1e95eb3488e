"""What is said of a call: what is wrong with it, and that something was written."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable, Sequence

from policy_dsl.nearness import near_words
from policy_dsl.reading import NotAFileError, OutsideRootError

STOPPED = "vetoproof: stopped"
NEEDS_MORE = "needs more than is installed; run: pip install 'vetoproof[conformance]'"
NO_SECOND_SOLVER = "--second-solver needs cvc5; run: pip install 'vetoproof[proofs]'"
SAY_WHAT = "say what, behind it"


def no_pages(package: str) -> str:
    """What pages are made with is not installed."""
    return f"--format html needs {package}; run: pip install 'vetoproof[report]'"


def versions(tool: str, solver: str, language: int) -> str:
    """The tool, the solver, and the language that files are read in."""
    return f"vetoproof {tool} (z3 {solver}, language {language})"


# --- commands and options ------------------------------------------------------------------------


def refused(program: str, fault: str) -> tuple[str, str]:
    """What is wrong, and where to look."""
    return f"{program}: {fault}", f"Try “{program} --help”."


INTERNAL = (
    "a fault of Vetoproof, not of the files that it read. Please report it, with what was called"
)
OUT_OF_MEMORY = "there is not enough memory for this"


def internal_error(kind: str, place: str, debug: str) -> str:
    """The tool failed. `kind` is the error's, `place` a line of the program, `debug` the variable that shows all."""
    return f"internal error: {INTERNAL} ({kind}{f' in {place}' if place else ''}; {debug}=1 shows more)"


def nothing_known(limit: str) -> str:
    """A limit was reached before there was anything to tell."""
    return f"{limit} before anything was known"


def of_property(name: str, reason: str) -> str:
    """Why there is no verdict of a property."""
    return f"property {name}: {reason}"


def of_tool(said: str) -> str:
    """Something wrong before it is known which command is called."""
    return f"vetoproof: {said}"


def output_lost(why: str) -> str:
    """What was to be printed could not be."""
    return f"vetoproof: the output can't be written: {why}"


def fault(command: str, said: str) -> str:
    """Something wrong, with the command that says it."""
    return f"vetoproof {command}: {said}"


def _meant(given: str, known: Sequence[str]) -> str:
    """The name that was probably meant, or those that there are."""
    close = near_words(given, known, 1)
    return f"did you mean {close[0]}?" if close else f"there are: {', '.join(known)}"


def no_choice(option: str, given: str, known: Sequence[str]) -> str:
    """An option has no such choice."""
    return f"{option} {given}: there is no such choice; {_meant(given, known)}"


def no_command(given: str, known: Sequence[str]) -> str:
    """There is no such command."""
    return f"there is no command {given}; {_meant(given, known)}"


def something_missing(what: str) -> str:
    """Something that every such call needs."""
    return f"something is missing: {what}"


def not_as_properties(option: str, given: str) -> str:
    """An option that says how to print something else than properties."""
    asked = f"--{option} {given}"
    return (
        f"--as-properties prints properties, which are text of the language, not {asked}:"
        f" leave out --as-properties, or {asked}"
    )


def no_option(what: str) -> str:
    """Something that no such call has."""
    return f"there is no such option, or too much is given: {what}"


def solvers_disagree(first: str, second: str, file: str | None) -> str:
    """One of two solvers is wrong, or was asked wrongly."""
    said = f"internal error: z3 answered a question with {first}, and cvc5 with: {second}. So no verdict is given."
    if file is None:
        return f"{said} Please report it, with the specification; the question could not be written into a file"
    return f"{said} Please report it, with the question, which is in {file}"


def no_date(text: str) -> str:
    """A date in another form."""
    return f"{text!r} is no date; write one like 2019-04-12"


def no_whole_number(text: str) -> str:
    """A number is expected."""
    return f"{text!r} is no whole number of at least 1"


def no_seconds(text: str) -> str:
    """A time is expected."""
    return f"{text!r} is no number of seconds"


def no_percentage(text: str) -> str:
    """A share is expected."""
    return f"{text!r} is no percentage from 0 to 100"


def no_property(name: str, known: Iterable[str]) -> str:
    """A property that is not there."""
    return f"there is no property {name}; {_meant(name, sorted(known))}"


def one_specification(path: str) -> str:
    """A folder of several where one is asked for."""
    return f"{path}: a matrix is made of one specification at a time"


def no_reading(text: str) -> str:
    """`--reading` in another form."""
    return f"--reading {text}: write CLAUSE=READING, as in --reading veto=literal"


def nothing_in_time(reached: str, names: Sequence[str]) -> str:
    """The run had to end before anything was known."""
    return f"{reached} before there was anything to say about {', '.join(names)}"


def not_all_told(reached: str) -> str:
    """The run had to end before what was found was printed or written."""
    return f"{reached} before all that was found was told: what is printed, if anything, is not complete"


def left_in_time(reached: str, names: Sequence[str]) -> str:
    """The run had to end before these were looked at."""
    return f"{reached}; not looked at: {', '.join(names)}"


# --- files ---------------------------------------------------------------------------------------


def empty_folder(path: str) -> str:
    """A folder without specifications."""
    return f"{path}: no specification (*.policy, *.policy.md) in this folder"


def no_folder(text: str) -> str:
    """A folder is expected."""
    return f"{text}: there is no such folder"


def no_file(path: str) -> str:
    """Nothing is there."""
    return f"{path}: there is no such file or folder"


def odd_name(name: str) -> str:
    """What can't be printed could rewrite the reader's terminal."""
    return f"{name!a}: a file name with signs that can't be shown; rename it"


def unusable(path: str) -> str:
    """After the errors of a specification."""
    return f"{path} can't be used"


def not_read(path: str, error: Exception) -> str:
    """A file that can't be read, or is not."""
    return f"{path} can't be read: {unreadable(error)}"


def unreadable(error: Exception) -> str:
    """Why a file can't be read, or is not."""
    match error:
        case OutsideRootError():
            return f"it is outside of the folder that is read; if it is meant, say so: --root {error.root}"
        case NotAFileError():
            return f"it is {error.kind}, not a file"
        case OSError():
            return error.strerror or os.strerror(error.errno or errno.EIO)
        case _:
            return "no file can have this name"


def not_written(path: object, error: OSError) -> str:
    """A file is as it was, or still not there."""
    return f"{path} could not be written: {error.strerror or error}"


def exists(path: object) -> str:
    """`init` overwrites nothing."""
    return f"{path} exists already and is left as it is"


def begun(path: object) -> str:
    """`init` is done."""
    return f"Wrote {path}. Next: vetoproof check {path}"


def would_be_laid_out(path: str) -> str:
    """`format --check` would change it."""
    return f"{path}: would be laid out anew"


def laid_out(path: str) -> str:
    """`format` changed it."""
    return f"{path}: laid out anew"


# --- on a terminal -------------------------------------------------------------------------------

PROPERTIES = "properties"
CHANGES = "changes tried"
QUESTIONS = "questions asked"
SESSIONS = "sessions held"


CHANGEABLE = "things that can be changed"


def progress(done: int, total: int, what: str, name: str = "") -> str:
    """How far a command got."""
    return f"{done} of {total} {what}{f': {name}' if name else ''}"


# --- configurations ------------------------------------------------------------------------------

CODEOWNERS_OF_GITHUB = "--codeowners goes with github"


def write_instead(text: str) -> str:
    """What to write in a configuration."""
    return f"help: write, for example, {text}"


def no_team_size(text: str) -> str:
    """Not a number of members."""
    return f"--members {text}: write TEAM=NUMBER, as --members maintainers=7"


def configuration_too_large(path: object, megabytes: int) -> str:
    """More than a configuration ever is."""
    return f"{path} is too large: more than {megabytes} MB"


def configuration_no_text(path: object) -> str:
    """Not a text."""
    return f"{path} is no text in UTF-8; save it as UTF-8"
