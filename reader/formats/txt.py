# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Plain text: lines to paragraphs; what the paragraphs are is left to `structure`."""

import re
from itertools import pairwise

from reader.document.article import BlockKind
from reader.formats.draft import Draft, clean
from reader.formats.encoding import decode

#: Lines are taken for wrapped where the longest is within these bounds.
LEAST_WIDTH = 40
GREATEST_WIDTH = 132
#: Share of the line ends at which the next word would not have fitted any more.
WRAPPED_SHARE = 0.75

_BLANK = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
_BULLET = re.compile(r"^\s*[•‣◦▪●·*+–-]\s+(?=[^\W_]|[\"'“‘„«(\[])")
_NUMBERED = re.compile(r"^\s*(?:\d{1,3}[.)]|\([\da-z]\)|[a-z]\))\s+(?=\S)")
_QUOTED = re.compile(r"^\s*>\s?")
_HYPHENATED = re.compile(r"[a-zà-ÿ]-$")


def load(data: bytes, *, name: str) -> Draft:
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
    chunks = [chunk.strip("\n") for chunk in _BLANK.split(text)]
    wrapped = _is_wrapped(chunks)
    for chunk in chunks:
        lines = [line for line in chunk.split("\n") if line.strip()]
        if lines:
            _add_chunk(draft, lines, wrapped=wrapped)
    return draft


def _is_wrapped(chunks: list[str]) -> bool:
    """Whether lines end where the next word would not have fitted."""
    lines = [chunk.split("\n") for chunk in chunks if "\n" in chunk]
    lengths = sorted(len(line) for chunk in lines for line in chunk)
    if not lengths:
        return False
    # A few overlong lines (addresses, mostly) do not change the width the rest was wrapped at.
    width = lengths[int(0.98 * (len(lengths) - 1))]
    if not LEAST_WIDTH <= width <= GREATEST_WIDTH:
        return False
    ends = full = 0
    for chunk in lines:
        for line, following in pairwise(chunk):
            words = following.split(maxsplit=1)
            if words:
                ends += 1
                full += len(line.rstrip()) + 1 + len(words[0]) >= width - 6
    return ends > 0 and full >= WRAPPED_SHARE * ends


def _add_chunk(draft: Draft, lines: list[str], *, wrapped: bool) -> None:
    if all(_QUOTED.match(line) for line in lines):
        quoted = [_QUOTED.sub("", line) for line in lines]
        draft.add(BlockKind.QUOTE, _join(quoted) if len(quoted) > 1 else quoted[0])
        return
    paragraph: list[str] = []
    kind = BlockKind.PARAGRAPH

    def flush() -> None:
        if paragraph:
            draft.add(kind, _join(paragraph))
            paragraph.clear()

    several = sum(bool(_BULLET.match(line) or _NUMBERED.match(line)) for line in lines) > 1
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


def _join(lines: list[str]) -> str:
    """One paragraph from wrapped lines; a hyphen at a line end is kept."""
    joined = clean(lines[0])
    for line in map(clean, lines[1:]):
        joined += line if _HYPHENATED.search(joined) and line[:1].islower() else f" {line}"
    return joined
