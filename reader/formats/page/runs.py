# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The runs of text on a page: what a reader sees as one paragraph, line, item or cell.

A page is judged run by run, and what is no part of its article is taken out of the tree.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reader.formats.page.content import is_data_table
from reader.formats.page.embeds import is_embedded_post
from reader.formats.page.tree import BLOCK_TAGS, remove, spaced_text_of, tag_of

if TYPE_CHECKING:
    from lxml.etree import _Element


@dataclass(slots=True, eq=False)
class Run:
    """Text without a break in it.

    Attributes:
        node: The innermost block around it.
        whole: Whether it is read as a whole, as a table of data is.
        pieces: Where it is in the tree: elements, and whether it is what follows them.
        linked: How many of its letters are in links that lead elsewhere.
        pictures: Those that stand in it, or between it and the run before.
    """

    node: "_Element"
    whole: bool = False
    pieces: list[tuple["_Element", bool]] = field(default_factory=list)
    text: str = ""
    linked: int = 0
    pictures: list["_Element"] = field(default_factory=list)

    @property
    def main_node(self) -> "_Element":
        """The element that holds most of its text."""
        longest = max(self.pieces, key=lambda piece: len(_piece(*piece)), default=None)
        if longest is None:
            return self.node
        node, tail = longest
        parent = node.getparent()
        return parent if tail and parent is not None else node


def _piece(node: "_Element", tail: bool) -> str:
    return (node.tail if tail else node.text) or ""


def runs_of(body: "_Element") -> list[Run]:
    """The runs below an element, in order."""
    from lxml import etree

    runs: list[Run] = []
    blocks = [body]
    run = Run(body)
    links = breaks = 0

    def flush() -> None:
        nonlocal run
        if run.text.strip():
            run.text = " ".join(run.text.split())
            runs.append(run)
            run = Run(blocks[-1])
        run = Run(blocks[-1], pictures=run.pictures)

    def add(node: "_Element", text: str | None, *, tail: bool) -> None:
        nonlocal breaks
        if not text:
            return
        run.pieces.append((node, tail))
        run.text += text
        if text.strip():
            breaks = 0
            run.linked += len("".join(text.split())) if links else 0

    walk = etree.iterwalk(body, events=("start", "end"))
    for event, node in walk:
        tag = tag_of(node)
        block = tag in BLOCK_TAGS
        if event == "end":
            if block:
                flush()
                blocks.pop()
                run.node = blocks[-1] if blocks else body
            links -= tag == "a"
            if node is not body:
                add(node, node.tail, tail=True)
            continue
        if block:
            flush()
            blocks.append(node)
            run.node = node
        links += tag == "a"
        if is_embedded_post(node) or (tag == "table" and is_data_table(node)):
            runs.append(Run(node, True, text=spaced_text_of(node), pictures=run.pictures))
            run = Run(node)
            walk.skip_subtree()
            continue
        if tag in {"img", "picture"}:
            run.pictures.append(node)
        if tag == "br":
            breaks += 1
            run.text += " "
            if breaks == 2:
                # Two line breaks are how old pages divide paragraphs.
                flush()
        add(node, node.text, tail=False)
    flush()
    return runs


def take_out(runs: Sequence[Run], kept: Sequence[bool]) -> None:
    """Take all other runs out of the tree that they are in, and the pictures amid them."""
    doomed = []
    before = False
    for run, keep in zip(runs, kept, strict=True):
        if not keep:
            for node, tail in run.pieces:
                if tail:
                    node.tail = None
                else:
                    node.text = None
            doomed += [run.node] if run.whole else []
        if not keep and not before:
            doomed += run.pictures
        before = keep
    # Only now: what follows an element in the tree is kept when the element goes.
    for node in doomed:
        remove(node)
