"""Terms about how few suffice: what comes of each extreme is what the interpreter says of just these ballots."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from policy_dsl import examine_text
from policy_dsl.decisions import Ballots, Cell, Counts, Decision, Vote
from policy_dsl.interpreter import Meeting, Seated
from policy_dsl.model import ALWAYS, ConsentAct, Specification
from policy_dsl.model.atoms import requirement_atoms
from policy_dsl.state import State, intervals
from tests.matrix.conflicts import conflict_rules, naming_rules
from tests.semantics.compiling import compiled
from tests.semantics.enumerating import Domain, TooLarge, all_readings
from tests.semantics.fixing import Fixing, representable
from tests.semantics.generator import TINY, Maker
from tests.semantics.putting import ballots_of
from verifier.encoding.adoption import encode
from verifier.encoding.classes import voter_classes
from verifier.encoding.reduced import tied
from verifier.encoding.suffices import Suffices
from verifier.encoding.terms import both, name_of

Heads = Mapping[tuple[str, Cell], int]


@dataclass(frozen=True)
class Acting:
    """What everybody does: `heads` as `own` says, all others in each body as `others` says of it.

    Those recused attend where `attend` says of the body or, where `present` is given, so many of each cell as it says.
    """

    heads: Heads
    own: Vote
    others: Mapping[str, Vote]
    attend: Mapping[str, bool] = field(default_factory=dict)
    present: Mapping[tuple[str, str, Cell], int] = field(default_factory=dict)

    def ballots(self, meeting: Meeting) -> Ballots:
        return ballots_of(meeting, self._counts, self._cast, self._consents)

    def _cast(self, body: str, chair: str) -> Vote | None:
        cast = self.own if self.heads.get((chair, frozenset()), 0) else self.others[body]
        return cast if cast in (Vote.FOR, Vote.AGAINST) else None

    def _consents(self, party: str, cell: Cell, number: int) -> int:
        mine = self.heads.get((party, cell), 0)
        willing = Vote.FOR in self.others.values()
        return (mine if self.own is Vote.FOR else 0) + (number - mine if willing else 0)

    def _counts(self, body: str, each: Seated) -> Counts:
        if not each.entitled:
            there = each.number if self.attend.get(body, False) else 0
            there = self.present.get((body, each.party, each.cell), there)
            return Counts(abstain=there, absent=each.number - there)
        mine = self.heads.get((each.party, each.cell), 0)
        numbers = {Vote.FOR: 0, Vote.AGAINST: 0, Vote.ABSTAIN: 0, Vote.ABSENT: 0}
        numbers[self.own] += mine
        numbers[self.others[body]] += each.number - mine
        return Counts(*numbers.values())


def per_body(meeting: Meeting, *options: object) -> Iterator[dict[str, object]]:
    names = [body.name for body in meeting.specification.bodies]
    for chosen in itertools.product(options, repeat=len(names)):
        yield dict(zip(names, chosen, strict=True))


def stopped(meeting: Meeting, heads: Heads) -> bool:
    """Not adopted with those chosen against and everybody else in favour, whether all recused attend or none."""
    everywhere = dict.fromkeys((b.name for b in meeting.specification.bodies), Vote.FOR)
    return not any(
        meeting.adopted(Acting(heads, Vote.AGAINST, everywhere, attend).ballots(meeting))  # type: ignore[arg-type]
        for attend in per_body(meeting, False, True)
    )


def carried(meeting: Meeting, heads: Heads) -> bool:
    """Adopted with those chosen in favour: in each body all others against or away, all recused there or none."""
    return all(
        meeting.adopted(Acting(heads, Vote.FOR, others, attend).ballots(meeting))  # type: ignore[arg-type]
        for others in per_body(meeting, Vote.AGAINST, Vote.ABSENT)
        for attend in per_body(meeting, False, True)
    )


def with_a_say(meeting: Meeting, party: str, cell: Cell) -> bool:
    """It sits or presides somewhere, or its consent is asked for."""
    spec, state = meeting.specification, meeting.rules.situation.state
    sits = any(
        (body.name, party) in state.seats or (body.chair is not None and body.chair.party == party)
        for body in spec.bodies
    )
    asked = any(
        (party, cell) in [(p, c) for p, c, _ in meeting.rules.situation.those(atom.who, False)]
        for clause in spec.clauses
        if clause.name in state.in_force
        for requires in [getattr(clause, "requires", None)]
        if requires is not None
        for requirement in [requires.plain, *requires.by_reading.values()]
        if requirement is not None
        for atom in requirement_atoms(requirement)
        if isinstance(atom, ConsentAct)
    )
    return sits or asked


def any_rules(rng: random.Random) -> Specification:
    # What the others do at one of several meetings is another choice than what they do at the other: the fewest who
    # suffice are found then by tests/matrix against brute force.
    return Maker(rng, replace(TINY, meetings=0)).specification()


def guest_rules(rng: random.Random) -> Specification:
    """Guests who are alike have a say only where the decision names them."""
    text = f"""governance "Guests"
