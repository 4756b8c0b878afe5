# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
from reader.document.marks import View
from reader.document.overlay import overlaid
from reader.export.registry import WRITERS, writer_called


def test_every_format_has_a_suffix_of_its_own_and_writes(analysis):
    assert list(WRITERS) == ["html", "pdf", "docx", "md", "json"]
    suffixes = [writer.suffix for writer in WRITERS.values()]
    assert len(set(suffixes)) == len(suffixes)
    for writer in WRITERS.values():
        assert writer.suffix.startswith(".")
        assert writer.label
        assert writer.write(overlaid(analysis, ()), View(), None, lambda _: None).data


def test_a_format_is_known_by_each_of_its_names():
    for names in (("md", "markdown", ".MD"), ("html", "HTM", ".html"), ("docx", "Word"), ("pdf",)):
        (writer,) = {id(writer_called(name)) for name in names}
        assert writer == id(WRITERS[names[0]])
    assert writer_called("odt") is None
