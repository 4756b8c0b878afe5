# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""An attribution in the making, as the rules and the model find it."""

from dataclasses import dataclass, field

from reader.document import Span
from reader.document.marks import union


@dataclass(slots=True, eq=False)
class Draft:
    """An attribution in the making.

    Attributes:
        source_head, cue_head: Tokens of the piece.
        speaker: The speaker's name, where it is known before the source is looked up.
    """

    piece: int
    score: float
    source: Span | None = None
    source_head: int | None = None
    cue: Span | None = None
    content: list[Span] = field(default_factory=list)
    quoted: list[Span] = field(default_factory=list)
    cue_head: int | None = None
    speaker: str | None = None

    @property
    def relayed(self) -> list[Span]:
        """All of the content, joined and in order."""
        return union(self.content + self.quoted, gap=1)

    @property
    def nobodys(self) -> bool:
        """Whether somebody says it of whom nothing is told."""
        return self.source is None and self.cue is None and self.speaker is None
