"""How the rules treat decisions with the same marks: which powers can take them, and on what requirements."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from policy_dsl.model import (
    AllOf,
    AnyClause,
    AnyOf,
    AtMeeting,
    ExceptionTo,
    Given,
    Power,
    Prohibition,
    Requirement,
    Rule,
    Specification,
    Successive,
)
from policy_dsl.model.atoms import (
    Adjournment,
    adjourned,
    adjournment,
    bodies_in_requirement,
    meetings_in,
)
from policy_dsl.records import dataclass
from verifier.encoding.treatment import Mark, Treatment

MET = AllOf(())
UNMET = AnyOf(())


@dataclass(frozen=True)
class PowerDemand:
    """A requirement on a power's decisions, and the clause that makes it."""

    clause: str
    requirement: Requirement


@dataclass(frozen=True)
class Demanded:
    """A set of demands that are judged together, and the recusals that limit the powers for which they are."""

    requirements: frozenset[Requirement]
    recusals: frozenset[str]

    def more_than(self, other: Demanded) -> bool:
        """Whether whatever meets these meets the other ones, which are fewer."""
        return self.recusals == other.recusals and other.requirements < self.requirements


@dataclass(frozen=True)
class Treated:
    """What becomes of decisions with certain marks, under certain readings.

    `ways` gives for each power that can take them all that it demands, its own requirement first; what is met in any
    case is left out. `prohibited` are the powers that could, were it not for prohibitions; `unmet` those of which
    something is demanded that such decisions cannot meet, whatever anybody votes. `recused_on` gives for each power
    with a way those of `recusals` that limit it and not every power.
    """

    ways: tuple[tuple[str, tuple[PowerDemand, ...]], ...]
    prohibited: tuple[str, ...]
    unmet: tuple[str, ...]
    prohibitions: tuple[str, ...]
    exemptions: tuple[str, ...]
    recusals: tuple[str, ...]
    quorums: tuple[tuple[str, Requirement | None], ...]
    recused_on: tuple[tuple[str, frozenset[str]], ...] = ()

    @property
    def bodies(self) -> frozenset[str]:
        """The bodies whose votes can matter."""
        return frozenset(body for body, _ in self.quorums)

    @property
    def by_votes(self) -> object:
        """What is the same for decisions that are adopted by the same ballots, if they name the same parties."""
        return self.demanded, self.recusals, self.quorums

    @property
    def demanded(self) -> tuple[Demanded, ...]:
        """The sets of demands by which it can be adopted, each once; what is met in any case is left out."""
        return tuple(Demanded(*it) for it in dict.fromkeys(self._sets))

    @property
    def _sets(self) -> Iterator[tuple[frozenset[Requirement], frozenset[str]]]:
        recused = dict(self.recused_on)
        for power, demands in self.ways:
            asked = frozenset(d.requirement for d in demands) - {MET}
            yield asked, recused.get(power, frozenset())

    @property
    def key(self) -> object:
        """What is the same for decisions that are treated the same, whichever clauses say so."""
        return (
            frozenset(
                (power, frozenset(d.requirement for d in demands if d.requirement != MET))
                for power, demands in self.ways
            ),
            (bool(self.prohibited), bool(self.unmet)) if not self.ways else None,
            self.exemptions,
            self.recusals,
            self.quorums,
            frozenset(self.recused_on),
        )


Signature = Mapping[Mark, bool]


def treated(treatment: Treatment, signature: Signature, readings: Mapping[str, str]) -> Treated:
    """What becomes of decisions with these marks under these readings."""
    return _Treating(treatment, signature, readings).treated()


