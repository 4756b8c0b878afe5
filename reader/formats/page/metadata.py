# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What a page says about itself: JSON-LD, meta tags, time elements and the bylines one can see.

What can be seen on the page goes before what only machines read, where the two agree on the matter.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from reader.formats.draft import Draft, one_line
from reader.formats.page.head import Head, read_head
from reader.formats.page.titles import find_title, name_behind
from reader.formats.page.tree import names_of
from reader.formats.page.visible import (
    BYLINE_LIMIT,
    visible_byline,
    visible_date,
    without_by,
)
from reader.formats.structure.bylines import is_name
from reader.formats.structure.dates import date_in_address, parse_date
from reader.formats.structure.imprint import is_genre
from reader.formats.structure.words import words_of

if TYPE_CHECKING:
    from lxml.etree import _Element

#: Longer scripts are data for a program, not a description of the page.
JSON_LIMIT = 1_000_000
#: How deep a description may be nested.
JSON_DEPTH = 8

_ARTICLE_TYPE = re.compile(r"(?:Article|BlogPosting|Report|ClaimReview|Review|NewsItem)$")
_OPINION_TYPES = {"OpinionNewsArticle": "Opinion", "ReviewNewsArticle": "Review"}
_AUTHORS = [
    "dc.creator",
    "dcterm.creator",
    "dcterms.creator",
    "author",
    "parsely-author",
    "sailthru.author",
    "byl",
    "authors",
    "article:author",
    "article.author",
    "og:article:author",
    "dc.author",
    "cxenseparse:author",
    "citation_author",
]
_PUBLISHED = [
    "article:published_time",
    "article.published",
    "og:article:published_time",
    "datepublished",
    "date.published",
    "published_time_telegram",
    "parsely-pub-date",
    "sailthru.date",
    "pubdate",
    "publishdate",
    "publish-date",
    "ptime",
    "publication_date",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.issued",
    "dc.date",
    "dcterms.date",
    "date",
    "cxenseparse:recs:publishtime",
    "displaydate",
    "article_date_original",
    "originalpublicationdate",
    "published_on",
    "published",
    "og:published_time",
    "citation_publication_date",
    "og:pubdate",
    "rnews:datepublished",
    "shareaholic:article_published_time",
]
_UPDATED = [
    "article:modified_time",
    "article.updated",
    "og:updated_time",
    "datemodified",
    "lastmod",
    "last-modified",
    "dcterms.modified",
    "dc.date.modified",
    "revised",
]
_OUTLETS = [
    "og:site_name",
    "application-name",
    "publisher",
    "dc.publisher",
    "dcterms.publisher",
    "source",
]
_SECTIONS = [
    "article:section",
    "section",
    "parsely-section",
    "sailthru.section",
    "genre",
    "cg",
    "article.section",
]
_LANGUAGES = ["og:locale", "dc.language", "content-language", "language"]
_ADDRESS = re.compile(r"^https?://|^www\.|\w@\w", re.IGNORECASE)
_DAY = timedelta(days=1)
# What publishing programs call whoever set up the site.
_ACCOUNT = re.compile(
    r"(?:site|web|wp|super)?\s?(?:admin(?:istrator)?|master|user|editor|author|root)\d*",
    re.IGNORECASE,
)
_PATH_GENRE = re.compile(
    r"/(?P<genre>opinions?|op-?ed|editorials?|commentary|comment(?:isfree)?|columnists?|columns?)/",
    re.IGNORECASE,
)


@dataclass(slots=True)
class _Described:
    """What the machine-readable parts of a page say."""

    metas: dict[str, str] = field(default_factory=dict)
    articles: list[Mapping[str, object]] = field(default_factory=list)
    outlets: list[str] = field(default_factory=list)

    def meta(self, keys: list[str]) -> Iterator[str]:
        return (self.metas[key] for key in keys if self.metas.get(key))

    def signed(self) -> Iterator[str]:
        """Who is said to have written it."""
        yield from self.meta(_AUTHORS)
        # The label of what a card shows says what it is: often the time that reading takes.
        if "by" in words_of(self.metas.get("twitter:label1", "")):
            yield from self.meta(["twitter:data1"])

    def stated(self, *keys: str) -> Iterator[str]:
        for article in self.articles:
            for key in keys:
                yield from _names(article.get(key))


