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


PROSE = [
    "wants a new bridge and the county wants a new road, and neither of them has asked",
    "the people who must pay for both. I walked the old bridge with its keeper, who counts",
    "the lorries on her fingers and thinks the plan absurd. The mayor says that it is rotten.",
    "It is not, and he knows it as well as anyone who has ever stood below its arches.",
]
HEAD = (60, 60, 18, True, "The price of a bridge")


def set_beside(first, lines, x, indented, y=110, size=11):
    """A paragraph of which so many lines make room for an initial; `first` begins it."""
    texts = [f"{first}{lines[0]}", *lines[1:]]
    return [
        (x if number < indented else 60, y + 14 * number, size, False, text)
        for number, text in enumerate(texts)
    ]


# A line of text has its baseline 14 below the one above it.
INITIALS = {
    "three lines deep behind a quotation mark, drawn first": (
        [HEAD, (60, 138, 46, False, "“W"), *set_beside("e the parish ", PROSE, 122, 3)],
        "“We the parish wants a new bridge",
    ),
    "two lines deep, drawn after everything": (
        [HEAD, *set_beside("HE PARISH ", PROSE, 82, 2), (60, 124, 32, False, "T")],
        "THE PARISH wants a new bridge",
    ),
    "raised, and a word of its own": (
        [HEAD, (60, 110, 26, False, "A"), *set_beside("parish ", PROSE, 84, 1)],
        "A parish wants a new bridge",
    ),
    "raised, with the next letters close to it": (
        [HEAD, (60, 110, 24, True, "T"), *set_beside("he parish ", PROSE, 75, 1)],
        "The parish wants a new bridge",
    ),
    "two letters, raised, with a space behind them": (
        [HEAD, (60, 110, 24, False, "It "), *set_beside("is the parish that ", PROSE, 84, 1)],
        "It is the parish that wants a new bridge",
    ),
    "two letters of a word, two lines deep": (
        [HEAD, *set_beside("e parish ", PROSE, 100, 2), (60, 124, 32, False, "Th")],
        "The parish wants a new bridge",
    ),
    "a sentence ends beside it": (
        [
            HEAD,
            (60, 138, 46, False, "N"),
            *set_beside(
                "obody came to the meeting.", ["", "It was the worst of all.", *PROSE], 99, 3
            ),
        ],
        "Nobody came to the meeting. It was the worst of all. wants a new bridge",
    ),
    "an apostrophe follows": (
        [HEAD, (60, 124, 32, False, "I"), *set_beside("’m told the parish ", PROSE, 74, 2)],
        "I’m told the parish wants a new bridge",
    ),
}


@pytest.mark.parametrize("name", INITIALS)
def test_initials(name, open_bytes, pdf_bytes):
    lines, begins = INITIALS[name]
    after = [
        (60, 216 + 14 * n, 11, False, text) for n, text in enumerate(["Then he left.", *PROSE])
    ]
    article = open_bytes(pdf_bytes([[*lines, *after]]), "a.pdf")
    assert article.title == "The price of a bridge"
    assert [text for kind, text in article.kinds if kind == "heading"] == []
    assert article.texts("paragraph")[0].startswith(begins)
    assert article.texts("paragraph")[1].startswith("Then he left.")


PLAIN = [(60, 110 + 14 * number, 11, False, text) for number, text in enumerate(PROSE)]
COLUMN = [
    (40, 110 + 12 * number, 10, False, " ".join(words))
    for number, words in enumerate(zip(*[iter(" ".join(PROSE).split())] * 6, strict=False))
]
ELSEWHERE = {
    "drawn before the title": (
        [(60, 138, 46, False, "T"), HEAD, *set_beside("he parish ", PROSE, 98, 3)],
        ("paragraph", "The parish wants"),
    ),
    "below a second heading, drawn last": (
        [
            *(HEAD, *PLAIN, (60, 190, 14, True, "The second part")),
            *set_beside("he vote was late. It ", PROSE, 98, 3, y=220),
            (60, 248, 46, False, "T"),
        ],
        ("paragraph", "The vote was late. It wants"),
    ),
    "at the head of a second column, in the middle of a sentence": (
        [
            HEAD,
            *COLUMN,
            (356, 110, 10, False, "eople said that"),
            *(
                (x + (290 if n > 1 else 316), y, *rest)
                for n, (x, y, *rest) in enumerate(COLUMN)
                if n
            ),
            (330, 122, 28, False, "P"),
        ],
        ("paragraph", "People said that"),
    ),
    "capitals of two sizes in a heading": (
        [
            (60, 60, 18, True, "T"),
            (71, 60, 13, True, "HE PRICE OF "),
            (170, 60, 18, True, "B"),
            (183, 60, 13, True, "RIDGES"),
            *PLAIN,
        ],
        ("title", "THE PRICE OF BRIDGES"),
    ),
}


