# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What travels between the window's process and the worker, and how.

A frame is four bytes of length, big-endian, and that many bytes of UTF-8 JSON. JSON and not pickle:
the worker reads hostile files, and what it sends must not be able to run anything here.
"""

import json
import struct
import zlib
from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import asdict, astuple, dataclass, replace
from typing import Any, BinaryIO

from reader.document import Analysis, Article, Batch, Picture, Weight
from reader.document.comparison import Comparison, alignment_from_dict, alignment_to_dict
from reader.document.copies import view_from_dict
from reader.document.marks import View
from reader.document.page_picture import PagePicture, PlacedWord
from reader.document.readers_marks import ReadersMark, mark_from_dict, mark_to_dict
from reader.document.schema import (
    analysis_from_dict,
    analysis_to_dict,
    article_from_dict,
    article_to_dict,
    loaded_from_dict,
    loaded_to_dict,
    sentence_from_dict,
    sentence_to_dict,
    weight_to_dict,
)
from reader.errors import ModelError, OpenError, ReaderError, Reason

_LENGTH = struct.Struct(">I")
# A page is mostly white, and packs at the fastest.
_PACKED = 1

#: More than any article within the limits needs; a longer frame means a confused worker.
FRAME_BYTES = 512 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Opened:
    """The text can be read; its analysis follows.

    Attributes:
        view: What was shown, where the file is a copy that opens as it was saved.
        marks: The reader's marks that are in the file.
    """

    job: int
    article: Article
    view: View | None = None
    marks: tuple[ReadersMark, ...] = ()


@dataclass(frozen=True, slots=True)
class Judged:
    """More sentences have been judged, in text order."""

    job: int
    batch: Batch


@dataclass(frozen=True, slots=True)
class Analysed:
    """The analysis is complete and replaces all batches; `seconds` is what it took."""

    job: int
    analysis: Analysis
    seconds: float


@dataclass(frozen=True, slots=True)
class Failed:
    """The job ended without a result; what was reported before stays valid.

    `opened` tells whether the text had been opened, so that only its analysis is missing.
    """

    job: int
    error: ReaderError
    opened: bool


@dataclass(frozen=True, slots=True)
class Weighed:
    """What each word of a sentence adds to its opinion probability, heaviest first.

    Offsets count from the sentence's start.
    """

    job: int
    words: tuple[Weight, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """What the articles share; the analyses are those that were to be compared."""

    job: int
    comparison: Comparison


@dataclass(frozen=True, slots=True)
class Drawn:
    """How a page of the file looks."""

    job: int
    picture: PagePicture


Event = Opened | Judged | Analysed | Failed | Weighed | Compared | Drawn


def write_frame(stream: BinaryIO, message: dict[str, Any]) -> None:
    """Send one message and flush."""
    data = json.dumps(message, ensure_ascii=False).encode("utf-8", "surrogatepass")
    stream.write(_LENGTH.pack(len(data)) + data)
    stream.flush()


def read_frame(stream: BinaryIO) -> dict[str, Any] | None:
    """Receive one message; None at the end of the stream.

    Raises:
        ValueError: The frame is cut short, too long or no JSON object.
    """
    head = stream.read(_LENGTH.size)
    if not head:
        return None
    if len(head) < _LENGTH.size:
        raise ValueError("a frame was cut short")
    (length,) = _LENGTH.unpack(head)
    if length > FRAME_BYTES:
        raise ValueError(f"a frame of {length} bytes")
    data = stream.read(length)
    if len(data) < length:
        raise ValueError("a frame was cut short")
    message = json.loads(data.decode("utf-8", "surrogatepass"))
    if not isinstance(message, dict):
        raise ValueError("a frame holds no object")
    return message


def event_to_dict(event: Event) -> dict[str, Any]:
    """The message that carries an event. An analysis travels without its article."""
    match event:
        case Opened(job, article, view, marks):
            pictures = [
                [each.start, each.width, each.height, b64encode(each.data).decode("ascii")]
                for each in article.pictures
            ]
            return {
                "type": "opened",
                "job": job,
                "article": article_to_dict(article),
                "pictures": pictures,
                "view": None if view is None else asdict(view),
                "marks": [mark_to_dict(mark) for mark in marks],
            }
        case Judged(job, batch):
            return {
                "type": "judged",
                "job": job,
                "sentences": [sentence_to_dict(item) for item in batch.sentences],
                "loaded": [loaded_to_dict(item) for item in batch.loaded],
                "done": batch.done,
            }
        case Analysed(job, analysis, seconds):
            data = analysis_to_dict(analysis)
            del data["article"]
            return {"type": "analysed", "job": job, "analysis": data, "seconds": seconds}
        case Weighed(job, words):
            return {"type": "weighed", "job": job, "words": [weight_to_dict(w) for w in words]}
        case Compared(job, comparison):
            return {"type": "compared", "job": job, "found": alignment_to_dict(comparison)}
        case Drawn(job, picture):
            data = asdict(picture)
            data["pixels"] = b64encode(zlib.compress(picture.pixels, _PACKED)).decode("ascii")
            data["words"] = [astuple(word) for word in picture.words]
            return {"type": "drawn", "job": job, "picture": data}
        case Failed(job, error, opened):
            return {
                "type": "failed",
                "job": job,
                "opened": opened,
                "kind": "model" if isinstance(error, ModelError) else "open",
                "reason": error.reason.value,
                "explanation": error.explanation,
                "detail": error.detail,
            }


def event_from_dict(
    message: dict[str, Any], article: Article | None, compared: Sequence[Analysis] = ()
) -> Event:
    """The event that a message carries.

    Args:
        message: As `event_to_dict` makes it.
        article: The job's, once it has been opened.
        compared: What the job compares.

    Raises:
        ValueError, KeyError, TypeError: The message is not of this form.
    """
    job = int(message["job"])
    kind = message["type"]
    if kind == "opened":
        pictures = tuple(
            Picture(int(start), int(width), int(height), b64decode(data))
            for start, width, height, data in message["pictures"]
        )
        view = message["view"]
        return Opened(
            job,
            replace(article_from_dict(message["article"]), pictures=pictures),
            None if view is None else view_from_dict(view),
            tuple(mark_from_dict(item) for item in message["marks"]),
        )
    if kind == "failed":
        error_type = ModelError if message["kind"] == "model" else OpenError
        error = error_type(
            None, Reason(message["reason"]), message["explanation"], detail=message["detail"]
        )
        return Failed(job, error, bool(message["opened"]))
    if kind == "weighed":
        words = [(int(w["start"]), int(w["end"]), float(w["score"])) for w in message["words"]]
        return Weighed(job, tuple(Weight(*word) for word in words))
    if kind == "compared":
        return Compared(job, alignment_from_dict(message["found"], compared))
    if kind == "drawn":
        return Drawn(job, _picture(message["picture"]))
    if article is None:
        raise ValueError(f"{kind!r} before the article")
    if kind == "judged":
        batch = Batch(
            tuple(sentence_from_dict(item, article.text) for item in message["sentences"]),
            tuple(loaded_from_dict(item, article.text) for item in message["loaded"]),
            float(message["done"]),
        )
        return Judged(job, batch)
    if kind == "analysed":
        analysis = analysis_from_dict(message["analysis"], article)
        return Analysed(job, analysis, float(message["seconds"]))
    raise ValueError(f"unknown message {kind!r}")


def _picture(data: dict[str, Any]) -> PagePicture:
    words = tuple(
        PlacedWord(int(start), int(end), *(float(side) for side in box))
        for start, end, *box in data["words"]
    )
    columns, rows = int(data["columns"]), int(data["rows"])
    # What comes out is only as long as the picture is to be, whatever was packed.
    pixels = zlib.decompressobj().decompress(b64decode(data["pixels"]), 4 * columns * rows)
    if min(columns, rows) < 1 or len(pixels) != 4 * columns * rows:
        raise ValueError(f"{len(pixels)} bytes for {columns} × {rows} pixels")
    return PagePicture(
        int(data["page"]),
        int(data["pages"]),
        float(data["width"]),
        float(data["height"]),
        columns,
        rows,
        pixels,
        words,
    )
