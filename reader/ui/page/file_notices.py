# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What an article's page tells of its file."""

from PySide6.QtCore import QObject

from reader.session.source_file import FileState
from reader.ui.notices import Notice, Notices


class FileNotices(QObject):
    """Tells what has become of a file; the same thing only once.

    Attributes:
        changed: That it is not what was read any more, and can be read again.
    """

    def __init__(self, notices: Notices) -> None:
        super().__init__(notices)
        self._notices = notices
        self.changed = Notice(
            self.tr("The file has changed on disk since it was opened."), action=self.tr("Reload")
        )
        self._gone = Notice(
            self.tr("The file is no longer there; the text shown stays as it was read.")
        )

    def show(self, state: FileState) -> None:
        """Tell of this state, and of no other any more."""
        told = {FileState.CHANGED: self.changed, FileState.GONE: self._gone}
        for other, notice in told.items():
            if other is not state:
                self._notices.withdraw(notice)
        if state in told:
            self._notices.show_notice(told[state])
