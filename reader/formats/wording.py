# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What a block is, told from its wording alone: furniture, notes, captions, bylines, datelines.

Every rule is about how newspapers and blogs write, not about one page. A rule that could hit a
sentence of the author's is anchored to the whole block or its length is bounded.
"""

import re

from reader.formats.dates import date_line, is_clock_line

#: Page furniture is short.
FURNITURE_LIMIT = 350
CALL_LIMIT = 180
CAPTION_LIMIT = 800
NOTE_LIMIT = 1500
BYLINE_LIMIT = 160

_AGENCIES = (
    r"AFP|AP(?: Photo)?|Associated Press|Reuters|Getty(?: Images)?|EPA(?:-EFE)?|EFE|dpa|TASS|"
    r"Xinhua|"
    r"Bloomberg|Shutterstock|iStock|Alamy|Zuma|Anadolu|ANSA|PA(?: Wire| Images)?|UPI|NurPhoto|"
    r"Unsplash|"
    r"Pexels|Pixabay|Flickr|Wikimedia(?: Commons)?|Creative Commons|Handout|Sipa|Imago|SOPA Images|"
    r"picture alliance|Magnum|Corbis|Avalon|Photoshot|Kyodo|Yonhap|RIA Novosti|Sputnik|"
    r"CC BY[\w .-]*"
)
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
    rf"(?:{_AGENCIES})(?:\s*/[^()]{{1,60}}))[)\]]\.?$",
    re.IGNORECASE,
)
_CREDIT_IN_PARENTHESIS = re.compile(
    rf"\b(?:{_AGENCIES})\b|\bphoto|\bimage|\bcourtesy\b|\bhandout\b|"
    rf"^[(\[][A-Z][\w.-]+ [A-Z][\w. -]+/"
)
_CAPTION_AGENCY = re.compile(
    rf"(?:[A-ZÀ-Þ][\w.'’-]+(?: [A-ZÀ-Þ][\w.'’-]+){{0,3}}\s*/\s*)+"
    rf"(?:{_AGENCIES})(?:\s*/\s*[\w .-]{{2,40}})*(?: via (?:{_AGENCIES}))?\.?$"
)
_ONLY_CREDIT = re.compile(
    rf"(?:(?:©|\(c\)|copyright)\s*)?(?:{_CREDIT_WORD})?\s*[:/]?\s*(?:(?:19|"
    rf"20)\d\d\s+)?(?:{_AGENCIES})"
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
    r"promoted|advertisement\s+continue\s+reading.{0,40}|slideshow\b.{0,30}|"
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
    rf"\b(?:{_AGENCIES}|Press|News|Times|Post|Herald|Journal|Magazine|Agency|Correspondent|Staff|"
    r"Editor|Writer|Reporter|Columnist|CNN|BBC|NBC|CBS|ABC|NPR|Fox)\b"
)
# "By Day Seven, however, …" is no byline.
_SENTENCE_WORDS = re.compile(
    r"\b(?:however|though|was|were|is|had|has|said|says|notes?|when|which|took|will|would|but|"
    r"that)\b|"
    r"\bwho\s"
)
_OUTLET_LINE = re.compile(
    r"(?:the\s+)?(?:USA\s?TODAY|Associated\s+Press|AP|Reuters|AFP|BBC(?:\s+News)?|CNN|Fox\s+News|"
    r"NPR|"
    r"Bloomberg|Guardian|Washington\s+Post|New\s+York\s+Times|Wall\s+Street\s+Journal|Politico|"
    r"HuffPost|Al\s+Jazeera|DPA|TASS|Xinhua|UPI)(?:\s+(?:News|staff|opinion(?:\s+contributor)?))?",
    re.IGNORECASE,
)
_BYLINE_NAME = re.compile(NAME)
# Papers without bylines end the standfirst so: "… for your garden, says JANE DOE".
_SIGNED_STANDFIRST = re.compile(
    rf",\s+(?:(?:writes|reports)\s+(?P<writer>{NAME})|"
    r"(?:writes|reports|says|asks|argues|explains)\s+"
    r"(?P<capitals>[A-ZÀ-Þ][A-ZÀ-Þ.'’-]+(?:\s+[A-ZÀ-Þ][A-ZÀ-Þ.'’-]*){1,3}))\.?$"
)
_TIME_LINE = re.compile(
    r"(?:first\s+|last\s+)?(?:updated|published|posted)\s*(?::|\b(?:at|on)\b).{2,60}", re.IGNORECASE
)
_DATELINE = re.compile(
    r"[A-ZÀ-Þ][A-ZÀ-Þ .'’-]{2,30}(?:,\s*[A-ZÀ-Þ][\w .]{1,30})?(?:,\s*[A-Z][a-z]{2,8}\.?\s+\d{1,2})?"
    r"(?:\s*\([A-Z][\w .]{1,30}\))?\s*[—–-]"
)


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


def is_note(text: str) -> bool:
    """Whether the block is the editors speaking: a note, a correction, a disclaimer, a sign-off."""
    if len(text) > NOTE_LIMIT:
        return False
    if _NOTE_START.match(text) or _NOTE_SENTENCE.match(text):
        return True
    return len(text) <= 500 and bool(_NOTE_ANYWHERE.search(text) or _AUTHOR_NOTE.match(text))


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


def is_outlet(text: str) -> bool:
    """Whether a line is only the name of a large agency or paper."""
    return bool(_OUTLET_LINE.fullmatch(text))


def is_name(text: str) -> bool:
    """Whether this is a name of two to five words and nothing else."""
    return len(text) <= 60 and bool(_BYLINE_NAME.fullmatch(text))


def is_dateline(text: str) -> bool:
    """Whether the block is only a place and a day, "KYIV, March 3 (Reuters) —", or an hour."""
    if len(text) > 80:
        return False
    timed = _TIME_LINE.fullmatch(text) and any(character.isdigit() for character in text)
    return bool(timed or _DATELINE.fullmatch(text) or is_clock_line(text))
