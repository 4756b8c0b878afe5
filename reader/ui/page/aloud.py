# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Reads an article aloud, sentence by sentence, and says whose words they are."""

from bisect import bisect_right
from collections.abc import Iterator

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton, QWidget

from reader.document import Block, BlockKind, Span
from reader.session.speech import RATES, system_voice, what_is_missing
from reader.ui.marks.mark_index import MarkIndex
from reader.ui.marks.spoken import voice_of, words_of
from reader.ui.notices import Notice, Notices
from reader.ui.page.article_view import ArticleView
from reader.ui.page.kept import Kept
from reader.ui.page.search_bar import StepBar
from reader.ui.page.speaker import Speaker
from reader.ui.wording import tr

# What stands beside the text and would be heard in the middle of it.
_PASSED_OVER = frozenset(
    {BlockKind.CAPTION, BlockKind.TABLE, BlockKind.NOTE, BlockKind.BOILERPLATE}
)
_RATE = "speech_rate"


class AloudBar(StepBar):
    """Whose words are read, and what can be done about it.

    Signals:
        pressed: To pause, or to go on.
        rate_chosen: How fast to read, in percent.
    """

    pressed = Signal()
    rate_chosen = Signal(int)

    def __init__(self, rate: object) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Reading aloud"))
        self.previous.setToolTip(self.tr("Previous sentence"))
        self.next.setToolTip(self.tr("Next sentence"))
        self.done.setToolTip(self.tr("Stop reading aloud"))
        for button in (self.previous, self.next, self.done):
            button.setAccessibleName(button.toolTip())
        self.pause = QPushButton()
        self.pause.setObjectName("plain")
        self.rate = QComboBox()
        self.rate.setAccessibleName(self.tr("Speed of reading"))
        self.rate.setToolTip(self.tr("Speed of reading"))
        for percent in RATES:
            self.rate.addItem(self.tr("Speed {0}×").format(f"{percent / 100:g}"), percent)
        self.rate.setCurrentIndex(RATES.index(rate) if rate in RATES else RATES.index(100))
        at = self.row.indexOf(self.previous)
        self.row.insertWidget(at, self.rate)
        self.row.insertWidget(at + 2, self.pause)
        self.pause.clicked.connect(self.pressed)
        self.rate.activated.connect(lambda: self.rate_chosen.emit(self.rate.currentData()))

    def show_state(self, voice: str, *, paused: bool) -> None:
        """Show whose words are read, or that it waits."""
        self.name.setText(self.tr("Reading paused") if paused else self.tr("Reading aloud"))
        self.count.setText(voice.rstrip(".:"))
        self.pause.setText(self.tr("Go on") if paused else self.tr("Pause"))
        self.show()


