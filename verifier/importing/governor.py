"""Parameters of a governor contract: how votes are counted, which quorum, and whose tokens."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from verifier.importing.draft import Draft, party, quoted, share
from verifier.importing.placed import ConfigurationPart
from verifier.words import importing as say

_KNOWN = (
    "countingMode", "COUNTING_MODE", "quorum", "quorumVotes", "quorumAbsolute", "quorumNumerator", "quorumPercent",
    "quorumDenominator", "proposalThreshold", "votingDelay", "votingPeriod", "holders", "delegates", "votes",
)  # fmt: skip
_LATE = ("lateQuorumVoteExtension", "voteExtension")
# Time, which is said of all governors; where it is, what it is called, and what was voted on already.
_OF_NO_MATTER = (
    "gracePeriod", "timelockDelay", "minDelay", "executionDelay", "clockMode", "nomineeVettingDuration",
    "fullWeightDuration", "id", "name", "title", "version", "address", "governorAddress", "chainId", "chain", "network",
    "token", "tokens", "tokenId", "tokenIds", "tokenAddress", "tokenName", "tokenSymbol", "votingToken", "symbol",
    "decimals", "timelock", "timelockId", "timelockAddress", "type", "kind", "slug", "contracts", "parameters",
    "organization", "metadata", "proposalStats", "delegatesCount", "delegatesVotesCount", "tokenOwnersCount",
    "isIndexing", "isBehind", "isPrimary", "lastIndexedBlock", "createdAt", "updatedAt",
)  # fmt: skip
# Who can stop what was voted for, or was put to the vote.
_STOPS = (
    "guardian", "guardians", "vetoGuardian", "vetoer", "canceller", "cancellers", "whitelistGuardian",
    "securityCouncil",
)  # fmt: skip
_PARAMETERS = (
    "parameters",
    "votingParams",
    "votingParameters",
    "governorParams",
    "govParams",
    "settings",
    "params",
)
_COUNTED = {
    "for": "for",
    "for,abstain": "for and abstain",
    "for,against": "for and against",
    "for,abstain,against": "all",
}


def draft(part: ConfigurationPart, draft: Draft, sizes: Mapping[str, int], default: int) -> None:
    """A power for proposals, over the holders."""
    names = (_KNOWN, _LATE, _OF_NO_MATTER, _STOPS, _PARAMETERS)
    part = part.spelt(*names)
    for name in _PARAMETERS:
        part = part.with_parts_of(part.get(name).spelt(*names))
    if not part.any_of(_KNOWN):
        part.wrong(
            say.nothing_known(say.GOVERNOR), '{"quorumNumerator": 4, "quorumDenominator": 100}'
        )
        return
    counted = _counted(part)
    holders = _holders(part, draft)
    quorum = _quorum(part, holders, draft)
    if counted is None or quorum is None:
        return
    body = draft.names.of("body", "Holders")
    power = draft.names.of("power", "proposal")
    draft.bodies.append(
        f"body {body} {quoted(say.HOLDERS)}\n  members {', '.join(name for name, _ in holders)}"
        f"\n  quorum none note {quoted(say.OWN_QUORUM)}"
    )
    kind, amount = quorum
    of_all = f"of members in {body} weighted by tokens"
    if counted == "for and against":
        part.first("countingMode", "COUNTING_MODE").wrong(say.AGAINST_ALONE, "quorum=for,abstain")
        return
    attendance = "attendance of " if counted == "all" else ""
    wanted = f"{attendance}at least {amount} {of_all}"
    if kind == "share":
        wanted += " rounded down"
    if counted == "for and abstain":
        wanted += " counting abstentions"
    demand = f"majority of votes cast in {body} weighted by tokens"
    if amount:
        demand += f"\n    and {wanted}"
    assumed = [] if part.first("countingMode", "COUNTING_MODE").there else [say.COUNTING]
    assumed += [say.NO_QUORUM_GIVEN] if kind == "none" else []
    draft.clauses.append(
        f"power {power} {quoted(say.PROPOSAL)}\n  requires {demand}"
        + (f"\n  assumed {quoted('; '.join(assumed))}" if assumed else "")
    )
    threshold = part.get("proposalThreshold")
    draft.remarks.append(say.GOVERNOR_TIME)
    if threshold.there and threshold.text != "0":
        draft.remarks.append(say.proposers(threshold.text or ""))
    late = part.first(*_LATE)
    if late.there and late.text != "0":
        draft.remarks.append(say.late_quorum(late.text or ""))
    draft.remarks += [
        say.may_stop(name, at.line)
        for name, at, each in part.named
        if name in _STOPS and _somebody(each)
    ]
    draft.tell_the_rest(part, *names)
    draft.properties += [
        f"property one_holder {quoted(say.ONE_HOLDER)}\n  no one of {body} alone can pass every decision under {power}",
        f"property a_way_to_pass {quoted(say.SOME_PASS)}\n  some decision can pass",
    ]


def _somebody(part: ConfigurationPart) -> bool:
    """Whether it is anybody: an address of zeros is nobody's."""
    return not part.empty and (part.text is None or part.text.strip("0x") != "")


