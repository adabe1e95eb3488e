"""What would have come of it: terms about another vote or ruling, against the interpreter asked again."""

from __future__ import annotations

import random

from policy_dsl import examine_text
from policy_dsl.decisions import Cell, Vote, ruled
from policy_dsl.interpreter import Meeting
from policy_dsl.model import PartySet
from policy_dsl.records import replace
from tests.semantics.differing import Model, random_model
from tests.semantics.putting import Put, moved, puts
from verifier.encoding.what_if import (
    acts,
    adopted_if_ruled_truly,
    coming_helps,
    staying_away_helps,
    vote_matters,
)

OTHER_VOTES = ("against", "abstain", "absent")


def changes_it(put: Put, body: str, names: set[str], before: str, after: str) -> bool:
    """The decision is adopted, and is not once somebody with these names who votes `before` votes `after`."""
    if not put.meeting.adopted(put.ballots):
        return False
    chair = put.meeting.specification.body[body].chair

    def cast(back: int) -> bool:
        casting = put.ballots.before_the_last(back).casting.get(body)
        return casting is Vote.FOR and before == "abstain"

    return any(
        not put.meeting.adopted(moved(put.ballots, back, body, seated, before, after))
        for back, seated, counts in put.seated(body)
        if seated.entitled and seated.party in names and getattr(counts, before)
        if not (cast(back) and chair is not None and chair.party == seated.party)
    )


FOR_OR_NOT = ("in_favour", "against", "abstain")


def gains_it(put: Put, body: str, names: set[str], votes: tuple[str, ...] = FOR_OR_NOT) -> bool:
    """The decision is not adopted, and is once somebody with these names who votes stays away."""
    return not put.meeting.adopted(put.ballots) and any(
        put.meeting.adopted(moved(put.ballots, back, body, seated, before, "absent"))
        for back, seated, counts in put.seated(body)
        for before in votes
        if seated.entitled and seated.party in names and getattr(counts, before)
    )


def test_a_vote_matters_where_another_one_has_another_outcome() -> None:
    found = {True: 0, False: 0}
    for seed in range(14):
        model = random_model(random.Random(f"moved {seed}"))
        asked = [
            (body.name, voters, {party.name for party in voters.parties})
            for body in model.specification.bodies
            for voters in model.encoding.classes
        ]
        terms = [
            term
            for body, voters, _ in asked
            for term in (
                vote_matters(model.encoding, body, voters.name),
                coming_helps(model.encoding, body, voters.name, "against"),
                coming_helps(model.encoding, body, voters.name, "abstaining"),
                staying_away_helps(model.encoding, body, voters.name),
            )
        ]
        for put in puts(model, terms, 15):
            said = iter(put.said)
            for body, _, names in asked:
                matters = any(
                    changes_it(put, body, names, "in_favour", after) for after in OTHER_VOTES
                )
                if body in put.meeting.specification.adjourning:
                    matters = matters or gains_it(put, body, names)
                helps = changes_it(put, body, names, "against", "absent")
                there = changes_it(put, body, names, "abstain", "absent")
                whole = (next(said), next(said), next(said), next(said))
                lost = gains_it(put, body, names, ("in_favour",))
                assert whole == (matters, helps, there, lost), (seed, body, names)
                found[matters] += 1
    assert min(found.values()) > 8


def ruled_truly(put: Put, name: str) -> Meeting:
    """The same decision, of which the judge says what is so."""
    decision = put.decision
    cells: dict[str, dict[Cell, int]] = {}
    for party, own in decision.cells.items():
        for cell, number in own.items():
            kept = cells.setdefault(party, {})
            as_is = cell - {ruled(name)}
            kept[as_is] = kept.get(as_is, 0) + number
    rulings = {each: value for each, value in decision.rulings.items() if each != name}
    truly = replace(decision, rulings=rulings, cells=cells)
    return Meeting(
        put.meeting.specification, put.meeting.rules.situation.state, put.readings, truly
    )


def entitled(meeting: Meeting) -> list[object]:
    """Who may vote where, and who is counted."""
    return [
        (body, s.party, s.number, s.entitled, s.counts)
        for body, them in meeting.rules.seated.items()
        for s in them
    ]


def test_what_comes_of_a_true_ruling() -> None:
    """Where it changes nobody's right to vote; what is ruled of parties is not followed into cohorts."""
    compared = other = 0
    for seed in range(40):
        model = random_model(random.Random(f"truly {seed}"))
        terms = {name: adopted_if_ruled_truly(model.encoding, name) for name in free(model)}
        for name, truly in terms.items():
            if not isinstance(model.specification.attribute[name].type, PartySet):
                assert truly is not None
        known = {name: truly for name, truly in terms.items() if truly is not None}
        for put in puts(model, list(known.values()), 8 if known else 0):
            for name, said in zip(known, put.said, strict=True):
                truly = ruled_truly(put, name)
                if entitled(truly) == entitled(put.meeting):
                    adopted = truly.adopted(put.ballots)
                    assert said == adopted, (seed, name)
                    compared += 1
                    other += adopted is not put.meeting.adopted(put.ballots)
    assert compared > 40
    assert other > 0


def free(model: Model) -> list[str]:
    return sorted(model.encoding.decision.free)


def test_an_act_is_what_a_decision_does_in_substance_or_not() -> None:
    text = """governance "Acts"
party A
body B members A quorum none
decision
  substance sells : yes or no
  form signed : yes or no
  substance sort : one of big, small
  substance price : number
power ordinary requires consensus in B
"""
    specification = examine_text(text, "acts.policy").specification
    assert specification is not None
    assert acts(specification) == ("sells",)
