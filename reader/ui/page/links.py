# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The links in an article: they say where they lead, and open only after the reader said so.

An article is not to be trusted. Only web and mail addresses are links at all (see
`reader.document.emphasis.safe_address`); nothing is fetched here, the reader's browser opens them.
"""

from functools import partial

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication, QTextOption
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QMenu,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from reader.document import Inline, Span
from reader.document.emphasis import links_in, safe_address
from reader.ui.marks.mark_index import MarkIndex
from reader.ui.page.article_view import ArticleView

# So much of a link's words has room in a menu, in code points.
_WORDS = 40
_WIDTH, _HEIGHT = 460, 72  # pixels


class Links(QObject):
    """What the mouse, the keyboard and the menu do with links.

    Signals:
        pointed: The mouse has come to another link, or left one.
    """

    pointed = Signal()

    def __init__(self, view: ArticleView, index: MarkIndex, around: QWidget) -> None:
        """Follow the links of a view; the question belongs to the widget around it."""
        super().__init__(around)
        self._view = view
        self._index = index
        self._around = around
        #: Where the link leads that the mouse is on; empty beside links.
        self.address = ""
        view.hovered.connect(self._on_hovered)
        view.followed.connect(self._on_followed)

    def _at(self, offset: int) -> Inline | None:
        return next(iter(links_in(self._view.article, Span(offset, offset + 1))), None)

    def _on_hovered(self, offset: int | None) -> None:
        link = self._at(offset) if offset is not None else None
        address = link.href if link is not None else ""
        if address != self.address:
            self.address = address
            self.pointed.emit()

    def _on_followed(self, offset: int) -> None:
        link = self._at(offset)
        if link is None:
            self._view.activated.emit(offset)
        else:
            self.ask(link)

    def add_to(self, menu: QMenu, offset: int) -> None:
        """Offer the link at an offset, or else those of its sentence: the keyboard stops there."""
        link = self._at(offset)
        if link is not None:
            self._add(menu, link)
            menu.addSeparator()
        elif links := links_in(self._view.article, self._around_offset(offset)):
            inner = menu.addMenu(self.tr("Links here"))
            for link in links:
                words = self._view.article.text[link.start : link.end]
                self._add(inner.addMenu(_short(words)), link)
            menu.addSeparator()

    def _add(self, menu: QMenu, link: Inline) -> None:
        menu.addAction(self.tr("Open link…"), partial(self.ask, link))
        copy = partial(QGuiApplication.clipboard().setText, link.href)
        menu.addAction(self.tr("Copy link address"), copy)

    def _around_offset(self, offset: int) -> Span:
        number = self._index.sentence_at(offset)
        if number is not None:
            return self._index.sentences[number].span
        blocks = self._view.article.blocks
        return next((block.span for block in blocks if offset < block.end), Span(offset, offset))

    def ask(self, link: Inline) -> None:
        """Show where a link leads, and open it if the reader wants that."""
        dialog = LinkDialog(self._around, link.href)
        dialog.accepted.connect(partial(open_address, link.href))
        dialog.open()


class LinkDialog(QDialog):
    """Asks whether to open an address, and shows all of it."""

    def __init__(self, parent: QWidget, address: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Open link"))
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 20, 22, 16)
        column.setSpacing(10)
        # Letters of other alphabets that look like ours are told apart here.
        site = QUrl(address).host(QUrl.ComponentFormattingOption.FullyEncoded)
        question = self.tr("Open this page of {0} in your browser?").format(site)
        if not site:
            question = self.tr("Write to this address in your mail program?")
        text = QLabel(question)
        text.setWordWrap(True)
        self.address = QPlainTextEdit(address)
        self.address.setReadOnly(True)
        self.address.setTabChangesFocus(True)
        self.address.setWordWrapMode(QTextOption.WrapMode.WrapAnywhere)
        self.address.setFixedHeight(_HEIGHT)
        self.address.setAccessibleName(self.tr("Address"))
        caution = QLabel(self.tr("The article names it; Slantwise has not looked at it."))
        caution.setObjectName("muted")
        buttons = QDialogButtonBox()
        buttons.addButton(self.tr("Open"), QDialogButtonBox.ButtonRole.AcceptRole)
        cancel = buttons.addButton(QDialogButtonBox.StandardButton.Cancel)
        cancel.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        for widget in (text, self.address, caution, buttons):
            widget.setMinimumWidth(_WIDTH)
            column.addWidget(widget)
        cancel.setFocus()


def open_address(address: str) -> None:
    """Hand an address to the reader's browser or mail program; nothing but a safe one."""
    if safe_address(address):
        QDesktopServices.openUrl(QUrl(address))


def _short(words: str) -> str:
    plain = " ".join(words.split()).replace("&", "&&")
    return plain if len(plain) <= _WORDS else f"{plain[: _WORDS - 1].rstrip()}…"