def read_metadata(draft: Draft, root: "_Element", *, visible: bool = True) -> None:
    """Fill in a draft's metadata from a page that has not been pruned yet.

    Args:
        draft: What is found is filled in here; an address it has already is where the page was
            saved from, which the page may know better.
        root: The page.
        visible: Whether to look at what can be seen, too; costly on a page of many levels.
    """
    described = _describe(root)
    outlets = (*described.stated("publisher"), *described.outlets, *described.meta(_OUTLETS))
    named = (value for value in (*described.meta(["og:site_name"]), *outlets) if value.strip())
    draft.outlet = _first(*(_outlet(value) for value in named if not _ADDRESS.search(value)))
    draft.address = _address(root, described) or draft.address
    headlines = list(described.stated("headline"))
    draft.title = find_title(root, described.metas, headlines, draft.outlet, draft.address)
    draft.outlet = draft.outlet or name_behind(draft.title, root)
    head = read_head(root) if visible else Head()
    shown = (head.byline or visible_byline(root) or head.elsewhere) if visible else None
    draft.byline = _byline(described, draft.outlet, shown)
    draft.updated = _date(described, "dateModified", _UPDATED)
    draft.published = _date(described, "datePublished", _PUBLISHED)
    seen = visible_date(root) if visible else None
    if head.readings and draft.published not in head.readings:
        # What stands by the title is this article's.
        seen = head.published or (seen if seen in head.readings else None)
    if draft.published is None or (head.published and _is_other_day(head, draft.published)):
        draft.published = seen
    elif _is_next_day(seen, draft.published):
        # The day at the paper's own place, where machines are told that of Greenwich.
        draft.updated = None if draft.updated == draft.published else draft.updated
        draft.published = seen
    draft.published = draft.published or date_in_address(draft.address)
    if draft.updated and draft.published and draft.updated <= draft.published:
        draft.updated = None
    draft.genre = _genre(described, draft.address)
    draft.language = _first(
        root.get("lang"),
        root.get("{http://www.w3.org/XML/1998/namespace}lang"),
        *described.stated("inLanguage"),
        *described.meta(_LANGUAGES),
    )


def _first(*values: str | None) -> str | None:
    return next((line for value in values if (line := one_line(value))), None)


def _outlet(name: str) -> str:
    """A site's name without what some put behind it, or the sign before an account's name."""
    return re.split(r"\s+[|–—]\s+", name.strip().removeprefix("@"))[0]


def _describe(root: "_Element") -> _Described:
    described = _Described()
    for attribute in ("property", "name", "itemprop", "http-equiv"):
        for node in root.iter("meta"):
            content = (node.get("content") or "").strip()
            for name in (node.get(attribute) or "").lower().split() if content else ():
                described.metas.setdefault(re.sub(r"^(dc|dcterms?):", r"\1.", name), content)
    for node in root.iter("script"):
        if "ld+json" in (node.get("type") or "").lower():
            for thing in _things(_parse_json(node.text or "")):
                _take_thing(described, thing)
    return described


def _take_thing(described: _Described, thing: Mapping[str, object]) -> None:
    types = list(_names(thing.get("@type")))
    if any(_ARTICLE_TYPE.search(name) for name in types):
        described.articles.append(thing)
    elif any("Organization" in name or name == "WebSite" for name in types):
        described.outlets.extend(_names(thing.get("name")))


def _parse_json(text: str) -> object:
    text = text.strip().removeprefix("<![CDATA[").removesuffix("]]>").rstrip("; \n")
    if len(text) > JSON_LIMIT:
        return None
    try:
        parsed: object = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None
    return parsed


def _things(value: object, depth: int = 0) -> Iterator[Mapping[str, object]]:
    """Every described thing at any level, outer ones first."""
    if depth > JSON_DEPTH:
        return
    if isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "hasPart"):
            if key in value:
                yield from _things(value[key], depth + 1)
    elif isinstance(value, list):
        for part in value[:200]:
            yield from _things(part, depth + 1)


