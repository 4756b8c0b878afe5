# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Documents that readers of other programs reported, and others of the same kinds.

Each says what blocks must be there, and what may stand nowhere in the text.
"""

from pathlib import Path

import pytest

from reader.formats import load

CASES = Path(__file__).parents[2] / "cases"

pytestmark = pytest.mark.issue(14)

REPORTED = {
    "09-short-div-paragraphs.html": (
        [
            ("title", "The wet hall"),
            ("paragraph", "The rain had stopped by the time the committee sat down"),
            ("paragraph", "“Again?”"),
            ("paragraph", "Marta Hale stared at the plan."),
            ("paragraph", "“I was thinking the same thing about the drains,”"),
            ("paragraph", "“No.”"),
            ("paragraph", "She closed the folder."),
            ("paragraph", "“Let me think about it.”"),
            ("paragraph", "Lund shrugged."),
            ("paragraph", "The vote was put off until April"),
        ],
        [],
    ),
    "10-layout-table-inline.html": (
        [
            ("paragraph", "Hang the short plumb line on the left post"),
            (
                "paragraph",
                "If the left line swings at rate r, the middle one turns at rate -2r and the right "
                "one at rate 2r/3. This gives a curve with a steep shoulder, about an hour wide, "
                "and nobody should row then.",
            ),
            ("paragraph", "Or hang a third line from the bridge,"),
        ],
        [],
    ),
    "11-comments-in-details.html": (
        [
            ("paragraph", "The canal trust will close the three locks at Dunmere"),
            ("paragraph", "Repairs will take two years and cost £1.4m."),
        ],
        ["Posted", "worst decision", "Rubbish", "My uncle", "calm down"],
    ),
    "12-drop-cap.pdf": (
        [
            ("title", "A bridge too dear"),
            ("paragraph", "The parish wants a new bridge and the county wants a new road,"),
            ("paragraph", "The second paragraph follows at once."),
        ],
        ["\n\nT\n", "\n\nhe "],
    ),
    "13-line-end-hyphens.pdf": (
        [
            ("paragraph", "rests on the price-determining factors"),
            ("paragraph", "The price-determining factors"),
            ("paragraph", "a short-sighted and ill-considered scheme"),
            ("paragraph", "will certainly regret it. A five-year-old child"),
            ("paragraph", "map of the north-eastern ward, and the so-called experts"),
            ("paragraph", "covers pre- and post-war housing alike."),
        ],
        [],
    ),
    "14-content-controls.docx": (
        [
            ("paragraph", "A paragraph in a block control names the author, Petra Quill."),
            ("paragraph", "Before the control, inside the control, and after it."),
            ("paragraph", "A table in a control"),
            ("paragraph", "Plain row"),
            ("paragraph", "Row in a control"),
            ("paragraph", "Cell in a control"),
            ("heading", "Paragraph of a cell in a control"),
            ("paragraph", "Two main views hold that the old ferry is a dear disgrace."),
            ("paragraph", "The last paragraph carries a text box in its first run, and ends here."),
            ("paragraph", "A pull quote in a box that stands beside the text."),
        ],
        ["theories", "moved away"],
    ),
    "15-rtf-fonts-escapes.rtf": (
        [
            ("paragraph", "Łódź, Ewa Śliwa, met Ivan Петров and the poet Jūratė on Monday."),
            ("paragraph", "“This is a scandal,” she said. —It will cost us dear."),
            ("paragraph", "One paragraph starts here and has no end of its own. Another begins"),
            ("paragraph", "Snow fell\non the"),
            ("paragraph", "cafés were shut."),
            ("paragraph", "The last word is here."),
            ("note", "A note below the page."),
        ],
        ["Standard", "}"],
    ),
    "16-spine-and-notes.epub": (
        [
            ("title", "Salt Road"),
            ("heading", "One"),
            ("paragraph", "The first chapter opens on the salt road at dawn. “We were robbed,”"),
            ("paragraph", "said Bram Coyle."),
            ("note", "* Coyle kept the toll house."),
            ("heading", "Two"),
            ("heading", "Three"),
            ("paragraph", "The third chapter closes the book, and the road with it."),
            ("note", "The road was paved in 1740. It was a foolish waste."),
        ],
        ["8The", "road1", "Contents"],
    ),
    "18-utf16-no-bom.txt": (
        [
            ("title", "The baker’s plea"),
            ("paragraph", "“We can’t pay £900 a week – nobody can,” said Zoë Märtens,"),
            ("paragraph", "The council’s café licence costs €40 more"),
        ],
        ["\0", "\ufffd"],
    ),
    "19-tracked-softbreak.odt": (
        [
            ("title", "A heading at the top of a page"),
            ("heading", "And one below"),
            ("paragraph", "The lock keeper has left. An inserted remark stays."),
            ("paragraph", "He took the dog and the kettle, they say."),
            ("paragraph", "broken line, a linked word and base."),
            ("list_item", "First of the list"),
            ("list_item", "Nested in it"),
            ("note", "The kettle was copper."),
        ],
        ["deleted sentence", "Which dog"],
    ),
    "24a-comments-responses.html": (
        [
            ("paragraph", "The canal trust will close the three locks at Dunmere"),
            ("paragraph", "Repairs will take two years and cost £1.4m."),
        ],
        ["worst decision", "esponses"],
    ),
    "25a-drop-cap-before.pdf": (
        [
            ("title", "A short meeting"),
            ("paragraph", "It was the worst meeting of the year, and the shortest. The chairman"),
            ("paragraph", "The second paragraph goes on about the road."),
        ],
        ["I t"],
    ),
    "27-row-wrappers.docx": (
        [
            ("paragraph", "Row one is plain"),
            ("paragraph", "Row two is in a customXml"),
            ("paragraph", "Row three is in two controls"),
            ("paragraph", "Cell in a customXml"),
            ("paragraph", "A paragraph in a customXml."),
            ("paragraph", "A field and a direction and a customXml run."),
        ],
        ["Row six"],
    ),
}


@pytest.mark.parametrize("name", REPORTED)
def test_reported(name):
    blocks, absent = REPORTED[name]
    check(load(CASES / name), blocks, absent)


def check(article, blocks, absent=()):
    """Each of the blocks is there, in this order, and nothing that may not be."""
    found = [(block.kind.value, article.text[block.start : block.end]) for block in article.blocks]
    place = 0
    for kind, text in blocks:
        at = [
            index
            for index in range(place, len(found))
            if found[index][0] == kind and text in found[index][1]
        ]
        assert at, f"no {kind} with {text!r} in {found[place:]}"
        place = at[0]
    for text in absent:
        assert text not in article.text


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="mc"'


def r(text):
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(*parts):
    return f"<w:p>{''.join(part if part.startswith('<') else r(part) for part in parts)}</w:p>"


def tc(*parts):
    return f"<w:tc>{''.join(part if part.startswith('<') else p(part) for part in parts)}</w:tc>"


def tr(*cells):
    return f"<w:tr>{''.join(cells)}</w:tr>"


def tbl(*rows):
    return f"<w:tbl><w:tblPr/>{''.join(rows)}</w:tbl>"


def sdt(content):
    return f"<w:sdt><w:sdtPr><w:tag/></w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def box(*parts):
    return f"<w:txbxContent>{''.join(p(part) for part in parts)}</w:txbxContent>"


def fld(kind):
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def instr(text):
    return f"<w:r><w:instrText>{text}</w:instrText></w:r>"


WORD = {
    "a repeating section of rows with two columns": (
        tbl(
            tr(tc("Boat"), tc("Toll")),
            sdt(
                sdt(tr(tc("Dinghy"), sdt(tc("Four"))))
                + sdt(tr(sdt(tc(sdt(p("Barge")))), tc("Nine")))
            ),
        ),
        [("table", "Boat | Toll\nDinghy | Four\nBarge | Nine")],
        [],
    ),
    "deleted rows and cells, and a table in a cell": (
        tbl(
            "<w:tr><w:trPr><w:del/></w:trPr>" + tc("Gone row") + "</w:tr>",
            tr(
                "<w:tc><w:tcPr><w:cellDel/></w:tcPr>" + p("Gone cell") + "</w:tc>",
                f'<w:customXml w:element="c">{tc("Kept cell")}</w:customXml>',
                tc(tbl(sdt(tr(tc("Inner row")))), p("Below it")),
            ),
            tr(tc("Wood"), tc("Rope")),
        ),
        [("table", "Kept cell | Inner row Below it\nWood | Rope")],
        ["Gone"],
    ),
    "wrappers in each other around a run, and what was moved": (
        p(
            "The ferry ",
            f'<w:smartTag w:element="x"><w:customXml w:element="y">{sdt(r("was sold "))}'
            "</w:customXml></w:smartTag>",
            f"<w:del>{r('for nothing ').replace('w:t', 'w:delText')}</w:del>",
            f"<w:moveFrom>{r('in spring ')}</w:moveFrom>",
            f"<w:ins>{sdt(r('last year '))}</w:ins>",
            f"<w:moveTo>{r('to a fool')}</w:moveTo>",
            ".",
        )
        + f"<w:moveFrom>{p('Moved away.')}</w:moveFrom><w:ins>{p('Put in.')}</w:ins>",
        [("paragraph", "The ferry was sold last year to a fool."), ("paragraph", "Put in.")],
        ["nothing", "spring", "Moved away"],
    ),
    "one of several alternatives, and a fallback that is alone": (
        p(
            f"<w:r><mc:AlternateContent><mc:Choice>{box('In a box.')}</mc:Choice>"
            f"<mc:Choice>{box('In a box.')}</mc:Choice>"
            f"<mc:Fallback><w:pict>{box('In a box.')}</w:pict></mc:Fallback>"
            "</mc:AlternateContent></w:r>",
            "The text beside it.",
        )
        + p(
            f"<w:r><mc:AlternateContent><mc:Fallback><w:pict>{box('In an old box.')}</w:pict>"
            "</mc:Fallback></mc:AlternateContent></w:r>",
            "The text below it.",
        ),
        [
            ("paragraph", "The text beside it."),
            ("paragraph", "In a box."),
            ("paragraph", "The text below it."),
            ("paragraph", "In an old box."),
        ],
        [],
    ),
    "a text box in a cell": (
        tbl(
            tr(
                tc(
                    p(
                        "Left",
                        f"<w:r><mc:AlternateContent><mc:Choice>{box('boxed')}</mc:Choice>"
                        f"<mc:Fallback>{box('boxed')}</mc:Fallback></mc:AlternateContent></w:r>",
                    )
                ),
                tc("Right"),
            ),
            tr(tc("More"), tc("Less")),
        ),
        [("table", "Left boxed | Right\nMore | Less")],
        [],
    ),
    "a large letter in a frame": (
        '<w:p><w:pPr><w:framePr w:dropCap="drop" w:lines="3"/></w:pPr>'
        + r("“T")
        + "</w:p>"
        + p("he ferry is late,” she said.")
        + '<w:p><w:pPr><w:framePr w:dropCap="margin"/></w:pPr>'
        + r("A")
        + "</w:p>"
        + p(" ferry came."),
        [("paragraph", "“The ferry is late,” she said."), ("paragraph", "A ferry came.")],
        [],
    ),
    "fields in each other, and how a word is pronounced": (
        p(
            "The fee is ",
            fld("begin"),
            instr(" IF "),
            fld("begin"),
            instr(" MERGEFIELD n "),
            fld("separate"),
            "never shown",
            fld("end"),
            instr(' = "1" "a" "b" '),
            fld("separate"),
            "forty pounds",
            fld("end"),
            " a boat at ",
            f"<w:r><w:ruby><w:rt>{r('said so')}</w:rt><w:rubyBase>{r('Kyoto')}</w:rubyBase>"
            "</w:ruby></w:r>",
            ".",
        ),
        [("paragraph", "The fee is forty pounds a boat at Kyoto.")],
        ["never shown", "said so"],
    ),
}


@pytest.mark.parametrize("name", WORD)
def test_word_documents(name, open_bytes, zipped):
    body, blocks, absent = WORD[name]
    opening, closing = p("The first paragraph of it, as usual."), p("The last one, as usual.")
    root = f"<w:document {W}><w:body>{opening}{body}{closing}</w:body></w:document>"
    article = open_bytes(zipped({"word/document.xml": root}), "a.docx")
    check(article.article, blocks, absent)
    for _, text in blocks:
        assert article.text.count(text) == 1


PACKAGE = """<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="d"><metadata>
<dc:title>Salt Road</dc:title><dc:language>en</dc:language></metadata><manifest>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="n" href="n.xhtml" media-type="application/xhtml+xml"/>
<item id="a" href="a.xhtml" media-type="application/xhtml+xml"/>
<item id="b" href="b.xhtml" media-type="application/xhtml+xml"/></manifest>
<spine>{spine}</spine>{guide}</package>"""
GUIDE = '<guide><reference type="notes" href="n.xhtml"/></guide>'
NAV = '<nav epub:type="toc"><h1>Contents</h1><ol><li><a href="a.xhtml">One</a></li></ol></nav>'


def page(body, tag="<body>"):
    return (
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">'
        f"<head><title/></head>{tag}{body}</body></html>"
    )


BOOKS = {
    "roles, and a number in the middle of a word": (
        {
            "a": "<h1>One</h1><p>The <ruby>toll<rp>(</rp><rt>tax</rt><rp>)</rp></ruby> was "
            "won<span role='doc-pagebreak' id='p9'>9</span>der"
            "ful<a role='doc-noteref' href='#x'>a</a>, they say.</p>"
            "<aside role='doc-footnote' id='x'><p>Nobody paid it. "
            "<a role='doc-backlink' href='#r'>back</a></p></aside><p>And so on.</p>",
        },
        "a b",
        [
            ("heading", "One"),
            ("paragraph", "The toll was wonderful, they say."),
            ("paragraph", "And so on."),
            ("note", "Nobody paid it."),
            ("heading", "Two"),
        ],
        ["back", "9", "tax"],
    ),
    "an old book that says nothing of its notes": (
        {
            "a": "<h1>One</h1><p>The toll was high<a id='r1' href='n.xhtml#fn1'><sup>1</sup></a> "
            "and dear.<sup><a id='r2' href='n.xhtml#fn2'>[2]</a></sup></p>",
            "n": "<h2>Remarks</h2><p><a id='fn1' href='a.xhtml#r1'>1</a>. It was a disgrace.</p>"
            "<p id='fn2'><a href='a.xhtml#r2'>2</a>. By the ledger.</p>",
        },
        "a n b",
        [
            ("paragraph", "The toll was high and dear."),
            ("note", "Remarks"),
            ("note", "1. It was a disgrace."),
            ("note", "2. By the ledger."),
            ("paragraph", "The second chapter."),
        ],
        ["¹", "high1"],
    ),
    "endnotes in the body's own name, and the table of contents in the spine": (
        {
            "n": ("<h1>Notes</h1><ol><li id='n1'>A foolish waste.</li></ol>", "endnotes"),
            "a": "<h1>One</h1>"
            "<p>The road<a epub:type='noteref' href='n.xhtml#n1'>†</a> is long.</p>",
        },
        "nav a n b",
        [("paragraph", "The road is long."), ("note", "A foolish waste."), ("heading", "Two")],
        ["Contents", "†"],
    ),
    "what is not in the order of reading comes last": (
        {"n": "<h1>Map</h1><p>A list of the tolls that nobody reads.</p>"},
        "a n- b",
        [
            ("heading", "One"),
            ("heading", "Two"),
            ("paragraph", "The second chapter."),
            ("note", "A list of the tolls that nobody reads."),
        ],
        [],
    ),
    "called notes by the guide of the book": (
        {"n": "<h2>Apparatus</h2><p>It was a miserable year, by the ledger.</p>"},
        "a n b",
        [
            ("paragraph", "The first chapter."),
            ("paragraph", "The second chapter."),
            ("note", "It was a miserable year, by the ledger."),
        ],
        [],
    ),
    "named by class, in a chapter that goes on": (
        {
            "a": "<h1>One</h1><p>It rained<a class='noteref' href='#f'>*</a> all day.</p>"
            "<div class='footnote' id='f'><p>* It was a wet and miserable year.</p></div>"
            "<p><span class='pagenum'>[Pg 12]</span>Then it was dry.</p>",
        },
        "a b",
        [
            ("paragraph", "It rained all day."),
            ("paragraph", "Then it was dry."),
            ("note", "* It was a wet and miserable year."),
        ],
        ["Pg 12"],
    ),
}


@pytest.mark.parametrize("name", BOOKS)
def test_books(name, open_bytes, zipped):
    chapters, order, blocks, absent = BOOKS[name]
    spine = "".join(
        f'<itemref idref="{key.rstrip("-")}" linear="{"no" if key.endswith("-") else "yes"}"/>'
        for key in order.split()
    )
    texts = {
        "nav": NAV,
        "a": "<h1>One</h1><p>The first chapter.</p>",
        "b": "<h1>Two</h1><p>The second chapter.</p>",
        "n": "",
        **chapters,
    }
    entries = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": "<c><rootfile full-path='O/book.opf'/></c>",
        "O/book.opf": PACKAGE.format(spine=spine, guide=GUIDE if "guide" in name else ""),
    }
    for key, text in texts.items():
        body, kind = text if isinstance(text, tuple) else (text, "")
        tag = f'<body epub:type="{kind}">' if kind else "<body>"
        entries[f"O/{key}.xhtml"] = page(body, tag)
    check(open_bytes(zipped(entries), "a.epub").article, blocks, absent)


NAMES = ("office", "text", "table", "style", "draw")
ODF = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in NAMES)
ODT = {
    "deletions in and between paragraphs": (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>gone</text:p>"
        "<text:p>gone too</text:p></text:deletion></text:changed-region></text:tracked-changes>"
        "<text:p>The lo<text:change text:change-id='c'/>ck kee<text:change-start/>per"
        "<text:change-end/>’s dog.</text:p>",
        [("paragraph", "The lock keeper’s dog.")],
        ["gone"],
    ),
    "page breaks, bookmarks and anchors in words": (
        "<text:p>The har<text:soft-page-break/>bour<text:bookmark-start/> is<text:s text:c='2'/>"
        "<text:span>sh<text:soft-page-break/>ut</text:span>.<text:bookmark-end/></text:p>",
        [("paragraph", "The harbour is shut.")],
        [],
    ),
    "an endnote and a comment in a linked word": (
        "<text:p>He <text:a><text:span>left<office:annotation><text:p>Why?</text:p>"
        "</office:annotation></text:span></text:a><text:note text:note-class='endnote'>"
        "<text:note-citation>i</text:note-citation><text:note-body><text:p>By train.</text:p>"
        "</text:note-body></text:note>.</text:p>",
        [("paragraph", "He left."), ("note", "By train.")],
        ["Why", "lefti"],
    ),
    "readings above words, in a list and a table": (
        "<text:list><text:list-item><text:p>In <text:ruby><text:ruby-base>Kyoto</text:ruby-base>"
        "<text:ruby-text>said</text:ruby-text></text:ruby></text:p></text:list-item></text:list>"
        "<table:table><table:table-row><table:table-cell><text:p>One</text:p></table:table-cell>"
        "<table:table-cell><text:p>Two</text:p></table:table-cell></table:table-row></table:table>",
        [("list_item", "In Kyoto"), ("table", "One | Two")],
        ["said"],
    ),
}


@pytest.mark.parametrize("name", ODT)
def test_opendocument(name, open_bytes, zipped):
    body, blocks, absent = ODT[name]
    content = (
        f"<office:document-content {ODF}><office:body><office:text>"
        f"<text:p>The first paragraph of it, as usual.</text:p>{body}"
        "<text:p>The last one, as usual.</text:p></office:text></office:body>"
        "</office:document-content>"
    )
    entries = {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content}
    check(open_bytes(zipped(entries), "a.odt").article, blocks, absent)


RTF = {
    "the default font's letters": (
        rb"{\rtf1\ansi\ansicpg1252\deff1{\fonttbl{\f0\fcharset0 A;}{\f1\fcharset238 B;}}"
        rb"\pard\'a3\'f3d\'9f is \f0 caf\'e9\plain  in \'a3\'f3d\'9f.\par}",
        [("paragraph", "Łódź is café in Łódź.")],
        [],
    ),
    "letters in braces, with and without a stand-in": (
        rb"{\rtf1\ansi {\uc1 {\u8220\'93}Na\u239?ve}{\uc0\u8221} "
        rb"{\uc2\u-3913 ??}said {\uc0\u55357\u56832}.\par}",
        [("paragraph", "“Naïve” \uf0b7said 😀.")],
        ["?"],
    ),
    "a link, a bookmark, hidden words and a picture's bytes": (
        rb"{\rtf1\ansi The {\field{\*\fldinst HYPERLINK x}{\fldrslt old ferry}} is "
        rb"{\*\bkmkstart a}sold{\*\bkmkend a}{\v hidden}{\*\shppict{\pict\bin4 }}x}}}"
        rb"{\nonshppict{\pict 00ff}}.\par}",
        [("paragraph", "The old ferry is sold.")],
        ["HYPERLINK", "hidden", "00ff"],
    ),
    "a large letter in a frame": (
        rb"{\rtf1\ansi\pard\pvpara\dropcapli3\dropcapt1 T\par\pard he ferry is late.\par "
        rb"\pard And so on.\par}",
        [("paragraph", "The ferry is late."), ("paragraph", "And so on.")],
        [],
    ),
    "notes with their marks": (
        rb"{\rtf1\ansi It rained{\super\chftn}{\footnote\pard{\super\chftn} It was wet.} "
        rb"all day.\par "
        rb"\pard It was dry{\footnote\ftnalt An endnote.}.\par}",
        [
            ("paragraph", "It rained all day."),
            ("paragraph", "It was dry."),
            ("note", "It was wet."),
            ("note", "An endnote."),
        ],
        [],
    ),
}


@pytest.mark.parametrize("name", RTF)
def test_rich_text(name, open_bytes):
    data, blocks, absent = RTF[name]
    check(open_bytes(data, "a.rtf").article, blocks, absent)


WIDE = {
    "Russian": "Мэр города сказал, что мост слишком дорог.\n\nЖители с ним не согласны.",
    "Greek with quotation marks": "«Η γέφυρα είναι ακριβή», είπε ο δήμαρχος της πόλης χθες.",
    "Japanese": "市長は橋が高すぎると述べた。\n住民は同意しなかった。橋は必要だと彼らは言う。",
    "English": "“No,” she said – the café’s €40 licence is a tax on breakfast.",
    "short": "Zoë left.",
}


@pytest.mark.parametrize("order", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("name", WIDE)
def test_two_bytes_a_letter_without_a_mark(name, order, open_bytes):
    article = open_bytes(WIDE[name].encode(order), "a.txt")
    assert article.text.split() == WIDE[name].split()
    assert not article.warnings
