# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""A name as it stands in the text: who it is, and how it stands there."""

from dataclasses import dataclass, field

from reader.analysis.actors.standing import Standing
from reader.document import ActorType, BlockKind, Span

#: Blocks in which nobody acts: whoever is named there wrote the text or took the picture.
WITHOUT_ACTORS = frozenset({BlockKind.BYLINE, BlockKind.DATELINE})


@dataclass(slots=True)
class Mention:
    """A name as it stands in the text: the tokens `first` to `last` of the block `piece`.

    Attributes:
        name: The bare name, without article, title and possessive.
        standing: What the syntax around it tells.
        place: Whether it only says where something is.
        seat: Whether the name is a seat of government that stands for `country`.
        country: The country that the name stands for, or None.
        role: The office that the text gives its bearer beside it, or None.
        role_range: The tokens that say so.
        sex: "m" or "f" where a form of address tells it, else "".
        stands_for: The full name of which the text says that this is short.
    """

    span: Span
    name: str
    type: ActorType
    piece: int
    first: int
    last: int
    standing: Standing = field(default_factory=Standing)
    place: bool = False
    seat: bool = False
    country: str | None = None
    role: str | None = None
    role_range: tuple[int, int] | None = None
    sex: str = ""
    stands_for: str = ""
