# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What a copy says, whatever its format: marks and why, counts, speakers, provenance.

Everything here is plain text, not yet escaped for any format.
"""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from reader.document import (
    Actor,
    Analysis,
    Article,
    Attribution,
    Block,
    BlockKind,
    Polarity,
    Sentence,
    Span,
    Weight,
)
from reader.document.marks import Mark, MarkKind, View, marks, sentence_mark
from reader.document.speakers import speaker_name, words
from reader.document.stances import HeldStances

#: What each kind of mark is called in a legend.
KIND_NAMES = {
    MarkKind.OPINION: "Author’s opinion",
    MarkKind.VIEWPOINT: "Viewpoints",
    MarkKind.LOADED: "Loaded words",
    MarkKind.UNCLEAR: "Unclear",
    MarkKind.FACT: "Facts",
}

#: What the blocks are called that are shown with a label because nobody analysed them.
LABELLED_KINDS = {
    BlockKind.CAPTION: "Caption",
    BlockKind.NOTE: "Note",
    BlockKind.TABLE: "Table",
    BlockKind.BOILERPLATE: "Page furniture",
}

#: Said in every copy.
ESTIMATE = "The marks are a model’s estimate, made on the reader’s own computer, and may be wrong."

_STANCES = {Polarity.CRITICAL: "critical of", Polarity.FAVOURABLE: "favourable to"}

# What no text file can hold: a NUL, and halves of surrogate pairs.
_IMPOSSIBLE = re.compile("[\0\ud800-\udfff]")

# So much of a sentence tells which one is meant, in code points.
_BEGINNING = 60
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


@dataclass(frozen=True, slots=True)
class CopyMark:
    """A mark as a copy shows it.

    Attributes:
        name: What it is, in a few words: "Author’s opinion, 93 %".
        reason: The same and why, for whoever asks.
        speaker: Whose view it is; None except for viewpoints.
    """

    kind: MarkKind
    start: int
    end: int
    score: float
    name: str
    reason: str
    speaker: str | None = None

    @property
    def span(self) -> Span:
        """Where it is."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """A kind of mark, how many there are, and whether the reader wanted to see them."""

    kind: MarkKind
    name: str
    count: int
    shown: bool


@dataclass(frozen=True, slots=True)
class Viewpoint:
    """What somebody is reported to hold: the article's own words and how they are introduced."""

    words: str
    how: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """A sentence marked as the author's opinion, and the words that weighed most for it.

    Attributes:
        block: Where its block starts.
        beginning: How it begins, on one line.
    """

    block: int
    beginning: str
    score: float
    weighed: str


def printable(text: str) -> str:
    """The text with a replacement sign for what no text file can hold."""
    return _IMPOSSIBLE.sub("\N{REPLACEMENT CHARACTER}", text)


def percent(share: float) -> str:
    """A share as a reader writes it, with a no-break space."""
    return f"{round(share * 100)}\N{NO-BREAK SPACE}%"


def copy_marks(analysis: Analysis, view: View) -> list[CopyMark]:
    """The marks that the reader wants to see, in text order."""
    text = analysis.article.text
    speakers = _Speakers(analysis)
    attributions: dict[Span, list[Attribution]] = defaultdict(list)
    for item in analysis.attributions:
        for span in item.content:
            attributions[span].append(item)
    starts = [sentence.start for sentence in analysis.sentences]
    found = []
    for mark in marks(
        text, analysis.sentences, analysis.attributions, analysis.loaded, view.show_from
    ):
        if not view.shows(mark.kind) or mark.end <= mark.start:
            continue
        if mark.kind is MarkKind.VIEWPOINT:
            # Marks keep the order of the attributions, so equal spans come out in turn.
            attribution = attributions[Span(mark.start, mark.end)].pop(0)
            found.append(_viewpoint_mark(mark, attribution, speakers))
        else:
            # A mark begins where its sentence does, or after somebody else's words in it.
            sentence = bisect_right(starts, mark.start) - 1
            reasons = analysis.sentences[sentence].reasons if sentence >= 0 else None
            found.append(_plain_mark(mark, _weighed(text, reasons or ())))
    return sorted(found, key=lambda mark: (mark.start, -mark.end))


