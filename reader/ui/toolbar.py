# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The toolbar: open, save, what is shown with its counts, and from which probability."""

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QColor,
    QFontMetrics,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QSlider,
    QSpacerItem,
    QVBoxLayout,
    QWidget,
)

from reader.document.marks import MarkKind, View
from reader.ui.marks.swatch import paint_swatch
from reader.ui.theme import Theme, enlarge, interface_font, scaled
from reader.ui.wording import percent

_CHIP_HEIGHT = 30
_SLIDER, _SLIDER_NARROW = 112, 70
_SLIDER_HEIGHT, _PERCENT = 18, 40
_GAP = 6  # beside the lines between groups
_LEVELS = 9  # of sparing room, the first being none
_DIGITS = 3  # of a count, at least, for which there is room
#: The least and the greatest probability to show opinions from, in percent.
THRESHOLDS = 50, 95
_STEP, _STRIDE = 1, 5


class MarkChip(QAbstractButton):
    """A switch for one kind of mark, with an example of it and a count."""

    def __init__(self, kind: MarkKind, text: str, theme: Theme) -> None:
        super().__init__()
        self.kind = kind
        self.theme = theme
        self.count: int | None = None
        self.compact = False
        # Whether there is no room kept for a count that grows.
        self.tight = False
        self.setText(text)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._describe()

    def show_count(self, count: int | None) -> None:
        """Show how many there are; None while there is nothing to count."""
        if count != self.count:
            self.count = count
            self._describe()
            self.updateGeometry()
            self.update()

    def _describe(self) -> None:
        count = "" if self.count is None else f" {self.count}"
        self.setAccessibleName(self.text() + count)

    def _label_width(self) -> int:
        if self.compact:
            return 0
        return QFontMetrics(interface_font()).horizontalAdvance(self.text())

    def _count_width(self) -> int:
        if self.count is None:
            return 0
        digits = 0 if self.tight else _DIGITS
        # Room for the widest count of so many digits, so that nothing moves while it grows.
        widest = f"{10 ** max(digits, len(str(self.count))) - 1:,}".replace("9", "0")
        return QFontMetrics(interface_font(13, strong=True)).horizontalAdvance(widest) + 7

    def sizeHint(self) -> QSize:
        """Ask for as much as swatch, name and count need."""
        gap = 0 if self.compact else 8
        width = 12 + 22 + gap + self._label_width() + self._count_width() + 8
        return QSize(scaled(width), scaled(_CHIP_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint a pill: framed while it is on, plain while it is off."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, on = self.theme, self.isChecked()
        whole = enlarge(painter, self.rect())
        box = QRectF(whole).adjusted(1, 1, -1, -1)
        background: QColor = theme["surface" if on or self.underMouse() else "chrome"]
        painter.setBrush(background)
        border = theme["text_muted" if on else "border_strong"]
        if self.hasFocus():
            border = theme["accent"]
        painter.setPen(QPen(border, 2 if self.hasFocus() else 1))
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        middle = whole.height() / 2
        swatch = QRectF(12, middle - 5.5, 22, 11)
        painter.setOpacity(1 if on else 0.75)
        paint_swatch(painter, swatch, self.kind, theme)
        painter.setOpacity(1)
        painter.setPen(theme["text" if on else "text_muted"])
        x = 12 + 22 + (0 if self.compact else 8)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        height = whole.height()
        if not self.compact:
            painter.setFont(interface_font(13))
            painter.drawText(QRectF(x, 0, self._label_width() + 4, height), flags, self.text())
            x += self._label_width()
        if self.count is not None:
            painter.setFont(interface_font(13, strong=True))
            painter.drawText(QRectF(x + 7, 0, 80, height), flags, f"{self.count:,}")


class Toolbar(QWidget):
    """The row of controls under the menus.

    Signals:
        open_requested, save_requested, find_requested, sidebar_requested: A button was pressed.
        view_changed: The reader asked to see something else.
    """

    open_requested = Signal()
    save_requested = Signal()
    find_requested = Signal()
    sidebar_requested = Signal()
    view_changed = Signal(object)

    def __init__(self, view: View, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("toolbar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._view = view
        self.open_button = QPushButton(self.tr("Open…"))
        self.save_button = QPushButton(self.tr("Save annotated copy…"))
        self.find_button = QPushButton(self.tr("Find"))
        self.find_button.setAccessibleName(self.tr("Find in the article"))
        self.sidebar_button = QPushButton(self.tr("◧"))
        self.sidebar_button.setAccessibleName(self.tr("Show or hide the sidebar"))
        self.chips = {
            MarkKind.OPINION: MarkChip(MarkKind.OPINION, self.tr("Author’s opinion"), theme),
            MarkKind.VIEWPOINT: MarkChip(MarkKind.VIEWPOINT, self.tr("Viewpoints"), theme),
            MarkKind.LOADED: MarkChip(MarkKind.LOADED, self.tr("Loaded words"), theme),
            MarkKind.FACT: MarkChip(MarkKind.FACT, self.tr("Facts"), theme),
            MarkKind.UNCLEAR: MarkChip(MarkKind.UNCLEAR, self.tr("Unclear"), theme),
        }
        self._caption = QLabel(self.tr("Show from"))
        self._caption.setObjectName("muted")
        self.threshold = QSlider(Qt.Orientation.Horizontal)
        self.threshold.setRange(*THRESHOLDS)
        self.threshold.setSingleStep(_STEP)
        self.threshold.setPageStep(_STRIDE)
        self.threshold.setAccessibleName(self.tr("Show opinions from this probability"))
        self.threshold.setToolTip(
            self.tr("Marks a sentence as opinion only from this probability on")
        )
        self._percent = QLabel()
        self._percent.setObjectName("strong")
        self._rules = [_rule(), _rule()]
        self._opened = self._counted = self._wrapped = False
        self._lay_out()
        self.open_button.clicked.connect(self.open_requested)
        self.save_button.clicked.connect(self.save_requested)
        self.find_button.clicked.connect(self.find_requested)
        self.sidebar_button.clicked.connect(self.sidebar_requested)
        self.set_view(view)
        self.show_counts(None)
        for chip in self.chips.values():
            chip.toggled.connect(self._on_switched)
        self.threshold.valueChanged.connect(self._on_threshold_changed)

    def _lay_out(self) -> None:
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(14, 8, 14, 8)
        self._lines.setSpacing(0)
        self._row = row = QHBoxLayout()
        self._second = QHBoxLayout()
        self._lines.addLayout(row)
        self._lines.addLayout(self._second)
        self._second.addStretch(1)
        row.addWidget(self.open_button)
        row.addWidget(self.save_button)
        self._gaps = [QSpacerItem(_GAP, 0) for _ in range(4)]
        row.addItem(self._gaps[0])
        row.addWidget(self._rules[0])
        row.addItem(self._gaps[1])
        self._switches = QHBoxLayout()
        for chip in self.chips.values():
            self._switches.addWidget(chip)
        row.addLayout(self._switches)
        row.addItem(self._gaps[2])
        row.addWidget(self._rules[1])
        row.addItem(self._gaps[3])
        row.addWidget(self._caption)
        row.addWidget(self.threshold)
        row.addWidget(self._percent)
        row.addStretch(1)
        row.addWidget(self.find_button)
        row.addWidget(self.sidebar_button)

    def show_actions(
        self, actions: Mapping[str, QAction], toggles: Mapping[MarkKind, QAction]
    ) -> None:
        """Say in the tips of the controls what they do and which keys do the same.

        Args:
            actions: The commands of the menus, by name.
            toggles: Those that switch a kind of mark.
        """
        buttons: dict[QAbstractButton, QAction] = {
            self.open_button: actions["open"],
            self.save_button: actions["save"],
            self.find_button: actions["find"],
            self.sidebar_button: actions["sidebar"],
        }
        buttons |= {self.chips[kind]: action for kind, action in toggles.items()}
        for button, action in buttons.items():
            words = action.text().replace("&", "").rstrip("…")
            keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            button.setToolTip(f"{words} ({keys})")

    def set_theme(self, theme: Theme) -> None:
        """Change the colours."""
        for chip in self.chips.values():
            chip.theme = theme
            chip.update()
        self._fit()

    def set_view(self, view: View) -> None:
        """Show what the reader asked to see, without reporting a change."""
        self._view = view
        states = {
            MarkKind.OPINION: view.opinion,
            MarkKind.VIEWPOINT: view.viewpoints,
            MarkKind.LOADED: view.loaded,
            MarkKind.FACT: view.facts,
            MarkKind.UNCLEAR: view.unclear,
        }
        for kind, chip in self.chips.items():
            chip.blockSignals(True)
            chip.setChecked(states[kind])
            chip.blockSignals(False)
        self.threshold.blockSignals(True)
        self.threshold.setValue(round(view.show_from * 100))
        self.threshold.blockSignals(False)
        self._percent.setText(percent(view.show_from))

    def move_threshold(self, by: int) -> None:
        """Show opinions from a probability on that is so many strides away."""
        self.threshold.setValue(self.threshold.value() + by * _STRIDE)

    def _on_threshold_changed(self) -> None:
        self._percent.setText(percent(self.threshold.value() / 100))
        self._view = replace(self._view, show_from=self.threshold.value() / 100)
        self.view_changed.emit(self._view)

    def _on_switched(self) -> None:
        # The threshold stays: a copy may have one that the slider cannot show.
        self._view = replace(
            self._view,
            opinion=self.chips[MarkKind.OPINION].isChecked(),
            viewpoints=self.chips[MarkKind.VIEWPOINT].isChecked(),
            loaded=self.chips[MarkKind.LOADED].isChecked(),
            facts=self.chips[MarkKind.FACT].isChecked(),
            unclear=self.chips[MarkKind.UNCLEAR].isChecked(),
        )
        self.view_changed.emit(self._view)

    def show_counts(self, counts: Mapping[MarkKind, int] | None) -> None:
        """Show the counts of an article.

        None while there is no article; empty where nothing in it was judged. The switches stay
        where they are while it is analysed, whatever there is in it.
        """
        for kind, chip in self.chips.items():
            count = None if counts is None else counts.get(kind, 0)
            chip.show_count(count)
            chip.setVisible(bool(counts))
        self._counted = bool(counts)
        for widget in (self.threshold, self._percent):
            widget.setVisible(self._counted)
        self._opened = counts is not None
        self.sidebar_button.setVisible(self._opened)
        self._fit()

    def _fit(self) -> None:
        """Spare words, the lines between and what a key does as well, until all fits.

        Where the text is large and the window small, the switches go to a line of their own.
        """
        for level in range(_LEVELS):
            self._spare(level)
            for row in (self._switches, self._second, self._row, self._lines):
                row.invalidate()
            if self._lines.sizeHint().width() <= self.width():
                return

    def _spare(self, level: int) -> None:
        compact, narrow, dense = level > 2, level > 3, level > 4
        wrapped = level == _LEVELS - 1
        for chip in self.chips.values():
            chip.compact, chip.tight = compact, level > 6
            chip.updateGeometry()
        self._caption.setVisible(self._counted and level < 2)
        self.save_button.setText(self.tr("Save…") if level else self.tr("Save annotated copy…"))
        self.threshold.setFixedWidth(scaled(_SLIDER_NARROW if narrow else _SLIDER))
        self.threshold.setMinimumHeight(scaled(_SLIDER_HEIGHT))
        self._percent.setFixedWidth(scaled(_PERCENT))
        for rule in self._rules:
            rule.setVisible(self._counted and not dense)
        self.find_button.setVisible(self._opened and level < 6)
        for row in (self._row, self._switches, self._second):
            row.setSpacing(4 if dense else 8)
        for gap in self._gaps:
            gap.changeSize(0 if dense else _GAP, 0)
        if wrapped != self._wrapped:
            self._wrapped = wrapped
            self._lines.setSpacing(6 if wrapped else 0)
            old, new = (self._switches, self._second)[:: 1 if wrapped else -1]
            for place, chip in enumerate(self.chips.values()):
                old.removeWidget(chip)
                new.insertWidget(place, chip)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep everything on one line."""
        super().resizeEvent(event)
        self._fit()


def _rule() -> QWidget:
    line = QWidget()
    line.setObjectName("rule")
    line.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    line.setFixedSize(1, 28)
    return line
