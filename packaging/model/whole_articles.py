# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Whole analyses against articles labelled by reading them: who holds what, what is opinion.

    python packaging/model/whole_articles.py LABELS.json CORPUS.jsonl [PART]

The labels hold offsets and names, not the text, which the corpus has. See `tests/quality/articles`.
"""

import hashlib
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from reader import analyze
from reader.document import Analysis, Attribution, Label, Polarity, Span, Voice

#: A content is found where so much of it is inside an attribution's.
COVERED = 0.5
#: What follows the head of a noun phrase.
_BEHIND_HEAD = re.compile(r"(?<=\w)(?:,| (?=(?:of|for|in|at|from|to|on|with|who|that|involved)\b))")
_POLARITY = {Polarity.CRITICAL: "negative", Polarity.FAVOURABLE: "positive"}

Labels = Mapping[str, Any]


@dataclass(slots=True)
class Tally:
    """Counts over articles; `share` gives them as figures."""

    counts: Counter[str] = field(default_factory=Counter)

    def add(self, name: str, hit: bool) -> None:
        """Count a case, and whether it was one of those asked for."""
        self.counts[name, "all"] += 1
        self.counts[name, "hits"] += hit

    def share(self) -> dict[str, float]:
        """The share of hits under each name."""
        names = [name for name, kind in self.counts if kind == "all"]
        return {name: self.counts[name, "hits"] / self.counts[name, "all"] for name in names}

    def sizes(self) -> dict[str, int]:
        """How many cases each share is of."""
        return {name: count for (name, kind), count in self.counts.items() if kind == "all"}


def measure(articles: Iterable[tuple[Labels, Analysis]]) -> Tally:
    """All figures over labelled articles and their analyses."""
    tally = Tally()
    for labels, found in articles:
        who = actors(labels, found, tally)
        viewpoints(labels, found, who, tally)
        opinions(labels, found, tally)
        stances(labels, found, who, tally)
        loaded(found, tally)
    return tally


def actors(labels: Labels, found: Analysis, tally: Tally) -> dict[str, str]:
    """Count actors, and say which labelled one each found one is, by mentions or else by name."""
    text = found.article.text
    who: dict[str, str] = {}
    pure = {}
    for actor in found.actors:
        hits = Counter(
            gold["id"]
            for gold in labels["actors"]
            for place in gold["mentions"]
            for span in actor.mentions
            if _means(text, Span(*place), span)
        )
        names = {actor.name.casefold(), *(alias.casefold() for alias in actor.aliases)}
        named = [g["id"] for g in labels["actors"] if names & {n.casefold() for n in g["names"]}]
        if hits:
            who[actor.id] = hits.most_common(1)[0][0]
            pure[actor.id] = hits.most_common(1)[0][1] >= 0.9 * hits.total()
        elif named:
            who[actor.id] = named[0]
            pure[actor.id] = True
        tally.add("actors: precision", actor.id in who)
    holding = {holder for item in labels["viewpoints"] for holder in item["holders"]}
    for gold in labels["actors"]:
        mine = [actor for actor, of in who.items() if of == gold["id"]]
        if gold["named"] or gold["id"] in holding:
            tally.add("actors: recall", bool(mine))
        if mine and len(gold["mentions"]) > 1:
            tally.add("actors: rightly merged", len(mine) == 1 and pure[mine[0]])
    return who


def _same(one: Span, other: Span) -> bool:
    both = min(one.end, other.end) - max(one.start, other.start)
    return 2 * both > min(len(one), len(other))


def _means(text: str, one: Span, other: Span) -> bool:
    """Whether two mentions are of the same: "FBI" is not "the FBI director"."""
    return bool(_head(text, one).overlap(other) and _head(text, other).overlap(one))


def _head(text: str, mention: Span) -> Span:
    """The word that a mention turns on: "director" of "the director of the FBI"."""
    words = _BEHIND_HEAD.split(text[mention.start : mention.end])[0].rstrip()
    start = max(words.rfind(" "), words.rfind("\n")) + 1
    return Span(mention.start + start, mention.start + len(words))


def viewpoints(labels: Labels, found: Analysis, who: Mapping[str, str], tally: Tally) -> None:
    """Count contents found, and for those whether they hang on the right holders."""
    text = found.article.text
    labelled = set[int]()
    for item in labels["viewpoints"]:
        place = Span(*item["content"])
        labelled |= _letters(text, [place])
        best = _closest(text, place, found)
        tally.add("contents: recall", best is not None)
        if best is None:
            continue
        right = set(item["holders"]) - {"unknown"}
        mine = {who.get(holder, holder) for holder in best.holders}
        tally.add("holders: right", mine == right)
        tally.add("holders: nobody", bool(right) and not mine)
        tally.add("holders: wrong", bool(mine) and mine != right)
    for attribution in found.attributions:
        letters = _letters(text, attribution.content)
        tally.add("contents: precision", len(letters & labelled) >= COVERED * len(letters))


def _letters(text: str, spans: Sequence[Span]) -> set[int]:
    return {i for span in spans for i in range(span.start, span.end) if text[i].isalnum()}


def _closest(text: str, place: Span, found: Analysis) -> Attribution | None:
    """The attribution that a labelled content is best found in, judged within its sentence."""
    wanted = _letters(text, [place])
    around = next((s.span for s in found.sentences if s.start <= place.start < s.end), place)
    nearby = _letters(text, [around]) | wanted
    best, chosen = 0.0, None
    for attribution in found.attributions:
        letters = _letters(text, attribution.content) & nearby
        both = len(letters & wanted)
        if both >= COVERED * len(wanted) and both / len(letters | wanted) > best:
            best, chosen = both / len(letters | wanted), attribution
    return chosen


def opinions(labels: Labels, found: Analysis, tally: Tally) -> None:
    """Count the author's opinions, apart for opinion pieces and news."""
    types = {start: kind for start, _, kind in labels["sentences"]}
    for sentence in found.sentences:
        kind = types.get(sentence.start, "either")
        charged = sentence.label is Label.OPINION and sentence.voice is Voice.AUTHOR
        if kind == "either":
            continue
        if labels["genre"] == "news":
            tally.add("opinions charged in news", charged and kind != "opinion")
            continue
        if charged:
            tally.add("opinion in opinion pieces: precision", kind == "opinion")
        if kind == "opinion":
            tally.add("opinion in opinion pieces: recall", charged)


