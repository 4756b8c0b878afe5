# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Who wrote an article, and lines that only begin as a byline does."""

import pytest

from reader.formats.structure.bylines import byline_names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("By Jane Doe", "Jane Doe"),
        ("By Jane Doe and John Roe", "Jane Doe and John Roe"),
        ("by JANE DOE, Associated Press", "JANE DOE"),
        ("Written by Ludwig van der Rohe", "Ludwig van der Rohe"),
        ("Von Anna Müller", "Anna Müller"),
        ("By far the best plan is the first", None),
        ("By Monday Night it was over.", None),
        ("By the river", None),
        ("By Day Seven, however, Ms. Doe had lost her patience", None),
        ("by Mr. Roe, took a wait-and-see attitude", None),
    ],
)
def test_bylines(text, names):
    assert byline_names(text) == names
