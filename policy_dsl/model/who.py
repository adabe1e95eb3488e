"""Who is meant where a text names parties, and all that is asked of it: of whom it speaks, and on what that depends."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from policy_dsl.model.effects import EffectKind, EffectPattern
from policy_dsl.records import dataclass, replace

Seats = Collection[tuple[str, str]]
"""Who has a seat where: pairs of a body and a party."""


@dataclass(frozen=True)
class Who:
    """Some parties, as a clause refers to them.

    The parties meant are `parties` (declared parties and cohorts), those who hold a seat, suspended or
    not, in one of `bodies`, those that the decision's attribute `attribute` names, those to whom the decision
    would do one of `effects` in any body, and those meant by one of `also`; less all who are meant by one of
    `but`. `single` says that the text named one party. `label` is what the text says.
    """

    label: str
    parties: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    attribute: str | None = None
    single: bool = False
    effects: tuple[EffectKind, ...] = ()
    also: tuple[Who, ...] = ()
    but: tuple[Who, ...] = ()

    # --- on what it depends ------------------------------------------------------------------------

    def nodes(self) -> Iterator[Who]:
        """It, and all of which it is made: those who are meant besides, and those who are not."""
        yield self
        for part in (*self.also, *self.but):
            yield from part.nodes()

    @property
    def attributes(self) -> tuple[str, ...]:
        """The attributes of a decision that say who is meant, or is not."""
        return tuple(dict.fromkeys(n.attribute for n in self.nodes() if n.attribute is not None))

    @property
    def seated_in(self) -> tuple[str, ...]:
        """The bodies whose seats say who is meant, or is not."""
        return tuple(dict.fromkeys(body for node in self.nodes() for body in node.bodies))

    @property
    def varies(self) -> bool:
        """Whether it goes with the decision who is meant."""
        return any(node.attribute is not None or node.effects for node in self.nodes())

    @property
    def by_effects(self) -> bool:
        """Whether it goes with what the decision does to whom who is meant."""
        return any(node.effects for node in self.nodes())

    @property
    def known(self) -> bool:
        """Whether it speaks of anybody; a name that could not be resolved does not."""
        return bool(self.parties or self.bodies or self.attribute or self.effects or self.also)

    # --- who they are ------------------------------------------------------------------------------

    def means(self, party: str, seats: Seats) -> bool:
        """Whether a party is meant, whatever the decision."""
        inside = (
            party in self.parties
            or any((body, party) in seats for body in self.bodies)
            or any(part.means(party, seats) for part in self.also)
        )
        return inside and not any(part.may_mean(party, seats) for part in self.but)

    def may_mean(self, party: str, seats: Seats) -> bool:
        """Whether a party is meant on some decision."""
        inside = (
            self.attribute is not None
            or bool(self.effects)
            or party in self.parties
            or any((body, party) in seats for body in self.bodies)
            or any(part.may_mean(party, seats) for part in self.also)
        )
        return inside and not any(part.means(party, seats) for part in self.but)

    def everybody(self, seats: Seats) -> Iterator[str]:
        """Those who are meant whatever the decision: who is named, in that order, then who sits there, by name."""
        sitting = sorted(party for body, party in seats if body in self.bodies)
        more = (party for part in self.also for party in part.everybody(seats))
        for party in dict.fromkeys((*self.parties, *sitting, *more)):
            if self.means(party, seats):
                yield party

    def doing(self, party: str) -> tuple[EffectPattern, ...]:
        """The effects that make a decision name a party among those to whom it does something."""
        return tuple(EffectPattern(kind, party=party) for kind in self.effects)

    @property
    def certain(self) -> tuple[str, ...]:
        """Parties that are meant at any time, on every decision."""
        return () if self.but else self.parties

    # --- others made of it -------------------------------------------------------------------------

    def only(self, parties: Iterable[str]) -> Who:
        """The same words for just these."""
        return Who(self.label, tuple(parties), single=self.single)

    def less(self, others: Sequence[Who]) -> Who:
        """All of them but those: who is named both here and there is no longer named."""
        label = f"{self.label} except {', '.join(each.label for each in others)}"
        out = {party for each in others for party in each.certain}
        named = not (self.bodies or self.attribute or self.effects or self.also)
        left = tuple(each for each in others if not (named and each.plain))
        kept = tuple(party for party in self.parties if party not in out)
        return replace(self, label=label, parties=kept, but=(*self.but, *left))

    def among(self, parties: Sequence[str], others: str) -> Who:
        """Those of them who are named here, too; the rest of them, who are left out, are called `others`."""
        kept = tuple(party for party in self.parties if party in parties)
        if self.plain:
            return replace(self, parties=kept)
        rest = self.less([Who(", ".join(parties), tuple(parties))])
        return replace(self.less([replace(rest, label=others)]), parties=kept)

    @property
    def plain(self) -> bool:
        """Whether all who are meant are named."""
        return not (self.bodies or self.attribute or self.effects or self.also or self.but)


def united(label: str, whos: Sequence[Who]) -> Who:
    """All of several together, none of them by an attribute."""
    simple = [who for who in whos if not who.but]
    return Who(
        label,
        tuple(dict.fromkeys(party for who in simple for party in who.parties)),
        tuple(dict.fromkeys(body for who in simple for body in who.bodies)),
        also=tuple(
            dict.fromkeys(
                (
                    *(part for who in simple for part in who.also),
                    *(who for who in whos if who.but),
                )
            )
        ),
    )
