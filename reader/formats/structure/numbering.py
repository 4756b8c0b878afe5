# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The numbers of list items as readers see them: most formats only say how to count."""

import re

#: Lists are counted this far; what claims to go on is made to waste time.
NUMBER_LIMIT = 100_000

# A capital and a stop may be a name's: "J. Doe went to the harbour".
_HAS_NUMBER = re.compile(r"\s*\(?(?:\d{1,5}|[a-z]|[ivxlc]{1,7})[.)]\s")
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
    *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


def written(number: int, style: str) -> str:
    """A number as "1", "a", "A", "i" or "I" says; plain where letters do not reach it."""
    if style.lower() == "a" and 0 < number <= 26:
        text = chr(ord("a") + number - 1)
    elif style.lower() == "i" and 0 < number < 4000:
        text = _roman(number)
    else:
        return str(number)
    return text.upper() if style.isupper() else text


def _roman(number: int) -> str:
    parts = []
    for value, letters in _ROMAN:
        parts.append(letters * (number // value))
        number %= value
    return "".join(parts)


def numbered(number: str, text: str) -> str:
    """An item's text behind its number, unless it brings one itself."""
    return text if not number or _HAS_NUMBER.match(text) else f"{number} {text.lstrip()}"


def whole_number(text: str | None, otherwise: int) -> int:
    """A number that a file gives, as far as lists are counted."""
    match = re.fullmatch(r"\s*(-?\d{1,9})\s*", text or "")
    number = int(match[1]) if match else otherwise
    return number if abs(number) <= NUMBER_LIMIT else otherwise
