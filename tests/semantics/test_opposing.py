"""What others can do against those who support a decision: terms against ballots by hand, and against other terms."""

from __future__ import annotations

from collections.abc import Mapping

from policy_dsl.decisions import Ballots, Cell, Counts, Vote
from policy_dsl.interpreter import Meeting, Seated
from policy_dsl.model import Manner
from tests.semantics.putting import all_do, ballots_of
from tests.semantics.withholding import (
    Acts,
    played,
    scenes,
    supporters_of,
)
from verifier.encoding.opening_terms import OpeningTerms
from verifier.encoding.supporting import fails_somewhere, support_question
from verifier.encoding.terms import both
from verifier.solving.answers import Found
from verifier.solving.limits import Budget, Limits


def test_who_suffices_does_so_whatever_the_others_do() -> None:
    """What `opposing` leaves out of what they could do, to be in favour above all, defeats nothing either; and where
    they do not suffice something that they can do defeats it."""
    suffice = fail = 0
    for seed, scene in scenes("whatever", 60):
        encoding = scene.context.encoding
        terms = OpeningTerms(scene.context, scene.context.who, None)
        it = played(scene)
        fixing, put, meeting, done, example = it.fixing, it.put, it.meeting, it.done, it.example
        known = example.kept(encoding.decision_variables)
        for power in encoding.adopted_by:
            support = support_question(
                scene.context, scene.context.who, example, power, scene.holders
            )
            chosen = supporters_of(scene, fixing, put, support.free)
            numbers = {
                name: sum(chosen.get((p, c), 0) for p, c, _ in members)
                for name, members in fixing.members(put).items()
                if name in support.chosen
            }
            them = [support.chosen[name] == number for name, number in numbers.items()]
            enough = isinstance(support.whatever.ask(Budget(Limits(seconds=20)), them), Found)
            for _ in range(8 if enough else 0):
                ballots = whatever(done, meeting, chosen)
                assert power in meeting.outcome(ballots).adopted_by, (seed, power)
            suffice += enough
            somewhere = fails_somewhere(
                terms, example, power, numbers, known, Manner.AGAINST, quiet=False
            )
            if somewhere is not None and example.truth(both(terms.protected())):
                fails = isinstance(somewhere.ask(Budget(Limits(seconds=20))), Found)
                assert fails is not enough, (seed, power)
                fail += fails
    assert min(suffice, fail) > 4, (suffice, fail)


def whatever(done: Acts, meeting: Meeting, chosen: Mapping[tuple[str, Cell], int]) -> Ballots:
    """Supporters vote for, attend, consent and cast for; the holder as it does; each of the rest anything."""
    maker, holders = done.scene.maker, done.scene.holders

    def counts(body: str, each: Seated) -> Counts:
        if each.party in holders:
            return all_do(each.number, done.does[body, each.party])
        mine = chosen.get((each.party, each.cell), 0)
        found = all_do(mine, Vote.FOR)
        for _ in range(each.number - mine):
            one = all_do(1, maker.pick([*Vote]))
            found = Counts(
                found.in_favour + one.in_favour,
                found.against + one.against,
                found.abstain + one.abstain,
                found.absent + one.absent,
            )
        return found

    def cast(body: str, chair: str) -> Vote | None:
        if chair in holders:
            return done.casts[body]
        if chosen.get((chair, frozenset()), 0):
            return Vote.FOR
        return maker.pick((Vote.FOR, Vote.AGAINST, None))

    def consents(party: str, cell: Cell, number: int) -> int:
        mine = chosen.get((party, cell), 0)
        return mine if party in holders else maker.upto(mine, number)

    return ballots_of(meeting, counts, cast, consents)
