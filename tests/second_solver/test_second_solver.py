"""Every answer of the one solver is asked of another, and where they differ nobody is given a verdict."""

from __future__ import annotations

import json
import pickle
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import z3

from tests.cli.calling import CLUB, EXPECTED, FAILS, HOLDS, ROOT, call
from tests.second_solver.asking import SOURCES, Asked, ask_all, specifications
from verifier.exits import INTERNAL, OK, OPEN, WRONG
from verifier.results import SecondOpinion, SolversDisagree
from verifier.solving import second_solver
from verifier.solving.answers import Found, NoneFound
from verifier.solving.cores import minimal_core
from verifier.solving.library import CONTEXT
from verifier.solving.limits import Budget, Limits
from verifier.solving.preferring import prefer, settled, smallest
from verifier.solving.questions import (
    Exists,
    ExistsForAll,
    IncrementalSolver,
    NoneUnder,
    QuickSolver,
    new_solver,
)
from verifier.solving.recording import Answered, Constraint, QuestionRecord, recorded
from verifier.solving.second_solver import second_opinion

pytest.importorskip("cvc5", reason="comes with the extra `proofs`")

CLUBS = CLUB + HOLDS + EXPECTED


def plenty() -> Budget:
    return Budget(Limits(seconds=60))


# --- what is asked ---------------------------------------------------------------------------------

X, Y, W = (z3.Int(name, CONTEXT) for name in ("x", "votes of y, in “all”", "w"))
P, Q = (z3.Bool(name, CONTEXT) for name in ("p", "q"))


def exists() -> None:
    assert isinstance(Exists([X > 3, X < 5]).ask(plenty()), Found)
    assert isinstance(Exists([X > 3]).ask(plenty(), [X < 4]), NoneFound)


def on_common_ground() -> None:
    ground = IncrementalSolver([X > 3])
    question = Exists([Y > X], lambda: ground)
    assert isinstance(question.ask(plenty(), [Y < 5]), NoneFound)
    ground.constraints.append(X < 3)
    assert isinstance(question.ask(plenty()), NoneFound)


def under_assumptions() -> None:
    question = Exists([z3.Implies(P, X > 3), z3.Implies(Q, X < 2)])
    answer = question.ask(plenty(), assuming=[P, Q])
    assert isinstance(answer, NoneFound)
    assert isinstance(minimal_core(question, plenty(), [P, Q], answer.core), tuple)


def for_all() -> None:
    def question(goal: z3.BoolRef) -> ExistsForAll:
        return ExistsForAll([X > 0, X < 9], z3.And(Y > 0, Y < 9), goal, lambda: [X], lambda: [Y])

    assert isinstance(question(X >= Y).ask(plenty()), Found)
    assert isinstance(question(X > Y).ask(plenty()), NoneFound)


def for_all_with_witnesses() -> None:
    question = ExistsForAll(
        [X > 0, X < 9],
        z3.And(Y > 0, Y < 9),
        W + Y == X + 3,
        lambda: [X],
        lambda: [Y],
        lambda: [W],
        [W >= 0],
    )
    assert isinstance(question.ask(plenty()), Found)


def none_under() -> None:
    inner = Exists([z3.Implies(P, X > 3), X < 3])
    assert isinstance(NoneUnder([], [P], inner).ask(plenty()), Found)


def plain_and_small() -> None:
    question = Exists([X > 3, Y > X])
    found = question.ask(plenty())
    assert isinstance(found, Found)
    prefer(question, plenty(), found, [X > 10, X < 8, Y == 20])
    assert isinstance(smallest(question, plenty(), found, X, []), tuple)


def with_nothing_to_say() -> None:
    """Where there is nothing to choose, nothing is not so: still a term that every solver reads."""
    question = Exists([X > 3])
    found = question.ask(plenty())
    assert isinstance(found, Found)
    settled(question, plenty(), found, [])
    again = ExistsForAll([], X > 3, X > 2, lambda: [], lambda: [X], lambda: [W])
    assert isinstance(again.ask(plenty()), Found)


