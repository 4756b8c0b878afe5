# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""All themes name the same roles, and what is written can be read on what lies behind it."""

import re

import pytest

from reader import paths

THEMES = ["light", "dark", "sepia"]

# (writing, what it lies on, least contrast): 4.5 for text, 3 for lines and signs (WCAG 2.2 AA).
PAIRS = [
    *[
        ("text", on, 4.5)
        for on in (
            "background",
            "surface",
            "chrome",
            "raised",
            "selected",
            "selection",
            "opinion_low",
            "opinion_high",
            "fact",
            "mention",
            "found",
            "found_current",
            "highlight",
            "notice",
        )
    ],
    *[
        ("text_muted", on, 4.5)
        for on in ("background", "surface", "chrome", "raised", "selected", "notice")
    ],
    ("accent", "background", 4.5),
    ("accent", "surface", 4.5),
    ("on_accent", "accent", 4.5),
    ("on_accent", "viewpoint", 4.5),
    ("critical_text", "surface", 4.5),
    ("favourable_text", "surface", 4.5),
    ("error", "notice", 4.5),
    ("text_dimmed", "background", 3),
    ("viewpoint", "background", 3),
    ("viewpoint", "opinion_high", 3),
    ("loaded", "background", 3),
    ("loaded", "opinion_high", 3),
    ("unclear", "background", 3),
    *[
        ("reader", on, 3)
        for on in ("background", "surface", "selected", "raised", "opinion_high", "highlight")
    ],
    *[
        ("opinion_line", on, 3)
        for on in ("background", "surface", "opinion_low", "opinion_high", "opinion_strip")
    ],
    *[("fact_line", on, 3) for on in ("background", "surface", "fact", "fact_strip")],
    ("viewpoint", "viewpoint_strip", 3),
    ("unclear", "chrome", 3),
    ("reader", "opinion_strip", 3),
    ("reader", "fact_strip", 3),
]


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    dark, bright = sorted((luminance(one), luminance(other)))
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("writing", "on", "least"), PAIRS)
def test_what_is_written_can_be_read(theme, writing, on, least):
    colours = paths.theme(theme)
    assert contrast(colours[writing], colours[on]) >= least


def test_all_themes_name_the_same_roles_with_plain_colours():
    themes = [paths.theme(name) for name in THEMES]
    assert all(list(theme) == list(themes[0]) for theme in themes)
    for colour in (colour for theme in themes for colour in theme.values()):
        assert re.fullmatch(r"#[0-9a-f]{6}", colour)
