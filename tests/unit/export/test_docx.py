# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""New Word documents, seen with python-docx."""

import io
import zipfile
from dataclasses import replace

import docx
import pytest
from docx.oxml.ns import qn

from reader.document import Analysis, BlockKind, ModelInfo
from reader.document.copies import Copy, pack
from reader.document.marks import View
from reader.document.overlay import overlaid
from reader.export.content import copy_marks
from reader.export.docx import written
from reader.formats.carried import Carried
from reader.formats.loaders import copy_docx

OURS = "Slantwise"


def write(analysis, view=None, marks=(), **options):
    view = view or View()
    read = overlaid(analysis, marks)
    packed = pack(Copy(analysis, view, read.marks))
    return written(read, view, copy_marks(read, view), packed, **options)


def opened(data):
    return docx.Document(io.BytesIO(data))


def styled(document):
    return [(paragraph.style.name, paragraph.text) for paragraph in document.paragraphs]


def plain(build, parts, **fields):
    return Analysis(build(parts, **fields), ModelInfo("m", "1"))


def test_a_copy_opens_again_as_it_was_and_says_whether_it_was_edited(analysis):
    data = write(analysis)
    assert copy_docx.carried(data) == Carried(Copy(analysis, View()), edited=False)
    assert copy_docx.notes(data, analysis.article) == ()
    document = opened(data)
    document.paragraphs[-1].add_run("What the copy adds is no part of the article.")
    file = io.BytesIO()
    document.save(file)
    assert not copy_docx.carried(file.getvalue()).edited
    paragraph = next(item for item in document.paragraphs if "council met" in item.text)
    paragraph.add_run(" And more.")
    file = io.BytesIO()
    document.save(file)
    assert copy_docx.carried(file.getvalue()).edited


def test_the_same_copy_is_the_same_bytes_and_says_no_date(analysis):
    data = write(analysis)
    assert write(analysis) == data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert b"dcterms:" not in archive.read("docProps/core.xml")
        assert {entry.date_time[:3] for entry in archive.infolist()} == {(1980, 1, 1)}
        assert b"w:date" not in archive.read("word/comments.xml")
        assert not any("thumbnail" in name for name in archive.namelist())


def test_properties_name_the_article_and_its_author(analysis):
    properties = opened(write(analysis)).core_properties
    assert properties.title == "The bridge that nobody asked for"
    assert properties.author == "Ada Marsh"
    english = replace(analysis, article=replace(analysis.article, language="en"))
    assert opened(write(english)).core_properties.language == "en"


def test_each_kind_of_block_has_a_style_that_any_program_knows(analysis):
    found = styled(opened(write(analysis)))
    for pair in [
        ("Header or Footer", "Share · Print · A+ A−"),
        ("Title", "The bridge that nobody asked for"),
        ("Subtitle", "Harbour Town is about to spend forty million"),
        ("Byline", "By Ada Marsh"),
        ("Dateline", "HARBOUR TOWN, 3 March"),
        ("Footnote Text", "Editor’s note: the figures were corrected on 5 March."),
        ("Caption", "The Lenn at low tide. Photo: R. Ost"),
        ("Heading 1", "What it costs"),
        ("Normal", "Forty million over six years, the town clerk’s paper says:"),
        ("List Bullet", "twelve million for the piers"),
        ("List Bullet 2", "twenty million for the deck, which is plainly absurd"),
        ("List Continue", "3. the rest for the lights"),
        ("Quote", "A town is its people,\nnot its bridges."),
    ]:
        assert pair in found
    (table,) = opened(write(analysis)).tables
    cells = [[cell.text for cell in row.cells] for row in table.rows]
    assert cells == [["Year", "Million"], ["2025", "12"], ["2026", "28"]]


def test_what_is_not_analysed_says_so(analysis):
    found = styled(opened(write(analysis)))
    place = found.index(("Caption", "The Lenn at low tide. Photo: R. Ost"))
    assert found[place - 1] == (f"{OURS} Label", "Caption · not analysed")


