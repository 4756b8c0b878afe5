# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Makes a plotting library's SVG part of a page: in the page's colours and font, without styles.

The page's policy allows one style sheet and no style of an element's own, so these become
attributes. Colours stand in for roles of the themes, and follow light, dark and print.
"""

import re
from xml.etree import ElementTree

from reader.export.html import escape

#: The roles that figures use, each as the colour that stands in for it while it is drawn.
ROLES = {
    role: f"#0000{number:02x}"
    for number, role in enumerate(
        (
            "text",
            "text_muted",
            "border",
            "border_strong",
            "background",
            "opinion_line",
            "viewpoint",
            "fact_line",
            "critical_text",
        ),
        start=1,
    )
}

_ROLE_OF = {colour: role for role, colour in ROLES.items()}
_SVG, _LINK = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}href"
_REFERENCE = re.compile(r"url\(#([^)]+)\)")
# The page has its own.
_DROPPED = {"font-family", "font"}


def inlined(svg: bytes, name: str, described: str) -> str:
    """The figure as an element of a page.

    Args:
        svg: As the plotting library wrote it, drawn in the colours of `ROLES`.
        name: Sets what it refers to apart from the other figures of the page.
        described: What a screen reader says of it.
    """
    # Written by the plotting library a moment ago, so nothing in it is anybody else's markup.
    root = ElementTree.fromstring(svg)  # noqa: S314
    used = {reference for item in root.iter() for reference in _references(item)}
    inner = "".join(_element(child, name, used) for child in root)
    box, label = root.attrib["viewBox"], escape(described)
    return f'<svg viewBox="{box}" role="img" aria-label="{label}">{inner}</svg>'


def _references(item: ElementTree.Element) -> list[str]:
    found = _REFERENCE.findall(" ".join(item.attrib.values()))
    return [*found, item.attrib[_LINK][1:]] if _LINK in item.attrib else found


def _element(item: ElementTree.Element, name: str, used: set[str]) -> str:
    tag = item.tag.removeprefix(_SVG)
    if tag in ("metadata", "style"):
        return ""
    inner = escape((item.text or "").strip()) if tag == "text" else ""
    inner += "".join(_element(child, name, used) for child in item)
    if tag in ("g", "defs") and not inner:
        return ""
    attributes = "".join(
        f' {key}="{escape(value)}"' for key, value in _attributes(item, name, used)
    )
    return f"<{tag}{attributes}>{inner}</{tag}>"


def _attributes(item: ElementTree.Element, name: str, used: set[str]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for key, value in item.attrib.items():
        if key == "style":
            found += _styles(value)
        elif key == "id":
            if value in used:
                found.append((key, f"{name}-{value}"))
        elif key == _LINK:
            found.append(("href", f"#{name}-{value[1:]}"))
        else:
            one_line = " ".join(value.split())
            found.append((key, _REFERENCE.sub(rf"url(#{name}-\1)", one_line)))
    return found


def _styles(style: str) -> list[tuple[str, str]]:
    pairs = (part.split(":", 1) for part in style.split(";") if ":" in part)
    return [
        (key.strip(), _coloured(value.strip()))
        for key, value in pairs
        if key.strip() not in _DROPPED
    ]


def _coloured(value: str) -> str:
    return f"var(--{_ROLE_OF[value]})" if value in _ROLE_OF else value
