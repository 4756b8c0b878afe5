# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Marks on the pages of the PDF they came from, seen by another library than the one that wrote."""

import ctypes
import io
from dataclasses import dataclass

import pypdf
import pypdfium2
import pytest
import typst
from pypdf import generic
from pypdfium2 import raw

from reader import paths
from reader.document import Analysis, Label, LoadedWord, ModelInfo, Sentence
from reader.document.anchors import anchored
from reader.document.article import Span
from reader.document.copies import Copy, pack, unpack
from reader.document.marks import MarkKind, View
from reader.document.readers_marks import Act, new_mark
from reader.errors import SaveError
from reader.export.content import CopyMark
from reader.export.pdf_pages import annotate
from reader.formats import load
from reader.formats.carried import Carried
from reader.formats.loaders import copy_pdf

WORDS = (
    "The council met on Monday to vote on a new bridge over the Lenn, an extraordinarily "
    "uncomfortable undertaking. It is a monument to vanity, and a disgraceful one. “The bridge "
    "will bring jobs and pride to everybody here,” said the mayor, whose office files the "
    "reflections of an inflated affluence. "
)
PLAIN = "#set page(width: 300pt, height: 400pt, margin: 40pt)\n"
COLUMNS = "#set page(width: 420pt, height: 300pt, margin: 30pt, columns: 2)\n"


def made(setup, count=2, hyphens=True):
    """A PDF with a heading and `count` paragraphs, each with its number in it."""
    source = (
        f'{setup}#set text(font: "Slantwise Serif", size: 10pt, hyphenate: {str(hyphens).lower()},'
        f' lang: "en")\n#set par(justify: true)\n= The bridge\n'
    )
    source += "\n\n".join(f"Part {chr(65 + i)}. {WORDS}" for i in range(count))
    return typst.compile(
        source.encode(),
        font_paths=[paths.resources() / "fonts"],
        ignore_system_fonts=True,
        timestamp=0,
    )


def changed(data, change, **encryption):
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    for page in writer.pages:
        change(page)
    if encryption:
        writer.encrypt(**encryption)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def cropped(page):
    page.mediabox = generic.RectangleObject((-50, -20, 500, 700))
    page.cropbox = generic.RectangleObject((10, 15, 290, 395))


@dataclass
class Seen:
    """An annotation, as another library lists it."""

    subtype: int
    name: str
    contents: str
    author: str
    words: str
    flags: int
    drawn: bool
    boxes: tuple[tuple[int, ...], ...]


def string(annotation, key):
    size = raw.FPDFAnnot_GetStringValue(annotation, key.encode(), None, 0)
    buffer = ctypes.create_string_buffer(size)
    pointer = ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR))
    raw.FPDFAnnot_GetStringValue(annotation, key.encode(), pointer, size)
    return buffer.raw.decode("utf-16-le").rstrip("\0")


def seen(data, password=None):
    """The annotations of a file, with the words that lie under each of their boxes."""
    found = []
    with pypdfium2.PdfDocument(data, password=password) as document:
        for page in document:
            text = page.get_textpage()
            for index in range(raw.FPDFPage_GetAnnotCount(page.raw)):
                annotation = raw.FPDFPage_GetAnnot(page.raw, index)
                quad = raw.FS_QUADPOINTSF()
                parts, boxes = [], []
                for box in range(raw.FPDFAnnot_CountAttachmentPoints(annotation)):
                    raw.FPDFAnnot_GetAttachmentPoints(annotation, box, ctypes.byref(quad))
                    across = (quad.x1, quad.x2, quad.x3, quad.x4)
                    up = (quad.y1, quad.y2, quad.y3, quad.y4)
                    boxes.append(tuple(round(value) for value in (*across, *up)))
                    parts.append(text.get_text_bounded(min(across), min(up), max(across), max(up)))
                drawn = raw.FPDFAnnot_GetAP(
                    annotation, raw.FPDF_ANNOT_APPEARANCEMODE_NORMAL, None, 0
                )
                found.append(
                    Seen(
                        raw.FPDFAnnot_GetSubtype(annotation),
                        string(annotation, "NM"),
                        string(annotation, "Contents"),
                        string(annotation, "T"),
                        " ".join(parts),
                        raw.FPDFAnnot_GetFlags(annotation),
                        drawn > 2,
                        tuple(boxes),
                    )
                )
                raw.FPDFPage_CloseAnnot(annotation)
    return found


def letters(text):
    return "".join(filter(str.isalnum, text))


def signs(text):
    """Letters and quotation marks: what a box must hold of the words it is about."""
    return "".join(char for char in text if char.isalnum() or char in "“”")


@pytest.fixture
def opened(tmp_path):
    def opened(data, password=None):
        path = tmp_path / "source.pdf"
        path.write_bytes(data)
        return load(path, password=password)

    return opened


