# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The window's part in explaining the program: the first page, and how far to trust the marks."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from reader import paths
from reader.ui.look import Look

if TYPE_CHECKING:
    from reader.session.session import Session
    from reader.ui.first_page import FirstPage


class Guide(QObject):
    """Shows the first page until an article has been opened, and both pages to whoever asks.

    Signals:
        open_requested: To choose a file.
        sample_requested: To open a sample article.
    """

    open_requested = Signal()
    sample_requested = Signal()

    def __init__(self, window: QWidget, session: "Session", look: Look) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._look = look
        self._page: FirstPage | None = None
        look.changed.connect(self._on_look_changed)

    def first_page(self) -> "FirstPage | None":
        """What an empty window shows to somebody who has not opened an article yet."""
        if self._session.preferences.get("welcomed") or self._session.recent_articles():
            return None
        if self._page is None:
            self._page = self._make_page()
        return self._page

    def leave_first_page(self) -> None:
        """Show it by itself no more: an article is open."""
        self._session.set_preference("welcomed", 1)
        if self._page is not None:
            self._page.hide()
            self._page.deleteLater()
            self._page = None

    def _make_page(self) -> "FirstPage":
        # It needs all that an article needs, which most starts load later.
        from reader.ui.first_page import FirstPage

        page = FirstPage(self._look.theme)
        page.open_requested.connect(self.open_requested)
        page.sample_requested.connect(self.sample_requested)
        page.trust_requested.connect(self.show_trust)
        return page

    def _on_look_changed(self) -> None:
        if self._page is not None:
            self._page.set_theme(self._look.theme)

    def show_again(self) -> None:
        """Explain the marks."""
        from reader.ui.first_page import FirstPageDialog

        FirstPageDialog(self._window, self._make_page()).open()

    def show_trust(self) -> None:
        """Tell how the marks come about and how far to trust them."""
        from reader.session.model_card import read_card
        from reader.ui.trust_page import TrustPage

        own = self._session.own_model is not None
        TrustPage(self._window, read_card(paths.model()), self._look.theme, own_model=own).open()
