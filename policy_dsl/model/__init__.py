"""The model: what a specification says, with every name resolved and every number exact."""

from policy_dsl.model.claims import *  # noqa: F403
from policy_dsl.model.declarations import *  # noqa: F403
from policy_dsl.model.expressions import *  # noqa: F403
