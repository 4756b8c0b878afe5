# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Dates as articles write them, as ISO dates.

A date that could be read in two ways (3/4/2024) is not read at all.
"""

import re
from datetime import date
from urllib.parse import unquote

#: The names of the months in the languages that are read here.
MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan januar jänner janvier enero gennaio januari janeiro",
            "february feb februar février fevrier febrero febbraio februari fevereiro",
            "march mar märz maerz mars marzo maart março",
            "april apr avril abril aprile",
            "may mai mayo maggio mei maio",
            "june jun juni juin junio giugno junho",
            "july jul juli juillet julio luglio julho",
            "august aug août aout agosto augustus",
            "september sep sept septembre septiembre settembre setembro",
            "october oct oktober okt octobre octubre ottobre outubro",
            "november nov novembre noviembre novembro",
            "december dec dezember dez décembre decembre diciembre dicembre dezembro",
        ),
        start=1,
    )
    for name in names.split()
}
_MONTH = "(?P<month>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
_DAY = r"(?P<day>[0-3]?\d)"
_YEAR = r"(?P<year>1[6-9]\d\d|20\d\d)"
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<!\d){_YEAR}[-/.](?P<month>[01]?\d)[-/.]{_DAY}(?!\d)",
        rf"(?<!\d){_YEAR}(?P<month>[01]\d)(?P<day>[0-3]\d)(?=T?\d|\b)(?!\d{{7}})",
        rf"(?<![\w]){_MONTH}\s*{_DAY}(?:st|nd|rd|th)?\s*,?\s*(?:of\s+)?{_YEAR}(?!\d)",
        rf"(?<!\d){_DAY}(?:st|nd|rd|th|er|\.|º)?[\s-]*(?:of |de |del )?{_MONTH}[\s,-]*(?:de |del )?"
        rf"{_YEAR}(?!\d)",
        rf"(?<![\d.]){_DAY}\.(?P<month>[01]?\d)\.{_YEAR}(?!\d)",
        rf"(?<!\d){_YEAR}\s*年\s*(?P<month>\d\d?)\s*月\s*{_DAY}\s*日",
    )
)
_SLASHED = re.compile(rf"(?<!\d)(?P<first>[0-3]?\d)/(?P<second>[0-3]?\d)/{_YEAR}(?!\d)")
_TWO_WAYS = re.compile(r"([0-3]?\d)[/.]([0-3]?\d)[/.](20\d\d|19\d\d)")
_ADDRESS_DAY = re.compile(rf"/{_YEAR}([/-])(?P<month>[01]\d)\2(?P<day>[0-3]\d)(?=[/+_-])")
_WEEKDAY = (
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|montag|dienstag|mittwoch|"
    r"donnerstag|freitag|samstag|sonntag|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|"
    r"lunes|martes|miércoles|jueves|viernes|sábado|domingo)\b\.?,?"
)
_CLOCK = (
    r"(?:at\s+|um\s+|à\s+)?[0-2]?\d[:.h][0-5]\d(?::[0-5]\d)?\s*(?:[ap]\.?m\b\.?|uhr)?|"
    r"(?:at\s+)?1?\d\s*[ap]\.?m\b\.?"
)
_ZONE = r"\(?(?:[A-Z]{2,5}|UTC|GMT)(?:\s*[+-]\d{1,2}(?::?\d\d)?)?\)?|[+-]\d\d:?\d\d"
_CLOCK_LINE = re.compile(rf"(?:{_CLOCK})(?:\s*(?-i:{_ZONE}))?", re.IGNORECASE)
_LABEL = (
    r"(?:(?:first\s+|last\s+|originally\s+)?(?:published|posted|updated|modified|created|issued|"
    r"revised|uploaded|added|aktualisiert|veröffentlicht|stand|publié|mis à jour|date(?:d|line)?)"
    r"(?:\s+(?:on|at|le|am))?)\s*:?"
)
_SURROUNDINGS = re.compile(
    rf"[+-]\d\d:?\d\d(?!\d)|{_WEEKDAY}|{_LABEL}|{_CLOCK}|\b(?:on|le|am|den|at|of)\b|t(?=\d)|z\b|[\s,;|·•—–/()\[\].:-]",
    re.IGNORECASE,
)
_POSTED = re.compile(r"\b(?:published|posted|veröffentlicht|publié)\b", re.IGNORECASE)
_YEARS = re.compile(r"\d{4}")
_UPDATED = re.compile(
    r"updated|modified|revised|last\s+edited|aktualisiert|mis à jour", re.IGNORECASE
)
#: No line that only says when an article appeared is longer.
DATE_LINE_LIMIT = 120
#: Nor does it name more dates than these.
DATES_LIMIT = 3
_TIME_LINE = re.compile(
    r"(?:first\s+|last\s+)?(?:updated|published|posted)\s*(?::|\b(?:at|on)\b).{2,60}", re.IGNORECASE
)
_DATELINE = re.compile(
    r"[A-ZÀ-Þ][A-ZÀ-Þ .'’-]{2,30}(?:,\s*[A-ZÀ-Þ][\w .]{1,30})?(?:,\s*[A-Z][a-z]{2,8}\.?\s+\d{1,2})?"
    r"(?:\s*\([A-Z][\w .]{1,30}\))?\s*[—–-]"
)


def _find(text: str) -> tuple[str, int, int] | None:
    """The first date in the text with its place."""
    best: tuple[str, int, int] | None = None
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if best is not None and match.start() >= best[1]:
                break
            name = match["month"].casefold()
            month = MONTHS.get(name) or (int(name) if name.isdigit() else 0)
            value = _iso(int(match["year"]), month, int(match["day"]))
            if value:
                best = value, match.start(), match.end()
                break
    slashed = _SLASHED.search(text)
    if slashed and (best is None or slashed.start() < best[1]):
        first, second, year = (int(slashed[name]) for name in ("first", "second", "year"))
        value = None
        if first > 12 or first == second:
            value = _iso(year, second, first)
        elif second > 12:
            value = _iso(year, first, second)
        if value:
            best = value, slashed.start(), slashed.end()
    return best


def _iso(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def parse_date(text: str | None) -> str | None:
    """The first date in the text, as an ISO date, or None."""
    found = _find(text[:2000]) if text else None
    return found[0] if found else None


def without_date(text: str) -> str:
    """What stands before the first date in the text; all of it where there is none."""
    found = _find(text[:2000])
    return text[: found[1]] if found else text


def date_in_address(address: str | None) -> str | None:
    """The day in the path of an address, "…/2025/02/21/…", as most papers have it."""
    match = _ADDRESS_DAY.search(unquote(address or ""))
    return _iso(int(match["year"]), int(match["month"]), int(match["day"])) if match else None


def leading_date(text: str) -> tuple[str, int] | None:
    """A date with which the text begins, "date 2025-02-21 …", and where what follows it starts."""
    found = _find(text[:DATE_LINE_LIMIT])
    if found is None or not _only_surroundings(text[: found[1]]):
        return None
    return found[0], found[2]


def trailing_date(text: str) -> tuple[str, int] | None:
    """A date with weekday that ends the text, and where it starts with its weekday."""
    tail = max(0, len(text) - 60)
    match = re.search(rf"\b{_WEEKDAY}\s", text[tail:], re.IGNORECASE)
    if match is None:
        return None
    start = tail + match.start()
    value = date_line(text[start:])
    return (value[0], start) if value else None


def date_line(text: str) -> tuple[str, bool] | None:
    """What a line says that holds a date and little else: the date, and whether of an update."""
    if len(text) > DATE_LINE_LIMIT or not 1 <= len(_YEARS.findall(text)) <= DATES_LIMIT:
        return None
    found = _find(text)
    if found is None:
        return None
    before, after = text[: found[1]], text[found[2] :]
    if not _only_surroundings(before) or not _only_surroundings(_without_dates(after)):
        return None
    return found[0], bool(_UPDATED.search(before))


def readings_of(text: str) -> list[str]:
    """The days that a line of a date and little else may mean, but not that of an update."""
    two_ways = _TWO_WAYS.fullmatch(text)
    if two_ways:
        first, second, year = (int(number) for number in two_ways.groups())
        readings = (_iso(year, first, second), _iso(year, second, first))
        return list(dict.fromkeys(day for day in readings if day))
    dated = date_line(text)
    return [dated[0]] if dated and not dated[1] else []


def is_dateline(text: str) -> bool:
    """Whether the block is only a place and a day, "KYIV, March 3 (Reuters) —", or an hour."""
    if len(text) > 80:
        return False
    timed = _TIME_LINE.fullmatch(text) and any(character.isdigit() for character in text)
    return bool(timed or _DATELINE.fullmatch(text) or _CLOCK_LINE.fullmatch(text))


def is_update(text: str) -> bool:
    """Whether a label, or what an element is called, is that of the day of an update."""
    return bool(_UPDATED.search(text))


def posted_date(text: str) -> str | None:
    """The first date in the text that is not said to be that of an update."""
    match = _UPDATED.search(text)
    return parse_date(text[: match.start()] if match else text)


def posting_in(text: str) -> str | None:
    """The date after "published" in a date line that gives two."""
    match = _POSTED.search(text)
    return parse_date(text[match.end() :]) if match else None


def update_in(text: str) -> str | None:
    """The date after "updated" in a date line that gives two."""
    match = _UPDATED.search(text)
    return parse_date(text[match.end() :]) if match else None


def _without_dates(text: str) -> str:
    for _ in range(3):
        found = _find(text)
        if found is None:
            break
        text = text[: found[1]] + " " + text[found[2] :]
    return text


def _only_surroundings(text: str) -> bool:
    """Whether nothing is left but weekday, time, time zone, "published" and punctuation."""
    left = _SURROUNDINGS.sub(" ", text)
    return not re.sub(_ZONE, "", left).strip()
