# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Which runs of text on a page are its article: several readings of the page, judged together.

Our own search, trafilatura and what the page states for machines hardly ever fail on the same page.
How likely a run is of the article is told from which of them hold it and from how it looks, with
weights that were learned from pages with known text (`packaging/page/learn.py`).
"""

import json
import logging
import re
from collections.abc import Iterable, Sequence
from copy import deepcopy
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np

from reader import paths
from reader.formats.page.blocks import is_caption_element
from reader.formats.page.content import ATTEMPTS, find_article
from reader.formats.page.embeds import is_embedded_post
from reader.formats.page.features import Numbers, features_of
from reader.formats.page.runs import Run
from reader.formats.structure.headings import is_matter
from reader.formats.structure.words import words_of

if TYPE_CHECKING:
    from lxml.etree import _Element

#: Texts are compared by runs of so many words.
SHINGLE = 4
#: A page of more elements than this is not handed to the library, which may take minutes for it.
LIBRARY_LIMIT = 15_000

#: So many runs before and behind the article are looked through for what belongs to it.
HEAD_RUNS = 12
TAIL_RUNS = 3

_LOG = logging.getLogger(__name__)
_TAG = re.compile(r"<[^<>]*>")
_LIBRARY_PARTS = ("p", "ab", "head", "item", "quote", "cell", "code")


def article_runs(runs: Sequence[Run], readings: Numbers, title: str) -> list[bool]:
    """Whether each run is of the article.

    Args:
        runs: All of the page, in order.
        readings: As `readings_of` gives them.
        title: That of the page.
    """
    if not runs:
        return []
    words = [words_of(run.text) for run in runs]
    likely = likelihoods(features_of(runs, words, readings, title))
    return [bool(chosen) for chosen in choose(likely, [len(each) for each in words])]


def shown_runs(runs: Sequence[Run], readings: Numbers, title: str) -> list[bool]:
    """Whether each run is shown: the article, and what stands in and around it and says so.

    That are its title and those captions, bylines, dates and furniture which our own search holds
    too; wording or structure will say of each that it is no running text.
    """
    chosen = article_runs(runs, readings, title)
    inside = [i for i, each in enumerate(chosen) if each]
    if not inside:
        return chosen
    first, last = inside[0] - HEAD_RUNS, inside[-1] + TAIL_RUNS
    head = words_of(title)
    shown = list(chosen)
    for i, run in enumerate(runs):
        if chosen[i] or not first <= i <= last:
            continue
        if run.whole and is_embedded_post(run.node):
            # One between two parts of the article belongs to it, whatever is in it.
            shown[i] = inside[0] < i <= inside[-1] + 1 and chosen[i - 1]
        elif readings[i, 0] > 0.5:
            shown[i] = words_of(run.text) == head or _is_caption(run) or is_matter(run.text)
    return shown


def _is_caption(run: Run) -> bool:
    return any(
        is_caption_element(node) for node in (run.node, *islice(run.node.iterancestors(), 2))
    )


def choose(likely: Numbers, lengths: Sequence[int]) -> Numbers:
    """Those runs that can be expected to give the best F1, by how likely each is.

    Where little is likely, less likely runs are taken too: nothing is the worst answer.
    """
    size = np.maximum(np.asarray(lengths, float), 0.5)
    order = np.argsort(-likely, kind="stable")
    hits = np.cumsum((likely * size)[order])
    best = int(np.argmax(2 * hits / (np.cumsum(size[order]) + hits[-1])))
    return np.asarray(likely >= likely[order[best]], float)


def likelihoods(features: dict[str, Numbers]) -> Numbers:
    """How likely each run is of the article."""
    weights = _weights()
    total = sum((weights[name] * column for name, column in features.items()), weights["bias"])
    return np.asarray(1 / (1 + np.exp(-np.clip(total, -30, 30))), float)


@cache
def _weights() -> dict[str, float]:
    path = paths.resources() / "page" / "weights.json"
    weights: dict[str, float] = json.loads(path.read_text(encoding="utf-8"))
    return weights


def readings_of(
    root: "_Element", runs: Sequence[Run], library: Sequence[str], stated: str
) -> Numbers:
    """How much of each run is in each reading of a page: a row a run, a column a reading."""
    words = [words_of(run.text) for run in runs]
    return np.column_stack(
        [
            _in_own(root, runs),
            held_by(words, library),
            held_by(words, _TAG.sub("\n", stated).split("\n")),
        ]
    )


def _in_own(root: "_Element", runs: Sequence[Run]) -> list[float]:
    # The search takes out what it passes over.
    copied = deepcopy(root)
    originals = dict(zip(copied.iter(), root.iter(), strict=True))
    held = {originals[node] for part in find_article(copied, ATTEMPTS[0]) for node in part.iter()}
    return [float(run.main_node in held) for run in runs]


def held_by(words: Sequence[list[str]], lines: Iterable[str]) -> Numbers:
    """How much of each run's words is in a text; a run of few words must be a line of it."""
    texts = [words_of(line) for line in lines]
    whole = {tuple(text) for text in texts}
    flat = [word for text in texts for word in text]
    known = set(_shingles(flat))
    shares = []
    for each in words:
        mine = _shingles(each)
        found = sum(shingle in known for shingle in mine)
        shares.append(found / len(mine) if mine else float(tuple(each) in whole))
    return np.array(shares, float)


def _shingles(words: Sequence[str]) -> list[tuple[str, ...]]:
    return [tuple(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1)]


def library_lines(root: "_Element") -> list[str]:
    """What trafilatura finds on a page; nothing where it fails, which our own reading survives."""
    from lxml import etree
    from trafilatura import bare_extraction

    if sum(1 for _ in root.iter()) > LIBRARY_LIMIT:
        return []
    try:
        page = etree.tostring(root, encoding="unicode", method="html")
        found = bare_extraction(page, fast=True, favor_recall=True, include_comments=False)
    except Exception:
        # Another opinion is no reason to refuse a page, whatever its giver stumbled over.
        _LOG.info("trafilatura could not read a page", exc_info=True)
        return []
    body = getattr(found, "body", None)
    if body is None:
        return []
    return ["".join(part.itertext()) for part in body.iter(*_LIBRARY_PARTS)]


def agreement(ours: Iterable[str], lines: Iterable[str]) -> float:
    """How much two texts share, from 0 to 1, by runs of four words."""
    first, second = (
        set(_shingles([word for line in text for word in words_of(line)])) for text in (ours, lines)
    )
    return 2 * len(first & second) / max(1, len(first) + len(second))
