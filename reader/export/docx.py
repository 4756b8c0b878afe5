# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Writes the annotated copy as a new Word document, from an article of whatever format.

The article's own paragraphs have styles that any program knows; whatever the copy adds has styles
whose names begin with “Slantwise”, so that the two are told apart when it is opened again. The
marks are laid over it as over any document.
"""

import io
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from reader import paths
from reader.document import Actor, Block, BlockKind, Inline, InlineKind, Span
from reader.document.article import OWN_SIGN
from reader.document.docx_text import OUR_STYLES
from reader.document.emphasis import styled_runs
from reader.document.marks import View
from reader.document.overlay import Overlaid
from reader.export import content
from reader.export.content import CopyMark
from reader.export.docx_look import dress, sample
from reader.export.docx_marks import xml_text
from reader.export.docx_source import about_copy, annotated
from reader.export.writing import Advance, Source, Written, packed

if TYPE_CHECKING:
    from docx.document import Document
    from docx.styles.style import ParagraphStyle
    from docx.text.paragraph import Paragraph
    from lxml.etree import _Element

# The deepest that the styles of lists go.
_DEEPEST_ITEM = 3
_STYLES = {
    BlockKind.TITLE: "Title",
    BlockKind.SUBTITLE: "Subtitle",
    BlockKind.BYLINE: "Byline",
    BlockKind.DATELINE: "Dateline",
    BlockKind.PARAGRAPH: "Normal",
    BlockKind.QUOTE: "Quote",
    BlockKind.CAPTION: "Caption",
    BlockKind.NOTE: "Footnote Text",
    BlockKind.BOILERPLATE: "Header or Footer",
}
# The article's, but not analysed.
_DIMMED = ("Subtitle", "Byline", "Dateline", "Caption", "Footnote Text", "Header or Footer")
_MARGIN, _WIDTH = 2.5, 21.0
_SERIF, _SANS, _MONO = "Georgia", "Calibri", "Consolas"
_CODE, _LINK = "HTML Code", "Hyperlink"


class DocxWriter:
    """The copy as a Word document: the original with marks, or a new one."""

    suffix = ".docx"
    label = "Word document"

    def write(self, read: Overlaid, view: View, source: Source | None, advance: Advance) -> Written:
        """The document, with what it takes to open again inside."""
        marks = content.copy_marks(read, view)
        carried = packed(read, view)
        article = read.analysis.article
        if source is None or source.format != "docx" or article.format != "docx":
            return Written(written(read, view, marks, carried, advance=advance))
        about = about_copy(read, view)
        data = annotated(source.data, article, marks, carried, about=about, advance=advance)
        return Written(data)


def written(
    read: Overlaid,
    view: View,
    marks: Iterable[CopyMark],
    payload: str,
    *,
    advance: Advance = lambda _: None,
) -> bytes:
    """The document. The same arguments give the same bytes.

    Args:
        read: What is shown.
        view: What the reader asked to see.
        marks: Those to show.
        payload: A packed `reader.document.copies.Copy`.
        advance: Told how much is done, 0 to 1; what it raises ends the work.
    """
    shown = list(marks)
    builder = _Builder(read, view, framed=any(mark.by_reader for mark in shown))
    plain = builder.build(lambda done: advance(done * 0.3))
    return annotated(
        plain,
        read.analysis.article,
        shown,
        payload,
        advance=lambda done: advance(0.3 + 0.7 * done),
    )


class _Builder:
    """Builds the document without the marks in its text."""

    def __init__(self, read: Overlaid, view: View, *, framed: bool) -> None:
        import docx

        self._read = read
        self._analysis = read.analysis
        self._article = read.analysis.article
        self._view = view
        self._framed = framed
        self._document: Document = docx.Document()
        self._colours = paths.theme("light")
        self._ids: dict[str, str] = {}
        self._titled = any(block.kind is BlockKind.TITLE for block in self._article.blocks)

    def build(self, advance: Advance) -> bytes:
        self._set_properties()
        self._set_styles()
        above, below = content.around_about(self._article)
        if not above and self._article.title:
            self._add_ours("Title", self._article.title)
        self._add_blocks(above, lambda _: None)
        self._add_about()
        self._add_blocks(below, advance)
        self._add_lists()
        file = io.BytesIO()
        self._document.save(file)
        return file.getvalue()

    def _set_properties(self) -> None:
        article, properties = self._article, self._document.core_properties
        # The template's own, and when it was made, are nothing to say about this document.
        for node in list(properties._element):
            properties._element.remove(node)
        properties.title = _short(article.title or article.source)
        properties.author = _short(article.byline or "")
        properties.language = "" if article.language == "und" else article.language
        properties.comments = content.ESTIMATE
        package = self._document.part.package
        for number, relation in list(package.rels.items()):
            if relation.reltype.endswith("/thumbnail"):
                del package.rels[number]
        section = self._document.sections[0]
        from docx.shared import Cm

        section.page_width, section.page_height = Cm(_WIDTH), Cm(29.7)
        section.left_margin = section.right_margin = Cm(_MARGIN)
        section.top_margin = section.bottom_margin = Cm(_MARGIN)

    def _set_styles(self) -> None:
        from docx.enum.style import WD_STYLE_TYPE
        from docx.shared import Pt

        normal = self._style("Normal")
        self._set_font(normal, _SERIF, 11)
        normal.paragraph_format.space_after = Pt(8)
        normal.paragraph_format.line_spacing = 1.25
        if self._article.language != "und":
            _set_language(normal, self._article.language)
        self._set_font(self._style("Title"), _SERIF, 24, bold=True)
        _without_border(self._style("Title"))
        for level in range(1, 10):
            size = max(17 - 2 * level, 11)
            heading = self._style(f"Heading {level}")
            self._set_font(heading, _SERIF, size, bold=True, italic=False)
            heading.paragraph_format.space_before = Pt(14)
        for name in ("Byline", "Dateline", "Footnote Text", "Header or Footer"):
            self._new_style(name, "Normal")
        for name in _DIMMED:
            size = 13 if name == "Subtitle" else 10
            self._set_font(self._style(name), _SERIF, size, "text_muted", bold=False, italic=False)
        quote = self._style("Quote")
        self._set_font(quote, _SERIF, 11, italic=True)
        quote.paragraph_format.left_indent = Pt(24)
        code = self._document.styles.add_style(_CODE, WD_STYLE_TYPE.CHARACTER)
        code.font.name = _MONO
        link = self._document.styles.add_style(_LINK, WD_STYLE_TYPE.CHARACTER)
        link.font.underline = True
        self._set_our_styles()

    def _set_our_styles(self) -> None:
        from docx.shared import Pt

        about = self._new_style(f"{OUR_STYLES} About", "Normal")
        self._set_font(about, _SANS, 9.5, "text_muted")
        about.paragraph_format.space_after = Pt(4)
        about.paragraph_format.line_spacing = 1.1
        _set_language(about, "en")
        label = self._new_style(f"{OUR_STYLES} Label", f"{OUR_STYLES} About")
        label.paragraph_format.keep_with_next = True
        label.paragraph_format.space_before = Pt(8)
        label.paragraph_format.space_after = Pt(0)
        legend = self._new_style(f"{OUR_STYLES} Legend", f"{OUR_STYLES} About")
        legend.paragraph_format.left_indent = Pt(12)
        legend.paragraph_format.space_after = Pt(2)
        self._new_style(f"{OUR_STYLES} Entry", f"{OUR_STYLES} About")
        self._set_font(self._style(f"{OUR_STYLES} Entry"), _SANS, 10)
        detail = self._new_style(f"{OUR_STYLES} Detail", f"{OUR_STYLES} Entry")
        detail.paragraph_format.left_indent = Pt(18)
        heading = self._new_style(f"{OUR_STYLES} Heading", "Heading 1")
        self._set_font(heading, _SANS, 14, bold=True)
        title = self._new_style(f"{OUR_STYLES} Title", "Title")
        self._set_font(title, _SERIF, 24, bold=True)

    def _style(self, name: str) -> "ParagraphStyle":
        style: ParagraphStyle = self._document.styles[name]
        return style

    def _new_style(self, name: str, parent: str) -> "ParagraphStyle":
        from docx.enum.style import WD_STYLE_TYPE

        style: ParagraphStyle = self._document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = self._style(parent)
        return style

    def _set_font(
        self,
        style: "ParagraphStyle",
        name: str,
        size: float,
        colour: str = "text",
        *,
        bold: bool | None = None,
        italic: bool | None = None,
    ) -> None:
        from docx.shared import Pt, RGBColor

        font = style.font
        font.name, font.size, font.bold, font.italic = name, Pt(size), bold, italic
        font.color.rgb = RGBColor.from_string(self._colours[colour][1:].upper())
        fonts = style.element.rPr.rFonts
        # The template's theme would win over the name.
        for key in [key for key in fonts.attrib if str(key).endswith("Theme")]:
            del fonts.attrib[key]

    def _add(self, style: str, text: str = "") -> "Paragraph":
        """A paragraph."""
        paragraph = self._document.add_paragraph()
        paragraph._p.style = self._id(style)
        if text:
            paragraph.add_run(xml_text(text))
            if _is_right_to_left(text):
                _turn(paragraph)
        return paragraph

    def _id(self, style: str) -> str:
        """A style's own name; looking it up anew each time takes most of a book's time."""
        if style not in self._ids:
            self._ids[style] = self._document.styles[style].style_id
        return self._ids[style]

    def _add_ours(self, style: str, text: str = "") -> "Paragraph":
        return self._add(f"{OUR_STYLES} {style}", " ".join(text.split("\n")))

    def _add_blocks(self, blocks: Sequence[Block], advance: Advance) -> None:
        done = 0
        for kind, group in groupby(blocks, key=lambda block: block.kind):
            if kind in content.LABELLED_KINDS:
                self._add_ours("Label", f"{content.LABELLED_KINDS[kind]} · not analysed")
            for block in group:
                advance(done / len(blocks))
                done += 1
                text = self._article.text[block.start : block.end]
                if kind is BlockKind.TABLE:
                    self._add_table(block)
                    continue
                paragraph = self._add(self._style_of(block, text))
                self._add_words(paragraph, block.span, block.inlines)
                if _is_right_to_left(text):
                    _turn(paragraph)

    def _add_words(self, paragraph: "Paragraph", span: Span, inlines: Sequence[Inline]) -> None:
        """Words of the article with what their author emphasised, a link as one element."""
        links: dict[Inline, _Element] = {}
        for part, over in styled_runs(inlines, span):
            run = paragraph.add_run(xml_text(self._article.text[part.start : part.end]))
            kinds = {item.kind for item in over}
            link = next((item for item in over if item.kind is InlineKind.LINK), None)
            if InlineKind.CODE in kinds or link is not None:
                run._r.style = self._id(_CODE if InlineKind.CODE in kinds else _LINK)
            if InlineKind.BOLD in kinds:
                run.bold = True
            if InlineKind.ITALIC in kinds:
                run.italic = True
            if link is not None and link not in links:
                links[link] = _hyperlink(paragraph, link.href)
            if link is not None:
                links[link].append(run._r)

    def _style_of(self, block: Block, text: str) -> str:
        if block.kind is BlockKind.HEADING:
            # Under a title, headings begin at the second level in an article, at the first in Word.
            return f"Heading {min(max(block.level - self._titled, 1), 9)}"
        if block.kind is BlockKind.LIST_ITEM:
            depth = min(max(block.level, 1), _DEEPEST_ITEM)
            sort = "List Continue" if OWN_SIGN.match(text) else "List Bullet"
            return sort if depth == 1 else f"{sort} {depth}"
        return _STYLES[block.kind]

    def _add_table(self, block: Block) -> None:
        text = self._article.text[block.start : block.end]
        rows = [line.split(" | ") for line in text.split("\n")]
        width = max(map(len, rows))
        table = self._document.add_table(len(rows), width, "Table Grid")
        start = block.start
        for cells, row in zip(rows, table.rows, strict=True):
            for words, cell in zip(cells, row.cells, strict=False):
                paragraph = cell.paragraphs[0]
                paragraph.style = "Caption"
                self._add_words(paragraph, Span(start, start + len(words)), block.inlines)
                start += len(words) + len(" | ")
            start += len("\n") - len(" | ")
        self._add_ours("Label")

    def _add_about(self) -> None:
        from docx.shared import Pt

        analysis, view = self._analysis, self._view
        self._add_ours("About", " · ".join(content.facts_about(self._article)))
        self._add_ours("About", f"{content.summary(analysis, view)} {content.ESTIMATE}")
        for entry in content.legend(self._read, view):
            paragraph = self._add_ours("Legend")
            run = paragraph.add_run(entry.name)
            if entry.shown:
                dress(run._r, sample(entry.kind))
            hidden = "" if entry.shown else ", not shown"
            paragraph.add_run(f"  {entry.count:,}{hidden}")
        framed = " In a frame: the reader’s own." if self._framed else ""
        last = self._add_ours("Legend", f"Dimmed: not analysed.{framed}")
        last.paragraph_format.space_after = Pt(12)

    def _add_lists(self) -> None:
        analysis, view = self._analysis, self._view
        if analysis.actors:
            self._add_ours("Heading", "Actors")
            listed, once = content.actors(analysis)
            for actor in listed:
                self._add_entry(f"{actor.name}:", "; ".join(_about_actor(actor)))
            if once:
                names = (f"{actor.name} ({content.briefly(actor)})" for actor in once)
                self._add_entry(f"{content.others(once)}:", "; ".join(names))
        if floor := content.viewpoints(analysis):
            self._add_ours("Heading", "Viewpoints")
            for speaker, held in floor:
                self._add_entry(f"{speaker}:", "").paragraph_format.keep_with_next = True
                for viewpoint in held:
                    self._add_ours("Detail", f"{viewpoint.words} ({viewpoint.how})")
        if judgements := content.judgements(analysis, view):
            self._add_ours("Heading", "What weighed most")
            for judged in judgements:
                words = f"{judged.beginning} {judged.weighed}"
                self._add_entry(content.percent(judged.score), words)
        self._add_ours("Heading", "About this copy")
        for sentence in content.provenance(analysis):
            self._add_ours("Entry", sentence)

    def _add_entry(self, name: str, rest: str) -> "Paragraph":
        paragraph = self._add_ours("Entry")
        paragraph.add_run(xml_text(name)).bold = True
        paragraph.add_run(xml_text(f" {rest}"))
        return paragraph


def _about_actor(actor: Actor) -> Iterator[str]:
    times = "mention" if len(actor.mentions) == 1 else "mentions"
    yield f"{actor.type}, {len(actor.mentions):,} {times}"
    yield from filter(None, (content.actor_details(actor), content.treatment(actor)))


def _short(text: str) -> str:
    """As long as a property of a document may be."""
    return xml_text(text)[:255]


def _add_element(parent: "_Element", name: str, **values: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    node = OxmlElement(name)
    for key, value in values.items():
        node.set(qn(f"w:{key}"), value)
    parent.append(node)


def _set_language(style: "ParagraphStyle", language: str) -> None:
    _add_element(style.element.get_or_add_rPr(), "w:lang", val=language, bidi=language)


def _without_border(style: "ParagraphStyle") -> None:
    for node in style.element.xpath("w:pPr/w:pBdr"):
        node.getparent().remove(node)


def _is_right_to_left(text: str) -> bool:
    """As browsers tell it: by the first letter that has a direction."""
    directions = (unicodedata.bidirectional(char) for char in text)
    return next((d for d in directions if d in {"L", "R", "AL"}), "L") != "L"


def _turn(paragraph: "Paragraph") -> None:
    from docx.oxml.ns import qn

    _add_element(paragraph._p.get_or_add_pPr(), "w:bidi")
    for run in paragraph._p.iter(qn("w:r")):
        run.get_or_add_rPr().get_or_add_rtl()


def _hyperlink(paragraph: "Paragraph", address: str) -> "_Element":
    """A link at the end of a paragraph, without words as yet."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    link: _Element = OxmlElement("w:hyperlink")
    target = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link.set(qn("r:id"), target)
    paragraph._p.append(link)
    return link
