# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Word and OpenDocument texts: styles, lists, tables, notes and tracked changes."""

import random
import zipfile

import pytest

from reader.errors import OpenError, Reason
from reader.formats.loaders import office

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
ODF = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "text", "table", "style", "draw")
)


def p(text, style="", properties=""):
    style = f'<w:pStyle w:val="{style}"/>' if style else ""
    runs = text if text.startswith("<") else f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'
    return f"<w:p><w:pPr>{style}{properties}</w:pPr>{runs}</w:p>"


def table(*rows):
    cells = ("".join(f"<w:tc>{p(cell)}</w:tc>" for cell in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


STYLES = f"""<w:styles {W}>
<w:style w:styleId="T"><w:name w:val="Title"/></w:style>
<w:style w:styleId="H1"><w:name w:val="heading 1"/></w:style>
<w:style w:styleId="Mine"><w:name w:val="My head"/><w:basedOn w:val="H1"/></w:style>
<w:style w:styleId="Loop"><w:name w:val="Round"/><w:basedOn w:val="Loop"/></w:style>
<w:style w:styleId="Q"><w:name w:val="Intense Quote"/></w:style>
<w:style w:styleId="C"><w:name w:val="caption"/></w:style>
<w:style w:styleId="Toc"><w:name w:val="toc 1"/></w:style>
</w:styles>"""
LIST = '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="3"/></w:numPr>'
BODY = "".join(
    [
        p("Harbour toll divides the town", "T"),
        p("Jane Doe"),
        p("Contents 1", "Toc"),
        p("What it costs", "Mine"),
        p(
            "<w:r><w:t>The council </w:t></w:r>"
            "<w:del><w:r><w:delText>never </w:delText></w:r></w:del>"
            "<w:ins><w:r><w:t>will</w:t></w:r></w:ins>"
            '<w:r><w:t xml:space="preserve"> charge</w:t><w:tab/><w:t>every boat.</w:t></w:r>'
            '<w:r><w:footnoteReference w:id="2"/></w:r>'
            "<w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r>"
            "<w:r><w:instrText>HYPERLINK</w:instrText></w:r>"
        ),
        p("An item of the list", properties=LIST),
        p("A town that taxes its own harbour has run out of ideas.", "Q"),
        p("Boats in the harbour", "C"),
        p("Round and round it goes.", "Loop"),
        p("<w:r><w:rPr><w:b/></w:rPr><w:t>All of this is bold</w:t></w:r>"),
        p("This paragraph was divided, ", properties="<w:rPr><w:del/></w:rPr>"),
        p("and is whole again."),
        table(("Boat", "Toll"), ("Dinghy", "4")),
        table(("One cell only places this text.",)),
        "<w:p><w:r><mc:AlternateContent xmlns:mc='m'><mc:Choice><w:txbxContent>"
        + p("A box beside the text.")
        + "</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>"
        + p("A box beside the text.")
        + "</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r></w:p>",
    ]
)
NOTES = (
    f'<w:footnotes {W}><w:footnote w:id="-1">{p("sep")}</w:footnote>'
    f'<w:footnote w:id="2">{p("Half for residents.")}</w:footnote></w:footnotes>'
)
PROPERTIES = "<cp xmlns:dc='d'><dc:title>Document1</dc:title><dc:creator>Jane Doe</dc:creator></cp>"


TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.wordprocessingml.document.main+xml"/></Types>'
)


def docx(body=BODY, **parts):
    return {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": STYLES,
        "word/footnotes.xml": NOTES,
        "word/comments.xml": f"<w:comments {W}>{p('A comment')}</w:comments>",
        "docProps/core.xml": PROPERTIES,
        **parts,
    }


def test_word_document(open_bytes, zipped):
    article = open_bytes(zipped(docx()), "a.txt")
    assert article.format == "docx"
    assert (article.title, article.byline) == ("Harbour toll divides the town", "Jane Doe")
    assert article.kinds == [
        ("title", "Harbour toll divides the town"),
        ("byline", "Jane Doe"),
        ("boilerplate", "Contents 1"),
        ("heading", "What it costs"),
        ("paragraph", "The council will charge every boat."),
        ("list_item", "An item of the list"),
        ("quote", "A town that taxes its own harbour has run out of ideas."),
        ("caption", "Boats in the harbour"),
        ("paragraph", "Round and round it goes."),
        ("heading", "All of this is bold"),
        ("paragraph", "This paragraph was divided, and is whole again."),
        ("table", "Boat | Toll\nDinghy | 4"),
        ("paragraph", "One cell only places this text."),
        ("paragraph", "A box beside the text."),
        ("note", "1. Half for residents."),
    ]
    levels = {article.text[b.start : b.end]: b.level for b in article.blocks}
    assert levels["An item of the list"] == 2
    assert levels["What it costs"] == 1


def test_the_author_of_the_file_is_not_taken_for_that_of_the_text(open_bytes, zipped):
    article = open_bytes(zipped(docx(p("A title") + p("Text that somebody else wrote."))), "a.docx")
    assert article.byline is None


CONTENT = f"""<office:document-content {ODF}>
<office:automatic-styles><style:style style:name="P1" style:parent-style-name="Quotations"/>
</office:automatic-styles>
<office:body><office:text>
<text:tracked-changes><text:p>Deleted text</text:p></text:tracked-changes>
<text:p text:style-name="Title">Harbour toll divides the town</text:p>
<text:h text:outline-level="2">What it costs</text:h>
<text:p>The  council
 will<text:s text:c="3"/>charge<text:tab/>every <text:span>boat</text:span>.<text:note>
<text:note-citation>1</text:note-citation><text:note-body><text:p>Half for residents.</text:p>
</text:note-body></text:note><office:annotation><text:p>A</text:p></office:annotation></text:p>
<text:list><text:list-item><text:p>One</text:p><text:list><text:list-item><text:p>Deeper</text:p>
</text:list-item></text:list></text:list-item></text:list>
<text:p text:style-name="P1">A town has run out of ideas.</text:p>
<table:table><table:table-row><table:table-cell><text:p>Boat</text:p></table:table-cell>
<table:table-cell><text:p>Toll</text:p></table:table-cell></table:table-row></table:table>
<text:table-of-content><text:index-body><text:p>Contents 1</text:p></text:index-body>
</text:table-of-content>
<text:section><text:p>A box: <draw:frame><draw:text-box><text:p>Inside it.</text:p></draw:text-box>
</draw:frame></text:p></text:section>
</office:text></office:body></office:document-content>"""


def odt(content=CONTENT, **parts):
    return {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content, **parts}


def test_opendocument_text(open_bytes, zipped):
    article = open_bytes(zipped(odt()), "a.doc")
    assert article.format == "odt"
    assert article.kinds == [
        ("title", "Harbour toll divides the town"),
        ("heading", "What it costs"),
        ("paragraph", "The council will charge every boat."),
        ("list_item", "One"),
        ("list_item", "Deeper"),
        ("quote", "A town has run out of ideas."),
        ("table", "Boat | Toll"),
        ("boilerplate", "Contents 1"),
        ("paragraph", "A box:"),
        ("paragraph", "Inside it."),
        ("note", "1. Half for residents."),
    ]


def refused(open_bytes, data, name="a.docx", **options):
    with pytest.raises(OpenError) as caught:
        open_bytes(data, name, **options)
    assert caught.value.explanation.endswith(".")
    return caught.value.reason


def test_encrypted(open_bytes, zipped):
    manifest = "<m><file-entry><encryption-data/></file-entry></m>"
    data = zipped(odt(**{"META-INF/manifest.xml": manifest}))
    assert refused(open_bytes, data, "a.odt") is Reason.ENCRYPTED
    container = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le") * 9
    assert refused(open_bytes, container) is Reason.ENCRYPTED
    assert refused(open_bytes, container, password="x") is Reason.DAMAGED


def test_what_a_drawing_shows_is_not_read_into_its_paragraph(open_bytes, zipped):
    svg = 'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"'
    content = (
        f"<office:document {ODF} {svg}><office:body><office:text><text:p>The plan is called "
        "<text:title>Harbour</text:title>.<draw:custom-shape><svg:title>A box</svg:title>"
        "<svg:desc>It is blue.</svg:desc></draw:custom-shape></text:p>"
        "</office:text></office:body></office:document>"
    )
    assert open_bytes(zipped(odt(**{"content.xml": content})), "a.odt").kinds == [
        ("paragraph", "The plan is called Harbour.")
    ]


@pytest.mark.parametrize("password", [None, "sesame"])
@pytest.mark.parametrize("path", ["content.xml", "encrypted-package"])
def test_an_encrypted_open_document_says_what_to_do(open_bytes, zipped, path, password):
    entries = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        path: b"\x8b\x12" * 50,
        "META-INF/manifest.xml": f'<m><file-entry full-path="{path}"><encryption-data/>'
        "</file-entry></m>",
    }
    with pytest.raises(OpenError, match="save a copy without a password") as caught:
        open_bytes(zipped(entries), "Plan of the harbour.odt", password=password)
    assert caught.value.reason is Reason.ENCRYPTED
    assert str(caught.value).startswith("Plan of the harbour.odt: The document is encrypted")


