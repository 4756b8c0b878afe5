# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The facts behind the marks: what is marked, how sure the model is, whose it is, on what grounds.

The window and every copy take them from here and only put them into words, so that the two cannot
tell different things. Words of the article are given on one line.
"""

from collections import Counter
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass

from reader.document.analysis import (
    Actor,
    Analysis,
    Attribution,
    Polarity,
    Sentence,
)
from reader.document.article import Span
from reader.document.marks import MarkKind, sentence_mark, union
from reader.document.spans import SpanSet
from reader.document.speakers import speaker_name, words
from reader.document.stances import HeldStances


@dataclass(frozen=True, slots=True)
class SentenceAccount:
    """What is said of a judged sentence.

    Attributes:
        sentence: With its label, its probability and its voice.
        kind: What it counts as; None is an opinion less probable than the reader wants to see.
        relayed: The words of others in it, which the author's mark leaves out.
        weighed: The words that weighed most; none where nobody asked.
    """

    sentence: Sentence
    kind: MarkKind | None
    relayed: tuple[Span, ...]
    weighed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ViewpointAccount:
    """What is said of a viewpoint.

    Attributes:
        attribution: With its places, its form and its probability.
        words: What is relayed.
        actors: Who holds it, where that is known: several where several speak.
        holder: What they are called: by their names, or failing that as in the text; None where the
            source is unnamed.
        source: What the text calls the holder, where that is something else; empty otherwise.
        cue: The words that introduce it; may be empty.
        stances: Whom its holder judges in it, by name: favourably or critically, each once.
        own: Whether the reader says so, of the words or of who holds them.
    """

    attribution: Attribution
    words: str
    actors: tuple[Actor, ...]
    holder: str | None
    source: str
    cue: str
    stances: tuple[tuple[Polarity, str], ...]
    own: bool = False

    @property
    def place(self) -> Span:
        """Where it begins."""
        return _begins(self.attribution)


def in_order(attributions: Iterable[Attribution]) -> list[Attribution]:
    """Those that relay something, in the order in which their content begins."""
    return sorted((item for item in attributions if item.content), key=_begins)


def _begins(attribution: Attribution) -> Span:
    return min(attribution.content)


class Accounts:
    """Gives account of the marks of one analysis."""

    def __init__(self, analysis: Analysis, own: Container[Attribution] = ()) -> None:
        """Give account of an analysis.

        Args:
            analysis: With the reader's marks laid over it, if there are any.
            own: The attributions that are the reader's.
        """
        self._own = own
        self._text = analysis.article.text
        self._actors = {actor.id: actor for actor in analysis.actors}
        self._stances = HeldStances(analysis.stances)
        self._relayed = SpanSet(
            union(span for item in analysis.attributions for span in item.content)
        )
        #: All viewpoints, in reading order.
        self.viewpoints: Sequence[ViewpointAccount] = tuple(
            self._viewpoint(item) for item in in_order(analysis.attributions)
        )

    def of(self, sentence: Sentence, show_from: float) -> SentenceAccount:
        """What is said of a sentence where opinions count from this probability on."""
        return SentenceAccount(
            sentence,
            sentence_mark(sentence, show_from),
            tuple(filter(len, self._relayed.touching(sentence.start, sentence.end))),
            tuple(self.words([Span(w.start, w.end)]) for w in sentence.reasons or ()),
        )

    def words(self, spans: Iterable[Span]) -> str:
        """The article's own words, on one line."""
        return words(self._text, spans)

    def _viewpoint(self, attribution: Attribution) -> ViewpointAccount:
        actors = [self._actors[key] for key in attribution.holders if key in self._actors]
        holder = speaker_name(self._text, attribution, self._actors)
        source = self.words(attribution.source)
        judged = (
            (stance.polarity, self._actors[stance.target].name)
            for stance in self._stances.within(attribution)
            if stance.polarity is not Polarity.NEUTRAL and stance.target in self._actors
        )
        return ViewpointAccount(
            attribution,
            self.words(attribution.content),
            tuple(actors),
            holder,
            "" if source == holder else source,
            self.words(attribution.cue),
            tuple(dict.fromkeys(judged)),
            attribution in self._own,
        )


def by_holder(viewpoints: Iterable[ViewpointAccount]) -> list[list[ViewpointAccount]]:
    """The viewpoints of each holder, the holders in the order in which they get the floor.

    Two actors of one name are two holders; whoever is no actor goes by name.
    """
    groups: dict[tuple[tuple[str, ...], str | None], list[ViewpointAccount]] = {}
    for item in viewpoints:
        ids = tuple(actor.id for actor in item.actors)
        key = (ids, None if ids else item.holder)
        groups.setdefault(key, []).append(item)
    return list(groups.values())


def counts(
    kinds: Iterable[MarkKind | None],
    viewpoints: Sequence[object],
    loaded: Sequence[object],
) -> dict[MarkKind, int]:
    """How many there are of each kind, by what each sentence counts as."""
    judged = Counter(kinds)
    return {
        MarkKind.OPINION: judged[MarkKind.OPINION],
        MarkKind.VIEWPOINT: len(viewpoints),
        MarkKind.LOADED: len(loaded),
        MarkKind.UNCLEAR: judged[MarkKind.UNCLEAR],
        MarkKind.FACT: judged[MarkKind.FACT],
    }
