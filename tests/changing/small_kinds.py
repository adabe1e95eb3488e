"""Small cases of one kind each: with scopes, whom a decision names or does something to, meetings, and limits."""

from __future__ import annotations

import random
from dataclasses import replace

from policy_dsl.model import (
    ALWAYS,
    NEW_KINDS,
    AllOf,
    And,
    AnyClause,
    AtMeeting,
    Body,
    CanBlock,
    CannotBlock,
    CanPass,
    Claim,
    Condition,
    ConsentVote,
    EffectPattern,
    EveryCanPass,
    HoldsRight,
    Is,
    IsMember,
    IsSuspended,
    Manner,
    NoObjection,
    NoObjectionAct,
    Power,
    PowersOf,
    Property,
    Requirement,
    Requires,
    Rule,
    SomeCanPass,
    Specification,
    Successive,
    Tally,
    Versions,
    Who,
)
from policy_dsl.model.atoms import Adjournment, adjourned
from policy_dsl.touching import MOVES
from policy_dsl.wording import whom_it
from tests.changing.small import NAMES, NEVER, TALLIES, Maker
from tests.semantics.asking import together
from tests.semantics.building import (
    attending,
    of,
    one,
    pattern,
    power,
    prohibition,
    recusal,
    rule,
)


def scope_case(rng: random.Random) -> tuple[Specification, Property]:
    """The same with two bodies and a clause that can come to be about other bodies or powers than it was."""
    return _Scopes(rng).case()


def who_case(rng: random.Random) -> tuple[Specification, Property]:
    """A claim about rules that limit the powers of a body."""
    return _Who(rng).case()


def meetings_case(rng: random.Random) -> tuple[Specification, Property]:
    """A claim about powers that are used at meetings that follow one another."""
    return _Meetings(rng).case()


def adjourned_case(rng: random.Random) -> tuple[Specification, Property]:
    """A claim about powers that may be used at an adjourned meeting."""
    return _Adjourned(rng).case()


def done_case(rng: random.Random) -> tuple[Specification, Property]:
    """A claim about rules by which a decision keeps from voting those to whom it does something."""
    return _Done(rng).case()


def limited_case(rng: random.Random) -> tuple[Specification, Property]:
    """A claim about recusals that come to limit some of several powers."""
    return _Limited(rng).case()


def leaving_case(rng: random.Random) -> tuple[Specification, Property]:
    """A claim about a seat or a right, and whether others can take it away."""
    return _Leaving(rng).case()


class _Who(Maker):
    """Clauses that limit the powers of a body, whichever these come to be; recusals that limit powers."""

    def __init__(self, rng: random.Random) -> None:
        super().__init__(rng)
        self.powers = ["P", "Q"]
        self.bodies = ["Board", "House"]
        if rng.random() < 0.5:
            self.kinds[0] = "recusal"

    def scope_of_recusal(self) -> str | PowersOf | None:
        if self.rng.random() < 0.2:
            return None
        if self.rng.random() < 0.6:
            return self.rng.choice(self.powers)
        return PowersOf(self.rng.choice(self.bodies))

    def requirement(self, deep: bool = True) -> Requirement:
        if self.rng.random() < 0.2:
            return NoObjectionAct(one(self.rng.choice(NAMES)))
        return super().requirement(deep)

    def claim(self) -> Claim:
        if self.rng.random() < 0.3:
            when = Is("a", True) if self.rng.random() < 0.5 else ALWAYS
            return Requires(when, self.requirement(False))
        return super().claim()

    def scope(self) -> str | PowersOf | None:
        if self.rng.random() < 0.3:
            return super().scope()
        return PowersOf(self.rng.choice(self.bodies))


class _Meetings(Maker):
    """Powers that are used at two meetings, and what is asked at one of them, or at both."""

    def __init__(self, rng: random.Random) -> None:
        super().__init__(rng)
        self.kinds[0] = rng.choice(["rule", "rule", self.kinds[0]])

    def clauses_made(self) -> list[AnyClause]:
        made = [self._at_meetings(clause) for clause in super().clauses_made()]
        # However the others come to read, this one is used at two.
        never = And((Is("a", True), Is("a", False)))
        stages = Successive((self.requirement(False), self.requirement(False)))
        return [*made, power("S", stages, never, [], fixed=True)]

    def _at_meetings(self, clause: AnyClause) -> AnyClause:
        rng = self.rng
        if isinstance(clause, Power) and rng.random() < 0.75:
            stages = [clause.requires.under(None), self.requirement(False)]
            rng.shuffle(stages)
            return replace(clause, requires=Versions(Successive(tuple(stages))))
        return (
            replace(clause, at=rng.choice(list(AtMeeting))) if isinstance(clause, Rule) else clause
        )

    def claim(self) -> Claim:
        rng = self.rng
        if rng.random() < 0.3:
            when = Is("a", True) if rng.random() < 0.7 else ALWAYS
            asked = self.requirement(False)
            if rng.random() < 0.5:
                asked = Successive((asked, self.requirement(False)))
            return Requires(when, asked)
        return super().claim()


