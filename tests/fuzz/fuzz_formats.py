# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Damages real files at random, opens each one, and keeps what does not end as it must.

Run: python tests/fuzz/fuzz_formats.py FORMAT SECONDS [FOLDER] [--keep FOLDER] [--seed NUMBER]

FOLDER holds the files to damage (the fixtures of the tests without it), of which those with an
ending of FORMAT are taken. A damaged file must become an article whose blocks fit its text, or an
`OpenError` that says why in a sentence; within SLOW seconds of work and the worker's memory, with
no socket opened and no program started. Anything else is a find: it is kept with what was said of
it, and makes the exit status 1.

Files are opened in a child process, which may die of them; the next one goes on after the find.
It needs the limits of a POSIX system.
"""

import argparse
import copy
import faulthandler
import io
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

from lxml import etree

from reader.errors import OpenError
from reader.formats import SUFFIXES, load
from reader.worker.limits import MEMORY_BYTES

#: Seconds of the processor's time after which a file counts as hanging; the real ones need far
#: less than one. WAIT is for a file that makes the program wait; a busy computer needs no less.
SLOW = 20
WAIT = 200
#: Damages of one file, at most.
DAMAGES = 6
DATA = Path(__file__).parents[1] / "data"
# Larger files make for few rounds.
SIZE_LIMIT = 1024 * 1024

SCRAPS = [
    *(b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\x80", b"\xed\xa0\x80", b"\r", b"\n\n", b"\t", b" "),
    *(b"-1", b"0", b"1e999", b"4294967296", b"99999999999999999999", b"&#0;", b"&#x110000;"),
    *(b"<", b">", b"</p>", b"<p>", b"<table>", b"<tr><td>", b"<li>", b"<!--", b"<![CDATA[", b"]]>"),
    *(b"<script>", b"<blockquote>", b"<title>", b"<br>", b"<img src='data:image/png;base64,AA'>"),
    *(b"{", b"}", b"{\\*", b"\\u-40000?", b"\\'8", b"\\bin99 ", b"\\par ", b"\\cell ", b"\\trowd "),
    *(b"obj", b"endobj", b"stream\n", b"<<", b">>", b"/Kids [1 0 R]", b"/Length 9", b"xref"),
    *(b"Content-Type: multipart/mixed; boundary=x\n", b"--x\n", b"--", b"=?x-none?Q?=?=", b"=FF="),
    *(
        b"Content-Type: message/rfc822\n\n",
        b"Content-Transfer-Encoding: base64\n",
        b"charset=utf-7",
    ),
    *(
        b"Date: Mon, 99 Feb 2020 25:61:61 +9999\n",
        b"Subject:",
        b"filename*=utf-8''%ff",
        b": ",
        b"(",
    ),
    *(b"# ", b"> > > ", b"- - - ", b"|a|b|\n|-|-|\n", b"[^1]", b"```\n", b"---\n", b"[a](<", b"*_"),
    *(b"By Ann Lee", b"Photo: AFP", b"Editor's note: ", b"2020-02-30", b"Share", b"(CNN) - "),
]


def damaged(data: bytes, others: list[bytes], chance: random.Random) -> bytes:
    """A file with a few random damages; inside its entries, if it is an archive."""
    if zipfile.is_zipfile(io.BytesIO(data)) and chance.random() < 0.9:
        return _damaged_archive(data, others, chance)
    out = bytearray(data)
    for _ in range(chance.randint(1, DAMAGES)):
        _damage(out, others, chance)
    return bytes(out)


def _damage(out: bytearray, others: list[bytes], chance: random.Random) -> None:
    start = chance.randint(0, len(out))
    length = min(int(2 ** chance.uniform(0, 12)), len(out) - start)
    match chance.randrange(8):
        case 0:
            for _ in range(chance.randint(1, 8)):
                if out:
                    out[chance.randrange(len(out))] = chance.randrange(256)
        case 1:
            del out[start : start + length]
        case 2:
            out[start:start] = out[start : start + length] * chance.choice([1, 2, 30])
        case 3:
            other = chance.choice(others)
            place = chance.randint(0, len(other))
            out[start : start + length] = other[place : place + length]
        case 4:
            out[start:start] = chance.choice(SCRAPS) * chance.choice([1, 1, 1, 3, 500])
        case 5:
            piece = out[start : start + length]
            del out[start : start + length]
            place = chance.randint(0, len(out))
            out[place:place] = piece
        case 6 if chance.random() < 0.3:
            del out[start:]
        case _:
            out[start : start + length] = chance.choice(SCRAPS)


def _damaged_archive(data: bytes, others: list[bytes], chance: random.Random) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        # A bomb among the files would keep this program busy, too.
        names = [info.filename for info in archive.infolist() if info.file_size < SIZE_LIMIT]
        entries = [(name, archive.read(name)) for name in names]
    readable = [
        at for at, (name, _) in enumerate(entries) if name.endswith(("ml", "rels", "opf", "ncx"))
    ]
    for _ in range(chance.randint(1, 3) if readable else 0):
        at = chance.choice(readable)
        name, content = entries[at]
        changed = _damaged_tree(content, chance) if chance.random() < 0.7 else None
        if changed is None:
            raw = bytearray(content)
            _damage(raw, others, chance)
            changed = bytes(raw)
        entries[at] = (name, changed)
    if entries and chance.random() < 0.1:
        del entries[chance.randrange(len(entries))]
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return packed.getvalue()


def _damaged_tree(content: bytes, chance: random.Random) -> bytes | None:
    """Well-formed XML with elements moved, doubled, lost and their values changed."""
    try:
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        return None
    nodes = [node for node in root.iter() if isinstance(node.tag, str) and node is not root]
    for _ in range(chance.randint(1, DAMAGES) if nodes else 0):
        node, other = chance.choice(nodes), chance.choice(nodes)
        parent = node.getparent()
        match chance.randrange(5):
            case 0 if parent is not None:
                parent.remove(node)
            case 1:
                other.append(copy.deepcopy(node))
            case 2 if node.attrib:
                key = chance.choice(sorted(node.attrib))
                node.set(key, chance.choice(["", "-1", "0", "9" * 20, "x", "../../x", "#a", "٣"]))
            case 3:
                node.tag = other.tag
            case _:
                node.text = chance.choice(
                    ["", " ", "\u202e", "2020-13-45", "=" * 5000, "A. B said"]
                )
    return etree.tostring(root)


def _open_all(path: Path, others: list[bytes], chance: random.Random, seconds: float) -> None:
    """The child's part: damage and open until the time is up; ends at the first find."""
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY_BYTES, MEMORY_BYTES))
    faulthandler.register(signal.SIGVTALRM, chain=True)
    load(DATA / "page.html")  # so that all libraries are there before anything is watched

    def watch(event: str, arguments: object) -> None:
        if event.startswith(("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn")):
            raise AssertionError(f"{event}: {arguments}")

    sys.addaudithook(watch)
    end = time.monotonic() + seconds
    rounds = 0
    while time.monotonic() < end:
        path.write_bytes(damaged(chance.choice(others), others, chance))
        faulthandler.dump_traceback_later(WAIT, exit=True)
        signal.setitimer(signal.ITIMER_VIRTUAL, SLOW)
        _open(path)
        faulthandler.cancel_dump_traceback_later()
        rounds += 1
        _say(str(rounds))


