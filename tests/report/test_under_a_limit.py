"""What a review says of an answer under a limit it says without one too, or what is open stands with it."""

from __future__ import annotations

from datetime import date

from policy_dsl.loading import examine_text
from tests.report.reading_back import read
from verifier.rendering.document.making import document
from verifier.rendering.report_html import render_html
from verifier.results import Verdict
from verifier.results.review import Seriousness
from verifier.review.building import Asked, review
from verifier.solving.limits import Limits, StepsOfRun
from verifier.words.report import SERIOUS_HEADING
from verifier.words.review import SERIOUS

TEXT = """
governance "Small"
party A
party B
party C
party D
body Board
  members A, B, C, D
  quorum at least 2 of members
decision substance dear : yes or no
power ordinary requires
  reading cast "of those who vote": majority of votes cast in Board
  reading whole "of all": majority of members in Board
rule consent limits ordinary when dear requires consent of A in Board
property two "Two carry it" any 2 of Board together can pass every decision when not dear under reading cast
  of ordinary expected to be false because "two may be against"
property two_again "Two carry it" any 2 of Board together can pass every decision when not dear
  under reading whole of ordinary expected to be false because "two may be against"
property veto A can block every decision when dear
"""
STEPS = (1, 2_000, 13_600, 14_000, 20_000)


def made(limits: Limits) -> tuple[dict[str, tuple[Verdict, Seriousness, str]], str]:
    found = review(examine_text(TEXT, "small.policy"), Asked(date(2026, 1, 5), "0", limits, True))
    said = {each.result.name: each for each in found.answers}
    answers = {name: (it.result.verdict, it.seriousness, it.reason) for name, it in said.items()}
    return answers, read(render_html(document(found))).text


def test_answers() -> None:
    whole, page = made(Limits())
    assert SERIOUS["SURPRISE"] not in page.partition(SERIOUS_HEADING)[0]
    seen = set()
    for steps in STEPS:
        answers, page = made(Limits(run=StepsOfRun(steps)))
        # Whether what is not determined is as expected is not known.
        assert SERIOUS["SURPRISE"] not in page.partition(SERIOUS_HEADING)[0]
        assert "at once., with" not in page
        for name, (verdict, serious, reason) in answers.items():
            assert (verdict is Verdict.UNDETERMINED) == (serious is Seriousness.OPEN)
            assert verdict in (whole[name][0], Verdict.UNDETERMINED)
            assert reason == whole[name][2] or "limit of" in reason or "otten round" in reason
            assert serious in (whole[name][1], Seriousness.OPEN, Seriousness.CUT)
            seen.add(serious)
    assert seen >= {Seriousness.OPEN, Seriousness.CUT}
