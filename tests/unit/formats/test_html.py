# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Saved pages: the article and nothing around it, and nothing in the page acts."""

import pytest

from reader.document.article import BlockKind
from reader.formats import html, load

K = BlockKind
PARAGRAPH = (
    "The council met on Monday to talk about the budget, the harbour and the school, and after "
    "three hours of debate it agreed on the date of its next meeting, which is in July. "
)


@pytest.fixture
def open_page(tmp_path):
    def open_page(body, head="", **attributes):
        path = tmp_path / "page.html"
        attributes = "".join(f' {key}="{value}"' for key, value in attributes.items())
        page = f"<!DOCTYPE html><html{attributes}><head>{head}</head><body>{body}</body></html>"
        path.write_bytes(page.encode("utf-8", "surrogatepass"))
        return load(path)

    return open_page


def texts(article, kind=K.PARAGRAPH):
    return [article.text[b.start : b.end] for b in article.blocks if b.kind is kind]


def test_metadata_from_tags_that_contradict_the_site_name(open_page):
    article = open_page(
        f"<h1>A plan for the harbour</h1><p>{PARAGRAPH * 4}</p>",
        "<title>A plan for the harbour - The Coast Courier</title>"
        '<meta name="author" content="By Jane Doe, The Coast Courier">'
        '<meta property="og:site_name" content="The Coast Courier">'
        '<meta property="article:published_time" content="0001-01-01T00:00:00Z">'
        '<meta name="date" content="6 May 2024">',
    )
    assert article.title == "A plan for the harbour"
    assert article.byline == "Jane Doe"
    assert article.outlet == "The Coast Courier"
    assert article.published == "2024-05-06"
    assert article.text.count("A plan for the harbour") == 1


def test_visible_byline_and_date(open_page):
    article = open_page(
        '<h1>A plan</h1><div class="byline">By <a href="/a">Jane Doe</a> | Updated 5 May 2024</div>'
        f'<span class="post-date">Posted May 4, 2024</span><div><p>{PARAGRAPH * 4}</p></div>'
    )
    assert article.byline == "Jane Doe"
    assert article.published == "2024-05-04"


@pytest.mark.parametrize(
    ("body", "byline"),
    [
        ('<p class="byline">By <b>Jane Doe</b> <br>March 25, 2015</p>', "Jane Doe"),
        ('<p class="byline">By Jane Doe , John Roe on Monday, 3 May</p>', "Jane Doe, John Roe"),
        ("<h1>A plan</h1><div>How the harbour grew, says JANE DOE</div>", "Jane Doe"),
        ("<h1>A plan</h1><p>A harbour, and much more, writes Jane van Doe.</p>", "Jane van Doe"),
        ("<h1>A plan</h1><p>It will grow, says the mayor, and shrink, says Jane Doe.</p>", None),
        ("<h1>A plan</h1><p>One.</p><p>Two.</p><p>The mayor nods, writes Jane Doe.</p>", None),
    ],
)
def test_bylines_one_can_see(open_page, body, byline):
    assert open_page(f"{body}<div><p>{PARAGRAPH * 4}</p></div>").byline == byline


def test_a_list_of_authors_has_commas_alone(open_page):
    head = '<meta name="author" content="Jane Doe, John Roe, and Ann Poe">'
    assert open_page(f"<p>{PARAGRAPH * 4}</p>", head).byline == "Jane Doe, John Roe, Ann Poe"


@pytest.mark.parametrize(
    ("body", "head", "published"),
    [
        (
            '<p class="statement-meta">The mayor on 3 May 2019</p>'
            '<p class="article-meta">By Jane Doe on 5 May 2019</p>',
            "",
            "2019-05-05",
        ),
        ('<p class="meta">Boston, 3 May 2019</p>', "", "2019-05-03"),
        ("", '<link rel="canonical" href="https://a.example/2019/05/07/a-plan">', "2019-05-07"),
        ("", '<link rel="canonical" href="https://a.example/2019/15/07/a-plan">', None),
    ],
)
def test_the_date_of_publication(open_page, body, head, published):
    assert open_page(f"{body}<div><p>{PARAGRAPH * 4}</p></div>", head).published == published


def test_a_page_is_not_updated_before_it_appears(open_page):
    head = (
        '<meta property="article:published_time" content="2024-05-06">'
        '<meta property="article:modified_time" content="2024-05-05">'
    )
    article = open_page(f"<p>{PARAGRAPH * 4}</p>", head)
    assert (article.published, article.updated) == ("2024-05-06", None)


@pytest.mark.parametrize(
    ("head", "genre"),
    [
        ('<meta property="article:section" content="Opinion">', "Opinion"),
        ('<meta property="article:section" content="World">', None),
        ('<link rel="canonical" href="https://a.example/editorials/1">', "Editorials"),
        (
            '<script type="application/ld+json">{"@type":"OpinionNewsArticle"}</script>',
            "Opinion",
        ),
    ],
)
def test_the_page_says_that_it_is_opinion(open_page, head, genre):
    assert open_page(f"<p>{PARAGRAPH * 4}</p>", head).genre == genre


