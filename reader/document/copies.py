# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What a saved copy carries, whatever its format, so that it opens again as it was.

The public JSON form, with what the reader asked to see and the reader's own marks beside it. HTML,
PDF, DOCX and Markdown carry it where nobody sees it, packed; a JSON copy is it.
"""

import base64
import json
import zlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from reader.document.analysis import Analysis
from reader.document.anchors import digest
from reader.document.marks import View
from reader.document.readers_marks import ReadersMark, mark_from_dict, mark_to_dict
from reader.document.schema import analysis_from_dict, analysis_to_dict

#: What a packed copy may unfold to, in bytes: far more than a book's analysis.
UNPACKED_BYTES = 256 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Copy:
    """An article as somebody saved it.

    Attributes:
        analysis: The machine's, untouched by the reader's marks.
        view: What the reader asked to see.
        marks: The reader's own.
    """

    analysis: Analysis
    view: View
    marks: tuple[ReadersMark, ...] = ()


def copy_to_dict(copy: Copy) -> dict[str, Any]:
    """The JSON form of a copy: that of its analysis, and what a copy adds beside it."""
    return {
        **analysis_to_dict(copy.analysis),
        "text_sha256": digest(copy.analysis.article.text),
        "view": asdict(copy.view),
        "reader": [mark_to_dict(mark) for mark in copy.marks],
    }


def copy_from_dict(data: Mapping[str, Any]) -> Copy:
    """The copy that `copy_to_dict` gave.

    Raises:
        ValueError, KeyError, TypeError: The shape or an offset is wrong, or the schema is unknown.
    """
    return Copy(
        analysis_from_dict(data),
        view_from_dict(data.get("view", {})),
        tuple(mark_from_dict(item) for item in data.get("reader", ())),
    )


def view_from_dict(data: Mapping[str, Any]) -> View:
    """The view that `dataclasses.asdict` gave; what it does not know is left out.

    Raises:
        TypeError: The shape is wrong.
    """
    known = {field.name for field in fields(View)}
    wanted = {name: value for name, value in data.items() if name in known}
    for name, value in wanted.items():
        if not isinstance(value, (float, int) if name == "show_from" else bool):
            raise TypeError(f"{name} of a view cannot be {value!r}")
    # They went with the opinions before they had a switch of their own.
    wanted.setdefault("unclear", wanted.get("opinion", True))
    return View(**wanted)


def pack(copy: Copy) -> str:
    """A copy as one word of ASCII, for a corner of a file where nobody looks."""
    data = json.dumps(copy_to_dict(copy), ensure_ascii=True, separators=(",", ":"))
    return base64.b64encode(zlib.compress(data.encode("ascii"), 9)).decode("ascii")


def unpack(packed: str | bytes) -> Copy:
    """The copy that `pack` gave; white space in it does not matter.

    Raises:
        ValueError, KeyError, TypeError: It is damaged, too large or of another shape.
    """
    inflater = zlib.decompressobj()
    try:
        data = inflater.decompress(base64.b64decode(packed), UNPACKED_BYTES)
    except zlib.error as error:
        raise ValueError("a packed copy is damaged") from error
    if not inflater.eof:
        raise ValueError("a packed copy is cut short or too large")
    return copy_from_dict(json.loads(data))
