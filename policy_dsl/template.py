"""A specification to begin with: it checks at once, and teaches the language as it goes."""

from __future__ import annotations

from policy_dsl.texts import written_text

__all__ = ["template"]

_TEXT = """\
# What follows `#` on a line is a comment. A specification says who decides, by which rules, and what
# you believe to follow from them. `vetoproof check` then proves or refutes what you believe.
# Change it line by line into your own rules, and check again after each step.

governance {title}

# Where the rules come from. Any declaration can be followed by
# `cite terms "the words" at "clause 4"`. What no source says is marked `assumed "why"`.

document terms "Terms of reference" dated 2024-01-15

# Who takes part.

party City   "City Council"
party County "County Council"
party Trust  "Hospital Trust"
party Chair  "Independent chair"

group Councils is City, County

# Who votes where, and how many have to attend.

body Board "Partnership board"
  members Councils, Trust
  chair Chair with casting vote
  quorum at least 2 of members
    assumed "the terms give no quorum"

# What a decision does (`substance`), and how it is packaged (`form`).

decision
  form      value      : number in GBP
  form      urgent     : yes or no  judged by Chair
  substance outsources : yes or no

# The ways in which a decision can be taken. A share always says of what: of `members`, of
# `those present` or of `votes cast`.

power ordinary "Decisions of the board"
  requires majority of votes cast in Board
  may amend any clause
  cite terms "decisions are taken by a majority of those voting" at "clause 4.1"

power officers "Small contracts"
  when value is below £10_000
  requires consent of Trust by separate act

# What else a decision needs. A rule says which powers it limits: one that is forgotten is a
# way round it. Words that can be read in several ways are written down as `reading`s.

rule outsourcing "Outsourcing needs both councils" limits ordinary
  when outsources
  requires
    reading voted  "each council votes for":   consent of every one of Councils in Board
    reading silent "no council votes against": no objection from Councils in Board
  cite terms "shall not proceed without the agreement of the councils" at "clause 4.3"

exception emergencies "In urgent cases the chair decides" to outsourcing
  when urgent
  requires casting vote of Chair
  status reported

# Somebody may not vote on some things.

recusal own_contracts "The trust does not vote on its own contracts" in Board
  when value is at least £10_000 and outsources
  excludes Trust from voting and counting

# What happened.

timeline
  on 2024-02-01  outsourcing takes effect
  on 2024-06-01  County is suspended from Board
  on 2024-09-01  County is restored to Board

# What you believe. A claim that should turn out false says so, and why.

property city_veto "The city can block any outsourcing decided by the board"
  City can block every decision when outsources and not urgent
  under ordinary

property any_outsourcing "The city can block any outsourcing"
  City can block every decision when outsources
  expected to be false because "small contracts and urgent cases are decided elsewhere"

property two_of_three "Any two members together can stop the board"
  any 2 of Board together can block every decision when not outsources
  under ordinary

property summer "The county had no veto in the summer"
  County cannot block any decision when outsources and not urgent
  on 2024-07-01
"""


def template(title: str) -> str:
    """A commented specification of that title. What a text can't hold is left out of the title."""
    shown = "".join(sign if sign.isprintable() else " " for sign in title).strip()
    return _TEXT.format(title=written_text(shown or "Partnership board"))
