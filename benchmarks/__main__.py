"""`python -m benchmarks peers|growth|many|classes|startup|seats|texts|all|page`: measure, and write docs/benchmarks."""

import argparse
import os
import platform
from dataclasses import asdict
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from benchmarks import report
from benchmarks.classes import classes
from benchmarks.compare import SIZES, compare, installed
from benchmarks.growth import growth, many_properties
from benchmarks.measure import Limits
from benchmarks.questions import Question
from benchmarks.startup import seats, startup
from benchmarks.texts import as_data, texts

MEASURED = ("peers", "growth", "many", "classes", "startup", "seats", "texts")
LIBRARIES = ("z3-solver", "lark", "clingo", "ortools", "cvc5")


def machine() -> list[str]:
    """What the figures were obtained with."""
    found = [f"Python {platform.python_version()}", f"{os.cpu_count()} cores"]
    for library in LIBRARIES:
        try:
            found.append(f"{library} {version(library)}")
        except PackageNotFoundError:
            continue
    return found


def arguments() -> argparse.Namespace:
    """The command line."""
    tools = installed()
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("what", choices=(*MEASURED, "all", "page"), nargs="+")
    parser.add_argument("--texts", type=Path, nargs="+", default=[], help="more rule texts")
    parser.add_argument("--limit", type=float, default=60.0, help="seconds a run (default 60)")
    parser.add_argument("--memory", type=int, default=8192, help="megabytes a run (default 8192)")
    parser.add_argument("--repeat", type=int, default=3, help="rounds (default 3)")
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES), help="seats")
    parser.add_argument("--tools", nargs="+", choices=tools, default=tools)
    parser.add_argument("--questions", nargs="+", type=Question, default=list(Question))
    parser.add_argument("--folder", type=Path, default=report.FOLDER, help="where the page goes")
    return parser.parse_args()


def main() -> None:
    """Measure what was asked for; each part replaces its figures of the last time."""
    options = arguments()
    wanted = MEASURED if "all" in options.what else options.what
    limits = Limits(options.limit, options.memory)
    results = report.load(options.folder)
    for what in wanted:
        match what:
            case "peers":
                chosen = (options.questions, options.sizes, options.tools)
                results["peers"] = compare(*chosen, limits, options.repeat)
                results["peer_limits"] = asdict(limits)
            case "growth":
                results["growth"] = growth(limits, options.repeat)
            case "many":
                results["many_properties"] = many_properties(limits)
            case "classes":
                results["classes"] = classes(options.repeat)
            case "startup":
                results["startup"] = startup(limits, max(5, options.repeat))
            case "seats":
                results["seats"] = seats(limits, max(5, options.repeat))
            case "texts":
                results["texts"] = as_data(texts(options.texts, options.repeat))
                results["text_runs"] = options.repeat
        if what not in ("page", "texts"):
            results["machine"] = machine()
        report.save(results, options.folder)


if __name__ == "__main__":
    main()
