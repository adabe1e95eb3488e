"""All declarations of a specification, checked in an order in which each step finds what it needs."""

from __future__ import annotations

from collections.abc import Sequence, Set
from typing import TypeVar

from policy_dsl import model, syntax
from policy_dsl.checker.acceptances import acceptance
from policy_dsl.checker.adjourning import ask_where_decisions_are_taken, refuse_no_adjourning
from policy_dsl.checker.attributes import attribute
from policy_dsl.checker.bodies import Seating, body_of, chair_of, seats_of
from policy_dsl.checker.clauses import CLAUSE_KINDS, clause, right, warn_of_empty_scopes
from policy_dsl.checker.context import Context
from policy_dsl.checker.exceptions import exceptions_by_target, refuse_circles, refuse_long_chains
from policy_dsl.checker.following import find_followed
from policy_dsl.checker.meetings import (
    ask_at_which_meeting,
    ask_when_they_act,
    refuse_more_meetings,
)
from policy_dsl.checker.names import Kind, Names
from policy_dsl.checker.notes import notes_of
from policy_dsl.checker.parties import document, groups, party
from policy_dsl.checker.properties import property_of
from policy_dsl.checker.reported import Report
from policy_dsl.checker.timeline import (
    History,
    ToldEvent,
    beginning,
    refuse_beyond_compositions,
    refuse_impossible,
    refuse_too_many,
    timeline,
)
from policy_dsl.checker.who import group_of
from policy_dsl.diagnostics import Diagnostics, Related
from policy_dsl.records import dataclass
from policy_dsl.source import Span

D = TypeVar("D", bound=syntax.Node)


@dataclass(frozen=True)
class Unit:
    """What is checked together: the declarations of a file and of those that it includes, in order.

    `broken_names` and `broken_kinds` are those of declarations that could not be read, and `incomplete`
    says that whole files could not: what is missing only for that reason is not reported as missing.
    """

    file: str
    declarations: Sequence[syntax.Declaration]
    broken_names: Set[str] = frozenset()
    broken_kinds: frozenset[str] = frozenset()
    incomplete: bool = False
    root: str = ""


@dataclass(frozen=True)
class SpecificationChecked:
    """What came out: everything found, and the model if there was no error."""

    specification: model.Specification | None
    found: Diagnostics


def check(unit: Unit) -> SpecificationChecked:
    """Resolve a specification."""
    report = Report()
    context = Context(report, Names(report, unit.broken_names, unit.incomplete))
    specification = _Checking(context, unit).specification()
    return SpecificationChecked(None if report.found.failed else specification, report.found)


