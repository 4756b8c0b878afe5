# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Saved pages: the article and nothing around it, and nothing in the page acts."""

import pytest

from reader.document.article import BlockKind
from reader.formats import load
from reader.formats.page import reading

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
        ('<div class="article-author">Jane Doe 3 May 2019 @ 11:10 PM</div>', "", "2019-05-03"),
        (f'<div class="author-bio">Jane Doe came on 3 May 2019. {PARAGRAPH}</div>', "", None),
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
    ("stated", "shown", "published"),
    [
        # Five past eleven at the paper's own place.
        ("2024-05-07T04:05:00+00:00", "May 6, 2024", "2024-05-06"),
        ("2024-05-07T04:05:00+00:00", "May 7, 2024", "2024-05-07"),
        ("2024-05-07T04:05:00+00:00", "May 1, 2024", "2024-05-07"),
    ],
)
def test_the_day_that_readers_are_shown(open_page, stated, shown, published):
    head = "".join(
        f'<meta property="article:{name}_time" content="{stated}">'
        for name in ("published", "modified")
    )
    article = open_page(f"<span class='date'>{shown}</span><p>{PARAGRAPH * 4}</p>", head)
    assert (article.published, article.updated) == (published, None)


def test_the_day_on_which_a_source_was_looked_at_is_not_that_of_the_page(open_page):
    cite = "<li><cite>A source.</cite><span class='reference-accessdate'>3 May 2019</span></li>"
    footer = "<p id='lastmod-info'>This page was last edited on 4 May 2020.</p>"
    assert open_page(f"<p>{PARAGRAPH * 4}</p><ul>{cite}</ul>{footer}").published is None


@pytest.mark.parametrize(
    ("stated", "shown", "byline"),
    [
        ("The Coast Courier", "By Jane Doe", "Jane Doe"),
        ("Jane Doe", "By Jane Doe, John Roe", "Jane Doe, John Roe"),
        ("Jane Doe", "By John Roe", "Jane Doe"),
        ("The Coast Courier", "By staff", "The Coast Courier"),
    ],
)
def test_a_byline_that_says_more_than_machines_are_told(open_page, stated, shown, byline):
    head = (
        '<meta property="og:site_name" content="The Coast Courier"><script type='
        '"application/ld+json">{"@type": "NewsArticle", "author": {"name": "%s"}}</script>'
    )
    body = f"<p class='byline'>{shown}</p><div><p>{PARAGRAPH * 4}</p></div>"
    assert open_page(body, head % stated).byline == byline


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


BODY = f"<p>{PARAGRAPH * 2}</p>" * 5


@pytest.mark.parametrize(
    ("page", "byline", "outlet"),
    [
        (
            "<!DOCTYPE html>\n<!-- saved from url=(0041)https://courier.example/2024/05/06/plan -->"
            f"<html><title>A plan | The Coast Courier</title><body><h1>A plan</h1>{BODY}</body>",
            None,
            "The Coast Courier",
        ),
        (
            "<!DOCTYPE html> <html lang=en><!--\n Page saved with SingleFile \n url: "
            "https://courier.example/2024/05/06/plan \n saved date: Tue May 07 2024\n-->"
            f"<meta charset=utf-8><title>A plan</title><body><h1>A plan</h1>{BODY}</body>",
            None,
            None,
        ),
        (
            "<html><head><title>A plan</title></head><body><div class=container><div "
            'class="header reader-header"><a class="domain reader-domain" href='
            '"https://courier.example/2024/05/06/plan">courier.example</a><h1 class=reader-title>'
            'A plan</h1><div class="credits reader-credits">Jane Doe</div><div class=meta-data>'
            "<div class=reader-estimated-time>4–5 minutes</div></div></div><hr><div class=content>"
            f"<div class=moz-reader-content>{BODY}</div></div></div></body></html>",
            "Jane Doe",
            None,
        ),
    ],
    ids=["browser", "SingleFile", "reader view"],
)
def test_saved_pages_tell_where_they_were_saved_from(tmp_path, page, byline, outlet):
    path = tmp_path / "plan.html"
    path.write_text(page, "utf-8")
    article = load(path)
    assert article.address == "https://courier.example/2024/05/06/plan"
    assert (article.title, article.byline, article.outlet) == ("A plan", byline, outlet)
    assert article.published == "2024-05-06"
    assert len(texts(article)) == 5


