"""Rules that make very many classes of decision, and bodies of any size: how the time of `matrix` grows with them.

Processor time of whole processes; all sizes in turns, so that ratios are of one run.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from benchmarks.growth import generated
from benchmarks.measure import COMMAND, median
from benchmarks.texts import used

CLAUSES = (125, 250, 500, 1_000)
PARTIES = (5, 50, 500)
HEAD = 'governance "Many"\nparties 7 Member\nbody Board members Member quorum none\n'


def subjects(clauses: int) -> str:
    """Powers, each over a subject of its own and with a rule of its own; a decision may have any of the subjects."""
    numbers = range(clauses // 2)
    acts = "\n".join(f"  substance act_{n} : yes or no" for n in numbers)
    powers = "\n".join(
        f"power power_{n} when act_{n} requires majority of votes cast in Board\n"
        f"rule rule_{n} limits power_{n} when urgent requires at least 2/3 of votes cast in Board"
        for n in numbers
    )
    return f"{HEAD}decision\n{acts}\n  form urgent : yes or no\n{powers}\n"


def conditions(clauses: int) -> str:
    """One power, and rules on it that apply independently of one another."""
    numbers = range(clauses - 1)
    acts = "\n".join(f"  substance act_{n} : yes or no" for n in numbers)
    rules = "\n".join(
        f"rule rule_{n} limits motion when act_{n}"
        f" requires at least {n % 6 + 1} votes in favour in Board"
        for n in numbers
    )
    power = "power motion requires majority of votes cast in Board"
    return f"{HEAD}decision\n{acts}\n{power}\n{rules}\n"


def exceptions(clauses: int) -> str:
    """One rule, and exceptions to it that apply independently of one another."""
    numbers = range(clauses - 2)
    acts = "\n".join(f"  substance act_{n} : yes or no" for n in numbers)
    lifted = "\n".join(f"exception exception_{n} to strict when act_{n}" for n in numbers)
    power = "power motion requires majority of votes cast in Board"
    strict = "rule strict limits motion requires unanimity of members in Board"
    return f"{HEAD}decision\n{acts}\n{power}\n{strict}\n{lifted}\n"


def mixed(clauses: int) -> str:
    """Rules, prohibitions and exceptions of twenty powers in three bodies, as drawn for the growth of `check`."""
    return generated(clauses, 0)


def conflicts(parties: int) -> str:
    """A council of named members, of whom those who gain may not vote."""
    names = [f"P{n}" for n in range(parties)]
    declared = "\n".join(f"party {name}" for name in names)
    return f"""governance "Council"
{declared}
body Council members {", ".join(names)} quorum majority of members
decision
  substance gains : parties
  form urgent : yes or no
power motion requires at least 2/3 of those present in Council
power quick when urgent requires at least 3/4 of members in Council
rule strict limits motion when gains includes P0 requires majority of members in Council
recusal conflict in Council excludes gains from voting
"""


SHAPES: Mapping[str, tuple[Callable[[int], str], tuple[int, ...]]] = {
    "powers over subjects of their own": (subjects, CLAUSES),
    "rules on one power": (conditions, CLAUSES),
    "exceptions to one rule": (exceptions, CLAUSES),
    "all kinds of clauses": (mixed, CLAUSES),
    "members, some in conflict": (conflicts, PARTIES),
}


def classes(repeat: int) -> list[dict[str, object]]:
    """For each shape and size the processor seconds of `matrix`, and the ratio to the smallest size."""
    seconds: dict[tuple[str, int], list[float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "shape.policy")
        for _ in range(repeat):
            for name, (shape, sizes) in SHAPES.items():
                for size in sizes:
                    file.write_text(shape(size), encoding="utf-8")
                    run = used([*COMMAND, "matrix", str(file)])
                    if run.code != 0:
                        raise RuntimeError(f"{name}, {size}: exit code {run.code}")
                    seconds.setdefault((name, size), []).append(run.seconds)
                    print(f"{name}, {size:,}: {run.seconds:.2f} s", flush=True)
    return [
        {
            "shape": name,
            "size": size,
            "seconds": them,
            "ratio": median(
                [
                    one / least
                    for one, least in zip(them, seconds[name, SHAPES[name][1][0]], strict=True)
                ]
            ),
        }
        for (name, size), them in seconds.items()
    ]
