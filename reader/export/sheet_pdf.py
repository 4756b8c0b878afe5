# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Writes the sheet of a comparison in pages, as `resources/export/sheet.typ` sets them."""

import re
from typing import Any

from reader import paths
from reader.document import Analysis
from reader.document.blind import Comparison, Verdict
from reader.export import content, sheet
from reader.export.pdf import compiled, line


def write(analysis: Analysis, comparison: Comparison) -> bytes:
    """The whole file. The same input gives the same bytes.

    Raises:
        SaveError: The text cannot be typeset.
    """
    return compiled("sheet.typ", _data(analysis, comparison))


def _data(analysis: Analysis, comparison: Comparison) -> dict[str, Any]:
    """All that stands on the pages, in the shape that the template knows."""
    columns, lines = sheet.table(comparison)
    language = analysis.article.language
    return {
        "lang": language if re.fullmatch("[a-z]{2,3}", language) else "en",
        "title": line(sheet.title(analysis)),
        "facts": " · ".join(map(line, sheet.facts(analysis, comparison))),
        "figures": list(sheet.figures(comparison)),
        "columns": columns,
        "lines": lines,
        "explained": list(sheet.explained(comparison)),
        "rows": [
            {
                "number": row.number,
                "differs": row.verdict is Verdict.DIFFER,
                "sign": row.sign,
                "said": row.said,
                "words": line(row.words),
                "reader": line(row.reader),
                "model": line(row.model),
            }
            for row in sheet.rows(comparison)
        ],
        "provenance": list(map(line, content.provenance(analysis))),
        "colours": paths.theme("light"),
    }
