# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Saved web pages."""

from reader.formats.draft import Draft
from reader.formats.page.reading import decode_page, parse_page


def load(data: bytes) -> Draft:
    """Read a saved page in any encoding."""
    return parse_page(decode_page(data))
