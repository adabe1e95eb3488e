"""Small random specifications whose rules can change, for going through every state that they can come to."""

from __future__ import annotations

import random
from dataclasses import replace

from policy_dsl.model import (
    ALWAYS,
    NEW_KINDS,
    AllOf,
    And,
    AnyClause,
    AnyOf,
    AtMeeting,
    AttendanceTally,
    Body,
    BodyHas,
    CanBlock,
    CannotBlock,
    CanPass,
    Claim,
    Comparison,
    Condition,
    ConsentAct,
    ConsentVote,
    EffectPattern,
    EveryCanPass,
    HoldsRight,
    Is,
    IsMember,
    IsSuspended,
    Manner,
    NoneCanPass,
    NoObjection,
    NoObjectionAct,
    Not,
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
    Touches,
    Versions,
    Who,
)
from policy_dsl.model.atoms import Adjournment, adjourned
from policy_dsl.model.traverse import parties_of_claim
from policy_dsl.touching import MOVES
from policy_dsl.wording import whom_it
from tests.semantics.building import (
    attending,
    body,
    composition,
    exception,
    flag,
    of,
    one,
    party,
    pattern,
    power,
    prohibition,
    prop,
    recusal,
    right,
    rule,
    sitting,
    specification,
    together,
    touches,
)

NEVER = And((Is("a", True), Is("a", False)))
NAMES = ("Ada", "Ben", "Cleo")
TALLIES = (
    ("majority", "cast"),
    ("majority", "members"),
    ("unanimity", "cast"),
    ("unanimity", "present"),
    ("unanimity", "members"),
    (">= 2/3", "members"),
)


def small_case(rng: random.Random) -> tuple[Specification, Property]:
    """A specification with a few grants, and a claim about it even after amendments."""
    return _Maker(rng).case()


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


def seats_case(rng: random.Random) -> tuple[Specification, Property]:
    """A board with a number of seats, of which decisions count shares and to which they admit others."""
    return _Seats(rng).case()


def composed_case(rng: random.Random) -> tuple[Specification, Property]:
    """A board with a composition."""
    return _Composed(rng).case()


def unless_it_leaves(asked: Property) -> Property:
    """Of every other claim about some party, that leaving it is not counted; settled by the claim itself."""
    about = parties_of_claim(asked.claim) is not None
    drawn = random.Random(repr(asked.claim)).random() < 0.5
    return replace(asked, unless_it_leaves=about and drawn)


