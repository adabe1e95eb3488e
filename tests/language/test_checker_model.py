"""What comes out of the checker: names resolved, thresholds exact, effects as decision 0002 says."""

from datetime import date
from fractions import Fraction

import pytest

from policy_dsl import examine_text, load_text, model
from policy_dsl.interpreter.effects import possible_effects
from policy_dsl.model import (
    AllBut,
    AllOf,
    And,
    AnyOf,
    AttendanceTally,
    Base,
    Compare,
    Comparison,
    ConsentAct,
    ConsentVote,
    Count,
    Effect,
    EffectKind,
    EffectPattern,
    Given,
    Includes,
    IncludesCount,
    Is,
    Not,
    Or,
    Requirement,
    Share,
    Specification,
    Tally,
    Touches,
    Who,
)
from policy_dsl.records import replace
from policy_dsl.state import intervals

HEAD = """governance "T" version "2"
party A "The A" with w 2
party B
party C
party Outside
parties 12 School
group AB is A, B
group All is School, AB, Board
body Board members A, B, C chair C with casting vote quorum none
decision
  form kind : one of x, y
  form n : number in GBP
  form u : yes or no judged by B
  substance s : parties
"""


def spec(text: str) -> Specification:
    return load_text(HEAD + text)


def needed(text: str) -> Requirement:
    return spec(f"power p requires {text}").powers[0].requires.under(None)


def condition(text: str) -> model.Condition:
    return (
        spec(f"power q requires consensus in Board\npower p when {text} requires u")
        .powers[1]
        .when.under(None)
    )


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("majority", Share(Fraction(1, 2), strict=True)),
        ("unanimity", Share(Fraction(1), strict=False)),
        ("at least 1/2", Share(Fraction(1, 2), strict=False)),
        ("at least 60%", Share(Fraction(3, 5), strict=False)),
        ("at least 66.67%", Share(Fraction(6667, 10_000), strict=False)),
        ("at least 100%", Share(Fraction(1), strict=False)),
        ("more than 3/4", Share(Fraction(3, 4), strict=True)),
        ("at least 2", Count(2, strict=False)),
        ("more than 2", Count(2, strict=True)),
        ("all but 1", AllBut(1)),
    ],
)
def test_quantities(text: str, quantity: model.Quantity) -> None:
    assert needed(f"{text} of members in Board") == Tally(quantity, Base.MEMBERS, "Board")


def test_tallies() -> None:
    assert needed("at least 2 votes in favour in Board") == Tally(Count(2, False), None, "Board")
    assert needed("majority of those present among AB in Board counting abstentions") == Tally(
        Share(Fraction(1, 2), True), Base.PRESENT, "Board", Who("AB", ("A", "B")), None, True
    )


def test_who() -> None:
    assert needed("consent of Outside") == ConsentAct(Who("Outside", ("Outside",), single=True))
    assert needed("consent of at least 2 of AB in Board") == ConsentVote(
        Who("AB", ("A", "B")), "Board", 2
    )
    assert needed("consent of s in Board") == ConsentVote(Who("s", attribute="s"), "Board")
    assert needed("consent of every one of School") == ConsentAct(Who("School", ("School",)))
    assert needed("consent of every one of All in Board") == ConsentVote(
        Who("All", ("School", "A", "B"), ("Board",)), "Board"
    )


def test_conditions_inside_requirements() -> None:
    assert needed("u or (kind is x and consensus in Board)") == AnyOf(
        (Given(Is("u", True)), AllOf((Given(Is("kind", "x")), model.Consensus("Board"))))
    )
    assert needed("u and kind is x") == Given(And((Is("u", True), Is("kind", "x"))))
    assert needed("casting vote of C") == model.CastingVote("Board")


