# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""An article with every kind of mark, and a book, with what a model would say of them."""

import re

from reader.document import (
    Actor,
    ActorType,
    Analysis,
    Attribution,
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
)
from tests.building import article_of

LONG_NAME = "The Standing Conference of Harbour Towns and Island Parishes of the Northern Sounds"

# Each sentence with how likely it is opinion; "~" before it where the model leaves it open, ">"
# where it relays what somebody says.
PARAGRAPHS = (
    (
        (0.93, "Nobody loves the Quay Street terminal more than the people who do not use it."),
        (0.74, "The council has been pitiful about it for a decade."),
        (0.06, "The last ferry to Northpoint left on 3 March with eleven passengers."),
    ),
    (
        (0.11, ">Mayor Ada Ngo said that the pier cannot be saved at any price."),
        (0.47, "~Perhaps it never could be."),
        (0.08, "The repairs were put at 6.4 million crowns in May."),
        (0.12, ">“It is a scandal that nobody asked us,” said the traders’ association."),
    ),
    (
        (0.88, "They are right, and the four members who voted for it should be ashamed."),
        (0.55, "A bus would do as well."),
        (0.04, "The bus from Marrow takes fifty minutes."),
        (0.96, "Let it go, and let us stop weeping over planks."),
    ),
)
VIEWPOINTS = (
    ("a1", "Mayor Ada Ngo", "said", "the pier cannot be saved at any price", Form.INDIRECT),
    ("a2", "the traders’ association", "said", "It is a scandal that nobody asked us", Form.DIRECT),
)
LOADED = ("pitiful", "ashamed", "weeping over planks")


def made(title="Let the last ferry go", mayor="Ada Ngo"):
    """The article and its analysis; the mayor may have another name, and the article a title."""
    mayor_words = f"Mayor {mayor}" if mayor == "Ada Ngo" else mayor
    paragraphs = [
        [(share, words.replace("Mayor Ada Ngo", mayor_words)) for share, words in sentences]
        for sentences in PARAGRAPHS
    ]
    texts = [" ".join(words.lstrip("~>") for _, words in sentences) for sentences in paragraphs]
    article = article_of(
        (BlockKind.TITLE, title),
        (BlockKind.NOTE, "Editor’s note: the views are the author’s."),
        texts[0],
        (BlockKind.CAPTION, "The pier in March. Photo: Lee Moss"),
        (BlockKind.HEADING, "What it would cost", 1),
        *texts[1:],
        title=title,
        outlet="Marrow Bay Courier",
        published="2026-05-16",
        source="ferry.txt",
        sha256="ferry",
    )
    sentences = [_sentence(article, share, words) for group in paragraphs for share, words in group]
    return article, Analysis(
        article,
        ModelInfo("test-model", "1.2"),
        tuple(sentences),
        tuple(LoadedWord(*_ends(article, words), 0.8) for words in LOADED),
        tuple(
            Attribution(
                (_span(article, source.replace("Mayor Ada Ngo", mayor_words)),),
                (_span(article, cue, after=source.replace("Mayor Ada Ngo", mayor_words)),)
                if form is Form.INDIRECT
                else (_span(article, cue, after=content),),
                (_span(article, content),),
                form,
                (holder,),
                0.9,
            )
            for holder, source, cue, content, form in VIEWPOINTS
        ),
        (
            Actor(
                "a1",
                mayor,
                ActorType.PERSON,
                ("the mayor",),
                "mayor",
                (_span(article, mayor),),
                Treatment(0.4, 0.4, 0.2),
            ),
            Actor(
                "a2",
                "Traders’ association",
                ActorType.ORGANISATION,
                (),
                "",
                (_span(article, "the traders’ association"), _span(article, "They are")),
                Treatment(0.1, 0.5, 0.4),
            ),
            Actor("a3", "Council", ActorType.GROUP, mentions=(_span(article, "The council"),)),
        ),
        (Stance("a2", "a3", Polarity.CRITICAL, 0.8, *_ends(article, VIEWPOINTS[1][3])),),
    )


def book(chapters=24):
    """A book of chapters that are alike, in which voices take turns."""
    blocks = [(BlockKind.TITLE, "The bridges of the Lenn")]
    for number in range(1, chapters + 1):
        blocks.append((BlockKind.HEADING, f"{number}. The year {1900 + number}", 1))
        blocks += [" ".join(f"{words} in {1900 + number}." for words in _CHAPTER) for _ in range(3)]
    article = article_of(
        *blocks, title="The bridges of the Lenn", source="lenn.epub", sha256="lenn"
    )
    sentences = []
    for block in article.blocks[1:]:
        for number, found in enumerate(
            re.finditer(r"[^.]+\.", article.text[block.start : block.end])
        ):
            if block.kind is BlockKind.PARAGRAPH:
                start = block.start + found.start() + len(found[0]) - len(found[0].lstrip())
                opinion = (0.9, 0.1, 0.7, 0.2)[(number + block.start) % 4]
                label = Label.OPINION if opinion > 0.5 else Label.FACTUAL
                sentences.append(Sentence(start, block.start + found.end(), label, opinion))
    return article, Analysis(article, ModelInfo("test-model", "1.2"), tuple(sentences))


_CHAPTER = (
    "The town built no more than it could afford",
    "No other town on the river would have dared to begin",
    "The engineers wrote three reports to the county",
    "It should have been of stone",
)


def _sentence(article, share, words):
    label = Label.OPINION if share > 0.5 else Label.FACTUAL
    label = Label.UNCLEAR if words.startswith("~") else label
    voice = Voice.ATTRIBUTED if words.startswith(">") else Voice.AUTHOR
    return Sentence(*_ends(article, words.lstrip("~>")), label, share, voice)


def _span(article, words, after=""):
    start = article.text.index(words, article.text.index(after) + len(after) if after else 0)
    return Span(start, start + len(words))


def _ends(article, words):
    span = _span(article, words)
    return span.start, span.end
