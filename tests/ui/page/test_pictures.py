# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Pictures that came with an article: shown in their places, and no part of its words."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QBuffer, QByteArray
from PySide6.QtGui import QColor, QImage

from reader.document import Picture
from reader.ui.page.page_text import shown_size

RED, BLUE = "#d02020", "#2020d0"
WORDS = "Nobody with eyes can doubt"


def picture(start, colour, kind="PNG", width=400, height=300):
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    assert image.save(buffer, kind)
    return Picture(start, width, height, bytes(data))


def colours(driver):
    """The colours on the screen, by how many of a sample of pixels have them."""
    image = driver.view.viewport().grab().toImage()
    found = {}
    for x in range(0, image.width(), 4):
        for y in range(0, image.height(), 4):
            pixel = image.pixelColor(x, y)
            found.setdefault(pixel.name(), []).append(y)
    return found


def close_to(found, colour):
    """The rows that have about this colour; JPEG and screens round it."""
    wanted = QColor(colour)
    return [
        y
        for name, rows in found.items()
        for y in rows
        if abs(QColor(name).red() - wanted.red()) < 9
        and abs(QColor(name).blue() - wanted.blue()) < 9
        and abs(QColor(name).green() - wanted.green()) < 9
    ]


@pytest.fixture
def with_pictures(kit):
    def with_pictures(*pictures):
        return replace(kit.make_article(), pictures=pictures)

    return with_pictures


def test_pictures_are_shown_in_their_places(driver, qtbot, kit, with_pictures, tmp_path):
    blocks = kit.make_article().blocks
    article = with_pictures(
        picture(blocks[2].start, RED), picture(blocks[3].start, BLUE, "JPEG", 1200, 300)
    )
    driver.opened(article, tmp_path / "bridge.txt")
    qtbot.waitUntil(
        lambda: bool(close_to(colours(driver), RED) and close_to(colours(driver), BLUE))
    )
    found = colours(driver)
    red, blue = close_to(found, RED), close_to(found, BLUE)
    text = driver.view.places.rect_of(blocks[2].span)
    assert max(red) < text.top() < text.bottom() < min(blue)
    assert len(blue) * 16 == pytest.approx(640 * 640 / 4, rel=0.05)


def test_the_marks_stay_on_their_words(driver, kit, with_pictures, tmp_path):
    article = with_pictures(*(picture(block.start, RED) for block in kit.make_article().blocks))
    driver.analysed(article, path=tmp_path / "bridge.txt")
    span = kit.span(article, WORDS[:6])
    driver.view.go_to(span.start)
    assert (
        span.start
        <= driver.view.places.offset_at(driver.view.places.rect_of(span).center())
        < span.end
    )


def test_copied_words_have_no_pictures_in_them(driver, kit, with_pictures, tmp_path):
    driver.opened(
        with_pictures(picture(kit.make_article().blocks[2].start, RED)), tmp_path / "bridge.txt"
    )
    driver.view.selectAll()
    copied = driver.view.createMimeDataFromSelection().text()
    assert "\ufffc" not in copied
    assert "\n\n\n" not in copied
    assert WORDS in copied


# Qt tells a programmer of it, the reader sees an empty place.
@pytest.mark.qt_log_ignore("JPEG")
@pytest.mark.parametrize(
    "data", [b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff" + bytes(99), b"GIF89a" + bytes(99)]
)
def test_a_damaged_picture_leaves_its_place_empty(
    driver, qtbot, kit, with_pictures, tmp_path, data
):
    article = with_pictures(Picture(0, 400, 300, data), picture(0, BLUE))
    driver.opened(article, tmp_path / "bridge.txt")
    qtbot.waitUntil(lambda: bool(close_to(colours(driver), BLUE)))
    assert not driver.told()


def test_a_picture_whose_head_lied_about_its_size_is_not_unpacked(
    driver, qtbot, kit, with_pictures, tmp_path
):
    liar = replace(picture(0, RED, width=2000, height=2000), width=100, height=100)
    driver.opened(with_pictures(liar, picture(0, BLUE)), tmp_path / "bridge.txt")
    qtbot.waitUntil(lambda: bool(close_to(colours(driver), BLUE)))
    assert not close_to(colours(driver), RED)


def test_a_tab_may_be_closed_while_its_pictures_are_unpacked(
    driver, qtbot, kit, with_pictures, tmp_path
):
    many = [picture(0, RED, "JPEG", 3000, 2000)] * 8
    driver.opened(with_pictures(*many), tmp_path / "bridge.txt")
    driver.window.tabs.close_tab(0)
    driver.opened(with_pictures(picture(0, BLUE)), tmp_path / "other.txt")
    qtbot.waitUntil(lambda: bool(close_to(colours(driver), BLUE)), timeout=20_000)


@pytest.mark.parametrize(
    ("size", "zoom", "expected"),
    [
        ((400, 300), 1, (400, 300)),
        ((1280, 640), 1, (640, 320)),
        ((1280, 640), 1.5, (960, 480)),
        ((400, 5600), 1, (40, 560)),
        ((100_000, 80), 1, (640, 1)),
    ],
)
def test_how_large_a_picture_is_shown(size, zoom, expected):
    assert shown_size(Picture(0, *size, b""), 640, zoom) == expected
