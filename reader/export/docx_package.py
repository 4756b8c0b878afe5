# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""A Word file as a package of parts, of which few are changed and all others stay as they are.

`python-docx` would write every part anew and leave out what it does not know, so originals are
handled here.
"""

import io
import posixpath
import shutil
import zipfile
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from reader.document.docx_part import Carrier, carrier_from_root, carrier_to_xml
from reader.document.docx_text import local
from reader.errors import Reason, SaveError

if TYPE_CHECKING:
    from lxml.etree import _Element

#: What a package may unfold to, in bytes; opening the article had stricter limits.
UNPACKED_LIMIT = 512 * 1024 * 1024
_PART_LIMIT = 64 * 1024 * 1024

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_STRICT = "http://purl.oclc.org/ooxml/officeDocument"
_COMMENTS = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_PROPERTIES = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
# By this other programs know the part of a copy.
_STORE = "{5B1A2C0E-7C57-4B0B-9E0C-51A27A15EC09}"
# The first day that a zip archive knows: a copy does not say when it was made.
_NO_DATE = (1980, 1, 1, 0, 0, 0)


class Package:
    """The parts of a file, read when they are asked for."""

    def __init__(self, data: bytes) -> None:
        """Read the directory of a file.

        Raises:
            SaveError: It is none that can be copied.
        """
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
            raise _unusable(str(error)) from error
        self._entries = {entry.filename: entry for entry in self._zip.infolist()}
        if sum(entry.file_size for entry in self._entries.values()) > UNPACKED_LIMIT:
            raise _unusable("too much is packed in it")
        self._changed: dict[str, bytes] = {}
        self.main = self._main()
        self._relations_name = _relations_of(self.main)
        self._relations = self.xml(self._relations_name, otherwise=_relationships())
        self._types = self.xml("[Content_Types].xml")

    def xml(self, name: str, *, otherwise: bytes | None = None) -> "_Element":
        """The root of a part, or of what is taken for it where it is missing.

        Raises:
            SaveError: There is none, or it cannot be read.
        """
        from lxml import etree

        parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True)
        entry = self._entries.get(name)
        if entry is None and otherwise is None:
            raise _unusable(f"no part {name!r}")
        try:
            if entry is not None and entry.file_size > _PART_LIMIT:
                raise _unusable(f"{name!r} is too large")
            data = self._zip.read(entry) if entry is not None else otherwise or b""
            return etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, *_BROKEN) as error:
            raise _unusable(f"{name!r}: {error}") from error

    def change(self, name: str, root: "_Element") -> None:
        """Put another content in the place of a part, or add it."""
        from lxml import etree

        self._changed[name] = etree.tostring(
            root, xml_declaration=True, encoding="UTF-8", standalone=True
        )

    @property
    def comments(self) -> str | None:
        """The name of the part with the comments, or None."""
        return next((name for kind, name in self._targets() if kind == "comments"), None)

    def add_comments(self) -> str:
        """Make room for comments; the name of their part."""
        folder = posixpath.dirname(self.main)
        name = self._free(posixpath.join(folder, "comments{}.xml"))
        self._relate("comments", name)
        self._declare(name, _COMMENTS)
        return name

    def carrier(self) -> Carrier | None:
        """What the file carries if it is a copy."""
        found = self._carrier()
        return found and found[1]

    def carry(self, carrier: Carrier) -> None:
        """Let the file carry what it takes to open again, in the place of what it carried."""
        if found := self._carrier():
            self._changed[found[0]] = carrier_to_xml(carrier)
            return
        name = self._free("customXml/item{}.xml")
        number = posixpath.basename(name).removeprefix("item").removesuffix(".xml")
        properties = f"itemProps{number}.xml"
        self._changed[name] = carrier_to_xml(carrier)
        self._changed[f"customXml/{properties}"] = (
            '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n'
            f'<ds:datastoreItem ds:itemID="{_STORE}" xmlns:ds="{_OFFICE}/customXml"/>'
        ).encode()
        kind = f"{_OFFICE}/relationships/customXmlProps"
        self._changed[_relations_of(name)] = _relationships(
            f'<Relationship Id="rId1" Type="{kind}" Target="{properties}"/>'
        )
        self._relate("customXml", name)
        self._declare(name, "application/xml")
        self._declare(f"customXml/{properties}", _PROPERTIES)

    def to_bytes(self) -> bytes:
        """The whole file; the same parts give the same bytes.

        Raises:
            SaveError: A part cannot be read.
        """
        self.change(self._relations_name, self._relations)
        self.change("[Content_Types].xml", self._types)
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, entry in self._entries.items():
                info = zipfile.ZipInfo(name, _NO_DATE)
                info.compress_type = zipfile.ZIP_DEFLATED
                info.external_attr = entry.external_attr
                if name in self._changed:
                    archive.writestr(info, self._changed[name])
                    continue
                info.file_size = entry.file_size
                try:
                    with self._zip.open(entry) as part, archive.open(info, "w") as copy:
                        shutil.copyfileobj(part, copy)
                except _BROKEN as error:
                    raise _unusable(f"{name!r}: {error}") from error
            for name in self._changed:
                if name not in self._entries:
                    info = zipfile.ZipInfo(name, _NO_DATE)
                    info.compress_type = zipfile.ZIP_DEFLATED
                    archive.writestr(info, self._changed[name])
        return file.getvalue()

    def _main(self) -> str:
        for node in self.xml("_rels/.rels"):
            if (node.get("Type") or "").endswith("/officeDocument"):
                return posixpath.normpath((node.get("Target") or "").lstrip("/"))
        return "word/document.xml"

    def _targets(self) -> Iterator[tuple[str, str]]:
        """What the document leads to inside the file: the kind of each and its name."""
        folder = posixpath.dirname(self.main)
        for node in self._relations:
            target = node.get("Target") or ""
            if node.get("TargetMode") == "External":
                continue
            name = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            yield (node.get("Type") or "").rpartition("/")[2], posixpath.normpath(name)

    def _carrier(self) -> tuple[str, Carrier] | None:
        for kind, name in self._targets():
            if kind == "customXml" and name in self._entries:
                carrier = carrier_from_root(self.xml(name))
                if carrier is not None:
                    return name, carrier
        return None

    def _free(self, pattern: str) -> str:
        """A name that no part has, in whatever letters."""
        taken = {name.casefold() for name in (*self._entries, *self._changed)}
        numbers = ("" if "comments" in pattern else "1", *map(str, range(2, len(taken) + 3)))
        return next(name for name in map(pattern.format, numbers) if name.casefold() not in taken)

    def _relate(self, kind: str, name: str) -> None:
        used = {node.get("Id") for node in self._relations}
        number = next(n for n in range(1, len(used) + 2) if f"slantwise{n}" not in used)
        types = [node.get("Type") or "" for node in self._relations]
        base = _STRICT if any(item.startswith(_STRICT) for item in types) else _OFFICE
        attributes = {
            "Id": f"slantwise{number}",
            "Type": f"{base}/relationships/{kind}",
            "Target": posixpath.relpath(name, posixpath.dirname(self.main) or "."),
        }
        self._add(self._relations, "Relationship", attributes)

    def _declare(self, name: str, content_type: str) -> None:
        attributes = {"PartName": f"/{name}", "ContentType": content_type}
        self._add(self._types, "Override", attributes)

    def _add(self, root: "_Element", name: str, attributes: dict[str, str]) -> None:
        space = str(root.tag).partition("}")[0]
        root.append(root.makeelement(f"{space}}}{name}", attributes))


def body_of(root: "_Element") -> "_Element":
    """The body of a document.

    Raises:
        SaveError: It has none.
    """
    body = next((node for node in root if local(node) == "body"), None)
    if body is None:
        raise _unusable("no body")
    return body


def _relations_of(name: str) -> str:
    folder, file = posixpath.split(name)
    return posixpath.join(folder, "_rels", f"{file}.rels")


def _relationships(inner: str = "") -> bytes:
    declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    space = f"{_PACKAGE}/relationships"
    return f'{declaration}\n<Relationships xmlns="{space}">{inner}</Relationships>'.encode()


_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, RuntimeError)


def _unusable(detail: str) -> SaveError:
    return SaveError(
        None,
        Reason.DAMAGED,
        "The original cannot be copied with marks in it; save the copy in another format.",
        detail=detail,
    )
