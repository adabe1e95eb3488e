"""Specifications of any length, to see how the time grows with clauses and with properties."""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from benchmarks.measure import Limits, Run, median, vetoproof

CLAUSES = (250, 500, 1_000, 2_000)
FEW_PROPERTIES = 10
BODIES = ("Board", "Assembly", "Committee")
MEMBERS = {"Board": range(7), "Assembly": range(5, 14), "Committee": range(3, 8)}
SORTS, AMOUNTS = 4, 4
COLOURS = ("red", "green", "blue")
HEADER = 'governance "Generated"\n'


@dataclass(frozen=True)
class Scale:
    """What a specification of that length speaks of: longer rules have more subjects and powers."""

    clauses: int

    @property
    def flags(self) -> int:
        """One subject for every ten clauses."""
        return max(4, self.clauses // 10)

    @property
    def powers(self) -> int:
        """One power for every fifty clauses; they count as clauses."""
        return max(4, self.clauses // 50)


def condition(random: Random, scale: Scale) -> str:
    """A subject, and up to two further conditions."""
    parts = [f"flag_{random.randrange(scale.flags)}"]
    for _ in range(random.randrange(3)):
        match random.randrange(3):
            case 0:
                parts.append(f"sort_{random.randrange(SORTS)} is {random.choice(COLOURS)}")
            case 1:
                amount, bound = random.randrange(AMOUNTS), random.randint(1, 900) * 1_000
                word = random.choice(("at least", "below"))
                parts.append(f"amount_{amount} is {word} {bound}")
            case _:
                other = random.randrange(scale.flags)
                if f"flag_{other}" not in parts:
                    parts.append(f"not flag_{other}")
    return " and ".join(parts)


def requirement(random: Random) -> str:
    """One threshold or consent."""
    body = random.choice(BODIES)
    member = f"P{random.choice(MEMBERS[body])}"
    return random.choice(
        (
            f"majority of members in {body}",
            f"at least 2/3 of votes cast in {body}",
            f"unanimity of those present in {body}",
            f"at least 3 votes in favour in {body}",
            f"consent of {member} in {body}",
            f"no objection from {member} in {body}",
        )
    )


def powers(random: Random, scale: Scale) -> str:
    """One to three of the powers, as a list."""
    chosen = sorted(random.sample(range(scale.powers), random.randint(1, 3)))
    return ", ".join(f"power_{number}" for number in chosen)


def clauses(random: Random, scale: Scale) -> Iterator[str]:
    """Six rules, two prohibitions and two exceptions in every ten clauses, after the powers."""
    for number in range(scale.powers):
        body = BODIES[number % len(BODIES)]
        yield f"power power_{number}\n  requires majority of votes cast in {body}"
    open_to_exception: list[str] = []
    for number in range(scale.clauses - scale.powers):
        when = f"  when {condition(random, scale)}"
        limits = f"limits {powers(random, scale)}"
        match number % 10:
            case 3 | 7:
                yield f"prohibition prohibition_{number} {limits}\n{when}"
                open_to_exception.append(f"prohibition_{number}")
            case 5 | 9:
                beaten = random.choice(open_to_exception)
                yield f"exception exception_{number} to {beaten}\n{when}"
            case _:
                yield f"rule rule_{number} {limits}\n{when}\n  requires {requirement(random)}"
                open_to_exception.append(f"rule_{number}")


def properties(random: Random, scale: Scale, count: int) -> Iterator[str]:
    """Claims of several kinds, true or not as it happens."""
    for number in range(count):
        body = random.choice(BODIES)
        member = f"P{random.choice(MEMBERS[body])}"
        when = f"when {condition(random, scale)}"
        claim = (
            f"{member} can block every decision {when}",
            f"every decision {when} requires at least 2 votes in favour in {body}",
            f"some decision {when} can pass",
            f"no decision {when} can pass",
            f"{member} cannot block any decision {when}",
        )[number % 5]
        yield f'property property_{number} "Claim {number}"\n  {claim}'


def generated(clause_count: int, property_count: int, seed: int = 1) -> str:
    """A specification of that length; the same text for the same arguments."""
    random, scale = Random(seed), Scale(clause_count)
    blocks = [HEADER, "\n".join(f"party P{number}" for number in range(14))]
    for body in BODIES:
        members = ", ".join(f"P{number}" for number in MEMBERS[body])
        blocks.append(f"body {body}\n  members {members}\n  quorum at least 1/2 of members")
    attributes = [f"substance flag_{number} : yes or no" for number in range(scale.flags)]
    sorts = ", ".join(COLOURS)
    attributes += [f"form sort_{number} : one of {sorts}" for number in range(SORTS)]
    attributes += [f"form amount_{number} : number" for number in range(AMOUNTS)]
    blocks.append("\n  ".join(["decision", *attributes]))
    blocks += clauses(random, scale)
    blocks += properties(random, scale, property_count)
    return "\n\n".join(blocks) + "\n"


def check_generated(
    clause_count: int, property_count: int, limits: Limits, jobs: int | None = None
) -> Run:
    """The whole command on a generated file."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "generated.policy")
        file.write_text(generated(clause_count, property_count), encoding="utf-8")
        parallel = ("--jobs", str(jobs)) if jobs else ()
        return vetoproof("check", str(file), "--format", "json", *parallel, limits=limits)


def growth(limits: Limits, repeat: int) -> list[dict[str, object]]:
    """Whole-command seconds for each length, and the ratio to half that length, in turns."""
    seconds: dict[int, list[float]] = {count: [] for count in CLAUSES}
    failures: dict[int, str] = {}
    for _ in range(repeat):
        for count in CLAUSES:
            if count not in failures:
                outcome = check_generated(count, FEW_PROPERTIES, limits)
                seconds[count].append(outcome.seconds)
                if outcome.failure:
                    failures[count] = outcome.failure
                print(f"{count:>5} clauses: {outcome.failure or outcome.seconds}", flush=True)
    rows: list[dict[str, object]] = []
    for count in CLAUSES:
        half = seconds.get(count // 2, [])
        ratios = [a / b for a, b in zip(seconds[count], half, strict=False)]
        sound = ratios and count not in failures and count // 2 not in failures
        rows.append(
            {
                "clauses": count,
                "properties": FEW_PROPERTIES,
                "seconds": seconds[count],
                "failure": failures.get(count, ""),
                "doubling_ratio": median(ratios) if sound else None,
            }
        )
    return rows


def many_properties(limits: Limits) -> dict[str, object]:
    """A thousand clauses with two hundred properties, on two cores."""
    outcome = check_generated(1_000, 200, limits, jobs=2)
    print(f"1,000 clauses, 200 properties: {outcome.failure or outcome.seconds}", flush=True)
    return {
        "clauses": 1_000,
        "properties": 200,
        "jobs": 2,
        "seconds": outcome.seconds,
        "failure": outcome.failure,
    }
