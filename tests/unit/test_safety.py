# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Opening a file reads that file, and does nothing else: no network, no other file, no program."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path

DATA = Path(__file__).parents[1] / "data"

PAGE = """<!DOCTYPE html><html><head>
<meta http-equiv="refresh" content="0;url=http://remote.invalid/">
<base href="http://remote.invalid/"><link rel="stylesheet" href="http://remote.invalid/a.css">
<style>@import "http://remote.invalid/b.css";</style><script src="http://remote.invalid/a.js"></script>
<link rel="canonical" href="http://remote.invalid/page"></head>
<body onload="fetch('http://remote.invalid')">
<iframe src="http://remote.invalid/frame"></iframe><object data="file:///etc/passwd"></object>
<img src="http://remote.invalid/a.gif" srcset="http://remote.invalid/b.gif 2x">
<video src="//remote.invalid/v"></video><svg><image href="http://remote.invalid/s.svg"/></svg>
<p>The council met on Monday, and agreed.</p>
<p>It will meet again in July, to talk about the harbour and the wall.</p></body></html>"""

# Runs in a process of its own, where every event that Python knows of can be watched.
WATCH = """
import json, sys
from pathlib import Path
from reader.formats import load
from reader.errors import OpenError

def try_all():
    for name in sys.argv[1:]:
        try:
            load(Path(name))
        except OpenError:
            pass

try_all()  # once unwatched, so that every library is loaded
seen = []
watched = ("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.fork", "urllib.")
def watch(event, arguments):
    if event == "open" and isinstance(arguments[0], int):
        pass  # the descriptor of a file that was opened just before
    elif event == "open":
        seen.append([str(arguments[0]), str(arguments[1])])
    elif event.startswith(watched) or event in ("os.remove", "os.rename", "os.mkdir"):
        seen.append([event, str(arguments)])
sys.addaudithook(watch)
try_all()
print(json.dumps(seen))
"""


def archived(path, entries):
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return path


def test_opening_touches_nothing_but_the_file(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("sesame")
    entity = (
        f'<!DOCTYPE d [<!ENTITY s SYSTEM "{secret.as_uri()}"><!ENTITY r SYSTEM '
        '"http://127.0.0.1:9/"><!ENTITY % p SYSTEM "http://127.0.0.1:9/d.dtd"> %p;]>'
    )
    paragraph = "<w:p><w:r><w:t>Before &s;&r; after.</w:t></w:r></w:p>"
    document = f'{entity}<w:document xmlns:w="w"><w:body>{paragraph}</w:body></w:document>'
    chapter = f"<?xml version='1.0'?>{entity}<html><body><p>A &s;&r; chapter.</p></body></html>"
    package = (
        "<package><manifest><item id='a' href='a.xhtml' media-type='application/xhtml+xml'/>"
        "<item id='b' href='../../../etc/passwd' media-type='application/xhtml+xml'/>"
        "<item id='c' href='http://127.0.0.1:9/c' media-type='application/xhtml+xml'/></manifest>"
        "<spine><itemref idref='a'/><itemref idref='b'/><itemref idref='c'/></spine></package>"
    )
    page = tmp_path / "page.html"
    page.write_text(PAGE)
    archive = tmp_path / "page.mhtml"
    archive.write_text(
        "From: <Saved by Blink>\nMIME-Version: 1.0\nContent-Type: text/html\n"
        f"Content-Location: http://remote.invalid/\n\n{PAGE}"
    )
    letter = tmp_path / "letter.eml"
    letter.write_text(
        "From: a@b.example\nMIME-Version: 1.0\nMessage-ID: <x>\n"
        'Content-Type: message/external-body; access-type=URL; URL="http://remote.invalid/"\n\n'
        "Content-Type: text/plain\n\nNot here."
    )
    files = [
        page,
        archive,
        letter,
        archived(tmp_path / "a.docx", {"word/document.xml": document}),
        archived(
            tmp_path / "a.epub",
            {"META-INF/container.xml": "<c/>", "book.opf": package, "a.xhtml": chapter},
        ),
        *(path for path in sorted(DATA.iterdir()) if path.suffix != ".json"),
    ]
    done = subprocess.run(
        [sys.executable, "-c", WATCH, *map(str, files)],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    opened = json.loads(done.stdout)
    assert {name for name, mode in opened} <= {str(file) for file in files}
    assert all("r" in mode or mode == "None" for _, mode in opened)
    assert not done.stderr
