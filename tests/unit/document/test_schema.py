# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The public JSON form goes out and comes back, and refuses what is not of its form."""

import json

import pytest

from reader.document import (
    Actor,
    ActorType,
    Analysis,
    Area,
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
)
from reader.document.schema import analysis_from_dict, analysis_to_dict

TEXT = "Harbour opens\n\nMayor Ada Moss said: “It is a splendid day.” 🎉 The port cost €3m."


@pytest.fixture
def analysis():
    article = Article(
        text=TEXT,
        blocks=(
            Block(BlockKind.TITLE, 0, 13),
            Block(BlockKind.PARAGRAPH, 15, 58, areas=(Area(2, 72.0, 90.5, 523.2, 118.0),)),
            Block(BlockKind.QUOTE, 59, len(TEXT), 1, speaker=Span(21, 29)),
        ),
        title="Harbour opens",
        published="2025-03-01",
        source="harbour.txt",
        sha256="ab" * 32,
        format="pdf",
        genre="Opinion",
    )
    return Analysis(
        article,
        ModelInfo("m", "1"),
        sentences=(
            Sentence(0, 13, Label.UNCLEAR, 0.5),
            Sentence(15, 60, Label.OPINION, 0.93, Voice.ATTRIBUTED, 0.71),
        ),
        loaded=(LoadedWord(45, 53, 0.8),),
        attributions=(
            Attribution(
                (Span(15, 29),), (Span(30, 34),), (Span(36, 58),), Form.DIRECT, ("a1",), 0.9
            ),
        ),
        actors=(
            Actor(
                "a1",
                "Ada Moss",
                ActorType.PERSON,
                ("Moss",),
                "mayor",
                (Span(21, 29),),
                Treatment(0.2, 0.7, 0.1),
            ),
        ),
        stances=(Stance("author", "a1", Polarity.NEUTRAL, 0.7, 15, 60),),
    )


def test_it_comes_back_as_it_was(analysis):
    data = json.loads(json.dumps(analysis_to_dict(analysis)))
    assert analysis_from_dict(data) == analysis


def test_schema_1_is_read_with_its_one_holder(analysis):
    data = json.loads(json.dumps(analysis_to_dict(analysis)))
    data["schema"] = 1
    data["attributions"][0]["actor"] = data["attributions"][0].pop("holders")[0]
    del data["actors"][0]["named"]
    assert analysis_from_dict(data) == analysis


def test_it_has_the_documented_fields(analysis):
    data = analysis.to_dict()
    assert list(data) == [
        "schema",
        "article",
        "model",
        "sentences",
        "loaded",
        "attributions",
        "actors",
        "stances",
    ]
    assert data["schema"] == 2
    assert data["sentences"][1] == {
        "start": 15,
        "end": 60,
        "label": "opinion",
        "opinion": 0.93,
        "voice": "attributed",
        "bias": 0.71,
    }
    start, end = data["attributions"][0]["content"][0]
    assert data["article"]["text"][start:end] == "“It is a splendid day."


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("schema",), 3),
        (("article", "text"), 7),
        (("article", "blocks", 0, "kind"), "poem"),
        (("article", "blocks", 0, "end"), 9999),
        (("sentences", 0, "start"), -1),
        (("sentences", 0, "label"), "lie"),
        (("loaded", 0, "end"), "9"),
        (("attributions", 0, "content", 0), [5, 2]),
        (("actors", 0, "name"), None),
    ],
)
def test_it_refuses_what_is_not_of_its_form(analysis, path, value):
    data = json.loads(json.dumps(analysis_to_dict(analysis)))
    place = data
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    with pytest.raises((ValueError, KeyError, TypeError)):
        analysis_from_dict(data)
