"""A committee of four that takes votes one after the other, as a program of its own; it uses no library.

It knows from the first event of a session who sits there, and keeps to it. An argument names a defect.
"""

import json
import sys

DEFECT = sys.argv[1] if len(sys.argv) > 1 else ""


class Committee:
    """Who sits there, and the motions of a session."""

    def __init__(self, state: dict) -> None:
        self.members = set(state["members"]["Committee"])
        self.suspended = set(state["suspended"].get("Committee", []))
        self.motions: dict[int, dict] = {}

    def has_a_vote(self, party: str) -> bool:
        """Members that are not suspended."""
        return party in self.members and party not in self.suspended

    def happens(self, event: str, party: str) -> None:
        """Somebody comes or goes."""
        match event:
            case "joins":
                self.members.add(party)
            case "leaves":
                self.members.discard(party)
                self.suspended.discard(party)
            case "is suspended from":
                self.suspended.add(party)
            case "is restored to" if DEFECT != "restored-stay-away":
                self.suspended.discard(party)

    def votes(self, motion: int, party: str, vote: str) -> bool:
        """Whether the vote is taken: one from each who has one, until the vote is closed."""
        it = self.motions[motion]
        if it["closed"] and DEFECT != "late-votes-count":
            return False
        if not self.has_a_vote(party):
            return False
        if party in it["voted"] and DEFECT != "second-votes-count":
            return False
        it["voted"].add(party)
        it["votes"].append(vote)
        return True

    def result(self, motion: int) -> dict:
        """The result, once the vote is closed."""
        it = self.motions[motion]
        if not it["closed"] and DEFECT != "results-leak":
            return {"accepted": False}
        return {"adopted": self.adopted(it["votes"])}

    def adopted(self, votes: list[str]) -> bool:
        """Half of the members there, and more for than against."""
        members = [each for each in self.members if each not in self.suspended]
        return 2 * len(votes) >= len(members) and votes.count("for") > votes.count("against")


def answer(event: dict) -> dict:
    """What is answered to an event."""
    global committee  # noqa: PLW0603 - a session is all that this program remembers
    match event["event"]:
        case "begins":
            committee = Committee(event["state"])
        case "opens":
            committee.motions[event["motion"]] = {"votes": [], "voted": set(), "closed": False}
        case "votes":
            return {"accepted": committee.votes(event["motion"], event["party"], event["vote"])}
        case "closes":
            committee.motions[event["motion"]]["closed"] = True
        case "result":
            return committee.result(event["motion"])
        case "decides":
            votes = [each for each in event["votes"]["Committee"].values() if each != "absent"]
            return {"adopted": committee.adopted(votes)}
        case "joins" | "leaves" | "is suspended from" | "is restored to":
            committee.happens(event["event"], event["party"])
        case other:
            raise ValueError(f"no such event: {other}")
    return {"accepted": True}


for line in sys.stdin:
    asked = json.loads(line)
    print(json.dumps({"id": asked["id"], **answer(asked)}), flush=True)