def kinds(article):
    return [(b.kind.value, b.level, article.text[b.start : b.end]) for b in article.blocks]


def test_a_standfirst_and_headings_that_are_only_bold(open_page):
    article = open_page(
        f"<article><h1>A plan for the harbour</h1><h2>The town has waited for it for years.</h2>"
        f"<p>{PARAGRAPH}</p><h3>What it costs</h3><p>{PARAGRAPH}</p><p><b>Who pays</b></p>"
        f"<p>{PARAGRAPH}</p><p><strong>The mayor said no.</strong></p><p><b>It</b> is {PARAGRAPH}"
        "</p></article>"
    )
    text = PARAGRAPH.strip()
    assert kinds(article) == [
        ("title", 0, "A plan for the harbour"),
        ("subtitle", 0, "The town has waited for it for years."),
        ("paragraph", 0, text),
        ("heading", 3, "What it costs"),
        ("paragraph", 0, text),
        ("heading", 4, "Who pays"),
        ("paragraph", 0, text),
        ("paragraph", 0, "The mayor said no."),
        ("paragraph", 0, f"It is {text}"),
    ]


def test_many_bold_lines_in_a_row_are_a_listing(open_page):
    lines = ["Boats of the first class", "Boats of the second class", "Rafts and the like"]
    bold = "".join(f"<p><b>{line}</b></p>" for line in lines)
    article = open_page(f"<article><p>{PARAGRAPH * 3}</p>{bold}<p>{PARAGRAPH * 3}</p></article>")
    assert texts(article)[1:4] == lines


def test_a_line_that_only_leads_to_another_page_is_furniture(open_page):
    links = (
        "<p><a href='/1'>Five things about the harbour</a></p>"
        "<p>[<a href='/2'>The wall in pictures</a>]</p>"
    )
    own = "<p><a href='/3'>The plan</a> has four parts.</p><p><a href='#notes'>The notes</a></p>"
    article = open_page(f"<article>{f'<p>{PARAGRAPH}</p>' * 8}{links}{own}</article>")
    assert texts(article, K.BOILERPLATE) == [
        *("Five things about the harbour", "[The wall in pictures]")
    ]
    assert texts(article)[8:] == ["The plan has four parts.", "The notes"]


def test_a_page_of_links_keeps_them(open_page):
    links = "".join(f"<p><a href='/{n}'>Five things about harbour {n}</a></p>" for n in range(40))
    assert len(texts(open_page(f"<div>{links}</div>"))) == 40


def test_what_an_outlet_asks_at_the_end_is_furniture(open_page):
    article = open_page(
        f"<article>{f'<p>{PARAGRAPH}</p>' * 4}<p>Since you are here, we have a small favour to ask."
        "</p><p>We live on what our readers give, and it has been a hard year for all of us.</p>"
        "<p>Thank you. The editors</p></article>"
    )
    assert len(texts(article)) == 4
    assert len(texts(article, K.BOILERPLATE)) == 3


def test_a_title_that_stands_again_in_two_headings(open_page):
    head = "<title>The harbour plan: who will pay for it</title>"
    body = f"<h2>The Harbour Plan</h2><h3>Who Will Pay For It</h3><p>{PARAGRAPH * 4}</p>"
    article = open_page(f"<article>{body}</article>", head)
    assert texts(article, K.BOILERPLATE) == ["The Harbour Plan", "Who Will Pay For It"]


def test_a_heading_whose_links_are_gone_and_a_role_behind_a_name(open_page):
    article = open_page(
        f"<article><h1>A plan</h1><p>By</p><p>Jane Doe</p><p>, harbour reporter</p>"
        f"<p>{PARAGRAPH * 3}</p><h4>More:</h4><p>{PARAGRAPH * 3}</p></article>"
    )
    assert texts(article, K.BYLINE) == ["By", "Jane Doe", ", harbour reporter"]
    assert texts(article, K.BOILERPLATE) == ["More:"]


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
    monkeypatch.setattr(reading, "_find", lambda root: ([], 0))
    article = open_page(body)
    assert texts(article) == [(PARAGRAPH * 3).strip()]
    assert texts(article, K.LIST_ITEM) == [PARAGRAPH.strip()]


