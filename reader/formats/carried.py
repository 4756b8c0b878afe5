# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What a file may hold beside its text: a copy that opens again."""

from dataclasses import dataclass

from reader.document.copies import Copy
from reader.formats.draft import Draft

#: What reading a copy may raise that is damaged or was made to look like one.
UNREADABLE = (ValueError, KeyError, TypeError, AttributeError, RecursionError)


@dataclass(frozen=True, slots=True)
class Carried:
    """A copy that a file carries.

    Attributes:
        copy: The article as it was saved.
        edited: Whether the text was changed since.
        draft: How to read the changed text, where the format's own loader would take what the copy
            added for the article's.
        said: A sentence on what else was changed; may be empty.
    """

    copy: Copy
    edited: bool
    draft: Draft | None = None
    said: str = ""
