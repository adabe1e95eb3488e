"""The same service with a defect each: the kind that reads well and passes a handful of hand-made tests."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from voting import Voting


class MoreThanTwoThirds(Voting):
    """`>` for `>=`."""

    def two_thirds(self, count: Mapping[str, int]) -> bool:
        """Two thirds of the votes cast, but wrong at exactly two thirds."""
        return Fraction(count["for"], count["for"] + count["against"]) > Fraction(2, 3)


class AbstentionsCounted(Voting):
    """Abstentions counted among the votes cast."""

    def two_thirds(self, count: Mapping[str, int]) -> bool:
        """Two thirds of those who are there."""
        cast = count["for"] + count["against"] + count["abstain"]
        return Fraction(count["for"], cast) >= Fraction(2, 3)


class ExemptionIgnored(Voting):
    """Emergency repairs treated as anything else."""

    def exempt(self, decision: Mapping[str, Any]) -> bool:
        """Nothing is exempt."""
        return False


DEFECTS = (MoreThanTwoThirds, AbstentionsCounted, ExemptionIgnored)
