# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Sets an article as a text document, in slices, so that a book does not stall the window.

The document holds the article's own words, one line about it and the pictures that came with it;
marks are painted over it.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from time import perf_counter

from PySide6.QtCore import QBuffer, QByteArray, QObject, QSize, QTimer, QUrl, Signal
from PySide6.QtGui import (
    QFont,
    QImage,
    QImageReader,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextImageFormat,
)
from shiboken6 import isValid

from reader.document import Article, Block, BlockKind, Inline, InlineKind, Picture, Span
from reader.document.emphasis import styled_runs
from reader.ui.page.folding import fold_line
from reader.ui.page.offsets import QtPositions, displayed
from reader.ui.tasks import Task
from reader.ui.theme import Theme, code_font, interface_font, text_font

PADDING = 8  # between the column's edge and the text, for what marks paint beyond it
_TOP, _BOTTOM = 26, 72

# A Qt block is laid out in one go; longer ones are shown as several without a gap.
_LONGEST = 6000
# What one slice may take, in seconds; Qt takes about as long again to lay it out.
_SLICE = 0.005
_PICTURE_HEIGHT = 560  # pixels at 100 %, at most
_PICTURE_MARGIN = 12
_IMAGE = QTextDocument.ResourceType.ImageResource.value
# What fills a screen, in code points.
_SCREEN = 5000


@dataclass(frozen=True, slots=True)
class _Style:
    """How a kind of block is set, in pixels at 100 %."""

    size: float
    line: float
    above: float
    below: float
    left: float = 0
    bold: bool = False
    serif: bool = True
    muted: bool = False
    italic: bool = False


_STYLES = {
    BlockKind.TITLE: _Style(30, 35, 0, 10, bold=True),
    BlockKind.SUBTITLE: _Style(20, 28, 0, 10, muted=True),
    BlockKind.BYLINE: _Style(13, 19, 0, 10, serif=False, muted=True),
    BlockKind.DATELINE: _Style(13, 19, 0, 10, serif=False, muted=True),
    BlockKind.HEADING: _Style(22, 29, 14, 8, bold=True),
    BlockKind.PARAGRAPH: _Style(18, 28.4, 0, 14),
    BlockKind.QUOTE: _Style(18, 28.4, 0, 14, left=28, italic=True),
    BlockKind.LIST_ITEM: _Style(18, 28.4, 0, 6, left=24),
    BlockKind.TABLE: _Style(13, 19, 25, 21, left=12, serif=False, muted=True),
    BlockKind.CAPTION: _Style(13, 19, 25, 21, left=12, serif=False, muted=True),
    BlockKind.NOTE: _Style(15.5, 23, 2, 16, left=15, muted=True),
    BlockKind.BOILERPLATE: _Style(11.5, 16, 0, 8, serif=False, muted=True),
}
_ABOUT = _Style(13, 19, 0, 14, serif=False, muted=True)
_CODE_SIZE = 0.86  # beside the words around it
_HEADING_SIZES = {1: (24, 31), 2: (22, 29)}


@dataclass(frozen=True, slots=True)
class Piece:
    """One Qt block: a stretch of an article block, a line of the window's own, or a picture."""

    start: int
    end: int
    kind: BlockKind | None
    level: int = 0
    first: bool = True
    last: bool = True
    picture: Picture | None = None
    inlines: tuple[Inline, ...] = ()
    fold: bool = False