def _counted(part: ConfigurationPart) -> str | None:
    """Which votes count for the quorum."""
    mode = part.first("countingMode", "COUNTING_MODE")
    if not mode.there:
        return "for and abstain"
    said = dict(each.split("=", 1) for each in (mode.text or "").split("&") if "=" in each)
    named = said.get("quorum", mode.text or "").replace(" ", "")
    key = ",".join(sorted(named.split(","), key=lambda it: (it != "for", it)))
    if key not in _COUNTED:
        mode.wrong(say.no_counting(mode.text), "support=bravo&quorum=for,abstain")
        return None
    return _COUNTED[key]


_HOLDERS = ("holders", "delegates", "votes")


def _quorum(
    part: ConfigurationPart, holders: list[tuple[str, int]], draft: Draft
) -> tuple[str, str] | None:
    """How much has to take part; what the example of holders cannot reach is left out, with a remark."""
    absolute = part.first("quorumVotes", "quorumAbsolute", "quorum")
    numerator = part.first("quorumNumerator", "quorumPercent")
    if numerator.there:
        denominator = part.get("quorumDenominator")
        below = denominator.whole("quorumDenominator", 1) if denominator.there else 100
        above = numerator.whole("quorumNumerator", 0, below)
        if above is None or below is None:
            return None
        return ("share", share(Fraction(above, below))) if above else ("none", "")
    if absolute.there:
        votes = absolute.whole("quorumVotes", 0)
        total = sum(tokens for _, tokens in holders)
        if votes is not None and votes > total and part.first(*_HOLDERS).there:
            absolute.wrong(say.beyond_all(votes, total))
            return None
        if votes is not None and votes > total:
            draft.remarks.append(say.quorum_of_example(votes, total, "holders"))
            return "left out", ""
        return None if votes is None else ("votes", str(votes)) if votes else ("none", "")
    return "none", ""


_EXAMPLE = (("Whale", 40), ("Fund", 30), ("Ann", 20), ("Bob", 10))


def _holders(part: ConfigurationPart, draft: Draft) -> list[tuple[str, int]]:
    """Who votes with how many tokens; an example, marked as assumed, where the file does not say."""
    listed = part.first(*_HOLDERS)
    found: list[tuple[str, int]] = []
    texts: list[tuple[str, ConfigurationPart]] = [(name, each) for name, _, each in listed.named]
    for each in listed.items:
        text = each.first("name", "ens", "address", "delegate").text
        if text is None:
            each.wrong(say.missing("address"), '{"address": "0x…", "votes": 100}')
        else:
            texts.append((text, each.first("votes", "tokens", "weight", "balance")))
    for text, tokens in texts:
        number = tokens.whole("votes", 0)
        if ("holder", text) in draft.names.given:
            tokens.wrong(say.holder_twice(text))
        elif number:
            name = draft.names.of("holder", text)
            found.append((name, number))
            party(draft, name, text, f" with tokens {number}")
    if found or listed.there:
        if not found:
            listed.wrong(say.NO_HOLDERS)
        return found
    for text, number in _EXAMPLE:
        name = draft.names.of("holder", text)
        found.append((name, number))
        draft.parties.append(
            f"party {name} with tokens {number} assumed {quoted(say.EXAMPLE_HOLDERS)}"
        )
    return found
