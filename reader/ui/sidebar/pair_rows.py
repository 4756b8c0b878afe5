# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The sentences of a comparison as Qt's lists want them: model, filter, and painted rows."""

from collections.abc import Container, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPointF,
    QSortFilterProxyModel,
    Qt,
)
from PySide6.QtGui import QGuiApplication, QPainter
from PySide6.QtWidgets import QMenu

from reader.document.blind import Pair, Verdict
from reader.ui.marks.verdict_signs import paint_verdict
from reader.ui.sidebar.quotes import LineSetter
from reader.ui.sidebar.rows import ROW_ROLE, Index, RowList
from reader.ui.sidebar.signed_rows import SignedRows
from reader.ui.theme import Theme, interface_font
from reader.ui.wording import both_readings, verdict

_LINES = 3


class PairListModel(QAbstractListModel):
    """The sentences in the order of the text."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pairs: Sequence[Pair] = ()

    def set_pairs(self, pairs: Sequence[Pair]) -> None:
        """Show other sentences."""
        self.beginResetModel()
        self._pairs = pairs
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many there are."""
        return 0 if parent.isValid() else len(self._pairs)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """The words, the whole pair, or all of it in words."""
        if not index.isValid() or index.row() >= len(self._pairs):
            return None
        pair = self._pairs[index.row()]
        if role == ROW_ROLE:
            return pair
        if role == Qt.ItemDataRole.DisplayRole:
            return pair.words
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return ". ".join((verdict(pair.verdict), *both_readings(pair), pair.words))
        return None


class PairFilter(QSortFilterProxyModel):
    """The sentences of some verdicts."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wanted: Container[Verdict] = frozenset(Verdict)

    def set_wanted(self, wanted: Container[Verdict]) -> None:
        """Let those of other verdicts through."""
        self._wanted = wanted
        self.invalidate()

    def filterAcceptsRow(self, row: int, parent: Index) -> bool:
        """Whether a sentence is wanted."""
        pair: Pair = self.sourceModel().index(row, 0, parent).data(ROW_ROLE)
        return pair.verdict in self._wanted


class PairDelegate(SignedRows):
    """Paints a sentence: the sign of its verdict, both readings, and its words."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(theme, parent)
        self._readings = LineSetter(interface_font(12.5, strong=True), 3)
        self._words = LineSetter(interface_font(12.5), _LINES)

    def parts(self, row: Pair) -> list[tuple[LineSetter, str, str]]:
        """How each text of a row is set, its words and the role of its colour."""
        yours, models = both_readings(row)
        return [
            (self._readings, yours, "reader"),
            (self._readings, models, "text"),
            (self._words, f"“{row.words}”", "text_muted"),
        ]

    def paint_sign(self, painter: QPainter, place: QPointF, row: Pair) -> None:
        """Paint the sign of the verdict."""
        paint_verdict(painter, place, row.verdict, self.theme)


class PairView(RowList):
    """The rows of a comparison."""

    def menu_of(self, index: Index) -> QMenu | None:
        """Go to a sentence, or copy it with both readings."""
        said: str = index.data(Qt.ItemDataRole.AccessibleTextRole)
        menu = QMenu(self)
        menu.addAction(self.tr("Go to the place"), lambda: self.activated.emit(self.currentIndex()))
        menu.addAction(self.tr("Copy"), lambda: QGuiApplication.clipboard().setText(said))
        return menu
