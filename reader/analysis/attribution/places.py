# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""A quotation in its place: what the rules of whose it is look at, and what they may answer."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from reader.analysis.attribution.drafts import Draft
from reader.analysis.evidence import Evidence
from reader.analysis.syntax.cues import Cue
from reader.analysis.syntax.quotations import Quote

if TYPE_CHECKING:
    from spacy.tokens import Doc


class Unnamed(Enum):
    """Owners without a name."""

    NOBODY = auto()  # it is no quotation of anybody's
    SOMEBODY = auto()  # somebody who is not named says it


Owner = Cue | Draft | Unnamed


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A quotation in its block, and who has spoken so far.

    Attributes:
        index: The block's number.
        first, end: The quotation's tokens.
        cues: The cues of the block.
        ended: The token behind the quotation before it in the block; 0 for the first.
        before: The draft that holds the quotation before it in the block.
        last: The draft of whoever was quoted last.
        lead: What the block before announced with a colon, for the first quotation.
        introduced: Who spoke at the end of the block before.
        poster: Who has posted it, where it is a post from elsewhere.
        inserts: The tokens with which the narrator interrupts it.
    """

    piece: Evidence
    quote: Quote
    first: int
    end: int
    cues: Sequence[Cue]
    index: int = 0
    ended: int = 0
    before: Draft | None = None
    last: Draft | None = None
    lead: Draft | None = None
    introduced: Draft | None = None
    poster: Draft | None = None
    inserts: Sequence[range] = ()

    @property
    def doc(self) -> "Doc":
        """The block's parse."""
        return self.piece.doc

    @property
    def quoted(self) -> Sequence[bool]:
        """Of each token, whether it stands in a quotation."""
        return self.piece.quoted

    @property
    def words(self) -> list[str]:
        """The words of the quotation."""
        offset = self.piece.start
        text = self.piece.text[self.quote.start - offset : self.quote.end - offset]
        return re.findall(r"\w[\w'’.-]*", text)

    @property
    def opens(self) -> bool:
        """Whether the block begins with it."""
        return not self.piece.text[: self.quote.start - self.piece.start].strip()

    @property
    def gap(self) -> range:
        """The tokens since the quotation before it in the block."""
        return range(self.ended, self.first)

    @property
    def free(self) -> bool:
        """Whether the block is little more than the quotation."""
        return self.opens and len(self.quote.span) > 0.5 * len(self.piece.text.strip())
