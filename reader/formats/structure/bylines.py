# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Who wrote an article: names, and the lines that give them."""

import re

from reader.formats.structure.dates import date_line
from reader.formats.structure.outlets import AGENCIES

#: A longer block is no byline.
BYLINE_LIMIT = 160

_PARTICLE = r"(?:de|da|di|del|della|van|von|der|den|ter|bin|bint|al|el|le|la|du|dos|and|y|e|und|et)"
_NAME_WORD = r"(?:[A-ZÀ-ÞŁŠŽČĆ][\w.'’-]*|al-\w+)"
NAME = rf"{_NAME_WORD}(?:\s+(?:{_PARTICLE}\s+)*{_NAME_WORD}){{1,4}}"
_BYLINE = re.compile(
    r"(?P<cue>(?:(?i:(?:written|reported|story|words|text|analysis|opinion|commentary|column|"
    r"review|posted|"
    r"published|contributed|an?\s+\w+)\s+)?(?i:by)|(?i:von|author|authors|autor|auteur|writer|"
    r"reporter)\s*:?|"
    r"(?:Par|Por|Di|Door)))\s*:?\s+"
    rf"(?P<names>{NAME}(?:\s*(?:,|,?\s+and|&|,?\s+und|,?\s+et|,?\s+y)\s+{NAME}){{0,5}})"
    r"(?P<rest>(?:\s*[,|·•/—–(-]\s*.{2,90}|\s+(?i:in|for|at|on|is|staff|special|updated|"
    r"published)\b.{2,80})?)"
)
_ORGANISATION = re.compile(
    rf"\b(?:{AGENCIES}|Press|News|Times|Post|Herald|Journal|Magazine|Agency|Correspondent|Staff|"
    r"Editor|Writer|Reporter|Columnist|Director|Manager|Officer|President|Founder|Analyst|Contributor|"
    r"Specialist|Strategist|Consultant|Producer|Expert|CNN|BBC|NBC|CBS|ABC|NPR|Fox)\b"
)
# "By Day Seven, however, …" is no byline.
_SENTENCE_WORDS = re.compile(
    r"\b(?:however|though|was|were|is|had|has|said|says|notes?|when|which|took|will|would|but|"
    r"that)\b|"
    r"\bwho\s"
)
_BYLINE_NAME = re.compile(NAME)
# Papers without bylines end the standfirst so: "… for your garden, says JANE DOE".
_SIGNED_STANDFIRST = re.compile(
    rf",\s+(?:(?:writes|reports)\s+(?P<writer>{NAME})|"
    r"(?:writes|reports|says|asks|argues|explains)\s+"
    r"(?P<capitals>[A-ZÀ-Þ][A-ZÀ-Þ.'’-]+(?:\s+[A-ZÀ-Þ][A-ZÀ-Þ.'’-]*){1,3}))\.?$"
)


def byline_names(text: str) -> str | None:
    """The names in a byline such as "By Jane Doe, Associated Press", or None if it is none."""
    first, *rest = text.split("\n")
    if rest and all(date_line(line) for line in rest):
        text = first
    if len(text) > BYLINE_LIMIT or text.endswith(("?", "!")):
        return None
    match = _BYLINE.fullmatch(re.sub(r"\s+,", ",", text))
    if match is None:
        return None
    if _SENTENCE_WORDS.search(match["rest"]):
        return None
    names = match["names"].split(",")
    while len(names) > 1 and _ORGANISATION.search(names[-1]):
        names.pop()
    return ",".join(names).strip()


def author_in_standfirst(text: str) -> str | None:
    """The author whom the line under the title names at its end."""
    match = _SIGNED_STANDFIRST.search(text.strip()[-120:])
    return (match["writer"] or match["capitals"].title()).rstrip(".") if match else None


def is_name(text: str) -> bool:
    """Whether this is a name of two to five words and nothing else."""
    return len(text) <= 60 and bool(_BYLINE_NAME.fullmatch(text))
