# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Writes one self-contained page that needs no script, no network and no Slantwise to be read.

Every element that holds a block's text, and nothing else, carries `data-start` and `data-end`;
whatever the copy adds inside it stands in attributes, so that the text of those elements is the
article's own, character for character. The analysis travels along as JSON.
"""

import html
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from reader.document import (
    Actor,
    Article,
    Block,
    BlockKind,
    Inline,
    InlineKind,
    Span,
    Treatment,
)
from reader.document.article import OWN_SIGN
from reader.document.marks import MarkKind, View
from reader.document.overlay import Overlaid
from reader.export import content
from reader.export.content import CopyMark
from reader.export.html_strip import strip
from reader.export.html_style import (
    STRENGTHS,
    content_security_policy,
    strength,
    style_sheet,
)
from reader.export.json_writer import embedded_json
from reader.export.nesting import Closed, Opened, marks_by_block, nest, nest_inlines
from reader.export.writing import Advance, Source, Written

_FIRST_WORD = re.compile(r"\s*\S+")

_TAGS = {
    BlockKind.TITLE: "h1",
    BlockKind.QUOTE: "blockquote",
    BlockKind.LIST_ITEM: "li",
}

_INLINE_TAGS = {
    InlineKind.LINK: "a",
    InlineKind.BOLD: "strong",
    InlineKind.ITALIC: "em",
    InlineKind.CODE: "code",
}


class HtmlWriter:
    """The annotated copy as a page for any browser."""

    suffix = ".html"
    label = "Web page"

    def write(
        self, read: Overlaid, view: View, _source: Source | None, _advance: Advance
    ) -> Written:
        """The page, encoded."""
        return Written("\n".join(_page(read, view)).encode("utf-8"))


def escape(text: str) -> str:
    """Text for an element or a quoted attribute, which reads back exactly as it was."""
    # A bare carriage return would be read as a line feed.
    return html.escape(content.printable(text), quote=True).replace("\r", "&#13;")


def head(title: str, *sheets: str) -> Iterator[str]:
    """A page up to its body, with further style sheets of the export's resources."""
    yield "<!DOCTYPE html>"
    yield '<html lang="en">'
    yield '<head>\n<meta charset="utf-8">'
    policy = escape(content_security_policy(*sheets))
    yield f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield '<meta name="color-scheme" content="light dark">'
    yield '<meta name="referrer" content="no-referrer">'
    yield '<meta name="generator" content="Slantwise">'
    yield f"<title>{escape(title)}</title>"
    yield f"<style>{style_sheet(*sheets)}</style>"
    yield "</head>"


def _page(read: Overlaid, view: View) -> Iterator[str]:
    analysis = read.analysis
    article = analysis.article
    title = article.title or article.source or "Article"
    yield from head(f"{title} – annotated copy")
    yield "<body>"
    marks = content.copy_marks(read, view)
    yield from _legend(read, view, marks)
    yield from strip(analysis, view)
    sidebar = list(_sidebar(read, view))
    yield '<main class="beside">' if sidebar else "<main>"
    yield from _article(article, marks)
    yield from sidebar
    yield "</main>"
    yield "<footer>"
    yield f"<p>{content.ESTIMATE}</p>"
    yield from (f"<p>{escape(sentence)}</p>" for sentence in content.provenance(analysis))
    yield "</footer>"
    data = embedded_json(read, view)
    yield f'<script type="application/json" id="slantwise">{data}</script>'
    yield "</body>\n</html>\n"


def _legend(read: Overlaid, view: View, marks: Sequence[CopyMark]) -> Iterator[str]:
    own = any(mark.by_reader for mark in marks)
    yield '<header aria-label="Legend">'
    yield from legend(content.legend(read, view), own=own)
    yield f"<p>{content.summary(read.analysis, view)} {content.ESTIMATE}</p>\n</header>"


def legend(entries: Iterable[content.LegendEntry], *, own: bool) -> Iterator[str]:
    """The kinds of mark with their switches; `own` tells whether some are the reader's."""
    yield '<ul class="legend">'
    for entry in entries:
        strongest = f" s{STRENGTHS}" if entry.kind is MarkKind.OPINION else ""
        classes = f"{entry.kind}{strongest} first last" if entry.shown else "off"
        name = f'<span class="{classes}">{entry.name}</span>'
        if entry.shown:
            # Without any script: the style sheet asks which boxes are ticked.
            box = f'<input type="checkbox" id="show-{entry.kind}" checked>'
            yield f"<li><label>{box} {name} <b>{entry.count:,}</b></label></li>"
        else:
            yield f"<li>{name} <b>{entry.count:,}, not shown</b></li>"
    if own:
        yield '<li><span class="reader">In a frame: the reader’s own</span></li>'
    yield '<li><span class="muted">Dimmed: not analysed</span></li>\n</ul>'


