"""Who notices a mutant: a property whose verdict changes, a recorded motion, or nobody; and what it changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from typing import Literal

from policy_dsl.model import Property, Specification
from policy_dsl.records import dataclass
from verifier.mutation.mutants import Mutant, mutants
from verifier.mutation.witnesses import AskedMutant, Witness, places_of
from verifier.records.occasion import Occasion
from verifier.results import PropertyResult, Verdict
from verifier.solving.deadline import OutOfTime
from verifier.solving.limits import Limits
from verifier.solving.reasons import Reason
from verifier.solving.watching import watched

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Noticed:
    """A mutant, and who notices it: `by` is "property" or "record", with its `name`; "" is nobody.

    `witness` says what it decides otherwise than the rules, or that nothing; None where that was not asked.
    `undetermined` are properties of which it is not known whether they notice it, perhaps before the one named.
    `reached`: it was tried, and not kept from that by the end of the run.
    """

    mutant: Mutant
    by: Literal["property", "record", ""] = ""
    name: str = ""
    witness: Witness | None = None
    undetermined: tuple[str, ...] = ()
    reached: bool = True

    @property
    def example(self) -> Occasion | None:
        """A scenario that it decides otherwise than the rules, where one is known."""
        return None if self.witness is None else self.witness.occasion

    @property
    def makes_no_difference(self) -> bool:
        """Nobody notices it, and it is proved that it decides every decision as the rules do."""
        proved = self.witness is not None and self.witness.makes_no_difference
        return not self.by and self.reached and not self.undetermined and proved

    @property
    def unknown(self) -> Reason | None:
        """Why it is not known what it does; None where that is known, or was not asked."""
        return None if self.witness is None else self.witness.unknown


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
        return tuple(one for one in self._known if one.example is not None)

    @property
    def without_effect(self) -> tuple[Noticed, ...]:
        """Those that nobody notices, and of which it is proved that they change no decision."""
        return tuple(one for one in self._known if one.makes_no_difference)

    @property
    def not_reached(self) -> tuple[Noticed, ...]:
        """Those that were not tried before the run had to end."""
        return tuple(one for one in self.each if not one.reached)

    @property
    def open(self) -> tuple[Noticed, ...]:
        """Those of which it is not known whether somebody notices them, or whether they do something."""
        return tuple(
            one
            for one in self.each
            if not one.by and (one.undetermined or not one.reached or one.unknown is not None)
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
        """Those that nobody notices, whatever comes of what is open."""
        return tuple(
            one for one in self.each if not one.by and one.reached and not one.undetermined
        )


def score(
    specification: Specification,
    records: Sequence[Occasion] = (),
    limits: Limits | None = None,
    only: Sequence[str] = (),
    progress: Progress | None = None,
) -> Score:
    """Try every mutant (of the clauses and bodies named in `only`, if any) on properties and records.

    `records` are occasions as they were decided by the rules. Of a mutant that nobody notices it is found what it
    changes, or proved that it changes nothing.
    """
    from verifier.checking.specifications import Options, check

    limits = limits or Limits()
    known = check(specification, Options(limits=limits)).properties
    wanted = [m for m in mutants(specification) if not only or m.name in only]
    found: list[Noticed] = []
    try:
        with watched(limits.deadline):
            for number, mutant in enumerate(wanted, 1):
                limits.go_on()
                found.append(_try(specification, mutant, known, records, limits))
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
) -> Noticed:
    change = AskedMutant(specification, mutant)
    for occasion in records:
        if change.differs(occasion):
            return Noticed(mutant, "record", occasion.label or "record", Witness(occasion))
    # Those first that a verdict says depend on what was changed: where that is open, so is who notices it first.
    open_ones = [result.name for result in known if result.open]
    for result, verdict in _verdicts(mutant, known, limits):
        if Verdict.UNDETERMINED in (verdict, result.verdict):
            open_ones.append(result.name)
        elif verdict is not result.verdict:
            return Noticed(mutant, "property", result.name, undetermined=_once(open_ones))
    witness = change.witness(places_of(specification), limits=limits)
    return Noticed(mutant, witness=witness, undetermined=_once(open_ones))


def _once(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


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
