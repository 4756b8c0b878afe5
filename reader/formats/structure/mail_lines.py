# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The lines of a letter that say whose words stand below: "On 4 March Jane Doe wrote:", "From: …".

The words for it, in many languages, are in `resources/lexicon/mail.toml`.
"""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from reader import paths
from reader.formats.structure.dates import MONTHS

#: No such line is longer, in characters; mail programs break it into at most so many lines.
LINE_LIMIT = 300
LINES_LIMIT = 3
#: Nor is date or name in it, with an address.
PART_LIMIT = 120
#: Nor is a name alone.
NAME_LIMIT = 60
#: A name has at most so many words.
NAME_WORDS = 6

_ADDRESS = re.compile(r"[<\[(]*\s*(?:mailto:)?[\w.+=-]{1,80}@[\w-]{1,60}(?:\.[\w-]{1,60})*[>\])]*")
_BARE_ADDRESS = re.compile(r"[\w.+=-]+@[\w.-]+\w")
_BRACKETED = re.compile(r"\s*\((?P<name>[^()@]{2,60})\)")
_DATED = re.compile(r"\S*\d\S*")
_DAY = re.compile(r"\d{1,2}(?:st|nd|rd|th|er|\.|º)?")
_MONTH = re.compile(rf"\s+(?:of |de )?(?:{'|'.join(MONTHS)})\b\.?", re.IGNORECASE)
_CLOCK = re.compile(r"\d\s?[:.h]\s?\d\d")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_BEHALF = re.compile(r".*\b(?:on behalf of|im auftrag von|de la part de)\s+", re.IGNORECASE)
_VIA = re.compile(r"\s+via\s.*|\s*\([^()]*\)?\s*$|\s+[<\[(]?$")
_GAP = " \t\n,"
_EDGE = "/ \t\n,;:.*_\"'“”„«»‘’<>[](){}|–—-"
_COLON = re.compile(r"[:：][\s*_]*$")
_RULED = r"[-_=*—–~\s]{0,100}+"
_SPECIAL = re.compile(r"(\[[^\]]*\]|\{when\}|\{who\}| )")
_FAR_EASTERN = re.compile("[\u2e80-\u9fff\uac00-\ud7af]")
_HEADER = re.compile(
    r"[*_]{0,3}(?P<label>[^\W\d_]{1,20}(?:[ -][^\W\d_]{1,20}){0,2})[*_]{0,3}\s?[:：]"
)
_MARKED = re.compile(r"^[*_\s|:：]*")


@dataclass(frozen=True, slots=True)
class Announcement:
    """What a line says of the words below it.

    Attributes:
        name: Where in the line it names whose they are; None where it names nobody.
        dated: Whether it has a date or an address.
        sure: Whether no other line looks so: with date, address and colon.
    """

    name: tuple[int, int] | None
    dated: bool
    sure: bool = False


@dataclass(frozen=True, slots=True)
class Header:
    """A header that was copied above a letter.

    Attributes:
        role: "from", "sent", "to", "subject" or "other".
        start: Where in the line its value begins.
    """

    role: str
    start: int


@cache
def _table() -> dict[str, Any]:
    with (paths.resources() / "lexicon" / "mail.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(_compiled(template) for template in _table()["attribution"])


@cache
def _verbs() -> re.Pattern[str]:
    """A word of each pattern, without which it cannot fit; the longest are no small words."""
    words: set[str] = set()
    for template in _table()["attribution"]:
        parts = [part for part in _SPECIAL.split(template) if part[:1] not in {"", "{", " "}]
        choices = [part.strip("[]").split("|") for part in parts]
        words.update(max(choices, key=lambda choice: min(map(len, choice))))
    return re.compile("|".join(map(re.escape, sorted(words))), re.IGNORECASE)


def _compiled(template: str) -> re.Pattern[str]:
    space = r"[\s,]*" if _FAR_EASTERN.search(template) else r"[\s,]+"
    parts = []
    for part in _SPECIAL.split(template):
        if part.startswith("["):
            words = sorted(part[1:-1].split("|"), key=len, reverse=True)
            parts.append("(?:" + "|".join(map(re.escape, words)) + ")")
        elif part in {"{when}", "{who}"}:
            parts.append(rf"(?P<{part[1:-1]}>\S.{{0,{PART_LIMIT}}}?)")
        else:
            parts.append(space if part == " " else re.escape(part))
    colon = r"[\s*_-]*(?P<colon>[:：]?)[\s*_-]*"
    return re.compile(r"[*_\s-]*" + "".join(parts) + colon, re.IGNORECASE)


@cache
def _roles() -> dict[str, str]:
    return {
        label.casefold(): role for role, labels in _table()["headers"].items() for label in labels
    }


@cache
def _senders(kind: str) -> re.Pattern[str]:
    phrases = sorted(_table()[kind], key=len, reverse=True)
    words = "(?:" + "|".join(map(re.escape, phrases)) + ")"
    return re.compile(
        rf"(?P<before>{_RULED}){words}\b(?P<rest>.{{0,100}}?)(?P<after>{_RULED})",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1024)
def announcement(text: str) -> Announcement | None:
    """What a line says that stands right above quoted words; None where it is none of these.

    "The mayor told us:" is none: that is a sentence of the author's, and left to the analysis.
    """
    address = _ADDRESS.search(text[:LINE_LIMIT])
    match, dated = _match(text)
    if match is not None:
        start, end = match.span("who")
        if dated and not text[slice(*sorted((*match.span("when"), start, end))[1:3])].strip(_GAP):
            # Where the date ends and the name begins, no word may tell.
            start, end = min(start, match.start("when")), max(end, match.end("when"))
        name = _name(text, start, end)
        said = text[slice(*name)] if name else ""
        timed = _CLOCK.search(text) and not _begins_small(said)
        known = address or (dated and (name is None or timed))
        if known or (name and _is_name(said)):
            sure = dated and address is not None and bool(match["colon"])
            return Announcement(name, dated or address is not None, sure)
    if len(text) <= LINE_LIMIT and _COLON.search(text) and (address or _is_timed(text)):
        # In a language of which no verb is known.
        found = _name(text, 0, len(text))
        name = _from_capital(text, *found) if found else None
        if address or (name and _is_name(text[slice(*name)])):
            return Announcement(name, dated=True)
    return None


def _is_timed(text: str) -> bool:
    """Whether year and time of the day are in a line."""
    return bool(_YEAR.search(text) and _CLOCK.search(text))


def _from_capital(text: str, start: int, end: int) -> tuple[int, int]:
    """A name without the small words before it."""
    capital = re.compile(r"\b[A-ZÀ-ÞĀ-Ž]").search(text, start, end)
    return (capital.start(), end) if capital and text[start].islower() else (start, end)


def _match(text: str) -> tuple[re.Match[str] | None, bool]:
    """How a line fits the first of the patterns, and whether there is a date in it."""
    if len(text) > LINE_LIMIT or not _verbs().search(text):
        return None, False
    for pattern in _patterns():
        match = pattern.fullmatch(text)
        if match is None:
            continue
        if "when" not in match.groupdict():
            return match, False
        if re.search(r"\d", match["when"] + match["who"]):
            return match, True
    return None, False


def _name(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Where whoever is meant is named between two places: a name, or failing that an address."""
    addresses = list(_ADDRESS.finditer(text, start, end))
    places = [(start, end)] if not addresses else []
    for before, address in zip([None, *addresses], addresses, strict=False):
        places.insert(0, (before.end() if before else start, address.start()))
    for first, last in places:
        if (found := _trimmed(text, first, last)) is not None:
            return found
    for address in addresses:
        bracketed = _BRACKETED.match(text, address.end(), end)
        if bracketed:
            return bracketed.span("name")
    bare = _BARE_ADDRESS.search(text, start, end)
    return bare.span() if bare else None


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The name between two places, without a date before it and marks around it."""
    for dated in _DATED.finditer(text, start, end):
        start = dated.end()
        if _DAY.fullmatch(dated.group()) and (month := _MONTH.match(text, start, end)):
            start = month.end()
    behalf = _BEHALF.match(text, start, end)
    start = behalf.end() if behalf else start
    end = start + len(_VIA.sub("", text[start:end]))
    after = frozenset(_table()["after_date"])
    while True:
        while start < end and text[start] in _EDGE:
            start += 1
        word = re.match(r"[\w.'’]+", text[start:end])
        if word is None or word.group().casefold() not in after:
            break
        start += word.end()
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    name = text[start:end]
    nobody = name.casefold() in _table()["nobody"]
    if nobody or len(name) > NAME_LIMIT or len(name.split()) > NAME_WORDS:
        return None
    return (start, end) if any(character.isalpha() for character in name) else None


def _is_name(text: str) -> bool:
    """Whether its words have capitals, but for particles, and it is no description: "The mayor"."""
    first, *others = text.replace(",", " ").split()
    small = [word for word in others if not word[:1].isupper()]
    capital = first[:1].isupper() and not _begins_small(text)
    return capital and small == [word for word in others[:-1] if len(word) <= 3 and word in small]


def _begins_small(text: str) -> bool:
    """Whether a pronoun, an article or the like begins it."""
    return text.split(" ", maxsplit=1)[0].casefold() in _table()["nobody"]


@lru_cache(maxsize=1024)
def header(line: str) -> Header | None:
    """Which header a line is, or None."""
    match = _HEADER.match(line.strip()[:LINE_LIMIT])
    role = _roles().get(match["label"].casefold()) if match else None
    if match is None or role is None:
        return None
    start = len(line) - len(line.lstrip()) + match.end()
    marks = _MARKED.match(line[start:])
    return Header(role, start + (marks.end() if marks else 0))


def sender(line: str, start: int) -> tuple[int, int] | None:
    """Where a header names who sent a letter."""
    return _name(line, start, len(line))


def opens_forwarded(line: str) -> bool:
    """Whether a line says that a letter follows which is sent on."""
    return _is_ruled(line, "forwarded")


def ends_forwarded(line: str) -> bool:
    """Whether a line says that such a letter ends here."""
    return _is_ruled(line, "forwarded_end")


def _is_ruled(line: str, kind: str) -> bool:
    match = _senders(kind).fullmatch(line.strip()[:LINE_LIMIT])
    if match is None:
        return False
    ruled = max(len(match[place].strip()) for place in ("before", "after"))
    return ruled > 1 or match["rest"].strip() in {":", "："}


def divide(lines: Sequence[str], *, deeper: bool) -> list[list[str]]:
    """Divide the lines of a paragraph so that those which this module knows stand apart.

    A line that announces quoted words may have been broken; it comes as one.

    Args:
        lines: None of them empty.
        deeper: Whether what follows them is quoted.
    """
    last = len(lines)
    counts = range(min(LINES_LIMIT, last), 0, -1)
    if lines and (deeper or _COLON.search(lines[-1])):
        ends = {n: " ".join(lines[last - n :]) for n in counts}
        said = {n: known for n in counts if (known := announcement(ends[n])) is not None}
        if not deeper:
            said = {n: known for n, known in said.items() if known.sure}
        # Without its date, it may be the end of a longer one.
        dated = [n for n in said if _match(ends[n])[1]]
        last -= dated[0] if dated else min(said, default=0)
    alone = _standing_apart(lines[:last])
    parts: list[list[str]] = []
    for index, line in enumerate(lines[:last]):
        if index in alone or not index or index - 1 in alone:
            parts.append([])
        parts[-1].append(line)
    return [*parts, [" ".join(lines[last:])]] if last < len(lines) else parts


def _standing_apart(lines: Sequence[str]) -> set[int]:
    """The lines that open or end a letter sent on, and those of its headers."""
    found: set[int] = set()
    run: list[int] = []
    for index, line in enumerate([*lines, ""]):
        if line and header(line) is not None:
            run.append(index)
            continue
        opened = bool(run) and run[0] - 1 in found
        if opened or is_letter_head([lines[k] for k in run]):
            found.update(run)
        run = []
        if line and (opens_forwarded(line) or ends_forwarded(line)):
            found.add(index)
    return found


def is_letter_head(lines: Sequence[str]) -> bool:
    """Whether header lines are those of a letter: who sent it, with an address, and more."""
    roles = {found.role: line for line in lines if (found := header(line)) is not None}
    return len(roles) >= (2 if _ADDRESS.search(roles.get("from", "")) else 3) and "from" in roles
