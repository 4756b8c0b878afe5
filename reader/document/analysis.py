# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What the analysis says of an article, as plain data.

All offsets are Python code points into the article's text, half-open. Probabilities and scores are
between 0 and 1; the weights of reasons are differences of probabilities.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from reader.document.article import Article, Span

#: Who holds a stance that no actor does.
AUTHOR = "author"


class Label(StrEnum):
    """What a sentence is held to be; UNCLEAR where the model abstains."""

    OPINION = "opinion"
    FACTUAL = "factual"
    UNCLEAR = "unclear"


class Voice(StrEnum):
    """Whose words a sentence mostly holds."""

    AUTHOR = "author"
    ATTRIBUTED = "attributed"


class Form(StrEnum):
    """How an attribution gives its content."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class ActorType(StrEnum):
    """What kind of actor; a document is one that is cited as a source: a poll, a report."""

    PERSON = "person"
    ORGANISATION = "organisation"
    COUNTRY = "country"
    GROUP = "group"
    DOCUMENT = "document"
    OTHER = "other"


class Polarity(StrEnum):
    """How something is judged."""

    CRITICAL = "critical"
    NEUTRAL = "neutral"
    FAVOURABLE = "favourable"


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """Which model made the marks."""

    name: str
    version: str


@dataclass(frozen=True, slots=True)
class LoadedWord:
    """A word or phrase that carries bias."""

    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class Weight:
    """What a word adds to the opinion probability of its sentence, -1 to 1.

    Below 0: without the word the sentence would read more like opinion.
    """

    start: int
    end: int
    weight: float


@dataclass(frozen=True, slots=True)
class Sentence:
    """A judged sentence.

    Attributes:
        opinion: The probability that it gives its author's own view.
        bias: The probability that its wording is biased, where a model judged it.
        reasons: The words that weighed most for its opinion, in text order; None until
            somebody asked.
    """

    start: int
    end: int
    label: Label
    opinion: float
    voice: Voice = Voice.AUTHOR
    bias: float | None = None
    reasons: tuple[Weight, ...] | None = None

    @property
    def span(self) -> Span:
        """Where it is."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who (`source`) says (`cue`) what (`content`), each a list of spans.

    Source and cue may be empty. `holders` are the ids of the actors who hold the view: several
    where several speak ("both …"), none where nobody is known.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    form: Form
    holders: tuple[str, ...]
    score: float


@dataclass(frozen=True, slots=True)
class Treatment:
    """Shares of the author's sentences about an actor; they add up to 1."""

    critical: float
    neutral: float
    favourable: float


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who acts, speaks or is judged, with all mentions in order.

    Attributes:
        named: False for whoever the text only describes ("an official", "one legal expert").
    """

    id: str
    name: str
    type: ActorType
    aliases: tuple[str, ...] = ()
    role: str | None = None
    mentions: tuple[Span, ...] = ()
    treatment: Treatment | None = None
    named: bool = True


@dataclass(frozen=True, slots=True)
class Stance:
    """How `holder` ("author" or an actor's id) judges the actor `target`, with its evidence."""

    holder: str
    target: str
    polarity: Polarity
    score: float
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Analysis:
    """Everything the analysis says of one article."""

    article: Article
    model: ModelInfo
    sentences: tuple[Sentence, ...] = ()
    loaded: tuple[LoadedWord, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    actors: tuple[Actor, ...] = ()
    stances: tuple[Stance, ...] = ()

    def to_dict(self) -> dict[str, object]:
        """The public JSON form, schema 2.

        Plain dicts, lists, strings and numbers. `resources/schema/copy.schema.json` says of each
        field what it is, its unit and whether it may be missing; what only copies have is marked so
        there.
        """
        from reader.document.schema import analysis_to_dict

        return analysis_to_dict(self)


@dataclass(frozen=True, slots=True)
class Batch:
    """A piece of an analysis under way: the sentences and loaded words judged since the last one.

    `done` is the share of the article's analysed text that has been judged, 0 to 1.
    """

    sentences: tuple[Sentence, ...] = ()
    loaded: tuple[LoadedWord, ...] = ()
    done: float = field(default=0.0)
