# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Saved web pages: nothing in them runs, nothing they name is fetched.

The article is found by `content`; where that finds little, trafilatura is asked for a second
opinion, which costs half a second for its import alone.
"""

import html
import logging
import re
from base64 import b64decode
from collections.abc import Sequence
from copy import deepcopy
from typing import TYPE_CHECKING
from urllib.parse import unquote

from reader.document.article import BlockKind
from reader.document.emphasis import safe_address
from reader.formats.draft import Draft, DraftBlock
from reader.formats.page.blocks import BlockWalker
from reader.formats.page.comments import remove_comments
from reader.formats.page.content import ATTEMPTS, ENOUGH_TEXT, find_article, text_length
from reader.formats.page.emphasis import styled_text
from reader.formats.page.metadata import article_body, read_metadata
from reader.formats.page.quoted import mark_quoted
from reader.formats.page.tree import BLOCK_TAGS, is_manageable, parse, prune, tag_of, text_of
from reader.formats.safe.encoding import decode, known_encoding
from reader.formats.safe.limits import PICTURE_LIMIT
from reader.formats.structure.pictures import PictureSource, no_pictures
from reader.formats.styled import found_again

if TYPE_CHECKING:
    from lxml.etree import _Element

#: With a smaller share of the page's running text the article may have been missed.
SUSPICIOUS_SHARE = 0.25
#: A paragraph that counts as running text is longer.
RUNNING_TEXT = 80
#: The second opinion must find this many times as much to be believed.
CLEAR_GAIN = 1.5
#: A page of more elements than this is not handed to the library, which may take minutes for it.
LIBRARY_LIMIT = 15_000

_LOG = logging.getLogger(__name__)
_CHARSET = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"^\s*<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w-]+)", re.IGNORECASE)
# Browsers and SingleFile note where they had a page from.
_SAVED_FROM = re.compile(
    r"<!--\s*(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url:\s*)(https?://[^\s>]{1,2000})"
)
_EMBEDDED = re.compile(r"data:[\w.+-]{1,40}/[\w.+-]{1,80};base64,[A-Za-z0-9+/=%]+")
_EMBEDDED_NAME = "embedded-file:"
_PICTURE_KINDS = frozenset({"data:image/png", "data:image/jpeg", "data:image/jpg"})
_ANY_TAG = re.compile(r"<(/?)([a-zA-Z!?][\w-]*)[^<>]*>")
_UNREAD = frozenset({"script", "style", "template", "title"})
_SECOND_KINDS = {
    "p": BlockKind.PARAGRAPH,
    "ab": BlockKind.PARAGRAPH,
    "head": BlockKind.HEADING,
    "item": BlockKind.LIST_ITEM,
    "quote": BlockKind.QUOTE,
    "cell": BlockKind.PARAGRAPH,
    "code": BlockKind.PARAGRAPH,
}


def decode_page(data: bytes, label: str | None = None) -> str:
    """The text of a page; `label` is the encoding named where the page came from."""
    declared = _CHARSET.search(data[:4096]) or _XML_ENCODING.search(data[:200])
    if declared:
        label = declared.group(1).decode("ascii", "replace")
    return decode(data, known_encoding(label)).text


def parse_page(
    text: str, pictures: PictureSource = no_pictures, address: str | None = None
) -> Draft:
    """Read the text of a page: its metadata, and the article on it.

    Args:
        text: The page.
        pictures: Those that came with it, by their addresses.
        address: Where it was, which its links are relative to.
    """
    draft = Draft()
    text, embedded = _without_embedded(text)

    def picture(address: str) -> bytes | None:
        return embedded(address) or pictures(address)

    root = parse(text)
    if root is None:
        return draft
    manageable = is_manageable(root)
    saved = _SAVED_FROM.search(text[:4096])
    draft.address = saved[1] if saved else None
    if manageable:
        remove_comments(root)
    read_metadata(draft, root, visible=manageable)
    if not manageable:
        draft.warnings.append("The page is so deep or so large that all of its text is shown.")
        _add_flat(draft, text)
        return draft
    stated = article_body(root)
    base = _base(root, address or draft.address)
    prune(root)
    running, whole = _running_text(root), len(text_of(root))
    parts, length = _find(root)
    if len(stated) > max(ENOUGH_TEXT, 2 * length):
        # The page fills itself in by a script, which is not run here.
        for paragraph in stated.split("\n"):
            draft.add(BlockKind.PARAGRAPH, paragraph)
        return draft
    missed = length < ENOUGH_TEXT and CLEAR_GAIN * length < whole
    if missed or length < SUSPICIOUS_SHARE * running:
        second = _second_opinion(root)
        if sum(len(block.text) for block in second.blocks) > CLEAR_GAIN * length:
            draft.blocks = second.blocks
            emphasise(draft.blocks, root, base)
            return draft
    BlockWalker(draft, picture, base).add(parts)
    return draft


def _base(root: "_Element", address: str | None) -> str:
    """What the links of a page are relative to."""
    own = next((node.get("href") for node in root.iter("base") if node.get("href")), "")
    return safe_address(own or "", address or "") or safe_address(address or "")


def emphasise(blocks: Sequence[DraftBlock], root: "_Element", base: str) -> None:
    """Give blocks that were read in another way the emphasis that their words have on the page."""
    found = found_again(styled_text(root, base), (block.text for block in blocks))
    for block, styled in zip(blocks, found, strict=True):
        block.inlines = styled.inlines


def _without_embedded(text: str) -> tuple[str, PictureSource]:
    """The text of a page without the files in it, and what gives those that are pictures.

    Pages saved as one file carry them along, megabytes of letters each, which no parser need see.
    """
    found: list[str] = []

    def name(match: re.Match[str]) -> str:
        found.append(match.group())
        return f"{_EMBEDDED_NAME}{len(found) - 1}"

    def source(address: str) -> bytes | None:
        # A page may hold such an address of its own making.
        match = re.fullmatch(rf"{_EMBEDDED_NAME}([0-9]{{1,9}})", address)
        if match is None or int(match[1]) >= len(found):
            return None
        kind, _, data = found[int(match[1])].partition(";base64,")
        if kind not in _PICTURE_KINDS or len(data) > 4 * PICTURE_LIMIT // 3 + 4:
            return None
        try:
            return b64decode(unquote(data))
        except ValueError:
            return None

    return _EMBEDDED.sub(name, text), source


def parse_letter(text: str) -> Draft:
    """Read a letter, which is all of its page; what it quotes has its depth."""
    draft = Draft()
    root = parse(text)
    if root is None:
        return draft
    read_metadata(draft, root, visible=is_manageable(root))
    mark_quoted(root)
    add_page_blocks(draft, root, text)
    return draft


def add_page_blocks(
    draft: Draft, root: "_Element", text: str, pictures: PictureSource = no_pictures
) -> None:
    """Add all of a page; `text` is its source, for one that is nested too deeply."""
    if is_manageable(root):
        prune(root)
        BlockWalker(draft, pictures).add([root])
    else:
        _add_flat(draft, text)


def _add_flat(draft: Draft, text: str) -> None:
    """Add a text without its tags; the parser drops what is nested thousands of levels deep."""
    paragraphs = [""]
    position = 0
    unread = ""
    for match in _ANY_TAG.finditer(text):
        if not unread:
            paragraphs[-1] += text[position : match.start()]
        closing, tag = match[1], match[2].lower()
        if unread:
            unread = "" if closing and tag == unread else unread
        elif tag in _UNREAD and not closing:
            unread = tag
        elif tag in BLOCK_TAGS or tag == "br":
            paragraphs.append("")
        position = match.end()
    if not unread:
        paragraphs[-1] += text[position:]
    for paragraph in paragraphs:
        draft.add(BlockKind.PARAGRAPH, " ".join(html.unescape(paragraph).split()))


def _find(root: "_Element") -> tuple[list["_Element"], int]:
    """The elements that hold the article, and how much text is in them."""
    parts: list[_Element] = []
    best = 0
    for rules in ATTEMPTS:
        # The search takes out what it passes over, so that each attempt needs the page anew.
        found = find_article(deepcopy(root), rules)
        length = text_length(found)
        if length > best:
            parts, best = found, length
        if best >= ENOUGH_TEXT:
            break
    return parts, best


def _running_text(root: "_Element") -> int:
    lengths = (len(text_of(node)) for node in root.iter("p"))
    return sum(length for length in lengths if length > RUNNING_TEXT)


def _second_opinion(page: "_Element") -> Draft:
    """What trafilatura finds on a page; nothing where it fails, which our own reading survives."""
    draft = Draft()
    try:
        root = _extracted(page)
    except Exception:
        # A second opinion is no reason to refuse a page, whatever its giver stumbled over.
        _LOG.info("trafilatura could not read a page", exc_info=True)
        root = None
    for node in root.iter() if root is not None else ():
        kind = _SECOND_KINDS.get(tag_of(node))
        nested = any(tag_of(parent) in _SECOND_KINDS for parent in node.iterancestors())
        if kind is not None and not nested:
            level = 2 if kind is BlockKind.HEADING else int(kind is BlockKind.LIST_ITEM)
            draft.add(kind, text_of(node), level=level)
    return draft


def _extracted(page: "_Element") -> "_Element | None":
    from lxml import etree
    from trafilatura import extract

    if sum(1 for _ in page.iter()) > LIBRARY_LIMIT:
        return None
    # What was taken out of the page, its comments among it, stays out.
    text = etree.tostring(page, encoding="unicode", method="html")
    found = extract(
        text,
        output_format="xml",
        favor_recall=True,
        include_comments=False,
        with_metadata=False,
    )
    if not found:
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    return etree.fromstring(found.encode("utf-8", "replace"), parser)
