# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Plain text: lines to paragraphs; what the paragraphs are is left to `structure`."""

import re
from itertools import pairwise

from reader.document.article import BlockKind
from reader.formats.draft import Draft, clean
from reader.formats.safe.encoding import decode
from reader.formats.structure.hyphens import Hyphens

#: Lines are taken for wrapped where the longest is within these bounds.
LEAST_WIDTH = 40
GREATEST_WIDTH = 132
#: Share of the line ends at which the next word would not have fitted any more.
WRAPPED_SHARE = 0.75

_BLANK = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
_BULLET = re.compile(r"^\s*[•‣◦▪●·*+–-]\s+(?=[^\W_]|[\"'“‘„«(\[])")
_NUMBERED = re.compile(r"^\s*(?:\d{1,3}[.)]|\([\da-z]\)|[a-z]\))\s+(?=\S)")
_RULE = re.compile(r"={4,}|-{4,}|~{4,}")
_QUOTED = re.compile(r"^\s*>\s?")


def load(data: bytes) -> Draft:
    """Read a plain text in any encoding."""
    decoded = decode(data)
    draft = parse(decoded.text)
    if decoded.damaged:
        draft.warnings.append("Some bytes fit no character; each is shown as \ufffd.")
    return draft


def parse(text: str) -> Draft:
    """Cut a text into blocks at blank lines, and re-join the lines of wrapped paragraphs."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n")
    draft = Draft()
    chunks = [[line for line in chunk.split("\n") if line.strip()] for chunk in _BLANK.split(text)]
    chunks = [chunk for chunk in chunks if chunk]
    width = _width(chunks)
    wrapped = _is_wrapped(chunks, width)
    hyphens = Hyphens([clean(line) for chunk in chunks for line in chunk])
    for chunk in chunks:
        _add_chunk(draft, chunk, hyphens, wrapped=wrapped or _is_wrapped([chunk], width))
    return draft


def _width(chunks: list[list[str]]) -> int:
    """How long lines get, a few overlong ones (addresses, mostly) aside."""
    lengths = sorted(len(line) for chunk in chunks if len(chunk) > 1 for line in chunk)
    return lengths[int(0.98 * (len(lengths) - 1))] if lengths else 0


def _is_wrapped(chunks: list[list[str]], width: int) -> bool:
    """Whether lines end where the next word would not have fitted."""
    if not LEAST_WIDTH <= width <= GREATEST_WIDTH:
        return False
    ends = full = 0
    for chunk in chunks:
        for line, following in pairwise(chunk):
            ends += 1
            word = following.split(maxsplit=1)[0]
            full += len(line.rstrip()) + 1 + len(word) >= width - 6
    return ends > 0 and full >= WRAPPED_SHARE * ends


def _add_chunk(draft: Draft, lines: list[str], hyphens: Hyphens, *, wrapped: bool) -> None:
    if all(_QUOTED.match(line) for line in lines):
        quoted = [_QUOTED.sub("", line) for line in lines]
        draft.add(BlockKind.QUOTE, hyphens.join([clean(line) for line in quoted]))
        return
    if len(lines) > 1 and _RULE.fullmatch(lines[1].strip()) and not _RULE.fullmatch(lines[0]):
        draft.add(BlockKind.HEADING, lines[0], level=1 if "=" in lines[1] else 2)
        lines = lines[2:]
    paragraph: list[str] = []
    kind = BlockKind.PARAGRAPH

    def flush() -> None:
        if paragraph:
            draft.add(kind, hyphens.join([clean(line) for line in paragraph]))
            paragraph.clear()

    marked = [bool(_BULLET.match(line) or _NUMBERED.match(line)) for line in lines]
    hanging = bool(lines) and marked[0] and all(line[:1].isspace() for line in lines[1:])
    several = sum(marked) > 1 or (hanging and len(lines) > 1)
    for line in lines:
        bullet = _BULLET.match(line)
        if (bullet and (several or len(lines) == 1)) or (several and _NUMBERED.match(line)):
            flush()
            kind = BlockKind.LIST_ITEM
            paragraph.append(line[bullet.end() :] if bullet else line)
        elif wrapped or (kind is BlockKind.LIST_ITEM and line[0].isspace()):
            paragraph.append(line)
        else:
            flush()
            kind = BlockKind.PARAGRAPH
            paragraph.append(line)
    flush()
