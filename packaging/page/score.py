# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Score title, byline and date of web pages against what people say they are.

    python packaging/page/score.py html wcxb --half learn --wrong

Each folder, in SLANTWISE_ARTICLES where its path is not absolute, holds NAME.html and
NAME.expected.json ({"title": ..., "byline": ..., "published": ...}, null for what the page does not
say). Halves are those of a hash of the page's name, as `learn.py` has them. Two figures are given
for each: of the pages whose truth is known, and of all, where null is right if nothing was claimed.

Titles and bylines are compared as words, so that case, white space and dashes do not count, the
latter in any order and without "By" and "and"; dates are compared as days.
"""

import argparse
import hashlib
import json
import os
import unicodedata
from collections.abc import Callable
from pathlib import Path

from reader import open_article
from reader.errors import OpenError
from reader.formats.page.reading import decode_page
from reader.formats.structure.words import words_of

SHARED = Path(__file__).parents[2].parent / "shared"
ARTICLES = Path(os.environ.get("SLANTWISE_ARTICLES", SHARED / "articles"))
NOT_NAMES = frozenset({"by", "and", "dr", "prof"})
KEYS = ("title", "byline", "published")
Said = dict[str, str | None]


def in_half(name: str, half: str) -> bool:
    """Whether a page is to be scored; those to learn from have an even SHA-256 of their name."""
    even = int(hashlib.sha256(name.encode()).hexdigest(), 16) % 2 == 0
    return half == "all" or even == (half == "learn")


def alike(key: str, value: str | None) -> object:
    """What of a value is compared."""
    if not value:
        return None
    if key == "published":
        return value[:10]
    words = words_of(unicodedata.normalize("NFKC", value))
    return sorted(set(words) - NOT_NAMES) if key == "byline" else words


def ours(page: Path) -> Said:
    """What Slantwise says of a page."""
    try:
        article = open_article(page)
    except OpenError:
        return {}
    return {key: getattr(article, key) for key in KEYS}


def trafilaturas(page: Path) -> Said:
    """What trafilatura says of a page."""
    from trafilatura import extract_metadata

    found = extract_metadata(decode_page(page.read_bytes()))
    return {"title": found.title, "byline": found.author, "published": found.date}


def score(readers: dict[str, Callable[[Path], Said]], folder: Path, half: str, wrong: bool) -> None:
    """Print the shares of right answers of each reader."""
    truths = sorted(folder.glob("*.expected.json"))
    pages = [path.with_name(path.name.replace(".expected.json", ".html")) for path in truths]
    pages = [page for page in pages if in_half(page.stem, half)]
    for name, read in readers.items():
        right: dict[str, list[tuple[bool, bool]]] = {key: [] for key in KEYS}
        for page in pages:
            truth = json.loads(page.with_suffix(".expected.json").read_text(encoding="utf-8"))
            said = read(page)
            for key in KEYS:
                same = alike(key, said.get(key)) == alike(key, truth.get(key))
                right[key].append((same, truth.get(key) is not None))
                if wrong and not same:
                    print(f"{page.stem}\t{key}\t{truth.get(key)!r}\t{said.get(key)!r}")
        for key, found in right.items():
            known = [same for same, stated in found if stated]
            print(
                f"{folder.name} {half} {name} {key}: "
                f"{sum(known) / max(1, len(known)):.3f} of {len(known)} known, "
                f"{sum(same for same, _ in found) / max(1, len(found)):.3f} of all {len(found)}"
            )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--half", choices=("learn", "check", "all"), default="all")
    parser.add_argument("--wrong", action="store_true", help="list what is wrong: truth, said")
    parser.add_argument("--beside", action="store_true", help="score trafilatura, too")
    options = parser.parse_args()
    readers: dict[str, Callable[[Path], Said]] = {"slantwise": ours}
    if options.beside:
        readers["trafilatura"] = trafilaturas
    for folder in options.folders:
        score(readers, ARTICLES / folder, options.half, options.wrong)


if __name__ == "__main__":
    main()
