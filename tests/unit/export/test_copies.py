# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Every kind of copy opens again as it was, whatever it is called and whatever was done to it."""

import io
import json
import re
from dataclasses import dataclass, replace

import docx
import jsonschema
import pypdf
import pytest
import typst
from pypdf import generic

from reader import paths
from reader.document import (
    Actor,
    ActorType,
    Analysis,
    Attribution,
    BlockKind,
    Form,
    Label,
    LoadedWord,
    ModelInfo,
    Polarity,
    Sentence,
    Span,
    Stance,
    Treatment,
    Voice,
    Weight,
)
from reader.document.anchors import anchored
from reader.document.marks import View
from reader.document.overlay import overlaid
from reader.document.readers_marks import Act, new_mark
from reader.errors import OpenError
from reader.export.registry import WRITERS, Source
from reader.formats import open_file
from reader.formats.opening import source_of

FIRST = (
    "The council met on Monday to vote on a new bridge over the Lenn. It is a monument to vanity, "
    "and a disgraceful one."
)
SECOND = (
    "“The bridge will bring jobs to everybody here,” said Mayor Tom Ellery. Nobody who has seen "
    "the accounts can believe him. The Harbour Union says that the ferry is a treasure."
)
THIRD = "The town has other things to spend on, and few of them would cost as much as this."
VIEWS = [View(), View(0.8, loaded=False, facts=True), View(opinion=False, notes=False)]


def pdf_file():
    source = '#set document(title: "The bridge")\n= The bridge\n\n' + "\n\n".join(
        (FIRST, SECOND, THIRD)
    )
    fonts = [paths.resources() / "fonts"]
    return typst.compile(source.encode(), font_paths=fonts, timestamp=0)


def docx_file():
    document = docx.Document()
    document.add_heading("The bridge", 0)
    for words in (FIRST, SECOND, THIRD):
        document.add_paragraph(words)
    return saved(document)


def txt_file():
    return "\n\n".join(("The bridge", FIRST, SECOND, THIRD)).encode()


def saved(document):
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def analysis_of(article):
    """With every field in use."""

    def at(words):
        start = article.text.index(words)
        return Span(start, start + len(words))

    def sentence(words, label, opinion, voice=Voice.AUTHOR, reasons=None):
        span = at(words)
        return Sentence(span.start, span.end, label, opinion, voice, 0.4, reasons)

    vanity, him = at("vanity"), at("him")
    return Analysis(
        article,
        ModelInfo("m", "1.2"),
        (
            sentence("The council met on Monday to vote on a new bridge", Label.FACTUAL, 0.1),
            sentence(
                "It is a monument to vanity, and a disgraceful one.",
                Label.OPINION,
                0.97,
                reasons=(Weight(vanity.start, vanity.end, 0.4),),
            ),
            sentence(SECOND[:71], Label.FACTUAL, 0.2, Voice.ATTRIBUTED),
            sentence("Nobody who has seen the accounts can believe him.", Label.OPINION, 0.7),
            sentence("The Harbour Union says that the ferry is a treasure.", Label.UNCLEAR, 0.5),
        ),
        (LoadedWord(vanity.start, vanity.end, 0.8),),
        (
            Attribution(
                (at("Mayor Tom Ellery"),),
                (at("said"),),
                (at("“The bridge will bring jobs to everybody here,”"),),
                Form.DIRECT,
                ("a1",),
                0.9,
            ),
            Attribution((), (), (at("the ferry is a treasure"),), Form.INDIRECT, (), 0.6),
        ),
        (
            Actor(
                "a1",
                "Tom Ellery",
                ActorType.PERSON,
                ("Mayor Tom Ellery", "him"),
                "mayor",
                (at("Mayor Tom Ellery"), him),
                Treatment(0.5, 0.5, 0.0),
            ),
            Actor("a2", "a union", ActorType.GROUP, mentions=(at("Harbour Union"),), named=False),
        ),
        (Stance("author", "a1", Polarity.CRITICAL, 0.7, him.start, him.end),),
    )


