"""Where a parser stopped, as far as what is said of it needs that."""

from __future__ import annotations

from lark import Token

from policy_dsl.records import dataclass
from policy_dsl.visible import visible

END = "$END"
# So many tokens of the rest of a line are looked at.
REST = 30


@dataclass(frozen=True)
class Failure:
    """Where the parser stopped: what it took, what it could not take, what comes after it."""

    taken: tuple[Token, ...]
    found: Token
    rest: tuple[Token, ...]
    """The tokens after it in its line, and the first one of the next line, all of the same declaration."""
    following: Token | None
    """The first token of the next declaration, None at the end of the file."""

    @property
    def after(self) -> str:
        """The type of the token after it."""
        return self.rest[0].type if self.rest else END

    @property
    def kind(self) -> str:
        """The keyword of the declaration."""
        return str(self.taken[0]) if self.taken else str(self.found)


def end_token(last: Token) -> Token:
    """The token that says that a declaration ends."""
    return Token(
        END,
        "",
        last.end_pos,
        last.end_line,
        last.end_column,
        last.end_line,
        last.end_column,
        last.end_pos,
    )


def shown(text: str) -> str:
    """A stretch of the author's text that can be printed in a message."""
    return visible(text if len(text) <= 40 else text[:39] + "…")
