"""Which clauses scenarios exercised: applied, did not apply, decided the outcome."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from policy_dsl.model import Composition, Provision, Specification
from policy_dsl.records import dataclass, field
from verifier.records.decisive import decisive, kind_of
from verifier.records.occasion import Occasion
from verifier.words import occasions as say


@dataclass(frozen=True)
class ClauseCoverage:
    """How often a clause applied, did not, and decided the outcome."""

    kind: str
    name: str
    applied: int
    not_applied: int
    decided: int
    file: str
    line: int

    @property
    def gaps(self) -> tuple[str, ...]:
        """What never happened, in words."""
        never = (
            (self.applied, say.NEVER_APPLIED),
            (self.not_applied or self.kind == "power", say.ALWAYS_APPLIED),
            (self.decided, say.NEVER_DECIDED),
        )
        return tuple(text for number, text in never if not number)


@dataclass
class Coverage:
    """Counts over the scenarios added so far. All are of one specification, or of mutants of it."""

    scenarios: int = 0
    _applied: Counter[str] = field(default_factory=Counter)
    _not_applied: Counter[str] = field(default_factory=Counter)
    _decided: Counter[str] = field(default_factory=Counter)

    def add(self, occasion: Occasion) -> None:
        """One more scenario."""
        self.scenarios += 1
        for each in occasion.outcome.clauses:
            (self._applied if each.active else self._not_applied)[each.clause] += 1
        self._decided.update({each.name for each in decisive(occasion)})

    def clauses(self, specification: Specification) -> tuple[ClauseCoverage, ...]:
        """The counts of every clause that can do something, in source order."""
        return tuple(
            ClauseCoverage(
                kind_of(clause),
                clause.name,
                self._applied[clause.name],
                self._not_applied[clause.name],
                self._decided[clause.name],
                clause.place.file,
                clause.place.line,
            )
            for clause in specification.clauses
            if not isinstance(clause, Composition | Provision)
        )


def coverage(occasions: Iterable[Occasion]) -> Coverage:
    """The coverage by some scenarios."""
    found = Coverage()
    for occasion in occasions:
        found.add(occasion)
    return found


def table(specification: Specification, covered: Coverage) -> list[str]:
    """A line a clause, for people."""
    lines = [say.coverage_heading(covered.scenarios)]
    for each in covered.clauses(specification):
        gaps = f"  ← {', '.join(each.gaps)}" if each.gaps else ""
        lines.append(
            f"  {each.applied:>6,} {each.not_applied:>6,} {each.decided:>6,}"
            f"  {each.kind} {each.name} ({each.file}:{each.line}){gaps}"
        )
    return lines
