"""Who suffices against a holder, and what this does on other decisions: terms against ballots made by hand."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product

from policy_dsl import examine_text
from policy_dsl.decisions import Ballots, Cell, Counts, Decision, Vote, single
from policy_dsl.interpreter import Meeting, Seated
from policy_dsl.model import Manner, Others
from policy_dsl.state import intervals
from tests.semantics.compiling import compiled
from tests.semantics.fixing import Fixing
from tests.semantics.putting import all_do, ballots_of
from tests.semantics.withholding import (
    ACTS,
    VOTE_OF,
    Acts,
    Scene,
    acts,
    by_class,
    found_values,
    played,
    scenes,
    supporters_of,
    values_of,
)
from verifier.encoding.adoption import encode
from verifier.encoding.claim_context import ClaimContext
from verifier.encoding.classes import voter_classes
from verifier.encoding.opening_terms import OpeningTerms
from verifier.encoding.others import Own, conduct
from verifier.encoding.supporting import fails_somewhere, support_question
from verifier.encoding.terms import both
from verifier.solving.answers import Found
from verifier.solving.limits import Budget, Limits
from verifier.solving.values import Values

# --- as in an example --------------------------------------------------------------------------------


def entitled_of(scene: Scene, meeting: Meeting, fixing: Fixing) -> dict[tuple[str, str], int]:
    """How many votes those of a cell have in a body."""
    found: dict[tuple[str, str], int] = {}
    for name, members in fixing.members(meeting.decision).items():
        for body, them in meeting.rules.seated.items():
            found[body, name] = sum(
                each.number
                for each in them
                if each.entitled and (each.party, each.cell) in [(p, c) for p, c, _ in members]
            )
    return found


@dataclass(frozen=True)
class Elsewhere(Acts):
    """What the holder does on another decision: as on the first, or `otherwise` where it had no vote there."""

    voted: Mapping[tuple[str, str], int]
    cell_of: Mapping[tuple[str, Cell], str]
    otherwise: Vote

    def on(self, meeting: Meeting, attend: bool) -> Ballots:
        def counts(body: str, each: Seated) -> Counts:
            mine = each.party in self.scene.holders
            if not each.entitled:
                there = attend and not (mine and self.otherwise is Vote.ABSENT)
                return all_do(each.number, Vote.ABSTAIN if there else Vote.ABSENT)
            if not mine:
                return all_do(each.number, Vote.FOR)
            had_one = self.voted[body, self.cell_of[each.party, each.cell]]
            return all_do(each.number, self.does[body, each.party] if had_one else self.otherwise)

        plain = self.with_others(meeting)
        return ballots_of(
            meeting,
            counts,
            lambda body, _: plain.casting.get(body),
            lambda party, cell, _: plain.consents[party][cell],
        )


def test_a_holder_does_elsewhere_what_it_does_in_an_example() -> None:
    held = turned = 0
    for seed, scene in scenes("elsewhere", 16):
        encoding, maker = scene.context.encoding, scene.maker
        terms = OpeningTerms(scene.context, scene.context.who, None)
        fixing = Fixing(encoding)
        for _ in range(2):
            readings, put = scene.drawn()
            first = scene.meeting(readings, put)
            done = by_class(scene, acts(scene))
            example = found_values(scene, fixing.values(readings, put, done.with_others(first)))
            otherwise = maker.pick((Manner.AGAINST, Manner.ABSTAINING, Manner.AWAY))
            attend = maker.chance(0.5)
            said = compiled(terms.opposed_as_in(example, otherwise, attend))
            for _ in range(4):
                _, other = scene.drawn()
                meeting = scene.meeting(readings, other)
                cell_of = {
                    (p, c): name for name, them in fixing.members(other).items() for p, c, _ in them
                }
                voted = entitled_of(scene, first, fixing)
                there = Elsewhere(scene, done.does, done.casts, voted, cell_of, VOTE_OF[otherwise])
                ballots = there.on(meeting, attend)
                assert all(said(fixing.values(readings, other, ballots))), (seed, otherwise)
                held += 1
                for another in turned_round(meeting, ballots, scene.holders):
                    assert not all(said(fixing.values(readings, other, another))), seed
                    turned += 1
    assert held > 50
    assert turned > 50


def turned_round(meeting: Meeting, ballots: Ballots, chairs: Collection[str]) -> Iterator[Ballots]:
    """Ballots in which somebody, or one of these chairs, does something else."""
    for body, them in meeting.rules.seated.items():
        for each in them:
            if each.entitled:
                own = ballots.votes[body, each.party][each.cell]
                other = Counts(own.absent, own.in_favour, own.against, own.abstain)
                votes = {**ballots.votes[body, each.party], each.cell: other}
                yield replace(ballots, votes={**ballots.votes, (body, each.party): votes})
        chair = meeting.specification.body[body].chair
        if chair is not None and chair.casting_vote and chair.party in chairs:
            cast = ballots.casting.get(body)
            turned = {b: v for b, v in ballots.casting.items() if b != body}
            if cast is None:
                turned[body] = Vote.AGAINST
            yield replace(ballots, casting=turned)


OTHER_VOTES = {
    Others.AWAY: Vote.ABSENT,
    Others.ABSTAINING: Vote.ABSTAIN,
    Others.AGAINST: Vote.AGAINST,
}


def recused_attend(scene: Scene, meeting: Meeting, ballots: Ballots) -> Iterator[Ballots]:
    """Ballots in which some who are recused, and are not the holder's, attend."""
    for body, them in meeting.rules.seated.items():
        for each in them:
            if each.recused_by and not each.suspended and each.party not in scene.holders:
                there = all_do(each.number, Vote.ABSTAIN)
                votes = {**ballots.votes[body, each.party], each.cell: there}
                yield replace(ballots, votes={**ballots.votes, (body, each.party): votes})


