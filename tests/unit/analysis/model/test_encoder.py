# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The encoder around a graph made of rules: no weights, so every figure is known beforehand."""

import json
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.analysis.model import encoder as module
from reader.analysis.model.encoder import HEADS, Encoder
from reader.analysis.model.windows import pack
from reader.analysis.readings import Target
from reader.errors import ModelError, Reason

WORDS = ["[PAD]", "[UNK]", "<s>", "</s>", "<mask>", "awful", "mayor", "said", "rain", "a", "b"]
MARKS = {"cls_token": "<s>", "sep_token": "</s>", "mask_token": "<mask>"}
AWFUL, MAYOR, SAID, RAIN = 5, 6, 7, 8


class RuleSession:
    """Answers like the graph: `awful` is opinion, `mayor` source, `said` cue, `rain` content."""

    def __init__(self, heads=HEADS):
        self.heads = heads
        self.runs = []

    def get_outputs(self):
        return [SimpleNamespace(name=head) for head in self.heads]

    def get_inputs(self):
        names = "input_ids attention_mask sentence_ids sentence_index targets target_sentences"
        return [SimpleNamespace(name=name) for name in names.split()]

    def run(self, names, feeds):
        self.runs.append(feeds)
        ids, rows = feeds["input_ids"], feeds["input_ids"].shape[0]
        length, count = ids.shape[1], len(feeds["sentence_index"])
        opinion = np.full((rows, count, 1), -2.0, np.float32)
        for row, place in zip(*np.nonzero(ids == AWFUL), strict=True):
            opinion[row, feeds["sentence_ids"][row, place], 0] = 2.0
        roles = np.zeros((rows, length, 3, 4), np.float32)
        roles[..., 0] = 4.0
        for number, word in enumerate((MAYOR, SAID, RAIN)):
            roles[ids == word, number] = (0.0, 3.0, 6.0, 0.0)
        links = np.zeros((rows, 2, length, length), np.float32)
        for row, cue in zip(*np.nonzero(ids == SAID), strict=True):
            # A cue takes the source before it, or none; contents take the cue before them.
            sources = [place for place in np.nonzero(ids[row] == MAYOR)[0] if place < cue]
            links[row, 0, cue, sources[-1] if sources else 0] = 5.0
            links[row, 1, cue:, cue] = 5.0
        answers = {
            "opinion": opinion,
            "bias": opinion,
            "voice": -opinion,
            "loaded": np.where(ids == AWFUL, 3.0, -3.0).astype(np.float32)[..., None],
            "attribution": roles.reshape(rows, length, 12),
            "links": links,
            "stance": np.tile(
                np.array([2.0, 0.0, 1.0], np.float32), (rows, feeds["targets"].shape[1], 1)
            ),
            "mentions": ids[..., None].astype(np.float32),
        }
        return [answers[name] for name in names]


def settings(heads=HEADS, **changes):
    plain = {"scale": 1.0, "shift": 0.0, "threshold": 0.5}
    section = {
        "format": 2,
        "name": "rules",
        "version": "0",
        "window": 12,
        "heads": {
            "opinion": {**plain, "unclear": [0.4, 0.6]},
            "bias": plain,
            "voice": plain,
            "loaded": plain,
            "attribution": {"shifts": dict.fromkeys(("source", "cue", "content"), 0.0)},
            "links": {},
            "stance": {"scale": 1.0},
            "mentions": {},
        },
    }
    section["heads"] = {head: section["heads"][head] for head in heads}
    return {"slantwise": {**section, **changes}}


def tokenizer():
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

    plain = Tokenizer(models.WordLevel({word: n for n, word in enumerate(WORDS)}, "[UNK]"))
    plain.normalizer = normalizers.Lowercase()
    plain.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return plain


@pytest.fixture
def session():
    return RuleSession()


@pytest.fixture
def encoder(tmp_path, monkeypatch, session):
    return make(tmp_path, monkeypatch, session)


def make(folder: Path, monkeypatch, session, heads=HEADS, marks=MARKS) -> Encoder:
    (folder / "config.json").write_text(json.dumps(settings(heads)))
    (folder / "tokenizer_config.json").write_text(json.dumps(marks))
    monkeypatch.setattr(module, "load", lambda folder, threads: (tokenizer(), session))
    return Encoder(folder)


