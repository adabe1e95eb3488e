"""The same questions as one would write them by hand for another solver, one file a solver.

Each module has `ask(question, seats)`: is there a case that refutes the claim? Each states the rules
once and in full, a ballot for every member, as its users would write them; nothing is worked out
beforehand that the solver is asked to find out. Where several formulations offer themselves, the module
says which were tried and what each was better at.
"""

import importlib
from collections.abc import Callable

from benchmarks.questions import Question

Ask = Callable[[Question, int], bool]

# Name as it is shown: the module, and the library that it needs.
PEERS = {
    "z3, Booleans": ("benchmarks.peers.z3_booleans", "z3"),
    "z3, integers": ("benchmarks.peers.z3_integers", "z3"),
    "clingo": ("benchmarks.peers.clingo_sums", "clingo"),
    "CP-SAT": ("benchmarks.peers.cp_sat", "ortools"),
    "cvc5": ("benchmarks.peers.cvc5_booleans", "cvc5"),
}


def asker(peer: str) -> Ask:
    """The peer's `ask`, its library imported."""
    module, _ = PEERS[peer]
    ask: Ask = importlib.import_module(module).ask
    return ask
