"""What the matrix says to a person."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, assert_never

from policy_dsl import wording
from policy_dsl.model import ALWAYS, Condition, Or, Specification, Touches
from policy_dsl.state import State
from verifier.results.matrix import Barred
from verifier.words import plain_names
from verifier.words.meetings import NOTHING_CHANGES
from verifier.words.sentences import uncapitalised
from verifier.words.verdicts import period, under_readings

if TYPE_CHECKING:
    from verifier.results.matrix import (
        DecidingPower,
        Holder,
        Matrix,
        MatrixCell,
        MatrixRow,
        NeverBecause,
        NumberRange,
        Scale,
        ScaleStep,
    )

NOBODY = "nobody"
NO_POWER = "no power covers it"
MORE_SEATS = "more seats than are vacant or a composition allows"
COLUMNS = ("decision", "reading", "power", "needs", "can block alone", "block", "carry", "besides")
EXPLANATION = (
    "Who can block alone does so by voting against. The numbers are the fewest distinct parties that can block (by"
    " voting against) or carry a decision (by voting for and consenting), whatever everybody else does."
)
NAMED_POWERS = 12
BUT_AT_MOST = 3
OTHERS = "So are others, which take more words than are printed."
EVERY_OTHER = "every other decision"
NO_CLASSES = "The rules distinguish no decisions."


def heading(matrix: Matrix) -> str:
    """What it is a matrix of."""
    return f"{matrix.title} ({matrix.file}): who decides what, {period(matrix.start, matrix.end)}"


def votes(cell: MatrixCell) -> str:
    """Who can block, and how many can block or carry."""
    said = f"can block alone: {cell.holders_text}"
    if cell.block is not None:
        said += f"; {span(cell.block)} can block"
    return said + (
        f"; {span(cell.carry)} can carry" if cell.carry else "; nobody can be sure to carry"
    )


def besides(row: MatrixRow) -> str:
    """The exceptions, recusals and prohibitions in play."""
    parts = []
    for word, names in (
        ("exception", row.exemptions),
        ("recusal", row.recusals),
        ("prohibited as to some powers by", row.prohibitions),
    ):
        if names and not (word.startswith("prohibited") and row.because):
            plural = "s" if len(names) > 1 and not word.startswith("prohibited") else ""
            parts.append(f"{word}{plural} {wording.listed(list(names))}")
    return "; ".join(parts)


def in_play(what: str) -> str:
    """The same as a line."""
    return f"in play: {what}"


def like(what: str, above: str) -> str:
    """Of a class that is decided as the one above it; with what is in play."""
    if what:
        return f"as above; {in_play(what)}"
    return "as above; nothing in play" if above else "as above"


# What is open where the classes themselves are.
WHICH_KINDS = "which kinds of decision there are"
KINDS_IN_WORDS = "which decisions make up some of the kinds"


def classes_text(condition: Condition) -> str:
    """Which decisions a row speaks of."""
    return "every decision" if condition == ALWAYS else wording.condition(condition)


def every_decision_by(power: str) -> str:
    """All decisions that a power can take."""
    return f"every decision under {power}"


def by_power(power: str, applying: Sequence[str], condition: Condition) -> str:
    """Which decisions of a power a row speaks of."""
    verb = "applies" if len(applying) == 1 else "apply"
    which = f"{wording.listed(list(applying))} {verb}" if applying else "nothing else applies"
    return f"by {power}, where {which}: {classes_text(condition)}"


def left_out(matrix: Matrix) -> str:
    """What there was no room for."""
    some = [f"{each.number:,} of {each.power}" for each in matrix.left_out if each.number]
    whole = [each.power for each in matrix.left_out if each.number is None]
    said = []
    if some:
        said.append(
            "Not listed are clauses and conditions that may bear on a power besides:"
            f" {wording.listed(some)}."
        )
    if whole:
        shown = whole[:NAMED_POWERS]
        if len(whole) > len(shown):
            shown.append(f"{len(whole) - len(shown):,} more")
        said.append(f"Not listed at all: {wording.listed(shown)}.")
    return " ".join(said)


def closed(prohibitions: Sequence[str], unmet: Sequence[str], gives_away: bool = False) -> str:
    """Why nothing can take it: what prohibits it, and which powers demand what such decisions are not.

    `gives_away`: some of them may give away more seats than are vacant, or than a composition allows.
    """
    parts = []
    if prohibitions:
        parts.append(f"prohibited by {wording.listed(list(dict.fromkeys(prohibitions)))}")
    if unmet:
        powers = list(dict.fromkeys(unmet))
        demand = "demands" if len(powers) == 1 else "demand"
        parts.append(f"no such decision meets what {wording.listed(powers)} {demand}")
    said = "; ".join(parts) or NO_POWER
    return f"{said}; or it gives away {MORE_SEATS}" if gives_away else said


def never(effects: Sequence[Touches]) -> str:
    """What no decision can do to the rules and seats."""
    return wording.condition(Or(tuple(effects))) if effects else ""


def never_sentence(them: Sequence[NeverBecause]) -> str:
    """A note below the table."""
    said = [_never_since(each.because, never(each.what), each.cohorts) for each in them]
    said = said[:1] + [uncapitalised(text) for text in said[1:]]
    return f"{'; '.join(said)}; the rows leave such decisions aside."


def _never_since(because: Barred, what: str, cohorts: bool) -> str:
    """That no decision can do something, and why."""
    match because:
        case Barred.NOT_GRANTED:
            return f"No power may take a decision that {what}"
        case Barred.FIXED:
            return f"No decision can be taken that {what}, since that is fixed"
        case Barred.SEATS:
            many = "not so many seats are vacant, and a cohort is admitted all at once"
            return f"No decision can be taken that {what}, since {many if cohorts else 'no seat is vacant'}"
        case _:
            assert_never(because)


def holders(
    specification: Specification, state: State, them: Sequence[Holder], asked: Collection[str]
) -> str:
    """Who can block alone: groups and the bodies that are `asked` by their names, then single ones."""
    always = [holder for holder in them if holder.always]
    sometimes = [holder for holder in them if not holder.always]
    parts = [each_of(specification, state, _parties(always), asked)] if always else []
    if sometimes:
        parts.append(f"in some cases {each_of(specification, state, _parties(sometimes), asked)}")
    return "; ".join(parts) or NOBODY


def _parties(them: Sequence[Holder]) -> list[str]:
    return [party for holder in them for party in holder.parties]


def members_text(specification: Specification, state: State, parties: Sequence[str]) -> str:
    """Some parties by the name of their group or body, where they are all of it; else one by one."""
    wanted = frozenset(parties)
    groups = [g.name for g in specification.groups if wanted == {*g.who.everybody(state.seats)}]
    bodies = [
        body.name
        for body in specification.bodies
        if wanted == {p.name for p in specification.parties if (body.name, p.name) in state.seats}
    ]
    return next(iter((*bodies, *groups)), wording.listed(list(parties)))


def scale(it: Scale) -> str:
    """The numbers by how many the decision names: one step after the other."""
    said = []
    for index, step in enumerate(it.steps):
        if it.left_out and index == len(it.steps) - 1:
            said.append("…")
        number = f"{step.from_:,}" if step.from_ == step.to else f"{step.from_:,} to {step.to:,}"
        said.append(f"{number}: {_step(step)}")
    return f"by how many of {it.of} {plain_names.includes(it.attribute)}: {'; '.join(said)}"


def _step(step: ScaleStep) -> str:
    if not step.can_pass:
        return "cannot pass"
    block = "nobody can block" if step.block is None else f"{step.block:,} can block"
    carry = "none is sure to carry" if step.carry is None else f"{step.carry:,} carry"
    return f"{block}, {carry}"


def each_of(
    specification: Specification,
    state: State,
    parties: Iterable[str],
    asked: Collection[str] | None = None,
) -> str:
    """Parties of whom something is said one by one: groups and bodies by their names, then single ones.

    Of bodies only those that are `asked`: who votes elsewhere has to do with it by something else than that vote.
    """
    names = set(parties)
    everybody = {party.name for party in specification.parties}
    if asked is not None and not asked and names == everybody and len(names) > 1:
        return "each party"
    known = {
        f"each of {g.name}": frozenset(g.who.everybody(state.seats)) for g in specification.groups
    }
    for body in specification.bodies:
        if asked is None or body.name in asked:
            voting = [p.name for p in specification.parties if state.votes_in(body.name, p.name)]
            known[f"each voting member of {body.name}"] = frozenset(voting)
    left = set(names)
    found: list[tuple[int, str]] = []
    order = [p.name for p in specification.parties]
    for group, members in sorted(known.items(), key=lambda item: -len(item[1])):
        if len(members) > 1 and members <= left:
            left -= members
            found.append((min(order.index(name) for name in members), group))
    for group, members in sorted(known.items(), key=lambda item: -len(item[1])):
        missing = [name for name in order if name in members - names]
        if 0 < len(missing) <= BUT_AT_MOST < len(members & left):
            first = min(order.index(name) for name in members & left)
            found.append((first, f"{group} but {wording.listed(missing)}"))
            left -= members
    for name in left:
        cohort = specification.party[name].cohort
        found.append((order.index(name), f"each {name}" if cohort else name))
    return wording.listed([text for _, text in sorted(found)])


def span(it: NumberRange | None) -> str:
    """A number of parties."""
    if it is None:
        return "–"
    if it.exact:
        return f"{it.least:,}"
    if it.open:
        return f"{it.least:,} (in some cases more; a limit was reached)"
    return f"in some cases {it.least:,}" if it.most is None else f"{it.least:,} to {it.most:,}"


def needs(way: DecidingPower) -> str:
    """What a power's decisions need, with the clauses that add to it."""
    if not way.limits:
        return way.requires
    limits = [f"by {limit.kind} {limit.name} {limit.requires}" for limit in way.limits]
    return "; and ".join([way.requires, *limits])


