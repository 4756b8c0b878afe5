# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The original page of a PDF, at the place where the reader is in the text.

The pages are drawn by the worker: a hostile one can only end that.
"""

from bisect import bisect_right
from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from reader.document import Article, Block, Span
from reader.session.events import Drawn, Failed
from reader.ui.marks.mark_index import MarkIndex
from reader.ui.page.article_view import ArticleView
from reader.ui.page.paper_view import ZOOMS, PaperView
from reader.ui.page.search_bar import StepBar
from reader.ui.page.trail import Trail

# So long after the last change of place or size, in milliseconds.
_FOLLOWING = 60
_RESIZING = 160


class Paper(QWidget):
    """Follows the text: the page that holds its place, with the current sentence framed.

    Signals:
        wanted: A page by its number from 1, and how many pixels wide.
        left: The reader is done with it.
    """

    wanted = Signal(int, int)
    left = Signal()

    def __init__(self, view: ArticleView, index: MarkIndex, trail: Trail) -> None:
        super().__init__()
        self.setObjectName("content")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._text = view
        self._index = index
        self._trail = trail
        self._starts = [block.start for block in view.article.blocks]
        # The page that is to be shown, the one that was asked for, and whether it was put right.
        self._page = 0
        self._asked: tuple[int, int] | None = None
        self._settled = True
        # Where in the text to be; None after the reader has turned the page.
        self._offset: int | None = None
        self.head = StepBar()
        self.view = PaperView()
        self.message = QLabel()
        self._lay_out()
        self._following = self._timer(_FOLLOWING, self._follow)
        self._resizing = self._timer(_RESIZING, self._ask)
        view.looked_at.connect(self._following.start)
        view.moved.connect(self._following.start)
        self.view.resized.connect(self._resizing.start)
        self.view.turned.connect(self.turn)
        self.view.zoom_requested.connect(self.zoom_by)
        self.view.chosen.connect(self._on_chosen)
        self.head.stepped.connect(self.turn)
        self.head.left.connect(self.left)

    @property
    def article(self) -> Article:
        """Whose pages are shown."""
        return self._text.article

    def leave(self) -> None:
        """Give the keyboard back to the text."""
        self._text.setFocus()

    def _lay_out(self) -> None:
        self.head.name.setText(self.tr("Original"))
        for button, name in (
            (self.head.previous, self.tr("Previous page")),
            (self.head.next, self.tr("Next page")),
            (self.head.done, self.tr("Hide the original page")),
        ):
            button.setToolTip(name)
            button.setAccessibleName(name)
        self.smaller = _button("−", self.tr("Smaller page"))
        self.larger = _button("+", self.tr("Larger page"))
        at = self.head.row.indexOf(self.head.previous)
        self.head.row.insertWidget(at, self.smaller)
        self.head.row.insertWidget(at + 1, self.larger)
        self.smaller.clicked.connect(lambda: self.zoom_by(-1))
        self.larger.clicked.connect(lambda: self.zoom_by(1))
        self.message.setObjectName("muted")
        self.message.setWordWrap(True)
        self.message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.message.setTextFormat(Qt.TextFormat.PlainText)
        self.message.setMargin(24)
        self.message.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        self.head.show()
        column.addWidget(self.view, 1)
        column.addWidget(self.message, 1)
        self.view.setAccessibleName(self.tr("Original page"))
        self.view.setAccessibleDescription(self.tr("Enter goes to its words in the text"))
        self._show_zoom()

    def _timer(self, interval: int, act: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(interval)
        timer.timeout.connect(act)
        return timer

    def open(self) -> None:
        """Show the page that the text is at; one that failed is tried again."""
        self.show()
        self._page = 0
        self._following.start()

    def turn(self, by: int) -> None:
        """Go to another page, wherever the text is."""
        picture = self.view.picture
        there = self._page + by
        if picture is None or not 1 <= there <= picture.pages:
            return
        self._offset = None
        self._want(there)
        bar = self.view.verticalScrollBar()
        bar.setValue(bar.minimum() if by > 0 else bar.maximum())

    def zoom_by(self, steps: int) -> None:
        """Enlarge the page by so many steps."""
        number = min(len(ZOOMS) - 1, max(0, ZOOMS.index(self.view.zoom) + steps))
        self.view.set_zoom(ZOOMS[number])
        self._show_zoom()

    def _show_zoom(self) -> None:
        self.smaller.setEnabled(self.view.zoom > ZOOMS[0])
        self.larger.setEnabled(self.view.zoom < ZOOMS[-1])

    # Following the text

    def _follow(self) -> None:
        if self.isHidden():
            return
        here = self._text.here()
        offset = here.start if here is not None else self._text.places.first_offset()
        self.view.frame(here)
        if offset == self._offset and self._page:
            return
        self._offset, self._settled = offset, False
        self._want(self._page_of(offset))
        self._settle()

    def _block_at(self, offset: int) -> Block | None:
        """The block with a place that an offset is in, or else the last before it, or the first."""
        blocks = self._text.article.blocks
        number = bisect_right(self._starts, offset)
        before = (block for block in reversed(blocks[:number]) if block.areas)
        return next(before, None) or next((block for block in blocks if block.areas), None)

    def _page_of(self, offset: int) -> int:
        """The page that an offset is on, as far as the block's areas tell."""
        block = self._block_at(offset)
        if block is None:
            return 1
        share = (offset - block.start) / max(1, block.end - block.start)
        heights = [max(1.0, area.bottom - area.top) for area in block.areas]
        left = min(1.0, max(0.0, share)) * sum(heights)
        for area, height in zip(block.areas, heights, strict=True):
            if left < height:
                return area.page
            left -= height
        return block.areas[-1].page

    def _settle(self) -> None:
        """Go to the place on the page, or to the page beside it where it turns out to be there."""
        picture, offset = self.view.picture, self._offset
        if picture is None or picture.page != self._page or offset is None:
            return
        block = self._block_at(offset)
        words = [word for word in picture.words if block and block.start <= word.start < block.end]
        if block is not None and words and not self._settled:
            self._settled = True
            pages = [area.page for area in block.areas]
            for outside, page in (
                (offset >= words[-1].end, self._page + 1),
                (offset < words[0].start, self._page - 1),
            ):
                if outside and page in pages:
                    self._want(page)
                    return
        following = [word for word in words if word.end > offset] or words
        here = self._text.here()
        self.view.go_to(following, share=None if here is not None else 0.02)

    # Drawing

    def _want(self, page: int) -> None:
        if page != self._page:
            self._page = page
            self._ask()

    def _ask(self) -> None:
        """Ask for the page, unless it is there; only one is asked for at a time."""
        if self.isHidden() or not self._page or self._asked is not None:
            return
        picture, columns = self.view.picture, self.view.columns
        if picture is None or picture.page != self._page or abs(picture.columns - columns) > 1:
            self._asked = (self._page, columns)
            self.wanted.emit(*self._asked)

    def take(self, event: Drawn | Failed) -> None:
        """Show a page that was asked for, or say why it cannot be."""
        asked, self._asked = self._asked, None
        failed = isinstance(event, Failed)
        self.message.setVisible(failed)
        self.view.setVisible(not failed)
        if isinstance(event, Failed):
            self.message.setText(event.error.explanation)
            if asked is not None and asked[0] != self._page:
                self._ask()
            return
        picture = event.picture
        if picture.page == self._page:
            turned = self.view.picture is None or self.view.picture.page != picture.page
            self.view.show_picture(picture)
            self.head.show_place(picture.page, picture.pages)
            name = self.tr("Original page {0} of {1}").format(picture.page, picture.pages)
            self.view.setAccessibleName(name)
            if turned:
                self._settle()
        if asked is not None and asked != (self._page, self.view.columns):
            self._ask()

    def _on_chosen(self, offset: int) -> None:
        number = self._index.sentence_at(offset)
        block = self._block_at(offset)
        if number is not None:
            self._trail.jump(self._index.sentences[number].span)
        elif block is not None:
            self._trail.jump(Span(block.start, block.end))


def _button(text: str, name: str) -> QPushButton:
    button = QPushButton(text)
    button.setObjectName("plain")
    button.setAccessibleName(name)
    button.setToolTip(name)
    return button
