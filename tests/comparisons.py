# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""A comparison of two small articles, for whatever shows one."""

from reader.document import (
    AUTHOR,
    Actor,
    ActorType,
    Analysis,
    Attribution,
    Form,
    Label,
    ModelInfo,
    Polarity,
    Sentence,
    Span,
    Stance,
    Treatment,
    Voice,
)
from reader.document.comparison import Comparison, Related, SameReport, SharedActor
from tests.building import article_of

FIRST = (
    "We need a wall, Marsh said.",
    "Marsh is a coward.",
    "Anna Reed told David Reed that boats matter.",
)
SECOND = (
    "The mayor wants a wall.",
    "Reed called Marsh a coward.",
    "Shops will suffer, Stone said.",
)


def _span(article, words, begin=0):
    start = article.text.index(words, begin)
    return Span(start, start + len(words))


def _sentences(article, texts, labels):
    spans = [_span(article, text) for text in texts]
    return tuple(
        Sentence(span.start, span.end, label, 0.9 if label is Label.OPINION else 0.1, voice)
        for span, (label, voice) in zip(spans, labels, strict=True)
    )


def _said(article, source, content, holder):
    return Attribution(
        (_span(article, source),), (), (_span(article, content),), Form.INDIRECT, (holder,), 0.9
    )


def comparison_of_two():
    """Two reports of a dispute over a wall: Marsh is in both, and one sentence reports the same."""
    fact, opinion = (Label.FACTUAL, Voice.AUTHOR), (Label.OPINION, Voice.AUTHOR)
    relayed = (Label.FACTUAL, Voice.ATTRIBUTED)
    one = article_of(*FIRST, title="A wall <at> last", source="one.txt")
    other = article_of(*SECOND, title="The mayor’s wall", source="two.txt")
    critical = Treatment(1.0, 0.0, 0.0)
    left = Analysis(
        one,
        ModelInfo("m", "1"),
        _sentences(one, FIRST, [relayed, opinion, relayed]),
        attributions=(
            _said(one, "Marsh", "need a wall", "a1"),
            _said(one, "Anna Reed", "boats matter", "a2"),
        ),
        actors=(
            Actor(
                "a1",
                "Helen Marsh",
                ActorType.PERSON,
                ("Marsh",),
                "mayor",
                (_span(one, "Marsh"), _span(one, "Marsh", 25)),
                critical,
            ),
            Actor("a2", "Anna Reed", ActorType.PERSON, mentions=(_span(one, "Anna Reed"),)),
            Actor("a3", "David Reed", ActorType.PERSON, mentions=(_span(one, "David Reed"),)),
        ),
        stances=(Stance(AUTHOR, "a1", Polarity.CRITICAL, 0.9, *_ends(one, FIRST[1])),),
    )
    right = Analysis(
        other,
        ModelInfo("m", "1"),
        _sentences(other, SECOND, [fact, relayed, relayed]),
        attributions=(
            _said(other, "Reed", "Marsh a coward", "a2"),
            _said(other, "Stone", "Shops will suffer", "a3"),
        ),
        actors=(
            Actor("a1", "Marsh", ActorType.PERSON, mentions=(_span(other, "Marsh"),)),
            Actor("a2", "David Reed", ActorType.PERSON, mentions=(_span(other, "Reed"),)),
            Actor("a3", "Paul Stone", ActorType.PERSON, mentions=(_span(other, "Stone"),)),
        ),
        stances=(Stance("a2", "a1", Polarity.CRITICAL, 0.9, *_ends(other, SECOND[1])),),
    )
    return Comparison(
        (left, right),
        Related(0.5),
        (
            SharedActor("Helen Marsh", ActorType.PERSON, ("a1", "a1")),
            SharedActor("David Reed", ActorType.PERSON, ("a3", "a2")),
        ),
        (SameReport((left.sentences[0].span, right.sentences[0].span), 0.75),),
    )


def _ends(article, text):
    span = _span(article, text)
    return span.start, span.end
