"""What `entrenchment` says to a person: each cell of its table in words, and the sentences below it."""

from __future__ import annotations

from collections.abc import Iterator

from policy_dsl.wording import listed
from verifier.changing.tables import Bypass, Entrenchment, LockOut, Route, Row

HEADINGS = ("Rule or seat", "Changed by", "Stopped by one alone")
NOT_SETTLED = "not settled"


def changed_by(row: Row) -> str:
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
        return f"nobody yet; somebody after {_decisions(row.later - 1)}"
    return "; ".join(parts)


def _decisions(number: int) -> str:
    return "one other decision" if number == 1 else f"{number} other decisions"


def _route(route: Route) -> str:
    limits = f", under {listed(list(route.limits))}" if route.limits else ""
    if route.limits_open:
        unsettled = " or ".join(route.limits_open)
        limits += f", and whether under {unsettled} is {NOT_SETTLED}"
    return f"{route.power} ({route.requirement}){limits}"


def stopped_by(row: Row) -> str:
    """Who alone can stop every change of it, for good or only at first."""
    never = not (row.routes or row.routes_open or row.later_open) and row.later is None
    if row.fixed is not None or never:
        return "–"
    parts = []
    if row.kept_by:
        parts.append(f"{_each(row.kept_by)}, for good")
    parts += [_at_first(bypass) for bypass in row.at_first]
    if row.stopped_open:
        parts.append(f"{NOT_SETTLED} of {listed(list(row.stopped_open))}")
    return "; ".join(parts) or "nobody"


def _each(parties: tuple[str, ...]) -> str:
    return f"{listed(list(parties))} (each)" if len(parties) > 1 else parties[0]


def _at_first(bypass: Bypass) -> str:
    who = _each(bypass.parties)
    if len(bypass.steps) < 2:
        return f"{who}, only at first ({bypass.meetings} meetings)"
    before = "; then one ".join(bypass.steps[:-1])
    return f"{who}, until a decision {before}"


def below(table: Entrenchment) -> Iterator[str]:
    """What there is to say beyond the rows."""
    themselves = [row for row in table.rows if row.protects_itself]
    for row in themselves:
        yield f"{row.text} protects itself: {listed(list(row.protects_itself))} can stop its change because it stands."
    bypassed = [row for row in table.rows if row.at_first]
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
        " seat may also give it up by itself. An amended clause may say anything of its kind."
    )
    if table.held_fixed:
        yield table.held_fixed


def lock_out_text(lock_out: LockOut) -> str:
    """What can lock what."""
    what = {
        "decisions": "nothing at all can be decided any more",
        "change": "no rule and no seat can ever be changed any more",
    }[lock_out.kind]
    if not lock_out.steps:
        return f"As the rules stand, {what}."
    return f"Lock-out: {' '.join(lock_out.steps)} Then {what}."
