# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The shipped model on sentences invented for the purpose: plain cases it must never miss."""

from pathlib import Path

import pytest

from reader import paths
from reader.analysis.model.encoder import Encoder
from reader.analysis.readings import Target


@pytest.fixture(scope="module")
def encoder():
    return Encoder(paths.model(), threads=2)


def read(encoder, *sentences, targets=()):
    text = " ".join(sentences)
    spans, start = [], 0
    for sentence in sentences:
        spans.append((start, start + len(sentence)))
        start += len(sentence) + 1
    windows = list(encoder.read(text, spans, targets))
    return text, [reading for window in windows for reading in window.sentences], windows


def test_a_plain_report_is_not_opinion(encoder):
    _, readings, _ = read(
        encoder,
        "The harbour bridge will close for repairs on Monday.",
        "The work is expected to last two weeks and cost 3 million euros.",
    )
    assert all(reading.opinion < encoder.unclear[0] for reading in readings)


def test_an_outburst_is_opinion_and_its_words_are_loaded(encoder):
    sentence = "This shameful, idiotic plan is an insult to everyone who lives here."
    text, (reading,), windows = read(encoder, sentence)
    assert reading.opinion > encoder.unclear[1]
    loaded = " ".join(text[s:e] for window in windows for s, e, _ in window.loaded)
    assert "shameful" in loaded
    assert "idiotic" in loaded


def test_reasons_name_the_words_that_weigh(encoder):
    text = (
        "In the end the council, which had promised for years to listen to those who live along "
        "the river, chose a shameful and cowardly plan that helps nobody at all."
    )
    weights = encoder.weigh(text, (0, len(text)))
    assert {"shameful", "cowardly"} <= {text[start:end] for start, end, _ in weights[:5]}


def test_an_indirect_quotation_is_linked_to_its_speaker(encoder):
    if "links" not in encoder.heads:
        pytest.skip("this model has no attribution head")
    text, _, windows = read(
        encoder, "Mayor Ana Ruiz said on Tuesday that the bridge would close for two weeks."
    )
    item = next(item for window in windows for item in window.attributions)
    assert "Ruiz" in text[item.source[0][0] : item.source[0][1]]
    assert text[item.cue[0][0] : item.cue[0][1]].startswith("said")
    assert "bridge would close" in text[item.content[0][0] : item.content[0][1]]


def test_stance_tells_praise_from_blame(encoder):
    if "stance" not in encoder.heads:
        pytest.skip("this model has no stance head")
    blame, praise = "Ruiz betrayed the workers and lied.", "Ruiz bravely saved the workers."
    found = []
    for sentence in (blame, praise):
        _, _, windows = read(encoder, sentence, targets=[Target(0, 4)])
        found.append(windows[0].targets[0])
    assert found[0].critical > found[0].favourable
    assert found[1].favourable > found[1].critical


def test_the_folder_is_complete_and_small(encoder):
    folder = paths.model()
    names = {path.name for path in folder.iterdir()}
    assert {"config.json", "tokenizer.json", "model.onnx", "README.md", "LICENSE"} <= names
    assert sum(path.stat().st_size for path in folder.iterdir()) < 70_000_000
    card = (folder / "README.md").read_text(encoding="utf-8")
    for corpus in ("CheckThat!", "BABE", "MPQA"):
        assert corpus in card
    assert str(Path.home()) not in card
