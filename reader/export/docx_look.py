# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""How each mark looks in a Word document: by run properties alone, which no style can lose.

The kinds differ by the shape of their line as well, so that a print in grey still tells them apart;
what stands in a frame is the reader's own.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from reader import paths
from reader.document.docx_text import local, namespace
from reader.document.marks import MarkKind
from reader.export.content import CopyMark
from reader.export.html_style import STRENGTHS, strength

if TYPE_CHECKING:
    from lxml.etree import _Element

# The innermost first: one run can have one line.
_LINES = {
    "loaded": ("wavyHeavy", "loaded"),
    "viewpoint": ("dotted", "viewpoint"),
    "unclear": ("dash", "unclear"),
    "opinion": ("thick", "opinion_line"),
    "fact": ("dotDash", "unclear"),
    "note": ("double", "unclear"),
}
_SHADES = ("note", "highlight", "opinion", "fact")

# The order that the schema of run properties asks for, from the ones that are set here.
_AFTER = {
    "u": ("effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em", "lang"),
    "bdr": ("shd", "fitText", "vertAlign", "rtl", "cs", "em", "lang"),
    "shd": ("fitText", "vertAlign", "rtl", "cs", "em", "lang"),
}
_LAST = ("eastAsianLayout", "specVanish", "oMath", "rPrChange")
# Paper is white, so these say nothing; pasted text is full of them.
_NO_LINE = frozenset({"none", "nil"})
_NO_SHADE = frozenset({"auto", "ffffff", ""})


@dataclass(frozen=True, slots=True)
class Look:
    """What is set on a run: a shade, a line of a shape and colour, a frame; each may be missing."""

    shade: str | None
    line: tuple[str, str] | None
    frame: str | None

    @property
    def colours(self) -> Iterable[str]:
        """Those of all three."""
        return filter(None, (self.shade, self.line and self.line[1], self.frame))


def look_of(marks: Iterable[CopyMark]) -> Look:
    """How words look that all these marks lie over; of one kind, the last counts."""
    over = {str(mark.kind): mark for mark in marks}
    colours = _colours()
    shade = next((_shade(over[kind]) for kind in _SHADES if kind in over), None)
    line = next((_LINES[kind] for kind in _LINES if kind in over), None)
    framed = any(mark.by_reader for mark in over.values())
    return Look(
        shade,
        line and (line[0], colours[line[1]]),
        colours["accent"] if framed else None,
    )


def sample(kind: MarkKind) -> Look:
    """How a kind looks in a legend."""
    own = kind in {MarkKind.NOTE, MarkKind.HIGHLIGHT}
    return look_of([CopyMark(kind, 0, 0, 1.0, "", "", by_reader=own)])


def dress(run: "_Element", look: Look) -> None:
    """Set a look on a run, but for what its author has set there."""
    if look.line:
        _put(run, "u", {"val": look.line[0], "color": look.line[1]})
    if look.frame:
        _put(run, "bdr", {"val": "single", "sz": "4", "space": "0", "color": look.frame})
    if look.shade:
        _put(run, "shd", {"val": "clear", "color": "auto", "fill": look.shade})


def undress(run: "_Element", colours: frozenset[str]) -> None:
    """Take off what a copy had set on a run, known by its colours."""
    properties = run[0] if len(run) and local(run[0]) == "rPr" else ()
    ours = [
        node
        for node in properties
        if local(node) in _AFTER and _value(node, _colour_of(node)) in colours
    ]
    for node in ours:
        run[0].remove(node)
    if ours and not len(run[0]):
        run.remove(run[0])


def properties_of(run: "_Element") -> "_Element":
    """A run's properties, made where it has none."""
    if len(run) and local(run[0]) == "rPr":
        return run[0]
    properties = run.makeelement(f"{{{namespace(run)}}}rPr")
    run.insert(0, properties)
    return properties


def _put(run: "_Element", name: str, values: dict[str, str]) -> None:
    properties = properties_of(run)
    before = len(properties)
    for index, node in enumerate(properties):
        if local(node) == name:
            if not _says_nothing(node):
                return
            properties.remove(node)
            before = index
            break
        if _comes_after(node, name, namespace(run)):
            before = min(before, index)
    attributes = {f"{{{namespace(run)}}}{key}": value for key, value in values.items()}
    properties.insert(before, run.makeelement(f"{{{namespace(run)}}}{name}", attributes))


def _comes_after(node: "_Element", name: str, space: str) -> bool:
    # What newer programs add stands behind all that the schema knows.
    return local(node) in _AFTER[name] or local(node) in _LAST or namespace(node) != space


def _says_nothing(node: "_Element") -> bool:
    if local(node) == "shd":
        return _value(node, "fill").lower() in _NO_SHADE and _value(node, "val") in {"clear", "nil"}
    return _value(node, "val") in _NO_LINE


def _colour_of(node: "_Element") -> str:
    return "fill" if local(node) == "shd" else "color"


def _value(node: "_Element", name: str) -> str:
    return node.get(f"{{{namespace(node)}}}{name}") or ""


def _shade(mark: CopyMark) -> str:
    colours = _colours()
    if mark.kind in {MarkKind.NOTE, MarkKind.HIGHLIGHT}:
        return colours["found"]
    if mark.kind is MarkKind.FACT:
        return colours["fact"]
    share = (strength(mark.score) - 1) / (STRENGTHS - 1)
    return _mixed(colours["opinion_low"], colours["opinion_high"], share)


def _mixed(low: str, high: str, share: float) -> str:
    channels = ((int(low[i : i + 2], 16), int(high[i : i + 2], 16)) for i in (0, 2, 4))
    return "".join(f"{round(a + (b - a) * share):02X}" for a, b in channels)


@cache
def _colours() -> dict[str, str]:
    """The window's colours on paper, as Word writes them."""
    return {role: colour[1:].upper() for role, colour in paths.theme("light").items()}