def test_everybody_acts_as_a_claim_says() -> None:
    held = turned = came = 0
    for seed, scene in scenes("conduct", 12):
        encoding, maker = scene.context.encoding, scene.maker
        said = maker.sample([*product((Own.SUPPORTS, *Manner), Others)], 6)
        terms = [both(conduct(encoding, scene.context.who, *each)) for each in said]
        fixing, function = Fixing(encoding), compiled(terms)
        for index, (own, others) in enumerate(said):
            readings, put = scene.drawn()
            meeting = scene.meeting(readings, put)
            vote = Vote.FOR if own is Own.SUPPORTS else VOTE_OF.get(own) or maker.pick(ACTS)  # type: ignore[call-overload]
            done = Acts(
                scene,
                {(b.name, p): vote for b in meeting.specification.bodies for p in scene.holders},
                {
                    b.name: vote if vote in (Vote.FOR, Vote.AGAINST) else None
                    for b in meeting.specification.bodies
                },
            )
            plain = done.with_others(meeting, OTHER_VOTES[others])
            consents = {
                party: {
                    cell: number if own is Own.SUPPORTS and party in scene.holders else 0
                    for cell, number in cells
                }
                for party, cells in meeting.rules.situation.cells.items()
            }
            # Whoever votes against objects, too, and whoever acts by any means may.
            objecting = {
                party: others is Others.AGAINST
                if party not in scene.holders
                else own is Manner.AGAINST
                for party in meeting.rules.situation.cells
            }
            objections = {
                party: {cell: number if objecting[party] else 0 for cell, number in cells}
                for party, cells in meeting.rules.situation.cells.items()
            }
            ballots = replace(plain, consents=consents, objections=objections)
            assert function(fixing.values(readings, put, ballots))[index], (seed, own, others)
            held += 1
            for another in recused_attend(scene, meeting, ballots):
                so = function(fixing.values(readings, put, another))[index]
                assert so is (others is not Others.AWAY), (seed, own, others)
                came += 1
            everybody = [party.name for party in meeting.specification.parties]
            for another in turned_round(meeting, ballots, everybody) if own != Manner.ANY else ():
                assert not function(fixing.values(readings, put, another))[index], (seed, own)
                turned += 1
    assert held > 60
    assert turned > 60
    assert came > 2


# --- who suffices ----------------------------------------------------------------------------------


