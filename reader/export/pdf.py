# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Writes the annotated copy of anything that has no pages of its own as a typeset PDF.

The pages are tagged, so that they can be heard, and bookmarked. How they look is said by
`resources/export/page.typ`, which is handed all words as JSON and never reads them as markup.
"""

import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from reader import paths
from reader.document import Actor, Article, Block, BlockKind, Inline, Span
from reader.document.article import OWN_SIGN
from reader.document.emphasis import styled_runs
from reader.document.marks import View
from reader.document.overlay import Overlaid
from reader.errors import Reason, SaveError
from reader.export import content
from reader.export.content import CopyMark
from reader.export.html_style import STRENGTHS, strength
from reader.export.nesting import Opened, marks_by_block, nest
from reader.export.pdf_pages import annotate, attach, clone, page_texts
from reader.export.writing import Advance, Source, Written, packed

# The program's own fonts have the letters of Europe; for others the computer's are looked at, too.
_FOREIGN = re.compile("[\u0530-\u1dff\u2e80-\ud7ff\uf900-\ufaff\ufe20-\ufefe\U00010000-\U0010ffff]")
# So much of a speaker's name has room in the margin, in code points.
_NAME = 26
_BREAK = re.compile("\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")


class PdfWriter:
    """The copy in pages: the article's own, where it has any, or else typeset."""

    suffix = ".pdf"
    label = "PDF"

    def write(self, read: Overlaid, view: View, source: Source | None, advance: Advance) -> Written:
        """The file, with what it takes to open again attached."""
        marks = content.copy_marks(read, view)
        carried = packed(read, view)
        if source is None or source.format != "pdf" or read.analysis.article.format != "pdf":
            return Written(typeset(read, view, marks, carried, advance=advance))
        pages = annotate(
            source.data,
            read.analysis.article,
            marks,
            carried,
            password=source.password,
            advance=advance,
        )
        missing = len(pages.missing)
        noun = "mark" if missing == 1 else "marks"
        said = f"The words of {missing:,} {noun} could not be found on the pages."
        return Written(pages.data, said if missing else "")


def typeset(
    read: Overlaid,
    view: View,
    marks: Sequence[CopyMark],
    carried: str,
    *,
    advance: Callable[[float], None] = lambda _: None,
) -> bytes:
    """The whole file. The same input gives the same bytes. Safe on any thread.

    Args:
        read: The analysis with its article and the reader's marks.
        view: What the reader asked to see.
        marks: In text order.
        carried: What the copy carries, from `document.copies.pack`.
        advance: Told the share that is done; what it raises ends the work.

    Raises:
        SaveError: The text cannot be typeset.
    """
    import pypdf

    data = _data(read, view, marks)
    advance(0.1)
    pages = compiled("page.typ", data)
    advance(0.7)
    writer = clone(pypdf.PdfReader(io.BytesIO(pages)))
    advance(0.8)
    attach(writer, carried, page_texts(pages))
    advance(0.9)
    out = io.BytesIO()
    writer.write(out)
    advance(1.0)
    return out.getvalue()


def compiled(template: str, data: Mapping[str, Any]) -> bytes:
    """What a template makes of its data.

    Raises:
        SaveError: The text cannot be typeset.
    """
    import typst

    words = json.dumps(data, ensure_ascii=False)
    resources = paths.resources()
    try:
        pages: bytes = typst.compile(
            resources / "export" / template,
            root=resources / "export",
            font_paths=[resources / "fonts"],
            ignore_system_fonts=not _FOREIGN.search(words),
            sys_inputs={"data": words},
            timestamp=0,
        )
    except typst.TypstError as error:
        sentence = "The text cannot be set in pages; save the copy in another format."
        raise SaveError(None, Reason.UNEXPECTED, sentence, detail=error.message) from error
    return pages


def _words(text: str) -> str:
    return _BREAK.sub("\n", content.printable(text))


def line(text: str) -> str:
    """Words on one line, as a page can hold them."""
    return " ".join(_words(text).split())


def _data(read: Overlaid, view: View, marks: Sequence[CopyMark]) -> dict[str, Any]:
    """All that stands on the pages, in the shape that the template knows."""
    analysis = read.analysis
    article = analysis.article
    over = marks_by_block(article.blocks, list(marks))
    above, below = content.around_about(article)
    listed, once = content.actors(analysis)
    items = _items(article, above, over)
    title = line(article.title or article.source or "Article")
    if not above and article.title:
        items = [_item("heading", 1, [{"runs": [[[[title, [], ""]], [], [], []]]}])]
    return {
        "lang": article.language if re.fullmatch("[a-z]{2,3}", article.language) else "en",
        "title": title,
        "authors": [line(article.byline)] if article.byline else [],
        "facts": " · ".join(map(line, content.facts_about(article))),
        "summary": f"{content.summary(analysis, view)} {content.ESTIMATE}",
        "legend": list(_legend(read, view, marks)),
        "above": items,
        "below": _items(
            article, below, over, depth=max((item["level"] for item in items), default=0)
        ),
        "actors": [_actor(actor) for actor in listed],
        "others": f"{content.others(once)}:" if once else "",
        "once": [[line(actor.name), line(content.briefly(actor))] for actor in once],
        "viewpoints": [
            [line(speaker), [[line(item.words), line(item.how)] for item in held]]
            for speaker, held in content.viewpoints(analysis)
        ],
        "judgements": [
            [content.percent(judged.score), line(judged.beginning), line(judged.weighed)]
            for judged in content.judgements(analysis, view)
        ],
        "provenance": [content.ESTIMATE, *map(line, content.provenance(analysis))],
        "colours": paths.theme("light"),
    }


