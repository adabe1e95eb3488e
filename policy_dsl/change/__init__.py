"""What decisions do to the rules and seats: the reference meaning of change, a step at a time.

A *world* is a specification as it reads now, with a state, and a note of what has been amended. A decision is
judged by the world before it (`policy_dsl.interpreter.decide`); if it is adopted, its effects make the next
world. An amended clause may say anything of its kind: `World.reading` takes whatever wording of it somebody
chooses. Sources: the language's definition (Change), decision 0002 points 12 to 15, decision 0006.
"""

from policy_dsl.change.enacting import new_clauses
from policy_dsl.change.wordings import (
    Wording,
    at_meetings,
    belonging,
    keeping_out,
    nothing_asked,
    recusing,
    stands_in_the_way,
    stops_everything,
)
from policy_dsl.change.worlds import (
    AmendedQuorum,
    Newcomers,
    World,
    after_decision,
    begin,
    leaving,
    names_of_newcomers,
    suspending_itself,
)

__all__ = [
    "AmendedQuorum",
    "Newcomers",
    "Wording",
    "World",
    "after_decision",
    "at_meetings",
    "begin",
    "belonging",
    "keeping_out",
    "leaving",
    "names_of_newcomers",
    "new_clauses",
    "nothing_asked",
    "recusing",
    "stands_in_the_way",
    "stops_everything",
    "suspending_itself",
]
