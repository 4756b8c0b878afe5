# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The rows of the palette: what fits the letters typed, the best first."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QFontMetrics, QPainter, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from reader.ui.palette.matching import Match, matched
from reader.ui.palette.targets import Target
from reader.ui.theme import Theme, interface_font, scaled, text_scale
from reader.ui.wording import tr

_Index = QModelIndex | QPersistentModelIndex
_HEIGHT, _MARGIN, _GAP, _TICK = 34, 14, 12, 18
_LETTERS, _SMALL = 13, 12


class TargetModel(QAbstractListModel):
    """The targets that fit; those that cannot be used now are last."""

    def __init__(self, targets: Sequence[Target], parent: QObject) -> None:
        super().__init__(parent)
        self._targets = targets
        self._shown: list[tuple[Target, Match]] = []
        self.narrow("")

    def narrow(self, query: str) -> None:
        """Show what fits a query."""
        found = []
        for number, target in enumerate(self._targets):
            match = matched(query, target.name)
            if match is None:
                # A word may also be of the menu: "file print".
                whole = matched(query, f"{target.name} {target.where}")
                inside = frozenset(n for n in whole.places if n < len(target.name)) if whole else ()
                match = Match(whole.score / 2, frozenset(inside)) if whole else None
            if match is not None:
                # Without a query all stay in their order.
                rank = -match.score if query.strip() else 0.0
                found.append((not target.enabled, rank, number, target, match))
        self.beginResetModel()
        self._shown = [(target, match) for *_, target, match in sorted(found, key=_order)]
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - as Qt has it
        """How many fit."""
        return 0 if parent.isValid() else len(self._shown)

    def target(self, row: int) -> Target:
        """What a row leads to."""
        return self._shown[row][0]

    def fit(self, row: int) -> Match:
        """Why a row is shown."""
        return self._shown[row][1]

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """The name of a row, and all of it for a screen reader."""
        target = self.target(index.row())
        if role == Qt.ItemDataRole.DisplayRole:
            return target.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return said(target)
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Let only what can be used be chosen."""
        flags = super().flags(index)
        if index.isValid() and not self.target(index.row()).enabled:
            flags &= ~Qt.ItemFlag.ItemIsEnabled
        return flags


def _order(item: tuple[bool, float, int, Target, Match]) -> tuple[bool, float, int]:
    return item[:3]


def said(target: Target) -> str:
    """A target in words."""
    state = {True: tr("on"), False: tr("off"), None: ""}[target.checked]
    able = "" if target.enabled else tr("not available now")
    return ", ".join(filter(None, (target.name, state, target.where, target.keys, able)))


class TargetDelegate(QStyledItemDelegate):
    """Paints the name, where it is, and its keys."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """As wide as the list."""
        return QSize(option.rect.width(), scaled(_HEIGHT))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint one row."""
        model = index.model()
        assert isinstance(model, TargetModel)
        target, theme = model.target(index.row()), self._theme
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        rect, margin = option.rect, scaled(_MARGIN)
        if chosen:
            painter.fillRect(rect, theme["selected"])
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), theme["accent"])
        plain = theme["text" if target.enabled else "text_dimmed"]
        muted = theme["text_muted" if target.enabled else "text_dimmed"]
        small = interface_font(_SMALL * text_scale())
        metrics = QFontMetrics(small)
        right = rect.right() - margin
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(small)
        painter.setPen(plain)
        keys = metrics.horizontalAdvance(target.keys)
        painter.drawText(
            QRect(right - keys, rect.top(), keys + 1, rect.height()), middle, target.keys
        )
        right -= keys + (scaled(_GAP) if keys else 0)
        left = rect.left() + margin
        if target.checked is not None:
            tick = QRect(left, rect.top(), scaled(_TICK), rect.height())
            painter.drawText(tick, middle, "✓" if target.checked else "")
        left += scaled(_TICK)
        font = interface_font(_LETTERS * text_scale())
        wide = QFontMetrics(font).horizontalAdvance(target.name)
        # Where it is may be cut short, the name only where it has no room at all.
        room = max(right - left - wide - scaled(_GAP), (right - left) // 4)
        where = metrics.elidedText(target.where, Qt.TextElideMode.ElideRight, room)
        wide_where = metrics.horizontalAdvance(where)
        painter.setPen(muted)
        place = QRect(right - wide_where, rect.top(), wide_where + 1, rect.height())
        painter.drawText(place, middle, where)
        right -= wide_where + scaled(_GAP)
        name = QRect(left, rect.top(), right - left, rect.height())
        painter.setPen(plain)
        self._paint_name(painter, name, target.name, model.fit(index.row()))
        painter.restore()

    def _paint_name(self, painter: QPainter, rect: QRect, name: str, match: Match) -> None:
        """Paint a name with the letters that fit in bold."""
        font = interface_font(_LETTERS * text_scale())
        shown = QFontMetrics(font).elidedText(name, Qt.TextElideMode.ElideRight, rect.width())
        layout = QTextLayout(shown, font)
        bold = QTextCharFormat()
        bold.setFont(interface_font(_LETTERS * text_scale(), strong=True))
        ranges = []
        for place in match.places:
            one = QTextLayout.FormatRange()
            # Qt counts in UTF-16.
            one.start = len(name[:place].encode("utf-16-le")) // 2
            one.length = len(name[place].encode("utf-16-le")) // 2
            one.format = bold
            ranges.append(one)
        layout.setFormats(ranges)
        layout.beginLayout()
        line = layout.createLine()
        line.setNumColumns(len(shown))
        layout.endLayout()
        top = rect.top() + (rect.height() - line.height()) / 2
        layout.draw(painter, QPointF(rect.left(), top))
