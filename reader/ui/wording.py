# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""How the window words dates, counts and judgements."""

from datetime import date

from PySide6.QtCore import QCoreApplication, QLocale

from reader.document import (
    ANALYSIS_LIMIT,
    ActorType,
    Article,
    BlockKind,
    Form,
    Polarity,
    Sentence,
)
from reader.document.account import ViewpointAccount
from reader.document.blind import Kind, Pair, Reading, Verdict
from reader.document.marks import MarkKind
from reader.document.readers_marks import LABELS, Act, ReadersMark

# So much of an address tells where an article stood, in code points; copies give the whole.
_ADDRESS = 40


def tr(text: str, number: int = -1) -> str:
    """Translate a text of this module."""
    return QCoreApplication.translate("wording", text, None, number)


def counted(number: int, one: str, many: str) -> str:
    """A count with its noun, both already translated: "1 sentence", "3,000 sentences"."""
    return f"{number:,} {one if number == 1 else many}"


def others(number: int) -> str:
    """How many actors are folded together: "12 others who speak once"."""
    return counted(number, tr("other who speaks once"), tr("others who speak once"))


def percent(share: float) -> str:
    """A share as the window writes it."""
    return f"{round(share * 100)} %"


def percent_said(share: float) -> str:
    """A share as it is read out."""
    return tr("{0} percent").format(round(share * 100))


def day(iso: str) -> str:
    """An ISO date in words, or as it stands where it is none."""
    try:
        value = date.fromisoformat(iso[:10])
    except ValueError:
        return iso
    month = QLocale(QLocale.Language.English).standaloneMonthName(value.month)
    return f"{value.day} {month} {value.year}"


def about(article: Article) -> str:
    """The line under the title: outlet, dates, what the page says it is, length, address."""
    words = article.word_count
    genre = tr("{0} (the page says so)").format(article.genre) if article.genre else None
    length = tr("{0} words, {1} min").format(f"{words:,}", article.minutes)
    published = day(article.published) if article.published else None
    byline = article.byline
    if byline and any(block.kind is BlockKind.BYLINE for block in article.blocks):
        byline = None
    if not words:
        length = ""
    updated = tr("updated {0}").format(day(article.updated)) if article.updated else None
    # A line breaks between these, not inside a date or a length.
    unbroken = [_unbroken(part) if part else None for part in (published, updated, length)]
    address = article.address
    if address and len(address) > _ADDRESS:
        address = f"{address[:_ADDRESS]}…"
    parts = [article.outlet, byline, *unbroken[:2], genre, unbroken[2], address]
    return " · ".join(part for part in parts if part)


def _unbroken(text: str) -> str:
    return text.replace(" ", "\u00a0")


def mark_phrase(kind: MarkKind | None, sentence: Sentence | None = None) -> str:
    """What a mark says, as a heading."""
    match kind:
        case MarkKind.OPINION:
            return tr("Reads as the author’s opinion")
        case MarkKind.VIEWPOINT:
            return tr("Relays somebody’s view")
        case MarkKind.LOADED:
            return tr("Loaded word")
        case MarkKind.FACT:
            return tr("Reads as a report of fact")
        case MarkKind.UNCLEAR:
            return tr("Unclear: the model leaves it open")
    if sentence is None:
        return tr("Not judged yet")
    return tr("Opinion at {0}, below what you asked to see").format(percent(sentence.opinion))


def not_analysed(kind: BlockKind) -> str:
    """Why a block carries no marks."""
    reasons = {
        BlockKind.SUBTITLE: tr("Subtitle: not analysed"),
        BlockKind.BYLINE: tr("Byline: not analysed"),
        BlockKind.DATELINE: tr("Dateline: not analysed"),
        BlockKind.TABLE: tr("Table: not analysed"),
        BlockKind.CAPTION: tr("Caption: not analysed"),
        BlockKind.NOTE: tr("Editorial note: not analysed"),
        BlockKind.BOILERPLATE: tr("Page furniture: not analysed"),
    }
    return reasons.get(kind, "")


def passed_over(offset: int) -> str:
    """Why what stands at an offset carries no marks, though its block is of an analysed kind."""
    if offset >= ANALYSIS_LIMIT:
        return tr("Not analysed: the article is too long")
    return tr("Not analysed: too long for a sentence, or the same over and over")


def actor_type(kind: ActorType) -> str:
    """The word for what kind of actor."""
    return {
        ActorType.PERSON: tr("person"),
        ActorType.ORGANISATION: tr("organisation"),
        ActorType.COUNTRY: tr("country"),
        ActorType.GROUP: tr("group"),
        ActorType.DOCUMENT: tr("document"),
        ActorType.OTHER: tr("other"),
    }[kind]


def typed(value: str) -> str:
    """The word for a type as a mark has it, which may come from another program."""
    return actor_type(ActorType(value)) if value in list(ActorType) else value


def form(kind: Form) -> str:
    """The word for how a view is relayed."""
    return {
        Form.DIRECT: tr("direct"),
        Form.INDIRECT: tr("indirect"),
        Form.MIXED: tr("mixed"),
    }[kind]


