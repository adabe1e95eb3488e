"""In a program that uses it as a library, the solver's library stays as that program has it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]

HOST = """
import signal, threading
import z3
from z3 import z3core

# A program with a solver of its own, in the middle of its work.
before = z3.z3.Z3_DEBUG, z3core.Elementaries.Check, z3.main_ctx(), signal.getsignal(signal.SIGINT)
x = z3.Int("x")
mine = z3.Solver()
mine.add(x > 3, x < 6)
mine.push()
mine.add(x != 4)
options = z3.get_param("timeout"), z3.get_param("rlimit"), z3.get_param("memory_max_size")

from policy_dsl import load
from verifier import Limits, Options, check
from verifier.solving.deadline import Deadline
from verifier.loopholes.finding import find_loopholes
from verifier.loopholes.searching import Search
from verifier.matrix.whole_matrix import matrix

rules = load("specs/nottinghamshire.policy")
found = check(rules, Options(properties=("policy_veto", "outsourcing_veto"), limits=Limits(20, 10**8, 4000)))
assert [p.verdict.value for p in found.properties] == ["holds", "fails"], found
assert find_loopholes(Search(rules, Limits()), rules.properties[0]).loopholes
check(rules, Options(limits=Limits(deadline=Deadline.after(0.1))))
matrix(rules, limits=Limits(steps=10))

assert (z3.z3.Z3_DEBUG, z3core.Elementaries.Check, z3.main_ctx()) == before[:3]
assert signal.getsignal(signal.SIGINT) is before[3]
assert options == (z3.get_param("timeout"), z3.get_param("rlimit"), z3.get_param("memory_max_size"))
assert mine.check() == z3.sat and mine.model()[x] == 5
mine.pop()
assert mine.num_scopes() == 0
try:
    z3.And(x, x)
except z3.Z3Exception:
    pass
else:
    raise AssertionError("kinds are no longer checked")
try:
    z3core.Z3_mk_not(z3.main_ctx().ref(), x.ast)
except z3.Z3Exception:
    pass
else:
    raise AssertionError("errors are no longer asked for")
assert [t.name for t in threading.enumerate()] == ["MainThread"]
print("as before")
"""


def test_a_program_of_its_own() -> None:
    done = subprocess.run(
        [sys.executable, "-c", HOST],
        check=False,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "as before\n", "")
