# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""An article with every kind of block and every kind of mark, made for the tests of the copies."""

from dataclasses import replace

import pytest

from reader.document import (
    Actor,
    ActorType,
    Analysis,
    Article,
    Attribution,
    Block,
    BlockKind,
    Form,
    Label,
    LoadedWord,
    ModelInfo,
    Polarity,
    Sentence,
    Span,
    Stance,
    Treatment,
    Voice,
    Weight,
)

PARTS = [
    (BlockKind.BOILERPLATE, "Share · Print · A+ A−", 0),
    (BlockKind.TITLE, "The bridge that nobody asked for", 0),
    (BlockKind.SUBTITLE, "Harbour Town is about to spend forty million", 0),
    (BlockKind.BYLINE, "By Ada Marsh", 0),
    (BlockKind.DATELINE, "HARBOUR TOWN, 3 March", 0),
    (BlockKind.NOTE, "Editor’s note: the figures were corrected on 5 March.", 0),
    (
        BlockKind.PARAGRAPH,
        "The council met on Monday to vote on a new bridge over the Lenn. It is a monument to "
        "vanity, and a disgraceful one. The vote may or may not have been planned.",
        0,
    ),
    (
        BlockKind.PARAGRAPH,
        "“The bridge will bring jobs and pride to everybody here,” said Mayor Tom Ellery, who "
        "opened the session. Nobody who has seen the reckless accounts can believe him. "
        "According to the Harbour Union, the old ferry is a national treasure.",
        0,
    ),
    (BlockKind.CAPTION, "The Lenn at low tide. Photo: R. Ost", 0),
    (BlockKind.CAPTION, "The old ferry in 1962. Photo: Town archive", 0),
    (BlockKind.HEADING, "What it costs", 2),
    (BlockKind.PARAGRAPH, "Forty million over six years, the town clerk’s paper says:", 0),
    (BlockKind.LIST_ITEM, "twelve million for the piers", 1),
    (BlockKind.LIST_ITEM, "twenty million for the deck, which is plainly absurd", 2),
    (BlockKind.LIST_ITEM, "3. the rest for the lights", 1),
    (BlockKind.TABLE, "Year | Million\n2025 | 12\n2026 | 28", 0),
    (BlockKind.QUOTE, "A town is its people,\nnot its bridges.", 0),
    (BlockKind.BOILERPLATE, "Subscribe to our newsletter.", 0),
    (BlockKind.BOILERPLATE, "© Harbour Courier", 0),
]


def compose(parts, **fields):
    """An article of these blocks: kind, text, level."""
    blocks = []
    position = 0
    for kind, text, level in parts:
        blocks.append(Block(kind, position, position + len(text), level))
        position += len(text) + 2
    return Article(text="\n\n".join(text for _, text, _ in parts), blocks=tuple(blocks), **fields)


@pytest.fixture(scope="session")
def build():
    return compose


@pytest.fixture
def analysis():
    return example()


@pytest.fixture
def with_others(analysis):
    """The example, with two more actors, who have no name and speak once."""

    def unnamed(key, name, kind, words, **known):
        start = analysis.article.text.index(words)
        mentions = (Span(start, start + len(words)),)
        return Actor(key, name, kind, mentions=mentions, named=False, **known)

    poll = unnamed("u1", "a new <poll>", ActorType.DOCUMENT, "the town clerk", aliases=("it",))
    many = unnamed("u2", "44 percent of them", ActorType.GROUP, "Nobody who")
    (first, second) = analysis.attributions
    said = (first, second, replace(second, holders=("u1", "u2")))
    return replace(analysis, actors=(*analysis.actors, poll, many), attributions=said)


@pytest.fixture
def explained(analysis):
    """The example, with what weighed most in the first opinion of its text."""

    def word(words):
        start = analysis.article.text.index(words)
        return Weight(start, start + len(words), 0.3)

    reasons = (word("monument"), word("disgraceful"))
    sentences = tuple(
        replace(sentence, reasons=reasons) if sentence.opinion == 0.97 else sentence
        for sentence in analysis.sentences
    )
    return replace(analysis, sentences=sentences)


