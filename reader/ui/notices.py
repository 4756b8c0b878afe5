# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Notices: what the reader must know, in one sentence, and to which article it belongs.

A notice is data first and a widget second, so that what the reader is told can be tested. Each
article has its `Notices`, and so has the window; `notice_area` shows them in their one place.
"""

from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from reader.errors import ReaderError

#: The topic of files that could not be opened.
OPENING = "opening"


@dataclass(frozen=True, slots=True)
class Notice:
    """One sentence for the reader.

    Attributes:
        text: The sentence.
        details: What is folded away.
        bad: Whether something failed.
        action: What a button offers to do about it, if anything.
        topic: What it is about, where more of the same may come: a new one takes the place of the
            last, or joins it in one list, as with OPENING.
        failures: The sentences of such a list.
    """

    text: str
    details: str = ""
    bad: bool = False
    action: str = ""
    topic: str = ""
    failures: tuple[str, ...] = ()

    @property
    def whole(self) -> str:
        """All that it tells, to be copied."""
        return "\n".join(filter(None, (self.text, *self.failures, self.details)))


def error_notice(error: ReaderError, *, topic: str = "") -> Notice:
    """What to tell of an expected error."""
    text = str(error)
    text = text[:1].upper() + text[1:] if error.path is None else text
    return Notice(text, error.detail, bad=True, topic=topic)


class Notices(QObject):
    """What the reader is told of one article, or of none in particular, newest last.

    Signals:
        changed: There are other notices.
        accepted: To do what one offers, which comes with it.
    """

    changed = Signal()
    accepted = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._notices: list[Notice] = []

    @property
    def notices(self) -> list[Notice]:
        """What the reader has not dismissed yet."""
        return list(self._notices)

    def show_notice(self, notice: Notice) -> None:
        """Tell the reader something; the same thing only once."""
        if notice in self._notices:
            return
        for last in self._notices:
            if notice.topic and last.topic == notice.topic:
                self._notices.remove(last)
                notice = self._together(last, notice) if notice.topic == OPENING else notice
                break
        self._notices.append(notice)
        self.changed.emit()

    def withdraw(self, notice: Notice) -> None:
        """Take back what is no longer so, if it is still there."""
        if notice in self._notices:
            self._notices.remove(notice)
            self.changed.emit()

    def _together(self, last: Notice, notice: Notice) -> Notice:
        """One notice of a run of files that could not be opened."""
        failures = last.failures or (last.text,)
        if notice.text in failures:
            return last
        failures = (*failures, notice.text)
        text = self.tr("{0} files could not be opened").format(len(failures))
        details = "\n".join(filter(None, (last.details, notice.details)))
        return replace(notice, text=text, details=details, failures=failures)
