# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""From the lines of a PDF's pages to blocks: reading order, paragraphs, headings, running heads.

Places are in points from the top left corner of the page.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise

from reader.document.article import Area, BlockKind
from reader.formats.draft import Draft, DraftBlock, clean
from reader.formats.loaders.pdf_line import Line, with_initials
from reader.formats.structure.dates import date_line
from reader.formats.structure.hyphens import DIVIDED, Hyphens

#: Running heads and page numbers stand in this share of the page at its top and bottom.
MARGIN = 0.1
#: A line larger than the body by this factor is a heading.
HEADING_SIZE = 1.12
#: Footnotes are smaller than the body by this factor.
NOTE_SIZE = 0.93
HEADING_LIMIT = 250
#: Line spacing above this multiple of the usual one parts paragraphs.
PARAGRAPH_GAP = 1.3

_BULLET = re.compile(r"^(?:[•‣◦▪●■○·–—*]|[\uf0b7\uf0a7\uf0d8])\s*(?=\S)")
_NUMBERED = re.compile(r"^(?:\(?\d{1,2}[.)]|\(?[a-z][.)]|[ivx]{1,4}[.)])\s+\S")
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"(?:page|seite|p\.)?\s*[-–—(]?\s*(?:\d{1,4}|[ivxlc]{1,6})\s*[-–—)]?(?:\s*(?:of|/|von)\s*\d{1,4})?",
    re.IGNORECASE,
)
_ENDS_SENTENCE = re.compile(r"[.!?:;][\"'”’»)\]]*\d{0,3}$")
_HOUR = re.compile(r"\d[:.]\d\d\b")
_PRINTED = re.compile(r"(?:https?|file)://\S+")
_NOTE_MARK = re.compile(r"^(?:\d{1,3}|[*†‡§¶]+|[a-z])[.)]?\s*\S")


def lay_out(draft: Draft, lines: Sequence[Line], heights: Sequence[float], *, title: str) -> None:
    """Add the blocks of a document to a draft."""
    for line in lines:
        line.text = clean(line.text.replace("\u00ad", "-" if line.turned else DIVIDED)).strip()
    kept = with_initials([line for line in lines if line.text])
    body = _body_size(kept)
    furniture = _running_lines(kept, heights)
    paragraphs: list[_Paragraph] = []
    for page, group in groupby(kept, key=lambda line: line.page):
        mine = list(group)
        flow = [line for line in mine if id(line) not in furniture and not line.turned]
        notes = _footnotes(flow, body, heights[page - 1])
        flow = [line for line in flow if id(line) not in notes]
        ordered = _in_reading_order(flow)
        paragraphs += _paragraphs(ordered, body)
        paragraphs += _paragraphs([line for line in mine if id(line) in notes], body, note=True)
        loose = [line for line in mine if id(line) in furniture or line.turned]
        paragraphs += [_Paragraph([line], BlockKind.BOILERPLATE) for line in loose]
    hyphens = Hyphens([line.text for line in kept], divides=True)
    merged = _merged(paragraphs)
    _choose_headings(merged, body)
    for paragraph in merged:
        text = paragraph.text(hyphens)
        settled = paragraph.kind in {BlockKind.NOTE, BlockKind.BOILERPLATE}
        draft.add(
            paragraph.kind,
            text,
            level=paragraph.level,
            areas=paragraph.areas,
            settled=settled,
        )
    _choose_title(draft, merged, title)


class _Paragraph:
    """Lines that belong together."""

    def __init__(self, lines: list[Line], kind: BlockKind = BlockKind.PARAGRAPH) -> None:
        self.lines = lines
        self.kind = kind
        self.level = 0

    @property
    def size(self) -> float:
        return max(line.size for line in self.lines)

    @property
    def bold(self) -> bool:
        return all(line.bold for line in self.lines)

    @property
    def areas(self) -> tuple[Area, ...]:
        return tuple(
            Area(
                page,
                min(line.left for line in lines),
                min(line.highest for line in lines),
                max(line.right for line in lines),
                max(line.bottom for line in lines),
            )
            for page, lines in (
                (page, list(group)) for page, group in groupby(self.lines, lambda line: line.page)
            )
        )

    def text(self, hyphens: Hyphens) -> str:
        joined = hyphens.join([line.text for line in self.lines])
        if self.kind is BlockKind.LIST_ITEM:
            joined = _BULLET.sub("", joined)
        return joined


def _body_size(lines: Iterable[Line]) -> float:
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 1.0


