# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""From a file to an article: one module per format, and the registry that picks it."""

from reader.formats.registry import SUFFIXES, load, load_text

__all__ = ["SUFFIXES", "load", "load_text"]
