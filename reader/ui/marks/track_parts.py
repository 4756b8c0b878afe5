# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The voice track for a screen reader: each lane is a list of what lies in it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QAccessible

from reader.ui.accessible import Part
from reader.ui.marks.lanes import Lane, LaneKind, Piece
from reader.ui.wording import counted, tr

#: What stays of a lane when it is made again: its kind and its name.
Key = tuple[LaneKind, str]


class Track(Protocol):
    """What the parts need to know of their track."""

    @property
    def lanes(self) -> Sequence[Lane]:
        """The lanes from above, without the headings."""
        ...

    def go_to(self, piece: Piece) -> None:
        """Have the text go to a piece."""
        ...

    def lane_of(self, key: Key) -> Lane | None:
        """The lane of a kind and a name, if there is one now."""
        ...

    def said(self, lane: Lane, piece: Piece) -> str:
        """A piece in words."""
        ...

    def lane_rect(self, number: int) -> QRectF:
        """Where a lane lies."""
        ...

    def piece_rect(self, lane: Lane, piece: Piece) -> QRectF:
        """Where a piece lies."""
        ...

    def on_screen(self, rect: QRectF) -> QRect:
        """A rectangle of the track, as one of the screen."""
        ...

    def is_focused(self, piece: Piece) -> bool:
        """Whether the keyboard is at a piece."""
        ...


def lane_parts(track: Track, keys: Iterable[Key]) -> list[Part]:
    """The lanes of these kinds and names."""
    return [_LanePart(track, key) for key in keys]


@dataclass(frozen=True, slots=True)
class _LanePart(Part):
    """A lane, as a list."""

    track: Track
    key: Key
    role = QAccessible.Role.List

    def name(self) -> str:
        return self.key[1]

    def detail(self) -> str:
        lane = self.track.lane_of(self.key)
        return counted(len(lane.stops), tr("place"), tr("places")) if lane else ""

    def parts(self) -> Sequence[Part]:
        lane = self.track.lane_of(self.key)
        return [_PiecePart(self.track, self.key, piece) for piece in lane.stops] if lane else []

    def rect(self) -> QRect:
        lane = self.track.lane_of(self.key)
        lanes = list(self.track.lanes)
        if lane is None or lane not in lanes:
            # The headings are above all lanes.
            return QRect()
        return self.track.on_screen(self.track.lane_rect(lanes.index(lane)))


@dataclass(frozen=True, slots=True)
class _PiecePart(Part):
    """A piece of a lane, as an item of its list."""

    track: Track
    key: Key
    piece: Piece
    role = QAccessible.Role.ListItem

    def name(self) -> str:
        lane = self.track.lane_of(self.key)
        return self.track.said(lane, self.piece) if lane else ""

    def rect(self) -> QRect:
        lane = self.track.lane_of(self.key)
        return self.track.on_screen(self.track.piece_rect(lane, self.piece)) if lane else QRect()

    def current(self) -> bool:
        return self.track.is_focused(self.piece)

    def press(self) -> None:
        self.track.go_to(self.piece)
