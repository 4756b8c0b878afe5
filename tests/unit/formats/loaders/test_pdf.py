# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""PDF: reading order, mended paragraphs, and what the page adds set apart."""

import pytest

from reader.errors import OpenError, Reason
from reader.formats.loaders import pdf

COLUMNS = [(40, "First."), (220, "Second."), (400, "Third.")]
TEXT = (
    "The council met on Monday to talk about the budget and the harbour, and after three hours of "
    "debate it agreed on nothing but the date of its next meeting. "
)


def set_lines(x, y, width, text, size=10):
    lines, line = [], ""
    for word in text.split():
        if len(line) + len(word) >= width:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return [(x, y + 12 * i, size, False, each) for i, each in enumerate([*lines, line])]


def test_article(open_bytes, pdf_bytes):
    first = set_lines(50, 130, 90, TEXT * 2 + "It ended with an inter-")
    data = pdf_bytes(
        [
            [
                (50, 30, 8, False, "The Coast Courier"),
                (50, 60, 18, True, "Harbour toll divides the town"),
                (50, 90, 10, False, "By Jane Doe"),
                (50, 105, 10, False, "6 May 2024"),
                *first,
                (50, 700, 7, False, "1 The note at the foot."),
                (300, 770, 8, False, "1"),
            ],
            [
                (50, 30, 8, False, "The Coast Courier"),
                *set_lines(50, 60, 90, "ruption of the meeting by its chair. " + TEXT),
                (50, 120, 13, True, "What it costs"),
                *set_lines(50, 150, 90, TEXT),
                (60, 190, 10, False, "\u2022 one thing"),
                (60, 202, 10, False, "\u2022 another thing"),
                (300, 770, 8, False, "2"),
            ],
        ],
        info="/Title (Microsoft Word - x.doc)",
    )
    article = open_bytes(data, "a.txt")
    assert article.format == "pdf"
    assert article.title == "Harbour toll divides the town"
    assert (article.byline, article.published) == ("Jane Doe", "2024-05-06")
    assert [kind for kind, _ in article.kinds] == [
        "title",
        "byline",
        "dateline",
        "paragraph",
        "note",
        "boilerplate",
        "boilerplate",
        "heading",
        "paragraph",
        "list_item",
        "list_item",
        "boilerplate",
        "boilerplate",
    ]
    paragraph = article.texts("paragraph")[0]
    assert "It ended with an interruption of the meeting by its chair." in paragraph
    assert article.texts("list_item") == ["one thing", "another thing"]


def test_each_block_knows_where_it_stands(open_bytes, pdf_bytes):
    first = set_lines(50, 130, 90, TEXT * 2 + "It ended with an inter-")
    rest = set_lines(50, 60, 90, "ruption of the meeting by its chair. " + TEXT)
    data = pdf_bytes([[(50, 60, 18, True, "Harbour toll divides the town"), *first], rest])
    article = open_bytes(data, "a.pdf")
    title, paragraph = article.blocks
    (area,) = title.areas
    assert area.page == 1
    # The baseline is 60 points from the top and the letters are 18 high.
    assert 40 < area.top < 60 <= area.bottom < 68
    assert 49 <= area.left < 55
    assert [area.page for area in paragraph.areas] == [1, 2]
    before, after = paragraph.areas
    assert before.top < 130 < 130 + 12 * (len(first) - 1) <= before.bottom < 150 + 12 * len(first)
    assert after.top < 60 <= after.bottom < 150
    assert all(area.right > 300 for area in paragraph.areas)


def test_columns_are_read_one_after_the_other(open_bytes, pdf_bytes):
    left = set_lines(50, 60, 40, "LEFT " + TEXT * 2)
    right = set_lines(330, 60, 40, "RIGHT " + TEXT * 2)
    across = [line for pair in zip(left, right, strict=True) for line in pair]
    for lines in (left + right, across):
        text = open_bytes(pdf_bytes([lines]), "a.pdf").text
        assert text.index("next meeting", text.index("next meeting") + 1) < text.index("RIGHT")