def test_supporters_do_their_part_and_a_holder_its_own() -> None:
    found = {True: 0, False: 0}
    for seed, scene in scenes("support", 16):
        encoding, maker = scene.context.encoding, scene.maker
        terms = OpeningTerms(scene.context, scene.context.who, None)
        it = played(scene)
        fixing, put, meeting, done, example = it.fixing, it.put, it.meeting, it.done, it.example
        power = maker.pick([*encoding.adopted_by] or [""])
        if not power:
            continue
        support = support_question(scene.context, scene.context.who, example, power, scene.holders)
        others = {
            name
            for name, members in fixing.members(put).items()
            if any(number and party not in scene.holders for party, _, number in members)
        }
        assert {*support.chosen} == others
        chosen = supporters_of(scene, fixing, put, support.free)
        numbers = {
            name: sum(chosen.get((p, c), 0) for p, c, _ in members)
            for name, members in fixing.members(put).items()
            if name in support.chosen
        }
        said = [
            compiled(support.quiet.constraints),
            compiled([*support.whatever.outer, support.whatever.allowed]),
        ]
        named = {"supporters in all": sum(numbers.values())}
        named |= {str(support.chosen[name]): number for name, number in numbers.items()}
        for each in terms.other_forms.values():
            fixing.attribute(named, each, put.facts[each.attribute.name])
        for quiet in (True, False):
            otherwise = maker.pick((Manner.AGAINST, Manner.AWAY))
            somewhere = fails_somewhere(terms, example, power, numbers, [], otherwise, quiet)
            fails = None if somewhere is None else compiled(somewhere.constraints)
            assert (fails is None) is any(
                not isinstance(c.size, int) for c in encoding.electorate.cells
            )
            for rest in (Vote.ABSENT,) if quiet else (Vote.ABSENT, Vote.AGAINST, Vote.ABSTAIN):
                ballots = supported(done, meeting, chosen, rest, otherwise)
                voted = fixing.values(it.readings, put, ballots)
                adopts = power in meeting.outcome(ballots).adopted_by
                if quiet:
                    assert all(said[0]({**voted, **named})) is adopts, seed
                else:
                    assert all(said[1]({**voted, **named})), seed
                if fails is not None:
                    assert all(fails({**voted, **named})) is not adopts, (seed, quiet, rest)
                found[adopts] += 1
    assert min(found.values()) > 1


def supported(
    done: Acts,
    meeting: Meeting,
    chosen: Mapping[tuple[str, Cell], int],
    rest: Vote,
    otherwise: Manner,
) -> Ballots:
    """Supporters vote for, attend, consent and cast for; the holder as it does; the rest all do the same.

    Those of the holder who are recused do not attend where the holder stays away `otherwise`.
    """
    holders = done.scene.holders

    def counts(body: str, each: Seated) -> Counts:
        if each.party in holders:
            away = otherwise is Manner.AWAY and not each.entitled
            return all_do(each.number, Vote.ABSENT if away else done.does[body, each.party])
        mine = chosen.get((each.party, each.cell), 0)
        for_it, them = all_do(mine, Vote.FOR), all_do(each.number - mine, rest)
        return Counts(for_it.in_favour, them.against, them.abstain, them.absent)

    def cast(body: str, chair: str) -> Vote | None:
        if chair in holders:
            return done.casts[body]
        if chosen.get((chair, frozenset()), 0):
            return Vote.FOR
        return rest if rest is Vote.AGAINST else None

    return ballots_of(meeting, counts, cast, lambda party, cell, _: chosen.get((party, cell), 0))


def _context(rules: str) -> ClaimContext:
    """What the first property of some rules is asked of."""
    specification = examine_text(rules, "rules.policy").or_errors()
    state = intervals(specification)[-1].state
    encoding = encode(specification, state, voter_classes(specification))
    return ClaimContext(encoding, specification.properties[0], positive=False)


