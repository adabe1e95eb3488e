"""The verifier: proves what a specification claims, or shows how it can be got round."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from verifier.checking.specifications import Options, check
    from verifier.diffing.comparing import compare
    from verifier.results import (
        Assumption,
        PropertyResult,
        ReplayError,
        Scenario,
        SecondOpinion,
        SolversDisagree,
        SpecificationResult,
        StateResult,
        Support,
        Verdict,
    )
    from verifier.solving.deadline import Deadline
    from verifier.solving.limits import Limits

__all__ = [
    "Assumption",
    "Deadline",
    "Limits",
    "Options",
    "PropertyResult",
    "ReplayError",
    "Scenario",
    "SecondOpinion",
    "SolversDisagree",
    "SpecificationResult",
    "StateResult",
    "Support",
    "Verdict",
    "check",
    "compare",
]

_ELSEWHERE = {
    "Deadline": "verifier.solving.deadline",
    "Limits": "verifier.solving.limits",
    "Options": "verifier.checking.specifications",
    "check": "verifier.checking.specifications",
    "compare": "verifier.diffing.comparing",
}


def __getattr__(name: str) -> object:
    """Import what is asked for, when it is asked for: most commands and the pytest plugin need no solver."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_ELSEWHERE.get(name, "verifier.results")), name)
