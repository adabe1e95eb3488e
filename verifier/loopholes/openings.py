"""Which openings a property has in a state, and the question that they open."""

from __future__ import annotations

from collections.abc import Sequence

from policy_dsl import wording
from policy_dsl.model import (
    Alone,
    CanBlock,
    Coalition,
    ConsentAct,
    ConsentVote,
    ExceptionTo,
    Number,
    Part,
    Place,
    Property,
    Requirement,
    Requires,
    Role,
    Specification,
)
from policy_dsl.model.traverse import all_conditions, condition_atoms, only_as_rules_stand
from policy_dsl.records import dataclass
from policy_dsl.state import State
from verifier.encoding.adoption import Encoding
from verifier.encoding.frame import Frame
from verifier.encoding.openings import OpeningTerms, Switch
from verifier.encoding.terms import negation
from verifier.loopholes.results import Opening
from verifier.solving.limits import Budget
from verifier.solving.questions import Exists
from verifier.words import loopholes as say


@dataclass(frozen=True)
class Protection:
    """What a property protects: whose will it is (None: nobody's), or what must not be missing."""

    holder: Coalition | None
    unmet: Requirement | None


def protection(prop: Property) -> Protection | None:
    """The protection in a block, consent or `requires` claim; None for other claims.

    A claim that decisions require somebody's consent protects that party's will, as a block claim does.
    """
    match prop.claim:
        case CanBlock(who=who) if who.alone is not Alone.NONE and not only_as_rules_stand(
            prop.claim
        ):
            return Protection(who, None)
        case Requires(requirement=(ConsentVote(who, _, None) | ConsentAct(who, None)) as asked):
            if who.single and who.attribute is None:
                return Protection(Coalition((Part(who),)), asked)
            return Protection(None, asked)
        case Requires(requirement=asked):
            return Protection(None, asked)
        case _:
            return None


@dataclass(frozen=True)
class Openings:
    """A property's switches in one state, and the question whether with some of them on it is got round."""

    frame: Frame
    terms: OpeningTerms
    switches: tuple[Switch, ...]
    question: Exists
    goal: tuple[object, ...]
    home: tuple[str, ...]


def open_question(
    encoding: Encoding,
    prop: Property,
    what: Protection,
    budget: Budget,
    home: Sequence[str] | None = None,
    start: State | None = None,
    changed: frozenset[str] = frozenset(),
) -> Openings:
    """All openings in the encoding's state, and their question.

    `home` are the powers by which the protection holds with everything closed; None: found out here. Where rules
    have changed since `start`, clauses that were `changed` are open by that: an exception among them applies where
    it says, and a power among them that is new is as good as one at home.
    """
    specification, state = encoding.specification, start or encoding.state
    frame = Frame(encoding, prop, positive=False, coalition=what.holder or _NOBODY)
    terms = OpeningTerms(frame, frame.who if what.holder else None, what.unmet)
    forms, splits = _forms(specification, terms)
    exemptions = [
        Switch("exemption", c.name)
        for c in specification.clauses
        if isinstance(c, ExceptionTo) and c.name in state.in_force - changed
    ]
    classification = [Switch("classification", name) for name in sorted(encoding.decision.free)]
    intended, readings = open_readings(specification, encoding, prop)
    votes = what.holder is not None
    absence = Switch("absence", _holder_name(what)) if votes else None
    abstention = Switch("abstention", _holder_name(what)) if votes else None
    everything = [
        *terms.protected(),
        *terms.closed_forms(forms, splits),
        *terms.closed_exemptions(exemptions),
        *terms.closed_classification(classification),
        *terms.closed_readings(readings, intended),
        *terms.opposed(absence, abstention),
        *terms.unmet_requirement(),
    ]
    switches: list[Switch] = [*exemptions, *forms.values(), *splits.values(), *classification]
    switches += [s for each in readings.values() for s in each]
    switches += [s for s in (absence, abstention) if s is not None]
    closed = [negation(s.term) for s in switches]
    if home is None:
        home = terms.at_home(budget, [*everything, *closed])
    # One that could do without any change stays a route, whatever it comes to say.
    since = changed - state.in_force
    home = [p for p in encoding.adopted_by if (p in home or p in since) and prop.under in (None, p)]
    routes = [
        Switch("route", name)
        for name in encoding.adopted_by
        if name not in home and prop.under in (None, name)
    ]
    adopted = terms.adopted(home, routes)
    goal = (*everything, adopted)
    question = frame.exists(*goal)
    return Openings(frame, terms, (*switches, *routes), question, goal, tuple(home))