def at(text, words, start=0):
    place = text.index(words, start)
    return Span(place, place + len(words))


def mark(article, kind, words, after=0, reason="", speaker=None, *, by_reader=False):
    span = at(article.text, words, after)
    reason = reason or f"{kind}: {words}"
    return CopyMark(kind, span.start, span.end, 0.9, "name", reason, speaker, by_reader)


def all_marks(article):
    """One of each kind in every paragraph."""
    found = []
    for block in article.blocks:
        if "council" not in article.text[block.start : block.end]:
            continue
        start = block.start
        found += [
            mark(article, MarkKind.UNCLEAR, "an extraordinarily uncomfortable undertaking.", start),
            mark(
                article,
                MarkKind.OPINION,
                "It is a monument to vanity, and a disgraceful one.",
                start,
                "Author’s opinion, 90\N{NO-BREAK SPACE}%. No source is named for it.",
            ),
            mark(article, MarkKind.LOADED, "disgraceful", start),
            mark(
                article,
                MarkKind.VIEWPOINT,
                "“The bridge will bring jobs and pride to everybody here,”",
                start,
                "Viewpoint of the mayor, 90\N{NO-BREAK SPACE}%. Relayed.",
                "the mayor",
            ),
            mark(article, MarkKind.FACT, "files the reflections of an inflated affluence", start),
        ]
    return found


def plain_copy(article, marks=()):
    opinion = at(article.text, "It is a monument to vanity, and a disgraceful one.")
    analysis = Analysis(
        article,
        ModelInfo("m", "1"),
        (Sentence(opinion.start, opinion.end, Label.OPINION, 0.9),),
        (LoadedWord(*astuple(at(article.text, "disgraceful")), 0.8),),
    )
    # Areas are kept to a tenth of a point.
    return unpack(pack(Copy(analysis, View(0.7, facts=True), tuple(marks))))


def astuple(span):
    return span.start, span.end


def turned(turn):
    """Pages that a viewer turns."""
    return changed(made(PLAIN), lambda page: page.rotate(turn))


def scanned(turn):
    """Pages that lie on their side and that a viewer turns upright."""

    def lay(page):
        page.rotate(turn)
        page.transfer_rotation_to_content()
        page.rotate(-turn)

    return changed(made(PLAIN), lay)


SOURCES = {
    "plain": made(PLAIN),
    "two columns": made(COLUMNS, 4),
    "over two pages": made(PLAIN, 5),
    "cropped": changed(made(PLAIN), cropped),
    **{f"turned {turn}": turned(turn) for turn in (90, 180, 270)},
    **{f"scanned {turn}": scanned(turn) for turn in (90, 180, 270)},
}


@pytest.mark.parametrize("name", SOURCES)
def test_each_mark_lies_on_its_words(opened, name):
    # Of pages on their side only the places are in question here, not how they are read.
    article = opened(SOURCES["plain" if "turned" in name or "scanned" in name else name])
    marks = all_marks(article)
    assert len(marks) >= 10
    done = annotate(SOURCES[name], article, marks, pack(plain_copy(article)))
    assert not done.missing
    found = seen(done.data)
    for each in marks:
        mine = [item for item in found if item.contents == each.reason]
        words = {signs("".join(item.words.split())) for item in mine}
        if name != "over two pages":
            assert signs(article.text[each.start : each.end]) in words
        assert all(item.drawn and item.flags & raw.FPDF_ANNOT_FLAG_PRINT for item in mine)
    whole = "".join(sorted(letters("".join(item.words for item in found))))
    expected = "".join(article.text[each.start : each.end] for each in marks)
    assert whole == "".join(sorted(letters(expected)))
    # The paragraphs say the same, but each has marks of its own.
    assert len({(item.contents, item.boxes) for item in found}) == len(found)
    assert len({item.name for item in found}) == len(found)
    assert {item.author for item in found} == {"Slantwise"}


def test_kinds_are_the_ones_that_viewers_know(opened):
    data = SOURCES["plain"]
    article = opened(data)
    found = seen(annotate(data, article, all_marks(article), "").data)
    kinds = {item.contents.split(":")[0].split(" ")[0]: item.subtype for item in found}
    assert kinds == {
        "Author’s": raw.FPDF_ANNOT_HIGHLIGHT,
        "fact": raw.FPDF_ANNOT_HIGHLIGHT,
        "unclear": raw.FPDF_ANNOT_UNDERLINE,
        "Viewpoint": raw.FPDF_ANNOT_UNDERLINE,
        "loaded": raw.FPDF_ANNOT_SQUIGGLY,
    }


