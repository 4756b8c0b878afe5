# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Every kind of mark has a shape of its own: screenshots without their colours still tell them."""

from itertools import combinations

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from reader.document.marks import MarkKind, View
from reader.ui.marks.segments import paint_segment
from reader.ui.marks.swatch import paint_swatch
from reader.ui.theme import Theme, ThemeChoice
from tests.ui.conftest import FACT, OPINION, UNCLEAR

# Linear red, green and blue as those see them who lack a kind of cone (Viénot 1999, Brettel 1997,
# in the one-matrix form of Machado 2009), and as a grey print shows them.
SIGHTS = {
    "grey": [(0.2126, 0.7152, 0.0722)] * 3,
    "protanopia": [(0.152, 1.053, -0.205), (0.115, 0.786, 0.099), (-0.004, -0.048, 1.052)],
    "deuteranopia": [(0.367, 0.861, -0.228), (0.280, 0.673, 0.047), (-0.012, 0.043, 0.969)],
    "tritanopia": [(1.256, -0.077, -0.179), (-0.078, 0.931, 0.148), (0.005, 0.691, 0.304)],
}
SEGMENTS = [MarkKind.OPINION, MarkKind.VIEWPOINT, MarkKind.UNCLEAR, MarkKind.FACT, None]
SWATCHES = [kind for kind in MarkKind if kind not in (MarkKind.HIGHLIGHT, MarkKind.NOTE)]


def linear(value):
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def brightness(colour, sight):
    """How bright a colour is to an eye, 0 to 1; whatever hue is left is taken away as well."""
    rgb = [linear(part) for part in colour.getRgbF()[:3]]
    seen = [min(1, max(0, sum(a * b for a, b in zip(row, rgb, strict=True)))) for row in sight]
    return 0.2126 * seen[0] + 0.7152 * seen[1] + 0.0722 * seen[2]


def shape(image, sight):
    """Where an image is clearly darker or brighter than most of it (contrast 1.6), as a pattern."""
    grey = [
        [brightness(QColor(image.pixel(x, y)), sight) for x in range(image.width())]
        for y in range(image.height())
    ]
    levels = sorted(value for row in grey for value in row)
    ground = levels[len(levels) // 2]
    return frozenset(
        (x, y)
        for y, row in enumerate(grey)
        for x, value in enumerate(row)
        if (max(value, ground) + 0.05) / (min(value, ground) + 0.05) > 1.6
    )


def drawn(paint, width, height, theme):
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(theme["surface"])
    painter = QPainter(image)
    paint(painter, QRectF(0, 0, width, height))
    painter.end()
    return image


def assert_all_differ(shapes):
    for (one, first), (other, second) in combinations(shapes.items(), 2):
        assert len(first ^ second) >= 8, f"{one} and {other} look the same"


@pytest.mark.parametrize("theme", ["light", "dark", "sepia"])
@pytest.mark.parametrize("sight", SIGHTS)
def test_segments_and_examples_are_told_apart_without_colour(application, theme, sight):
    colours, matrix = Theme(theme), SIGHTS[sight]
    assert_all_differ(
        {
            kind: shape(
                drawn(lambda p, r, k=kind: paint_segment(p, r, k, colours), 24, 14, colours),
                matrix,
            )
            for kind in SEGMENTS
        }
    )
    assert_all_differ(
        {
            kind: shape(
                drawn(lambda p, r, k=kind: paint_swatch(p, r, k, colours), 24, 14, colours), matrix
            )
            for kind in SWATCHES
        }
    )


@pytest.mark.parametrize("theme", ["light", "dark", "sepia"])
def test_the_segments_of_a_book_are_told_apart_in_a_single_column(application, theme):
    colours = Theme(theme)
    kinds = (MarkKind.OPINION, MarkKind.FACT)
    columns = {
        kind: shape(
            drawn(lambda p, r, k=kind: paint_segment(p, r, k, colours), 1, 14, colours),
            SIGHTS["grey"],
        )
        for kind in kinds
    }
    assert columns[MarkKind.OPINION]
    assert columns[MarkKind.FACT]
    assert columns[MarkKind.OPINION] != columns[MarkKind.FACT]


@pytest.mark.parametrize("theme", ["light", "dark", "sepia"])
@pytest.mark.parametrize("sight", SIGHTS)
def test_in_the_text_opinions_stand_between_bars_and_facts_under_a_lid(
    driver, qtbot, kit, tmp_path, theme, sight
):
    driver.session.stored_view = View(facts=True)
    driver.window.choose_theme(ThemeChoice(theme))
    driver.article = driver.analysed(path=tmp_path / "bridge.txt")
    qtbot.waitUntil(lambda: driver.view.whole)
    image = driver.view.viewport().grab().toImage()
    matrix = SIGHTS[sight]

    def contrast(x, y, ground):
        one, other = (brightness(QColor(image.pixel(*at)), matrix) for at in ((x, y), ground))
        return (max(one, other) + 0.05) / (min(one, other) + 0.05)

    def edges(words):
        """The most contrast with the ground beside a mark's words, and along its upper edge."""
        places = driver.view.places
        run = places.runs_of(kit.span(driver.article, words))[0]
        box = run.rect.translated(0, -places.scrolled).toAlignedRect()
        ground = (box.left() + 1, box.bottom() - 2)
        middle = box.top() + box.height() // 2
        beside = max(contrast(box.left() - step, middle, ground) for step in (1, 2, 3))
        over = min(
            max(contrast(x, box.top() + step, ground) for step in (1, 2))
            for x in range(box.left() + 4, box.right() - 4, 8)
        )
        return beside, over

    opinion, fact = edges(OPINION), edges(FACT)
    assert opinion[0] > 2
    assert opinion[1] < 1.3
    assert fact[1] > 1.6


def test_what_is_unclear_has_a_switch_with_its_count(reading, qtbot, kit):
    chip = reading.window.toolbar.chips[MarkKind.UNCLEAR]
    assert chip.isVisible()
    assert chip.count == 1
    place = kit.span(reading.article, UNCLEAR)
    shown = {mark.kind for mark in reading.page.index.marks_in(place.start, place.end)}
    assert MarkKind.UNCLEAR in shown
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    shown = {mark.kind for mark in reading.page.index.marks_in(place.start, place.end)}
    assert MarkKind.UNCLEAR not in shown
    assert reading.window.toolbar.chips[MarkKind.OPINION].isChecked()
    qtbot.keyClick(reading.window, Qt.Key.Key_5, Qt.KeyboardModifier.ControlModifier)
    assert chip.isChecked()
