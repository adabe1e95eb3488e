"""What `vetoproof check` of the first specification takes, counted and not timed: imports, and what is asked."""

import subprocess
import sys
from pathlib import Path

SEED = Path(__file__).parents[2] / "specs" / "nottinghamshire.policy"

# Questions to the solver, terms told to it and values read: some in a hundred more than now.
QUESTIONS, TOLD, READ = 310, 3_850, 1_300
# Modules of this project and of others, some in a hundred more than now: versions of Python differ in theirs.
MODULES = 445
# What is for other commands, formats and options.
NOT_NEEDED = (
    "asyncio",
    "concurrent.futures",
    "csv",
    "cvc5",
    "docx",
    "email",
    "hypothesis",
    "importlib.metadata",
    "jinja2",
    "multiprocessing",
    "secrets",
    "socket",
    "verifier.answers",
    "verifier.diffing",
    "verifier.linting",
    "verifier.matrix",
    "verifier.mutation",
    "verifier.records",
    "verifier.repair",
    "verifier.review",
    "verifier.solving.second_solver",
    "verifier.testing",
    "xml",
    "yaml",
)

COUNTED = """
import collections, sys
from verifier.solving.process import OWN
OWN.set(True)
import z3
from z3 import z3core
counts = collections.Counter()
def counted(name):
    call = getattr(z3core, name)
    def counting(*given):
        counts[name] += 1
        return call(*given)
    setattr(z3core, name, counting)
    setattr(z3.z3, name, counting)
COUNTED = ("Z3_solver_check_assumptions", "Z3_solver_assert", "Z3_model_eval")
for name in COUNTED:
    counted(name)
from verifier.cli import main
code = main(["check", sys.argv[1]])
print(code, *(counts[name] for name in COUNTED), file=sys.stderr)
print(*sys.modules, file=sys.stderr)
"""


def test_the_first_specification_asks_and_imports_no_more_than_it_did() -> None:
    done = subprocess.run(
        [sys.executable, "-c", COUNTED, str(SEED)], capture_output=True, text=True, check=True
    )
    counts, modules = done.stderr.splitlines()[-2:]
    code, questions, told, read = map(int, counts.split())
    assert code == 0
    assert 0 < questions <= QUESTIONS
    assert 0 < told <= TOLD
    assert 0 < read <= READ
    imported = modules.split()
    needless = [m for m in imported if any(m == n or m.startswith(f"{n}.") for n in NOT_NEEDED)]
    assert needless == []
    assert len(imported) <= MODULES


def test_the_version_needs_no_solver() -> None:
    program = (
        "import sys\n"
        "from verifier.cli import main\n"
        "assert main(['--version']) == 0\n"
        "print(*sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert "z3" not in done.stdout.split()
