"""`.gitvote.yml`: votes by reactions on GitHub, a power for each profile."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import ceil

from verifier.importing.draft import Draft, party, quoted, share, some_without_names
from verifier.importing.placed import ConfigurationPart
from verifier.words import importing as say

KNOWN = ("profiles", "automation", "audit", "version", "voters", "pass_threshold", "duration")
_PROFILE = (
    "duration", "pass_threshold", "pass_threshold_base", "allowed_voters", "announcements",
    "periodic_status_check", "close_on_passing", "close_on_passing_min_wait",
)  # fmt: skip
_ALLOWED = ("teams", "users", "exclude_team_maintainers")


def draft(part: ConfigurationPart, draft: Draft, sizes: Mapping[str, int], default: int) -> None:
    """The rules of a file; those of the first version had one profile, and names of voters."""
    profiles = part.get("profiles")
    if not profiles.there and part.get("pass_threshold").there:
        named = tuple(text for text, _ in part.get("voters").list_of_texts("voters"))
        draft.tell_the_rest(part, KNOWN)
        _profile(draft, "default", part, _voters(draft, (), named, sizes, default))
        return
    if profiles.kind != "names" or not profiles.named:
        (profiles if profiles.there else part).wrong(say.NO_PROFILES, say.PROFILES)
        return
    draft.remarks.append(say.GITVOTE_TIME)
    draft.tell_the_rest(part, KNOWN)
    for name, _, each in profiles.named:
        if each.kind != "names":
            each.wrong(say.NAMES_EXPECTED)
            continue
        draft.tell_the_rest(each, _PROFILE)
        allowed = each.get("allowed_voters")
        draft.tell_the_rest(allowed, _ALLOWED)
        without = allowed.get("exclude_team_maintainers")
        if without.truth("exclude_team_maintainers"):
            draft.remarks.append(say.without_maintainers(without.span.line))
        teams = tuple(text for text, _ in allowed.get("teams").list_of_texts("teams"))
        users = tuple(text for text, _ in allowed.get("users").list_of_texts("users"))
        _profile(draft, name, each, _voters(draft, teams, users, sizes, default))


def _voters(
    draft: Draft,
    teams: tuple[str, ...],
    users: tuple[str, ...],
    sizes: Mapping[str, int],
    default: int,
) -> tuple[str, int]:
    """The body of those who may vote, and how many they are."""
    key = ", ".join((*teams, *users)) or "collaborators"
    known = ("voters", key) in draft.names.given
    members: list[str] = []
    number = 0
    for kind, texts in (("team", teams or (() if users else ("collaborators",))), ("user", users)):
        for text in texts:
            new = (kind, text) not in draft.names.given
            name = draft.names.of(kind, text)
            members.append(name)
            size = sizes.get(text, default) if kind == "team" else 1
            number += size
            if new and kind == "user":
                party(draft, name, text)
            elif new:
                why = "" if text in sizes else say.how_many(text)
                some_without_names(draft, name, say.member_of(text), size, why)
    body = draft.names.of("voters", key, "Voters")
    if not known:
        title = quoted(say.voters_of(key))
        draft.bodies.append(
            f"body {body} {title}\n  members {', '.join(members)}\n  quorum none assumed {quoted(say.NO_QUORUM)}"
        )
    return body, number


def _profile(draft: Draft, name: str, part: ConfigurationPart, voters: tuple[str, int]) -> None:
    threshold = part.get("pass_threshold")
    if not threshold.there:
        part.wrong(say.missing("pass_threshold"), "pass_threshold: 51")
        return
    percent = threshold.number("pass_threshold", Fraction(1, 10**9), Fraction(100))
    base = _base(part.get("pass_threshold_base"))
    if percent is None or base is None:
        return
    body, number = voters
    power = draft.names.of("power", name)
    command = "/vote" if name == "default" else f"/vote-{name}"
    part_of = percent / 100
    draft.clauses.append(
        f"power {power} {quoted(say.by_command(command))}\n  requires at least {share(part_of)} of {base} in {body}"
        f"\n  note {quoted(say.at_line(threshold.span.line))}"
    )
    _properties(draft, power, body, number, part_of, base)


def _base(part: ConfigurationPart) -> str | None:
    """Of what the threshold is a share."""
    if part.empty:
        return "members"
    if part.text == "allowed_voters":
        return "members"
    cast = next((each for name, _, each in part.named if name == "votes_cast"), None)
    if cast is None or len(part.named) != 1:
        part.wrong(say.no_base(part.text), say.BASES)
        return None
    without = cast.get("exclude_abstentions").truth("exclude_abstentions")
    return "votes cast" if without else "those present"


def _properties(
    draft: Draft, power: str, body: str, number: int, part: Fraction, base: str
) -> None:
    fewest = max(1, ceil(part * number))
    name = draft.names.of("property", f"{power}_fewest")
    if base == "members":
        draft.properties.append(
            f"property {name} {quoted(say.fewest_pass(fewest, number))}\n"
            f"  any {fewest} of {body} together can pass every decision under {power}"
        )
    if number % 2 == 0:
        half = number // 2
        tie = draft.names.of("property", f"{power}_tie")
        expected = (
            ""
            if part > Fraction(1, 2)
            else f"\n  expected to be false because {quoted(say.AT_LEAST)}"
        )
        draft.properties.append(
            f"property {tie} {quoted(say.TIE)}\n"
            f"  a vote of {half} to {half} in {body} does not carry any decision under {power}{expected}"
        )