def test_conditions() -> None:
    assert condition("not u and kind is not y") == And((Not(Is("u", True)), Not(Is("kind", "y"))))
    assert condition("n is £3") == Compare("n", Comparison.EXACTLY, 3)
    assert condition("n is not 3") == Not(Compare("n", Comparison.EXACTLY, 3))
    assert condition("s includes A") == Includes("s", Who("A", ("A",), single=True), True)
    assert condition("s includes any of AB") == Includes("s", Who("AB", ("A", "B")), False)
    both = Who("A, B", ("A", "B"))
    assert condition("s includes every one of A, B") == Includes("s", both, True)
    at_least = IncludesCount("s", both, Comparison.AT_LEAST, Fraction(2))
    assert condition("s includes at least 2 of A, B") == at_least
    share = IncludesCount("s", Who("AB", ("A", "B")), Comparison.ABOVE, Fraction(1, 2), share=True)
    assert condition("s includes more than 50% of AB") == share


AMEND_DECLARED = tuple(
    EffectPattern(kind)
    for kind in (EffectKind.AMEND, EffectKind.LAPSE, EffectKind.ENACT, EffectKind.AMEND_QUORUM)
)
AMEND_ANY = (
    *AMEND_DECLARED,
    EffectPattern(EffectKind.ENACT_NEW),
    EffectPattern(EffectKind.ENACT_EXCEPTION),
)


def on(*kinds: EffectKind, target: str = "Board") -> tuple[EffectPattern, ...]:
    return tuple(EffectPattern(kind, (target,)) for kind in kinds)


@pytest.mark.parametrize(
    ("text", "patterns"),
    [
        ("amends any clause", AMEND_ANY),
        ("amends any declared clause", AMEND_DECLARED),
        ("amends q itself", on(EffectKind.AMEND, EffectKind.LAPSE, target="q")),
        ("enacts any new clause", (EffectPattern(EffectKind.ENACT_NEW),)),
        ("admits any newcomer to Board", on(EffectKind.ADMIT_NEW)),
        ("changes anything", tuple(EffectPattern(kind) for kind in EffectKind)),
        ("amends q", on(EffectKind.AMEND, EffectKind.LAPSE, target="q")),
        ("amends quorum of Board", on(EffectKind.AMEND_QUORUM)),
        ("enacts q", on(EffectKind.ENACT, target="q")),
        ("enacts any power", (EffectPattern(EffectKind.ENACT_POWER),)),
        ("removes A from Board", (EffectPattern(EffectKind.REMOVE, ("Board",), "A"),)),
        ("suspends any member of Board", on(EffectKind.SUSPEND)),
        ("restores A to Board", (EffectPattern(EffectKind.RESTORE, ("Board",), "A"),)),
        ("admits School to Board", (EffectPattern(EffectKind.ADMIT, ("Board",), "School"),)),
        ("admits anyone to Board", on(EffectKind.ADMIT, EffectKind.ADMIT_NEW)),
        (
            "changes membership of Board",
            on(
                EffectKind.SUSPEND,
                EffectKind.RESTORE,
                EffectKind.REMOVE,
                EffectKind.ADMIT,
                EffectKind.ADMIT_NEW,
            ),
        ),
    ],
)
def test_effects(text: str, patterns: tuple[EffectPattern, ...]) -> None:
    assert condition(text) == Touches(text, patterns)


def test_amending_a_clause_is_also_enacting_an_exception_to_it() -> None:
    text = """power p requires consensus in Board may amend r, change membership of Board
rule r limits p requires unanimity of members in Board
exception e to r when amends r
exception f to e, r when amends no clause
"""
    it = spec(text)
    amend_r = (
        *on(EffectKind.AMEND, EffectKind.LAPSE, target="r"),
        EffectPattern(EffectKind.ENACT, ("e", "f")),
        EffectPattern(EffectKind.ENACT_EXCEPTION, ("r",)),
    )
    assert it.powers[0].grants[:4] == amend_r
    assert len(it.powers[0].grants) == 4 + 5
    assert it.exceptions[0].when.under(None) == Touches("amends r", amend_r)
    assert it.exceptions[1].when.under(None) == Not(Touches("amends any clause", AMEND_ANY))


