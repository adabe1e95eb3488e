"""What `mutate` puts in the place of a clause or a body is something that the language accepts."""

from __future__ import annotations

import random

from policy_dsl import examine_text
from policy_dsl.diagnostics import Severity
from policy_dsl.model import Specification
from tests.semantics.generator import ORDINARY, Maker
from tests.semantics.printing import to_text
from verifier.mutation.mutants import mutants
from verifier.words import mutating as say

SEEDS = 3
# Printed in words, since no text of the language says so much.
IN_WORDS = {say.NEVER_APPLIES, say.NO_REQUIREMENT}


def refused(specification: Specification) -> set[str]:
    """The codes of the errors in a specification's text."""
    said = examine_text(to_text(specification)).diagnostics
    return {each.code for each in said if each.severity is Severity.ERROR}


def test_every_change_that_is_printed_is_accepted() -> None:
    tried = 0
    for seed in range(SEEDS):
        specification = Maker(random.Random(f"mut {seed}"), ORDINARY).specification()
        if refused(specification):
            continue
        for mutant in mutants(specification):
            if mutant.after not in IN_WORDS:
                assert not refused(mutant.specification), (seed, str(mutant))
                tried += 1
    assert tried > 30 * SEEDS