def readings(them: Sequence[Mapping[str, str]]) -> str:
    """Before what is so under some readings."""
    return f"reading {under_readings(them)}" if them else ""


def outcome(cell: MatrixCell) -> str:
    """Instead of numbers, where such decisions cannot be taken."""
    if not cell.powers:
        return f"cannot be taken: {cell.because or NO_POWER}"
    if cell.undetermined:
        return f"not decided: {cell.undetermined}"
    if cell.can_pass == "none":
        return "cannot pass, whatever anybody votes"
    return "some of them cannot pass, whatever anybody votes" if cell.can_pass == "some" else ""


BY_POWER = (
    "The rules tell more kinds of decision apart than can be listed, since clauses apply independently of one another."
    " So each power is listed by itself: its decisions to which no clause applies that bears on them, then for each"
    " such clause those to which it applies, and no others but those that are named. Where several apply, what they"
    " demand is demanded at once."
)


def undetermined(reason: str) -> str:
    """Nothing is known of which decisions are treated the same."""
    return f"Which classes of decision there are is not settled: {reason}."


def undescribed(reason: str) -> str:
    """Nothing is known of how to say which decisions a class has."""
    return f"not settled: a class of decisions, and who decides them ({reason})"


def notes(matrix: Matrix) -> tuple[str, ...]:
    """What is to be known besides the rows."""
    return (*([BY_POWER] if matrix.more else []), *notes_below(matrix))