def test_quorums() -> None:
    it = load_text(
        """governance "T"
party A party B
body Board members A, B
  quorum at least 1/2 of members and (attendance of A or attendance of at least 1 of members)
    fixed "so it is" assumed "why"
  fixed membership "by statute"
"""
    )
    board = it.body["Board"]
    half = Tally(Share(Fraction(1, 2), False), Base.MEMBERS, "Board")
    one = Tally(Count(1, False), Base.MEMBERS, "Board")
    assert board.quorum == AllOf(
        (
            AttendanceTally(half),
            AnyOf((model.Attends(Who("A", ("A",), single=True), "Board"), AttendanceTally(one))),
        )
    )
    assert board.quorum_notes == model.Notes(fixed="so it is", assumed="why")
    assert board.quorum_place.line == 4
    assert board.fixed_membership
    assert board.notes.fixed == "by statute"
    assert it.clauses == ()


def test_seats_have_the_notes_of_their_line() -> None:
    it = load_text(
        """governance "T"
document d "D" dated 2020-01-02
party A party B party C
group G is A, B
body Board
  members G cite d "words" at "1"
  observers C note "watching"
  chair A assumed "why"
  quorum none
"""
    )
    board = it.bodies[0]
    assert [seat.party for seat in board.members] == ["A", "B"]
    assert board.members[0].notes.citations[0].quotation == "words"
    assert board.members[1].place.line == 6
    assert board.observers[0].notes.note == "watching"
    assert board.chair == model.Chair(
        "A", False, board.chair.place if board.chair else model.NOWHERE
    )
    assert board.notes.assumed == "why"
    assert it.documents[0].dated == date(2020, 1, 2)


def test_events_are_in_order_of_time_and_then_of_writing() -> None:
    it = spec(
        """power p requires consensus in Board
timeline
  on 2020-02-01 B leaves Board, A is suspended from Board
  on 2020-01-01 p takes effect
timeline
  on 2020-01-01 Outside joins Board, B is suspended from Board
"""
    )
    assert [(each.on, each.subject) for each in it.events] == [
        (date(2020, 1, 1), "p"),
        (date(2020, 1, 1), "Outside"),
        (date(2020, 1, 1), "B"),
        (date(2020, 2, 1), "B"),
        (date(2020, 2, 1), "A"),
    ]


def test_readings_and_disputed_clauses() -> None:
    it = spec(
        """power p
  when u
  requires
    reading first "The one": consensus in Board  intended  note "n"
    reading two: majority of members in Board
rule plain limits every power requires consensus in Board status disputed
rule both limits p requires
  reading a: consensus in Board
  reading b: consent of A in Board
  status disputed
"""
    )
    p, plain, both = it.clauses
    assert [(each.name, each.title, each.intended) for each in p.readings] == [
        ("first", "The one", True),
        ("two", "two", False),
    ]
    assert isinstance(p, model.Power)
    assert p.when.under("first") == p.when.under("two") == Is("u", True)
    assert p.requires.under("first") == model.Consensus("Board")
    assert len(p.requires.all()) == 2
    assert p.readings[0].notes.note == "n"
    assert [each.name for each in plain.readings] == ["in_force", "not_in_force"]
    assert [each.name for each in both.readings] == ["a", "b", "not_in_force"]
    assert isinstance(plain, model.Rule)
    assert isinstance(both, model.Rule)
    assert plain.limits is None
    assert plain.requires.under("in_force") == plain.requires.under("not_in_force")
    assert both.requires.under("not_in_force") is not None
    assert len(both.requires.all()) == 2


def test_properties() -> None:
    it = spec(
        """power p requires consensus in Board
rule r limits p requires reading first: consensus in Board reading two: u
property x "X" A and any 3 of School together can block every decision when u by abstaining
  under p from 2020-01-01 to 2020-02-01 supposing A leaves Board under reading first of r
  whatever B rules even after amendments expected to be false because "no"
property y no one of AB alone can pass every decision throughout
property z a vote of 2 to 1 in Board does not carry any decision on 2020-01-01
"""
    )
    x, y, z = it.properties
    assert x.claim == model.CanBlock(
        model.Coalition(
            (model.Part(Who("A", ("A",), single=True)), model.Part(Who("School", ("School",)), 3))
        ),
        Is("u", True),
        model.Manner.ABSTAINING,
    )
    assert (x.title, x.under, x.fixed_readings, x.free_judges) == (
        "X",
        "p",
        (("r", "first"),),
        ("B",),
    )
    assert x.at == model.Between(date(2020, 1, 1), date(2020, 2, 1))
    assert [(each.kind, each.on) for each in x.supposing] == [(model.EventKind.LEAVES, None)]
    assert x.even_after_amendments
    assert x.expected_false == "no"
    assert y.claim == model.CanPass(
        model.Coalition((model.Part(Who("AB", ("A", "B"))),), model.Alone.NONE), model.ALWAYS
    )
    assert y.at == model.Throughout()
    assert (y.title, y.expected_false) == ("y", None)
    assert z.claim == model.VoteCarries(2, 1, 0, "Board", model.ALWAYS, False)
    assert z.at == model.OnDate(date(2020, 1, 1))


