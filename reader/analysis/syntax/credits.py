# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The part of a block in which names can be actors: without credits, datelines and links."""

import re
from typing import TYPE_CHECKING

from reader.analysis.syntax.sentences import ParsedBlock
from reader.document import BlockKind

if TYPE_CHECKING:
    from spacy.tokens import Token

_CREDIT = re.compile(
    r"(?:\b(?:photo(?:graph)?s?|pictures?|images?|credits?|illustration|video)(?: credit)?"
    r"\s*(?::|\bby\b|\bcourtesy\b)|©|\(c\)|\bcourtesy of\b).*",
    re.IGNORECASE,
)
# "… in Rome on Friday. REUTERS/N. N./File Photo": capitals and strokes up to the end.
_AGENCY = re.compile(
    r"(?:^|(?<=[.!?”\"’]\s))(?=[^/]{2,60}/)"
    r"[A-Z][\w.’'&-]*(?:(?:/|,? (?:via )?(?:- )?)[A-Z][\w.’'&-]*){1,14}\s*$"
)
# A place and an agency before the text: "HAMBURG, Germany (Reuters) - …".
_DATELINE = re.compile(
    r"^\s*[A-Z][A-Z.’' -]+(?:, [\w .]{2,20})?(?: \([\w ]{2,20}\))? ?(?:—|–|-{1,2}) "
)
# What stands before the words of a saved page's caption.
_CAPTION = re.compile(
    r"^\s*(?:(?:image|media|video) (?:copyright|source|playback)\b.{0,60}?)?"
    r"(?:image|media|video) caption:?\s+|^\s*(?-i:CLOSE )",
    re.IGNORECASE,
)
_BY = re.compile(r"^\s*(?:written |reporting |edited )?by\s+\S", re.IGNORECASE)
_CONTRIBUTED = re.compile(
    r"\bcontributed (?:reporting )?(?:to|for) this (?:report|article|story)\b|^\s*contributing\s*:",
    re.IGNORECASE,
)
# "N. N. reported from Oslo.", "Follow N. N. on …": whoever made the text, not whom it is about.
_CREDITED = re.compile(
    r"^(?:\W*(?:on \w+,? )?follow\b.*|.*\bcontributed (?:reporting )?(?:from|to)\b.*"
    r"|.{0,60}\breported from\b.{0,40})$",
    re.IGNORECASE | re.DOTALL,
)
# Buttons and links in the middle of the text, with the names of what they lead to.
_LINK = re.compile(
    r"^\s*(?:(?:enlarge this image|(?:hide|toggle) caption)\b|(?-i:JUST WATCHED|MUST WATCH)\b"
    r"|[^|]*\|[^|]*\bread more\s*$|image copyright\b.{0,60}$)",
    re.IGNORECASE,
)


def named_part(block: ParsedBlock) -> tuple[int, int]:
    """Where names count, as offsets in the block's text (half-open); (0, 0) for nowhere."""
    text = block.text
    if _BY.match(text[:40]) or _CONTRIBUTED.search(text, max(0, len(text) - 80)):
        return 0, 0
    caption = _CAPTION.match(text)
    if caption is None and (_LINK.match(text) or _CONTRIBUTED.match(text)):
        return 0, 0
    dateline = _DATELINE.match(text)
    begin = max((found.end() for found in (caption, dateline) if found), default=0)
    credit = _CREDIT.search(text, caption.end() if caption else 0)
    limit = credit.start() if credit and _is_credit(block, credit) else len(text)
    agency = _AGENCY.search(text)
    return begin, min(limit, agency.start()) if agency else limit


def credited(token: "Token") -> bool:
    """Whether a word stands in a line about whoever made the text or the pictures."""
    return _CREDITED.match(token.sent.text.strip()) is not None


def _is_credit(block: ParsedBlock, credit: "re.Match[str]") -> bool:
    """Captions may end in a credit; elsewhere only a line of nothing else is one."""
    return block.block.kind is BlockKind.CAPTION or not block.text[: credit.start()].strip()
