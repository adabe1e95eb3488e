"""The verifier: proves what a specification claims, or shows how it can be got round."""

from verifier.checking.running import Options, check
from verifier.results import (
    Assumption,
    PropertyResult,
    ReplayError,
    Scenario,
    SpecificationResult,
    StateResult,
    Support,
    Verdict,
)
from verifier.solving.limits import Limits

__all__ = [
    "Assumption",
    "Limits",
    "Options",
    "PropertyResult",
    "ReplayError",
    "Scenario",
    "SpecificationResult",
    "StateResult",
    "Support",
    "Verdict",
    "check",
]
