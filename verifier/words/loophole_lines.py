"""What one screen says of ways round: a line for each, what its columns are, how many there are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from policy_dsl import wording
from verifier.results.loopholes import CHANGES, Loophole, Opening, PropertyLoopholes
from verifier.words.conduct import of_the_holder
from verifier.words.loopholes import ANOTHER_TIME, AS_IT_STANDS, finding, opened_by
from verifier.words.supporters import NOT_SETTLED, OTHERS_DIFFER, fewest_votes

HOLDER = "the holder"
ANY_POWER = "a power"


def brief(them: Sequence[Loophole]) -> str:
    """The same way round some properties in a few words, without titles and places."""
    sets = [way for it in them for way in it.sets]
    said = list(dict.fromkeys(tuple(_brief(o) for o in _acting(way)) for way in sets))
    if len(said) > 1:
        alike = [[_whoever(o, way.parts) for o in _acting(way)] for way in sets]
        said = list(dict.fromkeys(tuple(_brief(o) for o in each) for each in alike))
    parts = list(said[0]) if len(said) == 1 else [finding(said)]
    readings = dict.fromkeys(o.name for way in sets for o in way.openings if o.kind == "reading")
    read = list(_read(list(readings)))
    said_first = " and ".join(_first_once(parts)) or AS_IT_STANDS
    return f"{said_first}, with {' and '.join(read)}" if read else said_first


def _first_once(parts: Sequence[str]) -> list[str]:
    """Of several things that come first this is said once, after them."""
    last = len(parts) - 1
    return [
        it.removesuffix(_FIRST) if n < last and parts[n + 1].endswith(_FIRST) else it
        for n, it in enumerate(parts)
    ]


_FIRST = " first"


def _acting(it: Loophole) -> Sequence[Opening]:
    return [each for each in it.openings if each.kind != "reading"]


def _whoever(it: Opening, parts: Sequence[tuple[str, str]]) -> Opening:
    """The opening without what the variants of a finding differ in."""
    _, of, body = it.name.partition(" from ")
    for name in (ANY_POWER, f"{HOLDER}{of}{body}", HOLDER):
        part = (it.kind, "" if name == HOLDER else name)
        if part in parts and (it.kind, it.name) not in parts:
            text = of_the_holder(it.text, it.name, name)
            return Opening(it.kind, name, text, it.file, it.line)
    return it


def _read(readings: Sequence[str]) -> Iterator[str]:
    """Readings, those of one clause together."""
    clauses: dict[str, list[str]] = {}
    for each in readings:
        reading, _, clause = each.rpartition(" of ")
        clauses.setdefault(clause, []).append(reading)
    for clause, them in clauses.items():
        yield f"{clause} read as {' or '.join(them)}"


def _brief(it: Opening) -> str:
    match it.kind:
        case "exemption":
            return f"the exception {it.name} applies"
        case "route":
            return (
                opened_by(it.opened_by, f"decided by power {it.name}")
                if it.opened_by
                else f"decided by power {it.name}"
            )
        case "suspension" | "removal":
            party, _, body = it.name.partition(" from ")
            lost = "suspended" if it.kind == "suspension" else "removed"
            verb = "are" if party == "others" else "is"
            return f"{party} {verb} {lost} from {body} first"
        case "packing":
            return f"members are admitted to {it.name} first"
        case "amendment" if it.name.startswith("new "):
            return f"a {it.name} is enacted first"
        case "amendment":
            return f"{it.name} is changed first"
        case "timing":
            return f"decided {it.text.removeprefix(ANOTHER_TIME)}"
        case _:
            return it.text.partition(" instead of ")[0]


COLUMNS = ("finding", "what happens", "votes", "source", "claims")
SOURCE = COLUMNS.index("source")
VOTES = COLUMNS.index("votes")


def what_columns_say(source: str, open_votes: bool) -> str:
    """What stands in the columns; the one source of all findings, where they have no column of their own.

    `open_votes`: of some it was not found how many votes they take.
    """
    not_known = f" {NOT_SETTLED}: not settled;" if open_votes else ""
    votes = (
        "Votes: the fewest who carry its example if the others do nothing (whatever they do; -: none do;"
        f"{not_known} {OTHERS_DIFFER}: claims differ; of several meetings the most)."
    )
    sources = f"Weakest source of each: {source}." if source else "Source: its weakest."
    return f"{votes} {sources} Claims: how many."


# The fewest if the others do nothing, and whatever they do, may be those of two ways.
FEWEST = "Fewest of all ways, each number by itself"


def fewest_by_claim(results: Sequence[PropertyLoopholes]) -> str:
    """The fewest votes round each claim, those together of which the same is said."""
    groups: dict[str, list[str]] = {}
    for each in results:
        if each.loopholes:
            known = each.undetermined is None and not each.more
            sets = [way for it in each.loopholes for way in it.sets]
            groups.setdefault(fewest_votes(sets, known), []).append(each.property)
    said = "; ".join(f"{votes} round {', '.join(claims)}" for votes, claims in groups.items())
    return f"{FEWEST}: {said}."


# In brief what `assumptions` says in full.
ASSUMING_IN_BRIEF = (
    "Assuming: decisions of the same substance are the same; but for what a line names the holder (whom a claim"
    " protects) acts as its claim says, rulings are right and clauses are read as intended; what is changed first"
    " may come to say anything, against the holder, from its claim's last day on."
)


_ITS_OWN_CONDUCT = frozenset({"absence", "abstention", "opposition", "mixture"})


def _of_which(ways: Sequence[Sequence[Loophole]]) -> str:
    """How many need the holder itself to act otherwise, another day, or changes first."""
    kinds = [
        {opening.kind for it in them[:1] for way in it.sets[:1] for opening in way.openings}
        for them in ways
    ]
    counted = {
        "if the holder acts otherwise": sum(bool(each & _ITS_OWN_CONDUCT) for each in kinds),
        "on another day": sum("timing" in each for each in kinds),
        "after changes of rules or seats": sum(bool(each & CHANGES) for each in kinds),
    }
    said = [f"{number} {what}" for what, number in counted.items() if number]
    return f", {wording.listed(said)}" if said else ""


def overview(results: Sequence[PropertyLoopholes], ways: Sequence[Sequence[Loophole]]) -> str:
    """How many properties can be got round, and in how many ways altogether."""
    open_ones = [each for each in results if each.undetermined is not None]
    closed = [each.property for each in results if not each.loopholes and each.undetermined is None]
    number = sum(bool(each.loopholes) for each in results)
    one = len(results) == 1
    said = f"{_claims(len(results))} {'says' if one else 'say'} who can stop what, or what is required."
    if number:
        many = f"{len(ways)} {'way' if len(ways) == 1 else 'ways'}"
        least = "at least " if any(each.more or each.undetermined for each in results) else ""
        said += f" {number} can be got round, in {least}{many} altogether{_of_which(ways)}."
    if closed:
        said += f" {NOT_ROUND}: {', '.join(closed)}."
        shut = {each.property: each.shut for each in results if each.property in closed}
        by_claim = [f"{wording.listed(them)}, for {name}" for name, them in shut.items() if them]
        said += f" {NOT_TRIED}: {'; '.join(by_claim)}." if by_claim else ""
    if open_ones:
        said += f" Of {_claims(len(open_ones))} not all ways were looked for."
    return said


def _claims(number: int) -> str:
    return f"{number} {'claim' if number == 1 else 'claims'}"


NOT_ROUND = "No way round was found for"
NOT_TRIED = "Not tried"


def not_listed(number: int) -> str:
    """Some lines are left out."""
    return f"And {number} more that are accepted or expected: --all."


POINTERS = "One in full: --show NAME. Claim by claim: --all; with stories: -v. To close one: vetoproof repair."
