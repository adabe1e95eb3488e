"""Options of `check`: which properties, when, how much is said."""

from pathlib import Path

import pytest

from tests.cli.calling import CLUB, EXPECTED, FAILS, HOLDS, call, process

CLAIMS = HOLDS + EXPECTED + FAILS


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("club.policy").write_text(CLUB + CLAIMS, encoding="utf-8")


def verdicts(out: str) -> dict[str, str]:
    lines = [line.split() for line in out.splitlines() if line[:1].isupper() and "  " in line]
    return {words[1].rstrip(":"): words[0] for words in lines}


def test_one_property_or_several() -> None:
    assert verdicts(call("check", "club.policy").out) == {
        "holds_true": "HOLDS",
        "fails_as_expected": "FAILS",
        "fails_truly": "FAILS",
    }
    one = call("check", "club.policy", "--property", "holds_true")
    assert (one.code, verdicts(one.out)) == (0, {"holds_true": "HOLDS"})
    two = call("check", "club.policy", "--property", "fails_truly", "--property", "holds_true")
    assert (two.code, list(verdicts(two.out))) == (1, ["holds_true", "fails_truly"])


def test_a_property_that_is_not_there() -> None:
    close = call("check", "club.policy", "--property", "hold_true")
    assert close.code == 2
    assert "there is no property hold_true; did you mean holds_true?" in close.err
    far = call("check", "club.policy", "--property", "xyz")
    assert "there are: fails_as_expected, fails_truly, holds_true" in far.err


def test_a_property_that_only_one_of_two_files_has() -> None:
    Path("other.policy").write_text(CLUB + HOLDS.replace("holds_true", "other"), encoding="utf-8")
    called = call("check", "club.policy", "other.policy", "--property", "other")
    assert (called.code, verdicts(called.out)) == (0, {"other": "HOLDS"})


@pytest.mark.parametrize(
    ("day", "verdict", "time"),
    [
        ("2024-01-31", "FAILS", "until 2024-01-31"),  # the rule is not in force yet
        ("2024-02-01", "HOLDS", ""),
        ("2024-02-29", "HOLDS", ""),
        ("2024-03-01", "FAILS", "from 2024-03-01 to 2024-03-31"),  # Ann is suspended
        ("2024-04-01", "HOLDS", ""),
    ],
)
def test_on_another_day(day: str, verdict: str, time: str) -> None:
    called = call("check", "club.policy", "--property", "holds_true", "--at", day)
    assert verdicts(called.out) == {"holds_true": verdict}
    assert f"Time: {time}." in called.out or verdict == "HOLDS"
    assert f"on {day}." in called.out  # what is asked says so


def test_every_clause_explained() -> None:
    plain = call("check", "club.policy", "--property", "holds_true")
    explained = call("check", "club.policy", "--property", "holds_true", "--explain")
    assert "Clause by clause:" not in plain.out
    assert "power ordinary “Decisions of the committee” is not needed" in explained.out
    assert "rule dear “Dear things” is used" in explained.out
    failing = call("check", "club.policy", "--property", "fails_truly", "--explain").out
    assert "power ordinary “Decisions of the committee” applies" in failing
    assert "rule dear “Dear things” does not apply: price is 11 (club.policy:13)" in failing


def test_every_basis() -> None:
    out = call("check", "club.policy", "--property", "holds_true", "--all-bases").out
    assert "Nothing else carries it; the one minimal set:" in out
    assert "Single points of failure (needed by every proof of it):" in out


@pytest.mark.parametrize("jobs", ["2"])
def test_processes_find_the_same(jobs: str) -> None:
    alone = call("check", "club.policy")
    shared = call("check", "club.policy", "--jobs", jobs)
    assert (shared.code, shared.out) == (alone.code, alone.out)


@pytest.mark.parametrize(
    ("limit", "reason"),
    [
        (
            ("--question-timeout", "0.000001"),
            "time limit of 1e-06 seconds was reached. Raise it (--question-timeout",
        ),
        (("--steps", "1"), "the limit of 1 step was reached. Raise it (--steps N)"),
    ],
)
def test_limits(limit: tuple[str, str], reason: str) -> None:
    called = call("check", "club.policy", "--property", "holds_true", *limit)
    assert called.code == 3
    assert verdicts(called.out) == {"holds_true": "UNDETERMINED"}
    assert reason in " ".join(called.out.split())