def judgements(analysis: Analysis, view: View) -> list[Judgement]:
    """The marked opinions whose reasons are known, in text order."""
    text, blocks = analysis.article.text, analysis.article.blocks
    starts = [block.start for block in blocks]
    found = []
    for sentence in analysis.sentences if view.opinion else ():
        if sentence.reasons and sentence_mark(sentence, view.show_from) is MarkKind.OPINION:
            block = starts[bisect_right(starts, sentence.start) - 1]
            beginning = words(text, [sentence.span])
            if len(beginning) > _BEGINNING:
                beginning = f"{beginning[:_BEGINNING].rsplit(' ', 1)[0]}…"
            weighed = _quoted(text, sentence.reasons)
            found.append(Judgement(block, beginning, sentence.opinion, weighed))
    return found


def _quoted(text: str, reasons: Iterable[Weight]) -> str:
    return ", ".join(f"“{words(text, [Span(word.start, word.end)])}”" for word in reasons)


def _weighed(text: str, reasons: Sequence[Weight]) -> str:
    return f"Weighed most: {_quoted(text, reasons)}. " if reasons else ""


def _plain_mark(mark: Mark, weighed: str) -> CopyMark:
    share = percent(mark.score)
    name, reason = {
        MarkKind.OPINION: (f"Author’s opinion, {share}", f"{weighed}No source is named for it."),
        MarkKind.LOADED: (f"Loaded word, {share}", "The wording itself takes sides."),
        MarkKind.FACT: ("Reads as fact", f"Probability of an opinion: {share}."),
        MarkKind.UNCLEAR: (
            "Unclear",
            f"The model abstains. Probability of an opinion: {share}.",
        ),
    }[mark.kind]
    return CopyMark(mark.kind, mark.start, mark.end, mark.score, name, f"{name}. {reason}")


def _viewpoint_mark(mark: Mark, attribution: Attribution, speakers: "_Speakers") -> CopyMark:
    speaker = speakers.name(attribution)
    name = f"Viewpoint of {speaker}, {percent(mark.score)}"
    reason = f"{name}. Relayed, not the author’s own: {speakers.how(attribution)}."
    return CopyMark(mark.kind, mark.start, mark.end, mark.score, name, reason, speaker)


def legend(analysis: Analysis, view: View) -> list[LegendEntry]:
    """The kinds of mark that occur, with their counts; the author's opinions in any case."""
    kinds = [sentence_mark(sentence, view.show_from) for sentence in analysis.sentences]
    counts = {
        MarkKind.OPINION: kinds.count(MarkKind.OPINION),
        MarkKind.VIEWPOINT: sum(bool(item.content) for item in analysis.attributions),
        MarkKind.LOADED: len(analysis.loaded),
        MarkKind.UNCLEAR: kinds.count(MarkKind.UNCLEAR),
        MarkKind.FACT: kinds.count(MarkKind.FACT),
    }
    return [
        LegendEntry(kind, KIND_NAMES[kind], count, view.shows(kind))
        for kind, count in counts.items()
        if count or kind is MarkKind.OPINION
    ]


def summary(analysis: Analysis, view: View) -> str:
    """How much of the article reads as opinion, and from which probability that is said."""
    total = len(analysis.sentences)
    if not total:
        return "No sentence of this article was analysed."
    opinions = _count(analysis.sentences, view)
    noun = "sentence reads" if total == 1 else "sentences read"
    return (
        f"{opinions} of {total} {noun} as the author’s opinion, counted and marked from a "
        f"probability of {percent(view.show_from)}."
    )


def _count(sentences: Sequence[Sentence], view: View) -> int:
    found = (sentence_mark(sentence, view.show_from) for sentence in sentences)
    return sum(kind is MarkKind.OPINION for kind in found)


