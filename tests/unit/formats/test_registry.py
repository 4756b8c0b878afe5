# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Which row a file belongs to, and that each row has all that a format needs."""

import importlib

import pytest

from reader.errors import OpenError, Reason
from reader.formats import SUFFIXES, load, takes_password
from reader.formats.registry import FORMATS, recognise


@pytest.mark.parametrize(
    ("data", "format_name"),
    [
        (b"<!DOCTYPE html><html><body><p>Hello there.</p></body></html>", "html"),
        (b"Hello there.", "txt"),
        (b"<p>Hello there.</p>\n" * 30, "html"),
        (b"BM is a city, MZ is a farm.", "txt"),
        (b"To: everybody\nThe meeting is off.", "txt"),
        (b"Subject: a: b\nFrom: x\n\nHello.", "txt"),
    ],
)
def test_content_goes_before_the_name(tmp_path, data, format_name):
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    assert load(path).format == format_name


@pytest.mark.parametrize("row", FORMATS, ids=lambda row: row.name)
def test_every_row_has_a_loader_and_endings_of_its_own(row):
    module = importlib.import_module(f"reader.formats.loaders.{row.module}")
    assert callable(module.load)
    assert [end for end, name in SUFFIXES.items() if name == row.name] == list(row.suffixes)


@pytest.mark.parametrize(("name", "asked"), [("a.PDF", True), ("a.docx", True), ("a.odt", False)])
def test_a_password_is_asked_for_where_it_opens_the_file(name, asked):
    assert takes_password(name) is asked


def test_a_zip_archive_that_tells_nothing_is_what_its_name_says(zipped):
    data = zipped({"a": "b"})
    assert recognise(data, "a.odt").name == "odt"
    for other, name in ((data, "a.pdf"), (b"\x1f\x8b\x08" + bytes(50), "a.odt")):
        with pytest.raises(OpenError, match="an archive"):
            recognise(other, name)


def test_a_text_with_the_name_of_an_archive_is_damaged():
    with pytest.raises(OpenError) as caught:
        recognise(b"Sorry, this file is gone.", "a.docx")
    assert caught.value.reason is Reason.DAMAGED
