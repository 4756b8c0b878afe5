# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The text, and beside it, if the reader wants it, the original page."""

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QSplitter, QWidget

from reader.document.page_picture import has_pages
from reader.ui.page.kept import Kept
from reader.ui.page.paper import Paper
from reader.ui.theme import scaled

# What they want; in a window that is too narrow for it each gets less.
_TEXT, _PAPER = 280, 220
_LEAST = 120
# So much of the desk the page takes before the reader has divided it.
_SHARE = 0.46
_MOST = 0.6
_PATIENCE = 400
_SHOWN, _WIDTH = "paper", "paper_width"


class Desk(QSplitter):
    """Remembers for all articles whether the page is shown, and how wide.

    Attributes:
        paper: The original page.
    """

    def __init__(self, text: QWidget, paper: Paper, kept: Kept) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._text = text
        self.paper = paper
        self._kept = kept
        self._has_pages = has_pages(paper.article)
        self._alone = False
        self._dividing = QTimer(self)
        self._dividing.setSingleShot(True)
        self._dividing.setInterval(_PATIENCE)
        self._dividing.timeout.connect(self._on_divided)
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        self.addWidget(paper)
        self.addWidget(text)
        self.setStretchFactor(0, 0)
        self.setStretchFactor(1, 1)
        paper.hide()
        paper.setMinimumWidth(_LEAST)
        self.setMinimumWidth(_LEAST)
        self.splitterMoved.connect(self._dividing.start)
        paper.left.connect(self.toggle)

    def toggle(self) -> None:
        """Show or hide the page, here and beside the articles looked at from now on."""
        if self._has_pages:
            self._kept.set_preference(_SHOWN, int(self.paper.isHidden()))
            self._show_paper()

    def set_alone(self, alone: bool) -> None:
        """Show the text alone, or what the reader wants beside it."""
        self._alone = alone
        self._show_paper()

    def showEvent(self, event: QShowEvent) -> None:
        """Follow what the reader has said beside another article."""
        super().showEvent(event)
        self._show_paper()

    def _show_paper(self) -> None:
        wanted = bool(self._kept.preferences.get(_SHOWN, 0)) and self._has_pages and not self._alone
        if wanted is not self.paper.isHidden():
            return
        if not wanted:
            focused = QApplication.focusWidget()
            if focused is not None and self.paper.isAncestorOf(focused):
                self.paper.leave()
            self.paper.hide()
            self.updateGeometry()
            return
        self.paper.open()
        self._divide()
        self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        """Ask for room for both: the sidebar gives way before they do."""
        hint = super().minimumSizeHint()
        wanted = scaled(_TEXT) + (0 if self.paper.isHidden() else scaled(_PAPER))
        return QSize(wanted, hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the text its room."""
        super().resizeEvent(event)
        if not self.paper.isHidden():
            self._divide()

    def _divide(self) -> None:
        kept = self._kept.preferences.get(_WIDTH)
        wanted = kept if isinstance(kept, int) else round(_SHARE * self.width())
        width = min(wanted, round(_MOST * self.width()))
        self.setSizes([width, max(1, self.width() - width)])

    def _on_divided(self) -> None:
        if self.paper.isVisible():
            self._kept.set_preference(_WIDTH, self.sizes()[0])
