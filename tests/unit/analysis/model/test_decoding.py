# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""From spans and pointers to attributions."""

import numpy as np
import pytest

from reader.analysis.model.decoding import Found, best_spans, link_spans

TEXT = "Stone says it works.\nIt leaks, Long says. “It rusts.”"
SENTENCES = [(0, 20), (21, 41), (42, 53)]


def span(token, words, text=TEXT):
    start = text.index(words)
    return Found(token, start, start + len(words), 0.9, 0.9)


def linked(*contents, pointers):
    """(source, content) of every attribution; `pointers` gives the strength from token to token."""
    found = {
        "source": [span(1, "Stone"), span(8, "Long")],
        "cue": [span(2, "says"), span(9, "says", TEXT.replace("Stone says", "Stone said"))],
        "content": list(contents),
    }
    links = np.zeros((2, 12, 12), np.float32)
    links[0, 2, 1] = links[0, 9, 8] = 1.0
    for start, goal, strength in pointers:
        links[1, start, goal] = strength
    return [
        (
            [TEXT[start:end] for start, end, _ in item.source],
            [TEXT[start:end] for start, end, _ in item.content],
        )
        for item in link_spans(TEXT, SENTENCES, found, links)
    ]


def test_a_content_belongs_to_the_cue_it_points_at():
    found = linked(span(3, "it works"), span(6, "It leaks"), pointers=[(3, 2, 1.0), (6, 9, 1.0)])
    assert found == [(["Stone"], ["it works"]), (["Long"], ["It leaks"])]


def test_only_in_quotation_marks_a_content_belongs_to_a_cue_of_another_sentence():
    assert linked(span(10, "“It rusts.”"), pointers=[(10, 9, 1.0)]) == [(["Long"], ["“It rusts.”"])]
    assert linked(span(10, "rusts"), pointers=[(10, 9, 1.0)]) == []


def test_no_content_belongs_to_a_cue_of_another_paragraph():
    found = linked(span(6, "It leaks"), pointers=[(6, 2, 5.0), (6, 9, 1.0)])
    assert found == [(["Long"], ["It leaks"])]


def test_a_content_in_a_paragraph_without_a_cue_is_left_out():
    found = {"source": [], "cue": [span(2, "says")], "content": [span(6, "It leaks")]}
    assert link_spans(TEXT, SENTENCES, found, np.ones((2, 12, 12), np.float32)) == ()


def spans(inside, begins, ends, breaks=(), shift=0.0):
    size = len(inside)
    floats = (np.array(row, np.float32) for row in (inside, begins, ends))
    return best_spans(*floats, [at in breaks for at in range(size)], shift=shift)


SURE = [0.1, 0.9, 0.9, 0.9, 0.9, 0.1]
FIRST = [0.0, 0.8, 0.1, 0.1, 0.1, 0.0]
NOWHERE = [-3.0] * 6


def test_a_doubtful_word_does_not_tear_a_span_in_two():
    doubtful = [0.1, 0.9, 0.9, 0.4, 0.9, 0.1]
    assert spans(doubtful, FIRST, NOWHERE) == [(1, 5)]


def test_a_span_ends_where_the_model_says_that_it_ends():
    assert spans(SURE, FIRST, [-3.0, -3.0, -3.0, -3.0, 3.0, -3.0]) == [(1, 5)]
    assert spans([*SURE[:4], 0.55, 0.1], FIRST, [-3.0, -3.0, -3.0, 5.0, -5.0, 0.0]) == [(1, 4)]


def test_a_span_begins_beside_another_where_the_model_is_sure_of_it():
    second = [0.0, 0.8, 0.1, 0.8, 0.1, 0.0]
    assert spans(SURE, second, [-3.0, -3.0, 3.0, -3.0, 3.0, -3.0]) == [(1, 3), (3, 5)]


def test_no_span_runs_over_the_end_of_a_paragraph():
    assert spans(SURE, FIRST, NOWHERE, breaks=[3]) == [(1, 3), (3, 5)]


def test_a_shift_asks_for_more_certainty():
    weak = [0.1, 0.6, 0.6, 0.1, 0.1, 0.1]
    first = [0.0, 0.5, 0.05, 0.0, 0.0, 0.0]
    assert spans(weak, first, [0.0] * 6, shift=-1.0) == [(1, 3)]
    assert spans(weak, first, [0.0] * 6, shift=1.0) == []


@pytest.mark.parametrize("size", [1, 2])
def test_a_span_may_fill_all_there_is(size):
    assert spans([0.9] * size, [0.9] + [0.0] * (size - 1), [0.0] * size) == [(0, size)]
