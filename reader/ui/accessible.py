# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What a screen reader is told of widgets that paint what they show: a tree of named parts.

Parts are plain values that look up what they say when they are asked. Qt asks for their interfaces
by pointer and never says when it has done with them, so each is kept as long as its widget.
UI thread only.
"""

from collections.abc import Sequence
from functools import cache
from typing import Protocol, runtime_checkable

from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtGui import (
    QAccessible,
    QAccessibleActionInterface,
    QAccessibleAnnouncementEvent,
    QAccessibleAttributesInterface,
    QAccessibleEvent,
    QAccessibleInterface,
    QWindow,
)
from PySide6.QtWidgets import QAccessibleWidget, QWidget
from shiboken6 import VoidPtr, isValid

_NOTHING = VoidPtr(0)


class Part:
    """Something within a widget that has a name of its own. Equal parts are the same one."""

    role = QAccessible.Role.StaticText

    def name(self) -> str:
        """What it is called, or its words."""
        return ""

    def detail(self) -> str:
        """What is to be known of it beside its name."""
        return ""

    def level(self) -> int:
        """The level of a heading; 0 for what is none."""
        return 0

    def parts(self) -> "Sequence[Part]":
        """What lies in it, in order."""
        return ()

    def rect(self) -> QRect:
        """Where it is on the screen; empty where it cannot be told."""
        return QRect()

    def current(self) -> bool:
        """Whether the reader is there."""
        return False

    def press(self) -> None:
        """Go there."""


@runtime_checkable
class Described(Protocol):
    """A widget with parts."""

    def accessible_role(self) -> QAccessible.Role:
        """What the widget is."""
        ...

    def accessible_parts(self) -> Sequence[Part]:
        """What lies in it, in order; also asked for while it is being made."""
        ...


class _Level(QAccessibleAttributesInterface):
    def __init__(self, part: Part) -> None:
        super().__init__()
        self._part = part

    def attributeKeys(self) -> list[QAccessible.Attribute]:
        return [QAccessible.Attribute.Level]

    def attributeValue(self, key: QAccessible.Attribute) -> object:
        return self._part.level() if key is QAccessible.Attribute.Level else None


class _Press(QAccessibleActionInterface):
    def __init__(self, part: Part) -> None:
        super().__init__()
        self._part = part

    def actionNames(self) -> list[str]:
        return [self.pressAction()]

    def doAction(self, name: str) -> None:
        if name == self.pressAction():
            self._part.press()

    def keyBindingsForAction(self, _name: str) -> list[str]:
        return []


class _Node(QAccessibleInterface):
    """The interface of a part."""

    def __init__(self, part: Part, parent: QAccessibleInterface, tree: "_Tree") -> None:
        super().__init__()
        self.part = part
        self._parent = parent
        self._tree = tree
        self._level, self._press = _Level(part), _Press(part)

    def isValid(self) -> bool:
        return self._tree.isValid()

    def object(self) -> QObject | None:  # type: ignore[override]
        return None

    def window(self) -> QWindow | None:  # type: ignore[override]
        return self._tree.window() if self.isValid() else None

    def parent(self) -> QAccessibleInterface:
        return self._parent

    def childCount(self) -> int:
        return len(self.part.parts()) if self.isValid() else 0

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        parts = self.part.parts() if self.isValid() else ()
        return self._tree.node(parts[index], self) if 0 <= index < len(parts) else None

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return _index(self.part.parts(), child) if self.isValid() else -1

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        return self._tree.at(self.part.parts(), QPoint(x, y), self) if self.isValid() else None

    def rect(self) -> QRect:
        return self.part.rect() if self.isValid() else QRect()

    def role(self) -> QAccessible.Role:
        return self.part.role

    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        state.readOnly = True
        state.invalid = not self.isValid()
        if self.isValid():
            current = self.part.current()
            state.active = state.selected = current
            seen = self._tree.rect().intersects(self.part.rect())
            state.offscreen = not seen
        return state

    def text(self, kind: QAccessible.Text) -> str:
        if not self.isValid():
            return ""
        if kind is QAccessible.Text.Name:
            return self.part.name()
        return self.part.detail() if kind is QAccessible.Text.Description else ""

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        pass

    # The stub asks for an address; Qt is given that of the interface itself. What is none is an
    # address as well: None in its place ends the program as soon as a screen reader asks.
    def interface_cast(  # type: ignore[override]
        self, kind: QAccessible.InterfaceType
    ) -> "_Level | _Press | VoidPtr":
        if kind is QAccessible.InterfaceType.AttributesInterface and self.part.level():
            return self._level
        return self._press if kind is QAccessible.InterfaceType.ActionInterface else _NOTHING


class _Tree(QAccessibleWidget):
    """The interface of a widget with parts. Widgets inside it come behind them."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._widget: QWidget | None = widget
        self._nodes: dict[Part, _Node] = {}
        widget.destroyed.connect(self._on_destroyed)

    def _on_destroyed(self) -> None:
        # Qt would keep the address of what Python has let go.
        for node in self._nodes.values():
            QAccessible.deleteAccessibleInterface(QAccessible.uniqueId(node))
        self._nodes.clear()
        self._widget = None

    def node(self, part: Part, parent: QAccessibleInterface) -> _Node:
        """The interface of a part."""
        if part not in self._nodes:
            node = self._nodes[part] = _Node(part, parent, self)
            QAccessible.registerAccessibleInterface(node)
        return self._nodes[part]

    def at(
        self, parts: Sequence[Part], point: QPoint, parent: QAccessibleInterface
    ) -> QAccessibleInterface | None:
        """The part at a point of the screen."""
        found = next((part for part in parts if part.rect().contains(point)), None)
        return self.node(found, parent) if found is not None else None

    def _parts(self) -> Sequence[Part]:
        widget = self._widget
        return widget.accessible_parts() if isinstance(widget, Described) else ()

    def role(self) -> QAccessible.Role:
        widget = self._widget
        return widget.accessible_role() if isinstance(widget, Described) else super().role()

    def state(self) -> QAccessible.State:
        state = super().state()
        state.readOnly = True
        return state

    def childCount(self) -> int:
        return len(self._parts()) + super().childCount()

    def child(self, index: int) -> QAccessibleInterface:
        parts = self._parts()
        if 0 <= index < len(parts):
            return self.node(parts[index], self)
        return super().child(index - len(parts))

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        if isinstance(child, _Node):
            return _index(self._parts(), child)
        number = super().indexOfChild(child)
        return number + len(self._parts()) if number >= 0 else -1

    def childAt(self, x: int, y: int) -> QAccessibleInterface:
        return self.at(self._parts(), QPoint(x, y), self) or super().childAt(x, y)


def _index(parts: Sequence[Part], child: QAccessibleInterface) -> int:
    part = child.part if isinstance(child, _Node) else None
    return next((number for number, other in enumerate(parts) if other == part), -1)


def _made(_name: str, thing: QObject) -> QAccessibleInterface | None:
    if isinstance(thing, QWidget) and isinstance(thing, Described):
        return _Tree(thing)
    return None


@cache
def install() -> None:
    """Have Qt ask described widgets for their parts; once for the program."""
    QAccessible.installFactory(_made)


def announce(widget: QWidget, words: str, *, at_once: bool = False) -> None:
    """Have a screen reader say something; `at_once` breaks off what it is saying."""
    if words and isValid(widget):
        event = QAccessibleAnnouncementEvent(widget, words)
        if at_once:
            event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
        QAccessible.updateAccessibility(event)


def parts_changed(widget: QWidget) -> None:
    """Tell screen readers to look at a widget's parts again."""
    QAccessible.updateAccessibility(QAccessibleEvent(widget, QAccessible.Event.ObjectReorder))