class _Maker:
    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        self.clauses: list[str] = []
        self.powers = ["P"] if rng.random() < 0.6 else ["P", "Q"]
        self.kinds = [
            rng.choice(["rule", "rule", "rule", "prohibition", "exception", "recusal"])
            for _ in range(rng.randint(1, 3))
        ]
        self.names = [f"c{i}" for i in range(len(self.kinds))]
        self.seated = list(NAMES[: rng.choice([2, 3, 3])])
        # A second body, in which nothing but a recusal can come to change.
        self.bodies = ["Board"] if rng.random() < 0.6 else ["Board", "House"]
        self.house = rng.sample(NAMES, rng.choice([1, 1, 2]))

    def case(self) -> tuple[Specification, Property]:
        parties = [party(name) for name in NAMES]
        made = self.clauses_made()
        bodies = [self.body()]
        if "House" in self.bodies:
            bodies.append(body("House", " ".join(self.house), fixed=True))
        papers = right("papers", " ".join(self.bodies))
        made_spec = specification(*parties, *bodies, flag("a"), *made, papers)
        asked = self.asked(replace(prop(self.claim()), even_after_amendments=True))
        return replace(made_spec, properties=(asked,)), asked

    def asked(self, it: Property) -> Property:
        return unless_it_leaves(it)

    def clauses_made(self) -> list[AnyClause]:
        rng = self.rng
        made: list[AnyClause] = []
        exceptable: list[str] = []
        for name, wanted in zip(self.names, self.kinds, strict=True):
            proposed = rng.random() < 0.15
            fixed = rng.random() < 0.1
            kind = "rule" if wanted == "exception" and not exceptable else wanted
            if kind == "rule":
                made.append(
                    rule(
                        name,
                        self.requirement(),
                        self.condition(),
                        self.scope(),
                        fixed=fixed,
                        proposed=proposed,
                    )
                )
                exceptable.append(name)
            elif kind == "prohibition":
                made.append(
                    prohibition(
                        name,
                        self.condition(),
                        self.scope(),
                        fixed=fixed,
                        proposed=proposed,
                    )
                )
                exceptable.append(name)
            elif kind == "exception":
                made.append(
                    exception(
                        name,
                        rng.choice(exceptable),
                        self.condition(),
                        fixed=fixed,
                        proposed=proposed,
                    )
                )
            else:
                made.append(
                    recusal(
                        name,
                        rng.choice(self.bodies),
                        self.whom(),
                        self.condition(),
                        and_counting=rng.random() < 0.5,
                        proposed=proposed,
                        limits=self.scope_of_recusal(),
                    )
                )
        for name in self.powers:
            made.append(
                power(
                    name,
                    self.requirement(),
                    ALWAYS if rng.random() < 0.7 else self.condition(),
                    self.grants(),
                    fixed=rng.random() < 0.1,
                )
            )
        return made

    def whom(self) -> Who:
        return one(self.rng.choice(NAMES))

    def scope(self) -> str | PowersOf | None:
        return None if self.rng.random() < 0.5 else self.rng.choice(self.powers)

    def scope_of_recusal(self) -> str | PowersOf | None:
        return None

    def body(self) -> Body:
        quorum = None if self.rng.random() < 0.6 else attending("> 1/2", "Board")
        return body(
            "Board",
            " ".join(self.seated),
            quorum,
            fixed=self.rng.random() < 0.15,
            fixed_quorum=self.rng.random() < 0.3,
        )

    def grants(self) -> list[EffectPattern]:
        everything = [self.pattern() for _ in range(self.rng.randint(0, 3))]
        if self.rng.random() < 0.05:
            everything.append(pattern("enact_power"))
        if self.rng.random() < 0.1:
            everything.append(pattern("enact_new"))
        return everything

    def pattern(self) -> EffectPattern:
        rng = self.rng
        kind = rng.choice(
            [
                "amend",
                "amend",
                "lapse",
                "enact",
                "suspend",
                "remove",
                "restore",
                "admit",
                "amend_quorum",
                "admit_new",
                "enact_exception",
            ]
        )
        if kind == "enact_exception":
            return pattern(kind, rng.choice(self.names))
        if kind in ("amend", "lapse", "enact"):
            return pattern(kind, rng.choice([*self.names, *self.powers, "papers"]))
        if kind in ("amend_quorum", "admit_new"):
            return pattern(kind, "Board")
        return pattern(kind, "Board", rng.choice(NAMES))

    def requirement(self, deep: bool = True) -> Requirement:
        rng = self.rng
        choice = rng.random()
        where = rng.choice(self.bodies)
        if choice < 0.5:
            return of(*rng.choice(TALLIES), where)
        if choice < 0.65:
            return ConsentVote(one(rng.choice(NAMES)), where)
        if choice < 0.75:
            return ConsentAct(one(rng.choice(NAMES)))
        if choice < 0.8:
            return ConsentAct(sitting("Board"))
        if not deep:
            return of(*rng.choice(TALLIES), "Board")
        parts = (self.requirement(False), self.requirement(False))
        return AllOf(parts) if rng.random() < 0.5 else AnyOf(parts)

    def condition(self) -> Condition:
        rng = self.rng
        choice = rng.random()
        if choice < 0.25:
            return ALWAYS
        if choice < 0.45:
            return Is("a", rng.random() < 0.5)
        touched: Condition = self.touches()
        if choice < 0.6:
            return Not(touched)
        if choice < 0.7:
            return And((Is("a", True), touched))
        return touched

    def touches(self) -> Touches:
        some = [self.pattern() for _ in range(self.rng.randint(1, 2))]
        if self.rng.random() < 0.3:
            some += [pattern(kind) for kind in ("amend", "lapse", "enact", "amend_quorum")]
            if self.rng.random() < 0.6:
                # Any clause, where without these it is any declared one.
                some += [pattern(kind) for kind in ("enact_new", "enact_exception")]
        return touches("touches", *some)

    def claim(self) -> Claim:
        rng = self.rng
        when = ALWAYS if rng.random() < 0.3 else Is("a", True)
        choice = rng.random()
        if choice < 0.7:
            manner = rng.choice([Manner.AGAINST, Manner.AGAINST, *Manner])
            return CanBlock(together(one(rng.choice(NAMES))), when, manner)
        if choice < 0.78:
            return NoneCanPass(when)
        if choice < 0.86:
            return Requires(when, self.requirement(False))
        if choice < 0.88:
            return HoldsRight(rng.choice(NAMES), "papers", rng.random() < 0.6)
        if choice < 0.9:
            return IsMember(rng.choice(NAMES), "Board", rng.random() < 0.6)
        return SomeCanPass(when) if rng.random() < 0.5 else EveryCanPass(when)


