"""No answer is true or false, and what is not known is never taken for "no"."""

import pytest

from verifier.solving.answers import (
    Found,
    LimitReached,
    NoneFound,
    Unknown,
    found_or_none,
    there_is,
)


@pytest.mark.parametrize("answer", [Found(None), NoneFound(), Unknown("a limit")])
def test_no_answer_is_true_or_false(answer: Found | NoneFound | Unknown) -> None:
    with pytest.raises(TypeError):
        bool(answer)


def test_what_is_not_known_is_neither() -> None:
    assert there_is(Found(None))
    assert not there_is(NoneFound())
    assert found_or_none(NoneFound()) is None
    for ask in (there_is, found_or_none):
        with pytest.raises(LimitReached, match="a limit"):
            ask(Unknown("a limit"))