class Aloud(QObject):
    """Reads one article. Where the reader pauses or steps, the whole sentence is said again.

    Attributes:
        bar: To be shown above the text.
        active: Whether it reads, or is paused.
    """

    def __init__(
        self, view: ArticleView, index: MarkIndex, notices: Notices, kept: Kept, page: QWidget
    ) -> None:
        super().__init__(page)
        self._view = view
        self._index = index
        self._notices = notices
        self._kept = kept
        self.bar = AloudBar(kept.preferences.get(_RATE, 100))
        self._speaker = Speaker(self)
        self._here: Span | None = None
        self._paused = False
        # Whose words were read last, as it was said.
        self._voice: str | None = None
        self._speaker.said.connect(self._on_said)
        self._speaker.failed.connect(self._on_failed)
        self.bar.pressed.connect(self.toggle)
        self.bar.stepped.connect(self.step)
        self.bar.left.connect(self.stop)
        self.bar.rate_chosen.connect(self._on_rate_chosen)
        page.installEventFilter(self)

    @property
    def active(self) -> bool:
        """Whether it reads, or is paused."""
        return self._here is not None

    def toggle(self) -> None:
        """Read from where the reader is, pause, or go on: from elsewhere, if they went there."""
        current = self._view.current
        if self._here is None or (self._paused and current not in (None, self._here)):
            self._start()
        elif self._paused:
            self._read(self._here)
        else:
            self._pause()

    def step(self, by: int) -> None:
        """Go to the next or previous sentence."""
        if self._here is None:
            return
        found = self._after(self._here.end) if by > 0 else self._before(self._here.start)
        if found is None:
            return
        if self._paused:
            self._go_to(found)
            self.bar.show_state(voice_of(self._index, found), paused=True)
        else:
            self._read(found)

    def refresh(self) -> None:
        """Show whose words are read, as the marks are now."""
        if self._here is not None:
            self.bar.show_state(voice_of(self._index, self._here), paused=self._paused)

    def stop(self) -> None:
        """Read no further."""
        self._speaker.stop()
        if self._here is not None:
            focused = QApplication.focusWidget()
            within = focused is not None and self.bar.isAncestorOf(focused)
            self._here, self._paused, self._voice = None, False, None
            self.bar.hide()
            if within:
                self._view.setFocus()

    def end(self) -> None:
        """Stop, and wait until the system is silent."""
        self.stop()
        self._speaker.end()

    def _start(self) -> None:
        selected = self._view.selected()
        first = self._after(
            selected.start if selected else self._view.reading_offset(), within=True
        )
        if first is None:
            return
        for window in QApplication.topLevelWidgets():
            for other in window.findChildren(Aloud):
                if other is not self:
                    other.stop()
        self._voice = None
        self._here = None
        self._read(first)

    def _pause(self) -> None:
        self._speaker.stop()
        self._paused = True
        assert self._here is not None
        self.bar.show_state(voice_of(self._index, self._here), paused=True)

    def _read(self, span: Span) -> None:
        language = self._index.article.language
        system = system_voice(self.bar.rate.currentData(), language)
        if system is None:
            self._on_failed("")
            return
        self._go_to(span)
        self._paused = False
        voice = voice_of(self._index, span)
        words = words_of(self._index, span)
        self._speaker.say(f"{self._change(voice)} {words}", system)
        self._voice = voice
        self.bar.show_state(voice, paused=False)

    def _change(self, voice: str) -> str:
        """What is said before another voice; that nobody's opinion begins an article is not."""
        plain = voice in (tr("Report."), tr("Unmarked."))
        return "" if voice == self._voice or (self._voice is None and plain) else voice

    def _go_to(self, span: Span) -> None:
        """Show where it reads, unless the reader has scrolled away from it."""
        shown = self._view.places.shown_part()
        followed = self._here is None or (
            self._here.start < shown.end and self._here.end > shown.start
        )
        self._here = span
        if followed:
            self._view.go_to_span(span)
        else:
            self._view.current = span

    def _on_said(self) -> None:
        following = self._after(self._here.end) if self._here is not None else None
        if following is None:
            self.stop()
        else:
            self._read(following)

    def _on_failed(self, detail: str) -> None:
        self.stop()
        text = self.tr("The system’s speech did not read this; check that its sound can be heard.")
        if system_voice() is None:
            text = what_is_missing()
        self._notices.show_notice(Notice(text, detail, bad=True, topic="aloud"))

    def _on_rate_chosen(self, percent: int) -> None:
        self._kept.set_preference(_RATE, percent)
        if self._here is not None and not self._paused:
            self._read(self._here)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stop before the page is gone."""
        if event.type() == QEvent.Type.DeferredDelete:
            self.end()
        return super().eventFilter(watched, event)

    # What is read

    def _after(self, offset: int, *, within: bool = False) -> Span | None:
        """The first stretch that begins at or after an offset, or that it lies in."""
        blocks = self._index.article.blocks
        first = max(0, bisect_right([block.start for block in blocks], offset) - 1)
        for block in blocks[first:]:
            for span in self._stretches(block):
                if span.start >= offset or (within and span.end > offset):
                    return span
        return None

    def _before(self, offset: int) -> Span | None:
        """The last stretch that ends at or before an offset."""
        blocks = self._index.article.blocks
        last = bisect_right([block.start for block in blocks], offset)
        for block in reversed(blocks[:last]):
            for span in reversed(list(self._stretches(block))):
                if span.end <= offset:
                    return span
        return None

    def _stretches(self, block: Block) -> Iterator[Span]:
        """The sentences of a block, and what of it was not judged, or not yet."""
        if block.kind in _PASSED_OVER:
            return
        start = block.start
        for sentence in self._index.sentences_in(block.start, block.end):
            if self._has_words(start, sentence.start):
                yield Span(start, sentence.start)
            yield sentence.span
            start = sentence.end
        if self._has_words(start, block.end):
            yield Span(start, block.end)

    def _has_words(self, start: int, end: int) -> bool:
        return any(char.isalnum() for char in self._index.article.text[start:end])
