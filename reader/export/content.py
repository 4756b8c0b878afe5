# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What a copy says, whatever its format: marks and why, counts, speakers, provenance.

Everything here is plain text, not yet escaped for any format.
"""

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from reader.document import Actor, Analysis, Article, Block, BlockKind, Polarity, Sentence, Span
from reader.document.account import (
    Accounts,
    SentenceAccount,
    ViewpointAccount,
    by_holder,
    counts,
    in_order,
)
from reader.document.marks import Mark, MarkKind, View, marks, sentence_mark
from reader.document.overlay import Overlaid
from reader.document.readers_marks import OWN, Act, Placed, ReadersMark
from reader.document.speakers import told_apart, words

#: What each kind of mark is called in a legend.
KIND_NAMES = {
    MarkKind.OPINION: "Author’s opinion",
    MarkKind.VIEWPOINT: "Viewpoints",
    MarkKind.LOADED: "Loaded words",
    MarkKind.UNCLEAR: "Unclear",
    MarkKind.FACT: "Facts",
    MarkKind.HIGHLIGHT: "Highlights",
    MarkKind.NOTE: "Notes",
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

#: What a source is called that the text does not name.
UNNAMED = "an unnamed source"

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
        by_reader: Whether the reader said so, and not the machine.
    """

    kind: MarkKind
    start: int
    end: int
    score: float
    name: str
    reason: str
    speaker: str | None = None
    by_reader: bool = False

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
class Note:
    """What the reader notes about some words; `start` is None where the text lacks them now."""

    start: int | None
    words: str
    note: str
    tags: tuple[str, ...]


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


def counted(number: int, noun: str) -> str:
    """A number with its noun: "1 word", "2,000 words"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def copy_marks(read: Overlaid, view: View) -> list[CopyMark]:
    """The marks that the reader wants to see, in text order."""
    found = [*_judged_marks(read, view), *(_own_mark(item) for item in read.placed if _own(item))]
    shown = (mark for mark in found if view.shows(mark.kind) and (view.machine or mark.by_reader))
    return sorted(shown, key=lambda mark: (mark.start, -mark.end))


def readers_notes(read: Overlaid) -> list[Note]:
    """The reader's notes, in text order; those whose words are no longer in the text come last."""
    text = read.analysis.article.text
    placed = sorted((item for item in read.placed if _is_note(item.mark)), key=lambda i: i.span)
    found = [
        Note(item.span.start, words(text, [item.span]), item.mark.value, item.mark.tags)
        for item in placed
    ]
    lost = (mark for mark in read.lost if _is_note(mark))
    return found + [
        Note(None, " ".join(mark.anchor.exact.split()), mark.value, mark.tags) for mark in lost
    ]


def _is_note(mark: ReadersMark) -> bool:
    return mark.act is Act.NOTE


def _own(item: Placed) -> bool:
    return item.mark.act in OWN and bool(len(item.span))


def _own_mark(item: Placed) -> CopyMark:
    kind = MarkKind(item.mark.act.value)
    name = "Reader’s note" if kind is MarkKind.NOTE else "Reader’s highlight"
    tags = f" [{', '.join(item.mark.tags)}]" if item.mark.tags else ""
    said = ": ".join(filter(None, (name, item.mark.value))) + tags
    return CopyMark(kind, item.span.start, item.span.end, 1.0, name, said, by_reader=True)


