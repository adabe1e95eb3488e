"""What the documentation tells a newcomer to run, run on a copy of the project in a fresh environment."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.docs.blocks import ROOT, setup_commands

LEFT_OUT = shutil.ignore_patterns(
    ".git",
    ".venv",
    "node_modules",
    "__pycache__",
    ".*_cache",
    ".hypothesis",
    "build",
    "dist",
    "*.egg-info",
)
# All of it takes minutes; the suite itself is running right now.
SOME_TESTS = "tests/matrix/test_seeds.py tests/language/test_template.py"


def environment(home: Path) -> dict[str, str]:
    clean = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PYTHON", "PYTEST", "VIRTUAL_ENV"))
    }
    python = home / "bin"
    python.mkdir()
    (python / "python3").symlink_to(sys.executable)
    path = f"{python}{os.pathsep}{clean['PATH']}"
    return {**clean, "PATH": path, "PYTEST_ADDOPTS": SOME_TESTS, "PYTHONNOUSERSITE": "1"}


def run(command: str, cwd: Path, env: dict[str, str]) -> str:
    done = subprocess.run(
        command, shell=True, cwd=cwd, env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"$ {command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def test_the_documentation_sets_up_in_two_commands() -> None:
    first, second, *_ = setup_commands()
    assert "python3 -m venv" in first
    assert first.endswith("vetoproof check specs")
    assert second.endswith("python -m pytest")


@pytest.mark.campaign
def test_every_command_that_sets_something_up(tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(ROOT, copy, ignore=LEFT_OUT)
    env = environment(tmp_path)
    run("git init --quiet", copy, env)  # `pre-commit install` needs a repository
    first, *others = setup_commands()
    assert "All as expected." in run(first, copy, env)
    # What is installed from the outside is this copy here, and goes into its environment.
    env["PATH"] = f"{copy / '.venv' / 'bin'}{os.pathsep}{env['PATH']}"
    for command in others:
        assert not command.startswith("git clone")
        if command.startswith("npm ") and shutil.which("npm") is None:
            continue
        run(command.replace("'vetoproof[", "'.["), copy, env)


@pytest.mark.campaign
def test_a_wheel_holds_all_that_the_command_needs(tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(ROOT, copy, ignore=LEFT_OUT)
    env = environment(tmp_path)
    wheels = tmp_path / "wheels"
    run(f"python3 -m pip wheel --no-deps --wheel-dir {wheels} .", copy, env)
    (wheel,) = wheels.glob("vetoproof-*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    for needed in ("policy_dsl/grammar_table.json", "verifier/schemas/check.schema.json"):
        assert needed in names
    assert not [name for name in names if name.startswith(("tests/", "specs/", "benchmarks/"))]
    run(f"python3 -m venv venv && venv/bin/pip install {wheel}", tmp_path, env)
    # Elsewhere, so that nothing is found in the checkout.
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    shutil.copy(copy / "specs" / "nottinghamshire.policy", elsewhere)
    out = run("../venv/bin/vetoproof check nottinghamshire.policy", elsewhere, env)
    assert "All as expected." in out
    out = run(
        "../venv/bin/vetoproof init mine.policy && ../venv/bin/vetoproof check mine.policy",
        elsewhere,
        env,
    )
    assert "All as expected." in out
