# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What a comparison says in words, whatever its format."""

from reader.document.comparison import UNRELATED, Comparison
from reader.export.content import counted, percent


def letter(number: int) -> str:
    """What an article is called, by its number: A for the first, B for the next."""
    return chr(ord("A") + number)


def verdict(comparison: Comparison) -> str:
    """A sentence where the articles do not go together; nothing where they do."""
    apart = comparison.related.apart
    if not apart:
        return ""
    if len(apart) == len(comparison.analyses):
        return f"{UNRELATED} What follows may be chance."
    names = ", ".join(letter(number) for number in apart)
    verb = "does" if len(apart) == 1 else "do"
    return f"{names} {verb} not seem to be about the same thing as the others."


def shared_sentences(comparison: Comparison) -> str:
    """How many sentences report the same, and how many of each article stand alone."""
    count = len(comparison.sentences)
    alone = [
        f"{len(comparison.only(number)):,} of {letter(number)}’s {len(analysis.sentences):,}"
        for number, analysis in enumerate(comparison.analyses)
    ]
    return (
        f"{counted(count, 'sentence')} {'is' if count == 1 else 'are'} held to report the same in "
        f"more than one article; {', '.join(alone[:-1])} and {alone[-1]} stand in it alone."
    )


def nothing_shared() -> str:
    """Said where nobody stands in two of the articles."""
    return "Nobody who is named stands in more than one of them."


def score(nearness: float) -> str:
    """How near sentences are, as a reader is told it."""
    return f"nearness {percent(nearness)}"
