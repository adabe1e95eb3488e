"""The measured figures as a page with tables and a plot; computes nothing but their layout."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from benchmarks.measure import ROOT, median
from benchmarks.questions import CLAIMS, Question

FOLDER = ROOT / "docs" / "benchmarks"
RESULTS = "results.json"
PAGE_HEAD = """\
# Benchmarks

Written by `python -m benchmarks`; the figures are in [results.json](results.json). Seconds depend on the
machine; the ratios are medians of runs made in turns, in one go.

"""
PEERS_HEAD = """\
## The same question, asked of other tools

What one would write by hand for each tool is in `benchmarks/peers/`: a ballot for every member. *Question*
is building and solving inside a process that has its libraries loaded, for vetoproof without reading the
file, since the peers have theirs as a program; *process* is everything, from start
to end: for vetoproof the command line on a file. In brackets: how many times vetoproof's.

"""


def load(folder: Path) -> dict[str, Any]:
    """What has been measured so far."""
    file = folder / RESULTS
    if not file.exists():
        return {}
    stored: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return stored


def save(results: dict[str, Any], folder: Path) -> None:
    """Store the figures, and write page and plot anew."""
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(results, indent=1, sort_keys=True, ensure_ascii=False)
    (folder / RESULTS).write_text(text + "\n", encoding="utf-8")
    (folder / "README.md").write_text(page(results), encoding="utf-8")
    if "peers" in results:
        plot(results["peers"], folder / "peers.svg")


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A Markdown table."""
    titles = list(head)
    lines = [titles, ["---"] * len(titles), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n\n"


def seconds(values: list[float], ratio: float | None = None) -> str:
    """Seconds for people, with the ratio where there is one."""
    value = median(values)
    shown = f"{value * 1000:.3g} ms" if value < 1 else f"{value:.3g} s"
    return shown + (f" (×{ratio:g})" if ratio is not None else "")


def entry(cell: dict[str, Any] | None, kind: str) -> str:
    """One cell of the comparison."""
    if cell is None:
        return "–"
    if cell["failure"]:
        return str(cell["failure"])
    return seconds(cell[f"{kind}_seconds"], cell[f"{kind}_ratio"])


def page(results: dict[str, Any]) -> str:
    """The whole page."""
    parts = [PAGE_HEAD]
    if "machine" in results:
        parts.append("Measured with " + ", ".join(results["machine"]) + ".\n\n")
    if "peers" in results:
        parts += [PEERS_HEAD, *comparison(results["peers"], results["peer_limits"])]
    if "growth" in results:
        parts += growth(results["growth"])
    if "many_properties" in results:
        many = results["many_properties"]
        shown = many["failure"] or seconds([many["seconds"]])
        parts.append(f"1,000 clauses with 200 properties, two processes: {shown}.\n\n")
    if "classes" in results:
        parts += classes(results["classes"])
    if "texts" in results:
        parts += rule_texts(results["texts"], results["text_runs"])
    if "startup" in results or "seats" in results:
        parts.append("## The whole command\n\n")
    if "startup" in results:
        start = results["startup"]
        parts.append(f"`vetoproof check {start['file']}` takes {start['ratio']:g} times ")
        parts.append('`python -c "import z3, lark"`.\n\n')
    if "seats" in results:
        rows = [
            [CLAIMS[Question(r["question"])].title, f"{r['ratio']:g}"] for r in results["seats"]
        ]
        parts.append(table(("question", "10^6 seats over 11 seats"), rows))
    return "".join(parts).rstrip() + "\n"


def comparison(cells: list[dict[str, Any]], limits: dict[str, Any]) -> list[str]:
    """A table for each question and kind of time."""
    parts = [
        f"A run may take {limits['seconds']:g} s and {limits['megabytes']:,} MB; a tool that reached a "
        "limit (–: already at a smaller size) is not asked about larger bodies.\n\n"
        "![Seconds by size of the body](peers.svg)\n\n"
    ]
    tools = list(dict.fromkeys(cell["tool"] for cell in cells))
    sizes = sorted({cell["seats"] for cell in cells})
    found = {(cell["tool"], cell["question"], cell["seats"]): cell for cell in cells}
    for question in dict.fromkeys(cell["question"] for cell in cells):
        parts.append(f"### {CLAIMS[Question(question)].title}\n\n")
        for kind in ("question", "process"):
            rows = [
                [tool, *(entry(found.get((tool, question, size)), kind) for size in sizes)]
                for tool in tools
            ]
            parts.append(table((kind, *(f"{size:,}" for size in sizes)), rows))
    return parts


def growth(rows: list[dict[str, Any]]) -> list[str]:
    """How the whole command grows with the number of clauses."""
    lines = [
        [
            f"{row['clauses']:,}",
            str(row["properties"]),
            row["failure"] or seconds(row["seconds"]),
            "–" if row["doubling_ratio"] is None else f"{row['doubling_ratio']:g}",
        ]
        for row in rows
    ]
    head = ("clauses", "properties", "whole command", "over half as many clauses")
    return ["## Growth with the number of clauses\n\n", table(head, lines)]


def classes(rows: list[dict[str, Any]]) -> list[str]:
    """How `matrix` grows with clauses and with members."""
    lines = [
        [row["shape"], f"{row['size']:,}", seconds(row["seconds"]), f"{row['ratio']:g}"]
        for row in rows
    ]
    head = ("rules", "clauses or members", "`matrix`", "over the smallest")
    return [
        "## Very many classes of decision\n\nProcessor time of whole processes. The first four shapes make classes of "
        "decision in numbers that grow exponentially with the clauses.\n\n",
        table(head, lines),
    ]


def rule_texts(rows: list[dict[str, Any]], runs: int) -> list[str]:
    """What the analyses cost on rule texts."""
    names = list(dict.fromkeys(name for row in rows for name in row["ratios"]))
    lines = [
        [
            row["text"],
            seconds([row["check_seconds"]]),
            *(_ratio(row, name) for name in names),
            f"{row['first_row']:g}",
            ", ".join(row["open"]) or "–",
        ]
        for row in rows
    ]
    head = ("text", "`check` of 7f1e7c7", *names, "first row", "undetermined")
    return [
        "## Rule texts\n\nProcessor time of whole processes, as multiples of what `check` of commit 7f1e7c7 takes, "
        f"installed beside it; runs of each: {runs}. *First row* is what the process of `matrix` has used when its "
        "output begins. What is asked of one property is asked of the first that protects something; `diff` compares "
        "with a version whose first majority is two thirds. *Over*: stopped then; –: nothing to ask of it, or not "
        "measured (then the row is of an earlier run). Other work ran on the machine meanwhile, which makes processor "
        "time longer too, and lets limits of time be reached.\n\n",
        table(head, lines),
        *_above(rows),
        "\n",
        *_waited(rows),
    ]


def _waited(rows: list[dict[str, Any]]) -> Iterator[str]:
    """How long one waits for what is shared among processes."""
    names = list(dict.fromkeys(name for row in rows for name in row.get("elapsed", ())))
    yield (
        "The same by the clock, for commands that share their work, on this machine with two processors: as multiples "
        "of how long `check` of commit 7f1e7c7 takes.\n\n"
    )
    yield table(
        ("text", *names),
        [
            [row["text"], *(_ratio(row, name, "elapsed") for name in names)]
            for row in rows
            if "elapsed" in row
        ],
    )
    yield "\n"


# How many times as long as `check` a command should take at most, and why it may take longer.
AIMS = {
    "loopholes of one": (5, "many sets of openings, each with a story of its own"),
    "diff": (5, "situations are counted, decision by decision, by the interpreter"),
    "entrenchment": (
        8,
        "each party, group and rule is asked about by itself, for good and as the rules stand",
    ),
    "loopholes": (
        10,
        "each way that changes rules first is carried out and replayed meeting by meeting; that nothing smaller "
        "does is hard to prove where many seats can change at once",
    ),
    "repair of one": (
        10,
        "each edit is a text of its own, of which all ways round, all verdicts and what it costs are asked anew",
    ),
    "report": (
        15,
        "all analyses, and what takes longest in them: ways round, and wordings that close them",
    ),
}


def _above(rows: list[dict[str, Any]]) -> Iterator[str]:
    """Which texts are above what is aimed at, and why."""
    for name, (aim, why) in AIMS.items():
        above = [row["text"] for row in rows if row["ratios"].get(name, 0) > aim]
        if above:
            yield f"- `{name}`: {aim} times are aimed at; above that {', '.join(above)}: {why}.\n"


def _ratio(row: dict[str, Any], name: str, what: str = "ratios") -> str:
    if name not in row[what]:
        return "–"
    return f"{'over ' if name in row['stopped'] else ''}{row[what][name]:g}"


def plot(cells: list[dict[str, Any]], file: Path) -> None:
    """Question seconds against seats, both logarithmic, one panel a question."""
    import matplotlib as mpl

    mpl.use("svg")
    mpl.rcParams["svg.hashsalt"] = "vetoproof"
    from matplotlib import pyplot

    questions = list(dict.fromkeys(cell["question"] for cell in cells))
    tools = list(dict.fromkeys(cell["tool"] for cell in cells))
    figure, panels = pyplot.subplots(
        1, len(questions), figsize=(4.5 * len(questions), 4), sharey=True, squeeze=False
    )
    for panel, question in zip(panels[0], questions, strict=True):
        for tool in tools:
            points = [
                (cell["seats"], median(cell["question_seconds"]))
                for cell in cells
                if (cell["tool"], cell["question"]) == (tool, question) and not cell["failure"]
            ]
            if points:
                panel.plot(*zip(*points, strict=True), marker="o", label=tool)
        panel.set(xscale="log", yscale="log", xlabel="seats")
        panel.set_title(CLAIMS[Question(question)].title, fontsize=9)
    panels[0][0].set_ylabel("seconds, building and solving")
    panels[0][0].legend(fontsize=8)
    figure.tight_layout()
    figure.savefig(file, metadata={"Date": None})
    pyplot.close(figure)
