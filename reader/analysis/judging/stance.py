# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""How actors are judged: by the author in the author's own words, by each other in theirs.

The model gives three probabilities for a mention in its sentence; whose judgement that is follows
from the attributions. Below the threshold nothing is claimed.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reader.analysis.judging.attitudes import UNKNOWN, Standing, open_to_judgement
from reader.analysis.syntax.sentences import ParsedBlock
from reader.document import (
    AUTHOR,
    Actor,
    Attribution,
    Label,
    LoadedWord,
    Polarity,
    Sentence,
    Span,
    Stance,
    Treatment,
    Voice,
)
from reader.document.speakers import PRONOUNS

if TYPE_CHECKING:
    from reader.analysis.readings import TargetReading

#: A polarity less probable than this is not claimed. Whole articles praise far less than the
#: sentences the model learned from. With blame claimed from 0.5 on, of 204 articles whose people
#: marked blame and praise (basil.train) it finds an author critical in 73 places, of which they
#: marked 32 the same way and one the other, most of the rest not at all; it finds praise in two,
#: one right and one wrong. With a lower threshold an earlier version found praise where they found
#: blame. Of the claims of praise in single sentences 89 in 100 hold (newsmtsc.dev), of blame 87.
#: Those sentences, which praise often, pay for it: macro F1 there is 0.79, and 0.82 if the
#: likeliest were always claimed.
THRESHOLDS = {Polarity.CRITICAL: 0.6, Polarity.FAVOURABLE: 0.75}

#: To be quoted is neither praise nor blame, though the model tends to take it for praise.
SPEAKER_THRESHOLD = 0.9

#: Blame for a thing falls on whoever is named beside it: "the conspiracy with Stone".
ASIDE_THRESHOLD = 0.85

#: Blame that nothing else in the article bears out, of this holder for this target. In 161 articles
#: whose people marked every attitude (mpqa) the holder blamed anybody at all in 20 of 45 places
#: where such blame was less sure, and in 22 of 28 where it was surer.
ALONE_THRESHOLD = 0.8

_JOINT = re.compile(r",?\s+(?:and|or|nor|&)\s+(?:the\s+)?|,\s+")
_NOTHING: frozenset[Polarity] = frozenset()
_BLAME = frozenset({Polarity.CRITICAL})
_EITHER = _BLAME | {Polarity.FAVOURABLE}


@dataclass(frozen=True, slots=True)
class _Judgement:
    """A reading in its place: who judges whom in which sentence, `blamed` if likelier than not."""

    holder: str
    target: str
    sentence: Span
    number: int
    polarity: Polarity
    score: float
    mention: Span
    blamed: bool

    def neutral(self) -> "_Judgement":
        """The same without any claim."""
        return replace(self, polarity=Polarity.NEUTRAL)


def stance_targets(
    actors: Sequence[Actor],
    sentences: Sequence[Span],
    parsed: Sequence[ParsedBlock],
    others: Sequence[Span] = (),
) -> list[Span]:
    """The mentions to ask the model about: the first of each actor in each sentence.

    `others` are words that may turn out to be mentions of these actors or of others. Those that
    syntax lets nobody judge are left out.
    """
    starts = [sentence.start for sentence in sentences]
    found: set[Span] = set()
    alone = ((word,) for word in others)
    for mentions in (*(actor.mentions for actor in actors), *alone):
        seen: set[int] = set()
        for mention in mentions:
            index = bisect_right(starts, mention.start) - 1
            if (
                index >= 0
                and mention.end <= sentences[index].end
                and index not in seen
                and open_to_judgement(parsed, mention)
            ):
                seen.add(index)
                found.add(mention)
    return sorted(found)


def claimable(
    sentences: Sequence[Sentence], loaded: Sequence[LoadedWord]
) -> list[frozenset[Polarity]]:
    """What the author may be held to think of somebody in each sentence.

    A plain report of what somebody did reads to the model like praise or blame: only where the
    author gives a view does the author judge. Loaded words seldom praise.
    """
    starts = [word.start for word in loaded]
    found = []
    for item in sentences:
        biased = bisect_left(starts, item.start) < bisect_left(starts, item.end)
        own = item.label is Label.OPINION and item.voice is Voice.AUTHOR
        if not own:
            found.append(_NOTHING)
        else:
            found.append(_BLAME if biased else _EITHER)
    return found


def judge(
    actors: Sequence[Actor],
    attributions: Sequence[Attribution],
    sentences: Sequence[Span],
    readings: "Iterable[TargetReading]",
    *,
    text: str,
    judging: Sequence[Container[Polarity]] = (),
    standing: Standing = UNKNOWN,
) -> tuple[tuple[Actor, ...], tuple[Stance, ...]]:
    """The actors with their treatment by the author, and every stance that is sure enough.

    Args:
        actors: With their mentions.
        attributions: With their actors.
        sentences: In order, without overlap.
        readings: The model's, for mentions as `stance_targets` gave them.
        text: The article's.
        judging: As `claimable` gives it; empty lets the author think anything.
        standing: As `attitudes.standing` gives it.
    """
    sure = _sure(readings, attributions, standing, text)
    placed = _borne_out(_place(actors, attributions, sentences, sure, standing))
    judgements = _strongest(
        [item if _asserted(item, judging, standing, text) else item.neutral() for item in placed],
        text,
    )
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
        if item.polarity is not Polarity.NEUTRAL and item.holder != item.target
    }
    return treated, tuple(sorted(stances.values(), key=lambda item: (item.start, item.target)))


