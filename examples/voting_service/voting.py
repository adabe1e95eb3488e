"""A voting service for the housing co-operative, as somebody would write it: no rulebook is read here."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

MEMBERS = {"Member": 9, "Treasurer": 1, "Secretary": 1}
LARGE = 10_000

Vote = str | Mapping[str, int]


class Voting:
    """Decides motions, and remembers who is a member."""

    def __init__(self) -> None:
        self.seats = dict(MEMBERS)
        self.suspended: set[str] = set()

    # --- what the outside tells it ---------------------------------------------------------------

    def happens(self, event: Mapping[str, Any]) -> None:
        """Somebody comes or goes."""
        party = event["party"]
        match event["event"]:
            case "joins":
                self.seats[party] = MEMBERS[party]
            case "leaves":
                self.seats.pop(party)
                self.suspended.discard(party)
            case "is suspended from":
                self.suspended.add(party)
            case "is restored to":
                self.suspended.discard(party)

    def voters(self, body: str) -> list[str]:
        """Who has a vote."""
        return [party for party in self.seats if party not in self.suspended]

    # --- a motion --------------------------------------------------------------------------------

    def decide(
        self,
        decision: Mapping[str, Any],
        ballots: Mapping[str, Mapping[str, Vote]],
        casting: Mapping[str, str],
        effects: list[str],
    ) -> bool:
        """Whether a motion is adopted; if it is, what it does to the membership is done."""
        adopted = self.carried(decision, ballots["Meeting"], casting.get("Meeting"))
        if adopted:
            for effect in effects:
                self.carry_out(effect)
        return adopted

    def carried(
        self, decision: Mapping[str, Any], votes: Mapping[str, Vote], casting: str | None
    ) -> bool:
        """The rules, clause by clause."""
        spending = decision["spending"]
        count = {"for": 0, "against": 0, "abstain": 0, "absent": 0}
        present = members = 0
        for party in self.voters("Meeting"):
            each = counted(votes.get(party, "absent"), self.seats[party])
            members += self.seats[party]
            present += self.seats[party] - each["absent"]
            if party == "Treasurer" and spending > 0:
                continue  # rule 8
            for vote, number in each.items():
                count[vote] += number
        if present * 2 < members or count["for"] == 0:
            return False
        if not self.majority(count) and not self.tie_broken(count, votes, casting):
            return False
        large = spending >= LARGE and not self.exempt(decision)
        return not large or self.two_thirds(count)

    def majority(self, count: Mapping[str, int]) -> bool:
        """More for than against (rule 6)."""
        return count["for"] > count["against"]

    def tie_broken(
        self, count: Mapping[str, int], votes: Mapping[str, Vote], casting: str | None
    ) -> bool:
        """The secretary, if there and not against, may break a tie."""
        chair = votes.get("Secretary", "absent") if "Secretary" in self.voters("Meeting") else None
        there = chair in ("for", "abstain") or "Secretary" not in self.seats
        return count["for"] == count["against"] and there and casting == "for"

    def two_thirds(self, count: Mapping[str, int]) -> bool:
        """Two thirds of the votes cast (rule 7)."""
        return Fraction(count["for"], count["for"] + count["against"]) >= Fraction(2, 3)

    def exempt(self, decision: Mapping[str, Any]) -> bool:
        """Emergency repairs need no two thirds (rule 7)."""
        return bool(decision["repair"])

    def carry_out(self, effect: str) -> None:
        """ "suspends Treasurer from Meeting" and the like."""
        verb, party = effect.split()[:2]
        events = {
            "suspends": "is suspended from",
            "restores": "is restored to",
            "removes": "leaves",
            "admits": "joins",
        }
        self.happens({"event": events[verb], "party": party})


def counted(vote: Vote, size: int) -> Mapping[str, int]:
    """A vote as numbers: of one party, or of several of a kind."""
    if not isinstance(vote, str):
        return vote
    return {"for": 0, "against": 0, "abstain": 0, "absent": 0} | {vote: size}
