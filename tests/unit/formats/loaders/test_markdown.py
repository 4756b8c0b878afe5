# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Markdown: front matter as metadata, marks as structure."""

import pytest

from reader.document.article import BlockKind
from reader.formats import load

K = BlockKind

PAGE = """---
title: "A plan: what it says"
date: 2024-03-09 10:00:00 +0100
lastmod: 2024-03-11
authors:
  - Jane Doe
  - John Roe
tags: [politics, opinion]
canonical_url: https://example.org/plan
---

The first *paragraph* has [a link](https://example.org/x) and
goes on.

![A hall full of people](hall.jpg)

## What comes *next*

> A quotation
> of two lines.

1. one
2. two
   - deeper

| a | b |
|---|---|
| 1 | 2 |

{{< chart id="x" >}}

A [link]({{ "/2016/x/" | url }}) a generator computes.

<div>Some <b>markup</b></div>

Editor's note: this has been corrected.

```
code
```
"""


def test_structure_and_metadata(tmp_path):
    path = tmp_path / "plan.md"
    path.write_text(PAGE)
    article = load(path)
    assert article.format == "md"
    assert (article.title, article.byline) == ("A plan: what it says", "Jane Doe, John Roe")
    assert (article.published, article.updated) == ("2024-03-09", "2024-03-11")
    assert article.genre == "opinion"
    assert article.address == "https://example.org/plan"
    assert [(b.kind, b.level, article.text[b.start : b.end]) for b in article.blocks] == [
        (K.TITLE, 0, "A plan: what it says"),
        (K.PARAGRAPH, 0, "The first paragraph has a link and goes on."),
        (K.CAPTION, 0, "Picture: A hall full of people"),
        (K.HEADING, 2, "What comes next"),
        (K.QUOTE, 0, "A quotation of two lines."),
        (K.LIST_ITEM, 1, "1. one"),
        (K.LIST_ITEM, 1, "2. two"),
        (K.LIST_ITEM, 2, "deeper"),
        (K.TABLE, 0, "a | b\n1 | 2"),
        (K.BOILERPLATE, 0, '{{< chart id="x" >}}'),
        (K.PARAGRAPH, 0, "A link a generator computes."),
        (K.PARAGRAPH, 0, "Some markup"),
        (K.NOTE, 0, "Editor's note: this has been corrected."),
        (K.PARAGRAPH, 0, "code"),
    ]


def test_a_picture_inside_a_paragraph_stands_behind_it(tmp_path):
    path = tmp_path / "a.md"
    path.write_text("The hall ![A hall full of people](a.jpg)was full. ![a.jpg](a.jpg)\n\nMore.\n")
    article = load(path)
    assert [article.text[b.start : b.end] for b in article.blocks] == [
        "The hall was full.",
        "Picture: A hall full of people",
        "More.",
    ]


def test_the_first_heading_is_the_title(tmp_path):
    path = tmp_path / "a.markdown"
    path.write_text(
        "# The title\n\nBy Jane Doe\n\nText of some length follows.\n\n# A part\n\nMore.\n"
    )
    article = load(path)
    assert article.title == "The title"
    assert article.byline == "Jane Doe"
    assert [b.kind for b in article.blocks] == [
        K.TITLE,
        K.BYLINE,
        K.PARAGRAPH,
        K.HEADING,
        K.PARAGRAPH,
    ]


def test_front_matter_in_a_text_file_is_markdown(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("---\ntitle: Hello there\n---\n\nSome *text*.\n")
    article = load(path)
    assert (article.format, article.title) == ("md", "Hello there")
    assert article.text.endswith("Some text.")


def test_ten_thousand_levels_are_safe(tmp_path):
    path = tmp_path / "a.md"
    path.write_text(">" * 10_000 + " deep\n\n" + "[" * 10_000 + "\n\nThe text.\n")
    assert load(path).text.endswith("The text.")


@pytest.mark.parametrize("depth", [60, 10_000])
def test_quotations_inside_quotations_are_not_lost(tmp_path, depth):
    path = tmp_path / "deep.md"
    path.write_text("> " * depth + "The sentence at the bottom.")
    article = load(path)
    assert article.text.endswith("The sentence at the bottom.")
    assert bool(article.warnings) == (depth > 80)


def test_a_title_given_twice_stands_once_and_footnotes_are_numbered(tmp_path):
    path = tmp_path / "plan.md"
    path.write_text(
        "---\ntitle: A plan\n---\n# A plan\n\nThe council met.[^a] It agreed.\n\n[^a]: On Monday.\n"
    )
    article = load(path)
    assert [article.text[b.start : b.end] for b in article.blocks] == [
        *("A plan", "The council met. It agreed.", "a. On Monday.")
    ]
