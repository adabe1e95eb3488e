"""Rules from configurations: shapes of real files, what they do not say, and where they part from a charter."""

from __future__ import annotations

import json
from fractions import Fraction
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from policy_dsl import load_text
from policy_dsl.decisions import ONE_VOTE, Ballots, Counts, Decision, Vote
from policy_dsl.interpreter import Meeting
from policy_dsl.source import Source
from policy_dsl.state import initial_state
from tests.cli.calling import call
from verifier.importing.specifying import KINDS, imported


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def written(kind: str, text: str, sizes: dict[str, int] | None = None, owners: str = "") -> str:
    found, mistakes = imported(
        kind,
        Source("a.yml", text),
        sizes or {},
        5,
        Source("CODEOWNERS", owners) if owners else None,
    )
    assert not mistakes, mistakes
    return found


def wrong(kind: str, text: str) -> list[tuple[int, int, str]]:
    found, mistakes = imported(kind, Source("a.yml", text), {}, 5)
    assert not found
    return [(each.span.line, each.span.column, each.message) for each in mistakes]


# --- .gitvote.yml --------------------------------------------------------------------------------

# The parts that files of public projects have: several profiles, teams and users, flow and block lists.
PROFILES = """
automation:
  enabled: false
  rules:
    - patterns: []
      profile: governance
profiles:
  default:
    duration: 4w
    pass_threshold: 75
    allowed_voters:
      teams: ["maintainers", "tsc"]
      users: []
    periodic_status_check: null
    close_on_passing: true
    announcements:
      discussions:
        category: announcements
  1wk:
    duration: 1w
    pass_threshold: 66.6
    exclude_team_maintainers: false
    allowed_voters:
      users: [power, Octo-Cat, octo.cat]
  anybody:
    duration: 1m
    pass_threshold: 51
"""


def test_a_power_for_each_profile() -> None:
    text = written("gitvote", PROFILES, {"tsc": 9})
    it = load_text(text)
    assert [power.name for power in it.powers] == ["default", "n1wk", "anybody"]
    assert [body.name for body in it.bodies] == ["Voters", "Voters_2", "Voters_3"]
    assert it.party["tsc"].size == 9
    assert it.party["maintainers"].size == 5
    assert "--members maintainers=NUMBER" in text
    assert {party.title for party in it.parties} >= {"power", "Octo-Cat", "octo.cat"}
    assert "at least 333/500 of members in Voters_2" in text
    assert "# exclude_team_maintainers (line 22) is not known" in text
    assert "parties 5 collaborators" in text


def test_the_first_version_of_the_file() -> None:
    text = written(
        "gitvote", "voters:\n  - tegioz\n  - cynthia-sg\npass_threshold: 67\nduration: 5m\n"
    )
    assert "requires at least 67% of members in Voters" in text
    assert "party cynthia_sg" in text


def bot(
    in_favour: int, against: int, abstain: int, voters: int, percent: Fraction, base: str
) -> bool:
    """How the bot counts, as its documentation says: at least so many per cent of a base."""
    of = {"": voters, "all": in_favour + against + abstain, "cast": in_favour + against}[base]
    return of > 0 and Fraction(100 * in_favour, of) >= percent


@pytest.mark.parametrize(
    ("base", "said"),
    [
        ("", ""),
        ("", "    pass_threshold_base: allowed_voters\n"),
        ("all", "    pass_threshold_base:\n      votes_cast:\n"),
        ("all", "    pass_threshold_base: {votes_cast: {exclude_abstentions: false}}\n"),
        (
            "cast",
            "    pass_threshold_base:\n      votes_cast:\n        exclude_abstentions: true\n",
        ),
    ],
)
@pytest.mark.parametrize("percent", ["50", "50.01", "66", "100", "0.5"])
def test_every_vote_is_counted_as_the_bot_does(base: str, said: str, percent: str) -> None:
    text = f"profiles:\n  default:\n    duration: 1w\n    pass_threshold: {percent}\n{said}"
    it = load_text(written("gitvote", text, {"collaborators": 6}))
    meeting = Meeting(it, initial_state(it), {}, Decision({}))
    for in_favour, against, abstain in product(range(7), repeat=3):
        absent = 6 - in_favour - against - abstain
        if absent < 0:
            continue
        counts = Counts(in_favour, against, abstain, absent)
        ballots = Ballots({("Voters", "collaborators"): {frozenset(): counts}})
        expected = bot(in_favour, against, abstain, 6, Fraction(percent), base)
        assert meeting.adopted(ballots) is expected, (in_favour, against, abstain)