class PageText(QObject):
    """An article's text document, growing until it is whole.

    Signals:
        grown: More text is in the document.
        picture_ready: A picture has been unpacked, and its place has to be painted again.
    """

    grown = Signal()
    picture_ready = Signal()

    def __init__(
        self,
        article: Article,
        about: str,
        theme: Theme,
        zoom: float,
        parent: QObject,
        *,
        folds: Sequence[Span] = (),
    ) -> None:
        """Plan the document; what is in the folds is left out of it, a line each."""
        super().__init__(parent)
        self._folds = folds
        self.article = article
        self.positions = QtPositions()
        self.pieces: list[Piece] = []
        self.zoom = zoom
        self.whole = False
        self._theme = theme
        self._about = about
        self._rest = self._plan()
        self._formats: dict[tuple[BlockKind | None, int, bool, bool], _Formats] = {}
        self._emphasis: dict[tuple[int, frozenset[InlineKind]], QTextCharFormat] = {}
        self.document = QTextDocument(self)
        self.document.setUndoRedoEnabled(False)
        self.document.setDefaultFont(text_font(18 * zoom, family=theme.typesetting.family))
        frame = self.document.rootFrame().frameFormat()
        frame.setTopMargin(_TOP)
        frame.setBottomMargin(_BOTTOM)
        frame.setLeftMargin(PADDING)
        frame.setRightMargin(PADDING)
        self.document.rootFrame().setFrameFormat(frame)
        self._cursor = QTextCursor(self.document)
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._on_timeout)

    def start(self, *, at_once: bool = False) -> None:
        """Set a screenful now and the rest while the window is idle, or all of it at once."""
        self._insert(0, len(self.article.text) if at_once else _SCREEN)
        if not self.whole:
            self._timer.start()

    def stop(self) -> None:
        """Set no more."""
        self._timer.stop()

    def reaches(self, offset: int) -> bool:
        """Whether the text is set as far as this offset."""
        return self.whole or self.positions.to_qt(offset) is not None

    def _on_timeout(self) -> None:
        self._insert(_SLICE)
        self.grown.emit()
        if self.whole:
            self._timer.stop()

    def _insert(self, seconds: float, at_least: int = 0) -> None:
        until = perf_counter() + seconds
        self._cursor.beginEditBlock()
        for piece, text in self._rest:
            self._append(piece, text)
            if perf_counter() > until and piece.end >= at_least:
                break
        else:
            self.whole = True
        self._cursor.endEditBlock()

    def _append(self, piece: Piece, text: str) -> None:
        if piece.picture is not None:
            self._append_picture(piece, piece.picture)
            return
        formats = self._format(piece)
        if self.pieces:
            self._cursor.insertBlock(formats.block, formats.text)
        else:
            self._cursor.setBlockFormat(formats.block)
            self._cursor.setBlockCharFormat(formats.text)
        if piece.kind is not None:
            self.positions.add(piece.start, text, self._cursor.position())
        self.pieces.append(piece)
        if not piece.inlines:
            self._cursor.insertText(text, formats.text)
            return
        for run, over in styled_runs(piece.inlines, Span(piece.start, piece.end)):
            part = text[run.start - piece.start : run.end - piece.start]
            self._cursor.insertText(part, self._emphasised(formats, over))

    def _emphasised(self, formats: "_Formats", over: Sequence[Inline]) -> QTextCharFormat:
        """How words look over which their author's emphasis lies."""
        kinds = frozenset(item.kind for item in over)
        key = id(formats), kinds
        if key not in self._emphasis:
            self._emphasis[key] = _emphasised(formats.text, kinds, self._theme)
        return self._emphasis[key]

    def _append_picture(self, piece: Piece, picture: Picture) -> None:
        """Keep the picture's place; it is unpacked elsewhere and appears when it is ready."""
        block, image = QTextBlockFormat(), QTextImageFormat()
        block.setTopMargin(_PICTURE_MARGIN * self.zoom)
        block.setBottomMargin(_PICTURE_MARGIN * self.zoom)
        width, height = shown_size(picture, self._theme.typesetting.column, self.zoom)
        name = f"picture:{len(self.pieces)}"
        image.setName(name)
        image.setWidth(width)
        image.setHeight(height)
        empty = QImage(1, 1, QImage.Format.Format_ARGB32)
        empty.fill(self._theme["rule"])
        self.document.addResource(_IMAGE, QUrl(name), empty)
        if self.pieces:
            self._cursor.insertBlock(block, QTextCharFormat())
        else:
            self._cursor.setBlockFormat(block)
        self.pieces.append(piece)
        self._cursor.insertImage(image)

        def show(unpacked: QImage) -> None:
            # The page may be gone by now.
            if isValid(self) and not unpacked.isNull():
                self.document.addResource(_IMAGE, QUrl(name), unpacked)
                self.picture_ready.emit()

        sharp = QSize(2 * width, 2 * height)
        Task(partial(unpack, picture, sharp)).start(show, lambda error: None)

    def _plan(self) -> Iterator[tuple[Piece, str]]:
        """The pieces in order, with what each shows."""
        blocks = self.article.blocks
        titles = [i for i, block in enumerate(blocks) if block.kind is BlockKind.TITLE]
        after = titles[0] if titles else -1
        if after < 0 and self._about:
            yield Piece(0, 0, None), self._about
        pictures = deque(self.article.pictures)
        for number, block in enumerate(blocks):
            while pictures and pictures[0].start <= block.start:
                yield _piece_of(pictures.popleft())
            fold = next(
                (span for span in self._folds if span.start <= block.start < span.end), None
            )
            if fold is None:
                yield from self._split(block)
            elif block.start == fold.start:
                yield Piece(fold.start, fold.end, None, fold=True), fold_line(self.article, fold)
            if number == after and self._about:
                yield Piece(block.end, block.end, None), self._about
        yield from map(_piece_of, pictures)

    def _split(self, block: Block) -> Iterator[tuple[Piece, str]]:
        start = block.start
        while True:
            end = block.end
            if end - start > _LONGEST:
                cut = self.article.text.rfind(" ", start + 1, start + _LONGEST)
                end = cut + 1 if cut > start else start + _LONGEST
            first, last = start == block.start, end == block.end
            inlines = block.inlines
            piece = Piece(start, end, block.kind, block.level, first, last, inlines=inlines)
            yield piece, displayed(self.article.text[start:end])
            if end == block.end:
                return
            start = end

    def _format(self, piece: Piece) -> "_Formats":
        key = (piece.kind, piece.level, piece.first, piece.last)
        if key not in self._formats:
            self._formats[key] = _formats(*key, theme=self._theme, zoom=self.zoom)
        return self._formats[key]


