"""Recorded motions as questions: what was found and saved, and minutes, each asked as it is."""

from __future__ import annotations

from collections.abc import Mapping

from policy_dsl.model import Specification
from policy_dsl.records import replace
from verifier.records.building import Recorded
from verifier.records.faults import Fault
from verifier.records.judging import decided
from verifier.records.mapping import read_mapping
from verifier.records.occasion import Occasion
from verifier.records.reading import Records, read_as, read_text
from verifier.testing.conformance import settled_readings
from verifier.words import conforming as say

__tracebackhide__ = True  # pytest shows whoever calls


def recorded(
    specification: Specification,
    *records: str,
    mapping: str | None = None,
    readings: Mapping[str, str] | None = None,
) -> tuple[Occasion, ...]:
    """The motions of record files as scenarios: what `conform` saved, or minutes, perhaps as a `mapping` reads them.

    As in `@example(recorded(rules, "found.json")[0])`, or with `first=recorded(…)` for `assert_conforms`. What begins
    with a brace is no file, but a record as it is printed with what was found, or by Hypothesis. Ambiguous
    clauses of which a record says nothing are read as `readings` says, or as intended. ValueError says what is wrong
    with the files, or what they leave open.
    """
    faults: list[Fault] = []
    by = None if mapping is None else read_mapping(specification, mapping, None, faults)
    settled = settled_readings(specification, readings)
    found: list[Occasion] = []
    for each in records:
        read = (
            read_text(specification, say.GIVEN_RECORD, each)
            if each.lstrip().startswith("{")
            else read_as(specification, [each], by)
        )
        occasions, wrong = occasions_in(read, settled)
        found += occasions
        faults += wrong
    if faults:
        raise ValueError("\n".join(map(str, faults)))
    return tuple(found)


def occasions_in(
    read: Records, readings: Mapping[str, str]
) -> tuple[tuple[Occasion, ...], tuple[Fault, ...]]:
    """The motions that were read, with the readings that they say or else these; what is wrong, or left open."""
    found: list[Occasion] = []
    wrong = list(read.faults)
    for each in read.motions:
        occasion = replace(each.occasion, readings={**readings, **each.occasion.readings})
        fault = _fault(replace(each, occasion=occasion))
        if fault is None:
            found.append(occasion)
        else:
            wrong.append(fault)
    return tuple(found), tuple(wrong)


def _fault(each: Recorded) -> Fault | None:
    """Why it can't be asked about; None where it can."""
    if each.unallotted or each.roll_call_of or each.occasion.to_come.anything:
        return Fault(each.file, each.spot.line, "", say.still_open(each.label))
    answer = decided(each)
    return answer if isinstance(answer, Fault) else None