class _Adjourned(_Meetings):
    """Powers that are used at a first meeting, or where that is not quorate at an adjourned one."""

    def body(self) -> Body:
        made = super().body()
        if made.quorum is not None and self.rng.random() < 0.5:
            return made
        return replace(made, quorum=attending(f">= {self.rng.choice([1, 2, 2, 3])}", "Board"))

    def clauses_made(self) -> list[AnyClause]:
        *made, last = super().clauses_made()
        asked = last.requires.under(None)  # type: ignore[union-attr]
        return [*made, replace(last, requires=Versions(self._adjourned(asked)))]  # type: ignore[type-var]

    def _at_meetings(self, clause: AnyClause) -> AnyClause:
        made = super()._at_meetings(clause)
        if isinstance(made, Power) and self.rng.random() < 0.8:
            asked = made.requires.under(None)
            return replace(made, requires=Versions(self._adjourned(asked)))
        return made

    def _adjourned(self, asked: Requirement) -> Requirement:
        if not isinstance(asked, Successive):
            return asked
        first, again = asked.stages
        if isinstance(again, Tally) and self.rng.random() < 0.5:
            again = replace(again, no_quorum=True)
        return adjourned(Adjournment("Board", first, again))

    def claim(self) -> Claim:
        made = super().claim()
        if isinstance(made, Requires):
            return replace(made, requirement=self._adjourned(made.requirement))
        return made


class _Done(Maker):
    """Decisions keep from voting those to whom they do something."""

    def __init__(self, rng: random.Random) -> None:
        super().__init__(rng)
        self.kinds, self.names = ["recusal"], ["c0"]
        self.bodies = ["Board"]
        self.seated = list(NAMES)

    def whom(self) -> Who:
        ways = (("remove",), ("suspend",), ("remove", "suspend"), ("restore", "admit"))
        verbs = self.rng.choice(ways)
        return Who(whom_it(verbs), effects=tuple(MOVES[verb][0] for verb in verbs))

    def condition(self) -> Condition:
        return ALWAYS if self.rng.random() < 0.4 else super().condition()

    def grants(self) -> list[EffectPattern]:
        rng = self.rng
        seats = [
            pattern(rng.choice(["suspend", "remove", "restore", "admit"]), "Board", whom)
            for whom in rng.choice([(None,), NAMES[:1], NAMES[:2], NAMES[1:]])
        ]
        return [*(super().grants()[:1] if rng.random() < 0.3 else []), *seats]


class _Limited(Maker):
    """Powers ask for what those can do who may not vote on one of them; a recusal can be reworded or enacted."""

    def __init__(self, rng: random.Random) -> None:
        super().__init__(rng)
        self.bodies = ["Board"]
        self.seated = list(NAMES[: rng.choice([2, 2, 3])])
        self.powers = ["P", "Q"] if rng.random() < 0.8 else ["P"]
        self.names = ["c0"] if rng.random() < 0.7 else []
        # Of whom most is said, and who does not ask for the recusal.
        self.focus, self.holder = rng.sample(self.seated, 2)

    def clauses_made(self) -> list[AnyClause]:
        rng = self.rng
        made: list[AnyClause] = [
            recusal(name, "Board", one(rng.choice(NAMES)), NEVER) for name in self.names
        ]
        told = [attending(">= 1", "Board", one(self.focus)), NoObjection(one(self.focus), "Board")]
        for name, usual in zip(self.powers, told, strict=False):
            made.append(power(name, usual if rng.random() < 0.6 else self.requirement()))
        changes = pattern("amend", "c0") if self.names else pattern("enact_new", "recusal")
        # What changes the rules decides nothing else that matters.
        made.append(power("S", of(*rng.choice(TALLIES), "Board"), Is("a", False), [changes]))
        return made

    def requirement(self, deep: bool = True) -> Requirement:
        rng = self.rng
        who = one(self.focus if rng.random() < 0.8 else rng.choice(self.seated))
        made: Requirement = rng.choice(
            [
                attending(rng.choice([">= 1", ">= 2"]), "Board"),
                attending(">= 1", "Board", who),
                NoObjection(who, "Board"),
                of(*rng.choice(TALLIES), "Board"),
            ]
        )
        return AllOf((made, self.requirement(False))) if deep and rng.random() < 0.2 else made

    def claim(self) -> Claim:
        rng = self.rng
        when = Is("a", True)
        holder = together(one(self.holder))
        return rng.choice(
            [
                *(CanPass(holder, when) for _ in range(4)),
                CannotBlock(holder, when, rng.choice(list(Manner))),
                EveryCanPass(when),
                CanBlock(holder, when, rng.choice(list(Manner))),
            ]
        )