def test_the_copy_says_what_it_is_and_lists_actors_and_viewpoints(explained):
    found = styled(opened(write(explained)))
    ours = "\n".join(text for style, text in found if style.startswith(OURS))
    for words in [
        "Harbour Courier · 3 March 2025 · updated 5 March 2025 · Opinion (the page says so)",
        "read as the author’s opinion, counted and marked from a probability of 60\u00a0%",
        "The marks are a model’s estimate",
        "Author’s opinion  6",
        "Facts  4, not shown",
        "Tom Ellery: person, 2 mentions; mayor · also “Mayor Tom Ellery”, “him”; 50\u00a0%",
        "Lenn: other, 1 mention",
        "the old ferry is a national treasure (indirect, “According to”)",
        "97\u00a0% It is a monument to vanity",
        "Model: slantwise-opinion 1.2.",
        "Source file: bridge.html",
    ]:
        assert words in ours
    headings = [text for style, text in found if style == f"{OURS} Heading"]
    assert headings == ["Actors", "Viewpoints", "What weighed most", "About this copy"]


def test_those_who_speak_once_stand_on_one_line(with_others):
    found = styled(opened(write(with_others)))
    entries = [text for style, text in found if style == f"{OURS} Entry"]
    assert (
        "2 others who speak once: a new <poll> (document; also “it”); 44 percent of them (group)"
    ) in entries
    assert not [text for text in entries if text.startswith("44 percent")]


def test_the_marks_lie_over_the_articles_words_and_are_named_in_the_legend(analysis):
    document = opened(write(analysis))
    lines = {}
    for run in document.element.body.iter(qn("w:r")):
        for value in run.xpath("w:rPr/w:u/@w:val"):
            lines.setdefault(value, []).append(run.text)
    assert "Author’s opinion" in lines["thick"]
    assert "“The bridge will bring jobs and " in lines["dotted"]
    assert lines["wavyHeavy"] == [
        "Loaded words",
        *("vanity", "disgraceful", "pride", "reckless accounts", "treasure", "plainly absurd"),
    ]
    texts = [comment.text for comment in document.comments]
    assert any(text.startswith("Viewpoint of Tom Ellery, 95\u00a0%\nRelayed") for text in texts)
    assert {comment.author for comment in document.comments} == {OURS}


def test_an_article_without_a_title_of_its_own_is_headed_by_the_one_it_is_known_by(build):
    parts = [(BlockKind.HEADING, "Part", 2), (BlockKind.PARAGRAPH, "Nothing here.", 0)]
    found = styled(opened(write(plain(build, parts, title="A title"))))
    assert found[0] == (f"{OURS} Title", "A title")
    assert ("Heading 2", "Part") in found


def test_what_no_document_can_hold_is_left_out_or_replaced_and_found_again(build):
    text = "A\x07 bad\ud800 day\ufffe for\x0b all."
    analysis = plain(build, [(BlockKind.PARAGRAPH, text, 0)], byline="x" * 400 + "\x00")
    data = write(analysis)
    assert "A bad\ufffd day for all." in [text for _, text in styled(opened(data))]
    assert copy_docx.carried(data) == Carried(Copy(analysis, View()), edited=False)


def test_what_is_written_from_the_right_is_set_from_the_right(build):
    parts = [(BlockKind.PARAGRAPH, "جسر لم يطلبه أحد", 0), (BlockKind.PARAGRAPH, "1 bridge", 0)]
    document = opened(write(plain(build, parts, language="ar")))
    turned = [item.text for item in document.paragraphs if item._p.xpath("w:pPr/w:bidi")]
    assert turned == ["جسر لم يطلبه أحد"]
    assert document.styles["Normal"].element.xpath("w:rPr/w:lang/@w:bidi") == ["ar"]


def test_a_comment_put_into_a_copy_elsewhere_comes_in_as_a_note(analysis):
    document = opened(write(analysis))
    paragraph = next(item for item in document.paragraphs if "council met" in item.text)
    document.add_comment(paragraph.runs[0], "Which council?", "Bea", "B")
    file = io.BytesIO()
    document.save(file)
    (note,) = copy_docx.notes(file.getvalue(), analysis.article)
    assert (note.value, note.tags) == ("Which council?", ("Bea",))
    assert note.anchor.exact.startswith("The council met")


def test_it_says_how_far_it_is_and_can_be_cancelled(analysis):
    told = []
    write(analysis, advance=told.append)
    assert told == sorted(told)
    assert told[-1] == 1.0

    def cancel(done):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write(analysis, advance=cancel)
