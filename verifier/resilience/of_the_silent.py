"""How many who are silent keep every decision of a class from passing, and how few decide all among the silent."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from policy_dsl.model import Alone, CanBlock, CanPass, Coalition, Manner, Others, Part, Party, Who
from policy_dsl.records import dataclass, field, replace
from verifier.checking.some_together import choices_for_all
from verifier.claims.dispatch import verification_conditions
from verifier.matrix.statements import everybody
from verifier.resilience.claims_asked import AboutClass, any_of, fewest, some_of
from verifier.results.resilience import Departing, Departure, Standstill
from verifier.results.statement import Said, Statement, alone
from verifier.solving.answers import LimitReached
from verifier.words.matrix import members_text
from verifier.words.reasons import why


@dataclass(frozen=True)
class EnoughSilent:
    """So many parties that nothing can pass while they are silent: who they are, and the same as coalitions.

    Of several who each do alone all are told; else one set of so many. Not `least`: of fewer it was not asked.
    """

    number: int
    sets: tuple[tuple[Departing, ...], ...]
    coalitions: tuple[Coalition, ...]
    least: bool = True


@dataclass
class OfTheSilent:
    """The class; `statements` say what was found, `unsettled` what a limit kept open of how few decide all."""

    about: AboutClass
    statements: list[Statement] = field(default_factory=list)
    unsettled: list[str] = field(default_factory=list)

    # --- nothing can pass ----------------------------------------------------------------------

    def standstill(self) -> Standstill:
        """The fewest who are silent while nothing can pass: a set of them that does for all decisions."""
        most = self.about.everybody.size
        try:
            found = self._least()
        except LimitReached as reached:
            return Standstill(Departure.SILENT, None, 0, open=why(reached.reason))
        if found is None:
            return Standstill(Departure.SILENT, None, most)
        for coalition in found.coalitions:
            self._say(Said.STUCK_WHILE_SILENT, coalition)
        all_of_them = everybody(self.about.specification)
        if not found.least:
            return Standstill(Departure.SILENT, found.number, 0, found.sets, least=False)
        if all_of_them is not None and found.number > 1:
            fewer = Coalition((Part(all_of_them, found.number - 1),), Alone.NONE)
            self._say(Said.PASSABLE_WHILE_FEWER_SILENT, fewer)
        return Standstill(Departure.SILENT, found.number, found.number - 1, found.sets)

    def _say(self, said: Said, who: Coalition) -> None:
        claim = CanBlock(who, self.about.when, Manner.AWAY)
        self.statements.append(self.about.said(said, claim))

    def _least(self) -> EnoughSilent | None:
        """First those of whom it is easily asked; then whether some choice of fewer does.

        Theorem: if nothing can pass while some stay away, nothing can while more do, with recusals that limit powers
        and adjourned meetings, too: what the others do is open, so those may stay away as well.
        """
        alone = tuple(self._one_alone())
        if alone:
            each = tuple(them for them, _ in alone)
            return EnoughSilent(1, self._together(each), tuple(it for _, it in alone))
        known = min(self._any_of_a_body(), key=lambda it: it.number, default=None)
        everyone = self.about.everybody
        most = everyone.size if known is None else known.number - 1

        def some(number: int) -> bool:
            return self._stuck(some_of(self._everybody, number))

        if not self.about.few_choices(everyone.parties):
            return self._not_least(known)
        if known is not None and (most < 1 or not some(most)):
            return known
        number = fewest(some, most)
        return known if number is None else self._chosen(number)

    def _not_least(self, known: EnoughSilent | None) -> EnoughSilent | None:
        """What is known without asking of some; if nothing else, whether all do. One alone is none fewer."""
        if known is not None:
            return replace(known, least=known.number <= 2)
        everyone = self.about.everybody
        coalition = any_of(self._everybody, everyone.size)
        if not self._stuck(coalition):
            return None
        who = self._departing(everyone.parties, everyone.size)
        parties = [self.about.specification.party[name] for name in everyone.parties]
        parts = tuple(part for party in parties for part in _whole(party))
        return EnoughSilent(everyone.size, ((who,),), (Coalition(parts),), everyone.size <= 2)

    @property
    def _everybody(self) -> Who:
        return Who("everybody", self.about.everybody.parties)

    def _stuck(self, who: Coalition) -> bool:
        """Whether nothing can pass while these stay away."""
        claim = CanBlock(who, self.about.when, Manner.AWAY)
        return self.about.so(self.about.rules(), lambda _: claim)

    def _one_alone(self) -> Iterator[tuple[tuple[Departing, ...], Coalition]]:
        """Each party without whom nothing can pass; of those whom nothing tells apart any one."""
        for voters in self.about.voters:
            names = tuple(party.name for party in voters.parties)
            if self._stuck(any_of(Who(voters.name, names), 1)):
                yield (self._departing(names, 1),), alone(voters.first)

    def _together(
        self, each: tuple[tuple[Departing, ...], ...]
    ) -> tuple[tuple[Departing, ...], ...]:
        """Those who each do alone; by its name where they are all of a body or group."""
        names = tuple(name for (one,) in each for name in one.parties)
        found = self._departing(names, 1)
        about = self.about.specification
        named = {*about.body, *(group.name for group in about.groups)}
        return ((found,),) if len(each) > 1 and found.text in named else each

    def _any_of_a_body(self) -> Iterator[EnoughSilent]:
        """So many of a body that nothing can pass while any so many of it are silent; the fewest of whom it is so."""
        for body in self.about.bodies:
            seated = self.about.seated(body)
            who = Who(body, bodies=(body,))
            number = fewest(self._all_stuck(who), seated.size)
            if number is not None:
                text = self._departing(seated.parties, number)
                yield EnoughSilent(number, ((text,),), (any_of(who, number),))

    def _all_stuck(self, who: Who) -> Callable[[int], bool]:
        return lambda number: self._stuck(any_of(who, number))

    def _departing(self, names: tuple[str, ...], number: int) -> Departing:
        parties = [self.about.specification.party[name] for name in names]
        text = members_text(self.about.specification, self.about.state, names)
        return Departing(names, number, sum(party.size for party in parties), text)

    def _chosen(self, number: int) -> EnoughSilent:
        """A choice of so many of all parties, who can all be named."""
        rules = self.about.rules()
        claim = CanBlock(some_of(self._everybody, number), self.about.when, Manner.AWAY)
        asked = self.about.said(Said.STUCK_WHILE_SILENT, claim).as_property("asked", "")
        (vc,) = verification_conditions(rules.encodings.of(asked, self.about.state), asked)
        choices = choices_for_all(rules.encodings, self.about.state, vc, self.about.budget)
        chosen = choices[0].prop.claim
        assert isinstance(chosen, CanBlock)
        who: list[Departing] = []
        parts: list[Part] = []
        for part in chosen.who.parts:
            parties = [self.about.specification.party[name] for name in part.who.parties]
            size = sum(party.size for party in parties)
            held = size if part.count is None else part.count
            who.append(self._departing(part.who.parties, held))
            if parties[0].cohort:
                cohort = Who(parties[0].name, part.who.parties)
                parts.append(Part(cohort, None if held == size else held))
            else:
                named = parties[:held]
                parts += [Part(Who(one.name, (one.name,), single=True)) for one in named]
        return EnoughSilent(number, (tuple(who),), (Coalition(tuple(parts)),))

    # --- so few decide all ---------------------------------------------------------------------

    def fewest(self) -> tuple[tuple[str, int], ...]:
        """Of each body the fewest who can pass all of it while everybody else stays away."""
        found: list[tuple[str, int]] = []
        for body in self.about.bodies:
            who = Who(body, bodies=(body,))
            most = self.about.seated(body).size
            if not self.about.few_choices(self.about.seated(body).parties):
                continue
            try:
                number = self.about.fewest_pass(who, most, Others.AWAY)
            except LimitReached as reached:
                self.unsettled.append(why(reached.reason))
                continue
            if number is None:
                continue
            found.append((body, number))
            self._say_few(Said.SO_FEW_PASS_IF_SILENT, some_of(who, number))
            if number > 1:
                fewer = Coalition((Part(who, number - 1),), Alone.NONE)
                self._say_few(Said.FEWER_DO_NOT_IF_SILENT, fewer)
        return tuple(found)

    def _say_few(self, said: Said, who: Coalition) -> None:
        claim = CanPass(who, self.about.all_of_it, Others.AWAY)
        self.statements.append(self.about.said(said, claim))


def _whole(party: Party) -> tuple[Part, ...]:
    return (Part(Who(party.name, (party.name,), single=not party.cohort)),)
