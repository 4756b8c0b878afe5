# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Pages as the worker draws them: what is on them, where the words stand, and what is refused."""

import io

import pypdf
import pytest
import typst
from pypdf import generic

from reader import paths
from reader.errors import OpenError
from reader.formats import load
from reader.worker.drawing import PIXEL_LIMIT, PageDrawer
from reader.worker.messages import Drawn, event_from_dict, event_to_dict

WORDS = (
    "The council met on Monday to vote on a new bridge over the Lenn. It is a monument to vanity. "
)
SETUP = '#set page(width: 300pt, height: 400pt, margin: 40pt)\n#set text(font: "Slantwise Serif")\n'

pytestmark = pytest.mark.issue(16)


def made(source=f"{SETUP}= The bridge\n{WORDS * 3}\n#pagebreak()\n{WORDS * 2}"):
    fonts = [paths.resources() / "fonts"]
    return typst.compile(source.encode(), font_paths=fonts, ignore_system_fonts=True, timestamp=0)


def changed(data, change=lambda page: None, password=None):
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    for page in writer.pages:
        change(page)
    if password:
        writer.encrypt(password)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def asked(path, page=1, columns=600, *, password=None, sha256=None):
    article = load(path, password=password)
    blocks = [
        [block.start, article.text[block.start : block.end], [list(_area(a)) for a in block.areas]]
        for block in article.blocks
        if any(area.page == page for area in block.areas)
    ]
    request = {
        "path": str(path),
        "password": password,
        "sha256": sha256 or article.sha256,
        "page": page,
        "columns": columns,
        "blocks": blocks,
    }
    return article, request


def _area(area):
    return area.page, area.left, area.top, area.right, area.bottom


def dark(picture, word):
    """Whether there is ink where a word is said to stand."""
    scale = picture.columns / picture.width
    left, right = int(word.left * scale), int(word.right * scale)
    for y in range(int(word.top * scale), int(word.bottom * scale)):
        row = picture.pixels[4 * (y * picture.columns + left) : 4 * (y * picture.columns + right)]
        if row and min(row[::4]) < 128:
            return True
    return False


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "bridge.pdf"
    path.write_bytes(made())
    return path


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_page_is_drawn_and_its_words_are_where_their_ink_is(file, turn):
    if turn:
        file.write_bytes(changed(file.read_bytes(), lambda page: page.rotate(turn)))
    article, request = asked(file)
    picture = PageDrawer().draw(request)
    assert (picture.page, picture.pages) == (1, 2)
    sides = (300, 400) if turn % 180 == 0 else (400, 300)
    assert (picture.width, picture.height) == pytest.approx(sides)
    assert picture.columns == 600
    assert len(picture.pixels) == 4 * picture.columns * picture.rows
    # The outermost words and some in between.
    assert len(picture.words) >= 50
    assert all(dark(picture, word) for word in picture.words)
    said = [article.text[word.start : word.end] for word in picture.words]
    assert said[:4] == ["The", "bridge", "The", "council"]


def test_the_words_of_a_cropped_page_are_where_they_are_seen(file):
    def crop(page):
        page.cropbox = generic.RectangleObject((30, 50, 280, 380))

    file.write_bytes(changed(file.read_bytes(), crop))
    _, request = asked(file)
    picture = PageDrawer().draw(request)
    assert (picture.width, picture.height) == pytest.approx((250, 330))
    assert all(dark(picture, word) for word in picture.words)


def test_only_the_words_of_the_page_are_told(file):
    article, request = asked(file, page=2)
    picture = PageDrawer().draw(request)
    assert picture.page == 2
    assert len(picture.words) == len((WORDS * 2).split())
    assert min(word.start for word in picture.words) > article.text.index("Monday")


def test_an_encrypted_file_is_drawn_with_its_password(file):
    file.write_bytes(changed(file.read_bytes(), password="vanity"))
    _, request = asked(file, password="vanity")
    assert PageDrawer().draw(request).words


def test_a_huge_page_is_drawn_small(file):
    def stretch(page):
        page.mediabox = generic.RectangleObject((0, 0, 100_000, 14_000))

    file.write_bytes(changed(file.read_bytes(), stretch))
    _, request = asked(file, columns=1_000_000)
    picture = PageDrawer().draw(request)
    assert picture.columns * picture.rows <= 1.01 * PIXEL_LIMIT


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (lambda file: file.unlink(), "no such file"),
        (lambda file: file.write_bytes(made(f"{SETUP}Another.")), "has changed since"),
    ],
)
def test_a_file_that_is_not_there_any_more_is_told_in_a_sentence(file, harm, said):
    _, request = asked(file)
    drawer = PageDrawer()
    drawer.draw(request)
    harm(file)
    with pytest.raises(OpenError, match=said):
        drawer.draw(request)


def test_what_is_no_pdf_has_no_pages(tmp_path):
    path = tmp_path / "copy.html"
    path.write_text(f"<p>{WORDS}")
    request = asked(path)[1]
    with pytest.raises(OpenError, match="no PDF"):
        PageDrawer().draw(request)


def test_a_page_that_is_not_there_is_refused(file):
    request = asked(file)[1] | {"page": 3}
    with pytest.raises(OpenError, match="cannot be drawn"):
        PageDrawer().draw(request)


def test_a_picture_travels_whole_and_one_that_is_too_short_is_refused(file):
    picture = PageDrawer().draw(asked(file)[1])
    message = event_to_dict(Drawn(7, picture))
    assert event_from_dict(message, None) == Drawn(7, picture)
    message["picture"]["rows"] += 1
    with pytest.raises(ValueError, match="pixels"):
        event_from_dict(message, None)
