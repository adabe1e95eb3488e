"""Where no memory is left while terms are built, every command says so, and is at no fault itself.

In a process that is another's the solver's library reports that in an exception of its own, which is bare.
"""

from __future__ import annotations

from itertools import count

import pytest
import z3

from verifier import cli

SEED = "specs/nottinghamshire.policy"
COMMANDS = [
    ("check", SEED),
    ("loopholes", SEED),
    ("repair", SEED, "outsourcing_veto"),
    ("matrix", SEED),
    ("lint", SEED),
    ("entrenchment", SEED),
    ("diff", SEED, "specs/nottinghamshire_entrenched.policy"),
    ("mutate", SEED),
]


@pytest.mark.parametrize("arguments", COMMANDS, ids=lambda it: it[0])
@pytest.mark.parametrize("left", [0, 40, 400])
def test_no_memory_for_terms_is_a_limit(
    arguments: tuple[str, ...],
    left: int,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    calls = count()
    make = z3.z3.Z3_mk_and

    def exhausted(*given: object) -> object:
        if next(calls) >= left:
            raise z3.Z3Exception(b"out of memory")
        return make(*given)

    monkeypatch.setattr(z3.z3, "Z3_mk_and", exhausted)
    code = cli.main([*arguments, "--timeout", "60"])
    said = capsys.readouterr()
    assert next(calls) > left
    assert code == 3, said.err[-500:]
    assert "memory" in said.out + said.err
    assert "internal error" not in said.out + said.err
