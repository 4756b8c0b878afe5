# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Marks at the beginnings of lines: quotations, prompts, comparisons, and flowed format."""

import pytest

from reader.formats.structure.quoted_lines import fixed_lines, flowed_lines

pytestmark = pytest.mark.issue(14)


def fixed(text):
    return [(line.depth, line.text) for line in fixed_lines(text)]


def flowed(text, *, without_space=False):
    return [(line.depth, line.text) for line in flowed_lines(text, without_space=without_space)]


@pytest.mark.parametrize("marks", [">>", ">> ", "> > ", " > >"])
def test_marks_are_counted_and_taken_off(marks):
    assert fixed(f"> It is a relic.\n{marks}We kept it.") == [
        (1, "It is a relic."),
        (2, "We kept it."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        ">>> import weir\n>>> weir.height()",
        "> 5 %",
        "> 5 %: dear\n> 3 %: cheap",
        "> x <- c(1, 2)\n> summary(x)",
        "> npm install weir",
        ">= 5 people were there.",
        "In the lower meadows the losses were\n> 5 % of the harvest, as they say.",
    ],
)
def test_what_is_no_quotation(text):
    assert fixed(text) == [(0, line) for line in text.split("\n")]


@pytest.mark.parametrize(
    "text",
    ["> 5 years ago we built it.", "> Print it, I say.", "> In 1953 it held (barely)."],
)
def test_what_looks_like_none_and_is_one(text):
    assert fixed(text) == [(1, text[2:])]


def test_all_is_quoted_below_a_line_that_says_so():
    assert fixed("On 4 March 2024, Jane Roe wrote:\n> 5 %\n\nNo.\n\n> 3 %")[1:] == [
        *((1, "5 %"), (0, ""), (0, "No."), (0, ""), (1, "3 %")),
    ]


def test_what_a_mailbox_escapes():
    assert fixed("It rained.\n\n>From the bridge you see it.")[-1] == (
        0,
        "From the bridge you see it.",
    )


def test_the_end_of_a_line_that_was_broken():
    long = "> " + "word " * 14 + "that"
    assert fixed(f"{long}\nnobody needs\n> at all.")[1] == (1, "nobody needs")
    # Whoever answers begins a sentence.
    assert fixed(f"{long}\nNonsense\n> at all.")[1] == (0, "Nonsense")


def test_lines_flow_into_those_of_their_depth_alone():
    assert flowed("> one \n>> two \n>> three\n> four \nfive \nsix") == [
        *((1, "one "), (2, "two three"), (1, "four "), (0, "five six")),
    ]


def test_the_space_that_says_so_is_kept_or_not():
    assert flowed("a me \ntre", without_space=True) == [(0, "a metre")]
    assert flowed("a \nmetre") == [(0, "a metre")]


def test_what_was_stuffed():
    assert flowed(" From here\n >5 is more\n  two") == [
        *((0, "From here"), (0, ">5 is more"), (0, " two")),
    ]


def test_a_signature_never_flows():
    lines = flowed("It rained. \n-- \nJane")
    assert lines == [(0, "It rained. "), (0, "-- "), (0, "Jane")]
    assert flowed("> -- \n> Jane") == [(1, "-- "), (1, "Jane")]
