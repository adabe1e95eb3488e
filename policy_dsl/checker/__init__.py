"""From the syntax tree to the model: names, types, scope, sense.

`check` goes through the declarations kind by kind, so that each step finds known what it asks for:
names, parties, groups, attributes, seats and events, bodies, clauses, properties. Nothing stops at the
first error: what can't be resolved is replaced by something harmless, and no model comes out then.
"""

from policy_dsl.checker.specification import SpecificationChecked, Unit, check

__all__ = ["SpecificationChecked", "Unit", "check"]
