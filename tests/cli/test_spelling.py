"""`spelling American` in every command: of the tool's sentences, never of what others wrote."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.calling import ROOT, call, environment
from verifier.words import spelling

TITLES = {
    "Decision of the centre",
    "Programme of votes",
    "Members who favour a decision",
    "The centre can recognise a vote",
}
TEXT = """\
governance "Decision of the centre" version "1"{spelling}
party A
party B
party C
decision substance topic : one of programme, other
body Board
  members A, B, C
  quorum none
power ordinary "Programme of votes"
  requires majority of votes cast in Board
rule big "Members who favour a decision"
  limits every power
  when topic is programme
  requires at least 2 votes in favour in Board
rule idle
  limits every power
  when topic is other
  requires at least 1 votes in favour in Board
property veto "The centre can recognise a vote"
  A can block every decision when topic is programme
"""
MINUTES = """\
motion: the colour of a decision
decision: {topic: programme}
votes: {Board: {A: against, B: for, C: absent}}
outcome: adopted
"""
# Words that every command says, in a spelling that nobody has.
MADE_UP = {
    "decision": "dezision",
    "decisions": "dezisions",
    "decided": "dezided",
    "property": "propperty",
    "changes": "chanches",
    "noticed": "notized",
    "vote": "wote",
    "votes": "wotes",
    "block": "blokk",
    "way": "wey",
    "nobody": "noboddy",
}
PROGRAM = "import sys\nfor line in sys.stdin: print('true', flush=True)"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "rules.policy").write_text(TEXT.format(spelling=" spelling American"), "utf-8")
    (tmp_path / "british.policy").write_text(TEXT.format(spelling=""), "utf-8")
    read_twice = TEXT.replace(
        "  requires at least 1 votes in favour in Board",
        "  requires\n    reading one: at least 1 votes in favour in Board\n"
        "    reading two: at least 2 votes in favour in Board",
    )
    (tmp_path / "read.policy").write_text(read_twice.format(spelling=" spelling American"), "utf-8")
    (tmp_path / "before.policy").write_text(
        TEXT.format(spelling="").replace("at least 2 votes", "at least 3 votes"), "utf-8"
    )
    (tmp_path / "minutes.yaml").write_text(MINUTES, "utf-8")
    (tmp_path / "program.py").write_text(PROGRAM, "utf-8")
    return tmp_path


COMMANDS = {
    "check": ["check", "rules.policy"],
    "check junit": ["check", "rules.policy", "--format", "junit"],
    "check github": ["check", "rules.policy", "--format", "github"],
    "check sarif": ["check", "rules.policy", "--format", "sarif"],
    "loopholes": ["loopholes", "rules.policy"],
    "loopholes github": ["loopholes", "rules.policy", "--format", "github"],
    "repair": ["repair", "rules.policy", "veto"],
    "matrix": ["matrix", "rules.policy"],
    "matrix markdown": ["matrix", "rules.policy", "--format", "markdown"],
    "matrix csv": ["matrix", "rules.policy", "--format", "csv"],
    "lint": ["lint", "rules.policy"],
    "lint github": ["lint", "rules.policy", "--format", "github"],
    "entrenchment": ["entrenchment", "rules.policy"],
    "entrenchment markdown": ["entrenchment", "rules.policy", "--format", "markdown"],
    "readings": ["readings", "read.policy", "-v"],
    "chart": ["chart", "rules.policy", "ordinary"],
    "resilience": ["resilience", "rules.policy"],
    "suggest": ["suggest", "rules.policy"],
    "diff": ["diff", "before.policy", "rules.policy"],
    "decide": ["decide", "rules.policy", "minutes.yaml"],
    "conform": ["conform", "rules.policy", "--command", f"{sys.executable} program.py"],
    "mutate": ["mutate", "rules.policy"],
}
# In these some lines are the file's own, or a program's.
WITH_OTHER_LINES = {
    "suggest",
    "repair",
    "check sarif",
    "check junit",
    "check github",
    "conform",
    "entrenchment",
}


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_spells_as_the_specification_says(
    name: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    monkeypatch.setattr(spelling, "_AMERICAN", MADE_UP)
    said = call(*COMMANDS[name]).out
    assert any(word in said.lower() for word in MADE_UP.values()), said
    for title in TITLES:
        spelt = re.sub(r"[a-z]+", lambda word: MADE_UP.get(word[0], word[0]), title, flags=re.I)
        assert spelt == title or spelt not in re.sub(r"\s+", " ", said), said
    if name in WITH_OTHER_LINES:
        return
    left = re.sub(r"\s+", " ", said)
    for kept in (*TITLES, "the colour of a decision", "votes in favour"):
        left = left.replace(kept, "")
    assert not [word for word in MADE_UP if re.search(rf"\b{word}\b", left, re.I)], left


def test_american_words(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    american = call("check", "rules.policy").out
    assert "2 of 3 in favor; 2 needed" in american
    # The language has its own words, which stay as one writes them.
    assert "requires at least 2 votes in favour in Board" in american
    assert "The centre can recognise a vote" in american
    assert "in favor;" not in call("check", "british.policy").out


def test_files_of_one_call_keep_their_own_spelling(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    both = call("check", "british.policy", "rules.policy").out
    british, american = both.split("(rules.policy)")
    assert "in favour;" in british
    assert "in favor;" not in british
    assert "in favor;" in american
    assert "in favour;" not in american


def test_json_is_for_programs(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    american = call("check", "rules.policy", "--format", "json").out
    british = call("check", "british.policy", "--format", "json").out.replace("british.", "rules.")
    assert json.loads(american) == json.loads(british)


def test_only_american_costs_anything(folder: Path) -> None:
    asked = (
        "import sys, verifier.cli as cli; cli.main(['check', {file!r}]);"
        " print('verifier.words.spelling' in sys.modules)"
    )
    for file, loaded in (("british.policy", "False"), ("rules.policy", "True")):
        done = subprocess.run(
            [sys.executable, "-c", asked.format(file=file)],
            cwd=folder,
            env=environment(PYTHONPATH=str(ROOT)),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.stdout.splitlines()[-1] == loaded, done.stderr