def _sure(
    readings: "Iterable[TargetReading]",
    attributions: Sequence[Attribution],
    standing: Standing,
    text: str,
) -> Iterator[tuple[Span, Polarity, float, bool]]:
    """Each mention with what is claimed of it, how surely, and if blame is likelier than not."""
    sources = _Sources(attributions)
    for reading in readings:
        mention = Span(reading.target.start, reading.target.end)
        least = ASIDE_THRESHOLD if mention in standing.aside else 0.0
        least = SPEAKER_THRESHOLD if sources.hold(mention) else least
        polarity, score = _polarity(reading, least, named=_is_name(text, mention))
        yield mention, polarity, score, reading.critical >= 0.5


def _place(
    actors: Sequence[Actor],
    attributions: Sequence[Attribution],
    sentences: Sequence[Span],
    sure: Iterable[tuple[Span, Polarity, float, bool]],
    standing: Standing,
) -> Iterator[_Judgement]:
    # Of somebody without a name of whom the text tells once, too little is known.
    known = {actor.id for actor in actors if actor.named or len(actor.mentions) > 1}
    owners = {
        mention: actor.id for actor in actors if actor.id in known for mention in actor.mentions
    }
    holders = _Holders(attributions)
    starts = [sentence.start for sentence in sentences]
    judged: set[tuple[str, int]] = set()
    for mention, polarity, score, blamed in sure:
        index = bisect_right(starts, mention.start) - 1
        # In each sentence, the first mention of somebody tells.
        if index < 0 or mention not in owners or (owners[mention], index) in judged:
            continue
        judged.add((owners[mention], index))
        of = holders.of(mention)
        if mention in standing.held:
            # Whoever relays somebody's hatred need not share it.
            whose = standing.held[mention]
            of = tuple({owner: None for span, owner in owners.items() if span.overlap(whose)})
        for holder in of:
            if holder != AUTHOR and holder not in known:
                continue
            yield _Judgement(
                holder, owners[mention], sentences[index], index, polarity, score, mention, blamed
            )


def _borne_out(judgements: Iterable[_Judgement]) -> list[_Judgement]:
    """Let blame that is not very sure stand only where the holder blames the same one elsewhere."""
    found = list(judgements)
    blaming = Counter((item.holder, item.target) for item in found if item.blamed)
    return [
        item.neutral()
        if item.polarity is Polarity.CRITICAL
        and item.score < ALONE_THRESHOLD
        and blaming[item.holder, item.target] < 2
        else item
        for item in found
    ]


def _asserted(
    item: _Judgement, judging: Sequence[Container[Polarity]], standing: Standing, text: str
) -> bool:
    """Whether the holder may be held to judge here: a question by itself asserts nothing."""
    words = text[item.sentence.start : item.sentence.end].rstrip("”\"’' ")
    if words.endswith("?") and item.mention not in standing.held:
        return False
    return item.holder != AUTHOR or not judging or item.polarity in judging[item.number]


def _strongest(judgements: Sequence[_Judgement], text: str) -> list[_Judgement]:
    """Let each holder judge one side in a sentence, whoever the model is surest of.

    Blame falls in part on all who are named beside the one it is meant for: of claims about single
    sentences (newsmtsc.dev) 97 in 100 of the surest hold, of the others 73. Those joined by an
    "and" are judged together.
    """
    best: dict[tuple[str, int, Polarity], _Judgement] = {}
    for item in judgements:
        key = (item.holder, item.number, item.polarity)
        if key not in best or item.score > best[key].score:
            best[key] = item
    return [
        item
        if item.polarity is Polarity.NEUTRAL
        or _together(item, best[item.holder, item.number, item.polarity], text)
        else item.neutral()
        for item in judgements
    ]


def _together(one: _Judgement, other: _Judgement, text: str) -> bool:
    """Whether two mentions are the same, or an "and" joins them and nothing else does."""
    first, second = sorted((one.mention, other.mention))
    return first == second or bool(_JOINT.fullmatch(text[first.end : second.start]))


def _polarity(reading: "TargetReading", least: float, *, named: bool) -> tuple[Polarity, float]:
    if reading.critical >= max(least, THRESHOLDS[Polarity.CRITICAL]):
        return Polarity.CRITICAL, reading.critical
    if named and reading.favourable >= max(least, THRESHOLDS[Polarity.FAVOURABLE]):
        return Polarity.FAVOURABLE, reading.favourable
    return Polarity.NEUTRAL, reading.neutral


def _is_name(text: str, mention: Span) -> bool:
    """Whether a mention is neither a pronoun nor a description such as "the company"."""
    words = text[mention.start : mention.end]
    return words[:1].isupper() and words.casefold() not in PRONOUNS and not words.startswith("The ")


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
                (span, sum(map(len, item.content)), item.holders)
                for item in attributions
                for span in item.content
            ),
            key=lambda entry: entry[0],
        )
        self._starts = [span.start for span, _, _ in self._contents]
        self._longest = max((len(span) for span, _, _ in self._contents), default=0)

    def of(self, mention: Span) -> tuple[str, ...]:
        """The author, or the actors who speak; nobody where they are not among the actors."""
        low = bisect_left(self._starts, mention.start - self._longest)
        high = bisect_right(self._starts, mention.start)
        holding = [
            (total, holders)
            for span, total, holders in self._contents[low:high]
            if mention.end <= span.end
        ]
        if not holding:
            return (AUTHOR,)
        # Of nested viewpoints the outer speaker answers for the words.
        return max(holding, key=lambda entry: entry[0])[1]


def _treatment(own: Sequence[_Judgement]) -> Treatment | None:
    if not own:
        return None
    critical = sum(item.polarity is Polarity.CRITICAL for item in own) / len(own)
    favourable = sum(item.polarity is Polarity.FAVOURABLE for item in own) / len(own)
    return Treatment(critical, 1.0 - critical - favourable, favourable)