def test_entities_change_nothing_and_name_nothing(open_bytes, zipped, tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("sesame")
    document = (
        f'<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY s SYSTEM "{secret.as_uri()}">]>'
        f"<w:document {W}><w:body>{p('Before &a;&s; after.')}</w:body></w:document>"
    )
    article = open_bytes(zipped(docx(**{"word/document.xml": document})), "a.docx")
    assert article.text == "Before after."
    laughs = "".join(f'<!ENTITY l{number} "{f"&l{number - 1};" * 10}">' for number in range(1, 12))
    bomb = (
        f'<!DOCTYPE d [<!ENTITY l0 "ha">{laughs}]>'
        f"<w:document {W} x='&l11;'><w:body>{p('&l11;')}</w:body></w:document>"
    )
    data = zipped(docx(**{"word/document.xml": bomb}))
    assert refused(open_bytes, data) is Reason.DAMAGED


@pytest.mark.parametrize(
    "document",
    [
        "",
        "no markup",
        f"<w:document {W}/>",
        f"<w:document {W}><w:body>" + "<w:sdt><w:sdtContent>" * 5000,
        f"<w:document {W}><w:body>"
        + "<w:ins>" * 10_000
        + "</w:ins>" * 10_000
        + "</w:body></w:document>",
    ],
    ids=["empty", "text", "bodiless", "open", "deep"],
)
def test_damaged_documents(open_bytes, zipped, document):
    data = zipped(docx(**{"word/document.xml": document}))
    assert refused(open_bytes, data) is Reason.DAMAGED


def test_damaged_archives(open_bytes, zipped):
    data = zipped(docx())
    assert refused(open_bytes, data[: len(data) // 2]) is Reason.DAMAGED
    entries = docx()
    del entries["word/document.xml"]
    assert refused(open_bytes, zipped(entries)) is Reason.DAMAGED
    odd = zipped(docx(), packing=zipfile.ZIP_BZIP2)
    assert refused(open_bytes, odd) is Reason.DAMAGED


def test_a_bomb(open_bytes, zipped):
    spaces = f"<w:document {W}><w:body>{' ' * 20_000_000}</w:body></w:document>"
    data = zipped(docx(**{"word/document.xml": spaces}))
    assert refused(open_bytes, data) is Reason.TOO_LARGE


@pytest.mark.parametrize(
    ("title", "usable"),
    [("Microsoft Word - a.doc", None), ("Untitled", None), ("a.pdf", None), ("A plan", "A plan")],
)
def test_titles_that_programs_make_up(title, usable):
    assert office.usable_title(title) == usable


def test_a_password_opens_an_encrypted_document(open_bytes, zipped, tmp_path):
    msoffcrypto = pytest.importorskip("msoffcrypto.format.ooxml")
    plain = tmp_path / "plain.docx"
    ballast = random.Random(1).randbytes(20_000)  # the library cannot encrypt what is tiny
    parts = {"[Content_Types].xml": TYPES, "word/media/a.bin": ballast}
    plain.write_bytes(zipped(docx(**parts)))
    locked = tmp_path / "locked.docx"
    with plain.open("rb") as source, locked.open("w+b") as target:
        msoffcrypto.OOXMLFile(source).encrypt("sesame", target)
    data = locked.read_bytes()
    assert refused(open_bytes, data) is Reason.ENCRYPTED
    assert refused(open_bytes, data, password="other") is Reason.ENCRYPTED
    article = open_bytes(data, "a.docx", password="sesame")
    assert article.title == "Harbour toll divides the town"


RELATIONS = (
    "<Relationships><Relationship Type='http://x/officeDocument' Target='/main/text.xml'/>"
    "</Relationships>"
)


def test_the_text_is_where_the_archive_says(open_bytes, zipped):
    entries = docx(p("Found through the relations."))
    entries["main/text.xml"] = entries.pop("word/document.xml")
    entries["_rels/.rels"] = RELATIONS
    assert open_bytes(zipped(entries), "a.docx").text == "Found through the relations."


def test_what_paragraphs_say_of_themselves(open_bytes, zipped):
    body = "".join(
        [
            p("An outline level", properties='<w:outlineLvl w:val="2"/>'),
            p("Body text", properties='<w:outlineLvl w:val="9"/>'),
            p("Listed by its style", "Listed"),
            p("No list", properties='<w:numPr><w:numId w:val="0"/></w:numPr>'),
            f"<w:sdt><w:sdtContent>{p('Inside a control')}</w:sdtContent></w:sdt>",
            f"<w:ins>{p('Inserted')}</w:ins><w:del>{p('Deleted')}</w:del>",
            p("<w:r><w:t>One</w:t><w:br/><w:t>two</w:t><w:noBreakHyphen/><w:t>three</w:t></w:r>"),
            p("Left open", properties="<w:rPr><w:del/></w:rPr>"),
        ]
    )
    styles = STYLES.replace(
        "</w:styles>",
        '<w:style w:styleId="Listed"><w:name w:val="Mine"/><w:pPr><w:numPr/></w:pPr></w:style>'
        "</w:styles>",
    )
    article = open_bytes(zipped(docx(body, **{"word/styles.xml": styles})), "a.docx")
    assert article.kinds == [
        ("title", "An outline level"),
        ("paragraph", "Body text"),
        ("list_item", "Listed by its style"),
        ("paragraph", "No list"),
        ("paragraph", "Inside a control"),
        ("paragraph", "Inserted"),
        ("paragraph", "One\ntwo\u2011three"),
        ("paragraph", "Left open"),
    ]