_NOBODY = Coalition(())


def free_rulings(specification: Specification, holder: Coalition | None) -> frozenset[str]:
    """The attributes on which somebody else than the holder rules."""
    own: set[str] = set()
    if holder is not None and holder.alone is Alone.TOGETHER:
        own = {p for part in holder.parts if part.count is None for p in part.who.parties}
    judged = (a for a in specification.attributes if a.judge is not None)
    return frozenset(a.name for a in judged if a.judge not in own)


def _holder_name(what: Protection) -> str:
    assert what.holder is not None
    return wording.coalition(what.holder)


def _forms(
    specification: Specification, terms: OpeningTerms
) -> tuple[dict[str, Switch], dict[str, Switch]]:
    """A form opening for each form attribute that the property names or a clause asks about; splitting for numbers."""
    asked = {
        getattr(atom, "attribute", "")
        for condition in all_conditions(specification)
        for atom in condition_atoms(condition)
    }
    forms: dict[str, Switch] = {}
    splits: dict[str, Switch] = {}
    for attribute in specification.attributes:
        if attribute.role is not Role.FORM or attribute.name not in terms.other_forms:
            continue
        if attribute.name not in asked:
            continue
        if isinstance(attribute.type, Number):
            splits[attribute.name] = Switch("splitting", attribute.name)
        else:
            forms[attribute.name] = Switch("form", attribute.name)
    return forms, splits


def open_readings(
    specification: Specification, encoding: Encoding, prop: Property
) -> tuple[dict[str, str], dict[str, list[Switch]]]:
    """What clauses are meant to say, and the other readings. One that the property fixes is no opening."""
    fixed = dict(prop.fixed_readings)
    intended: dict[str, str] = {}
    switches: dict[str, list[Switch]] = {}
    for clause in specification.clauses:
        if clause.name not in encoding.activity.readings.choices or clause.name in fixed:
            continue
        marked = [r.name for r in clause.readings if r.intended]
        if not marked:
            continue
        intended[clause.name] = marked[0]
        switches[clause.name] = [
            Switch("reading", clause.name, r.name) for r in clause.readings if r.name != marked[0]
        ]
    return intended, switches


def described(specification: Specification, state: State, switch: Switch) -> Opening:
    """An opening as results show it."""
    match switch.kind:
        case "exemption" | "route":
            clause = specification.clause[switch.name]
            place = clause.place
            said = say.exception_applies if switch.kind == "exemption" else say.by_power
            text = said(switch.name, clause.title)
            name = switch.name
        case "form" | "splitting" | "classification":
            attribute = specification.attribute[switch.name]
            place, name = attribute.place, switch.name
            text = {
                "form": say.another_form(switch.name),
                "splitting": say.in_parts(switch.name),
                "classification": say.judge_rules_otherwise(attribute.judge, switch.name),
            }[switch.kind]
        case "reading":
            clause = specification.clause[switch.name]
            reading = next(r for r in clause.readings if r.name == switch.detail)
            place, name = reading.place, f"{switch.detail} of {switch.name}"
            text = say.read_as(switch.name, switch.detail, reading.title)
        case "absence":
            place, name = _NO_PLACE, switch.name
            text = say.stays_away(switch.name)
        case "abstention":
            place, name = _NO_PLACE, switch.name
            text = say.abstains(switch.name)
        case _:
            raise ValueError(switch.kind)
    return Opening(switch.kind, name, text, place.file, place.line)


_NO_PLACE = Place("", 0)
KINDS: Sequence[str] = (
    "exemption",
    "form",
    "route",
    "splitting",
    "classification",
    "absence",
    "abstention",
    "reading",
    "timing",
    "suspension",
    "removal",
    "packing",
    "amendment",
)


def rank(kind: str) -> int:
    """The place of a kind among those of equal size: what is open now comes before other readings and times."""
    return KINDS.index(kind) if kind in KINDS else len(KINDS)
