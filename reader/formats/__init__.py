# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""From a file to an article; `registry` has a row for each format that is opened."""

from reader.formats.opening import load, load_text
from reader.formats.registry import SUFFIXES, takes_password

__all__ = ["SUFFIXES", "load", "load_text", "takes_password"]
