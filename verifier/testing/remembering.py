"""Questions at which a system was wrong, kept in Hypothesis's example database, and asked first the next time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from hashlib import sha256
from typing import TYPE_CHECKING

from policy_dsl import wording
from policy_dsl.records import dataclass
from verifier.output.formats import json_line
from verifier.records.occasion import Occasion
from verifier.records.plain import asked
from verifier.records.reading import read_text
from verifier.testing.strategies import AskedAbout

if TYPE_CHECKING:
    from hypothesis.database import ExampleDatabase


@dataclass(frozen=True)
class Remembered:
    """What a database keeps of a system, compared with some rules in one way."""

    database: ExampleDatabase
    key: bytes
    about: AskedAbout

    @staticmethod
    def of(
        system: Callable[..., object], about: AskedAbout, database: ExampleDatabase
    ) -> Remembered:
        """By the system's name, that of the rules, and what is asked about: whatever they say by now."""
        within = about.within
        key = key_of(
            system,
            about.specification.title,
            wording.condition(within.when),
            sorted((within.readings or {}).items()),
            (within.effects, within.rulings, about.uncounted),
        )
        return Remembered(database, key, about)

    def questions(self) -> Iterator[Occasion]:
        """Those that are kept, as far as they can still be asked."""
        for value in sorted(self.database.fetch(self.key), key=lambda it: (len(it), it)):
            occasion = self._read(value)
            if occasion is None:
                self.database.delete(self.key, value)
            else:
                yield occasion

    def keep(self, occasion: Occasion) -> None:
        """Ask it first the next time."""
        self.database.save(self.key, _value(occasion))

    def forget(self, occasion: Occasion) -> None:
        """It is answered rightly by now."""
        self.database.delete(self.key, _value(occasion))

    def _read(self, value: bytes) -> Occasion | None:
        found = read_text(self.about.specification, "", value.decode("utf-8", "replace"))
        if found.faults or len(found.motions) != 1:
            return None
        occasion = found.motions[0].occasion
        here = any(occasion.state == state for state, _ in self.about.places)
        return occasion if here else None


def key_of(system: Callable[..., object], *how: object) -> bytes:
    """Under what is kept what was found of a system, by its name, compared in some way."""
    whose = getattr(system, "__func__", system)
    name = getattr(whose, "__qualname__", type(whose).__qualname__)
    return sha256(repr((getattr(whose, "__module__", ""), name, *how)).encode()).digest()


def _value(occasion: Occasion) -> bytes:
    return str(json_line(asked(occasion))).encode()
