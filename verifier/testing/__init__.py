"""For test authors: the rulebook as an oracle. Needs the extra `vetoproof[conformance]`.

    from verifier.testing import assert_conforms, scenarios

Strategies draw decisions, ballots, states and whole scenarios from a specification; `assert_conforms` and
`conformance_machine` compare a system with it.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from verifier.testing.conformance import assert_conforms, telling_scenarios
    from verifier.testing.disagreeing import Disagreement
    from verifier.testing.lives import LifeDisagreement, TakesVotes
    from verifier.testing.record_examples import recorded
    from verifier.testing.state_machine import MemoryDisagreement, Remembers, conformance_machine
    from verifier.testing.strategies import ballots, decisions, scenarios, states

_WHERE = {
    "Disagreement": "disagreeing",
    "LifeDisagreement": "lives",
    "MemoryDisagreement": "state_machine",
    "Remembers": "state_machine",
    "TakesVotes": "lives",
    "assert_conforms": "conformance",
    "ballots": "strategies",
    "conformance_machine": "state_machine",
    "decisions": "strategies",
    "recorded": "record_examples",
    "scenarios": "strategies",
    "states": "strategies",
    "telling_scenarios": "conformance",
}

__all__ = [
    "Disagreement",
    "LifeDisagreement",
    "MemoryDisagreement",
    "Remembers",
    "TakesVotes",
    "assert_conforms",
    "ballots",
    "conformance_machine",
    "decisions",
    "recorded",
    "scenarios",
    "states",
    "telling_scenarios",
]


def __getattr__(name: str) -> object:
    """Import what is asked for, when it is asked for: the pytest plugin stands here too, and starts quickly."""
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"verifier.testing.{_WHERE[name]}"), name)
