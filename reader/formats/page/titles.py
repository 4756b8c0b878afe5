# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The title of a page: what its heading, its own title and its tags agree on."""

import html
import re
from collections.abc import Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from reader.formats.draft import one_line
from reader.formats.page.tree import text_of
from reader.formats.page.visible import HEADING_LIMIT
from reader.formats.structure.words import same_words, strip_page_name, words_of

if TYPE_CHECKING:
    from lxml.etree import _Element

#: The name of a site has at most this many words.
SITE_WORDS = 5

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
_BEFORE_SITE = re.compile(r"^\s+[|•·»–—-]\s+|^\s*::\s+")
# Sites that are called by their addresses.
_DOMAIN = re.compile(r"[A-Za-z][\w-]+\.(?:com|org|net|io|ai|co|info)(?:\s\w+)?", re.IGNORECASE)
_SEPARATOR = re.compile(r"\s+(?:[|•·»–—-]|::)\s+")


def find_title(
    root: "_Element",
    metas: Mapping[str, str],
    headlines: Sequence[str],
    outlet: str | None,
    address: str | None,
) -> str | None:
    """The title of the article on a page that has not been pruned yet.

    Args:
        root: The page.
        metas: What its meta tags say, by their names.
        headlines: Those of the article as it is described for machines.
        outlet: The name of the site, where it is known.
        address: Where the page is.
    """
    tagged = [metas[key] for key in _TITLES if metas.get(key)]
    whole = [text_of(node) for node in islice(root.iter("title"), 1)]
    stated = [*tagged, *whole]
    own = [metas[key] for key in _TITLES[:3] if metas.get(key)]
    titles = [line for title in (*own, *headlines) if (line := one_line(title))]
    titles += [_without_site(title, outlet, address) for title in stated if one_line(title)]
    heading = _heading(root, [*titles, *stated], outlet, stated)
    if heading:
        sources = [_without_site(t, outlet, address) for t in (*tagged, *headlines)]
        page = [_without_site(t, outlet, address) for t in whole]
        return one_line(_agreed(heading, sources, page))
    headings = [text for text in _headings(root) if text]
    if not titles and len(headings) == 1:
        return one_line(headings[0])
    return one_line(titles[0]) if titles else None


def name_behind(title: str | None, root: "_Element") -> str | None:
    """The site that a page's own title names behind that of the article."""
    for node in root.iter("title"):
        whole = text_of(node)
        name = _BEFORE_SITE.split(whole.removeprefix(title or whole))[-1].strip(" []()")
        if title and name and whole.startswith(title) and len(name.split()) <= SITE_WORDS:
            return name
    return None


def _headings(root: "_Element") -> list[str]:
    # Some write their tags' entities twice.
    nodes = islice(root.iter("h1"), HEADING_LIMIT)
    return [text for node in nodes if (text := html.unescape(text_of(node)))]


def _heading(
    root: "_Element", titles: Sequence[str], outlet: str | None, stated: Sequence[str]
) -> str | None:
    """The main heading that is another wording of a stated title."""
    headings = _headings(root)
    lower = {
        tuple(words_of(text_of(node))) for node in islice(root.iter("h2", "h3"), HEADING_LIMIT)
    }
    for title in stated:
        article, _, site = title.rpartition(" - ")
        # The main heading of a blog may be the blog's own name.
        named = any(words_of(text) == words_of(site) for text in headings)
        if named and words_of(article) and tuple(words_of(article)) in lower:
            return article
    for text in headings:
        if outlet and words_of(text) == words_of(outlet):
            continue
        if any(_agree(text, title) for title in titles) and len(words_of(text)) > 1:
            # A bar, unlike a dash, is hardly ever a title's own.
            return strip_page_name(text, outlet) if " | " in text else text
    return None


def _agreed(heading: str, tagged: Sequence[str], page: Sequence[str]) -> str:
    """The heading, or what page and tags alike call it with some words more or fewer."""
    if any(same_words(heading, title) for title in (*tagged, *page)):
        return heading
    seen = set(words_of(heading))
    for title in page:
        words = set(words_of(title))
        if (words <= seen or seen <= words) and any(same_words(title, each) for each in tagged):
            return title
    return heading


def _without_site(title: str, outlet: str | None, address: str | None) -> str:
    """A title without the name of its site, which its address may spell, too."""
    stripped = strip_page_name(html.unescape(title), outlet)
    host = (urlsplit(address or "").hostname or "").removeprefix("www.")
    *parts, last = _SEPARATOR.split(stripped)
    name = "".join(words_of(last))
    hosted = name and host and (name in host.replace(".", "") or host.split(".")[0] in name)
    if parts and (hosted or _DOMAIN.fullmatch(last)):
        return stripped[: stripped.rindex(last)].rstrip(" |·•»–—-:")
    return stripped


def _agree(text: str, title: str) -> bool:
    """Whether a heading and a stated title are two wordings of one title."""
    first, second = set(words_of(text)), set(words_of(title))
    if not first or not second:
        return False
    return 2 * len(first & second) >= max(1, min(len(first), len(second))) + 1
