# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Posts of others that a page shows: each is a quotation with its own line of who posted it."""

import re
from typing import TYPE_CHECKING

from reader.formats.page.tree import BLOCK_TAGS, DROPPED, names_of, tag_of, text_of

if TYPE_CHECKING:
    from lxml.etree import _Element

#: A longer quotation is no post.
POST_LIMIT = 6000

_NAMES = re.compile(
    r"(?:^|[\s_-])(?:(?:twitter|tumblr)-(?:tweet|post|video)|mastodon-(?:embed|post)|"
    r"instagram-media|"
    r"fb-(?:post|video|xfbml-parse-ignore)|bluesky-embed|tiktok-embed|reddit-(?:embed-bq|card)|"
    r"text-post-media|vk-post|telegram-post|embedded-post|(?:embed(?:ded)?-)?tweet)(?:$|[\s_-])"
)
# A link to one post, by the shape of its address: "/name/status/1", "/@name/1", "/p/code/".
_POST_ADDRESS = re.compile(
    r"//[^/]+/(?:@?[\w.%-]+/(?:status(?:es)?|posts?|videos?|photos)/[\w:.-]+|"
    r"@[\w.@%-]+/(?:post/)?[\w-]{6,}|"
    r"(?:p|reel|tv)/[\w-]{6,}|profile/[\w.:-]+/post/\w+|permalink\.php)"
)
_SIGNED = re.compile(r"[—–-]{1,2}\s*[^—–]{1,80}\(@[\w.]{1,40}(?:@[\w.-]{1,60})?\)\s*.{0,60}$")
# What asks to see the post where it was posted.
_INVITATION = re.compile(
    r"(?:view|see|watch|read)\s+(?:this\s+(?:post|photo|video)|more|it|profile)?\s*(?:on|at|"
    r"in)\s+[\w. ]{1,30}",
    re.IGNORECASE,
)
_SPACES = re.compile(r"[ \t\r\n\f]+")


def is_embedded_post(node: "_Element") -> bool:
    """Whether an element shows a post from another place, in its author's words."""
    tag = tag_of(node)
    if tag != "blockquote":
        return False
    if _NAMES.search(names_of(node)):
        return True
    text = text_of(node)
    if len(text) > POST_LIMIT:
        return False
    links = [link.get("href") or "" for link in node.iter("a")]
    dated = bool(links) and bool(_POST_ADDRESS.search(links[-1]))
    return dated and bool(_SIGNED.search(text))


def post_text(node: "_Element") -> str:
    """What a post says, line by line, with who posted it in the last."""
    from lxml import etree

    parts: list[str] = []
    walk = etree.iterwalk(node, events=("start", "end"))
    for event, piece in walk:
        tag = tag_of(piece)
        dropped = not tag or tag in DROPPED
        if event == "start":
            parts.append("\n" if tag in BLOCK_TAGS or tag == "br" else "")
            if dropped:
                walk.skip_subtree()
            else:
                parts.append(_SPACES.sub(" ", piece.text or ""))
        elif piece is not node:
            parts.append("\n" if tag in BLOCK_TAGS else "")
            parts.append(_SPACES.sub(" ", piece.tail or ""))
    lines = (line.strip() for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line and not _INVITATION.fullmatch(line))
