"""Commands that read records beside a specification: what is wrong with those, and what of them was not read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from policy_dsl.records import dataclass
from verifier.commands.shell import AnswerWithJson, unusable

if TYPE_CHECKING:
    from verifier.records.faults import Fault


@dataclass(frozen=True)
class AnswerOnRecords(AnswerWithJson):
    """An answer that takes records into account; `in_records` is what is wrong with them, `notes` what else is said."""

    command: ClassVar[str]

    in_records: tuple[Fault, ...] = ()
    notes: tuple[Fault, ...] = ()

    @property
    def wrong(self) -> bool:
        """The specification, the call or a record is wrong."""
        return bool(self.refused or self.faults or self.in_records)

    def remarks(self) -> Sequence[str]:
        """What is wrong with records, and what of them was not read."""
        if not self.for_people:
            return ()
        notes = (f"{each} (note)" for each in self.notes)
        return [*unusable(self.command, self), *map(str, self.in_records), *notes]
