# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""How a stretch of sentences is drawn in small: in the overview strip and in the figures.

Each kind has a shape that is left when its colour is taken away: a heavy band for the author's
opinion, dots for the views of others, hatching for what is unclear, a thin lid for facts, and an
empty frame for whatever is not shown as anything.
"""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPen

from reader.document.marks import MarkKind
from reader.ui.theme import Theme

# Narrower ones, in pixels, have no room for a frame.
_FRAMED = 4.0
_BAND = 0.25  # of a segment's height
_DOT, _LID = 2.0, 1.5  # in pixels


def paint_segment(painter: QPainter, rect: QRectF, kind: MarkKind | None, theme: Theme) -> None:
    """Paint a segment of a kind; None is an opinion less probable than the reader wants to see.

    The shapes run along the segment, so that neighbours of a kind look like one, and a segment as
    narrow as a pixel still shows its shape. They need at least 6 pixels of height.
    """
    painter.fillRect(rect, _ground(kind, theme))
    match kind:
        case MarkKind.OPINION:
            height = max(2, round(rect.height() * _BAND))
            band = QRectF(rect.left(), rect.center().y() - height / 2, rect.width(), height)
            painter.fillRect(band, theme["opinion_line"])
        case MarkKind.VIEWPOINT:
            _dots(painter, rect, theme)
        case MarkKind.UNCLEAR:
            painter.fillRect(rect, QBrush(theme["unclear"], Qt.BrushStyle.BDiagPattern))
        case MarkKind.FACT:
            lid = QRectF(rect.left(), rect.top(), rect.width(), _LID)
            painter.fillRect(lid, theme["fact_line"])
        case _ if rect.width() > _FRAMED:
            painter.setPen(QPen(theme["text_dimmed"], 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(0.5, 0.5, -0.5, -0.5))


def _ground(kind: MarkKind | None, theme: Theme) -> QBrush:
    """The colour behind the shape of a kind."""
    coloured = (MarkKind.OPINION, MarkKind.VIEWPOINT, MarkKind.FACT)
    return QBrush(theme[f"{kind}_strip" if kind in coloured else "chrome"])


def _dots(painter: QPainter, rect: QRectF, theme: Theme) -> None:
    pen = QPen(theme["viewpoint"], _DOT)
    pen.setDashPattern([1, 1])
    # The dots of neighbours go on from one to the other.
    pen.setDashOffset(rect.left() / _DOT % 2)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    y = rect.bottom() - _DOT
    painter.drawLine(QPointF(rect.left(), y), QPointF(rect.right(), y))
