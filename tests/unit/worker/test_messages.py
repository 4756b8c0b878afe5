# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Frames arrive whole or not at all."""

import io
import struct

import pytest

from reader.document import Article, Block, BlockKind, Picture
from reader.worker.messages import (
    Compared,
    Opened,
    event_from_dict,
    event_to_dict,
    read_frame,
    write_frame,
)
from tests.comparisons import comparison_of_two


def test_a_message_comes_back_as_it_was_even_with_half_a_character():
    stream = io.BytesIO()
    message = {"type": "text", "job": 1, "text": "é 🎉 \ud800"}
    write_frame(stream, message)
    stream.seek(0)
    assert read_frame(stream) == message
    assert read_frame(stream) is None


@pytest.mark.parametrize(
    "data",
    [b"\x00", struct.pack(">I", 9) + b"{}", struct.pack(">I", 2**31), struct.pack(">I", 2) + b"[]"],
)
def test_what_is_no_whole_message_is_refused(data):
    with pytest.raises(ValueError, match=r"frame"):
        read_frame(io.BytesIO(data))


def test_pictures_travel_with_the_article():
    pictures = (Picture(0, 640, 480, bytes(range(256))), Picture(4, 80, 80, b""))
    blocks = (Block(BlockKind.PARAGRAPH, 0, 4),)
    stream = io.BytesIO()
    write_frame(stream, event_to_dict(Opened(1, Article("Text", blocks, pictures=pictures))))
    stream.seek(0)
    opened = event_from_dict(read_frame(stream), None)
    assert opened.article.pictures == pictures


def test_a_comparison_travels_without_its_analyses():
    comparison = comparison_of_two()
    stream = io.BytesIO()
    write_frame(stream, event_to_dict(Compared(3, comparison)))
    assert "wall" not in stream.getvalue().decode()
    stream.seek(0)
    assert event_from_dict(read_frame(stream), None, comparison.analyses) == Compared(3, comparison)
