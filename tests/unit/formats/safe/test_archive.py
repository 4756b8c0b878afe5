# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Archives that were made to do harm, or that name what is outside of them."""

import pytest

from reader.errors import OpenError, Reason
from reader.formats.safe import archive


@pytest.mark.parametrize(
    ("limit", "value"), [("ENTRY_COUNT_LIMIT", 2), ("ENTRY_LIMIT", 100), ("TOTAL_LIMIT", 250)]
)
def test_what_exceeds_a_limit_is_too_large(zipped, monkeypatch, limit, value):
    entries = {name: name * 99 for name in ("a", "b", "c")}
    entries["c"] *= 2 if limit == "ENTRY_LIMIT" else 1

    def read_all():
        opened = archive.Archive(zipped(entries))
        return [opened.read(name) for name in opened.names]

    assert len(read_all()) == 3
    monkeypatch.setattr(archive, limit, value)
    with pytest.raises(OpenError) as caught:
        read_all()
    assert caught.value.reason is Reason.TOO_LARGE


@pytest.mark.parametrize(
    ("base", "reference", "entry"),
    [
        ("OEBPS/book.opf", "text/one.xhtml", "OEBPS/text/one.xhtml"),
        ("OEBPS/book.opf", "../one.xhtml", "one.xhtml"),
        ("OEBPS/book.opf", "../../etc/passwd", None),
        ("book.opf", "/etc/passwd", None),
    ],
)
def test_references_stay_inside_the_archive(base, reference, entry):
    assert archive.resolve(base, reference) == entry
