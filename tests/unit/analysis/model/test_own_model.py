# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""A reader's own classifier judges the opinions; a folder that does not fit is told why."""

import json

import numpy as np
import pytest

from reader.analysis import pipeline
from reader.analysis.model.classifier import load
from reader.analysis.model.own_model import OwnModel, labels_of
from reader.document import Article, Block, BlockKind, Label
from reader.errors import ModelError, Reason

WORDS = ["[UNK]", "[PAD]", "bad", "good", "ship", "came"]


@pytest.fixture
def folder(tmp_path):
    """A tiny model: the words "bad" and "good" make a sentence opinion, and nothing else does."""
    import onnx
    from onnx import TensorProto, helper, numpy_helper
    from tokenizers import Tokenizer, models, pre_tokenizers
    from transformers import PreTrainedTokenizerFast

    tokenizer = Tokenizer(models.WordLevel({w: i for i, w in enumerate(WORDS)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.Whitespace()
    fast = PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, unk_token="[UNK]", pad_token="[PAD]", model_max_length=64
    )
    fast.save_pretrained(tmp_path)
    table = np.array([[0, 0], [0, 0], [0, 9], [0, 9], [3, 0], [3, 0]], dtype=np.float32)
    graph = helper.make_graph(
        [
            helper.make_node("Gather", ["table", "input_ids"], ["each"]),
            helper.make_node("ReduceSum", ["each", "axis"], ["logits"], keepdims=0),
        ],
        "tiny",
        [helper.make_tensor_value_info("input_ids", TensorProto.INT64, ["n", "t"])],
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["n", 2])],
        [
            numpy_helper.from_array(table, "table"),
            numpy_helper.from_array(np.array([1], dtype=np.int64), "axis"),
        ],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    onnx.save(model, tmp_path / "model.onnx")
    config = {
        "architectures": ["TinyForSequenceClassification"],
        "model_type": "bert",
        "id2label": {"0": "REPORT", "1": "VIEW"},
    }
    (tmp_path / "config.json").write_text(json.dumps(config))
    return tmp_path


def test_its_labels_are_told_without_loading_it(folder):
    assert labels_of(folder) == ("REPORT", "VIEW")


def test_it_judges_sentences(folder):
    classifier = load(OwnModel(folder, ("VIEW",)))
    good, ship = classifier.opinions(["good good", "ship came"])
    assert good > 0.99
    assert ship < 0.01
    turned = load(OwnModel(folder, ("REPORT",)))
    assert turned.opinions(["ship came"])[0] > 0.99


def test_an_article_is_judged_by_it_instead_of_ours(folder):
    text = "The ship came. It is a bad bad thing."
    article = Article(text, (Block(BlockKind.PARAGRAPH, 0, len(text)),))
    *_, analysis = pipeline.stream(article, own=OwnModel(folder, ("VIEW",)))
    assert [sentence.label for sentence in analysis.sentences] == [Label.FACTUAL, Label.OPINION]
    assert folder.name in analysis.model.name


def test_its_reasons_are_the_words_it_would_miss(folder):
    own = OwnModel(folder, ("VIEW",))
    sentence = "The ship came, bad ship."
    heaviest, *others = pipeline.weigh(sentence, own=own)
    assert sentence[heaviest.start : heaviest.end] == "bad"
    assert heaviest.score > 0
    assert all(word.score <= heaviest.score for word in others)
    assert pipeline.weigh("?!", own=own) == ()


def test_many_words_are_left_out_together(folder):
    sentence = "ship " * 200 + "bad came"
    weights = pipeline.weigh(sentence, own=OwnModel(folder, ("VIEW",)))
    assert len(weights) <= 24


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda f: (f / "config.json").unlink(), "config.json"),
        (lambda f: (f / "config.json").write_text("{"), "damaged"),
        (lambda f: (f / "config.json").write_text('{"architectures": ["X"]}'), "classify"),
        (lambda f: (f / "model.onnx").unlink(), "weights"),
        (lambda f: (f / "model.onnx").write_bytes(b"no graph"), "damaged"),
        (lambda f: (f / "tokenizer.json").write_text("{}"), "tokeniser"),
    ],
)
def test_a_folder_that_does_not_fit_is_told_why(folder, change, words):
    change(folder)
    with pytest.raises(ModelError, match=words) as caught:
        load(OwnModel(folder, ("VIEW",)))
    assert caught.value.path == folder
    assert caught.value.reason in {Reason.MODEL_UNSUITABLE, Reason.DAMAGED}


def test_weights_that_need_pytorch_say_so_where_it_is_missing(folder):
    (folder / "model.onnx").rename(folder / "model.safetensors")
    with pytest.raises(ModelError, match=r"PyTorch|damaged"):
        load(OwnModel(folder, ("VIEW",)))


def test_a_label_that_the_model_lacks_is_no_opinion_label(folder):
    with pytest.raises(ModelError, match="labels"):
        load(OwnModel(folder, ("OTHER",)))
