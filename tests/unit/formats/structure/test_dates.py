# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Days and hours as articles write them."""

import pytest

from reader.formats.structure.dates import date_line, is_dateline, parse_date


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("KYIV, March 3 (Reuters) —", True),
        ("Updated at 12:36 p.m. ET, July 11", True),
        ("Updated at last, the list is long", False),
        ("LONDON", False),
        ("Paris is well worth a mass", False),
    ],
)
def test_datelines(text, expected):
    assert is_dateline(text) is expected


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2025-02-21", "2025-02-21"),
        ("2013-11-27T08:36:32Z", "2013-11-27"),
        ("March 3rd, 2024", "2024-03-03"),
        ("3 Mar. 2024", "2024-03-03"),
        ("Mar 03, 2024", "2024-03-03"),
        ("2. März 2015", "2015-03-02"),
        ("le 1er mai 2015", "2015-05-01"),
        ("3 de marzo de 2024", "2024-03-03"),
        ("03.04.2024", "2024-04-03"),
        ("25/12/2024", "2024-12-25"),
        ("12/25/2024", "2024-12-25"),
        ("2025年2月3日", "2025-02-03"),
        ("3/4/2024", None),
        ("0001-01-01T00:00:00Z", None),
        ("31 February 2024", None),
        ("May 6", None),
        ("", None),
    ],
)
def test_dates(text, value):
    assert parse_date(text) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Sunday, August 2, 2015", ("2015-08-02", False)),
        ("Published 3 March 2024, 10:30 GMT", ("2024-03-03", False)),
        ("Last updated: March 3, 2024 at 4:05 p.m. EST", ("2024-03-03", True)),
        ("On March 3, 2024 the council met.", None),
        ("The war began on 24 February 2022", None),
    ],
)
def test_date_lines(text, value):
    assert date_line(text) == value
