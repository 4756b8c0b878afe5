# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Lines that stand under pictures, told from the credit in them."""

import re

from reader.formats.structure.outlets import AGENCIES

#: A longer block is no caption.
CAPTION_LIMIT = 800

_CREDIT_WORD = (
    r"(?:(?:file|stock|main|lead|cover|header|featured) )?"
    r"(?:photo(?:graph)?|image|picture|pic|illustration|graphic|screenshot|portrait|"
    r"screengrab|"
    r"photo illustration|artwork|credit|foto|bild|grafik|crédit|imagen|video)s?"
    r"(?: credit| illustration| courtesy)?"
)
# "Photo: AFP" may follow on a sentence without a stop; "photo by …" must begin one, or it is the
# end of the author's own.
_CAPTION_END = re.compile(
    rf"(?:(?:^|[.!?\"”’)|(\[]\s*){_CREDIT_WORD}\s*(?:courtesy\s+)?(?::|\b(?:by|courtesy of|via|"
    rf"from)\b)"
    rf"|\s(?=(?-i:[A-Z])){_CREDIT_WORD}\s*:)"
    r"\s*(?P<credit>(?:[^.!?;:]|(?<=\b[A-Z])\.(?=\s)){2,90})\.?[)\]]?$",
    re.IGNORECASE,
)
_CAPTION_PARENTHESIS = re.compile(
    rf"[(\[](?:[^()\[\]]{{0,60}}(?:/|via |©|photo|image|courtesy|handout)[^()\[\]]{{0,60}}|"
    rf"(?:{AGENCIES})(?:\s*/[^()]{{1,60}}))[)\]]\.?$",
    re.IGNORECASE,
)
_CREDIT_IN_PARENTHESIS = re.compile(
    rf"\b(?:{AGENCIES})\b|\bphoto|\bimage|\bcourtesy\b|\bhandout\b|"
    rf"^[(\[][A-Z][\w.-]+ [A-Z][\w. -]+/"
)
_CAPTION_AGENCY = re.compile(
    rf"(?:[A-ZÀ-Þ][\w.'’-]+(?: [A-ZÀ-Þ][\w.'’-]+){{0,3}}\s*/\s*)+"
    rf"(?:{AGENCIES})(?:\s*/\s*[\w .-]{{2,40}})*(?: via (?:{AGENCIES}))?\.?$"
)
_ONLY_CREDIT = re.compile(
    rf"(?:(?:©|\(c\)|copyright)\s*)?(?:{_CREDIT_WORD})?\s*[:/]?\s*(?:(?:19|"
    rf"20)\d\d\s+)?(?:{AGENCIES})"
    rf"(?:\s*/\s*[\w .-]{{2,60}})*",
    re.IGNORECASE,
)
# What some sites write before the caption itself, for those who cannot see the picture.
_PICTURE_LABEL = re.compile(
    r"(?:image\s+(?:copyright|source|caption)\b|media\s+(?:caption|playback)\b|(?:hide|toggle|"
    r"show)\s+"
    r"caption\b|enlarge\s+this\s+image\b|file\s*(?:photo)?\s*(?:[-–—:]|\()\s*(?:in\s+this|an?|"
    r"the)\b)",
    re.IGNORECASE,
)
_CAPTION_START = re.compile(
    rf"(?:{_CREDIT_WORD})\s*(?:by|courtesy of|courtesy|via|:)\s+\S.{{1,120}}", re.IGNORECASE
)

_CREDIT_WORDS = re.compile(
    r"of|the|for|via|by|and|from|at|in|on|with|de|van|von|der|la|le", re.IGNORECASE
)


def is_caption(text: str) -> bool:
    """Whether the block stands under a picture: it ends with, or is, a picture credit."""
    if len(text) > CAPTION_LIMIT:
        return False
    if _PICTURE_LABEL.match(text):
        return True
    if _ONLY_CREDIT.fullmatch(text) or (len(text) <= 150 and _CAPTION_START.fullmatch(text)):
        return True
    match = _CAPTION_END.search(text)
    if match and match["credit"][0].isupper() and _is_credit(match["credit"]):
        return True
    match = _CAPTION_PARENTHESIS.search(text)
    if match and len(text) <= 500 and _CREDIT_IN_PARENTHESIS.search(match.group()):
        return True
    return bool(_CAPTION_AGENCY.search(text))


def _is_credit(text: str) -> bool:
    """Whether this is names, rather than the sentence that was run together with a credit."""
    plain = (
        word for word in text.split() if word[0].islower() and not _CREDIT_WORDS.fullmatch(word)
    )
    return sum(1 for _ in plain) <= 1
