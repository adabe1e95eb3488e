"""Who notices a mutant: a property whose verdict changes, a recorded motion, or nobody; and what it changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from typing import Literal

from policy_dsl.decisions import Ballots
from policy_dsl.model import ALWAYS, Composition, Condition, Or, Property, Provision, Specification
from policy_dsl.records import dataclass, replace
from verifier.mutation.mutants import Mutant, mutants
from verifier.records.occasion import Occasion
from verifier.results import PropertyResult, Verdict
from verifier.solving.deadline import OutOfTime
from verifier.solving.limits import Limits
from verifier.solving.watching import watched

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Noticed:
    """A mutant, and who notices it: `by` is "property" or "record", with its `name`; "" is nobody.

    `example` is a scenario that it decides otherwise than the rules; None where none was looked for or found.
    `undetermined` are properties of which it is not known whether they notice it, perhaps before the one named.
    `reached`: it was tried, and not kept from that by the end of the run.
    """

    mutant: Mutant
    by: Literal["property", "record", ""] = ""
    name: str = ""
    example: Occasion | None = None
    undetermined: tuple[str, ...] = ()
    reached: bool = True


@dataclass(frozen=True)
class Score:
    """All mutants of a specification, with who notices them."""

    specification: Specification
    each: tuple[Noticed, ...]

    @property
    def noticed(self) -> tuple[Noticed, ...]:
        """Those that a property or a record notices."""
        return tuple(one for one in self.each if one.by)

    @property
    def unnoticed(self) -> tuple[Noticed, ...]:
        """Those that change decisions, and nobody notices."""
        return tuple(one for one in self._known if not one.by and one.example is not None)

    @property
    def without_effect(self) -> tuple[Noticed, ...]:
        """Those that nobody notices, and that change no decision as far as was looked."""
        return tuple(one for one in self._known if not one.by and one.example is None)

    @property
    def not_reached(self) -> tuple[Noticed, ...]:
        """Those that were not tried before the run had to end."""
        return tuple(one for one in self.each if not one.reached)

    @property
    def open(self) -> tuple[Noticed, ...]:
        """Those of which it is not known whether somebody notices them, not reached or not settled."""
        return tuple(
            one for one in self.each if not one.by and (one.undetermined or not one.reached)
        )

    @property
    def counted(self) -> int:
        """How many of them do something, as far as is known."""
        return len(self.noticed) + len(self.unnoticed) + len(self.open)

    @property
    def percent(self) -> Fraction:
        """Of the changes that do something, those noticed, in per cent; 100 where there are none.

        At least that, where it is open of some whether they are noticed.
        """
        return Fraction(100 * len(self.noticed), self.counted) if self.counted else Fraction(100)

    @property
    def _known(self) -> tuple[Noticed, ...]:
        return tuple(one for one in self.each if one.by or (one.reached and not one.undetermined))


def score(
    specification: Specification,
    records: Sequence[Occasion] = (),
    limits: Limits | None = None,
    examples: int = 300,
    only: Sequence[str] = (),
    progress: Progress | None = None,
) -> Score:
    """Try every mutant (of the clauses and bodies named in `only`, if any) on properties and records.

    `records` are occasions as they were decided by the rules. For a mutant that nobody notices, `examples`
    scenarios are drawn to find what it changes.
    """
    from verifier.checking.running import Options, check

    limits = limits or Limits()
    known = check(specification, Options(limits=limits)).properties
    wanted = [m for m in mutants(specification) if not only or m.name in only]
    found: list[Noticed] = []
    try:
        with watched(limits.deadline):
            for number, mutant in enumerate(wanted, 1):
                limits.go_on()
                found.append(_try(specification, mutant, known, records, limits, examples))
                if progress is not None:
                    progress(number, len(wanted))
    except OutOfTime:
        names = tuple(each.name for each in known)
        found += [
            Noticed(mutant, undetermined=names, reached=False) for mutant in wanted[len(found) :]
        ]
    return Score(specification, tuple(found))


def _try(
    specification: Specification,
    mutant: Mutant,
    known: Sequence[PropertyResult],
    records: Sequence[Occasion],
    limits: Limits,
    examples: int,
) -> Noticed:
    for occasion in records:
        if _of(mutant, occasion).adopted is not occasion.adopted:
            return Noticed(mutant, "record", occasion.label or "record", occasion)
    # Those first that a verdict says depend on what was changed: where that is open, so is who notices it first.
    open_ones = [result.name for result in known if result.open]
    for result, verdict in _verdicts(mutant, known, limits):
        if Verdict.UNDETERMINED in (verdict, result.verdict):
            open_ones.append(result.name)
        elif verdict is not result.verdict:
            return Noticed(mutant, "property", result.name, undetermined=tuple(open_ones))
    return Noticed(
        mutant, example=_difference(specification, mutant, examples), undetermined=tuple(open_ones)
    )


def _of(mutant: Mutant, occasion: Occasion) -> Occasion:
    """The occasion before the mutant's rules, under which a chair may have no casting vote."""
    chairs = {body.name: body.chair for body in mutant.specification.bodies}

    def cast(ballots: Ballots) -> Ballots:
        casting = {
            body: vote
            for body, vote in ballots.casting.items()
            if (chair := chairs[body]) is not None and chair.casting_vote
        }
        return replace(ballots, casting=casting)

    given = occasion.ballots
    ballots = replace(cast(given), earlier=tuple(map(cast, given.earlier)))
    return replace(occasion, specification=mutant.specification, ballots=ballots)


def _verdicts(
    mutant: Mutant, known: Sequence[PropertyResult], limits: Limits
) -> Iterator[tuple[PropertyResult, Verdict]]:
    """The mutant's verdicts, those first that have most to do with what was changed."""
    from verifier.checking.combining import check_property
    from verifier.encoding.encodings import Encodings

    encodings = Encodings(mutant.specification)
    by_name: dict[str, Property] = {p.name: p for p in mutant.specification.properties}
    order = sorted(known, key=lambda result: not _mentions(result, mutant.name))
    for result in order:
        yield result, check_property(encodings, by_name[result.name], limits).verdict


def _mentions(result: PropertyResult, name: str) -> bool:
    rests = any(support.name == name for support in (*result.rests_on, *result.in_the_way))
    told = result.scenario is not None and any(
        line.name == name and line.applied for line in result.scenario.clauses
    )
    return rests or told


def _difference(specification: Specification, mutant: Mutant, examples: int) -> Occasion | None:
    """The plainest scenario found that the mutant decides otherwise.

    Drawn near the edges of both, first where the changed clause applies, then anywhere.
    """
    from verifier.testing.conformance import Disagreement, Run
    from verifier.testing.strategies import scenarios

    def by_the_rules(occasion: Occasion) -> bool:
        return replace(occasion, specification=specification).adopted

    def by_the_mutant(occasion: Occasion) -> bool:
        return _of(mutant, occasion).adopted

    for condition in (_where(specification, mutant), ALWAYS):
        for source, other in (
            (specification, by_the_mutant),
            (mutant.specification, by_the_rules),
        ):
            try:
                drawn = scenarios(source, condition, effects=True)
                Run(other).compare(drawn, examples, shrink=False)
            except Disagreement as found:
                return replace(found.occasion, specification=specification)
            except ValueError:  # nothing can be so: a clause that never applies
                continue
    return None


def _where(specification: Specification, mutant: Mutant) -> Condition:
    """Where the changed clause applies; anywhere, for a body."""
    clause = specification.clause.get(mutant.name)
    if clause is None or isinstance(clause, Composition | Provision):
        return ALWAYS
    return Or(clause.when.all())
