"""Why something is not known, and what a limit kept open beside what is: in words."""

from __future__ import annotations

from typing import assert_never

from policy_dsl.wording import listed
from verifier.solving.reasons import Induction, Reason, Why

_CHECKS = {
    Induction.INITIATION: "it is so at the beginning",
    Induction.CONSECUTION: "no step ends it",
    Induction.SAFETY: "while it is so the claim cannot be refuted",
}


def why(it: Reason) -> str:
    """A reason as part of a sentence."""
    seconds, said = it.number or 0, " ".join(it.names)
    match it.kind:
        case Why.TIME:
            return f"the time limit of {in_seconds(seconds)} was reached"
        case Why.RUN_TIME:
            return f"the run's limit of {in_seconds(seconds)} was reached"
        case Why.STEPS:
            return (
                f"the limit of {it.number} step{_s(it.number)} was reached"
                if it.number
                else "the limit on steps was reached"
            )
        case Why.MEMORY:
            return f"the memory limit{f' of {it.number} MiB' if it.number else ''} was reached"
        case Why.INTERRUPTED:
            return "the solver was told to stop"
        case Why.GAVE_UP:
            return f"the solver gave up ({said})"
        case Why.SEARCH_ENDED:
            return f"the search for a proof ended early ({said})"
        case Why.SEARCH_GAVE_UP:
            return "the search for a proof gave up"
        case Why.PROOF_NOT_CHECKED:
            return "a proof was found but did not pass its own checks"
        case Why.TOO_MANY_READINGS:
            return (
                f"more than {it.number} combinations of readings would have to be tried one by one"
            )
        case Why.TOO_MANY_CLASSES:
            return "there are more classes of decision than are gone through"
        case Why.FORM_NOT_DECIDED:
            return (
                "this form of claim is not decided over rules that change. Without “even after amendments” it"
                " is about the rules as they stand."
            )
        case Why.NEWCOMERS_AND_WEIGHTS:
            return (
                f"newcomers of any weight can be admitted to {said}, which is not followed for this"
                " manner of voting, so nothing is proved"
            )
        case Why.WHO_SITS_IN_SEVERAL:
            return (
                f"who of those that come and go sits in several of {listed(list(it.names[1:]))}, and so has one seat in"
                f" {it.names[0]}, is not followed for this kind of claim, so nothing is proved"
            )
        case Why.RECHECK_FAILED:
            failed = listed([_CHECKS[Induction(name)] for name in it.names])
            return (
                f"a proof was found but did not pass the check “{failed}”, so it is not relied on"
            )
        case Why.NO_STORY:
            return (
                "the rules may be changed so that it fails, as far as was seen by looking at each change by"
                " itself, but no sequence of meetings was found that does it"
            )
        case Why.LOCK_OUT_WITHOUT_STORY:
            return "no story of a lock-out was found that replays"
        case Why.UNTOLD_CHANGES:
            number = "one set" if len(it.names) == 1 else f"{len(it.names)} sets"
            example = "" if len(it.names) == 1 else ", for example"
            return (
                f"for {number} of openings no story was found that replays{example}: {it.names[0]}"
            )
        case Why.ABOUT_NOTHING_OPEN:
            open_because = "" if it.because is None else why(it.because)
            return (
                "nothing refutes it, but whether it speaks of any decision that can pass is open: "
                f"{open_because}"
            )
        case _:
            assert_never(it.kind)


def in_seconds(number: float) -> str:
    """A time."""
    return f"{number:g} second{_s(number)}"


def _s(number: float) -> str:
    return "" if number == 1 else "s"


_OPTIONS = {
    Why.RUN_TIME: "--timeout SECONDS",
    Why.TIME: "--question-timeout SECONDS",
    Why.STEPS: "--steps N",
    Why.MEMORY: "--memory MIB",
}


def limit_reached(it: Reason) -> str:
    """A limit, and what to try."""
    innermost = it if it.because is None else it.because
    option = _OPTIONS.get(innermost.kind)
    raising = "Ask" if option is None else f"Raise it ({option}), or ask"
    return f"{why(it)}. {raising} about fewer dates, readings or powers at once."


# --- what a limit kept open beside a verdict that is known ---------------------------------------


def vacuous_somehow(it: Reason) -> str:
    """It is known that no decision that it speaks of can pass, and no more."""
    return (
        "nothing that it speaks of can be so; which part of it makes that impossible is open: "
        f"{why(it)}"
    )


def choice_open(it: Reason) -> str:
    """It is known whether some choice does, and no more."""
    return _choice(why(it))


def too_many_readings() -> str:
    """Some choice does under every reading, another under another one."""
    return _choice("it goes with the reading, and there are too many to go through")


def _choice(said: str) -> str:
    return f"who can be chosen, and on what that rests ({said})"


def core_unknown(it: Reason) -> str:
    """It holds, but a limit kept the tool from saying why."""
    return f"what it rests on ({why(it)})"


def core_open(it: Reason) -> str:
    """It holds, and what it rests on suffices for that."""
    return f"whether all that it rests on is needed ({why(it)})"


def story_open(it: Reason) -> str:
    """It is told how it can happen, perhaps not as plainly as can be."""
    return f"whether it can be told more plainly how that can happen ({why(it)})"


def no_story(it: Reason) -> str:
    """It is not told how it can happen."""
    return f"how that can happen ({why(it)})"


def readings_open(it: Reason) -> str:
    """It fails under those that are listed."""
    return f"under which other readings it fails ({why(it)})"


def obstacles_open(it: Reason) -> str:
    """What is listed stands in the way together."""
    return f"whether it is all that is listed, or less, that stands in the way ({why(it)})"


def bases_open(it: Reason) -> str:
    """Each of those that are listed carries it."""
    return _bases(why(it))


def bases_of_other_choices() -> str:
    """Why one does not look for all minimal sets behind a claim that some choice does."""
    return _bases("of others who can be chosen it may be so for other reasons")


def _bases(said: str) -> str:
    return f"what else carries it alone ({said})"


def vacuity_open(it: Reason) -> str:
    """It says nothing."""
    return f"why it says nothing ({why(it)})"