def stances(labels: Labels, found: Analysis, who: Mapping[str, str], tally: Tally) -> None:
    """Count claims of how somebody judges an actor."""
    for stance in found.stances:
        if stance.polarity not in _POLARITY:
            continue
        claim = (
            who.get(stance.holder, stance.holder),
            who.get(stance.target, stance.target),
            _POLARITY[stance.polarity],
        )
        true = any(
            claim == (item["holder"], item["target"], item["polarity"])
            and _same(Span(*item["sentence"]), Span(stance.start, stance.end))
            for item in labels["stances"]
        )
        tally.add("stance: precision", true)


def loaded(found: Analysis, tally: Tally) -> None:
    """Count loaded words that lie inside a cue or a source."""
    frames = [s for item in found.attributions for s in (*item.cue, *item.source)]
    for word in found.loaded:
        inside = any(span.start < word.end and word.start < span.end for span in frames)
        tally.add("loaded words inside a cue or a source", inside)


def read(labels: Path, corpus: Path, part: str = "") -> Iterable[tuple[Labels, Analysis]]:
    """The labelled articles, or one part of them, analysed anew.

    Raises:
        ValueError: The corpus has another text under an id.
    """
    items = json.loads(labels.read_text(encoding="utf-8"))
    wanted = {item["id"]: item for item in items if part in ("", item["part"])}
    with corpus.open(encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            item = wanted.get(record["id"])
            if item is None:
                continue
            if hashlib.sha256(record["text"].encode()).hexdigest() != item["sha256"]:
                raise ValueError(f"{record['id']} has changed since it was labelled")
            yield item, analyze(record["text"])


def main(labels: str, corpus: str, part: str = "") -> None:
    """Print every figure with the number of cases behind it."""
    tally = measure(read(Path(labels), Path(corpus), part))
    sizes = tally.sizes()
    for name, value in sorted(tally.share().items()):
        print(f"{name:45} {value:.3f} of {sizes[name]}")


if __name__ == "__main__":
    main(*sys.argv[1:])
