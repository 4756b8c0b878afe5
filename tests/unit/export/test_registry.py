# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
from reader.document.marks import View
from reader.export.registry import WRITERS


def test_every_format_has_a_suffix_of_its_own_and_writes(analysis):
    assert list(WRITERS) == ["html", "markdown", "json"]
    suffixes = [writer.suffix for writer in WRITERS.values()]
    assert len(set(suffixes)) == len(suffixes)
    for writer in WRITERS.values():
        assert writer.suffix.startswith(".")
        assert writer.label
        assert writer.write(analysis, View())
