# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""How whoever speaks in an attribution is called."""

from collections.abc import Iterable, Mapping

from reader.document.analysis import Actor, Attribution
from reader.document.article import Span

#: A pronoun whose owner was not found names nobody.
PRONOUNS = frozenset(
    {
        "he",
        "her",
        "him",
        "his",
        "i",
        "it",
        "its",
        "me",
        "she",
        "that",
        "their",
        "them",
        "these",
        "they",
        "this",
        "those",
        "us",
        "we",
        "which",
        "who",
        "whom",
        "you",
    }
)


def words(text: str, spans: Iterable[Span]) -> str:
    """The words of some spans, on one line."""
    parts = [" ".join(text[span.start : span.end].split()) for span in spans]
    return " … ".join([part for part in parts if part])


def speaker_name(text: str, attribution: Attribution, actors: Mapping[str, Actor]) -> str | None:
    """The holders' names, or failing that what the text calls the source; None where it is unnamed.

    Args:
        text: The article's.
        attribution: Whose speaker is asked for.
        actors: Of the article, by id.
    """
    names = [actors[holder].name for holder in attribution.holders if holder in actors]
    if names:
        return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
    source = words(text, attribution.source)
    return None if source.casefold() in PRONOUNS else source or None
