# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What the palette can lead to: the commands as the menus have them, and places of the article."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from reader.ui.page.outline import headings
from reader.ui.wording import tr

if TYPE_CHECKING:
    from reader.ui.page.article_page import ArticlePage


@dataclass(frozen=True, slots=True)
class Target:
    """Something to choose.

    Attributes:
        name: What it is called.
        where: In which menu it is, or what it is.
        keys: What does the same from the keyboard.
        run: Does it.
        enabled: Whether it can be done now.
        checked: Whether it is switched on; None: it is no switch.
    """

    name: str
    where: str
    keys: str
    run: Callable[[], object]
    enabled: bool = True
    checked: bool | None = None


def commands(menus: Sequence[QMenu]) -> Iterator[Target]:
    """The commands in the order of the menus; those that cannot be used now come with the rest."""
    for menu in menus:
        yield from _commands_in(menu, menu.title().replace("&", ""))


def _commands_in(menu: QMenu, path: str) -> Iterator[Target]:
    # Some are filled when they are to be shown.
    menu.aboutToShow.emit()
    for action in menu.actions():
        inner = action.menu()
        if isinstance(inner, QMenu):
            yield from _commands_in(inner, f"{path} › {_words(action)}")
        elif not action.isSeparator() and action.isVisible():
            yield Target(
                _words(action),
                path,
                keys_of(action),
                action.trigger,
                action.isEnabled(),
                action.isChecked() if action.isCheckable() else None,
            )


def _words(action: QAction) -> str:
    text = action.text().partition("\t")[0]
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")


def keys_of(action: QAction) -> str:
    """The keys of a command, whether its menu takes them or only shows them."""
    native = QKeySequence.SequenceFormat.NativeText
    taken = ", ".join(key.toString(native) for key in action.shortcuts()[:2])
    return taken or action.text().partition("\t")[2]


def places(page: "ArticlePage") -> Iterator[Target]:
    """The headings of an article and whoever acts in it."""
    for heading in headings(page.article):
        go = partial(page.trail.jump, heading.place)
        yield Target(heading.words, tr("Heading"), "", go)
    if page.analysis is not None:
        for actor in page.index.analysis.actors:
            select = partial(page.sidebar.select_actor, actor.id)
            yield Target(actor.name, actor.role or tr("Actor"), "", select)
