"""Names of a configuration as names of the language: legal ones, and no two alike."""

from __future__ import annotations

import re
import unicodedata

from policy_dsl.grammar import keywords
from policy_dsl.records import dataclass, field

_LONGEST = 48


@dataclass
class GivenNames:
    """Gives each thing a name of its own; the same for the same thing."""

    given: dict[tuple[str, str], str] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)

    def of(self, kind: str, text: str, called: str = "") -> str:
        """The name of something of a kind that the file calls so; `called` so, if that is said."""
        key = kind, text
        if key not in self.given:
            self.given[key] = self._free(called or _legal(text) or kind.capitalize())
        return self.given[key]

    def _free(self, name: str) -> str:
        words = {*keywords(), *self.used}
        if name in keywords():
            name = f"{name}_"
        found, number = name, 2
        while found in words or found.lower() in {each.lower() for each in self.used}:
            found, number = f"{name}_{number}", number + 1
        self.used.add(found)
        return found


def _legal(text: str) -> str:
    bare = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    name = re.sub(r"[^A-Za-z0-9]+", "_", bare).strip("_")[:_LONGEST].rstrip("_")
    return f"n{name}" if name[:1].isdigit() else name