def _judged_marks(read: Overlaid, view: View) -> Iterator[CopyMark]:
    """What the machine marked, as the reader left it, in no order."""
    analysis = read.analysis
    accounts = Accounts(analysis)
    by_machine = {sentence.start: sentence for sentence in read.machine.sentences}
    own_loaded = {(word.start, word.end) for word in read.loaded}
    relayed: dict[Span, list[ViewpointAccount]] = defaultdict(list)
    for item in accounts.viewpoints:
        for span in item.attribution.content:
            relayed[span].append(item)
    starts = [sentence.start for sentence in analysis.sentences]
    for mark in marks(
        analysis.article.text,
        analysis.sentences,
        [item.attribution for item in accounts.viewpoints],
        analysis.loaded,
        view.show_from,
    ):
        if mark.end <= mark.start:
            continue
        if mark.kind is MarkKind.VIEWPOINT:
            # Marks keep the order of the attributions, so equal spans come out in turn.
            viewpoint = relayed[Span(mark.start, mark.end)].pop(0)
            own = viewpoint.attribution in read.attributions
            yield _viewpoint_mark(mark, viewpoint, by_reader=own)
        elif mark.kind is MarkKind.LOADED:
            own = (mark.start, mark.end) in own_loaded
            name = "Loaded, as the reader marked" if own else f"Loaded word, {percent(mark.score)}"
            yield _copy_mark(mark, name, "The wording itself takes sides.", by_reader=own)
        else:
            # A mark begins where its sentence does, or after somebody else's words in it.
            sentence = analysis.sentences[bisect_right(starts, mark.start) - 1]
            if sentence.start in read.sentences:
                yield _readers_word(mark, by_machine[sentence.start])
            else:
                yield _sentence_mark(mark, accounts.of(sentence, view.show_from))


def _readers_word(mark: Mark, machine: Sentence) -> CopyMark:
    """What the reader calls a sentence, and what the machine called it."""
    said = {
        MarkKind.OPINION: "the author’s opinion",
        MarkKind.FACT: "fact",
        MarkKind.UNCLEAR: "unclear",
    }
    share = percent(machine.opinion)
    model = {
        MarkKind.VIEWPOINT: "relayed",
        MarkKind.FACT: f"fact, probability of an opinion {share}",
        MarkKind.UNCLEAR: f"unclear, probability of an opinion {share}",
        MarkKind.OPINION: f"opinion, {share}",
    }[sentence_mark(machine, 0.0) or MarkKind.OPINION]
    name = f"Reader: {said[mark.kind]}"
    return _copy_mark(mark, name, f"The model: {model}.", by_reader=True)


def judgements(analysis: Analysis, view: View) -> list[Judgement]:
    """The marked opinions whose reasons are known, in text order."""
    accounts = Accounts(analysis)
    starts = [block.start for block in analysis.article.blocks]
    found = []
    for sentence in analysis.sentences if view.opinion else ():
        judged = accounts.of(sentence, view.show_from)
        if judged.weighed and judged.kind is MarkKind.OPINION:
            block = starts[bisect_right(starts, sentence.start) - 1]
            beginning = accounts.words([sentence.span])
            if len(beginning) > _BEGINNING:
                beginning = f"{beginning[:_BEGINNING].rsplit(' ', 1)[0]}…"
            found.append(Judgement(block, beginning, sentence.opinion, _quoted(judged.weighed)))
    return found


def _quoted(phrases: Iterable[str]) -> str:
    return ", ".join(f"“{phrase}”" for phrase in phrases)


def _copy_mark(
    mark: Mark, name: str, reason: str, holder: str | None = None, *, by_reader: bool = False
) -> CopyMark:
    said = f"{name}. {reason}"
    return CopyMark(mark.kind, mark.start, mark.end, mark.score, name, said, holder, by_reader)


def _sentence_mark(mark: Mark, judged: SentenceAccount) -> CopyMark:
    share = percent(mark.score)
    match mark.kind:
        case MarkKind.OPINION:
            weighed = f"Weighed most: {_quoted(judged.weighed)}. " if judged.weighed else ""
            source = (
                "The words of others in it are left out."
                if judged.relayed
                else "No source is named for it."
            )
            return _copy_mark(mark, f"Author’s opinion, {share}", f"{weighed}{source}")
        case MarkKind.FACT:
            return _copy_mark(mark, "Reads as fact", f"Probability of an opinion: {share}.")
    reason = f"The model abstains. Probability of an opinion: {share}."
    return _copy_mark(mark, "Unclear", reason)