class _Who(_Maker):
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


class _Meetings(_Maker):
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


class _Done(_Maker):
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


class _Limited(_Maker):
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


class _Leaving(_Maker):
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


class _Scopes(_Maker):
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


class _Seats(_Maker):
    """Few seats, some of them vacant, and decisions that fill and empty them."""

    def __init__(self, rng: random.Random) -> None:
        super().__init__(rng)
        self.kinds = self.kinds[:1]
        self.names = self.names[:1]
        self.seated = list(NAMES[: rng.choice([1, 2, 2, 3])])

    def body(self) -> Body:
        number = len(self.seated) + self.rng.choice([0, 1, 1, 2])
        base = self.rng.choice(["seats", "members"])
        quorum = None if self.rng.random() < 0.5 else AttendanceTally(of("> 1/3", base, "Board"))
        return body("Board", " ".join(self.seated), quorum, seats=number)

    def grants(self) -> list[EffectPattern]:
        rng = self.rng
        kinds = ["admit", "admit", "remove", "suspend", "admit_new"]
        seats = [
            pattern(kind, "Board", None if kind == "admit_new" else rng.choice([*NAMES, None]))
            for kind in rng.sample(kinds, rng.randint(1, 2))
        ]
        return [*super().grants()[:1], *seats]

    def condition(self) -> Condition:
        rng = self.rng
        if rng.random() < 0.6:
            return super().condition()
        comparison = rng.choice(list(Comparison))
        if rng.random() < 0.3:
            return BodyHas("Board", comparison, rng.choice([0, 1]), True)
        among = rng.choice([None, None, one(rng.choice(NAMES)), sitting("Board")])
        return BodyHas("Board", comparison, rng.choice([1, 2, 3]), False, among)

    def claim(self) -> Claim:
        made = super().claim()
        if isinstance(made, CanBlock | Requires) and self.rng.random() < 0.3:
            return replace(made, when=And((made.when, self.condition())))
        return made

    def requirement(self, deep: bool = True) -> Requirement:
        threshold, _ = self.rng.choice(TALLIES)
        if self.rng.random() < 0.6:
            return of(threshold, "seats", "Board")
        return super().requirement(deep)


class _Composed(_Seats):
    """A composition, amendable or not, and decisions that admit and remove."""

    def pattern(self) -> EffectPattern:
        if self.rng.random() < 0.25:
            return pattern(self.rng.choice(["amend", "lapse", "enact"]), "mix")
        return super().pattern()

    def body(self) -> Body:
        made = super().body()
        return made if self.rng.random() < 0.3 else replace(made, seats=6)

    def clauses_made(self) -> list[AnyClause]:
        rng = self.rng
        who = Who("some", tuple(rng.sample(NAMES, rng.choice([1, 2, 2]))))
        mix = composition(
            "mix",
            "Board",
            rng.choice(["0", "1", "1", "1/2", "1/3", "2/3"]),
            who,
            fixed=rng.random() < 0.4,
            proposed=rng.random() < 0.15,
        )
        return [mix, *super().clauses_made()]

    def claim(self) -> Claim:
        made = super().claim()
        moves = touches("admits", pattern(self.rng.choice(["admit", "remove"]), "Board"))
        asks = isinstance(made, NoneCanPass | SomeCanPass | EveryCanPass | CanBlock)
        if asks and self.rng.random() < 0.5:
            return replace(made, when=And((made.when, moves)))  # type: ignore[union-attr]
        return made
