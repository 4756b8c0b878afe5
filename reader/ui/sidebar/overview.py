# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The overview: shares of opinion, relayed views and fact, loaded words, who gets the floor."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from reader.document import BlockKind, Sentence
from reader.document.marks import MarkKind
from reader.ui.mark_index import MarkIndex
from reader.ui.sidebar.entries import ViewpointEntry, by_speaker
from reader.ui.theme import Theme, interface_font
from reader.ui.wording import percent, tr

_MOST_ROWS = 8
_ROLES = {
    MarkKind.OPINION: "opinion_strip",
    MarkKind.VIEWPOINT: "viewpoint_strip",
    MarkKind.FACT: "fact_strip",
    MarkKind.UNCLEAR: "unclear",
    None: "border",
}


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a bar: a colour's role and how much of it there is."""

    role: str
    amount: float


class Bar(QWidget):
    """A horizontal bar of parts; what it says is also said in words beside it."""

    def __init__(self, shares: Sequence[Share], theme: Theme, height: int = 10) -> None:
        super().__init__()
        self._shares = shares
        self._theme = theme
        self._height = height
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Ask for a thin line."""
        return QSize(80, self._height)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the parts one after the other."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        x = 0.0
        for share in self._shares:
            width = share.amount * self.width()
            painter.setBrush(self._theme[share.role])
            gap = 1 if width > 3 else 0
            painter.drawRoundedRect(QRectF(x, 0, max(0, width - gap), self.height()), 2, 2)
            x += width


def shares(index: MarkIndex, sentences: Sequence[Sentence]) -> dict[MarkKind | None, float]:
    """Which share of some sentences' characters is what; they add up to 1."""
    lengths: Counter[MarkKind | None] = Counter()
    for sentence in sentences:
        lengths[index.kind(sentence)] += sentence.end - sentence.start
    total = sum(lengths.values()) or 1
    return {kind: lengths[kind] / total for kind in _ROLES}


def sections(index: MarkIndex) -> list[tuple[str, list[Sentence]]]:
    """The sentences under each heading; one unnamed section where there are no headings."""
    article = index.article
    headings = [block for block in article.blocks if block.kind is BlockKind.HEADING]
    edges = [0, *(block.start for block in headings), len(article.text)]
    names = [
        tr("Beginning"),
        *(" ".join(article.text[block.start : block.end].split()) for block in headings),
    ]
    found = [
        (name, list(index.sentences_in(start, end)))
        for name, start, end in zip(names, edges, edges[1:], strict=False)
        if end > start
    ]
    return [(name, sentences) for name, sentences in found if sentences]


