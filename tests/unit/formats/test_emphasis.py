# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The author's bold words, italics, code and links, from every format that has any."""

import pytest

from reader.formats import load

MORE = "The harbour office said on Monday that the toll stays as it is until the spring."

PAGE = {
    "bold inside a link": (
        '<p>See <a href="https://e.org/a">the <b>whole</b> list</a>.</p>',
        "See the whole list.",
        [("link", "the whole list", "https://e.org/a"), ("bold", "whole")],
    ),
    "a link inside bold": (
        '<p><strong>All of <a href="https://e.org/?a=1&amp;b=2">it</a> here</strong> now.</p>',
        "All of it here now.",
        [("bold", "All of it here"), ("link", "it", "https://e.org/?a=1&b=2")],
    ),
    "across a line break": (
        "<p>Before <em>one<br>two</em> after.</p>",
        "Before one\ntwo after.",
        [("italic", "one\ntwo")],
    ),
    "never closed": ("<p>It is <b>not over</p>", "It is not over", [("bold", "not over")]),
    "closed in the wrong order": (
        "<p>A <b>bold <i>both</b> slanted</i> end.</p>",
        "A bold both slanted end.",
        [("bold", "bold both"), ("italic", "both")],
    ),
    "white space at the edges": (
        "<p>It<b> is so </b>, is it?</p>",
        "It is so , is it?",
        [("bold", "is so")],
    ),
    "nothing inside": (
        '<p>No <b></b><i> </i><a href="https://e.org"></a>thing here.</p>',
        "No thing here.",
        [],
    ),
    "around a picture": (
        '<p>Look: <a href="https://e.org/p"><img src="p.png" alt=""></a> there.</p>',
        "Look: there.",
        [],
    ),
    "addresses that are no links": (
        '<p><a href="javascript:alert(1)">One</a>, <a href=" JavaScript:x">two</a>, '
        '<a href="java&#10;script:x">three</a>, <a href="file:///etc/passwd">four</a>, '
        '<a href="data:text/html,x">five</a>, <a href="#note">six</a>, <a>seven</a>.</p>',
        "One, two, three, four, five, six, seven.",
        [],
    ),
    "a letter": (
        '<p>Write to <a href="mailto:a@e.org">us</a> today.</p>',
        "Write to us today.",
        [("link", "us", "mailto:a@e.org")],
    ),
    "said by styles": (
        '<p>A <span style="font-weight: 700">b</span> and '
        '<b style="font-weight:normal">no <span style="font-style:italic">i</span></b> end.</p>',
        "A b and no i end.",
        [("bold", "b"), ("italic", "i")],
    ),
    "code": (
        "<p>Call <code>f( a &lt; b )</code> once.</p>",
        "Call f( a < b ) once.",
        [("code", "f( a < b )")],
    ),
    "a list with numbers": (
        "<ol><li><b>First</b> of all, this is what stands there.</li></ol>",
        "1. First of all, this is what stands there.",
        [("bold", "First")],
    ),
    "paragraphs that line breaks divide": (
        "<p>One <b>two<br><br>three</b> four.</p>",
        "One two\n\nthree four.",
        [("bold", "two"), ("bold", "three")],
    ),
    "a quotation all in italics looks like one anyhow": (
        "<blockquote><em>All of it.</em></blockquote><p>And <em>this</em>.</p>",
        "All of it.\n\nAnd this.",
        [("italic", "this")],
    ),
}

MARKDOWN = {
    "bold inside a link": (
        'See [the **whole** list](https://e.org/a_(b) "tip").',
        "See the whole list.",
        [("link", "the whole list", "https://e.org/a_(b)"), ("bold", "whole")],
    ),
    "across a line end": ("Some **one\ntwo** here.", "Some one two here.", [("bold", "one two")]),
    "across a line break": (
        "Some *one\\\ntwo* here.",
        "Some one\ntwo here.",
        [("italic", "one\ntwo")],
    ),
    "stars that are no emphasis": (
        "It is **not, and 2 * 3 * 4.",
        "It is **not, and 2 * 3 * 4.",
        [],
    ),
    "both": (
        "***Both* bold** words.",
        "Both bold words.",
        [("bold", "Both bold"), ("italic", "Both")],
    ),
    "nothing inside": ("No []() thing []( https://e.org ).", "No thing .", []),
    "around a picture": ("Look: [![](p.png)](https://e.org/p) there.", "Look: there.", []),
    "addresses that are no links": (
        "[One](javascript:x), [two](file:///etc/passwd), [three](#there), "
        '<a href="javascript:x">four</a>.',
        "[One](javascript:x), [two](file:///etc/passwd), three, four.",
        [],
    ),
    "code": (
        "Call ``f(`a`)`` and `**b**`.",
        "Call f(`a`) and **b**.",
        [("code", "f(`a`)"), ("code", "**b**")],
    ),
    "tags": (
        "Some <b>bold <i>both</i></b> and <a href='https://e.org'>a link</a>, </b>stray</i>.",
        "Some bold both and a link, stray.",
        [("bold", "bold both"), ("italic", "both"), ("link", "a link", "https://e.org")],
    ),
    "what site generators add": (
        '[One](https://e.org){:target="_blank"} and **{{ site.x }}two**.',
        "One and two.",
        [("link", "One", "https://e.org"), ("bold", "two")],
    ),
    "a list with numbers": ("3. **First** of all.", "3. First of all.", [("bold", "First")]),
    "a table": (
        "| a | b |\n|---|---|\n| **c** | [d](https://e.org) |",
        "a | b\nc | d",
        [("bold", "c"), ("link", "d", "https://e.org")],
    ),
}

W = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def run(text, properties=""):
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def link(name, *runs):
    return f'<w:hyperlink r:id="{name}">{"".join(runs)}</w:hyperlink>'


def field(instruction, *runs):
    def mark(kind):
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    said = f"<w:r><w:instrText>{instruction}</w:instrText></w:r>"
    return f"{mark('begin')}{said}{mark('separate')}{''.join(runs)}{mark('end')}"


WORD = {
    "runs": (
        run("A ")
        + run("bo", "<w:b/>")
        + run("ld", "<w:b/>")
        + run(" ")
        + run("x ", "<w:b/><w:i/>"),
        "A bold x",
        [("bold", "bold x"), ("italic", "x")],
    ),
    "switched off": (
        run("No ", '<w:b w:val="0"/>') + run("more", '<w:rStyle w:val="S"/><w:b w:val="false"/>'),
        "No more",
        [],
    ),
    "styles": (
        run("Strong", '<w:rStyle w:val="S"/>')
        + run(" and ")
        + run("f(x)", '<w:rStyle w:val="H"/>'),
        "Strong and f(x)",
        [("bold", "Strong"), ("code", "f(x)")],
    ),
    "bold inside a link": (
        run("See ") + link("L", run("the "), run("whole", "<w:b/>"), run(" list")) + run("."),
        "See the whole list.",
        [("link", "the whole list", "https://e.org/a"), ("bold", "whole")],
    ),
    "a field": (
        run("See ")
        + field(' HYPERLINK "https://e.org/f" \\h ', run("this"), run(" one"))
        + run("."),
        "See this one.",
        [("link", "this one", "https://e.org/f")],
    ),
    "another field": (run("Page ") + field(" PAGE ", run("3")), "Page 3", []),
    "across a line break": (
        run("A ") + "<w:r><w:rPr><w:b/></w:rPr><w:t>one</w:t><w:br/><w:t>two</w:t></w:r>",
        "A one\ntwo",
        [("bold", "one\ntwo")],
    ),
    "nothing inside": (run("No ") + link("L") + run("  ", "<w:b/>") + run("thing"), "No thing", []),
    "addresses that are no links": (
        link("J", run("One"))
        + run(" ")
        + link("F", run("two"))
        + run(" ")
        + link("?", run("three")),
        "One two three",
        [],
    ),
}

ODF = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{space}:1.0"'
    for name, space in (
        ("office", "office"),
        ("text", "text"),
        ("style", "style"),
        ("fo", "xsl-fo-compatible"),
    )
)
OPEN_DOCUMENT = {
    "spans": (
        'A <text:span text:style-name="B">bold <text:span text:style-name="I">both</text:span>'
        "</text:span>.",
        "A bold both.",
        [("bold", "bold both"), ("italic", "both")],
    ),
    "a style of a style": (
        '<text:span text:style-name="B2"> edges </text:span>here.',
        "edges here.",
        [("bold", "edges")],
    ),
    "bold inside a link": (
        'See <text:a xlink:href="https://e.org/a">the <text:span text:style-name="B">whole'
        "</text:span> list</text:a>.",
        "See the whole list.",
        [("link", "the whole list", "https://e.org/a"), ("bold", "whole")],
    ),
    "across a line break": (
        'A <text:span text:style-name="I">one<text:line-break/>two</text:span>.',
        "A one\ntwo.",
        [("italic", "one\ntwo")],
    ),
    "code": (
        'Call <text:span text:style-name="Source_20_Text">f(x)</text:span>.',
        "Call f(x).",
        [("code", "f(x)")],
    ),
    "addresses that are no links": (
        '<text:a xlink:href="javascript:x">One</text:a> <text:a xlink:href="../b.odt">two</text:a> '
        '<text:a xlink:href="https://e.org"></text:a>three',
        "One two three",
        [],
    ),
}

