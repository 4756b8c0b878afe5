# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What the notes, tags and copyright lines around an article say of it."""

import re

from reader.formats.structure.bylines import NAME
from reader.formats.structure.dates import parse_date

_EDITORS_SUBJECT = re.compile(
    rf"notes?\s*[:—–-]\s*(?P<name>{NAME})\s+is\s+(?:an?|the)\b", re.IGNORECASE
)
_VIEWS_OF = re.compile(
    r"\b(?i:views?|opinions?|position|policy|stance|those)\s+(?i:of|held\s+by)\s+(?i:the\s+)?"
    r"(?P<outlet>[A-ZÀ-Þ][\w&'’-]*(?:\.[A-Za-z]{2,})?(?:\s+(?:of\s+|and\s+|"
    r"the\s+)?[A-Z][\w&.'’-]*){0,4})"
)
_COPYRIGHT = re.compile(
    r"(?:©|\([cC]\)|[Cc]opyright)(?:\s*©)?\s*(?:(?:19|20)\d\d(?:\s*[-–—]\s*(?:19|20)?\d\d)?)?[\s,]*"
    r"(?:by\s+)?(?P<outlet>[A-ZÀ-Þ][\w&'’-]*(?:\.\w+)*(?:\s+[A-ZÀ-Þ&][\w&'’-]*|\s+(?:of|and|the|"
    r"for)\b){0,5})"
)
_FIRST_PUBLISHED = re.compile(
    r"\b(?:originally|first)\s+(?:published|appeared)\s+on\b", re.IGNORECASE
)
_OPINION = (
    (
        re.compile(
            r"\b(?:personal|own)\s+(?:opinions?|views?)\s+of\s+(?:the|its)\s+author", re.IGNORECASE
        ),
        "Opinion",
    ),
    (
        re.compile(
            r"\b(?:opinions?|views?)\s+expressed\s+(?:in|by|here|are|herein)\b", re.IGNORECASE
        ),
        "Opinion",
    ),
    (re.compile(r"\bthis\s+is\s+an?\s+(?:opinion|op-ed)\b", re.IGNORECASE), "Opinion"),
    (re.compile(r"\bthis\s+is\s+an?\s+editorial\b", re.IGNORECASE), "Editorial"),
)
_GENRE = re.compile(
    r"(?:opinions?|op-?ed|editorials?|comment(?:ary|aries)?|columns?|columnists?|viewpoints?|"
    r"perspectives?|"
    r"analysis|views?|letters?(?: to the editor)?|reviews?|blogs?|satire|essays?|meinung|"
    r"kommentar|kolumne|"
    r"leitartikel|tribunes?|éditorial|opini[óo]n|editoriale|guest (?:column|essay|opinion)|"
    r"first person)",
    re.IGNORECASE,
)


def author_in_note(text: str) -> str | None:
    """The author that an editor's note introduces, where it makes plain that this is the author."""
    match = _EDITORS_SUBJECT.search(text)
    return match["name"] if match and re.search(r"\bauthor\b", text, re.IGNORECASE) else None


def outlet_in_note(text: str) -> str | None:
    """The outlet whose views a disclaimer sets apart."""
    match = _VIEWS_OF.search(text)
    return match["outlet"].rstrip(" .'’") if match else None


def first_published(text: str) -> str | None:
    """The date on which a note says that the article first appeared."""
    match = _FIRST_PUBLISHED.search(text)
    return parse_date(text[match.end() : match.end() + 40]) if match else None


def outlet_in_copyright(text: str) -> str | None:
    """Whose the text is, from "© 2024 The Daily Herald"."""
    match = _COPYRIGHT.match(text)
    return match["outlet"].strip(" .,") if match else None


def genre_in_note(text: str) -> str | None:
    """What a note says the article is: "Opinion" where it gives its author's personal opinion."""
    return next((genre for pattern, genre in _OPINION if pattern.search(text)), None)


def is_genre(text: str) -> bool:
    """Whether a section or tag says that the article is not plain reporting."""
    return len(text) <= 40 and bool(_GENRE.fullmatch(text.strip(" |:#")))
