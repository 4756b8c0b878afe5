# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""How each run of text on a page looks: the numbers from which its place is judged.

Every number is about the run, the elements around it, what stands before and behind it, or which
readings of the page hold it.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from reader.formats.page.runs import Run
from reader.formats.page.tree import names_of, tag_of
from reader.formats.structure.furniture import is_furniture
from reader.formats.structure.words import words_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_SENTENCE_END = re.compile(r"[.!?。…:;][\"'”’»)\]]*$")
_INNER_END = re.compile(r"[.!?。][\"'”’»)\]]*\s")
_DATE = re.compile(r"\b(?:19|20)\d\d\b")

#: What elements are called, and what that is a sign of.
_SIGNS = {
    name: re.compile(pattern, re.IGNORECASE)
    for name, pattern in {
        "named_aside": r"side-?bar|(?<![a-z])aside|widget|rail(?![a-z])|secondary|complementary",
        "named_related": r"relat|recommend|recirc|outbrain|taboola|trending|popular|"
        r"more-?(?:from|stories|"
        r"posts|on)|read-?(?:more|next|also)|you-?may|teaser|promo|card|carousel|slider|latest|"
        r"similar|"
        r"suggest|next-?post|prev",
        "named_share": r"shar(?:e|ing)|social|follow|toolbar|print|addthis|like-?button",
        "named_ad": r"(?<![a-z])(?:ads?|advert\w*|sponsor\w*|banner|dfp|commercial|"
        r"promo\w*)(?![a-z])",
        "named_call": r"newsletter|subscri|sign-?up|cookie|consent|gdpr|paywall|popup|modal|"
        r"overlay|cta|"
        r"donat|login|register|banner|alert|notice",
        "named_meta": r"meta|byline|author|date|time|posted|tags?(?![a-z])|categor|breadcrumb|"
        r"kicker|"
        r"label|topic|taxonom|info|eyebrow",
        "named_author": r"author|bio(?![a-z])|about|profile|contributor",
        "named_edge": r"foot|header|masthead|nav(?![a-z])|menu|top-?bar|copyright|colophon|skip|"
        r"pag(?:er|"
        r"ination|ing)|search",
        "named_caption": r"caption|credit|photo|image|figure|gallery|media",
        "named_body": r"article-?_?body|story-?_?body|entry-?content|post-?_?(?:content|body|text)|"
        r"article-?_?(?:content|text)|body-?(?:text|copy|content)|rich-?text|prose|wysiwyg|"
        r"mw-parser-output|the-content|markdown",
        "named_main": r"article|content|main|story|entry|post(?![a-z])",
        "named_form": r"form|input|field|button|btn",
        "named_contents": r"(?<![a-z])toc(?![a-z])|table-?of-?contents",
    }.items()
}
_TAGS = {
    "in_article": {"article"},
    "in_main": {"main"},
    "in_nav": {"nav"},
    "in_aside": {"aside"},
    "in_footer": {"footer"},
    "in_header": {"header"},
    "in_form": {"form", "fieldset"},
    "in_figure": {"figure", "figcaption"},
    "in_table": {"table"},
    "in_list": {"ul", "ol", "dl"},
    "in_quote": {"blockquote"},
    "in_details": {"details"},
}
_OWN_TAGS = ["p", "li", "div", "td", "span", "h1", "h2", "h3", "h4", "pre", "dt", "dd", "table"]
# So many runs before and behind are looked at, and so many levels up.
_NEIGHBOURS = (1, 2, 4)
_LEVELS = (1, 2, 3)
#: The readings of a page that a run may be part of: ours, the library's, the page's own statement.
READINGS = ("own", "library", "stated")

Numbers = npt.NDArray[np.float64]


def features_of(
    runs: Sequence[Run], words: Sequence[list[str]], readings: Numbers, title: str
) -> dict[str, Numbers]:
    """What there is to know of each run, by name.

    Args:
        runs: In order; there is at least one.
        words: Those of each run.
        readings: How much of each run is in each reading: a row a run, a column a reading.
        title: That of the page.
    """
    count = np.array([len(each) for each in words], float)
    linked = _share(runs, lambda run: run.linked)
    size = np.maximum(count, 0.5)
    columns = _wording(runs, words, title)
    columns["linked"] = linked
    columns["mostly_linked"] = linked > 0.6
    columns |= _elements_around(runs)
    columns |= _place(runs, count, readings.mean(axis=1))
    own, library = readings[:, 0], readings[:, 1]
    columns |= dict(zip(READINGS, readings.T, strict=True))
    columns["both"] = (own > 0.5) & (library > 0.5)
    columns["any"] = readings.max(axis=1) > 0.5
    columns |= _containers(runs, readings, size)
    for width in _NEIGHBOURS:
        for side, step in (("before", -1), ("after", 1)):
            steps = [step * offset for offset in range(1, width + 1)]
            weight = np.maximum(_sum(size, steps), 0.5)
            for name, vote in zip(READINGS, readings.T, strict=True):
                held = _sum(vote * size, steps)
                columns[f"{name}_{side}_{width}"] = held / weight
            columns[f"linked_{side}_{width}"] = _sum(linked * size, steps) / weight
            columns[f"long_{side}_{width}"] = _sum(np.log1p(count), steps) / width
    return {name: np.asarray(column, float) for name, column in columns.items()}


def _share(runs: Sequence[Run], count: Callable[[Run], int]) -> Numbers:
    """How many of the letters of each run are of a kind, as a share."""
    letters = [max(1, len(run.text) - run.text.count(" ")) for run in runs]
    return np.minimum(1.0, np.array([count(run) for run in runs]) / letters)


