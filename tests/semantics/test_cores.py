"""What a proof rests on: enough, nothing to spare, and true of the rules: all else can be rewritten."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from functools import cache

from policy_dsl.model import (
    NOWHERE,
    AnyClause,
    Body,
    Composition,
    Event,
    EventKind,
    ExceptionTo,
    Party,
    Power,
    Prohibition,
    Property,
    Provision,
    Recusal,
    Rule,
    Seat,
    SomeCanPass,
    Specification,
    StateClaim,
    Status,
    Versions,
)
from policy_dsl.model.traverse import (
    coalition_of_claim,
    condition_of_claim,
    whos_in_condition,
)
from policy_dsl.state import after_events, intervals_of
from tests.semantics.brute_force import TooLarge
from tests.semantics.brute_force import Verdict as Known
from tests.semantics.generating_claims import Asker
from tests.semantics.generator import TINY, Maker
from tests.semantics.judging import LIMITS, known_verdicts
from tests.semantics.rewording import extremes, in_circle, reworded
from verifier import Options, PropertyResult, Verdict, check
from verifier.checking.proof import Loosened
from verifier.checking.verdicts import verdict_of
from verifier.claims.verification_condition import VerificationCondition
from verifier.encoding.activity import kind_of
from verifier.encoding.classes import voter_classes
from verifier.encoding.encodings import Encodings
from verifier.encoding.seat_facts import voters_of
from verifier.solving.answers import there_is
from verifier.solving.limits import Budget
from verifier.words import facts as words

SMALL = replace(TINY, events=0)
# What the proof of one of its claims rests on takes minutes: a core by nested questions.
LONG = {49}


def proofs(seeds: range) -> Iterator[tuple[int, Maker, Specification, PropertyResult]]:
    """Random claims that hold in one state, with their proofs; with what makes others of the same names."""
    for seed in seeds:
        if seed not in LONG:
            maker = Maker(random.Random(f"core {seed}"), SMALL)
            maker.specification()
            for specification, result in proved(seed):
                yield seed, maker, specification, result


@cache
def proved(seed: int) -> tuple[tuple[Specification, PropertyResult], ...]:
    """Those of one seed."""
    maker = Maker(random.Random(f"core {seed}"), SMALL)
    model = maker.specification()
    asker = Asker(maker, model)
    found = []
    for prop in [asker.property(f"claim{i}") for i in range(3)]:
        if isinstance(prop.claim, SomeCanPass | StateClaim):
            continue
        specification = replace(model, properties=(prop,))
        (result,) = check(specification, Options(limits=LIMITS)).properties
        if result.verdict is Verdict.HOLDS and len(result.states) == 1 and result.rests_on:
            found.append((specification, result))
    return tuple(found)


def verdict(specification: Specification) -> Verdict:
    """That of its one property, without what explains it."""
    (prop,) = specification.properties
    return verdict_of(Encodings(specification), prop, LIMITS)


def chosen_once(prop: Property) -> bool:
    """Whether it is about some choice of several: without what the proof for one rests on, others might do."""
    coalition = coalition_of_claim(prop.claim)
    return coalition is not None and coalition.chosen_once


def refuted(vc: VerificationCondition, keys: Sequence[str]) -> bool:
    """Whether the claim can be refuted where only these facts are as they are written."""
    guards = vc.context.encoding.relaxation.guards
    return there_is(vc.question.ask(Budget(LIMITS), assuming=[guards[key] for key in keys]))


def test_a_core_is_enough_and_nothing_in_it_can_be_spared() -> None:
    cores = 0
    for seed, _, specification, result in proofs(range(30)):
        prop = specification.properties[0]
        if chosen_once(prop):
            continue
        (interval,) = intervals_of(specification, prop)
        state = after_events(interval.state, prop.supposing)
        loosened = Loosened(Encodings(specification), prop, state)
        known = loosened.vcs()[0].context.encoding.relaxation.facts
        key_of = {(fact.kind, words.name(fact)): key for key, fact in known.items()}
        core = [key_of[s.kind, s.name] for s in result.rests_on if (s.kind, s.name) in key_of]
        if len(core) != len(result.rests_on):
            continue
        for vc in loosened.leaving_open():
            assert not refuted(vc, core), seed
        if len(loosened.vcs()) == 1:
            for spared in core:
                rest = [key for key in core if key != spared]
                # What weights newcomers may have is taken more widely where less is looked at.
                some, every = loosened.vcs(), loosened.leaving_open()
                assert refuted(some[0], rest) or refuted(every[0], rest), seed
        cores += 1
    assert cores > 7


def test_a_proof_survives_any_rewriting_of_what_it_does_not_rest_on() -> None:
    rewritten = 0
    for seed, maker, specification, result in proofs(range(30)):
        needed = {(support.kind, support.name) for support in result.rests_on}
        for _ in range(2):
            other = rewrite(maker, specification, needed)
            assert verdict(other) in (Verdict.HOLDS, Verdict.VACUOUS), (seed, result.name)
            rewritten += 1
    assert rewritten > 14


def test_what_is_not_needed_may_be_about_anything() -> None:
    """Of each clause that is said not to be needed: worded to the extreme, of whatever scope, by brute force."""
    judged: Counter[str] = Counter()
    for seed, maker, specification, result in proofs(range(16)):
        for line in result.clauses:
            clause = specification.clause[line.name]
            if line.applied or isinstance(clause, Composition | Provision):
                continue
            for wording in maker.sample(list(extremes(specification, clause)), 3):
                other = reworded(specification, {clause.name: wording})
                again = verdict(other)
                assert again in (Verdict.HOLDS, Verdict.VACUOUS), (seed, wording)
                judged[again.value] += 1
                try:
                    known = known_verdicts(other, other.properties[0], 200, 6_000)
                except TooLarge:
                    continue
                assert Known.FAILS not in {said for each in known for _, said in each}, seed
                judged["by brute force"] += 1
    assert judged["holds"] > 20
    assert judged["by brute force"] > 10


def test_with_any_clause_of_a_core_worded_otherwise_the_claim_can_be_refuted() -> None:
    """What a proof does not rest on is worded otherwise as well, as it may be, and other people have seats."""
    shown: Counter[str] = Counter()
    for seed, maker, specification, result in proofs(range(26)):
        if chosen_once(specification.properties[0]):
            continue
        used = [specification.clause[line.name] for line in result.clauses if line.applied]
        free = [
            specification.clause[line.name]
            for line in result.clauses
            if not line.applied and line.kind != "provision"
        ]
        needed = {(support.kind, support.name) for support in result.rests_on}
        seated = _seated_otherwise(specification, needed)
        for clause in used:
            assert any(
                verdict(other) is Verdict.FAILS
                for other in _worded_otherwise(maker, seated, clause, free)
            ), (seed, clause.name)
            shown[kind_of(clause)] += 1
    assert shown["power"] > 5
    assert sum(shown.values()) - shown["power"] > 1


def _worded_otherwise(
    maker: Maker,
    seated: Sequence[Specification],
    clause: AnyClause,
    free: Sequence[AnyClause],
) -> Iterator[Specification]:
    """The clause at the extremes, and then with other wordings of what is free, and other people, too."""
    for attempt in range(120):
        others: dict[str, AnyClause] = {}
        specification = maker.pick(seated) if attempt else seated[0]
        for each in free if attempt else ():
            if wordings := list(extremes(specification, each)):
                others[each.name] = maker.pick(wordings)
        base = reworded(specification, others)
        if in_circle(base):
            continue
        for wording in maker.sample(list(extremes(base, clause)), 10):
            yield reworded(base, {clause.name: wording})


def _seated_otherwise(
    specification: Specification, needed: Collection[tuple[str, str]]
) -> Sequence[Specification]:
    """As it is, and where a claim about nobody's seats does not rest on them: without them, with a newcomer, with both.

    Whom a claim is about stays as the specification says.
    """
    (prop,) = specification.properties
    coalition = coalition_of_claim(prop.claim)
    whos = [
        *(part.who for part in (coalition.parts if coalition else ())),
        *whos_in_condition(condition_of_claim(prop.claim)),
    ]
    if any(who.seated_in for who in whos):
        return (specification,)
    newcomer = Party("Newcomer", "Newcomer", 1, False, {}, NOWHERE)

    def stays(party: str, body: str) -> bool:
        return ("seat", f"{party} in {body}") in needed

    def body(it: Body, leave: bool, come: bool) -> Body:
        members = [seat for seat in it.members if not leave or stays(seat.party, it.name)]
        vacant = it.seats is None or len(members) < it.seats
        if come and vacant and ("membership", it.name) not in needed:
            members.append(Seat(newcomer.name, NOWHERE))
        return replace(it, members=tuple(members))

    return (
        specification,
        *(
            replace(
                specification,
                parties=(*specification.parties, newcomer),
                bodies=tuple(body(it, leave, come) for it in specification.bodies),
                events=tuple(
                    event
                    for event in specification.events
                    if not (leave and event.body) or stays(event.subject, event.body)
                ),
            )
            for leave, come in ((True, False), (False, True), (True, True))
        ),
    )


# --- rewriting -----------------------------------------------------------------------------------


def rewrite(
    maker: Maker, specification: Specification, needed: set[tuple[str, str]]
) -> Specification:
    """The model with all clauses, quorums and seats that are not needed said otherwise."""
    clauses = tuple(
        clause if (kind_of(clause), clause.name) in needed else _clause(maker, clause)
        for clause in specification.clauses
    )
    bodies = tuple(
        body if ("quorum", body.name) in needed else _quorum(maker, body)
        for body in specification.bodies
    )
    (prop,) = specification.properties
    changed = replace(specification, clauses=clauses, bodies=bodies)
    events = tuple(_seats(maker, specification, prop, needed))
    return replace(changed, properties=(replace(prop, supposing=(*prop.supposing, *events)),))


def _clause(maker: Maker, clause: AnyClause) -> AnyClause:
    """Another clause of the same kind, in force as long as this is, without readings of its own."""
    if isinstance(clause, Composition | Provision) or clause.readings or not maker.chance(0.8):
        return clause
    when = Versions(maker.when(0.4))
    notes = (
        replace(clause.notes, status=None)
        if clause.notes.status is Status.DISPUTED
        else clause.notes
    )
    match clause:
        case Power():
            return replace(
                clause,
                notes=notes,
                when=when,
                requires=Versions(maker.requirement(1)),
                grants=maker.grants(),
            )
        case Rule():
            return replace(
                clause,
                notes=notes,
                limits=_limits(maker),
                when=when,
                requires=Versions(maker.requirement(1)),
            )
        case Prohibition():
            return replace(clause, notes=notes, limits=_limits(maker), when=when)
        case ExceptionTo():
            # Those to what was declared before, so that they go in no circle.
            possible = [p for p in maker.plans if p.kind in (Rule, Prohibition, Recusal)]
            targets = tuple(p.name for p in maker.sample(possible, maker.upto(1, 2)))
            kinds = {p.kind for p in possible if p.name in targets}
            demands = kinds <= {Rule, Prohibition} and maker.chance(0.6)
            return replace(
                clause,
                notes=notes,
                targets=targets or clause.targets,
                when=when,
                requires=Versions(maker.requirement(1)) if demands and targets else None,
            )
        case Recusal():
            return replace(
                clause,
                notes=notes,
                body=maker.pick(maker.body_names),
                when=when,
                excluded=maker.who(),
                and_counting=maker.chance(0.5),
                limits=_limits(maker),
            )


def _limits(maker: Maker) -> tuple[str, ...] | None:
    powers = [p.name for p in maker.plans if p.kind is Power]
    return None if maker.chance(0.4) else tuple(maker.some(powers))


def _quorum(maker: Maker, body: Body) -> Body:
    return replace(body, quorum=maker.quorum(body.name))


def _seats(
    maker: Maker, specification: Specification, prop: Property, needed: set[tuple[str, str]]
) -> Iterator[Event]:
    """Events by which parties of their own lose the vote, where nothing rests on their having it."""
    for voters in voter_classes(specification):
        if voters.size > 1 or voters.first.cohort:
            continue
        for body in specification.bodies:
            known = ("seat", f"{words.voters(voters_of(voters))} in {body.name}") in needed
            listed = any(seat.party == voters.first.name for seat in body.members)
            if listed and not known and maker.chance(0.4):
                kind = maker.pick((EventKind.SUSPENDED, EventKind.LEAVES))
                place = specification.body[body.name].place
                yield Event(kind, voters.first.name, body.name, None, place)
