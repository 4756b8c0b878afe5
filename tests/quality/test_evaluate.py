# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The measuring itself: metrics on figures worked out by hand, and a run over invented files."""

import importlib.util
import json
import sys
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from reader import paths
from reader.analysis.model.encoder import Encoder

SCRIPT = Path(__file__).resolve().parents[2] / "packaging" / "model" / "evaluate.py"
SPEAKER = "Mayor Ruiz said the bridge would close. It is a stupid, cruel plan."

FILES = {
    "opinion/checkthat-en.test": [
        {"id": "1", "text": "The bridge closes on Monday.", "opinion": "factual"},
        {"id": "2", "text": "What a shameful, idiotic plan!", "opinion": "opinion"},
        {"id": "3", "text": "Unlabelled.", "opinion": None},
    ],
    "opinion/babe.test": [
        {
            "text": "A shameful plan.",
            "bias": "biased",
            "opinion": "opinion",
            "biased_spans": [[2, 10]],
        },
        {"text": "The plan passed.", "bias": None, "opinion": None, "biased_spans": []},
    ],
    "opinion/penn.test": [
        {
            "id": "a",
            "sentences": [
                {"text": "ROME —", "type": "other"},
                {"text": "The bridge closes on Monday.", "type": "fact"},
                {"text": "“We had no choice,” said the mayor.", "type": "quote"},
                {"text": "It is a disgrace.", "type": None},
            ],
        }
    ],
    "opinion/mpqa.test": [
        {
            "text": SPEAKER,
            "sentences": [[0, 39], [40, 67], [67, 67]],
            "annotations": [
                {
                    "type": "expressive-subjectivity",
                    "start": 48,
                    "end": 54,
                    "source": ["w"],
                    "intensity": "high",
                }
            ],
        }
    ],
    "bias/basil.test": [
        {
            "sentences": ["The plan passed.", "Ruiz crowed about it."],
            "bias_spans": [{"sentence": 1, "start": 5, "end": 11, "bias": "lexical"}],
        }
    ],
    "attribution/polnear.test": [
        {
            "text": SPEAKER,
            "attributions": [{"source": [[0, 10]], "cue": [[11, 15]], "content": [[16, 38]]}],
        },
        {"text": "Nothing here.", "attributions": []},
    ],
    "stance/newsmtsc.test": [
        {
            "text": "Ruiz lied.",
            "targets": [
                {"mention": "Ruiz", "spans": [[0, 4]], "polarity": "negative"},
                {"mention": "nobody", "spans": [], "polarity": "neutral"},
            ],
        }
    ],
}


@pytest.fixture(scope="module")
def evaluate():
    spec = importlib.util.spec_from_file_location("evaluate_model_alone", SCRIPT)
    module = importlib.util.module_from_spec(spec)
    sys.modules["evaluate_model_alone"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def encoder():
    return Encoder(paths.model())


def test_average_precision_and_the_cut_at_half_the_recall(evaluate):
    truth, score = np.array([1, 0, 1, 0]), np.array([0.9, 0.8, 0.7, 0.1])
    assert evaluate.average_precision(truth, score) == pytest.approx((1 + 2 / 3) / 2)
    assert evaluate.precision_at_recall(truth, score, 0.5) == 1.0
    assert evaluate.precision_at_recall(truth, score, 1.0) == pytest.approx(2 / 3)
    assert evaluate.average_precision(np.zeros(3), np.ones(3)) == 0.0


def test_calibration_error_is_the_weighted_gap(evaluate):
    truth, score = np.array([1, 1, 0, 0]), np.array([0.85, 0.85, 0.15, 0.15])
    assert evaluate.calibration_error(truth, score) == pytest.approx(0.15)


def test_precision_of_the_surest_half(evaluate):
    truth, score = np.array([True, False, True, True]), np.array([0.99, 0.97, 0.6, 0.4])
    assert evaluate.confident_precision(truth, score) == 0.5


def test_spans_are_compared_without_their_edges(evaluate):
    text = "“ the plan, ” "
    assert evaluate.trimmed(text, 0, len(text)) == (2, 10)


def test_links_match_one_to_one(evaluate):
    true = [{"source": [[0, 4]], "cue": [], "content": [[10, 20]]}]
    good = SimpleNamespace(source=((0, 4, 0.9),), content=((12, 20, 0.9),))
    wrong = SimpleNamespace(source=((5, 8, 0.9),), content=((10, 20, 0.9),))
    assert evaluate.link_counts(true, [good, good]) == (1, 2, 1)
    assert evaluate.link_counts(true, [wrong]) == (0, 1, 1)


def test_every_format_is_scored_and_what_is_missing_is_said(evaluate, encoder, tmp_path):
    for stem, records in FILES.items():
        path = tmp_path / f"{stem}.jsonl"
        path.parent.mkdir(exist_ok=True)
        path.write_text("".join(json.dumps(record) + "\n" for record in records))
    report = evaluate.evaluate(tmp_path, encoder, resamples=5)
    scored = {row.part for row in report.rows}
    assert {"checkthat-en.test", "babe.test", "penn.test", "mpqa.test", "basil.test"} <= scored
    if "links" in encoder.heads:
        assert {"polnear.test", "newsmtsc.test"} <= scored
    assert all(0.0 <= row.low <= row.high <= 1.0 for row in report.rows)
    (tmp_path / "bias" / "basil.test.jsonl").unlink()
    report = evaluate.evaluate(tmp_path, encoder, resamples=5)
    assert any(line.startswith("bias/basil") for line in report.skipped)
    assert "basil" in json.dumps(report.skipped)


def test_an_empty_folder_is_all_skipped(evaluate, encoder, tmp_path):
    report = evaluate.evaluate(tmp_path, encoder)
    assert report.rows == []
    assert len(report.skipped) == len(evaluate.SETS)
