# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What mutated files have found, and properties that hold for any bytes at all."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.errors import OpenError
from reader.formats import load, load_text
from reader.formats.draft import DraftBlock
from reader.formats.loaders import txt
from reader.formats.structure import refining

ANY = settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
SCRAPS = st.sampled_from(
    [
        *("<p>", "</p>", "<div>", "<table><tr><td>", "<li>", "<blockquote>", "<script>", "<!--"),
        *("</script>", "-->", "&#1;", "&nbsp;", "<br><br>", "<figure>", "<h1>", "<title/>"),
        *(
            "{\\rtf1 ",
            "{\\*",
            "\\u-1?",
            "\\'ff",
            "\\par ",
            "\\cell ",
            "\\row ",
            "{\\footnote ",
            "}",
        ),
        *("%PDF-1.4", "PK\x03\x04", "From:a\nMIME-Version:1.0\nDate:x\n\n", "=?utf-8?B?//8=?="),
        *("Content-Type:text/html\n", "2025-01-01", "By Ann Lee", "Photo: AFP", "---\n", "#", ">"),
        *("- ", "|a|b|\n|-|-|\n", "\ud800", "\x00", "\ufeff", "\u2028", "\u202e", "word. ", "\n\n"),
        *("Editor's note: x", "Share"),
    ]
)


def is_sound(article):
    position = 0
    for block in article.blocks:
        assert not article.text[position : block.start].strip()
        text = article.text[block.start : block.end]
        assert text == text.strip() != ""
        assert "\n\n" not in text
        position = block.end
    assert position == len(article.text)
    article.text.encode("utf-8")
    for value in (article.title, article.byline, article.outlet, article.genre, article.address):
        assert value is None or (value.encode("utf-8") and "\n" not in value)
    return True


@ANY
@given(st.lists(SCRAPS | st.text(max_size=20), max_size=40).map("".join))
def test_any_text_pasted_is_an_article_or_a_sentence(text):
    refusal = None
    try:
        assert is_sound(load_text(text))
    except OpenError as error:
        refusal = error
    assert refusal is None or refusal.explanation.endswith(".")


@ANY
@given(
    st.lists(SCRAPS | st.text(max_size=20), max_size=40),
    st.sampled_from(["txt", "md", "html", "rtf", "eml", "mhtml", "pdf", "docx", "epub"]),
    st.sampled_from(["utf-8", "utf-16", "latin-1"]),
)
def test_any_bytes_are_an_article_or_a_sentence(tmp_path, scraps, suffix, encoding):
    path = tmp_path / f"a.{suffix}"
    path.write_bytes("".join(scraps).encode(encoding, "replace"))
    refusal = None
    try:
        assert is_sound(load(path))
    except OpenError as error:
        refusal = error
    if refusal is not None:
        assert refusal.path == path
        assert refusal.explanation.endswith(".")
        assert "unusual kind" not in refusal.explanation, refusal.detail


WORDS = st.lists(st.from_regex(r"[A-Za-zé“”’]{1,9}[.,;:!?]?", fullmatch=True), max_size=30)


@ANY
@given(st.lists(WORDS, max_size=12), st.sampled_from(["\n", "\n\n", "\r\n\r\n", "\n \n"]))
def test_no_word_of_a_text_is_lost(paragraphs, between):
    text = between.join(" ".join(words) for words in paragraphs)
    draft = refining.refine(txt.parse(text))
    kept = [word for block in draft.blocks for word in block.text.split()]
    assert kept == text.split()
    assert all(isinstance(block, DraftBlock) for block in draft.blocks)


def test_a_control_character_behind_what_is_taken_out(open_bytes):
    page = b"<html><body><p>One<script>x</script>&#1;&#11;two.</p><p hidden>x</p>&#x1f;</body>"
    assert open_bytes(page, "a.html").text == "Onetwo."


def test_a_header_with_raw_bytes(open_bytes):
    letter = (
        b"From: a\xe9 <a@b>\nMIME-Version: 1.0\nDate: x\nContent-Disposition: in\xe9line\n"
        b"Content-Type: text/plain; name=caf\xe9\n\nThe text."
    )
    assert "The text." in open_bytes(letter, "a.eml").text


@pytest.mark.timeout(20)
def test_thousands_of_wrapped_lines_are_joined_in_no_time(open_bytes):
    line = b"The council met on Monday to talk about the budget, and it did not agre\n"
    assert len(open_bytes(line * 30_000, "a.txt").text) > 2_000_000


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "text",
    [
        "more " * 70 + "!",
        "Related " + "to " * 110 + "!",
        "a" * 340 + "!",
        "> a " * 80 + "!",
        "Share " * 58 + "q",
        "By " + "Aa " * 50 + "!",
        "2024-01-01 " * 10,
        "(photo " * 100,
        "The views of A " * 30,
    ],
)
def test_wording_is_judged_in_no_time(text):
    load_text("\n\n".join([text] * 300))


@pytest.mark.timeout(20)
def test_a_code_page_named_in_every_group(open_bytes):
    source = b"{\\rtf1 " + b"{\\ansicpg1251 " * 3000 + b"\\'e0\\'e1"
    assert open_bytes(source, "a.rtf").text == "аб"


@pytest.mark.timeout(20)
def test_links_inside_tables_inside_tables_are_weighed_in_no_time(open_bytes):
    text = "The council met on Monday, in the hall, to talk about the harbour and the wall. "
    links = "".join(f"<a href='/{n}'>Story</a>, " for n in range(25_000))
    page = f"<html><body>{f'<table><tr><td>{text}' * 90}<p>{links}</body></html>"
    assert open_bytes(page.encode(), "a.html").text.count("Story") == 25_000
