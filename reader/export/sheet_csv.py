# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Writes the sheet of a comparison as a table, one row a sentence, to be counted on with."""

import csv
import io

from reader.document import Analysis
from reader.document.blind import Comparison
from reader.export import content, sheet

_COLUMNS = (
    "number",
    "sentence",
    "verdict",
    "reader",
    "reader speaks",
    "model",
    "model speaks",
    "model opinion",
    "start",
    "end",
)
# A spreadsheet would take what begins so for a formula, and run it.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write(_analysis: Analysis, comparison: Comparison) -> bytes:
    """The table, with the mark that tells a spreadsheet how its letters are written."""
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(_COLUMNS)
    for row, pair in zip(sheet.rows(comparison), comparison.pairs, strict=True):
        mine, models = sheet.kind_names(pair)
        cells = (
            row.number,
            row.words,
            row.said,
            mine,
            "; ".join(name or content.UNNAMED for name in pair.reader.speakers),
            models,
            "; ".join(name or content.UNNAMED for name in pair.model.speakers),
            f"{pair.sentence.opinion:.2f}",
            pair.sentence.start,
            pair.sentence.end,
        )
        table.writerow([_safe(cell) for cell in cells])
    return out.getvalue().encode("utf-8-sig")


def _safe(cell: str | int) -> str | int:
    if not isinstance(cell, str):
        return cell
    words = content.printable(cell)
    return f"'{words}" if words.startswith(_FORMULA) else words
