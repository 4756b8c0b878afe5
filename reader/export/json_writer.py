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
from dataclasses import asdict
from typing import Any

from reader.document import Analysis
from reader.document.marks import View
from reader.export.content import CopyMark, copy_marks

_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
# So many characters before and after let a quotation be found again in a changed text.
_AROUND = 32

# What could end the script element around it, or a line in an old reader of scripts.
_UNSAFE = re.compile("[<>&\u2028\u2029]")


class JsonWriter:
    """The analysis and its marks for other programs."""

    suffix = ".json"
    label = "JSON data"

    def write(self, analysis: Analysis, view: View) -> bytes:
        """The document, encoded."""
        data = _document(analysis, view)
        data["annotations"] = {
            "@context": _CONTEXT,
            "id": _identifier(analysis, "page"),
            "type": "AnnotationPage",
            "items": [
                _annotation(number, mark, analysis)
                for number, mark in enumerate(copy_marks(analysis, view))
            ],
        }
        # Halves of surrogate pairs, which UTF-8 cannot hold, become JSON's own escapes.
        return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode(
            "utf-8", "backslashreplace"
        )


def embedded_json(analysis: Analysis, view: View) -> str:
    """The document without annotations, for a script element: nothing in it can end one."""
    plain = json.dumps(_document(analysis, view), ensure_ascii=False, separators=(",", ":"))
    plain = plain.encode("utf-8", "backslashreplace").decode("utf-8")
    return _UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", plain)


def _document(analysis: Analysis, view: View) -> dict[str, Any]:
    return {**analysis.to_dict(), "view": asdict(view)}


def _annotation(number: int, mark: CopyMark, analysis: Analysis) -> dict[str, Any]:
    start, end = mark.start, mark.end
    text, model = analysis.article.text, analysis.model
    return {
        "id": _identifier(analysis, f"{number} {mark.kind} {start} {end}"),
        "type": "Annotation",
        "motivation": "classifying",
        "creator": {"type": "Software", "name": f"{model.name} {model.version}".strip()},
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
                    "prefix": text[max(0, start - _AROUND) : start],
                    "suffix": text[end : end + _AROUND],
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
