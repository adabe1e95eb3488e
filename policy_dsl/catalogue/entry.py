"""What there is to know about a code."""

from policy_dsl.records import dataclass


@dataclass(frozen=True)
class Entry:
    """What a code stands for: a title, what it means, and how to mend it."""

    title: str
    explanation: str
    mend: str
