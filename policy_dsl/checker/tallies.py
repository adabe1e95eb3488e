"""Counts of votes, or of those attending, against a threshold."""

from __future__ import annotations

from fractions import Fraction

from policy_dsl import model, syntax, wording
from policy_dsl.checker.context import Context
from policy_dsl.checker.following import where_to_number
from policy_dsl.checker.names import BODY
from policy_dsl.checker.parties import whole
from policy_dsl.checker.reported import many, quoted
from policy_dsl.checker.who import body, is_known_body, someone
from policy_dsl.diagnostics import Related
from policy_dsl.model.atoms import abstentions_outweigh
from policy_dsl.records import dataclass, replace

_HALF = Fraction(1, 2)
NOWHERE_NAMED = "Board"  # stands for a body in what is proposed, where none is named


@dataclass(frozen=True)
class CheckedTally:
    """What a tally counts: votes, or with `attendance` those who attend, or with `turnout` those who vote for or
    against. `body` is the one meant where the tally names none, as in the quorum of that body.
    """

    attendance: bool = False
    body: str | None = None
    turnout: bool = False

    @property
    def votes(self) -> bool:
        """It counts votes one way."""
        return not (self.attendance or self.turnout)


VOTES = CheckedTally()
ATTENDANCE = CheckedTally(attendance=True)
TURNOUT = CheckedTally(turnout=True)


def tally(context: Context, node: syntax.Tally, counted: CheckedTally = VOTES) -> model.Tally:
    """A tally, with everything that is wrong with it reported."""
    quantity = _rounded(context, node, _quantity(context, node.quantity))
    where = body_named(context, node.body, node, counted.body)
    among = None if node.among is None else someone(context, node.among, attributes=True)
    weight = None if node.weight is None else node.weight.text
    base = None if node.base is None else model.Base(node.base.value)
    found = model.Tally(
        quantity, base or model.Base.MEMBERS, where, among, weight, node.counting_abstentions
    )
    if node.quorum is not None and not counted.votes:
        context.report.error(
            "VP055",
            node.quorum.span,
            "who attends or votes is counted whether there is a quorum or not, so it can't have one of its own",
            "leave it out",
        )
    if base is None:
        _ask_for_base(context, node, found, counted)
    elif base is model.Base.SEATS:
        found = _of_seats(context, node, found)
    elif counted.attendance and base is not model.Base.MEMBERS:
        assert node.base is not None
        context.report.error(
            "VP055",
            node.base.span,
            f"attendance is measured against all members, not against {base.value}",
            f"write `{_written(found, counted, model.Base.MEMBERS)}`",
        )
    elif counted.turnout and base is model.Base.CAST:
        assert node.base is not None
        context.report.error(
            "VP055",
            node.base.span,
            "a turnout is the votes cast, so it can't be measured against them",
            f"write `turnout of {_written(found, counted, model.Base.MEMBERS)}`",
        )
    if counted.attendance and node.counting_abstentions:
        context.report.error(
            "VP055",
            node.span,
            "who abstains attends anyway, so `counting abstentions` has no effect here",
            "leave it out",
        )
    elif counted.turnout and node.counting_abstentions:
        attending = _written(found, ATTENDANCE, model.Base.MEMBERS)
        context.report.error(
            "VP055",
            node.span,
            "a turnout is votes for and against, so abstentions can't count towards it",
            f"where those who abstain count as well, write `attendance of {attending}`; if not, leave it out",
        )
    if base is not None and counted.votes and abstentions_outweigh(found):
        present = _written(found, counted, model.Base.PRESENT)
        context.report.error(
            "VP048",
            node.span,
            "an abstention is no vote cast, so it can't count towards a share of `votes cast`"
            if base is model.Base.CAST
            else "`members not abstaining` leaves abstentions out, so one can't count towards a share of them",
            f"write `{present}`, or leave `counting abstentions` out",
        )
    if is_known_body(context, where):
        _compare_with_body(context, node, found)
    return found


def _of_seats(context: Context, node: syntax.Tally, found: model.Tally) -> model.Tally:
    """A share of the seats of a body that says how many it has; a vacant one is in no group and has no weight."""
    assert node.base is not None
    known = is_known_body(context, found.body)
    if known and found.body not in context.seat_numbers:
        symbol = context.symbol_of(found.body)
        context.report.error(
            "VP093",
            node.base.span,
            f"how many seats has `{found.body}`? It does not say",
            f"{where_to_number(context, found.body)}; or write `of members`",
            *((Related(symbol.span, f"`{found.body}` is declared here"),) if symbol else ()),
        )
    if node.among is not None:
        context.report.error(
            "VP093",
            node.among.span,
            "a vacant seat belongs to no group, so `of seats` can't be counted `among` some",
            f"leave `among {node.among.text}` out, or write `of members`",
        )
    if node.weight is not None:
        context.report.error(
            "VP093",
            node.weight.span,
            "a vacant seat has no weight, so `of seats` can't be weighted",
            f"leave `weighted by {node.weight.text}` out, or write `of members`",
        )
    return replace(found, among=None, weight=None)


