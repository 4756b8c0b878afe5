# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The overview: shares of opinion, relayed views and fact, loaded words, who gets the floor."""

from collections import Counter
from collections.abc import Mapping, Sequence

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

from reader.document import BlockKind, Sentence, Span
from reader.document.account import by_holder
from reader.document.marks import MarkKind
from reader.ui.elided import ElidedLabel
from reader.ui.marks.mark_index import MarkIndex
from reader.ui.marks.segments import paint_segment
from reader.ui.theme import Theme, scaled
from reader.ui.wording import holder, percent, tr

_MOST_ROWS = 8
_NAME_WIDTH = 130
_KINDS = (MarkKind.OPINION, MarkKind.VIEWPOINT, MarkKind.FACT, MarkKind.UNCLEAR, None)


class SharesBar(QWidget):
    """A horizontal bar of shares by kind; what it says is also said in words beside it."""

    def __init__(
        self, shares: Mapping[MarkKind | None, float], theme: Theme, height: int = 10
    ) -> None:
        super().__init__()
        self._shares = shares
        self._theme = theme
        self._height = scaled(height)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Ask for a thin line."""
        return QSize(80, self._height)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the parts one after the other."""
        painter = QPainter(self)
        x = 0.0
        for kind, amount in self._shares.items():
            width = amount * self.width()
            gap = 1 if width > 3 else 0
            rect = QRectF(x, 0, max(0, width - gap), self.height())
            if amount:
                paint_segment(painter, rect, kind, self._theme)
            x += width


class FloorBar(QWidget):
    """How many words somebody gets, beside whoever gets most."""

    def __init__(self, share: float, theme: Theme) -> None:
        super().__init__()
        self._share = share
        self._theme = theme
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Ask for a thin line."""
        return QSize(80, scaled(6))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint a bar of its length."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme["viewpoint"])
        painter.drawRoundedRect(QRectF(0, 0, self._share * self.width(), self.height()), 3, 3)


def shares(index: MarkIndex, sentences: Sequence[Sentence]) -> dict[MarkKind | None, float]:
    """Which share of some sentences' characters is what; they add up to 1."""
    lengths: Counter[MarkKind | None] = Counter()
    for sentence in sentences:
        lengths[index.kind(sentence)] += sentence.end - sentence.start
    total = sum(lengths.values()) or 1
    return {kind: lengths[kind] / total for kind in _KINDS}


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

    def show_index(self, index: MarkIndex, theme: Theme) -> None:
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
        self._add_floor(index)
        self._column.addStretch(1)
        place = self.verticalScrollBar().value()
        self.setWidget(body)
        self.verticalScrollBar().setValue(place)

    def _add_heading(self, text: str) -> None:
        label = QLabel(text)
        label.setObjectName("strong")
        if self._column.count():
            self._column.addSpacing(14)
        self._column.addWidget(label)

    def _add_shares(self, index: MarkIndex) -> None:
        self._add_heading(self.tr("Shares of the text"))
        found = shares(index, index.sentences)
        self._column.addWidget(SharesBar(found, self._theme, 14))
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
            grid.addWidget(_Patch(kind, self._theme), row, 0)
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
            label = ElidedLabel(name)
            self._column.addWidget(label)
            parts = shares(index, sentences)
            bar = SharesBar(parts, self._theme, 8)
            opinion = percent(parts[MarkKind.OPINION])
            bar.setToolTip(self.tr("{0} the author’s opinion").format(opinion))
            bar.setAccessibleName(f"{name}: {bar.toolTip()}")
            self._column.addWidget(bar)

    def _add_loaded(self, index: MarkIndex) -> None:
        if not index.loaded:
            return
        self._add_heading(self.tr("Most loaded words"))
        best: dict[str, tuple[str, float, int]] = {}
        for word in index.loaded:
            words = index.accounts.words([Span(word.start, word.end)])
            # As it was first written, however it is written elsewhere.
            first, score, count = best.get(words.casefold(), (words, 0.0, 0))
            best[words.casefold()] = (first, max(score, word.score), count + 1)
        grid = self._grid()
        ranked = sorted(best.values(), key=lambda item: (-item[1] * item[2], item[0]))
        for row, (words, score, count) in enumerate(ranked[:_MOST_ROWS]):
            times = f" × {count}" if count > 1 else ""
            grid.addWidget(ElidedLabel(words + times), row, 0, 1, 2)
            grid.addWidget(_right(percent(score)), row, 2)

    def _add_floor(self, index: MarkIndex) -> None:
        groups = by_holder(index.accounts.viewpoints)
        if not groups:
            return
        self._add_heading(self.tr("Who gets the floor (words relayed)"))
        floor = [
            (holder(group[0]), sum(len(item.words.split()) for item in group)) for group in groups
        ]
        grid = self._grid()
        most = max(count for _, count in floor)
        ranked = sorted(floor, key=lambda item: (-item[1], item[0]))[:_MOST_ROWS]
        for row, (speaker, count) in enumerate(ranked):
            name = ElidedLabel(speaker)
            name.setFixedWidth(scaled(_NAME_WIDTH))
            grid.addWidget(name, row, 0)
            grid.addWidget(FloorBar(count / most, self._theme), row, 1)
            grid.addWidget(_right(f"{count:,}"), row, 2)


class _Patch(QWidget):
    """A small example of how a kind is drawn."""

    def __init__(self, kind: MarkKind | None, theme: Theme) -> None:
        super().__init__()
        self._kind, self._theme = kind, theme
        self.setFixedSize(scaled(14), scaled(10))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the example."""
        paint_segment(QPainter(self), QRectF(self.rect()), self._kind, self._theme)


def _right(text: str) -> QLabel:
    label = QLabel(text)
    label.setObjectName("muted")
    label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return label