def _viewpoint_mark(mark: Mark, viewpoint: ViewpointAccount, *, by_reader: bool) -> CopyMark:
    holder = viewpoint.holder or UNNAMED
    sure = "as the reader marked" if by_reader else percent(mark.score)
    name = f"Viewpoint of {holder}, {sure}"
    reason = f"Relayed, not the author’s own: {_how(viewpoint)}."
    return _copy_mark(mark, name, reason, holder, by_reader=by_reader)


def legend(read: Overlaid, view: View) -> list[LegendEntry]:
    """The kinds of mark that occur, with their counts; the author's opinions in any case."""
    own = Counter(MarkKind(item.mark.act.value) for item in read.placed if _own(item))
    analysis = read.analysis
    if not view.machine:
        # Only the reader's are shown, and counted.
        analysis = replace(
            analysis,
            sentences=tuple(s for s in analysis.sentences if s.start in read.sentences),
            attributions=tuple(a for a in analysis.attributions if a in read.attributions),
            loaded=tuple(word for word in analysis.loaded if word in read.loaded),
        )
    found = _counts(analysis, view) | {
        kind: own[kind] for kind in (MarkKind.NOTE, MarkKind.HIGHLIGHT)
    }
    return [
        LegendEntry(kind, KIND_NAMES[kind], count, view.shows(kind))
        for kind, count in found.items()
        if count or kind is MarkKind.OPINION
    ]


def summary(analysis: Analysis, view: View) -> str:
    """How much of the article reads as opinion, and from which probability that is said."""
    total = len(analysis.sentences)
    if not total:
        return "No sentence of this article was analysed."
    opinions = _counts(analysis, view)[MarkKind.OPINION]
    noun = "sentence reads" if total == 1 else "sentences read"
    return (
        f"{opinions} of {total} {noun} as the author’s opinion, counted and marked from a "
        f"probability of {percent(view.show_from)}."
    )


def _counts(analysis: Analysis, view: View) -> dict[MarkKind, int]:
    kinds = (sentence_mark(sentence, view.show_from) for sentence in analysis.sentences)
    return counts(kinds, in_order(analysis.attributions), analysis.loaded)


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


def actors(analysis: Analysis) -> tuple[list[Actor], list[Actor]]:
    """The actors to be listed, and the unnamed ones who speak once, for whom a line is enough.

    The most mentioned first; among equals, as the analysis has them.
    """
    listed, once = told_apart(analysis)
    return sorted(listed, key=lambda actor: -len(actor.mentions)), once


def others(once: Sequence[Actor]) -> str:
    """How many there are of those who speak once: "12 others who speak once"."""
    return "1 other who speaks once" if len(once) == 1 else f"{len(once):,} others who speak once"


def briefly(actor: Actor) -> str:
    """What there is to say of one who speaks once, beside the name: the type at least."""
    return "; ".join(filter(None, (actor.type, actor_details(actor), treatment(actor))))


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


def viewpoints(analysis: Analysis) -> list[tuple[str, list[Viewpoint]]]:
    """The holders, in the order in which they get the floor, and what each of them holds."""
    return [
        (group[0].holder or UNNAMED, [Viewpoint(item.words, _how(item)) for item in group])
        for group in by_holder(Accounts(analysis).viewpoints)
    ]


def _how(viewpoint: ViewpointAccount) -> str:
    """Form, introducing words and stance: "indirect, “has stated”, critical of Russia"."""
    parts = [viewpoint.attribution.form.value]
    parts += [f"“{words}”" for words in (viewpoint.source, viewpoint.cue) if words]
    parts += [f"{_STANCES[polarity]} {target}" for polarity, target in viewpoint.stances]
    return ", ".join(dict.fromkeys(parts))
