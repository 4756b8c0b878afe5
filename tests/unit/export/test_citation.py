# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What is copied says whose it is and where it stands."""

from dataclasses import replace

from reader.document import Article
from reader.export.citation import cited

ARTICLE = Article(
    "It fell.",
    (),
    title="The <bridge>",
    byline="Ada Marsh",
    outlet="Courier",
    published="2025-03-03",
)


def test_words_speaker_author_title_outlet_and_date_are_there():
    found = cited(ARTICLE, "It\nfell.", "Tom Ellery")
    assert found.plain == (
        "“It fell.” (Tom Ellery, in: Ada Marsh, “The <bridge>”, Courier, 3 March 2025)"
    )
    assert "<blockquote>It fell.</blockquote>" in found.rich
    assert "<cite>“The &lt;bridge&gt;”</cite>" in found.rich


def test_the_authors_own_words_name_no_speaker():
    assert cited(ARTICLE, "It fell.", None).plain.startswith("“It fell.” (Ada Marsh, ")


def test_what_is_not_known_is_left_out():
    bare = replace(ARTICLE, title=None, byline=None, outlet=None, published=None)
    assert cited(replace(bare, source="a.txt"), "It fell.", None).plain == "“It fell.” (a.txt)"
    assert cited(bare, "It fell.", None).plain == "“It fell.”"
