"""Every clause in source order, with its standing and the reasons for it. No clause is passed over in silence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from policy_dsl import wording
from policy_dsl.model import (
    NO_NOTES,
    Citation,
    Event,
    Notes,
    Place,
    Provision,
    Specification,
)
from policy_dsl.records import dataclass
from policy_dsl.source import Source
from verifier.encoding.activity import kind_of
from verifier.results.review import ClauseStanding, OpenPoint, ReviewedClause, ReviewFinding
from verifier.words import clause_glosses
from verifier.words import review as words
from verifier.words.verdicts import day


@dataclass(frozen=True)
class _Raw:
    """A declaration before it is judged. `names` are what findings and points may call it."""

    kind: str
    name: str
    title: str
    sentences: tuple[str, ...]
    notes: Notes
    place: Place
    more: tuple[Notes, ...] = ()
    readings: int = 0
    modelled: bool = True


def entries(
    specification: Specification,
    sources: Mapping[str, Source],
    findings: Sequence[ReviewFinding],
    points: Sequence[OpenPoint],
    remarks: Mapping[tuple[str, int], Sequence[str]],
) -> tuple[ReviewedClause, ...]:
    """All entries. `remarks` are further issues of a clause (by file and line), as lint finds them."""
    raw = list(_raw(specification))
    order = {name: index for index, name in enumerate(sources)}
    raw.sort(key=lambda r: (order.get(r.place.file, 0), r.place.line, r.place.column))
    ends = _ends(raw)
    return tuple(
        _entry(number, each, sources, ends[index], findings, points, remarks)
        for number, (index, each) in enumerate(enumerate(raw), 1)
    )


def _raw(specification: Specification) -> Iterator[_Raw]:
    for body in specification.bodies:
        more = tuple(dict.fromkeys(seat.notes for seat in (*body.members, *body.observers)))
        yield _Raw(
            "body",
            body.name,
            body.title,
            clause_glosses.body(specification, body),
            body.notes,
            body.place,
            (*more, body.quorum_notes),
        )
    for attribute in specification.attributes:
        yield _Raw(
            "attribute",
            attribute.name,
            attribute.title,
            clause_glosses.attribute(specification, attribute),
            attribute.notes,
            attribute.place,
        )
    for clause in specification.clauses:
        provision = isinstance(clause, Provision)
        title = clause.text if isinstance(clause, Provision) else clause.title
        yield _Raw(
            kind_of(clause),
            clause.name,
            title,
            clause_glosses.clause(specification, clause),
            clause.notes,
            clause.place,
            tuple(r.notes for r in clause.readings if r.notes != NO_NOTES),
            len(clause.readings),
            not provision,
        )
    for right in specification.rights:
        yield _Raw(
            "right",
            right.name,
            right.title,
            clause_glosses.right(specification, right),
            right.notes,
            right.place,
        )
    yield from _events(specification)


def _events(specification: Specification) -> Iterator[_Raw]:
    """The events of the timeline; those of one line together."""
    lines: dict[tuple[str, int], list[Event]] = {}
    for event in specification.events:
        lines.setdefault((event.place.file, event.place.line), []).append(event)
    for them in lines.values():
        first = them[0]
        assert first.on is not None
        said = clause_glosses.event(them)
        title = wording.listed([wording.event(event) for event in them])
        yield _Raw("event", day(first.on), title, said, first.notes, first.place)


def _ends(raw: Sequence[_Raw]) -> list[int]:
    """The line after each declaration's own lines, where another one in the same file begins; 0: nobody follows."""
    found: list[int] = []
    for index, each in enumerate(raw):
        later = (r.place.line for r in raw[index + 1 :] if r.place.file == each.place.file)
        found.append(next((line for line in later if line > each.place.line), 0))
    return found


def _entry(
    number: int,
    it: _Raw,
    sources: Mapping[str, Source],
    end: int,
    findings: Sequence[ReviewFinding],
    points: Sequence[OpenPoint],
    remarks: Mapping[tuple[str, int], Sequence[str]],
) -> ReviewedClause:
    own = tuple(f for f in findings if _through(f, it) and f.accepted is None and not f.past)
    last = end or it.place.line + 10_000
    said = tuple(
        text
        for (file, line), texts in remarks.items()
        if file == it.place.file and it.place.line <= line < last
        for text in texts
    )
    standings: list[ClauseStanding] = []
    reasons: list[str] = []
    if not it.modelled:
        standings.append(ClauseStanding.NOT_MODELLED)
        reasons.append(words.NOT_MODELLED)
    if own or said:
        standings.append(ClauseStanding.ISSUE)
        reasons += [words.way_through([f.number for f in own])] if own else []
        reasons += said
    if it.readings > 1:
        standings.append(ClauseStanding.AMBIGUOUS)
        reasons.append(words.ambiguous(it.readings, _depending(it, points)))
    if not standings:
        standings.append(ClauseStanding.CLEARED)
        reasons.append(words.CLEARED)
    everything = (it.notes, *it.more)
    citations: tuple[Citation, ...] = tuple(c for notes in everything for c in notes.citations)
    assumed = dict.fromkeys(n.assumed for n in everything if n.assumed is not None)
    notes = dict.fromkeys(n.note for n in everything if n.note is not None)
    status = it.notes.status
    return ReviewedClause(
        number,
        it.kind,
        it.name,
        it.title,
        tuple(dict.fromkeys(citations)),
        it.sentences,
        _formal(sources, it.place, end),
        "; ".join(assumed) or None,
        words.reliance(status, bool(citations), bool(assumed)),
        "; ".join(notes) or None,
        tuple(standings),
        tuple(reasons),
        tuple(f.number for f in own),
        it.place.file,
        it.place.line,
    )


def _through(finding: ReviewFinding, it: _Raw) -> bool:
    """Whether a finding leads through this declaration: it is an opening, or the power that changes the rules first."""
    if finding.changes_rules:
        story = finding.scenario
        powers = {meeting.power for meeting in story.earlier}
        if it.kind == "power" and it.name in powers:
            return True
    last = max(it.place.line, it.place.end_line)
    return any(
        opening.file == it.place.file and it.place.line <= opening.line <= last
        for opening in finding.openings
    )


def _depending(it: _Raw, points: Sequence[OpenPoint]) -> tuple[str, ...]:
    """The questions whose answer depends on how this clause is read."""
    subject = f"{it.kind} {it.name}"
    return tuple(
        name for p in points if p.kind == "reading" and p.subject == subject for name in p.changes
    )


def _formal(sources: Mapping[str, Source], place: Place, end: int) -> str:
    """The lines of the file that make a declaration, without the comments that introduce the next one."""
    source = sources.get(place.file)
    if source is None or not place.line:
        return ""
    last = place.end_line if place.end_line >= place.line else place.line
    lines = [source.line_text(n) for n in range(place.line, min(last, source.line_count) + 1)]
    return "\n".join(lines).rstrip()
