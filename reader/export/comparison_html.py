# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Writes a comparison as one self-contained page, in the look of the annotated copy.

Nothing on it says which article is right; it needs no script and no network.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from reader.document import Block, BlockKind, Polarity, Sentence, Span
from reader.document.account import ViewpointAccount
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
from reader.document.marks import View
from reader.document.overlay import Overlaid
from reader.export import content
from reader.export.comparison_rows import Row, rows
from reader.export.comparison_words import (
    letter,
    nothing_shared,
    score,
    shared_sentences,
    verdict,
)
from reader.export.content import CopyMark
from reader.export.html import escape, head, legend, marked, treatment_bar
from reader.export.nesting import marks_by_block

# So many of a kind of evidence are shown; the rest is counted.
_SHOWN = 4


def comparison_page(comparison: Comparison, reads: Sequence[Overlaid], view: View) -> bytes:
    """The page, encoded.

    Args:
        comparison: Of the analyses of `reads`.
        reads: The articles with the reader's marks over them.
        view: What the reader asked to see.
    """
    return "\n".join(_Page(comparison, reads, view).lines()).encode("utf-8")


class _Page:
    """One comparison being written."""

    def __init__(self, comparison: Comparison, reads: Sequence[Overlaid], view: View) -> None:
        self._comparison = comparison
        self._reads = reads
        self._view = view
        self._marks = [content.copy_marks(read, view) for read in reads]
        self._by_block = [
            marks_by_block(read.analysis.article.blocks, marks)
            for read, marks in zip(reads, self._marks, strict=True)
        ]
        self._rows = rows(comparison)
        self._targets = list(_targets(self._rows, len(reads)))
        self._numbers = range(len(reads))

    def lines(self) -> Iterator[str]:
        names = " / ".join(map(self._title, self._numbers))
        yield from head(f"{names} – side by side", "comparison.css")
        yield f'<body class="comparison of{len(self._reads)}">'
        yield from self._header()
        yield "<main>"
        yield from self._actors()
        yield from self._alone()
        yield from self._side_by_side()
        yield "</main>"
        yield "<footer>"
        yield f"<p>{content.ESTIMATE}</p>"
        for number in self._numbers:
            said = content.provenance(self._comparison.analyses[number])
            yield f"<p>{letter(number)}: {escape(' '.join(said))}</p>"
        yield "</footer>\n</body>\n</html>\n"

    def _title(self, number: int) -> str:
        article = self._comparison.analyses[number].article
        return article.title or article.source or f"Article {letter(number)}"

    def _header(self) -> Iterator[str]:
        yield "<header>"
        yield '<div class="columns">'
        for number in self._numbers:
            article = self._comparison.analyses[number].article
            facts = " · ".join(map(escape, content.facts_about(article)))
            yield f'<div><h1 dir="auto">{_sign(number)} {escape(self._title(number))}</h1>'
            yield f'<p class="about">{facts}</p></div>'
        yield "</div>"
        if said := verdict(self._comparison):
            yield f'<p class="apart-from-each-other" role="note">{escape(said)}</p>'
        own = any(mark.by_reader for marks in self._marks for mark in marks)
        yield from legend(self._legend(), own=own)
        yield f"<p>{shared_sentences(self._comparison)} {content.ESTIMATE}</p>"
        yield "</header>"

    def _legend(self) -> list[content.LegendEntry]:
        """The kinds of mark in all articles together."""
        found: dict[str, content.LegendEntry] = {}
        for read in self._reads:
            for entry in content.legend(read, self._view):
                before = found.get(entry.name)
                count = entry.count + (before.count if before else 0)
                found[entry.name] = replace(entry, count=count)
        return list(found.values())

    def _actors(self) -> Iterator[str]:
        accounts = actor_accounts(self._comparison)
        yield f"<section>\n<h2>Who is in more than one article <b>{len(accounts):,}</b></h2>"
        if not accounts:
            yield f"<p>{nothing_shared()}</p>"
        for account in accounts:
            yield from self._actor(account)
        yield "</section>"

    def _actor(self, account: ActorAccount) -> Iterator[str]:
        kind = account.actor.type
        name = f"<bdi>{escape(account.actor.name)}</bdi> <small>{kind}</small>"
        yield f'<div class="shared"><h3 class="actor {kind}">{name}</h3>'
        yield '<div class="columns">'
        for number, appearance in enumerate(account.appearances):
            yield f"<div>{_sign(number)}"
            if appearance is None:
                yield '<span class="muted">does not stand in it</span>'
            else:
                yield from self._appearance(number, appearance)
            yield "</div>"
        yield "</div></div>"

    def _appearance(self, number: int, appearance: Appearance) -> Iterator[str]:
        actor = appearance.actor
        mentions = content.counted(len(actor.mentions), "mention")
        relayed = content.counted(appearance.words, "word")
        yield f"<strong>{mentions}</strong>, {relayed} relayed"
        if details := content.actor_details(actor):
            yield f'<p class="muted" dir="auto">{escape(details)}</p>'
        if actor.treatment is not None:
            yield treatment_bar(actor.treatment)
            yield f'<p class="muted">By the author: {content.treatment(actor)}</p>'
        yield from self._relayed(number, appearance.viewpoints)
        yield from self._evidence(number, "The author", appearance.by_author)
        for holder, judged in groupby(
            sorted(appearance.by_others, key=lambda item: item.holder or ""),
            key=lambda item: item.holder or "",
        ):
            yield from self._evidence(number, holder, list(judged))

    def _evidence(self, number: int, who: str, judged: Sequence[Judged]) -> Iterator[str]:
        for polarity in (Polarity.CRITICAL, Polarity.FAVOURABLE):
            found = [item.span for item in judged if item.polarity is polarity]
            if found:
                yield f'<p><span class="{polarity}">{escape(who)}, {polarity}:</span></p>'
                yield from self._quotes(number, found)

    def _quotes(self, number: int, spans: Sequence[Span]) -> Iterator[str]:
        yield '<ul class="evidence">'
        for span in spans[:_SHOWN]:
            words = " ".join(self._text(number)[span.start : span.end].split())
            target = self._target(number, span.start)
            yield f'<li><a href="#{target}" dir="auto">{escape(words)}</a></li>'
        if len(spans) > _SHOWN:
            yield f'<li class="muted">and {len(spans) - _SHOWN} more</li>'
        yield "</ul>"

    def _text(self, number: int) -> str:
        return self._comparison.analyses[number].article.text

    def _target(self, number: int, start: int) -> str:
        """The piece on the page that holds a place of an article."""
        starts = [place for place in self._targets[number] if place <= start]
        return f"a{number}-{max(starts, default=0)}"

    def _alone(self) -> Iterator[str]:
        yield "<section>\n<h2>Who is in one article alone</h2>"
        yield '<div class="columns">'
        for number in self._numbers:
            voices = voices_only(self._comparison, number)
            yield f"<div><h3>{_sign(number)} Words that {letter(number)} alone carries</h3>"
            yield '<ul class="voices">'
            for voice in voices:
                yield from self._voice(number, voice)
            yield "</ul>" if voices else '<li class="muted">None.</li></ul>'
            names = [actor.name for actor in actors_only(self._comparison, number)]
            said = "; ".join(f"<bdi>{escape(name)}</bdi>" for name in names) or "nobody"
            yield f"<p><strong>Named in {letter(number)} alone:</strong> {said}</p></div>"
        yield "</div>\n</section>"

    def _voice(self, number: int, voice: Voice) -> Iterator[str]:
        name = escape(voice.holder or content.UNNAMED)
        yield f'<li><h4 dir="auto">{name}</h4>'
        yield from self._relayed(number, voice.viewpoints)
        yield "</li>"

    def _relayed(self, number: int, viewpoints: Sequence[ViewpointAccount]) -> Iterator[str]:
        for item in viewpoints[:_SHOWN]:
            target = self._target(number, item.place.start)
            words = f'<q dir="auto">{escape(item.words)}</q>'
            yield f'<p class="held"><a href="#{target}">{words}</a></p>'
        if len(viewpoints) > _SHOWN:
            yield f'<p class="muted">and {len(viewpoints) - _SHOWN} more</p>'

    def _side_by_side(self) -> Iterator[str]:
        yield "<section>\n<h2>Side by side</h2>"
        yield '<p class="muted">Every sentence that was analysed stands here once. The first '
        yield "article keeps its order; what another reports the same is put beside it.</p>"
        number = 0
        for row in self._rows:
            number += row.same is not None
            yield from self._row(row, number)
        yield "</section>"

    def _row(self, row: Row, number: int) -> Iterator[str]:
        if row.same is not None:
            here = " and ".join(letter(n) for n in self._numbers if row.same.spans[n] is not None)
            yield f'<div class="row same"><p class="label"><b>{number}</b> {here} report the same '
            yield f"<small>{score(row.same.score)}</small></p>"
        else:
            yield '<div class="row">'
        yield '<div class="columns">'
        for article, sentences in enumerate(row.cells):
            yield "<div>"
            if sentences:
                said = "" if row.same is not None else f"Only in {letter(article)}"
                sign = _sign(article)
                yield f'<p class="label">{sign} {said}</p>' if said else sign
                yield from self._sentences(article, sentences)
            yield "</div>"
        yield "</div></div>"

    def _sentences(self, number: int, sentences: Sequence[Sentence]) -> Iterator[str]:
        """Sentences as the paragraphs that they stand in."""
        article = self._comparison.analyses[number].article
        language = "" if article.language == "und" else article.language
        marks = self._by_block[number]
        for block, group in groupby(sentences, key=lambda item: _block(article.blocks, item)):
            inside = list(group)
            piece = replace(block, start=inside[0].start, end=inside[-1].end)
            words = "".join(marked(article.text, piece, _touching(marks[block], piece)))
            strong = block.kind in {BlockKind.TITLE, BlockKind.HEADING}
            words = f"<strong>{words}</strong>" if strong else words
            place = f'id="a{number}-{piece.start}" lang="{escape(language)}" dir="auto"'
            yield f'<p class="text" {place}>{words}</p>'


def _sign(number: int) -> str:
    return f'<b class="sign" title="Article {letter(number)}">{letter(number)}</b>'


def _block(blocks: Sequence[Block], sentence: Sentence) -> Block:
    return next(b for b in blocks if b.start <= sentence.start and sentence.end <= b.end)


def _touching(marks: Sequence[CopyMark], piece: Block) -> list[CopyMark]:
    return [mark for mark in marks if mark.span.overlap(piece.span)]


def _targets(laid: Sequence[Row], count: int) -> Iterator[list[int]]:
    """Where the pieces of each article begin that a link can lead to."""
    for number in range(count):
        yield [sentence.start for row in laid for sentence in row.cells[number][:1]]