def test_of_some_of_a_cohort_the_rest_are_told_apart() -> None:
    rules = """governance "Cohort"
party A
parties 5 Member
parties 3 Guest
body B members A, Member, Guest quorum none
power motion requires majority of votes cast in B
property two any 2 of Member together can block every decision
"""
    context = _context(rules)
    encoding = context.encoding
    found = context.exists(encoding.adopted_by["motion"]).ask(Budget(Limits(seconds=20)))
    assert isinstance(found, Found)
    support = support_question(
        context, context.who, Values(found.model), "motion", frozenset({"Member"})
    )
    told = {each: support.some_of(each, 1) for each in support.chosen}
    assert {(name, it.left, it.others, it.cohort) for name, it in told.items()} == {
        ("A", 1, False, False),
        ("Member", 3, True, True),
        ("Guest", 3, False, True),
    }
    assert all(it.voters.names == (name,) for name, it in told.items())


def test_supporters_beside_a_chair_that_does_not_cast() -> None:
    rules = """governance "Chair"
party A
party B
party Chair
body Board members A, B chair Chair with casting vote quorum none
power one requires majority of votes cast in Board or consent of B by separate act
property veto Chair can block every decision by abstaining
"""
    context = _context(rules)
    encoding = context.encoding
    fixing, put = Fixing(encoding), Decision({})

    def ballots(a: Vote, b: Vote, consent: int) -> Ballots:
        votes = {("Board", "A"): single(a), ("Board", "B"): single(b)}
        return Ballots(votes, {"B": {frozenset(): consent}})

    example = values_of(encoding, fixing.values({}, put, ballots(Vote.FOR, Vote.FOR, 1)))
    support = support_question(context, context.who, example, "one", frozenset({"Chair"}))
    assert {*support.chosen} == {"A", "B"}
    both_support = {"supporters among A": 1, "supporters among B": 1, "supporters in all": 2}
    quiet = compiled(support.quiet.constraints)
    voted = fixing.values({}, put, ballots(Vote.FOR, Vote.FOR, 1))
    assert all(quiet({**voted, **both_support}))
    # One does not suffice: the other votes against, and gives no consent.
    terms = OpeningTerms(context, context.who, None)
    somewhere = fails_somewhere(
        terms, example, "one", {"A": 1, "B": 0}, [], Manner.ABSTAINING, False
    )
    assert somewhere is not None
    fails = compiled(somewhere.constraints)
    assert all(fails(fixing.values({}, put, ballots(Vote.FOR, Vote.AGAINST, 0))))
    assert not all(fails(fixing.values({}, put, ballots(Vote.FOR, Vote.ABSTAIN, 0))))


def test_of_those_recused_only_supporters_attend_where_nobody_else_does_anything() -> None:
    rules = """governance "Recused"
party A
party D
party E
body B members A, D, E quorum none
power motion requires at least 1 votes in favour in B
recusal own in B excludes D from voting
property alone A can block every decision by staying away
"""
    context = _context(rules)
    encoding = context.encoding
    found = context.exists(encoding.adopted_by["motion"]).ask(Budget(Limits(seconds=20)))
    assert isinstance(found, Found)
    support = support_question(
        context, context.who, Values(found.model), "motion", frozenset({"A"})
    )
    (seat,) = (each for each in encoding.ballots.all_seats if each.cell.name == "D")
    for supports, attends in product((0, 1), repeat=2):
        asked = [support.chosen["D"] == supports, seat.attending == attends]
        answer = support.quiet.ask(Budget(Limits(seconds=20)), asked)
        assert isinstance(answer, Found) is (attends <= supports)


def test_a_chair_who_supports_nothing_casts_nothing_where_nobody_else_does_anything() -> None:
    rules = """governance "Chaired"
party A
party D
party E
body B members A, D chair E with casting vote quorum none
power motion requires majority of votes cast in B
property alone A can block every decision by staying away
"""
    context = _context(rules)
    encoding = context.encoding
    terms = OpeningTerms(context, context.who, None)
    found = context.exists(encoding.adopted_by["motion"]).ask(Budget(Limits(seconds=20)))
    assert isinstance(found, Found)
    (cast,) = encoding.ballots.casting_votes
    for quiet in (True, False):
        question = fails_somewhere(terms, Values(found.model), "motion", {}, [], Manner.AWAY, quiet)
        assert question is not None
        assert isinstance(question.ask(Budget(Limits(seconds=20))), Found)
        for does in (cast.cast_for, cast.cast_against):
            answer = question.ask(Budget(Limits(seconds=20)), [does])
            assert isinstance(answer, Found) is not quiet
