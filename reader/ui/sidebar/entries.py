# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Viewpoints as the sidebar lists them: plain data drawn from an analysis."""

from collections.abc import Sequence
from dataclasses import dataclass

from reader.document import ActorType, Analysis, Attribution, Span
from reader.document.stances import HeldStances
from reader.ui.mark_index import MarkIndex
from reader.ui.wording import form, stance, tr


@dataclass(frozen=True, slots=True)
class ViewpointEntry:
    """One viewpoint: where it is, its words, and how it is relayed."""

    place: Span
    words: str
    how: str
    speaker: str
    actors: tuple[str, ...]
    kind: ActorType

    @property
    def length(self) -> int:
        """How many words are relayed."""
        return len(self.words.split())


def viewpoint_entries(index: MarkIndex, analysis: Analysis) -> list[ViewpointEntry]:
    """All viewpoints, in reading order."""
    entries: list[ViewpointEntry] = []
    stances = HeldStances(analysis.stances)
    for item in index.attributions:
        if not item.content:
            continue
        actor = index.actors.get(item.holders[0]) if item.holders else None
        entries.append(
            ViewpointEntry(
                place=min(item.content),
                words=index.words(item.content),
                how=_how(index, stances, item),
                speaker=index.speaker(item) or tr("Unnamed source"),
                actors=item.holders,
                kind=actor.type if actor else ActorType.GROUP,
            )
        )
    return entries


def by_speaker(entries: Sequence[ViewpointEntry]) -> dict[str, list[ViewpointEntry]]:
    """The viewpoints of each speaker, the speakers in the order in which they first speak."""
    groups: dict[str, list[ViewpointEntry]] = {}
    for entry in entries:
        groups.setdefault(" ".join(entry.actors) or entry.speaker, []).append(entry)
    return groups


def _how(index: MarkIndex, stances: HeldStances, item: Attribution) -> str:
    cue = index.words(item.cue)
    parts = [form(item.form), f"“{cue}”" if cue else ""]
    for judged in stances.within(item):
        target = index.actors.get(judged.target)
        if target is not None:
            parts.append(stance(judged.polarity, target.name))
    return " · ".join(dict.fromkeys(part for part in parts if part))
