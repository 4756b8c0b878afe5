# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Quotations are found by their marks, and a broken mark breaks nothing else."""

import pytest

from reader.analysis.syntax.quotations import (
    aside,
    find_quotes,
    interruption,
    left_open,
    running,
)


def found(*paragraphs):
    text = "\n\n".join(paragraphs)
    return [text[quote.start : quote.end] for quote in quotes_of(paragraphs)]


def quotes_of(paragraphs):
    found = []
    offset, mark = 0, ""
    for words, following in zip(paragraphs, [*paragraphs[1:], ""], strict=True):
        quotes = find_quotes(words, offset, mark, following[:1])
        mark = left_open(words, offset, quotes)
        found += quotes
        offset += len(words) + 2
    return found


@pytest.mark.parametrize(
    "quotation",
    [
        '"We sail at dawn,"',
        "“We sail at dawn,”",
        "''We sail at dawn,''",
        "«We sail at dawn»",
        "„We sail at dawn“",
        "'We sail at dawn,'",
        "‘We sail at dawn,’",
    ],
)
def test_every_kind_of_mark(quotation):
    assert found(f"{quotation} she said on the quay.") == [quotation]


def test_two_quotations_in_one_paragraph():
    assert found('"No," he said. "Not today."') == ['"No,"', '"Not today."']


def test_a_quotation_inside_another_belongs_to_the_outer():
    assert found("“She told me ‘never again’ and left,” he said.") == [
        "“She told me ‘never again’ and left,”"
    ]


def test_apostrophes_are_no_quotation_marks():
    assert found("The teachers' strike didn't end the town's '90s gloom.") == []
    assert found("It was Selam G.'s post about the readers' views.") == []


def test_a_quotation_over_several_paragraphs():
    quotes = quotes_of(["He spoke: “We began small.", "“Then we grew.”", "It rained."])
    assert [quote.continues for quote in quotes] == [False, True]
    assert [quote.closed for quote in quotes] == [False, True]


def test_a_mark_that_is_never_closed_ends_with_its_sentence():
    assert found('He called it "a mess. The rest is told plainly.', "“Fine,” she said.") == [
        '"a mess.',
        "“Fine,”",
    ]


def test_typographic_marks_the_wrong_way_round():
    assert found("”Well done,“ she said.") == ["”Well done,“"]


def test_stray_closing_marks_are_ignored():
    assert found("It ended there.” “Good,” she said.") == ["“Good,”"]


@pytest.mark.parametrize("words", ["", '"', "“", "”", '""""', "'''''", "“““””", "' ' '"])
def test_marks_alone_raise_nothing(words):
    find_quotes(words, 0)


@pytest.mark.issue(14)
@pytest.mark.parametrize(("opening", "closing"), ['""', "“”", "‘’", "''"])
def test_a_quotation_in_mid_paragraph_goes_on_where_the_next_paragraph_opens_anew(opening, closing):
    first = f"{opening}We sail,{closing} she said. {opening}The sea is calm. The wind is fair."
    second = f"{opening}The crew's all here.{closing} Nobody sang."
    assert found(first, second) == [
        f"{opening}We sail,{closing}",
        f"{opening}The sea is calm. The wind is fair.",
        f"{opening}The crew's all here.{closing}",
    ]
    assert quotes_of([first, second])[-1].continues


@pytest.mark.issue(14)
def test_an_apostrophe_opens_nothing_before_another_paragraph():
    assert found("'Tis the season. The '90s were fine.", "The crew's all here.") == []


@pytest.mark.issue(14)
@pytest.mark.parametrize(
    ("between", "interrupts"),
    [
        ("—she paused—", True),
        (" – she paused – ", True),
        (" -- she paused -- ", True),
        (", — and here she paused — ", True),
        (" and the town's ", False),
        ("—she paused. It rained—", False),
        ("—", False),
    ],
)
def test_what_stands_between_dashes_interrupts(between, interrupts):
    assert interruption(between) is interrupts


@pytest.mark.issue(14)
def test_what_stands_between_commas_stands_apart():
    assert aside(" and she banged the table, ")
    assert not aside(" and ")


def runs(*paragraphs):
    """The words of the quotations that run over several of the paragraphs."""
    text = "\n".join(paragraphs)
    starts = [sum(len(p) + 1 for p in paragraphs[:k]) for k in range(len(paragraphs))]
    found = running(list(zip(starts, paragraphs, strict=True)))
    return [text[span.start : span.end] for span in found]


def test_a_quotation_runs_on_until_it_is_closed():
    middle = "It says “no” to all."
    assert runs("She wrote:", '"We came.', middle, 'We left."', "It rained.") == [
        f'"We came.\n{middle}\nWe left."'
    ]


@pytest.mark.parametrize(
    "paragraphs",
    [
        ["“We came.", "“We left.”"],  # each paragraph opens anew
        ["“We came,” she said.", "We left.”"],
        ["“We came.", "It rained."],
        ["“We came.", "“It rained,” he said.", "We left.”"],
        ["He said “we came.", "It rained.", "We left.”"],  # a mark forgotten in mid-sentence
        ["“We came.", 'We left."'],
        ['"We came.', 'The board is 2" thick'],
        ['“We came," she said. "We left,”', "It rained.”"],
    ],
)
def test_two_marks_that_do_not_belong_together_are_no_quotation(paragraphs):
    assert runs(*paragraphs) == []