def readers_marks(text):
    """One of every act, with tags, a second place, and one whose words are not in the text."""

    def at(words):
        start = text.index(words)
        return anchored(text, Span(start, start + len(words)))

    values = {
        Act.OPINION: ("The council met on Monday", ""),
        Act.FACTUAL: ("Nobody who has seen the accounts can believe him.", ""),
        Act.UNCLEAR: ("It is a monument to vanity", ""),
        Act.VIEWPOINT: ("can believe him", "Everybody"),
        Act.NOT_VIEWPOINT: ("the ferry is a treasure", ""),
        Act.SPEAKER: ("The bridge will bring jobs", "The bridge company"),
        Act.LOADED: ("disgraceful", ""),
        Act.NOT_LOADED: ("vanity", ""),
        Act.RENAME: ("Mayor Tom Ellery", "Thomas <Ellery> & “Sons”"),
        Act.SPLIT: ("him", "Somebody else"),
        Act.NOT_ACTOR: ("Harbour Union", ""),
        Act.TYPE: ("Mayor Tom Ellery", "organisation"),
        Act.NOTE: ("on Monday", "Which one?\nSee the *minutes* --> </script> 😀"),
        Act.HIGHLIGHT: ("a new bridge", ""),
    }
    found = [
        new_mark(act, at(words), value=value, machine="m") for act, (words, value) in values.items()
    ]
    found.append(new_mark(Act.MERGE, at("him"), other=at("Harbour Union")))
    found.append(new_mark(Act.NOTE, at("a monument"), value="Tagged.", tags=("to check", "ü")))
    gone = "Words of a former text, long gone."
    found.append(new_mark(Act.NOTE, anchored(gone, Span(0, 5)), value="Kept."))
    assert {mark.act for mark in found} == set(Act)
    return found


@dataclass(frozen=True)
class Kind:
    """A format, and the file that the article of its copies comes from."""

    name: str
    suffix: str
    data: bytes

    @property
    def has_pages(self):
        """Whether the copy is the file itself with marks in it."""
        return self.name == self.suffix


KINDS = [
    *(Kind(name, "txt", txt_file()) for name in WRITERS),
    Kind("pdf", "pdf", pdf_file()),
    Kind("docx", "docx", docx_file()),
]
kinds = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: f"{kind.name} of {kind.suffix}")


def write(kind, path, read, view):
    """The copy that a reader gets who saves what was opened from a path."""
    source = Source(*source_of(path)[:2]) if kind.has_pages else None
    return WRITERS[kind.name].write(read, view, source, lambda _: None).data


def by_id(marks):
    return {mark.id: mark for mark in marks}


@pytest.fixture
def copied(tmp_path):
    """Saves a copy; gives its bytes, its analysis and its marks."""

    def copied(kind, view=VIEWS[0]):
        path = tmp_path / f"source.{kind.suffix}"
        path.write_bytes(kind.data)
        analysis = analysis_of(open_file(path).article)
        marks = readers_marks(analysis.article.text)
        return write(kind, path, overlaid(analysis, marks), view), analysis, marks

    return copied


@pytest.fixture
def reopened(tmp_path):
    def reopened(data, name):
        path = tmp_path / name
        path.write_bytes(data)
        return open_file(path)

    return reopened


def assert_as_it_was(opened, analysis, marks, view):
    assert opened.copy.analysis.to_dict() == analysis.to_dict()
    assert opened.article.text == analysis.article.text
    assert opened.article.warnings == ()
    assert opened.copy.view == view
    assert by_id(opened.marks) == by_id(marks)
    read = overlaid(opened.copy.analysis, opened.marks)
    assert [mark.value for mark in read.lost] == ["Kept."]


@kinds
@pytest.mark.parametrize("view", VIEWS, ids=["all", "less", "least"])
def test_a_copy_opens_again_as_it_was(kind, view, copied, reopened):
    data, analysis, marks = copied(kind, view)
    opened = reopened(data, f"copy.{kind.name}")
    assert_as_it_was(opened, analysis, marks, view)


@kinds
@pytest.mark.parametrize("name", ["copy.txt", "copy", "copy.html", "copy.md", "copy.pdf"])
def test_a_copy_is_known_by_what_is_in_it(kind, name, copied, reopened):
    data, analysis, marks = copied(kind)
    assert_as_it_was(reopened(data, name), analysis, marks, View())


@kinds
def test_a_copy_of_a_copy_is_the_same_and_says_what_changed(kind, copied, reopened, tmp_path):
    data, analysis, marks = copied(kind)
    for name in ("second", "third"):
        path = tmp_path / f"{name}.{kind.name}"
        opened = reopened(data, path.name)
        data = write(kind, path, overlaid(opened.copy.analysis, opened.marks), opened.copy.view)
        assert_as_it_was(reopened(data, "again"), analysis, marks, View())
    fewer, view = [mark for mark in marks if mark.act is not Act.NOTE], View(0.9)
    data = write(kind, path, overlaid(analysis, fewer), view)
    opened = reopened(data, "fewer")
    assert opened.copy.view == view
    assert by_id(opened.marks) == by_id(fewer)


def edited_html(data):
    return data.replace(b"The town has", b"The whole town has", 1)


