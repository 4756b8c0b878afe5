# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""How actors are judged: by the author in the author's own words, by each other in theirs.

The model gives three probabilities for a mention in its sentence; whose judgement that is follows
from the attributions. Below the threshold nothing is claimed.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reader.document import Actor, Attribution, Polarity, Span, Stance, Treatment

if TYPE_CHECKING:
    from reader.analysis.readings import TargetReading

#: The holder of a judgement in the author's own words.
AUTHOR = "author"

#: A polarity less probable than this is not claimed. Of the claims on newsmtsc.dev nearly nine in
#: ten hold at 0.8, four in five at 0.5; and whole articles judge less often than that corpus does.
THRESHOLD = 0.8

#: To be quoted is neither praise nor blame, though the model tends to take it for praise.
SPEAKER_THRESHOLD = 0.95


@dataclass(frozen=True, slots=True)
class _Judgement:
    """A reading in its place: who judges whom in which sentence."""

    holder: str | None
    target: str
    sentence: Span
    number: int
    polarity: Polarity
    score: float

    def neutral(self) -> "_Judgement":
        """The same without any claim."""
        return replace(self, polarity=Polarity.NEUTRAL)


def stance_targets(actors: Sequence[Actor], sentences: Sequence[Span]) -> list[Span]:
    """The mentions to ask the model about: the first of each actor in each sentence."""
    starts = [sentence.start for sentence in sentences]
    found: set[Span] = set()
    for actor in actors:
        seen: set[int] = set()
        for mention in actor.mentions:
            index = bisect_right(starts, mention.start) - 1
            if index >= 0 and mention.end <= sentences[index].end and index not in seen:
                seen.add(index)
                found.add(mention)
    return sorted(found)


def judge(
    actors: Sequence[Actor],
    attributions: Sequence[Attribution],
    sentences: Sequence[Span],
    readings: "Iterable[TargetReading]",
    *,
    judging: Sequence[bool] | None = None,
    threshold: float = THRESHOLD,
) -> tuple[tuple[Actor, ...], tuple[Stance, ...]]:
    """The actors with their treatment by the author, and every stance that is sure enough.

    Args:
        actors: With their mentions.
        attributions: With their actors.
        sentences: In order, without overlap.
        readings: The model's, for mentions as `stance_targets` gave them.
        judging: Whether the author may pass judgement in each sentence; None lets all.
        threshold: The probability from which a polarity is claimed.
    """
    placed = list(_place(actors, attributions, sentences, readings, threshold))
    judgements = [
        item if item.holder != AUTHOR or judging is None or judging[item.number] else item.neutral()
        for item in placed
    ]
    by_author: dict[str, list[_Judgement]] = {}
    for item in judgements:
        if item.holder == AUTHOR:
            by_author.setdefault(item.target, []).append(item)
    treated = tuple(
        replace(actor, treatment=_treatment(by_author.get(actor.id, ()))) for actor in actors
    )
    stances = {
        (item.holder, item.target, item.sentence): Stance(
            item.holder,
            item.target,
            item.polarity,
            item.score,
            item.sentence.start,
            item.sentence.end,
        )
        for item in judgements
        if item.polarity is not Polarity.NEUTRAL
        and item.holder is not None
        and item.holder != item.target
    }
    return treated, tuple(sorted(stances.values(), key=lambda item: (item.start, item.target)))


def _place(
    actors: Sequence[Actor],
    attributions: Sequence[Attribution],
    sentences: Sequence[Span],
    readings: "Iterable[TargetReading]",
    threshold: float,
) -> Iterable[_Judgement]:
    owners = {mention: actor.id for actor in actors for mention in actor.mentions}
    holders = _Holders(attributions)
    sources = _Sources(attributions)
    starts = [sentence.start for sentence in sentences]
    for reading in readings:
        mention = Span(reading.target.start, reading.target.end)
        index = bisect_right(starts, mention.start) - 1
        if mention not in owners or index < 0:
            continue
        speaks = sources.hold(mention)
        needed = max(threshold, SPEAKER_THRESHOLD) if speaks else threshold
        polarity, score = _polarity(reading, needed)
        yield _Judgement(
            holders.of(mention), owners[mention], sentences[index], index, polarity, score
        )


def _polarity(reading: "TargetReading", threshold: float) -> tuple[Polarity, float]:
    if reading.critical >= threshold:
        return Polarity.CRITICAL, reading.critical
    if reading.favourable >= threshold:
        return Polarity.FAVOURABLE, reading.favourable
    return Polarity.NEUTRAL, reading.neutral


class _Sources:
    """Tells whether a mention names somebody as a speaker."""

    def __init__(self, attributions: Sequence[Attribution]) -> None:
        self._spans = sorted(span for item in attributions for span in item.source)
        self._starts = [span.start for span in self._spans]
        self._longest = max(map(len, self._spans), default=0)

    def hold(self, mention: Span) -> bool:
        low = bisect_left(self._starts, mention.start - self._longest)
        high = bisect_left(self._starts, mention.end)
        return any(span.overlap(mention) for span in self._spans[low:high])


class _Holders:
    """Tells whose words a mention stands in."""

    def __init__(self, attributions: Sequence[Attribution]) -> None:
        self._contents = sorted(
            (
                (span, sum(map(len, item.content)), item.actor)
                for item in attributions
                for span in item.content
            ),
            key=lambda entry: entry[0],
        )
        self._starts = [span.start for span, _, _ in self._contents]
        self._longest = max((len(span) for span, _, _ in self._contents), default=0)

    def of(self, mention: Span) -> str | None:
        """The author, a speaking actor, or None for a speaker who is not among the actors."""
        low = bisect_left(self._starts, mention.start - self._longest)
        high = bisect_right(self._starts, mention.start)
        holding = [
            (total, actor)
            for span, total, actor in self._contents[low:high]
            if mention.end <= span.end
        ]
        if not holding:
            return AUTHOR
        # Of nested viewpoints the outer speaker answers for the words.
        return max(holding, key=lambda entry: entry[0])[1]


def _treatment(own: Sequence[_Judgement]) -> Treatment | None:
    if not own:
        return None
    critical = sum(item.polarity is Polarity.CRITICAL for item in own) / len(own)
    favourable = sum(item.polarity is Polarity.FAVOURABLE for item in own) / len(own)
    return Treatment(critical, 1.0 - critical - favourable, favourable)
