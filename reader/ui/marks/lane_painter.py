# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Paints the pieces of a lane: each kind has a height and a pattern beside its colour.

Where there are more pieces than there is room for, a narrow column shows what most of it is.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPen

from reader.ui.marks.lanes import Look, Piece
from reader.ui.theme import Theme

# Pieces are painted one by one where each has so many pixels on average.
_ROOM = 4
# No piece is narrower, in pixels, and wider ones have a gap behind them.
_NARROWEST, _GAPLESS = 2.0, 4.0
# How wide a column is where there is no room for each piece, in pixels; its height is rounded to
# such a share of the lane that neighbours join.
_COLUMN, _STEPS = 3, 5


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a lane to paint, in pixels from its left end."""

    left: float
    right: float
    look: Look
    height: float


def stretches(pieces: Sequence[Piece], length: int, width: int) -> Iterator[Stretch]:
    """The pieces of a text of so many code points, on so many pixels."""
    if len(pieces) * _ROOM > width:
        yield from _columns(pieces, width / max(1, length), width)
        return
    for piece in pieces:
        left = piece.span.start * width / max(1, length)
        right = max(left + _NARROWEST, piece.span.end * width / max(1, length))
        left, right = round(left), round(right)
        gap = 1 if right - left > _GAPLESS else 0
        yield Stretch(left, right - gap, piece.look, piece.height)


def _columns(pieces: Sequence[Piece], scale: float, width: int) -> Iterator[Stretch]:
    """Columns side by side; neighbours that look the same are one stretch."""
    count = max(1, width // _COLUMN)
    columns: list[dict[Look, float]] = [{} for _ in range(count)]
    heights = [0.0] * count
    scale /= _COLUMN
    for piece in pieces:
        left, right = piece.span.start * scale, piece.span.end * scale
        for number in range(int(left), min(count, int(right) + 1)):
            share = min(right, number + 1) - max(left, number)
            column = columns[number]
            column[piece.look] = column.get(piece.look, 0.0) + share
            heights[number] += share * piece.height
    shown = (_shown(*item) for item in zip(columns, heights, strict=True))
    for same, group in groupby(enumerate(shown), key=itemgetter(1)):
        numbers = [number for number, _ in group]
        if same is not None:
            yield Stretch(numbers[0] * _COLUMN, (numbers[-1] + 1) * _COLUMN, *same)


def _shown(column: dict[Look, float], height: float) -> tuple[Look, float] | None:
    """What a column of pixels is, and how high."""
    total = sum(column.values())
    if total <= 0:
        return None
    # The author's opinion is what a reader looks for; one in three shows.
    opinion = 3 * column.get(Look.OPINION, 0.0) >= total
    look = Look.OPINION if opinion else max(column, key=column.__getitem__)
    return look, max(1, round(height / total * _STEPS)) / _STEPS


def paint_stretch(painter: QPainter, lane: QRectF, stretch: Stretch, theme: Theme) -> None:
    """Paint a stretch on the floor of its lane."""
    height = max(2.0, round(stretch.height * lane.height()))
    rect = QRectF(
        lane.left() + stretch.left,
        lane.bottom() - height,
        stretch.right - stretch.left,
        height,
    )
    match stretch.look:
        case Look.OPINION:
            painter.fillRect(rect, theme["opinion_strip"])
            # Dark enough to be seen in grey; only opinions have an edge on top.
            edge = QRectF(rect.left(), rect.top(), rect.width(), 1)
            painter.fillRect(edge, theme.mixed("opinion_strip", "text", 0.55))
        case Look.DIRECT:
            painter.fillRect(rect, theme["viewpoint"])
        case Look.INDIRECT:
            painter.fillRect(rect, theme["viewpoint_strip"])
            floor = QRectF(rect.left(), rect.bottom() - 2, rect.width(), 2)
            painter.fillRect(floor, theme["viewpoint"])
        case Look.UNCLEAR:
            painter.fillRect(rect, QBrush(theme["unclear"], Qt.BrushStyle.BDiagPattern))
        case Look.NOT_ANALYSED:
            painter.fillRect(rect, QBrush(theme["text_muted"], Qt.BrushStyle.Dense6Pattern))
        case Look.FACT:
            painter.fillRect(rect, theme["border_strong"])
        case Look.HIDDEN:
            _frame(painter, rect, theme)
        case Look.HEADING:
            tick = QRectF(rect.left(), rect.top(), 2, rect.height())
            painter.fillRect(tick, theme["text_muted"])


def _frame(painter: QPainter, rect: QRectF, theme: Theme) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme["text_dimmed"], 1))
    painter.drawRect(rect.adjusted(0.5, 0.5, -0.5, -0.5))
