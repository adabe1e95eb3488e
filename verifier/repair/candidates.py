"""Candidate edits: what could close a loophole, made on the words of the clauses that let it pass."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from policy_dsl import syntax
from policy_dsl.model import AtMeeting, Property, Specification
from policy_dsl.records import dataclass, field
from policy_dsl.source import Source
from verifier.repair.editing import Edit, TextChange
from verifier.repair.removing import removal
from verifier.repair.wording import AskedWording, asked_for, both, expressions, replace, tallies
from verifier.results.loopholes import PropertyLoopholes, changes_rules
from verifier.words import repair as words

STRONGER: dict[str, tuple[syntax.BaseWord, ...]] = {
    "votes cast": ("those present", "members not abstaining", "members"),
    "members not abstaining": ("members",),
    "those present": ("members",),
    "members": (),
    "seats": (),
}
Limited = syntax.Rule | syntax.Prohibition


@dataclass
class EditCandidates:
    """The edits worth trying against the loopholes of one property. Only the file itself is edited, which has the
    declarations `written`.
    """

    source: Source
    written: Sequence[syntax.Declaration]
    specification: Specification
    prop: Property
    loopholes: PropertyLoopholes
    known: dict[str, syntax.Declaration] = field(init=False)

    def __post_init__(self) -> None:
        self.known = {
            each.name.text: each for each in self.written if isinstance(each, syntax.Clause)
        }

    @cached_property
    def asked(self) -> AskedWording:
        """What the property asks for, as words to write into a clause."""
        claims = (d for d in self.written if isinstance(d, syntax.Property))
        written = next((d for d in claims if d.name.text == self.prop.name), None)
        used = [each.power for each in self.loopholes.sets]
        powers = [name for name in used if name in self.specification.clause]  # or a new one
        recused = any(o.opened_by for each in self.loopholes.sets for o in each.openings)
        return asked_for(self.source, self.specification, self.prop, written, powers, recused)

    def all(self) -> Iterator[Edit]:
        """All candidates, none of them twice."""
        seen: set[tuple[TextChange, ...]] = set()
        for edit in (
            *self._exceptions(),
            *self._limits(),
            *self._bases(),
            *self._powers(),
            *self._amendments(),
        ):
            if edit.changes and edit.changes not in seen:
                seen.add(edit.changes)
                yield edit

    def _named(self, kind: str) -> list[str]:
        """What the openings of a kind are about."""
        found = [o.name for each in self.loopholes.sets for o in each.openings]
        kinds = [o.kind for each in self.loopholes.sets for o in each.openings]
        return list(dict.fromkeys(n for n, k in zip(found, kinds, strict=True) if k == kind))

    # --- exceptions: dropped, narrowed, or dependent on consent ---------------------------------

    def _exceptions(self) -> Iterator[Edit]:
        for name in self._named("exemption"):
            it = self.known.get(name)
            if not isinstance(it, syntax.Exception_):
                continue
            substance = self.asked.substance
            if substance is not None and it.when is not None:
                changes = tuple(
                    replace(each, both(self.source, each, substance.denied))
                    for each in expressions(it.when)
                )
                text = words.narrowed(name, substance.denied)
                yield Edit("narrow an exception", text, it.span.line, changes)
            for requirement in self.asked.requirements:
                yield Edit(
                    "consent to an exception",
                    words.consent_to_exception(name, requirement),
                    it.span.line,
                    self._requiring(it, requirement),
                )
            yield Edit(
                "drop an exception",
                words.dropped(name),
                it.span.line,
                removal(self.source, self.written, it),
            )

    def _requiring(self, it: syntax.Exception_, requirement: str) -> tuple[TextChange, ...]:
        if it.requires is not None:
            return tuple(
                replace(each, both(self.source, each, requirement))
                for each in expressions(it.requires)
            )
        end = it.when.span.end if it.when is not None else it.to[-1].span.end
        behind = [a.span.end for a in it.annotations.assumed if a.follows in ("when", "to")]
        place = max([end, *behind])
        return (TextChange(place, place, f"\n  requires {words.bare(requirement)}"),)

    # --- rules and prohibitions: over more powers -------------------------------------------------

    def _limits(self) -> Iterator[Edit]:
        routes = self._named("route")
        for name, it in self.known.items():
            if not isinstance(it, Limited) or not isinstance(it.limits, syntax.SomePowers):
                continue
            limited = [each.text for each in it.limits.powers]
            end = it.limits.powers[-1].span.end
            for power in routes:
                if power not in limited:
                    change = TextChange(end, end, f", {power}")
                    text = words.extended(name, power)
                    yield Edit("extend limits", text, it.span.line, (change,))

    # --- denominators ----------------------------------------------------------------------------

    def _bases(self) -> Iterator[Edit]:
        every = self.loopholes.sets
        concerned = {name for each in every for name in (*each.clauses, each.power)}
        for name, it in self.known.items():
            if name not in concerned or not isinstance(
                it, syntax.Rule | syntax.Power | syntax.Exception_
            ):
                continue
            weaker = [t.base for t in tallies(it.requires) if t.base and STRONGER[t.base.value]]
            for base in weaker:
                for value in STRONGER[base.value]:
                    text = words.strengthened(name, base.value, value)
                    yield Edit("strengthen a base", text, base.span.line, (replace(base, value),))
            if len(weaker) > 1:
                changes = tuple(replace(base, "members") for base in weaker)
                text = words.all_strengthened(name)
                yield Edit("strengthen a base", text, it.span.line, changes)

    # --- powers: with consent ----------------------------------------------------------------------

    def _powers(self) -> Iterator[Edit]:
        used = dict.fromkeys((*self._named("route"), *(e.power for e in self.loopholes.sets)))
        for name in used:
            it = self.known.get(name)
            if not isinstance(it, syntax.Power) or it.requires is None:
                continue
            for requirement in self.asked.requirements:
                changes = tuple(
                    replace(each, both(self.source, each, requirement))
                    for each in expressions(it.requires)
                )
                text = words.consent_to_power(name, requirement)
                yield Edit("consent to a power", text, it.span.line, changes)

    # --- what can be changed -------------------------------------------------------------------------

    def _amendments(self) -> Iterator[Edit]:
        """Entrenchment closes nothing but ways through changed rules, so it is tried only against those."""
        by_change = any(changes_rules(each.openings) for each in self.loopholes.sets)
        if not (by_change or self.prop.even_after_amendments):
            return
        yield from self._rule_of_change()
        for name, it in self.known.items():
            if isinstance(it, syntax.Power) and it.may:
                yield from self._grants(name, it)
            if not isinstance(it, syntax.Provision) and not it.annotations.fixed:
                place = it.span.end
                change = TextChange(place, place, f'\n  fixed "{words.ENTRENCHED}"')
                yield Edit("entrench a clause", words.entrenched(name), it.span.line, (change,))

    def _rule_of_change(self) -> Iterator[Edit]:
        """A new rule behind the last clause: the rules, or these and the seats, change with consent only."""
        if not self.known:
            return
        last = max(self.known.values(), key=lambda each: each.span.end)
        name = words.ENTRENCHING
        while name in self.specification.clause:
            name += "_"
        seats = [
            f"changes membership of {body.name}"
            for body in self.specification.seating
            if not body.fixed_membership
        ]
        at = f" {AtMeeting.EVERY.value}" if self.specification.meetings > 1 else ""
        for consent in self.asked.consents:
            for change in dict.fromkeys((("amends any clause",), ("amends any clause", *seats))):
                rule = (
                    f"\n\nrule {name} limits every power{at}\n  when {' or '.join(change)}\n"
                    f'  requires {consent}\n  assumed "{words.PROPOSED}"'
                )
                text = words.change_with_consent(" or ".join(change), consent)
                place = last.span.end
                yield Edit(
                    "consent to an amendment",
                    text,
                    last.span.line,
                    (TextChange(place, place, rule),),
                )

    def _grants(self, name: str, it: syntax.Power) -> Iterator[Edit]:
        start = self.source.text.rfind("may", 0, it.may[0].span.start + 3)
        place = (start, it.may[-1].span.end)
        for index, grant in enumerate(it.may):
            rest = [self._source(g) for i, g in enumerate(it.may) if i != index]
            text = f"may {', '.join(rest)}" if rest else ""
            yield Edit(
                "take a grant away",
                words.taken_away(name, self._source(grant)),
                it.span.line,
                (TextChange(*place, text),),
            )
        if it.requires is None:
            return
        for requirement in self.asked.consents:
            asked = f"({requirement} or amends no clause)"
            changes = tuple(
                replace(each, both(self.source, each, asked)) for each in expressions(it.requires)
            )
            said = words.consent_to_amendment(name, requirement)
            yield Edit("consent to an amendment", said, it.span.line, changes)

    def _source(self, node: syntax.Node) -> str:
        written = self.source.text[node.span.start : node.span.end]
        return written.removeprefix("may ").strip()


def candidates(
    source: Source,
    written: Sequence[syntax.Declaration],
    specification: Specification,
    prop: Property,
    loopholes: PropertyLoopholes,
) -> Sequence[Edit]:
    """All edits worth trying, in the order in which they are thought of."""
    return tuple(EditCandidates(source, written, specification, prop, loopholes).all())
