"""Parse trees to syntax trees.

`grammar.lark` gives trees whose labels are its rule names; here they become the typed nodes of
`policy_dsl.syntax`. What the grammar leaves open on purpose (a part written twice, a reading
without its beginning) is reported here, and only that: sense is the checker's.
"""

from policy_dsl.building.declarations import build

__all__ = ["build"]