class _Checking:
    """One run of the checker."""

    def __init__(self, context: Context, unit: Unit) -> None:
        self._context = context
        self._unit = unit
        self._clauses = [node for node in unit.declarations if isinstance(node, syntax.Clause)]
        self._attributes = [
            (node, block.annotations)
            for block in self._all(syntax.DecisionAttributes)
            for node in block.attributes
        ]

    def _all(self, kind: type[D]) -> list[D]:
        """The declarations of a kind, in the order written."""
        return [node for node in self._unit.declarations if isinstance(node, kind)]

    def specification(self) -> model.Specification:
        """The model; of use only if no error was reported on the way."""
        context = self._context
        self._declare_names()
        documents = [document(context, node) for node in self._all(syntax.Document)]
        parties = [
            party(context, node)
            for node in self._unit.declarations
            if isinstance(node, syntax.Party | syntax.Parties)
        ]
        groups_ = groups(context, self._all(syntax.Group))
        attributes = [attribute(context, node, around) for node, around in self._attributes]
        bodies, told = self._bodies_and_events()
        for node in self._all(syntax.Group):
            if node.but or node.fact is not None:
                group_of(context, node, judged=True)
        refuse_circles(context, self._clauses)
        refuse_long_chains(context, self._clauses)
        clauses = [clause(context, node) for node in self._clauses]
        if not self._unit.incomplete:
            warn_of_empty_scopes(context, self._clauses, clauses)
            ask_at_which_meeting(context, self._clauses, clauses)
            if "power" not in self._unit.broken_kinds:
                refuse_more_meetings(context, self._all(syntax.Property), clauses)
                ask_where_decisions_are_taken(context, self._all(syntax.Property), clauses)
                ask_when_they_act(context, self._all(syntax.Property), clauses)
            refuse_no_adjourning(context, self._clauses, clauses, bodies)
        rights = [right(context, node) for node in self._all(syntax.Right)]
        declared = [(body, party) for body, seats in self._listed.items() for party in seats]
        start = beginning(context, told, declared)
        refuse_too_many(context, self._all(syntax.Body), start)
        if not self._unit.incomplete and "timeline" not in self._unit.broken_kinds:
            refuse_impossible(context, told, start.copy())
            compositions = [each for each in clauses if isinstance(each, model.Composition)]
            refuse_beyond_compositions(context, told, start.copy(), compositions)
        history = History(told, start)
        properties = [property_of(context, node, history) for node in self._all(syntax.Property)]
        acceptances = [acceptance(context, node) for node in self._all(syntax.Accepts)]
        title, version, spelling = self._governance()
        return model.Specification(
            title=title,
            version=version,
            file=self._unit.file,
            documents=tuple(documents),
            parties=tuple(parties),
            groups=groups_,
            bodies=tuple(bodies),
            attributes=tuple(attributes),
            clauses=tuple(clauses),
            rights=tuple(rights),
            events=tuple(each.event for each in told),
            properties=tuple(properties),
            acceptances=tuple(acceptances),
            spelling=spelling,
            root=self._unit.root,
        )

    def _declare_names(self) -> None:
        names = self._context.names
        for node in self._unit.declarations:
            match node:
                case syntax.Party():
                    names.declare(node.name, Kind.PARTY)
                case syntax.Parties():
                    names.declare(node.name, Kind.COHORT)
                case syntax.Group():
                    names.declare(node.name, Kind.GROUP)
                case syntax.Body():
                    names.declare(node.name, Kind.BODY)
                case syntax.Document():
                    names.declare(node.name, Kind.DOCUMENT)
                case syntax.Right():
                    names.declare(node.name, Kind.RIGHT)
                case syntax.Property():
                    names.declare(node.name, Kind.PROPERTY)
                case (
                    syntax.Governance()
                    | syntax.DecisionAttributes()
                    | syntax.Timeline()
                    | syntax.Accepts()
                    | syntax.Include()
                ):
                    pass
                case _:
                    self._declare_clause(node)
        for attribute_node, _ in self._attributes:
            names.declare(attribute_node.name, Kind.ATTRIBUTE)
        self._context.exceptions_to = exceptions_by_target(self._clauses)

    def _declare_clause(self, node: syntax.Clause) -> None:
        self._context.names.declare(node.name, CLAUSE_KINDS[type(node)])
        if node.annotations.fixed:
            self._context.fixed.add(node.name.text)
        if any(status.value == "proposed" for status in node.annotations.statuses):
            self._context.proposed.add(node.name.text)

    def _bodies_and_events(self) -> tuple[list[model.Body], list[ToldEvent]]:
        """Bodies and events together: what a body says of votes is measured against all who ever sit."""
        context = self._context
        nodes = self._all(syntax.Body)
        for node in nodes:
            context.seats.setdefault(node.name.text, {})
            number = seats_of(context, node)
            if number is not None:
                context.seat_numbers[node.name.text] = number
        find_followed(context, nodes)
        seatings: list[Seating] = []
        self._listed: dict[str, tuple[str, ...]] = {}
        for node in nodes:
            seating = Seating(context, node)
            seatings.append(seating)
            self._listed[node.name.text] = tuple(seating.members)
            context.seats[node.name.text].update(dict.fromkeys(seating.members))
        chairs = [chair_of(context, node) for node in nodes]
        told = timeline(context, self._all(syntax.Timeline))
        for each in told:
            if each.event.kind is model.EventKind.JOINS:
                context.seats.setdefault(each.event.body, {})[each.event.subject] = None
        for body, bodies in context.following.items():
            for other in bodies:
                context.seats[body].update(context.seats.get(other, {}))
        return [
            body_of(context, node, seating, chair)
            for node, seating, chair in zip(nodes, seatings, chairs, strict=True)
        ], told

    def _governance(self) -> tuple[str, str | None, str | None]:
        """The title, version and spelling. Included files may have their own, which do not count here."""
        by_file: dict[str, syntax.Governance] = {}
        for node in self._all(syntax.Governance):
            first = by_file.setdefault(node.span.file, node)
            notes_of(self._context, node.annotations)
            if first is not node:
                self._context.report.error(
                    "VP081",
                    node.span,
                    "`governance` stands twice in this file",
                    "a file describes one arrangement: keep one of the two",
                    Related(first.span, "the first `governance`"),
                )
        own = by_file.get(self._unit.file)
        if own is None:
            if not self._unit.incomplete and "governance" not in self._unit.broken_kinds:
                self._context.report.error(
                    "VP080",
                    Span(self._unit.file, 0, 0, 1, 1, 1, 1),
                    "the file does not say what it describes",
                    'begin it with `governance "…"` and a title, such as `governance "Board of the library"`',
                )
            return "", None, None
        version = None if own.version is None else own.version.value
        return own.title.value, version, own.spelling
