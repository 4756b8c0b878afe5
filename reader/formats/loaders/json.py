# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""JSON that is no copy of ours: data, and no article."""

from reader.errors import OpenError, Reason
from reader.formats.draft import Draft


def load(_data: bytes) -> Draft:
    """Refuse it.

    Raises:
        OpenError: Always: copies of ours are found before a loader is asked.
    """
    raise OpenError(
        None,
        Reason.UNSUPPORTED,
        "This is data that is no whole copy of Slantwise’s; open the article itself, or save the "
        "copy again.",
    )
