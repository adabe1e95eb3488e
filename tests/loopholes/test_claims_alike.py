"""Ways round claims that ask the same are found once; each is told as if it had been asked about by itself."""

from __future__ import annotations

from pathlib import Path

from policy_dsl import load
from policy_dsl.model import NO_NOTES, NOWHERE
from policy_dsl.records import replace
from verifier.loopholes.finding import find_all, find_loopholes
from verifier.loopholes.searching import Search
from verifier.solving.limits import Limits

SPECS = Path(__file__).parents[2] / "specs" / "gallery"


def test_each_claim_is_told_as_by_itself() -> None:
    whole = load(SPECS / "company_articles.policy")
    claims = [p for p in whole.properties if find_loopholes(Search(whole, Limits()), p)]
    first = claims[0]
    again = replace(first, name="again", title="Again", place=NOWHERE, notes=NO_NOTES)
    fixed = [replace(first, name=f"as_{p.name}", at=p.at, claim=p.claim) for p in claims]
    for_good = replace(
        first, name="for_good", even_after_amendments=not first.even_after_amendments
    )
    every = (*whole.properties, again, *fixed, for_good)
    specification = replace(whole, properties=every)
    search = Search(specification, Limits(), changes=True)
    together = find_all(search, every, lambda name: None)
    alone = [find_loopholes(Search(specification, Limits(), changes=True), p) for p in every]
    assert together == tuple(each for each in alone if each is not None)
    assert any(each.property == "again" and each.loopholes for each in together)