def edited_json(data):
    found = json.loads(data)
    found["article"]["text"] = found["article"]["text"].replace(
        "The town has", "The whole town has"
    )
    return json.dumps(found).encode()


def shorter_json(data):
    found = json.loads(data)
    text = found["article"]["text"].replace(
        "and few of them would cost as much as this", "so there"
    )
    found["article"]["text"] = text.replace("The town has", "The whole town has")
    return json.dumps(found).encode()


def edited_docx(data):
    document = docx.Document(io.BytesIO(data))
    (run,) = [
        run
        for paragraph in document.paragraphs
        for run in paragraph.runs
        if "The town has" in run.text
    ]
    run.text = run.text.replace("The town has", "The whole town has")
    return saved(document)


def edited_pdf(data):
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    other = typst.compile(b"The whole town has another page, with a new sentence.", timestamp=0)
    writer.append(io.BytesIO(other))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def edited_throughout(data):
    return data.replace(b"The town has", b"The whole town has")


EDITS = {
    "html": [edited_html, edited_throughout],
    "md": [edited_html],
    "json": [edited_json, shorter_json],
    "docx": [edited_docx],
    "pdf": [edited_pdf],
}


@pytest.mark.parametrize(
    ("kind", "edit"),
    [(kind, edit) for kind in KINDS for edit in EDITS[kind.name]],
    ids=lambda value: getattr(value, "__name__", None) or f"{value.name} of {value.suffix}",
)
def test_an_edited_copy_opens_with_what_still_fits_and_says_so(kind, edit, copied, reopened):
    data, _, marks = copied(kind)
    changed = edit(data)
    assert changed != data
    opened = reopened(changed, f"copy.{kind.name}")
    assert opened.copy is None
    assert any("changed after it was saved" in said for said in opened.article.warnings)
    assert "The whole town has" in opened.article.text
    said = {(mark.id, mark.act, mark.value, mark.tags) for mark in marks}
    assert {(mark.id, mark.act, mark.value, mark.tags) for mark in opened.marks} == said
    read = overlaid(Analysis(opened.article, ModelInfo("m", "1")), opened.marks)
    assert [mark.value for mark in read.lost] == ["Kept."]
    if not (kind.name == "pdf" and kind.suffix == "txt"):
        # Nothing that the copy has added is taken for the article's.
        text = " ".join(opened.article.text.split())
        assert "estimate" not in text
        assert FIRST in text
        assert len(opened.article.blocks) <= 6


def without_attachment(data):
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    (old,) = writer.attachment_list
    content = old.content
    old.delete()
    writer.add_attachment("slantwise.copy", content[:200])
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def without_payload(data):
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if b"slantwise" in part and name.startswith("customXml/item"):
                part = re.sub(rb"[A-Za-z0-9+/=]{100,}", b"AAAA", part)
            new.writestr(name, part)
    return out.getvalue()


DAMAGES = {
    "html": lambda data: data.replace(b'{"schema":2', b'{"schema"::2'),
    "md": lambda data: re.sub(rb"[A-Za-z0-9+/=]{100}\n", b"", data),
    "docx": without_payload,
    "pdf": without_attachment,
}


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.name in DAMAGES], ids=str)
def test_a_damaged_copy_opens_as_any_file(kind, copied, reopened):
    data, _, _ = copied(kind)
    damaged = DAMAGES[kind.name](data)
    assert damaged != data
    opened = reopened(damaged, f"copy.{kind.name}")
    assert opened.copy is None
    assert opened.marks == ()
    assert THIRD in " ".join(opened.article.text.split())


@pytest.mark.parametrize("end", [0.3, 0.9])
def test_half_a_json_copy_is_refused_in_a_sentence(end, copied, reopened):
    data, _, _ = copied(KINDS[-3])
    with pytest.raises(OpenError, match="no whole copy"):
        reopened(data[: int(len(data) * end)], "copy.json")


def commented_docx():
    document = docx.Document(io.BytesIO(docx_file()))
    document.add_comment(document.paragraphs[3].runs[0], "Which things?", "Ada Marsh", "AM")
    return saved(document)


def commented_pdf():
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf_file()))
    box = [generic.FloatObject(value) for value in (70, 600, 90, 620)]
    note = {
        "Type": generic.NameObject("/Annot"),
        "Subtype": generic.NameObject("/Text"),
        "Rect": generic.ArrayObject(box),
        "Contents": generic.TextStringObject("Which things?"),
        "T": generic.TextStringObject("Ada Marsh"),
        "NM": generic.TextStringObject("other-1"),
    }
    entry = generic.DictionaryObject(
        {generic.NameObject(f"/{key}"): value for key, value in note.items()}
    )
    page = writer.pages[0]
    page[generic.NameObject("/Annots")] = generic.ArrayObject([writer._add_object(entry)])
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def comments_in(data):
    """Authors and words of what is noted in a file."""
    if data.startswith(b"PK"):
        found = docx.Document(io.BytesIO(data)).comments
        return [(comment.author, comment.text) for comment in found]
    return [
        (entry.get_object().get("/T"), entry.get_object().get("/Contents"))
        for page in pypdf.PdfReader(io.BytesIO(data)).pages
        for entry in page.get("/Annots", ())
    ]


