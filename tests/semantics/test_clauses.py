"""Which clauses apply: exceptions, readings, effects, fixed clauses; decision 0002, points 10 to 16."""

from __future__ import annotations

import pytest

from policy_dsl.interpreter import Outcome, condition_holds, what_is_fixed
from policy_dsl.model import (
    Compare,
    Comparison,
    Consensus,
    ConsentAct,
    Given,
    Includes,
    Is,
    Not,
    Specification,
)
from tests.semantics.building import (
    Declaration,
    adopted,
    body,
    can_have,
    choice,
    cohort,
    decision,
    effect,
    event,
    exception,
    flag,
    group,
    latest,
    number,
    of,
    one,
    outcome,
    parties,
    party,
    pattern,
    power,
    prohibition,
    recusal,
    rule,
    some,
    specification,
    those,
    touches,
    votes,
)

MAJORITY = of("majority", "cast", "Board")
UNANIMITY = of("unanimity", "members", "Board")
X, Y, Z = Is("x", True), Is("y", True), Is("z", True)
TWO_OF_THREE = votes(Board="A+ B+ C-")


def spec(*clauses: Declaration, default: bool = True) -> Specification:
    own = (power("p", MAJORITY),) if default else ()
    flags = (flag("x"), flag("y"), flag("z"))
    people = (party("A"), party("B"), party("C"), body("Board", "A B C"))
    return specification(*people, *flags, *own, *clauses)


def put(text: str = "", *effects: object) -> object:
    return decision(*effects, x="x" in text, y="y" in text, z="z" in text)  # type: ignore[arg-type]


def passes(it: Specification, text: str = "", **readings: str) -> bool:
    return adopted(it, TWO_OF_THREE, put(text), **readings)  # type: ignore[arg-type]


def active(it: Specification, text: str = "", **readings: str) -> set[str]:
    found: Outcome = outcome(it, TWO_OF_THREE, put(text), **readings)  # type: ignore[arg-type]
    return {clause.clause for clause in found.clauses if clause.active}


# --- rules, prohibitions, powers -----------------------------------------------------------------


def test_clauses_add_up() -> None:
    it = spec(rule("r", UNANIMITY, X), prohibition("f", Y))
    assert passes(it)
    assert not passes(it, "x")
    assert not passes(it, "y")


def test_scope() -> None:
    other = power("q", MAJORITY, when=X)
    assert passes(spec(other, rule("r", UNANIMITY, limits="p")), "x")
    assert not passes(spec(other, rule("r", UNANIMITY)), "x")
    assert not passes(spec(other, prohibition("f", limits="p q")), "x")


def test_a_rule_limiting_no_active_power_changes_nothing() -> None:
    it = spec(power("q", MAJORITY, when=X), rule("r", UNANIMITY, limits="q"))
    assert passes(it)
    assert "r" in active(it)


def test_no_power_no_decision() -> None:
    it = spec(power("q", MAJORITY, when=X), default=False)
    assert not passes(it)
    assert passes(it, "x")


# --- exceptions ----------------------------------------------------------------------------------


def test_an_exception_switches_off_and_its_requirement_stands_in() -> None:
    strict = rule("r", UNANIMITY)
    assert passes(spec(strict, exception("e", "r", X)), "x")
    assert not passes(spec(strict, exception("e", "r", X)))
    assert not passes(spec(strict, exception("e", "r", X, ConsentAct(one("C")))), "x")
    it = spec(strict, exception("e", "r", X, ConsentAct(one("C"))))
    assert adopted(it, votes(Board="A+ B+ C-", consents="C"), put("x"))  # type: ignore[arg-type]


def test_two_exceptions_to_one_rule_add_up() -> None:
    first = exception("e", "r", X, of(">= 2", "", "Board"))
    second = exception("f", "r", Y, of(">= 3", "", "Board"))
    it = spec(rule("r", UNANIMITY), first, second)
    assert passes(it, "x")
    assert not passes(it, "y")
    assert not passes(it, "xy")
    assert {"e", "f"} <= active(it, "xy")


