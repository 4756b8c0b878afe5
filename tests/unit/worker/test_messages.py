# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Frames arrive whole or not at all."""

import io
import struct

import pytest

from reader.worker.messages import read_frame, write_frame


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
