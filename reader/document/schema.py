# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The public JSON form of an article and its analysis, schema 2, and back.

The form is documented, field by field, in `resources/schema/copy.schema.json`. `analysis_from_dict`
reads what it does not fully trust (a saved copy may have been edited): it raises ValueError,
KeyError or TypeError where the shape is wrong, and refuses offsets outside the text.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from reader.document.analysis import (
    Actor,
    ActorType,
    Analysis,
    Attribution,
    Form,
    Label,
    LoadedWord,
    ModelInfo,
    Polarity,
    Sentence,
    Stance,
    Treatment,
    Voice,
    Weight,
)
from reader.document.article import Area, Article, Block, BlockKind, Inline, InlineKind, Span
from reader.document.emphasis import safe_address, tidied

SCHEMA = 2

#: What is still read: schema 1 knew one holder of a view, as "actor".
READ_SCHEMAS = frozenset({1, SCHEMA})

# Scores are estimates; more digits would only pretend.
_DIGITS = 3


def _pairs(spans: Iterable[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


def article_to_dict(article: Article) -> dict[str, Any]:
    """The JSON form of an article. Fields that a plain article lacks are left out."""
    data: dict[str, Any] = {
        "title": article.title,
        "byline": article.byline,
        "outlet": article.outlet,
        "published": article.published,
        "language": article.language,
        "source": article.source,
        "sha256": article.sha256,
        "text": article.text,
        "blocks": [block_to_dict(block) for block in article.blocks],
    }
    if article.format != "txt":
        data["format"] = article.format
    for name in ("updated", "genre", "address"):
        if getattr(article, name) is not None:
            data[name] = getattr(article, name)
    if article.warnings:
        data["warnings"] = list(article.warnings)
    return data


def block_to_dict(block: Block) -> dict[str, Any]:
    """The JSON form of a block; level, areas, inlines and speaker only where they say something."""
    data: dict[str, Any] = {"kind": block.kind.value, "start": block.start, "end": block.end}
    if block.level:
        data["level"] = block.level
    if block.areas:
        data["areas"] = [
            [
                area.page,
                *(round(value, 1) for value in (area.left, area.top, area.right, area.bottom)),
            ]
            for area in block.areas
        ]
    if block.inlines:
        data["inlines"] = [_inline_to_dict(item) for item in block.inlines]
    if block.speaker is not None:
        data["speaker"] = [block.speaker.start, block.speaker.end]
    return data


def _inline_to_dict(inline: Inline) -> dict[str, Any]:
    data = {"kind": inline.kind.value, "start": inline.start, "end": inline.end}
    return {**data, "href": inline.href} if inline.href else data


def sentence_to_dict(sentence: Sentence) -> dict[str, Any]:
    """The JSON form of a sentence; `bias` and `reasons` only where they are known."""
    data: dict[str, Any] = {
        "start": sentence.start,
        "end": sentence.end,
        "label": sentence.label.value,
        "opinion": round(sentence.opinion, _DIGITS),
        "voice": sentence.voice.value,
    }
    if sentence.bias is not None:
        data["bias"] = round(sentence.bias, _DIGITS)
    if sentence.reasons is not None:
        data["reasons"] = [weight_to_dict(weight) for weight in sentence.reasons]
    return data


def loaded_to_dict(word: LoadedWord) -> dict[str, Any]:
    """The JSON form of a loaded word."""
    return {"start": word.start, "end": word.end, "score": round(word.score, _DIGITS)}


def weight_to_dict(weight: Weight) -> dict[str, Any]:
    """The JSON form of a reason's weight."""
    return {"start": weight.start, "end": weight.end, "score": round(weight.weight, _DIGITS)}


def analysis_to_dict(analysis: Analysis) -> dict[str, Any]:
    """The JSON form of an analysis with its article: plain dicts, lists, strings and numbers."""
    return {
        "schema": SCHEMA,
        "article": article_to_dict(analysis.article),
        "model": {"name": analysis.model.name, "version": analysis.model.version},
        "sentences": [sentence_to_dict(sentence) for sentence in analysis.sentences],
        "loaded": [loaded_to_dict(word) for word in analysis.loaded],
        "attributions": [
            {
                "source": _pairs(item.source),
                "cue": _pairs(item.cue),
                "content": _pairs(item.content),
                "form": item.form.value,
                "holders": list(item.holders),
                "score": round(item.score, _DIGITS),
            }
            for item in analysis.attributions
        ],
        "actors": [_actor_to_dict(actor) for actor in analysis.actors],
        "stances": [
            {
                "holder": stance.holder,
                "target": stance.target,
                "polarity": stance.polarity.value,
                "score": round(stance.score, _DIGITS),
                "start": stance.start,
                "end": stance.end,
            }
            for stance in analysis.stances
        ],
    }


def _actor_to_dict(actor: Actor) -> dict[str, Any]:
    data: dict[str, Any] = {
        "id": actor.id,
        "name": actor.name,
        "type": actor.type.value,
        "named": actor.named,
        "aliases": list(actor.aliases),
        "role": actor.role,
        "mentions": _pairs(actor.mentions),
    }
    if actor.treatment is not None:
        data["treatment"] = {
            "critical": round(actor.treatment.critical, _DIGITS),
            "neutral": round(actor.treatment.neutral, _DIGITS),
            "favourable": round(actor.treatment.favourable, _DIGITS),
        }
    return data


def _block(data: Mapping[str, Any], text: str) -> Block:
    start, end = _offsets(data["start"], data["end"], text)
    return Block(
        BlockKind(data["kind"]),
        start,
        end,
        level=int(data.get("level", 0)),
        areas=tuple(_area(values) for values in data.get("areas", ())),
        inlines=tidied(_inlines(data.get("inlines", ()), Span(start, end), text)),
        speaker=_spans([data["speaker"]], text)[0] if "speaker" in data else None,
    )


def _inlines(items: Iterable[Mapping[str, Any]], block: Span, text: str) -> Iterator[Inline]:
    """Those that lie in the block; what would lead to a file or run something is no link."""
    for item in items:
        kind, href = InlineKind(item["kind"]), safe_address(_string(item.get("href", "")))
        start, end = _offsets(item["start"], item["end"], text)
        inside = block.start <= start and end <= block.end
        if inside and bool(href) == (kind is InlineKind.LINK):
            yield Inline(kind, start, end, href)


def article_from_dict(data: Mapping[str, Any]) -> Article:
    """The article that `article_to_dict` gave."""
    text = _string(data["text"])
    return Article(
        text=text,
        blocks=tuple(_block(item, text) for item in data["blocks"]),
        title=_optional(data["title"]),
        byline=_optional(data["byline"]),
        outlet=_optional(data["outlet"]),
        published=_optional(data["published"]),
        updated=_optional(data.get("updated")),
        language=_string(data["language"]),
        source=_string(data["source"]),
        sha256=_string(data["sha256"]),
        format=_string(data.get("format", "txt")),
        genre=_optional(data.get("genre")),
        address=_optional(data.get("address")),
        warnings=tuple(_string(item) for item in data.get("warnings", ())),
    )


def sentence_from_dict(item: Mapping[str, Any], text: str) -> Sentence:
    """The sentence that `sentence_to_dict` gave, checked against the text."""
    start, end = _offsets(item["start"], item["end"], text)
    bias, reasons = item.get("bias"), item.get("reasons")
    return Sentence(
        start,
        end,
        Label(item["label"]),
        float(item["opinion"]),
        Voice(item["voice"]),
        None if bias is None else float(bias),
        None if reasons is None else tuple(weight_from_dict(weight, text) for weight in reasons),
    )


def loaded_from_dict(item: Mapping[str, Any], text: str) -> LoadedWord:
    """The loaded word that `loaded_to_dict` gave, checked against the text."""
    return LoadedWord(*_offsets(item["start"], item["end"], text), float(item["score"]))


def weight_from_dict(item: Mapping[str, Any], text: str) -> Weight:
    """The weight that `weight_to_dict` gave, checked against the text that holds the word."""
    return Weight(*_offsets(item["start"], item["end"], text), float(item["score"]))


def analysis_from_dict(data: Mapping[str, Any], article: Article | None = None) -> Analysis:
    """The analysis that `analysis_to_dict` gave.

    Args:
        data: The JSON form.
        article: Whose analysis it is, where that is at hand; the one in `data` is not read then.

    Raises:
        ValueError, KeyError, TypeError: The shape or an offset is wrong, or the schema is unknown.
    """
    if data["schema"] not in READ_SCHEMAS:
        raise ValueError(f"unknown schema {data['schema']!r}")
    article = article or article_from_dict(data["article"])
    text = article.text
    return Analysis(
        article=article,
        model=ModelInfo(_string(data["model"]["name"]), _string(data["model"]["version"])),
        sentences=tuple(sentence_from_dict(item, text) for item in data["sentences"]),
        loaded=tuple(loaded_from_dict(item, text) for item in data["loaded"]),
        attributions=tuple(
            Attribution(
                source=_spans(item["source"], text),
                cue=_spans(item["cue"], text),
                content=_spans(item["content"], text),
                form=Form(item["form"]),
                holders=_holders(item, data["schema"]),
                score=float(item["score"]),
            )
            for item in data["attributions"]
        ),
        actors=tuple(
            Actor(
                id=_string(item["id"]),
                name=_string(item["name"]),
                type=ActorType(item["type"]),
                aliases=tuple(_string(alias) for alias in item["aliases"]),
                role=_optional(item["role"]),
                mentions=_spans(item["mentions"], text),
                treatment=Treatment(**{k: float(v) for k, v in item["treatment"].items()})
                if item.get("treatment")
                else None,
                named=bool(item.get("named", True)),
            )
            for item in data["actors"]
        ),
        stances=tuple(
            Stance(
                _string(item["holder"]),
                _string(item["target"]),
                Polarity(item["polarity"]),
                float(item["score"]),
                *_offsets(item["start"], item["end"], text),
            )
            for item in data["stances"]
        ),
    )


def _holders(item: Mapping[str, Any], schema: int) -> tuple[str, ...]:
    if schema == 1:
        return () if item["actor"] is None else (_string(item["actor"]),)
    return tuple(_string(holder) for holder in item["holders"])


def _string(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"expected text, got {type(value).__name__}")
    return value


def _optional(value: object) -> str | None:
    return None if value is None else _string(value)


def _offsets(start: object, end: object, text: str) -> tuple[int, int]:
    if not isinstance(start, int) or not isinstance(end, int):
        raise TypeError("offsets must be whole numbers")
    if not 0 <= start <= end <= len(text):
        raise ValueError(f"offsets {start}-{end} outside a text of {len(text)}")
    return start, end


def _area(values: Sequence[object]) -> Area:
    page, *corners = values
    if not isinstance(page, int) or len(corners) != 4:
        raise TypeError("an area is a page and four distances")
    left, top, right, bottom = (float(str(corner)) for corner in corners)
    return Area(page, left, top, right, bottom)


def _spans(pairs: Sequence[Sequence[int]], text: str) -> tuple[Span, ...]:
    return tuple(Span(*_offsets(pair[0], pair[1], text)) for pair in pairs)
