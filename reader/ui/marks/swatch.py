# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""A small example of each kind of mark, for switches and reasons."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen

from reader.document.marks import MarkKind
from reader.ui.theme import Theme


def paint_swatch(painter: QPainter, rect: QRectF, kind: MarkKind, theme: Theme) -> None:
    """Paint a small example of a mark."""
    painter.setPen(Qt.PenStyle.NoPen)
    low = rect.bottom() - 1
    match kind:
        case MarkKind.OPINION | MarkKind.FACT:
            role = "opinion_high" if kind is MarkKind.OPINION else "fact"
            painter.setBrush(theme[role])
            painter.drawRoundedRect(rect, 2, 2)
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
