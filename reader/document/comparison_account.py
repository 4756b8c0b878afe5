# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The facts behind a comparison, with their evidence, as `account` has them of one article.

The window and the copies take them from here and only put them into words.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from reader.document.account import Accounts, ViewpointAccount, by_holder
from reader.document.analysis import AUTHOR, Actor, Analysis, Polarity
from reader.document.article import Span
from reader.document.comparison import Comparison, SharedActor
from reader.document.spans import SpanSet


@dataclass(frozen=True, slots=True)
class Judged:
    """A sentence in which somebody judges an actor.

    Attributes:
        holder: Who does, by name; None is the author.
        span: The evidence.
    """

    holder: str | None
    polarity: Polarity
    span: Span


@dataclass(frozen=True, slots=True)
class Appearance:
    """How an actor stands in one article.

    Attributes:
        viewpoints: What is relayed of the actor, in reading order.
        words: How many words that is.
        by_author: The sentences in which the author judges the actor, favourably or critically;
            how many are neutral is told by the actor's own `treatment`.
        by_others: Those in which others do.
    """

    actor: Actor
    viewpoints: tuple[ViewpointAccount, ...]
    words: int
    by_author: tuple[Judged, ...]
    by_others: tuple[Judged, ...]


@dataclass(frozen=True, slots=True)
class ActorAccount:
    """What is said of a shared actor, one entry for each article."""

    actor: SharedActor
    appearances: tuple[Appearance | None, ...]


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody whose words one article alone carries.

    Attributes:
        holder: What they are called; None where the source is unnamed.
        elsewhere: Whether another article knows the actor, and relays nothing.
    """

    holder: str | None
    viewpoints: tuple[ViewpointAccount, ...]
    elsewhere: bool


def actor_accounts(comparison: Comparison) -> list[ActorAccount]:
    """What is said of each shared actor, in the comparison's order."""
    articles = [_Article(analysis) for analysis in comparison.analyses]
    return [
        ActorAccount(
            shared,
            tuple(
                None if key is None else article.appearance(key)
                for article, key in zip(articles, shared.ids, strict=True)
            ),
        )
        for shared in comparison.actors
    ]


def voices_only(comparison: Comparison, number: int) -> list[Voice]:
    """Whose words an article carries and no other one does, in the order of their first words.

    A viewpoint of several holders is one of each of them: it is left out where another article
    carries the words of one. So is one in a sentence that another article reports the same: "a
    report" here can be "a study" there.
    """
    same = SpanSet(
        span for item in comparison.sentences if (span := item.spans[number]) is not None
    )
    carried = [
        {key for item in analysis.attributions if item.content for key in item.holders}
        for analysis in comparison.analyses
    ]
    heard: set[str] = set()
    known: set[str] = set()
    for shared in comparison.actors:
        key = shared.ids[number]
        if key is None:
            continue
        known.add(key)
        others = (
            other in carried[place]
            for place, other in enumerate(shared.ids)
            if place != number and other is not None
        )
        if any(others):
            heard.add(key)
    found = []
    for group in by_holder(Accounts(comparison.analyses[number]).viewpoints):
        ids = {actor.id for actor in group[0].actors}
        alone = tuple(item for item in group if not _lies_in(item, same))
        if alone and not ids & heard:
            found.append(Voice(group[0].holder, alone, bool(ids & known)))
    return found


def _lies_in(viewpoint: ViewpointAccount, spans: SpanSet) -> bool:
    content = viewpoint.attribution.content
    return any(any(spans.touching(span.start, span.end)) for span in content)


def actors_only(comparison: Comparison, number: int) -> list[Actor]:
    """The named actors of an article who stand in no other one, the most mentioned first."""
    shared = {actor.ids[number] for actor in comparison.actors}
    found = (item for item in comparison.analyses[number].actors if item.id not in shared)
    return sorted((item for item in found if item.named), key=lambda item: -len(item.mentions))


class _Article:
    """An article's actors, and what is relayed and judged of them."""

    def __init__(self, analysis: Analysis) -> None:
        self._actors = {actor.id: actor for actor in analysis.actors}
        self._viewpoints = Accounts(analysis).viewpoints
        self._stances = sorted(analysis.stances, key=lambda item: item.start)

    def appearance(self, key: str) -> Appearance:
        actor = self._actors[key]
        viewpoints = tuple(item for item in self._viewpoints if actor in item.actors)
        words = sum(len(item.words.split()) for item in viewpoints)
        author = self._judged(key, by_author=True)
        return Appearance(actor, viewpoints, words, author, self._judged(key, by_author=False))

    def _judged(self, key: str, *, by_author: bool) -> tuple[Judged, ...]:
        found: Sequence[Judged] = [
            Judged(
                None if by_author else self._actors[stance.holder].name,
                stance.polarity,
                Span(stance.start, stance.end),
            )
            for stance in self._stances
            if stance.target == key
            and stance.polarity is not Polarity.NEUTRAL
            and (stance.holder == AUTHOR) is by_author
            and (by_author or stance.holder in self._actors)
        ]
        return tuple(dict.fromkeys(found))
