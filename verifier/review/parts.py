"""The parts of a review that take long, each of which can be done in a process of its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property

from policy_dsl.loading import Loaded
from policy_dsl.model import Property
from policy_dsl.records import dataclass
from verifier.changing.entrenchment import entrenchment
from verifier.checking.combining import check_property
from verifier.encoding.encodings import Encodings
from verifier.linting.every_check import LintOptions, lint
from verifier.linting.waiving import read_waivers
from verifier.loopholes import MOST
from verifier.loopholes.finding import WaysRound
from verifier.matrix.whole_matrix import matrix
from verifier.readings.pairs import readings
from verifier.results import PropertyResult, Verdict
from verifier.results.entrenchment import Entrenchment
from verifier.results.lint import LintResult
from verifier.results.loopholes import PropertyLoopholes
from verifier.results.matrix import Matrix
from verifier.results.readings import ComparedReadings
from verifier.results.review import Lane, OpenPoint, ReviewFinding
from verifier.review.altering import Altering, quick
from verifier.review.people import lanes
from verifier.review.suggestions import Suggesting
from verifier.solving.limits import Limits
from verifier.words.lint import TITLES


@dataclass
class ReviewWork:
    """What does the parts of a review of what was loaded, as of a day; what is made for one serves the next."""

    loaded: Loaded
    limits: Limits
    on: date
    _suggesting: Suggesting | None = None
    _altering: Altering | None = None

    def __post_init__(self) -> None:
        self.specification = self.loaded.or_errors()

    @cached_property
    def _encodings(self) -> Encodings:
        return Encodings(self.specification)

    @cached_property
    def _ways(self) -> WaysRound:
        return WaysRound.by(self.specification, self.limits, MOST, self.on, True)

    def ways_round(self, properties: Sequence[Property]) -> Sequence[PropertyLoopholes]:
        """The ways round properties, as `loopholes` finds and names them."""
        return self._ways.find(properties)

    def lasting(self, prop: Property) -> PropertyResult:
        """Whether a claim lasts; of what does only that is told."""
        return check_property(self._encodings, prop, quick(self.limits), explained=False)

    def suggested(
        self,
        found: Sequence[ReviewFinding],
        results: Mapping[str, PropertyResult],
        lasting: Mapping[str, PropertyResult],
    ) -> Sequence[ReviewFinding]:
        """Findings with changes of wording that close them; what is known is the same each time."""
        if self._suggesting is None:
            self._suggesting = Suggesting(self.loaded, results, lasting, self.limits, self.on)
        return self._suggesting.suggested(found)

    def point(
        self, number: int, verdicts: Mapping[str, Verdict], changed: Mapping[str, Verdict]
    ) -> OpenPoint:
        """What depends on the assumption or silent point of this number; what is known is the same each time."""
        if self._altering is None:
            self._altering = Altering(self.specification, verdicts, changed, quick(self.limits))
        return self._altering.point(number)

    def lint(self, results: Sequence[PropertyResult]) -> LintResult:
        """What lint finds, waivers included; what it says of properties is said with the answers."""
        waivers = read_waivers(self.specification)
        asked = LintOptions(self.on, tuple(TITLES), self.limits)
        return lint(self.specification, asked, waivers, results)

    def matrix(self) -> Matrix | None:
        """Who decides what."""
        return matrix(self.specification, limits=self.limits) if self.specification.powers else None

    def entrenchment(self) -> Entrenchment | None:
        """Who can change what."""
        return entrenchment(self.specification, self.limits) if self.specification.powers else None

    def readings(self) -> ComparedReadings:
        """On what the readings part."""
        return readings(self.specification, self.limits)

    def lanes(self) -> tuple[Lane, ...]:
        """Who could block what, in each stretch of time."""
        return lanes(self.specification, self.limits)
