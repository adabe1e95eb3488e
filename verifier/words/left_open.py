"""What a limit kept open of several things that are alike, each by its name: in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from policy_dsl.records import dataclass
from policy_dsl.wording import listed

# So many are named where the same limit kept the same open of more.
MOST_NAMED = 3


@dataclass(frozen=True)
class LeftOpen:
    """That something is not known, and the limit that was reached; `what` has a place for whom or what it is of."""

    what: str
    reason: str
    of: str | None = None


def told(them: Iterable[LeftOpen]) -> tuple[str, ...]:
    """As parts of sentences, each once; where the same is open of several, these together."""
    alike: dict[tuple[str, str], dict[str, None]] = {}
    for each in them:
        names = alike.setdefault((each.what, each.reason), {})
        if each.of is not None:
            names[each.of] = None
    return tuple(
        f"{what.format(_named([*names]))} ({reason})" for (what, reason), names in alike.items()
    )


def _named(names: Sequence[str]) -> str:
    shown = [f"“{each}”" for each in names[:MOST_NAMED]]
    left = len(names) - len(shown)
    return listed([*shown, *([f"{left:,} other{'s' if left > 1 else ''}"] if left else [])])
