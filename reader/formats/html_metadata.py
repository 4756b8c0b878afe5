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
from itertools import islice
from typing import TYPE_CHECKING

from reader.formats.dates import date_in_address, parse_date, posted_date, without_date
from reader.formats.draft import Draft, one_line
from reader.formats.html_tree import names_of, tag_of, text_of
from reader.formats.wording import author_in_standfirst, byline_names, is_genre, is_name
from reader.formats.words import strip_page_name, words_of

if TYPE_CHECKING:
    from lxml.etree import _Element

#: Longer scripts are data for a program, not a description of the page.
JSON_LIMIT = 1_000_000
#: How deep a description may be nested.
JSON_DEPTH = 8
BYLINE_LIMIT = 120
#: The name of a site has at most this many words.
SITE_WORDS = 5
#: How many main headings are compared with the stated title.
HEADING_LIMIT = 10
#: The standfirst is among this many elements after the heading.
SIBLING_LIMIT = 2

_ARTICLE_TYPE = re.compile(r"(?:Article|BlogPosting|Report|ClaimReview|Review|NewsItem)$")
_OPINION_TYPES = {"OpinionNewsArticle": "Opinion", "ReviewNewsArticle": "Review"}
_TITLES = [
    "dc.title",
    "dcterm.title",
    "dcterms.title",
    "og:title",
    "parsely-title",
    "sailthru.title",
    "twitter:title",
    "title",
    "headline",
]
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
    "twitter:data1",
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
    r"^(?:(?:written|reported|posted|published|story|words|text|article)\s+)?(?:by|von|par|por|"
    r"di)\b"
    r"[\s:]*|^authors?\s*:\s*",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"^https?://|^www\.|\w@\w", re.IGNORECASE)
# Other dates are of what the article is about.
_PUBLISHED_WHEN = re.compile(r"\W*(?:by|published|posted)\b", re.IGNORECASE)
_BEFORE_SITE = re.compile(r"^\s+[|•·»–—-]\s+|^\s*::\s+")
_DAY = timedelta(days=1)
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
    draft.title = _title(root, described, draft.outlet)
    draft.outlet = draft.outlet or _name_behind(draft.title, root)
    draft.byline = _byline(described, draft.outlet, _visible_byline(root) if visible else None)
    draft.address = _address(root, described) or draft.address
    draft.updated = _date(described, "dateModified", _UPDATED)
    draft.published = _date(described, "datePublished", _PUBLISHED)
    seen = _visible_date(root) if visible else None
    if draft.published is None:
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


def _name_behind(title: str | None, root: "_Element") -> str | None:
    """The site that a page's own title names behind that of the article."""
    for node in root.iter("title"):
        whole = text_of(node)
        name = _BEFORE_SITE.split(whole.removeprefix(title or whole))[-1].strip(" []()")
        if title and name and whole.startswith(title) and len(name.split()) <= SITE_WORDS:
            return name
    return None


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


def _title(root: "_Element", described: _Described, outlet: str | None) -> str | None:
    titles = [
        stripped
        for title in (*described.meta(_TITLES[:3]), *described.stated("headline"))
        if (stripped := one_line(title))
    ]
    elements = [text_of(node) for node in root.iter("title")]
    stated = [*described.meta(_TITLES), *elements[:1]]
    titles += [strip_page_name(title, outlet) for title in stated if one_line(title)]
    headings = [node for node in islice(root.iter("h1"), HEADING_LIMIT) if text_of(node)]
    lower = {
        tuple(words_of(text_of(node))) for node in islice(root.iter("h2", "h3"), HEADING_LIMIT)
    }
    for title in stated:
        article, _, site = title.rpartition(" - ")
        # The main heading of a blog may be the blog's own name.
        named = any(words_of(text_of(node)) == words_of(site) for node in headings)
        if named and words_of(article) and tuple(words_of(article)) in lower:
            return one_line(article)
    for node in headings:
        text = text_of(node)
        if outlet and words_of(text) == words_of(outlet):
            continue
        if any(_agree(text, title) for title in (*titles, *stated)) and len(words_of(text)) > 1:
            return one_line(text)
    if not titles and len(headings) == 1:
        return one_line(text_of(headings[0]))
    return one_line(titles[0]) if titles else None


def _agree(text: str, title: str) -> bool:
    """Whether a heading and a stated title are two wordings of one title."""
    first, second = set(words_of(text)), set(words_of(title))
    if not first or not second:
        return False
    return 2 * len(first & second) >= max(1, min(len(first), len(second))) + 1


def _byline(described: _Described, outlet: str | None, visible: str | None) -> str | None:
    stated = [name for name in described.stated("author") if not _ADDRESS.search(name)]
    people = list(dict.fromkeys(one_line(name) or "" for name in stated))
    if people and all(people) and not _says_more(visible, people, outlet):
        return ", ".join(people[:8])
    metas = [
        name
        for name in described.meta(_AUTHORS)
        if not _ADDRESS.match(name) and len(name) <= BYLINE_LIMIT and not name.isdigit()
    ]
    if visible and (not metas or not is_name(metas[0].split(",")[0].strip())):
        return visible
    return _listed(_without_by(_without_outlet(metas[0], outlet))) if metas else None


def _says_more(visible: str | None, people: Sequence[str], outlet: str | None) -> bool:
    """Whether the byline on the page names others, too, or people where machines read the outlet's.

    Its words are names, or it would not be a byline.
    """
    if not visible:
        return False
    seen, stated = set(words_of(visible)), set(words_of(" ".join(people)))
    anonymous = stated <= set(words_of(outlet or ""))
    return stated < seen or (anonymous and not seen <= stated and is_name(visible))


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


def _without_by(text: str) -> str | None:
    return one_line(_BY.sub("", text.strip()).strip(" ,|·•-–—"))


def _visible_byline(root: "_Element") -> str | None:
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
        if not 2 < len(text) <= BYLINE_LIMIT * 2:
            continue
        found = _names_in(node, text)
        if found:
            return found
        plain = _without_by(text)
        if plain and marked and len(plain) <= BYLINE_LIMIT:
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
    with_others = re.fullmatch(r"(.{4,60}?)\s*(\([^()]{4,80}\))", _without_by(text) or "")
    if with_others and is_name(with_others[1]):
        return with_others.group()
    linked = [
        name
        for link in node.iter("a", "span")
        if (link.get("rel") == "author" or "author" in f"{link.get('href') or ''}{names_of(link)}")
        and is_name(name := _without_by(text_of(link)) or "")
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
        plain = _without_by(dateless)
        if plain and (is_name(plain) or byline_names(f"By {plain}")):
            return byline_names(f"By {plain}") or plain
    return None


def _date(described: _Described, key: str, metas: list[str]) -> str | None:
    for value in (*described.stated(key), *described.meta(metas)):
        found = parse_date(value)
        if found:
            return found
    return None


def _is_next_day(seen: str | None, stated: str) -> bool:
    """Whether the stated day follows the one that the page shows."""
    return seen is not None and date.fromisoformat(stated) - date.fromisoformat(seen) == _DAY


def _visible_date(root: "_Element") -> str | None:
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
