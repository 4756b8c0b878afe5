# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The margins beside the page: who speaks, beside where they begin to."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QObject,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import (
    QAccessible,
    QFontMetricsF,
    QHelpEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QToolTip, QWidget

from reader.document import Span
from reader.document.blind import Pair
from reader.document.readers_marks import Placed
from reader.ui import wording
from reader.ui.accessible import Part
from reader.ui.marks.mark_index import MarkIndex
from reader.ui.marks.own_signs import SIGN, paint_pencil, paint_sign_of
from reader.ui.marks.verdict_signs import paint_verdict
from reader.ui.theme import Theme, interface_font, text_scale
from reader.ui.wording import both_readings, readers_mark, verdict

_HEIGHT = 16
_FOCUS = 3  # the width of the line that shows where the keyboard is, as beside a row of a list
_GAP = 14  # between label and column
_LEAST_WIDTH = 72  # of a margin that can hold names
_DIMMED = 0.45
# Further apart than this, in code points, the same speaker is named again.
_RUN_GAP = 200


@dataclass(frozen=True, slots=True)
class SpeakerLabel:
    """A speaker's name, the offset at which they begin to speak, whether the reader says so."""

    offset: int
    name: str
    own: bool = False


class LabelSource(Protocol):
    """What a margin needs of its view."""

    theme: Theme
    speakers: Sequence[SpeakerLabel]

    def go_to_span(self, span: Span) -> None:
        """Go to a place of the text."""
        ...

    def labels_on_screen(self) -> Iterator[tuple[float, SpeakerLabel, bool]]:
        """Height on the screen, who, and whether it is dimmed with the words beside it."""
        ...

    def own_on_screen(self) -> Iterator[tuple[float, list[Placed]]]:
        """Height on the screen, and the reader's marks that begin there."""
        ...

    def pairs_on_screen(self) -> Iterator[tuple[float, Pair]]:
        """Height on the screen, and the sentences of a comparison that begin there."""
        ...


def speaker_labels(index: MarkIndex, unnamed: str) -> list[SpeakerLabel]:
    """Who speaks where, named once for a run of viewpoints by the same speaker.

    Whoever is quoted by a speaker is not named: the margin would not say where the speaker goes on.
    """
    labels: list[SpeakerLabel] = []
    blocks = [block.start for block in index.article.blocks]
    last, end = "", 0
    reach: Sequence[Span] = ()
    for viewpoint in index.accounts.viewpoints:
        first, content = viewpoint.place, viewpoint.attribution.content
        if any(span.start <= first.start and first.end < span.end for span in reach):
            continue
        name = viewpoint.holder or unnamed
        # Beyond a paragraph that is nobody's, as an interviewer's question is, a run does not go.
        between = bisect_right(blocks, first.start) - bisect_right(blocks, max(0, end - 1)) > 1
        if viewpoint.own or name != last or between or first.start - end > _RUN_GAP:
            labels.append(SpeakerLabel(first.start, name, viewpoint.own))
        last, end = name, max(end, *(span.end for span in content))
        reach = content
    return labels


@dataclass(frozen=True, slots=True)
class _SpeakerPart(Part):
    """A name in the margin."""

    gutter: "Gutter"
    source: LabelSource
    label: SpeakerLabel
    role = QAccessible.Role.ListItem

    def name(self) -> str:
        said = wording.tr("{0} speaks (yours)") if self.label.own else wording.tr("{0} speaks")
        return said.format(self.label.name)

    def rect(self) -> QRect:
        return self.gutter.rect_of(self.label)

    def press(self) -> None:
        self.source.go_to_span(Span(self.label.offset, self.label.offset))


