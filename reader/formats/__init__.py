# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""From a file to an article; `registry` has a row for each format that is opened."""

from reader.formats.opening import OpenedFile, load, load_text, open_file, source_of
from reader.formats.registry import SUFFIXES, takes_password

__all__ = [
    "SUFFIXES",
    "OpenedFile",
    "load",
    "load_text",
    "open_file",
    "source_of",
    "takes_password",
]
