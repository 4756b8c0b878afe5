# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Two or more articles side by side: who and what stands in which of them.

A comparison says what lies beside what, and never which article is right. Articles are told apart
by their place in `Comparison.analyses`, from 0; every `ids` and `spans` has one entry for each of
them in that order, None where the article has nothing of the kind.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reader.document.analysis import ActorType, Analysis, Sentence
from reader.document.article import Span

#: Said of articles that do not seem to be about one event.
UNRELATED = "These do not seem to be about the same thing."

# Scores are estimates; more digits would only pretend.
_DIGITS = 3


@dataclass(frozen=True, slots=True)
class Related:
    """Whether the articles are held to be about one event.

    Attributes:
        closeness: How near what they say is, 0 to 1; of several articles, of the two that are the
            furthest apart.
        apart: The numbers of the articles that are not about what the others are about; empty
            where all go together.
    """

    closeness: float
    apart: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        return not self.apart

    @property
    def reason(self) -> str:
        """A whole sentence where they are not, and nothing where they are."""
        return UNRELATED if self.apart else ""


@dataclass(frozen=True, slots=True)
class SharedActor:
    """Somebody who stands in at least two of the articles.

    Attributes:
        name: The fullest that any of them gives.
        ids: The actor's id in each article.
    """

    name: str
    type: ActorType
    ids: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class SameReport:
    """Sentences of at least two articles that report the same.

    Attributes:
        spans: Where the sentence is in each article: exactly one of its analysis's sentences.
        score: How near they are, 0 to 1.
    """

    spans: tuple[Span | None, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two or more analysed articles share; the rest of each stands in it alone.

    Attributes:
        actors: The most mentioned first.
        sentences: In the order of the first article that has each.
    """

    analyses: tuple[Analysis, ...]
    related: Related
    actors: tuple[SharedActor, ...] = ()
    sentences: tuple[SameReport, ...] = ()

    def only(self, number: int) -> list[Sentence]:
        """The sentences of an article that no other one reports, in order."""
        shared = {same.spans[number] for same in self.sentences}
        return [item for item in self.analyses[number].sentences if item.span not in shared]


def alignment_to_dict(comparison: Comparison) -> dict[str, Any]:
    """The JSON form of a comparison, without its analyses."""
    return {
        "related": {
            "closeness": round(comparison.related.closeness, _DIGITS),
            "apart": list(comparison.related.apart),
            "reason": comparison.related.reason,
        },
        "actors": [
            {"name": actor.name, "type": actor.type.value, "ids": list(actor.ids)}
            for actor in comparison.actors
        ],
        "sentences": [
            {
                "spans": [span and [span.start, span.end] for span in same.spans],
                "score": round(same.score, _DIGITS),
            }
            for same in comparison.sentences
        ],
    }


def alignment_from_dict(data: Mapping[str, Any], analyses: Sequence[Analysis]) -> Comparison:
    """The comparison of these analyses whose JSON form this is.

    Raises:
        ValueError, KeyError, TypeError: It is not of this form, or of other analyses.
    """
    related = data["related"]
    known = [{actor.id for actor in analysis.actors} for analysis in analyses]
    places = [{sentence.span for sentence in analysis.sentences} for analysis in analyses]
    actors = tuple(
        SharedActor(str(item["name"]), ActorType(item["type"]), _among(item["ids"], known))
        for item in data["actors"]
    )
    sentences = tuple(
        SameReport(
            _among([span and Span(*map(int, span)) for span in item["spans"]], places),
            float(item["score"]),
        )
        for item in data["sentences"]
    )
    apart = tuple(int(number) for number in related["apart"])
    if not set(apart) <= set(range(len(analyses))):
        raise ValueError(f"there are no articles {apart}")
    verdict = Related(float(related["closeness"]), apart)
    return Comparison(tuple(analyses), verdict, actors, sentences)


def _among(found: Sequence[Any], known: Sequence[set[Any]]) -> tuple[Any, ...]:
    """What is found, one for each article, where each article has it."""
    for item, there in zip(found, known, strict=True):
        if item is not None and item not in there:
            raise ValueError(f"an article lacks {item}")
    return tuple(found)
