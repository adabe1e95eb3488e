"""How Hypothesis draws where the tool itself tells what came of it: it prints, keeps and hurries nothing."""

from __future__ import annotations

from hypothesis import HealthCheck, Phase, Verbosity, settings


def quietly(examples: int, seed: int | None, shrink: bool = True) -> settings:
    """So many examples; the same each time, unless there is a seed. Not `shrink`: what is found first will do."""
    return settings(
        max_examples=examples,
        derandomize=seed is None,
        database=None,
        deadline=None,
        print_blob=False,
        report_multiple_bugs=False,
        verbosity=Verbosity.quiet,
        phases=(Phase.generate, *((Phase.shrink,) if shrink else ())),
        suppress_health_check=list(HealthCheck),
    )
