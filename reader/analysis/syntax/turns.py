# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Paragraphs that are somebody's turn to speak: in interviews, in transcripts, in letters.

Of interviews three forms are known: "Name: text" (the text may begin on the next line), "Q: …" with
"A: …", and questions standing alone with the answers under them. The asking side is the author's in
the last two; a lone "Name: text" is none. In letters, what they quote is the turn of whoever they
name as its writer.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reader.analysis.syntax import lexicon
from reader.analysis.syntax.sentences import ParsedBlock
from reader.document import BlockKind, Span

_NAMED = re.compile(
    r"(?P<name>(?:[A-Z][\w.'’-]*|[A-Z]{2,})(?:[ ](?:[A-Z][\w.'’-]*|of|the|de|van|von|al)){0,4})"
    r"(?:\s*\([^)]{1,40}\))?\s*:(?:\s+(?=\S)|\s*$)"
)
_FIRST_PERSON = re.compile(r"\b(?:I|I['’]\w+|my|me|we|our)\b")

#: So many turns make an interview; fewer are sentences with a colon.
_MIN_TURNS = 3

#: A question longer than this is an argument.
_MAX_QUESTION = 60

_SPOKEN = frozenset({BlockKind.PARAGRAPH, BlockKind.QUOTE, BlockKind.LIST_ITEM})


@dataclass(frozen=True, slots=True)
class Turn:
    """Somebody's turn.

    Attributes:
        piece: The block it stands in.
        label: Where its speaker is named, in a letter in a block above; None where nothing names
            them here.
        name: The speaker's name, or None for whoever is interviewed.
        content: What is said.
    """

    piece: int
    label: Span | None
    name: str | None
    content: Span


def find_turns(parsed: Sequence[ParsedBlock]) -> list[Turn]:
    """The turns of an interview, transcript or letter; none in other texts."""
    return _quoted(parsed) or _labelled(parsed) or _answers(parsed)


def _quoted(parsed: Sequence[ParsedBlock]) -> list[Turn]:
    """What a letter quotes of somebody whom it names above."""
    starts = [piece.start for piece in parsed]
    turns = []
    for index, piece in enumerate(parsed):
        label, body = piece.block.speaker, _body(piece, 0)
        above = bisect_right(starts, label.start) - 1 if label is not None else -1
        if label is not None and body is not None and above >= 0:
            offset = parsed[above].start
            name = parsed[above].text[label.start - offset : label.end - offset]
            turns.append(Turn(index, label, _in_order(name), body))
    return turns


def _labelled(parsed: Sequence[ParsedBlock]) -> list[Turn]:
    starts: dict[int, re.Match[str]] = {}
    for index, piece in enumerate(parsed):
        if piece.block.kind in _SPOKEN or piece.block.kind is BlockKind.HEADING:
            match = _NAMED.match(piece.text)
            if match is not None:
                starts[index] = match
    names = [match["name"] for match in starts.values()]
    if len(starts) < _MIN_TURNS or not _speakers(parsed, names):
        return []
    turns: list[Turn] = []
    speaking: str | None = None
    for index in range(min(starts), len(parsed)):
        piece = parsed[index]
        start = starts.get(index)
        if start is not None:
            speaking = start["name"]
        elif piece.block.kind not in _SPOKEN:
            continue
        if speaking is None or speaking.upper() in lexicon.grammar().asking:
            continue
        offset = piece.start
        body = _body(piece, start.end() if start else 0)
        if body is not None:
            label = (
                Span(offset + start.start("name"), offset + start.end("name")) if start else None
            )
            name = None if speaking.upper() in lexicon.grammar().answering else _spelled(speaking)
            turns.append(Turn(index, label, name, body))
    return turns


def _speakers(parsed: Sequence[ParsedBlock], names: Sequence[str]) -> bool:
    """Whether the labels are people who speak in turn, and not "Pro:" and "Con:"."""
    repeated = {name for name in names if names.count(name) > 1}
    if any(name.upper() in lexicon.grammar().answering for name in repeated):
        return True
    people = {
        word.casefold()
        for piece in parsed
        for entity in piece.doc.ents
        if entity.label_ == "PERSON" and len(entity) > 1
        for word in entity.text.split()
    }
    return any(name.split()[-1].casefold() in people for name in repeated)


def _answers(parsed: Sequence[ParsedBlock]) -> list[Turn]:
    """The answers under questions that stand alone."""
    questions = [index for index, piece in enumerate(parsed) if _is_question(piece)]
    if len(questions) < _MIN_TURNS or not any(
        "interview" in piece.text.lower() for piece in parsed[: questions[0] + 1]
    ):
        return []
    turns = list(_between(parsed, questions))
    personal = sum(_FIRST_PERSON.search(parsed[turn.piece].text) is not None for turn in turns)
    return turns if 2 * personal >= len(turns) else []


def _between(parsed: Sequence[ParsedBlock], questions: Sequence[int]) -> Iterator[Turn]:
    asked = set(questions)
    for index in range(questions[0] + 1, len(parsed)):
        piece = parsed[index]
        if piece.block.kind is BlockKind.HEADING and index not in asked and index > questions[-1]:
            # After the last answer, a heading ends the interview.
            return
        if index not in asked and piece.block.kind in _SPOKEN:
            body = _body(piece, 0)
            if body is not None:
                yield Turn(index, None, None, body)


def _is_question(piece: ParsedBlock) -> bool:
    text = piece.text.strip()
    return (
        piece.block.kind in _SPOKEN | {BlockKind.HEADING}
        and text.endswith("?")
        and len(text.split()) <= _MAX_QUESTION
        and not any(mark in text[:1] for mark in "“\"'‘")
    )


def _body(piece: ParsedBlock, first: int) -> Span | None:
    text = piece.text
    start = first + len(text[first:]) - len(text[first:].lstrip())
    end = len(text.rstrip())
    return Span(piece.start + start, piece.start + end) if start < end else None


def _in_order(name: str) -> str:
    """A name with the surname last: "Roe, Jane" is Jane Roe."""
    surname, comma, given = name.partition(",")
    return " ".join(f"{given} {surname}".split()) if comma and "," not in given else name


def _spelled(name: str) -> str:
    """A name in capitals as one would write it: "LAURA STONE" is Laura Stone."""
    return name.title() if name.isupper() and len(name) > 3 else name
