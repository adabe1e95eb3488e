"""`diff` on one screen: what changes today first, nothing hidden, and no more said than is said one by one."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from policy_dsl import load, load_text
from policy_dsl.model import ALWAYS, And, Compare, Comparison, Condition, Is, Not, Or, Touches
from policy_dsl.records import replace
from tests.cli.calling import call
from verifier.diffing.comparing import DiffOptions, compare
from verifier.diffing.said_together import SaidTogether, classes_together, standings_together
from verifier.rendering.diff_text import told
from verifier.rendering.wrapping import Detail, in_text
from verifier.results.diff import ChangedClass, Fate, SpecificationComparison, Stretch
from verifier.solving.limits import Limits

ROOT = Path(__file__).parents[2]
SEEDS = ("specs/nottinghamshire.policy", "specs/nottinghamshire_entrenched.policy")


@pytest.fixture(scope="module")
def seeds() -> SpecificationComparison:
    old, new = (load(str(ROOT / each)) for each in SEEDS)
    return compare(old, new)


def _screen(it: SpecificationComparison, at: date | None = None) -> list[str]:
    named = replace(it, old_file=SEEDS[0], new_file=SEEDS[1])
    return in_text(told(named, Detail.SCREEN, at=at)).splitlines()


def test_the_seeds_fit_a_screen(seeds: SpecificationComparison) -> None:
    lines = _screen(seeds)
    assert len(lines) <= 30
    assert all(len(line) <= 100 for line in lines)
    text = " ".join(" ".join(lines).split())
    assert f"In all: {len(seeds.classes)} classes of decisions" in text
    assert f"{len(seeds.properties)} properties." in text
    assert "From 2019-04-16 on: - Where amends any clause or changes membership of Board, " in text
    # Each property that is not what it was is on it, by name.
    for prop in seeds.properties:
        assert f" {prop.name}" in text
    for each in seeds.one_sided:
        assert each.text in text


def test_another_day_begins_with_what_changes_on_it(seeds: SpecificationComparison) -> None:
    lines = _screen(seeds, date(2019, 4, 12))
    text = " ".join(" ".join(lines).split())
    assert (
        "On 2019-04-12 (from 2019-04-11 to 2019-04-15): - Where amends any clause or changes membership of Board:"
        " could pass before, now cannot (from 2018-11-20 to 2019-04-15)." in text
    )
    assert (
        "At other times (until 2018-11-19 and from 2019-04-16 on), 4 more changes: --all." in text
    )


def test_every_change_is_on_it_or_counted(seeds: SpecificationComparison) -> None:
    rows = [*classes_together(seeds.classes), *standings_together(seeds.standings)]
    text = " ".join(" ".join(_screen(seeds)).split())
    today = [row for row in rows if row.stretches[-1].before is None]
    assert f"{len(rows) - len(today)} more changes: --all." in text
    # An open stretch of time is the last one.
    assert {row.first.stretches[-1].from_ for row in today} == {date(2019, 4, 16)}
    assert len(today) == 2


def test_where_nothing_changes_today_that_is_said_as_far_as_it_is_known(
    seeds: SpecificationComparison,
) -> None:
    before = [each for each in seeds.classes if each.stretches[-1].before is not None]
    past = replace(seeds, classes=tuple(before), standings=(), counts=(), one_sided=())
    text = " ".join(" ".join(_screen(past)).split())
    assert (
        "From 2019-04-16 on: - The same votes pass the same decisions as before (proved)." in text
    )
    one_sided = " ".join(" ".join(_screen(replace(past, one_sided=seeds.one_sided))).split())
    assert "as before, as far as both can say it (proved)." in one_sided
    opened = " ".join(" ".join(_screen(replace(past, undetermined=("a question: why",)))).split())
    assert "(proved)" not in opened
    assert "Not decided: a question: why" in opened
    assert "No change of what passes is known; not everything is decided (see above)." in opened


@pytest.mark.parametrize("steps", [1, 100_000])
def test_what_a_limit_kept_open_is_said_in_full(steps: int) -> None:
    old, new = (load(str(ROOT / each)) for each in SEEDS)
    it = compare(old, new, DiffOptions(Limits(None, steps), loopholes=False, counts=False))
    assert it.undetermined
    text = " ".join(in_text(told(it, Detail.SCREEN)).split())
    for each in it.undetermined:
        assert each in text


def test_one_by_one_is_what_is_said_of_each(seeds: SpecificationComparison) -> None:
    every = in_text(told(seeds, Detail.ALL))
    full = in_text(told(seeds, Detail.STORIES))
    assert len(_screen(seeds)) < len(every.splitlines()) < len(full.splitlines())
    assert every.count("\n  - Where ") == len(seeds.classes)
    assert "So the decision is" not in every


def test_what_one_side_only_has_is_named_and_what_was_not_compared_told_in_full() -> None:
    old = CLUB.replace("power", "decision form kind : one of a, b, c\npower", 1)
    new = CLUB.replace("Bob", "Don").replace("Cem", "Eve")
    new = new.replace("power", "decision form kind : one of a, b, d, e\npower", 1)
    it = compare(load_text(old, "old.policy"), load_text(new, "new.policy"))
    text = " ".join(in_text(told(it, Detail.SCREEN, at=date(2019, 1, 1))).split())
    for each in it.one_sided:
        assert each.text in text if each.kind == "value" else each.name in text
    assert "- only the old one has the parties Bob and Cem -" in text
    assert "were not compared" in text


CLUB = """governance "A club"
party Ann
party Bob
party Cem
body Board members Ann, Bob, Cem quorum at least 1 of members
power ordinary requires majority of votes cast in Board
timeline
  on 2020-01-01 Bob leaves Board
  on 2020-01-01 Cem leaves Board
