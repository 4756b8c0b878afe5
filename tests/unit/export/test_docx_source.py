# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Marks in a Word document: seen with python-docx, and with the loader that opens it again."""

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from hypothesis import given, settings
from hypothesis import strategies as st

from reader import open_article
from reader.document import Analysis, Article, Block, BlockKind, ModelInfo, Span
from reader.document.copies import Copy, pack
from reader.document.marks import MarkKind, View
from reader.document.overlay import overlaid
from reader.document.readers_marks import Act
from reader.errors import OpenError, Reason, SaveError
from reader.export.content import CopyMark
from reader.export.docx_source import about_copy, annotated
from reader.formats.carried import Carried
from reader.formats.loaders import copy_docx

DATA = Path(__file__).parents[2] / "data"
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f64540"
    "0000000049454e44ae426082"
)
W = nsdecls("w")


def run(text, properties=""):
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def saved(document):
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


@pytest.fixture(scope="module")
def original():
    """A document with most of what Word can do to a sentence, and a comment of somebody else's."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "The Harbour Courier"
    document.add_heading("The bridge that nobody asked for", 0)
    first = document.add_paragraph("The council met on Monday. It is a ")
    first.add_run("monument").bold = True
    first.add_run(" to vanity, and a disgraceful one. ")
    last = first.add_run("The vote was late.")
    document.add_comment(last, "Was it?\nI doubt it.", "Ada Marsh", "AM")
    document.add_paragraph("twelve million for the piers", "List Bullet")
    table = document.add_table(1, 2)
    table.rows[0].cells[0].text = "A cell of it"
    table.rows[0].cells[1].text = "is a shameless lie, " + "and goes on and on " * 40
    document.add_picture(io.BytesIO(PNG))
    document.part.relate_to("https://courier.example/", RT.HYPERLINK, is_external=True)
    body = document.element.body
    link = f'<w:hyperlink w:anchor="x">{run("linked words are foolish")}</w:hyperlink>'
    gone = '<w:del w:id="91" w:author="B"><w:r><w:delText>never </w:delText></w:r></w:del>'
    come = f'<w:ins w:id="92" w:author="B">{run("inserted words are vain")}</w:ins>'
    control = f"<w:sdt><w:sdtContent>{run('chosen words are mad')}</w:sdtContent></w:sdt>"
    box = (
        f"<w:r><w:pict><w:txbxContent><w:p>{run('An old box.')}</w:p></w:txbxContent></w:pict>"
        f"<w:drawing><w:txbxContent><w:p>{run('Words in a box are rude.')}</w:p></w:txbxContent>"
        "</w:drawing></w:r>"
    )
    odd = "<w:r><w:t>One</w:t><w:tab/><w:t>co</w:t><w:noBreakHyphen/><w:t>op failed.</w:t></w:r>"
    body.insert(
        len(body) - 1,
        parse_xml(
            f"<w:p {W}>{run('Here ')}{link}{run(' and ')}{gone}{come}{run(', so ')}{control}"
            f"{run('.')}{box}{odd}</w:p>"
        ),
    )
    maths = (
        '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math">'
        "<m:r><m:t>sum of all</m:t></m:r></m:oMath>"
    )
    newer = (
        '<w:lang w:val="en-GB"/><x:glow xmlns:x="http://schemas.microsoft.com/office/word/2010"/>'
    )
    told = run("Told by others. ", newer).replace("<w:r>", '<w:r w:rsidR="00AB12CD">')
    nested = f"<w:r><w:x><w:t>A nested word.</w:t></w:x></w:r><w:ruby>{run('Read it so.')}</w:ruby>"
    body.insert(len(body) - 1, parse_xml(f"<w:p {W}>{told}{maths}{nested}</w:p>"))
    own = '<w:u w:val="double"/>', '<w:u w:val="none"/><w:shd w:val="clear" w:fill="FFFFFF"/>'
    body.insert(
        len(body) - 1,
        parse_xml(
            f"<w:p {W}>{run('Underlined by hand, ', own[0])}{run('and pasted.', own[1])}</w:p>"
        ),
    )
    return saved(document)


@pytest.fixture
def open_bytes(tmp_path):
    def open_it(data):
        path = tmp_path / "bridge.docx"
        path.write_bytes(data)
        return open_article(path)

    return open_it


@pytest.fixture
def article(original, open_bytes):
    return open_bytes(original)


def mark(article, kind, words, **fields):
    start = article.text.index(words)
    values = {"score": 0.93, "name": f"{kind} 93 %", "reason": f"{kind} 93 %. Because."} | fields
    return CopyMark(kind, start, start + len(words), **values)


def copy_of(article, marks=()):
    return Copy(Analysis(article, ModelInfo("m", "1")), View(), tuple(marks))


def entries(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def look(run):
    """Shade, line and frame of a run of python-docx."""
    found = []
    for path in ("w:shd/@w:fill", "w:u/@w:val", "w:bdr/@w:val"):
        found += [*run._r.xpath(f"w:rPr/{path}"), None][:1]
    return tuple(found)


def all_runs(data):
    document = docx.Document(io.BytesIO(data))
    from docx.text.run import Run

    return [
        Run(r, document)
        for r in document.element.body.iter(qn("w:r"))
        if r.xpath("w:t") and not r.xpath("ancestor::w:pict")
    ]


def words_that(data, wanted):
    return "".join(run.text for run in all_runs(data) if wanted(look(run)))


def comments(data):
    found = docx.Document(io.BytesIO(data)).comments
    return [(comment.author, comment.text) for comment in found]


def commented(data):
    """The words between the two ends of each comment."""
    body = docx.Document(io.BytesIO(data)).element.body
    opened, found = {}, {}
    for node in body.iter():
        if node.tag == qn("w:commentRangeStart"):
            opened[node.get(qn("w:id"))] = ""
        elif node.tag == qn("w:commentRangeEnd"):
            found[int(node.get(qn("w:id")))] = opened.pop(node.get(qn("w:id")))
        elif node.tag == qn("w:t"):
            opened = {number: text + node.text for number, text in opened.items()}
    return [found[number] for number in sorted(found)]


def test_the_text_is_as_it_was_and_all_other_parts_byte_by_byte(original, article, open_bytes):
    marks = [mark(article, MarkKind.OPINION, "It is a monument to vanity, and a disgraceful one.")]
    copy = annotated(original, article, marks, "", about=["About"])
    again = open_bytes(copy)
    assert (again.text, again.blocks) == (article.text, article.blocks)
    before, after = entries(original), entries(copy)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {
        "word/document.xml",
        "word/comments.xml",
        "word/_rels/document.xml.rels",
        "[Content_Types].xml",
    }
    assert sorted(after.keys() - before.keys()) == [
        "customXml/_rels/item2.xml.rels",
        "customXml/item2.xml",
        "customXml/itemProps2.xml",
    ]


def test_a_sentence_is_shaded_word_by_word_and_keeps_its_bold(original, article):
    words = "It is a monument to vanity, and a disgraceful one."
    copy = annotated(original, article, [mark(article, MarkKind.OPINION, words)], "")
    assert words_that(copy, lambda seen: seen[1] == "thick") == words
    assert [run.text for run in all_runs(copy) if run.bold] == ["monument"]
    assert ("Slantwise", "opinion 93 %\nBecause.") in comments(copy)
    assert words in commented(copy)


def test_each_kind_has_a_shape_of_its_own_and_what_is_the_readers_a_frame(original, article):
    looks = set()
    own = {MarkKind.NOTE, MarkKind.HIGHLIGHT}
    for kind in MarkKind:
        shown = mark(article, kind, "The council met", by_reader=kind in own)
        copy = annotated(original, article, [shown], "")
        (seen,) = {look(run) for run in all_runs(copy) if run.text == "The council met"}
        looks.add((bool(seen[0]), *seen[1:]))
        assert (seen[2] == "single") is (kind in own)
    assert len(looks) == len(MarkKind)


def test_loaded_words_are_listed_where_they_stand_in_an_opinion(original, article):
    marks = [
        mark(article, MarkKind.OPINION, "It is a monument to vanity, and a disgraceful one."),
        mark(article, MarkKind.LOADED, "disgraceful"),
        mark(article, MarkKind.LOADED, "vanity", score=0.7),
        mark(article, MarkKind.LOADED, "late", name="Loaded word", reason="Loaded word. So."),
        mark(article, MarkKind.FACT, "The council met"),
    ]
    copy = annotated(original, article, marks, "")
    assert words_that(copy, lambda seen: seen[1] == "wavyHeavy") == "vanitydisgracefullate"
    assert words_that(copy, lambda seen: seen[1] == "thick") == "It is a monument to , and a  one."
    assert [text for author, text in comments(copy) if author == "Slantwise"] == [
        "opinion 93 %\nBecause.\nLoaded words: “vanity” (70\u00a0%), “disgraceful” (93\u00a0%).",
        "Loaded word\nSo.",
    ]


@pytest.mark.parametrize(
    "words",
    [
        "words are foolish",
        "inserted words",
        "chosen words are",
        "cell of",
        "shameless lie",
        "twelve million",
        "One co‑op failed.",
        "bridge that nobody asked",
    ],
)
def test_words_are_marked_wherever_they_stand(original, article, words):
    copy = annotated(original, article, [mark(article, MarkKind.VIEWPOINT, words)], "")
    seen = words_that(copy, lambda seen: seen[1] == "dotted")
    # python-docx writes the sign that joins two words as a plain hyphen.
    assert seen.replace("\t", " ").replace("-", "‑") == words
    assert len(comments(copy)) == 2


def test_deleted_words_stay_deleted_and_unmarked(original, article):
    words = "words are foolish and inserted words are vain, so chosen words are mad"
    copy = annotated(original, article, [mark(article, MarkKind.OPINION, words)], "")
    assert words_that(copy, lambda seen: seen[1] == "thick") == words
    deleted = docx.Document(io.BytesIO(copy)).element.body.xpath("//w:del")
    assert [node.xpath("string()") for node in deleted] == ["never "]
    assert not list(deleted[0].iter(qn("w:shd")))
    # Its ends lie in a link and in a content control, which take no comment's end.
    assert f"{words}" in commented(copy)


def test_a_box_is_marked_and_its_comment_hangs_on_the_run_that_holds_it(original, article):
    copy = annotated(original, article, [mark(article, MarkKind.OPINION, "in a box are rude")], "")
    assert words_that(copy, lambda seen: seen[1] == "thick") == "in a box are rude"
    body = docx.Document(io.BytesIO(copy)).element.body
    assert not body.xpath("//w:txbxContent//w:commentRangeStart")
    assert len(body.xpath("//w:commentRangeStart")) == 2


def test_what_the_author_has_underlined_stays_and_what_says_nothing_gives_way(original, article):
    words = "Underlined by hand, and pasted."
    copy = annotated(original, article, [mark(article, MarkKind.OPINION, words)], "")
    seen = {run.text: look(run) for run in all_runs(copy) if run.text in words}
    assert seen["Underlined by hand, "][1] == "double"
    assert seen["and pasted."][1] == "thick"
    assert seen["and pasted."][0] == seen["Underlined by hand, "][0] != "FFFFFF"
    for node in docx.Document(io.BytesIO(copy)).element.body.xpath("//w:rPr[w:u and w:shd]"):
        # The order in which the schema wants them.
        assert [child.tag for child in node] == [qn("w:u"), qn("w:shd")]


def test_lines_and_shades_stand_where_the_schema_wants_them(original, article):
    copy = annotated(original, article, [mark(article, MarkKind.OPINION, "by others")], "")
    (told,) = [run._r for run in all_runs(copy) if run.text == "by others"]
    assert [child.tag.rpartition("}")[2] for child in told.rPr] == ["u", "shd", "lang", "glow"]
    assert told.get(qn("w:rsidR")) == "00AB12CD"


def test_what_cannot_be_divided_is_marked_whole_or_only_commented_on(original, article):
    for words, seen in [("of all", ""), ("A nested", "A nested word."), ("Read", "Read it so.")]:
        copy = annotated(original, article, [mark(article, MarkKind.OPINION, words)], "")
        body = docx.Document(io.BytesIO(copy)).element.body
        dressed = body.xpath("//w:r[w:rPr/w:u/@w:val='thick']")
        assert len(comments(copy)) == 2
        assert "".join(node.xpath("string()") for node in dressed) == seen


def test_a_document_without_words_has_nothing_to_comment_on(article):
    copy = annotated(saved(docx.Document()), article, [], "", about=["About"])
    assert comments(copy) == []
    assert copy_docx.notes(copy, article) == ()


def test_a_copy_of_a_copy_has_its_marks_once(original, article):
    marks = [
        mark(article, MarkKind.OPINION, "It is a monument to vanity, and a disgraceful one."),
        mark(article, MarkKind.LOADED, "disgraceful"),
        mark(
            article,
            MarkKind.NOTE,
            "The council met",
            name="Note",
            reason="Note. Who?",
            by_reader=True,
        ),
    ]
    once = annotated(original, article, marks, "one", about=["About"])
    assert entries(annotated(once, article, marks, "one", about=["About"])) == entries(once)
    other = annotated(once, article, marks[2:], "two")
    assert words_that(other, lambda seen: seen[1] in {"thick", "wavyHeavy"}) == ""
    assert comments(other) == [
        ("Ada Marsh", "Was it?\nI doubt it."),
        ("Reader", "Note\nWho?"),
    ]


def test_a_comment_of_ours_that_somebody_has_changed_stays(original, article):
    marks = [mark(article, MarkKind.OPINION, "The council met on Monday.")]
    document = docx.Document(io.BytesIO(annotated(original, article, marks, "")))
    ours = next(item for item in document.comments if item.author == "Slantwise")
    ours.paragraphs[0].add_run(" No!")
    again = annotated(saved(document), article, [], "")
    assert ("Slantwise", "opinion 93 % No!\nBecause.") in comments(again)


def test_others_comments_come_in_as_notes_and_go_out_once(original, article):
    (note,) = copy_docx.notes(original, article)
    assert note.act is Act.NOTE
    assert note.value == "Was it?\nI doubt it."
    assert note.tags == ("Ada Marsh",)
    assert note.anchor.exact == "The vote was late."
    assert note.made
    assert copy_docx.notes(original, article) == (note,)
    shown = mark(
        article,
        MarkKind.NOTE,
        note.anchor.exact,
        name="Note",
        reason=f"Note. {note.value}",
        by_reader=True,
    )
    copy = annotated(original, article, [shown], "", about=["About"])
    assert [author for author, _ in comments(copy)] == ["Ada Marsh", "Slantwise"]
    assert copy_docx.notes(copy, article) == (note,)
    changed = annotated(original, article, [replace(shown, reason="Note. It was not")], "")
    assert comments(changed)[1:] == [("Reader", "Note\nIt was not")]


def test_a_comment_at_a_point_is_about_its_paragraph_and_one_elsewhere_about_all(article, original):
    data = entries(original)
    root = data["word/document.xml"].decode()
    start, end = root.index("<w:commentRangeStart"), root.index("<w:commentRangeEnd")
    without = root[:start] + root[root.index(">", start) + 1 : end]
    without += root[root.index(">", end) + 1 :]
    (note,) = copy_docx.notes(packed(data | {"word/document.xml": without.encode()}), article)
    assert note.anchor.exact.startswith("The council met")
    assert note.anchor.exact.endswith("The vote was late.")
    nowhere = without.replace("w:commentReference", "w:annotationRef")
    (note,) = copy_docx.notes(packed(data | {"word/document.xml": nowhere.encode()}), article)
    assert (note.anchor.start, note.anchor.end) == (0, 0)
    undated = data["word/comments.xml"].decode().replace("w:date=", "w:when=")
    (note,) = copy_docx.notes(packed(data | {"word/comments.xml": undated.encode()}), article)
    assert note.made == ""


def packed(parts):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return file.getvalue()


def test_what_has_no_place_in_the_body_is_said_at_the_beginning(open_bytes):
    source = (DATA / "article.docx").read_bytes()
    article = open_bytes(source)
    marks = [
        mark(
            article,
            MarkKind.NOTE,
            "Half for residents.",
            name="Note",
            reason="Note. Whose?",
            by_reader=True,
        )
    ]
    copy = annotated(source, article, marks, "", about=["Marked by Slantwise", "Estimate"])
    parts = entries(copy)
    assert "Whose? “Half for residents.”" in parts["word/comments2.xml"].decode()
    assert parts["word/footnotes.xml"] == entries(source)["word/footnotes.xml"]
    assert open_bytes(copy).text == article.text


def test_a_copy_opens_again_as_it_was_and_says_whether_it_was_edited(original, article):
    copy = copy_of(article, copy_docx.notes(original, article))
    data = annotated(original, article, [mark(article, MarkKind.OPINION, "a monument")], pack(copy))
    assert copy_docx.carried(data) == Carried(copy, edited=False)
    document = docx.Document(io.BytesIO(data))
    assert copy_docx.carried(saved(document)) == Carried(copy, edited=False)
    document.paragraphs[1].add_run(" Not so.")
    assert copy_docx.carried(saved(document)) == Carried(copy, edited=True)


def test_a_large_payload_is_carried_whole(original, article):
    copy = copy_of(replace(article, warnings=(str(list(range(700_000))),)))
    assert len(pack(copy)) > 1_000_000
    assert copy_docx.carried(annotated(original, article, [], pack(copy))).copy == copy


def test_what_is_no_copy_or_carries_something_damaged_carries_nothing(original, article):
    assert copy_docx.carried(original) is None
    assert copy_docx.carried(annotated(original, article, [], "AAAA")) is None
    for damaged in (b"PK no archive", b"\xd0\xcf\x11\xe0 locked"):
        with pytest.raises(OpenError):
            copy_docx.carried(damaged)
    assert copy_docx.notes(packed({"x": b""}), article) == ()
    assert copy_docx.notes(saved(docx.Document()), article) == ()


def test_a_strict_document_stays_one(original, article, open_bytes):
    strict = {
        name: data.replace(
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        ).replace(
            b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/",
            b"http://purl.oclc.org/ooxml/officeDocument/relationships/",
        )
        for name, data in entries(original).items()
    }
    source = packed(strict)
    marks = [mark(article, MarkKind.OPINION, "The council met")]
    copy = annotated(source, open_bytes(source), marks, pack(copy_of(article)))
    assert copy_docx.carried(copy).copy == copy_of(article)
    added = entries(copy)["word/_rels/document.xml.rels"].decode().partition("slantwise1")[2]
    assert "http://purl.oclc.org/ooxml/officeDocument/relationships/customXml" in added
    assert b"openxmlformats.org/wordprocessingml" not in entries(copy)["word/document.xml"]


@pytest.mark.parametrize(
    "source",
    [
        b"no archive",
        packed({"x": b""}),
        packed({"_rels/.rels": b"<r/>", "[Content_Types].xml": b"<t/>"}),
        packed({"_rels/.rels": b"<r/>", "[Content_Types].xml": b"<"}),
        packed(
            {
                "_rels/.rels": b"<r/>",
                "[Content_Types].xml": b"<t/>",
                "word/document.xml": b'<d xmlns="w"/>',
            }
        ),
    ],
)
def test_what_is_no_document_is_refused_with_a_sentence(source, article):
    with pytest.raises(SaveError) as raised:
        annotated(source, article, [], "")
    assert raised.value.reason is Reason.DAMAGED


def test_a_damaged_picture_is_noticed(original, article):
    data = bytearray(original)
    name = b"word/media/image1.png"
    start = data.index(name) + len(name)
    data[start + 5 : start + 40] = bytes(35)
    with pytest.raises(SaveError):
        annotated(bytes(data), article, [], "")


def test_what_unfolds_too_far_is_refused(original, article, monkeypatch):
    monkeypatch.setattr("reader.export.docx_package.UNPACKED_LIMIT", 1000)
    with pytest.raises(SaveError):
        annotated(original, article, [], "")
    monkeypatch.setattr("reader.export.docx_package.UNPACKED_LIMIT", 10**9)
    monkeypatch.setattr("reader.export.docx_package._PART_LIMIT", 1000)
    with pytest.raises(SaveError):
        annotated(original, article, [], "")


def test_it_says_how_far_it_is_and_can_be_cancelled(original, article):
    told = []
    annotated(original, article, [], "", advance=told.append)
    assert told == sorted(told)
    assert told[-1] == 1.0

    def cancel(done):
        if done > 0.3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        annotated(original, article, [], "", advance=cancel)


def test_the_first_comment_says_what_the_marks_mean(analysis):
    lines = about_copy(overlaid(analysis, ()), View())
    assert lines[0] == "Marked by Slantwise"
    assert any("Author’s opinion: 6" in line and "not shown" in line for line in lines)
    assert any("estimate" in line for line in lines)


@settings(max_examples=30)
@given(
    texts=st.lists(st.text("ab \u00ad", max_size=5), min_size=1, max_size=6),
    ends=st.lists(st.tuples(st.integers(0, 30), st.integers(1, 8)), max_size=6),
)
def test_any_marks_over_any_runs_leave_the_text_and_mark_their_words(texts, ends):
    whole = "x".join(texts).strip()
    document = docx.Document()
    paragraph = document.add_paragraph()
    for number, text in enumerate(texts):
        paragraph.add_run(("x" if number else "") + text)
    article = Article(whole, (Block(BlockKind.PARAGRAPH, 0, len(whole)),))
    marks = [
        CopyMark(MarkKind.VIEWPOINT, start, start + length, 1.0, "A", "B")
        for start, length in ends
        if Span(start, start + length).overlap(Span(0, len(whole)))
    ]
    copy = annotated(saved(document), article, marks, "")
    runs = all_runs(copy)
    assert "".join(run.text for run in runs) == "".join(
        run.text for run in paragraph.runs if run.text
    )
    seen = [(char, look(run)[1] == "dotted") for run in runs for char in run.text]
    over = {place for item in marks for place in range(item.start, item.end)}
    expected = [(char, place in over) for place, char in enumerate(whole)]
    letters = "abx"
    assert [pair for pair in seen if pair[0] in letters] == [
        pair for pair in expected if pair[0] in letters
    ]
