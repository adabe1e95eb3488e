"""Every diagnostic code, with a short title, what it means and how to mend it.

Codes are stable: a code that is no longer used is never used for something else. VP001 to VP029
are the parser's, from VP030 on the checker's and the loader's. The pages in `docs/errors/` are made
from this.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from policy_dsl.catalogue.entry import Entry
from policy_dsl.catalogue.names import NAMES
from policy_dsl.catalogue.parser import PARSER
from policy_dsl.catalogue.sense import SENSE

__all__ = ["CATALOGUE", "Entry"]

CATALOGUE: Mapping[str, Entry] = MappingProxyType({**PARSER, **NAMES, **SENSE})
