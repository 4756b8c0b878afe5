# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""XML from strangers: no entities, no DTD, no network; read through here and nowhere else.

The parser refuses what is nested more than 256 levels deep, so that functions over its trees may
recurse.
"""

from collections.abc import Iterator
from itertools import takewhile
from typing import TYPE_CHECKING

from reader.errors import OpenError, Reason
from reader.formats.safe.archive import damaged

if TYPE_CHECKING:
    from lxml.etree import _Element


def parse_xml(data: bytes) -> "_Element":
    """The root element of a document.

    Raises:
        OpenError: It is not well-formed, is nested too deeply or expands entities.
    """
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        if "amplification" in str(error) or "entity reference loop" in str(error):
            raise OpenError(
                None,
                Reason.DAMAGED,
                "The file abbreviates text a thousandfold, as files made to do harm do; "
                "it is not opened.",
                detail=str(error),
            ) from error
        raise damaged(str(error)) from error
    # Unresolved entities stay in the tree as nodes of their own; their text must not appear.
    for entity in list(root.iter(etree.Entity)):
        parent = entity.getparent()
        if parent is not None:
            _drop(parent, entity)
    return root


def _drop(parent: "_Element", node: "_Element") -> None:
    previous = node.getprevious()
    if node.tail and previous is not None:
        previous.tail = (previous.tail or "") + node.tail
    elif node.tail:
        parent.text = (parent.text or "") + node.tail
    parent.remove(node)


def local(node: "_Element") -> str:
    """The name of an element without its name space."""
    tag = node.tag
    return tag.rsplit("}", 1)[-1] if isinstance(tag, str) else ""


def attribute(node: "_Element | None", name: str) -> str | None:
    """The value of an attribute, whatever its name space."""
    if node is None:
        return None
    for key, value in node.items():
        if str(key).rsplit("}", 1)[-1] == name:
            return str(value)
    return None


def child(node: "_Element | None", *path: str) -> "_Element | None":
    """The first element down a path of names, or None."""
    for name in path:
        if node is None:
            return None
        node = next((part for part in node if local(part) == name), None)
    return node


def ancestors(node: "_Element", top: "_Element") -> Iterator["_Element"]:
    """The elements between one and another that is above it, from the inside."""
    return takewhile(lambda above: above is not top, node.iterancestors())


def descendants(node: "_Element", name: str) -> Iterator["_Element"]:
    """All elements of a name below one, in order."""
    return (part for part in node.iter() if local(part) == name)
