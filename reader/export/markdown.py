# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Writes the annotated copy as plain Markdown, to be read as it stands or in any renderer.

Nothing beyond CommonMark is used: a mark is a pair of brackets that no article needs, opening with
what it is. So marks can nest and touch, and plain text keeps them.
"""

import textwrap
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from reader.document import Actor, Article, Block, BlockKind, Span
from reader.document.anchors import digest
from reader.document.marks import MarkKind, View
from reader.document.overlay import Overlaid
from reader.export import content
from reader.export.content import CopyMark
from reader.export.markdown_words import escape, styled
from reader.export.nesting import Closed, Opened, marks_by_block, nest
from reader.export.writing import Advance, Source, Written, packed

_SIGNS = {
    MarkKind.OPINION: "⟦**Opinion** …⟧",
    MarkKind.VIEWPOINT: "⟦**Speaker:** …⟧",
    MarkKind.LOADED: "⟪…⟫",
    MarkKind.UNCLEAR: "⟦**Unclear** …⟧",
    MarkKind.FACT: "⟦**Fact** …⟧",
    MarkKind.HIGHLIGHT: "⟦**Highlight** …⟧",
    MarkKind.NOTE: "⟦**Note** …⟧",
}

#: With this and the digest of what stands above it begins the comment that a copy ends with.
COPY_MARK = "slantwise copy"

_CARRIED_WIDTH = 100


class MarkdownWriter:
    """The annotated copy as text."""

    suffix = ".md"
    label = "Markdown text"

    def write(
        self, read: Overlaid, view: View, _source: Source | None, _advance: Advance
    ) -> Written:
        """The text, encoded; below it, in a comment that no renderer shows, what it carries."""
        text = "\n\n".join(_parts(read, view)) + "\n"
        carried = textwrap.fill(packed(read, view), _CARRIED_WIDTH)
        mark = f"{COPY_MARK} {digest(text)}"
        return Written(f"{text}\n<!-- {mark}\n{carried}\n-->\n".encode())


def _parts(read: Overlaid, view: View) -> Iterator[str]:
    """What stands between blank lines."""
    analysis = read.analysis
    article = analysis.article
    above, below = content.around_about(article)
    marks = marks_by_block(article.blocks, content.copy_marks(read, view))
    if not above and article.title:
        yield f"# {_line(article.title)}"
    yield from _blocks(article, above, marks)
    yield from _about(read, view)
    yield from _blocks(article, below, marks)
    yield "---"
    if notes := content.readers_notes(read):
        yield "## Reader’s notes"
        yield "\n".join(map(_note, notes))
    if analysis.actors:
        yield "## Actors"
        listed, once = content.actors(analysis)
        yield "\n".join(map(_actor, listed))
        if once:
            yield f"**{content.others(once)}:** " + "; ".join(map(_briefly, once))
    if floor := content.viewpoints(analysis):
        yield "## Viewpoints"
        yield "\n".join(_viewpoints(floor))
    if judgements := content.judgements(analysis, view):
        yield "## What weighed most"
        yield "\n".join(map(_judgement, judgements))
    yield "## About this copy"
    yield from (escape(sentence) for sentence in content.provenance(analysis))


def _about(read: Overlaid, view: View) -> Iterator[str]:
    """What is known about the article, and the legend."""
    analysis = read.analysis
    yield " · ".join(_line(fact) for fact in content.facts_about(analysis.article))
    lines = [f"> {content.summary(analysis, view)} {content.ESTIMATE}", ">"]
    for entry in content.legend(read, view):
        hidden = "" if entry.shown else ", not shown"
        lines.append(f"> - {_SIGNS[entry.kind]} {entry.name}: {entry.count:,}{hidden}")
    yield "\n".join(lines)


def _blocks(
    article: Article, blocks: Iterable[Block], marks: Mapping[Block, list[CopyMark]]
) -> Iterator[str]:
    for kind, group in groupby(blocks, key=lambda block: block.kind):
        yield from _group(
            kind, ((block, _marked(article.text, block, marks[block])) for block in group)
        )


def _group(kind: BlockKind, group: Iterable[tuple[Block, str]]) -> Iterator[str]:
    """Neighbouring blocks of a kind, each with its marked words."""
    if kind is BlockKind.LIST_ITEM:
        yield "\n".join(_items(group))
        return
    if kind in content.LABELLED_KINDS:
        yield f"*{content.LABELLED_KINDS[kind]}, not analysed:*"
    for block, words in group:
        if kind in {BlockKind.TITLE, BlockKind.HEADING}:
            depth = 1 if kind is BlockKind.TITLE else min(max(block.level, 2), 6)
            yield f"{'#' * depth} {' '.join(words.split())}"
        else:
            apart = kind is BlockKind.QUOTE or kind in content.LABELLED_KINDS
            yield _lines(words, "> " if apart else "")


def _items(group: Iterable[tuple[Block, str]]) -> Iterator[str]:
    depth = -1
    for block, words in group:
        # An item may lie one step deeper than the one before it, not more.
        depth = min(max(block.level, 1) - 1, depth + 1)
        indent = "  " * depth
        yield f"{indent}- {_lines(words, indent + '  ').lstrip()}"


def _lines(words: str, prefix: str) -> str:
    """One paragraph that keeps its line ends, each line behind the prefix."""
    return "\\\n".join(f"{prefix}{line.strip()}" for line in words.split("\n") if line.strip())


def _line(text: str) -> str:
    return " ".join(escape(text).split("\n")).strip()


def _marked(text: str, block: Block, marks: list[CopyMark]) -> str:
    parts: list[str] = []
    for part in nest(block.span, marks):
        if isinstance(part, Span):
            parts.append(styled(text, part, block))
        elif isinstance(part, Closed):
            parts.append("⟫" if part.mark.kind is MarkKind.LOADED else "⟧")
        else:
            parts.append(_opening(part))
    return "".join(parts)


def _opening(part: Opened[CopyMark]) -> str:
    mark = part.mark
    if mark.kind is MarkKind.LOADED:
        return "⟪"
    if not part.first:
        return "⟦… "
    label = {
        MarkKind.OPINION: f"Opinion {content.percent(mark.score)}",
        MarkKind.VIEWPOINT: f"{_line(mark.speaker or '')}:",
        MarkKind.UNCLEAR: "Unclear",
        MarkKind.FACT: "Fact",
        MarkKind.HIGHLIGHT: "Highlight",
        MarkKind.NOTE: "Note",
    }[mark.kind]
    own = mark.by_reader and mark.kind not in {MarkKind.NOTE, MarkKind.HIGHLIGHT}
    if own:
        label = f"Reader: {label.split(' ')[0]}" if mark.speaker is None else f"Reader: {label}"
    return f"⟦**{label}** "


def _actor(actor: Actor) -> str:
    times = "mention" if len(actor.mentions) == 1 else "mentions"
    about = [f"{actor.type}, {len(actor.mentions):,} {times}"]
    about += [part for part in (content.actor_details(actor), content.treatment(actor)) if part]
    return f"- **{_line(actor.name)}:** " + "; ".join(map(_line, about))


def _briefly(actor: Actor) -> str:
    return _line(f"{actor.name} ({content.briefly(actor)})")


def _note(note: content.Note) -> str:
    tags = f" [{', '.join(note.tags)}]" if note.tags else ""
    gone = "" if note.start is not None else " (these words are not in the text)"
    return f"- “{_line(note.words)}”{gone}: {_line(note.note + tags)}"


def _judgement(judged: content.Judgement) -> str:
    share = content.percent(judged.score)
    return f"- **{share}** *{_line(judged.beginning)}* {_line(judged.weighed)}"


def _viewpoints(floor: list[tuple[str, list[content.Viewpoint]]]) -> Iterator[str]:
    for speaker, held in floor:
        yield f"- **{_line(speaker)}:**"
        for viewpoint in held:
            yield f"  - {_line(viewpoint.words)} ({_line(viewpoint.how)})"