"""


def test_a_quorum_is_another_at_the_times_at_which_it_is() -> None:
    new = CLUB.replace("at least 1 of members", "at least 50% of members")
    it = compare(load_text(CLUB, "old.policy"), load_text(new, "new.policy"))
    assert it.quorums == ("Board is less easily quorate than before (until 2019-12-31).",)
    # Of one member each is all: who alone attends is as many as half of them.
    text = " ".join(in_text(told(it, Detail.SCREEN, at=date(2021, 1, 1))).split())
    assert "On 2021-01-01 (from 2020-01-01 on): - The same votes pass the same decisions" in text


# --- said together ---------------------------------------------------------------------------------

EFFECTS: tuple[Condition, ...] = (
    Touches("amends any clause", ()),
    Not(Touches("changes membership of Board", ())),
    Or((Touches("a", ()), Touches("b", ()))),
)
FACTS: tuple[Condition, ...] = (
    Is("p", True),
    Not(Is("p", True)),
    Not(Is("q", True)),
    Is("kind", "policy"),
    Compare("cost", Comparison.BELOW, 9),
    Compare("cost", Comparison.AT_LEAST, 9),
)
DENIED = {FACTS[0]: FACTS[1], FACTS[4]: FACTS[5]}
TIMES = [
    Stretch(None, date(2001, 1, 1)),
    Stretch(date(2001, 1, 1), date(2002, 1, 1)),
    Stretch(date(2002, 1, 1), None),
]


def _said(it: ChangedClass, time: Stretch, condition: frozenset[Condition]) -> object:
    return it.fate, it.every, it.readings, time, condition


def _of(row: SaidTogether[ChangedClass]) -> set[object]:
    """What a row says of each time, one by one."""
    found: set[object] = set()
    for rest, readings in row.cases:
        for effect in row.effects or (ALWAYS,):
            parts = frozenset(
                p for c in (effect, rest) for p in (c.parts if isinstance(c, And) else (c,))
            )
            for time in TIMES:
                if any(
                    (w.from_ is None or (time.from_ is not None and w.from_ <= time.from_))
                    and (w.before is None or (time.before is not None and time.before <= w.before))
                    for w in row.stretches
                ):
                    found.add(_said(replace(row.first, readings=readings), time, parts))
    return found


def _without_halves(said: set[object]) -> Iterator[object]:
    for *what, parts in said:  # type: ignore[misc]
        for each in parts & DENIED.keys():
            if (*what, parts - {each} | {DENIED[each]}) in said:
                yield (*what, parts - {each})


@pytest.mark.parametrize("seed", range(200))
def test_rows_say_what_their_changes_say(seed: int) -> None:
    """Nothing more and nothing less, whatever is said together."""
    chance = random.Random(seed)
    them: list[ChangedClass] = []
    for time in TIMES:
        for _ in range(chance.randint(0, 8)):
            parts = (
                *chance.sample(EFFECTS, chance.randint(0, 2) if chance.random() < 0.3 else 1),
                *chance.sample(FACTS, chance.randint(0, 2)),
            )
            condition = parts[0] if len(parts) == 1 else And(tuple(parts))
            readings = (("rule", ("one",)),) if chance.random() < 0.3 else ()
            fate = chance.choice([Fate.NOW_BLOCKED, Fate.NOW_CAN_PASS])
            them.append(ChangedClass(fate, condition, readings, chance.random() < 0.8, (), (time,)))
    said = {
        _said(
            it,
            it.stretches[0],
            frozenset(it.condition.parts if isinstance(it.condition, And) else (it.condition,)),
        )
        for it in them
    }
    # Of two that part by one thing the same is so without it.
    while more := set(_without_halves(said)) - said:
        said |= more
    rows = classes_together(them)
    known = set().union(*(_of(row) for row in rows))
    # A case that holds whatever decisions do is all there is to say of it, so narrower ones go with it.
    assert known <= said
    for it in said - known:
        fate, every, readings, time, parts = it  # type: ignore[misc]
        wider = [p for f, e, r, t, p in known if (f, e, r, t) == (fate, every, readings, time)]  # type: ignore[misc]
        assert any(each <= parts for each in wider)
    assert len(rows) <= len(them)


def test_what_both_stories_say_is_said_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a rule requires is told with every power that it limits."""
    monkeypatch.chdir(tmp_path)
    rules = (
        'governance "G"\nparty A\nparty B\nparty C\nbody K members A, B, C quorum none\n'
        "power p requires at least {n} of members in K\npower q requires unanimity of members in K\n"
        "power o requires at least 3 votes in favour in K\n"
        "rule r limits every power requires no objection from A in K\n"
    )
    Path("old.policy").write_text(rules.format(n=1), encoding="utf-8")
    Path("new.policy").write_text(rules.format(n=2), encoding="utf-8")
    out = call("diff", "old.policy", "new.policy", "-v").out
    lines = [line.strip() for line in out.splitlines()]
    assert sum(line.startswith("Rule r requires no objection") for line in lines) == 1
