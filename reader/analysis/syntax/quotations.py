# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Quotations by their marks: straight, typographic, doubled, single, over several paragraphs.

Only outermost quotations are returned; what stands inside them is the speaker's. A mark without
a partner ends at its sentence, or at the end of a paragraph that begins with it, and never
disturbs the paragraphs around.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reader.document import Span

_DOUBLE = re.compile(r"''|``|[\"“”„«»‟＂]")
_SINGLE = re.compile(r"(?<!['’‘])['‘’](?!['’‘])")
_SENTENCE_END = re.compile(r"[.!?…](?=\s|$)")
_SENTENCE_BEGINS = re.compile(r"[.,:!?”\"’']\s+$")
_OPENING = frozenset("“„«‟")
_CLOSING = frozenset("”»")
#: What closes a quotation, by what opened it.
_PARTNERS = {'"': '"', "“": "”", "«": "»"}

#: What stands between the parts of a quotation that the narrator interrupts, in dashes or commas.
_INSERT = re.compile(r"\s*,?\s*(?P<dash>—|–|--?)\s*[^.!?;:\n]+?,?\s*(?P=dash)\s*")
_LONGEST_INSERT = 200
_APART = re.compile(r",?\s+[^.!?;:\n—–]+,\s+")

#: Where a single mark opens what is not closed in its paragraph, and what it is an apostrophe of.
_OPENS = re.compile(r"(?:^\s*|(?<=[.,:!?’'—] ))['‘](?=[^\W\d_a-z])")

#: So many blocks a quotation may run on over that do not begin with its mark.
_LONGEST_RUN = 12
_ENDS_RUN = frozenset(".,!?…’")

