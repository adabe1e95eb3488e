"""Rules to be repaired, and what is known of any edit of them."""

from __future__ import annotations

from pathlib import Path

from policy_dsl.loading import examine
from policy_dsl.model import Specification
from verifier.checking.specifications import Options, check
from verifier.loopholes.finding import find_loopholes
from verifier.loopholes.searching import Search
from verifier.repair.repairing import Repairing
from verifier.repair.repairs import find_repairs
from verifier.results.repair import PropertyRepairs, Repair
from verifier.solving.limits import Limits

SPECS = Path(__file__).parents[2] / "specs"

DOES = ("closes", "opens", "left", "changes", "costs", "undetermined", "cut", "verdict")

BOARD = """\
governance "A board"

party City
party Chair
parties 5 Other

body Board
  members City, Chair, Other
  quorum at least 1/2 of members

decision
  form      kind      : one of policy, contract, small
  substance outsource : yes or no
  form      value     : number

"""


ROUTE = (
    BOARD
    + """\
power ordinary
  requires majority of votes cast in Board

power urgent
  requires consent of Chair in Board

# Whoever outsources needs everybody.
rule unanimity limits ordinary  # the board only
  when outsource
  requires unanimity of votes cast in Board

exception small_ones to unanimity
  when kind is small or value is below 10

exception not_so_small to small_ones
  when value is above 1

timeline
  on 2020-01-01  unanimity, small_ones take effect
  on 2020-01-02  small_ones lapses

property veto
  City can block every decision when outsource

property veto_on_the_day
  City can block every decision when outsource and kind is policy
  on 2020-01-01

property small_ones_are_easy
  any 5 of Other together can pass every decision when kind is policy and not outsource
"""
)


def repairs(path: Path, name: str) -> PropertyRepairs:
    loaded = examine(path)
    specification = loaded.or_errors()
    prop = next(each for each in specification.properties if each.name == name)
    it = Repairing(str(path), loaded.sources[str(path)], specification, Limits(120))
    found = find_repairs(it, prop)
    assert found is not None
    return found


def ways(specification: Specification, name: str) -> set[frozenset[tuple[str, str]]]:
    prop = next(each for each in specification.properties if each.name == name)
    found = find_loopholes(Search(specification, Limits(120)), prop)
    assert found is not None
    assert not found.more
    return {frozenset((o.kind, o.name) for o in each.openings) for each in found.sets}


def keys(them: object) -> set[frozenset[tuple[str, str]]]:
    return {frozenset((o.kind, o.name) for o in way.openings) for way in them}  # type: ignore[attr-defined]


def kept_as_promised(path: Path, name: str, repair: Repair, before: PropertyRepairs) -> None:
    """The written file does what the edit said."""
    path.write_text(repair.new_text, encoding="utf-8")
    loaded = examine(path)
    specification = loaded.or_errors()
    now = ways(specification, name)
    assert not keys(repair.closes) & now
    assert all(
        any(k <= way for k in keys(before.ways) | keys(repair.opens)) for way in keys(repair.opens)
    )
    results = check(specification, Options(explained=False)).properties
    verdicts = {each.name: each.verdict for each in results}
    for change in repair.changes:
        assert verdicts[change.name] is change.after
    assert verdicts[name] is repair.verdict