@pytest.mark.parametrize(
    "kind",
    [Kind("docx", "docx", commented_docx()), Kind("pdf", "pdf", commented_pdf())],
    ids=["docx", "pdf"],
)
def test_what_others_noted_comes_in_as_a_note_and_goes_out_untouched(kind, tmp_path, reopened):
    path = tmp_path / f"source.{kind.suffix}"
    opened = reopened(kind.data, path.name)
    (theirs,) = opened.marks
    assert (theirs.act, theirs.value, theirs.tags) == (Act.NOTE, "Which things?", ("Ada Marsh",))
    analysis = analysis_of(opened.article)
    marks = [*readers_marks(analysis.article.text), theirs]
    for name in ("once", "twice"):
        data = write(kind, path, overlaid(analysis, marks), View())
        there = [said for said in comments_in(data) if "Which things?" in said[1]]
        assert there == [("Ada Marsh", "Which things?")]
        path = tmp_path / f"{name}.{kind.suffix}"
        assert_as_it_was(reopened(data, path.name), analysis, marks, View())
    # A reader who throws the note away has thrown it away in the program only.
    data = write(kind, path, overlaid(analysis, marks[:-1]), View())
    assert ("Ada Marsh", "Which things?") in comments_in(data)


def test_a_copy_from_before_opens_with_the_view_that_it_knew(copied, reopened):
    data, analysis, _ = copied(KINDS[0])
    former = re.sub(rb',"notes":\w+,"machine":\w+', b"", data)
    assert former != data
    opened = reopened(former, "copy.html")
    assert opened.copy.view == replace(View(), notes=True, machine=True)
    assert opened.copy.analysis.to_dict() == analysis.to_dict()


@pytest.mark.parametrize("name", WRITERS)
def test_signs_that_no_file_can_hold_are_no_edit(name, build, reopened):
    article = build(
        [(BlockKind.PARAGRAPH, "A \0 and half a \ud800 sign, \u2028\ufffd\r\n -->.", 0)]
    )
    analysis = Analysis(article, ModelInfo("m", "1"))
    data = WRITERS[name].write(overlaid(analysis, ()), View(), None, lambda _: None).data
    assert reopened(data, "copy").copy.analysis == analysis


def validator():
    schema = json.loads((paths.resources() / "schema" / "copy.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(
        schema, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )


@pytest.mark.parametrize("view", VIEWS, ids=["all", "less", "least"])
def test_a_copy_fits_the_schema_that_is_shipped(view, analysis, copied):
    schema = validator()
    data, _, _ = copied(KINDS[4], view)
    schema.validate(json.loads(data))
    read = overlaid(replace(analysis, model=ModelInfo("", "")), ())
    schema.validate(json.loads(WRITERS["json"].write(read, view, None, lambda _: None).data))
    schema.validate(read.machine.to_dict())


def test_the_schema_refuses_what_the_program_never_writes(copied):
    schema = validator()
    data, _, _ = copied(KINDS[4])
    for path, value in [
        (("schema",), 3),
        (("more",), 1),
        (("sentences", 0, "opinion"), 1.2),
        (("actors", 0, "type"), "ghost"),
        (("view", "facts"), "yes"),
        (("reader", 0, "act"), "hurray"),
        (("reader", 0, "id"), "1"),
        (("annotations", "items", 0, "target", "selector", 1), {}),
    ]:
        found = json.loads(data)
        place = found
        for key in path[:-1]:
            place = place[key]
        place[path[-1]] = value
        assert not schema.is_valid(found), path


def test_the_schema_says_of_each_field_what_it_is():
    def described(part):
        if isinstance(part, dict):
            for name, field in part.get("properties", {}).items():
                assert field.get("description"), name
        for inner in part.values() if isinstance(part, dict) else part:
            if isinstance(inner, dict | list):
                described(inner)

    schema = validator().schema
    described(schema)
    fields = schema["properties"]
    blocks = fields["article"]["properties"]["blocks"]["items"]["properties"]
    assert set(blocks["kind"]["enum"]) == set(BlockKind)
    assert set(fields["actors"]["items"]["properties"]["type"]["enum"]) == set(ActorType)
