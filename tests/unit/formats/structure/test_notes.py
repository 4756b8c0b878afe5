# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Where the editors speak, and where the author only seems to let them."""

import pytest

from reader.formats.structure.notes import is_note


@pytest.mark.parametrize(
    "text",
    [
        "Editor's note: This story has been changed.",
        "Editor’s Note — the writer is a former minister.",
        "[Editor's note: see below]",
        "Correction: An earlier version named the wrong town.",
        "Correction (March 5): the town is in the north.",
        "This article was updated on 3 May with a comment from the ministry.",
        "An earlier version of this story gave the wrong date.",
        "The views expressed in this article are the author's own.",
        "The opinions expressed here do not necessarily reflect those of the paper.",
        "Jane Doe is a professor of law at a university. Follow her on Twitter @janedoe",
        "Additional reporting by John Roe in Paris",
        "The Associated Press contributed to this report.",
        "The Courier's Jane Doe, Ann-Marie Poe and John Roe contributed to this report.",
        "Disclaimer: the author owns shares in the company.",
    ],
)
def test_notes(text):
    assert is_note(text)


@pytest.mark.parametrize(
    "text",
    [
        "This article of the constitution was written in haste.",
        "Correction of the course is overdue.",
        "The update was published by the company on Monday, which said that all is well.",
        "The opinions expressed by the crowd are repugnant.",
        "So I need not be told that Jane Doe is a bad person, whatever was said on Twitter (or X).",
        "Views differ on whether the plan will work.",
    ],
)
def test_sentences_are_not_notes(text):
    assert not is_note(text)
