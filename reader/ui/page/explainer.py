# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Says why a mark is there: when the mouse rests on it, on a click, or when the keyboard asks."""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from reader.document import Sentence, Span, Weight
from reader.document.marks import MarkKind
from reader.ui.accessible import announce
from reader.ui.marks.mark_index import MarkIndex
from reader.ui.marks.reason_card import ReasonCard, block_reason, reasons
from reader.ui.marks.spoken import sentence_said
from reader.ui.page.article_view import ArticleView
from reader.ui.theme import Theme

# How long the mouse rests on a mark before its reason shows, in milliseconds.
_REST = 350


class Explainer(QObject):
    """The card beside a mark, and when it shows.

    Signals:
        weights_wanted: The sentence whose weightiest words are to be told.
    """

    weights_wanted = Signal(object)

    def __init__(self, view: ArticleView, index: MarkIndex, theme: Theme, around: QWidget) -> None:
        """Explain the marks of a view; the card floats over the widget around it."""
        super().__init__(around)
        self._view = view
        self._index = index
        self._theme = theme
        self._around = around
        self.card = ReasonCard(around)
        self._hovered: int | None = None
        self._explained: tuple[int, Span] | None = None
        # Whether it was asked for by a click or a key.
        self._asked = False
        # Whether the reason is still to be read out, when the words that weighed most are known.
        self._untold = False
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST)
        self._rest.timeout.connect(self._on_rested)
        view.installEventFilter(self)
        view.hovered.connect(self._on_hovered)
        view.activated.connect(self.explain_sentence)

    def set_theme(self, theme: Theme) -> None:
        """Change the colours."""
        self._theme = theme
        self.hide()

    def hide(self) -> None:
        """Explain nothing."""
        self.card.hide()
        self._view.show_grounds(())

    def follow(self) -> None:
        """Keep the card beside its words, and close it when they have left the screen.

        One that the mouse alone has asked for closes at once: the mouse is elsewhere now.
        """
        if not self.card.isVisible() or self._explained is None:
            return
        _, at = self._explained
        seen = self._view.viewport().rect()
        if self._asked and self._view.places.rect_of(at).intersects(seen):
            self._place()
        else:
            self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the words when the page takes another shape."""
        if event.type() == QEvent.Type.Resize:
            QTimer.singleShot(0, self, self.follow)
        return super().eventFilter(watched, event)

    def explain(self, offset: int, at: Span, *, aloud: bool = False) -> None:
        """Show the reasons for the marks at an offset, beside its word but not over `at`."""
        self._asked, self._untold = aloud, False
        if aloud:
            announce(self._view, sentence_said(self._index, offset), at_once=True)
        self._show(offset, at)
        if aloud and self.card.isVisible() and not self._untold:
            self.card.announce()

    def _place(self) -> None:
        """Show the card where its words are now."""
        assert self._explained is not None
        offset, at = self._explained
        parts = reasons(self._index, offset) or block_reason(self._index, offset)
        rect = self._view.places.rect_of(Span(offset, offset + 1))
        whole = self._view.places.rect_of(at)
        if whole.height() < 0.4 * self._view.viewport().height():
            rect.setTop(whole.top())
            rect.setBottom(whole.bottom())
        rect.moveTopLeft(self._view.viewport().mapTo(self._around, rect.topLeft()))
        self.card.show_reasons(parts, rect, self._theme)

    def _show(self, offset: int, at: Span) -> None:
        self._explained = (offset, at)
        self._place()
        shown = self._index.view.viewpoints
        viewpoint = self._index.viewpoint_at(offset) if shown else None
        grounds = viewpoint.attribution if viewpoint else None
        self._view.show_grounds((*grounds.source, *grounds.cue) if grounds else ())
        number = self._index.sentence_at(offset)
        if number is not None:
            sentence = self._index.sentences[number]
            asked = sentence.reasons is not None or sentence.start in self._index.overlay.sentences
            if not asked and self._index.kind(sentence) is MarkKind.OPINION:
                self._untold = self._asked
                self.weights_wanted.emit(sentence)

    def explain_sentence(self, offset: int) -> None:
        """Explain the marks at an offset, and make its sentence the current one."""
        number = self._index.sentence_at(offset)
        if number is None:
            self.explain(offset, Span(offset, offset + 1))
            return
        span = self._index.sentences[number].span
        current = self._view.current
        if current is None or not current.start <= offset < current.end:
            self._view.current = span
        self.explain(offset, span, aloud=True)

    def take_weights(self, sentence: Sentence, words: tuple[Weight, ...]) -> None:
        """Take in what the words of a sentence weigh; the card shows it if it is still there."""
        self._index.explain(sentence, words)
        if self.card.isVisible() and self._explained is not None:
            offset, at = self._explained
            if sentence.start <= offset < sentence.end:
                untold, self._untold = self._untold, False
                self._show(offset, at)
                if untold:
                    self.card.announce()

    def _on_hovered(self, offset: int | None) -> None:
        self._hovered = offset
        if offset is None:
            self._rest.stop()
            self.hide()
        else:
            self._rest.start()

    def _on_rested(self) -> None:
        offset = self._hovered
        if offset is None:
            return
        marked = self._index.marks_in(offset, offset + 1)
        marked_by_reader = self._index.readers_in(offset, offset + 1)
        if marked or marked_by_reader or block_reason(self._index, offset):
            self.explain(offset, Span(offset, offset + 1))
        else:
            self.hide()