def spans_of(text: str, *parts: str) -> list[tuple[int, int]]:
    return [(text.index(part), text.index(part) + len(part)) for part in parts]


@given(st.lists(st.integers(0, 40), max_size=30), st.integers(1, 20))
def test_packing_keeps_every_token_once_and_in_order(lengths, room):
    windows = pack(lengths, room)
    seen = [(p.sentence, token) for w in windows for p in w for token in range(p.low, p.high)]
    assert seen == [(n, token) for n, length in enumerate(lengths) for token in range(length)]
    assert [p.sentence for w in windows for p in w if p.last] == list(range(len(lengths)))
    assert all(sum(p.high - p.low for p in w) <= room for w in windows)


def test_each_sentence_is_read_once_with_its_own_probability(encoder):
    text = "😀 The rain fell. Awful rain! A mayor said so."
    sentences = spans_of(text, "😀 The rain fell.", "Awful rain!", "A mayor said so.")
    found = [s for window in encoder.read(text, sentences) for s in window.sentences]
    assert [(s.start, s.end) for s in found] == sentences
    assert [s.opinion > 0.5 for s in found] == [False, True, False]
    assert all(s.whole for s in found)
    assert found[1].opinion == pytest.approx(1 / (1 + np.exp(-2.0)))


def test_loaded_words_point_into_the_text(encoder):
    text = "One b. 😀 An AWFUL, awful rain."
    windows = list(encoder.read(text, spans_of(text, "One b.", "😀 An AWFUL, awful rain.")))
    loaded = [span for window in windows for span in window.loaded]
    assert [text[start:end] for start, end, _ in loaded] == ["AWFUL", "awful"]
    assert all(score == pytest.approx(0.9526, abs=1e-3) for *_, score in loaded)


def test_attributions_link_source_cue_and_content(encoder):
    text = "The mayor said rain rain today."
    (window,) = encoder.read(text, [(0, len(text))])
    (item,) = window.attributions
    assert [text[s:e] for s, e, _ in item.source] == ["mayor"]
    assert [text[s:e] for s, e, _ in item.cue] == ["said"]
    assert [text[s:e] for s, e, _ in item.content] == ["rain rain"]
    assert 0.5 < item.score <= 1.0
    assert [text[w.start : w.end] for w in window.words if w.content > 0.5] == ["rain", "rain"]


def test_an_attribution_may_lack_a_source(encoder):
    text = "Said rain."
    (window,) = encoder.read(text, [(0, len(text))])
    assert window.attributions[0].source == ()


def test_stance_is_asked_for_mentions_inside_sentences_only(encoder, session):
    text = "The mayor said rain. Outside mayor."
    inside, outside = Target(4, 9), Target(29, 34)
    (window,) = encoder.read(text, [(0, 20)], [outside, inside])
    (reading,) = window.targets
    assert reading.target == inside
    assert reading.critical > reading.favourable > reading.neutral
    assert reading.critical + reading.neutral + reading.favourable == pytest.approx(1.0)
    assert session.runs[0]["targets"][0].sum() == 1.0


def test_a_long_sentence_is_read_in_pieces_and_says_so(encoder, session):
    text = "b " * 24 + "awful"
    windows = list(encoder.read(text, [(0, len(text))]))
    (reading,) = [s for window in windows for s in window.sentences]
    assert len(windows) == 3
    assert not reading.whole
    # Ten and ten tokens at -2, five at 2, weighed by their number.
    assert reading.opinion == pytest.approx(1 / (1 + np.exp(30 / 25)))
    assert max(run["input_ids"].shape[1] for run in session.runs) <= 12


@pytest.mark.parametrize("text", ["   ", "\u200b", "\x00", "* * *", "😀"])
def test_a_sentence_without_words_is_not_judged(encoder, text):
    (window,) = encoder.read(text, [(0, len(text))])
    (reading,) = window.sentences
    assert reading.opinion == 0.5
    assert encoder.unclear[0] < reading.opinion < encoder.unclear[1]
    assert not reading.whole
    assert window.loaded == ()