class Gutter(QWidget):
    """A strip of empty page beside the text; scrolls it.

    The labelled one names the speakers, the other shows where the reader's own marks begin.
    """

    def __init__(
        self, view: QAbstractScrollArea, source: LabelSource, *, labelled: bool = False
    ) -> None:
        super().__init__(view)
        self._view = view
        self._source = source
        self._labelled = labelled
        self._boxes: list[tuple[QRectF, str]] = []
        if labelled:
            self.setAccessibleName(self.tr("Who speaks"))
        view.installEventFilter(self)

    def accessible_role(self) -> QAccessible.Role:
        """The speakers are a list; the other margin has nothing to say."""
        named = getattr(self, "_labelled", False)
        return QAccessible.Role.List if named else QAccessible.Role.Border

    def accessible_parts(self) -> Sequence[Part]:
        """The speakers of the whole article, in order."""
        # Qt asks for them while the widget is being made.
        if not getattr(self, "_labelled", False) or not hasattr(self._source, "speakers"):
            return ()
        return [_SpeakerPart(self, self._source, label) for label in self._source.speakers]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Show whether the keyboard is in the text beside."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the page's colour, and the names of those who speak, or the reader's signs."""
        painter = QPainter(self)
        theme = self._source.theme
        painter.fillRect(event.rect(), theme["background"])
        self._boxes = []
        if self._labelled and self._view.hasFocus():
            painter.fillRect(0, 0, _FOCUS, self.height(), theme["accent"])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self._labelled:
            self._paint_own(painter)
        elif self.width() >= _LEAST_WIDTH:
            self._paint_speakers(painter)

    def _paint_own(self, painter: QPainter) -> None:
        self._paint_pairs(painter)
        for middle, items in self._source.own_on_screen():
            if any(box.contains(12, middle) for box, _ in self._boxes):
                # The sign of the comparison tells of the same sentence.
                continue
            place = QPointF(5, middle - SIGN / 2)
            paint_sign_of(painter, place, (item.mark.act for item in items), self._source.theme)
            words = "\n".join(readers_mark(item.mark) for item in items)
            self._boxes.append((QRectF(place.x(), place.y(), SIGN, SIGN), words))

    def _paint_pairs(self, painter: QPainter) -> None:
        """Paint how the readings compare, those of one line beside each other."""
        right: dict[float, float] = {}
        for middle, pair in self._source.pairs_on_screen():
            place = QPointF(right.get(middle, 5.0), middle - SIGN / 2)
            right[middle] = place.x() + SIGN + 3
            paint_verdict(painter, place, pair.verdict, self._source.theme)
            words = "\n".join((verdict(pair.verdict), *both_readings(pair)))
            self._boxes.append((QRectF(place.x(), place.y(), SIGN, SIGN), words))

    def _paint_speakers(self, painter: QPainter) -> None:
        theme = self._source.theme
        scale = text_scale()
        font = interface_font(11 * scale, strong=True)
        line = _HEIGHT * scale
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        lowest = float("-inf")
        for middle, label, dimmed in self._source.labels_on_screen():
            name = label.name
            top = max(middle - line / 2, lowest + 2)
            sign = SIGN + 3 if label.own else 0
            room = self.width() - _GAP - 4 - sign
            width = min(metrics.horizontalAdvance(name) + 16, room)
            box = QRectF(self.width() - _GAP - width, top, width, line)
            painter.setOpacity(_DIMMED if dimmed else 1)
            # Whom the reader names stands in a frame, with a pencil.
            painter.setPen(QPen(theme["reader"], 1.4) if label.own else Qt.PenStyle.NoPen)
            painter.setBrush(theme["surface" if label.own else "viewpoint"])
            painter.drawRoundedRect(box, 3, 3)
            if label.own:
                place = QPointF(box.left() - sign, box.center().y() - SIGN / 2)
                paint_pencil(painter, place, theme)
            painter.setPen(theme["text" if label.own else "on_accent"])
            shown = metrics.elidedText(name, Qt.TextElideMode.ElideRight, width - 12)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown)
            self._boxes.append((box, name))
            lowest = box.bottom()

    def event(self, event: QEvent) -> bool:
        """Give the whole of a name that is cut short, or what the reader said."""
        if isinstance(event, QHelpEvent):
            for box, name in self._boxes:
                if box.contains(event.pos()):
                    QToolTip.showText(event.globalPos(), name, self)
                    return True
        return super().event(event)

    def rect_of(self, label: SpeakerLabel) -> QRect:
        """Where a name is on the screen; empty where it is not."""
        shown = (item for item in self._source.labels_on_screen() if item[1] == label)
        for middle, _, _ in shown:
            place = QPoint(0, round(middle) - _HEIGHT // 2)
            return QRect(self.mapToGlobal(place), QSize(self.width(), _HEIGHT))
        return QRect()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the text beside."""
        QCoreApplication.sendEvent(self._view.viewport(), event)
