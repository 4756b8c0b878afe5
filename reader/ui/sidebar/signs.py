# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The small signs of the lists: what kind of actor, and how the author treats them, open or not."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPolygonF

from reader.document import ActorType, Treatment
from reader.ui.theme import Theme


def paint_sign(painter: QPainter, place: QPointF, kind: ActorType, theme: Theme) -> None:
    """Paint the sign of an actor's type: disc, square, flag, two discs, sheet or diamond."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme["shape"])
    x, y = place.x(), place.y()
    match kind:
        case ActorType.PERSON:
            painter.drawEllipse(QRectF(x, y, 14, 14))
        case ActorType.ORGANISATION:
            painter.drawRoundedRect(QRectF(x, y, 14, 14), 3, 3)
        case ActorType.COUNTRY:
            corners = [(0, 1), (14, 4), (14, 12), (0, 9)]
            painter.drawPolygon(QPolygonF([QPointF(x + dx, y + dy) for dx, dy in corners]))
        case ActorType.GROUP:
            painter.drawEllipse(QRectF(x, y + 3, 9, 9))
            painter.drawEllipse(QRectF(x + 6, y + 3, 9, 9))
        case ActorType.DOCUMENT:
            # A sheet with one corner folded.
            corners = [(1, 0), (9, 0), (13, 4), (13, 14), (1, 14)]
            painter.drawPolygon(QPolygonF([QPointF(x + dx, y + dy) for dx, dy in corners]))
        case ActorType.OTHER:
            corners = [(7, 0), (14, 7), (7, 14), (0, 7)]
            painter.drawPolygon(QPolygonF([QPointF(x + dx, y + dy) for dx, dy in corners]))


def paint_fold(painter: QPainter, place: QPointF, theme: Theme, *, opened: bool) -> None:
    """Paint a triangle that points right, or down where what it stands for is shown below."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme["shape"])
    corners = [(2, 4), (12, 4), (7, 11)] if opened else [(4, 2), (11, 7), (4, 12)]
    painter.drawPolygon(QPolygonF([place + QPointF(x, y) for x, y in corners]))


def paint_treatment(painter: QPainter, rect: QRectF, treatment: Treatment, theme: Theme) -> None:
    """Paint the shares of critical, neutral and favourable sentences, left to right."""
    painter.save()
    ends = QPainterPath()
    ends.addRoundedRect(rect, rect.height() / 2, rect.height() / 2)
    painter.setClipPath(ends)
    x = rect.left()
    for share, role in (
        (treatment.critical, "critical"),
        (treatment.neutral, "neutral"),
        (treatment.favourable, "favourable"),
    ):
        width = rect.width() * share
        painter.fillRect(QRectF(x, rect.top(), width, rect.height()), theme[role])
        x += width
    painter.restore()