def _article(article: Article, shown: list[CopyMark]) -> Iterator[str]:
    language = "" if article.language == "und" else article.language
    marks = marks_by_block(article.blocks, shown)
    above, below = content.around_about(article)
    yield f'<article lang="{escape(language)}" dir="auto">'
    if not above and article.title:
        yield f"<h1>{escape(article.title)}</h1>"
    yield from _blocks(article, above, marks)
    about = " · ".join(escape(fact) for fact in content.facts_about(article))
    yield f'<p class="about" lang="en">{about}</p>'
    yield from _blocks(article, below, marks)
    yield "</article>"


def _blocks(
    article: Article, blocks: Iterable[Block], marks: Mapping[Block, list[CopyMark]]
) -> Iterator[str]:
    for kind, group in groupby(blocks, key=lambda block: block.kind):
        opening, closing = _around(kind)
        yield opening
        for block in group:
            inner = "".join(marked(article.text, block, marks[block]))
            yield _element(article, block, inner)
        yield closing


def _around(kind: BlockKind) -> tuple[str, str]:
    """What stands around neighbouring blocks of a kind."""
    if kind is BlockKind.LIST_ITEM:
        return "<ul>", "</ul>"
    if kind in content.LABELLED_KINDS:
        label = f'<p class="label" lang="en">{content.LABELLED_KINDS[kind]} · not analysed</p>'
        return f'<div class="apart {kind}">\n{label}', "</div>"
    return "", ""


def _element(article: Article, block: Block, inner: str) -> str:
    tag = _TAGS.get(block.kind, "p")
    classes = []
    if block.kind is BlockKind.HEADING:
        tag = f"h{min(max(block.level, 2), 6)}"
    if not block.analysed:
        classes.append(block.kind.value)
    if block.kind is BlockKind.LIST_ITEM:
        classes.append(f"depth{min(max(block.level, 1), 4)}")
        if OWN_SIGN.match(article.text, block.start, block.end):
            classes.append("numbered")
    attributes = f' id="b{block.start}"'
    attributes += f' class="{" ".join(classes)}"' if classes else ""
    if not block.analysed and block.kind not in content.LABELLED_KINDS:
        attributes += ' title="Not analysed"'
    attributes += f' dir="auto" data-start="{block.start}" data-end="{block.end}"'
    return f"<{tag}{attributes}>{inner}</{tag}>"


def marked(text: str, block: Block, marks: list[CopyMark]) -> Iterator[str]:
    """The words of a block, or of a piece of one, with its marks."""
    opened: list[CopyMark] = []
    speaker = None
    unnamed = ""
    for part in nest(block.span, marks):
        if isinstance(part, Span):
            yield _styled(text, part, block.inlines, unnamed)
            unnamed = ""
        elif isinstance(part, Closed):
            opened.pop()
            yield "</mark>"
        else:
            named = part.first and part.mark.speaker not in {None, speaker}
            quoted = any(mark.kind is MarkKind.VIEWPOINT for mark in opened)
            opened.append(part.mark)
            yield _open_tag(part, opened, named=named)
            if named:
                speaker = part.mark.speaker
            # The margin has no room for everybody whom a speaker quotes in turn.
            if named and not quoted:
                unnamed = (
                    f'<i class="who" aria-hidden="true" data-speaker="{escape(speaker or "")}"></i>'
                )


def _styled(text: str, span: Span, inlines: tuple[Inline, ...], name: str) -> str:
    """Words with what their author emphasised, and a name for the margin.

    It hangs on the end of the first word, which cannot be parted from its line; before the word it
    could stay behind on the line above.
    """
    word = _FIRST_WORD.match(text, span.start, span.end) if name else None
    named = word.end() if word else span.start
    parts = [] if word else [name]
    for part in nest_inlines(span, inlines):
        if isinstance(part, Span):
            if word and part.start < named <= part.end:
                parts += [escape(text[part.start : named]), name, escape(text[named : part.end])]
            else:
                parts.append(escape(text[part.start : part.end]))
        elif isinstance(part, Closed):
            parts.append(f"</{_INLINE_TAGS[part.mark.kind]}>")
        elif part.mark.kind is InlineKind.LINK:
            parts.append(f'<a href="{escape(part.mark.href)}" rel="noopener noreferrer">')
        else:
            parts.append(f"<{_INLINE_TAGS[part.mark.kind]}>")
    return "".join(parts)