class _Leaving(Maker):
    """What may happen to seats, and who can do it to whom."""

    def asked(self, it: Property) -> Property:
        return replace(it, unless_it_leaves=True)

    def body(self) -> Body:
        made = super().body()
        return replace(made, fixed_membership=self.rng.random() < 0.05)

    def grants(self) -> list[EffectPattern]:
        rng = self.rng
        whom = rng.choice([*NAMES, None])
        seats = [pattern(rng.choice(["suspend", "remove", "remove"]), "Board", whom)]
        return [*super().grants()[:2], *(seats if rng.random() < 0.7 else ())]

    def claim(self) -> Claim:
        rng = self.rng
        who = rng.choice(self.seated) if rng.random() < 0.85 else rng.choice(NAMES)
        positive = rng.random() < 0.8
        match rng.randrange(4):
            case 0:
                return HoldsRight(who, "papers", positive)
            case 1:
                return IsSuspended(who, "Board", not positive)
            case _:
                return IsMember(who, "Board", positive)


class _Scopes(Maker):
    """One power can amend a clause of small scope; whoever holds it keeps to decisions that do not matter."""

    def __init__(self, rng: random.Random) -> None:
        super().__init__(rng)
        self.powers = ["P", "Q"]
        self.bodies = ["Board", "House"]
        self.kinds = [rng.choice(["recusal", "recusal", "rule", "prohibition"])]
        self.names = ["c0"]
        self.seated = list(NAMES[: rng.choice([2, 2, 3])])
        self.house = rng.sample(NAMES, rng.choice([1, 1, 2]))

    def clauses_made(self) -> list[AnyClause]:
        rng = self.rng
        narrow = NEVER if rng.random() < 0.6 else self.condition()
        match self.kinds[0]:
            case "recusal":
                counting = rng.random() < 0.5
                whom = one(rng.choice(NAMES))
                made: AnyClause = recusal(
                    "c0", rng.choice(self.bodies), whom, narrow, and_counting=counting
                )
            case "rule":
                made = rule("c0", self.requirement(), narrow, rng.choice(self.powers))
            case _:
                made = prohibition("c0", narrow, rng.choice(self.powers))
        main = of(*rng.choice(TALLIES), "Board")
        side = self.requirement(False)
        if rng.random() < 0.5:
            side = ConsentVote(one(rng.choice(self.house)), "House")
        # What the side power decides says little by itself.
        when: Condition = Is("a", False)
        amends = [self.changes()]
        return [made, power("P", main), power("Q", side, when, amends)]

    def changes(self) -> EffectPattern:
        rng = self.rng
        choice = rng.random()
        if choice < 0.1:
            return pattern(rng.choice(["amend", "lapse"]), "papers")
        if choice < 0.4:
            return pattern("amend", "c0")
        if choice < 0.7:
            return pattern("enact_new", rng.choice(NEW_KINDS))
        return pattern("enact_new") if choice < 0.8 else pattern("enact_exception", "c0")

    def body(self) -> Body:
        made = super().body()
        return replace(made, fixed_membership=self.rng.random() < 0.8)

    def claim(self) -> Claim:
        rng = self.rng
        when = Is("a", True)
        choice = rng.random()
        if choice < 0.7:
            manner = rng.choice([Manner.AGAINST, Manner.AGAINST, *Manner])
            return CanBlock(together(one(rng.choice(NAMES))), when, manner)
        if choice < 0.75:
            return HoldsRight(rng.choice(NAMES), "papers", rng.random() < 0.5)
        if choice < 0.8:
            return CanPass(together(one(rng.choice(NAMES))), when)
        if choice < 0.9:
            return Requires(when, self.requirement(False))
        return SomeCanPass(when) if rng.random() < 0.5 else EveryCanPass(when)
