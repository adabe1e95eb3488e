"""Words that are proposed, as changes that whoever reads the file accepts or rejects one by one."""

from __future__ import annotations

from datetime import date
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from policy_dsl.records import dataclass

_AUTHOR = "vetoproof"


@dataclass
class TrackedChanges:
    """The changes of a file, all of one day, and how many there are so far."""

    on: date
    number: int = 0

    def inserted(self, paragraph: Paragraph, text: str) -> None:
        """Words that are proposed."""
        run = paragraph.add_run(text)
        self._around(paragraph, "w:ins", run._r)

    def deleted(self, paragraph: Paragraph, text: str) -> None:
        """Words that are proposed to go."""
        run = paragraph.add_run(text)
        for each in run._r.findall(qn("w:t")):
            each.tag = qn("w:delText")
        self._around(paragraph, "w:del", run._r)

    def _around(self, paragraph: Paragraph, kind: str, run: Any) -> None:
        self.number += 1
        made = OxmlElement(kind)
        made.set(qn("w:id"), str(self.number))
        made.set(qn("w:author"), _AUTHOR)
        made.set(qn("w:date"), f"{self.on.isoformat()}T00:00:00Z")
        made.append(run)
        paragraph._p.append(made)
