# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The menu of the words at a place of the page."""

from functools import partial
from typing import Protocol

from PySide6.QtWidgets import QMenu

from reader.ui.marks.mark_index import MarkIndex
from reader.ui.page.article_view import ArticleView
from reader.ui.page.copying import add_copying
from reader.ui.page.explainer import Explainer
from reader.ui.page.finding import Finding
from reader.ui.page.hand_actions import HandActions
from reader.ui.page.links import Links
from reader.ui.sidebar.sidebar import Sidebar
from reader.ui.wording import tr


class Page(Protocol):
    """What the menu needs of its page."""

    index: MarkIndex
    view: ArticleView
    sidebar: Sidebar
    explainer: Explainer
    links: Links
    actions_of_hand: HandActions
    finding: Finding


def words_menu(page: Page, offset: int | None) -> QMenu:
    """What can be done with the words at an offset of a page, and with what is selected."""
    menu = QMenu(page.view)
    if offset is not None:
        why = partial(page.explainer.explain_sentence, offset)
        menu.addAction(tr("Why this mark?"), why)
        for actor in page.index.actors_at(offset):
            name = actor.name.replace("&", "&&")
            select = partial(page.sidebar.select_actor, actor.id)
            menu.addAction(tr("Show where {0} is named").format(name), select)
        menu.addSeparator()
        page.links.add_to(menu, offset)
        page.actions_of_hand.add_to(menu, offset)
        menu.addSeparator()
    add_copying(menu, page.view, page.index, offset)
    find_words = menu.addAction(tr("Find these words"), page.finding.open)
    find_words.setEnabled(page.view.textCursor().hasSelection())
    return menu
