# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What a blind reading shows of itself: the bar above the page, and the question at its end."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from reader.ui.elided import ElidedLabel
from reader.ui.page.search_bar import StepBar
from reader.ui.theme import scaled
from reader.ui.wording import counted

_WIDTH = 440


class BlindBar(StepBar):
    """Says that the model's marks are hidden, or steps through where the readings differ.

    Signals:
        comparison_wanted: The reader has read enough.
        sheet_wanted: The comparison is to be saved.
    """

    comparison_wanted = Signal()
    sheet_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.hint = ElidedLabel()
        self.hint.setObjectName("muted")
        self.row.insertWidget(2, self.hint, 100)
        self.compare = QPushButton(self.tr("Show the comparison…"))
        self.sheet = QPushButton(self.tr("Save sheet…"))
        place = self.row.indexOf(self.previous)
        self.row.insertWidget(place, self.compare)
        self.row.insertWidget(self.row.indexOf(self.done), self.sheet)
        self.compare.clicked.connect(self.comparison_wanted)
        self.sheet.clicked.connect(self.sheet_wanted)

    def show_reading(self) -> None:
        """Say how to read."""
        self._show(reading=True)
        self.name.setText(self.tr("Blind reading"))
        self.hint.setText(
            self.tr(
                "O opinion, F fact, U unclear, V somebody’s view. The model’s marks are hidden."
            )
        )
        self.done.setToolTip(self.tr("End the blind reading"))
        self.done.setAccessibleName(self.tr("End the blind reading"))

    def show_comparison(self, differences: int) -> None:
        """Say in how many sentences the readings differ."""
        self._show(reading=False)
        self.name.setText(self.tr("Two readings"))
        said = counted(differences, self.tr("difference"), self.tr("differences"))
        self.count.setText(said)
        for button in (self.previous, self.next):
            button.setEnabled(differences > 0)
        self.done.setToolTip(self.tr("Close the comparison"))
        self.done.setAccessibleName(self.tr("Close the comparison"))

    def _show(self, *, reading: bool) -> None:
        only_reading: list[QWidget] = [self.hint, self.compare]
        only_comparing: list[QWidget] = [self.count, self.previous, self.next, self.sheet]
        for widget in only_reading:
            widget.setVisible(reading)
        for widget in only_comparing:
            widget.setVisible(not reading)
        self.show()


class EndDialog(QDialog):
    """Asks how a blind reading is to end, and what the reader meant by leaving unmarked.

    Signals:
        comparison_wanted: Both readings are to be compared; whether what has no mark counts as no
            opinion.
        stopped: It is to end without a comparison.
    """

    comparison_wanted = Signal(bool)
    stopped = Signal()

    def __init__(self, parent: QWidget, unmarked: int, total: int, *, ready: bool) -> None:
        """Ask.

        Args:
            parent: Over which it stands.
            unmarked: How many sentences have no mark of the reader's.
            total: How many there are.
            ready: Whether the analysis is there to be compared with.
        """
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("End the blind reading"))
        self.setMinimumWidth(scaled(_WIDTH))
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 14)
        column.setSpacing(8)
        self.left_out = QRadioButton(self.tr("Leave them out of the comparison"), self)
        self.no_opinion = QRadioButton(self.tr("I took them for no opinion of the author’s"), self)
        self.left_out.setChecked(True)
        for button in (self.left_out, self.no_opinion):
            button.setVisible(unmarked > 0)
        if unmarked:
            none = self.tr("{0} of {1} sentences have no mark of yours. What does that mean?")
            column.addWidget(_words(none.format(f"{unmarked:,}", f"{total:,}")))
            column.addWidget(self.left_out)
            column.addWidget(self.no_opinion)
        stays = self.tr(
            "Your marks stay as your own. What you mark or change from now on, with the model’s "
            "marks in sight, is no part of the comparison."
        )
        column.addWidget(_words(stays, muted=True))
        if not ready:
            waits = self.tr("The analysis is not finished: there is nothing to compare with yet.")
            column.addWidget(_words(waits, muted=True))
        buttons = QDialogButtonBox()
        role = QDialogButtonBox.ButtonRole
        self.compare = QPushButton(self.tr("Show the comparison"))
        self.stop = QPushButton(self.tr("End without it"))
        self.go_on = QPushButton(self.tr("Read on"))
        buttons.addButton(self.compare, role.AcceptRole)
        buttons.addButton(self.stop, role.DestructiveRole)
        buttons.addButton(self.go_on, role.RejectRole)
        self.compare.setEnabled(ready)
        (self.compare if ready else self.go_on).setDefault(True)
        self.compare.clicked.connect(self._on_compare)
        self.stop.clicked.connect(self._on_stop)
        buttons.rejected.connect(self.reject)
        column.addSpacing(6)
        column.addWidget(buttons)

    def _on_compare(self) -> None:
        self.accept()
        self.comparison_wanted.emit(self.no_opinion.isChecked())

    def _on_stop(self) -> None:
        self.accept()
        self.stopped.emit()


def _words(text: str, *, muted: bool = False) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    if muted:
        label.setObjectName("muted")
    return label