def _piece_of(picture: Picture) -> tuple[Piece, str]:
    return Piece(picture.start, picture.start, None, picture=picture), ""


def shown_size(picture: Picture, column: int, zoom: float) -> tuple[int, int]:
    """How wide and high a picture is shown, in pixels: within the column and about a screen."""
    width, height = picture.width * zoom, picture.height * zoom
    share = min(1, column * zoom / width, _PICTURE_HEIGHT * zoom / height)
    return max(1, round(width * share)), max(1, round(height * share))


def unpack(picture: Picture, size: QSize) -> QImage:
    """The picture no larger than the size, or a null image where it is damaged.

    Safe on a worker thread. Only the format that its head shows is tried.
    """
    data = QByteArray(picture.data)
    buffer = QBuffer(data)
    buffer.open(QBuffer.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(b"png" if picture.data[:1] == b"\x89" else b"jpeg"))
    reader.setAutoDetectImageFormat(False)
    if reader.size() != QSize(picture.width, picture.height):
        return QImage()
    if size.width() < picture.width:
        reader.setScaledSize(size)
    return reader.read()


@dataclass(frozen=True, slots=True)
class _Formats:
    block: QTextBlockFormat
    text: QTextCharFormat


def _formats(
    kind: BlockKind | None, level: int, first: bool, last: bool, *, theme: Theme, zoom: float
) -> _Formats:
    style = _ABOUT if kind is None else _STYLES[kind]
    size, line = style.size, style.line
    if kind is BlockKind.HEADING:
        size, line = _HEADING_SIZES.get(level, (19, 27))
    block = QTextBlockFormat()
    line *= theme.typesetting.spacing
    block.setLineHeight(line * zoom, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
    block.setTopMargin(style.above * zoom if first else 0)
    block.setBottomMargin(style.below * zoom if last else 0)
    block.setLeftMargin(style.left * zoom + (20 * zoom * max(0, level - 1) if level else 0))
    if style.left and kind in (BlockKind.CAPTION, BlockKind.TABLE):
        block.setRightMargin(style.left * zoom)
    if kind is BlockKind.HEADING:
        block.setLeftMargin(0)
        block.setHeadingLevel(min(6, level + 1) if level else 2)
    elif kind is BlockKind.TITLE:
        block.setLeftMargin(0)
        block.setHeadingLevel(1)
    family = theme.typesetting.family
    font: QFont = (
        text_font(size * zoom, bold=style.bold, family=family)
        if style.serif
        else interface_font(size * zoom)
    )
    font.setItalic(style.italic)
    text = QTextCharFormat()
    text.setFont(font)
    text.setForeground(theme["text_muted" if style.muted else "text"])
    return _Formats(block, text)


def _emphasised(
    plain: QTextCharFormat, kinds: frozenset[InlineKind], theme: Theme
) -> QTextCharFormat:
    text, font = QTextCharFormat(plain), QFont(plain.font())
    if InlineKind.CODE in kinds:
        font = code_font(_CODE_SIZE * font.pixelSize())
    if InlineKind.BOLD in kinds:
        font.setBold(True)
    if InlineKind.ITALIC in kinds:
        # Within italics it is what stands upright that is emphasised.
        font.setItalic(not plain.font().italic())
    text.setFont(font)
    if InlineKind.LINK in kinds:
        # A thin grey line close to the words: no mark has its colour, its shape or its place.
        text.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
        text.setUnderlineColor(theme["text_muted"])
    return text
