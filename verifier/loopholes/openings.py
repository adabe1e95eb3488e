"""Which openings a property has in a state, and the question that they open."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from policy_dsl import claim_wording
from policy_dsl.model import (
    Alone,
    CanBlock,
    Coalition,
    ConsentAct,
    ConsentVote,
    ExceptionTo,
    Manner,
    NumberIn,
    Part,
    Property,
    Recusal,
    Requirement,
    Requires,
    Role,
    Specification,
)
from policy_dsl.model.traverse import all_conditions, condition_atoms
from policy_dsl.records import dataclass, replace
from policy_dsl.state import State
from verifier.claims.verification_condition import Term
from verifier.encoding.adoption import Encoding
from verifier.encoding.claim_context import ClaimContext
from verifier.encoding.coalitions import objecting
from verifier.encoding.conduct import ACTS, KIND_OF, MIXTURE, Conduct, Switch, act_switches
from verifier.encoding.opening_terms import OpeningTerms
from verifier.encoding.terms import both, either, negation
from verifier.results.loopholes import KINDS, Opening
from verifier.solving.limits import Budget
from verifier.solving.questions import Exists, ExistsForAll
from verifier.words import conduct as conduct_words
from verifier.words import loopholes as say


@dataclass(frozen=True)
class Protection:
    """What a property protects: whose will it is (None: nobody's), or what must not be missing.

    `manner`: how its holder shows it, if nothing else stands open.
    """

    holder: Coalition | None
    unmet: Requirement | None
    manner: Manner = Manner.AGAINST


def protection(prop: Property) -> Protection | None:
    """The protection in a block, consent or `requires` claim; None for other claims.

    A claim that decisions require somebody's consent protects that party's will, as a block claim does.
    """
    match prop.claim:
        case CanBlock(who=who, manner=manner) if (
            who.alone is not Alone.NONE and not prop.claim.only_as_rules_stand
        ):
            return Protection(who, None, manner)
        case Requires(requirement=(ConsentVote(who, _, None) | ConsentAct(who, None)) as asked):
            if who.single:
                return Protection(Coalition((Part(who),)), asked)
            return Protection(None, asked)
        case Requires(requirement=asked):
            return Protection(None, asked)
        case _:
            return None


def left_aside(prop: Property) -> bool:
    """Whether somebody can block decisions by a claim round which ways are not looked for.

    It is of one choice of several parties, of what they do at one of several meetings, or of ballots on which the
    others act as it says, and so of rules as they stand only.
    """
    claim = prop.claim
    return (
        isinstance(claim, CanBlock)
        and claim.who.alone is not Alone.NONE
        and claim.only_as_rules_stand
    )


@dataclass(frozen=True)
class Openings:
    """A property's switches in one state, and the question whether with some of them on it is got round.

    `given` is what the decision has to be, apart from the votes on it; `opposed` are the votes: the holder's, and all
    others in favour. `loosely`: the others may stay away, too. `by`: each power adopts it, with what exceptions are at
    work there open. `conduct` is how the holder may act.
    """

    context: ClaimContext
    terms: OpeningTerms
    switches: tuple[Switch, ...]
    given: tuple[Term, ...]
    opposed: tuple[Term, ...]
    loosely: tuple[Term, ...]
    by: Mapping[str, Term]
    adopted: Term
    home: tuple[str, ...]
    conduct: Conduct | None

    @property
    def by_any_means(self) -> bool:
        """Whether the holder may choose how it acts, once the decision is known."""
        return self.conduct is not None and self.conduct.manner is Manner.ANY

    def manner_with(self, on: Collection[Switch]) -> Manner | None:
        """How all of the holder act wherever they have a seat; None where they do not do the same, or may choose."""
        if self.conduct is None or self.by_any_means:
            return None
        kinds = {switch.kind for switch in on}
        others = [manner for manner, kind in KIND_OF.items() if kind in kinds]
        if MIXTURE in kinds or len(others) > 1:
            return None
        return others[0] if others else self.conduct.manner

    @property
    def question(self) -> Exists | ExistsForAll:
        """Whether it is got round, with whatever is open."""
        return self.asking()

    @property
    def goal(self) -> tuple[Term, ...]:
        """What a decision and the votes on it satisfy that get round it."""
        return (*self.given, *self.opposed, self.adopted)

    def asking(self, more: Sequence[Term] = (), adopted: Term = None) -> Exists | ExistsForAll:
        """The same of a decision of which `more` is true; `adopted` says by what, if not by all that may adopt it."""
        by = self.adopted if adopted is None else adopted
        if self.by_any_means:
            asked = [*(switch.term for switch in self.switches), *self.terms.form_variables]
            return self.context.every_choice_of_coalition([*self.given, *more], by, asked)
        return self.context.exists(*self.given, *self.opposed, *more, by)


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
    context = ClaimContext(encoding, prop, positive=False, coalition=what.holder or _NOBODY)
    terms = OpeningTerms(context, context.who if what.holder else None, what.unmet)
    forms, splits = _forms(replace(specification, properties=(prop,)), terms)
    exemptions = [
        Switch("exemption", c.name)
        for c in specification.clauses
        if isinstance(c, ExceptionTo) and c.name in state.in_force - changed
    ]
    classification = [Switch("classification", name) for name in sorted(encoding.decision.free)]
    intended, readings = open_readings(specification, encoding, prop)
    acts: list[Switch] = []
    conduct: Conduct | None = None
    if what.holder is not None:
        acts = act_switches(
            encoding, context.who, what.manner, claim_wording.coalition(what.holder)
        )
        conduct = Conduct(encoding, context.who, what.manner, acts)
    given = [
        *terms.protected(),
        *terms.closed_classification(classification),
        *terms.closed_readings(readings, intended),
        *terms.unmet_requirement(),
    ]
    opposed = () if conduct is None else tuple(conduct.opposed())
    loosely = () if conduct is None else tuple(conduct.opposed(others_stay_away=True))
    switches: list[Switch] = [*exemptions, *forms.values(), *splits.values(), *classification]
    switches += [s for each in readings.values() for s in each]
    switches += acts
    by = terms.adopted_by(exemptions, forms, splits)
    if home is None:
        anyhow = what.manner is Manner.ANY and conduct is not None
        closed = [*given, *(negation(s.term) for s in switches)]
        more = [*(s.term for s in switches), *terms.form_variables]
        home = terms.at_home(by, budget, closed if anyhow else [*closed, *opposed], anyhow, more)
    # One that could do without any change stays a route, whatever it comes to say.
    since = changed - state.in_force
    home = [p for p in by if (p in home or p in since) and prop.under in (None, p)]
    routes = [
        Switch("route", name) for name in by if name not in home and prop.under in (None, name)
    ]
    adopted = either([*(by[p] for p in home), *(both((it.term, by[it.name])) for it in routes)])
    return Openings(
        context,
        terms,
        (*switches, *routes),
        tuple(given),
        opposed,
        loosely,
        by,
        adopted,
        tuple(home),
        conduct,
    )


_NOBODY = Coalition(())


def free_rulings(specification: Specification, holder: Coalition | None) -> frozenset[str]:
    """The attributes on which somebody else than the holder rules."""
    own: set[str] = set()
    if holder is not None and holder.alone is Alone.TOGETHER:
        own = {p for part in holder.parts if part.count is None for p in part.who.certain}
    judged = (a for a in specification.attributes if a.judge is not None)
    return frozenset(a.name for a in judged if a.judge not in own)


def _forms(
    specification: Specification, terms: OpeningTerms
) -> tuple[dict[str, Switch], dict[str, Switch]]:
    """For each form attribute that something asks about another form, of numbers a larger one; and a smaller one.

    A smaller amount is had in parts; a time is none: a longer one is waited for, a shorter one is another form.
    """
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
        name, another = attribute.name, Switch("form", attribute.name)
        match attribute.type:
            case NumberIn() as number if number.is_time:
                forms[name], splits[name] = Switch("waiting", name), another
            case NumberIn():
                forms[name], splits[name] = another, Switch("splitting", name)
            case _:
                forms[name] = another
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


def said(
    specification: Specification,
    on: Collection[Switch],
    conduct: Conduct | None,
    meetings: Sequence[Sequence[conduct_words.Acting]] = (),
) -> tuple[Opening, ...]:
    """The openings as results show them. How the holder acts is one, said as it does at a story's meetings, if any."""
    acts = [switch for switch in on if switch.kind in ACTS]
    found: list[Opening] = []
    for switch in on:
        if switch not in acts:
            found.append(described(specification, switch))
        elif switch is acts[0]:
            assert conduct is not None
            found.append(_conduct(acts, conduct, meetings))
    return tuple(found)


def _conduct(
    acts: Sequence[Switch], conduct: Conduct, meetings: Sequence[Sequence[conduct_words.Acting]]
) -> Opening:
    instead = conduct.manner
    kinds, who = {switch.kind for switch in acts}, acts[0].name
    others = [manner for manner, kind in KIND_OF.items() if kind in kinds]
    told = conduct_words.acts_at(who, instead, meetings)
    if MIXTURE not in kinds and len(others) == 1:
        text = told or conduct_words.acts_otherwise(who, others[0], instead)
        # In a story they may be recused wherever they have a seat, though not of every decision.
        without_vote = conduct.has_no_vote or (len(meetings) > 0 and not any(meetings))
        if without_vote and meetings and {instead, others[0]} == {Manner.AWAY, Manner.ABSTAINING}:
            text = conduct_words.attends_without_vote(who)
        elif without_vote:
            by_casting = not objecting(conduct.encoding)
            text = conduct_words.acts_without_vote(who, others[0], by_casting)
        return Opening(KIND_OF[others[0]], who, text, "", 0)
    name = conduct_words.mixture_name([KIND_OF[each] for each in others], who)
    if {each.manner for acting in meetings for each in acting} == {Manner.AWAY}:
        told = conduct_words.attends_besides(who)
    return Opening(MIXTURE, name, told or conduct_words.acts_in_part(who, others, instead), "", 0)


def described(specification: Specification, switch: Switch) -> Opening:
    """An opening as results show it."""
    match switch.kind:
        case "exemption" | "route":
            clause = specification.clause[switch.name]
            place = clause.place
            said = say.exception_applies if switch.kind == "exemption" else say.by_power
            text = said(switch.name, clause.title)
            name = switch.name
        case "form" | "splitting" | "waiting" | "classification":
            attribute = specification.attribute[switch.name]
            place, name = attribute.place, switch.name
            text = {
                "form": say.another_form(switch.name, attribute.type),
                "splitting": say.in_parts(switch.name),
                "waiting": say.later(switch.name),
                "classification": say.judge_rules_otherwise(attribute.judge, switch.name),
            }[switch.kind]
        case "reading":
            clause = specification.clause[switch.name]
            reading = next(r for r in clause.readings if r.name == switch.detail)
            place, name = reading.place, f"{switch.detail} of {switch.name}"
            text = say.read_as(switch.name, switch.detail, reading.title)
        case _:
            raise ValueError(switch.kind)
    return Opening(switch.kind, name, text, place.file, place.line)


def opened_by(it: Opening, recusals: Sequence[Recusal]) -> Opening:
    """A power that is a way round since these recusals keep the holder from voting, said so and where they stand."""
    if it.kind != "route":
        return it
    names = tuple(clause.name for clause in recusals)
    text = say.opened_by(names, it.text)
    place = recusals[0].place
    return replace(it, text=text, file=place.file, line=place.line, opened_by=names)


def rank(kind: str) -> int:
    """The place of a kind among those of equal size: what is open now comes before other readings and times.

    Exceptions come first, all others as the language lists them.
    """
    return -1 if kind == "exemption" else KINDS.index(kind)
