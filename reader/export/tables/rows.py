# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The rows of one article in each of the tables, in the order of their columns.

They follow from the article's analysis alone, so that whoever made it, and when, is all the same.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from reader.document import AUTHOR, Analysis, Attribution, Span
from reader.document.account import in_order
from reader.document.marks import MarkKind, sentence_mark
from reader.document.speakers import speaker_name, words
from reader.export.tables import schema

Value = str | int | float | bool | None
Row = tuple[Value, ...]


def rows_of(
    analysis: Analysis, *, sha256: str, path: str, files: int = 1
) -> Mapping[str, Sequence[Row]]:
    """The rows of an article, by the name of their table.

    Args:
        analysis: As the machine made it.
        sha256: Of its file, the key of all of them.
        path: What its file is called.
        files: How many hold the same bytes.
    """
    each = _Rows(analysis, sha256)
    return {
        schema.ARTICLES.name: [each.article(path, files)],
        schema.SENTENCES.name: list(each.sentences()),
        schema.VIEWPOINTS.name: list(each.viewpoints()),
        schema.ACTORS.name: list(each.actors()),
        schema.MENTIONS.name: list(each.mentions()),
        schema.STANCES.name: list(each.stances()),
        schema.LOADED.name: list(each.loaded()),
    }


class _Rows:
    def __init__(self, analysis: Analysis, sha256: str) -> None:
        self._analysis = analysis
        self._article = analysis.article
        self._text = analysis.article.text
        self._key = sha256
        self._actors = {actor.id: actor for actor in analysis.actors}
        self._views = in_order(analysis.attributions)
        self._held: defaultdict[str, list[Attribution]] = defaultdict(list)
        for view in self._views:
            for holder in dict.fromkeys(view.holders):
                self._held[holder].append(view)
        self._starts = [sentence.start for sentence in analysis.sentences]

    def article(self, path: str, files: int) -> Row:
        article, analysis = self._article, self._analysis
        # From 0 on, nothing is too improbable to be counted.
        kinds = [sentence_mark(sentence, 0.0) for sentence in analysis.sentences]
        return (
            self._key,
            path,
            files,
            article.title,
            article.byline,
            article.outlet,
            article.published,
            article.updated,
            article.genre,
            article.address,
            article.language,
            not article.foreign or bool(analysis.sentences),
            article.format,
            len(article.text),
            article.word_count,
            len(analysis.sentences),
            kinds.count(MarkKind.OPINION),
            kinds.count(MarkKind.FACT),
            kinds.count(MarkKind.UNCLEAR),
            kinds.count(MarkKind.VIEWPOINT),
            len(self._views),
            len(analysis.actors),
            len(analysis.loaded),
            analysis.model.name,
            analysis.model.version,
            " ".join(article.warnings) or None,
        )

    def sentences(self) -> Iterable[Row]:
        blocks = self._article.blocks
        begins = [block.start for block in blocks]
        for number, item in enumerate(self._analysis.sentences):
            quoted = words(self._text, [item.span])
            yield (
                self._key,
                number,
                item.start,
                item.end,
                blocks[bisect_right(begins, item.start) - 1].kind.value,
                item.label.value,
                item.opinion,
                item.bias,
                item.voice.value,
                len(quoted.split()),
                quoted,
            )

    def viewpoints(self) -> Iterable[Row]:
        for number, item in enumerate(self._views):
            start = min(span.start for span in item.content)
            yield (
                self._key,
                number,
                start,
                max(span.end for span in item.content),
                self._sentence_at(start),
                item.form.value,
                " ".join(item.holders) or None,
                speaker_name(self._text, item, self._actors),
                words(self._text, item.source) or None,
                min((span.start for span in item.source), default=None),
                words(self._text, item.cue) or None,
                min((span.start for span in item.cue), default=None),
                item.score,
                self._relayed(item),
                words(self._text, item.content),
            )

    def actors(self) -> Iterable[Row]:
        for actor in self._analysis.actors:
            views = self._held.get(actor.id, [])
            treated = actor.treatment
            yield (
                self._key,
                actor.id,
                actor.name,
                actor.type.value,
                actor.named,
                actor.role,
                "; ".join(actor.aliases) or None,
                len(actor.mentions),
                len(views),
                sum(self._relayed(view) for view in views),
                None if treated is None else treated.critical,
                None if treated is None else treated.neutral,
                None if treated is None else treated.favourable,
            )

    def mentions(self) -> Iterable[Row]:
        for actor in self._analysis.actors:
            for span in actor.mentions:
                yield (self._key, actor.id, *self._place(span))

    def stances(self) -> Iterable[Row]:
        for item in self._analysis.stances:
            yield (
                self._key,
                item.holder,
                self._name(item.holder),
                item.target,
                self._name(item.target),
                item.polarity.value,
                item.score,
                *self._place(Span(item.start, item.end)),
            )

    def loaded(self) -> Iterable[Row]:
        for item in self._analysis.loaded:
            *place, quoted = self._place(Span(item.start, item.end))
            number = self._sentence_at(item.start)
            voice = None if number is None else self._analysis.sentences[number].voice.value
            yield (self._key, *place, voice, item.score, quoted)

    def _name(self, who: str) -> str | None:
        if who == AUTHOR:
            return AUTHOR
        return self._actors[who].name if who in self._actors else None

    def _place(self, span: Span) -> Row:
        return span.start, span.end, self._sentence_at(span.start), words(self._text, [span])

    def _sentence_at(self, offset: int) -> int | None:
        number = bisect_right(self._starts, offset) - 1
        if number < 0 or self._analysis.sentences[number].end <= offset:
            return None
        return number

    def _relayed(self, view: Attribution) -> int:
        return sum(len(self._text[span.start : span.end].split()) for span in view.content)
