# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The resolver's weights and the vectors of mentions."""

import numpy as np
import pytest

from reader.analysis.model.resolver import FILE, Resolver, Vectors
from reader.analysis.readings import Pieces
from reader.errors import ModelError, Reason


def test_a_mention_has_the_vectors_of_its_first_and_last_piece():
    pieces = Pieces([0, 4, 8], [3, 7, 9], np.array([[1, 10], [2, 20], [3, 30]], np.float16))
    rows, known = Vectors([pieces]).at(np.array([0, 4]), np.array([6, 4]))
    assert rows.tolist() == [[21.0], [22.0]]
    assert known.all()


def test_what_the_model_did_not_read_has_no_vectors():
    pieces = Pieces([10], [12], np.ones((1, 2), np.float16))
    _, known = Vectors([pieces]).at(np.array([0, 20, 10]), np.array([1, 21, 11]))
    assert known.tolist() == [False, False, True]


def test_a_folder_without_weights_says_so(tmp_path):
    with pytest.raises(ModelError) as caught:
        Resolver(tmp_path)
    assert caught.value.reason is Reason.DAMAGED
    (tmp_path / FILE).write_bytes(b"nonsense")
    with pytest.raises(ModelError):
        Resolver(tmp_path)
