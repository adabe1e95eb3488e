"""The random models cover the language: every construct turns up, and every text can be written."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace

from policy_dsl import load_text, model
from policy_dsl.interpreter import decide
from policy_dsl.state import intervals
from tests.semantics.brute_force import TooLarge, verdict
from tests.semantics.enumerating import nodes
from tests.semantics.generating_claims import Asker, random_questions
from tests.semantics.generator import Maker, random_case
from tests.semantics.printing import to_text, writable

EVERY_NODE = [
    model.AllBut,
    model.AllOf,
    model.And,
    model.AnyOf,
    model.AttendanceTally,
    model.Attends,
    model.Between,
    model.CanBeQuorate,
    model.CanBlock,
    model.CannotBlock,
    model.CanPass,
    model.CastingVote,
    model.Chair,
    model.Compare,
    model.Consensus,
    model.ConsentAct,
    model.ConsentVote,
    model.Count,
    model.EffectPattern,
    model.Event,
    model.EveryCanPass,
    model.ExceptionTo,
    model.Given,
    model.Group,
    model.HoldsRight,
    model.Includes,
    model.Is,
    model.IsMember,
    model.IsSuspended,
    model.NoneCanPass,
    model.NoObjection,
    model.NoRejection,
    model.Not,
    model.NumberIn,
    model.OnDate,
    model.OneOf,
    model.Or,
    model.PartySet,
    model.PassesWith,
    model.Power,
    model.Prohibition,
    model.Provision,
    model.Reading,
    model.Recusal,
    model.Requires,
    model.Rule,
    model.Share,
    model.SomeCanPass,
    model.Tally,
    model.Throughout,
    model.Touches,
    model.Turnout,
    model.VoteCarries,
    model.YesNo,
]


def test_every_construct_turns_up() -> None:
    found: Counter[type] = Counter()
    for seed in range(300):
        spec, properties = random_questions(random.Random(seed), 3)
        found.update({type(part) for part in nodes(replace(spec, properties=properties))})
    missing = [it.__name__ for it in EVERY_NODE if not found[it]]
    assert not missing


def test_what_clauses_do_turns_up() -> None:
    found: Counter[str] = Counter()
    for seed in range(1000):
        case = random_case(random.Random(seed))
        it = decide(case.specification, case.state, case.readings, case.decision, case.ballots)
        exceptions = {e.name for e in case.specification.exceptions}
        by_name = {clause.clause: clause for clause in it.clauses}
        found["adopted" if it.adopted else "defeated"] += 1
        found["obstacle"] += bool(it.obstacles)
        found["not granted"] += any(p.not_granted for p in it.powers)
        found["forbidden"] += any(p.forbidden_by for p in it.powers)
        found["limited"] += any(p.limits for p in it.powers)
        found["limited by an exception"] += any(
            limit.clause in exceptions for p in it.powers for limit in p.limits
        )
        found["exception switched off"] += any(by_name[n].switched_off_by for n in exceptions)
        found["two exceptions"] += any(len(c.switched_off_by) > 1 for c in it.clauses)
        seated = [s for b in it.bodies for s in b.seated]
        found["recused"] += any(s.recused_by and not s.counted_out for s in seated)
        found["counted out"] += any(s.counted_out for s in seated)
        found["suspended"] += any(s.suspended for s in seated)
        found["cells"] += len({(b.body, s.party) for b in it.bodies for s in b.seated}) < len(
            seated
        )
        found["inquorate"] += any(not b.quorate for b in it.bodies)
        found["casting vote"] += any(b.casting for b in it.bodies)
        found["ruled otherwise"] += any(
            case.decision.facts[name] != value for name, value in case.decision.rulings.items()
        )
    rare = [what for what, times in found.items() if times < 12]
    assert not rare, found


def test_every_model_can_be_written_down_and_read_again() -> None:
    """Text, syntax, checker, model: what comes out means what went in."""
    for seed in range(40):
        maker = Maker(random.Random(seed))
        spec = maker.specification()
        asker = Asker(maker, spec)
        properties = tuple(asker.property(f"claim{i}") for i in range(3))
        if not writable(replace(spec, properties=properties)):
            # At which meeting something is asked has to be said, where that matters.
            properties = ()
        text = to_text(replace(spec, properties=properties))
        read = load_text(text)
        assert [i.state for i in intervals(read)] == [i.state for i in intervals(spec)], text
        for _ in range(5):
            case = maker.case(spec)
            before, after = (
                decide(it, case.state, case.readings, case.decision, case.ballots)
                for it in (spec, read)
            )
            assert before.adopted_by == after.adopted_by, text
            assert [c.active for c in before.clauses] == [c.active for c in after.clauses], text
        for its, again in zip(properties, read.properties, strict=True):
            try:
                found = verdict(spec, its, limit=100), verdict(read, again, limit=100)
            except TooLarge:
                continue
            assert found[0] is found[1], text