@pytest.mark.parametrize(
    "asking",
    [
        exists,
        on_common_ground,
        under_assumptions,
        for_all,
        for_all_with_witnesses,
        none_under,
        plain_and_small,
        with_nothing_to_say,
    ],
)
def test_whatever_the_solver_answers_is_asked(
    asking: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Counted where the library is called, so that no way to it goes past the record."""
    given: list[bool] = []
    noted: list[bool] = []
    check, note = z3.Solver.check, QuestionRecord.note

    def counting(self: z3.Solver, *assuming: z3.BoolRef) -> z3.CheckSatResult:
        answer = check(self, *assuming)
        given.append(answer == z3.sat)
        return answer

    def noting(self: QuestionRecord, told: Sequence[z3.BoolRef], found: bool) -> None:
        noted.append(found)
        note(self, told, found)

    monkeypatch.setattr(QuickSolver, "check", counting)
    monkeypatch.setattr(QuestionRecord, "note", noting)
    with recorded() as record:
        asking()
    monkeypatch.undo()
    assert noted == given != []
    for answered in record.answered:
        again = z3.Solver(ctx=CONTEXT)
        again.from_string(record.question(answered))
        assert (again.check() == z3.sat) is answered.found
    number = len(record.answered)
    assert second_opinion(record, plenty()) == SecondOpinion(number, number)


def test_what_is_asked_is_what_was_told_and_not_what_became_of_it() -> None:
    """A solver rewrites its constraints; a mistake in that would be hidden if the second got these."""
    solver = new_solver()
    solver.add(X + X > 3)
    solver.push()
    solver.add(Y > X)
    assert solver.check() == z3.sat
    assert [term.get_id() for term in solver.told] == [(X + X > 3).get_id(), (Y > X).get_id()]
    solver.pop()
    assert len(solver.told) == 1


# --- random ones -----------------------------------------------------------------------------------


@pytest.mark.parametrize("source", [each for each in SOURCES if each != "shipped"])
def test_random_questions(source: str) -> None:
    found = Asked()
    for _, each in ask_all(specifications(source, first=1), 60):
        found.add(each)
    assert not found.differences
    assert found.opinion.questions >= 60
    # Slow machines may leave some open, but a campaign of nothing is none.
    assert found.opinion.confirmed >= 40


@pytest.mark.campaign
def test_campaign() -> None:
    """Ten thousand questions. Better run as `python -m tests.second_solver.campaign`."""
    from tests.second_solver.campaign import run

    found = run(2_500, list(SOURCES))
    assert not found.differences
    assert found.opinion.confirmed > 10_000


# --- where they differ -----------------------------------------------------------------------------


def test_another_answer_is_noticed_either_way() -> None:
    contradiction = QuestionRecord([Constraint(("(declare-fun x () Int)",), "(< x x)")])
    contradiction.answered[Answered((0,), True)] = None
    with pytest.raises(SolversDisagree, match="sat"):
        second_opinion(contradiction, plenty())
    possible = QuestionRecord([Constraint(("(declare-fun x () Int)",), "(> x 3)")])
    possible.answered[Answered((0,), False)] = None
    with pytest.raises(SolversDisagree) as noticed:
        second_opinion(possible, plenty())
    again = pickle.loads(pickle.dumps(noticed.value))
    assert (again.first, again.second) == ("unsat", "sat")
    assert "(assert (> x 3))" in again.question


def test_what_the_second_cannot_read_is_no_confirmation() -> None:
    record = QuestionRecord([Constraint((), "(> nowhere 3)")])
    record.answered[Answered((0,), True)] = None
    with pytest.raises(SolversDisagree, match="nowhere"):
        second_opinion(record, plenty())


def lying(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    """The solver says of what can be found, the `number`th time, that it can't."""
    check = z3.Solver.check
    said = [0]

    def lie(self: z3.Solver, *assuming: z3.BoolRef) -> z3.CheckSatResult:
        answer = check(self, *assuming)
        said[0] += answer == z3.sat
        return z3.unsat if answer == z3.sat and said[0] == number else answer

    monkeypatch.setattr(QuickSolver, "check", lie)


@pytest.mark.parametrize(("number", "format"), [(1, "text"), (2, "json"), (4, "github")])
def test_a_wrong_answer_gives_no_verdict(
    number: int, format: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    (tmp_path / "club.policy").write_text(CLUB + FAILS, encoding="utf-8")
    lying(monkeypatch, number)
    called = call("check", str(tmp_path / "club.policy"), "--second-solver", "--format", format)
    assert called.code == INTERNAL
    if format == "json":  # where errors are told, too
        assert json.loads(called.out)["specifications"] == []
    elif format == "text":
        assert called.out == ""
    assert "holds" not in called.out.lower()
    assert "fails" not in called.out.lower()
    (question,) = tmp_path.rglob("*.smt2")
    said = called.out + called.err
    assert str(question) in said
    assert "internal error" in said
    solver = z3.Solver(ctx=CONTEXT)
    solver.from_file(str(question))
    assert z3.Solver.check(solver) == z3.sat  # and so it was the first that was wrong


# --- the command -----------------------------------------------------------------------------------


def checked(tmp_path: Path, *more: str) -> Any:
    (tmp_path / "club.policy").write_text(CLUBS, encoding="utf-8")
    return call("check", str(tmp_path / "club.policy"), *more)


def opinions(out: str) -> list[dict[str, Any]]:
    whole = json.loads(out)
    schema = ROOT / "verifier" / "schemas" / "check.schema.json"
    jsonschema.validate(whole, json.loads(schema.read_text(encoding="utf-8")))
    return [p["second_solver"] for p in whole["specifications"][0]["properties"]]


COUNT = re.compile(
    r"Second solver: (\d+) of (\d+) questions confirmed(?:, (\d+) not answered within the limit)?\."
)


def test_it_is_said_that_all_is_confirmed(tmp_path: Path) -> None:
    """How many questions it takes goes with the run, so it stands beside the answer, which does not."""
    out = {}
    for format in ("text", "json", "junit", "sarif", "github"):
        called = checked(tmp_path, "--second-solver", "--format", format)
        assert called.code == OK
        counted = COUNT.fullmatch(called.err.strip())
        assert counted is not None
        assert counted[1] == counted[2]
        assert int(counted[1]) > 10
        out[format] = called.out
    assert out["text"].count("  Second solver: the same answers.\n") == 2
    assert opinions(out["json"]) == [{"confirmed": True, "unanswered": 0}] * 2
    shared = checked(tmp_path, "--second-solver", "--jobs", "2")
    assert (shared.code, shared.out) == (OK, out["text"])
    assert COUNT.fullmatch(shared.err.strip())


def test_nothing_is_said_where_it_is_not_asked(tmp_path: Path) -> None:
    plain = checked(tmp_path)
    assert "econd" not in plain.out + plain.err
    assert "second_solver" not in checked(tmp_path, "--format", "json").out


def test_what_takes_too_long_is_counted_as_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def impatient(record: QuestionRecord, budget: Budget) -> SecondOpinion:
        return second_opinion(record, budget, resources=1)

    monkeypatch.setattr(second_solver, "second_opinion", impatient)
    for format in ("text", "json"):
        called = checked(tmp_path, "--second-solver", "--format", format)
        assert called.code == OPEN
        counted = COUNT.fullmatch(called.err.strip())
        assert counted is not None
        assert int(counted[1]) + int(counted[3]) == int(counted[2])
        if format == "json":
            said = opinions(called.out)
            assert sum(one["unanswered"] for one in said) == int(counted[3])
            assert all(one["confirmed"] is (one["unanswered"] == 0) for one in said)
        else:
            assert "not answered within the limit; to all others the same answer." in called.out


def test_without_the_extra_it_is_said_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "cvc5", None)
    called = checked(tmp_path, "--second-solver")
    assert called.code == WRONG
    assert "pip install 'vetoproof[proofs]'" in called.err
    assert called.out == ""
    as_json = checked(tmp_path, "--second-solver", "--format", "json")
    assert as_json.code == WRONG
    assert "vetoproof[proofs]" in json.loads(as_json.out)["errors"][0]["message"]


def test_a_claim_that_needs_no_solver_has_nothing_to_confirm(tmp_path: Path) -> None:
    (tmp_path / "club.policy").write_text(
        CLUB + "property sits Ann is a member of Committee\n", encoding="utf-8"
    )
    called = call("check", str(tmp_path / "club.policy"), "--second-solver")
    assert called.code == OK
    assert "Second solver: nothing had to be asked." in called.out


def test_a_verdict_stands_where_the_run_ends_before_it_is_confirmed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from policy_dsl import load
    from verifier import Options, Verdict, check
    from verifier.solving.deadline import OutOfTime
    from verifier.solving.reasons import Reason, Why

    def ended(*_: object) -> str:
        raise OutOfTime(Reason(Why.RUN_TIME, 1))

    specification = load("specs/nottinghamshire.policy")
    asked = Options((specification.properties[0].name,), second_solver=True)
    monkeypatch.setattr(second_solver.Second, "ask", ended)
    (result,) = check(specification, asked).properties
    assert result.verdict in (Verdict.HOLDS, Verdict.FAILS)
    assert result.second_opinion is not None
    assert (result.second_opinion.confirmed, result.settled) == (0, False)
    assert result.second_opinion.open > 0
