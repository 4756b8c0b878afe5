# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Which part of a page is read as the article, on pages built in all the usual ways."""

import pytest

P = (
    "<p>The council met on Monday to talk about the budget, the harbour and the school, and after "
    "three hours of debate it agreed on the date of its next meeting, which is in July.</p>"
)
LINKS = "".join(f'<li><a href="/{n}">Another headline number {n} here</a></li>' for n in range(8))


@pytest.fixture
def read(open_bytes):
    def read(body, head=""):
        page = f"<html><head><title>A plan</title>{head}</head><body>{body}</body></html>"
        return open_bytes(page.encode(), "page.html")

    return read


@pytest.mark.parametrize(
    "body",
    [
        f'<nav>Elsewhere</nav><div class="post">{P * 4}</div><div class="sidebar">{LINKS}</div>',
        f'<div><div class="text">{P * 2}</div><div class="ad-x">Elsewhere</div>'
        f'<div class="text">{P * 2}</div></div><div id="footer">Elsewhere</div>',
        f"<section>{P}</section><section>{P}</section><section>{P}</section><section>{P}</section>"
        f"<ul>{LINKS}</ul>",
        f'<table><tr><td width="20%"><ul>{LINKS}</ul></td><td>{P * 4}</td></tr></table>',
        f'<div class="wrap"><div class="inner"><div>{P * 4}</div></div></div>'
        f'<div class="comments">{P * 2}Elsewhere</div>',
        f'<form><div class="body">{P * 4}</div><input><input><button>Elsewhere</button></form>',
        f'<article><header class="header"><h1>A plan</h1></header>{P * 2}'
        f"<aside>Elsewhere</aside>{P * 2}<footer>Elsewhere</footer></article>",
        f'<div class="header">{P * 4}</div>',
        f'<div class="entry">{P * 2}<div class="social-share"><a href="/s">Elsewhere</a></div>'
        f"{P * 2}"
        f'<div class="box"><ul>{LINKS}</ul></div></div>',
        f'<div role="dialog">Elsewhere</div><main>{P * 4}</main>',
    ],
    ids=[
        *("blog", "parts", "sections", "table", "wrapped", "form", "article", "header"),
        *("shares", "dialog"),
    ],
)
def test_the_article_and_nothing_else(read, body):
    article = read(body)
    assert article.text.count("The council met") == 4
    assert "Elsewhere" not in article.text
    assert "Another headline" not in article.text


def test_lists_of_the_article_stay(read):
    article = read(
        f"<div>{P * 2}<p>The council named these people to speak for it in the matter:</p>"
        f"<ul>{LINKS}</ul>{P}<ul><li>It will pay for the wall.<ul><li><a href='/w'>The wall</a>"
        f"</li></ul></li><li>It will ask the ferry to help.</li></ul>{P}</div>"
    )
    assert len(article.texts("list_item")) == 11


def test_captions_notes_and_credits(read):
    article = read(
        f'<div>{P * 2}<figure><img src="a.jpg"><figcaption>Boats <b>at</b> rest</figcaption>'
        f'</figure>{P}<div class="wp-caption"><img src="b.jpg">'
        '<p class="wp-caption-text">A hall</p></div>'
        f'<p class="photo-credit">Jane Doe</p><p>Photo: A. Photographer</p>{P}'
        "<table><caption>Tolls</caption><tr><th>Boat</th><th>Toll</th></tr>"
        "<tr><td>Dinghy</td><td>4</td></tr></table><pre>One\n  two</pre>"
        "<dl><dt>Term</dt><dd>What it means.</dd></dl>"
        '<div class="caption">Thanks for reading! Share</div></div>'
    )
    assert article.texts("caption") == [
        "Boats at rest",
        "A hall",
        "Jane Doe",
        "Photo: A. Photographer",
        "Tolls",
    ]
    assert article.texts("table") == ["Boat | Toll\nDinghy | 4"]
    assert "One\ntwo" in article.texts("paragraph")
    assert article.texts("boilerplate") == ["Thanks for reading! Share"]


def test_a_subtitle_before_the_first_paragraph(read):
    article = read(f'<article><h1>A plan</h1><p class="standfirst">In short.</p>{P * 4}</article>')
    assert article.kinds[:2] == [("title", "A plan"), ("subtitle", "In short.")]


def test_a_page_without_an_article_shows_what_there_is(read):
    article = read(f"<ul>{LINKS}</ul><p>Short.</p>")
    assert "Short." in article.text


@pytest.mark.parametrize(
    ("head", "body", "byline"),
    [
        ('<meta name="author" content="https://x.example/jane">', "", None),
        ('<meta name="author" content="Jane Doe">', "", "Jane Doe"),
        ('<meta name="author" content="Staff">', '<p class="byline">By Jane Doe</p>', "Jane Doe"),
        (
            "",
            '<span itemprop="author">Par Jean Roux (avec Anne Lis)</span>',
            "Jean Roux (avec Anne Lis)",
        ),
        ("", '<div class="author-name">Newsdesk</div>', "Newsdesk"),
        ("", '<a rel="author" href="/x">Jane Doe</a>', "Jane Doe"),
        ("", '<div class="byline">6 May 2024 | Jane Doe | World</div>', "Jane Doe"),
        ("", '<div class="author-bio">Jane Doe is a writer.</div>', None),
        (
            '<script type="application/ld+json">{"@type":"Article","author":["Jane Doe",'
            '{"name":"Jo Roe"}]}</script>',
            "",
            "Jane Doe, Jo Roe",
        ),
        ('<script type="application/ld+json">{broken</script>', "", None),
    ],
)
def test_bylines(read, head, body, byline):
    assert read(f"{body}<div>{P * 4}</div>", head).byline == byline


