# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Readers' comments below an article, told from what they are named, typed or headed."""

import re
from typing import TYPE_CHECKING

from reader.formats.page.tree import BLOCK_TAGS, remove, tag_of, text_of

if TYPE_CHECKING:
    from lxml.etree import _Element

#: A heading that says how many comments there are is no longer.
HEADING_LIMIT = 60

_WORD = (
    r"comments?|kommentare?|leserkommentare?|leserbriefe?|commentaires?|comentarios?|coment[aá]rios?|"
    r"commenti|commento|reacties|reactie|kommentarer|kommentit|kommentti|komentarze|komentarz|"
    r"koment[aá][rř]e?|комментари[ий]|коментари|коментарі|yorum(?:lar)?|σχ[οό]λια|评论|評論|コメント|댓글"
)
# As a word of a class or identifier; the words in which there is a further one are "CommentBox",
# "comment-list", "wp_comments"; not "commentary" or "recommented".
_NAMED = re.compile(
    rf"(?<![a-zà-ÿ])(?:{_WORD}|commentlist|commentform|commenttext|respond|responses|replies|"
    r"disqus|shoutbox|guestbook|hyvor|utterances|giscus|isso-thread|livefyre|coral-?talk|antworten|"
    r"réponses|reponses|respuestas|risposte)(?![a-zà-ÿ])"
)
# What is only about comments, and the names that pages as a whole bear.
_ABOUT = re.compile(
    r"(?:no|has|with|without|hide|show|enable|disable|open|closed?)[-_]comments?|"
    r"comments?[-_](?:open|closed?|enabled|disabled|off|on)"
)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_TYPES = re.compile(r"(?:^|[\s/:])(?:Comment|UserComments)(?:$|\s)")
_HEADING = re.compile(
    rf"(?:(?:all|top|readers?['’]?|user|your|our\s+readers['’]?)\s+)?(?:\(?\d[\d.,]*\)?\s+)?"
    rf"(?:{_WORD}|responses?|repl(?:y|ies)|r[ée]ponses?|respuestas?|antworten|risposte)"
    r"(?:\s*[:(]?\s*\d[\d.,]*\s*\)?)?(?:\s+(?:(?:to|on|auf|zu|à|a|sur|en)\s+.{1,60}))?\s*:?|"
    r"(?:leave|post|write|add)\s+(?:a|your)\s+(?:comment|reply)|join\s+the\s+(?:discussion|"
    r"conversation)|what\s+(?:our\s+)?readers\s+(?:say|think)|"
    r"(?:schreiben?\s+sie\s+einen|einen)\s+kommentar(?:\s+schreiben)?|laisser\s+un\s+commentaire|"
    r"deja\s+(?:un\s+comentario|una\s+respuesta)",
    re.IGNORECASE,
)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "summary", "legend"})
# Elements that hold something; a heading or a link may be named after what it leads to.
_HOLDERS = (BLOCK_TAGS - {"html", "body", "main", "hr", "caption"}) | {"comment-list", "comments"}


def remove_comments(root: "_Element") -> None:
    """Take the comments out of a page that has not been searched for its article yet."""
    for node in [node for node in root.iter() if is_comment(node)]:
        if not _holds_article(node):
            remove(node)
    for heading in [node for node in root.iter(*_HEADINGS) if _heads_comments(node)]:
        _remove_headed(heading)


def is_comment(node: "_Element") -> bool:
    """Whether an element is named or typed as a comment, or as what holds comments."""
    tag = tag_of(node)
    if tag in {"", "html", "body", "main", "meta", "link", "script"}:
        return False
    if "comment" in (node.get("itemprop") or "").lower().split():
        return True
    if _TYPES.search(f"{node.get('itemtype') or ''} {node.get('typeof') or ''}"):
        return True
    if (node.get("role") or "").lower() == "comment":
        return True
    if tag not in _HOLDERS and "-" not in tag:
        return False
    names = (
        tag if "-" in tag else "",
        node.get("class"),
        node.get("id"),
        node.get("data-component"),
    )
    return any(_is_named(name) for name in " ".join(filter(None, names)).split())


def _is_named(name: str) -> bool:
    plain = _CAMEL.sub("-", name).lower()
    return bool(_NAMED.search(plain)) and not _ABOUT.search(plain)


def _holds_article(node: "_Element") -> bool:
    """Whether the main heading or the declared text is in it: then only its name is of comments."""
    return any(
        tag_of(inner) in {"h1", "main"} or "articleBody" in (inner.get("itemprop") or "")
        for inner in node.iter()
    )


def _heads_comments(heading: "_Element") -> bool:
    text = text_of(heading)
    return 0 < len(text) <= HEADING_LIMIT and bool(_HEADING.fullmatch(text))


def _remove_headed(heading: "_Element") -> None:
    """Take out a heading of comments and all that it heads."""
    top = heading
    parent = top.getparent()
    # What begins with the heading is its section.
    while parent is not None and tag_of(parent) not in {"body", "html", "main"}:
        first = next((child for child in parent if text_of(child)), None)
        if first is not top or (parent.text or "").strip():
            break
        top, parent = parent, parent.getparent()
    if parent is None:
        return
    for node in [top, *_until_heading(top)]:
        remove(node)


def _until_heading(top: "_Element") -> list["_Element"]:
    """What follows up to the next heading of the same or a higher level."""
    level = tag_of(top)
    found = []
    for node in top.itersiblings():
        tag = tag_of(node)
        if _holds_article(node) or (tag in _HEADINGS and tag <= level):
            break
        found.append(node)
    return found if level in _HEADINGS else []