# --- a governor ----------------------------------------------------------------------------------

HOLDERS = {"0xA1": 63, "0xB2": 40, "0xC3": 4, "0xD4": "3"}


@pytest.mark.parametrize(
    ("mode", "counted"),
    [
        ("support=bravo&quorum=for,abstain", (Vote.FOR, Vote.ABSTAIN)),
        ("support=bravo&quorum=for", (Vote.FOR,)),
        ("support=bravo&quorum=against,for,abstain", (Vote.FOR, Vote.AGAINST, Vote.ABSTAIN)),
    ],
)
@pytest.mark.parametrize(
    "quorum",
    [
        {"quorumNumerator": 4},
        {"quorumNumerator": "40", "quorumDenominator": 1000},
        {"quorumPercent": 4},
        {"quorumVotes": "43"},
        {},
    ],
)
def test_every_vote_is_counted_as_the_contract_does(
    mode: str, counted: tuple[Vote, ...], quorum: dict[str, Any]
) -> None:
    file = {"name": "DAO", "countingMode": mode, "holders": HOLDERS, "votingDelay": 7200, **quorum}
    it = load_text(written("governor", json.dumps(file, indent="\t")))
    meeting = Meeting(it, initial_state(it), {}, Decision({}))
    tokens = [int(each) for each in HOLDERS.values()]
    needed = int(quorum.get("quorumVotes", sum(tokens) * 4 // 100 if quorum else 0))
    names = [party.name for party in it.parties]
    for ballot in product(Vote, repeat=4):
        total = {
            vote: sum(n for n, v in zip(tokens, ballot, strict=True) if v is vote) for vote in Vote
        }
        expected = total[Vote.FOR] > total[Vote.AGAINST] and (
            sum(total[vote] for vote in counted) >= needed
        )
        votes = {
            ("Holders", name): {frozenset(): ONE_VOTE[vote]}
            for name, vote in zip(names, ballot, strict=True)
        }
        assert meeting.adopted(Ballots(votes)) is expected, ballot


def test_holders_that_are_not_said_are_an_example() -> None:
    text = written("governor", '{"quorumNumerator": 4, "proposalThreshold": "100"}')
    assert "the file does not say who holds what: an example" in text
    assert "those for and abstaining, as is common" in text
    assert "# Whoever proposes needs 100 votes" in text


# --- a Safe, Snapshot, GitHub --------------------------------------------------------------------

SAFE = {
    "address": "0x5298A93734C3D979eF1f23F78eBB871879A21F22",
    "nonce": "12",
    "threshold": 2,
    "owners": ["0xaaA1", "0xBBB2", "0xccc3"],
    "modules": ["0xddd4"],
    "guard": "0xeee5",
    "version": "1.3.0",
}


def test_a_safe() -> None:
    text = written("safe", json.dumps(SAFE))
    Path("safe.policy").write_text(text)
    assert "requires at least 2 votes in favour in Owners" in text
    assert "consent of n0xddd4 by separate act" in text
    assert "# The guard 0xeee5 may refuse" in text
    found = call("check", "safe.policy")
    assert "HOLDS  enough" in found.out
    assert "HOLDS  stopped" in found.out


def test_a_space() -> None:
    space = {
        "name": "Space",
        "strategies": [{"name": "erc20-balance-of", "params": {}}],
        "voting": {"delay": 0, "hideAbstain": False, "period": 1, "type": "basic", "quorum": 50},
    }
    text = written("snapshot", json.dumps(space))
    assert "attendance of at least 50 of members in Voters weighted by strength" in text
    assert "Snapshot decides nothing" in text
    far = {**space, "voting": {"quorum": 9_000_000}}
    assert "# The quorum of 9,000,000 is left out" in written("snapshot", json.dumps(far))
    several = {**space, "voting": {"type": "approval"}}
    assert "choose among several" in wrong("snapshot", json.dumps(several))[0][2]
    against = {**space, "voting": {"quorum": 5, "quorumType": "rejection"}}
    assert "votes against" in wrong("snapshot", json.dumps(against))[0][2]


RULESET = {
    "id": 1,
    "name": "main",
    "target": "branch",
    "enforcement": "active",
    "rules": [
        {"type": "deletion"},
        {
            "type": "pull_request",
            "parameters": {
                "required_approving_review_count": 1,
                "dismiss_stale_reviews_on_push": True,
                "require_code_owner_review": True,
                "require_last_push_approval": False,
            },
        },
    ],
    "bypass_actors": [{"actor_id": 5, "actor_type": "RepositoryRole", "bypass_mode": "always"}],
}
CODEOWNERS = "# who\n*       @acme/core\n/docs/  @Jane @acme/docs # too\n/build/\n"


def test_a_ruleset() -> None:
    text = written("github", json.dumps(RULESET), {"acme/core": 2}, CODEOWNERS)
    it = load_text(text)
    assert it.party["acme_core"].size == 2
    assert [each.name for each in it.attributes] == ["author", "touches_anything", "touches_docs"]
    assert "consent of at least 1 of owners_of_docs in Reviewers" in text
    assert "excludes author from voting" in text
    assert "RepositoryRole 5 bypasses the rules (always)" in text
    assert "# /build/ (CODEOWNERS, line 4) has no owner" in text
    bare = written("github", json.dumps({**RULESET, "enforcement": "disabled"}))
    assert "no CODEOWNERS file was given" in bare
    assert "The ruleset is not active (disabled)" in bare


def test_what_is_said_twice_counts_once() -> None:
    users = "profiles:\n  a:\n    pass_threshold: 50\n    allowed_voters: {users: [x, x, y], teams: [t, t]}\n"
    it = load_text(written("gitvote", users))
    assert [party.name for party in it.parties] == ["t", "x", "y"]
    twice = {**RULESET, "bypass_actors": RULESET["bypass_actors"] * 2}
    text = written("github", json.dumps(twice), {}, "* @a @a\n/x @b\n* @b/c\n")
    assert "Owners of * (CODEOWNERS, line 3)" in text
    assert text.count("power bypass") == 1
    assert written("safe", json.dumps({**SAFE, "modules": ["0xd", "0xd"]})).count("power by_") == 1
    listed = [{"address": "0x1", "votes": 2}, {"address": "0x1", "votes": 3}]
    assert "is a holder already" in wrong("governor", json.dumps({"holders": listed}))[0][2]


# --- what is wrong -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "text", "line", "column", "said"),
    [
        (
            "gitvote",
            "profiles:\n  a:\n    pass_threshold: 0\n",
            3,
            21,
            "more than 0 and at most 100",
        ),
        ("gitvote", "profiles:\n  a:\n    pass_threshold: half\n", 3, 21, "a number is expected"),
        ("gitvote", "profiles:\n  a: {duration: 1w}\n", 2, 6, "there is no pass_threshold here"),
        (
            "gitvote",
            "profiles: {a: {pass_threshold: 1, allowed_voters: {teams: x}}}",
            1,
            59,
            "a list",
        ),
        ("gitvote", "a: [\n", 1, 5, "this is no YAML or JSON"),
        ("gitvote", "- a\n", 1, 1, "names with values"),
        ("gitvote", "audit: {}\n", 1, 1, "there are no profiles"),
        ("gitvote", "profiles: {a: {pass_threshold: 1, pass_threshold: 2}}", 1, 35, "said twice"),
        ("safe", '{"owners": ["0x1", "0X1"], "threshold": 1}', 1, 20, "is an owner already"),
        ("safe", '{"owners": ["0x1"], "threshold": 2}', 1, 34, "at least 1 and at most 1"),
        ("safe", '{"threshold": 2}', 1, 1, "there is no owners here"),
        ("governor", '{"quorumNumerator": 101}', 1, 21, "at most 100"),
        ("governor", '{"countingMode": "quorum=against"}', 1, 18, "no way of counting"),
        ("governor", '{"quorumVotes": 9, "holders": {"a": 3}}', 1, 17, "all votes together are 3"),
        (
            "github",
            '{"rules": [{"type": "deletion"}]}',
            1,
            11,
            "no rule here is about pull requests",
        ),
    ],
)
def test_what_is_wrong_is_told_with_its_place(
    kind: str, text: str, line: int, column: int, said: str
) -> None:
    found = wrong(kind, text)
    assert any((line, column) == (a, b) and said in message for a, b, message in found), found


def test_the_command_shows_line_and_caret() -> None:
    Path("a.yml").write_text("profiles:\n  default:\n    pass_threshold: 120\n")
    called = call("import", "gitvote", "a.yml", "-o", "a.policy")
    assert (called.code, called.out) == (2, "")
    assert called.err.splitlines() == [
        "a.yml:3:21: pass_threshold is 120: it has to be more than 0 and at most 100",
        "    pass_threshold: 120",
        "                    ^^^",
    ]
    assert not Path("a.policy").exists()


def test_the_command_never_writes_over_a_file() -> None:
    Path("safe.json").write_text(json.dumps(SAFE))
    assert call("import", "safe", "safe.json", "-o", "a.policy").code == 0
    before = Path("a.policy").read_text()
    assert call("format", "--check", "a.policy").code == 0
    again = call("import", "safe", "safe.json", "-o", "a.policy")
    assert (again.code, Path("a.policy").read_text()) == (2, before)
    assert call("import", "safe", "safe.json").out.strip() == before.strip()
    assert call("import", "safe", "none.json").code == 2
    assert call("import", "safe", "safe.json", "--members", "x").code == 2
    assert call("import", "safe", "safe.json", "--codeowners", "x").code == 2
    Path("in").mkdir()
    Path("in/link.json").symlink_to("../safe.json")
    assert "--root" in call("import", "safe", "in/link.json").err


def test_every_kind_has_a_title() -> None:
    assert set(KINDS) == {"gitvote", "governor", "safe", "snapshot", "github"}


# --- against the charter -------------------------------------------------------------------------


def parted(charter: str, made: str) -> str:
    """What `diff` tells first."""
    Path("charter.policy").write_text(charter)
    Path("made.policy").write_text(made)
    return call("diff", "charter.policy", "made.policy", "-v").out


CHARTER = """governance "Charter"
parties 10 tsc "member of tsc"
body Voters
  members tsc
  quorum none  assumed "none"
power default requires {}
"""
BOT = "profiles:\n  default:\n    pass_threshold: {}\n    allowed_voters: {{teams: [tsc]}}\n"


def test_the_first_difference_is_told_on_one_screen() -> None:
    many = "".join(f"property p{n} some decision can pass\n" for n in range(30))
    Path("charter.policy").write_text(CHARTER.format("majority of members in Voters") + many)
    Path("made.policy").write_text(written("gitvote", BOT.format(50), {"tsc": 10}))
    said = " ".join(call("diff", "charter.policy", "made.policy").out.split())
    assert "What changes: - Any decision: passes more easily" in said
    now = "It passes now, and did not before: Decision: any. In Voters: for: 5 tsc; absent: 5 tsc."
    assert now in said


def test_the_tie_at_half() -> None:
    made = written("gitvote", BOT.format(50), {"tsc": 10})
    said = parted(CHARTER.format("majority of members in Voters"), made)
    first = said.index("In Voters: for: 5 tsc; absent: 5 tsc.")
    assert said.index("It passes now, and did not before:") < first < said.index("How much changes")


def test_the_abstentions_that_the_bot_counts() -> None:
    made = written(
        "gitvote", BOT.format("50.01") + "    pass_threshold_base: {votes_cast: {}}\n", {"tsc": 10}
    )
    said = parted(CHARTER.format("majority of votes cast in Voters"), made)
    assert "It passed before, and does not now:" in said
    assert "abstaining: " in said.partition("does not now:")[2].split("Power default")[0]


def test_the_quorum_rounded_down() -> None:
    file = {"quorumNumerator": 4, "holders": HOLDERS, "countingMode": "quorum=for,abstain"}
    made = written("governor", json.dumps(file))
    said = parted(made.replace(" rounded down", ""), made)
    assert "4 of 110 tokens in favour or abstaining; 5 needed" in " ".join(said.split())
    assert "It passes now, and did not before:" in said
