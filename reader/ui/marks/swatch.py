# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""A small example of each kind of mark, and the shapes of those that lie behind words.

Bars stand beside the author's opinion and a lid lies over facts, so that neither is told by its
colour alone.
"""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen, QPolygonF

from reader.document.marks import MarkKind
from reader.ui.theme import Theme


def paint_bars(
    painter: QPainter, rect: QRectF, theme: Theme, width: float, *, closed: bool = True
) -> None:
    """Paint the bar to the left of an opinion's words, and the one to their right if closed."""
    painter.fillRect(QRectF(rect.left(), rect.top(), width, rect.height()), theme["opinion_line"])
    if closed:
        right = QRectF(rect.right() - width, rect.top(), width, rect.height())
        painter.fillRect(right, theme["opinion_line"])


def paint_lid(painter: QPainter, rect: QRectF, theme: Theme, width: float) -> None:
    """Paint the thin line over a fact's words, with ends that reach down to them."""
    painter.setPen(QPen(theme["fact_line"], width))
    top, down = rect.top() + width / 2, rect.height() * 0.35
    left, right = rect.left() + width / 2, rect.right() - width / 2
    corners = ((left, top + down), (left, top), (right, top), (right, top + down))
    painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in corners]))


def paint_swatch(painter: QPainter, rect: QRectF, kind: MarkKind, theme: Theme) -> None:
    """Paint a small example of a mark."""
    painter.setPen(Qt.PenStyle.NoPen)
    low = rect.bottom() - 1
    match kind:
        case MarkKind.OPINION:
            painter.setBrush(theme["opinion_high"])
            painter.drawRoundedRect(rect, 2, 2)
            paint_bars(painter, rect, theme, 2.5)
        case MarkKind.FACT:
            painter.setBrush(theme["fact"])
            painter.drawRoundedRect(rect, 2, 2)
            paint_lid(painter, rect, theme, 1.4)
        case MarkKind.VIEWPOINT:
            pen = QPen(theme["viewpoint"], 2.6)
            pen.setDashPattern([1, 1])
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            painter.setPen(pen)
            painter.drawLine(QPointF(rect.left(), low), QPointF(rect.right(), low))
        case MarkKind.UNCLEAR:
            pen = QPen(theme["unclear"], 1.4)
            pen.setDashPattern([4, 3])
            painter.setPen(pen)
            painter.drawLine(QPointF(rect.left(), low), QPointF(rect.right(), low))
        case MarkKind.LOADED:
            painter.setPen(QPen(theme["loaded"], 1.4))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            path = QPainterPath(QPointF(rect.left(), low))
            steps = 6
            width = rect.width() / steps
            for step in range(steps):
                x = rect.left() + step * width
                y = low + (-3.4 if step % 2 else 3.4)
                path.quadTo(QPointF(x + width / 2, y), QPointF(x + width, low))
            painter.drawPath(path)
