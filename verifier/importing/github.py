"""A ruleset of GitHub, with the code owners of its repository: who has to approve a pull request."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from policy_dsl.records import dataclass
from policy_dsl.source import Source
from verifier.importing.draft import Draft, party, quoted, some_without_names
from verifier.importing.placed import ConfigurationPart
from verifier.words import importing as say

_ALL = ("*", "**", "**/*", "/**")

_USED = (
    "rules",
    "required_pull_request_reviews",
    "enforce_admins",
    "enforcement",
    "bypass_actors",
    "conditions",
)
# Where it is from, and what is asked of commits.
_OF_NO_MATTER = (
    "id", "node_id", "name", "title", "target", "source", "source_type", "url", "_links", "created_at", "updated_at",
    "current_user_can_bypass", "protection_url", "required_status_checks", "required_linear_history",
    "required_signatures", "required_conversation_resolution", "allow_force_pushes", "allow_deletions",
    "block_creations", "allow_fork_syncing", "lock_branch",
)  # fmt: skip
_USED_OF_REVIEWS = (
    "required_approving_review_count", "require_code_owner_review", "require_code_owner_reviews", "required_reviewers",
    "bypass_pull_request_allowances",
)  # fmt: skip
_OF_NO_MATTER_OF_REVIEWS = (
    "url", "dismiss_stale_reviews", "dismiss_stale_reviews_on_push", "require_last_push_approval",
    "required_review_thread_resolution", "allowed_merge_methods", "automatic_copilot_code_review_enabled",
)  # fmt: skip
# Rules that ask something of commits and checks, or of what no pull request does.
_OTHER_RULES = (
    "pull_request", "creation", "deletion", "non_fast_forward", "required_linear_history", "required_signatures",
    "required_status_checks", "required_deployments", "workflows", "code_scanning", "code_quality", "code_coverage",
    "copilot_code_review", "commit_message_pattern", "commit_author_email_pattern", "committer_email_pattern",
    "branch_name_pattern", "tag_name_pattern", "file_path_restriction", "max_file_path_length",
    "file_extension_restriction", "max_file_size",
)  # fmt: skip


@dataclass(frozen=True)
class Owned:
    """A line of CODEOWNERS: a pattern of paths, and its owners; none: nobody owns them."""

    pattern: str
    owners: tuple[str, ...]
    line: int


def code_owners(source: Source) -> tuple[Owned, ...]:
    """The lines of a CODEOWNERS file; of several for one pattern the last counts."""
    found: dict[str, Owned] = {}
    # Capitals do not count in names there, so each is spelt as it was first.
    spelt: dict[str, str] = {}
    for number in range(1, source.line_count + 1):
        words = source.line_text(number).split("#", 1)[0].split()
        if words:
            owners = [spelt.setdefault(each.lstrip("@").lower(), each) for each in words[1:]]
            found[words[0]] = Owned(words[0], tuple(dict.fromkeys(owners)), number)
    return tuple(found.values())


def draft(
    part: ConfigurationPart,
    draft: Draft,
    sizes: Mapping[str, int],
    default: int,
    owned: Sequence[Owned] = (),
) -> None:
    """A power to merge; a rule for the paths of each owner; a power for whoever bypasses all of it."""
    parameters = _reviews(part)
    if parameters is None:
        return
    count = parameters.get("required_approving_review_count")
    number = count.whole("required_approving_review_count", 0, 10) if count.there else 0
    if number is None:
        return
    by_owner = parameters.first("require_code_owner_review", "require_code_owner_reviews").truth(
        "require_code_owner_review"
    )
    body = draft.names.of("body", "Reviewers")
    members = [_someone(draft, text, sizes, default) for text in _owners(owned)]
    asked = parameters.get("required_reviewers").items
    teams = [_team_asked(draft, each, sizes, default) for each in asked]
    writers = draft.names.of("team", "writers")
    some_without_names(
        draft, writers, say.WRITERS, sizes.get("writers", default),
        "" if "writers" in sizes else say.how_many("writers"),
    )  # fmt: skip
    draft.bodies.append(
        f"body {body} {quoted(say.REVIEWERS)}\n  members {', '.join(dict.fromkeys([*members, *teams, writers]))}"
        f"\n  quorum none assumed {quoted(say.NO_QUORUM)}"
    )
    draft.attributes.append(f"  substance author {quoted(say.AUTHOR)} : parties")
    power = draft.names.of("power", "merge")
    demand = f"at least {number} votes in favour in {body}"
    wanted = demand if number else f"no objection from {body} in {body}"
    draft.clauses.append(
        f"power {power} {quoted(say.MERGE)}\n  requires {wanted}\n  assumed {quoted(say.REVIEWS)}"
    )
    draft.clauses.append(
        f"recusal own_changes {quoted(say.OWN_CHANGES)} in {body}\n  excludes author from voting"
    )
    for each, team in zip(asked, teams, strict=True):
        _asked(draft, each, body, power, team)
    if by_owner:
        _rules(draft, owned, body, power, part)
    _bypass(draft, part.get("bypass_actors"))
    _without_protection(draft, part, parameters)
    enforcement = part.get("enforcement")
    if enforcement.there and enforcement.text != "active":
        draft.remarks.append(say.not_enforced(enforcement.text or ""))
    draft.remarks.append(say.GITHUB_LEFT_OUT)
    _left_out(draft, part, parameters)
    if number:
        draft.properties.append(
            f"property nobody_alone {quoted(say.NOBODY_ALONE)}\n"
            f"  a vote of {number - 1} to 0 in {body} does not carry any decision under {power}"
        )
    draft.properties.append(
        f"property a_way_to_merge {quoted(say.SOME_MERGE)}\n  some decision can pass"
    )


def _reviews(part: ConfigurationPart) -> ConfigurationPart | None:
    """What is asked of reviews, by a ruleset or by the protection of a branch; nothing, with a mistake, for neither."""
    rules, protection = part.get("rules"), part.get("required_pull_request_reviews")
    if not rules.there and protection.kind == "names":
        return protection
    if rules.kind != "list":
        (rules if rules.there else part).wrong(
            say.missing("rules"), '"rules": [{"type": "pull_request"}]'
        )
        return None
    pull = next((each for each in rules.items if each.get("type").text == "pull_request"), None)
    if pull is None:
        rules.wrong(say.NO_PULL_REQUEST, '{"type": "pull_request", "parameters": {…}}')
        return None
    return pull.get("parameters")


def _left_out(draft: Draft, part: ConfigurationPart, parameters: ConfigurationPart) -> None:
    """Remarks on what else the file says of who may do what, and of which branches."""
    references = part.get("conditions").get("ref_name")
    if references.there:
        included, excluded = (
            tuple(text for text, _ in references.get(name).list_of_texts(name))
            for name in ("include", "exclude")
        )
        draft.remarks.append(say.holds_for(included, excluded))
    draft.remarks += [
        say.other_rule(each.get("type").text or "", each.span.line)
        for each in part.get("rules").items
        if each.get("type").text not in _OTHER_RULES
    ]
    locked = part.get("lock_branch")
    if (locked.get("enabled") if locked.kind == "names" else locked).truth("lock_branch"):
        draft.remarks.append(say.other_rule("lock_branch", locked.span.line))
    draft.tell_the_rest(part, _USED, _OF_NO_MATTER)
    draft.tell_the_rest(parameters, _USED_OF_REVIEWS, _OF_NO_MATTER_OF_REVIEWS)


def _team_asked(
    draft: Draft, each: ConfigurationPart, sizes: Mapping[str, int], default: int
) -> str:
    """A team that a ruleset asks to approve: of it the file has the number alone."""
    reviewer = each.get("reviewer")
    text = f"{reviewer.get('type').text or 'Team'} {reviewer.get('id').text or ''}".strip()
    new = ("asked", text) not in draft.names.given
    name = draft.names.of("asked", text)
    if new:
        size = sizes.get(text, default)
        why = "" if text in sizes else say.how_many(text)
        some_without_names(draft, name, say.member_of(text), size, why)
    return name


def _asked(draft: Draft, each: ConfigurationPart, body: str, power: str, team: str) -> None:
    """The approvals that a ruleset asks of a team, for some paths."""
    least = each.get("minimum_approvals")
    number = least.whole("minimum_approvals", 0, 10) if least.there else 1
    patterns = tuple(text for text, _ in each.get("file_patterns").list_of_texts("file_patterns"))
    if not number:
        return
    everything = not patterns or any(pattern in _ALL for pattern in patterns)
    when = ""
    if not everything:
        new = ("path", f"touches {', '.join(patterns)}") not in draft.names.given
        touched = draft.names.of("path", f"touches {', '.join(patterns)}")
        if new:
            title = quoted(", ".join(patterns))
            draft.attributes.append(f"  substance {touched} {title} : yes or no")
        when = f"  when {touched}\n"
    line = each.span.line
    rule = draft.names.of("rule", f"approved by {team} {line}", f"approved_by_{team}")
    draft.clauses.append(
        f"rule {rule} {quoted(say.asked_at(patterns, line))} limits {power}\n{when}"
        f"  requires consent of at least {number} of {team} in {body}"
    )


def _without_protection(
    draft: Draft, part: ConfigurationPart, parameters: ConfigurationPart
) -> None:
    """Who may do without reviews, where the protection of a branch asks for them."""
    if part.get("rules").there:
        return
    allowed = parameters.get("bypass_pull_request_allowances")
    texts = [
        f"{kind.removesuffix('s')} {each.text or each.first('login', 'slug', 'name').text or ''}"
        for kind in ("users", "teams", "apps")
        for each in allowed.get(kind).items
    ]
    for text in dict.fromkeys(texts):
        _bypassed_by(draft, text, "pull_request")
    admins = part.get("enforce_admins")
    enforced = admins.get("enabled") if admins.kind == "names" else admins
    if not enforced.truth("enforce_admins"):
        _bypassed_by(draft, "administrator", "always", "" if enforced.there else say.ADMINISTRATORS)


def _bypassed_by(draft: Draft, text: str, mode: str, assumed: str = "") -> None:
    name = draft.names.of("actor", text)
    party(draft, name, text)
    note = f"\n  assumed {quoted(assumed)}" if assumed else ""
    draft.clauses.append(
        f"power {draft.names.of('power', f'bypass by {text}')} {quoted(say.bypass(text, mode))}\n"
        f"  requires consent of {name} by separate act{note}"
    )


def _paths(each: Owned) -> str:
    return "anything" if each.pattern in _ALL else each.pattern


def _owners(owned: Sequence[Owned]) -> list[str]:
    return list(dict.fromkeys(owner for each in owned for owner in each.owners))


def _someone(draft: Draft, text: str, sizes: Mapping[str, int], default: int) -> str:
    """A user, or the members of a team."""
    plain = text.lstrip("@")
    team = plain.rpartition("/")[2]
    if "/" not in plain:
        name = draft.names.of("user", plain)
        party(draft, name, text)
        return name
    name = draft.names.of("team", plain)
    size = sizes.get(team, sizes.get(plain, default))
    why = "" if team in sizes or plain in sizes else say.how_many(text)
    some_without_names(draft, name, say.member_of(text), size, why)
    return name


def _rules(
    draft: Draft, owned: Sequence[Owned], body: str, power: str, part: ConfigurationPart
) -> None:
    """The approval of an owner of each path that is touched; of several lines that match, the last one counts."""
    if not owned:
        draft.remarks.append(say.NO_CODEOWNERS)
        return
    for each in owned:
        if not each.owners:
            draft.remarks.append(say.owned_by_nobody(each.pattern, each.line))
            continue
        touched = draft.names.of("path", f"touches {_paths(each)}")
        draft.attributes.append(f"  substance {touched} {quoted(each.pattern)} : yes or no")
        names = [
            draft.names.of("team" if "/" in owner.lstrip("@") else "user", owner.lstrip("@"))
            for owner in each.owners
        ]
        owners = draft.names.of("owners", f"owners of {_paths(each)}")
        draft.groups.append(f"group {owners} is {', '.join(names)}")
        rule = draft.names.of("rule", f"reviewed {_paths(each)}")
        draft.clauses.append(
            f"rule {rule} {quoted(say.owned_at(each.pattern, each.line))} limits {power}\n  when {touched}\n"
            f"  requires consent of at least 1 of {owners} in {body}"
        )
    draft.remarks.append(say.LAST_LINE)


def _bypass(draft: Draft, actors: ConfigurationPart) -> None:
    """Who can do without all of it."""
    for each in actors.items:
        kind = each.get("actor_type").text or "actor"
        number = each.get("actor_id").text or ""
        mode = each.get("bypass_mode").text or "always"
        text = f"{kind} {number}".strip()
        if ("actor", text) not in draft.names.given:
            _bypassed_by(draft, text, mode)
