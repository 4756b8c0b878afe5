# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Which tabs have something to tell that the reader has not seen, because another one is shown."""

from collections.abc import Iterable

from PySide6.QtWidgets import QWidget

from reader.session.source_file import FileState
from reader.ui.notices import Notice
from reader.ui.open_tab import Tab
from reader.ui.opening_page import OpeningPage
from reader.ui.tab_bar import ArticleTabBar


class TabSigns:
    """Puts a dot on the tabs behind others that have a new notice, until they are looked at."""

    def __init__(self, bar: ArticleTabBar) -> None:
        self._bar = bar
        # By its tab: what was told when it was last on the screen.
        self._seen: dict[int, set[Notice | FileState]] = {}

    def show(self, tabs: Iterable[Tab], shown: QWidget | None) -> None:
        """Show where there is something new, given what is on the screen."""
        seen = {}
        for number, tab in enumerate(tabs):
            told = _told(tab)
            known = self._seen.get(id(tab), set())
            # What is gone and comes again is new again.
            seen[id(tab)] = told if tab.shown is shown else known & told
            self._bar.show_sign(number, tab.name, shown=bool(told - seen[id(tab)]))
        self._seen = seen


def _told(tab: Tab) -> set[Notice | FileState]:
    """What a tab tells now, or will as soon as it has a page."""
    if not isinstance(tab.widget, OpeningPage):
        return set(tab.widget.notices.notices)
    state = {tab.state} if tab.state not in (None, FileState.AS_READ) else set()
    return {*tab.notices, *(item for item in state if item is not None)}
