"""What a test author passes in place of a condition: a text in the language, a property's name, or the model's own."""

from __future__ import annotations

import os

from policy_dsl import PolicyErrors, load_text
from policy_dsl.model import ALWAYS, Condition, SomeCanPass, Specification
from policy_dsl.model.traverse import condition_of_claim
from verifier.words import conforming as say

__tracebackhide__ = True  # pytest shows whoever calls

When = str | Condition | None

_NAME = "condition_asked_about"


def condition_from(specification: Specification, when: When) -> Condition:
    """The condition meant; ValueError in plain words for one that makes no sense.

    A text is a property's name, or a condition as one writes it after `when`: "kind is policy and
    may_outsource". It is read together with the file that the specification came from.
    """
    if when is None:
        return ALWAYS
    if not isinstance(when, str):
        return when
    for prop in specification.properties:
        if prop.name == when.strip():
            return condition_of_claim(prop.claim)
    folder, name = os.path.split(specification.file)
    if not os.path.isfile(specification.file):
        raise ValueError(say.not_from_a_file(when))
    text = (
        f'governance "a condition"\ninclude "{name}"\n'
        f"property {_NAME} some decision when {' '.join(when.split())} can pass\n"
    )
    try:
        asked = load_text(text, "condition.policy", folder or os.curdir, specification.root or None)
    except PolicyErrors as errors:
        said = [one for one in errors.diagnostics if one.span.file == "condition.policy"]
        messages = "; ".join(one.message for one in said) or str(errors)
        raise ValueError(say.no_condition(when, messages, specification.file)) from None
    claim = asked.properties[-1].claim
    assert isinstance(claim, SomeCanPass)
    return claim.when
