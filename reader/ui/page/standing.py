# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What the status bar says of an article: what was counted, and what of it is hidden, and why."""

from reader.document.marks import MarkKind
from reader.ui.marks.mark_index import MarkIndex
from reader.ui.status_bar import Status
from reader.ui.wording import counted, percent, tr

_APART = "      "


def standing(index: MarkIndex, seconds: float, *, failed: bool = False) -> Status:
    """How far an article is; `seconds` is how long its analysis took, 0 if it was made before."""
    if index.blind:
        return _blind(index)
    if failed and not index.complete:
        return Status(tr("The analysis did not finish; what is unmarked was not judged"))
    if not index.complete:
        return Status(_joined(tr("Analysing on this computer…"), hidden(index)), index.done)
    total = len(index.sentences)
    if not total:
        return Status(tr("Nothing in this article was analysed"), marked=False)
    count = index.counts()[MarkKind.OPINION]
    read = tr("{0} of {1} sentences read as the author’s opinion")
    when = tr("Analysed on this computer in {0} s").format(f"{seconds:.1f}")
    if seconds == 0:
        when = tr("Analysed on this computer before")
    return Status(_joined(read.format(f"{count:,}", f"{total:,}"), hidden(index), when))


def _blind(index: MarkIndex) -> Status:
    """How far a blind reading is."""
    said = tr("Blind reading: {0} of {1} sentences marked by you")
    own, total = len(index.overlay.sentences), len(index.sentences)
    words = said.format(f"{own:,}", f"{total:,}")
    return Status(words, None if index.complete else index.done, marked=False)


def hidden(index: MarkIndex) -> str:
    """What there is that the reader has asked not to see; empty where all is shown.

    Facts are no part of it: they are what the others stand out from.
    """
    view, counts = index.view, index.counts()
    below = sum(kind is None for kind in index.kinds())
    parts = []
    if below:
        opinions = counted(below, tr("opinion"), tr("opinions"))
        parts.append(tr("{0} below {1}").format(opinions, percent(view.show_from)))
    parts += [
        name
        for kind, name in (
            (MarkKind.OPINION, tr("the author’s opinion")),
            (MarkKind.VIEWPOINT, tr("viewpoints")),
            (MarkKind.LOADED, tr("loaded words")),
            (MarkKind.UNCLEAR, tr("unclear sentences")),
        )
        if counts.get(kind) and not view.shows(kind)
    ]
    return tr("Hidden: {0}").format(", ".join(parts)) if parts else ""


def _joined(*parts: str) -> str:
    return _APART.join(part for part in parts if part)
