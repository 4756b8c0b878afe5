# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Writes the annotated copy of a Word document into the original itself.

Every part of the file but the text, the comments and the lists of parts stays as it is, byte by
byte. If the original is a copy already, its marks are taken off first.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from reader.document import Article
from reader.document.docx_part import Carrier, comment_key
from reader.document.docx_text import Words, comment_words, commented, local, namespace
from reader.document.marks import View
from reader.document.overlay import Overlaid
from reader.export import content
from reader.export.content import CopyMark
from reader.export.docx_look import undress
from reader.export.docx_marks import Noted, lay_over
from reader.export.docx_package import Package, body_of
from reader.export.writing import Advance

if TYPE_CHECKING:
    from lxml.etree import _Element

_ANCHORS = frozenset({"commentRangeStart", "commentRangeEnd", "commentReference"})


def annotated(
    source: bytes,
    article: Article,
    marks: Iterable[CopyMark],
    payload: str,
    *,
    about: Sequence[str] = (),
    advance: Advance = lambda _: None,
) -> bytes:
    """The original with marks, and with what it takes to open again.

    Args:
        source: The original's bytes, not encrypted.
        article: What was opened from them.
        marks: Those to show.
        payload: A packed `reader.document.copies.Copy`.
        about: What the first comment says, a line each; see `about_copy`.
        advance: Told how much is done, 0 to 1; what it raises ends the work.

    Raises:
        SaveError: The original cannot be copied so.
    """
    package = Package(source)
    root = package.xml(package.main)
    body = body_of(root)
    name = package.comments or package.add_comments()
    comments = package.xml(name, otherwise=_no_comments(root))
    earlier = package.carrier()
    if earlier is not None:
        _take_off(body, comments, earlier)
    others = [node for node in comments if local(node) == "comment"]
    marked = lay_over(
        body,
        article,
        marks,
        about=about,
        first_id=1 + max(map(_number, others), default=-1),
        noted=lambda words: _noted(body, words, others),
        advance=advance,
    )
    comments.extend(marked.comments)
    package.change(package.main, root)
    package.change(name, comments)
    package.carry(Carrier(payload, marked.words, frozenset(marked.colours), marked.keys))
    copy = package.to_bytes()
    advance(1.0)
    return copy


def about_copy(read: Overlaid, view: View) -> list[str]:
    """What the first comment of a copy says: what the marks mean, and where they come from."""
    analysis = read.analysis
    legend = "; ".join(
        f"{entry.name}: {entry.count:,}{'' if entry.shown else ', not shown'}"
        for entry in content.legend(read, view)
    )
    return [
        "Marked by Slantwise",
        content.summary(analysis, view),
        f"{legend}.",
        "Opinion: shaded, thick line. Viewpoint: dotted line. Loaded word: wavy line. Unclear: "
        "dashed line. Note: double line. In a frame: the reader’s own.",
        content.ESTIMATE,
        *content.provenance(analysis),
    ]


def _no_comments(root: "_Element") -> bytes:
    return f'<w:comments xmlns:w="{namespace(root)}"/>'.encode()


def _number(comment: "_Element") -> int:
    text = comment.get(f"{{{namespace(comment)}}}id") or ""
    return int(text) if text.isdecimal() else 0


def _noted(body: "_Element", words: Words, comments: Iterable["_Element"]) -> Iterable[Noted]:
    places = commented(body, words)
    for comment in comments:
        place = places.get(comment.get(f"{{{namespace(comment)}}}id") or "")
        if place is not None:
            yield Noted(comment_words(comment), place)


def _take_off(body: "_Element", comments: "_Element", earlier: Carrier) -> None:
    """Take off the marks of an earlier copy; comments that somebody has changed since stay."""
    ours = set()
    for comment in list(comments):
        if local(comment) == "comment" and comment_key(comment) in earlier.comments:
            ours.add(comment.get(f"{{{namespace(comment)}}}id"))
            comments.remove(comment)
    for node in list(body.iter()):
        if local(node) in _ANCHORS and node.get(f"{{{namespace(node)}}}id") in ours:
            parent = node.getparent()
            assert parent is not None
            parent.remove(node)
            if local(parent) == "r" and all(local(part) == "rPr" for part in parent):
                above = parent.getparent()
                assert above is not None
                above.remove(parent)
        elif local(node) == "r":
            undress(node, earlier.colours)
