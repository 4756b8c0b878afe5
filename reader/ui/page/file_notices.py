# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What an article's page tells of its file."""

from PySide6.QtCore import QLocale, QObject

from reader.document import Article
from reader.formats.structure.language import LANGUAGE_SAMPLE, detect_language
from reader.session.source_file import FileState
from reader.ui.notices import Notice, Notices
from reader.ui.wording import tr


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


def foreign_notice(name: str, article: Article) -> Notice:
    """Say why nothing is marked in an article that is not in English."""
    locale = QLocale(article.language)
    known = QLocale.languageToString(locale.language())
    text = tr("“{0}” seems to be in {1}. The model reads English, so nothing is marked.")
    if detect_language(article.text[:LANGUAGE_SAMPLE]) != article.language:
        text = tr(
            "“{0}” is said to be in {1}, and its text is too short or too mixed to tell. "
            "The model reads English, so nothing is marked."
        )
    found = locale.language() != QLocale.Language.C
    text = text.format(name, known if found else article.language)
    return Notice(text, action=tr("Read as English"))
