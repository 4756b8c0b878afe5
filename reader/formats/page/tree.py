# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""HTML as a tree: parsed with the network off, stripped of everything that is not for reading.

Nothing here recurses, so that a page of 20,000 nested elements is only a long list.
"""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

#: Deeper pages are not searched for their article; all of their text is shown.
DEPTH_LIMIT = 400
#: Pages with more elements neither.
ELEMENT_LIMIT = 150_000

#: Hidden text is read where its paragraphs have more letters, and most of the page's.
MAIN_TEXT = 600

#: Elements that are never read.
DROPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "math",
        "iframe",
        "frame",
        "frameset",
        "object",
        "embed",
        "applet",
        "param",
        "video",
        "audio",
        "source",
        "track",
        "canvas",
        "map",
        "area",
        "link",
        "meta",
        "base",
        "head",
        "input",
        "select",
        "option",
        "textarea",
        "datalist",
        "progress",
        "meter",
        # How the word below is pronounced.
        "rt",
        "rp",
    ]
)
#: Elements that begin and end a line of their own.
BLOCK_TAGS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "caption",
    ]
)
_INVISIBLE = re.compile(r"(?:display\s*:\s*none|(?<!-)visibility\s*:\s*hidden)", re.IGNORECASE)
# What React sends late: hidden until its script puts it where it belongs.
_STREAMED = re.compile(r"S:[0-9a-f]{1,4}")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SPACES = re.compile(r"\s+")


def parse(text: str) -> "_Element | None":
    """The root of a page, or None where there is no markup in it."""
    from lxml import etree

    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True
    )
    data = text.replace("\0", "").encode("utf-8", "replace")
    try:
        return etree.fromstring(data, parser)
    except etree.ParserError:
        return None
    except etree.XMLSyntaxError:
        return None


def tag_of(node: "_Element") -> str:
    """The name of an element in lower case without its name space."""
    tag = node.tag
    return tag.rsplit("}", 1)[-1].lower() if isinstance(tag, str) else ""


def names_of(node: "_Element") -> str:
    """What its author called an element: its classes and its identifier."""
    return f"{node.get('class') or ''} {node.get('id') or ''}"


def text_of(node: "_Element") -> str:
    """The text inside an element on one line."""
    return _SPACES.sub(" ", "".join(map(str, node.itertext()))).strip()


def prune(root: "_Element") -> None:
    """Take out what is not for reading: scripts, controls, embedded things, what is hidden.

    Most of the text is for reading even so: a script shows it, or nobody closed a button.
    """
    for node in [node for node in root.iter() if _is_unread(node)]:
        remove(node)
    unseen = [node for node in root.iter() if _is_unseen(node)]
    enough = max(MAIN_TEXT, _prose(root) / 2) if unseen else 0
    for node in unseen:
        if _prose(node) < enough:
            remove(node)


def _prose(node: "_Element") -> int:
    """How many letters the paragraphs in an element have."""
    return sum(len(text_of(paragraph)) for paragraph in node.iter("p"))


def _is_unread(node: "_Element") -> bool:
    tag = tag_of(node)
    return tag not in {"html", "body"} and (not tag or tag in DROPPED)


def _is_unseen(node: "_Element") -> bool:
    tag = tag_of(node)
    if tag in {"html", "body"} or _STREAMED.fullmatch(node.get("id") or ""):
        return False
    if tag in {"button", "dialog"}:
        return True
    if node.get("hidden") is not None and node.get("hidden") != "until-found":
        return True
    style = node.get("style")
    if style and _INVISIBLE.search(style):
        return True
    return (node.get("aria-hidden") or "").lower() == "true" and tag not in {"p", "article", "main"}


def remove(node: "_Element") -> None:
    """Take an element out, leaving the text that follows it in its place."""
    parent = node.getparent()
    if parent is None:
        return
    if node.tail:
        # The parser lets control characters through that it refuses to take back.
        tail = _CONTROLS.sub("", node.tail)
        previous = node.getprevious()
        if previous is None:
            parent.text = _CONTROLS.sub("", parent.text or "") + tail
        else:
            previous.tail = _CONTROLS.sub("", previous.tail or "") + tail
    parent.remove(node)


def is_manageable(root: "_Element") -> bool:
    """Whether a page is shallow and small enough to be searched for its article."""
    depth = count = 0
    for step in _steps(root):
        depth += step
        count += step > 0
        if depth > DEPTH_LIMIT or count > ELEMENT_LIMIT:
            return False
    return True


def _steps(root: "_Element") -> Iterator[int]:
    from lxml import etree

    for event, _ in etree.iterwalk(root, events=("start", "end")):
        yield 1 if event == "start" else -1
