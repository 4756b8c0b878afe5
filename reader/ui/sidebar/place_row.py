# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""A row of the overview that leads to its places, and the bars in such rows."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QLabel, QSizePolicy, QWidget

from reader.document import Span
from reader.document.marks import MarkKind
from reader.ui.marks.segments import paint_segment
from reader.ui.sidebar.figures import Part, Rest, shares
from reader.ui.theme import Theme, scaled

_FOCUS = 3  # the width of the line beside the row that has the keyboard
_PAD = 14


def paint_part(painter: QPainter, rect: QRectF, part: Part, theme: Theme) -> None:
    """Paint a stretch of what a text is made of; what was not analysed is a bare line."""
    if part is Rest.PASSED_OVER:
        middle = QRectF(rect.left(), rect.center().y() - 0.5, rect.width(), 1)
        painter.fillRect(middle, theme["border_strong"])
    else:
        paint_segment(painter, rect, part if isinstance(part, MarkKind) else None, theme)


class PlaceRow(QAbstractButton):
    """A row of words and figures; pressed again and again it goes from place to place.

    Signals:
        chosen: The place to go to.
    """

    chosen = Signal(object)

    def __init__(self, theme: Theme, name: str, places: Sequence[Span], tip: str = "") -> None:
        super().__init__()
        self._theme = theme
        self._places = places
        self._next = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)
        go = self.tr("Go there")
        if len(places) > 1:
            go = self.tr("Go to the first of {0}, then to the next").format(f"{len(places):,}")
        self.setToolTip(f"{tip}\n{go}" if tip else go)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(_PAD, 3, _PAD, 3)
        self.row.setSpacing(8)
        self.clicked.connect(self._on_clicked)

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        """Put something into the row."""
        widget.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.row.addWidget(widget, stretch)

    def add_figure(self, text: str) -> None:
        """Put a figure at the end of the row."""
        label = QLabel(text)
        label.setObjectName("muted")
        label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.add(label)

    def sizeHint(self) -> QSize:
        """Ask for what its parts need."""
        return self.row.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint what shows that the mouse or the keyboard is here."""
        painter = QPainter(self)
        if self.underMouse():
            painter.fillRect(self.rect(), self._theme["raised"])
        if self.hasFocus():
            painter.fillRect(0, 0, _FOCUS, self.height(), self._theme["accent"])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go with Enter as well."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def _on_clicked(self) -> None:
        if self._places:
            self.chosen.emit(self._places[self._next % len(self._places)])
            self._next += 1


class SharesBar(QWidget):
    """A bar of what a text is made of; a click on a part goes to where that begins.

    What it says is said in words beside it.

    Signals:
        chosen: The place to go to.
    """

    chosen = Signal(object)

    def __init__(self, parts: Mapping[Part, Sequence[Span]], theme: Theme, height: int) -> None:
        super().__init__()
        self._parts = parts
        self._shares = shares(parts)
        self._theme = theme
        self._height = scaled(height)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Ask for a thin line."""
        return QSize(80, self._height)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the parts one after the other."""
        painter = QPainter(self)
        x = 0.0
        for part, amount in self._shares.items():
            width = amount * self.width()
            gap = 1 if width > 3 else 0
            paint_part(painter, QRectF(x, 0, max(0, width - gap), self.height()), part, self._theme)
            x += width

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the first place of the part that was pressed."""
        left = event.position().x() / max(1, self.width())
        for part, amount in self._shares.items():
            left -= amount
            if left < 0:
                self.chosen.emit(self._parts[part][0])
                return


class FloorBar(QWidget):
    """How many words somebody gets, beside whoever gets most."""

    def __init__(self, share: float, theme: Theme) -> None:
        super().__init__()
        self._share = share
        self._theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Ask for a thin line."""
        return QSize(80, scaled(6))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint a bar of its length."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme["viewpoint"])
        painter.drawRoundedRect(QRectF(0, 0, self._share * self.width(), self.height()), 3, 3)


class Patch(QWidget):
    """A small example of how a part is drawn."""

    def __init__(self, part: Part, theme: Theme) -> None:
        super().__init__()
        self._part, self._theme = part, theme
        self.setFixedSize(scaled(14), scaled(10))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the example."""
        paint_part(QPainter(self), QRectF(self.rect()), self._part, self._theme)
