# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
import json

import pytest

from reader.document import Polarity, Span
from reader.document.comparison import (
    UNRELATED,
    Comparison,
    Related,
    alignment_from_dict,
    alignment_to_dict,
)
from reader.document.comparison_account import actor_accounts, actors_only, voices_only
from tests.comparisons import comparison_of_two


def words(comparison, number, spans):
    text = comparison.analyses[number].article.text
    return [text[span.start : span.end] for span in spans]


def test_what_no_other_article_reports():
    comparison = comparison_of_two()
    alone = [words(comparison, n, [item.span for item in comparison.only(n)]) for n in range(2)]
    assert alone == [
        ["Marsh is a coward.", "Anna Reed told David Reed that boats matter."],
        ["Reed called Marsh a coward.", "Shops will suffer, Stone said."],
    ]


def test_an_actor_s_mentions_words_and_judges_in_each_article():
    comparison = comparison_of_two()
    marsh, reed = actor_accounts(comparison)
    here, there = marsh.appearances
    assert (here.words, there.words) == (3, 0)
    (judged,) = here.by_author
    assert judged.polarity is Polarity.CRITICAL
    assert words(comparison, 0, [judged.span]) == ["Marsh is a coward."]
    assert there.by_author == ()
    (by_reed,) = there.by_others
    assert (by_reed.holder, by_reed.polarity) == ("David Reed", Polarity.CRITICAL)
    assert reed.appearances[0].words == 0
    assert reed.appearances[1].words == 3


def test_whose_words_one_article_alone_carries():
    comparison = comparison_of_two()
    first, second = (voices_only(comparison, number) for number in range(2))
    # What Marsh says is in a sentence that the other article reports the same.
    assert [(voice.holder, voice.elsewhere) for voice in first] == [("Anna Reed", False)]
    assert [(voice.holder, voice.elsewhere) for voice in second] == [
        ("David Reed", True),
        ("Paul Stone", False),
    ]


def test_who_is_named_in_one_alone():
    comparison = comparison_of_two()
    assert [actor.name for actor in actors_only(comparison, 0)] == ["Anna Reed"]
    assert [actor.name for actor in actors_only(comparison, 1)] == ["Paul Stone"]


def test_the_verdict_is_a_sentence_only_where_they_do_not_go_together():
    assert Related(0.5)
    assert Related(0.5).reason == ""
    assert not Related(0.1, (0, 1))
    assert Related(0.1, (0, 1)).reason == UNRELATED


def test_it_comes_back_from_its_json_form():
    comparison = comparison_of_two()
    data = json.loads(json.dumps(alignment_to_dict(comparison)))
    assert alignment_from_dict(data, comparison.analyses) == comparison


@pytest.mark.parametrize(
    ("part", "value"),
    [
        ("sentences", [{"spans": [[0, 3], None], "score": 0.5}]),
        ("sentences", [{"spans": [None], "score": 0.5}]),
        ("actors", [{"name": "X", "type": "person", "ids": ["a9", None]}]),
        ("related", {"closeness": 0.1, "apart": [2]}),
    ],
)
def test_what_is_of_other_articles_is_refused(part, value):
    comparison = comparison_of_two()
    data = alignment_to_dict(comparison) | {part: value}
    with pytest.raises(ValueError, match=r"."):
        alignment_from_dict(data, comparison.analyses)


def test_articles_without_anything_shared():
    analyses = comparison_of_two().analyses
    comparison = Comparison(analyses, Related(0.1, (0, 1)))
    assert len(comparison.only(0)) == len(analyses[0].sentences)
    assert Span(0, 0) not in [item.span for item in comparison.only(1)]