def test_a_second_opinion_is_not_given_what_was_taken_out(open_page, monkeypatch):
    monkeypatch.setattr(reading, "_find", lambda root: ([], 0))
    comment = f"<div itemprop='comment'><p>Elsewhere. {PARAGRAPH * 3}</p></div>"
    article = open_page(f"<article><p>{PARAGRAPH * 3}</p>{comment}</article>")
    assert texts(article) == [(PARAGRAPH * 3).strip()]


@pytest.mark.parametrize("answer", ["", "<doc", "no markup", "\0", KeyError("unexpected")])
def test_a_failed_second_opinion_leaves_our_own_reading(open_page, monkeypatch, answer):
    def extract(*args, **options):
        if isinstance(answer, Exception):
            raise answer
        return answer

    # Little of the running text is in the article, so that a second opinion is asked.
    monkeypatch.setattr(reading, "SUSPICIOUS_SHARE", 2)
    monkeypatch.setattr("trafilatura.extract", extract)
    assert texts(open_page(f"<article><p>{PARAGRAPH * 3}</p></article>")) == [
        (PARAGRAPH * 3).strip()
    ]


def test_what_a_script_shows_later_is_read(open_page):
    article = open_page(f"<nav>Home</nav><div hidden id='S:0'><p>{PARAGRAPH * 5}</p></div>")
    assert texts(article) == [(PARAGRAPH * 5).strip()]


COMMENT = f"<p class='who'>harl</p><time>3 March 2024</time><p>Elsewhere. {PARAGRAPH}</p>"


@pytest.mark.parametrize(
    "comments",
    [
        f"<section id='responses'><h2>4 responses</h2>{COMMENT * 4}</section>",
        f"<details class='CommentBox' open>{COMMENT}</details>" * 4,
        f"<div itemprop='comment'>{COMMENT}</div>" * 3,
        f"<div itemscope itemtype='https://schema.org/Comment'>{COMMENT}</div>",
        f"<div id='disqus_thread'>{COMMENT * 3}</div>",
        f"<ol class='commentlist'><li>{COMMENT}</li></ol>",
        f"<div class='leserkommentare'>{COMMENT * 3}</div>",
        f"<ul class='liste-commentaires'><li>{COMMENT}</li></ul>",
        f"<div class='replies'>{COMMENT * 3}</div>",
        f"<div role='comment'>{COMMENT}</div>",
        f"<div class='x1'><h3>Kommentare (3)</h3>{COMMENT * 3}</div>",
        f"<h3>3 Comments</h3>{COMMENT * 3}",
    ],
)
def test_readers_comments_stay_out(open_page, comments):
    own = "The trust will close the three locks from Monday, it said in a notice."
    article = open_page(f"<article><h1>Locks to close</h1><p>{own}</p></article>{comments}")
    assert own in article.text
    assert "Elsewhere" not in article.text
    assert (article.byline, article.published) == (None, None)


@pytest.mark.parametrize(
    "post",
    [
        "<blockquote class='twitter-tweet'><p>It leaks.</p>&mdash; Jo Roe (@jo) "
        "<a href='https://twitter.com/jo/status/1'>March 3, 2024</a></blockquote>",
        "<blockquote><p>It leaks.</p>— Jo Roe (@jo@coast.example) "
        "<a href='https://coast.example/@jo/123456'>March 3, 2024</a></blockquote>",
        "<blockquote class='instagram-media'><p>It leaks.</p><p>View this post on Instagram</p>"
        "<p>— Jo Roe (@jo) March 3, 2024</p></blockquote>",
        "<div class='fb-post'><blockquote class='fb-xfbml-parse-ignore'><p>It leaks.</p>"
        "— Jo Roe (@jo) <a href='https://facebook.com/jo/posts/1'>March 3, 2024</a>"
        "</blockquote></div>",
    ],
)
def test_an_embedded_post_is_a_quotation_with_its_author(open_page, post):
    article = open_page(f"<article><p>{PARAGRAPH * 3}</p>{post}<p>{PARAGRAPH * 3}</p></article>")
    (quote,) = texts(article, K.QUOTE)
    assert quote.startswith("It leaks.\n— Jo Roe (@jo")
    assert quote.endswith("March 3, 2024")