def test_an_exception_to_an_exception_revives_the_rule() -> None:
    it = spec(rule("r", UNANIMITY), exception("e", "r", X), exception("back", "e", Y))
    assert passes(it, "x")
    assert not passes(it, "xy")
    assert active(it, "xy") == {"p", "r", "back"}
    # Where the exception would not apply anyway, neither does the exception to it.
    assert active(it, "y") == {"p", "r"}


def test_an_exception_to_an_exception_to_an_exception() -> None:
    it = spec(
        rule("r", UNANIMITY),
        exception("e1", "r", X),
        exception("e2", "e1", Y),
        exception("e3", "e2", Z),
    )
    assert passes(it, "xyz")
    assert active(it, "xyz") == {"p", "e1", "e3"}


def test_an_exception_whose_rule_has_lapsed_or_does_not_apply_demands_nothing() -> None:
    demanding = exception("e", "r", X, UNANIMITY)
    assert passes(spec(rule("r", UNANIMITY), demanding, event(1, "r lapses")), "x")
    assert passes(spec(rule("r", UNANIMITY, when=Y), demanding), "x")
    assert not passes(spec(rule("r", UNANIMITY), demanding), "x")


def test_an_exceptions_requirement_limits_only_what_a_target_that_applies_limits() -> None:
    it = spec(
        power("q", MAJORITY, when=X),
        rule("r", UNANIMITY, limits="p"),
        rule("s", UNANIMITY, when=Y, limits="q"),
        exception("e", "r s", X, UNANIMITY),
    )
    # `s` does not apply, so `e` limits `p` alone, and `q` takes the decision.
    found = outcome(it, TWO_OF_THREE, put("x"))  # type: ignore[arg-type]
    assert found.adopted_by == ("q",)
    assert [limit.clause for limit in found.powers[0].limits] == ["e"]
    assert found.clauses[-1].reaches == ("r",)
    assert outcome(it, TWO_OF_THREE, put("xy")).adopted_by == ()  # type: ignore[arg-type]


def test_two_exceptions_leave_each_other_aside() -> None:
    # `e` switches `r` off; `f` would still find `r` otherwise active.
    it = spec(rule("r", UNANIMITY), exception("e", "r"), exception("f", "r", requires=UNANIMITY))
    assert not passes(it)
    assert active(it) == {"p", "e", "f"}


def test_an_exception_to_several_targets_is_switched_off_as_a_whole() -> None:
    it = spec(
        rule("r", UNANIMITY),
        prohibition("f", X),
        exception("e", "r f", X),
        exception("back", "e", Y),
    )
    assert passes(it, "x")
    assert active(it, "xy") == {"p", "r", "f", "back"}


def test_an_exception_to_a_prohibition_with_a_requirement_is_a_conditional_permission() -> None:
    it = spec(prohibition("f"), exception("e", "f", X, of(">= 2", "", "Board")))
    assert not passes(it)
    assert passes(it, "x")
    stricter = spec(prohibition("f"), exception("e", "f", X, UNANIMITY))
    assert not passes(stricter, "x")


def test_an_exception_to_a_recusal_is_a_dispensation() -> None:
    people = (recusal("r", "Board", one("A")), exception("e", "r", X))
    assert not passes(spec(*people))
    assert passes(spec(*people), "x")


# --- readings ------------------------------------------------------------------------------------


def test_readings_of_a_requirement_and_of_a_when() -> None:
    it = spec(rule("r", {"all": UNANIMITY, "present": of(">= 2", "", "Board")}))
    assert not passes(it, r="all")
    assert passes(it, r="present")
    it = spec(prohibition("f", {"wide": Given(X).condition, "narrow": Y}))
    assert not passes(it, "x", f="wide")
    assert passes(it, "x", f="narrow")


def test_a_disputed_clause_read_as_not_in_force_is_as_if_it_were_not_there() -> None:
    it = spec(rule("r", UNANIMITY, disputed=True), exception("e", "r", requires=UNANIMITY))
    assert not passes(it, r="in_force")
    assert passes(it, r="not_in_force")
    assert active(it, r="not_in_force") == {"p"}


def test_a_disputed_clause_with_readings_of_its_own() -> None:
    it = spec(rule("r", {"all": UNANIMITY, "two": of(">= 2", "", "Board")}, disputed=True))
    assert [passes(it, r=name) for name in ("all", "two", "not_in_force")] == [False, True, True]