def votes_in_favour(context: Context, node: syntax.VotesInFavour) -> model.Tally:
    """`at least N votes in favour`: a tally without a denominator."""
    number = whole(context, node.number)
    if number == 0:
        _always_met(context, node.number)
    found = model.Tally(
        model.Count(number, strict=False),
        None,
        body_named(context, node.body, node),
        None if node.among is None else someone(context, node.among, attributes=True),
    )
    if is_known_body(context, found.body):
        _compare_with_body(context, node, found)
    return found


def body_named(
    context: Context, name: syntax.Name | None, node: syntax.Node, meant: str | None = None
) -> str:
    """The body in which something is counted; one that is not named is asked for."""
    if name is None:
        if meant is not None:
            return meant
        every = list(context.names.of_kind(BODY.kinds))
        own = getattr(node, "quorum", None) is not None
        where = "before `with quorum`" if own else "after it"
        context.report.error(
            "VP043",
            node.span,
            "the body is missing: in which body is this counted?",
            f"write `in {every[0]}` {where}"
            if len(every) == 1
            else f"write `in` and the body {where}: {quoted(every, 'or')}"
            if every
            else "declare a body, and write `in` and its name",
        )
        return NOWHERE_NAMED
    found = body(context, name)
    if meant is not None and found != meant and is_known_body(context, found):
        context.report.error(
            "VP055",
            name.span,
            f"this is the quorum of `{meant}`; it can't count those who attend `{found}`",
            f"leave `in {found}` out",
        )
    return found


def _quantity(context: Context, node: syntax.Quantity) -> model.Quantity:
    match node:
        case syntax.Majority():
            return model.Share(_HALF, strict=True)
        case syntax.Unanimity():
            return model.Share(Fraction(1), strict=False)
        case syntax.AllBut(number=number):
            return model.AllBut(whole(context, number))
        case syntax.AtLeast(number=number) | syntax.MoreThan(number=number):
            strict = isinstance(node, syntax.MoreThan)
            if number.value == 0 and not strict:
                _always_met(context, number)
            if number.kind == "integer":
                return model.Count(whole(context, number), strict)
            if number.value > 1 or (strict and number.value == 1):
                context.report.error(
                    "VP044",
                    number.span,
                    f"`{number.written}` is more than the whole, so it can't be reached"
                    if number.value > 1
                    else f"`{number.written}` is the whole, so more than that can't be reached",
                    "write a share of at most 1 (100%), or `unanimity`",
                )
            return model.Share(number.value, strict)


def _rounded(context: Context, node: syntax.Tally, quantity: model.Quantity) -> model.Quantity:
    """The quantity with its rounding, left out where it goes without saying: whole numbers are compared."""
    if node.rounded is None:
        return quantity
    shares = isinstance(node.quantity, syntax.AtLeast | syntax.MoreThan)
    if not shares or not isinstance(quantity, model.Share):
        context.report.error(
            "VP056",
            node.rounded.span,
            f"`{wording.quantity(quantity)}` is {_why_not_rounded(quantity)}, so there is nothing to round",
            f"leave `rounded {node.rounded.value}` out, or write a share: `at least 2/3`, `more than 4%`",
        )
        return quantity
    rounding = model.Rounding(node.rounded.value)
    plain = model.Rounding.DOWN if quantity.strict else model.Rounding.UP
    return quantity if rounding is plain else replace(quantity, rounding=rounding)


def _why_not_rounded(quantity: model.Quantity) -> str:
    match quantity:
        case model.Count():
            return "a whole number"
        case model.AllBut():
            return "a whole number short of all"
        case model.Share(strict=True):
            return "more than a half, whatever half of them is"
        case model.Share():
            return "all of them"


def _always_met(context: Context, number: syntax.Number) -> None:
    context.report.error(
        "VP044",
        number.span,
        f"`at least {number.written}` demands nothing",
        "write the number that is needed, at least 1, or leave this requirement out",
    )


