# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The typeset copy: all that it says, how it is marked, what a screen reader and a viewer find."""

import io
from dataclasses import replace

import pypdf
import pypdfium2
import pytest
from pypdfium2 import raw

from reader.document import Analysis, BlockKind, Label, ModelInfo, Sentence
from reader.document.anchors import anchored
from reader.document.article import Span
from reader.document.copies import Copy, pack
from reader.document.marks import MarkKind, View
from reader.document.overlay import overlaid
from reader.document.readers_marks import Act, new_mark
from reader.export.content import CopyMark, copy_marks
from reader.export.pdf import typeset
from reader.formats.carried import Carried
from reader.formats.loaders import copy_pdf

HOSTILE = (
    '#import "x.typ" *a* _b_ `c` $d$ <e> @f //g /* h */ = i - j + k / l: \\ #eval("1") ~ -- ... "q"'
)


def written(analysis, view=None, marks=None, packed="", own=()):
    view = view or View(facts=True)
    read = overlaid(analysis, own)
    marks = copy_marks(read, view) if marks is None else marks
    return typeset(read, view, marks, packed)


def texts(data):
    with pypdfium2.PdfDocument(data) as document:
        return [page.get_textpage().get_text_range() for page in document]


def words(text):
    """Without the spaces and hyphens that lines break at."""
    return "".join(text.split())


def fills(data):
    """The colours of the areas that are filled on the pages, from 0 to 255."""
    found = set()
    with pypdfium2.PdfDocument(data) as document:
        for page in document:
            for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH]):
                red, green, blue, alpha = (raw.c_uint() for _ in range(4))
                raw.FPDFPageObj_GetFillColor(item.raw, red, green, blue, alpha)
                found.add((red.value, green.value, blue.value))
    return found


def test_everything_is_on_the_pages(explained):
    text = words("".join(texts(written(explained))))
    for block in explained.article.blocks:
        assert words(explained.article.text[block.start : block.end]) in text
    for said in (
        "Harbour Courier",
        "3 March 2025",
        "Author’s opinion 6",
        "Loaded words 6",
        "may be wrong",
        "Tom Ellery person, 2 mentions",
        "50\N{NO-BREAK SPACE}% critical",
        "the old ferry is a national treasure",
        "“monument”, “disgraceful”",
        "Model: slantwise-opinion 1.2.",
        "Two damaged characters were replaced.",
        "97\N{NO-BREAK SPACE}%",
    ):
        assert words(said) in text


def test_those_who_speak_once_stand_on_one_line(with_others):
    text = words(" ".join(texts(written(with_others))))
    line = "2 others who speak once: a new <poll> (document; also “it”); 44 percent of them (group)"
    assert words(line) in text
    assert words("44 percent of them group, 1 mention") not in text


def test_speakers_stand_in_the_margin_beside_their_words(analysis):
    with pypdfium2.PdfDocument(written(analysis)) as document:
        page = document[0].get_textpage()

        def place(text, which=0):
            search = page.search(text)
            for _ in range(which + 1):
                index, _ = search.get_next()
            return page.get_charbox(index)

        # The name in the margin comes before the text, as what stands behind the page does.
        name, held = place("Tom Ellery"), place("“The bridge will")
        assert name[2] < held[0]
        assert abs(name[1] - held[1]) < 6


def test_the_more_probable_an_opinion_the_stronger_its_background(analysis):
    start = analysis.article.text.index("The council met")
    low, high = (
        fills(
            written(analysis, marks=[CopyMark(MarkKind.OPINION, start, start + 9, score, "", "")])
        )
        for score in (0.5, 0.9)
    )
    pale, deep = (255, 241, 207), (255, 227, 161)
    assert pale in low
    assert pale not in high
    # The legend shows the deepest in either.
    assert deep in high


