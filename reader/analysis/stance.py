# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""How actors are judged: by the author in the author's own words, by each other in theirs.

The model gives three probabilities for a mention in its sentence; whose judgement that is follows
from the attributions. Below the threshold nothing is claimed.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reader.document import Actor, Attribution, Polarity, Span, Stance, Treatment

if TYPE_CHECKING:
    from reader.analysis.encoder import TargetReading

#: The holder of a judgement in the author's own words.
AUTHOR = "author"

#: A polarity less probable than this is not claimed.
THRESHOLD = 0.6


@dataclass(frozen=True, slots=True)
class _Judgement:
    """A reading in its place: who judges whom in which sentence."""

    holder: str | None
    target: str
    sentence: Span
    polarity: Polarity
    score: float


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
    threshold: float = THRESHOLD,
) -> tuple[tuple[Actor, ...], tuple[Stance, ...]]:
    """The actors with their treatment by the author, and every stance that is sure enough.

    Args:
        actors: With their mentions.
        attributions: With their actors.
        sentences: In order, without overlap.
        readings: The model's, for mentions as `stance_targets` gave them.
        threshold: The probability from which a polarity is claimed.
    """
    judgements = list(_place(actors, attributions, sentences, readings, threshold))
    treated = tuple(replace(actor, treatment=_treatment(actor, judgements)) for actor in actors)
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
    starts = [sentence.start for sentence in sentences]
    for reading in readings:
        mention = Span(reading.target.start, reading.target.end)
        index = bisect_right(starts, mention.start) - 1
        if mention not in owners or index < 0:
            continue
        polarity, score = _polarity(reading, threshold)
        yield _Judgement(
            _holder(mention, attributions), owners[mention], sentences[index], polarity, score
        )


def _polarity(reading: "TargetReading", threshold: float) -> tuple[Polarity, float]:
    if reading.critical >= threshold:
        return Polarity.CRITICAL, reading.critical
    if reading.favourable >= threshold:
        return Polarity.FAVOURABLE, reading.favourable
    return Polarity.NEUTRAL, reading.neutral


def _holder(mention: Span, attributions: Sequence[Attribution]) -> str | None:
    """Whose words the mention stands in; None for a speaker who is not among the actors."""
    holding = [
        item
        for item in attributions
        if any(span.start <= mention.start and mention.end <= span.end for span in item.content)
    ]
    if not holding:
        return AUTHOR
    # Of nested viewpoints the outer speaker answers for the words.
    outer = max(holding, key=lambda item: sum(len(span) for span in item.content))
    return outer.actor


def _treatment(actor: Actor, judgements: Sequence[_Judgement]) -> Treatment | None:
    own = [item for item in judgements if item.target == actor.id and item.holder == AUTHOR]
    if not own:
        return None
    critical = sum(item.polarity is Polarity.CRITICAL for item in own) / len(own)
    favourable = sum(item.polarity is Polarity.FAVOURABLE for item in own) / len(own)
    return Treatment(critical, 1.0 - critical - favourable, favourable)