def readable_date(published: str) -> str:
    """An ISO date as it is read, "21 February 2025"; anything else as it stands."""
    try:
        day = date.fromisoformat(published)
    except ValueError:
        return published
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def facts_about(article: Article) -> list[str]:
    """What is known about the article, for the line below its title."""
    # Said once is enough where the article says it itself.
    signed = any(block.kind is BlockKind.BYLINE for block in article.blocks)
    return [
        part
        for part in (
            article.outlet,
            None if signed else article.byline,
            readable_date(article.published) if article.published else None,
            f"updated {readable_date(article.updated)}" if article.updated else None,
            f"{article.genre} (the page says so)" if article.genre else None,
            f"{article.word_count:,} words, {article.minutes} min",
        )
        if part
    ]


def around_about(article: Article) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """The blocks above and below the line about the article, which follows title and subtitle."""
    kinds = [block.kind for block in article.blocks]
    if BlockKind.TITLE not in kinds:
        return (), article.blocks
    split = kinds.index(BlockKind.TITLE) + 1
    while split < len(kinds) and kinds[split] is BlockKind.SUBTITLE:
        split += 1
    return article.blocks[:split], article.blocks[split:]


def provenance(analysis: Analysis) -> list[str]:
    """Whole sentences on where the copy comes from: model, source file and what opening it took."""
    article, model = analysis.article, analysis.model
    version = f" {model.version}" if model.version else ""
    sentences = [f"Model: {model.name}{version}."]
    if article.source:
        digest = f" (SHA-256 {article.sha256})" if article.sha256 else ""
        sentences.append(f"Source file: {article.source}{digest}.")
    if article.address:
        sentences.append(f"Address: {article.address}")
    return [*sentences, *article.warnings]


def actors_by_mentions(actors: Iterable[Actor]) -> list[Actor]:
    """The most mentioned first; among equals, as the analysis has them."""
    return sorted(actors, key=lambda actor: -len(actor.mentions))


def actor_details(actor: Actor) -> str:
    """Role and other names of an actor: "businessman · also “Trump”, “He”"."""
    others = [alias for alias in actor.aliases if alias != actor.name]
    also = "also " + ", ".join(f"“{alias}”" for alias in others) if others else ""
    return " · ".join(part for part in (actor.role, also) if part)


def treatment(actor: Actor) -> str:
    """How the author treats an actor, in numbers, or nothing where that is not known."""
    if actor.treatment is None:
        return ""
    shares = (
        ("critical", actor.treatment.critical),
        ("neutral", actor.treatment.neutral),
        ("favourable", actor.treatment.favourable),
    )
    return " · ".join(f"{percent(share)} {word}" for word, share in shares if share > 0)


def viewpoints(analysis: Analysis) -> dict[str, list[Viewpoint]]:
    """By speaker, in the order in which they get the floor."""
    speakers = _Speakers(analysis)
    found: dict[str, list[Viewpoint]] = defaultdict(list)
    for item in sorted(analysis.attributions, key=_beginning):
        if words := speakers.words(item.content):
            found[speakers.name(item)].append(Viewpoint(words, speakers.how(item)))
    return dict(found)


def _beginning(attribution: Attribution) -> int:
    return min((span.start for span in attribution.content), default=0)


class _Speakers:
    """Finds out who says what in an analysis."""

    def __init__(self, analysis: Analysis) -> None:
        self._text = analysis.article.text
        self._actors = {actor.id: actor for actor in analysis.actors}
        self._stances = HeldStances(analysis.stances)

    def words(self, spans: Iterable[Span]) -> str:
        """The article's own words, on one line."""
        return words(self._text, spans)

    def name(self, attribution: Attribution) -> str:
        """The actor who speaks, or failing that what the article calls the source."""
        return speaker_name(self._text, attribution, self._actors) or "an unnamed source"

    def how(self, attribution: Attribution) -> str:
        """Form, introducing words and stance: "indirect, “has stated”, critical of Russia"."""
        source = self.words(attribution.source)
        named = f"“{source}”" if source and source != self.name(attribution) else ""
        cue = self.words(attribution.cue)
        parts = [attribution.form.value, named, f"“{cue}”" if cue else ""]
        for stance in self._stances.within(attribution):
            target = self._actors.get(stance.target)
            if target is not None and stance.polarity is not Polarity.NEUTRAL:
                parts.append(f"{_STANCES[stance.polarity]} {target.name}")
        return ", ".join(dict.fromkeys(part for part in parts if part))
