# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""How a stretch of sentences is drawn in small: in the overview strip and in the figures."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPen

from reader.document.marks import MarkKind
from reader.ui.theme import Theme

# Narrower ones, in pixels, have no room for a frame.
_FRAMED = 4.0


def paint_segment(painter: QPainter, rect: QRectF, kind: MarkKind | None, theme: Theme) -> None:
    """Paint a segment of a kind, told apart by more than its colour.

    Viewpoints are underlined, what is unclear is hatched, and what is not shown as anything (None)
    is an empty frame.
    """
    match kind:
        case MarkKind.OPINION:
            painter.fillRect(rect, theme["opinion_strip"])
        case MarkKind.VIEWPOINT:
            painter.fillRect(rect, theme["viewpoint_strip"])
            line = QRectF(rect.left(), rect.bottom() - 2, rect.width(), 2)
            painter.fillRect(line, theme["viewpoint"])
        case MarkKind.UNCLEAR:
            painter.fillRect(rect, theme["chrome"])
            painter.fillRect(rect, QBrush(theme["unclear"], Qt.BrushStyle.BDiagPattern))
        case MarkKind.FACT:
            painter.fillRect(rect, theme["fact_strip"])
        case _:
            painter.fillRect(rect, theme["chrome"])
            if rect.width() > _FRAMED:
                painter.setPen(QPen(theme["border_strong"], 1))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(rect.adjusted(0.5, 0.5, -0.5, -0.5))
