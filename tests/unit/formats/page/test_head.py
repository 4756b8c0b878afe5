# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What a page says of itself in several places, and which of them is believed."""

import pytest

from reader.formats import load

BODY = "<div><p>" + "The council met on Monday to talk about the budget and the harbour. " * 12
STATED = (
    '<script type="application/ld+json">{"@type": "BlogPosting", "headline": "A plan for it",'
    ' "datePublished": "2025-06-12", "dateModified": "2025-08-02"}</script>'
)


@pytest.fixture
def open_page(tmp_path):
    def open_page(body, head=""):
        path = tmp_path / "page.html"
        page = f"<!DOCTYPE html><html><head>{head}</head><body>{body}{BODY}</body></html>"
        path.write_text(page, encoding="utf-8")
        return load(path)

    return open_page


@pytest.mark.parametrize(
    ("page", "tagged", "heading", "title"),
    [
        # One of them confirms the heading.
        ("Tea in spring", "Ten teas of the year", "Ten Teas of the Year", "Ten Teas of the Year"),
        ("Ten teas of 2025", "Ten teas of 2025", "Ten teas", "Ten teas of 2025"),
        (
            "The teas of spring",
            "The teas of spring",
            "The many teas of spring",
            "The teas of spring",
        ),
        # Another wording is what machines are to find.
        ("Ten best teas to buy in 2025",) * 2 + ("The ten best teas of 2025",) * 2,
        ("Teas | teahouse.example", "", "The kettle sings", "Teas"),
        ("Tea leaves | Kettle.AI Labs", "", "The kettle sings", "Tea leaves"),
        ("Tea | Tea House", "", "The kettle sings", "Tea"),
        ("Tea &amp;amp; cake now", "", "Tea &amp;amp; cake now", "Tea & cake now"),
    ],
)
def test_the_title_that_most_agree_on(open_page, page, tagged, heading, title):
    head = f'<title>{page}</title><link rel="canonical" href="https://teahouse.example/teas">'
    head += f'<meta property="og:title" content="{tagged}">' if tagged else ""
    assert open_page(f"<h1>{heading}</h1>", head).title == title


@pytest.mark.parametrize(
    ("lines", "byline"),
    [
        ("<span>by </span><p><a href='/p/7'>Jane Doe</a></p>", "Jane Doe"),
        (
            "<p>Written by <i>Dr Jane Doe</i>, <i>John Roe</i> and <i>Ann Poe</i></p>",
            "Dr Jane Doe, John Roe, Ann Poe",
        ),
        ("<p><b>Contributors:</b> Jane Doe</p>", "Jane Doe"),
        ("<p>Reviewed by <a href='/p/8'>John Roe</a></p>", None),
        ("<p class='author'>Fact-checked by <a href='/author/8'>John Roe</a></p>", None),
        ("<div class='author'><b>By</b><i>Jane Doe</i></div>", "Jane Doe"),
        ("<p class='author'>by Jane Doe, Senior Director, Content</p>", "Jane Doe"),
    ],
)
def test_names_by_the_title(open_page, lines, byline):
    assert open_page(f"<h1>A plan for it</h1>{lines}").byline == byline


@pytest.mark.parametrize(
    ("label", "value", "byline"),
    [
        ("Written by", "Jane Doe", "Jane Doe"),
        ("Written by", "admin", None),
        ("Written by", "siteadmin2", None),
        ("Est. reading time", "38 minutes", None),
    ],
)
def test_a_card_says_what_its_values_are(open_page, label, value, byline):
    head = f'<meta name="twitter:label1" content="{label}">'
    head += f'<meta name="twitter:data1" content="{value}">'
    assert open_page("<h1>A plan for it</h1>", head).byline == byline


@pytest.mark.parametrize(
    ("lines", "published"),
    [
        ("<p>May 14, 2025</p>", "2025-05-14"),
        ("<p>Essay - Published: 2025.05.14 |</p>", "2025-05-14"),
        ("<p>Published <b>Apr 26, 2023</b></p>", "2023-04-26"),
        ("<p>Updated <i>on</i> <b>May 14, 2025</b></p>", "2025-06-12"),
        ("<div class='modified-date'><time>May 14, 2025</time></div>", "2025-06-12"),
        # As the Americans and as the others write the stated day.
        ("<p>6/12/2025</p><p>8/28/2025</p>", "2025-06-12"),
        ("<p>12.06.2025</p>", "2025-06-12"),
        ("<p>On May 14, 2025 the mayor spoke.</p>", "2025-06-12"),
    ],
)
def test_the_day_by_the_title(open_page, lines, published):
    assert open_page(f"<h1>A plan for it</h1>{lines}", STATED).published == published


@pytest.mark.parametrize(
    "address",
    ["https://a.example/2025-05-14-a-plan", "https://a.example%2Fposts%2F2025-05-14%2Ba%2Bplan"],
)
def test_the_day_in_an_address(open_page, address):
    head = f'<meta property="og:url" content="{address}">'
    assert open_page("<h1>A plan for it</h1>", head).published == "2025-05-14"
