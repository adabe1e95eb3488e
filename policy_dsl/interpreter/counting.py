"""Ballots as they count: who did what in a body, and what a casting vote is worth."""

from __future__ import annotations

from collections.abc import Mapping

from policy_dsl.decisions import NO_ATTRIBUTE, Ballots, Cell, Counts, Vote
from policy_dsl.interpreter.clauses import Rules
from policy_dsl.interpreter.outcome import Counted, Seated
from policy_dsl.model import CastsThough, Who


class Floor:
    """A decision's rules and everybody's ballots, as they count when a power is judged (None: when none is).

    A recusal that limits the power keeps its parties from voting there: whoever of them gave a vote attends. It is the
    floor of one meeting: of the last, or so many (`meeting`) before that.
    """

    def __init__(
        self, rules: Rules, ballots: Ballots, power: str | None = None, meeting: int = 0
    ) -> None:
        self.power = power
        self._all = ballots
        self._meeting = meeting
        self.seated = rules.seated_for(power)
        self.rules = rules
        self.situation = rules.situation
        self.specification = rules.specification
        self.ballots = ballots.before_the_last(meeting)

    def before(self, meetings: int) -> Floor:
        """The same at an earlier meeting: so many before this one."""
        if meetings == 0:
            return self
        return Floor(self.rules, self._all, self.power, self._meeting + meetings)

    def counts(self, body: str, seated: Seated) -> Counts:
        """What these members do; who is not mentioned is absent."""
        given = self.ballots.votes.get((body, seated.party), {}).get(seated.cell)
        return Counts(absent=seated.number) if given is None else given

    def count(self, body: str, among: Who | None, weight: str | None, facts: bool) -> Counted:
        """The numbers of a body, or of those among it, in heads or in a weight.

        A recused member casts no vote; it counts as a member, and as present where it attends, unless a
        recusal counts it out. Whoever is suspended counts nowhere.
        """
        members = present = in_favour = against = abstaining = 0
        heads_present = heads_in_favour = heads_against = 0
        for seated in self.seated[body]:
            if not seated.counts:
                continue
            if among is not None and not self.situation.refers(
                among, seated.party, seated.cell, facts
            ):
                continue
            each = self._weight(seated.party, weight)
            counts = self.counts(body, seated)
            members += each * seated.number
            present += each * counts.attending
            heads_present += counts.attending
            # Whoever is recused has been counted among those present, if it attends, and has no vote to count.
            if seated.entitled:
                in_favour += each * counts.in_favour
                against += each * counts.against
                abstaining += each * counts.abstain
                heads_in_favour += counts.in_favour
                heads_against += counts.against
        return Counted(
            members,
            present,
            in_favour,
            against,
            abstaining,
            heads_present,
            heads_in_favour,
            heads_against,
        )

    def seats(self, body: str) -> int:
        """The seats of a body, vacant ones and those of suspended members included, less those of members counted out.

        Raises ValueError where it is not said how many a body has.
        """
        number = self.specification.body[body].seats
        if number is None:
            raise ValueError(f"how many seats has `{body}`? it is not said")
        out = (
            seated.number
            for seated in self.seated[body]
            if seated.counted_out and not seated.suspended
        )
        return number - sum(out)

    def _weight(self, party: str, weight: str | None) -> int:
        if weight is None:
            return 1
        weights = self.specification.party[party].weights
        if weight not in weights:
            raise ValueError(f"`{party}` has no {weight}")
        return weights[weight]

    def casting(self, body: str) -> Vote | None:
        """The casting vote that counts; None where none is cast by a chair who is present and entitled.

        A chair with a voting seat must be there; one without is there if it casts. A chair who votes
        against casts against.
        """
        chair = self.specification.body[body].chair
        cast = self.ballots.casting.get(body)
        if chair is not None and CastsThough.ANYTHING in chair.casts_though:
            return Vote.FOR
        if chair is None or not chair.casting_vote or cast is None:
            return None
        recused = self.rules.recusing(body, chair.party, NO_ATTRIBUTE, self.power)
        # The casting vote is a vote: who may not vote on this may not decide it either, unless the file says so.
        if recused and CastsThough.RECUSED not in chair.casts_though:
            return None
        for seated in self.seated[body]:
            if seated.party == chair.party:
                counts = self.counts(body, seated)
                there = counts.attending or CastsThough.ABSENT in chair.casts_though
                if seated.suspended or not there:
                    return None
                against = counts.against and CastsThough.AGAINST not in chair.casts_though
                return Vote.AGAINST if against else cast
        return cast


def check_ballots(rules: Rules, ballots: Ballots) -> None:
    """Raise ValueError for ballots that nobody could have given on this decision."""
    if any(each.earlier for each in ballots.earlier):
        raise ValueError("what comes before an earlier meeting belongs to the whole ballots")
    for each in ballots.meetings:
        _check_meeting(rules, each)


def _check_meeting(rules: Rules, ballots: Ballots) -> None:
    specification = rules.specification
    cells = rules.situation.cells
    for (body, party), given in ballots.votes.items():
        if body not in specification.body or party not in specification.party:
            raise ValueError(f"votes of `{party}` in `{body}`: there is no such body or party")
        if rules.situation.state.votes_in(body, party):
            _check_counts(f"the votes of `{party}` in `{body}`", given, dict(cells[party]))
        elif any(counts.attending for counts in given.values()):
            raise ValueError(f"`{party}` has no vote in `{body}`")
    for what, acts in (("consent", ballots.consents), ("objection", ballots.objections)):
        for party, acting in acts.items():
            if party not in specification.party:
                raise ValueError(f"{what} of `{party}`: there is no such party")
            sizes = dict(cells[party])
            for cell, number in acting.items():
                if not 0 <= number <= sizes.get(cell, 0):
                    raise ValueError(f"{number} {what}s of `{party}` do not fit its members")
                consents = ballots.consents.get(party, {}).get(cell, 0)
                if acts is ballots.objections and number + consents > sizes.get(cell, 0):
                    raise ValueError(f"some of `{party}` would both consent and object")
    for body, vote in ballots.casting.items():
        chair = specification.body[body].chair if body in specification.body else None
        if chair is None or not chair.casting_vote:
            raise ValueError(f"nobody has a casting vote in `{body}`")
        if vote not in (Vote.FOR, Vote.AGAINST):
            raise ValueError(f"a casting vote is for or against: `{body}`")


def _check_counts(whose: str, given: Mapping[Cell, Counts], sizes: dict[Cell, int]) -> None:
    for cell, counts in given.items():
        numbers = (counts.in_favour, counts.against, counts.abstain, counts.absent)
        if min(numbers) < 0 or counts.total != sizes.get(cell, 0):
            raise ValueError(f"{whose} do not add up: {counts.total} for {sizes.get(cell, 0)}")
