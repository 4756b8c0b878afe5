# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The card that gives the reason for a mark, beside the mark."""

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QGraphicsDropShadowEffect,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from reader.document import Label, Span
from reader.document.account import SentenceAccount, ViewpointAccount
from reader.document.marks import MarkKind
from reader.document.readers_marks import LABELS, Act, Placed
from reader.ui.accessible import announce
from reader.ui.marks.mark_index import MarkIndex, Shown
from reader.ui.marks.own_signs import paint_pencil
from reader.ui.marks.swatch import paint_swatch
from reader.ui.theme import Theme, enlarge, scaled
from reader.ui.wording import (
    form,
    mark_phrase,
    not_analysed,
    passed_over,
    percent,
    said,
    said_by_model,
    tr,
)

_WIDTH = 372


@dataclass(frozen=True, slots=True)
class ReasonPart:
    """One mark's reason: what it is, how sure, and on what grounds."""

    kind: MarkKind | None
    heading: str
    score: str = ""
    grounds: str = ""
    own: bool = False


def reasons(index: MarkIndex, offset: int) -> list[ReasonPart]:
    """The reasons for the marks at an offset, the widest first; empty where nothing was judged."""
    parts = [_of_mark(index, item) for item in index.readers_in(offset, offset + 1)]
    judged, viewpoint = index.account_at(offset), index.viewpoint_at(offset)
    number = index.sentence_at(offset)
    labelled = number is not None and index.label_of(number) is not None
    relayed = judged is not None and judged.kind is MarkKind.VIEWPOINT and viewpoint is not None
    if judged is not None and not relayed and not labelled:
        parts.append(_of_sentence(judged))
    if viewpoint is not None and not viewpoint.own:
        parts.append(_of_viewpoint(viewpoint))
    word = index.loaded_at(offset)
    if word is not None and word not in index.overlay.loaded:
        words = index.accounts.words([Span(word.start, word.end)])
        heading = tr("Loaded: “{0}”").format(words)
        parts.append(ReasonPart(MarkKind.LOADED, heading, percent(word.score)))
    return parts


def _of_mark(index: MarkIndex, item: Placed) -> ReasonPart:
    """What the reader said, and what the model had said."""
    mark = item.mark
    if mark.act is Act.NOTE:
        tags = " ".join(f"#{tag}" for tag in mark.tags)
        grounds = "\n".join(part for part in (mark.value, tags) if part)
        return ReasonPart(None, tr("Your note"), "", grounds, own=True)
    model = said_by_model(mark)
    number = index.sentence_at(item.span.start)
    if model and mark.act in LABELS and number is not None:
        # Both have the same sentences.
        opinion = index.machine.sentences[number].opinion
        model = f"{model}, {percent(opinion)}" if mark.machine != Label.UNCLEAR else model
    if model:
        grounds = tr("The model: {0}.").format(model)
    elif mark.act is Act.HIGHLIGHT or index.shown is not Shown.TOGETHER:
        # What the model says is not to be told, or stands beside it.
        grounds = ""
    else:
        grounds = tr("The model said nothing of the kind.")
    return ReasonPart(None, tr("You: {0}").format(said(mark)), "", grounds, own=True)


def _of_sentence(judged: SentenceAccount) -> ReasonPart:
    grounds = ""
    if judged.kind is MarkKind.OPINION:
        grounds = (
            tr("The words of others in it are left out.")
            if judged.relayed
            else tr("No source is named for it.")
        )
        if judged.weighed:
            words = ", ".join(f"“{phrase}”" for phrase in judged.weighed)
            grounds = tr("Weighed most: {0}.").format(words) + f" {grounds}"
    elif judged.kind is MarkKind.FACT:
        grounds = tr("This is how probable the model holds it to be opinion.")
    sentence = judged.sentence
    score = "" if sentence.label is Label.UNCLEAR else percent(sentence.opinion)
    return ReasonPart(judged.kind, mark_phrase(judged.kind, sentence), score, grounds)


def _of_viewpoint(viewpoint: ViewpointAccount) -> ReasonPart:
    attribution = viewpoint.attribution
    details = [form(attribution.form).capitalize()]
    if viewpoint.cue:
        details.append(tr("cue “{0}”").format(viewpoint.cue))
    if viewpoint.source:
        details.append(tr("in the text “{0}”").format(viewpoint.source))
    holder = viewpoint.holder or tr("an unnamed source")
    heading = tr("Relays the view of {0}").format(holder)
    return ReasonPart(MarkKind.VIEWPOINT, heading, percent(attribution.score), " · ".join(details))