def _open_tag(part: Opened[CopyMark], opened: list[CopyMark], *, named: bool) -> str:
    mark = part.mark
    classes: list[str] = [mark.kind]
    if mark.kind is MarkKind.OPINION:
        classes.append(f"s{strength(mark.score)}")
    classes += ["reader"] * mark.by_reader + ["first"] * part.first + ["last"] * part.last
    # The innermost mark is the one under the pointer, so it speaks for those around it too.
    reasons = "\n".join(mark.reason for mark in reversed(opened))
    attributes = f'class="{" ".join(classes)}" title="{escape(reasons)}"'
    # A loaded word is one among many; hearing its score each time would drown the sentence.
    if part.first and mark.kind is not MarkKind.LOADED:
        attributes += f' data-name="{escape(mark.name)}"'
    if named:
        attributes += f' data-speaker="{escape(mark.speaker or "")}"'
    return f"<mark {attributes}>"


def _sidebar(read: Overlaid, view: View) -> Iterator[str]:
    analysis = read.analysis
    floor = content.viewpoints(analysis)
    judgements = content.judgements(analysis, view)
    notes = content.readers_notes(read)
    if not analysis.actors and not floor and not judgements and not notes:
        return
    yield '<aside tabindex="0" aria-label="Notes, actors, viewpoints and reasons">'
    yield from _notes(read, notes)
    if analysis.actors:
        listed, once = content.actors(analysis)
        rest = f", {content.others(once)}" if once else ""
        yield f"<section>\n<h2>Actors <b>{len(listed):,}{rest}</b></h2>\n<ul>"
        for actor in listed:
            yield from _actor(actor)
        yield "</ul>"
        if once:
            names = "; ".join(map(_briefly, once))
            yield f'<p class="once"><strong>Speak once:</strong> {names}</p>'
        if any(actor.treatment for actor in analysis.actors):
            yield '<p class="muted">The bars show how the author’s sentences treat an actor.</p>'
        yield "</section>"
    if floor:
        total = sum(len(held) for _, held in floor)
        yield f"<section>\n<h2>Viewpoints <b>{total:,}</b></h2>\n<ul>"
        for speaker, held in floor:
            yield f'<li><h3 dir="auto">{escape(speaker)}</h3>'
            for viewpoint in held:
                how = escape(viewpoint.how)
                words = f'<q dir="auto">{escape(viewpoint.words)}</q>'
                yield f'<p class="held">{words} <small>{how}</small></p>'
            yield "</li>"
        yield "</ul>\n</section>"
    if judgements:
        yield f"<section>\n<h2>What weighed most <b>{len(judgements):,}</b></h2>\n<ul>"
        for judged in judgements:
            link = f'<a href="#b{judged.block}" dir="auto">{escape(judged.beginning)}</a>'
            yield f"<li>{link} <small>{content.percent(judged.score)}</small>"
            yield f'<p dir="auto">{escape(judged.weighed)}</p></li>'
        yield "</ul>\n</section>"
    yield "</aside>"


def _notes(read: Overlaid, notes: list[content.Note]) -> Iterator[str]:
    if not notes:
        return
    starts = [block.start for block in read.analysis.article.blocks]
    yield f"<section>\n<h2>Reader’s notes <b>{len(notes):,}</b></h2>\n<ul>"
    for note in notes:
        words = f'<q dir="auto">{escape(note.words)}</q>'
        if note.start is None:
            words += " <small>these words are not in the text</small>"
        else:
            words = f'<a href="#b{starts[bisect_right(starts, note.start) - 1]}">{words}</a>'
        tags = "".join(f' <span class="tag">{escape(tag)}</span>' for tag in note.tags)
        yield f'<li>{words}<p class="said" dir="auto">{escape(note.note)}{tags}</p></li>'
    yield "</ul>\n</section>"


def _briefly(actor: Actor) -> str:
    about = f"<small>({escape(content.briefly(actor))})</small>"
    return f"<bdi>{escape(actor.name)}</bdi> {about}"


def _actor(actor: Actor) -> Iterator[str]:
    times = "mention" if len(actor.mentions) == 1 else "mentions"
    yield f'<li class="actor {actor.type}">'
    yield (
        f"<h3><bdi>{escape(actor.name)}</bdi> <small>{actor.type}</small></h3>"
        f'<span class="mentions">{len(actor.mentions):,}<span class="spoken"> {times}</span></span>'
    )
    if details := content.actor_details(actor):
        yield f'<p dir="auto">{escape(details)}</p>'
    if actor.treatment is not None:
        yield treatment_bar(actor.treatment)
        yield f"<p>{content.treatment(actor)}</p>"
    yield "</li>"


def treatment_bar(treatment: Treatment) -> str:
    """How an author treats an actor, drawn; the words beside it say the same."""
    parts = [
        '<svg class="treatment" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">'
    ]
    position = 0.0
    for word in ("critical", "neutral", "favourable"):
        width = round(getattr(treatment, word) * 100, 1)
        parts.append(f'<rect class="{word}" x="{position:g}" width="{width:g}" height="6"/>')
        position += width
    return "\n".join([*parts, "</svg>"])