class OverviewPanel(QScrollArea):
    """What the article is made of, in figures."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Overview"))
        self._theme = theme
        self._column = QVBoxLayout()

    def show_index(self, index: MarkIndex, entries: Sequence[ViewpointEntry], theme: Theme) -> None:
        """Show the figures of an article as they are now."""
        self._theme = theme
        body = QWidget()
        body.setObjectName("sidebar_body")
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(14, 14, 14, 14)
        self._column.setSpacing(6)
        if index.sentences:
            self._add_shares(index)
            self._add_sections(index)
        self._add_loaded(index)
        self._add_floor(entries)
        self._column.addStretch(1)
        place = self.verticalScrollBar().value()
        self.setWidget(body)
        self.verticalScrollBar().setValue(place)

    def _add_heading(self, text: str) -> None:
        label = QLabel(text)
        label.setFont(interface_font(13, strong=True))
        if self._column.count():
            self._column.addSpacing(14)
        self._column.addWidget(label)

    def _add_shares(self, index: MarkIndex) -> None:
        self._add_heading(self.tr("Shares of the text"))
        found = shares(index, index.sentences)
        parts = [Share(_ROLES[kind], amount) for kind, amount in found.items() if amount]
        self._column.addWidget(Bar(parts, self._theme, 14))
        names = {
            MarkKind.OPINION: self.tr("the author’s opinion"),
            MarkKind.VIEWPOINT: self.tr("views of others"),
            MarkKind.FACT: self.tr("reported as fact"),
            MarkKind.UNCLEAR: self.tr("unclear to the model"),
            None: self.tr("opinion less probable than shown"),
        }
        grid = self._grid()
        rows = [(kind, amount) for kind, amount in found.items() if amount]
        for row, (kind, amount) in enumerate(rows):
            grid.addWidget(_Dot(_ROLES[kind], self._theme), row, 0)
            grid.addWidget(QLabel(names[kind]), row, 1)
            grid.addWidget(_right(percent(amount)), row, 2)

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(0, 2, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(5)
        grid.setColumnStretch(1, 1)
        self._column.addLayout(grid)
        return grid

    def _add_sections(self, index: MarkIndex) -> None:
        found = sections(index)
        if len(found) < 2:
            return
        self._add_heading(self.tr("By section"))
        for name, sentences in found[:40]:
            label = _Elided(name)
            self._column.addWidget(label)
            parts = shares(index, sentences)
            bar = Bar([Share(_ROLES[k], v) for k, v in parts.items() if v], self._theme, 8)
            opinion = percent(parts[MarkKind.OPINION])
            bar.setToolTip(self.tr("{0} the author’s opinion").format(opinion))
            bar.setAccessibleName(f"{name}: {bar.toolTip()}")
            self._column.addWidget(bar)

    def _add_loaded(self, index: MarkIndex) -> None:
        if not index.loaded:
            return
        self._add_heading(self.tr("Most loaded words"))
        best: dict[str, tuple[float, int]] = {}
        for word in index.loaded:
            words = " ".join(index.article.text[word.start : word.end].split())
            score, count = best.get(words.casefold(), (0.0, 0))
            best[words.casefold()] = (max(score, word.score), count + 1)
        grid = self._grid()
        ranked = sorted(best.items(), key=lambda item: (-item[1][0] * item[1][1], item[0]))
        for row, (words, (score, count)) in enumerate(ranked[:_MOST_ROWS]):
            times = f" × {count}" if count > 1 else ""
            grid.addWidget(_Elided(words + times), row, 0, 1, 2)
            grid.addWidget(_right(percent(score)), row, 2)

    def _add_floor(self, entries: Sequence[ViewpointEntry]) -> None:
        groups = by_speaker(entries)
        if not groups:
            return
        self._add_heading(self.tr("Who gets the floor (words relayed)"))
        words = {
            group[0].speaker: sum(entry.length for entry in group) for group in groups.values()
        }
        grid = self._grid()
        most = max(words.values())
        ranked = sorted(words.items(), key=lambda item: (-item[1], item[0]))[:_MOST_ROWS]
        for row, (speaker, count) in enumerate(ranked):
            name = _Elided(speaker)
            name.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
            name.setFixedWidth(130)
            grid.addWidget(name, row, 0)
            bar = Bar([Share("viewpoint", count / most)], self._theme, 6)
            grid.addWidget(bar, row, 1)
            grid.addWidget(_right(f"{count:,}"), row, 2)


class _Dot(QWidget):
    """A small patch of a colour."""

    def __init__(self, role: str, theme: Theme) -> None:
        super().__init__()
        self._colour = theme[role]
        self.setFixedSize(14, 10)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the patch."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._colour)
        painter.drawRoundedRect(QRectF(self.rect()), 2, 2)


class _Elided(QLabel):
    """A line that is cut short rather than making the sidebar wider."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setToolTip(text)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint as much as there is room for."""
        painter = QPainter(self)
        mode = Qt.TextElideMode.ElideRight
        shown = self.fontMetrics().elidedText(self.text(), mode, self.width())
        painter.setPen(self.palette().windowText().color())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, shown)


def _right(text: str) -> QLabel:
    label = QLabel(text)
    label.setObjectName("muted")
    label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return label
