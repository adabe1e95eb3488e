"""What documents are made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from policy_dsl.records import dataclass


@dataclass(frozen=True)
class Strong:
    """Words that stand out."""

    text: str


@dataclass(frozen=True)
class Small:
    """Words of less weight, on a line of their own."""

    text: str


@dataclass(frozen=True)
class Code:
    """Words as they stand in the specification."""

    text: str


@dataclass(frozen=True)
class Badge:
    """A verdict or standing. `look` tells how it is drawn: good, bad, open, quiet. The words say all of it."""

    text: str
    look: str


@dataclass(frozen=True)
class TextLink:
    """Words that lead to a mark of the same document."""

    text: str
    to: str


@dataclass(frozen=True)
class Inserted:
    """Words that a proposal puts in."""

    text: str


@dataclass(frozen=True)
class Deleted:
    """Words that a proposal takes out."""

    text: str


Run = str | Strong | Small | Code | Badge | TextLink | Inserted | Deleted
Runs = tuple[Run, ...]


@dataclass(frozen=True)
class Heading:
    """A heading below a chapter's own (level 3 to 5). `mark` is what links lead to, if it is not empty."""

    level: int
    runs: Runs
    mark: str


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; `style` is "", "lead" or "small"."""

    runs: Runs
    style: str = ""


@dataclass(frozen=True)
class Items:
    """A list; numbered where the order counts."""

    items: tuple[Runs, ...]
    ordered: bool = False


@dataclass(frozen=True)
class OutlineEntry:
    """A point of an outline, and what stands below it."""

    runs: Runs
    under: tuple[Outline, ...]


@dataclass(frozen=True)
class Outline:
    """A list whose points may have lists below them; numbered where the order counts."""

    entries: tuple[OutlineEntry, ...]
    ordered: bool = False


@dataclass(frozen=True)
class Terms:
    """Words and what they stand for, in two columns."""

    caption: str
    items: tuple[tuple[Runs, tuple[Runs, ...]], ...]


@dataclass(frozen=True)
class Table:
    """A table. The first cell of a row is its heading. `widths` are the columns' parts of the whole.

    `titled`: the heading above says what the caption says, which is then only for those who go from table to table.
    """

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[Runs, ...], ...]
    widths: tuple[int, ...]
    titled: bool = False


@dataclass(frozen=True)
class Quote:
    """Words of a source."""

    text: str
    source: str


@dataclass(frozen=True)
class Verbatim:
    """Lines as they stand in the specification, or a change of them; `what` says which, if anything."""

    text: str
    what: str


@dataclass(frozen=True)
class Picture:
    """A picture as SVG, with its title and what is said in place of it."""

    svg: str
    title: str
    alternative: str


@dataclass(frozen=True)
class Assess:
    """The reviewer's columns, about what `about` names; `key` and `said` tell a later review what was marked."""

    about: str
    key: str = ""
    said: str = ""


@dataclass(frozen=True)
class Folded:
    """What tells again, in another way, what is told already: shown on demand, and not where nothing can be folded."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Kept:
    """Blocks that stay on one page where they fit on one."""

    blocks: tuple[Block, ...]


Block = (
    Heading
    | Paragraph
    | Items
    | Outline
    | Terms
    | Table
    | Quote
    | Verbatim
    | Picture
    | Assess
    | Folded
    | Kept
)


def unfolded(blocks: Iterable[Block]) -> Iterator[Block]:
    """All blocks, those that are kept together one by one, and without what is folded."""
    for block in blocks:
        if isinstance(block, Kept):
            yield from unfolded(block.blocks)
        elif not isinstance(block, Folded):
            yield block


@dataclass(frozen=True)
class Chapter:
    """A chapter with its heading, if it has one; `label` is what it is counted by, its place if empty.

    Unless it `begins` a page it follows on that of the chapter before.
    """

    mark: str
    title: str
    blocks: tuple[Block, ...]
    label: str = ""
    begins: bool = True


@dataclass(frozen=True)
class RenderedDocument:
    """A whole document. `facts` stand on its cover; `running` is the line at the head of each page."""

    title: str
    subtitle: str
    facts: tuple[tuple[str, str], ...]
    notices: tuple[tuple[str, str], ...]
    running: str
    chapters: tuple[Chapter, ...]
    written: str
    language: str