def _ask_for_base(
    context: Context, node: syntax.Tally, found: model.Tally, counted: CheckedTally
) -> None:
    """Nobody knows of what a bare majority is one: all that it can mean is written out."""
    words = wording.quantity(found.quantity)
    if counted.attendance:
        written = _written(found, counted, model.Base.MEMBERS)
        context.report.error(
            "VP042", node.span, f"`{words}` of what?", f"write `{written}`: all members are counted"
        )
    elif isinstance(found.quantity, model.Count):
        strict = found.quantity.strict
        among = f" among {found.among.label}" if found.among else ""
        plain = f"at least {found.quantity.number + strict} votes in favour{among} in {found.body}"
        written = plain if found.weight is None else _written(found, counted, model.Base.MEMBERS)
        context.report.error("VP042", node.span, f"`{words}` of what?", f"write `{written}`")
    else:
        meanings = {
            model.Base.MEMBERS: "all members, whether they attend or not",
            model.Base.NOT_ABSTAINING: "the members less those who abstain; who is absent counts",
            model.Base.PRESENT: "those who vote for or against, or abstain",
            model.Base.CAST: "the votes for and against; who abstains does not count",
        }
        if found.body in context.seat_numbers and found.among is None and found.weight is None:
            meanings[model.Base.SEATS] = "all seats, vacant ones and those of suspended members too"
        possible = [
            base for base in meanings if not abstentions_outweigh(replace(found, base=base))
        ]
        choices = {base: _written(found, counted, base) for base in possible}
        widest = max(map(len, choices.values()))
        lines = [f"{choices[base]:{widest}}  ({meanings[base]})" for base in possible]
        ways = {2: "two", 3: "three", 4: "four", 5: "five"}[len(possible)]
        context.report.error(
            "VP042",
            node.span,
            f"`{words}` of what? This can be read in {ways} ways",
            "write one of:\n" + "\n".join(lines),
        )


def _written(found: model.Tally, counted: CheckedTally, base: model.Base) -> str:
    """A tally with a base, in the language's words, ready to paste."""
    text = wording.tally(
        model.Tally(
            found.quantity,
            base,
            found.body,
            found.among,
            found.weight,
            found.abstentions and counted.votes,
        )
    )
    return text if counted.body is None else text.replace(f" in {counted.body}", "", 1)


def _compare_with_body(
    context: Context, node: syntax.Tally | syntax.VotesInFavour, found: model.Tally
) -> None:
    """Whether those who ever sit in the body have the weight, and could ever reach the threshold."""
    voters = context.electorate(found.body, found.among)
    if not voters:
        if found.among is not None and context.seats.get(found.body) and found.among.known:
            context.report.warning(
                "VP052",
                node.span,
                f"nobody of `{found.among.label}` ever has a seat in `{found.body}`",
                "so this can never be met; is it another body, or another group?",
            )
        return
    weight = node.weight if isinstance(node, syntax.Tally) else None
    if weight is not None and not _have_weight(context, weight, found.body, tuple(voters)):
        return
    size = context.size(found.body, found.among, found.weight)
    if found.base is model.Base.SEATS:
        size = context.seat_numbers.get(found.body, size)
    total = f"{size:,} in `{found.weight}`" if found.weight else many(size, "vote")
    if found.among is not None:
        total = f"{total} among `{found.among.label}`"
    match found.quantity:
        case model.Count(number, strict) if number + strict > size:
            context.report.warning(
                "VP045",
                node.span,
                f"this can't be reached: `{found.body}` has {total} in all",
                "write a smaller number, unless more members are to come",
            )
        case model.AllBut(number) if number >= size:
            context.report.warning(
                "VP045",
                node.span,
                f"one vote for is enough here: `{found.body}` has {total} in all",
                "write a smaller number than that",
            )
        case _:
            pass


def _have_weight(
    context: Context, weight: syntax.Name, body_name: str, voters: tuple[str, ...]
) -> bool:
    without = context.without_weight(body_name, voters, weight.text)
    if not without:
        return True
    known = {name for party in context.parties.values() for name in party.weights}
    if weight.text not in known:
        if any(context.names.is_broken(name) for name in (weight.text, *voters)):
            return False
        similar = context.names.similar(weight.text, known)
        first = context.parties[without[0]]
        context.report.error(
            "VP047",
            weight.span,
            f"no party has a weight called `{weight.text}`",
            f"did you mean `{similar}`?"
            if similar
            else f"the weights that parties have: {quoted(sorted(known))}"
            if known
            else f"give every member one: `party {first.name} with {weight.text} 1`",
        )
        return False
    related = tuple(
        Related(symbol.span, f"`{name}` has no `{weight.text}`")
        for name in without[:3]
        if (symbol := context.symbol_of(name))
    )
    context.report.error(
        "VP047",
        weight.span,
        f"not every member of `{body_name}` has a `{weight.text}`: {quoted(without)}"
        f" {'has' if len(without) == 1 else 'have'} none",
        f"give each of them one where it is declared: `party {without[0]} with {weight.text} 1`,"
        " or 0 if it has none",
        *related,
    )
    return False