def notes_below(matrix: Matrix) -> tuple[str, ...]:
    """Those that are said below the rows."""
    never = never_sentence(matrix.never_because) if matrix.never_because else ""
    several = f"Assuming: {uncapitalised(NOTHING_CHANGES)}" if matrix.several_meetings else ""
    return tuple(note for note in (left_out(matrix), never, several) if note)


def not_settled(matrix: Matrix) -> tuple[str, ...]:
    """What a limit kept from being a row."""
    whole = () if matrix.undetermined is None else (undetermined(matrix.undetermined),)
    return (*whole, *(undescribed(reason) for reason in matrix.undescribed))


def fields(row: MatrixRow, cell: MatrixCell) -> tuple[str, ...]:
    """A line of the table, as `COLUMNS` says."""
    decided = cell.can_pass in ("every", "some")
    said = outcome(cell)
    more = [
        besides(row),
        said if decided else "",
        scale(cell.scale) if cell.scale else "",
        "" if row.exact else OTHERS,
    ]
    return (
        row.text,
        under_readings(cell.readings),
        " or ".join(way.power for way in cell.powers),
        "; or ".join(needs(way) for way in cell.powers) if decided else said,
        cell.holders_text if decided else "",
        span(cell.block) if decided else "",
        span(cell.carry) if decided else "",
        "; ".join(each for each in more if each),
    )
