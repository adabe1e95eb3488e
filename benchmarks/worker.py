"""One question put to one tool in a process of its own: `python -m benchmarks.worker TOOL QUESTION SEATS`.

Prints whether the claim is refuted, and how long building and solving took in the process, libraries
already imported. What the peers have as a program, vetoproof has as a file: reading it is timed apart.
"""

import json
import resource
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.peers import Ask, asker
from benchmarks.questions import Question, specification

VETOPROOF = "vetoproof"


def main(tool: str, question: Question, seats: int) -> None:
    """Ask, and print what came out."""
    ask, reading = asker_of_file(question, seats) if tool == VETOPROOF else (asker(tool), 0.0)
    start = time.perf_counter()
    answer = ask(question, seats)
    outcome = {
        "answer": answer,
        "seconds": time.perf_counter() - start,
        "reading": reading,
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }
    print(json.dumps(outcome))


def asker_of_file(question: Question, seats: int) -> tuple[Ask, float]:
    """Vetoproof on a specification that has been read, and the seconds that reading took."""
    import policy_dsl

    # `verifier` loads its parts where they are first used; the peers' libraries are loaded before
    # their clock starts too.
    from verifier.checking.specifications import check

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "question.policy")
        file.write_text(specification(question, seats), encoding="utf-8")
        start = time.perf_counter()
        model = policy_dsl.load(file)
        reading = time.perf_counter() - start

    def ask(_question: Question, _seats: int) -> bool:
        (prop,) = check(model).properties
        verdict = prop.verdict.value
        if verdict not in ("holds", "fails"):
            raise TimeoutError(verdict)
        return verdict == "fails"

    return ask, reading


if __name__ == "__main__":
    main(sys.argv[1], Question(sys.argv[2]), int(sys.argv[3]))