def _open(path: Path) -> None:
    refusal = None
    try:
        article = load(path)
    except OpenError as error:
        refusal = error
    if refusal is not None:
        assert refusal.explanation.endswith("."), refusal
        assert "\n" not in str(refusal), refusal
        # The sentence for what nobody foresaw.
        assert "unusual kind" not in refusal.explanation, refusal.detail
        return
    position = 0
    for block in article.blocks:
        assert not article.text[position : block.start].strip()
        text = article.text[block.start : block.end]
        assert text == text.strip() != ""
        position = block.end
    assert position == len(article.text)
    for value in (article.text, article.title, article.byline, article.outlet, article.address):
        (value or "").encode("utf-8")
    for value in (article.title, article.byline, article.outlet, article.genre):
        assert "\n" not in (value or "")


def main() -> int:
    """Run as the module's description says."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("format", choices=sorted(set(SUFFIXES.values())))
    parser.add_argument("seconds", type=float)
    parser.add_argument("folder", type=Path, nargs="?", default=DATA)
    parser.add_argument("--keep", type=Path, default=Path("fuzz-finds"))
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--child", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    seeds = [
        path
        for path in sorted(options.folder.rglob("*"))
        if SUFFIXES.get(path.suffix) == options.format and path.stat().st_size < SIZE_LIMIT
    ]
    if not seeds:
        parser.error(f"no file of this format in {options.folder}")
    if options.child:
        chance = random.Random(options.seed)
        others = [path.read_bytes() for path in seeds]
        _open_all(options.child, others, chance, options.seconds)
        return 0
    rounds = finds = 0
    end = time.monotonic() + options.seconds
    with tempfile.TemporaryDirectory() as folder:
        last = Path(folder) / f"last{seeds[0].suffix}"
        while (left := end - time.monotonic()) > 0:
            command = [sys.executable, __file__, options.format, str(left), str(options.folder)]
            command += ["--seed", str(options.seed + finds), "--child", str(last)]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            rounds += int((done.stdout.split() or ["0"])[-1])
            if done.returncode == 0:
                break
            finds += 1
            options.keep.mkdir(parents=True, exist_ok=True)
            kept = options.keep / f"{options.format}-{options.seed}-{finds}{last.suffix}"
            if last.exists():
                kept.write_bytes(last.read_bytes())
            kept.with_suffix(".log").write_text(done.stderr, "utf-8")
            reason = (done.stderr.strip().splitlines() or [""])[-1]
            _say(f"{kept}: status {done.returncode}: {reason[:300]}")
    _say(f"{options.format}: {rounds} damaged files, from {len(seeds)}; {finds} finds")
    return int(finds > 0)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
