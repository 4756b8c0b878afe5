# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Writes the analysis as JSON: the public schema, what the reader asked to see, and annotations.

The schema holds everything and opens again. `annotations` says what the copy shows once more in
the W3C Web Annotation model, with the quoted words beside the offsets, for programs that know
nothing of Slantwise; it is a complete AnnotationPage and may be cut out.
"""

import json
import re
import uuid
from typing import Any

from reader.document import Analysis
from reader.document.anchors import AROUND
from reader.document.copies import Copy, copy_to_dict
from reader.document.marks import MarkKind, View
from reader.document.overlay import Overlaid
from reader.export.content import CopyMark, copy_marks
from reader.export.writing import Advance, Source, Written

_MOTIVATIONS = {MarkKind.NOTE: "commenting", MarkKind.HIGHLIGHT: "highlighting"}

_CONTEXT = "http://www.w3.org/ns/anno.jsonld"

# What could end the script element around it, or a line in an old reader of scripts.
_UNSAFE = re.compile("[<>&\u2028\u2029]")


class JsonWriter:
    """The analysis and its marks for other programs."""

    suffix = ".json"
    label = "JSON data"

    def write(
        self, read: Overlaid, view: View, _source: Source | None, _advance: Advance
    ) -> Written:
        """The document, encoded."""
        analysis = read.analysis
        data = _document(read, view)
        data["annotations"] = {
            "@context": _CONTEXT,
            "id": _identifier(analysis, "page"),
            "type": "AnnotationPage",
            "items": [
                _annotation(number, mark, analysis)
                for number, mark in enumerate(copy_marks(read, view))
            ],
        }
        # Halves of surrogate pairs, which UTF-8 cannot hold, become JSON's own escapes.
        text = json.dumps(data, ensure_ascii=False, indent=1) + "\n"
        return Written(text.encode("utf-8", "backslashreplace"))


def embedded_json(read: Overlaid, view: View) -> str:
    """The document without annotations, for a script element: nothing in it can end one."""
    plain = json.dumps(_document(read, view), ensure_ascii=False, separators=(",", ":"))
    plain = plain.encode("utf-8", "backslashreplace").decode("utf-8")
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", plain)


def _document(read: Overlaid, view: View) -> dict[str, Any]:
    return copy_to_dict(Copy(read.machine, view, read.marks))


def _annotation(number: int, mark: CopyMark, analysis: Analysis) -> dict[str, Any]:
    start, end = mark.start, mark.end
    text, model = analysis.article.text, analysis.model
    return {
        "id": _identifier(analysis, f"{number} {mark.kind} {start} {end}"),
        "type": "Annotation",
        "motivation": _MOTIVATIONS.get(mark.kind, "classifying"),
        "creator": {"type": "Person", "name": "Reader"}
        if mark.by_reader
        else {"type": "Software", "name": f"{model.name} {model.version}".strip()},
        "body": [
            {"type": "TextualBody", "purpose": "tagging", "value": mark.kind.value},
            {"type": "TextualBody", "purpose": "describing", "value": mark.reason},
        ],
        "target": {
            "source": _source(analysis),
            "selector": [
                {"type": "TextPositionSelector", "start": start, "end": end},
                {
                    "type": "TextQuoteSelector",
                    "exact": text[start:end],
                    "prefix": text[max(0, start - AROUND) : start],
                    "suffix": text[end : end + AROUND],
                },
            ],
        },
    }


def _identifier(analysis: Analysis, what: str) -> str:
    """An IRI of its own for a part of this copy; the same copy has the same ones."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"{_source(analysis)} {what}").urn


def _source(analysis: Analysis) -> str:
    """An IRI for the article: its address, or the digest of its file."""
    article = analysis.article
    return article.address or (f"urn:sha256:{article.sha256}" if article.sha256 else "urn:text")