RICH = {
    "switches": (
        r"A {\b bold {\i both}} and \i so\i0  on.",
        "A bold both and so on.",
        [("bold", "bold both"), ("italic", "both"), ("italic", "so")],
    ),
    "plain": (r"\b One\plain  two.", "One two.", [("bold", "One")]),
    "a link": (
        r'See {\field{\*\fldinst{HYPERLINK "https://e.org/a"}}{\fldrslt{the {\b whole} list}}}.',
        "See the whole list.",
        [("link", "the whole list", "https://e.org/a"), ("bold", "whole")],
    ),
    "across a line break": (r"A {\b one\line two}.", "A one\ntwo.", [("bold", "one\ntwo")]),
    "a character in two halves": (
        r"\u-10179?\u-8704? {\b bold}.",
        "\U0001f600 bold.",
        [("bold", "bold")],
    ),
    "addresses that are no links": (
        r'{\field{\*\fldinst HYPERLINK "javascript:x"}{\fldrslt One}} '
        r"{\field{\*\fldinst PAGE}{\fldrslt 2}}",
        "One 2",
        [],
    ),
}


def cases(table):
    return [pytest.param(*case, id=name) for name, case in table.items()]


def check(opened, text, found):
    """The emphasis is there, the words are what they are without it."""
    article = opened.article
    body = article.text[: article.text.index(MORE)].rstrip()
    assert body.endswith(text)
    for block in article.blocks:
        for item in block.inlines:
            assert block.start <= item.start < item.end <= block.end
            words = article.text[item.start : item.end]
            assert words == words.strip()
    assert [
        (item.kind.value, article.text[item.start : item.end], *([item.href] if item.href else []))
        for block in article.blocks
        for item in block.inlines
    ] == found


def page(markup):
    head = "<html><head><title>The toll stays</title></head>"
    return f"{head}<body><article>{markup}<p>{MORE}</p></article></body></html>".encode()


@pytest.mark.issue(14)
@pytest.mark.parametrize(("markup", "text", "found"), cases(PAGE))
def test_pages(open_bytes, markup, text, found):
    check(open_bytes(page(markup), "a.html"), text, found)


@pytest.mark.issue(14)
@pytest.mark.parametrize(("markup", "text", "found"), cases(PAGE))
def test_letters(open_bytes, markup, text, found):
    head = b"From: a@e.org\nSubject: The toll\nMIME-Version: 1.0\nContent-Type: text/html\n\n"
    check(open_bytes(head + page(markup), "a.eml"), text, found)


@pytest.mark.issue(14)
@pytest.mark.parametrize(
    ("markup", "text", "found"),
    cases({name: case for name, case in PAGE.items() if "closed" not in name}),
)
def test_books(open_bytes, zipped, markup, text, found):
    markup = markup.replace("<br>", "<br/>").replace('alt="">', 'alt=""/>')
    chapter = f"<html><body>{markup}<p>{MORE}</p></body></html>"
    data = zipped(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": '<container><rootfiles><rootfile full-path="c.opf"/>'
            "</rootfiles></container>",
            "c.opf": '<package><manifest><item id="a" href="a.xhtml" '
            'media-type="application/xhtml+xml"/></manifest><spine><itemref idref="a"/></spine>'
            "</package>",
            "a.xhtml": chapter,
        }
    )
    check(open_bytes(data, "a.epub"), text, found)


@pytest.mark.issue(14)
@pytest.mark.parametrize(("source", "text", "found"), cases(MARKDOWN))
def test_markdown(open_bytes, source, text, found):
    check(open_bytes(f"{source}\n\n{MORE}\n".encode(), "a.md"), text, found)


@pytest.mark.issue(14)
@pytest.mark.parametrize(("runs", "text", "found"), cases(WORD))
def test_word(open_bytes, zipped, runs, text, found):
    targets = {"L": "https://e.org/a", "J": "javascript:x", "F": "file:///etc/passwd"}
    data = zipped(
        {
            "word/document.xml": f"<w:document {W}><w:body><w:p>{runs}</w:p>"
            f"<w:p>{run(MORE)}</w:p></w:body></w:document>",
            "word/styles.xml": f'<w:styles {W}><w:style w:styleId="S"><w:name w:val="Strong"/>'
            '<w:rPr><w:b/></w:rPr></w:style><w:style w:styleId="H"><w:name w:val="HTML Code"/>'
            "</w:style></w:styles>",
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{RELATIONS}">'
            + "".join(
                f'<Relationship Id="{name}" Target="{target}" TargetMode="External"/>'
                for name, target in targets.items()
            )
            + "</Relationships>",
        }
    )
    check(open_bytes(data, "a.docx"), text, found)


