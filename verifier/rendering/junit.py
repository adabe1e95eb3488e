"""Verdicts as JUnit XML, which every build server reads: a suite a specification, a test a property."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree import ElementTree as xml

from policy_dsl.records import replace
from verifier.output.formats import xml_text
from verifier.output.text import Printable, lines
from verifier.rendering.check_text import render_text
from verifier.rendering.wrapping import Spellings, british
from verifier.results import PropertyResult, SpecificationResult, Verdict
from verifier.version import __version__, z3_version
from verifier.words.check import not_expected
from verifier.words.findings import KNOWN, SUITE_OF_FAULTS

# What an error is about (a file, or the tool), and what is said of it.
Fault = tuple[str, str]
# The properties whose failure a baseline knows: file and name.
Known = frozenset[tuple[str, str]]


def render(
    results: Sequence[SpecificationResult],
    known: Known = frozenset(),
    spelt: Spellings | None = None,
    faults: Sequence[Fault] = (),
) -> Printable:
    """The whole file. A property not as expected is a failure, an undetermined one an error; a known one is skipped.

    What is wrong with files and with the call are errors, in a suite of their own, so that no run without an answer is
    a success.
    """
    counts = _counts(_all(results), known, len(faults))
    suites = xml.Element("testsuites", {"name": "vetoproof", **counts})
    if faults:
        suite = xml.SubElement(
            suites, "testsuite", {"name": SUITE_OF_FAULTS, **_counts((), known, len(faults))}
        )
        _versions(suite)
        for about, said in faults:
            case = xml.SubElement(suite, "testcase", {"name": about, "classname": about})
            it = xml.SubElement(case, "error", {"message": said.split("\n", 1)[0]})
            it.text = said
    for result in results:
        suite = xml.SubElement(
            suites,
            "testsuite",
            {
                "name": result.title or result.file,
                **_counts(result.properties, known),
                "skipped": str(sum(_is_known(prop, known) for prop in result.properties)),
                "file": result.file,
            },
        )
        _versions(suite)
        for prop in result.properties:
            _case(suite, result, prop, known, spelt or {})
    return xml_text(suites)


def _versions(suite: xml.Element) -> None:
    properties = xml.SubElement(suite, "properties")
    for name, value in (("vetoproof", __version__), ("z3", z3_version())):
        xml.SubElement(properties, "property", {"name": name, "value": value})


def _all(results: Sequence[SpecificationResult]) -> tuple[PropertyResult, ...]:
    return tuple(prop for result in results for prop in result.properties)


def _is_known(prop: PropertyResult, known: Known) -> bool:
    return (prop.file, prop.name) in known


def _counts(properties: Sequence[PropertyResult], known: Known, faults: int = 0) -> dict[str, str]:
    undetermined = sum(prop.verdict is Verdict.UNDETERMINED for prop in properties)
    failures = sum(
        not prop.as_expected
        and prop.verdict is not Verdict.UNDETERMINED
        and not _is_known(prop, known)
        for prop in properties
    )
    return {
        "tests": str(len(properties) + faults),
        "failures": str(failures),
        "errors": str(undetermined + faults),
    }


def _case(
    suite: xml.Element,
    result: SpecificationResult,
    prop: PropertyResult,
    known: Known,
    spelt: Spellings,
) -> None:
    name = f"{prop.name}: {prop.title}" if prop.title else prop.name
    case = xml.SubElement(suite, "testcase", {"name": name, "classname": result.file})
    if prop.verdict is Verdict.UNDETERMINED:
        _problem(case, "error", result, prop, spelt)
    elif _is_known(prop, known):
        said = spelt.get(result.file, british)(f"{KNOWN}: {not_expected(prop)}")
        xml.SubElement(case, "skipped", {"message": said})
    elif not prop.as_expected:
        _problem(case, "failure", result, prop, spelt)
    elif prop.scenario is not None or not prop.settled:
        xml.SubElement(case, "system-out").text = told(result, prop, spelt)


def _problem(
    case: xml.Element,
    kind: str,
    result: SpecificationResult,
    prop: PropertyResult,
    spelt: Spellings,
) -> None:
    said = spelt.get(result.file, british)(not_expected(prop))
    it = xml.SubElement(case, kind, {"type": prop.verdict.value, "message": said})
    it.text = told(result, prop, spelt)


def told(
    result: SpecificationResult, prop: PropertyResult, spelt: Spellings | None = None
) -> Printable:
    """What `vetoproof check` prints about one property, with the story where there is one."""
    whole = render_text([replace(result, properties=(prop,))], False, False, spelt)
    story = "\n".join(whole.split("\n\n")[1:-1])  # without the title and the sum
    return lines([f"{prop.file}:{prop.line}", *story.split("\n")])
