"""For each finding, the smallest verified change of wording that closes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from policy_dsl.loading import Loaded
from policy_dsl.model import Property, Specification
from policy_dsl.model.traverse import conjuncts
from policy_dsl.records import dataclass, field, replace
from policy_dsl.source import Source
from verifier.repair.repairing import Repairing, reread
from verifier.repair.repairs import find_repairs, rank
from verifier.repair.trying import with_costs
from verifier.results import PropertyResult, Verdict
from verifier.results.repair import PropertyRepairs, Repair, settled
from verifier.results.review import ReviewFinding, SuggestedWording
from verifier.solving.deadline import OutOfTime
from verifier.solving.limits import Limits
from verifier.solving.watching import watched
from verifier.words import remedies
from verifier.words import review as words
from verifier.words.statements import declaration

# What the claim that a property lasts is called, where the file makes none.
LASTING = "lasting"


def asked_together(
    specification: Specification, found: Sequence[ReviewFinding]
) -> Sequence[Sequence[ReviewFinding]]:
    """The findings that a change of wording is looked for, those together that ask for the same repairs.

    Last come those of claims about rules that change, which take longest: others begin with the last.
    """
    them: dict[tuple[str, bool], list[ReviewFinding]] = {}
    for each in found:
        if not each.past and each.accepted is None:
            them.setdefault(_asked(specification, each), []).append(each)
    forever = {each.name for each in specification.properties if each.even_after_amendments}
    return [them[key] for key in sorted(them, key=lambda key: key[1] or key[0] in forever)]


class Suggesting:
    """A specification, for whose findings changes of wording are looked for that close them.

    `results` are the verdicts as the rules stand, `lasting` those of the claims that properties last, as far as they
    are known.
    """

    def __init__(
        self,
        loaded: Loaded,
        results: Mapping[str, PropertyResult],
        lasting: Mapping[str, PropertyResult],
        limits: Limits,
        today: date,
    ) -> None:
        self._repairs: _Repairs | None = None
        self._specification = specification = loaded.or_errors()
        if source := loaded.sources.get(specification.file):
            it = Repairing(
                specification.file,
                source,
                specification,
                limits,
                today,
                costed=False,
                verdicts=results,
            )
            self._repairs = _Repairs(it, lasting)

    def suggested(self, found: Sequence[ReviewFinding]) -> Sequence[ReviewFinding]:
        """The findings, each with a change of wording that closes it, where one was found."""
        if self._repairs is None:
            return found
        return [_suggested(self._specification, each, self._repairs) for each in found]


@dataclass
class _Repairs:
    """The repairs of properties, each asked once; what one costs is asked of those that may be told."""

    it: Repairing
    lasting: Mapping[str, PropertyResult]
    _known: dict[tuple[str, bool], tuple[Repairing, Property, PropertyRepairs | None]] = field(
        default_factory=dict
    )
    _costed: dict[tuple[str, bool, str], Repair] = field(default_factory=dict)

    def of(self, name: str, lasting: bool) -> PropertyRepairs | None:
        """Those of a property, or of the claim that it lasts; `OutOfTime` where the run has to end."""
        key = (name, lasting)
        if key not in self._known:
            with watched(self.it.limits.deadline):
                prop = next(p for p in self.it.specification.properties if p.name == name)
                it, prop = _lasting(self.it, prop, self.lasting) if lasting else (self.it, prop)
                self._known[key] = (it, prop, find_repairs(it, prop))
        return self._known[key][-1]

    def with_costs(self, name: str, lasting: bool, repair: Repair) -> Repair:
        """One of them with what it costs; `OutOfTime` where the run has to end."""
        key = (name, lasting, repair.new_text)
        if key not in self._costed:
            it, prop, _ = self._known[name, lasting]
            self._costed[key] = with_costs(it, prop, repair)
        return self._costed[key]


def _lasting(
    it: Repairing, prop: Property, known: Mapping[str, PropertyResult]
) -> tuple[Repairing, Property]:
    """The same file with the claim that a property lasts, which it does not make itself."""
    name = LASTING
    while any(each.name == name for each in it.specification.properties):
        name += "_"
    claim = replace(prop, name=name, title="", even_after_amendments=True, expected_false=None)
    text = f"{it.source.text.rstrip()}\n\n{declaration(it.specification, claim)}\n"
    specification = reread(it.specification, it.path, text).or_errors()
    written = next(each for each in specification.properties if each.name == name)
    source = Source(it.path, text)
    verdicts = dict(it.before)
    if prop.name in known:
        verdicts[name] = replace(known[prop.name].relied_on(), name=name, title="")
    made = Repairing(
        it.path,
        source,
        specification,
        it.limits,
        it.today,
        never=True,
        costed=False,
        verdicts=verdicts,
    )
    return made, written


def _suggested(
    specification: Specification, finding: ReviewFinding, repairs: _Repairs
) -> ReviewFinding:
    name, lasting = _asked(specification, finding)
    try:
        answered = repairs.of(name, lasting)
        if answered is None:
            return finding
        return _closed(
            specification, finding, answered, lambda it: repairs.with_costs(name, lasting, it)
        )
    except OutOfTime:
        return replace(finding, not_closed=words.CLOSING_OPEN, open=True)


def _asked(specification: Specification, finding: ReviewFinding) -> tuple[str, bool]:
    """The property whose repair is asked for, and whether one that says that it lasts has to be made."""
    names = (*finding.defeats, *finding.also)
    if not finding.changes_rules:
        return names[0], False
    lasting = {p.name for p in specification.properties if p.even_after_amendments}
    known = next((name for name in names if name in lasting), None)
    return (names[0], True) if known is None else (known, False)


def _closed(
    specification: Specification,
    finding: ReviewFinding,
    answered: PropertyRepairs,
    with_costs: Callable[[Repair], Repair],
) -> ReviewFinding:
    """The finding with what closes it, if something does."""
    closing = [each for each in answered.repairs if _closes(finding, each, answered)]
    if not closing:
        unsettled = finding.open or not settled(answered)
        said = words.CLOSING_OPEN if unsettled else words.none_closes(answered.tried)
        return replace(finding, not_closed=said, open=unsettled)

    # What breaks least comes first, then what closes most; of these what keeps nothing from passing, changes fewest
    # answers, and costs least of fewest decisions.
    def first(it: Repair) -> tuple[int, int]:
        return _broken(it), -_number(finding, it)

    best = min(map(first, closing))
    told = [with_costs(each) for each in closing if first(each) == best]
    chosen = min(told, key=_least)
    made = _suggestion(specification, chosen, finding.changes_rules)
    unsettled = finding.open or not settled(answered) or any(each.open for each in told)
    return replace(finding, suggestion=replace(made, others=len(closing) - 1), open=unsettled)


def _least(it: Repair) -> tuple[object, ...]:
    stuck = any(cost.kind == "stuck" for cost in it.costs)
    said = sum(len(conjuncts(cost.condition)) for cost in it.costs)
    return stuck, len(it.changes), len(it.costs), -said, it.size, rank(it)


def _broken(it: Repair) -> int:
    """How many verdicts that held do not any more."""
    return sum(change.breaks for change in it.changes)


def _number(finding: ReviewFinding, it: Repair) -> int:
    """How many of the ways that are one finding it closes."""
    return sum(way.name in finding.names for way in it.closes)


def _closes(finding: ReviewFinding, it: Repair, answered: PropertyRepairs) -> bool:
    if finding.changes_rules:
        return answered.verdict is Verdict.FAILS and it.verdict is Verdict.HOLDS
    return _number(finding, it) > 0


def _suggestion(specification: Specification, it: Repair, changes: bool) -> SuggestedWording:
    after = reread(specification, it.file, it.new_text).or_errors()
    changed = remedies.changed(specification, after)
    brief = tuple(replace(each, words=remedies.briefly(each)) for each in changed)
    said = tuple(remedies.rechecked(specification, it, changes))
    warned = remedies.warned(specification, it)
    return SuggestedWording(it.text, it.diff, said, changed, brief, warned=warned)
