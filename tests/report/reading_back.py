"""An HTML page read back: its text as a reader sees it, and its elements."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

BLOCKS = {
    "p", "li", "h1", "h2", "h3", "h4", "h5", "tr", "dt", "dd", "div", "table", "caption", "blockquote",
    "footer", "pre", "figure", "figcaption", "section", "header", "nav", "ul", "ol", "dl", "fieldset", "legend",
}  # fmt: skip
VOID = {"meta", "link", "col", "br", "img", "input", "hr"}


@dataclass
class Page(HTMLParser):
    """Text by block, without what is drawn or styled; and each element with its attributes."""

    lines: list = field(default_factory=list)
    elements: list = field(default_factory=list)
    stack: list = field(default_factory=list)
    drawn: list = field(default_factory=list)

    def __post_init__(self):
        super().__init__()

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs), tuple(self.stack)))
        if tag in BLOCKS and "svg" not in self.stack:
            self.lines.append("")
        if tag in ("td", "th") and self.lines and self.lines[-1]:
            self.lines[-1] += " | "
        if tag not in VOID:
            self.stack.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs), tuple(self.stack)))

    def handle_endtag(self, tag):
        assert self.stack, f"</{tag}> closes nothing"
        assert self.stack[-1] == tag, f"</{tag}> closes <{self.stack[-1]}>"
        self.stack.pop()
        if tag in BLOCKS and "svg" not in self.stack:
            self.lines.append("")

    def handle_data(self, data):
        if "style" in self.stack or "script" in self.stack:
            return
        if "svg" in self.stack:
            self.drawn.append(data)
            return
        if "pre" in self.stack:
            self.lines += data.split("\n")
            return
        text = " ".join(data.split())
        if not text:
            if data and self.lines and self.lines[-1]:
                self.lines[-1] += " "
            return
        before = " " if data[0].isspace() else ""
        after = " " if data[-1].isspace() else ""
        if not self.lines:
            self.lines.append("")
        self.lines[-1] += before + text + after

    @property
    def text(self):
        kept = [" ".join(line.split()) for line in self.lines]
        return "\n".join(line for line in kept if line)


def read(html):
    page = Page()
    page.feed(html)
    page.close()
    assert not page.stack, f"not closed: {page.stack}"
    return page
