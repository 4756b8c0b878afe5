# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The signs of a comparison: two lines where both readings agree, crossed out where they differ.

A ring stands where one of the two leaves it open, and a small dot where nothing can be compared.
"""

from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QPainter, QPen

from reader.document.blind import Verdict
from reader.ui.marks.own_signs import SIGN
from reader.ui.theme import Theme


def paint_verdict(painter: QPainter, place: QPointF, verdict: Verdict, theme: Theme) -> None:
    """Paint a sign from its upper left corner on, as large as the signs of the reader's own."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(place)
    differs = verdict is Verdict.DIFFER
    colour = theme["reader" if differs else "text_muted"]
    painter.setPen(QPen(colour, 1.9 if differs else 1.3))
    middle = SIGN / 2
    if verdict in (Verdict.AGREE, Verdict.DIFFER):
        for y in (middle - 2.2, middle + 2.2):
            painter.drawLine(QLineF(1.5, y, SIGN - 1.5, y))
        if differs:
            painter.drawLine(QLineF(4, SIGN - 0.8, SIGN - 4, 0.8))
    elif verdict is Verdict.OPEN:
        painter.drawEllipse(QPointF(middle, middle), 3.6, 3.6)
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawEllipse(QPointF(middle, middle), 1.6, 1.6)
    painter.restore()
