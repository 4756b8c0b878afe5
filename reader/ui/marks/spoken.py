# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What a screen reader says of a sentence: its words, and what they are."""

from reader.document import Sentence, Span
from reader.document.marks import MarkKind
from reader.ui.marks.mark_index import MarkIndex
from reader.ui.wording import percent_said, readers_mark, tr


def words_of(index: MarkIndex, span: Span) -> str:
    """The words of a span, on one line."""
    return " ".join(index.article.text[span.start : span.end].split())


def what_it_is(index: MarkIndex, sentence: Sentence) -> str:
    """What the marks the view shows say of a sentence: "author's opinion, 82 percent".

    Facts have no mark and are still told from what was not judged.
    """
    parts = [readers_mark(item.mark) for item in index.readers_in(sentence.start, sentence.end)]
    number, view = index.sentence_at(sentence.start), index.view
    labelled = number is not None and index.label_of(number) is not None
    kind = index.kind(sentence)
    if not labelled:
        if kind is MarkKind.OPINION and view.opinion:
            parts.append(tr("author’s opinion, {0}").format(percent_said(sentence.opinion)))
        elif kind is MarkKind.UNCLEAR and view.opinion:
            parts.append(tr("unclear: the model leaves it open"))
        elif kind is MarkKind.FACT:
            parts.append(tr("report of fact"))
        elif kind is None and view.opinion and not index.blind:
            below = tr("opinion at {0}, below what you asked to see")
            parts.append(below.format(percent_said(sentence.opinion)))
    if view.viewpoints:
        holders = _holders(index, sentence.span)
        if holders:
            parts.append(tr("relayed, {0}").format(", ".join(holders)))
        elif kind is MarkKind.VIEWPOINT and not labelled:
            parts.append(tr("relayed"))
    if view.loaded:
        loaded = (
            words_of(index, Span(word.start, word.end))
            for word in index.loaded_in(sentence.start, sentence.end)
        )
        parts += [tr("loaded: “{0}”").format(words) for words in loaded]
    return "; ".join(dict.fromkeys(parts))


def _holders(index: MarkIndex, span: Span) -> list[str]:
    """Whose views lie in a span, each once."""
    found = (
        item.holder or tr("an unnamed source")
        for item in index.accounts.viewpoints
        if any(part.overlap(span) for part in item.attribution.content)
    )
    return list(dict.fromkeys(found))


def sentence_said(index: MarkIndex, offset: int) -> str:
    """The sentence at an offset, and what it is; empty where none was judged."""
    number = index.sentence_at(offset)
    if number is None:
        return ""
    sentence = index.sentences[number]
    words, told = words_of(index, sentence.span), what_it_is(index, sentence)
    return tr("{0} {1}.").format(words, told) if told else words


def voice_of(index: MarkIndex, span: Span) -> str:
    """Whose words a stretch of the text is, as it is said before them: "Opinion.", "Ada Ngo:".

    Empty in a blind reading, in which nobody says it for the reader.
    """
    if index.blind:
        return ""
    number = index.sentence_at(span.start)
    if number is None:
        return tr("Unmarked.")
    sentence, view = index.sentences[number], index.view
    kind = index.kind(sentence)
    names = ", ".join(_holders(index, sentence.span)) if view.viewpoints else ""
    if kind is MarkKind.VIEWPOINT and view.viewpoints:
        names = names or tr("an unnamed source")
        return tr("{0}:").format(names[0].upper() + names[1:])
    if kind is MarkKind.OPINION and view.opinion:
        # The author is not charged with the words of a source within.
        return tr("Opinion, quoting {0}.").format(names) if names else tr("Opinion.")
    if kind is MarkKind.UNCLEAR and view.opinion:
        return tr("Unclear.")
    return tr("Report.") if kind is MarkKind.FACT else tr("Unmarked.")
