# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Blocks in which the editors speak: notes, corrections, disclaimers, sign-offs."""

import re

#: A longer block is no note.
NOTE_LIMIT = 1500

_NOTE_START = re.compile(
    r"[\[(*_]*\s*(?:(?:editor(?:s|ial|['’]s|s['’])?|author(?:s|['’]s|s['’])?|publisher(?:['’]s)?|"
    r"translator(?:['’]s)?)"
    r"\s+notes?|notes?\s+(?:from|by)\s+the\s+editors?|note\s+to\s+(?:our\s+)?readers|"
    r"correction(?:s)?|"
    r"clarification|disclaimer|disclosure|update|retraction|anm(?:erkung)?\.?\s*d(?:er|"
    r"\.)\s*red(?:aktion|\.)|"
    r"hinweis\s+der\s+redaktion|note\s+de\s+la\s+rédaction|nota\s+del\s+editor|trigger\s+warning)"
    r"\s*(?:\([^)]{1,40}\)|[,\d][^:]{0,40})?\s*[:—–-]",
    re.IGNORECASE,
)
_NOTE_SENTENCE = re.compile(
    r"^[\[(*_]*\s*(?:"
    r"(?:an?\s+)?(?:earlier|previous|original)\s+version\s+of\s+this\s+(?:article|story|post|"
    r"report|piece|column)|"
    r"this\s+(?:article|story|report|piece)\s+(?:about|on)\s.{3,120}\swas\s+(?:written|produced|"
    r"first)|"
    r"this\s+(?:article|story|post|piece|report|page|column|text|essay|interview|headline|"
    r"transcript|op-ed)\s+"
    r"(?:was|has\s+been|had\s+been|is|were|has|originally|first)\s+(?:\w+ly\s+|first\s+|also\s+|"
    r"since\s+)?"
    r"(?:been\s+)?(?:updated|amended|corrected|edited|published|republished|produced|translated|"
    r"adapted|"
    r"appeared|excerpted|written\s+by|part\s+of\s+(?:a|the|our)\s+\w+\s+(?:series|project|"
    r"package)|sponsored|"
    r"reprinted|reproduced|clarified|revised)|"
    r"(?:the\s+)?(?:views|opinions)(?:,?\s+(?:and|or)\s+(?:views|opinions|statements|facts))?,?\s+"
    r"(?:expressed|presented|stated|contained|held|in\s+this)"
    r"(?=.{0,200}\b(?:own|authors?|columnists?|writers?|contributors?|solely|alone|not|his|hers|"
    r"theirs|mine|those\s+of)\b)|"
    r"opinions\s+are\s+(?:his|her|their|my)\s+own|"
    r"(?:this|the)\s+(?:article|piece|column|essay|commentary|op-ed)\s+(?:only\s+|"
    r"solely\s+)?(?:expresses|"
    r"reflects|represents)\s+(?:only\s+|solely\s+)?(?:the\s+)?(?:personal\s+)?(?:opinions?|views?)|"
    r"the\s+author['’]?s?['’]?\s+(?:views|opinions)\s+(?:are|do)|"
    r"(?:additional\s+|with\s+)?report(?:ing|ed)\s+by\s+[A-Z]|"
    r"(?:the\s+)?[A-Z][\w .,&’'-]{2,250}\s+contributed\s+(?:reporting\s+)?to\s+this\s+(?:report|"
    r"story|article)|"
    r"(?:originally|first)\s+published\s+(?:in|on|at|by)\b|"
    r"reprinted\s+(?:with|by)\s+permission)",
    re.IGNORECASE,
)
_NOTE_ANYWHERE = re.compile(
    r"\b(?:do(?:es)?|may|might|need|should)\s+not\s+(?:necessarily\s+)?(?:reflect|represent|"
    r"coincide\s+with|"
    r"be\s+(?:those|taken\s+as))\s+(?:\w+\s+){0,4}(?:views?|opinions?|position|policy|policies|"
    r"stance|those)\b",
    re.IGNORECASE,
)
_AUTHOR_NOTE = re.compile(
    r"^\W{0,3}(?-i:[A-ZÀ-Þ])[\w.'’-]+(?:\s+(?-i:[A-ZÀ-Þ])[\w.'’-]+){1,4},?\s+(?:is|was)\s+(?:an?|"
    r"the)\s"
    r"[^!?]{5,400}(?:\bfollow\s+(?:him|her|them|me)\b|@\w{3,}|\b(?:reach|contact|"
    r"e-?mail)\s+(?:him|her|"
    r"them)\b|\be-?mail\s+address\b)",
    re.IGNORECASE,
)


def is_note(text: str) -> bool:
    """Whether the block is the editors speaking: a note, a correction, a disclaimer, a sign-off."""
    if len(text) > NOTE_LIMIT:
        return False
    if _NOTE_START.match(text) or _NOTE_SENTENCE.match(text):
        return True
    return len(text) <= 500 and bool(_NOTE_ANYWHERE.search(text) or _AUTHOR_NOTE.match(text))
