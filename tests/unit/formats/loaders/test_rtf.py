# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Rich text: damaged and hostile files; the sound one is a fixture."""

import pytest

from reader.errors import OpenError, Reason


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (rb"{\rtf1 Unclosed", "Unclosed"),
        (rb"{\rtf1 One}}}} two", "One two"),
        (rb"{\rtf1 Lone \u-10240? half", "Lone \ufffd half"),
        (rb"{\rtf1 \u99999999? far", "\ue0ff far"),
        (rb"{\rtf1\uc5 Skips \u8211 abcdeto the end}", "Skips \u2013to the end"),
        (rb"{\rtf1 {\pict\bin5 }}}}}}Kept}", "Kept"),
        (rb"{\rtf1\ansicpg99999 caf\'e9}", "caf\u00e9"),
        (rb"{\rtf1\f77 No such font}", "No such font"),
        (rb"{\rtf1\trowd a\cell b\cell c}", "a | b"),
        (rb"{\rtf1 \'zz \- \~x\_y}", "zz \u00a0x\u2011y"),
        (rb"{\rtf1 {\footnote Only a note}}", "1. Only a note"),
    ],
)
def test_odd_documents_open(open_bytes, source, text):
    assert open_bytes(source, "a.rtf").text.split("\n\n")[0] == text


def test_ten_thousand_groups_are_refused(open_bytes):
    with pytest.raises(OpenError) as caught:
        open_bytes(b"{\\rtf1 " + b"{" * 10_000 + b"deep", "a.rtf")
    assert caught.value.reason is Reason.DAMAGED
    assert open_bytes(b"{\\rtf1 " + b"{" * 1000 + b"deep", "a.rtf").text == "deep"