def test_proposed_and_later_clauses() -> None:
    assert passes(spec(rule("r", UNANIMITY, proposed=True)))
    assert not passes(spec(rule("r", UNANIMITY, proposed=True), event(1, "r takes")))
    assert passes(spec(rule("r", UNANIMITY), event(1, "r lapses")))


# --- conditions ----------------------------------------------------------------------------------


def test_comparisons() -> None:
    it = specification(number("value"))
    for value, expected in ((2, "< <="), (3, "<= = >="), (4, "> >=")):
        holding = {
            sign
            for sign, comparison in zip(("<", "<=", "=", ">=", ">"), Comparison, strict=True)
            if condition_holds(
                it, latest(it), decision(value=value), Compare("value", comparison, 3), True
            )
        }
        assert holding == set(expected.split())


def test_includes() -> None:
    it = specification(
        party("A"),
        party("B"),
        cohort(3, "Farmer"),
        group(some("G", "A B")),
        parties("affected"),
        parties("other"),
    )

    def holds(who: object, every: bool, farmers: int = 0, **facts: frozenset[str]) -> bool:
        from policy_dsl.decisions import Decision

        cells = {"Farmer": {frozenset({"affected"}): farmers}}
        values = {"affected": frozenset[str](), "other": frozenset[str](), **facts}
        condition = Includes("affected", who, every)  # type: ignore[arg-type]
        return condition_holds(it, latest(it), Decision(values, cells), condition, True)

    a, both = frozenset("A"), frozenset("AB")
    assert holds(one("A"), True, affected=a)
    assert holds(some("G", "A B"), False, affected=a)
    assert not holds(some("G", "A B"), True, affected=a)
    assert holds(some("G", "A B"), True, affected=both)
    # Of a cohort: any one of it, or all of it.
    assert holds(some("Farmer", "Farmer"), False, farmers=1)
    assert not holds(some("Farmer", "Farmer"), True, farmers=2)
    assert holds(some("Farmer", "Farmer"), True, farmers=3)
    # Of nobody every one is included, and no one is.
    assert holds(those("other"), True)
    assert not holds(those("other"), False)


def test_one_of() -> None:
    it = specification(choice("kind", "policy contract"))
    contract = Is("kind", "contract")
    put_ = decision(kind="policy")
    assert not condition_holds(it, latest(it), put_, contract, True)
    assert condition_holds(it, latest(it), put_, Not(contract), True)


# --- effects -------------------------------------------------------------------------------------


def amends(clause: str) -> tuple[object, ...]:
    return pattern("amend", clause), pattern("lapse", clause)


def test_a_power_takes_only_decisions_whose_every_effect_it_grants() -> None:
    it = spec(power("q", MAJORITY, grants=amends("r")), rule("r", MAJORITY), rule("s", MAJORITY))  # type: ignore[arg-type]
    amend_r, amend_s = effect("amend", "r"), effect("amend", "s")
    assert adopted(it, TWO_OF_THREE, put("", amend_r))  # type: ignore[arg-type]
    assert not adopted(it, TWO_OF_THREE, put("", amend_s))  # type: ignore[arg-type]
    assert not adopted(it, TWO_OF_THREE, put("", amend_r, amend_s))  # type: ignore[arg-type]
    found = outcome(it, TWO_OF_THREE, put("", amend_r, amend_s))  # type: ignore[arg-type]
    assert found.powers[1].not_granted == (amend_s,)


def test_a_rule_that_protects_itself() -> None:
    protects = touches("amends r", pattern("amend", "r"), pattern("lapse", "r"))
    everything = tuple(pattern(kind) for kind in ("amend", "lapse", "enact", "amend_quorum"))
    it = spec(power("q", MAJORITY, grants=everything), rule("r", UNANIMITY, when=protects))
    assert not adopted(it, TWO_OF_THREE, put("", effect("lapse", "r")))  # type: ignore[arg-type]
    assert adopted(it, TWO_OF_THREE, put("", effect("lapse", "q")))  # type: ignore[arg-type]