def _running_lines(lines: Sequence[Line], heights: Sequence[float]) -> set[int]:
    """Page numbers, and what stands in the margins of several pages."""
    margins: dict[tuple[str, int], list[Line]] = {}
    found: set[int] = set()
    pages = len({line.page for line in lines})
    at_margin = [
        line
        for line in lines
        if line.bottom < MARGIN * heights[line.page - 1] or _is_low(line, heights)
    ]
    # A browser prints the address of a page and the hour into its margins.
    printed = {line.page for line in at_margin if _PRINTED.search(line.text)}
    for line in at_margin:
        stamp = line.page in printed and _HOUR.search(line.text) and date_line(line.text)
        if stamp or _PAGE_NUMBER.fullmatch(line.text) or _PRINTED.search(line.text):
            found.add(id(line))
        place = _DIGITS.sub("#", line.text), int(_is_low(line, heights))
        margins.setdefault(place, []).append(line)
    for same in margins.values():
        on_pages = len({line.page for line in same})
        if on_pages >= max(2, 0.3 * pages) or on_pages >= 5:
            found.update(id(line) for line in same)
    by_page: dict[int, list[Line]] = {}
    for line in lines:
        by_page.setdefault(line.page, []).append(line)
    for page, mine in by_page.items():
        found |= _line_numbers(mine)
        lowest = max(mine, key=lambda line: line.top)
        if lowest.top > 0.75 * heights[page - 1] and _PAGE_NUMBER.fullmatch(lowest.text):
            found.add(id(lowest))
    return found


def _is_low(line: Line, heights: Sequence[float]) -> bool:
    """Whether a line is in the margin at the foot of its page."""
    return line.top > (1 - MARGIN) * heights[line.page - 1]


def _line_numbers(lines: Sequence[Line]) -> set[int]:
    """The numbers that count the lines of a transcript or a bill."""
    numbers = [line for line in lines if line.text.isdigit() and len(line.text) <= 3]
    counted = {
        id(line)
        for pair in pairwise(numbers)
        if int(pair[1].text) == int(pair[0].text) + 1 and abs(pair[0].right - pair[1].right) < 3
        for line in pair
    }
    return counted if len(counted) >= 10 else set()


def _footnotes(lines: Sequence[Line], body: float, height: float) -> set[int]:
    """The lines of notes: the smaller ones at the foot of the page, from the first numbered one."""
    notes: list[Line] = []
    for line in sorted(lines, key=lambda line: -line.top):
        if line.size > NOTE_SIZE * body or line.bottom < 0.4 * height:
            break
        notes.append(line)
    while notes and not _NOTE_MARK.match(notes[-1].text):
        notes.pop()
    return {id(line) for line in notes}


