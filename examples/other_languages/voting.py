"""The housing co-operative's rules as a program of its own, answering JSON lines; it uses no library.

It answers questions, and the events of sessions. With --defect, abstentions are counted among the votes cast.
"""

import json
import sys

SIZE = {"Member": 9, "Treasurer": 1, "Secretary": 1}
NONE = {"for": 0, "against": 0, "abstain": 0, "absent": 0}
EVENT = {
    "admits": "joins",
    "removes": "leaves",
    "suspends": "is suspended from",
    "restores": "is restored to",
}


def presides(state: dict, votes: dict) -> bool:
    """Whether the chair is there to cast for; one without a seat is there whenever it casts."""
    if "Secretary" not in state["members"]["Meeting"]:
        return True
    suspended = "Secretary" in state["suspended"].get("Meeting", [])
    return not suspended and votes["Secretary"] in ("for", "abstain")


def adopted(question: dict, defect: bool) -> bool:
    """The rules."""
    decision, votes = question["decision"], question["votes"]["Meeting"]
    suspended = question["state"]["suspended"].get("Meeting", [])
    voters = [p for p in question["state"]["members"]["Meeting"] if p not in suspended]
    total, members, present = dict(NONE), 0, 0
    for party in voters:
        vote = votes[party]
        each = {**NONE, vote: SIZE[party]} if isinstance(vote, str) else {**NONE, **vote}
        members += SIZE[party]
        present += SIZE[party] - each["absent"]
        if party != "Treasurer" or decision["spending"] == 0:
            total = {name: total[name] + each[name] for name in total}
    if 2 * present < members or not total["for"]:
        return False
    tie = total["for"] == total["against"] and presides(question["state"], votes)
    broken = tie and question.get("casting", {}).get("Meeting") == "for"
    if total["for"] <= total["against"] and not broken:
        return False
    if decision["spending"] < 10_000 or decision["repair"]:
        return True
    cast = total["for"] + total["against"] + (total["abstain"] if defect else 0)
    return 3 * total["for"] >= 2 * cast


class Session:
    """Who sits there by now, and the motions that were opened."""

    def __init__(self, state: dict) -> None:
        self.members = list(state["members"]["Meeting"])
        self.suspended = list(state["suspended"].get("Meeting", []))
        self.motions: dict[int, dict] = {}

    def answer(self, event: dict, defect: bool) -> dict:
        """What is answered to an event."""
        motion = self.motions.get(event.get("motion"))
        match event["event"]:
            case "opens":
                self.motions[event["motion"]] = {**event, "cast": {}, "open": True, "result": None}
            case "votes":
                return {"accepted": self.takes(motion, event)}
            case "closes":
                motion["open"] = False
            case "result" if motion["open"]:
                return {"accepted": False}
            case "result":
                if motion["result"] is None:
                    motion["result"] = self.decides(motion, self.counted(motion["cast"]), defect)
                return {"adopted": motion["result"]}
            case "decides":
                return {"adopted": self.decides(event, event["votes"]["Meeting"], defect)}
            case happened:
                self.happens(happened, event["party"])
        return {"accepted": True}

    def takes(self, motion: dict, vote: dict) -> bool:
        """Whether the vote is taken: while it is open, one from each who has one."""
        voter = (vote["party"], vote.get("number", 1))
        may = vote["party"] in self.members and vote["party"] not in self.suspended
        if not motion["open"] or not may or voter in motion["cast"]:
            return False
        motion["cast"][voter] = vote["vote"]
        return True

    def counted(self, cast: dict) -> dict:
        """The votes as a question has them: how many of each party did what; who did nothing is absent."""
        votes = {}
        for party in self.members:
            each = [cast.get((party, number), "absent") for number in range(1, SIZE[party] + 1)]
            votes[party] = each[0] if SIZE[party] == 1 else {it: each.count(it) for it in NONE}
        return votes

    def decides(self, question: dict, votes: dict, defect: bool) -> bool:
        """Whether it is adopted; if so, what it does to the membership is done."""
        state = {"members": {"Meeting": self.members}, "suspended": {"Meeting": self.suspended}}
        said = adopted({**question, "votes": {"Meeting": votes}, "state": state}, defect)
        for effect in question.get("effects", []) if said else []:
            verb, party, *_ = effect.split()  # as in "suspends Treasurer from Meeting"
            self.happens(EVENT[verb], party)
        return said

    def happens(self, event: str, party: str) -> None:
        """Somebody comes or goes: of interchangeable ones all do."""
        match event:
            case "joins":
                self.members.append(party)
            case "leaves":
                self.members.remove(party)
                self.suspended = [each for each in self.suspended if each != party]
            case "is suspended from":
                self.suspended.append(party)
            case "is restored to":
                self.suspended.remove(party)


session = None
for line in sys.stdin:
    asked, defect = json.loads(line), "--defect" in sys.argv
    if "event" not in asked:
        answer = {"adopted": adopted(asked, defect)}
    elif asked["event"] == "begins":
        session, answer = Session(asked["state"]), {"accepted": True}
    else:
        answer = session.answer(asked, defect)
    print(json.dumps({"id": asked["id"], **answer}), flush=True)
