# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What stands in a chapter of a book but is not of its running text: notes, their marks, pages.

Books say so by `epub:type` or `role`, or by what their elements are called; where they say nothing,
a note is what a mark leads to.
"""

import re
from collections.abc import Iterable
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import unquote

from reader.formats.page.tree import BLOCK_TAGS, names_of, remove, tag_of, text_of
from reader.formats.safe.archive import resolve

if TYPE_CHECKING:
    from lxml.etree import _Element

#: What a mark leads to is no note if it is longer.
NOTE_LIMIT = 5000
#: So many links of a mark are looked at.
LINKS_LIMIT = 5
#: What is called a page number is none if it is longer.
PAGE_LIMIT = 20

_TYPE = "{http://www.idpf.org/2007/ops}type"
_NOTES = frozenset(
    f"{where}{plural}"
    for where in ("footnote", "endnote", "rearnote", "note")
    for plural in ("", "s")
)
_CONTENTS = frozenset({"toc", "landmarks", "page-list", "pagelist", "loi", "lot"})
_NOTE_NAME = re.compile(r"(?:^|[\s_-])(?:foot|end|rear)-?notes?(?:-?text)?(?:$|[\s_-])", re.I)
_REFERENCE_NAME = re.compile(r"note-?ref|fn-?ref|foot-?note-?(?:ref|mark|anchor)", re.IGNORECASE)
_PAGE_NAME = re.compile(r"(?:^|\s)(?:page-?(?:num|number|break|no)|pb)(?:$|\s)", re.IGNORECASE)
_MARK = re.compile(r"[\[({]?\s?(?:\d{1,4}|[ivxlc]{1,5}|[a-z]|[*†‡§¶#]{1,4})\s?[\])}]?\.?", re.I)
_NOTE_ID = re.compile(r"_?(?:fn|ftn|foot|end|rear|note|en?\d|n\d)", re.IGNORECASE)
_BACK = frozenset("↩↑^⏎↵←")
_BLOCKS = frozenset({"p", "li", "aside", "dd", "div", "section", "tr"})


class Notes:
    """Takes the notes out of a book's chapters, one after the other."""

    def __init__(self) -> None:
        # What the marks met so far lead to: the entry and the identifier.
        self._targets: set[tuple[str | None, str]] = set()

    def take(self, root: "_Element", path: str) -> list["_Element"]:
        """Take marks, numbers of pages and notes out of a chapter, and return its notes."""
        for node in list(root.iter()):
            if _is_page_number(node) or _is_contents(node) or _is_way_back(node):
                remove(node)
            elif _is_mark(node):
                self._targets.update(_led_to(node, path))
                remove(node)
        notes = list(self._outermost(root, path))
        for note in notes:
            remove(note)
        return notes

    def _outermost(self, root: "_Element", path: str) -> Iterable["_Element"]:
        found: dict[int, _Element] = {}
        for node in root.iter():
            says_so = _is_note(node)
            if not says_so and not self._is_led_to(node, path):
                continue
            if any(id(above) in found for above in node.iterancestors()):
                continue
            note = node if says_so else _block_of(node)
            if note is not None:
                found[id(note)] = note
        return _with_lists(found)

    def _is_led_to(self, node: "_Element", path: str) -> bool:
        return any((path, name) in self._targets for name in (node.get("id"), node.get("name")))


def _block_of(node: "_Element") -> "_Element | None":
    """The note that a mark leads to by leading to this element."""
    while tag_of(node) not in _BLOCKS:
        above = node.getparent()
        if above is None or not _begins(node, above):
            return None
        node = above
    return node if len(text_of(node)) <= NOTE_LIMIT else None


def _with_lists(found: dict[int, "_Element"]) -> Iterable["_Element"]:
    """The notes, and instead of all items of a list the list itself, which numbers them."""
    lists = {
        id(above): above
        for note in found.values()
        if tag_of(note) == "li" and (above := note.getparent()) is not None
    }
    for key, above in lists.items():
        if all(id(item) in found for item in above):
            for item in above:
                del found[id(item)]
            found[key] = above
    return found.values()


def _meanings(node: "_Element") -> frozenset[str]:
    said = f"{node.get(_TYPE) or node.get('epub:type') or ''} {node.get('role') or ''}"
    return frozenset(word.removeprefix("doc-") for word in said.lower().split())


def is_notes(node: "_Element") -> bool:
    """Whether a whole document says that it is notes."""
    return bool(_meanings(node) & _NOTES)


def _is_note(node: "_Element") -> bool:
    tag = tag_of(node)
    if tag in {"", "html", "body"}:
        return False
    if _meanings(node) & _NOTES and tag != "a":
        return True
    return tag in BLOCK_TAGS and bool(_NOTE_NAME.search(names_of(node)))


def _is_contents(node: "_Element") -> bool:
    return tag_of(node) == "nav" and bool(_meanings(node) & _CONTENTS)


def _is_page_number(node: "_Element") -> bool:
    named = tag_of(node) in {"span", "a", "div", "p"} and _PAGE_NAME.search(node.get("class") or "")
    if named or "pagebreak" in _meanings(node):
        return len(text_of(node)) <= PAGE_LIMIT
    return False


def _is_way_back(node: "_Element") -> bool:
    if tag_of(node) != "a":
        return False
    return "backlink" in _meanings(node) or text_of(node).rstrip("\ufe0e\ufe0f") in _BACK


def _is_mark(node: "_Element") -> bool:
    """Whether this is the mark of a note, at the words that it is about."""
    tag = tag_of(node)
    if tag not in {"a", "sup", "span"}:
        return False
    if "noteref" in _meanings(node):
        return True
    links = [node] if tag == "a" else list(islice(node.iter("a"), LINKS_LIMIT))
    to = [(link.get("href") or "").partition("#")[2] for link in links]
    if not to or not all(to) or not _MARK.fullmatch(text_of(node)):
        return False
    raised = tag == "sup" or next(node.iter("sup"), None) is not None
    named = _REFERENCE_NAME.search(names_of(node)) or all(map(_NOTE_ID.match, to))
    # A note begins with its own number, which leads back.
    return bool((raised or named) and not _begins_block(node))


def _begins_block(node: "_Element") -> bool:
    while tag_of(node) not in BLOCK_TAGS:
        above = node.getparent()
        if above is None or not _begins(node, above):
            return False
        node = above
    return True


def _begins(node: "_Element", above: "_Element") -> bool:
    """Whether nothing to be read stands before an element in the one above it."""
    if (above.text or "").strip():
        return False
    for before in node.itersiblings(preceding=True):
        if (before.tail or "").strip() or text_of(before):
            return False
    return True


def _led_to(mark: "_Element", path: str) -> Iterable[tuple[str | None, str]]:
    for link in mark.iter("a"):
        file, _, name = unquote(link.get("href") or "").partition("#")
        if name:
            yield (resolve(path, file) if file else path), name
