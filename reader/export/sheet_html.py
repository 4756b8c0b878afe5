# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Writes the sheet of a comparison as one self-contained page that prints well."""

from collections.abc import Iterator
from functools import cache

from reader import paths
from reader.document import Analysis
from reader.document.blind import Comparison
from reader.export import content, sheet
from reader.export.html import escape
from reader.export.html_style import policy_for, theme_variables


def write(analysis: Analysis, comparison: Comparison) -> bytes:
    """The page, encoded."""
    return "\n".join(_page(analysis, comparison)).encode("utf-8")


@cache
def _style() -> str:
    rules = (paths.resources() / "export" / "sheet.css").read_text("utf-8")
    return f"{theme_variables()}\n{rules}\n"


def _page(analysis: Analysis, comparison: Comparison) -> Iterator[str]:
    title = escape(sheet.title(analysis))
    language = analysis.article.language
    yield "<!DOCTYPE html>"
    yield '<html lang="en">\n<head>\n<meta charset="utf-8">'
    policy = escape(policy_for(_style()))
    yield f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield '<meta name="color-scheme" content="light dark">'
    yield '<meta name="referrer" content="no-referrer">'
    yield '<meta name="generator" content="Slantwise">'
    yield f"<title>{title} – two readings</title>"
    yield f"<style>{_style()}</style>\n</head>\n<body>\n<main>"
    yield f'<p class="what">Two readings, sentence by sentence</p>\n<h1>{title}</h1>'
    about = " · ".join(map(escape, sheet.facts(analysis, comparison)))
    yield f'<p class="muted">{about}</p>'
    yield '<section class="figures" aria-label="Figures">'
    yield from (f"<p>{escape(words)}</p>" for words in sheet.figures(comparison))
    yield "</section>"
    yield from _table(comparison)
    yield '<section class="muted" aria-label="What this means">'
    yield from (f"<p>{escape(words)}</p>" for words in sheet.explained(comparison))
    yield "</section>"
    yield from _sentences(comparison, "" if language == "und" else language)
    yield '<footer class="muted">'
    yield from (f"<p>{escape(words)}</p>" for words in content.provenance(analysis))
    yield "</footer>\n</main>\n</body>\n</html>\n"


def _table(comparison: Comparison) -> Iterator[str]:
    columns, lines = sheet.table(comparison)
    yield '<table class="counts"><caption>How many sentences</caption>'
    heads = "".join(f'<th scope="col">the model: {escape(name)}</th>' for name in columns)
    yield f"<thead><tr><td></td>{heads}</tr></thead><tbody>"
    for name, counts in lines:
        cells = "".join(f"<td>{count}</td>" for count in counts)
        yield f'<tr><th scope="row">the reader: {escape(name)}</th>{cells}</tr>'
    yield "</tbody></table>"


def _sentences(comparison: Comparison, language: str) -> Iterator[str]:
    yield '<table class="sentences"><thead><tr>'
    for name in ("", "Sentence", "The reader", "The model", "Compared"):
        yield f'<th scope="col">{name}</th>' if name else "<td></td>"
    yield "</tr></thead><tbody>"
    for row in sheet.rows(comparison):
        yield f'<tr class="{row.verdict}"><td class="number">{row.number}</td>'
        yield f'<td class="words" lang="{escape(language)}" dir="auto">{escape(row.words)}</td>'
        yield f"<td>{escape(row.reader)}</td><td>{escape(row.model)}</td>"
        sign = f'<b aria-hidden="true">{row.sign}</b>'
        yield f'<td class="verdict">{sign} {escape(row.said)}</td></tr>'
    yield "</tbody></table>"