party A
parties {rng.randint(2, 3)} Guest
body K members A quorum none
decision substance land : parties
power plan requires consent of land by separate act
"""
    read = examine_text(text, "guests.policy")
    assert read.specification is not None
    return read.specification


def presence_rules(_: random.Random) -> Specification:
    """Whether one who is recused comes decides."""
    text = """governance "Presence"
parties 3 Member
party A
body K members A, Member quorum none
decision substance gains : parties
power plan requires unanimity of those present in K
recusal own in K excludes gains from voting
"""
    read = examine_text(text, "presence.policy")
    assert read.specification is not None
    return read.specification


SORTS = (conflict_rules, naming_rules, presence_rules, conflict_rules, guest_rules, any_rules)


def models(count: int) -> Iterator[tuple[random.Random, Specification, State, list[Decision]]]:
    """Small ones of three sorts, with the decisions that can be put to them."""
    for seed in range(count):
        rng = random.Random(f"suffices {seed}")
        sort = SORTS[seed % len(SORTS)]
        spec = sort(rng)
        state = rng.choice(intervals(spec)).state
        try:
            yield rng, spec, state, Domain(spec, state, ALWAYS, (), False, (), 400).decisions()
        except TooLarge:
            continue


def test_what_the_extremes_come_to() -> None:
    found = {"stopped": 0, "carried": 0, "neither": 0, "silent": 0}
    for rng, spec, state, decisions in models(20):
        encoding = encode(spec, state, voter_classes(spec))
        exact, asked = Suffices(encoding, [], True, True), Suffices(encoding, [])
        assert exact.stops is not None
        assert exact.carries is not None
        inexact = asked.stops_inexactly(), asked.carries_inexactly()
        assert inexact[0] is not None
        assert inexact[1] is not None
        terms = [
            exact.stops,
            exact.carries,
            asked.passes,
            asked.opposed,
            encoding.adopted,
            *(both(it.constraints) for it in inexact if it is not None),
            *(each.goal for it in (exact, asked) for each in (it.not_stopped, it.not_carried)),
            both([*asked.choice_limits, *encoding.limits, *encoding.ballot_limits]),
            *(both(extreme) for extreme in asked.extremes()),
            *(asked.silent(them) for them in encoding.classes),
            asked.named_in_all,
            *(number for _, _, number in asked.names),
        ]
        fixing, function = Fixing(encoding), compiled(terms)
        for _ in range(8):
            put = representable(encoding, rng.choice(decisions))
            readings = rng.choice(list(all_readings(spec, state, {})))
            meeting = Meeting(spec, state, readings, put)
            members = fixing.members(put)
            heads: dict[tuple[str, Cell], int] = {}
            values: dict[str, bool | int] = {}
            for name, variable in exact.chosen.items():
                for party, cell, number in members[name]:
                    heads[party, cell] = rng.randint(0, number)
                values[name_of(variable)] = sum(heads[p, c] for p, c, _ in members[name])
            values |= {"chosen in all": sum(heads.values()), "chosen at most": 99}
            present = {
                (body, each.party, each.cell): rng.randint(0, each.number)
                for body, them in meeting.rules.seated.items()
                for each in them
                if each.recused_by and not each.suspended
            }
            favour = dict.fromkeys((b.name for b in spec.bodies), Vote.FOR)
            opposing = Acting(heads, Vote.AGAINST, favour, present=present).ballots(meeting)
            others = {b.name: rng.choice([Vote.AGAINST, Vote.ABSENT]) for b in spec.bodies}
            supported = Acting(heads, Vote.FOR, others, present=present).ballots(meeting)
            passing = Acting({}, Vote.AGAINST, favour, present=present).ballots(meeting)
            values |= fixing.values(readings, put, supported)
            copies = [
                v for v in fixing.values(readings, put, passing).items() if "without a" in v[0]
            ]
            values |= {f"{name} when all are in favour": value for name, value in copies}
            said = function(values)
            stops, carries = stopped(meeting, heads), carried(meeting, heads)
            opposed, adopted = meeting.adopted(opposing), meeting.adopted(supported)
            assert said[:7] == (
                stops,
                carries,
                meeting.adopted(passing),
                opposed,
                adopted,
                stops and opposed,
                carries and not adopted,
            ), spec
            assert said[7:11] == (not stops, not carries, opposed, not adopted)
            assert said[11]
            silent = check_names(meeting, asked, members, said[12:])
            found["stopped"] += stops
            found["carried"] += carries
            found["neither"] += not (stops or carries)
            found["silent"] += silent
    assert min(found.values()) > 3, found


def check_names(
    meeting: Meeting,
    asked: Suffices,
    members: Mapping[str, Sequence[tuple[str, Cell, int]]],
    said: Sequence[bool | int],
) -> bool:
    """Whom each attribute names, whether that is nobody or everybody, and who has no say; whether there is somebody."""
    classes = asked.encoding.classes
    voters: dict[str, list[tuple[str, Cell, int]]] = {}
    for cell in asked.encoding.electorate.cells:
        voters.setdefault(cell.voters.name, []).extend(members[cell.name])
    first = 2 if asked.names else 0
    numbers = said[first + len(classes) + 1 :]
    named: dict[tuple[str, str], int] = {}
    for (mark, party, _), number in zip(asked.names, numbers, strict=True):
        named[mark, party] = named.get((mark, party), 0) + int(number)
    for (mark, party), number in named.items():
        them = next(c.name for c in classes if c.first.name == party)
        its = meeting.rules.situation
        assert number == sum(n for p, c, n in voters[them] if its.names(mark, p, c, True))
    assert said[first + len(classes)] == sum(numbers)
    if first:
        assert said[0] is (sum(numbers) == 0)
        unnamed = sum(
            number
            for cell in asked.encoding.electorate.cells
            for _, _, number in members[cell.name]
            if not isinstance(cell.size, int) and not cell.marks
        )
        singles = [(m, p) for m, p in asked.encoding.decision.named]
        assert said[1] is (not unnamed and all(named[each] for each in singles))
    found = False
    for each, silent in zip(classes, said[first:], strict=False):
        if each.single:
            continue
        expected = any(n and not with_a_say(meeting, p, c) for p, c, n in voters[each.name])
        assert silent is expected, each
        found |= expected
    return found


def test_what_is_tied_to_a_whole_is_the_same_decision() -> None:
    found = 0
    for rng, spec, state, decisions in models(8):
        whole = encode(spec, state, voter_classes(spec))
        it = tied(whole, spec, state)
        mine, own = Fixing(whole), Fixing(it.encoding)
        function = compiled([it.encoding.adopted, both(it.links)])
        for _ in range(6):
            put = representable(whole, rng.choice(decisions))
            readings = rng.choice(list(all_readings(spec, state, {})))
            meeting = Meeting(spec, state, readings, put)
            everywhere = {b.name: rng.choice([*Vote]) for b in spec.bodies}
            ballots = Acting({}, Vote.FOR, everywhere).ballots(meeting)
            values = {**mine.values(readings, put, ballots), **own.values(readings, put, ballots)}
            assert function(values) == (meeting.adopted(ballots), True)
            for cell in it.encoding.electorate.cells:
                if not isinstance(cell.size, int):
                    size = name_of(cell.size)
                    assert not function({**values, size: values[size] + 1})[1]
                    found += 1
    assert found > 10