@pytest.mark.issue(14)
@pytest.mark.parametrize(("markup", "text", "found"), cases(OPEN_DOCUMENT))
def test_open_document(open_bytes, zipped, markup, text, found):
    styles = (
        '<style:style style:name="B"><style:text-properties fo:font-weight="bold"/></style:style>'
        '<style:style style:name="B2" style:parent-style-name="B"/>'
        '<style:style style:name="I"><style:text-properties fo:font-style="italic"/></style:style>'
    )
    content = (
        f'<office:document-content {ODF} xmlns:xlink="http://www.w3.org/1999/xlink">'
        f"<office:automatic-styles>{styles}</office:automatic-styles><office:body><office:text>"
        f"<text:p>{markup}</text:p><text:p>{MORE}</text:p></office:text></office:body>"
        "</office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.text"
    check(open_bytes(zipped({"mimetype": kind, "content.xml": content}), "a.odt"), text, found)


@pytest.mark.issue(14)
@pytest.mark.parametrize(("source", "text", "found"), cases(RICH))
def test_rich_text(open_bytes, source, text, found):
    data = rf"{{\rtf1\ansi\uc1 \pard {source}\par\pard\plain {MORE}\par}}".encode()
    check(open_bytes(data, "a.rtf"), text, found)


@pytest.mark.issue(14)
def test_links_of_a_page_begin_where_it_was(open_bytes):
    markup = '<p>See <a href="/list?a=1">the list</a>, <a href="//cdn.e.org/x">this</a>.</p>'
    there = page(markup).replace(
        b"<head>", b'<head><link rel="canonical" href="https://e.org/news/toll">'
    )
    found = [
        ("link", "the list", "https://e.org/list?a=1"),
        ("link", "this", "https://cdn.e.org/x"),
    ]
    check(open_bytes(there, "a.html"), "See the list, this.", found)
    based = there.replace(b"<head>", b'<head><base href="https://other.org/">')
    found = [
        ("link", "the list", "https://other.org/list?a=1"),
        ("link", "this", "https://cdn.e.org/x"),
    ]
    check(open_bytes(based, "b.html"), "See the list, this.", found)
    bad = there.replace(b"<head>", b'<head><base href="javascript:x">')
    check(
        open_bytes(bad, "c.html"),
        "See the list, this.",
        [("link", "the list", "https://e.org/list?a=1"), ("link", "this", "https://cdn.e.org/x")],
    )


@pytest.mark.issue(14)
def test_a_page_read_in_another_way_keeps_its_emphasis():
    from reader.document import BlockKind
    from reader.formats.draft import DraftBlock
    from reader.formats.page.reading import emphasise
    from reader.formats.page.tree import parse

    root = parse(
        "<body><p>Menu <b>one</b></p><p>The <b>toll</b> is <i>here to stay</i>, it seems.</p>"
        '<p>And <a href="https://e.org">so is</a> the bridge over the river.</p></body>'
    )
    blocks = [
        DraftBlock(BlockKind.PARAGRAPH, "toll is here to"),
        DraftBlock(BlockKind.PARAGRAPH, "Words of nobody on this page, and many of them."),
        DraftBlock(BlockKind.PARAGRAPH, "And so is\nthe bridge over the river."),
    ]
    emphasise(blocks, root, "")
    kinds = [[(i.kind.value, i.start, i.end, i.href) for i in block.inlines] for block in blocks]
    assert kinds == [
        [("bold", 0, 4, ""), ("italic", 6, 12, "")],
        [],
        [("link", 3, 7, "https://e.org")],
    ]


@pytest.mark.issue(14)
def test_more_emphasis_than_any_text_needs(open_bytes, monkeypatch):
    monkeypatch.setattr("reader.formats.draft.INLINE_COUNT_LIMIT", 3)
    markup = "".join(f"<p>So <b>bold</b> a text, part {n} of it.</p>" for n in range(9))
    opened = open_bytes(page(markup), "a.html")
    assert sum(len(block.inlines) for block in opened.article.blocks) == 3
    assert "Only the first 3 emphasised words are shown as such." in opened.article.warnings


@pytest.mark.issue(14)
def test_a_heading_is_not_bold_by_its_author(tmp_path):
    path = tmp_path / "a.md"
    path.write_text(f"# Title\n\n## **All bold**\n\n## Only **this**\n\n{MORE}\n")
    blocks = load(path).blocks
    assert [len(block.inlines) for block in blocks] == [0, 0, 1, 0]
