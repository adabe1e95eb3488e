"""The contracts of `examples/governor`, which run in an EVM under Node; what they need is fetched and built there."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

from policy_dsl.model import Specification
from verifier.records.occasion import Occasion
from verifier.records.plain import asked
from verifier.testing.command_conformance import Program
from verifier.testing.conformance import settled_readings
from verifier.testing.disagreeing import Disagreement
from verifier.testing.strategies import asked_about
from verifier.testing.systems_asked import Run

HERE = Path(__file__).parents[2] / "examples" / "governor"
MODULES = HERE / "node_modules"
BUILD = HERE / "build.json"

# Each contract with one mistake.
DEFECTS = (
    "SupportSwapped",
    "TiePasses",
    "AbstentionsAgainst",
    "QuorumCountsAgainst",
    "QuorumOfForOnly",
    "NumeratorOffByOne",
    "MoreThanTheQuorum",
    "UndelegatedWeight",
)


def missing() -> str:
    """Why the contracts cannot run here; nothing if they can."""
    if shutil.which("node") is None:
        return "Node is not installed, which runs the contracts"
    if not MODULES.is_dir():
        return "what runs the contracts is not fetched: npm ci --prefix examples/governor"
    sources = [*(HERE / "contracts").glob("*.sol"), HERE / "build.mjs"]
    newest = max(each.stat().st_mtime for each in sources)
    built = BUILD.is_file() and BUILD.stat().st_mtime >= newest
    return "" if built else "the contracts are not built: npm run build --prefix examples/governor"


def command(program: str, *arguments: str) -> Sequence[str]:
    """How a contract is started."""
    return ("node", str(HERE / program), *arguments)


def remembered(program: Program) -> Callable[[Occasion], bool]:
    """The answers of a program that is asked every question once: it gives the same to the same."""
    known: dict[str, bool] = {}

    def ask(occasion: Occasion) -> bool:
        question = json.dumps(asked(occasion))
        if question not in known:
            known[question] = program.ask(occasion)
        return known[question]

    return ask


def questions_until_found(
    ask: Callable[[Occasion], bool], rules: Specification, most: int, seed: int | None = None
) -> int | None:
    """How many questions it takes until the answer is not that of the rules; None where so many do not."""
    found: list[int] = []

    def listening(occasion: Occasion) -> bool:
        said = ask(occasion)
        if said is not occasion.adopted and not found:
            found.append(run.asked)
        return said

    run = Run(listening, asked_about(rules, readings=settled_readings(rules, None)))
    try:
        run.compare(most, seed)
    except Disagreement:
        return found[0]
    return None