def test_scripts_and_hidden_parts_are_not_read(open_page):
    article = open_page(
        f"<p>{PARAGRAPH * 4}</p><script>alert('scripted')</script><noscript>noscripted</noscript>"
        "<p hidden>secret</p><p style='display: none'>secret</p><div aria-hidden=true>secret</div>"
        "<iframe srcdoc='framed'>framed</iframe><svg><text>drawn</text></svg><template>t</template>"
    )
    assert texts(article) == [(PARAGRAPH * 4).strip()]


def test_a_page_filled_in_by_a_script_is_read_from_its_description(open_page):
    article = open_page(
        "<div id='app'></div>",
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "A plan", '
        f'"articleBody": "{PARAGRAPH * 3}\\n{PARAGRAPH * 3}"}}</script>',
    )
    assert article.title == "A plan"
    assert len(texts(article)) == 2


def test_paragraphs_divided_by_line_breaks(open_page):
    article = open_page(f"<div>{PARAGRAPH * 2}<br><br>{PARAGRAPH * 2}<br>&nbsp;<br>The end.</div>")
    assert [text[:11] for text in texts(article)] == ["The council", "The council", "The end."]


def test_twenty_thousand_nested_elements(open_page):
    article = open_page("<div><span>" * 10_000 + "The sentence at the bottom.")
    assert "The sentence at the bottom." in article.text
    assert article.warnings


@pytest.mark.parametrize(
    "body",
    [
        "<" * 50_000 + "p>" + PARAGRAPH,
        "<!--" * 5_000 + "-->" + PARAGRAPH,
        "<p>" * 20_000 + PARAGRAPH,
        "<table><tr><td>" * 150 + PARAGRAPH * 5,
        "<script>" * 3_000 + "</script><p>" + PARAGRAPH,
        f"<p>{PARAGRAPH}</p>" + "&#x110000;&#xD800;&#0;\udcff" * 50,
        "<p " + "a=b " * 20_000 + f">{PARAGRAPH}</p>",
    ],
    ids=["angles", "comments", "paragraphs", "tables", "scripts", "references", "attributes"],
)
def test_hostile_markup_opens(open_page, body):
    assert "The council met" in open_page(body).text


def test_entities_are_not_expanded(open_page, tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("sesame")
    path = tmp_path / "page.xhtml"
    path.write_text(
        f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY x SYSTEM "{secret.as_uri()}">'
        f"<!ENTITY y '{'z' * 100}'>]><html><body><p>Before &x; &y; after.</p><p>{PARAGRAPH}</p>"
        "</body></html>"
    )
    article = load(path)
    assert "sesame" not in article.text
    assert "zzz" not in article.text
    assert "after." in article.text


@pytest.mark.parametrize("charset", ["windows-1252", "utf-16", "iso-8859-1", "shift_jis", "utf-8"])
def test_declared_encodings(tmp_path, charset):
    word = "羅生門" if charset == "shift_jis" else "naïve"
    path = tmp_path / "page.html"
    page = f'<html><head><meta charset="{charset}"></head><body><p>{word} {PARAGRAPH}</p></body>'
    path.write_bytes(page.encode(charset))
    assert word in load(path).text


def test_an_article_that_a_page_builder_calls_a_widget(open_page):
    sentences = "The council met on Monday. It talked about the harbour. It agreed on nothing. " * 8
    article = open_page(
        '<div class="page"><div class="elementor-widget"><div class="elementor-widget-container">'
        f"<p>{sentences}</p><p>{sentences}</p></div></div>"
        '<div class="sidebar-widget"><p>Sign up here.</p></div></div>'
    )
    assert [text[:11] for text in texts(article)] == ["The council", "The council"]


def test_a_second_opinion_is_asked_where_little_is_found(open_page, monkeypatch):
    body = f"<article><p>{PARAGRAPH * 3}</p><ul><li>{PARAGRAPH}</li></ul></article>"
    monkeypatch.setattr(html, "_find", lambda text: ([], 0))
    article = open_page(body)
    assert texts(article) == [(PARAGRAPH * 3).strip()]
    assert texts(article, K.LIST_ITEM) == [PARAGRAPH.strip()]


@pytest.mark.parametrize("answer", ["", "<doc", "no markup", "\0", KeyError("unexpected")])
def test_a_failed_second_opinion_leaves_our_own_reading(open_page, monkeypatch, answer):
    def extract(*args, **options):
        if isinstance(answer, Exception):
            raise answer
        return answer

    # Little of the running text is in the article, so that a second opinion is asked.
    monkeypatch.setattr(html, "SUSPICIOUS_SHARE", 2)
    monkeypatch.setattr("trafilatura.extract", extract)
    assert texts(open_page(f"<article><p>{PARAGRAPH * 3}</p></article>")) == [
        (PARAGRAPH * 3).strip()
    ]