def test_what_a_viewer_and_a_screen_reader_find(analysis):
    data = written(analysis)
    reader = pypdf.PdfReader(io.BytesIO(data))
    assert reader.metadata.title == "The bridge that nobody asked for"
    assert reader.metadata.author == "Ada Marsh"
    assert reader.root_object["/Lang"] == "en"
    assert reader.root_object["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in reader.root_object
    title, inside = reader.outline[0], reader.outline[1]
    assert title.title == "The bridge that nobody asked for"
    headings = [entry.title for entry in inside]
    assert headings == ["What it costs", "Actors", "Viewpoints", "About this copy"]
    fonts = {
        name
        for page in reader.pages
        for font in page["/Resources"]["/Font"].values()
        for name in [font["/BaseFont"].split("+")[1].split("-")[0]]
    }
    assert fonts <= {"SlantwiseSerif", "Inter"}


def test_no_word_is_taken_for_markup(build):
    article = build(
        [(kind, f"{HOSTILE} {kind}", 2) for kind in BlockKind],
        title=HOSTILE,
        byline=HOSTILE,
        outlet=HOSTILE,
        warnings=(HOSTILE,),
    )
    text = words("".join(texts(written(Analysis(article, ModelInfo(HOSTILE, "1"))))))
    # All blocks, the facts, the title in the footers, the model and the warning.
    assert text.count(words(HOSTILE)) >= len(BlockKind) + 3


@pytest.mark.parametrize("text", ["\N{NULL}\ud800 a\tb", "الجسر", "橋", "a\r\nb\u2028c", "😀"])
def test_any_text_can_be_set(build, text):
    article = build([(BlockKind.PARAGRAPH, text, 0)], title=text)
    sentence = Sentence(0, len(text), Label.OPINION, 0.9)
    data = written(Analysis(article, ModelInfo("m", "1"), (sentence,)))
    assert data.startswith(b"%PDF")


def test_an_article_without_analysis_or_title(build):
    article = build([(BlockKind.PARAGRAPH, "Only this.", 0)], source="plain.txt")
    (page,) = texts(written(Analysis(article, ModelInfo("m", "1"))))
    assert "Only this." in page
    assert words("No sentence of this article was analysed.") in words(page)


def test_the_same_copy_has_the_same_bytes(analysis):
    packed = pack(Copy(analysis, View()))
    assert written(analysis, packed=packed) == written(analysis, packed=packed)


def test_the_readers_marks_look_different_and_notes_stand_below(analysis):
    text = analysis.article.text

    def own(act, passage, value=""):
        start = text.index(passage)
        return new_mark(act, anchored(text, Span(start, start + len(passage))), value=value)

    marks = [
        own(Act.NOTE, "opened the session", "Did he?\nSee the *minutes*."),
        own(Act.HIGHLIGHT, "on Monday"),
    ]
    pages = "".join(texts(written(analysis, View(), own=marks)))
    assert words("Reader’s note: Did he? See the *minutes*.") in words(pages)
    assert words("Reader’s own 2") in words(pages)
    assert words("Reader’s own") not in words("".join(texts(written(analysis, View()))))


def test_a_copy_opens_again_as_it_was(analysis):
    text = analysis.article.text
    start = text.index("reckless")
    note = new_mark(Act.NOTE, anchored(text, Span(start, start + 8)), value="Says who?")
    copy = Copy(analysis, View(0.8, loaded=False), (note,))
    data = written(analysis, packed=pack(copy))
    again = copy_pdf.carried(data, password=None)
    assert again == Carried(copy, edited=False)
    assert copy_pdf.notes(data, analysis.article, password=None) == ()


def test_levels_of_headings_leave_none_out(build, analysis):
    parts = [
        (BlockKind.TITLE, "T", 0),
        (BlockKind.HEADING, "Deep", 5),
        (BlockKind.PARAGRAPH, "x", 0),
    ]
    data = written(
        replace(
            analysis,
            article=build(parts, title="T"),
            sentences=(),
            loaded=(),
            attributions=(),
            actors=(),
            stances=(),
        )
    )
    outline = pypdf.PdfReader(io.BytesIO(data)).outline
    assert [entry.title for entry in outline[1]] == ["Deep", "About this copy"]


def test_progress_is_told_and_may_end_the_work(analysis):
    shares = []
    typeset(overlaid(analysis, ()), View(), [], "", advance=shares.append)
    assert shares == sorted(shares)
    assert shares[-1] == 1

    class StoppedError(Exception):
        pass

    def stop(share):
        raise StoppedError

    with pytest.raises(StoppedError):
        typeset(overlaid(analysis, ()), View(), [], "", advance=stop)
