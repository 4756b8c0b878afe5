# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Numbered lists keep their numbers, counted as each format says."""

import pytest

from reader.formats.structure.numbering import numbered, whole_number, written

P = (
    "<p>The council met on Monday to talk about the budget, the harbour and the school, and after "
    "three hours of debate it agreed on the date of its next meeting, which is in July.</p>"
)
W = 'xmlns:w="w"'


@pytest.mark.parametrize(
    ("number", "style", "text"),
    [
        *((7, "1", "7"), (2, "a", "b"), (26, "A", "Z"), (27, "a", "27"), (0, "a", "0")),
        *((4, "i", "iv"), (1994, "I", "MCMXCIV"), (0, "i", "0"), (3, "?", "3")),
    ],
)
def test_numbers_as_letters(number, style, text):
    assert written(number, style) == text


@pytest.mark.parametrize("text", ["1. One", "(1) One", "a) One", "iv. One", " 12) One"])
def test_an_item_with_a_number_of_its_own_gets_no_other(text):
    assert numbered("3.", text) == text


def test_an_initial_is_no_number():
    assert numbered("3.", "J. Doe spoke.") == "3. J. Doe spoke."


@pytest.mark.parametrize("text", [None, "", "x", "9" * 40, "999999999"])
def test_a_number_no_list_reaches(text):
    assert whole_number(text, 1) == 1


@pytest.mark.parametrize(
    ("items", "expected"),
    [
        ("<ol><li>One<li>Two</ol>", ["1. One", "2. Two"]),
        ('<ol start="9"><li>One<li value="20">Two<li>Six</ol>', ["9. One", "20. Two", "21. Six"]),
        ("<ol reversed><li>One<li>Two</ol>", ["2. One", "1. Two"]),
        ('<ol type="a"><li>One<li>Two</ol>', ["a. One", "b. Two"]),
        ("<ul><li>One<ol><li>Two</ol><li>Six</ul>", ["One", "1. Two", "Six"]),
        ("<ol><li>One<ul><li>Two</ul><li>Six</ol>", ["1. One", "Two", "2. Six"]),
        ("<ol><li><p>One</p><p>And more</p><li>Two</ol>", ["1. One", "And more", "2. Two"]),
        ("<ol><li><li>Two</ol>", ["2. Two"]),
        ('<ol style="list-style: none"><li>One</ol>', ["One"]),
        ("<li>One</li>", ["One"]),
    ],
)
def test_a_page(open_bytes, items, expected):
    page = f"<html><body><article>{P * 2}<p>These:</p>{items}{P * 2}</article></body></html>"
    assert open_bytes(page.encode(), "a.html").texts("list_item") == expected


def test_a_heading_of_an_item_has_its_number(open_bytes):
    page = (
        f"<article>{P * 2}<p>These:</p><ol><li><h3>The wall</h3><p>It leaks.</p></ol>{P}</article>"
    )
    assert open_bytes(page.encode(), "a.html").texts("heading") == ["1. The wall"]


def test_markdown(open_bytes):
    text = "# A plan\n\nThese:\n\n7) seven\n7) eight\n   - deeper\n\n   and more\n\n- bullet\n"
    article = open_bytes(text.encode(), "a.md")
    assert article.texts("list_item") == ["7) seven", "8) eight", "deeper", "and more", "bullet"]


def item(text, list_id, depth=0, style=""):
    style = f'<w:pStyle w:val="{style}"/>' if style else ""
    place = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{list_id}"/></w:numPr>'
    return (
        f"<w:p><w:pPr>{style}{place if list_id else ''}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
    )


