# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Asks with which articles one is to be compared, and shows how far that is."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from reader.ui.dialogs import ask_open
from reader.ui.open_tab import Tab
from reader.ui.theme import scaled

_WIDTH = 480
#: More articles than these are no longer a comparison.
MOST = 6
_OFFERED = int(Qt.ItemDataRole.UserRole)


@dataclass(frozen=True, slots=True)
class Offered:
    """An article to compare with.

    Attributes:
        name: What it is called.
        tab: In which tab it is; None: only its file is known.
        path: Its file, if it has one.
        refusal: Why it cannot be chosen, in a few words.
    """

    name: str
    tab: Tab | None = None
    path: Path | None = None
    refusal: str = ""


class ChoiceDialog(QDialog):
    """The open articles, and whatever file the reader adds.

    Signals:
        chosen: The articles to compare with, each as `Offered`.
        folder_changed: In which folder files were chosen.
    """

    chosen = Signal(object)
    folder_changed = Signal(str)

    def __init__(
        self,
        parent: QWidget,
        name: str,
        offered: Sequence[Offered],
        suffixes: Sequence[str],
        folder: str,
    ) -> None:
        """Ask.

        Args:
            parent: Over which it stands.
            name: What is to be compared.
            offered: With what it can be.
            suffixes: Of the files that can be opened.
            folder: Where files are looked for first.
        """
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Compare with…"))
        self.setMinimumWidth(scaled(_WIDTH))
        self._suffixes, self._folder = suffixes, folder
        self._running = False
        question = QLabel(self.tr("Compare “{0}” with:").format(name))
        question.setTextFormat(Qt.TextFormat.PlainText)
        question.setWordWrap(True)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Articles to compare with"))
        self.list.setWordWrap(True)
        self.list.setSpacing(2)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        question.setBuddy(self.list)
        self.another = QPushButton(self.tr("Another &file…"))
        self.said = QLabel()
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setWordWrap(True)
        self.said.hide()
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(self.tr("How far it is"))
        self.progress.hide()
        role = QDialogButtonBox.ButtonRole
        buttons = QDialogButtonBox()
        self.compare = buttons.addButton(self.tr("Compare"), role.AcceptRole)
        self.cancel = buttons.addButton(self.tr("Cancel"), role.RejectRole)
        self.compare.setDefault(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 14)
        column.setSpacing(8)
        column.addWidget(question)
        column.addWidget(self.list)
        column.addWidget(self.another, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.said)
        column.addWidget(self.progress)
        column.addWidget(buttons)
        for item in offered:
            self._add(item)
        free = [row for row in range(self.list.count()) if not offered[row].refusal]
        if len(free) == 1:
            self.list.item(free[0]).setCheckState(Qt.CheckState.Checked)
        self.list.itemChanged.connect(self._on_changed)
        self.another.clicked.connect(self._on_another)
        self.compare.clicked.connect(lambda: self.chosen.emit(self._checked()))
        buttons.rejected.connect(self.reject)
        self._on_changed()
        if free:
            self.list.setCurrentRow(free[0])
            self.list.setFocus()
        else:
            self.another.setFocus()

    def _add(self, offered: Offered, *, checked: bool = False) -> None:
        words = f"{offered.name} — {offered.refusal}" if offered.refusal else offered.name
        item = QListWidgetItem(words)
        item.setData(_OFFERED, offered)
        item.setToolTip(str(offered.path or offered.name))
        if offered.refusal:
            item.setFlags(Qt.ItemFlag.NoItemFlags)
        else:
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if checked else Qt.CheckState.Unchecked)
        self.list.addItem(item)

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(row) for row in range(self.list.count())]

    def _checked(self) -> list[Offered]:
        checked = Qt.CheckState.Checked
        return [
            item.data(_OFFERED)
            for item in self._items()
            if item.checkState() == checked and not item.data(_OFFERED).refusal
        ]

    def _on_changed(self) -> None:
        count = len(self._checked())
        self.compare.setEnabled(0 < count < MOST and not self._running)
        if count >= MOST:
            self.tell(self.tr("At most {0} articles lie side by side.").format(MOST))
        elif not self._running:
            self.said.hide()

    def _on_another(self) -> None:
        """Offer files, chosen; one that is listed already is checked."""
        files = ask_open(self, self._suffixes, self._folder)
        if files:
            self._folder = str(files[0].parent)
            self.folder_changed.emit(self._folder)
        for file in files:
            there = [item for item in self._items() if item.data(_OFFERED).path == file]
            if not there:
                self._add(Offered(file.name, path=file), checked=True)
            elif not there[0].data(_OFFERED).refusal:
                there[0].setCheckState(Qt.CheckState.Checked)
        self._on_changed()
        self.compare.setFocus()

    # What becomes of it

    def show_progress(self, words: str, share: float | None) -> None:
        """Show what is being done and how much of it is; None: that is not known."""
        self._set_running(running=True)
        self.tell(words)
        self.progress.setRange(0, 0 if share is None else 100)
        self.progress.setValue(round(100 * (share or 0)))

    def fail(self, words: str) -> None:
        """Say why it cannot be, and ask again."""
        self._set_running(running=False)
        self._on_changed()
        self.tell(words)
        self.list.setFocus()

    def tell(self, words: str) -> None:
        """Say something below the list."""
        self.said.setText(words)
        self.said.show()

    def _set_running(self, *, running: bool) -> None:
        self._running = running
        self.list.setEnabled(not running)
        self.another.setEnabled(not running)
        self.progress.setVisible(running)
        self.compare.setEnabled(not running)
        if running:
            self.cancel.setFocus()
