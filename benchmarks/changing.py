"""Rules that change themselves: how long the verdict takes, beside bounded search, Spacer and (for the chain) clingo.

`python -m benchmarks.changing` prints a table. Times are processor seconds of one process, the median of several
runs, without start-up; so other work on the machine disturbs them little. A limit reached is said, not left out.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from policy_dsl import Specification, load, load_text
from policy_dsl.state import intervals
from verifier.changing.fallback import as_system
from verifier.changing.invariant import SeparateProblem
from verifier.changing.problem import ask_for
from verifier.checking.specifications import Options, check
from verifier.encoding.unrolling import bounded, by_spacer
from verifier.solving.limits import Budget, Limits

SPECS = Path(__file__).parents[1] / "specs"
SECONDS = 20.0
RUNS = 3


@dataclass(frozen=True)
class Question:
    """A property of a specification, and what must come out."""

    title: str
    specification: Specification
    property: str
    holds: bool


def chain(guards: int, closed: bool) -> Specification:
    """Each rule protects the one before it; the last is protected by nothing, or (closed) by itself."""
    lines = [
        'governance "A chain of guards"',
        "party Holder",
        "parties 10 Other",
        "body Board",
        "  members Holder, Other",
        "  quorum none",
        "decision",
        "  substance sells : yes or no",
        "power decision_of_board",
        "  requires majority of votes cast in Board",
        f"  may {', '.join(f'amend guard_{n}' for n in range(guards))}",
        "rule guard_0 limits every power",
        "  when sells",
        "  requires consent of Holder in Board",
    ]
    for n in range(1, guards):
        own = f" or amends guard_{n}" if closed and n == guards - 1 else ""
        lines += [
            f"rule guard_{n} limits every power",
            f"  when amends guard_{n - 1}{own}",
            "  requires consent of Holder in Board",
        ]
    lines += [
        "property endures",
        "  Holder can block every decision when sells even after amendments",
    ]
    return load_text("\n".join(lines) + "\n", "chain.policy")


def large(clauses: int, members: int) -> Specification:
    """Rules on as many subjects, an entrenched one among them, and a board of named members."""
    names = [f"Member{n}" for n in range(members)]
    lines = ['governance "Many rules"']
    lines += [f"party {name}" for name in names]
    lines += ["body Board", f"  members {', '.join(names)}", "  quorum at least 1/2 of members"]
    subjects = max(1, clauses // 4)
    lines += ["decision", *(f"  substance subject_{n} : yes or no" for n in range(subjects))]
    for n in range(2):
        lines += [
            f"power power_{n}",
            "  requires majority of votes cast in Board",
            "  may amend any clause, change membership of Board",
        ]
    lines += [
        "rule entrenched limits every power",
        "  when amends any clause or changes membership of Board",
        "  requires consent of Member0 in Board",
        "rule veto limits every power",
        "  when subject_0",
        "  requires unanimity of members in Board",
    ]
    for n in range(clauses - 4):
        lines += [
            f"rule rule_{n} limits power_{n % 2}",
            f"  when subject_{n % subjects} and not subject_{(n + 1) % subjects}",
            f"  requires consent of Member{n % members} in Board",
        ]
    lines += [
        "property endures",
        "  Member0 can block every decision when subject_0 even after amendments",
    ]
    return load_text("\n".join(lines) + "\n", "large.policy")


def packed(size: int, limited: bool) -> Specification:
    """Holders of two fifths of a board, which an ordinary majority (or, limited, two thirds) may fill up."""
    others = size * 3 // 5
    seats = f"parties {size - 1 - others} Ally\nparties {others} Other"
    consent = "at least 2/3 of members in Board" if limited else "majority of votes cast in Board"
    text = f"""governance "Packing"
party Holder
{seats}
group Bench is Holder, Ally
body Board
  members Holder, Ally, Other
  quorum none
decision
  substance sells : yes or no
power decision_of_board
  requires {consent}
  may admit members to Board
rule two_thirds limits every power
  when sells
  requires at least 2/3 of members in Board
property endures
  Bench together can block every decision when sells even after amendments
