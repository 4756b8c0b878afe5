# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The margins beside the page: who speaks, beside where they begin to."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QEvent, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QHelpEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QToolTip, QWidget

from reader.document import Span
from reader.ui.marks.mark_index import MarkIndex
from reader.ui.theme import Theme, interface_font

_HEIGHT = 16
_GAP = 14  # between label and column
_LEAST_WIDTH = 72  # of a margin that can hold names
_DIMMED = 0.45
# Further apart than this, in code points, the same speaker is named again.
_RUN_GAP = 200


@dataclass(frozen=True, slots=True)
class SpeakerLabel:
    """A speaker's name, and the offset at which they begin to speak."""

    offset: int
    name: str


class LabelSource(Protocol):
    """What a margin needs of its view."""

    theme: Theme

    def labels_on_screen(self) -> Iterator[tuple[float, str, bool]]:
        """Height on the screen, name, and whether it is dimmed with the words beside it."""
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
        if name != last or between or first.start - end > _RUN_GAP:
            labels.append(SpeakerLabel(first.start, name))
        last, end = name, max(end, *(span.end for span in content))
        reach = content
    return labels


class Gutter(QWidget):
    """A strip of empty page beside the text; scrolls it, and names the speakers."""

    def __init__(
        self, view: QAbstractScrollArea, source: LabelSource, *, labelled: bool = False
    ) -> None:
        super().__init__(view)
        self._view = view
        self._source = source
        self._labelled = labelled
        self._boxes: list[tuple[QRectF, str]] = []

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the page's colour, and the names of those who speak beside it."""
        painter = QPainter(self)
        theme = self._source.theme
        painter.fillRect(event.rect(), theme["background"])
        self._boxes = []
        if not self._labelled or self.width() < _LEAST_WIDTH:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = interface_font(11, strong=True)
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        lowest = float("-inf")
        for middle, name, dimmed in self._source.labels_on_screen():
            top = max(middle - _HEIGHT / 2, lowest + 2)
            width = min(metrics.horizontalAdvance(name) + 16, self.width() - _GAP - 4)
            box = QRectF(self.width() - _GAP - width, top, width, _HEIGHT)
            painter.setOpacity(_DIMMED if dimmed else 1)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme["viewpoint"])
            painter.drawRoundedRect(box, 3, 3)
            painter.setPen(theme["on_accent"])
            shown = metrics.elidedText(name, Qt.TextElideMode.ElideRight, width - 12)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown)
            self._boxes.append((box, name))
            lowest = box.bottom()

    def event(self, event: QEvent) -> bool:
        """Give the whole of a name that is cut short."""
        if isinstance(event, QHelpEvent):
            for box, name in self._boxes:
                if box.contains(event.pos()):
                    QToolTip.showText(event.globalPos(), name, self)
                    return True
        return super().event(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll the text beside."""
        QCoreApplication.sendEvent(self._view.viewport(), event)