def _wording(
    runs: Sequence[Run], words: Sequence[list[str]], title: str
) -> dict[str, Numbers | npt.NDArray[np.bool_]]:
    texts = [run.text for run in runs]
    count = np.array([len(each) for each in words], float)
    keys = [tuple(each) for each in words]
    often = Counter(keys)
    head = tuple(words_of(title)) or None
    columns: dict[str, Numbers | npt.NDArray[np.bool_]] = {"long": np.log1p(count)}
    columns |= {f"to_{limit}": count <= limit for limit in (2, 5, 10)}
    columns |= {f"from_{limit}": count >= limit for limit in (20, 40, 80)}
    columns["ended"] = np.array([bool(_SENTENCE_END.search(text)) for text in texts])
    columns["sentences"] = np.log1p([len(_INNER_END.findall(text)) for text in texts])
    columns["commas"] = np.minimum([text.count(",") for text in texts] / np.maximum(count, 1), 0.3)
    columns["digits"] = _share(runs, lambda run: sum(map(str.isdigit, run.text)))
    columns["capitals"] = _share(runs, lambda run: sum(map(str.isupper, run.text)))
    columns["dated"] = np.array([bool(_DATE.search(text)) for text in texts]) & (count <= 12)
    columns["furniture"] = np.array([is_furniture(text) for text in texts])
    columns["title"] = np.array([key == head for key in keys])
    columns["repeated"] = np.array([often[key] > 1 for key in keys])
    return columns


def _place(
    runs: Sequence[Run], count: Numbers, held: Numbers
) -> dict[str, Numbers | npt.NDArray[np.bool_]]:
    """Where each run is on the page, and how far from what most readings hold."""
    index = np.arange(len(runs))
    where = (np.cumsum(count) - count / 2) / max(1.0, count.sum())
    headings = [i for i, run in enumerate(runs) if tag_of(run.node) == "h1"]
    first = headings[0] if headings else -1
    behind = np.exp(-np.maximum(0, index - first) / 5) * (index >= first)
    sure = np.flatnonzero((held >= 0.5) & (count >= 15))
    begin, end = (sure[0], sure[-1]) if len(sure) else (0, len(runs) - 1)
    return {
        "where": where,
        "at_edge": (where - 0.5) ** 2 * 4,
        "above_h1": index < first,
        "near_h1": behind * bool(headings),
        "before_sure": index < begin,
        "after_sure": index > end,
        "far_before": np.log1p(np.maximum(0, begin - index)),
        "far_after": np.log1p(np.maximum(0, index - end)),
    }


def _sum(values: Numbers, steps: Sequence[int]) -> Numbers:
    """What stands so many places further on, added up."""
    return np.asarray(np.sum([_moved(values, step) for step in steps], axis=0), float)


def _moved(values: Numbers, step: int) -> Numbers:
    """What stands `step` places further on; nothing beyond the ends."""
    moved = np.zeros_like(values)
    if abs(step) >= len(values):
        return moved
    if step > 0:
        moved[:-step] = values[step:]
    else:
        moved[-step:] = values[:step]
    return moved


@lru_cache(maxsize=4096)
def _signs(names: str) -> Numbers:
    return np.array([bool(pattern.search(names)) for pattern in _SIGNS.values()], float)


def _elements_around(runs: Sequence[Run]) -> dict[str, Numbers]:
    """What the elements around each run are, and what the nearest three are called."""
    inside: dict[_Element, Numbers] = {}

    def tags_around(node: "_Element") -> Numbers:
        chain = []
        at: _Element | None = node
        while at is not None and at not in inside:
            chain.append(at)
            at = at.getparent()
        found = inside[at] if at is not None else np.zeros(len(_TAGS))
        for each in reversed(chain):
            tag = tag_of(each)
            found = inside[each] = np.maximum(found, [tag in tags for tags in _TAGS.values()])
        return found

    around, near, called = [], [], []
    for run in runs:
        nodes = [run.node, *islice(run.node.iterancestors(), 2)]
        around.append(tags_around(run.node))
        named = {tag_of(node) for node in nodes}
        near.append([not named.isdisjoint(kind) for kind in _TAGS.values()])
        signs = [_signs(names_of(node)) for node in nodes if tag_of(node) != "body"]
        called.append(np.maximum.reduce(signs) if signs else np.zeros(len(_SIGNS)))
    tags = [tag_of(run.node) for run in runs]
    return {
        **dict(zip(_TAGS, np.array(around, float).T, strict=True)),
        **dict(zip((f"{name}_near" for name in _TAGS), np.array(near, float).T, strict=True)),
        **dict(zip(_SIGNS, np.array(called, float).T, strict=True)),
        **{f"is_{tag}": np.array([each == tag for each in tags], float) for tag in _OWN_TAGS},
    }


def _containers(runs: Sequence[Run], readings: Numbers, size: Numbers) -> dict[str, Numbers]:
    """How the elements one, two and three levels above each run are read as a whole."""
    rows = np.column_stack([readings * size[:, None], size, [run.linked / 5 for run in runs]])
    sums: dict[_Element, Numbers] = defaultdict(lambda: np.zeros(rows.shape[1]))
    chains = []
    for run, row in zip(runs, rows, strict=True):
        chain = [run.node, *islice(run.node.iterancestors(), max(_LEVELS))]
        for node in chain:
            sums[node] += row
        chains.append(chain)
    columns: dict[str, Numbers] = {}
    for level in _LEVELS:
        above = np.array([sums[chain[min(level, len(chain) - 1)]] for chain in chains])
        weight = np.maximum(above[:, -2], 0.5)
        for name, held in zip(READINGS, above.T, strict=False):
            columns[f"{name}_around_{level}"] = held / weight
        columns[f"linked_around_{level}"] = np.minimum(1, above[:, -1] / weight)
        columns[f"long_around_{level}"] = np.log1p(above[:, -2])
    return columns
