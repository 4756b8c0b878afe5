# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""How whoever speaks in an attribution is called, and who only speaks once."""

from collections import Counter
from collections.abc import Iterable, Mapping

from reader.document.analysis import Actor, Analysis, Attribution
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


def told_apart(analysis: Analysis) -> tuple[list[Actor], list[Actor]]:
    """The actors that a list shows one by one, and those that it folds together.

    These have no name, stand in the text once and speak once at most. Where all are such, folding
    them would leave nothing to see, and all are shown.
    """
    said = Counter(
        holder for item in analysis.attributions if item.content for holder in item.holders
    )
    listed: list[Actor] = []
    once: list[Actor] = []
    for actor in analysis.actors:
        often = len(actor.mentions) > 1 or said[actor.id] > 1
        (listed if actor.named or often else once).append(actor)
    return (listed, once) if listed else (once, [])
