# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Page furniture, told from its wording alone: share bars, related links, calls to subscribe.

Every rule is about how newspapers and blogs write, not about one page. A rule that could hit a
sentence of the author's is anchored to the whole block or its length is bounded.
"""

import re

#: Page furniture is short.
FURNITURE_LIMIT = 350
CALL_LIMIT = 180

_SERVICE = (
    r"share|tweet|pin(?:\s?it)?|e-?mail|print|save|copy(?:\s+link)?|link|bookmark|like|post|send|"
    r"comments?|"
    r"facebook|twitter|x|linkedin|whatsapp|telegram|reddit|pinterest|tumblr|messenger|instagram|"
    r"youtube|"
    r"flipboard|google\+?|vk(?:ontakte)?|viber|line|pocket|stumbleupon|digg|threads|bluesky|"
    r"mastodon|rss|"
    r"follow|subscribe|more|text size|font size|aa?|login|log in|sign in|sign up|register|menu|"
    r"search|close|"
    r"next|previous|prev|back|home|reply|report|top|listen|play|pause|gift|translate|teilen|"
    r"drucken|merken|"
    r"partager|imprimer|compartir|imprimir|condividi"
)
_FURNITURE_WHOLE = re.compile(
    r"(?:"
    rf"(?:(?:{_SERVICE})(?:\s+(?:on|via|to|with|this|us|article|story|in|by|"
    rf"now))*+(?:[\s,|·•/+&>()\d:-]++|$))++|"
    r"share\s+(?:this|on|via|the|your|with)\b.{0,60}|follow\s+us\b.{0,100}|"
    r"(?:-{2,}\s*)?(?:advertisement|advertising|advert|ad|sponsored(?:\s+(?:content|by.{0,40}))?|"
    r"promoted|slideshow\b.{0,30}|ad(?:vert(?:isement)?)?[\s.:–—-]+(?:scroll\s+(?:down\s+)?to|"
    r"(?:(?:story|article|content)\s+)?continues?\s+(?:below|after|reading)).{0,40}|"
    r"anzeige|werbung|publicité|publicidad)s?(?:\s*-{2,})?\W*|"
    r"(?:story|article|content)?\s*continues?\s+(?:below|after|reading).{0,60}|skip\s+(?:to|"
    r"past)\s.{0,40}|"
    r"scroll\s+(?:down|to)\s.{0,40}|(?:back|return)\s+to\s+(?:the\s+)?top|about\s+the\s+authors?|"
    r"comments?\s*\(\d[^()]{0,20}\)|jump\s+to\s.{0,30}|"
    r"\d+\s*(?:min(?:ute)?s?\.?)\s*(?:read|listen|lesezeit)?|(?:reading|read)\s+time\W.{0,20}|"
    r"\d[\d.,]*\s*[km]?\s*(?:shares?|views?|comments?|likes?|reactions?|retweets?|followers?)|"
    r"(?:no|leave\s+a|post\s+a|add\s+a|view|show|hide|read|join\s+the)\s+(?:comments?|reply|"
    r"conversation|all\s+comments)\b.{0,30}|"
    r"comments?\s+(?:are\s+)?(?:closed|off|disabled).{0,40}|(?:log|sign)\s+in\s+to\s.{0,60}|"
    r"listen\s+to\s+(?:this|the)\s+(?:article|story|episode).{0,40}|print\s+this\s+(?:page|"
    r"article|post)|"
    r"(?:related|recommended|trending|popular|most\s+(?:read|popular|viewed|shared|commented)|"
    r"latest|top\s+stories|"
    r"more\s+(?:from|on|in|about)|you\s+(?:may|might)\s+(?:also\s+)?(?:like|be\s+interested)|"
    r"up\s+next|"
    r"editor['’]?s['’]?\s+(?:picks?|choice)|what\s+to\s+read\s+next|don['’]t\s+miss|keep\s+reading|"
    r"(?:more|other)\s+(?:(?-i:[A-Z])[\w.&'’-]*\s+){0,4}(?:top\s+)?stories|around\s+the\s+web|from\s+our\s+partners|other\s+news|recommended\s+for\s+you|"
    r"mehr\s+zum\s+thema|lesen\s+sie\s+auch|lire\s+aussi|à\s+lire\s+aussi|lea\s+también)"
    r"(?:\s+(?:articles?|stories|story|posts?|news|topics?|content|coverage|links?|reading|"
    r"videos?|now|this|"
    r"also|in|on|from|by|to|you|next|the|(?-i:[A-Z])[\w.&'’-]*))*+\s*[:»>→]?|"
    r"(?:tags?|topics?|keywords|filed\s+under|categor(?:y|ies)|posted\s+in|labels?|sections?|"
    r"schlagwörter)\s*:.{0,200}|"
    r"(?:home\s*)?(?:[>»/›]\s*[\w &'’-]{2,40}\s*){1,6}|"
    r"(?:terms|privacy|cookies?|contact(?:\s+us)?|about(?:\s+us)?|imprint|impressum|accessibility|"
    r"advertise(?:\s+with\s+us)?)(?:\s+(?:of|and|&)?\s*(?:use|service|policy|settings|notice|"
    r"conditions|"
    r"preferences|statement))*(?:\s*[|·•,/-].{0,120})?|"
    r"(?:©|\(c\)(?=.{0,60}(?:19|20)\d\d)|copyright\b).{0,200}|"
    r"(?:<https?://[^\s<>]{1,300}\.(?:gif|jpe?g|png)[^\s<>]{0,300}>\s*){1,9}|next\s+page\s*:.{0,60}|"
    r".{0,120}\ball\s+rights\s+reserved\b.{0,100}"
    r")",
    re.IGNORECASE | re.DOTALL,
)
_FURNITURE_START = re.compile(
    r"^[\W_]*(?:"
    r"(?:(?:also\s+)?(?:read|watch|view|listen|hear)|see(?=\s+(?:also|more))|"
    r"more(?=\s+(?:on|from|in|about|at|news|stories|coverage|reading)|:(?=\S))|"
    r"related|recommended|in\s+pictures|"
    r"explore|must[- ]read|don['’]t\s+miss|lesen\s+sie\s+auch|(?:à\s+)?lire\s+aussi|lea\s+también|"
    r"leggi\s+anche|"
    r"(?:read|see|watch|listen)\s*[-/,&]\s*(?:read|see|watch|listen))"
    r"(?:\s+(?:more|also|next|now|on|here|this|too|our|full|the|story|stories|article|articles|"
    r"coverage|"
    r"below|reading|about|from|related|news|at|in|[A-Z][\w.&’']*)){0,6}\s*[:»|→]|"
    r"(?:please\s+)?(?:sign\s+up|subscribe|register)\b(?=.{0,160}\b(?:newsletter|e-?mails?|"
    r"alerts?|updates?|"
    r"briefing|podcast|channel|notifications?|inbox|digest|magazine|today|access|offer)\b)|"
    r"(?:get|receive)\s+(?:the\s+|our\s+|all\s+|your\s+|more\s+)?(?:\w+\s+){0,6}(?:delivered|sent|"
    r"in|to|straight)"
    r"\s+(?:\w+\s+){0,4}inbox|"
    r"(?:join|follow|find|like|add|visit)\s+(?:us|our|[A-Z][\w .&]{1,40})\s+(?:(?:news\s+)?on|at|"
    r"in|via|telegram|"
    r"whatsapp|facebook|channel)\b.{0,120}(?:facebook|twitter|instagram|telegram|whatsapp|youtube|"
    r"google\s+news|"
    r"linkedin|channel|tiktok|\bx\b)|"
    r"(?:download|install|get)\s+(?:the|our)\s+(?:[\w.]+\s+){0,3}app\b|"
    r"(?:by\s+)?(?:click(?:ing)?|tap(?:ping)?)\s+(?:here|on|the|subscribe|sign|below)\b|"
    r"(?:we|this\s+(?:web)?site|our\s+(?:web)?site)\s+(?:and\s+our\s+partners\s+)?uses?\s+cookies|"
    r"by\s+(?:continuing|using|clicking|signing|subscribing|submitting|"
    r"entering)\b.{0,80}\b(?:agree|accept|consent)|"
    r"(?:accept|manage|reject)\s+(?:all\s+)?cookies|"
    r"(?:support|donate\s+to|help\s+us|become\s+a\s+(?:member|subscriber|supporter|patron))\b"
    r"(?=.{0,200}\b(?:journalism|donat|member|subscri|patreon|contribut|reader-supported|"
    r"independent))|"
    r"(?:do\s+you\s+have|have|got|send\s+us)\s+(?:an?\s+|your\s+)?(?:\w+\s+){0,3}(?:tip|story|"
    r"news|thoughts|views|letter)s?"
    r"\b(?=.{0,200}(?:@|contact|e-?mail|let\s+us\s+know|get\s+in\s+touch|\?))|"
    r"(?:to\s+(?:comment|contact|submit|subscribe|unsubscribe|read\s+more)|unsubscribe\b|"
    r"enter\s+your\s+e-?mail|"
    r"you(?:['’]re|\s+are)\s+receiving\s+this|our\s+mailing\s+address\s+is|"
    r"this\s+e-?mail\s+was\s+sent\s+to|please\s+do\s+not\s+reply\s+to\s+this|"
    r"[\w.-]{2,40}\s+mailing\s+list\s+[\w.-]+@|"
    r"add\s+us\s+to\s+your\s+address\s+book|want\s+to\s+change\s+how\s+you\s+receive|"
    r"(?:view|read)\s+(?:this|the)\s+(?:e-?mail|message|newsletter|page)\s+in\b|"
    r"republish\s+(?:this|our)\s+(?:articles?|story|stories)\b|"
    r"(?:.{0,80}\b)?we\s+have\s+a\s+(?:small|quick)\s+favou?r\s+to\s+ask|"
    r"(?:hide|show)\s+caption|thanks\s+for\s+(?:reading|subscribing)|"
    r"thank\s+you\s+for\s+(?:signing|subscribing)|already\s+(?:a\s+)?(?:subscrib|member|"
    r"registered)|"
    r"forgot\s+(?:your\s+)?password|create\s+(?:an?\s+)?(?:free\s+)?account)\b"
    r")",
    re.IGNORECASE,
)
# "Read more: …" has its link behind it.
_LINK_HERE = re.compile(r"[:»|→]\s*\w")
_LINKS_HEAD = re.compile(
    r"[\W_]*(?:related|recommended|trending|popular|most\s+(?:read|popular|viewed)|read\s+(?:more|"
    r"next|also)|"
    r"also\s+read|see\s+also|more\s+(?:from|on|in|stories)|you\s+(?:may|might)|up\s+next|"
    r"editor['’]?s['’]?\s+picks?|what\s+to\s+read|top\s+stories|other\s+news|latest)\b",
    re.IGNORECASE,
)
_LINKS_LABEL = re.compile(r"(?:(?:read|see)\s+)?(?:more|also|related)\s*:", re.IGNORECASE)
_APPEAL = re.compile(r"\bwe\s+have\s+a\s+(?:small|quick)\s+favou?r\s+to\s+ask\b", re.IGNORECASE)
_END_HEADING = re.compile(
    r"about\s+the\s+authors?|(?:read|see)\s+more|.{0,80}\bfavou?r\s+to\s+ask\b.{0,20}",
    re.IGNORECASE,
)
_CONSENT = re.compile(
    r"\W*(?:we\b|this\s|our\s|by\s|you\b|accept|please\s+(?:sign|subscribe)|copyright|©)",
    re.IGNORECASE,
)
_CONTRIBUTE = re.compile(
    r"\b(?:wish|want|like|interested|would\s+like|willing|invite)\b.{0,80}\b(?:contribut\w*|"
    r"submit\w*|pitch\w*|"
    r"write\s+for|respond\w*)\b.{0,160}(?:@|\bcontact\b|\breach\s+out\b|\be-?mail\b|"
    r"\bget\s+in\s+touch\b|"
    r"\bguidelines\b|\bclick\b)",
    re.IGNORECASE,
)
_FONT_SIZE = re.compile(
    r"(?=.*(?:\dp[xt]|[+−↺⟳]|\b[aA]\b))(?:p[xt]|text|font|size|small|large|zoom|[aA]|\W|\d|_)*+"
)
_SYMBOLS = re.compile(r"[\W_]+")


def is_furniture(text: str) -> bool:
    """Whether the block is page furniture: share bars, related links, calls to subscribe."""
    if len(text) > FURNITURE_LIMIT:
        return False
    if _SYMBOLS.fullmatch(text) or (len(text) <= 40 and _FONT_SIZE.fullmatch(text)):
        return True
    if _FURNITURE_WHOLE.fullmatch(text) or _CONTRIBUTE.search(text):
        return True
    # Behind a call that was run together with it, a longer block holds the author's own sentence.
    brief = len(text) <= CALL_LIMIT or _CONSENT.match(text)
    return bool(brief and _FURNITURE_START.match(text))


def is_links_label(text: str) -> bool:
    """Whether a heading only announces links, which may be gone."""
    return bool(_LINKS_LABEL.fullmatch(text))


def begins_appeal(text: str) -> bool:
    """Whether the outlet asks its readers for something here, as some do to the end of the page."""
    return bool(_APPEAL.search(text))


def heads_links(text: str) -> bool:
    """Whether what follows this furniture is a list of other articles."""
    return len(text) <= 60 and bool(_LINKS_HEAD.match(text)) and not _LINK_HERE.search(text)


def ends_article(text: str) -> bool:
    """Whether a heading near the end stands above what is no more of the article."""
    plain = text.strip(" .:»>")
    return bool(_END_HEADING.fullmatch(plain)) or (heads_links(text) and is_furniture(text))
