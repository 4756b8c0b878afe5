# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What the window shows while no article is open: what to do, and something to try."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

if TYPE_CHECKING:
    from reader.session.session import RecentArticle

_MOST_RECENT = 4
_GAP = 8


class EmptyState(QWidget):
    """The way in.

    Signals:
        open_requested: To choose a file.
        paste_requested: To read what is on the clipboard.
        file_chosen: A sample or a recent file.
    """

    open_requested = Signal()
    paste_requested = Signal()
    file_chosen = Signal(object)

    def __init__(self, samples: Sequence[Path]) -> None:
        super().__init__()
        self.setObjectName("content")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        middle = QVBoxLayout()
        middle.setSpacing(_GAP)
        heading = QLabel(self.tr("Open an article"))
        heading.setObjectName("welcome")
        middle.addWidget(heading)
        text = QLabel(
            self.tr(
                "Slantwise marks where it argues rather than reports and whose views it relays, "
                "and lists whom it is about. Everything happens on this computer; nothing is "
                "ever sent."
            )
        )
        text.setWordWrap(True)
        text.setObjectName("lead")
        middle.addWidget(text)
        middle.addSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(10)
        self.open = QPushButton(self.tr("Open a file…"))
        self.open.setObjectName("primary")
        self.open.clicked.connect(self.open_requested)
        self.paste = QPushButton(self.tr("Paste as article"))
        self.paste.clicked.connect(self.paste_requested)
        row.addWidget(self.open)
        row.addWidget(self.paste)
        hint = QLabel(self.tr("or drop files here"))
        hint.setObjectName("muted")
        row.addWidget(hint)
        row.addStretch(1)
        middle.addLayout(row)
        self._recent = QVBoxLayout()
        self._recent.setSpacing(_GAP)
        middle.addLayout(self._recent)
        if samples:
            middle.addSpacing(18)
            middle.addWidget(_small_heading(self.tr("Or try a sample")))
        self.samples: list[QPushButton] = []
        for path in samples:
            button = self._file_button(sample_title(path), path)
            self.samples.append(button)
            middle.addWidget(button)
        body = QWidget()
        body.setMaximumWidth(560)
        body.setLayout(middle)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(24, 24, 24, 24)
        outer.addStretch(1)
        column = QVBoxLayout()
        column.addStretch(2)
        column.addWidget(body)
        column.addStretch(3)
        outer.addLayout(column, 8)
        outer.addStretch(1)

    def _file_button(self, text: str, path: Path) -> QPushButton:
        # An ampersand would be taken for a shortcut.
        button = QPushButton(text.replace("&", "&&"))
        button.setObjectName("sample")
        button.clicked.connect(lambda: self.file_chosen.emit(path))
        return button

    def show_recent(self, articles: "Sequence[RecentArticle]") -> None:
        """Offer the articles opened last, by their titles."""
        while self._recent.count():
            item = self._recent.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if not articles:
            return
        heading = _small_heading(self.tr("Opened last"))
        heading.setContentsMargins(0, 18, 0, 0)
        self._recent.addWidget(heading)
        last = self.paste
        for article in articles[:_MOST_RECENT]:
            name = article.title or article.path.name
            name = name if len(name) <= 70 else f"{name[:66]}…"
            button = self._file_button(name, article.path)
            button.setToolTip(str(article.path))
            self._recent.addWidget(button)
            # They stand above the samples, so the keyboard reaches them before.
            self.setTabOrder(last, button)
            last = button
        if self.samples:
            self.setTabOrder(last, self.samples[0])


def sample_title(path: Path) -> str:
    """The title of a sample, as its first lines give it."""
    with path.open(encoding="utf-8") as file:
        for line in file:
            name, colon, title = line.partition(":")
            if colon and name == "title":
                return title.strip()
    return path.stem


def _small_heading(text: str) -> QLabel:
    label = QLabel(text)
    label.setObjectName("small")
    return label
