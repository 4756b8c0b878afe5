# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Words in Markdown: nothing in them is taken for markup, but for what their author emphasised."""

import re
import unicodedata

from reader.document import Block, Inline, InlineKind, Span
from reader.document.emphasis import styled_runs
from reader.export import content
from reader.export.nesting import Closed, nest_inlines

_SPECIAL = re.compile(r"[\\`*_\[\]<>&#|~]")
_BREAK = re.compile("\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
# At the start of a line these would begin a list or underline a heading.
_LINE_START = re.compile(r"(?m)^([^\S\n]*)([-+=])")
_LINE_NUMBER = re.compile(r"(?m)^([^\S\n]*\d{1,9})([.)])")
_IN_ADDRESS = re.compile(r"[\\()<>&*_`\[\]]")
_TICKS = re.compile("`+")
_SIGNS = {InlineKind.BOLD: ("**", "strong"), InlineKind.ITALIC: ("*", "em")}


def escape(text: str) -> str:
    """Text in which nothing is taken for markup, wherever it stands; line ends stay line ends."""
    text = _SPECIAL.sub(r"\\\g<0>", _BREAK.sub("\n", content.printable(text)))
    return _LINE_NUMBER.sub(r"\1\\\2", _LINE_START.sub(r"\1\\\2", text))


def styled(text: str, span: Span, block: Block) -> str:
    """Words of a block, to the edges of a mark, with what their author emphasised.

    Where a mark parts emphasised words they stay so if somebody takes its brackets out.
    """
    return _Writer(text, span, block).written()


class _Writer:
    """Writes one stretch; `parts` are its words so far, an emphasised piece as one."""

    def __init__(self, text: str, span: Span, block: Block) -> None:
        self._text = text
        self._span = span
        self._block = block
        self._parts: list[str] = []

    def written(self) -> str:
        inlines = self._block.inlines
        codes = [item for item in inlines if item.kind is InlineKind.CODE]
        others = [item for item in inlines if item.kind is not InlineKind.CODE]
        opened: list[tuple[int, int]] = []
        signs, place = 0, self._span.start
        for part in nest_inlines(self._span, others):
            if isinstance(part, Span):
                for run, over in styled_runs(codes, part):
                    self._add(run, code=bool(over))
                place = part.end
            elif isinstance(part, Closed):
                first, start = opened.pop()
                signs -= part.mark.kind in _SIGNS
                self._close(part.mark, first, Span(start, place), nested=signs > 0)
            else:
                signs += part.mark.kind in _SIGNS
                opened.append((len(self._parts), place))
        return "".join(self._parts)

    def _add(self, run: Span, *, code: bool) -> None:
        words = self._text[run.start : run.end]
        if code and not self._is_parted(run):
            self._parts.append(_code(words))
        elif code:
            self._parts.append(f"<code>{escape(words)}</code>")
        else:
            escaped = escape(words)
            if words.endswith("!") and self._begins_link(run.end):
                # That would be a picture.
                escaped = escaped[:-1] + "\\!"
            self._parts.append(escaped)

    def _close(self, inline: Inline, first: int, piece: Span, *, nested: bool) -> None:
        """Emphasise all since `first`; white space at its edges stays outside, as it must."""
        inner = "".join(self._parts[first:])
        del self._parts[first:]
        words = inner.strip()
        if not words:
            self._parts.append(inner)
            return
        before = inner[: len(inner) - len(inner.lstrip())]
        after = inner[len(inner.rstrip()) :]
        if inline.kind is InlineKind.LINK:
            address = _IN_ADDRESS.sub(r"\\\g<0>", inline.href)
            self._parts.append(f"{before}[{words}]({address}){after}")
            return
        sign, tag = _SIGNS[inline.kind]
        left, right = before[-1:] or self._char(piece.start - 1), after[:1] or self._char(piece.end)
        plain = (
            _can_touch(left, words.lstrip("*")[:1])
            and _can_touch(right, words.rstrip("*")[-1:])
            and not (nested and (left + right).strip())
            and (before or not self._parts or not self._parts[-1].endswith("*"))
            and not self._is_parted(piece)
        )
        if plain:
            self._parts.append(f"{before}{sign}{words}{sign}{after}")
        else:
            # Where stars would not be read as emphasis.
            self._parts.append(f"{before}<{tag}>{words}</{tag}>{after}")

    def _char(self, place: int) -> str:
        inside = self._block.start <= place < self._block.end
        return self._text[place] if inside else ""

    def _is_parted(self, piece: Span) -> bool:
        """Whether emphasised words go on beyond the edge of the stretch."""
        beyond = []
        if piece.start == self._span.start and not self._text[piece.start].isspace():
            beyond.append(piece.start - 1)
        if piece.end == self._span.end and not self._text[piece.end - 1].isspace():
            beyond.append(piece.end)
        return any(
            item.start <= place < item.end and item.kind is not InlineKind.LINK
            for place in beyond
            if not self._char(place).isspace()
            for item in self._block.inlines
        )

    def _begins_link(self, place: int) -> bool:
        links = (item for item in self._block.inlines if item.kind is InlineKind.LINK)
        return any(item.start == place for item in links)


def _can_touch(outside: str, inside: str) -> bool:
    """Whether stars between two characters belong to the inner one."""
    return (
        inside.isalnum()
        or not outside
        or outside.isspace()
        or unicodedata.category(outside).startswith("P")
    )


def _code(text: str) -> str:
    """Words as code; each line by itself, since a line end would show its mark."""
    return "\n".join(map(_code_line, _BREAK.sub("\n", content.printable(text)).split("\n")))


def _code_line(line: str) -> str:
    words = line.strip()
    if not words:
        return line
    before, after = line[: len(line) - len(line.lstrip())], line[len(line.rstrip()) :]
    fence = "`" * (1 + max((len(ticks) for ticks in _TICKS.findall(words)), default=0))
    edge = " " if "`" in (words[0], words[-1]) else ""
    return f"{before}{fence}{edge}{words}{edge}{fence}{after}"