@pytest.mark.parametrize(
    ("head", "body", "published"),
    [
        (
            '<meta property="article:published_time" content="2024-05-06T23:00:00+02:00">',
            "",
            "2024-05-06",
        ),
        ('<meta itemprop="datePublished" content="2024-05-06">', "", "2024-05-06"),
        ("", '<span itemprop="datePublished" content="2024-05-06">yesterday</span>', "2024-05-06"),
        ("", '<time datetime="2024-05-06">6 May</time>', "2024-05-06"),
        ("", "<time>6 May 2024</time>", "2024-05-06"),
        ("", '<p class="timestamp">Updated 9 May 2024</p>', None),
        ("", '<table class="info"><tr><td class="date">6 May 1913</td></tr></table>', None),
    ],
)
def test_dates(read, head, body, published):
    assert read(f"{body}<div>{P * 4}</div>", head).published == published


@pytest.mark.parametrize(
    ("title", "heading", "site", "expected"),
    [
        ("A plan for the harbour | The Courier", "", "The Courier", "A plan for the harbour"),
        ("A plan for the harbour - The Courier", "", "", "A plan for the harbour"),
        ("The Courier: A plan", "", "", "The Courier: A plan"),
        (
            "A plan for the town - The Courier",
            "A plan for the harbour",
            "",
            "A plan for the harbour",
        ),
        ("A plan - The Courier", "The Courier", "The Courier", "A plan"),
    ],
)
def test_titles(open_bytes, title, heading, site, expected):
    site = f'<meta property="og:site_name" content="{site}">' if site else ""
    heading = f"<h1>{heading}</h1>" if heading else ""
    page = f"<html><head><title>{title}</title>{site}</head><body>{heading}{P * 4}</body></html>"
    assert open_bytes(page.encode(), "page.html").title == expected


def test_marks_of_notes_are_taken_out_of_the_flow(read):
    article = read(
        f"<article>{P * 3}<p>It cost a million<sup><a href='#n1'>[1]</a></sup> or 10<sup>6</sup>, "
        "said the <sup><a href='/x'>mayor</a></sup>.</p>"
        "<ol><li id='n1'>The accounts of 2023.</li></ol></article>"
    )
    assert article.texts("paragraph")[-1] == "It cost a million or 10⁶, said the mayor."
    assert article.texts("list_item") == ["1. The accounts of 2023."]


def test_what_stands_above_the_title_names_the_section(read):
    article = read(
        f"<article><h4>Biz & IT —</h4><p>Out and About</p><h1>A plan</h1>{P * 4}</article>"
    )
    assert article.kinds[:3] == [
        *(("boilerplate", "Biz & IT —"), ("boilerplate", "Out and About"), ("title", "A plan")),
    ]
    quote = "“The harbour belongs to all of us who live there,” the mayor said."
    assert (
        read(f"<article><p>{quote}</p><h1>A plan</h1>{P * 4}</article>").kinds[0][0] == "paragraph"
    )


def test_links_of_headings_to_themselves(read):
    article = read(
        f'<article>{P * 3}<h2 id="w">The wall <a href="#w">#</a></h2>{P}<h2>Item <a href="/x">#</a>'
        f'<a href="/y">two</a></h2>{P}</article>'
    )
    assert article.texts("heading") == ["The wall", "Item two"]


def test_several_articles_on_a_page_each_with_its_byline(read):
    rest = f"<h2>The wall leaks again</h2><p>By John Roe<br>May 5, 2024</p>{P * 16}"
    article = read(
        f"<article><h1>A plan</h1><p>By Jane Doe<br>May 4, 2024</p>{P * 14}{rest}</article>"
    )
    assert article.texts("byline") == ["By Jane Doe\nMay 4, 2024", "By John Roe\nMay 5, 2024"]
    assert (article.byline, article.published) == ("Jane Doe", "2024-05-04")


def test_contents_and_ways_back_from_references_are_no_part_of_an_article(open_bytes):
    sentence = "The wall was built by the town, in a year of storms, and it has stood ever since. "
    contents = (
        "<div id='toc' class='toc'><h2>Contents</h2><ul><li><a href='#a'>1 The wall</a></li>"
        "<li><a href='#b'>2 The harbour</a></li></ul></div>"
    )
    reference = (
        "<ol><li><span class='mw-cite-backlink'><a href='#r'>^</a></span> <cite>A. Doe: The wall, "
        "a history, in two parts, with many pictures, London, 1911.</cite></li></ol>"
    )
    body = f"<p>{sentence * 4}</p>{contents}<h2>The wall</h2><p>{sentence * 4}</p>{reference}"
    page = f"<html><body><div id='content'><h1>The wall</h1>{body}</div></body></html>"
    article = open_bytes(page.encode(), "a.html")
    assert "Contents" not in article.text
    assert article.texts("list_item") == [
        "1. A. Doe: The wall, a history, in two parts, with many pictures, London, 1911."
    ]
