"""What rules can be asked about as things that change: a clause, a quorum, a seat; and which decisions change it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policy_dsl import touching
from policy_dsl.model import Body, Condition, ExceptionTo, Or, Party, Specification, Touches
from policy_dsl.records import dataclass
from policy_dsl.state import State
from verifier.encoding.activity import kind_of
from verifier.encoding.classes import voter_classes
from verifier.words import changing_rules as words
from verifier.words.facts import quorum_of


@dataclass(frozen=True)
class Asset:
    """What a row is about; `short` is its `text` without a title. `when` are the decisions that change it."""

    kind: str
    name: str
    text: str
    short: str
    when: Condition
    file: str
    line: int
    fixed: str | None = None


def assets(specification: Specification, state: State) -> Iterator[Asset]:
    """Every clause and right, quorum, seat and list of members; new clauses and new powers."""
    for clause in (*specification.clauses, *specification.rights):
        kind, in_force = kind_of(clause), clause.name in state.in_force
        changed = (
            touching.amends(clause.name, touching.amending_of(specification, clause.name))
            if in_force
            else touching.enacts(clause.name)
        )
        yield Asset(
            kind,
            clause.name,
            words.clause_of_table(kind, clause.name, clause.title, in_force),
            words.clause_of_table(kind, clause.name, "", in_force),
            changed,
            clause.place.file,
            clause.place.line,
            _fixed(specification, clause.name, in_force),
        )
    for body in specification.bodies:
        # Where none is asked for one can be asked for by an amendment.
        yield Asset(
            "quorum",
            body.name,
            quorum_of(body.name),
            quorum_of(body.name),
            touching.amends_quorum(body.name),
            body.quorum_place.file,
            body.quorum_place.line,
            body.quorum_notes.fixed,
        )
        if body.those_of:
            continue
        for parties in _alike(specification, state, body):
            yield _seats(parties, body)
        yield Asset(
            "admission",
            body.name,
            words.who_is_admitted(body.name),
            words.who_is_admitted(body.name),
            touching.move("admit", None, body.name),
            body.place.file,
            body.place.line,
            words.FIXED_MEMBERSHIP if body.fixed_membership else None,
        )
    file = specification.file
    for kind, text, enacted in (
        ("new clauses", words.NEW_CLAUSES, touching.ANY_NEW_CLAUSE),
        ("new powers", words.NEW_POWERS, touching.ANY_POWER),
    ):
        yield Asset(kind, "", text, text, enacted, file, 0)


def _fixed(specification: Specification, name: str, in_force: bool) -> str | None:
    """Why a clause cannot be amended; of one that is not in force, why it cannot be enacted."""
    clause = specification.amendable(name)
    if in_force:
        return clause.notes.fixed
    targets = clause.targets if isinstance(clause, ExceptionTo) else ()
    reasons = [specification.clause[target].notes.fixed for target in targets]
    return next((reason for reason in reasons if reason is not None), None)


def _alike(specification: Specification, state: State, body: Body) -> Iterator[list[Party]]:
    """Those who sit in a body, together where nothing tells them apart."""
    for voters in voter_classes(specification):
        groups: dict[object, list[Party]] = {}
        for party in voters.parties:
            if (body.name, party.name) not in state.seats:
                continue
            sits = [(b.name, party.name) in state.seats for b in specification.bodies]
            suspended = [(b.name, party.name) in state.suspended for b in specification.bodies]
            groups.setdefault((tuple(sits), tuple(suspended)), []).append(party)
        yield from groups.values()


def _seats(parties: Sequence[Party], body: Body) -> Asset:
    names = [party.name for party in parties]
    lost: list[Touches] = []
    for verb in ("remove", "suspend"):
        lost += [touching.move(verb, name, body.name) for name in names]
    text = (
        words.seat_of(names[0], body.name) if len(names) == 1 else words.seats_of(names, body.name)
    )
    return Asset(
        "seat",
        f"{', '.join(names)} in {body.name}",
        text,
        text,
        Or(tuple(lost)),
        body.place.file,
        body.place.line,
        words.FIXED_MEMBERSHIP if body.fixed_membership else None,
    )