def test_half_a_surrogate_pair_does_no_harm(encoder):
    text = "awful \ud83d rain"
    (window,) = encoder.read(text, [(0, len(text))])
    assert [text[s:e] for s, e, _ in window.loaded] == ["awful"]


def test_nothing_to_read_gives_no_window(encoder, session):
    assert list(encoder.read("text", [])) == []
    assert session.runs == []


def test_a_model_with_fewer_heads_reads_what_it_can(tmp_path, monkeypatch):
    encoder = make(tmp_path, monkeypatch, RuleSession(("opinion",)), ("opinion",))
    (window,) = encoder.read("awful rain", [(0, 10)], [Target(0, 5)])
    assert window.sentences[0].bias is None
    assert window.sentences[0].voice is None
    assert (window.loaded, window.attributions, window.targets, window.words) == ((), (), (), ())


def test_the_heaviest_word_comes_first(encoder, session):
    text = "A b. The awful, rain!"
    weights = encoder.weigh(text, (5, len(text)))
    assert [text[s:e] for s, e, _ in weights[:1]] == ["awful"]
    assert weights[0][2] == pytest.approx(0.7616, abs=0.02)
    assert {text[s:e] for s, e, _ in weights} == {"The", "awful", "rain"}
    assert len(session.runs) == 1


def test_many_words_are_hidden_in_groups(encoder, session, monkeypatch):
    monkeypatch.setattr(module, "_OCCLUSION_TOKENS", 48)
    text = "b b b b b b awful b"
    weights = encoder.weigh(text, (0, len(text)))
    assert session.runs[0]["input_ids"].size <= 48
    start, end, _ = weights[0]
    assert "awful" in text[start:end]


def test_a_sentence_without_words_has_no_reasons(encoder):
    assert encoder.weigh("?!", (0, 2)) == []


def test_a_missing_model_says_so(tmp_path):
    with pytest.raises(ModelError) as caught:
        Encoder(tmp_path)
    assert caught.value.reason is Reason.MODEL_MISSING


@pytest.mark.parametrize("config", ["{", '"text"', "{}", '{"slantwise": {"format": 99}}'])
def test_a_folder_that_does_not_fit_says_so(tmp_path, config):
    (tmp_path / "config.json").write_text(config)
    with pytest.raises(ModelError) as caught:
        Encoder(tmp_path)
    assert caught.value.reason in (Reason.DAMAGED, Reason.MODEL_UNSUITABLE)


def test_a_folder_without_graph_says_so(tmp_path):
    (tmp_path / "config.json").write_text(json.dumps(settings()))
    with pytest.raises(ModelError) as caught:
        Encoder(tmp_path)
    assert caught.value.reason is Reason.DAMAGED


def test_a_graph_without_a_promised_head_says_so(tmp_path, monkeypatch):
    with pytest.raises(ModelError) as caught:
        make(tmp_path, monkeypatch, RuleSession(("opinion",)))
    assert caught.value.reason is Reason.MODEL_UNSUITABLE
    assert "bias" in caught.value.detail


def test_a_tokeniser_without_the_marks_says_so(tmp_path, monkeypatch, session):
    with pytest.raises(ModelError) as caught:
        make(tmp_path, monkeypatch, session, marks={**MARKS, "mask_token": "[MASK]"})
    assert caught.value.reason is Reason.MODEL_UNSUITABLE


def test_a_failing_graph_is_a_model_error(encoder, session, monkeypatch):
    def fail(names, feeds):
        raise RuntimeError("out of memory")

    monkeypatch.setattr(session, "run", fail)
    with pytest.raises(ModelError):
        list(encoder.read("rain", [(0, 4)]))


def test_importing_the_encoder_loads_nothing_heavy():
    code = (
        "import sys, reader.analysis.model.encoder;"
        "print([m for m in ('torch', 'transformers', 'onnxruntime') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_each_word_piece_has_its_vector(encoder):
    text = "The mayor said rain."
    (window,) = encoder.read(text, [(0, len(text))])
    words = [text[s:e] for s, e in zip(window.pieces.starts, window.pieces.ends, strict=True)]
    assert words == ["The", "mayor", "said", "rain", "."]
    assert window.pieces.vectors[words.index("said"), 0] == SAID
