# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Where mail programs put what they quote in a letter that is a page."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

#: What holds a quoted letter, by the names that programs give it.
_HOLDERS = frozenset(
    {
        "gmail_quote",
        "moz-forward-container",
        "yahoo_quoted",
        "yahoo-quoted",
        "protonmail_quote",
        "tutanota_quote",
        "zmail_extra",
    }
)
#: What stands above one, and everything behind it belongs to it.
_ABOVE = frozenset({"divRplyFwdMsg", "appendonsend", "mail-editor-reference-message-container"})


def mark_quoted(root: "_Element") -> None:
    """Make blockquotes of what programs mark in other ways as somebody else's letter."""
    for node in list(root.iter("div", "span", "section", "table")):
        if (node.get("id") or "") in _ABOVE and not _within(node):
            _wrap_rest(node)
        elif _is_holder(node) and not _within(node):
            node.tag = "blockquote"


def _is_holder(node: "_Element") -> bool:
    """Whether it holds a quoted letter alone: a reply's holds the line above it as well."""
    named = _HOLDERS & set((node.get("class") or "").split())
    return bool(named) and next(node.iter("blockquote"), None) is None


def _within(node: "_Element") -> bool:
    return next(node.iterancestors("blockquote"), None) is not None


def _wrap_rest(node: "_Element") -> None:
    """Put an element and all that follows it into one blockquote."""
    parent = node.getparent()
    if parent is None:
        return
    following = list(node.itersiblings())
    quoted = parent.makeelement("blockquote", {})
    node.addprevious(quoted)
    quoted.append(node)
    for each in following:
        quoted.append(each)
