# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Small texts of the kinds that are hard to read: who says what in them, by the shipped model."""

import tomllib
from pathlib import Path

import pytest

from reader import analyze, open_article
from reader.document import Span
from reader.document.speakers import speaker_name

CASES = Path(__file__).parents[2] / "cases" / "said.toml"
TEXTS = tomllib.loads(CASES.read_text(encoding="utf-8"))["text"]


def places(text, words):
    """Where the words stand in a text; straight quotation marks stand for themselves."""
    start = text.find(words)
    assert start >= 0, f"{words!r} is not there"
    while start >= 0:
        yield Span(start, start + len(words))
        start = text.find(words, start + 1)


def speakers(analysis, span):
    """The names of those who hold all of a stretch, or what the text calls them."""
    actors = {actor.id: actor for actor in analysis.actors}
    return [
        speaker_name(analysis.article.text, item, actors)
        for item in analysis.attributions
        if sum(part.overlap(span) for part in item.content) == len(span)
    ]


@pytest.mark.issue(14)
@pytest.mark.parametrize("case", TEXTS, ids=[f"{n}-{text['kind']}" for n, text in enumerate(TEXTS)])
def test_words_are_given_to_whoever_says_them(case, tmp_path):
    path = tmp_path / "case.md"
    path.write_text(case["words"].strip(), encoding="utf-8")
    analysis = analyze(open_article(path))
    text = analysis.article.text
    wrong = []
    for speaker, pieces in case.get("said", {}).items():
        for piece in pieces:
            found = [speakers(analysis, span) for span in places(text, piece)]
            if not any(len(held) == 1 and speaker in (held[0] or "") for held in found):
                wrong.append(f"{speaker}: {piece!r} is said by {found}")
    held = [part for item in analysis.attributions for part in item.content]
    wrong += [
        f"{words!r} is said by {speakers(analysis, span)}"
        for words in case.get("unsaid", ())
        for span in places(text, words)
        if any(part.overlap(span) for part in held)
    ]
    if "begin" in case:
        begins = [text[item.start : item.end] for item in analysis.sentences]
        if len(begins) != len(case["begin"]) or not all(map(str.startswith, begins, case["begin"])):
            wrong.append(f"sentences {begins}")
    assert not wrong, "\n".join(wrong)