def holder(viewpoint: ViewpointAccount) -> str:
    """Who holds a view, as a list names them."""
    return viewpoint.holder or tr("Unnamed source")


def how(viewpoint: ViewpointAccount) -> str:
    """How a view is relayed, and whom it judges."""
    parts = [tr("yours")] if viewpoint.own else []
    parts.append(form(viewpoint.attribution.form))
    if viewpoint.cue:
        parts.append(f"“{viewpoint.cue}”")
    judging = {
        Polarity.CRITICAL: tr("critical of {0}"),
        Polarity.FAVOURABLE: tr("favourable to {0}"),
    }
    parts += [judging[polarity].format(target) for polarity, target in viewpoint.stances]
    return " · ".join(parts)


def said(mark: ReadersMark) -> str:
    """What the reader says with a mark, in a few words."""
    value = " ".join(mark.value.split())
    match mark.act:
        case Act.OPINION:
            return tr("opinion")
        case Act.FACTUAL:
            return tr("fact")
        case Act.UNCLEAR:
            return tr("unclear")
        case Act.VIEWPOINT:
            return tr("the view of {0}").format(value or tr("an unnamed source"))
        case Act.NOT_VIEWPOINT:
            return tr("nobody else’s view")
        case Act.SPEAKER:
            return tr("said by {0}").format(value or tr("an unnamed source"))
        case Act.LOADED:
            return tr("loaded")
        case Act.NOT_LOADED:
            return tr("not loaded")
        case Act.RENAME:
            return tr("called {0}").format(value)
        case Act.MERGE:
            other = " ".join(mark.other.exact.split()) if mark.other else ""
            return tr("the same as “{0}”").format(other)
        case Act.SPLIT:
            return tr("somebody else: {0}").format(value)
        case Act.NOT_ACTOR:
            return tr("not an actor")
        case Act.TYPE:
            return typed(mark.value)
        case Act.HIGHLIGHT:
            return tr("highlighted")
    return tr("note")


def said_by_model(mark: ReadersMark) -> str:
    """What the model said where the reader made a mark; empty where it said nothing of the kind."""
    if not mark.machine:
        return ""
    if mark.act in LABELS:
        names = {"opinion": tr("opinion"), "factual": tr("fact"), "unclear": tr("unclear")}
        return names.get(mark.machine, mark.machine)
    if mark.act is Act.TYPE:
        return typed(mark.machine)
    if mark.act in (Act.LOADED, Act.NOT_LOADED):
        return tr("loaded")
    return mark.machine


def readers_mark(mark: ReadersMark) -> str:
    """A mark of the reader's, in one line: "You: opinion. The model: fact"."""
    if mark.act is Act.NOTE:
        return tr("Your note: {0}").format(" ".join(mark.value.split()))
    words = tr("You: {0}").format(said(mark))
    model = said_by_model(mark)
    return f"{words}. {tr('The model: {0}').format(model)}" if model else words


def act_kind(act: Act) -> str:
    """What kind of mark it is, as a filter names it."""
    if act is Act.NOTE:
        return tr("Notes")
    if act is Act.HIGHLIGHT:
        return tr("Highlights")
    if act in LABELS:
        return tr("Sentences")
    if act in (Act.VIEWPOINT, Act.NOT_VIEWPOINT, Act.SPEAKER):
        return tr("Viewpoints")
    if act in (Act.LOADED, Act.NOT_LOADED):
        return tr("Loaded words")
    return tr("Actors")


def reading(read: Reading, sentence: Sentence | None = None) -> str:
    """What somebody takes a sentence for: "opinion, 82 %", "the view of Macron".

    Args:
        read: Whose words these are.
        sentence: As the model judged it, where the reading is the model's.
    """
    speakers = ", ".join(name or tr("an unnamed source") for name in read.speakers)
    if read.kind is Kind.RELAYED:
        return tr("the view of {0}").format(speakers or tr("an unnamed source"))
    words = {
        Kind.OPINION: tr("opinion"),
        Kind.FACT: tr("fact"),
        Kind.UNCLEAR: tr("unclear"),
        Kind.NONE: tr("no mark"),
    }[read.kind]
    if sentence is not None and read.kind is Kind.OPINION:
        words = f"{words}, {percent(sentence.opinion)}"
    elif sentence is not None and read.kind is Kind.FACT:
        words = tr("{0}, opinion at {1}").format(words, percent(sentence.opinion))
    return tr("{0}; in it speaks {1}").format(words, speakers) if speakers else words


def both_readings(pair: Pair) -> tuple[str, str]:
    """What the reader and what the model takes a sentence for."""
    yours = tr("You: {0}").format(reading(pair.reader))
    return yours, tr("The model: {0}").format(reading(pair.model, pair.sentence))


def verdict(kind: Verdict) -> str:
    """How two readings of a sentence stand to each other."""
    return {
        Verdict.AGREE: tr("Agree"),
        Verdict.DIFFER: tr("Differ"),
        Verdict.OPEN: tr("Left open by one of you"),
        Verdict.UNMARKED: tr("Not marked by you"),
        Verdict.EARLIER: tr("Marked before the blind reading"),
    }[kind]
