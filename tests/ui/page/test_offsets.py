# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Offsets mean the same place in the article and in the document that shows it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QObject
from PySide6.QtGui import QTextCursor

from reader.document import BlockKind
from reader.ui.page.offsets import QtPositions, displayed
from reader.ui.page.page_text import PageText
from reader.ui.theme import Theme

TEXTS = [
    "plain words",
    "emoji 😀 in 👩‍👩‍👧 the middle 🇪🇺",
    "no-break\u00a0space and narrow\u202fone",
    "combining e\u0301 and a\u0308",
    "lines\nwithin a\nblock",
    "𝕞𝕒𝕥𝕙",
    "",
]


def words_at(document, qt_start, qt_end):
    cursor = QTextCursor(document)
    cursor.setPosition(qt_start)
    cursor.setPosition(qt_end, QTextCursor.MoveMode.KeepAnchor)
    return cursor.selectedText()


def test_every_word_of_a_page_is_where_the_article_has_it(qtbot, kit):
    article = kit.article_of(*[(BlockKind.PARAGRAPH, text) for text in TEXTS if text])
    parent = QObject()
    page = PageText(article, "A line about it 😀", Theme("light"), 1.0, parent)
    page.start()
    qtbot.waitUntil(lambda: page.whole)
    for block in article.blocks:
        for start in range(block.start, block.end):
            for end in (start + 1, block.end):
                qt_start, qt_end = page.positions.to_qt(start), page.positions.to_qt(end)
                found = words_at(page.document, qt_start, qt_end)
                wanted = article.text[start:end].replace("\n", "\u2028")
                assert found.replace("\u00a0", " ") == wanted.replace("\u00a0", " ")
                assert page.positions.to_offset(qt_start) == start


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), min_size=1))
def test_positions_go_there_and_back(texts):
    positions, start, qt_start = QtPositions(), 0, 3
    for text in texts:
        shown = displayed(text)
        assert len(shown) == len(text)
        qt_end = positions.add(start, shown, qt_start)
        assert qt_end - qt_start == len(shown.encode("utf-16-le")) // 2
        for offset in range(start, start + len(text)):
            assert positions.to_offset(positions.to_qt(offset)) == offset
        start, qt_start = start + len(text) + 2, qt_end + 1


@pytest.mark.parametrize("position", [0, 1])
def test_what_is_not_article_text_has_no_offset(position):
    positions = QtPositions()
    positions.add(0, "words", 2)
    assert positions.to_offset(position) is None


def test_a_place_that_is_not_set_yet_has_no_position():
    positions = QtPositions()
    positions.add(0, "words", 0)
    assert positions.to_qt(40) is None


def test_lone_surrogates_and_qts_own_characters_keep_their_place():
    assert displayed("a\ud800b\ufdd0c\0d\re") == "a?b\ufffdc\ufffdd\u2028e"
