# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The signs of what is the reader's own: a pencil, a sheet for a note, a notch, a solid line.

Solid lines with ends are the reader's alone; the model's are dotted, wavy or dashed. So the two are
told apart without their colours.
"""

from collections.abc import Iterable

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPen, QPolygonF

from reader.document.readers_marks import Act
from reader.ui.marks.mark_painter import Run
from reader.ui.theme import Theme

#: The side of a sign, in pixels.
SIGN = 13.0


def paint_sign_of(painter: QPainter, place: QPointF, acts: Iterable[Act], theme: Theme) -> None:
    """Paint a sheet where there is a note, a filled bar for a mere highlight, else a pencil."""
    found = set(acts)
    if Act.NOTE in found:
        paint_sheet(painter, place, theme)
    elif found == {Act.HIGHLIGHT}:
        painter.fillRect(QRectF(place.x() + 3, place.y(), 5, SIGN), theme["reader"])
    else:
        paint_pencil(painter, place, theme)


def paint_pencil(painter: QPainter, place: QPointF, theme: Theme) -> None:
    """Paint a pencil that points down and to the left."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(place)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme["reader"])
    for corners in (
        ((1, 12), (2, 8.6), (4.4, 11)),
        ((2.7, 7.9), (8, 2.6), (10.4, 5), (5.1, 10.3)),
        ((8.7, 1.9), (10.3, 0.4), (12.6, 2.7), (11.1, 4.3)),
    ):
        painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in corners]))
    painter.restore()


def paint_sheet(painter: QPainter, place: QPointF, theme: Theme) -> None:
    """Paint a written sheet."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(place)
    painter.setPen(QPen(theme["reader"], 1.3))
    painter.setBrush(QBrush(theme["surface"]))
    painter.drawRoundedRect(QRectF(1, 0.7, 11, 11.6), 1.5, 1.5)
    for y in (3.8, 6.5, 9.2):
        painter.drawLine(QLineF(3.4, y, 9.6 if y < 9 else 7.4, y))
    painter.restore()


def paint_notch(painter: QPainter, middle: float, top: float, theme: Theme) -> None:
    """Paint a notch into the upper edge of a segment."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme["surface"], 1))
    painter.setBrush(theme["reader"])
    corners = ((-3.5, -2.5), (3.5, -2.5), (0, 4))
    painter.drawPolygon(QPolygonF([QPointF(middle + x, top + y) for x, y in corners]))
    painter.restore()


def paint_line(
    painter: QPainter, stretch: list[Run], theme: Theme, zoom: float, *, double: bool
) -> None:
    """Paint the solid line under the reader's words; twice under what they highlighted."""
    painter.setPen(QPen(theme["reader"], max(1.0, 1.2 * zoom)))
    for number, run in enumerate(stretch):
        # Below the model's lines, which may run under the same words.
        y = run.baseline + 9.2 * zoom
        left, right = run.rect.left(), run.rect.right()
        painter.drawLine(QPointF(left, y), QPointF(right, y))
        if double:
            painter.drawLine(QPointF(left, y + 2.4 * zoom), QPointF(right, y + 2.4 * zoom))
        if number == 0:
            painter.drawLine(QPointF(left, y - 4 * zoom), QPointF(left, y))
        if number == len(stretch) - 1:
            painter.drawLine(QPointF(right, y - 4 * zoom), QPointF(right, y))
