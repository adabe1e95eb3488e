"""What lint says of votes: that they never matter, that coming to vote helps, that one is enough."""

from __future__ import annotations

from typing import TYPE_CHECKING

from policy_dsl import wording
from policy_dsl.decisions import Vote
from policy_dsl.model import Body, Party, Power

if TYPE_CHECKING:
    from verifier.encoding.classes import VoterClass


def no_vote_matters(body: Body, decisions: str) -> str:
    """VL05, of everybody in a body."""
    return f"No vote in {body.name} matters on {decisions}: whatever is voted there, the outcome is the same."


def vote_never_matters(voters: VoterClass, body: Body, decisions: str) -> str:
    """VL05."""
    on = f" on {decisions}" if decisions else ""
    return (
        f"The vote of {called(voters)} in {body.name} never matters{on}: however all others vote, changing it changes"
        " no outcome."
    )


def called(voters: VoterClass) -> str:
    """Whose votes a finding speaks of."""
    names = [party.name for party in voters.parties]
    if voters.first.cohort:
        return f"each of the {voters.size:,} {voters.first.name}"
    return names[0] if len(names) == 1 else f"each of {wording.listed(names)}"


def instead_of_dummy(body: Body) -> str:
    """VL05."""
    return f"change the weights or thresholds of {body.name}, or say that the seat has no vote (`observers`)."


def body_decides_nothing(body: Body) -> str:
    """VL05, of a whole body."""
    return f"No requirement counts votes in {body.name}, so no vote there matters."


INSTEAD_OF_UNASKED = "let some power or rule ask for its vote, or take the body out."


def one_of(party: Party) -> str:
    """Who objects."""
    return f"one {party.name}" if party.cohort else party.name


_DOING = {Vote.AGAINST: "voting against", Vote.ABSTAIN: "abstaining"}


def coming_helps(body: Body, who: str, vote: Vote, so_do_abstentions: bool) -> str:
    """VL06 of a vote against, VL14 of an abstention. `so_do_abstentions`: that of a vote against."""
    if vote is Vote.AGAINST:
        whoever = f"Whoever comes to {body.name} to vote against can help the other side"
    else:
        whoever = f"Whoever abstains in {body.name} can help a decision to pass"
    also = " To abstain helps it as well." if vote is Vote.AGAINST and so_do_abstentions else ""
    return (
        f"{whoever}: with {who} {_DOING[vote]}, this decision passes; had {who} stayed away, it"
        f" would not.{also}"
    )


def had_it_stayed_away(who: str, body: Body, vote: Vote) -> str:
    """VL06 and VL14, at the end of the story."""
    return (
        f"Had {who} stayed away from {body.name} instead of {_DOING[vote]}, the decision would not be"
        " adopted."
    )


def instead_of_helping(body: Body, vote: Vote) -> str:
    """VL06 of a vote against, VL14 of an abstention."""
    votes = f"`at least N votes in favour in {body.name}`"
    if vote is Vote.AGAINST:
        return (
            f"count votes in favour instead of attendance (for example {votes[:1]}and {votes[1:]} with"
            " `quorum none`), or warn members that staying away can be the stronger no."
        )
    return (
        f"count votes in favour instead of attendance or abstentions (for example {votes[:1]}and {votes[1:]} with"
        " `quorum none`), or tell members that to abstain is not to stay away."
    )


def lost_by_coming(body: Body, who: str) -> str:
    """VL19."""
    return (
        f"Whoever comes to a first meeting of {body.name} in favour can lose the decision by that: with {who} voting"
        f" for, this decision fails; had {who} stayed away, the meeting would be adjourned, and it would pass."
    )


def had_it_not_come(who: str, body: Body) -> str:
    """VL19, between what was and what would have been."""
    return f"Had {who} stayed away from the first meeting of {body.name}, the decision would be adopted:"


INSTEAD_OF_STAYING_AWAY = (
    "ask for no less at the adjourned meeting than at the first, or tell members that by coming they may lose what they"
    " come for. If fewer are meant to decide once too few have come, waive this."
)


def number_in_favour(fewest: int) -> str:
    """How many have to be in favour."""
    return "one vote in favour" if fewest else "nobody in favour"


def one_vote_passes(power: Power, voter: str, body: Body | None, voters: int) -> str:
    """VL15. Whose vote it is, in which body of so many; no body where nobody is in favour."""
    if body is None:
        return f"Power {power.name} can pass a decision that nobody votes for or consents to."
    return (
        f"Power {power.name} can pass a decision with one vote in favour: that of {voter}, one of"
        f" {voters:,} in {body.name}. Nobody else votes for it or consents."
    )


INSTEAD_OF_ONE_VOTE = (
    "ask for a share of all members, or for a number of votes in favour (`at least N votes in favour`): a quorum is"
    " met by those who abstain, too. If so few are meant to decide, waive this."
)