def _in_reading_order(lines: list[Line]) -> list[Line]:
    """The order of the content, unless that runs across two columns line by line."""
    beside = [
        (first, second)
        for first, second in pairwise(lines)
        if second.left > first.right
        and abs(second.top - first.top) < 0.5 * first.height
        and min(first.right - first.left, second.right - second.left) > 8 * first.height
    ]
    if len(beside) < 5 or len(beside) < 0.25 * len(lines):
        return lines
    gutter = sorted(second.left for _, second in beside)[len(beside) // 2] - 1
    ordered: list[Line] = []
    left: list[Line] = []
    right: list[Line] = []
    for line in sorted(lines, key=lambda line: (round(line.top), line.left)):
        if line.left < gutter < line.right - line.height:
            ordered += [*_in_columns(left, right), line]
            left, right = [], []
        elif line.left >= gutter:
            right.append(line)
        else:
            left.append(line)
    return ordered + _in_columns(left, right)


def _in_columns(left: list[Line], right: list[Line]) -> list[Line]:
    """One column after the other; each may be two."""
    if not left or not right:
        return left + right
    return _in_reading_order(left) + _in_reading_order(right)


def _usual_spacing(lines: Sequence[Line]) -> float:
    steps = Counter(
        round(second.top - first.top)
        for first, second in pairwise(lines)
        if 0 < second.top - first.top < 4 * first.height
    )
    return float(steps.most_common(1)[0][0]) if steps else 0.0


def _paragraphs(lines: Sequence[Line], body: float, *, note: bool = False) -> list[_Paragraph]:
    if not lines:
        return []
    spacing = _usual_spacing(lines)
    paragraphs = [_Paragraph([lines[0]])]
    for previous, line in pairwise(lines):
        current = paragraphs[-1].lines
        if _begins_paragraph(current, previous, line, spacing, note=note):
            paragraphs.append(_Paragraph([line]))
        else:
            current.append(line)
    for paragraph in paragraphs:
        first = paragraph.lines[0].text
        if note:
            paragraph.kind = BlockKind.NOTE
        elif _BULLET.match(first) or (_NUMBERED.match(first) and not paragraph.bold):
            paragraph.kind = BlockKind.LIST_ITEM
            paragraph.level = 1
    return paragraphs


def _begins_paragraph(
    current: Sequence[Line], previous: Line, line: Line, spacing: float, *, note: bool
) -> bool:
    step = line.top - previous.top
    if line.initial_top is not None:
        return True
    if _BULLET.match(line.text) or date_line(line.text) or date_line(previous.text):
        return True
    if note:
        return bool(_NOTE_MARK.match(line.text)) and line.text[0].isdigit()
    if abs(line.size - previous.size) > 0.08 * max(line.size, previous.size):
        return not _same_line(previous, line)
    if step < -0.5 * line.height:
        # A new column: the paragraph runs on if its sentence does.
        return bool(_ENDS_SENTENCE.search(previous.text)) and not line.text[:1].islower()
    if _same_line(previous, line):
        return False
    if line.bold != previous.bold and len(current) * len(previous.text) < HEADING_LIMIT:
        return True
    usual = max(spacing, previous.height)
    if step > PARAGRAPH_GAP * usual + 0.5:
        return True
    if _NUMBERED.match(line.text) and _ENDS_SENTENCE.search(previous.text):
        return True
    margin = min(each.left for each in current)
    width = max(each.right for each in current) - margin
    ended = bool(_ENDS_SENTENCE.search(previous.text))
    if ended and line.left > previous.left + 0.6 * line.size and previous.left <= margin + 2:
        return True
    if line.left > margin + 0.8 * line.size and len(current) > 1 and ended:
        return True
    return ended and len(current) > 1 and previous.right < margin + 0.75 * width


def _same_line(first: Line, second: Line) -> bool:
    return (
        first.page == second.page
        and abs(first.top - second.top) < 0.5 * min(first.height, second.height)
        and second.left >= first.right - 1
    )


def _merged(paragraphs: list[_Paragraph]) -> list[_Paragraph]:
    """Paragraphs with what runs on over a page joined; furniture between them comes after."""
    merged: list[_Paragraph] = []
    last: _Paragraph | None = None
    for paragraph in paragraphs:
        if paragraph.kind in {BlockKind.BOILERPLATE, BlockKind.NOTE}:
            merged.append(paragraph)
            continue
        if last is not None and _runs_on(last, paragraph):
            last.lines += paragraph.lines
            continue
        merged.append(paragraph)
        last = paragraph
    return merged


def _runs_on(first: _Paragraph, second: _Paragraph) -> bool:
    end, start = first.lines[-1], second.lines[0]
    if end.page == start.page or second.kind is not BlockKind.PARAGRAPH:
        return False
    if start.initial_top is not None:
        return False
    if abs(end.size - start.size) > 0.05 * end.size or end.bold != start.bold:
        return False
    if end.text.endswith((DIVIDED, "-")) or start.text[:1].islower():
        return True
    return not _ENDS_SENTENCE.search(end.text) and len(first.lines) > 1


def _choose_headings(paragraphs: Sequence[_Paragraph], body: float) -> None:
    found = []
    for paragraph in paragraphs:
        if paragraph.kind not in {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM}:
            continue
        length = sum(len(line.text) for line in paragraph.lines)
        larger = paragraph.size > HEADING_SIZE * body
        text = paragraph.lines[-1].text
        bold = (
            paragraph.bold and paragraph.size >= 0.95 * body and not text.endswith((".", ",", ";"))
        )
        short = length <= (HEADING_LIMIT if larger else 120)
        letters = any(character.isalpha() for character in paragraph.lines[0].text)
        if short and letters and (larger or bold) and not text.endswith(","):
            found.append(paragraph)
    words = sum(len(line.text) for paragraph in paragraphs for line in paragraph.lines)
    if sum(len(line.text) for paragraph in found for line in paragraph.lines) > 0.5 * words:
        return
    sizes = sorted({round(paragraph.size) for paragraph in found}, reverse=True)
    for paragraph in found:
        paragraph.kind = BlockKind.HEADING
        paragraph.level = min(sizes.index(round(paragraph.size)) + 1, 6)


def _choose_title(draft: Draft, paragraphs: Sequence[_Paragraph], title: str) -> None:
    """The largest heading of the first page, or what the document's properties name."""
    if not paragraphs:
        return
    first_page = paragraphs[0].lines[0].page
    head: list[tuple[DraftBlock, _Paragraph]] = [
        (block, paragraph)
        for block, paragraph in zip(draft.blocks, paragraphs, strict=False)
        if paragraph.lines[0].page == first_page and block.kind is BlockKind.HEADING
    ]
    if not head:
        return
    named = [
        block for block, _ in head if title and clean(block.text).casefold() == title.casefold()
    ]
    largest = max(head, key=lambda pair: round(pair[1].size))[0]
    chosen = named[0] if named else largest
    chosen.kind, chosen.level, chosen.settled = BlockKind.TITLE, 0, True
