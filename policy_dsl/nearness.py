"""Which words a misspelt one is near to."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["near_words"]

# Nobody misspells a word of so many letters, and comparing two takes the product of their lengths.
_LONGEST = 200


def near_words(word: str, known: Iterable[str], number: int, cutoff: float = 0.6) -> list[str]:
    """The words that have the most in common with one, best first; a share of at least `cutoff` of their letters."""
    if len(word) > _LONGEST:
        return []
    import difflib  # only where something is misspelt

    # What is so much longer or shorter has less in common, whatever its letters are.
    least, most = len(word) * cutoff / (2 - cutoff), len(word) * (2 - cutoff) / cutoff
    return difflib.get_close_matches(
        word, [each for each in known if least <= len(each) <= most], number, cutoff
    )
