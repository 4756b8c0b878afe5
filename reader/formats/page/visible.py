# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The byline and the date that one can see on a page, by what their elements are called."""

import re
from itertools import islice
from typing import TYPE_CHECKING

from reader.formats.draft import one_line
from reader.formats.page.tree import names_of, tag_of, text_of
from reader.formats.structure.bylines import author_in_standfirst, byline_names, is_name
from reader.formats.structure.dates import parse_date, posted_date, without_date

if TYPE_CHECKING:
    from lxml.etree import _Element

BYLINE_LIMIT = 120
#: What is marked as an author and is no plain name has at most this many words.
NAME_WORDS = 7
#: So many main headings are looked at.
HEADING_LIMIT = 10
#: The standfirst is among this many elements after the heading.
SIBLING_LIMIT = 2

_BYLINE_CLASS = re.compile(
    r"byline|(?:^|[\s_-])authors?(?:$|[\s_-])|author-?name|writtenby|dateline-author|p-author|"
    r"contributor|creator-?name",
    re.IGNORECASE,
)
_NAME_CLASS = re.compile(r"(?:author|creator|byline|writer)-?_?name", re.IGNORECASE)
_NOT_BYLINE = re.compile(
    r"comment|bio|avatar|image|photo|related|widget|footer|social|follow|credit|caption|sidebar|"
    r"box",
    re.IGNORECASE,
)
_DATE_CLASS = re.compile(
    r"date|time|publish|posted|dateline|stamp|pubdate|byline|meta|info", re.IGNORECASE
)
# The day on which somebody looked at a source.
_NOT_DATE = re.compile(r"access-?date|reference|citation", re.IGNORECASE)
_BY = re.compile(
    r"^(?-i:By(?=[A-Z][a-z]))|^(?:(?:written|reported|posted|published|story|words|text|article)\s+)?(?:by|von|par|por|"
    r"di)\b"
    r"[\s:]*|^authors?\s*:\s*",
    re.IGNORECASE,
)
_NOT_AUTHOR = re.compile(r"^\W*(?:\w+ly\s+)?(?:fact[\s-])?(?:reviewed|checked|edited)\s+by\b", re.I)
# Other dates are of what the article is about.
_PUBLISHED_WHEN = re.compile(r"\W*(?:by|published|posted)\b", re.IGNORECASE)


def visible_byline(root: "_Element") -> str | None:
    """The first byline on the page, by what its element is called or says it is."""
    for node in root.iter():
        if tag_of(node) in {"", "meta", "script", "style", "html", "body", "link", "head"}:
            continue
        marked = node.get("rel") == "author" or "author" in (node.get("itemprop") or "").split()
        names = names_of(node)
        called = _BYLINE_CLASS.search(names) and not _NOT_BYLINE.search(names)
        called = called or "reader-credits" in names  # Firefox's reader view
        if not marked and not called:
            continue
        text = text_of(node)
        if not 2 < len(text) <= BYLINE_LIMIT * 2 or _NOT_AUTHOR.search(text):
            continue
        found = _names_in(node, text)
        if found:
            return found
        plain = without_by(text)
        if plain and marked and len(plain.split()) <= NAME_WORDS:
            return plain
        if plain and called and _NAME_CLASS.search(names) and len(plain.split()) <= 4:
            return plain
    return _author_under_title(root)


def _author_under_title(root: "_Element") -> str | None:
    for heading in islice(root.iter("h1"), HEADING_LIMIT):
        for node in islice(heading.itersiblings(), SIBLING_LIMIT):
            author = author_in_standfirst(text_of(node))
            if author:
                return author
    return None


def _names_in(node: "_Element", text: str) -> str | None:
    with_others = re.fullmatch(r"(.{4,60}?)\s*(\([^()]{4,80}\))", without_by(text) or "")
    if with_others and is_name(with_others[1]):
        return with_others.group()
    linked = [
        name
        for link in node.iter("a", "span")
        if (link.get("rel") == "author" or "author" in f"{link.get('href') or ''}{names_of(link)}")
        and is_name(name := without_by(text_of(link)) or "")
    ]
    if linked:
        return ", ".join(dict.fromkeys(linked))
    cut = re.split(
        r"\s*(?:\||•|·|/|\n|\s[-–—]\s|\b(?:updated|published|posted|on)\b|\d{1,2}[:.]\d\d)", text
    )
    for piece in cut:
        dateless = without_date(piece).strip(" ,")
        names = byline_names(re.sub(r"\s+,", ",", dateless))
        if names:
            return names
        plain = without_by(dateless)
        if plain and (is_name(plain) or byline_names(f"By {plain}")):
            return byline_names(f"By {plain}") or plain
    return None


def without_by(text: str) -> str | None:
    """A byline without the "By" before it."""
    return one_line(_BY.sub("", text.strip()).strip(" ,|·•-–—"))


def visible_date(root: "_Element") -> str | None:
    """The date in a time element or in an element that is called after dates."""
    for node in root.iter():
        item = node.get("itemprop") or ""
        if "datePublished" in item or "dateCreated" in item:
            found = parse_date(node.get("datetime") or node.get("content") or text_of(node))
            if found:
                return found
    for node in root.iter("time"):
        found = parse_date(node.get("datetime")) or parse_date(text_of(node))
        if found:
            return found
    first = None
    for node in root.iter("p", "div", "span", "li", "td", "small", "h2", "h3", "h4", "h5", "abbr"):
        names = names_of(node)
        limit = 200 if _DATE_CLASS.search(names) else 80 if _BYLINE_CLASS.search(names) else 0
        if limit and not _NOT_DATE.search(names) and not _in_table(node):
            text = text_of(node)
            found = posted_date(text) if 5 < len(text) <= limit else None
            if found and _PUBLISHED_WHEN.match(text):
                return found
            first = first or found
    return first


def _in_table(node: "_Element") -> bool:
    """Whether an element is in a table, where dates are about something else."""
    return any(tag_of(above) == "table" for above in node.iterancestors())
