# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Write the model card and its reliability diagram: `python card.py --figures FILE`.

The text is card.md beside this file; figures come from the JSON that evaluate.py wrote, so the card
cannot say anything that was not measured. Needs the program's own environment (Qt draws).
"""

from __future__ import annotations

import argparse
import json
import os
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
MODEL = HERE.parents[1] / "resources" / "model"
SIZE, EDGE = 360, 44


def table(figures: dict[str, Any]) -> str:
    """Render the measured figures as Markdown."""
    lines = ["| head | set | metric | value | 95 % interval |", "|---|---|---|---|---|"]
    lines += [
        f"| {row['head']} | {row['part']} | {row['metric']} | {row['value']:.3f} "
        f"| {row['low']:.3f} to {row['high']:.3f} |"
        for row in figures["rows"]
    ]
    return "\n".join(lines)


def confusion(counts: dict[str, dict[str, int]]) -> str:
    """Render a confusion table as Markdown."""
    names = list(next(iter(counts.values())))
    lines = ["| truth | " + " | ".join(names) + " |", "|---" * (len(names) + 1) + "|"]
    lines += [
        f"| {true} | " + " | ".join(str(row[name]) for name in names) + " |"
        for true, row in counts.items()
    ]
    return "\n".join(lines)


def draw(bins: list[dict[str, float]], path: Path) -> None:
    """Draw a reliability diagram: mean probability against the share that was opinion."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QPointF, QRectF, Qt
    from PySide6.QtGui import QColor, QFont, QGuiApplication, QImage, QPainter, QPen

    application = QGuiApplication.instance() or QGuiApplication([])
    image = QImage(SIZE, SIZE, QImage.Format.Format_RGB32)
    image.fill(QColor("#ffffff"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(QFont("DejaVu Sans", 8))
    inner = SIZE - 2 * EDGE

    def at(x: float, y: float) -> QPointF:
        return QPointF(EDGE + x * inner, SIZE - EDGE - y * inner)

    painter.setPen(QPen(QColor("#999999"), 1))
    painter.drawRect(QRectF(at(0, 1), at(1, 0)))
    painter.setPen(QPen(QColor("#999999"), 1, Qt.PenStyle.DashLine))
    painter.drawLine(at(0, 0), at(1, 1))
    total = sum(item["count"] for item in bins)
    painter.setPen(QPen(QColor("#b36b00"), 2))
    previous = None
    for item in bins:
        place = at(item["mean"], item["share"])
        if previous is not None:
            painter.drawLine(previous, place)
        previous = place
    painter.setBrush(QColor("#b36b00"))
    for item in bins:
        size = 2 + 10 * (item["count"] / total) ** 0.5
        painter.drawEllipse(at(item["mean"], item["share"]), size, size)
    painter.setPen(QColor("#333333"))
    for mark in (0.0, 0.5, 1.0):
        painter.drawText(at(mark, 0) + QPointF(-8, 16), f"{mark:.1f}")
        painter.drawText(at(0, mark) + QPointF(-26, 4), f"{mark:.1f}")
    painter.drawText(
        at(0.0, 0) + QPointF(0, 34), "probability of opinion (larger dot: more sentences)"
    )
    painter.drawText(at(0, 1) + QPointF(-30, -14), "share of sentences that are opinion")
    painter.end()
    image.save(str(path))
    del application


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--figures", type=Path, required=True)
    parser.add_argument("--model", type=Path, default=MODEL)
    options = parser.parse_args()
    figures = json.loads(options.figures.read_text(encoding="utf-8"))
    tables = figures["tables"]
    draw(tables["reliability checkthat-en.devtest"], options.model / "reliability.png")
    text = (HERE / "card.md").read_text(encoding="utf-8")
    megabytes = sum(path.stat().st_size for path in options.model.iterdir()) / 1e6
    for name, value in (
        ("version", figures["model"]["version"]),
        ("megabytes", f"{megabytes:.0f}"),
        ("figures", table(figures)),
        ("penn", confusion(tables["sentence type penn.dev"])),
        ("mpqa", confusion(tables["author or source mpqa.dev"])),
    ):
        text = text.replace("{" + name + "}", value)
    (options.model / "README.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
