# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What the formats of word processors have in common: style names, properties, tables."""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from reader.document.article import BlockKind
from reader.formats.draft import Draft, clean
from reader.formats.safe.archive import Archive
from reader.formats.safe.xml import local, parse_xml
from reader.formats.styled import Styled, joined

Cell = TypeVar("Cell")

#: A cell with more text than this lays out the page rather than tabulating something.
CELL_LIMIT = 600

_STYLES = (
    (re.compile(r"^(?:heading|überschrift|titre|título|rubrik|kop)\s*\d", re.I), BlockKind.HEADING),
    (re.compile(r"^(?:toc|contents|index|inhalt|verzeichnis)\b", re.I), BlockKind.BOILERPLATE),
    (
        re.compile(r"^(?:sub-?title|untertitel|sous-titre|deck|standfirst)\b", re.I),
        BlockKind.SUBTITLE,
    ),
    (re.compile(r"^(?:title|titel|headline|article title)$", re.I), BlockKind.TITLE),
    (re.compile(r"quot|block ?text|zitat|citation", re.I), BlockKind.QUOTE),
    (
        re.compile(r"^(?:caption|illustration|figure|table|drawing|abbildung)\b", re.I),
        BlockKind.CAPTION,
    ),
    (re.compile(r"^(?:author|byline|autor)\b", re.I), BlockKind.BYLINE),
    (re.compile(r"^(?:date|dateline|datum)$", re.I), BlockKind.DATELINE),
    (re.compile(r"^(?:footnote|endnote)(?: text)?$", re.I), BlockKind.NOTE),
    (re.compile(r"^(?:header|footer)\b", re.I), BlockKind.BOILERPLATE),
    (re.compile(r"^list\b(?!.*continue)|^bullet", re.I), BlockKind.LIST_ITEM),
)
_CODE_STYLE = re.compile(
    r"\bcode|code\b|^verbatim|^source text|^teletype|^html (?:typewriter|keyboard|sample)", re.I
)
# What programs write as a title where nobody gave one.
_NO_TITLE = re.compile(
    r"^(?:microsoft word\b|untitled|document\d*$|.*\.(?:docx?|odt|rtf|pdf|indd|qxd)$|title$)",
    re.IGNORECASE,
)


def kind_of_style(name: str) -> BlockKind | None:
    """What a paragraph with a style of this name is, or None where the name does not say."""
    name = name.replace("_20_", " ").strip()
    return next((kind for pattern, kind in _STYLES if pattern.search(name)), None)


def read_table(
    draft: Draft,
    rows: Sequence[Sequence[Cell]],
    *,
    text_of: Callable[[Cell], Styled],
    read_cell: Callable[[Cell], None],
) -> None:
    """Add a table, a line for each row; of one that only places paragraphs, read cell by cell."""
    texts = [[text_of(cell) for cell in cells] for cells in rows]
    if _is_layout_table(texts):
        for cells in rows:
            for cell in cells:
                read_cell(cell)
        return
    lines = [joined(" | ", cells) for cells in texts if any(cell.text for cell in cells)]
    draft.add(BlockKind.TABLE, joined("\n", lines), settled=True)


def cell_text(paragraphs: Iterable[Styled]) -> Styled:
    """The paragraphs of a cell or of a footnote on one line."""
    texts = (each.reworded(" ".join(clean(each.text).split("\n"))) for each in paragraphs)
    return joined(" ", (each for each in texts if each.text))


def is_code_style(name: str) -> bool:
    """Whether a character style of this name is that of code."""
    return bool(_CODE_STYLE.search(name.replace("_20_", " ")))


def _is_layout_table(rows: Sequence[Sequence[Styled]]) -> bool:
    """Whether a table only places paragraphs on the page."""
    if max((len(cells) for cells in rows), default=0) < 2:
        return True
    return any(len(cell.text) > CELL_LIMIT for cells in rows for cell in cells)


def take_properties(draft: Draft, archive: Archive, name: str) -> None:
    """Take the author and the language from a document's properties.

    Its title is left alone: programs fill it in, and it outlives the text it was given for. Its
    author is whoever used the program, and only taken where a line of the text says the same.
    """
    if name not in archive:
        return
    for node in parse_xml(archive.read(name)).iter():
        tag, text = local(node), (node.text or "").strip()
        if not text:
            continue
        if tag in {"creator", "initial-creator"}:
            draft.author = draft.author or text
        elif tag == "language":
            draft.language = draft.language or text


def usable_title(title: str | None) -> str | None:
    """A title from a document's properties, unless a program made it up."""
    title = (title or "").strip()
    return title if title and not _NO_TITLE.search(title) else None
