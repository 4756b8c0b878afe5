# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Whether an article is an opinion piece, by what its own sentences say, and what follows from it.

Two articles may hold the same sentence: in an opinion piece it is more likely its author's view.
The weights lie in the model's configuration; `packaging/model/genre.py` learns them.
"""

import math
import re
from collections.abc import Mapping, Sequence

from reader.analysis.judging.opinion import log_odds
from reader.analysis.syntax import lexicon
from reader.document import Article, Sentence, Voice

_WORD = re.compile(r"[^\W\d_]+")
# As many sentences as this say only half of what their article is.
_FEW = 4


def signs(text: str, sentences: Sequence[Sentence]) -> dict[str, float]:
    """What tells an opinion piece from a report, by name.

    `opinion` is the mean log-odds of the author's sentences, `relayed` the share of the sentences
    that are somebody else's, `author` the share of the author's own that speak of him or to us.
    """
    own = [sentence for sentence in sentences if sentence.voice is Voice.AUTHOR]
    speaking = lexicon.grammar().author
    spoken = sum(
        not speaking.isdisjoint(_WORD.findall(text[item.start : item.end].lower())) for item in own
    )
    return {
        "opinion": sum(log_odds(item.opinion) for item in own) / max(1, len(own)),
        "relayed": 1 - len(own) / max(1, len(sentences)),
        "author": spoken / max(1, len(own)),
    }


def opinion_piece(
    article: Article, sentences: Sequence[Sentence], weights: Mapping[str, float]
) -> float:
    """The probability that an article is an opinion piece, from all its judged sentences.

    A page that calls itself opinion counts for it; few sentences tell little.
    """
    found = signs(article.text, sentences)
    total = weights["none"] + sum(weights[name] * value for name, value in found.items())
    if article.genre is not None:
        total += weights["stated"]
    return 1 / (1 + math.exp(-total * len(sentences) / (len(sentences) + _FEW)))


def leaning(chance: float, most: float) -> float:
    """By how much the log-odds of the author's sentences rise, at most `most`.

    A report's stay: what its people mistake for opinion there would outnumber what is.
    """
    return most * max(0.0, 2 * chance - 1)