@dataclass(frozen=True)
class _Treating:
    treatment: Treatment
    signature: Signature
    readings: Mapping[str, str]

    @property
    def specification(self) -> Specification:
        return self.treatment.encoding.specification

    def _so(self, mark: Mark) -> bool:
        known = self.treatment.constant.get(mark)
        return self.signature[mark] if known is None else known

    def _is(self, kind: str, clause: AnyClause) -> bool:
        if clause.name not in self.treatment.encoding.state.in_force:
            return False
        return self._so(self.treatment.mark(kind, clause, self.readings))

    def treated(self) -> Treated:
        ways: list[tuple[str, tuple[PowerDemand, ...]]] = []
        prohibited: list[str] = []
        forbidding: dict[str, None] = {}
        covered: list[str] = []
        unmet: list[str] = []
        for power in self.specification.powers:
            if not self._is("active", power):
                continue
            covered.append(power.name)
            against = [
                p.name for p in self.treatment.prohibiting(power.name) if self._is("active", p)
            ]
            forbidding.update(dict.fromkeys(against))
            if against:
                prohibited.append(power.name)
                continue
            if not self._so(Mark("open", power.name)):
                unmet.append(power.name)
                continue
            own = self._resolved(power.requires.under(self.readings.get(power.name)))
            demands = (PowerDemand(power.name, own), *self._limits(power.name))
            if any(demand.requirement == UNMET for demand in demands):
                unmet.append(power.name)
                continue
            kept = tuple(demand for demand in demands[1:] if demand.requirement != MET)
            ways.append((power.name, (demands[0], *kept)))
        bodies = self._bodies([demand.requirement for _, demands in ways for demand in demands])
        return Treated(
            tuple(ways),
            tuple(prohibited),
            tuple(unmet),
            tuple(forbidding),
            tuple(e.name for e in self.specification.exceptions if self._in_play(e, covered)),
            tuple(
                r.name
                for r in self.specification.recusals
                if r.body in bodies
                and self._is("active", r)
                and any(self.specification.limits(r, power) for power, _ in ways)
            ),
            tuple(
                (body.name, None if body.quorum is None else self._resolved(body.quorum))
                for body in self.specification.bodies
                if body.name in bodies
            ),
            tuple((power, self._recused_on(power)) for power, _ in ways),
        )

    def _recused_on(self, power: str) -> frozenset[str]:
        return frozenset(
            r.name
            for r in self.specification.recusals
            if r.limits is not None
            and self.specification.limits(r, power)
            and self._is("active", r)
        )

    def _bodies(self, requirements: Sequence[Requirement]) -> set[str]:
        """The bodies that requirements count in; each one's quorum counts in none but itself."""
        return {body for each in requirements for body in bodies_in_requirement(each)}

    def _limits(self, power: str) -> tuple[PowerDemand, ...]:
        found: list[PowerDemand] = []
        for clause in self.treatment.demanding(power):
            if not self._is("active", clause):
                continue
            if not isinstance(clause, ExceptionTo) or any(
                self.specification.limits(target, power) and self._is("would", target)
                for target in map(self.specification.clause.__getitem__, clause.targets)
            ):
                assert clause.requires is not None
                requirement = clause.requires.under(self.readings.get(clause.name))
                resolved = self._resolved(requirement)
                found.append(PowerDemand(clause.name, self._at_meetings(clause, resolved, power)))
        return tuple(found)

    def _at_meetings(
        self, clause: Rule | ExceptionTo, requirement: Requirement, power: str
    ) -> Requirement:
        """The requirement at those meetings of the power at which the clause demands it."""
        its = self.specification.clause[power]
        if clause.at is None or not isinstance(its, Power) or requirement in (MET, UNMET):
            return requirement
        own = its.requires.under(self.readings.get(power))
        its_body = adjournment(own)
        if its_body is not None:
            first = Successive((requirement, MET))
            if clause.at is AtMeeting.FIRST:
                return first
            # The adjourned meeting is the last one where it is held.
            last = clause.at is AtMeeting.LAST
            held = adjourned(Adjournment(its_body.body, requirement if last else MET, requirement))
            return held if last else AllOf((first, held))
        meetings = meetings_in(own)
        if meetings == 1 or clause.at is AtMeeting.LAST:
            return requirement
        every = clause.at is AtMeeting.EVERY
        return Successive((requirement, *((requirement if every else MET,) * (meetings - 1))))

    def _in_play(self, exception: ExceptionTo, powers: list[str]) -> bool:
        """It applies, and what it is made to would otherwise matter to a power that could take the decision."""
        if not self._is("active", exception):
            return False
        for name in exception.targets:
            target = self.specification.clause[name]
            if not self._is("would", target):
                continue
            if not isinstance(target, Rule | Prohibition):
                return True
            if any(self.specification.limits(target, power) for power in powers):
                return True
        return False

    def _resolved(self, requirement: Requirement) -> Requirement:
        """The requirement with its conditions decided."""
        match requirement:
            case Given(condition):
                return MET if self._so(Mark("given", "", condition=condition)) else UNMET
            case AllOf(parts):
                each = [self._resolved(part) for part in parts]
                if UNMET in each:
                    return UNMET
                kept = tuple(part for part in each if part != MET)
                return kept[0] if len(kept) == 1 else AllOf(kept)
            case AnyOf() if (made := adjournment(requirement)) is not None:
                first, again = self._resolved(made.first), self._resolved(made.again)
                if first == again and first in (MET, UNMET):
                    return first
                return adjourned(Adjournment(made.body, first, again))
            case AnyOf(parts):
                each = [self._resolved(part) for part in parts]
                if MET in each:
                    return MET
                kept = tuple(part for part in each if part != UNMET)
                return kept[0] if len(kept) == 1 else AnyOf(kept)
            case Successive(stages, waiting):
                each = [self._resolved(stage) for stage in stages]
                if UNMET in each:
                    return UNMET
                return MET if set(each) == {MET} else Successive(tuple(each), waiting)
            case _:
                return requirement
