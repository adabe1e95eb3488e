"""Powers, rules, prohibitions, exceptions and recusals."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import cast

from policy_dsl import syntax as s
from policy_dsl.building.expressions import excluded, expression, inner_name
from policy_dsl.building.words import (
    AnnotationList,
    BuildContext,
    Child,
    ParseTree,
    at_meeting,
    is_annotation,
    name,
    names,
    number,
    optional_name,
    optional_text,
    text,
    who,
)
from policy_dsl.records import dataclass, field
from policy_dsl.source import Span

_MAY_SEATS: dict[str, s.SeatVerb] = {
    "may_remove": "remove",
    "may_suspend": "suspend",
    "may_restore": "restore",
    "may_admit": "admit",
}


@dataclass
class _OpenReading:
    """A reading whose annotations are still coming."""

    tree: ParseTree
    intended: bool = False
    said: AnnotationList = field(default_factory=AnnotationList)


@dataclass
class _Parts:
    """The parts of a clause, sorted by kind."""

    limits: list[s.Scope] = field(default_factory=list)
    to: list[s.Node] = field(default_factory=list)
    exceptions: tuple[s.Name, ...] = ()
    at: s.AtMeeting | None = None
    when: list[s.Wording] = field(default_factory=list)
    requires: list[s.Wording] = field(default_factory=list)
    excludes: list[s.Excludes] = field(default_factory=list)
    may: list[s.Grant] = field(default_factory=list)
    said: AnnotationList = field(default_factory=AnnotationList)


class _Sorter:
    """Goes through the flat list of parts, and gives each annotation to what it belongs to.

    An annotation belongs to the reading that it follows, with one exception that the page shows and
    the words do not: after the last reading, an annotation that begins a line speaks of the whole
    clause. `status` and `fixed` always do, since a reading is neither in force nor fixed by itself.
    """

    def __init__(self, context: BuildContext) -> None:
        self.context = context
        self.parts = _Parts()
        self.follows: s.Follows = ""
        self.readings: list[_OpenReading] | None = None
        self.readings_start: ParseTree | None = None
        self.hoisted = False

    def run(self, trees: Sequence[ParseTree]) -> _Parts:
        for tree, more_readings in zip(trees, _readings_follow(trees), strict=True):
            if is_annotation(tree):
                self._annotation(tree, more_readings)
            elif tree.data == "reading":
                self._reading(tree)
            elif tree.data == "intended":
                self._intended(tree)
            else:
                self._close_readings()
                self._part(tree)
        self._close_readings()
        return self.parts

    def _annotation(self, tree: ParseTree, more_readings: bool) -> None:
        if self.readings is not None and tree.data not in {"status", "fixed"}:
            if not more_readings and self.context.begins_line(self.context.span(tree)):
                self.hoisted = True
            if not self.hoisted:
                self.readings[-1].said.add(self.context, tree, self.follows)
                return
        self.parts.said.add(self.context, tree, self.follows)

    def _reading(self, tree: ParseTree) -> None:
        if self.readings is None:
            self.context.error(
                "VP014",
                "this reading belongs to no `when` or `requires`",
                self.context.span(tree),
                "put it after `requires`, or right after the other readings",
            )
        else:
            self.readings.append(_OpenReading(tree))

    def _intended(self, tree: ParseTree) -> None:
        if self.readings is None:
            self.context.error(
                "VP014",
                "`intended` marks a reading, and there is none here",
                self.context.span(tree),
                "put it after the wording of one of several readings, or leave it out",
            )
        else:
            self.readings[-1].intended = True

    def _part(self, tree: ParseTree) -> None:
        span = self.context.span(tree)
        children: list[Child] = tree.children
        match tree.data:
            case "when" | "requires":
                self.follows = "when" if tree.data == "when" else "requires"
                inner = cast(ParseTree, children[0])
                if inner.data == "reading":
                    self.readings, self.readings_start, self.hoisted = (
                        [_OpenReading(inner)],
                        tree,
                        False,
                    )
                else:
                    self._wording(s.Plain(span, expression(self.context, inner)))
            case "limits_every":
                self.follows = "limits"
                of = optional_name(self.context, children[0])
                at = at_meeting(self.context, children[1])
                self.parts.limits.append(s.EveryPower(span, of, at))
            case "limits_some":
                self.follows = "limits"
                powers = names(self.context, children[0])
                at = at_meeting(self.context, children[1])
                self.parts.limits.append(s.SomePowers(span, powers, at))
            case "to":
                self.follows = "to"
                self.parts.to.append(s.Node(span))
                self.parts.exceptions = self.parts.exceptions or names(self.context, children[0])
                self.parts.at = self.parts.at or at_meeting(self.context, children[1])
            case "excludes":
                self.follows = "excludes"
                who = excluded(self.context, children[0])
                self.parts.excludes.append(s.Excludes(span, who, children[1] is not None))
            case "may":
                self.follows = "may"
                self.parts.may.extend(grants(self.context, tree))
            case other:
                raise AssertionError(
                    f"the grammar has a part of a clause that is not built: {other}"
                )

    def _wording(self, wording: s.Wording) -> None:
        (self.parts.when if self.follows == "when" else self.parts.requires).append(wording)

    def _close_readings(self) -> None:
        if self.readings is None or self.readings_start is None:
            return
        built = tuple(_reading(self.context, one) for one in self.readings)
        span = self.context.span(self.readings_start).to(built[-1].span)
        self._wording(s.Readings(span, built))
        self.readings = self.readings_start = None


def _readings_follow(trees: Sequence[ParseTree]) -> list[bool]:
    """For each part of a clause whether the list of readings goes on after the annotations from there on."""
    found: list[bool] = []
    follows = False
    for tree in reversed(trees):
        if not is_annotation(tree):
            follows = tree.data in {"reading", "intended"}
        found.append(follows)
    return found[::-1]


def _reading(context: BuildContext, opened: _OpenReading) -> s.Reading:
    named, title, wording = cast(list[Child], opened.tree.children)
    return s.Reading(
        context.span(opened.tree),
        name(context, named),
        optional_text(context, title),
        expression(context, wording),
        opened.intended,
        opened.said.done(),
    )


_GRANTS_OF_NONE_NAMED: Mapping[str, Callable[[Span], s.Grant]] = {
    "may_amend_any": s.MayAmendAny,
    "may_amend_any_declared": s.MayAmendAnyDeclared,
    "may_enact_any": s.MayEnactAnyPower,
}


def grants(context: BuildContext, tree: ParseTree) -> list[s.Grant]:
    """What `may …` allows. After a comma, a bare name goes on with the verb before it."""
    found: list[s.Grant] = []
    verb = ""
    for grant in cast(list[ParseTree], tree.children):
        span = context.span(grant)
        named = name(context, grant.children[0]) if grant.children else None
        kind = str(grant.data)
        if kind in {"may_the_same", "may_the_same_quorum"}:
            if verb not in {"amend", "enact"} or (
                kind == "may_the_same_quorum" and verb != "amend"
            ):
                context.error(
                    "VP018",
                    "it is not clear what may be done here",
                    span,
                    "say what may be done: `amend …`, `enact …`, `change membership of …`, `admit members to …`",
                )
                continue
            kind = {"may_the_same": f"may_{verb}", "may_the_same_quorum": "may_amend_quorum"}[kind]
        verb = (
            "amend"
            if kind.startswith("may_amend")
            else "enact"
            if kind.startswith("may_enact")
            else ""
        )
        found.append(_grant(kind, span, named))
    return found


def _grant(kind: str, span: Span, named: s.Name | None) -> s.Grant:
    if named is None:
        return _GRANTS_OF_NONE_NAMED[kind](span)
    match kind:
        case "may_amend":
            return s.MayAmendClause(span, named)
        case "may_amend_quorum":
            return s.MayAmendQuorum(span, named)
        case "may_enact":
            return s.MayEnactClause(span, named)
        case "may_change_membership":
            return s.MayChangeMembership(span, named)
    return s.MayMoveSeats(span, _MAY_SEATS[kind], named)


def clause(context: BuildContext, tree: ParseTree) -> s.Clause:
    """A clause of any kind."""
    span = context.span(tree)
    head, title_token, *trees = cast(list[Child], tree.children)
    named, title = name(context, head), optional_text(context, title_token)
    recused_in: ParseTree | None = None
    if tree.data == "recusal":
        recused_in, *trees = trees
    parts = _Sorter(context).run(trees)
    when = context.single("`when`", parts.when)
    requires = context.single("`requires`", parts.requires)
    limits = context.single("`limits`", parts.limits)
    context.single("`to`", parts.to)
    said = parts.said.done()
    match tree.data:
        case "power":
            return s.Power(span, named, title, when, requires, tuple(parts.may), said)
        case "rule":
            return s.Rule(span, named, title, limits, when, requires, said)
        case "prohibition":
            return s.Prohibition(span, named, title, limits, when, said)
        case "exception":
            return s.Exception_(
                span, named, title, parts.exceptions, parts.at, when, requires, said
            )
    excludes = context.single("`excludes`", parts.excludes)
    return s.Recusal(
        span, named, title, inner_name(context, recused_in), limits, when, excludes, said
    )


def composition(context: BuildContext, tree: ParseTree) -> s.Composition:
    """`composition C in B allows at most 2 of G`."""
    named, title, body, *trees = cast(list[Child], tree.children)
    said = AnnotationList()
    allowed: list[s.Allows] = []
    for one in trees:
        if one.data == "allows":
            most, whom = one.children
            allowed.append(s.Allows(context.span(one), number(context, most), who(context, whom)))
        else:
            said.add(context, one)
    return s.Composition(
        context.span(tree),
        name(context, named),
        optional_text(context, title),
        name(context, body.children[0]),
        context.single("`allows`", allowed),
        said.done(),
    )


def provision(context: BuildContext, tree: ParseTree) -> s.Provision:
    """`provision W "text"`."""
    named, words, *trees = cast(list[Child], tree.children)
    said = AnnotationList()
    for one in trees:
        said.add(context, one)
    written = None if words is None else text(context, words)
    return s.Provision(context.span(tree), name(context, named), written, said.done())
