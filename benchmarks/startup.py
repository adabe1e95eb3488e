"""What a user waits for: the whole command, against importing its libraries and against its size."""

import sys
import tempfile
from functools import partial
from pathlib import Path

from benchmarks.measure import Limits, Run, median, paired, run, vetoproof
from benchmarks.questions import Question, specification

SEED = "specs/nottinghamshire.policy"
SMALL, LARGE = 11, 1_000_000


def importing(limits: Limits) -> Run:
    """A process that only imports what the command cannot do without."""
    return run((sys.executable, "-c", "import z3, lark"), limits)


def startup(limits: Limits, repeat: int) -> dict[str, object]:
    """The first specification as a whole command, over the bare imports."""
    check = partial(vetoproof, "check", SEED, limits=limits)
    check()  # the first call compiles the modules
    ratios = paired(partial(importing, limits), check, repeat)
    print(f"whole command over bare imports: {median(ratios)}", flush=True)
    return {"file": SEED, "ratios": ratios, "ratio": median(ratios)}


def seats(limits: Limits, repeat: int) -> list[dict[str, object]]:
    """For each question the whole command at a million seats, over the same at eleven."""
    rows: list[dict[str, object]] = []
    for question in Question:
        with tempfile.TemporaryDirectory() as folder:
            files = {}
            for size in (SMALL, LARGE):
                files[size] = Path(folder, f"{size}.policy")
                files[size].write_text(specification(question, size), encoding="utf-8")
            small, large = (
                partial(vetoproof, "check", str(files[size]), limits=limits)
                for size in (SMALL, LARGE)
            )
            ratios = paired(small, large, repeat)
        print(f"{question}: {LARGE:,} seats over {SMALL}: {median(ratios)}", flush=True)
        rows.append({"question": question, "ratios": ratios, "ratio": median(ratios)})
    return rows
