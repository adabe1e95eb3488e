"""Attributes as terms: whatever their variables are, exactly one value is said, or they stand for none."""

from __future__ import annotations

from itertools import product

import pytest
import z3

from policy_dsl.model import NOWHERE, Attribute, OneOf, Role
from tests.semantics.compiling import compiled
from verifier.encoding.decisions import attribute_terms
from verifier.encoding.terms import both, name_of


@pytest.mark.parametrize("number", range(1, 10))
def test_each_value_has_a_code_of_its_own(number: int) -> None:
    values = tuple(f"v{index}" for index in range(number))
    attribute = Attribute("stage", Role.FORM, OneOf(values), None, NOWHERE)
    one, other = attribute_terms(attribute, "one"), attribute_terms(attribute, "other")
    said = compiled([both(one.limits), *(one.says(value) for value in values)])
    names = [name_of(bit) for bit in one.bits]
    found = []
    for bits in product((False, True), repeat=len(names)):
        stands, *each = said(dict(zip(names, bits, strict=True)))
        assert each.count(True) == stands
        found += [bits] if stands else []
    assert len(found) == number
    alike = compiled([one.same_as(other)])
    others = [name_of(bit) for bit in other.bits]
    for mine, theirs in product(found, repeat=2):
        given = dict(zip((*names, *others), (*mine, *theirs), strict=True))
        assert alike(given) == (mine == theirs,)
    assert all(isinstance(variable, z3.BoolRef) for variable in one.variables)