def test_the_pages_themselves_stay_as_they_were(opened):
    data = SOURCES["two columns"]
    article = opened(data)
    out = annotate(data, article, all_marks(article), "").data
    before, after = (pypdf.PdfReader(io.BytesIO(each)) for each in (data, out))
    assert [page.get_contents().get_data() for page in before.pages] == [
        page.get_contents().get_data() for page in after.pages
    ]
    assert after.metadata == before.metadata
    assert after.root_object["/Lang"] == before.root_object["/Lang"]
    assert after.outline[0].title == "The bridge"
    assert annotate(data, article, all_marks(article), "").data == out


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-256"])
@pytest.mark.parametrize("given", ["open", "master"])
def test_an_encrypted_file_keeps_both_its_passwords(opened, algorithm, given):
    data = changed(
        made(PLAIN),
        lambda page: None,
        user_password="open",
        owner_password="master",
        algorithm=algorithm,
        permissions_flag=-44,
    )
    article = opened(data, given)
    marks = all_marks(article)
    packed = pack(plain_copy(article))
    out = annotate(data, article, marks, packed, password=given).data
    for password in ("open", "master"):
        assert len(seen(out, password)) == len(marks)
        assert copy_pdf.carried(out, password=password).copy == plain_copy(article)
    with pytest.raises(pypdfium2.PdfiumError):
        pypdfium2.PdfDocument(out)
    permissions = pypdf.PdfReader(io.BytesIO(out), "open").user_access_permissions
    assert not permissions & pypdf.constants.UserAccessPermissions.MODIFY


def test_a_copy_opens_again_as_it_was(opened):
    data = SOURCES["over two pages"]
    article = opened(data)
    note = new_mark(
        Act.NOTE, anchored(article.text, at(article.text, "bridge over the Lenn")), value="Why?"
    )
    copy = plain_copy(article, [note])
    out = annotate(data, article, all_marks(article), pack(copy)).data
    again = copy_pdf.carried(out, password=None)
    assert again == Carried(copy, edited=False)
    assert copy_pdf.carried(data, password=None) is None
    # Nor do the copy's own marks come in as somebody's notes.
    assert copy_pdf.notes(out, article, password=None) == ()


def test_saving_a_copy_again_replaces_its_marks(opened):
    data = SOURCES["plain"]
    article = opened(data)
    marks = all_marks(article)
    once = annotate(data, article, marks, pack(plain_copy(article))).data
    twice = annotate(once, article, marks[:2], pack(plain_copy(article))).data
    assert len(seen(twice)) == 2
    assert len(pypdf.PdfReader(io.BytesIO(twice)).attachments["slantwise.copy"]) == 1


def test_what_was_changed_elsewhere_is_told(opened):
    data = SOURCES["plain"]
    article = opened(data)
    out = annotate(data, article, all_marks(article), pack(plain_copy(article))).data

    def drop(page):
        page["/Annots"].pop()

    def reword(page):
        entry = page["/Annots"][0].get_object()
        entry[generic.NameObject("/Contents")] = generic.TextStringObject("Nonsense")

    for change in (drop, reword):
        told = copy_pdf.carried(changed(out, change), password=None)
        assert not told.edited
        assert "annotations were changed" in told.said
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(out))
    writer.append(io.BytesIO(made(PLAIN, 1)))
    longer = io.BytesIO()
    writer.write(longer)
    told = copy_pdf.carried(longer.getvalue(), password=None)
    assert (told.edited, told.said) == (True, "")
    assert told.copy == plain_copy(article)


def commented(data, boxes_of, **entries):
    """The file with an annotation of somebody else's on the first words found."""
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    page = writer.pages[0]
    number = generic.FloatObject
    with pypdfium2.PdfDocument(data) as document:
        text = document[0].get_textpage()
        index, count = text.search(boxes_of).get_next()
        boxes = [text.get_rect(i) for i in range(text.count_rects(index, count))]
    if entries["Subtype"] == "/Text":
        boxes = boxes[:1]
    around = (
        *(min(box[i] for box in boxes) for i in (0, 1)),
        *(max(box[i] for box in boxes) for i in (2, 3)),
    )
    annotation = generic.DictionaryObject(
        {
            generic.NameObject("/Type"): generic.NameObject("/Annot"),
            generic.NameObject("/Rect"): generic.ArrayObject(map(number, around)),
            **{generic.NameObject(f"/{key}"): value for key, value in entries.items()},
        }
    )
    if annotation["/Subtype"] != "/Text":
        annotation[generic.NameObject("/QuadPoints")] = generic.ArrayObject(
            number(value)
            for left, bottom, right, top in boxes
            for value in (left, top, right, top, left, bottom, right, bottom)
        )
    page[generic.NameObject("/Annots")] = generic.ArrayObject([writer._add_object(annotation)])
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def text_of(value):
    return generic.TextStringObject(value)


