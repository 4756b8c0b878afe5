# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""A reading without the model's marks, and how it compares with the model's, sentence by sentence.

Neither of the two is the key to the other: what is counted here is how often they say the same.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from reader.document.account import in_order
from reader.document.analysis import Analysis, Attribution, Label, Sentence, Voice
from reader.document.overlay import Overlaid, overlaid
from reader.document.readers_marks import (
    OF_ACTORS,
    ReadersMark,
    mark_from_dict,
    mark_to_dict,
    place,
)
from reader.document.speakers import PRONOUNS, speaker_name, words

#: Cohen's kappa is given from so many sentences on, if each answer was given so often by both.
KAPPA_SENTENCES, KAPPA_ANSWERS = 20, 3

_ARTICLES = frozenset({"a", "an", "the"})


class Kind(StrEnum):
    """What somebody takes a sentence for."""

    OPINION = "opinion"
    FACT = "fact"
    RELAYED = "relayed"
    """Mostly somebody else's view."""
    UNCLEAR = "unclear"
    NONE = "none"
    """Nothing was said of it."""


class Verdict(StrEnum):
    """How two readings of a sentence stand to each other."""

    AGREE = "agree"
    DIFFER = "differ"
    OPEN = "open"
    """One of the two leaves it open."""
    UNMARKED = "unmarked"
    """The reader said nothing of it."""
    EARLIER = "earlier"
    """The reader had marked it before, when the model's marks could be seen."""


@dataclass(frozen=True, slots=True)
class BlindReading:
    """One blind reading of an article.

    Attributes:
        begun: When, as an ISO date and time in UTC.
        ended: When; empty while it goes on.
        marks: The reader's, as they were when it ended; later changes leave them alone.
        counts_unmarked: Whether the reader takes what they left unmarked for no opinion.
    """

    begun: str
    ended: str = ""
    marks: tuple[ReadersMark, ...] = ()
    counts_unmarked: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """What somebody takes a sentence for, and who speaks in it, "" being somebody unnamed."""

    kind: Kind
    speakers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence as both read it.

    Attributes:
        sentence: As the model has it.
        words: The sentence itself, on one line.
        same_speaker: Whether both name the same; None where one of them names nobody.
    """

    sentence: Sentence
    words: str
    reader: Reading
    model: Reading
    verdict: Verdict
    same_speaker: bool | None = None


@dataclass(frozen=True, slots=True)
class Agreement:
    """How often both said the same, of how often both said something.

    Attributes:
        kappa: Cohen's, -1 to 1: 0 is what chance gives; None where there is too little for it.
    """

    same: int
    of: int
    kappa: float | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Both readings of an article beside each other.

    Attributes:
        pairs: Every sentence, in text order.
        opinion: On whether a sentence is the author's opinion or not.
        speakers: On who speaks, where both name somebody.
        table: How many sentences the reader takes for the one and the model for the other.
    """

    reading: BlindReading
    pairs: tuple[Pair, ...]
    opinion: Agreement
    speakers: Agreement
    table: Mapping[tuple[Kind, Kind], int]

    def count(self, verdict: Verdict) -> int:
        """How many sentences there are of a verdict."""
        return sum(pair.verdict is verdict for pair in self.pairs)


def unread(sentence: Sentence) -> Sentence:
    """Where a sentence is, without anything that was judged of it."""
    return Sentence(sentence.start, sentence.end, Label.FACTUAL, 0.0)


def readers_alone(analysis: Analysis, marks: Iterable[ReadersMark]) -> Overlaid:
    """The reader's marks over the bare sentences: nothing in it comes from the model.

    What the model said where a mark was made is left out, too.
    """
    bare = [replace(mark, machine="") for mark in marks]
    sentences = tuple(map(unread, analysis.sentences))
    empty = replace(
        analysis, sentences=sentences, loaded=(), attributions=(), actors=(), stances=()
    )
    laid = overlaid(empty, [mark for mark in bare if mark.act not in OF_ACTORS])
    placed, lost = place(bare, analysis.article.text)
    return replace(laid, placed=placed, lost=lost)


def side_by_side(analysis: Analysis, marks: Iterable[ReadersMark]) -> Overlaid:
    """The analysis as the model left it, with the reader's marks beside it."""
    placed, lost = place((replace(mark, machine="") for mark in marks), analysis.article.text)
    return Overlaid(analysis, analysis, placed, lost)


def compare(analysis: Analysis, reading: BlindReading) -> Comparison:
    """Compare a blind reading with what the model says. Safe on any thread."""
    blind = [mark for mark in reading.marks if mark.made >= reading.begun]
    earlier = [mark for mark in reading.marks if mark.made < reading.begun]
    mine = readers_alone(analysis, blind)
    before = readers_alone(analysis, earlier).sentences
    readers, models = _Speakers(mine.analysis), _Speakers(analysis)
    pairs = []
    for sentence, own in zip(analysis.sentences, mine.analysis.sentences, strict=True):
        said = sentence.start in mine.sentences
        reader = Reading(_kind(own) if said else Kind.NONE, readers.names(own))
        model = Reading(_kind(sentence), models.names(sentence))
        same = _same(readers.known_as(own), models.known_as(sentence))
        verdict = _verdict(reader.kind, model.kind, same, counts_unmarked=reading.counts_unmarked)
        if reader.kind is Kind.NONE and same is None and sentence.start in before:
            verdict = Verdict.EARLIER
        text = words(analysis.article.text, [sentence.span])
        pairs.append(Pair(sentence, text, reader, model, verdict, same))
    named = [pair.same_speaker for pair in pairs if pair.same_speaker is not None]
    return Comparison(
        reading,
        tuple(pairs),
        _agreement(pairs, counts_unmarked=reading.counts_unmarked),
        Agreement(sum(named), len(named)),
        Counter((pair.reader.kind, pair.model.kind) for pair in pairs),
    )


