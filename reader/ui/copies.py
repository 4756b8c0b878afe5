# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The window's part in copies: asking what one shows, saving it, and printing it."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from reader.document.marks import View
from reader.errors import ReaderError
from reader.ui.notices import Notice, error_notice

if TYPE_CHECKING:
    from reader.session.session import Session
    from reader.ui.page.article_page import ArticlePage
    from reader.ui.save_dialog import Wanted

_TOPIC = "copy"


class Copies(QObject):
    """Saves and prints articles for a window; each page is told what became of its own."""

    def __init__(self, window: QWidget, session: "Session") -> None:
        super().__init__(window)
        self._window = window
        self._session = session

    def ask_save(self, page: "ArticlePage | None") -> None:
        """Ask what a copy of an article shows and where it goes, and save it."""
        from reader.ui.save_dialog import SaveDialog

        if page is None or page.analysis is None:
            return
        dialog = SaveDialog(
            self._window,
            self._session.save_formats,
            self._proposed(page),
            _view_of(page),
            own_marks=bool(page.marks),
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._save(page, dialog.wanted))
        dialog.open()

    def _save(self, page: "ArticlePage", wanted: "Wanted | None") -> None:
        from reader.ui.saving import Work

        session, analysis, marks = self._session, page.analysis, page.marks
        if wanted is None or analysis is None:
            return
        path, view = wanted.path, wanted.view
        session.set_preference("save_folder", str(path.parent))
        session.set_preference("save_format", path.suffix.lower())
        notices = page.notices
        Work(self._window, self.tr("Saving {0}…").format(path.name)).start(
            lambda advance: session.save(path, analysis, view, marks, advance=advance),
            lambda said: notices.show_notice(self._saved(path, said)),
            lambda error: notices.show_notice(_failure(error)),
        )

    def _saved(self, path: Path, said: str) -> Notice:
        text = self.tr("Saved {0}").format(path)
        return Notice(f"{text}. {said}" if said else text, topic=_TOPIC)

    def _proposed(self, page: "ArticlePage") -> Path:
        first = page.path.parent if page.path else Path.home()
        folder = Path(str(self._session.preferences.get("save_folder", first)))
        name = page.path.stem if page.path else self.tr("Pasted text")
        formats = self._session.save_formats
        last = str(self._session.preferences.get("save_format", ""))
        suffix = last if last in formats else next(iter(formats))
        # A copy of a copy keeps its name.
        name = name.removesuffix(self.tr(" (annotated)"))
        return folder / f"{name}{self.tr(' (annotated)')}{suffix}"

    def print_copy(self, page: "ArticlePage | None") -> None:
        """Show how an article would be printed, and print it."""
        from reader.ui.saving import Work, pages_of, preview

        if page is None or page.analysis is None:
            return
        session, analysis, view, marks = self._session, page.analysis, _view_of(page), page.marks
        notices = page.notices
        Work(self._window, self.tr("Setting the pages…")).start(
            lambda advance: pages_of(session.typeset(analysis, view, marks, advance=advance)),
            lambda pages: preview(self._window, pages),
            lambda error: notices.show_notice(_failure(error)),
        )

    # The sheet of a comparison

    def ask_sheet(self, page: "ArticlePage | None") -> None:
        """Ask where the sheet of a comparison goes, and save it."""
        if page is None or page.blind.comparison is None:
            return
        stem = page.path.stem if page.path else self.tr("Pasted text")
        folder = Path(str(self._session.preferences.get("save_folder", Path.home())))
        last = str(self._session.preferences.get("sheet_format", ""))
        kinds = {
            ".html": self.tr("Web page (*.html)"),
            ".pdf": self.tr("PDF (*.pdf)"),
            ".csv": self.tr("Table, one row a sentence (*.csv)"),
        }
        suffix = last if last in kinds else ".html"
        name, kind = QFileDialog.getSaveFileName(
            self._window,
            self.tr("Save the comparison"),
            str(folder / f"{stem}{self.tr(' (two readings)')}{suffix}"),
            ";;".join(kinds.values()),
            kinds[suffix],
        )
        if name:
            path = Path(name)
            if path.suffix.lower() not in kinds:
                chosen = next((key for key, text in kinds.items() if text == kind), suffix)
                path = path.with_name(path.name + chosen)
            self._session.set_preference("sheet_format", path.suffix.lower())
            self._save_sheet(page, path)

    def _save_sheet(self, page: "ArticlePage", path: Path) -> None:
        from reader.ui.saving import Work

        session, analysis, comparison = self._session, page.analysis, page.blind.comparison
        if analysis is None or comparison is None:
            return

        def work(_advance: object) -> str:
            session.save_sheet(path, analysis, comparison)
            return ""

        notices = page.notices
        Work(self._window, self.tr("Saving {0}…").format(path.name)).start(
            work,
            lambda said: notices.show_notice(self._saved(path, said)),
            lambda error: notices.show_notice(_failure(error)),
        )

    def print_sheet(self, page: "ArticlePage | None") -> None:
        """Show how the sheet of a comparison would be printed, and print it."""
        from reader.ui.saving import Work, pages_of, preview

        if page is None or page.analysis is None or page.blind.comparison is None:
            return
        session, analysis, comparison = self._session, page.analysis, page.blind.comparison
        notices = page.notices
        Work(self._window, self.tr("Setting the pages…")).start(
            lambda _advance: pages_of(session.sheet(".pdf", analysis, comparison)),
            lambda pages: preview(self._window, pages),
            lambda error: notices.show_notice(_failure(error)),
        )


def _view_of(page: "ArticlePage") -> View:
    """What a copy is proposed to show: in a blind reading, the reader's marks alone."""
    asked = page.index.asked
    return replace(asked, machine=False) if page.index.blind else asked


def _failure(error: ReaderError) -> Notice:
    return error_notice(error, topic=_TOPIC)