def test_a_run_that_ends_before_anything_is_read() -> None:
    called = call("check", "club.policy", "--timeout", "0.000001")
    assert (called.code, called.out) == (3, "")
    reached = "vetoproof check: the run's limit of 1e-06 seconds was reached before"
    assert called.err in (
        f"{reached} there was anything to say about club.policy\n",
        # Where the start alone takes as long as may be taken for telling, that is what ends.
        f"{reached} all that was found was told: what is printed, if anything, is not complete\n",
    )


def test_memory(tmp_path: Path) -> None:
    # In a process of its own: this limit stays where it was set.
    for jobs in ("1", "2"):
        called = process("check", "club.policy", "--memory", "1", "--jobs", jobs, cwd=tmp_path)
        assert (called.code, called.err) == (3, "")
        assert set(verdicts(called.out).values()) == {"UNDETERMINED"}
        assert "the memory limit of 1 MiB was reached. Raise it (--memory MIB)" in " ".join(
            called.out.split()
        )
    assert process("loopholes", "club.policy", "--memory", "1", cwd=tmp_path).code == 3


def test_steps_end_at_the_same_point_each_time() -> None:
    runs = [call("check", "club.policy", "--steps", str(n)).out for n in (1, 50, 1, 50)]
    assert runs[:2] == runs[2:]


def test_limits_that_are_not_reached_change_nothing() -> None:
    limits = ("--timeout", "600", "--question-timeout", "600", "--steps", "100000000")
    assert call("check", "club.policy", *limits).out == call("check", "club.policy").out


def test_ways_round_are_those_of_the_rules_as_they_stand(tmp_path: Path) -> None:
    """Where decisions may change the rules first, no way round is not said to be none at all."""
    rules = (
        'governance "G"\nparty A\nparty B\nbody Board\n  members A, B\n  quorum none\n'
        "power p\n  requires majority of votes cast in Board\n"
        "rule both limits p\n  when amends no clause\n  requires unanimity of members in Board\n"
        "property x A can block every decision when amends no clause\n"
    )
    may = rules.replace("in Board\nrule", "in Board\n  may amend any clause\nrule")
    after = (
        may + "property y A can block every decision when amends no clause even after amendments\n"
    )
    said = []
    for number, text in enumerate((rules, may, after)):
        path = tmp_path / f"{number}.policy"
        path.write_text(text, encoding="utf-8")
        said.append(" ".join(call("check", "-v", str(path)).out.split()))
    assert "Ways round it: none." in said[0]
    assert "Ways round it: none without changing rules or seats first" in said[1]
    assert said[2].endswith("2 properties: 2 hold. All as expected.")


def test_what_is_needed_is_said_only_where_it_was_worked_out(tmp_path: Path) -> None:
    rules = (
        'governance "G"\nparty A\nparty B\nbody Board\n  members A, B\n  quorum none\n'
        "decision\n  substance sells : yes or no\n"
        "power p requires majority of votes cast in Board\n"
        "rule r limits p when sells requires consent of A in Board\n"
        "prohibition never limits every power when sells\n"
        "timeline\n  on 2020-01-01 never takes effect\n"
        "property empty A can block every decision when sells\n"
        "property both A can block every decision when sells on 2019-01-01\n"
        "property throughout_it every decision when sells requires consent of A in Board throughout\n"
    )
    path = tmp_path / "g.policy"
    path.write_text(rules, encoding="utf-8")

    def explained(prop: str, *options: str) -> str:
        called = call("check", str(path), "--property", prop, "--explain", *options)
        return " ".join(called.out.split())

    unknown = "Clause by clause: what the answer rests on was not worked out."
    vacuous = explained("empty")
    assert "VACUOUS empty" in vacuous
    assert unknown in vacuous
    assert "not needed" not in vacuous
    assert unknown in explained("both", "--steps", "1")
    assert "rule r is used" in explained("both")
    # Before the prohibition it rests on the rule: at no time is that said not to be needed.
    lasting = explained("throughout_it")
    assert "rule r is not needed" not in lasting