#: Marks with which a quotation may begin; the straight and the single ones may be something else.
MAY_OPEN = '“"‘«„'
#: A single-quoted stretch longer than this is more likely two apostrophes.
_MAX_SINGLE = 700


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation with its marks.

    Attributes:
        continues: Whether it goes on from the paragraph before, which was left open.
        closed: Whether its closing mark was found.
    """

    start: int
    end: int
    continues: bool = False
    closed: bool = True

    @property
    def span(self) -> Span:
        """Where it is, marks included."""
        return Span(self.start, self.end)


def find_quotes(text: str, offset: int, left_open: str = "", below: str = "") -> list[Quote]:
    """The outermost quotations of a paragraph, in order.

    Args:
        text: The paragraph's.
        offset: Where it begins in the article.
        left_open: What `left_open` says of the paragraph before.
        below: The first character of the next paragraph. Where it is the mark of a quotation that
            is left open here, that goes on to the end of the paragraph.
    """
    quotes = [
        Quote(offset + span.start, offset + span.end, closed=closed)
        for span, closed in _in_paragraph(text, below)
    ]
    last = quotes[-1].end - offset if quotes else 0
    single = next(_OPENS.finditer(text, last), None)
    if single is not None and text[single.end() - 1] in {below, left_open}:
        quotes.append(Quote(offset + single.end() - 1, offset + len(text), closed=False))
    if left_open and quotes and text.lstrip()[0] == left_open:
        quotes[0] = replace(quotes[0], continues=quotes[0].start == offset + _indent(text))
    return quotes


def running(blocks: Sequence[tuple[int, str]]) -> list[Span]:
    """The quotations that are opened in one block and closed in a later one, marks included.

    Blocks that begin with the mark again need none of this, and two marks that somebody forgot are
    no quotation: what is opened stands at the beginning of a block or behind a colon, what closes
    it behind punctuation, and between them nothing is quoted with the same marks.

    Args:
        blocks: Where each block begins in the article, and its text.
    """
    found: list[Span] = []
    loose = [_loose(text) for _, text in blocks]
    for number, (start, text) in enumerate(blocks):
        opening, closing = loose[number]
        if opening is None or closing is not None or (found and start < found[-1].end):
            continue
        before = text[: opening.start()].rstrip()
        if before and not before.endswith(":"):
            continue
        last = min(len(blocks), number + 1 + _LONGEST_RUN)
        for (below, words), (again, end) in zip(
            blocks[number + 1 : last], loose[number + 1 : last], strict=True
        ):
            if again is not None or words.lstrip()[:1] == opening.group():
                break
            if end is not None:
                fits = end.group() == _PARTNERS.get(opening.group())
                if fits and words[: end.start()][-1:] in _ENDS_RUN:
                    found.append(Span(start + opening.start(), below + end.end()))
                break
    return found


def _loose(text: str) -> "tuple[re.Match[str] | None, re.Match[str] | None]":
    """The first mark of a block that opens what it does not close, and the one that only closes."""
    opened: list[re.Match[str]] = []
    closing = None
    for mark in _DOUBLE.finditer(text):
        opens, closes = _looks(text, mark)
        if closes and opened:
            opened.pop()
        elif opens:
            opened.append(mark)
        else:
            closing = closing or mark
    return (opened[0] if opened else None), closing


def left_open(text: str, offset: int, quotes: Sequence[Quote]) -> str:
    """The mark of the quotation that a paragraph leaves open at its end, or "" if it leaves none.

    The arguments are those of `find_quotes`, and what it answered.
    """
    if not quotes or quotes[-1].closed or quotes[-1].end != offset + len(text):
        return ""
    return text[quotes[-1].start - offset]


def interruption(text: str) -> bool:
    """Whether the text between two quotations interrupts one: “It”—she paused—“is late.”."""
    return len(text) <= _LONGEST_INSERT and _INSERT.fullmatch(text) is not None


def aside(text: str) -> bool:
    """Whether the text between two quotations stands between commas."""
    return len(text) <= _LONGEST_INSERT and _APART.fullmatch(text) is not None


def _in_paragraph(text: str, below: str) -> Iterator[tuple[Span, bool]]:
    """The quotations of one paragraph, and whether each was closed."""
    begin: int | None = None
    position = 0
    while position < len(text):
        double = _DOUBLE.search(text, position)
        if begin is None:
            single = _single_quote(text, position, double.start() if double else len(text))
            if single is not None:
                yield single, True
                position = single.end
                continue
        if double is None:
            break
        position = double.end()
        opens, closes = _looks(text, double)
        if begin is None:
            if opens:
                begin = double.start()
        elif closes:
            yield Span(begin, double.end()), True
            begin = None
        elif (nested := _nested(text, begin, double)) is not None:
            position = nested
        elif double.group() != "„":
            # The one before was never closed.
            yield _unclosed(text[: double.start()], begin), False
            begin = double.start()
    if begin is not None:
        goes_on = text[begin] == below and _SENTENCE_BEGINS.search(text[:begin])
        yield Span(begin, len(text)) if goes_on else _unclosed(text, begin), False


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())


def _nested(text: str, begin: int, mark: "re.Match[str]") -> int | None:
    """Where a quotation ends that stands inside another with the same straight marks.

    Only where the outer one is closed after it: "It is "fine" now," she said.
    """
    if not text[begin] == mark.group() == '"':
        return None
    following = _DOUBLE.finditer(text, mark.end())
    inner, outer = next(following, None), next(following, None)
    if inner is None or outer is None:
        return None
    closed = all(_looks(text, item) == (False, True) for item in (inner, outer))
    return inner.end() if closed else None


def _looks(text: str, mark: "re.Match[str]") -> tuple[bool, bool]:
    """Whether a mark can open and whether it can close, by its shape and its neighbours."""
    char = mark.group()
    if char == "“" and text.rfind("„", 0, mark.start()) > text.rfind("“", 0, mark.start()):
        return False, True
    before = text[mark.start() - 1] if mark.start() else " "
    after = text[mark.end()] if mark.end() < len(text) else " "
    # Typographic marks are now and then typed the wrong way round.
    if char in _OPENING or char == "``":
        turned = char == "“" and after.isspace() and not before.isspace()
        return not turned, turned
    if char in _CLOSING:
        turned = char == "”" and before.isspace() and not after.isspace()
        return turned, not turned
    opens = not after.isspace() and (before.isspace() or before in "([{—–-:/'‘")
    closes = not before.isspace() and (after.isspace() or not after.isalnum())
    if opens and closes and before in "—–-":
        # `word—" he said` closes, `he said—"word` opens.
        opens = after.isalnum()
        closes = not opens
    return (opens, closes) if opens or closes else (True, True)


def _unclosed(text: str, begin: int) -> Span:
    """How far a quotation goes that was opened in `text` and not closed."""
    ending = _SENTENCE_END.search(text, begin)
    if not text[:begin].strip() or ending is None or not text[ending.end() :].strip():
        return Span(begin, len(text))
    return Span(begin, ending.end())


def _single_quote(text: str, position: int, limit: int) -> Span | None:
    """The first single-quoted stretch that begins before `limit`."""
    for mark in _SINGLE.finditer(text, position, limit):
        start = mark.start()
        before = text[start - 1] if start else " "
        after = text[start + 1 : start + 2] or " "
        if mark.group() == "’" or not (before.isspace() or before in '([{—–-"“:'):
            continue
        if not (after.isalnum() or after in '“"$£€…['):
            continue
        end = _single_end(text, start)
        if end is not None:
            return Span(start, end)
    return None


def _single_end(text: str, start: int) -> int | None:
    limit = min(len(text), start + _MAX_SINGLE)
    for mark in _SINGLE.finditer(text, start + 1, limit):
        place = mark.start()
        before = text[place - 1]
        after = text[place + 1 : place + 2] or " "
        if mark.group() == "‘" or after.isalnum() or before.isspace():
            continue
        # A plural's apostrophe ("the teachers' strike") is followed by a word; a closing mark
        # mostly has punctuation at one side, or is the last there is.
        if before in ".,?!…;" or not after.isspace() or before != "s":
            return place + 1
        if _SINGLE.search(text, place + 1, limit) is None:
            return place + 1
    return None