def _legend(read: Overlaid, view: View, marks: Sequence[CopyMark]) -> Iterator[dict[str, Any]]:
    for entry in content.legend(read, view):
        kind = entry.kind.value
        keys = [["opinion", 1.0] if kind == "opinion" else kind] if entry.shown else []
        hidden = "" if entry.shown else ", not shown"
        yield {"name": entry.name, "keys": keys, "count": f"{entry.count:,}{hidden}"}
    if yours := sum(mark.by_reader for mark in marks):
        yield {"name": "Reader’s own", "keys": ["reader"], "count": f"{yours:,}"}


def _item(kind: str, level: int, blocks: list[dict[str, Any]]) -> dict[str, Any]:
    return {"kind": kind, "level": level, "blocks": blocks}


def _items(
    article: Article,
    blocks: Iterable[Block],
    over: Mapping[Block, list[CopyMark]],
    *,
    depth: int = 0,
) -> list[dict[str, Any]]:
    """Blocks that are shown together, in order. `depth` is that of the heading before them."""

    def alike(block: Block) -> object:
        if block.kind is BlockKind.LIST_ITEM:
            return block.kind, _level(block), _numbered(article, block)
        return block.kind if block.kind in content.LABELLED_KINDS else block

    items: list[dict[str, Any]] = []
    for _, group in groupby(blocks, key=alike):
        mine = list(group)
        first = mine[0]
        item = _item(first.kind, 0, [{"runs": _runs(article, each, over[each])} for each in mine])
        if first.kind is BlockKind.LIST_ITEM:
            item["kind"], item["level"] = "list", _level(first)
            item["numbered"] = _numbered(article, first)
        elif first.kind in {BlockKind.TITLE, BlockKind.HEADING}:
            wanted = 1 if first.kind is BlockKind.TITLE else max(first.level, 2)
            # Bookmarks and screen readers want no level left out.
            depth = min(wanted, depth + 1, 6)
            item["kind"], item["level"] = "heading", depth
        elif first.kind in content.LABELLED_KINDS:
            item["label"] = content.LABELLED_KINDS[first.kind]
        items.append(item)
    return items


def _level(block: Block) -> int:
    return min(max(block.level, 1), 4)


def _numbered(article: Article, block: Block) -> bool:
    return OWN_SIGN.match(article.text, block.start, block.end) is not None


def _runs(article: Article, block: Block, marks: list[CopyMark]) -> list[list[Any]]:
    """Stretches of words, each with the keys of its styles, what stands beside it and its notes."""
    runs: list[list[Any]] = []
    opened: list[Opened[CopyMark]] = []
    sides: list[list[str]] = []
    speaker = None
    for part in nest(block.span, marks):
        if isinstance(part, Span):
            # The innermost first, as they are laid around the words.
            keys = [key for piece in reversed(opened) for key in _keys(piece.mark)]
            runs.append([_styled(article.text, part, block.inlines), keys, sides, []])
            sides = []
        elif isinstance(part, Opened):
            mark = part.mark
            if part.first:
                quoted = any(piece.mark.speaker for piece in opened)
                named = mark.speaker if mark.speaker != speaker and not quoted else None
                speaker = mark.speaker or speaker
                sides += _beside(mark, named)
            opened.append(part)
        else:
            piece = opened.pop()
            if piece.last and piece.mark.kind.value == "note":
                runs[-1][3].append(_words(piece.mark.reason))
    return runs


def _styled(text: str, span: Span, inlines: Iterable[Inline]) -> list[list[Any]]:
    """Words in pieces, each with what its author did to it and where it leads."""
    return [
        [
            _words(text[part.start : part.end]),
            [item.kind.value for item in over if not item.href],
            next((item.href for item in over if item.href), ""),
        ]
        for part, over in styled_runs(inlines, span)
    ]


def _keys(mark: CopyMark) -> Iterator[str | list[Any]]:
    kind = mark.kind.value
    if kind == "opinion":
        yield ["opinion", round((strength(mark.score) - 1) / (STRENGTHS - 1), 2)]
    else:
        yield kind
    if mark.by_reader:
        yield "reader"


def _beside(mark: CopyMark, named: str | None) -> Iterator[list[str]]:
    """What stands in the margins: a new speaker on the left, whose opinion and how sure right."""
    if named:
        name = line(named)
        yield ["l", name if len(name) <= _NAME else f"{name[: _NAME - 1].rstrip()}…"]
    if mark.by_reader:
        yield ["r", "Reader"]
    elif mark.kind.value == "opinion":
        yield ["r", content.percent(mark.score)]


def _actor(actor: Actor) -> dict[str, Any]:
    times = "mention" if len(actor.mentions) == 1 else "mentions"
    treated = actor.treatment
    roles = ("critical", "neutral", "favourable")
    return {
        "name": line(actor.name),
        "about": f"{actor.type}, {len(actor.mentions):,} {times}",
        "details": line(content.actor_details(actor)),
        "treatment": content.treatment(actor),
        "shares": [[role, getattr(treated, role)] for role in roles] if treated else [],
    }
