"""What stands open where a claim is got round, as terms, against what is said of it in words."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from policy_dsl import examine_text
from policy_dsl.decisions import Ballots, Vote
from policy_dsl.interpreter import Meeting
from policy_dsl.model import (
    Manner,
    NumberIn,
    PartySet,
    Role,
)
from policy_dsl.state import intervals
from tests.loopholes.brute_openings import asked_by, at_work
from tests.semantics.compiling import compiled
from tests.semantics.fixing import Fixing
from tests.semantics.withholding import (
    VOTE_OF,
    Acts,
    Scene,
    acts,
    found_values,
    scenes,
)
from verifier.encoding.adoption import encode
from verifier.encoding.claim_context import ClaimContext
from verifier.encoding.classes import voter_classes
from verifier.encoding.conduct import KIND_OF, MIXTURE, Conduct, Switch, act_switches
from verifier.encoding.opening_terms import OpeningTerms
from verifier.encoding.terms import TRUE, both
from verifier.solving.limits import Budget, Limits


def is_open(
    scene: Scene, meeting: Meeting, done: Acts, ways: frozenset[Manner], mixed: bool
) -> bool:
    """Whether all that the holder does is open, and all the same unless a mixture is."""
    if scene.manner is Manner.ANY:
        return True
    manner_of = {vote: manner for manner, vote in VOTE_OF.items()}
    voting, recused = set(), set()
    for body, them in meeting.rules.seated.items():
        for each in them:
            if each.party in scene.holders and each.number and not each.suspended:
                vote = done.does[body, each.party]
                (voting if each.entitled else recused).add(manner_of[vote])
    attends = bool(recused - {Manner.AWAY})
    presides = [
        done.casts[body.name]
        for body in meeting.specification.bodies
        if body.chair and body.chair.casting_vote and body.chair.party in scene.holders
    ]
    if not voting <= ways:
        return False
    to_attend = {Manner.ABSTAINING}
    to_attend |= set() if scene.manner is Manner.AWAY else {Manner.AGAINST}
    if attends and not to_attend & ways:
        return False
    for cast in presides:
        if not ways & ({Manner.AGAINST} if cast else {Manner.ABSTAINING, Manner.AWAY}):
            return False
    return mixed or any(
        voting <= {way}
        and all((cast is Vote.AGAINST) is (way is Manner.AGAINST) for cast in presides)
        and not (
            attends
            and (way is Manner.AWAY or (Manner.AGAINST is way and scene.manner is Manner.AWAY))
        )
        for way in ways
    )


def test_what_a_holder_does_is_open_or_not() -> None:
    found = {True: 0, False: 0}
    for seed, scene in scenes("acting", 16):
        encoding, who = scene.context.encoding, scene.context.who
        switches = act_switches(encoding, who, scene.manner, "holder")
        offered = {switch.kind for switch in switches}
        others = {kind for manner, kind in KIND_OF.items() if manner is not scene.manner}
        state = encoding.state
        if not any(party in scene.holders for _, party in state.seats - state.suspended):
            # Of one who has a seat nowhere, to abstain is to stay away.
            others = {"absence" if scene.manner is Manner.AGAINST else "opposition"}
        assert offered - {MIXTURE} == (set() if scene.manner is Manner.ANY else others)
        conduct = Conduct(encoding, who, scene.manner, switches)
        opposed = [*conduct.opposed()]
        fixing, function = Fixing(encoding), compiled(opposed)
        for _ in range(10):
            readings, put = scene.drawn()
            meeting = scene.meeting(readings, put)
            done = acts(scene)
            values = fixing.values(readings, put, done.with_others(meeting))
            on = {switch for switch in switches if scene.maker.chance(0.3)}
            kinds = {switch.kind for switch in on}
            ways = {manner for manner, kind in KIND_OF.items() if kind in kinds} | {scene.manner}
            switched = {str(switch.term): switch in on for switch in switches}
            expected = is_open(scene, meeting, done, frozenset(ways), MIXTURE in kinds)
            assert all(function({**values, **switched})) is expected, (seed, done, kinds)
            found[expected] += 1
            check_mixture(scene, meeting, offered)
        check_done(scene, meeting, done, conduct, values)
    assert min(found.values()) > 10


def check_done(
    scene: Scene, meeting: Meeting, done: Acts, conduct: Conduct, values: Mapping[str, bool | int]
) -> None:
    """How many of the holder act how in each body."""
    expected: dict[tuple[tuple[str, int], Manner], int] = {}
    for body, them in meeting.rules.seated.items():
        for each in them:
            if each.entitled and each.party in scene.holders and each.number:
                (manner,) = (m for m, v in VOTE_OF.items() if v is done.does[body, each.party])
                key = ((body, 0), manner)
                expected[key] = expected.get(key, 0) + each.number
    assert conduct.done(found_values(scene, values), 1) == expected


def check_mixture(scene: Scene, meeting: Meeting, offered: set[str]) -> None:
    """To act differently takes two seats, with a vote or without, or one and a casting vote."""
    seats = [
        each
        for them in meeting.rules.seated.values()
        for each in them
        if each.party in scene.holders and not each.suspended
    ]
    if scene.manner is not Manner.ANY and sum(s.number for s in seats) > 1:
        assert MIXTURE in offered
    casting = any(b.chair and b.chair.casting_vote for b in meeting.specification.bodies)
    if sum(s.number for s in seats) < 2 and not casting:
        assert MIXTURE not in offered


# --- forms, and who is recused ------------------------------------------------------------------------


def test_another_form_is_open_and_so_are_exceptions_at_work() -> None:
    found, limiting = {True: 0, False: 0}, 0
    for seed, scene in scenes("forms", 14):
        encoding, maker = scene.context.encoding, scene.maker
        spec, state = encoding.specification, encoding.state
        terms = OpeningTerms(scene.context, scene.context.who, None)
        forms = [
            a for a in spec.attributes if a.role is Role.FORM and not isinstance(a.type, PartySet)
        ]
        assert [*terms.other_forms] == [a.name for a in forms]
        numbers = [a for a in forms if isinstance(a.type, NumberIn)]
        switches = {a.name: Switch("form", a.name) for a in forms if maker.chance(0.6)}
        splits = {a.name: Switch("splitting", a.name) for a in numbers if maker.chance(0.6)}
        # Only those are asked about that limit some power.
        recusals = [
            c
            for c in spec.recusals
            if c.name in state.in_force and any(spec.limits(c, p.name) for p in spec.powers)
        ]
        exemptions = [
            Switch("exemption", c.name) for c in spec.exceptions if c.name in state.in_force
        ]
        # All powers are said to adopt, so that only exceptions tell which do.
        encoding.__dict__["adopted_by"] = dict.fromkeys(encoding.adopted_by, TRUE)
        excepted = terms.adopted_by(exemptions, switches, splits)
        without = [both(terms.without([each])) for each in recusals]
        function = compiled([*without, *excepted.values()])
        fixing = Fixing(encoding)
        for _ in range(8):
            readings, put = scene.drawn()
            meeting = scene.meeting(readings, put)
            values = fixing.values(readings, put, Ballots())
            meant = {a.name: maker.value(a) for a in forms}
            for each in forms:
                fixing.attribute(values, terms.other_forms[each.name], meant[each.name])
            every = (*switches.values(), *splits.values(), *exemptions)
            on = {str(s.term): maker.chance(0.5) for s in every}
            said = function({**values, **on})
            rules = meeting.rules
            for power, so in zip(excepted, said[len(recusals) :], strict=True):
                working = [
                    c.name
                    for c in spec.exceptions
                    if rules.active(c) and at_work(spec, rules, c, power)
                ]
                excused = {form for each in working for form in asked_by(spec, rules, each)}
                expected = all(on[str(s.term)] for s in exemptions if s.name in working)
                for each in forms:
                    name, actual, named = each.name, put.facts[each.name], meant[each.name]
                    form = name in switches and on[str(switches[name].term)]
                    split = name in splits and on[str(splits[name].term)]
                    if each in numbers:
                        form = form and actual > named  # type: ignore[operator]
                        split = split and actual <= named  # type: ignore[operator]
                    expected = expected and (actual == named or name in excused or form or split)
                assert so is expected, (seed, power)
                found[expected] += 1
            for clause, so in zip(recusals, said, strict=False):
                keeps = any(
                    clause.name in each.recused_by and each.party in scene.holders and each.number
                    for power in (
                        None,
                        *(p.name for p in spec.powers if spec.limits(clause, p.name)),
                    )
                    for each in meeting.rules.seated_for(power)[clause.body]
                    if not each.suspended
                )
                limiting += keeps and clause.limits is not None
                assert so is not keeps, (seed, clause.name)
                found[so] += 1
    assert min(found.values()) > 8
    assert limiting > 2


@pytest.mark.parametrize("by_any_means", [False, True])
def test_a_claim_is_at_home_where_it_cannot_be_got_round_by_votes(by_any_means: bool) -> None:
    rules = """governance "Home"
party A
party B
body Board members A, B quorum none
power one requires consent of A in Board
power two requires consent of B in Board
power three requires consent of A in Board and consent of B in Board
property veto A can block every decision
"""
    spec = examine_text(rules, "home.policy").specification
    assert spec is not None
    encoding = encode(spec, intervals(spec)[-1].state, voter_classes(spec))
    context = ClaimContext(encoding, spec.properties[0], positive=False)
    terms = OpeningTerms(context, context.who, None)
    closed = [*terms.protected()]
    if not by_any_means:
        closed += Conduct(encoding, context.who, Manner.AGAINST).opposed()
    home = terms.at_home(encoding.adopted_by, Budget(Limits(seconds=20)), closed, by_any_means)
    assert home == ["one", "three"]
