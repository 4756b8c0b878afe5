# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Comparing lines by their words, whatever their case and punctuation."""

import re

#: With this share of its words in another line, a line only repeats it.
SAID_SHARE = 0.8

_WORDS = re.compile(r"\w+")
_PAGE_NAME = re.compile(r"\s+(?:[|·•»–—-]|::)\s+")


def same_words(first: str, second: str) -> bool:
    """Whether two lines say the same, whatever their case and punctuation."""
    return words_of(first) == words_of(second) != []


def words_of(text: str) -> list[str]:
    """The words of a text, for comparing."""
    return _WORDS.findall(text.casefold())


def strip_page_name(title: str, outlet: str | None = None) -> str:
    """A page's title without the name of its site: "Title - The Daily" becomes "Title"."""
    parts = _PAGE_NAME.split(title.strip())
    if len(parts) < 2:
        return title.strip()
    if outlet and same_words(parts[-1], outlet):
        return title[: title.rindex(parts[-1])].rstrip(" |·•»–—-:")
    longest = max(parts, key=len)
    if len(words_of(longest)) >= 4 and (parts[0] == longest or parts[-1] == longest):
        rest = [part for part in parts if part != longest]
        if all(len(words_of(part)) <= 4 for part in rest):
            return longest
    return title.strip()


def say_the_same(first: list[str], second: list[str]) -> bool:
    """Whether two lists of words are two wordings of one line."""
    return mostly_in(first, second) and mostly_in(second, first)


def mostly_in(words: list[str], others: list[str]) -> bool:
    """Whether most of the words are among the others."""
    return sum(word in others for word in words) >= SAID_SHARE * len(words)
