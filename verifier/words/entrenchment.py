"""What `entrenchment` says to a person: each cell of its table in words, and the sentences below it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import assert_never

from policy_dsl.wording import listed
from verifier.results.entrenchment import (
    ChangeableRow,
    Entrenchment,
    Hold,
    LockOut,
    Reading,
    Route,
    Stop,
)
from verifier.words.verdicts import under_readings

HEADINGS = ("Rule or seat", "Changed by", "Stopped by one alone")
NOT_SETTLED = "not settled"


def heading(table: Entrenchment) -> str:
    """What it is a table of."""
    return f"{table.title} ({table.file}): who can change which rule or seat"


def counts(table: Entrenchment) -> str:
    """How many there are, and how many of them somebody alone can keep as they are."""
    open_ones = [row for row in table.rows if row.open]
    known = [row for row in table.rows if not row.open]
    at_once = [row for row in table.rows if row.routes]
    later = [row for row in known if not row.routes and row.later is not None]
    never = [row for row in known if not row.routes and row.later is None]
    parts = [f"{len(at_once)} can be changed at once"]
    parts += [f"{len(later)} once others are"] if later else []
    parts += [f"{len(never)} never"] if never else []
    parts += [f"of {len(open_ones)} not all is settled"] if open_ones else []
    total = len(table.rows)
    # Those of a cohort, and those of which the same is so, are one row.
    seats = any(row.kind == "seat" for row in table.rows)
    once = " (seats that stand alike count once)" if seats else ""
    said = f"Of {total} rules, quorums, seats and kinds of new ones{once} {', '.join(parts)}."
    good = [r for r in known if any(stop.hold is Hold.FOR_GOOD for stop in r.stops)]
    first = [r for r in known if any(stop.hold is Hold.AT_FIRST for stop in r.stops)]
    if good or first:
        held = [f"of {len(good)} for good"] if good else []
        held += [f"of {len(first)} only at first"] if first else []
        said += f" Somebody alone can stop every change {', '.join(held)}."
    elif not open_ones:
        said += " There is none of which anybody alone can stop every change."
    return said


def groups(table: Entrenchment) -> Iterator[tuple[str, str, str]]:
    """What is changed and stopped alike: which, by whom it is changed, and who stops that."""
    found: dict[tuple[str, str], list[str]] = {}
    for row in table.rows:
        found.setdefault((changed_by(row), stopped_by(row)), []).append(row.short)
    for (changed, stopped), names in found.items():
        yield listed(names), f"changed by: {changed}", f"stopped by one alone: {stopped}"


def changed_by(row: ChangeableRow) -> str:
    """By which powers it can be changed, with what each asks for."""
    if row.fixed is not None:
        return f"nobody, being fixed: {row.fixed}"
    parts = [_route(route) for route in row.routes]
    if row.routes_open:
        parts.append(f"{NOT_SETTLED} of {listed(list(row.routes_open))}")
    elif not row.routes:
        if row.later_open:
            return f"nobody yet; whether ever: {NOT_SETTLED}"
        if row.later is None:
            return "nobody: no power may"
        others = (
            "others have left or suspended themselves"
            if row.later == 1
            else _decisions(row.later - 1)
        )
        return f"nobody yet; somebody {'once' if row.later == 1 else 'after'} {others}"
    return "; ".join(parts)


def _decisions(number: int) -> str:
    return "one other decision" if number == 1 else f"{number} other decisions"


def _route(route: Route) -> str:
    limits = f", under {listed(list(route.limits))}" if route.limits else ""
    if route.limits_open:
        unsettled = " or ".join(route.limits_open)
        limits += f", and whether under {unsettled} is {NOT_SETTLED}"
    return f"{route.power} ({route.requirement}){limits}{_when_read(route.readings)}"


def stopped_by(row: ChangeableRow) -> str:
    """Who alone can stop every change of it, for good or only at first."""
    never = not (row.routes or row.routes_open or row.later_open) and row.later is None
    if row.fixed is not None or never:
        return "–"
    parts = [_stop(stop) for stop in row.stops]
    if row.stopped_open:
        parts.append(f"{NOT_SETTLED} of {listed(list(row.stopped_open))}")
    return "; ".join(parts) or "nobody"


def _stop(stop: Stop) -> str:
    match stop.hold:
        case Hold.FOR_GOOD | Hold.SOMETIMES:
            how = stop.hold.value
        case Hold.AT_FIRST:
            how = f"until {'; then '.join(stop.steps)}"
        case _:
            assert_never(stop.hold)
    return f"{stop.who}, {how}{_when_read(stop.readings)}"


def _when_read(readings: Sequence[Reading]) -> str:
    return f", when read so: {under_readings(readings)}" if readings else ""


def below(table: Entrenchment) -> Iterator[str]:
    """What there is to say beyond the rows."""
    themselves = [row for row in table.rows if row.protects_itself]
    for row in themselves:
        yield f"{row.text} protects itself: {listed(list(row.protects_itself))} can stop its change because it stands."
    bypassed = [row for row in table.rows if any(s.hold is Hold.AT_FIRST for s in row.stops)]
    if bypassed:
        names = listed([row.text for row in bypassed])
        yield f"Protected only at first, since what protects it can be changed or outvoted first: {names}."
    for lock_out in table.lock_outs:
        yield lock_out_text(lock_out)
    if table.lock_outs_open:
        yield f"Whether the rules can lock themselves{' in another way' * bool(table.lock_outs)} is {NOT_SETTLED}."
    elif not table.lock_outs:
        yield "The rules cannot lock themselves: as long as nobody rewords them, something can always be decided."
    for reason in table.undetermined:
        yield f"Not settled: {reason}."
    yield (
        "Assuming: whoever is asked about votes against and refuses its consent; all others may agree; whoever has a"
        " seat may also give it up by itself. A seat is changed by removing or suspending who has it; an amended clause"
        " may say anything of its kind."
    )
    if table.held_fixed:
        yield table.held_fixed


def lock_out_text(lock_out: LockOut) -> str:
    """What can lock what."""
    what = {
        "decisions": "nothing can be decided under these rules any more",
        "change": "no rule and no seat can be changed under these rules any more",
    }[lock_out.kind]
    if not lock_out.steps:
        return f"As the rules stand, {what}."
    return f"Lock-out: {' '.join(lock_out.steps)} Then {what}."
