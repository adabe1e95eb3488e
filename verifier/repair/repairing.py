"""One specification, of which a property is to be made safe: its wordings, and the ways round it in each."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property

from policy_dsl.loading import Loaded, examine_text
from policy_dsl.model import Property, Specification
from policy_dsl.reading import own_folder
from policy_dsl.records import dataclass, field
from policy_dsl.source import Source
from policy_dsl.syntax import Declaration
from verifier.changing.again import KnownRefutations
from verifier.checking.specifications import Options as CheckOptions
from verifier.checking.specifications import check
from verifier.loopholes.finding import find_loopholes
from verifier.loopholes.plans_known import KnownPlan, Plans
from verifier.loopholes.searching import Search
from verifier.repair.editing import declarations
from verifier.results import PropertyResult
from verifier.results.loopholes import PropertyLoopholes
from verifier.solving.limits import Limits
from verifier.words.check import claim_text

# Of `Repairing`: path, source, specification, limits, today, changes.
RepairAsked = tuple[str, Source, Specification, Limits, date | None, bool]


@dataclass
class Repairing:
    """One specification, of which one property is to be made safe. `path` is the file that is edited.

    With `changes` also against decisions that change the rules or the seats first. `never`: also of a claim that no
    such decision can pass whatever is decided before, of which only the verdict tells what an edit does. Not `costed`:
    what an edit costs is left to be asked, by `with_costs`.
    """

    path: str
    source: Source
    specification: Specification
    limits: Limits
    today: date | None = None
    changes: bool = False
    never: bool = False
    costed: bool = True
    # Verdicts as the rules stand that are known already.
    verdicts: Mapping[str, PropertyResult] = field(default_factory=dict)
    # By which plans the ways round the property were told, as the rules stand.
    plans: tuple[KnownPlan, ...] = ()
    _read: dict[str, Loaded] = field(default_factory=dict)

    @property
    def asked(self) -> RepairAsked:
        """What another one that tries the same is made of."""
        return self.path, self.source, self.specification, self.limits, self.today, self.changes

    @cached_property
    def written(self) -> tuple[Declaration, ...]:
        """The declarations of the file that is edited."""
        return declarations(self.source)

    @cached_property
    def remembered(self) -> KnownRefutations:
        """How claims about rules that change are lost as the rules stand."""
        return KnownRefutations(self.specification, self.limits)

    @cached_property
    def before(self) -> dict[str, PropertyResult]:
        """All verdicts as the rules stand."""
        every = [each.name for each in self.specification.properties]
        asked = tuple(name for name in every if name not in self.verdicts)
        found = dict(self.verdicts)
        if asked:
            options = CheckOptions(asked, limits=self.limits, explained=False)
            results = check(self.specification, options).properties
            found.update((each.name, each.relied_on()) for each in results)
        return {name: found[name] for name in every}

    def reread(self, text: str) -> Loaded:
        """A text as the file that it would be, read once."""
        if text not in self._read:
            self._read[text] = reread(self.specification, self.path, text)
        return self._read[text]

    def loopholes(
        self,
        specification: Specification,
        name: str,
        explained: bool = True,
        told: bool = True,
        plans: Plans | None = None,
    ) -> PropertyLoopholes | None:
        """A property's loopholes in one wording of the rules; `explained`, `told` and `plans` as of `Search`."""
        prop = next(each for each in specification.properties if each.name == name)
        search = Search(
            specification,
            self.limits,
            today=self.today,
            changes=self.changes,
            explained=explained,
            told=told,
            plans=plans or Plans(),
        )
        found = find_loopholes(search, prop)
        if found is None and self.never and prop.even_after_amendments:
            return _none_but_by_changes(specification, prop)
        return found


def _none_but_by_changes(specification: Specification, prop: Property) -> PropertyLoopholes:
    """Of a claim that protects nobody's will: it has no openings, and can be lost by changes of the rules alone."""
    return PropertyLoopholes(
        property=prop.name,
        title=prop.title,
        claim=claim_text(specification, prop),
        protected="",
        expected_false=prop.expected_false,
        loopholes=(),
        stale=(),
        more=False,
        undetermined=None,
        opened=(),
        shut=(),
        assumptions=(),
        file=prop.place.file,
        line=prop.place.line,
    )


def reread(before: Specification, path: str, text: str) -> Loaded:
    """A text as the file of a specification that it would be."""
    return examine_text(text, path, own_folder(path), before.root or None)
