# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What an article says of its own length."""

import pytest

from reader.document import BlockKind
from tests.building import article_of


def article_of_words(read, dimmed):
    """An article of so many words that are read, and so many that are shown dimmed."""
    return article_of("word " * read, (BlockKind.BOILERPLATE, "note " * dimmed))


@pytest.mark.parametrize(("words", "minutes"), [(3, 1), (350, 1), (360, 2), (2380, 10)])
def test_reading_time_grows_with_the_words_that_are_read(words, minutes):
    assert article_of_words(words, 0).minutes == minutes


def test_what_is_not_read_takes_no_time():
    assert article_of_words(238, 2000).minutes == 1
