# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Builders of small documents, so that each test shows what is in its file."""

import hashlib
import re
import zipfile

import pytest

from reader.formats import load


class Lock:
    """The oldest encryption of PDF, 40-bit RC4, which every reader still opens."""

    PADDING = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")

    def __init__(self, password):
        padded = (password.encode() + self.PADDING)[:32]
        owner = self.rc4(hashlib.md5(padded).digest()[:5], padded)
        self.key = hashlib.md5(padded + owner + b"\xfc\xff\xff\xff" + b"id").digest()[:5]
        user = self.rc4(self.key, self.PADDING)
        self.entry = (
            f"/ID [<6964> <6964>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 "
            f"/O <{owner.hex()}> /U <{user.hex()}> >>"
        )

    def encrypt(self, data, number):
        salted = self.key + number.to_bytes(3, "little") + b"\0\0"
        return self.rc4(hashlib.md5(salted).digest()[:10], data)

    @staticmethod
    def rc4(key, data):
        box = list(range(256))
        j = 0
        for i in range(256):
            j = (j + box[i] + key[i % len(key)]) % 256
            box[i], box[j] = box[j], box[i]
        out = bytearray()
        i = j = 0
        for byte in data:
            i = (i + 1) % 256
            j = (j + box[i]) % 256
            box[i], box[j] = box[j], box[i]
            out.append(byte ^ box[(box[i] + box[j]) % 256])
        return bytes(out)


class Opened:
    """An article, seen as a test wants to see it."""

    def __init__(self, article):
        self.article = article

    def __getattr__(self, name):
        return getattr(self.article, name)

    @property
    def kinds(self):
        return [
            (block.kind.value, self.article.text[block.start : block.end])
            for block in self.article.blocks
        ]

    def texts(self, kind):
        return [text for found, text in self.kinds if found == kind]


@pytest.fixture
def open_bytes(tmp_path):
    """Opens bytes as a file of a name."""

    def open_bytes(data, name, **options):
        path = tmp_path / name
        path.write_bytes(data)
        return Opened(load(path, **options))

    return open_bytes


@pytest.fixture
def zipped(tmp_path):
    """Bytes of an archive of named entries."""

    def zipped(entries, packing=zipfile.ZIP_DEFLATED):
        path = tmp_path / "built.zip"
        with zipfile.ZipFile(path, "w", packing) as archive:
            for name, content in entries.items():
                plain = name == "mimetype"
                archive.writestr(name, content, zipfile.ZIP_STORED if plain else packing)
        return path.read_bytes()

    return zipped


@pytest.fixture
def pdf_bytes():
    """Bytes of a PDF: for each page a list of (x, y from the top, size, bold, text)."""

    def escape(text):
        return re.sub(r"([\\()])", r"\\\1", text)

    def pdf_bytes(pages, info="", password=None):
        lock = Lock(password) if password else None
        objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
        fonts = "<< /F0 3 0 R /F1 4 0 R >>"
        objects += [
            f"<< /Type /Font /Subtype /Type1 /BaseFont /{face} /Encoding /WinAnsiEncoding >>"
            for face in ("Helvetica", "Helvetica-Bold")
        ]
        kids = []
        for lines in pages:
            stream = "\n".join(
                f"BT /F{int(bold)} {size} Tf {x} {800 - y} Td ({escape(text)}) Tj ET"
                for x, y, size, bold, text in lines
            )
            data = stream.encode("cp1252")
            data = lock.encrypt(data, len(objects) + 1) if lock else data
            shown = data.decode("latin-1")
            objects.append(f"<< /Length {len(data)} >>\nstream\n{shown}\nendstream")
            objects.append(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] "
                f"/Resources << /Font {fonts} >> /Contents {len(objects)} 0 R >>"
            )
            kids.append(f"{len(objects)} 0 R")
        objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
        objects.append(f"<< {info} >>")
        out = b"%PDF-1.4\n"
        places = []
        for number, body in enumerate(objects, start=1):
            places.append(len(out))
            out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
        table = "".join(f"{place:010} 00000 n \n" for place in places)
        out += (
            f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
            f"trailer << /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R "
            f"{lock.entry if lock else ''} >>\n"
            f"startxref\n{len(out)}\n%%EOF\n"
        ).encode()
        return out

    return pdf_bytes
