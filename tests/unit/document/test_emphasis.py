# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Which addresses may be opened, how emphasis lies in a block, and its JSON form."""

import pytest

from reader.document import Article, Block, BlockKind, Inline, InlineKind, Span
from reader.document.emphasis import links_in, safe_address, styled_runs, tidied
from reader.document.schema import article_from_dict, article_to_dict

LINK, BOLD, ITALIC = InlineKind.LINK, InlineKind.BOLD, InlineKind.ITALIC
PAGE = "https://e.org/news/a"


@pytest.mark.issue(14)
@pytest.mark.parametrize(
    ("address", "base", "safe"),
    [
        ("https://e.org/a?b=1#c", "", "https://e.org/a?b=1#c"),
        (" HTTP://E.org/a\n", "", "http://E.org/a"),
        ("mailto:a@e.org?subject=x", "", "mailto:a@e.org?subject=x"),
        ("../b", PAGE, "https://e.org/b"),
        ("?page=2", PAGE, "https://e.org/news/a?page=2"),
        ("//cdn.e.org/x", "", "https://cdn.e.org/x"),
        ("http://a b/c", "", "http://a%20b/c"),
        # What one would not see, or see turned round, is written out.
        ("https://e.org/\u202egpj.exe", "", "https://e.org/%E2%80%AEgpj.exe"),
        # Browsers go to the first of the two; so must what the question names.
        ("https://good.org\\@evil.org", "", "https://good.org/@evil.org"),
        ("../b", "", ""),
        ("#there", PAGE, ""),
        ("javascript:alert(1)", PAGE, ""),
        ("java\nscript:alert(1)", PAGE, ""),
        ("\tJAVASCRIPT:x", PAGE, ""),
        ("vbscript:x", "", ""),
        ("data:text/html,x", PAGE, ""),
        ("file:///etc/passwd", PAGE, ""),
        ("blob:https://e.org/1", "", ""),
        ("tel:123", "", ""),
        ("mailto:", "", ""),
        ("http:///x", "", ""),
        ("http://[::1", "", ""),
        ("https://e.org/" + "a" * 5000, "", ""),
        ("", PAGE, ""),
    ],
)
def test_safe_addresses(address, base, safe):
    assert safe_address(address, base) == safe
    assert safe_address(safe) == safe


@pytest.mark.issue(14)
def test_emphasis_of_one_kind_never_overlaps():
    found = tidied(
        [
            Inline(BOLD, 4, 9),
            Inline(BOLD, 0, 4),
            Inline(BOLD, 12, 12),
            Inline(ITALIC, 2, 30),
            Inline(ITALIC, 5, 6),
            Inline(LINK, 0, 20, "https://e.org/1"),
            Inline(LINK, 10, 15, "https://e.org/2"),
        ]
    )
    assert found == (
        Inline(LINK, 0, 10, "https://e.org/1"),
        Inline(BOLD, 0, 9),
        Inline(ITALIC, 2, 30),
        Inline(LINK, 10, 15, "https://e.org/2"),
    )
    assert tidied(found) == found


@pytest.mark.issue(14)
def test_runs_cover_a_stretch_without_gaps():
    inlines = (Inline(BOLD, 2, 6), Inline(ITALIC, 4, 9))
    runs = [(span.start, span.end, len(over)) for span, over in styled_runs(inlines, Span(3, 11))]
    assert runs == [(3, 4, 1), (4, 6, 2), (6, 9, 1), (9, 11, 0)]
    assert list(styled_runs(inlines, Span(9, 11))) == [(Span(9, 11), ())]


def article():
    link = Inline(LINK, 4, 8, "https://e.org/a")
    return Article(
        "One two\n\nthree four",
        (
            Block(
                BlockKind.PARAGRAPH, 0, 7, inlines=(Inline(BOLD, 0, 3), Inline(LINK, 4, 7, PAGE))
            ),
            Block(BlockKind.PARAGRAPH, 9, 19, inlines=(Inline(LINK, 15, 19, link.href),)),
        ),
    )


@pytest.mark.issue(14)
def test_links_of_a_stretch():
    assert [link.href for link in links_in(article(), Span(0, 19))] == [PAGE, "https://e.org/a"]
    assert [link.href for link in links_in(article(), Span(5, 6))] == [PAGE]
    assert links_in(article(), Span(7, 8)) == ()
    assert links_in(article(), Span(9, 12)) == ()


@pytest.mark.issue(14)
def test_json_there_and_back():
    data = article_to_dict(article())
    assert data["blocks"][0]["inlines"] == [
        {"kind": "bold", "start": 0, "end": 3},
        {"kind": "link", "start": 4, "end": 7, "href": PAGE},
    ]
    assert article_from_dict(data) == article()
    for block in data["blocks"]:
        del block["inlines"]
    assert [block.inlines for block in article_from_dict(data).blocks] == [(), ()]


@pytest.mark.issue(14)
@pytest.mark.parametrize(
    "inline",
    [
        {"kind": "link", "start": 0, "end": 3, "href": "javascript:alert(1)"},
        {"kind": "link", "start": 0, "end": 3, "href": "file:///etc/passwd"},
        {"kind": "link", "start": 0, "end": 3},
        {"kind": "bold", "start": 0, "end": 3, "href": PAGE},
        {"kind": "bold", "start": 5, "end": 12},
        {"kind": "bold", "start": 3, "end": 3},
    ],
)
def test_what_no_copy_says_of_itself_is_left_out(inline):
    data = article_to_dict(article())
    data["blocks"][0]["inlines"] = [inline]
    assert article_from_dict(data).blocks[0].inlines == ()


@pytest.mark.issue(14)
@pytest.mark.parametrize(
    "inline",
    [
        {"kind": "blink", "start": 0, "end": 3},
        {"kind": "bold", "start": 0, "end": 300},
        {"kind": "bold", "start": "0", "end": 3},
        {"kind": "link", "start": 0, "end": 3, "href": 7},
        "bold",
    ],
)
def test_what_is_of_another_shape_is_refused(inline):
    data = article_to_dict(article())
    data["blocks"][0]["inlines"] = [inline]
    with pytest.raises((ValueError, KeyError, TypeError)):
        article_from_dict(data)