def test_several_assumptions_about_one_clause_are_kept() -> None:
    it = spec(
        'power p requires consensus in Board assumed "one" may amend p assumed "two" note "n"'
    )
    assert it.clauses[0].notes.assumed == "one; two"


def test_places() -> None:
    it = spec("power p\n  requires consensus in Board\n")
    place = it.clauses[0].place
    assert (place.file, place.line, place.column, place.end_line) == ("text.policy", 15, 1, 16)


def test_clauses_of_each_kind() -> None:
    it = spec(
        """power p requires consensus in Board
rule r limits p requires u
prohibition f limits p, q when u
power q when u requires consensus in Board
recusal x in Board when u excludes s from voting and counting
exception e to f, x
provision w "text" fixed "by statute"
right t held by members of Board
accepts removal A in Board in y because "so" until 2030-01-01
property y A can block every decision
"""
    )
    assert [type(each).__name__ for each in it.clauses] == [
        "Power",
        "Rule",
        "Prohibition",
        "Power",
        "Recusal",
        "ExceptionTo",
        "Provision",
    ]
    recusal = it.recusals[0]
    assert (recusal.body, recusal.excluded, recusal.and_counting) == (
        "Board",
        Who("s", attribute="s"),
        True,
    )
    assert it.prohibitions[0].limits == ("p", "q")
    assert it.exceptions[0].targets == ("f", "x")
    assert it.clauses[-1].fixed
    assert it.rights[0].members_of == ("Board",)
    acceptance = it.acceptances[0]
    assert (acceptance.kind, acceptance.name, acceptance.body) == ("removal", "A", "Board")
    assert acceptance.until == date(2030, 1, 1)


def test_nothing_comes_out_where_there_is_an_error() -> None:
    assert examine_text(HEAD + "power p requires consent of Q in Board").specification is None


def test_any_clause_but_some() -> None:
    """What `amends any clause` matches, less what `amends C`, `enacts C` and the quorums named do."""
    them = """power q requires consensus in Board
rule r limits every power requires u
rule other limits every power requires u
exception e to r when u
"""
    said = "amends any clause but r, quorum of Board or amends any declared clause but q"
    it = spec(f"{them}power p when {said} or enacts any new exception to r requires u")
    condition = it.clause["p"].when.under(None)
    assert isinstance(condition, Or)
    wide, declared, excepting = condition.parts
    assert isinstance(wide, Touches)
    assert isinstance(declared, Touches)
    assert excepting == Touches(
        "enacts any new exception to r", on(EffectKind.ENACT_EXCEPTION, target="r")
    )
    state = intervals(it)[-1].state
    for out in (state, replace(state, in_force=frozenset())):
        for effect in possible_effects(it, out):
            any_clause = any(each.matches(effect) for each in AMEND_ANY)
            own = effect.kind in (EffectKind.AMEND, EffectKind.LAPSE, EffectKind.ENACT)
            spared = (own or effect.kind is EffectKind.ENACT_EXCEPTION) and effect.target == "r"
            spared = spared or effect in (
                Effect(EffectKind.ENACT, "e"),
                Effect(EffectKind.AMEND_QUORUM, "Board"),
            )
            matched = any(each.matches(effect) for each in wide.patterns)
            assert matched == (any_clause and not spared), effect
            any_declared = any(each.matches(effect) for each in AMEND_DECLARED)
            matched = any(each.matches(effect) for each in declared.patterns)
            assert matched == (any_declared and not (own and effect.target == "q")), effect
