"""Random rules of one or two bodies whose members may be in conflict of interest, as text.

Members that nothing tells apart, named or a cohort, chairs with a casting vote, quorums, recusals that count out or
not: what the numbers of a class depend on.
"""

from __future__ import annotations

import random

from policy_dsl import examine_text
from policy_dsl.model import Specification


def conflict_rules(rng: random.Random) -> Specification:
    """Rules by which it depends on how many are in conflict who can block and carry."""
    text = _text(rng)
    read = examine_text(text, "conflicts.policy")
    assert read.specification is not None, text
    return read.specification


def _text(rng: random.Random) -> str:
    size = rng.randint(2, 4)
    if rng.random() < 0.5:
        parties = [f"parties {size} Member"]
        members = "Member"
    else:
        names = [f"P{n}" for n in range(size)]
        parties = [f"party {name}" for name in names]
        members = ", ".join(names)
    lines = ['governance "Conflicts"', *parties]
    chair = ""
    if rng.random() < 0.3:
        lines.append("party Chair")
        chair = " chair Chair with casting vote"
        if rng.random() < 0.5:
            members += ", Chair"
    quorum = rng.choice(
        (
            "none",
            "majority of members",
            "at least 1/2 of members",
            f"at least {size - 1} of members",
        )
    )
    lines.append(f"body Board members {members}{chair} quorum {quorum}")
    lines += ["decision", "  substance gains : parties", "  form urgent : yes or no"]
    lines.append(f"power motion requires {_requirement(rng)}")
    if rng.random() < 0.3:
        lines.append(f"power quick when urgent requires {_requirement(rng)}")
    if rng.random() < 0.3:
        lines.append(f"rule further limits motion when urgent requires {_requirement(rng)}")
    if "P0" in members and rng.random() < 0.5:
        # Who is alike by the votes may be told apart by whom decisions name.
        lines.append(
            f"rule strict limits motion when gains includes P0 requires {_requirement(rng)}"
        )
    counting = rng.choice(("", " and counting"))
    lines.append(f"recusal conflict in Board excludes gains from voting{counting}")
    if rng.random() < 0.2:
        lines.append("exception lifted to conflict when urgent")
    return "\n".join(lines) + "\n"


def naming_rules(rng: random.Random) -> Specification:
    """Rules by which whoever a decision names has to consent, by an act or in a body where not all have a seat."""
    names = [f"P{n}" for n in range(rng.randint(2, 3))]
    seated = names[: rng.randint(1, len(names))]
    lines = ['governance "Named"', *(f"party {name}" for name in names)]
    lines.append(f"group All is {', '.join(names)}")
    lines.append(f"body K members {', '.join(seated)} quorum none")
    lines += ["decision", "  substance land : parties", "  form urgent : yes or no"]
    asked = ("by separate act", "by separate act", "in K")
    group = rng.choice(("All", "K"))
    when = rng.choice((f" when land includes any of {group}", "", " when not urgent"))
    lines.append(f"power plan{when} requires consent of land {rng.choice(asked)}")
    if rng.random() < 0.5:
        lines.append("power other when urgent requires majority of votes cast in K")
    if rng.random() < 0.4:
        lines.append(f"rule first limits plan requires consent of {names[0]} by separate act")
    if rng.random() < 0.4:
        lines.append(
            f"rule each limits every power when urgent requires consent of land {asked[0]}"
        )
    text = "\n".join(lines) + "\n"
    read = examine_text(text, "named.policy")
    assert read.specification is not None, text
    return read.specification


def _requirement(rng: random.Random) -> str:
    share = rng.choice(
        ("majority", "at least 2/3", "unanimity", "more than 1/3", "all but 1", "at least 2")
    )
    base = rng.choice(("members", "those present", "votes cast"))
    one = rng.choice(
        (
            f"{share} of {base} in Board",
            f"{share} of {base} in Board",
            "at least 2 votes in favour in Board",
            "consensus in Board and majority of members in Board counting abstentions",
            "no objection from every one of Board in Board",
            f"attendance of {share} of members in Board and majority of votes cast in Board",
            "no rejection by majority of votes cast in Board",
        )
    )
    if rng.random() < 0.2:
        one = f"({one} or unanimity of those present in Board)"
    return one
