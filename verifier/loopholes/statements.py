"""What is said of ways round a property, as claims of the language."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import timedelta
from typing import assert_never

from policy_dsl.decisions import Decision
from policy_dsl.model import (
    Alone,
    CanBlock,
    CannotBlock,
    CanPass,
    Claim,
    Coalition,
    Condition,
    EveryCanPass,
    Latest,
    Manner,
    OnDate,
    Others,
    Part,
    Property,
    Requires,
    Role,
    Specification,
    Throughout,
    Touches,
    When,
    Who,
)
from policy_dsl.model.traverse import condition_atoms, condition_of_claim, conjunction
from policy_dsl.records import dataclass, replace
from policy_dsl.supposing import chooses
from verifier.encoding.conduct import ACTS, KIND_OF
from verifier.loopholes.one_decision import (
    just,
    single,
    told_apart,
    what_they_avoid,
    wrongly_ruled,
)
from verifier.loopholes.openings import protection
from verifier.results.loopholes import (
    CHANGES,
    AnyOfParties,
    Loophole,
    PropertyLoopholes,
    Supporters,
    Undetermined,
    settled,
)
from verifier.results.statement import Said, Statement, about

# The openings that every claim leaves open by itself, if it names no power and fixes no reading.
LEFT_OPEN = frozenset({"exemption", "route", "reading"})
WHILE = {
    Manner.AGAINST: Others.AGAINST,
    Manner.ABSTAINING: Others.ABSTAINING,
    Manner.AWAY: Others.AWAY,
}


def statements(
    specification: Specification, results: Sequence[PropertyLoopholes]
) -> tuple[Statement, ...]:
    """All that is said of these properties that the language can say."""
    known = {prop.name: prop for prop in specification.properties}
    return tuple(
        each for it in results for each in of_property(specification, known[it.property], it)
    )


def of_property(
    specification: Specification, prop: Property, it: PropertyLoopholes
) -> Iterator[Statement]:
    """What is said of one property: that it can be got round so, with so many; or that it cannot."""
    for way in it.sets:
        yield from _Way(specification, _of_its_own(specification, prop, way), way).said()
    if not it.loopholes and not it.more and settled(it):
        yield from _none(specification, prop, it.opened)


def _of_its_own(specification: Specification, prop: Property, way: Loophole) -> Property:
    """The property with whom it happens to on this way round, if that is one of several who has a name."""
    seats = [event.subject for event in way.supposing if event.body]
    named = all(name in specification.party for name in seats)
    return replace(prop, supposing=way.supposing) if named and chooses(prop) else prop


# --- that there is none --------------------------------------------------------------------------


def none_as_rules_stand(specification: Specification, prop: Property) -> Iterator[Statement]:
    """With no way round, the claim holds by any power and reading, whatever judges rule and its holder does."""
    what = protection(prop)
    assert what is not None
    own: set[str] = set()
    if what.holder is not None:
        own = {party for part in what.holder.parts for party in part.who.certain}
    judges = dict.fromkeys(a.judge for a in specification.attributes if a.judge is not None)
    free = tuple(judge for judge in judges if judge not in own)
    claims: list[Claim] = [prop.claim]
    if what.holder is not None:
        # Whoever is protected is against it all, so it is not said what passes if it votes for it elsewhere.
        when = condition_of_claim(prop.claim)
        manners = (what.manner,) if what.manner is Manner.ANY else tuple(KIND_OF)
        claims = [CanBlock(what.holder, when, manner) for manner in manners]
    for claim in claims:
        stands = about(prop, Said.NO_WAY_ROUND, claim, True)
        stands = replace(stands, forever=False, unless_it_leaves=False, free_judges=free)
        yield stands


def _none(
    specification: Specification, prop: Property, opened: Collection[str]
) -> Iterator[Statement]:
    """The same at any time, and after any change, where these were looked for."""
    for stands in none_as_rules_stand(specification, prop):
        yield stands
        if "timing" in opened:
            yield replace(stands, said=Said.NO_WAY_ROUND_EVER, at=Throughout())
        if CHANGES & set(opened) and isinstance(prop.at, Latest):
            yield _later(replace(stands, said=Said.NO_WAY_ROUND_LATER))


def _later(it: Statement) -> Statement:
    """The same after changes that are made against the holder, if there is one, who does not go by itself."""
    return replace(it, forever=True, unless_it_leaves=isinstance(it.claim, CanBlock))


# --- that there is one ---------------------------------------------------------------------------


@dataclass(frozen=True)
class _Way:
    """A way round a property, as what it is is said."""

    specification: Specification
    prop: Property
    way: Loophole

    def said(self) -> Iterator[Statement]:
        """That the claim fails so; and who suffices."""
        kinds = {opening.kind for opening in self.way.openings}
        if chooses(self.prop):
            # Of whom it is that something is supposed the way says; the claim speaks of all of them, and fails.
            if kinds <= LEFT_OPEN and not self.way.steps and not self._of_form:
                fails = about(self.prop, Said.GOT_ROUND, self.prop.claim, False)
                yield replace(fails, forever=False, unless_it_leaves=False)
            return
        if self.way.steps:
            if kinds <= CHANGES | LEFT_OPEN and not self._of_form:
                claim, holder = self.prop.claim, self._holder
                if holder is not None and not isinstance(claim, CanBlock):
                    claim = CanBlock(holder, condition_of_claim(claim), Manner.AGAINST)
                fails = about(self.prop, Said.GOT_ROUND_LATER, claim, False)
                yield _later(fails)
                if self.way.happens:
                    happens = (*self.prop.supposing, *self.way.happens)
                    once = replace(fails, said=Said.GOT_ROUND_ONCE, supposing=happens)
                    yield replace(once, forever=False, unless_it_leaves=False)
            return
        if kinds <= LEFT_OPEN and not self._of_form:
            fails = about(self.prop, Said.GOT_ROUND, self.prop.claim, False)
            yield replace(fails, forever=False, unless_it_leaves=False)
        yield from self._shown()
        yield from self._every_such()
        yield from self._supporters()

    # --- what all of it is relative to

    def _here(self, said: Said, claim: Claim, holds: bool) -> Statement:
        """At that time, by that power, read so."""
        scenario = self.way.scenario
        at: When = Latest()
        if scenario.start is not None:
            at = OnDate(scenario.start)
        elif scenario.end is not None:
            at = OnDate(scenario.end - timedelta(days=1))
        readings = dict(scenario.readings)
        supposing = self.prop.supposing
        judges = self._rulings
        return Statement(said, claim, holds, self.way.power, readings, False, at, supposing, judges)

    @property
    def _holder(self) -> Coalition | None:
        what = protection(self.prop)
        assert what is not None
        return what.holder

    @property
    def _manner(self) -> Manner | None:
        """How all of the holder act; None where they do not do the same."""
        what = protection(self.prop)
        assert what is not None
        acts = [o.kind for o in self.way.openings if o.kind in ACTS]
        manners = [manner for manner, kind in KIND_OF.items() if kind in acts]
        if not acts:
            return what.manner
        return manners[0] if len(manners) == len(acts) == 1 else None

    @property
    def _together(self) -> Coalition | None:
        """Those of the story whose will it is, where they have names; or all of whom the claim speaks."""
        names = self.way.scenario.coalition
        parties = self.specification.party
        if names and all(name in parties and not parties[name].cohort for name in names):
            return Coalition(tuple(Part(single(name)) for name in names))
        holder = self._holder
        if holder is None or holder.alone is not Alone.TOGETHER:
            return None
        return holder if all(part.count is None for part in holder.parts) else None

    @property
    def _rulings(self) -> tuple[str, ...]:
        """The judges who rule otherwise than things are."""
        decision = self.way.scenario.decision
        judges = (self.specification.attribute[n].judge for n in wrongly_ruled(decision))
        return tuple(dict.fromkeys(judge for judge in judges if judge is not None))

    @property
    def _of_form(self) -> bool:
        """Whether the claim is about a form; what goes round it may then be of another one, which it does not name."""
        roles = {a.name: a.role for a in self.specification.attributes}
        atoms = condition_atoms(condition_of_claim(self.prop.claim))
        return any(roles.get(getattr(atom, "attribute", "")) is Role.FORM for atom in atoms)

    # --- the way itself

    def _shown(self) -> Iterator[Statement]:
        """The claim fails of the decision shown, by that power, read so, with the holder acting so."""
        scenario = self.way.scenario
        decision = just(self.specification, scenario.decision, self._rulings)
        manner = self._manner
        claims: list[Claim] = []
        if manner is not None and self._holder is not None:
            claims.append(CanBlock(self._holder, decision, manner))
        if isinstance(self.prop.claim, Requires):
            claims.append(replace(self.prop.claim, when=decision))
        # Of decisions that may be taken at an adjourned meeting a claim says what is asked at either.
        at_one = not self.specification.adjourning
        if manner is None and self._together is not None and scenario.coalition and at_one:
            # Who do not all do the same do what a claim can say that no decision passes with.
            avoided = what_they_avoid(self.specification, scenario, scenario.coalition)
            claims += [] if avoided is None else [Requires(decision, avoided)]
        for claim in claims:
            yield self._here(Said.GOT_ROUND_SO, claim, False)

    @property
    def _such(self) -> Condition | None:
        """The decisions that go this way; None where these are not all so, or the language cannot say which."""
        under = self.way.under
        when = condition_of_claim(self.prop.claim)
        if not under.every or under.of_rulings is not None or self._of_form:
            return None
        # What no power may do is not meant.
        if any(isinstance(atom, Touches) for atom in condition_atoms(when)):
            return None
        return conjunction([when, under.of_facts])

    def _every_such(self) -> Iterator[Statement]:
        such, who, manner = self._such, self._together, self._manner
        if such is None or manner is None or self._rulings:
            return
        if self._holder is None:
            return
        yield self._here(Said.ALL_GO_ROUND, EveryCanPass(such), True)
        if who is not None:
            yield self._here(Said.ALL_GO_ROUND, CannotBlock(who, such, manner), True)

    # --- who suffices

    def _supporters(self) -> Iterator[Statement]:
        holder, manner = self._holder, self._manner
        if holder is not None and manner not in WHILE:
            return
        judges, put = self._rulings, self.way.scenario.decision
        if not told_apart(self.specification, put, judges):
            return
        decision = just(self.specification, put, judges)
        enough = self.way.enough
        such = self._such if enough.every is True and not judges else None
        # If the holder stays away all who are no supporters do.
        if holder is None or manner is Manner.AWAY:
            yield from self._suffice(
                enough.silent, Said.SUFFICE_IF_SILENT, Others.AWAY, decision, such
            )
            yield from self._fewer(enough.silent, Said.FEWER_IF_SILENT, Others.AWAY, decision)
        # The holder is one of those who may do whatever they like.
        meanwhile = None if holder is None or manner is None else WHILE[manner]
        yield from self._suffice(enough.opposed, Said.SUFFICE_WHATEVER, meanwhile, decision, such)
        yield from self._fewer(enough.opposed, Said.FEWER_WHATEVER, None, decision)

    def _suffice(
        self,
        them: Supporters | Undetermined | None,
        said: Said,
        others: Others | None,
        decision: Condition,
        such: Condition | None,
    ) -> Iterator[Statement]:
        match them:
            case None | Undetermined():
                return
            case Supporters():
                for who in _choices(them.chosen, self.way.scenario.decision):
                    if self._rules(who):
                        continue
                    yield self._here(said, CanPass(who, decision, others), True)
                    if such is not None:
                        yield self._here(said, CanPass(who, such, others), True)
            case _:
                assert_never(them)

    def _fewer(
        self,
        them: Supporters | Undetermined | None,
        said: Said,
        others: Others | None,
        decision: Condition,
    ) -> Iterator[Statement]:
        """No fewer of those who are not the holder; where no number suffices, not all of them."""
        group = self._rest()
        if group is None:
            return
        match them:
            case Undetermined():
                return
            case None:
                who = Coalition((Part(group),))
                yield self._here(said, CanPass(who, decision, others), False)
            case Supporters(number, _):
                if not 1 < number <= self._size(group) + 1:
                    return
                count = None if number == 2 else number - 1
                none = Coalition((Part(group, count),), Alone.NONE)
                yield self._here(said, CanPass(none, decision, others), True)
            case _:
                assert_never(them)

    def _rules(self, who: Coalition) -> bool:
        """Whether one of them rules wrongly here: of those whom a claim is about it takes rulings to be true."""
        return any(judge in part.who.parties for judge in self._rulings for part in who.parts)

    def _rest(self) -> Who | None:
        """The largest group of which nobody is of the holder, nor rules wrongly here (see `_rules`)."""
        left_out: set[str] = set(self._rulings)
        parties = self.specification.party
        for name in self.way.scenario.coalition:
            if name not in parties or parties[name].cohort:
                what = self._holder
                assert what is not None
                left_out |= {party for part in what.parts for party in part.who.parties}
                if any(part.who.seated_in for part in what.parts):
                    return None
            left_out.add(name)
        groups = [
            group.who
            for group in self.specification.groups
            if group.who.parties
            and not group.who.seated_in
            and not group.who.varies
            and not left_out & set(group.who.parties)
        ]
        return max(groups, key=self._size, default=None)

    def _size(self, who: Who) -> int:
        return sum(self.specification.party[name].size for name in who.parties)


def _choices(them: Sequence[AnyOfParties], decision: Decision) -> Iterator[Coalition]:
    """Any so many of those who are alike: of a cohort as the language says it, of others the first and the last.

    None where it cannot say which of a cohort are meant.
    """
    named = {cohort for cohort, cells in decision.cells.items() if any(cells)}
    if not them or any(it.cohort and (it.others or set(it.parties) & named) for it in them):
        return
    found: dict[Coalition, None] = {}
    for first in (True, False):
        parts: list[Part] = []
        for it in them:
            if it.cohort:
                (name,) = it.parties
                parts.append(Part(Who(name, parties=(name,)), it.number))
                continue
            alike = [name for name in it.parties if _marks(name, decision) == it.marks]
            if len(alike) < it.number:
                return
            chosen = alike[: it.number] if first else alike[-it.number :]
            parts += [Part(single(name)) for name in chosen]
        found[Coalition(tuple(parts))] = None
    yield from found


def _marks(party: str, decision: Decision) -> frozenset[str]:
    return frozenset(
        name
        for name, value in decision.facts.items()
        if isinstance(value, frozenset) and party in value
    )
