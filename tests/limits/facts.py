"""What a command's JSON says is so, as facts that can be compared: whatever it marks as open is none.

The outermost things are named by what they are about, not by their place in a list, so that the facts of two runs of
which one knows less can be compared.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

Json = Mapping[str, Any]
TrackedFact = tuple[str, ...]


def _said(*parts: object) -> TrackedFact:
    return tuple(
        each if isinstance(each, str) else json.dumps(each, sort_keys=True) for each in parts
    )


def _each(name: Iterable[object], items: Iterable[object]) -> Iterator[TrackedFact]:
    about = tuple(name)
    return (_said(*about, item) for item in items)


def of_check(whole: Json) -> Iterator[TrackedFact]:
    """Verdicts; under which readings and why, where nothing of that is open; the ways round, where all are counted."""
    for specification in whole["specifications"]:
        for prop in specification["properties"]:
            name = prop["name"]
            for state in prop["states"]:
                if state["verdict"] != "undetermined":
                    yield _said(name, state["from"] or "", state["verdict"])
            if prop["verdict"] == "undetermined":
                continue
            yield _said(name, "verdict", prop["verdict"])
            if prop["open"] or any(s["verdict"] == "undetermined" for s in prop["states"]):
                continue
            for key in ("reason", "rests_on", "in_the_way", "readings", "scenario", "assumptions"):
                yield _said(name, key, prop[key])
            counted = prop["loopholes"]
            if counted is not None and counted["open"] is None:
                yield _said(name, "ways round", counted)


def _openings(it: Iterable[Json]) -> str:
    return json.dumps(sorted(f"{each['kind']} {each['name']}" for each in it))


def of_loopholes(whole: Json) -> Iterator[TrackedFact]:
    """Each way round, with what is told of it where nothing of that is open; its number; that there are no others."""
    for finding in whole["loopholes"]:
        told = {
            k: v for k, v in finding.items() if k not in ("name", "content", "property", "variants")
        }
        for way in (told, *finding["variants"]):
            name = (finding["property"], _openings(way["openings"]), finding["content"])
            yield _said(*name)
            if not way["open"]:
                yield _said(*name, {key: value for key, value in way.items() if key != "accepted"})
        if not finding["name"].endswith(f"/x{finding['content'][:8]}"):
            yield _said(finding["name"], "is", finding["content"])
    for prop in whole["properties"]:
        if prop["undetermined"] is None:
            yield _said(prop["name"], "there are", prop["count"], prop["more"])
        yield from _each((prop["name"], "stale"), prop["stale_acceptances"])


def _sets(way: Json) -> Iterator[str]:
    """The minimal sets of openings that are one way round."""
    yield from map(_openings, (way["openings"], *way["variants"]))


def of_repair(whole: Json) -> Iterator[TrackedFact]:
    """The ways; each edit that closes some, with what it does; what none closes; that nothing else is to be told."""
    for key in ("ways", "closed_by_none", "past"):
        yield from ((key, said) for way in whole[key] for said in _sets(way))
    for edit in whole["repairs"]:
        name = (edit["text"], str(edit["line"]))
        for way in edit["closes"]:
            yield from ((*name, "closes", said) for said in _sets(way))
        for key in ("changes", "costs"):
            yield from _each((*name, key), edit[key])
        if not edit["undetermined"]:
            yield _said(*name, {k: v for k, v in edit.items() if k != "number"})
    if not whole["undetermined"] and not whole["unsettled"]:
        yield _said("all", len(whole["ways"]), len(whole["repairs"]))
    if whole["verdict"] != "undetermined":
        yield ("verdict", whole["verdict"])


def of_matrix(whole: Json) -> Iterator[TrackedFact]:
    """Each class of decisions, and each cell of which nothing is open; that there are no others."""
    for it in whole["matrices"]:
        for row in it["rows"]:
            cells = row["cells"]
            yield _said(row["when"], {k: v for k, v in row.items() if k != "cells"})
            if any(cell["undetermined"] for cell in cells):
                continue
            for cell in cells:
                spans = [cell["block"], cell["carry"]]
                if all(span is None or span["decided"] for span in spans):
                    yield _said(row["when"], cell)
        yield _said("no power may", it["no_power_may"])
        if it["undetermined"] is None and not it["undescribed"]:
            yield _said("classes", len(it["rows"]), it["more"])


def of_lint(whole: Json) -> Iterator[TrackedFact]:
    """Each finding; of which clauses it is known whether a property depends on them; what was found to be all."""
    for it in whole["specifications"]:
        for finding in it["findings"]:
            said = {k: v for k, v in finding.items() if k not in ("times", "at_all_times", "story")}
            if finding[
                "story"
            ]:  # it is told of the latest time at which it is known, as the words are
                del said["why"]
            yield _said("finding", said)
            yield from _each(("finding", str(said)), finding["times"])
            if finding["at_all_times"] is not None:
                yield _said("finding", str(said), "at all times", finding["at_all_times"])
        coverage = it["coverage"] or {"covered": [], "uncovered": []}
        yield from _each(("covered",), coverage["covered"])
        yield from _each(("uncovered",), coverage["uncovered"])
        if not it["not_decided"]:
            yield _said("no other findings", len(it["findings"]))


def of_entrenchment(whole: Json) -> Iterator[TrackedFact]:
    """Of each rule and each seat: by which powers it changes, and who can stop that; the lock-outs."""
    for it in whole["specifications"]:
        for row in it["rows"]:
            for name in _assets(row):
                yield from _of_row(name, row, it["parties"])
        yield from _each(("lock-out",), it["lock_outs"])
        if not it["lock_outs_open"]:
            yield _said("no other lock-out", len(it["lock_outs"]))


def _assets(row: Json) -> list[str]:
    """Seats that stand alike are one row: each of them by itself."""
    if row["kind"] != "seat":
        return [f"{row['kind']} {row['name']}"]
    parties, _, body = row["name"].rpartition(" in ")
    return [f"seat {party} in {body}" for party in parties.split(", ")]


def _of_row(name: str, row: Json, parties: Iterable[str]) -> Iterator[TrackedFact]:
    for route in row["changed_by"]:
        yield _said(name, route["power"], route["requirement"])
        yield from _each((name, route["power"], "limited by"), route["limits"])
        if not route["limits_open"]:
            yield _said(name, route["power"], "limited by", len(route["limits"]))
    if not row["changed_by_open"]:
        yield _said(name, "powers", len(row["changed_by"]))
    if not row["ever_open"]:
        yield _said(name, "meetings before", row["meetings_before_any_change"])
    if not row["stopped_open"]:
        # "Each of those its own": of which parties that is said goes with the seats that the row is about.
        mine = name.partition(" ")[2].partition(" in ")[0]
        for key in ("stopped_for_good_by", "protects_itself_for"):
            known = [each for each in row[key] if each in set(parties) - {mine}]
            yield _said(name, key, known)
        kinds = sorted({each["how"] for each in row["stopped_by"]})
        yield _said(name, "how stopped", kinds)


def of_readings(whole: Json) -> Iterator[TrackedFact]:
    """Of each two readings: by which a vote is adopted only, and the smallest such vote."""
    for it in whole["specifications"]:
        for pair in it["pairs"]:
            for each in pair["partings"]:
                name = f"{pair['clause']}: {each['adopting']}, not {each['failing']}"
                if each["happens"] is not None:
                    yield _said(name, each["happens"])
                if each["smallest"] is not None and each["open"] is None:
                    yield _said(name, each["smallest"])


def of_resilience(whole: Json) -> Iterator[TrackedFact]:
    """Of each class and body: after how many departures nothing can pass, and how few can pass all then."""
    for it in whole["specifications"]:
        for each in it["classes"]:
            yield from _of_departures((each["condition"], "silent"), each["silent"])
            for body, number in each["among_silent"].items():
                yield _said(each["condition"], body, "among the silent", number)
            for body in each["bodies"]:
                name = (each["condition"], body["body"])
                for stop in body["standstills"]:
                    yield from _of_departures((*name, stop["kind"]), stop)
                yield from _each((*name, "fewest"), body["fewest"])
                if not body["open"]:
                    yield _said(*name, body["even_split"], len(body["fewest"]))


def _of_departures(name: tuple[str, ...], stop: Json) -> Iterator[TrackedFact]:
    """That with each number of departures something can pass, up to that after which nothing can."""
    for number in range(1, stop["passes_with"] + 1):
        yield _said(*name, "passes with", number)
    if stop["open"] is None:
        yield _said(*name, stop)


def of_suggest(whole: Json) -> Iterator[TrackedFact]:
    """What each property claims, and that it comes out as it says; names go with how many there are."""
    for it in whole["specifications"]:
        for prop in it["properties"]:
            yield _said(
                prop["about"], prop["source"].partition(" ")[2].partition(" ")[2], prop["verdict"]
            )


def of_diff(whole: Json) -> Iterator[TrackedFact]:
    """Each change; that there are no others."""
    it = whole["comparison"]
    # At which times is told of each as far as these are known, and said to be open of others.
    for change in it["classes"]:
        kept = ("fate", "condition", "readings", "every")
        directions = ("easier", "harder") if change["fate"] == "passes with other votes" else ()
        yield _said("class", {k: change[k] for k in (*kept, *directions)})
    for change in it["standings"]:
        for party in change["parties"]:
            kept = ("standing", "gained", "condition", "readings", "every")
            yield _said("standing", party, {k: change[k] for k in kept})
    for key in ("seats", "quorums", "loopholes", "one_sided", "redeclared", "renamed"):
        yield from _each((key,), it[key])
    for change in it["properties"]:
        open_ones = [k for k, v in change.items() if v == "undetermined"]
        left = ("text", "old_scenario", "new_scenario", *open_ones)
        yield from _each(
            ("property", change["name"]), {k: v for k, v in change.items() if k not in left}.items()
        )
    if not it["undetermined"]:
        yield _said("all", it["answer"], [len(it[key]) for key in ("classes", "standings")])


def of_mutate(whole: Json) -> Iterator[TrackedFact]:
    """Who notices each mutant, where that is not open."""
    for mutant in whole["changes"]:
        if not mutant["undetermined"]:
            yield _said("mutant", mutant)


OF: Mapping[str, Callable[[Json], Iterator[TrackedFact]]] = {
    "check": of_check,
    "loopholes": of_loopholes,
    "repair": of_repair,
    "matrix": of_matrix,
    "lint": of_lint,
    "entrenchment": of_entrenchment,
    "readings": of_readings,
    "resilience": of_resilience,
    "suggest": of_suggest,
    "diff": of_diff,
    "mutate": of_mutate,
}


def facts(command: str, output: str) -> frozenset[TrackedFact]:
    """All that the output of a command in JSON says is so."""
    return frozenset(OF[command](json.loads(output)))
