"""What is told of a story beside its votes, alike of the example of an answer and of a way round."""

from __future__ import annotations

from policy_dsl.model import Specification
from verifier.results import Scenario
from verifier.results.loopholes import Loophole
from verifier.scenarios.other_readings import however_read
from verifier.words.telling import Circumstances


def circumstances(
    specification: Specification, it: Scenario, claim: str, way: Loophole | None = None
) -> Circumstances:
    """What of a story does not matter, and what its claim supposes, as a way round names those to whom it happens."""
    prop = next(each for each in specification.properties if each.name == claim)
    supposing = prop.supposing if way is None else way.supposing
    return Circumstances(however_read(specification, it), supposing)