def example():
    """The analysis of the example article, with every field in use."""
    article = compose(
        PARTS,
        title="The bridge that nobody asked for",
        byline="Ada Marsh",
        outlet="Harbour Courier",
        published="2025-03-03",
        updated="2025-03-05",
        source="bridge.html",
        sha256="ab" * 32,
        format="html",
        genre="Opinion",
        address="https://courier.example/bridge",
        warnings=("Two damaged characters were replaced.",),
    )

    def at(words):
        start = article.text.index(words)
        return Span(start, start + len(words))

    def sentence(words, label, opinion, voice=Voice.AUTHOR):
        span = at(words)
        return Sentence(span.start, span.end, label, opinion, voice, bias=0.5)

    def loaded(words, score):
        span = at(words)
        return LoadedWord(span.start, span.end, score)

    opinion, factual, unclear = Label.OPINION, Label.FACTUAL, Label.UNCLEAR
    quotation = at("“The bridge will bring jobs and pride to everybody here,”")
    return Analysis(
        article=article,
        model=ModelInfo("slantwise-opinion", "1.2"),
        sentences=(
            sentence("The bridge that nobody asked for", opinion, 0.61),
            sentence(
                "The council met on Monday to vote on a new bridge over the Lenn.", factual, 0.04
            ),
            sentence("It is a monument to vanity, and a disgraceful one.", opinion, 0.97),
            sentence("The vote may or may not have been planned.", unclear, 0.51),
            sentence(
                "“The bridge will bring jobs and pride to everybody here,” said Mayor Tom Ellery, "
                "who opened the session.",
                factual,
                0.2,
                Voice.ATTRIBUTED,
            ),
            sentence("Nobody who has seen the reckless accounts can believe him.", opinion, 0.84),
            sentence(
                "According to the Harbour Union, the old ferry is a national treasure.",
                opinion,
                0.7,
            ),
            sentence("What it costs", factual, 0.1),
            sentence("Forty million over six years, the town clerk’s paper says:", factual, 0.05),
            sentence("twelve million for the piers", factual, 0.05),
            sentence("twenty million for the deck, which is plainly absurd", opinion, 0.9),
            sentence("3. the rest for the lights", opinion, 0.55),
            sentence("A town is its people,\nnot its bridges.", opinion, 0.75),
        ),
        loaded=(
            loaded("vanity", 0.7),
            loaded("disgraceful", 0.92),
            loaded("pride", 0.6),
            loaded("reckless accounts", 0.8),
            loaded("plainly absurd", 0.9),
            loaded("treasure", 0.66),
        ),
        attributions=(
            Attribution(
                source=(at("Mayor Tom Ellery"),),
                cue=(at("said"),),
                content=(quotation,),
                form=Form.DIRECT,
                holders=("a1",),
                score=0.95,
            ),
            Attribution(
                source=(at("the Harbour Union"),),
                cue=(at("According to"),),
                content=(at("the old ferry is a national treasure"),),
                form=Form.INDIRECT,
                holders=(),
                score=0.8,
            ),
        ),
        actors=(
            Actor("a2", "Lenn", ActorType.OTHER, mentions=(at("the Lenn"),)),
            Actor(
                "a1",
                "Tom Ellery",
                ActorType.PERSON,
                aliases=("Tom Ellery", "Mayor Tom Ellery", "him"),
                role="mayor",
                mentions=(at("Mayor Tom Ellery"), at("him")),
                treatment=Treatment(0.5, 0.3, 0.2),
            ),
            Actor("a3", "Harbour Town", ActorType.COUNTRY, mentions=(at("Harbour Town"),)),
            Actor(
                "a4", "Harbour Union", ActorType.ORGANISATION, mentions=(at("the Harbour Union"),)
            ),
            Actor("a5", "the people", ActorType.GROUP, mentions=(at("its people"),)),
        ),
        stances=(Stance("author", "a1", Polarity.CRITICAL, 0.7, at("him").start, at("him").end),),
    )
