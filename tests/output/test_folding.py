"""A text is broken where the standard library breaks it."""

import textwrap

from hypothesis import given
from hypothesis import strategies as st

from verifier.output.folding import fold


@given(
    st.text("ab-é—  ", max_size=60),
    st.integers(1, 12),
    st.sampled_from(["", " ", "  - "]),
    st.sampled_from(["", "    "]),
)
def test_as_the_standard_library(text: str, width: int, first: str, others: str) -> None:
    assert fold(text, width, first, others) == textwrap.wrap(
        text,
        width,
        initial_indent=first,
        subsequent_indent=others,
        break_long_words=False,
        break_on_hyphens=False,
    )
