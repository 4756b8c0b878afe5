# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The commands on the article that is on the screen; without one they do nothing."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication

from reader.document.page_picture import has_pages
from reader.session.speech import system_voice, what_is_missing
from reader.ui.article_tabs import ArticleTabs
from reader.ui.menus import MARK_COMMANDS, Menus
from reader.ui.wording import tr

if TYPE_CHECKING:
    from reader.ui.page.article_page import ArticlePage

#: Those that want an article on the screen.
OF_ARTICLE = (
    "copy",
    "copy_cited",
    "select_all",
    "find",
    "find_next",
    "find_back",
    "next",
    "previous",
    "next_sentence",
    "previous_sentence",
    "why",
    "next_mention",
    "previous_mention",
    "outline",
    "next_heading",
    "previous_heading",
    "back",
    "forward",
    "context_menu",
    "unfold",
    "bigger",
    "smaller",
    "normal",
    "mark_highlight",
    "mark_note",
)
#: Those that overrule the model.
OF_ANALYSIS = tuple(f"mark_{name}" for name in MARK_COMMANDS if name not in ("highlight", "note"))
#: Those that want the system's speech.
OF_SPEECH = ("read_aloud", "stop_reading")
#: Those that want an article with pages.
OF_PAGES = ("paper",)


def enable_reading(menus: Menus, page: "ArticlePage | None") -> None:
    """Let an article be read aloud, and its pages be shown, where that can be; else say why not."""
    voice = "" if system_voice() is not None else what_is_missing()
    paper = "" if page is None or has_pages(page.article) else tr("The article is not from a PDF.")
    for names, refusal in ((OF_SPEECH, voice), (OF_PAGES, paper)):
        menus.enable(names, page is not None and not refusal)
        for name in names:
            action = menus.actions[name]
            action.setToolTip(refusal or action.text().replace("&", ""))
            action.setStatusTip(refusal)


def hush(tabs: ArticleTabs) -> None:
    """Read none of the articles aloud any more."""
    for page in tabs.pages():
        page.aloud.end()


def reading_commands(tabs: ArticleTabs) -> Mapping[str, Callable[[], object]]:
    """What the commands do, by their names."""

    def on_page(do: "Callable[[ArticlePage], object]") -> Callable[[], object]:
        def command() -> None:
            if tabs.page is not None:
                do(tabs.page)

        return command

    commands = {f"mark_{name}": on_page(partial(_mark, name)) for name in MARK_COMMANDS}
    return commands | {
        "copy": on_page(lambda page: page.view.copy()),
        "copy_cited": on_page(lambda page: page.copy_cited()),
        "select_all": on_page(lambda page: page.view.selectAll()),
        "find": on_page(lambda page: page.finding.open()),
        "find_next": on_page(lambda page: page.finding.step(1)),
        "find_back": on_page(lambda page: page.finding.step(-1)),
        "next": on_page(lambda page: page.step_mark(1)),
        "previous": on_page(lambda page: page.step_mark(-1)),
        "next_sentence": on_page(lambda page: page.step_sentence(1)),
        "previous_sentence": on_page(lambda page: page.step_sentence(-1)),
        "why": on_page(lambda page: page.explainer.explain_sentence(page.view.reading_offset())),
        "next_mention": on_page(lambda page: page.step_mention(1)),
        "previous_mention": on_page(lambda page: page.step_mention(-1)),
        "paper": on_page(lambda page: page.desk.toggle()),
        "read_aloud": on_page(lambda page: page.aloud.toggle()),
        "stop_reading": on_page(lambda page: page.aloud.stop()),
        "blind": on_page(lambda page: page.blind.toggle()),
        "compare": on_page(lambda page: page.blind.toggle_comparison()),
        "next_difference": on_page(lambda page: page.blind.step(1)),
        "previous_difference": on_page(lambda page: page.blind.step(-1)),
        "outline": on_page(lambda page: page.trail.open_outline()),
        "next_heading": on_page(lambda page: page.trail.step_heading(1)),
        "previous_heading": on_page(lambda page: page.trail.step_heading(-1)),
        "back": on_page(lambda page: page.trail.go(-1)),
        "forward": on_page(lambda page: page.trail.go(1)),
        "unfold": on_page(lambda page: page.view.unfold()),
        "context_menu": show_context_menu,
    }


def _mark(name: str, page: "ArticlePage") -> None:
    """Mark what is selected in the article, or the sentence where the keyboard is."""
    page.actions_of_hand.do(name)


def show_context_menu() -> None:
    """Show the menu of whatever has the keyboard, as the menu key does where there is one."""
    widget = QApplication.focusWidget()
    if widget is not None:
        place = widget.rect().center()
        reason = QContextMenuEvent.Reason.Keyboard
        event = QContextMenuEvent(reason, place, widget.mapToGlobal(place))
        QApplication.sendEvent(widget, event)