"""
    return load_text(text, "packed.policy")


def questions() -> list[Question]:
    """All that is measured."""
    seed, entrenched = (
        load(str(SPECS / name))
        for name in ("nottinghamshire.policy", "nottinghamshire_entrenched.policy")
    )
    found = [
        Question("Nottinghamshire", seed, "policy_veto_endures", False),
        Question("Nottinghamshire, entrenched", entrenched, "policy_veto_endures", True),
        Question("40 clauses, 30 members", large(40, 30), "endures", True),
        Question("chain of 40 guards, closed", chain(40, True), "endures", True),
        Question("chain of 5 guards, open", chain(5, False), "endures", False),
        Question("chain of 40 guards, open", chain(40, False), "endures", False),
    ]
    for size in (10, 10_000, 1_000_000):
        title = f"{size:,} seats"
        found += [
            Question(f"packing, {title}", packed(size, False), "endures", False),
            Question(f"packing barred, {title}", packed(size, True), "endures", True),
        ]
    return found


def timed(run: Callable[[], object]) -> tuple[float, object]:
    """The median of processor seconds, and what came out."""
    seconds: list[float] = []
    found: object = None
    for _ in range(RUNS):
        start = time.process_time()
        found = run()
        seconds.append(time.process_time() - start)
        if seconds[-1] > 2:
            break
    return median(seconds), found


def ours(it: Question) -> tuple[float, str]:
    """The verdict, with story or invariant."""
    options = Options(properties=(it.property,), limits=Limits(seconds=120))
    seconds, found = timed(lambda: check(it.specification, options).properties[0].verdict.value)
    return seconds, str(found)


def searched(it: Question, spacer: bool) -> tuple[float, str]:
    """The same by bounded search (of as many steps as clauses, at most 41), or by Spacer."""
    prop = next(p for p in it.specification.properties if p.name == it.property)
    ask = ask_for(it.specification, prop, intervals(it.specification)[-1].state)[0]

    def run() -> str:
        budget = Budget(Limits(seconds=SECONDS))
        system = as_system(SeparateProblem(ask, budget))
        if system is None:
            return "not one formula"
        if spacer:
            said = by_spacer(system, budget)
            return (
                {True: "holds", False: "fails"}.get(said, "limit")
                if isinstance(said, bool)
                else "limit"
            )
        path = bounded(system, min(41, len(it.specification.clauses) + 1), budget)
        return "none so short" if path is None else "fails" if hasattr(path, "model") else "limit"

    seconds, found = timed(run)
    return seconds, str(found)


def clingo_chain(guards: int, closed: bool, steps: int) -> tuple[float, str]:
    """The chain as one would write it for clingo: a guard goes once the next is gone; a bound on the steps."""
    try:
        import clingo
    except ImportError:
        return 0.0, "not installed"
    last = "" if closed else f"may({guards - 1},T) :- time(T)."
    program = f"""
    guard(0..{guards - 1}). time(0..{steps}).
    may(N,T) :- gone(N+1,T), guard(N).
    {last}
    {{ drop(N,T) : may(N,T) }} 1 :- time(T).
    gone(N,T+1) :- drop(N,T), time(T+1).
    gone(N,T+1) :- gone(N,T), time(T+1).
    sold :- gone(0,T).
    :- not sold.
    """

    def run() -> str:
        control = clingo.Control(["--warn=none"])
        control.add("base", [], program)
        control.ground([("base", [])])
        return "fails" if control.solve().satisfiable else f"none in {steps} steps"

    seconds, found = timed(run)
    return seconds, str(found)


def main() -> None:
    """Print the table."""
    print("| question | vetoproof | bounded search | Spacer |")
    print("| --- | --- | --- | --- |")
    for it in questions():
        cells = []
        mine = ours(it)
        if mine[1] != ("holds" if it.holds else "fails"):
            print(f"unexpected: {it.title}: {mine[1]}")
        for seconds, said in (mine, searched(it, False), searched(it, True)):
            cells.append(f"{seconds:.2f} s, {said}")
        print(f"| {it.title} | {' | '.join(cells)} |", flush=True)
    for closed in (False, True):
        seconds, said = clingo_chain(40, closed, 41)
        print(
            f"clingo, chain of 40 guards, {'closed' if closed else 'open'}: {seconds:.2f} s, {said}"
        )


if __name__ == "__main__":
    main()
