"""Every clause in source order, with its standing and the reasons for it. No clause is passed over in silence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set

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
from verifier.results.lint import LintResult
from verifier.results.review import (
    ClauseStanding,
    EntryName,
    OpenPoint,
    ReviewedClause,
    ReviewFinding,
    WaysLookedFor,
)
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


@dataclass(frozen=True)
class Known:
    """What the rest of the review knows of the entries, and what it left open.

    `remarks` are further issues of a clause (by file and line), as lint finds them. `quick`: no points were asked.
    """

    findings: Sequence[ReviewFinding]
    looked_for: WaysLookedFor
    points: Sequence[OpenPoint]
    quick: bool
    remarks: Mapping[tuple[str, int], Sequence[str]]
    linted: LintResult

    def open_questions(self, properties: Set[str], names: Set[str], name: str) -> tuple[str, ...]:
        """The codes of what lint did not decide of an entry, or of no entry in particular."""
        found: dict[str, None] = {}
        uncovered = () if self.linted.coverage is None else self.linted.coverage.open
        for each in self.linted.open:
            words_of = set(re.findall(r"\w+", each.subject))
            # What names no entry may be about any.
            of_it = name in words_of or not words_of & names
            if name in uncovered if each.subject in properties else of_it:
                found[each.code] = None
        return tuple(found)


def entries(
    specification: Specification, sources: Mapping[str, Source], known: Known
) -> tuple[ReviewedClause, ...]:
    """All entries, each with what is known of it."""
    raw = list(_raw(specification))
    order = {name: index for index, name in enumerate(sources)}
    raw.sort(key=lambda r: (order.get(r.place.file, 0), r.place.line, r.place.column))
    ends = _ends(raw)
    properties = {each.name: n for n, each in enumerate(specification.properties, 1)}
    names = {each.name for each in raw}
    return tuple(
        _entry(
            number,
            each,
            sources,
            ends[index],
            known,
            known.open_questions(properties.keys(), names, each.name),
            properties,
        )
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
        said = clause_glosses.event(specification, them)
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
    known: Known,
    not_linted: Sequence[str],
    claims: Mapping[str, int],
) -> ReviewedClause:
    named = EntryName(it.kind, it.name, it.place.line)
    through = tuple(f for f in known.findings if named in f.clauses)
    own = tuple(f for f in through if f.accepted is None and not f.past)
    rest = tuple(f for f in through if f not in own)
    last = end or it.place.line + 10_000
    codes = dict.fromkeys(
        code
        for (file, line), them in known.remarks.items()
        if file == it.place.file and it.place.line <= line < last
        for code in them
    )
    said = (words.linted(list(codes)),) if codes else ()
    standings: list[ClauseStanding] = []
    reasons: list[str] = []
    if not it.modelled:
        standings.append(ClauseStanding.NOT_MODELLED)
        reasons.append(words.NOT_MODELLED)
    if own or said:
        standings.append(ClauseStanding.ISSUE)
        reasons += [words.way_through([f.number for f in own])] if own else []
        reasons += said
    if rest:
        standings += [] if own or said else [ClauseStanding.NO_OPEN_FINDING]
        reasons.append(words.no_open_way_through([f.number for f in rest], bool(own or said)))
    if it.readings > 1:
        standings.append(ClauseStanding.AMBIGUOUS)
        reasons.append(words.ambiguous(it.readings, _depending(it, known, claims)))
    if it.modelled:
        looked = known.looked_for
        found = bool(through)
        if looked.not_all or not_linted:
            standings += [] if own or said else [ClauseStanding.NOT_SETTLED]
            # What the badge says by itself is not said again.
            if own or said or not_linted:
                reasons.append(words.not_settled(found, len(looked.not_all), not_linted))
        elif not looked.round_:
            standings += [] if own or said else [ClauseStanding.NOT_LOOKED_AT]
            reasons.append(words.NOT_LOOKED_AT)
        elif not standings:
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
        tuple(f.number for f in through),
        it.place.file,
        it.place.line,
    )


def _depending(it: _Raw, known: Known, claims: Mapping[str, int]) -> words.Depending:
    """Which answers depend on how this clause is read, as far as that was asked."""
    subject = f"{it.kind} {it.name}"
    points = [p for p in known.points if p.kind in ("reading", "disputed") and p.subject == subject]
    alternatives = [each for p in points for each in p.alternatives]
    return words.Depending(
        tuple(dict.fromkeys(claims[name] for p in points for name in p.changes)),
        tuple(dict.fromkeys(claims[name] for each in alternatives for name in each.open)),
        every_reading=len(alternatives) == it.readings,
        asked=sum(each.asked for each in alternatives),
        quick=known.quick,
    )


def _formal(sources: Mapping[str, Source], place: Place, end: int) -> str:
    """The lines of the file that make a declaration, without the comments that introduce the next one."""
    source = sources.get(place.file)
    if source is None or not place.line:
        return ""
    last = place.end_line if place.end_line >= place.line else place.line
    lines = [source.line_text(n) for n in range(place.line, min(last, source.line_count) + 1)]
    return "\n".join(lines).rstrip()