def _kind(sentence: Sentence) -> Kind:
    if sentence.voice is Voice.ATTRIBUTED:
        return Kind.RELAYED
    kinds = {Label.OPINION: Kind.OPINION, Label.FACTUAL: Kind.FACT, Label.UNCLEAR: Kind.UNCLEAR}
    return kinds[sentence.label]


def _verdict(reader: Kind, model: Kind, same: bool | None, *, counts_unmarked: bool) -> Verdict:
    """What two readings come to; `same` is whether they name the same speaker."""
    if reader is Kind.NONE:
        if same is not None:
            return Verdict.AGREE if same else Verdict.DIFFER
        if not counts_unmarked:
            return Verdict.UNMARKED
        if model is Kind.UNCLEAR:
            return Verdict.OPEN
        return Verdict.DIFFER if model is Kind.OPINION else Verdict.AGREE
    if reader is not model and Kind.UNCLEAR in (reader, model):
        return Verdict.OPEN
    return Verdict.AGREE if reader is model and same is not False else Verdict.DIFFER


def _agreement(pairs: Iterable[Pair], *, counts_unmarked: bool) -> Agreement:
    """How far both agree on what is opinion, where both have said whether it is."""
    both = [
        (pair.reader.kind is Kind.OPINION, pair.model.kind is Kind.OPINION)
        for pair in pairs
        if Kind.UNCLEAR not in (pair.reader.kind, pair.model.kind)
        and pair.verdict is not Verdict.EARLIER
        and (counts_unmarked or pair.reader.kind is not Kind.NONE)
    ]
    same = sum(one is other for one, other in both)
    return Agreement(same, len(both), _kappa(both))


def _kappa(answers: Sequence[tuple[bool, bool]]) -> float | None:
    """Cohen's kappa of two who answered yes or no; None where there is too little for it."""
    total = len(answers)
    one_yes = sum(one for one, _ in answers)
    other_yes = sum(other for _, other in answers)
    least = min(min(yes, total - yes) for yes in (one_yes, other_yes))
    if total < KAPPA_SENTENCES or least < KAPPA_ANSWERS:
        return None
    observed = sum(one is other for one, other in answers) / total
    both = one_yes * other_yes + (total - one_yes) * (total - other_yes)
    chance = both / (total * total)
    return (observed - chance) / (1 - chance)


class _Speakers:
    """Who speaks in the sentences of an analysis."""

    def __init__(self, analysis: Analysis) -> None:
        self._text = analysis.article.text
        self._actors = {actor.id: actor for actor in analysis.actors}
        starts = [sentence.start for sentence in analysis.sentences]
        # By where a sentence starts: the attributions whose words reach into it.
        self._found: dict[int, list[Attribution]] = {}
        for attribution in in_order(analysis.attributions):
            for part in attribution.content:
                first = max(0, bisect_left(starts, part.start + 1) - 1)
                for number in range(first, bisect_left(starts, part.end)):
                    sentence = analysis.sentences[number]
                    there = self._found.setdefault(sentence.start, [])
                    if part.overlap(sentence.span) and attribution not in there:
                        there.append(attribution)

    def names(self, sentence: Sentence) -> tuple[str, ...]:
        """What they are called, each once; "" is somebody unnamed."""
        found = self._found.get(sentence.start, ())
        named = (speaker_name(self._text, item, self._actors) or "" for item in found)
        return tuple(dict.fromkeys(named))

    def known_as(self, sentence: Sentence) -> list[frozenset[str]]:
        """Every name by which any of them goes, as the words of each; empty: somebody unnamed."""
        known: list[frozenset[str]] = []
        for item in self._found.get(sentence.start, ()):
            holders = [self._actors[key] for key in item.holders if key in self._actors]
            called = {name for actor in holders for name in (actor.name, *actor.aliases)}
            source = _folded(words(self._text, item.source))
            known.extend((*map(_folded, called), *([source] if source else [])))
            # Whoever has no name of their own is also rightly left without one.
            if not any(actor.named for actor in holders) and (holders or not source):
                known.append(frozenset())
        return known


def _folded(name: str) -> frozenset[str]:
    parts = (
        part.strip(".,;:'’\"“”()").removesuffix("’s").removesuffix("'s") for part in name.split()
    )
    return frozenset(part.casefold() for part in parts if part) - _ARTICLES - PRONOUNS


def _same(one: Sequence[frozenset[str]], other: Sequence[frozenset[str]]) -> bool | None:
    """Whether any goes by the same name, or by a part of it ("Macron", "Emmanuel Macron")."""
    if not one or not other:
        return None
    return any(
        mine == theirs or (mine and theirs and (mine <= theirs or theirs <= mine))
        for mine in one
        for theirs in other
    )


def reading_to_dict(reading: BlindReading) -> dict[str, Any]:
    """The JSON form of a blind reading."""
    return {
        "begun": reading.begun,
        "ended": reading.ended,
        "marks": [mark_to_dict(mark) for mark in reading.marks],
        "counts_unmarked": reading.counts_unmarked,
    }


def reading_from_dict(data: Mapping[str, Any]) -> BlindReading:
    """The reading that `reading_to_dict` gave.

    Raises:
        ValueError, KeyError, TypeError: The shape is wrong.
    """
    begun, ended, counts = data["begun"], data["ended"], data["counts_unmarked"]
    if not (isinstance(begun, str) and isinstance(ended, str) and isinstance(counts, bool)):
        raise TypeError("a blind reading begins and ends at a time")
    return BlindReading(begun, ended, tuple(map(mark_from_dict, data["marks"])), counts)
