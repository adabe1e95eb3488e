"""What a specification says that was made of a configuration: titles, what is assumed; and what is wrong with one."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from verifier.words.sentences import uncapitalised

GITVOTE = "Votes by GitVote"
GOVERNOR = "A governor contract"
SAFE = "A Safe"
SNAPSHOT = "A Snapshot space"
GITHUB = "Pull requests on GitHub"

PROPERTIES = "What to know of it first. Change and add to these; `vetoproof suggest` proposes more."


def title(kind: str, name: str | None) -> str:
    """What the rules are called."""
    return f"{kind}: {name}" if name else kind


def heading(source: str) -> str:
    """Above all of it."""
    return f"Made of {source}. What that file does not say is marked as assumed: look at it first."


# --- what a file does not say --------------------------------------------------------------------

NO_QUORUM = "the file asks for none"
OWN_QUORUM = "what has to take part stands in the power"
GITVOTE_TIME = (
    "How long a vote is open, and that it may close once it passes, is not part of these rules."
)
AT_LEAST = "half of the votes meet the threshold"
TIE = "A tie does not pass"


def how_many(who: str) -> str:
    """The number of members of a team."""
    return f"the file does not say how many are in {who}: say it with --members {who}=NUMBER"


def member_of(text: str) -> str:
    """What one without a name is."""
    return f"member of {text}"


def voters_of(text: str) -> str:
    """A body of those who may vote."""
    return f"Allowed to vote: {text}"


def by_command(command: str) -> str:
    """A vote that a comment calls for."""
    return f"Votes called by {command}"


def at_line(line: int) -> str:
    """Where the threshold stands."""
    return f"pass_threshold, line {line} of the file"


def without_maintainers(line: int) -> str:
    """Some of a team who have no vote."""
    return (
        f"Whoever maintains a team has no vote (exclude_team_maintainers, line {line}), and the file does not say how"
        " many do: count the others with --members."
    )


def not_taken(name: str, line: int) -> str:
    """A part that means nothing to these rules."""
    return f"{name} (line {line}) is not known, and not taken into account."


def fewest_pass(number: int, of: int) -> str:
    """So few are enough."""
    return f"Any {number} of {of} are enough"


def fewest_block(number: int, of: int) -> str:
    """So few stop it."""
    return f"Any {number} of {of} can stop it"


HOLDERS = "Holders of tokens"
PROPOSAL = "A proposal"
COUNTING = (
    "the file does not say which votes count for the quorum: those for and abstaining, as is common"
)
NO_QUORUM_GIVEN = "the file gives no quorum"
EXAMPLE_HOLDERS = "the file does not say who holds what: an example"
GOVERNOR_TIME = "Delays, voting periods and a timelock are not part of these rules."
ONE_HOLDER = "Nobody decides alone"
SOME_PASS = "Something can be decided"


def proposers(threshold: str) -> str:
    """Who may propose."""
    return f"Whoever proposes needs {threshold} votes: who may propose is not part of these rules."


def may_stop(name: str, line: int) -> str:
    """Whoever can cancel."""
    return f"{name} (line {line}) may be able to stop or cancel a proposal: that is not part of these rules."


def late_quorum(extension: str) -> str:
    """More time after a late quorum."""
    return f"If the quorum is reached late the vote is open for {extension} more: time is not part of these rules."


TRANSACTION = "A transaction"
BY_MODULE = "A transaction by a module, without the owners"
MODULE = "what the module asks for is not in the file: its own consent alone"


SAFE_CHANGES = (
    "A transaction can also change owners, the threshold, modules and guards:"
    " that is not part of these rules."
)


def guarded(guard: str) -> str:
    """A guard that may refuse."""
    return f"The guard {guard} may refuse a transaction: what it asks for is not in the file."


SPACE_VOTERS = "Those with voting power"
SNAPSHOT_MAJORITY = (
    "Snapshot decides nothing: taken as adopted with more for than against, and the quorum"
)
SNAPSHOT_TIME = "Delays and voting periods are not part of these rules."
HIDE_ABSTAIN = (
    "The settings hide abstentions (hideAbstain). Newer versions of Snapshot do not count them for the quorum of a"
    " basic vote, which cannot be said in the language: here they count."
)
OTHER_VOTES = (
    "Votes may also choose among other things than for and against (voting.type):"
    " those are not part of these rules."
)


def who_proposes(names: Sequence[str]) -> str:
    """Who may put something to the vote."""
    return f"Who may propose ({', '.join(names)}) is not part of these rules."


def who_votes(validation: str, line: int) -> str:
    """Whose votes are taken."""
    return (
        f"Only whoever passes the validation {validation!r} may vote (voteValidation, line {line}): who that is is not"
        " in the file, and all have a vote here."
    )


def plugin(name: str, line: int) -> str:
    """Something added, which may ask for more."""
    return f"The plugin {name} (line {line}) may ask for more, or carry out what was voted for: not taken into account."


def quorum_of_example(number: int, total: int, given: str) -> str:
    """A quorum that the example of voters cannot reach."""
    example = f"the voters here are an example with {total:,} in all; give `{given}`"
    return f"The quorum of {number:,} is left out: {example}."


def strategies(names: Sequence[str]) -> str:
    """What counts the votes."""
    return f"Voting power is counted by {', '.join(names)}."


REVIEWERS = "Those whose approval counts"
WRITERS = "with write access"
AUTHOR = "The authors of the change"
MERGE = "A pull request is merged"
REVIEWS = "a request for changes counts as no approval, and is taken back before the merge"
OWN_CHANGES = "Nobody approves a change of their own"
NOBODY_ALONE = "One approval fewer is not enough"
SOME_MERGE = "Something can be merged"
NO_CODEOWNERS = (
    "A code owner has to approve, but no CODEOWNERS file was given: say it with --codeowners FILE."
)
LAST_LINE = "Of several lines of CODEOWNERS that match a path the last counts: say so of a decision, path by path."
GITHUB_LEFT_OUT = (
    "Checks that have to pass, stale approvals, threads to be resolved and who pushed last"
    " are not part of these rules."
)


def other_rule(kind: str, line: int) -> str:
    """A rule of a ruleset that says who may do something, but not by approvals."""
    return f"The rule {kind} (line {line}) is not taken into account."


def holds_for(references: Sequence[str], without: Sequence[str]) -> str:
    """Of which branches a ruleset is."""
    apart = f", but for {', '.join(without)}" if without else ""
    return f"The file says so of {', '.join(references) or 'no branch'}{apart} (conditions): of others it says nothing."


def owned_at(pattern: str, line: int) -> str:
    """A rule for some paths."""
    return f"Owners of {pattern} (CODEOWNERS, line {line})"


ADMINISTRATORS = "the file does not say whether administrators are held to it (enforce_admins)"


def asked_at(patterns: Sequence[str], line: int) -> str:
    """What a ruleset asks of a team."""
    return f"Approvals of a team for {', '.join(patterns) or 'all paths'} (required_reviewers, line {line})"


def owned_by_nobody(pattern: str, line: int) -> str:
    """A line that takes owners away."""
    return f"{pattern} (CODEOWNERS, line {line}) has no owner: nobody has to approve it as one."


def bypass(actor: str, mode: str) -> str:
    """Whoever need not ask."""
    return f"{actor} bypasses the rules ({mode})"


def not_enforced(text: str) -> str:
    """A ruleset that does nothing."""
    return f"The ruleset is not active ({text}): by the file nothing of it is enforced."


# --- what is wrong with a file -------------------------------------------------------------------

NAMES_EXPECTED = "names with values are expected here"
TOO_DEEP = "this is nested too deeply"
NO_PROFILES = "there are no profiles, and no threshold"
PROFILES = "profiles: {default: {duration: 1w, pass_threshold: 51}}"
BASES = "pass_threshold_base: allowed_voters, or {votes_cast: {exclude_abstentions: true}}"
NO_HOLDERS = "nobody holds anything here"
NO_OWNERS = "there is no owner"
NO_PULL_REQUEST = "no rule here is about pull requests"
AGAINST_ALONE = (
    "a quorum of votes for and against, without abstentions, cannot be said in the language"
)


def nothing_known(what: str) -> str:
    """A file of something else, or one with something around it."""
    thing = uncapitalised(what)
    return (
        f"nothing here says anything of {thing}: is it in a part of this file, or in another one?"
    )


def no_yaml(said: str) -> str:
    """Another form."""
    return f"this is no YAML or JSON: {said}"


def said_twice(name: str) -> str:
    """A name with two values."""
    return f"{name!r} is said twice in one place; which is right?"


def a_list(what: str) -> str:
    """A list is expected."""
    return f"{what}: a list is expected here"


def a_text(what: str) -> str:
    """A text is expected."""
    return f"{what}: a name is expected here"


def a_number(what: str, text: str | None) -> str:
    """A number is expected."""
    return f"{what}: a number is expected here{'' if text is None else f', not {text!r}'}"


def a_whole_number(what: str, text: str) -> str:
    """A whole number is expected."""
    return f"{what}: a whole number is expected here, not {text!r}"


def beyond(what: str, text: str, least: Fraction, most: Fraction | None) -> str:
    """A number that is too small or too large."""
    low = "more than 0" if 0 < least < 1 else f"at least {least}"
    return f"{what} is {text}: it has to be {low}{'' if most is None else f' and at most {most}'}"


def yes_or_no(what: str, text: str | None) -> str:
    """A truth value is expected."""
    return f"{what}: true or false is expected here, not {text!r}"


def missing(name: str) -> str:
    """A part that has to be there."""
    return f"there is no {name} here"


def no_base(text: str | None) -> str:
    """An unknown base of a threshold."""
    return f"{'this' if text is None else repr(text)} is nothing that a threshold is a share of"


def no_counting(text: str | None) -> str:
    """An unknown way of counting."""
    return f"{text!r} is no way of counting that is known here: which votes count for the quorum?"


def beyond_all(number: int, total: int) -> str:
    """A quorum that cannot be reached."""
    return f"the quorum is {number:,}, but all votes together are {total:,}"


def owner_twice(text: str) -> str:
    """One owner two times."""
    return f"{text} is an owner already"


def holder_twice(text: str) -> str:
    """One holder two times."""
    return f"{text} is a holder already: how many votes does it have?"


def no_two_ways(text: str | None) -> str:
    """A vote between more than two choices."""
    return f"votes by {text!r} choose among several things: only those for or against one can be said in the language"


def other_quorum(text: str) -> str:
    """A quorum of votes against."""
    return (
        f"a quorum by {text!r} is of votes against (with more of them than that a proposal fails, else it passes),"
        " which cannot be said in the language"
    )
