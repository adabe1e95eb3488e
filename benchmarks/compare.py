"""The same questions asked of vetoproof and of its peers, at growing sizes of the body."""

import importlib.util
import json
import sys
import tempfile
from dataclasses import asdict, dataclass, field
from pathlib import Path

from benchmarks.measure import Limits, Run, median, run, vetoproof
from benchmarks.peers import PEERS
from benchmarks.questions import CLAIMS, Question, specification
from benchmarks.worker import VETOPROOF

SIZES = (11, 101, 1_001, 10_001, 100_001, 1_000_000)
LONG = 5.0  # a first run that took longer is not repeated


@dataclass
class Cell:
    """What one tool did with one question at one size; `failure` says why there are no times."""

    tool: str
    question: str
    seats: int
    failure: str = ""
    question_seconds: list[float] = field(default_factory=list)
    reading_seconds: list[float] = field(default_factory=list)
    process_seconds: list[float] = field(default_factory=list)
    megabytes: float = 0.0
    question_ratio: float | None = None
    process_ratio: float | None = None

    def measure(self, limits: Limits) -> None:
        """Ask once more."""
        question = Question(self.question)
        worker = (sys.executable, "-m", "benchmarks.worker", self.tool, question, str(self.seats))
        asked = run(worker, limits)
        whole = self.whole(limits) if self.tool == VETOPROOF and not asked.failure else asked
        self.failure = asked.failure or whole.failure
        if self.failure:
            return
        outcome = json.loads(asked.output)
        if outcome["answer"] is not CLAIMS[question].refutable:
            self.failure = "wrong answer"
            return
        self.question_seconds.append(outcome["seconds"])
        self.reading_seconds.append(outcome["reading"])
        self.process_seconds.append(whole.seconds)
        self.megabytes = max(self.megabytes, round(outcome["megabytes"], 1))

    def whole(self, limits: Limits) -> Run:
        """The command line on a file, as a user would call it."""
        question = Question(self.question)
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder, "question.policy")
            file.write_text(specification(question, self.seats), encoding="utf-8")
            ask = ("check", str(file), "--property", question, "--format", "json")
            return vetoproof(*ask, limits=limits)

    def compare(self, ours: "Cell") -> None:
        """Ratios to vetoproof's times in the same round, the median of the rounds."""
        if ours.failure or self.failure:
            return
        for name in ("question", "process"):
            theirs, mine = getattr(self, f"{name}_seconds"), getattr(ours, f"{name}_seconds")
            ratios = [a / b for a, b in zip(theirs, mine, strict=False)]
            setattr(self, f"{name}_ratio", median(ratios))


def installed() -> list[str]:
    """The tools that can be asked here, vetoproof first."""
    there = [name for name, (_, library) in PEERS.items() if importlib.util.find_spec(library)]
    return [VETOPROOF, *there]


def row(
    question: Question, seats: int, tools: list[str], limits: Limits, repeat: int
) -> list[Cell]:
    """All tools at one size, in turns."""
    cells = [Cell(tool, question, seats) for tool in tools]
    for turn in range(repeat):
        for cell in cells:
            slow = turn and max(cell.process_seconds, default=LONG) >= LONG
            if not cell.failure and not slow:
                cell.measure(limits)
    if cells and cells[0].tool == VETOPROOF:
        for cell in cells[1:]:
            cell.compare(cells[0])
    return cells


def compare(
    questions: list[Question], sizes: list[int], tools: list[str], limits: Limits, repeat: int
) -> list[dict[str, object]]:
    """Every question at every size; a tool that reached a limit is not asked about larger bodies."""
    results: list[Cell] = []
    for question in questions:
        out: set[str] = set()
        for seats in sizes:
            going = [tool for tool in tools if tool not in out]
            cells = row(question, seats, going, limits, repeat)
            out |= {cell.tool for cell in cells if cell.failure}
            results += cells
            for cell in cells:
                shown = cell.failure or f"{median(cell.question_seconds):g} s"
                print(f"{question:17} {seats:>9,} {cell.tool:14} {shown}", flush=True)
    return [asdict(cell) for cell in results]
