# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Rich Text Format: read as a flat run of control words with a stack of states, never recursing."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from reader.document.article import BlockKind, InlineKind
from reader.document.emphasis import safe_address
from reader.formats.draft import Draft, clean
from reader.formats.loaders.office import kind_of_style, read_table
from reader.formats.safe.archive import damaged
from reader.formats.safe.encoding import known_encoding
from reader.formats.structure.numbering import numbered
from reader.formats.styled import Styled, Words

#: Groups may be nested this deeply.
DEPTH_LIMIT = 5000

_TOKEN = re.compile(
    r"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?|\\'(?P<hex>[0-9a-fA-F]{2})|"
    r"\\(?P<symbol>[^a-zA-Z])|(?P<brace>[{}])|(?P<text>[^\\{}\r\n]+)|[\r\n]+|\\",
    re.DOTALL,
)
_DESTINATIONS = frozenset(
    re.findall(
        r"\w+",
        "colortbl generator pict object objdata header headerl headerr headerf footer footerl "
        "footerr footerf themedata datastore colorschememapping latentstyles "
        "listtable listoverridetable revtbl rsidtbl xmlnstbl filetbl template annotation "
        "atnid atnauthor atntime atnicn atnref atrfstart atrfend nonshppict shpinst sp "
        "bkmkstart bkmkend xe tc private operator creatim revtim printim buptim comment "
        "keywords subject doccomm company manager category nextfile mmathPr ftnsep ftnsepc "
        "aftnsep aftnsepc",
    )
)
# What is read though older programs may pass over it.
_READ = frozenset({"footnote", "listtext", "pntext", "fldinst"})
_HYPERLINK = re.compile(r'\s*HYPERLINK\s+"([^"]*)"', re.IGNORECASE)
_SYMBOLS = {
    "emdash": "—",
    "endash": "–",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "bullet": "•",
    "emspace": " ",
    "enspace": " ",
    "qmspace": " ",
    "tab": " ",
    "line": "\n",
    "softline": "\n",
}
# Windows character sets of fonts, as code pages.
_CHARSETS = {
    77: "mac-roman",
    128: "cp932",
    129: "cp949",
    134: "cp936",
    136: "cp950",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
}
# What stands before an item that is no bullet: "1.", "a)", "(iv)", "2.1".
_NUMBER = re.compile(r"\(?(?:\d{1,5}|[a-zA-Z]|[ivxlcIVXLC]{1,7})(?:[.)]|(?:\.\d{1,4})+\.?)")
_HEADING = re.compile(r"heading\s*(\d)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _State:
    """What a group inherits and what ends with it."""

    target: str = "text"
    skip: bool = False
    unicode_skip: int = 1
    # That of the font; empty where the font names none, None where the default font is set.
    encoding: str | None = None
    bold: bool = False
    italic: bool = False
    href: str = ""
    hidden: bool = False
    style: int = 0
    outline: int = 9
    listed: bool = False
    depth: int = 0
    in_table: bool = False
    initial: bool = False


def load(data: bytes) -> Draft:
    """Read an RTF document."""
    reader = _Reader()
    reader.read(data.decode("latin-1"))
    return reader.draft


class _Reader:
    """Reads one document into a draft."""

    def __init__(self) -> None:
        self.draft = Draft()
        self._state = _State()
        self._stack: list[_State] = []
        self._bytes = bytearray()
        self._text: dict[str, Words] = {}
        # Where the field leads that is being read.
        self._address = ""
        self._all_bold = True
        self._list_text = False
        self._number = ""
        self._to_skip = 0
        self._fonts: dict[int, str] = {}
        self._font = 0
        self._default_font = 0
        # The document's code page, for fonts that name no character set.
        self._page = "cp1252"
        self._styles: dict[int, str] = {}
        self._cells: list[Styled] = []
        self._rows: list[list[Styled]] = []
        self._notes: list[Styled] = []
        self._starred = False

    def read(self, source: str) -> None:
        position = 0
        while match := _TOKEN.match(source, position):
            position = match.end()
            if match["word"]:
                number = int(match["number"]) if match["number"] else None
                if match["word"] == "bin":
                    position += max(number or 0, 0)
                self._control(match["word"], number)
            elif match["hex"]:
                self._take_byte(int(match["hex"], 16))
            elif match["symbol"]:
                self._symbol(match["symbol"])
            elif match["brace"] == "{":
                self._open()
            elif match["brace"] == "}":
                self._close()
            elif match["text"]:
                self._take_text(match["text"])
        self._end_paragraph()
        self._end_table()
        for number, note in enumerate(self._notes, start=1):
            text = re.sub(rf"^{number}\.?\s+", "", note.text)
            self.draft.add(BlockKind.NOTE, note.reworded(f"{number}. {text}"), settled=True)

    def _open(self) -> None:
        self._flush()
        if len(self._stack) >= DEPTH_LIMIT:
            raise damaged(f"more than {DEPTH_LIMIT} groups inside each other")
        self._stack.append(self._state)
        self._starred = False

    def _close(self) -> None:
        self._flush()
        ended = self._state
        if self._stack:
            self._state = self._stack.pop()
        if ended.target != self._state.target:
            self._end_target(ended)

    def _take(self, target: str) -> Styled:
        words = self._text.pop(target, None)
        styled = words.take() if words is not None else Styled("")
        return replace(styled, text=_paired(styled.text))

    def _end_target(self, ended: _State) -> None:
        styled = self._take(ended.target)
        text = styled.text
        if ended.target == "footnote":
            note = " ".join(clean(text).split())
            if note:
                self._notes.append(styled.reworded(note))
        elif ended.target == "instruction":
            link = _HYPERLINK.match(text)
            self._address = safe_address(link[1]) if link else ""
        elif ended.target == "listing":
            number = text.strip()
            self._number = number if _NUMBER.fullmatch(number) else ""
        elif ended.target == "style":
            self._styles[ended.style] = text.strip(" ;")
        elif ended.target == "author":
            self.draft.author = text.strip() or None

    def _symbol(self, symbol: str) -> None:
        if symbol == "*":
            self._starred = True
        elif symbol == "~":
            self._put("\u00a0")
        elif symbol == "_":
            self._put("\u2011")
        elif symbol in "\\{}":
            self._put(symbol)
        elif symbol in "\r\n":
            self._control("par", None)

    def _control(self, word: str, number: int | None) -> None:
        starred, self._starred = self._starred, False
        if word in _DESTINATIONS or (starred and word not in _READ):
            self._flush()
            self._set(skip=True)
            return
        if word == "u":
            self._flush()
            self._put(chr((number or 0) % 0x10000))
            self._to_skip = self._state.unicode_skip
            return
        if word in _SYMBOLS:
            self._put(_SYMBOLS[word])
            return
        action = _ACTIONS.get(word)
        if action is not None:
            self._flush()
            action(self, number)

    def _set(self, **changes: object) -> None:
        self._state = replace(self._state, **changes)  # type: ignore[arg-type] # fields of _State

    def _target(self, target: str) -> None:
        self._set(target=target)
        self._text[target] = Words()

    def _take_byte(self, value: int) -> None:
        if self._to_skip:
            self._to_skip -= 1
        else:
            self._bytes.append(value)

    def _take_text(self, text: str) -> None:
        if self._to_skip:
            skipped = min(self._to_skip, len(text))
            self._to_skip -= skipped
            text = text[skipped:]
        self._bytes += text.encode("latin-1")

    def _flush(self) -> None:
        """Read the bytes gathered so far; two of them may be one character."""
        if self._bytes:
            encoding = self._state.encoding
            if encoding is None:
                encoding = self._fonts.get(self._default_font, "")
            text = self._bytes.decode(encoding or self._page, "replace")
            self._bytes.clear()
            self._put(text)

    def _put(self, text: str) -> None:
        if self._bytes:
            self._flush()
        state = self._state
        if state.skip or state.hidden:
            return
        if state.target == "text" and text.strip() and not state.bold:
            self._all_bold = False
        words = self._text.setdefault(state.target, Words())
        since = words.place
        words.add(text)
        if state.bold:
            words.emphasise(InlineKind.BOLD, since)
        if state.italic:
            words.emphasise(InlineKind.ITALIC, since)
        if state.href:
            words.emphasise(InlineKind.LINK, since, state.href)

    def _end_paragraph(self) -> None:
        self._flush()
        if self._state.target != "text":
            self._put(" ")
            return
        if self._state.initial:
            # A large letter in a frame of its own, before the paragraph that it begins.
            return
        styled = self._take("text")
        text = clean(styled.text)
        styled = styled.reworded(text)
        listed, self._list_text = self._list_text or self._state.listed, False
        number, self._number = self._number, ""
        bold, self._all_bold = self._all_bold, True
        if self._state.in_table:
            self._text["text"] = Words()
            if text:
                self._text["text"].resume(replace(styled, text=f"{text} "))
            self._all_bold = bold
            return
        self._end_table()
        if not text:
            return
        kind, level = self._kind(listed=listed)
        settled = kind not in {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM}
        if kind is BlockKind.LIST_ITEM:
            styled = styled.reworded(numbered(number, text))
        self.draft.add(kind, styled, level=level, settled=settled, bold=bold)

    def _kind(self, *, listed: bool) -> tuple[BlockKind, int]:
        name = self._styles.get(self._state.style, "")
        kind = kind_of_style(name)
        if kind is not None:
            match = _HEADING.search(name)
            return kind, int(match[1]) if match else int(kind is BlockKind.HEADING)
        if self._state.outline < 9:
            return BlockKind.HEADING, self._state.outline + 1
        if listed:
            return BlockKind.LIST_ITEM, self._state.depth + 1
        return BlockKind.PARAGRAPH, 0

    def _end_cell(self) -> None:
        styled = self._take("text")
        self._cells.append(styled.reworded(" ".join(clean(styled.text).split())))
        self._all_bold = True

    def _end_row(self) -> None:
        if self._cells:
            self._rows.append(self._cells)
            self._cells = []

    def _end_table(self) -> None:
        self._end_row()
        rows, self._rows = self._rows, []
        if not rows:
            return
        read_table(
            self.draft,
            rows,
            text_of=lambda cell: cell,
            read_cell=lambda cell: self.draft.add(BlockKind.PARAGRAPH, cell),
        )

    def _select_font(self, number: int | None) -> None:
        if self._state.target == "fonts":
            self._font = number or 0
        else:
            self._set(encoding=self._fonts.get(number or 0, ""))

    def _set_default_font(self, number: int | None) -> None:
        self._default_font = number or 0

    def _set_charset(self, number: int | None) -> None:
        if number in _CHARSETS:
            self._fonts[self._font] = _CHARSETS[number]

    def _set_page(self, number: int | None) -> None:
        name = "mac-roman" if number == 10000 else f"cp{number}"
        encoding = known_encoding(name) if number else None
        if encoding:
            self._page = encoding

    def _set_style(self, number: int | None) -> None:
        if self._state.target == "styles":
            self._target("style")
        self._set(style=number or 0)

    def _reset_paragraph(self) -> None:
        self._set(style=0, outline=9, listed=False, depth=0, in_table=False, initial=False)


def _paired(text: str) -> str:
    """Join the halves of characters that were written as two; a half alone becomes U+FFFD."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _listing(reader: _Reader) -> None:
    reader._list_text = True
    reader._target("listing")


_ACTIONS: dict[str, Callable[[_Reader, int | None], None]] = {
    "par": lambda reader, _: reader._end_paragraph(),
    "sect": lambda reader, _: reader._end_paragraph(),
    "page": lambda reader, _: reader._end_paragraph(),
    "pard": lambda reader, _: reader._reset_paragraph(),
    "plain": lambda reader, _: reader._set(bold=False, italic=False, hidden=False, encoding=None),
    "deff": lambda reader, number: reader._set_default_font(number),
    "b": lambda reader, number: reader._set(bold=number != 0),
    "i": lambda reader, number: reader._set(italic=number != 0),
    "fldinst": lambda reader, _: reader._target("instruction"),
    "fldrslt": lambda reader, _: reader._set(href=reader._address),
    "v": lambda reader, number: reader._set(hidden=number != 0),
    "deleted": lambda reader, number: reader._set(hidden=number != 0),
    "uc": lambda reader, number: reader._set(unicode_skip=max(number or 0, 0)),
    "ansicpg": lambda reader, number: reader._set_page(number),
    "mac": lambda reader, _: reader._set_page(10000),
    "f": lambda reader, number: reader._select_font(number),
    "fcharset": lambda reader, number: reader._set_charset(number),
    "fonttbl": lambda reader, _: reader._set(target="fonts", skip=True),
    "stylesheet": lambda reader, _: reader._set(target="styles"),
    "info": lambda reader, _: reader._set(target="info"),
    "title": lambda reader, _: reader._set(skip=True),
    "author": lambda reader, _: reader._target("author"),
    "footnote": lambda reader, _: reader._target("footnote"),
    "s": lambda reader, number: reader._set_style(number),
    "outlinelevel": lambda reader, number: reader._set(outline=min(number or 0, 9)),
    "ls": lambda reader, number: reader._set(listed=bool(number)),
    "ilvl": lambda reader, number: reader._set(depth=min(max(number or 0, 0), 8)),
    "listtext": lambda reader, _: _listing(reader),
    "pntext": lambda reader, _: _listing(reader),
    "dropcapt": lambda reader, number: reader._set(initial=bool(number)),
    "intbl": lambda reader, _: reader._set(in_table=True),
    "cell": lambda reader, _: reader._end_cell(),
    "nestcell": lambda reader, _: reader._end_cell(),
    "row": lambda reader, _: reader._end_row(),
    "nestrow": lambda reader, _: reader._end_row(),
}