@pytest.mark.parametrize(
    ("above", "below", "published"),
    [
        ("15.9.2007, 11:02", "https://courier.example/plan", None),
        ("15.9.2007", "https://courier.example/plan", "2007-09-15"),
        ("15.9.2007, 11:02", "The Coast Courier", "2007-09-15"),
    ],
)
def test_the_hour_at_which_a_browser_printed_a_page(open_bytes, pdf_bytes, above, below, published):
    title = (50, 80, 18, True, "Harbour toll divides the town")
    lines = [(50, 20, 8, False, above), title, *set_lines(50, 110, 90, TEXT * 3)]
    article = open_bytes(pdf_bytes([[*lines, (50, 785, 8, False, below)]]), "a.pdf")
    assert article.published == published
    assert above in article.texts("boilerplate" if published is None else "dateline")


def test_three_columns_that_are_written_line_by_line(open_bytes, pdf_bytes):
    columns = [set_lines(x, 150, 32, f"{name} " + TEXT * 2, 8) for x, name in COLUMNS]
    rows = [line for row in zip(*columns, strict=True) for line in row]
    title = (40, 80, 18, True, "Harbour toll divides the town and all of the coast")
    text = " ".join(open_bytes(pdf_bytes([[title, *rows]]), "a.pdf").texts("paragraph"))
    assert [text.index(name) for _, name in COLUMNS] == sorted(
        text.index(name) for _, name in COLUMNS
    )
    assert text.count(TEXT.strip()) == 6


def test_a_word_written_with_a_hyphen_keeps_it(open_bytes, pdf_bytes):
    lines = [
        (50, 60, 10, False, "A well-known hall is a hall that is well known, and the well-"),
        (50, 72, 10, False, "known hall is where the council met to talk about the bud-"),
        (50, 84, 10, False, "get."),
    ]
    text = open_bytes(pdf_bytes([lines]), "a.pdf").text
    assert "the well-known hall" in text
    assert "the budget." in text


def test_pages_without_text(open_bytes, pdf_bytes):
    with pytest.raises(OpenError) as caught:
        open_bytes(pdf_bytes([[], []]), "scan.pdf")
    assert caught.value.reason is Reason.NO_TEXT
    assert "pictures" in caught.value.explanation


@pytest.mark.parametrize("keep", [9, 200, 600])
def test_truncated(open_bytes, pdf_bytes, keep):
    data = pdf_bytes([set_lines(50, 60, 90, TEXT)])
    with pytest.raises(OpenError) as caught:
        open_bytes(data[:keep], "a.pdf")
    assert caught.value.reason in {Reason.DAMAGED, Reason.NO_TEXT}


def test_too_many_pages(open_bytes, pdf_bytes, monkeypatch):
    monkeypatch.setattr(pdf, "PAGE_LIMIT", 1)
    with pytest.raises(OpenError) as caught:
        open_bytes(pdf_bytes([set_lines(50, 60, 90, TEXT)] * 2), "a.pdf")
    assert caught.value.reason is Reason.TOO_LARGE


def test_a_password_opens_an_encrypted_pdf(open_bytes, pdf_bytes):
    data = pdf_bytes([set_lines(50, 60, 90, TEXT)], password="sesame")
    for password in (None, "other"):
        with pytest.raises(OpenError) as caught:
            open_bytes(data, "a.pdf", password=password)
        assert caught.value.reason is Reason.ENCRYPTED
    assert open_bytes(data, "a.pdf", password="sesame").text == TEXT.strip()


@pytest.mark.parametrize("turn", [90, 180, 270])
@pytest.mark.issue(13)
def test_a_turned_or_cropped_page_reads_like_an_upright_one(open_bytes, pdf_bytes, turn):
    import io

    import pypdf

    plain = pdf_bytes([[(50, 60, 18, True, "Harbour toll"), *set_lines(50, 130, 90, TEXT * 2)]])
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(plain))
    page = writer.pages[0]
    page.transfer_rotation_to_content()
    page.rotate(turn)
    page.cropbox = pypdf.generic.RectangleObject((20, 20, 580, 780))
    out = io.BytesIO()
    writer.write(out)
    upright, turned = open_bytes(plain, "a.pdf"), open_bytes(out.getvalue(), "b.pdf")
    assert turned.text == upright.text
    assert [kind for kind, _ in turned.kinds] == [kind for kind, _ in upright.kinds]