def block_reason(index: MarkIndex, offset: int) -> list[ReasonPart]:
    """Why there are no marks at an offset; empty where it is analysed."""
    for block in index.article.blocks:
        if block.start <= offset < block.end:
            reason = not_analysed(block.kind)
            if not reason and _passed_over(index, offset):
                reason = passed_over(offset)
            return [ReasonPart(None, reason)] if reason else []
    return []


def _passed_over(index: MarkIndex, offset: int) -> bool:
    """Whether the analysis has left out what it would else have looked at."""
    if not index.complete or not index.sentences or index.article.text[offset].isspace():
        return False
    return index.sentence_at(offset) is None


class _Swatch(QWidget):
    """An example of a mark, or the sign of the reader's own (None)."""

    def __init__(self, kind: MarkKind | None, theme: Theme) -> None:
        super().__init__()
        self._kind, self._theme = kind, theme
        self.setFixedSize(scaled(24), scaled(16))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the example."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = enlarge(painter, self.rect())
        if self._kind is None:
            paint_pencil(painter, QPointF(4, 1), self._theme)
            return
        rect = box.toRectF().adjusted(0, 2, -2, -3)
        paint_swatch(painter, rect, self._kind, self._theme)


class ReasonCard(QFrame):
    """Floats beside a mark and says why it is there."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._around = parent
        self.setObjectName("card")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._shadow = QGraphicsDropShadowEffect(self)
        self._shadow.setBlurRadius(22)
        self._shadow.setOffset(0, 5)
        self._shadow.setColor(QColor(0, 0, 0, 70))
        self.setGraphicsEffect(self._shadow)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(15, 12, 15, 12)
        self._column.setSpacing(8)
        self.parts: list[ReasonPart] = []
        self._theme: Theme | None = None
        self.hide()

    def show_reasons(self, parts: list[ReasonPart], beside: QRect, theme: Theme) -> None:
        """Show reasons beside a rectangle of the parent; nothing if there are none."""
        if not parts:
            self.hide()
            return
        self.show()
        if parts != self.parts or theme is not self._theme:
            self.parts, self._theme = parts, theme
            self._fill(theme)
        width = min(scaled(_WIDTH), self._around.width() - 24)
        self._column.activate()
        self.setFixedSize(width, self._column.totalHeightForWidth(width))
        self.move(self._place(beside))
        self.raise_()

    def announce(self) -> None:
        """Read the card out."""
        text = ". ".join(f"{part.heading} {part.score}. {part.grounds}" for part in self.parts)
        self.setAccessibleName(text)
        announce(self, text)

    def _fill(self, theme: Theme) -> None:
        while self._column.count():
            item = self._column.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for part in self.parts:
            widget = _part_widget(part, theme)
            self._column.addWidget(widget)
            # The layout would show it only later, but the card is measured now.
            widget.show()

    def _place(self, beside: QRect) -> QPoint:
        room = self._around.rect().adjusted(12, 8, -12, -8)
        x = min(max(room.left(), beside.left()), room.right() - self.width())
        y = beside.bottom() + 8
        if y + self.height() > room.bottom():
            y = beside.top() - 8 - self.height()
        return QPoint(x, max(room.top(), y))


def _part_widget(part: ReasonPart, theme: Theme) -> QWidget:
    widget = QWidget()
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    row = QHBoxLayout()
    row.setSpacing(8)
    column.addLayout(row)
    if part.kind is not None or part.own:
        row.addWidget(_Swatch(part.kind, theme), 0, Qt.AlignmentFlag.AlignTop)
    heading = QLabel(part.heading)
    heading.setTextFormat(Qt.TextFormat.PlainText)
    heading.setWordWrap(True)
    if part.kind is not None or part.own:
        heading.setObjectName("strong")
    row.addWidget(heading, 1)
    if part.score:
        score = QLabel(part.score)
        score.setObjectName("muted")
        row.addWidget(score, 0, Qt.AlignmentFlag.AlignTop)
    if part.grounds:
        grounds = QLabel(part.grounds)
        grounds.setTextFormat(Qt.TextFormat.PlainText)
        grounds.setObjectName("muted")
        grounds.setWordWrap(True)
        column.addWidget(grounds)
    return widget
