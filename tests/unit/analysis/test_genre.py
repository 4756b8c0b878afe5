# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""An article's own sentences tell what it is; few of them tell little."""

from reader.analysis.judging.genre import leaning, opinion_piece
from reader.analysis.judging.opinion import moved
from reader.document import Label, Sentence
from tests.building import article_of

WEIGHTS = {"none": 2.9, "opinion": 1.9, "relayed": -1.9, "author": 1.9, "stated": 2.0}


def chance(opinion, count, **fields):
    article = article_of("We stay. " * count, **fields)
    sentences = [Sentence(9 * i, 9 * i + 8, Label.UNCLEAR, opinion) for i in range(count)]
    return opinion_piece(article, sentences, WEIGHTS)


def test_opinions_make_an_opinion_piece_and_facts_a_report():
    assert chance(0.8, 30) > 0.9
    assert chance(0.02, 30) < 0.1


def test_few_sentences_tell_little_and_the_page_tells_something():
    assert 0.5 < chance(0.8, 1) < chance(0.8, 30)
    assert chance(0.1, 30, genre="Opinion") > chance(0.1, 30)


def test_only_opinion_pieces_lean():
    assert leaning(0.4, 0.5) == 0.0
    assert leaning(1.0, 0.5) == 0.5
    assert moved(0.5, 0.5) > 0.6
    assert moved(0.3, 0.0) == 0.3