@pytest.mark.parametrize("name", ELSEWHERE)
def test_initials_elsewhere(name, open_bytes, pdf_bytes):
    lines, (kind, begins) = ELSEWHERE[name]
    article = open_bytes(pdf_bytes([lines]), "a.pdf")
    assert any(text.startswith(begins) for text in article.texts(kind))
    assert all(len(text) > 3 for _, text in article.kinds)


HYPHENS = [
    ("a self-|governing town", "a self-governing town"),
    ("the twenty-|one members", "the twenty-one members"),
    ("said Jean-|Luc to her", "said Jean-Luc to her"),
    ("the Anglo-|Saxon way", "the Anglo-Saxon way"),
    ("after COVID-|19 had come", "after COVID-19 had come"),
    ("in 2019-|20 and later", "in 2019-20 and later"),
    ("they under-|stand it all", "they understand it all"),
    ("the gov-|ernment said so", "the government said so"),
    ("a news-|paper of note", "a newspaper of note"),
    ("mid- and long-|term plans", "mid- and long-term plans"),
    ("pre-|and post-war flats", "pre- and post-war flats"),
    ("a full-|time job", "a full-time job"),
    ("a well-|known man", "a well-known man"),
    ("her mother-|in-law came", "her mother-in-law came"),
    ("state-of-the-|art cranes", "state-of-the-art cranes"),
    ("he left—|and she stayed", "he left—and she stayed"),
    ("he left –|and she stayed", "he left – and she stayed"),
    ("a vice-|president spoke", "a vice-president spoke"),
    ("ninety thou-|sand pounds", "ninety thousand pounds"),
    ("Mr. Przy-|bylski agreed", "Mr. Przybylski agreed"),
    ("an un-|documented man", "an undocumented man"),
    ("an anti-gov-|ernment mob", "an anti-government mob"),
    ("the ill-|ness of a king", "the illness of a king"),
    ("see example.org/low-|tide today", "see example.org/low-tide today"),
]


@pytest.mark.parametrize(("lines", "joined"), HYPHENS)
def test_hyphens_at_line_ends(lines, joined, open_bytes, pdf_bytes):
    first, second = lines.split("|")
    page = [
        "It was said in the council, and by many of those who had come there, that",
        f"this was so, and that they would have to look into it again: {first}",
        f"{second}, and that was all there was to say about it.",
    ]
    data = pdf_bytes([[(60, 100 + 13 * n, 11, False, text) for n, text in enumerate(page)]])
    assert joined in open_bytes(data, "a.pdf").text


def test_the_words_of_the_text_decide_before_those_of_the_language(open_bytes, pdf_bytes):
    page = [
        "The news-paper and the mudlark were what the town had, and it had no other, so the news-",
        "paper was what they read; the mud-",
        "lark was what they ate.",
    ]
    data = pdf_bytes([[(60, 100 + 13 * n, 11, False, text) for n, text in enumerate(page)]])
    text = open_bytes(data, "a.pdf").text
    assert "so the news-paper was" in text
    assert "the mudlark was what" in text


def test_words_are_joined_sooner_where_others_are_divided(open_bytes, pdf_bytes):
    page = [
        "The man was not trust-",
        "worthy, and his full-",
        "time job was to say so in the coun-",
        "cil, where he was paid for it by all of those who had been there with him.",
    ]
    for lines, word in ((page, "not trustworthy"), (page[:3], "not trust-worthy")):
        data = pdf_bytes([[(60, 100 + 13 * n, 11, False, text) for n, text in enumerate(lines)]])
        text = open_bytes(data, "a.pdf").text
        assert word in text
        assert "his full-time job" in text


def test_hyphens_in_another_language(open_bytes, pdf_bytes):
    page = [
        "Die Vor- und Nachteile des Plans sind bekannt, und der Sprecher der Bundes-",
        "regierung hat sie auch nicht bestritten; von den Ein-",
        "und Ausgaben ist in dem Bericht auch die Rede, und in der Nord-",
        "Süd-Frage ist man sich noch nicht einig.",
    ]
    data = pdf_bytes([[(60, 100 + 13 * n, 11, False, text) for n, text in enumerate(page)]])
    text = open_bytes(data, "a.pdf").text
    assert "der Bundesregierung hat" in text
    assert "Ein- und Ausgaben" in text
    assert "Nord-Süd-Frage" in text


def test_hyphens_of_a_wrapped_text(open_bytes):
    lines = [
        "It was said in the council, and by many of those who had come, that the mid-",
        "term plan was a matter for the parliament, which would have to be asked, and",
        "that nothing would come of it before the next spring, which was the truth of",
    ]
    kept = "\n".join(lines) + "\nthe matter as it stood."
    assert "the mid-term plan" in open_bytes(kept.encode(), "a.txt").text
    divided = "\n".join(lines).replace("mid-\nterm plan", "gov-\nernment") + (
        "\nthe so-\ncalled matter as it stood, and was known to stand in the newspaper."
    )
    text = open_bytes(divided.encode(), "b.txt").text
    assert "the government was a matter" in text
    assert "the so-called matter" in text


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
