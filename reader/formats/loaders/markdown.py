# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Markdown: CommonMark with tables, and the front matter that site generators put before it."""

import html
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from reader.document.article import BlockKind, InlineKind
from reader.formats.draft import Draft
from reader.formats.loaders import txt
from reader.formats.page.emphasis import emphasised
from reader.formats.page.tree import parse as parse_html
from reader.formats.safe.encoding import decode
from reader.formats.structure.dates import parse_date
from reader.formats.structure.imprint import is_genre
from reader.formats.structure.letters import is_letter, read_letter
from reader.formats.structure.numbering import numbered
from reader.formats.structure.pictures import picture_text
from reader.formats.structure.quoted_lines import fixed_lines, respaced
from reader.formats.structure.words import same_words
from reader.formats.styled import Styled, Words, joined

if TYPE_CHECKING:
    from markdown_it.token import Token

#: Quotations and lists inside one another, at most; the parser recurses over them.
DEPTH_LIMIT = 80
#: Links and pictures have few brackets inside one another, and paragraphs few that nobody closed;
#: at each, the parser looks for a link up to the end of the paragraph.
BRACKET_DEPTH_LIMIT = 8
OPEN_BRACKET_LIMIT = 50

_FRONT_MATTER = re.compile(r"\A\ufeff?---[ \t]*\n(.*?\n)(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_TOML_MATTER = re.compile(r"\A\ufeff?\+\+\+[ \t]*\n(.*?\n)\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL)
_ENTRY = re.compile(r"^(?P<key>[A-Za-z_][\w-]*)\s*[:=]\s*(?P<value>.*)$")
_ITEM = re.compile(r"^\s*-\s+(?P<value>.*)$")
_TAG = re.compile(r"<[^>]{0,2000}>")
_TEMPLATE = re.compile(r"\{\{[^{}]{0,1000}\}\}|\{%[^{}]{0,1000}%\}|\{:[^{}]{0,200}\}")
_TEMPLATE_ADDRESS = re.compile(r"\]\(\s*\{\{[^{}]{0,1000}\}\}[^)\s]{0,500}\)")
_BRACKET = re.compile(r"\\.|[\[\]]|\n[ \t]*(?=\n)", re.DOTALL)
_FOOTNOTE = re.compile(r"^\[\^(?P<mark>[\w-]+)\]:\s*")
_FOOTNOTE_MARK = re.compile(r"\[\^[\w-]+\](?!:)")
_HTML_TAG = re.compile(r"<(?P<end>/?)(?P<name>[a-zA-Z]{1,10})\b")
_HREF = re.compile(r"""\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_EMPHASIS = {
    **dict.fromkeys(("b", "strong"), InlineKind.BOLD),
    **dict.fromkeys(("i", "em", "cite"), InlineKind.ITALIC),
    "code": InlineKind.CODE,
    "a": InlineKind.LINK,
}


def load(data: bytes) -> Draft:
    """Read a Markdown file in any encoding."""
    decoded = decode(data)
    draft = parse(decoded.text)
    if decoded.damaged:
        draft.warnings.append("Some bytes fit no character; each is shown as \ufffd.")
    return draft


def parse(text: str) -> Draft:
    """Read Markdown text."""
    from markdown_it import MarkdownIt

    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    draft = Draft()
    matter = _FRONT_MATTER.match(text) or _TOML_MATTER.match(text)
    if matter:
        _read_front_matter(draft, front_matter(matter.group(1)))
        text = text[matter.end() :]
    # Site generators compute addresses; CommonMark would not see a link there.
    text = _TEMPLATE_ADDRESS.sub("](#)", text)
    lines = fixed_lines(text)
    plain = Draft()
    txt.add_lines(plain, lines)
    pasted = is_letter(plain.blocks, certainly=True)
    text = respaced(lines) if pasted else text
    text = _without_towers(text)
    parser = MarkdownIt("commonmark", {"maxNesting": DEPTH_LIMIT})
    tokens = parser.enable(["table", "strikethrough"]).parse(text)
    if draft.title:
        draft.add(BlockKind.TITLE, draft.title, settled=True)
    if any(token.level >= DEPTH_LIMIT - 1 for token in tokens):
        # The parser drops what is deeper.
        draft.warnings.append("The text is nested so deeply that it is shown as plain text.")
        draft.blocks += txt.parse(text).blocks
    else:
        _Reader(draft).read(tokens)
    if pasted:
        read_letter(draft, mail=False)
    return draft


def _without_towers(text: str) -> str:
    """The text with brackets escaped of which no reader could say where they close."""
    escaped: list[int] = []
    opened: list[int] = []
    for match in _BRACKET.finditer(f"{text}\n\n"):
        if match.group() == "[":
            opened.append(match.start())
        elif match.group() == "]" and opened:
            begin = opened.pop()
            if len(opened) >= BRACKET_DEPTH_LIMIT:
                escaped.append(begin)
        elif match.group()[0] == "\n":
            escaped += opened if len(opened) > OPEN_BRACKET_LIMIT else ()
            opened.clear()
    escaped.sort()
    bounds = zip([0, *escaped], [*escaped, len(text)], strict=True)
    return "\\".join(text[begin:end] for begin, end in bounds)


def front_matter(text: str) -> dict[str, list[str]]:
    """The plain entries of YAML or TOML front matter: text, or lists of text."""
    entries: dict[str, list[str]] = {}
    key = ""
    for line in text.split("\n"):
        entry = _ENTRY.match(line)
        item = _ITEM.match(line)
        if entry:
            key = entry["key"].lower()
            value = entry["value"].strip()
            if value.startswith("[") and value.endswith("]"):
                entries[key] = [_unquote(part) for part in value[1:-1].split(",") if part.strip()]
            else:
                entries[key] = [_unquote(value)] if value not in {"", "|", ">", ">-", "|-"} else []
        elif item and key:
            entries[key].append(_unquote(item["value"]))
        elif line.startswith((" ", "\t")) and line.strip() and key:
            entries[key].append(line.strip())
    return entries


def _unquote(value: str) -> str:
    value = value.strip()
    if len(value) >= 2 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1].replace('\\"', '"').replace("''", "'")
    return re.sub(r"\s+#.*$", "", value)


def _read_front_matter(draft: Draft, entries: Mapping[str, Sequence[str]]) -> None:
    def first(*keys: str) -> str | None:
        return next((" ".join(entries[key]) for key in keys if entries.get(key)), None)

    authors = next(
        (entries[key] for key in ("byline", "authors", "author") if entries.get(key)), []
    )
    names = [author for author in authors if not author.startswith("{")]
    draft.title = first("title", "headline")
    draft.byline = ", ".join(re.sub(r"^name:\s*", "", name) for name in names) or None
    draft.outlet = first("outlet", "publication", "publisher", "site", "source")
    draft.published = parse_date(first("date", "published", "publishdate", "pubdate"))
    draft.updated = parse_date(first("updated", "lastmod", "modified", "last_modified_at"))
    draft.address = first("canonical", "canonical_url", "url", "link")
    draft.language = first("lang", "language")
    sections = (
        value
        for key in ("genre", "section", "category", "categories", "tags")
        for value in entries.get(key, ())
    )
    draft.genre = next((section for section in sections if is_genre(section)), None)


class _Reader:
    """Walks the flat list of tokens, keeping what lists and quotations are open."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._base = draft.address or ""
        # The next number of each open list; None where it has bullets.
        self._lists: list[int | None] = []
        self._number = ""
        self._quotes = 0
        self._heading = 0
        self._row: list[Styled] | None = None
        self._rows: list[Styled] = []

    def read(self, tokens: Sequence["Token"]) -> None:
        for token in tokens:
            self._read_token(token)

    def _read_token(self, token: "Token") -> None:
        kind = token.type
        if kind == "bullet_list_open":
            self._lists.append(None)
        elif kind == "ordered_list_open":
            self._lists.append(int(token.attrGet("start") or 0) if token.attrs else 1)
        elif kind in {"bullet_list_close", "ordered_list_close"}:
            self._lists.pop()
        elif kind == "list_item_open":
            number = self._lists[-1]
            self._number = "" if number is None else f"{number}{token.markup}"
            self._lists[-1] = None if number is None else number + 1
        elif kind == "blockquote_open":
            self._quotes += 1
        elif kind == "blockquote_close":
            self._quotes -= 1
        elif kind == "heading_open":
            self._heading = int(token.tag[1])
        elif kind == "table_open":
            self._rows = []
        elif kind == "tr_open":
            self._row = []
        elif kind == "tr_close" and self._row is not None:
            self._rows.append(joined(" | ", self._row))
            self._row = None
        elif kind == "table_close":
            self._draft.add(BlockKind.TABLE, joined("\n", self._rows), settled=True)
        elif kind == "inline":
            self._add_inline(token)
        elif kind in {"fence", "code_block"}:
            code = Words()
            code.add(token.content)
            code.emphasise(InlineKind.CODE, 0)
            self._draft.add(BlockKind.PARAGRAPH, code.take(), depth=self._quotes)
        elif kind == "html_block":
            text, root = _TAG.sub(" ", token.content), parse_html(token.content)
            words = Styled(text) if root is None else emphasised(root, text, self._base)
            self._draft.add(BlockKind.PARAGRAPH, words)

    def _add_inline(self, token: "Token") -> None:
        children = token.children or []
        styled = styled_text(children, self._base)
        text = styled.text
        if self._row is not None:
            self._row.append(styled.reworded(text.strip()))
            return
        if self._heading:
            level, self._heading = self._heading, 0
            if len(self._draft.blocks) == 1 and same_words(text, self._draft.title or ""):
                return  # the title, which the front matter has given
            untitled = self._draft.title is None and not self._draft.blocks
            kind = BlockKind.TITLE if level == 1 and untitled else BlockKind.HEADING
            depth = level if kind is BlockKind.HEADING else 0
            self._draft.add(kind, styled, level=depth, settled=True, depth=self._quotes)
            return
        self._add_text(styled)
        for child in children:
            picture = picture_text(child.content) if child.type == "image" else None
            if picture:
                self._draft.add(BlockKind.CAPTION, picture, settled=True)

    def _add_text(self, styled: Styled) -> None:
        text = styled.text
        plain = styled.without(_TEMPLATE)
        if not plain.text.strip():
            self._draft.add(BlockKind.BOILERPLATE, text, settled=True)
        elif note := _FOOTNOTE.match(text):
            said = f"{note['mark']}. {text[note.end() :]}"
            self._draft.add(BlockKind.NOTE, styled.reworded(said), settled=True)
        elif self._quotes:
            self._draft.add(BlockKind.QUOTE, styled, settled=True, depth=self._quotes)
        elif self._lists:
            # Further paragraphs of an item are indented with it.
            text, self._number = numbered(self._number, plain.text), ""
            self._draft.add(BlockKind.LIST_ITEM, plain.reworded(text), level=len(self._lists))
        else:
            self._draft.add(BlockKind.PARAGRAPH, plain)


def styled_text(children: Sequence["Token"], base: str = "") -> Styled:
    """The text of inline tokens without their marks and pictures, and what these say of it."""
    words = Words(base)
    opened: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    for child in children:
        kind = _EMPHASIS.get(child.tag)
        if child.type == "text":
            words.add(_FOOTNOTE_MARK.sub("", child.content))
        elif child.type == "code_inline":
            words.add(child.content)
            words.emphasise(InlineKind.CODE, words.place - bool(child.content))
        elif child.type == "softbreak":
            words.add(" ")
        elif child.type == "hardbreak":
            words.add("\n")
        elif child.type == "html_inline":
            _read_tag(words, opened, child.content)
        elif kind and child.nesting > 0:
            opened[child.tag].append((words.place, str(child.attrGet("href") or "")))
        elif kind and child.nesting < 0:
            _close(words, opened, child.tag)
    return words.take()


def _read_tag(words: Words, opened: defaultdict[str, list[tuple[int, str]]], source: str) -> None:
    """Take what a tag of HTML says of the words after it, or up to it."""
    tag = _HTML_TAG.match(source)
    if tag is None or tag["name"].lower() not in _EMPHASIS or source.endswith("/>"):
        return
    name = tag["name"].lower()
    if tag["end"]:
        _close(words, opened, name)
    else:
        address = _HREF.search(source)
        href = next(filter(None, address.groups()), "") if address else ""
        opened[name].append((words.place, html.unescape(href)))


def _close(words: Words, opened: defaultdict[str, list[tuple[int, str]]], tag: str) -> None:
    """End what a tag opened last, if it opened anything."""
    if opened[tag]:
        since, href = opened[tag].pop()
        words.emphasise(_EMPHASIS[tag], since, href)