def test_what_is_fixed_is_never_changed() -> None:
    everything = tuple(
        pattern(kind)
        for kind in ("amend", "lapse", "enact", "amend_quorum", "admit", "admit_new", "remove")
    )
    it = specification(
        party("A"),
        party("B"),
        party("C"),
        body("Board", "A B C"),
        body("Fixed", "A", fixed=True),
        body("Number", "A", quorum=of(">= 1", "members", "Number"), fixed_quorum=True),
        power("p", MAJORITY, grants=everything),
        rule("statute", MAJORITY, fixed=True),
        exception("to_statute", "statute", proposed=True),
        rule("later", MAJORITY, fixed=True, proposed=True),
    )
    barred = [
        effect("amend", "statute"),
        effect("lapse", "statute"),
        effect("enact", "to_statute"),
        effect("admit", "Fixed", "B"),
        effect("admit_new", "Fixed"),
        effect("remove", "Fixed", "A"),
        effect("amend_quorum", "Number"),
    ]
    for it_ in barred:
        assert what_is_fixed(it, it_) is not None
        assert not adopted(it, TWO_OF_THREE, decision(it_))
        assert [o.effect for o in outcome(it, TWO_OF_THREE, decision(it_)).obstacles] == [it_]
    for it_ in (
        effect("enact", "later"),
        effect("amend_quorum", "Board"),
        effect("admit_new", "Number"),
    ):
        assert what_is_fixed(it, it_) is None
        assert adopted(it, TWO_OF_THREE, decision(it_))


def test_effects_are_possible_only_where_there_is_something_to_change() -> None:
    it = specification(
        party("A"),
        party("B"),
        party("C"),
        body("Board", "A B"),
        power("p", MAJORITY),
        rule("r", MAJORITY, proposed=True),
        event(1, "B suspended Board"),
    )
    possible = [
        effect("amend", "p"),
        effect("lapse", "p"),
        effect("enact", "r"),
        effect("suspend", "Board", "A"),
        effect("remove", "Board", "A"),
        effect("restore", "Board", "B"),
        effect("remove", "Board", "B"),
        effect("admit", "Board", "C"),
        effect("admit_new", "Board"),
        effect("amend_quorum", "Board"),
        effect("enact_power"),
    ]
    impossible = [
        effect("enact", "p"),
        effect("amend", "r"),
        effect("restore", "Board", "A"),
        effect("suspend", "Board", "B"),
        effect("admit", "Board", "A"),
        effect("remove", "Board", "C"),
    ]
    assert all(can_have(it, one_) for one_ in possible)
    assert not any(can_have(it, one_) for one_ in impossible)


def test_grants_and_touches_match_by_kind_target_and_party() -> None:
    from policy_dsl.interpreter import judge_condition

    it = spec()
    removes_b = touches("removes B from Board", pattern("remove", "Board", "B"))
    for who in "ABC":
        put_ = put("", effect("remove", "Board", who))
        judged = judge_condition(it, latest(it), put_, removes_b, False)  # type: ignore[arg-type]
        assert judged.holds is (who == "B")


# --- reasons -------------------------------------------------------------------------------------


def test_the_outcome_says_why() -> None:
    it = spec(rule("r", UNANIMITY, when=X), exception("e", "r", Y), prohibition("f", Z))
    found = outcome(it, TWO_OF_THREE, put("x"))  # type: ignore[arg-type]
    assert not found.adopted
    assert found.adopted_by == ()
    (taken,) = found.powers
    assert taken.requirement is not None
    assert taken.requirement.met
    numbers = taken.limits[0].checked.numbers
    assert numbers is not None
    assert (numbers.counted, numbers.base, numbers.needed) == (2, 3, 3)
    by_name = {clause.clause: clause for clause in found.clauses}
    assert by_name["e"].condition is not None
    assert by_name["e"].condition.value is False
    assert by_name["e"].reaches == ("r",)
    assert outcome(it, TWO_OF_THREE, put("xy")).clauses[1].switched_off_by == ("e",)  # type: ignore[arg-type]
    assert outcome(it, TWO_OF_THREE, put("z")).powers[0].forbidden_by == ("f",)  # type: ignore[arg-type]


@pytest.mark.parametrize("requires", [Consensus("Board"), Given(X)])
def test_conditions_in_requirements(requires: object) -> None:
    it = spec(power("q", requires, when=Z), default=False)  # type: ignore[arg-type]
    assert not passes(it, "z")
