# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The page as mere words: for the clipboard, and for a screen reader.

To the latter it is a text of headings and paragraphs, and these of sentences.
Qt takes any text edit for a field to type in, and gives its words as one run without the marks that
are painted over them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QMimeData, QRect
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QTextEdit

from reader.document import Article, Block, BlockKind, Span
from reader.document.blind import Pair, Verdict
from reader.ui.accessible import Part
from reader.ui.marks.mark_index import MarkIndex
from reader.ui.marks.spoken import what_it_is, words_of
from reader.ui.page.text_places import TextPlaces
from reader.ui.wording import not_analysed, verdict

_ROLES = {
    BlockKind.TITLE: QAccessible.Role.Heading,
    BlockKind.HEADING: QAccessible.Role.Heading,
}


class ReadOut(QTextEdit):
    """A text edit that is a text to read."""

    article: Article
    index: MarkIndex
    places: TextPlaces
    current: Span | None
    # The sentences of a comparison, while one is shown.
    pairs: Sequence[Pair] = ()

    def go_to_span(self, span: Span) -> None:
        """Make a span the current one."""
        raise NotImplementedError

    def createMimeDataFromSelection(self) -> QMimeData:
        """Copy words alone, without the look of the page."""
        data = QMimeData()
        # A picture between two paragraphs is a character of its own there.
        words = self.textCursor().selectedText().replace("\ufffc\u2029", "")
        data.setText(words.replace("\u2029", "\n\n").replace("\u2028", "\n"))
        return data

    def word_at(self, offset: int) -> Span | None:
        """The word at an offset."""
        text = self.article.text
        start = end = offset
        while start and _in_word(text[start - 1]):
            start -= 1
        while end < len(text) and _in_word(text[end]):
            end += 1
        return Span(start, end) if end > start else None

    def show_pairs(self, pairs: Sequence[Pair]) -> None:
        """Show how two readings of the sentences compare; of those without a mark nothing."""
        self.pairs = [pair for pair in pairs if pair.verdict is not Verdict.UNMARKED]
        self.marks_changed()

    def marks_changed(self) -> None:
        """Show again what is marked."""
        raise NotImplementedError

    def beside(self, _start: int) -> str:
        """What lies beside the sentence that begins there in another article, to be read out."""
        return ""

    def pairs_on_screen(self) -> Iterator[tuple[float, Pair]]:
        """The sentences of a comparison that begin on the screen, by their height on it."""
        if not self.pairs:
            return
        shown, page = self.places.shown_part(), self.places.page
        for pair in self.pairs:
            if shown.start <= pair.sentence.start < shown.end and page.reaches(pair.sentence.start):
                top, bottom = self.places.line_at(pair.sentence.start)
                yield (top + bottom) / 2 - self.places.scrolled, pair

    def accessible_role(self) -> QAccessible.Role:
        """A text to read, not a field."""
        return QAccessible.Role.Document

    def accessible_parts(self) -> Sequence[Part]:
        """The blocks of the article."""
        # Qt asks for them while the widget is being made.
        if not hasattr(self, "places"):
            return ()
        return [_BlockPart(self, block) for block in self.article.blocks]

    def on_screen(self, span: Span) -> QRect:
        """Where a span is on the screen."""
        rect = self.places.rect_of(span)
        return QRect(self.viewport().mapToGlobal(rect.topLeft()), rect.size())


@dataclass(frozen=True, slots=True)
class _BlockPart(Part):
    """A heading, a paragraph, or what is not analysed."""

    view: ReadOut
    block: Block

    @property
    def role(self) -> QAccessible.Role:  # type: ignore[override]
        return _ROLES.get(self.block.kind, QAccessible.Role.Paragraph)

    def name(self) -> str:
        # The words of a paragraph are those of its sentences; they are not to be read out twice.
        whole = self.level() or not self.parts()
        return words_of(self.view.index, self.block.span) if whole else ""

    def detail(self) -> str:
        reason = not_analysed(self.block.kind)
        if reason or not self.level():
            return reason
        return "; ".join(part.detail() for part in self._sentences())

    def level(self) -> int:
        if self.block.kind is BlockKind.TITLE:
            return 1
        if self.block.kind is not BlockKind.HEADING:
            return 0
        return min(6, self.block.level + 1) if self.block.level else 2

    def _sentences(self) -> "list[_SentencePart]":
        found = self.view.index.sentences_in(self.block.start, self.block.end)
        return [_SentencePart(self.view, item.start, item.end) for item in found]

    def parts(self) -> Sequence[Part]:
        return () if self.level() else self._sentences()

    def rect(self) -> QRect:
        return self.view.on_screen(self.block.span)

    def press(self) -> None:
        self.view.go_to_span(self.block.span)


@dataclass(frozen=True, slots=True)
class _SentencePart(Part):
    """A sentence, with what its marks say."""

    view: ReadOut
    start: int
    end: int

    def name(self) -> str:
        return words_of(self.view.index, Span(self.start, self.end))

    def detail(self) -> str:
        index = self.view.index
        number = index.sentence_at(self.start)
        if number is None:
            return ""
        told = what_it_is(index, index.sentences[number])
        if beside := self.view.beside(self.start):
            told = f"{told}; {beside}" if told else beside
        pair = next((item for item in self.view.pairs if item.sentence.start == self.start), None)
        return f"{verdict(pair.verdict)}: {told}" if pair is not None else told

    def rect(self) -> QRect:
        return self.view.on_screen(Span(self.start, self.end))

    def current(self) -> bool:
        here = self.view.current
        return here is not None and self.start <= here.start < self.end

    def press(self) -> None:
        self.view.go_to_span(Span(self.start, self.end))


def _in_word(char: str) -> bool:
    return char.isalnum() or char in "-’'"