@pytest.mark.parametrize(
    ("subtype", "contents", "act", "words"),
    [
        ("/Highlight", "Really?", Act.NOTE, "a monument to vanity"),
        ("/Highlight", "", Act.HIGHLIGHT, "a monument to vanity"),
        ("/Underline", "Really?", Act.NOTE, "a monument to vanity"),
        ("/Text", "Really?", Act.NOTE, None),
    ],
)
def test_the_notes_of_other_programs_come_in_and_go_out_untouched(
    opened, subtype, contents, act, words
):
    data = commented(
        SOURCES["plain"],
        "a monument to vanity",
        Subtype=generic.NameObject(subtype),
        Contents=text_of(contents),
        T=text_of("Anna Öz"),
        NM=text_of("other-1"),
        M=text_of("D:20240102030405+01'00'"),
    )
    article = opened(data)
    (note,) = copy_pdf.notes(data, article, password=None)
    assert (note.act, note.value, note.tags) == (act, contents, ("Anna Öz",))
    assert note.made.startswith("2024-01-02T03:04:05")
    assert "monument" in note.anchor.exact
    if words is not None:
        assert note.anchor.exact == words
    # As the reader's own it would be written; but it is on the page already.
    own = CopyMark(
        MarkKind(act.value),
        note.anchor.start,
        note.anchor.end,
        1.0,
        "Note",
        contents or "Highlight",
        by_reader=True,
    )
    out = annotate(data, article, [own], pack(plain_copy(article, [note]))).data
    (kept,) = seen(out)
    assert (kept.name, kept.contents, kept.author) == ("other-1", contents, "Anna Öz")
    # And opening the copy again does not bring it in a second time.
    assert [each.id for each in copy_pdf.notes(out, article, password=None)] == [note.id]
    assert copy_pdf.carried(out, password=None).copy.marks == (note,)


def test_the_readers_own_notes_are_comments_of_the_reader(opened):
    data = SOURCES["plain"]
    article = opened(data)
    marks = [
        mark(article, MarkKind.NOTE, "a new bridge", 0, "Which one?", by_reader=True),
        mark(article, MarkKind.HIGHLIGHT, "on Monday", 0, "Highlight", by_reader=True),
    ]
    found = seen(annotate(data, article, marks, pack(plain_copy(article))).data)
    assert {item.author for item in found} == {"Reader"}
    assert [item.subtype for item in found].count(raw.FPDF_ANNOT_TEXT) == 1
    assert {(item.contents, letters(item.words)) for item in found} == {
        ("Which one?", ""),
        ("Which one?", "anewbridge"),
        ("Highlight", "onMonday"),
    }


def test_the_sign_of_a_note_in_mid_line_hides_no_word(opened):
    data = SOURCES["plain"]
    article = opened(data)
    marks = [
        mark(article, MarkKind.NOTE, "Part A", 0, "At the edge", by_reader=True),
        mark(article, MarkKind.NOTE, "on Monday", 0, "Within", by_reader=True),
    ]
    out = annotate(data, article, marks, pack(plain_copy(article))).data
    sizes = {}
    for entry in pypdf.PdfReader(io.BytesIO(out)).pages[0]["/Annots"]:
        found = entry.get_object()
        if found["/Subtype"] == "/Text":
            left, _, right, _ = map(float, found["/Rect"])
            sizes[found["/Contents"]] = (round(right - left), left < 40)
    assert sizes == {"At the edge": (14, True), "Within": (8, False)}


def test_progress_is_told_and_may_end_the_work(opened):
    data = SOURCES["plain"]
    article = opened(data)
    shares = []
    annotate(data, article, all_marks(article), "", advance=shares.append)
    assert shares == sorted(shares)
    assert shares[-1] == 1

    class StoppedError(Exception):
        pass

    def stop(share):
        raise StoppedError

    with pytest.raises(StoppedError):
        annotate(data, article, all_marks(article), "", advance=stop)


def test_a_damaged_file_is_refused_in_a_sentence(opened):
    article = opened(SOURCES["plain"])
    with pytest.raises(SaveError, match="damaged"):
        annotate(b"%PDF-1.7\nnothing of the kind", article, [], "")


@pytest.mark.parametrize("content", [b"", b"x", b"a b\neJw=", b"a b\n" + b"\xff" * 99])
def test_a_damaged_copy_is_no_copy(content):
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(SOURCES["plain"]))
    writer.add_attachment("slantwise.copy", content)
    out = io.BytesIO()
    writer.write(out)
    assert copy_pdf.carried(out.getvalue(), password=None) is None


def test_words_that_are_not_on_the_pages_are_reported(opened):
    article = opened(SOURCES["plain"])
    other = typst.compile(b"Nothing that anybody would look for.", timestamp=0)
    marks = all_marks(article)
    done = annotate(other, article, marks, "")
    assert done.missing == tuple(marks)
    assert seen(done.data) == []
