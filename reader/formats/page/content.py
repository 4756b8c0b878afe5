# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Where on a page its article is: elements are scored by their running text.

After the method that readability tools have in common: paragraphs give points to the elements
around them, names such as "article-body" and "sidebar" and the share of links correct the points,
and what looks like furniture inside the winner is taken out.
"""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.formats.page.tree import BLOCK_TAGS, names_of, remove, tag_of, text_of
from reader.formats.structure.furniture import is_furniture

if TYPE_CHECKING:
    from lxml.etree import _Element

#: A shorter article makes the search start again with fewer rules.
ENOUGH_TEXT = 500
#: An element with more text than this, in sentences, and with this share of all the text is read
#: whatever it is called.
RUNNING_TEXT = 600
MAIN_SHARE = 0.6
#: A cell with more text than this holds a part of a page, not something tabulated.
CELL_LIMIT = 1500

_UNLIKELY = re.compile(
    r"-ad-|ai2html|banner|breadcrumbs?|combx|comment|community|cover-wrap|disqus|extra|footer|gdpr|"
    r"header|legends|menu|related|remark|replies|rss|shoutbox|sidebar|skyscraper|social|sponsor|"
    r"supplemental|ad-break|agegate|pagination|pager|popup|yom-remote|newsletter|cookie|promo|"
    r"recirc|outbrain|taboola|most-(?:read|popular)|trending",
    re.IGNORECASE,
)
_MAYBE = re.compile(r"and|article|body|column|content|main|mathjax|shadow", re.IGNORECASE)
_POSITIVE = re.compile(
    r"article|body|content|entry|hentry|h-entry|main|page|pagination|post|text|blog|story",
    re.IGNORECASE,
)
_NEGATIVE = re.compile(
    r"-ad-|hidden|^hid$| hid$| hid |^hid |banner|combx|comment|com-|contact|footer|gdpr|masthead|"
    r"media|"
    r"meta|outbrain|promo|related|scroll|share|shoutbox|sidebar|skyscraper|sponsor|shopping|tags|"
    r"widget|"
    r"newsletter|taboola|recirc|signup",
    re.IGNORECASE,
)
_CONTENTS = re.compile(r"(?:^|[\s_-])(?:toc|table-of-contents)(?:$|[\s_-])", re.IGNORECASE)
_SHARE = re.compile(r"(?:\b|_)(?:share|sharedaddy|sharing|social)(?:\b|_)", re.IGNORECASE)
_UNLIKELY_ROLES = frozenset(
    {"menu", "menubar", "complementary", "navigation", "alert", "alertdialog", "dialog", "search"}
)
_BODY = re.compile(
    r"article-?_?body|articlebody|story-?_?body|entry-content|post-?content|article-?_?content|"
    r"article__body|post-body|article-text|story-content|content-body",
    re.IGNORECASE,
)
_SCORED = frozenset({"section", "h2", "h3", "h4", "h5", "h6", "p", "td", "pre", "blockquote"})
_PHRASING_ONLY = BLOCK_TAGS - {"center"}
_COMMAS = re.compile("[,\u060c\ufe50\ufe10\ufe11\u2e41\u2e34\u2e32\uff0c\u3001\u3002]")
_SENTENCE_END = re.compile(r"[.!?。](?:\s|$)")
_FIRST_POINTS = {
    "div": 5,
    "article": 8,
    "main": 6,
    "pre": 3,
    "td": 3,
    "blockquote": 3,
    "address": -3,
    "ol": -3,
    "ul": -3,
    "dl": -3,
    "dd": -3,
    "dt": -3,
    "li": -3,
    "form": -3,
    "h1": -5,
    "h2": -5,
    "h3": -5,
    "h4": -5,
    "h5": -5,
    "h6": -5,
    "th": -5,
}


@dataclass(frozen=True, slots=True)
class Rules:
    """Which rules the search applies; the later attempts do with fewer."""

    strip_unlikely: bool = True
    weigh_names: bool = True
    clean: bool = True


#: In the order they are tried.
ATTEMPTS = (
    Rules(),
    Rules(strip_unlikely=False),
    Rules(strip_unlikely=False, weigh_names=False),
    Rules(strip_unlikely=False, weigh_names=False, clean=False),
)


def find_article(root: "_Element", rules: Rules) -> list["_Element"]:
    """The elements that hold the article, in order; changes the tree."""
    bodies = [node for node in root.iter() if tag_of(node) == "body"]
    body = bodies[0] if bodies else root
    if rules.strip_unlikely:
        _strip_unlikely(body)
    scores = _score(body, rules)
    top = _top_candidate(body, scores, rules)
    parts = _with_siblings(top, scores)
    if rules.clean:
        for part in parts:
            _clean(part, rules, top=True)
    return parts


def text_length(parts: list["_Element"]) -> int:
    """How many characters of text the elements hold."""
    return sum(len(text_of(part)) for part in parts)


def _weight(node: "_Element", rules: Rules) -> int:
    if not rules.weigh_names:
        return 0
    weight = 0
    for name in (node.get("class"), node.get("id")):
        if name:
            weight -= 25 if _NEGATIVE.search(name) else 0
            weight += 25 if _POSITIVE.search(name) else 0
    return weight


def _strip_unlikely(body: "_Element") -> None:
    doomed = []
    for node in body.iter():
        tag = tag_of(node)
        if tag in {"body", "html", "a", "article", "main", "p"}:
            continue
        parent = node.getparent()
        if tag not in BLOCK_TAGS and parent is not None and tag_of(parent) == "p":
            continue
        names = names_of(node)
        unlikely = _UNLIKELY.search(names) and not _MAYBE.search(names)
        if (unlikely and not _inside(node, {"table", "code", "pre"})) or (
            (node.get("role") or "").lower() in _UNLIKELY_ROLES
        ):
            doomed.append(node)
    for node in doomed:
        # A page that calls everything around its article "header" must not lose it.
        if sum(len(text_of(p)) for p in node.iter("p")) < 2000 or tag_of(node) == "aside":
            remove(node)


def _inside(node: "_Element", tags: set[str]) -> bool:
    return any(tag_of(parent) in tags for parent in node.iterancestors())


def link_densities(root: "_Element") -> dict["_Element", float]:
    """The share of each element's text that is inside links; links within the page count less.

    All in one pass: asked of one element after the other, a page of tables inside tables would be
    read hundreds of times.
    """
    whole: dict[_Element, int] = {}
    linked: dict[_Element, float] = {}
    # From the end, so that children come before what they are in.
    for node in reversed(list(root.iter())):
        whole[node] = _letters(node.text) + sum(
            whole[child] + _letters(child.tail) for child in node
        )
        linked[node] = sum(linked[child] for child in node)
        if tag_of(node) == "a":
            href = node.get("href") or ""
            linked[node] = whole[node] * (0.3 if href.startswith("#") and len(href) > 1 else 1.0)
    return {node: linked[node] / letters if letters else 0.0 for node, letters in whole.items()}


def link_density(node: "_Element") -> float:
    """The same of one element."""
    return link_densities(node)[node]


def _letters(text: str | None) -> int:
    return sum(map(len, text.split())) if text else 0


def _is_paragraph(node: "_Element") -> bool:
    """Whether a division holds only running text, as paragraphs do."""
    return not any(tag_of(child) in _PHRASING_ONLY for child in node.iterdescendants())


def _loose_text(node: "_Element") -> str:
    """The text that stands in a division beside its blocks."""
    parts = [node.text or ""]
    for child in node:
        if tag_of(child) not in BLOCK_TAGS:
            parts.append(text_of(child))
        parts.append(child.tail or "")
    return " ".join("".join(parts).split())


def _score(body: "_Element", rules: Rules) -> dict["_Element", float]:
    scores: dict[_Element, float] = {}
    for node in body.iter():
        tag = tag_of(node)
        if tag in _SCORED or (tag == "div" and _is_paragraph(node)):
            text = text_of(node)
        elif tag in {"div", "article", "section"}:
            text = _loose_text(node)
        else:
            continue
        if len(text) < 25:
            continue
        points = 1 + len(_COMMAS.findall(text)) + 1 + min(len(text) // 100, 3)
        ancestors = [] if tag in _SCORED or _is_paragraph(node) else [node]
        ancestors += list(node.iterancestors())
        for level, ancestor in enumerate(ancestors[:5]):
            if tag_of(ancestor) == "html":
                break
            if ancestor not in scores:
                scores[ancestor] = _FIRST_POINTS.get(tag_of(ancestor), 0) + _weight(ancestor, rules)
            scores[ancestor] += points / (1 if level == 0 else 2 if level == 1 else level * 3)
    densities = link_densities(body) if scores else {}
    for node in scores:
        scores[node] *= 1 - densities.get(node, 0.0)
    return scores


def _top_candidate(body: "_Element", scores: dict["_Element", float], rules: Rules) -> "_Element":
    ranked = sorted(scores, key=lambda node: scores[node], reverse=True)[:5]
    if not ranked or tag_of(ranked[0]) == "body":
        declared = _declared_body(body)
        return body if declared is None else declared
    top = ranked[0]
    # Other good candidates under one ancestor mean that the article is spread over its children.
    rivals = [
        set(node.iterancestors()) for node in ranked[1:] if scores[node] >= 0.75 * scores[top]
    ]
    if len(rivals) >= 3:
        for ancestor in top.iterancestors():
            if tag_of(ancestor) == "body":
                break
            if sum(ancestor in above for above in rivals) >= 3:
                top = ancestor
                break
    if top not in scores:
        scores[top] = _FIRST_POINTS.get(tag_of(top), 0) + _weight(top, rules)
    last, least = scores[top], scores[top] / 3
    for ancestor in top.iterancestors():
        if tag_of(ancestor) in {"body", "html"}:
            break
        if ancestor not in scores:
            continue
        if scores[ancestor] < least:
            break
        if scores[ancestor] > last:
            top = ancestor
            break
        last = scores[ancestor]
    parent = top.getparent()
    while parent is not None and tag_of(parent) != "body" and len(parent) == 1:
        top, parent = parent, parent.getparent()
    return top


def _declared_body(body: "_Element") -> "_Element | None":
    """What the page itself calls the body of its article."""
    for node in body.iter():
        if node.get("itemprop") == "articleBody" or _BODY.search(names_of(node)):
            return node
    return None


def _with_siblings(top: "_Element", scores: dict["_Element", float]) -> list["_Element"]:
    parent = top.getparent()
    if parent is None or tag_of(top) == "body":
        return [top]
    threshold = max(10.0, scores.get(top, 0) * 0.2)
    parts = []
    for sibling in parent:
        if sibling is top:
            parts.append(sibling)
            continue
        bonus = 0.0
        if sibling.get("class") and sibling.get("class") == top.get("class"):
            bonus = scores.get(top, 0) * 0.2
        if sibling in scores and scores[sibling] + bonus >= threshold:
            parts.append(sibling)
        elif tag_of(sibling) == "p" or (tag_of(sibling) == "div" and _is_paragraph(sibling)):
            text = text_of(sibling)
            density = link_density(sibling)
            if (len(text) > 80 and density < 0.25) or (
                0 < len(text) < 80 and density == 0 and _SENTENCE_END.search(text)
            ):
                parts.append(sibling)
    return parts


def _clean(part: "_Element", rules: Rules, *, top: bool) -> None:
    """Take furniture out of an element that holds the article."""
    for node in _descendants(part, "footer", "aside", "nav", "fieldset"):
        if tag_of(node) != "aside" or len(text_of(node)) < 2000:
            remove(node)
    for node in _descendants(part):
        if _SHARE.search(names_of(node)) and len(text_of(node)) < 500 and node is not part:
            remove(node)
    for node in _descendants(part, "div", "section", "ul", "ol"):
        if _CONTENTS.search(names_of(node)) and link_density(node) > 0.5:
            remove(node)
    whole = len(text_of(part))
    for node in _descendants(part, "form", "table", "ul", "ol", "div", "section"):
        if node.getparent() is not None and _is_clutter(node, rules, whole):
            remove(node)
    for node in _descendants(part, "h1", "h2", "h3"):
        if _weight(node, rules) < 0:
            remove(node)


def _descendants(part: "_Element", *tags: str) -> list["_Element"]:
    """Inner elements first, so that what is left of an outer one can be judged."""
    return [node for node in reversed(list(part.iterdescendants(*tags))) if node is not part]


def is_data_table(table: "_Element") -> bool:
    """Whether a table tabulates something, rather than laying out the page."""
    if (table.get("role") or "").lower() in {"presentation", "none"}:
        return False
    if next(table.iterdescendants("table"), None) is not None or any(
        len(text_of(cell)) > CELL_LIMIT for cell in table.iter("td")
    ):
        return False
    if (
        table.get("summary")
        or next(table.iter("caption", "th", "thead", "colgroup"), None) is not None
    ):
        return True
    rows = list(table.iter("tr"))
    columns = max((len(row) for row in rows), default=0)
    if len(rows) < 2 or columns < 2:
        return False
    return len(rows) >= 10 or columns > 4 or len(rows) * columns > 10


def _is_clutter(node: "_Element", rules: Rules, whole: int) -> bool:
    tag = tag_of(node)
    if tag == "table" and is_data_table(node):
        return False
    if _inside(node, {"code", "pre"}) or any(
        tag_of(parent) == "table" and is_data_table(parent) for parent in node.iterancestors()
    ):
        return False
    text = text_of(node)
    # A list inside a list item goes or stays with the list around it.
    if not text or (tag in {"ul", "ol"} and _inside(node, {"li"})):
        return False
    weight = _weight(node, rules)
    if weight < 0:
        # Page builders call everything a widget, the article too.
        return len(text) < MAIN_SHARE * whole or not _is_running_text(node, text)
    if len(_COMMAS.findall(text)) >= 10:
        return False
    items = list(node.iter("li"))
    is_list = tag in {"ul", "ol"} or sum(len(text_of(item)) for item in items) > 0.9 * len(text)
    paragraphs = sum(1 for _ in node.iter("p"))
    pictures = sum(1 for _ in node.iter("img"))
    in_figure = tag == "figure" or _inside(node, {"figure"})
    density = link_density(node)
    headings = sum(len(text_of(h)) for h in node.iter("h1", "h2", "h3", "h4", "h5", "h6"))
    if not in_figure and pictures > 1 and paragraphs < 0.5 * pictures and len(text) < 300:
        return True
    if not is_list and len(items) - 100 > paragraphs:
        return True
    short = len(text) < 25 and headings < 0.9 * len(text)
    if not is_list and not in_figure and short and pictures != 1 and density > 0:
        return True
    if not is_list and weight < 25 and density > 0.2:
        return True
    if weight >= 25 and density > 0.5:
        return True
    return is_list and _is_link_list(node, items)


def _is_running_text(node: "_Element", text: str) -> bool:
    """Whether an element is so full of sentences that its name counts for nothing."""
    return (
        len(text) > RUNNING_TEXT
        and len(_SENTENCE_END.findall(text)) > 5
        and link_density(node) < 0.1
    )


def _is_link_list(node: "_Element", items: list["_Element"]) -> bool:
    """Whether a list leads away from the article, rather than being part of it."""
    lists = [node, *node.iterdescendants("ul", "ol")]
    if _is_prose(items) or any(_is_announced(each) for each in lists):
        return False
    return link_density(node) > 0.6


def _is_announced(node: "_Element") -> bool:
    """Whether what stands before a list ends with a colon."""
    previous = node.getprevious()
    parent = node.getparent()
    if previous is not None:
        before = (previous.tail or "").strip() or text_of(previous)
    else:
        before = (parent.text or "") if parent is not None else ""
    return before.strip().endswith(":") and not is_furniture(before.strip()[-200:])


def _is_prose(items: list["_Element"]) -> bool:
    """Whether a list's items are sentences that happen to be linked."""
    sentences = sum(bool(_SENTENCE_END.search(text_of(item))) for item in items)
    return sentences * 2 > len(items)
