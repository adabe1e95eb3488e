"""Every analysis of a specification, as the JSON that a command prints."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date

from policy_dsl import Specification
from policy_dsl.loading import examine
from verifier.answers import entrenchment as entrenchment_json
from verifier.answers.check import render_json as check_json
from verifier.answers.diff import render_json as diff_json
from verifier.answers.lint import render_json as lint_json
from verifier.answers.loopholes import render_json as loopholes_json
from verifier.answers.matrix import render_json as matrix_json
from verifier.answers.repair import render_json as repair_json
from verifier.changing.entrenchment import entrenchment
from verifier.checking.specifications import Options, check
from verifier.diffing.comparing import DiffOptions, compare
from verifier.linting.every_check import LintOptions, lint
from verifier.loopholes.finding import find_loopholes
from verifier.loopholes.openings import protection
from verifier.loopholes.searching import Search
from verifier.matrix.whole_matrix import matrix
from verifier.repair.repairing import Repairing
from verifier.repair.repairs import find_repairs
from verifier.solving.limits import Limits
from verifier.words.lint import TITLES

TODAY = date(2026, 1, 1)
# No limit is to be reached: what is said under one may depend on how far a search got.
NO_LIMITS = Limits(None)


def checks(path: str) -> str:
    """What `check --all-bases` says."""
    options = Options(None, None, NO_LIMITS, every_basis=True, count_loopholes=True)
    return check_json([check(_read(path), options)])


def ways_round(path: str) -> str:
    """What `loopholes` says."""
    specification = _read(path)
    search = Search(specification, NO_LIMITS, today=TODAY, changes=True)
    found = [find_loopholes(search, prop) for prop in specification.properties]
    return loopholes_json([each for each in found if each is not None])


def who_decides(path: str) -> str:
    """What `matrix` says."""
    return matrix_json([matrix(_read(path), None, NO_LIMITS)])


def findings(path: str) -> str:
    """What `lint` says."""
    return lint_json([lint(_read(path), LintOptions(TODAY, tuple(TITLES), NO_LIMITS), ())])


def entrenched(path: str) -> str:
    """What `entrenchment` says."""
    return entrenchment_json.render_json([entrenchment(_read(path), NO_LIMITS)])


def repairs(path: str) -> str:
    """What `repair` says of each property that protects something."""
    loaded = examine(path)
    specification = loaded.specification
    assert specification is not None
    found = []
    for prop in specification.properties:
        if protection(prop) is None:
            continue
        it = Repairing(path, loaded.sources[path], specification, NO_LIMITS, TODAY, changes=True)
        found.append(json.loads(repair_json(find_repairs(it, prop, lambda _: lambda _: None))))
    return json.dumps(found, ensure_ascii=False, indent=2)


def difference(old: str, new: str) -> str:
    """What `diff` says."""
    return diff_json(compare(_read(old), _read(new), DiffOptions(NO_LIMITS)))


ANALYSES: Mapping[str, Callable[[str], str]] = {
    "check": checks,
    "loopholes": ways_round,
    "matrix": who_decides,
    "lint": findings,
    "entrenchment": entrenched,
    "repair": repairs,
}


def _read(path: str) -> Specification:
    loaded = examine(path)
    assert loaded.specification is not None, path
    return loaded.specification
