"""Settings of a Snapshot space: votes off the chain, weighted by what its strategies count."""

from __future__ import annotations

from collections.abc import Mapping

from verifier.importing.draft import Draft, party, quoted
from verifier.importing.placed import ConfigurationPart
from verifier.words import importing as say

_KNOWN = ("voting", "strategies", "voters", "filters", "validation")
_TWO_WAYS = ("", "basic", "single-choice")
_PROPOSERS = ("filters", "validation", "members", "admins", "moderators")
# What it is called, where it is told of, and what was voted on already.
_OF_NO_MATTER = (
    "id", "key", "name", "title", "about", "avatar", "cover", "network", "symbol", "skin", "skinSettings", "domain",
    "website", "twitter", "github", "email", "coingecko", "farcaster", "discourse", "discussions", "location", "terms",
    "template", "guidelines", "categories", "labels", "private", "verified", "flagged", "flagCode", "hibernated",
    "turbo", "turboExpiration", "rank", "created", "treasuries", "parent", "children", "followValidation", "allowAlias",
    "boost", "delegationPortal", "followersCount", "proposalsCount", "proposalsCount1d", "proposalsCount7d",
    "proposalsCount30d", "activeProposals", "votesCount", "votesCount7d", "additionalRawData", "controller", "space",
)  # fmt: skip
_VOTING = ("type", "quorum", "quorumType", "hideAbstain")
# Who may see the votes before the end, and when; that others may sign for somebody.
_OF_NO_MATTER_OF_VOTING = ("delay", "period", "privacy", "blind", "aliased")


def draft(part: ConfigurationPart, draft: Draft, sizes: Mapping[str, int], default: int) -> None:
    """A power for proposals with the choices for, against and abstain."""
    part = part.spelt(_KNOWN, _PROPOSERS, _OF_NO_MATTER, ("voteValidation", "plugins"))
    if not part.any_of(_KNOWN):
        part.wrong(say.nothing_known(say.SNAPSHOT), '{"voting": {"type": "basic", "quorum": 100}}')
        return
    voting = part.get("voting").spelt(_VOTING, _OF_NO_MATTER_OF_VOTING)
    kind = voting.get("type")
    if kind.there and kind.text not in _TWO_WAYS:
        kind.wrong(say.no_two_ways(kind.text), "basic")
        return
    voters = _voters(part, draft)
    body = draft.names.of("body", "Voters")
    power = draft.names.of("power", "proposal")
    draft.bodies.append(
        f"body {body} {quoted(say.SPACE_VOTERS)}\n  members {', '.join(name for name, _ in voters)}"
        f"\n  quorum none note {quoted(say.OWN_QUORUM)}"
    )
    demand = f"majority of votes cast in {body} weighted by strength"
    quorum = voting.get("quorum")
    by = voting.get("quorumType").text or "default"
    assumed = [say.SNAPSHOT_MAJORITY]
    if quorum.there:
        number = quorum.whole("quorum", 0)
        total = sum(weight for _, weight in voters)
        if by != "default":
            voting.get("quorumType").wrong(say.other_quorum(by), "default")
            return
        if number is None:
            return
        if number > total and part.get("voters").there:
            quorum.wrong(say.beyond_all(number, total))
            return
        if number > total:
            draft.remarks.append(say.quorum_of_example(number, total, "voters"))
        elif number:
            demand += f"\n    and attendance of at least {number} of members in {body} weighted by strength"
            if voting.get("hideAbstain").truth("hideAbstain"):
                draft.remarks.append(say.HIDE_ABSTAIN)
    draft.clauses.append(
        f"power {power} {quoted(say.PROPOSAL)}\n  requires {demand}\n  assumed {quoted('; '.join(assumed))}"
    )
    draft.remarks.append(say.SNAPSHOT_TIME)
    # The first files had each strategy as a list of its name and what it is given.
    strategies = [
        each.get("name").text or next((it.text for it in each.items if it.text), "")
        for each in part.get("strategies").items
    ]
    if strategies:
        draft.remarks.append(say.strategies(tuple(filter(None, strategies))))
    if kind.text != "basic":
        draft.remarks.append(say.OTHER_VOTES)
    _who(part, draft)
    draft.tell_the_rest(part, _KNOWN, _PROPOSERS, _OF_NO_MATTER, ("voteValidation", "plugins"))
    draft.tell_the_rest(voting, _VOTING, _OF_NO_MATTER_OF_VOTING)
    draft.properties += [
        f"property one_voter {quoted(say.ONE_HOLDER)}\n  no one of {body} alone can pass every decision under {power}",
        f"property a_way_to_pass {quoted(say.SOME_PASS)}\n  some decision can pass",
    ]


def _who(part: ConfigurationPart, draft: Draft) -> None:
    """Remarks on who may propose and who may vote, and on what else may be asked."""
    proposers = tuple(name for name in _PROPOSERS if not part.get(name).empty)
    if proposers:
        draft.remarks.append(say.who_proposes(proposers))
    votes = part.get("voteValidation")
    if votes.get("name").text not in (None, "any"):
        draft.remarks.append(say.who_votes(votes.get("name").text or "", votes.span.line))
    draft.remarks += [say.plugin(name, at.line) for name, at, _ in part.get("plugins").named]


_EXAMPLE = (("Whale", 40), ("Fund", 30), ("Ann", 20), ("Bob", 10))


def _voters(part: ConfigurationPart, draft: Draft) -> list[tuple[str, int]]:
    """Who votes with how much power: an example, marked as assumed, as the settings do not say."""
    found: list[tuple[str, int]] = []
    for text, _, weight in part.get("voters").named:
        number = weight.whole("voters", 0)
        if number:
            found.append((draft.names.of("voter", text), number))
            party(draft, found[-1][0], text, f" with strength {number}")
    if found or part.get("voters").there:
        if not found:
            part.get("voters").wrong(say.NO_HOLDERS)
        return found
    for text, number in _EXAMPLE:
        found.append((draft.names.of("voter", text), number))
        why = quoted(say.EXAMPLE_HOLDERS)
        draft.parties.append(f"party {found[-1][0]} with strength {number} assumed {why}")
    return found
