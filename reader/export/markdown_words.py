# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Words in Markdown: nothing in them is taken for markup, but for what their author emphasised."""

import re
import unicodedata

from reader.document import Inline, InlineKind, Span
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


def styled(text: str, span: Span, inlines: tuple[Inline, ...]) -> str:
    """The words of a stretch with what their author emphasised; brackets or line ends around it."""
    codes = [item for item in inlines if item.kind is InlineKind.CODE]
    others = [item for item in inlines if item.kind is not InlineKind.CODE]
    parts: list[str] = []
    opened: list[tuple[int, int]] = []
    signs = 0
    place = span.start
    for part in nest_inlines(span, others):
        if isinstance(part, Span):
            parts += (
                _code(text[run.start : run.end]) if over else escape(text[run.start : run.end])
                for run, over in styled_runs(codes, part)
            )
            place = part.end
        elif isinstance(part, Closed):
            first, start = opened.pop()
            inner = "".join(parts[first:])
            del parts[first:]
            around = text[span.start : span.end][: start - span.start], text[place : span.end]
            signs -= part.mark.kind in _SIGNS
            _close(parts, part.mark, inner, around, nested=signs > 0)
        else:
            signs += part.mark.kind in _SIGNS
            opened.append((len(parts), place))
    return "".join(parts)


def _close(
    parts: list[str], inline: Inline, inner: str, around: tuple[str, str], *, nested: bool
) -> None:
    """Add emphasised words; the white space at their edges stays outside, as it must."""
    words = inner.strip()
    if not words:
        parts.append(inner)
        return
    before = inner[: len(inner) - len(inner.lstrip())]
    after = inner[len(inner.rstrip()) :]
    last = parts[-1][-1:] if parts and not before else ""
    if inline.kind is InlineKind.LINK:
        if last == "!":
            # That would be a picture.
            parts[-1] = parts[-1][:-1] + "\\!"
        address = _IN_ADDRESS.sub(r"\\\g<0>", inline.href)
        parts.append(f"{before}[{words}]({address}){after}")
        return
    sign, tag = _SIGNS[inline.kind]
    left, right = before or around[0], after or around[1]
    plain = _can_touch(left[-1:], words.lstrip("*")[:1]) and _can_touch(
        right[:1], words.rstrip("*")[-1:]
    )
    in_word = left[-1:].isalnum() or right[:1].isalnum()
    if plain and last != "*" and not (nested and in_word):
        parts.append(f"{before}{sign}{words}{sign}{after}")
    else:
        # Where stars would not be read as emphasis.
        parts.append(f"{before}<{tag}>{words}</{tag}>{after}")


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
