"""What `conform` answers, in lines."""

from __future__ import annotations

from collections.abc import Iterator

from policy_dsl.model import Specification
from verifier.records.coverage import Coverage, table
from verifier.rendering.wrapping import TextPart, part, spelling_of
from verifier.testing.asking_programs import Compared
from verifier.testing.program_sessions import SessionsHeld
from verifier.testing.telling_questions import Exercised, Reached
from verifier.words import conforming as say
from verifier.words.sessions import sessions_agree, sessions_replayed


def conform_parts(
    rules: Specification, it: Compared, replayed: bool, covered: Coverage | None
) -> Iterator[TextPart]:
    """What was exercised, if that is asked for; then the disagreement, or that there is none."""
    spell = spelling_of(rules)
    if covered is not None:
        yield part(table(rules, covered), spell)
    if it.breakdown is not None:
        yield part(it.breakdown.told().split("\n"))
        yield part([say.broken_within(it.asked)], spell)
    elif it.disagreement is not None:
        yield part(it.disagreement.told.split("\n"))
        yield part([say.found_within(it.asked)], spell)
    else:
        agreed = say.replayed if replayed else say.none_found
        none = say.all_agree if it.exhausted else agreed
        yield part([none(it.asked), *_exercised(it.exercised)], spell)


def session_parts(rules: Specification, it: SessionsHeld, replayed: bool) -> Iterator[TextPart]:
    """What was found in sessions, or that nothing was."""
    if it.found is not None:
        yield part(it.found.text.split("\n"))
    else:
        none = sessions_replayed if replayed else sessions_agree
        yield part([none(it.sessions)], spelling_of(rules))


def _exercised(it: Exercised | None) -> Iterator[str]:
    """What would have been noticed, and which parts of the rules were not exercised both ways."""
    if it is None:
        return
    yield say.changes_noticed(it.changes, it.noticed, it.no_difference, it.open)
    yield say.parts_exercised(len(it.parts), sum(each.both_ways for each in it.parts))
    for each in it.parts:
        ways = ((each.met, say.MET), (each.not_met, say.NOT_MET))
        lacking = [(way, how is Reached.CANNOT_BE) for how, way in ways if how is not Reached.YES]
        if lacking:
            place = f"{each.place.file}:{each.place.line}"
            yield say.part_not_exercised(each.what, place, each.text, lacking)
