# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""From spans and pointers to attributions."""

import numpy as np

from reader.analysis.decoding import Found, link_spans

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
