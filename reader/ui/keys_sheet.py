# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The sheet of keys: all that the keyboard can do, by menu."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QMenu,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from reader.ui.palette.targets import keys_of
from reader.ui.wording import tr

_Row = tuple[str, str]
_COLUMN_GAP = 36
_HEIGHT = 640
_MARGIN = 80  # to the edges of the screen


class KeysSheet(QDialog):
    """All keys, in two columns: the menus, and what is no command of a menu."""

    def __init__(self, parent: QWidget, menus: Sequence[QMenu]) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        groups = [(menu.title().replace("&", ""), list(_rows(menu))) for menu in menus]
        groups.append((self.tr("Beyond the menus"), self._others()))
        groups = [(title, rows) for title, rows in groups if rows]
        body = QWidget()
        columns = QHBoxLayout(body)
        columns.setSpacing(_COLUMN_GAP)
        for column in _halves(groups):
            grid = QGridLayout()
            grid.setColumnStretch(0, 1)
            grid.setVerticalSpacing(6)
            for title, rows in column:
                self._add_group(grid, title, rows)
            grid.setRowStretch(grid.rowCount(), 1)
            columns.addLayout(grid)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(body)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # The keys are never cut off: where two columns are too wide, one is under the other.
        bar = area.verticalScrollBar().sizeHint().width()
        room = parent.screen().availableSize()
        if body.sizeHint().width() > room.width() - _MARGIN:
            columns.setDirection(QHBoxLayout.Direction.TopToBottom)
        area.setMinimumWidth(body.sizeHint().width() + bar + 2)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        column_of_all = QVBoxLayout(self)
        column_of_all.addWidget(area, 1)
        column_of_all.addWidget(buttons)
        self.resize(self.minimumSizeHint().width(), min(_HEIGHT, room.height() - _MARGIN))

    def _add_group(self, grid: QGridLayout, title: str, rows: Sequence[_Row]) -> None:
        heading = QLabel(title)
        heading.setObjectName("muted")
        top = grid.rowCount()
        grid.addWidget(heading, top, 0, 1, 2)
        for number, (text, keys) in enumerate(rows, top + 1):
            grid.addWidget(QLabel(text), number, 0)
            label = QLabel(keys)
            label.setObjectName("strong")
            grid.addWidget(label, number, 1)
        grid.setRowMinimumHeight(grid.rowCount(), 10)

    def _others(self) -> list[_Row]:
        return [
            (self.tr("In the article: next, previous mark"), "N, P"),
            (self.tr("In the article: open a link"), self.tr("Ctrl+click, or the menu")),
            (self.tr("In the article: a screen on, back"), self.tr("Space, Shift+Space")),
            (
                self.tr("In the list of actors: next, previous mention"),
                self.tr("Enter, Shift+Enter"),
            ),
            (
                self.tr("In the voices: along a lane, to another, go there"),
                self.tr("Arrows, Enter"),
            ),
            (self.tr("In your notes: remove one"), self.tr("Del")),
            (
                self.tr("On the original page: turn it, enlarge it, go to its words"),
                self.tr("PgDown, PgUp, +, −, Enter"),
            ),
            (self.tr("In a comparison: next, previous sentence that both report"), "N, P"),
            (self.tr("In a comparison: scroll together; only in this one; lists"), "T, O, L"),
            (self.tr("While reading aloud: next, previous sentence"), "→, ←"),
            (self.tr("Leave the card, the search or the actor"), self.tr("Esc")),
            (self.tr("After stepping: back to where you were"), self.tr("Esc")),
        ]


def _rows(menu: QMenu) -> Iterator[_Row]:
    """The commands of a menu that have keys, whether the menu takes them or only shows them."""
    for action in menu.actions():
        keys = keys_of(action)
        if keys:
            words = action.text().replace("&", "").partition("\t")[0]
            yield _worded(action, words.rstrip("…")), keys


def _worded(action: QAction, words: str) -> str:
    # Those that switch a layer of marks carry its kind.
    layer = action.data() is not None
    return tr("Mark or leave unmarked: {0}").format(words) if layer else words


def _halves(groups: list[tuple[str, list[_Row]]]) -> list[list[tuple[str, list[_Row]]]]:
    """The groups in their order, cut where both columns are about as long."""
    lengths = [len(rows) + 1 for _, rows in groups]
    cut = min(range(1, len(groups) + 1), key=lambda n: abs(sum(lengths[:n]) - sum(lengths[n:])))
    return [groups[:cut], groups[cut:]]
