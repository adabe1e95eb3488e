"""Who is meant where a text names parties, and all that is asked of it: of whom it speaks, and on what that depends."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from policy_dsl.records import dataclass

Seats = Collection[tuple[str, str]]
"""Who has a seat where: pairs of a body and a party."""


@dataclass(frozen=True)
class Who:
    """Some parties, as a clause refers to them.

    The parties meant are `parties` (declared parties and cohorts), those who hold a seat, suspended or
    not, in one of `bodies`, and those that the decision's attribute `attribute` names. `single` says that
    the text named one party. `label` is what the text says.
    """

    label: str
    parties: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    attribute: str | None = None
    single: bool = False

    @property
    def attributes(self) -> tuple[str, ...]:
        """The attributes of a decision that say who is meant."""
        return () if self.attribute is None else (self.attribute,)

    @property
    def seated_in(self) -> tuple[str, ...]:
        """The bodies whose seats say who is meant."""
        return self.bodies

    @property
    def varies(self) -> bool:
        """Whether it goes with the decision who is meant."""
        return bool(self.attributes)

    @property
    def known(self) -> bool:
        """Whether it speaks of anybody; a name that could not be resolved does not."""
        return bool(self.parties or self.bodies or self.attribute)

    def means(self, party: str, seats: Seats) -> bool:
        """Whether a party is meant, whatever the decision."""
        return party in self.parties or any((body, party) in seats for body in self.bodies)

    def may_mean(self, party: str, seats: Seats) -> bool:
        """Whether a party is meant on some decision."""
        return self.varies or self.means(party, seats)

    def everybody(self, seats: Seats) -> Iterator[str]:
        """Those who are meant whatever the decision: who is named, in that order, then who sits there, by name."""
        sitting = sorted(party for body, party in seats if body in self.bodies)
        yield from (p for p in dict.fromkeys((*self.parties, *sitting)) if self.means(p, seats))

    def only(self, parties: Iterable[str]) -> Who:
        """The same words for just these."""
        return Who(self.label, tuple(parties), single=self.single)
