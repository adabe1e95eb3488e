"""What is left open of the ballots on one decision once it is settled who supports it, and what a holder does."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

import z3

from policy_dsl.records import dataclass, field
from verifier.encoding.adoption import Encoding
from verifier.encoding.choices import Choices, Pairs, attend
from verifier.encoding.coalitions import chairs, consenting, objecting, votes_held
from verifier.encoding.holding import Holding
from verifier.encoding.terms import Bool, Int, both, less, negation, number_term, term, total
from verifier.solving.library import Substitution, TermT
from verifier.solving.values import Values


@dataclass(frozen=True)
class DecisionFound:
    """A decision of which all but the ballots is known: the values of its `variables`."""

    values: Values
    variables: list[z3.ExprRef]

    @cached_property
    def _known(self) -> Substitution:
        return Substitution(self.values.assignments(self.variables))

    def put_into(self, it: TermT) -> TermT:
        """The term with these values, and what follows from them worked out."""
        return z3.simplify(self._known.of(it))  # type: ignore[no-any-return]

    def all_of(self, them: Iterable[Bool]) -> z3.BoolRef:
        """The same of all terms together."""
        return self.put_into(both(them))

    def number(self, it: Int) -> Int:
        """The same of a number, a plain one where nothing of it is left open."""
        if isinstance(it, int):
            return it
        found = self.put_into(it)
        return found.as_long() if z3.is_int_value(found) else found


@dataclass
class Opposing:
    """Ballots on a decision: of those who support it and those who hold a will as terms over who supports it
    (`settled`); of the others, what they choose.

    Theorem (monotonicity, as of `others_in_favour`): where a ballot defeats a decision, so does the one in which all
    but its supporters who are in favour vote against instead, give no consent and cast no casting vote for. Who comes,
    and who of the recused attends, stays as it was. Condition: none.
    """

    choices: Choices = field(default_factory=Choices)
    settled: Pairs = field(default_factory=list)

    def put_into(self, it: TermT) -> TermT:
        """The term with what is settled."""
        return Substitution(self.settled).of(it)


def opposing(
    encoding: Encoding, supporting: Holding, who: Holding, decision: DecisionFound
) -> Opposing:
    """What the others can do where these support a decision that was found, and a holder acts as was found."""
    made, found = Opposing(), decision.values
    for seat in encoding.ballots.all_seats:
        support = decision.number(votes_held(seat, supporting.of(seat.cell)))
        held = found.number(votes_held(seat, who.of(seat.cell)))
        against = found.number(seat.against) if held else 0
        abstaining = found.number(seat.abstaining) if held else 0
        rest = less(found.number(seat.entitled) - held, support)
        made.settled.append((seat.in_favour, number_term(support)))
        # Against first, abstaining of what that leaves; whoever does neither is away.
        left = less(total((rest, against)), seat.against)
        made.choices.numbers += [
            (seat.against, against, total((rest, against))),
            (seat.abstaining, abstaining, total((left, abstaining))),
        ]
        if not isinstance(seat.attending, int):
            attend(made.choices, seat, 0, seat.excluded)
    made.settled += [(it, number_term(supporting.of(cell))) for cell, it in consenting(encoding)]
    for cell, objections in objecting(encoding):
        held = found.number(who.of(cell))
        mine = min(found.number(objections), held)
        rest = less(found.number(cell.size) - held, supporting.of(cell))
        made.choices.numbers.append((objections, mine, total((rest, mine))))
    both_chairs = zip(chairs(encoding, supporting), chairs(encoding, who), strict=True)
    for (cast, inside), (_, own) in both_chairs:
        made.settled.append((cast.cast_for, term(inside)))
        objects = found.truth(own) and found.truth(cast.cast_against)
        can: Bool = objects if found.truth(own) else negation(inside)
        made.choices.truths.append((cast.cast_against, objects, can))
    made.choices.numbers = [
        (it, decision.number(least), decision.number(most))
        for it, least, most in made.choices.numbers
    ]
    return made
