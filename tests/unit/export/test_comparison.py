# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
import json
import re
from dataclasses import replace

import jsonschema
import pytest

from reader import paths
from reader.document.comparison import Related, SameReport
from reader.document.marks import View
from reader.document.overlay import overlaid
from reader.export.comparison_html import comparison_page
from reader.export.comparison_json import comparison_json
from reader.export.comparison_rows import rows
from tests.comparisons import comparison_of_two


def page_of(comparison):
    reads = [overlaid(analysis, ()) for analysis in comparison.analyses]
    return comparison_page(comparison, reads, View()).decode("utf-8")


def plain(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page[page.index("<body") :]))


def cells(comparison):
    return [
        (
            row.same is not None,
            *(
                [analysis.article.text[s.start : s.end] for s in cell]
                for analysis, cell in zip(comparison.analyses, row.cells, strict=True)
            ),
        )
        for row in rows(comparison)
    ]


def test_what_is_reported_the_same_lies_side_by_side_and_the_rest_follows():
    assert cells(comparison_of_two()) == [
        (True, ["We need a wall, Marsh said."], ["The mayor wants a wall."]),
        (
            False,
            ["Marsh is a coward.", "Anna Reed told David Reed that boats matter."],
            ["Reed called Marsh a coward.", "Shops will suffer, Stone said."],
        ),
    ]


def test_every_sentence_stands_once_even_where_the_order_differs():
    comparison = comparison_of_two()
    one, other = (analysis.sentences for analysis in comparison.analyses)
    crossed = replace(
        comparison,
        sentences=(
            SameReport((one[0].span, other[2].span), 0.6),
            SameReport((one[2].span, other[0].span), 0.6),
        ),
    )
    laid = cells(crossed)
    for side, sentences in ((1, one), (2, other)):
        assert sum(len(row[side]) for row in laid) == len(sentences)
    assert laid[0][1:] == (["We need a wall, Marsh said."], ["Shops will suffer, Stone said."])


def test_a_sentence_that_the_first_article_lacks_follows_what_precedes_it():
    comparison = comparison_of_two()
    one, other = comparison.analyses
    three = replace(
        comparison,
        analyses=(one, other, other),
        sentences=(
            SameReport((one.sentences[0].span, other.sentences[0].span, None), 0.6),
            SameReport((None, other.sentences[1].span, other.sentences[1].span), 0.6),
        ),
    )
    same = [row[1:] for row in cells(three) if row[0]]
    assert same == [
        (["We need a wall, Marsh said."], ["The mayor wants a wall."], []),
        ([], ["Reed called Marsh a coward."], ["Reed called Marsh a coward."]),
    ]


def test_the_page_says_who_is_where_and_what_is_said_of_them():
    said = plain(page_of(comparison_of_two()))
    assert "Helen Marsh person A 2 mentions, 3 words relayed" in said
    assert "The author, critical: Marsh is a coward." in said
    assert "David Reed, critical: Reed called Marsh a coward." in said
    assert "Words that B alone carries" in said
    assert "Named in A alone: Anna Reed" in said
    assert "1 sentence is held to report the same" in said
    assert "2 of A’s 3 and 2 of B’s 3 stand in it alone" in said


def test_the_page_runs_and_fetches_nothing():
    page = page_of(comparison_of_two())
    assert "default-src &#x27;none&#x27;; style-src" in page
    assert "<script" not in page
    assert " style=" not in page
    assert "A wall &lt;at&gt; last" in page
    assert "<at>" not in page


def test_every_link_leads_somewhere():
    page = page_of(comparison_of_two())
    targets = re.findall(r'href="#([^"]+)"', page)
    assert targets
    assert set(targets) <= set(re.findall(r'id="([^"]+)"', page))


@pytest.mark.parametrize("apart", [(0, 1), ()])
def test_it_says_where_they_do_not_seem_to_be_about_the_same(apart):
    comparison = replace(comparison_of_two(), related=Related(0.1, apart))
    warned = "do not seem to be about the same thing" in page_of(comparison)
    assert warned is bool(apart)


def test_of_several_the_one_that_does_not_belong_is_named():
    comparison = comparison_of_two()
    three = replace(
        comparison,
        analyses=(*comparison.analyses, comparison.analyses[0]),
        related=Related(0.1, (2,)),
        actors=(),
        sentences=(),
    )
    assert "C does not seem to be about the same thing as the others." in page_of(three)


def test_the_json_is_as_its_schema_says():
    schema = json.loads(
        (paths.resources() / "schema" / "comparison.schema.json").read_text("utf-8")
    )
    data = json.loads(comparison_json(comparison_of_two()))
    jsonschema.validate(data, schema)
    assert data["actors"][0]["appearances"][0]["by_author"][0]["polarity"] == "critical"
    assert data["actors"][0]["appearances"][1]["by_others"][0]["holder"] == "David Reed"
    assert [len(item["sentences"]) for item in data["only"]] == [2, 2]
