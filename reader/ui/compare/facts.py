# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What a comparison says of two articles, as the lines of a list; each leads to its evidence."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from reader.document import Actor, Polarity, Sentence, Span, Treatment
from reader.document.account import Accounts
from reader.document.comparison import Comparison
from reader.document.comparison_account import (
    ActorAccount,
    Appearance,
    Judged,
    Voice,
    actor_accounts,
    actors_only,
    voices_only,
)
from reader.document.overlay import Overlaid
from reader.document.spans import SpanSet
from reader.export.comparison_words import letter
from reader.export.content import treatment
from reader.ui.compare.alignment import goes_together, pairs_of
from reader.ui.wording import about, actor_type, counted, percent, tr


@dataclass(frozen=True, slots=True)
class Findings:
    """A comparison and all that is to be shown of it.

    Attributes:
        reads: The articles with the reader's marks over them.
        abouts: The line under the title of each.
        accounts: What can be said of the marks of each.
        actors: What is said of those who stand in several.
        voices: Of each article, whose words it alone carries.
        named: Of each article, who is named in it alone.
        alone: Of each article, what it alone reports.
        alone_at: Where that is.
    """

    comparison: Comparison
    reads: Sequence[Overlaid]
    abouts: Sequence[str]
    accounts: Sequence[Accounts]
    actors: Sequence[ActorAccount]
    voices: Sequence[Sequence[Voice]]
    named: Sequence[Sequence[Actor]]
    alone: Sequence[Sequence[Sentence]]
    alone_at: Sequence[SpanSet]

    def name(self, number: int) -> str:
        """What an article is called."""
        article = self.reads[number].analysis.article
        return article.title or article.source or tr("Article {0}").format(letter(number))

    def words(self, number: int, span: Span) -> str:
        """The words of a stretch of an article, on one line."""
        text = self.reads[number].analysis.article.text
        return " ".join(text[span.start : span.end].split())


def findings(comparison: Comparison, reads: Sequence[Overlaid]) -> Findings:
    """Look everything up; it takes a moment for books. Safe on any thread."""
    numbers = range(len(reads))
    alone = [comparison.only(number) for number in numbers]
    return Findings(
        comparison,
        reads,
        [about(read.analysis.article) for read in reads],
        [Accounts(read.analysis, read.attributions) for read in reads],
        actor_accounts(comparison),
        [voices_only(comparison, number) for number in numbers],
        [actors_only(comparison, number) for number in numbers],
        alone,
        [SpanSet(sentence.span for sentence in sentences) for sentences in alone],
    )


class Section(Enum):
    """What is listed."""

    SHARED = "shared"
    """Who stands in both articles."""
    VOICES = "voices"
    """Whose words one of them alone carries, and who is named in one alone."""
    ALONE = "alone"
    """What one of them alone reports."""
    SAME = "same"
    """What both report."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of the list.

    Attributes:
        words: What it says, or the words of the article.
        about: What they are, above them.
        number: Of which article; None: of no particular one.
        place: Where the words stand in it, if they do.
        treatment: How the author treats whom the line is about.
        heading: Whether other lines follow under it.
    """

    words: str
    about: str = ""
    number: int | None = None
    place: Span | None = None
    treatment: Treatment | None = None
    heading: bool = False

    @property
    def said(self) -> str:
        """All of it, as it is read out or copied."""
        sign = "" if self.number is None else letter(self.number)
        return ". ".join(filter(None, (sign, self.about, self.words)))


def sections(found: Findings, left: int, right: int) -> list[tuple[Section, str, list[Fact]]]:
    """What there is to list of two of the articles, with its name and how much it is.

    Safe on any thread.
    """
    shared = list(_shared(found, left, right))
    voices = list(_voices(found, left, right))
    listed = [
        (Section.SHARED, _numbered(tr("Who is in both"), shared, heading=True), shared),
        (Section.VOICES, _numbered(tr("Voices and names in one alone"), voices), voices),
    ]
    # Of two that are not about the same thing each sentence stands alone: nothing is to be learnt.
    if goes_together(found.comparison, left, right):
        alone, same = list(_alone(found, left, right)), list(_same(found, left, right))
        listed += [
            (Section.ALONE, _numbered(tr("What only one reports"), alone), alone),
            (Section.SAME, _numbered(tr("What both report"), same, heading=True), same),
        ]
    return listed


def _numbered(name: str, facts: Sequence[Fact], *, heading: bool = False) -> str:
    return f"{name}: {sum(fact.heading is heading for fact in facts):,}"


def _shared(found: Findings, left: int, right: int) -> Iterator[Fact]:
    for account in found.actors:
        here, there = account.appearances[left], account.appearances[right]
        if here is not None and there is not None:
            yield Fact(account.actor.name, actor_type(account.actor.type), heading=True)
            yield from _appearance(found, left, here)
            yield from _appearance(found, right, there)


def _appearance(found: Findings, number: int, appearance: Appearance) -> Iterator[Fact]:
    actor = appearance.actor
    mentions = counted(len(actor.mentions), tr("mention"), tr("mentions"))
    relayed = counted(appearance.words, tr("word relayed"), tr("words relayed"))
    treated = ""
    if actor.treatment is not None:
        treated = tr("By the author: {0}").format(treatment(actor))
    yield Fact(f"{mentions}, {relayed}", treated, number, treatment=actor.treatment)
    for item in appearance.viewpoints:
        yield Fact(item.words, tr("Relayed"), number, item.place)
    yield from _judged(found, number, appearance.by_author)
    yield from _judged(found, number, appearance.by_others)


def _judged(found: Findings, number: int, judged: Sequence[Judged]) -> Iterator[Fact]:
    how = {Polarity.CRITICAL: tr("critical"), Polarity.FAVOURABLE: tr("favourable")}
    for item in judged:
        who = f"{item.holder or tr('The author')}, {how[item.polarity]}"
        yield Fact(found.words(number, item.span), who, number, item.span)


def _voices(found: Findings, left: int, right: int) -> Iterator[Fact]:
    for number in (left, right):
        voices, named = found.voices[number], found.named[number]
        if voices:
            words = tr("Words that {0} alone carries").format(letter(number))
            yield Fact(words, heading=True)
        for voice in voices:
            who = voice.holder or tr("Unnamed source")
            if voice.elsewhere:
                who = tr("{0} (named elsewhere, without words)").format(who)
            for item in voice.viewpoints:
                yield Fact(item.words, who, number, item.place)
        if named:
            yield Fact(tr("Named in {0} alone").format(letter(number)), heading=True)
        for actor in named:
            mentions = counted(len(actor.mentions), tr("mention"), tr("mentions"))
            place = actor.mentions[0] if actor.mentions else None
            yield Fact(f"{actor.name}, {mentions}", "", number, place)


def _alone(found: Findings, left: int, right: int) -> Iterator[Fact]:
    for number in (left, right):
        sentences = found.alone[number]
        if sentences:
            yield Fact(tr("What {0} alone reports").format(letter(number)), heading=True)
        for sentence in sentences:
            yield Fact(found.words(number, sentence.span), "", number, sentence.span)


def _same(found: Findings, left: int, right: int) -> Iterator[Fact]:
    pairs = pairs_of(found.comparison, left, right)
    for count, pair in enumerate(pairs, 1):
        nearness = tr("nearness {0}").format(percent(pair.score))
        yield Fact(tr("{0} of {1}").format(count, len(pairs)), nearness, heading=True)
        yield Fact(found.words(left, pair.left), "", left, pair.left)
        yield Fact(found.words(right, pair.right), "", right, pair.right)
