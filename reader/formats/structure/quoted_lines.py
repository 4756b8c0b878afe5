# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Lines of plain text without the marks by which they are quoted, in fixed or in flowed format.

Flowed is the format of RFC 3676, in which a space at the end of a line says that it goes on.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, zip_longest

from reader.formats.structure.mail_lines import LINES_LIMIT, announcement, divide

#: A line shorter than this, left over where a longer one was broken, belongs to those around it.
BROKEN_LIMIT = 30
#: Lines are broken where they are longer than this.
BROKEN_FROM = 60

_MARKS = re.compile(r"\s*(?:>(?!=)[ \t]?)+")
_FLOWED_MARKS = re.compile(r">+")
_PROMPT = re.compile(r"\s*>>>(?: |$)")
_SIGNATURE = re.compile(r"-- ?")
# What stands behind ">" where that is a prompt or says "more than": a statement, an assignment, a
# call, a number with its unit.
_NO_WORDS = re.compile(
    r"(?:import|from\s+\S+\s+import|def|class|return|print|assert|raise|sudo|cd|ls|git|pip|npm|echo|"
    r"select|library)\b[^.!?]*"
    r"|[\w.\[\]'\"$-]+\s*(?:=|<-|[+*/-]=|:=)\s*\S.*"
    r"|[\w.$]+\(.*\)\W*"
    r"|[\d\s()+*/.,^-]+"
    r"|[€$£]?\s?\d[\d.,]*\s?(?:%|‰|°\s?\w?|[a-zA-Zµ]{1,12})?\s*(?:[:;,=→|(–—-].*)?"
)
_MEASURE = re.compile(r"\s*>\s?[€$£]?\d")
_GOES_ON = re.compile(r"[^.!?:;]\s*\Z")
_ESCAPED = re.compile(r">From ")


@dataclass(frozen=True, slots=True)
class Line:
    """A line without its marks.

    Attributes:
        depth: How many marks stood before it.
    """

    depth: int
    text: str

    @property
    def blank(self) -> bool:
        """Whether there is nothing on it."""
        return not self.text.strip()

    @property
    def signs(self) -> bool:
        """Whether the sender's card follows."""
        return _SIGNATURE.fullmatch(self.text) is not None


def fixed_lines(text: str) -> list[Line]:
    """The lines of a text as they stand.

    A ">" that is a prompt, or says "more than", is no mark: it stays with its line.
    """
    runs = [list(run) for _, run in groupby(text.split("\n"), lambda line: _depth(line) > 0)]
    pairs = list(zip([[], *runs], runs, strict=False))
    letter = any(_depth(run[0]) > 0 and _is_announced(above) for above, run in pairs)
    lines: list[Line] = []
    for above, run in pairs:
        if not _depth(run[0]):
            lines += (Line(0, line) for line in run)
        elif len(run) == 1 and _ESCAPED.match(run[0]):
            # So mailboxes write a line that begins with "From".
            lines.append(Line(0, run[0][1:]))
        elif _is_quoted(run, above, letter=letter):
            lines += (Line(_depth(line), _MARKS.sub("", line, count=1)) for line in run)
        else:
            lines += (Line(0, line) for line in run)
    return _mended(lines)


def _depth(line: str) -> int:
    marks = _MARKS.match(line)
    return marks.group().count(">") if marks else 0


def _is_announced(above: Sequence[str]) -> bool:
    """Whether lines end in one that says whose words follow."""
    last = [line for line in above[-2 * LINES_LIMIT :] if line.strip()][-LINES_LIMIT:]
    return any(announcement(" ".join(last[k:])) is not None for k in range(len(last)))


def _is_quoted(run: Sequence[str], above: Sequence[str], *, letter: bool) -> bool:
    """Whether the marks of neighbouring lines say that somebody's words stand there."""
    contents = [_MARKS.sub("", line, count=1).strip() for line in run]
    wordless = all(_NO_WORDS.fullmatch(content) for content in contents if content)
    prompts = all(_PROMPT.match(line) for line in run)
    if letter:
        return not (wordless and prompts)
    glued = bool(above) and _GOES_ON.search(above[-1]) is not None
    if len(run) == 1 and glued and _MEASURE.match(run[0]):
        # A wrapped sentence: "in all samples / > 5 % of it was lost".
        return False
    return not wordless and not prompts


def _mended(lines: list[Line]) -> list[Line]:
    """The lines, where programs broke a quoted one and left its end without a mark."""
    mended = list(lines)
    for index in range(1, len(lines) - 1):
        before, line, after = lines[index - 1 : index + 2]
        broken = before.depth == after.depth > line.depth == 0 and len(before.text) > BROKEN_FROM
        if broken and len(line.text) <= BROKEN_LIMIT and line.text[:1].islower():
            mended[index] = Line(before.depth, line.text)
    return mended


def flowed_lines(text: str, *, without_space: bool) -> list[Line]:
    """The lines of a text in flowed format, joined where they flow.

    Args:
        text: Its lines end in line feeds.
        without_space: Whether the space that says so is to go ("DelSp").
    """
    lines: list[Line] = []
    flows = False
    for raw in text.split("\n"):
        marks = _FLOWED_MARKS.match(raw)
        depth = len(marks.group()) if marks else 0
        # A space was put before what would look like a mark, or like the beginning of a mailbox.
        line = raw[depth:].removeprefix(" ")
        if depth and (more := _MARKS.match(line)):
            # Other programs write "> > ".
            depth += more.group().count(">")
            line = line[more.end() :]
        signs = _SIGNATURE.fullmatch(line) is not None
        goes_on = line.endswith(" ") and not signs
        line = line[:-1] if goes_on and without_space else line
        if flows and not signs and lines[-1].depth == depth:
            lines[-1] = Line(depth, lines[-1].text + line)
        else:
            lines.append(Line(depth, line))
        flows = goes_on
    return lines


def paragraphs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """The lines between blank ones that are of one depth; what a card follows is by itself."""
    found: list[Line] = []
    for line in lines:
        if found and (line.blank or line.signs or line.depth != found[0].depth or found[0].signs):
            yield found
            found = []
        if not line.blank:
            found.append(line)
    if found:
        yield found


def respaced(lines: Sequence[Line]) -> str:
    """A text with blank lines around what stands apart in a letter, so that Markdown sees it so."""
    text: list[str] = []
    above = 0
    for found, following in zip_longest(chunks := list(paragraphs(lines)), chunks[1:]):
        depth = found[0].depth
        deeper = following is not None and following[0].depth > depth
        for part in divide([line.text for line in found], deeper=deeper):
            text += ["> " * min(above, depth), *("> " * depth + line for line in part)]
            above = depth
    return "\n".join(text[1:]) + "\n"