def _names(value: object, depth: int = 0) -> Iterator[str]:
    """The names in a value that may be a text, a thing with a name, or a list of these."""
    if depth > JSON_DEPTH:
        return
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from _names(value.get("name") or value.get("@value"), depth + 1)
    elif isinstance(value, list):
        for part in value[:50]:
            yield from _names(part, depth + 1)


def _byline(described: _Described, outlet: str | None, visible: str | None) -> str | None:
    stated = [name for name in described.stated("author") if not _is_nobody(name)]
    people = list(dict.fromkeys(one_line(name) or "" for name in stated))
    if people and all(people) and not _says_more(visible, people, outlet):
        return ", ".join(people[:8])
    metas = [
        name
        for name in described.signed()
        if len(name) <= BYLINE_LIMIT and not name.isdigit() and not _is_nobody(name)
    ]
    if visible and (not metas or not is_name(metas[0].split(",")[0].strip())):
        return None if _is_nobody(visible) else visible
    return _listed(without_by(_without_outlet(metas[0], outlet))) if metas else None


def _is_nobody(name: str) -> bool:
    """Whether an author is an address, or the account that a site was set up with."""
    return bool(_ADDRESS.search(name) or _ACCOUNT.fullmatch(name.strip()))


def _says_more(visible: str | None, people: Sequence[str], outlet: str | None) -> bool:
    """Whether the byline on the page names others, too, or people where machines read the outlet's.

    Its words are names, or it would not be a byline.
    """
    if not visible:
        return False
    seen, stated = set(words_of(visible)), set(words_of(" ".join(people)))
    anonymous = stated <= set(words_of(outlet or ""))
    return stated < seen or (
        anonymous and not seen <= stated and (is_name(visible) or len(seen) == 1)
    )


def _listed(names: str | None) -> str | None:
    """Names with commas alone between them, as they are listed elsewhere."""
    return re.sub(r",\s*(?:and|&)\s+", ", ", names) if names else None


def _without_outlet(byline: str, outlet: str | None) -> str:
    """A byline without the name of the paper behind it."""
    names, _, last = byline.rpartition(",")
    last_words, outlet_words = words_of(last), words_of(outlet or "")
    return (
        names if names and last_words and last_words == outlet_words[: len(last_words)] else byline
    )


def _date(described: _Described, key: str, metas: list[str]) -> str | None:
    for value in (*described.stated(key), *described.meta(metas)):
        found = parse_date(value)
        if found:
            return found
    return None


def _is_next_day(seen: str | None, stated: str) -> bool:
    """Whether the stated day follows the one that the page shows."""
    return seen is not None and date.fromisoformat(stated) - date.fromisoformat(seen) == _DAY


def _is_other_day(head: Head, stated: str) -> bool:
    """Whether the page shows another day than is stated, but for the hours between two places."""
    return stated not in head.readings and not _is_next_day(head.published, stated)


def _address(root: "_Element", described: _Described) -> str | None:
    canonical = [
        node.get("href")
        for node in root.iter("link")
        if "canonical" in (node.get("rel") or "").lower().split()
    ]
    # Where Firefox leads back from its reader view.
    domain = [node.get("href") for node in root.iter("a") if "reader-domain" in names_of(node)]
    stated = (*described.meta(["og:url"]), *described.stated("url", "@id"))
    for value in (*canonical, *stated, *domain):
        if value and re.match(r"https?://", value.strip()):
            return value.strip()
    return None


def _genre(described: _Described, address: str | None) -> str | None:
    for article in described.articles:
        for name in _names(article.get("@type")):
            if name in _OPINION_TYPES:
                return _OPINION_TYPES[name]
    sections = (*described.stated("articleSection", "genre"), *described.meta(_SECTIONS))
    for section in sections:
        for part in re.split(r"[,;/|>]", section):
            if is_genre(part.strip()):
                return part.strip()
    match = _PATH_GENRE.search(address or "")
    return match["genre"].capitalize() if match else None


def article_body(root: "_Element") -> str:
    """The article as a page states it for machines, or nothing."""
    described = _describe(root)
    bodies = (article.get("articleBody") for article in described.articles)
    return max((body for body in bodies if isinstance(body, str)), key=len, default="")
