# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The reader's own marks as Qt's lists want them: model and filter."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QSortFilterProxyModel, Qt

from reader.document import Span
from reader.document.readers_marks import Act, Placed, ReadersMark
from reader.ui.sidebar.rows import ROW_ROLE, Index
from reader.ui.wording import act_kind, readers_mark, tr


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A row: a mark and where its words stand, None where they are not found.

    A row without a mark is the heading of those that are not.
    """

    mark: ReadersMark | None
    span: Span | None = None

    @property
    def words(self) -> str:
        """The words that the mark is about."""
        return " ".join(self.mark.anchor.exact.split()) if self.mark is not None else ""

    @property
    def tags(self) -> str:
        """The tags, on one line."""
        return " ".join(f"#{tag}" for tag in self.mark.tags) if self.mark is not None else ""

    @property
    def heading(self) -> str:
        """What the mark says, as its row is headed."""
        if self.mark is None:
            return tr("Words not found in this text")
        return tr("Note") if self.mark.act is Act.NOTE else readers_mark(self.mark)

    @property
    def note(self) -> str:
        """What the reader wrote."""
        is_note = self.mark is not None and self.mark.act is Act.NOTE
        return self.mark.value if is_note and self.mark is not None else ""


class NoteListModel(QAbstractListModel):
    """The reader's marks in the order of the text, then those whose words are not found."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[NoteRow] = ()

    def set_marks(self, placed: Iterable[Placed], lost: Iterable[ReadersMark]) -> None:
        """Show other marks."""
        rows = [NoteRow(item.mark, item.span) for item in placed]
        rows.sort(key=lambda row: (row.span.start, row.span.end) if row.span else (0, 0))
        without = [NoteRow(mark) for mark in lost]
        if without:
            rows += [NoteRow(None), *without]
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    @property
    def rows(self) -> Sequence[NoteRow]:
        """Everything that is listed."""
        return self._rows

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A heading can be read but not chosen."""
        heading = index.isValid() and self._rows[index.row()].mark is None
        return Qt.ItemFlag.ItemIsEnabled if heading else super().flags(index)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """The words, the whole row, or all of it in words."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.words or row.heading
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return ". ".join(part for part in (row.heading, row.note, row.words, row.tags) if part)
        return None


class NoteFilter(QSortFilterProxyModel):
    """The marks that hold what was typed, of a kind and with a tag."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wanted, self._kind, self._tag = "", "", ""

    def set_wanted(self, text: str, kind: str, tag: str) -> None:
        """Filter by words, by a kind as `act_kind` names it, and by a tag; empty: by none."""
        self._wanted, self._kind, self._tag = text.casefold().strip(), kind, tag
        self.invalidate()

    def filterAcceptsRow(self, row: int, parent: Index) -> bool:
        """Whether a row is wanted; a heading is while anything can stand under it."""
        entry: NoteRow = self.sourceModel().index(row, 0, parent).data(ROW_ROLE)
        if entry.mark is None:
            model = self.sourceModel()
            rows = range(row + 1, model.rowCount())
            return any(self.filterAcceptsRow(number, parent) for number in rows)
        if self._kind and act_kind(entry.mark.act) != self._kind:
            return False
        if self._tag and self._tag not in entry.mark.tags:
            return False
        words = (entry.heading, entry.note, entry.words, entry.tags)
        return any(self._wanted in word.casefold() for word in words)