def level(depth, form, text, start=1):
    return (
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def test_a_word_document(open_bytes, zipped):
    numbering = (
        f'<w:numbering {W}><w:abstractNum w:abstractNumId="0">'
        f"{level(0, 'decimal', '%1.')}{level(1, 'lowerLetter', '%1.%2)')}</w:abstractNum>"
        f'<w:abstractNum w:abstractNumId="1">{level(0, "bullet", "*")}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="5"/></w:lvlOverride></w:num></w:numbering>'
    )
    styles = (
        f'<w:styles {W}><w:style w:styleId="LP"><w:name w:val="List Paragraph"/></w:style>'
        '<w:style w:styleId="N"><w:name w:val="Mine"/><w:pPr><w:numPr><w:numId w:val="1"/>'
        "</w:numPr></w:pPr></w:style></w:styles>"
    )
    body = (
        item("A plan for the harbour", 0)
        + item("One", 1) + item("Deep", 1, 1) + item("Deeper", 1, 1) + item("Two", 1)
        + item("Deep again", 1, 1) + item("Bullet", 2) + item("", 1) + item("Styled", 0, 0, "N")
        + item("Five", 3) + item("Six", 3, 0, "LP") + item("No such list", 9)
        + item("No such level", 2, 7) + item("Loose", 0, 0, "LP")
    )  # fmt: skip
    entries = {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
        "word/styles.xml": styles,
        "word/numbering.xml": numbering,
    }
    article = open_bytes(zipped(entries), "a.docx")
    assert article.texts("list_item") == [
        *("1. One", "1.a) Deep", "1.b) Deeper", "2. Two", "2.a) Deep again", "Bullet"),
        *("3. Styled", "5. Five", "6. Six", "No such list", "No such level", "Loose"),
    ]
    levels = {article.text[b.start : b.end]: b.level for b in article.blocks}
    assert (levels["1.b) Deeper"], levels["6. Six"], levels["Loose"]) == (2, 1, 1)


def test_an_open_document(open_bytes, zipped):
    styles = (
        '<t:list-style s:name="L"><t:list-level-style-number t:level="1" s:num-format="1" '
        's:num-suffix="."/><t:list-level-style-number t:level="2" s:num-format="a" '
        's:num-prefix="(" s:num-suffix=")" t:start-value="3"/></t:list-style>'
        '<t:list-style s:name="B"><t:list-level-style-bullet t:level="1"/></t:list-style>'
    )
    body = (
        "<t:p>A plan for the harbour</t:p>"
        '<t:list t:style-name="L"><t:list-header><t:p>Head</t:p></t:list-header>'
        "<t:list-item><t:p>One</t:p><t:p>And more</t:p><t:list><t:list-item><t:p>Deep</t:p>"
        "</t:list-item></t:list></t:list-item><t:list-item><t:p>Two</t:p></t:list-item></t:list>"
        '<t:list t:style-name="B"><t:list-item><t:p>Bullet</t:p></t:list-item></t:list>'
        '<t:list t:style-name="L" t:continue-numbering="true"><t:list-item><t:p>Three</t:p>'
        '</t:list-item><t:list-item t:start-value="9"><t:p>Nine</t:p></t:list-item></t:list>'
        '<t:list t:style-name="L"><t:list-item><t:p>One again</t:p></t:list-item></t:list>'
        "<t:list><t:list-item><t:p>Plain</t:p></t:list-item></t:list>"
    )
    content = (
        '<o:document xmlns:o="o" xmlns:t="t" xmlns:s="s"><o:automatic-styles>'
        f"{styles}</o:automatic-styles><o:body><o:text>{body}</o:text></o:body></o:document>"
    )
    entries = {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content}
    assert open_bytes(zipped(entries), "a.odt").texts("list_item") == [
        *("Head", "1. One", "And more", "(c) Deep", "2. Two", "Bullet", "3. Three", "9. Nine"),
        *("1. One again", "Plain"),
    ]


def test_rich_text(open_bytes):
    text = (
        r"{\rtf1\ansi A plan for all.\par {\listtext\tab 1.\tab}\ls1 One\par "
        r"{\listtext\tab (b)\tab}Two\par {\listtext\'b7\tab}Bullet\par "
        r"{\*\pntext\f1 3.\tab}Three\par\pard The end.\par}"
    )
    article = open_bytes(text.encode(), "a.rtf")
    assert article.texts("list_item") == ["1. One", "(b) Two", "Bullet", "3. Three"]
