"""The housing co-operative's rules as a program of its own, answering JSON lines; it uses no library.

With --defect, abstentions are counted among the votes cast.
"""

import json
import sys

SIZE = {"Member": 9, "Treasurer": 1, "Secretary": 1}
NONE = {"for": 0, "against": 0, "abstain": 0, "absent": 0}


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
    chair = votes.get("Secretary") if "Secretary" in voters else None
    tie = total["for"] == total["against"] and chair in ("for", "abstain")
    broken = tie and question.get("casting", {}).get("Meeting") == "for"
    if total["for"] <= total["against"] and not broken:
        return False
    if decision["spending"] < 10_000 or decision["repair"]:
        return True
    cast = total["for"] + total["against"] + (total["abstain"] if defect else 0)
    return 3 * total["for"] >= 2 * cast


for line in sys.stdin:
    asked = json.loads(line)
    answer = {"id": asked["id"], "adopted": adopted(asked, "--defect" in sys.argv)}
    print(json.dumps(answer), flush=True)
