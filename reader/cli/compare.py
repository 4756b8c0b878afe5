# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""`slantwise compare`: two or more articles on one event, side by side."""

import argparse
import os
from collections.abc import Callable, Sequence
from pathlib import Path

from reader.cli.analyze import unmarked
from reader.cli.arguments import Commands, password_of
from reader.cli.saying import bar, give, say
from reader.document.marks import View
from reader.errors import ReaderError
from reader.export.comparison_html import comparison_page
from reader.export.comparison_json import comparison_json
from reader.export.comparison_words import verdict
from reader.export.saving import save
from reader.session.bulk.planning import sha256_of
from reader.session.comparing import compare_files

#: More columns than these cannot be read.
MOST = 6

_FORMATS = ("html", "json")
# File systems take 255 bytes of a name, which holds two stems.
_STEM_BYTES = 100


def add(commands: Commands) -> None:
    """Describe the command."""
    parser = commands.add_parser("compare", help="lay articles on one event side by side")
    parser.add_argument(
        "files", nargs="+", type=Path, metavar="FILE", help=f"the articles, two to {MOST}"
    )
    parser.add_argument(
        "--to",
        type=_formats,
        default=["html"],
        metavar="FORMAT[,FORMAT]",
        help=f"among {', '.join(_FORMATS)}; html unless said",
    )
    parser.add_argument(
        "--out", type=Path, default=Path(), metavar="DIR", help="the folder; this one unless said"
    )
    parser.add_argument(
        "--force", action="store_true", help="replace comparisons that are there already"
    )
    parser.add_argument(
        "--password-file", type=Path, help="a file whose first line opens encrypted files"
    )
    parser.add_argument(
        "--language",
        choices=["en"],
        help="read every file as English, whatever it seems to be in",
    )
    parser.set_defaults(run=_compare)


def _compare(parsed: argparse.Namespace) -> int:
    """Compare and save; the exit code: 0, or 1 if there is nothing whole to show."""
    password = password_of(parsed)
    with bar() as shown:
        shown.begin("", len(parsed.files))
        return _save(parsed, password, shown.show)


def _save(
    parsed: argparse.Namespace, password: str | None, advance: Callable[[float], None]
) -> int:
    files: list[Path] = parsed.files
    if not 2 <= len(files) <= MOST:
        return _failed(f"give two to {MOST} articles to compare")
    if same := _same(files):
        return _failed(f"{same[0]} and {same[1]} are one and the same; give another article")
    folder: Path = parsed.out
    view = View()
    try:
        reads, comparison = compare_files(
            files,
            password=password,
            language=parsed.language,
            explain_from=view.show_from,
            advance=advance,
        )
        folder.mkdir(parents=True, exist_ok=True)
        for name in parsed.to:
            if name == "html":
                data = comparison_page(comparison, reads, view)
            else:
                data = comparison_json(comparison)
            target = folder / f"{_name(files)}.compared.{name}"
            save(target, data, source=None, overwrite=parsed.force)
            give(str(target))
    except ReaderError as error:
        return _failed(str(error))
    except OSError as error:
        return _failed(f"{folder} cannot be made: {error.strerror}")
    for path, read in zip(files, reads, strict=True):
        article = read.analysis.article
        if article.foreign and not read.analysis.sentences:
            say(unmarked(path, article.language))
    if said := verdict(comparison):
        say(said)
    return 0


def _same(files: Sequence[Path]) -> tuple[Path, Path] | None:
    """The first two files that hold the same bytes."""
    seen: dict[str, Path] = {}
    for path in files:
        sha256 = sha256_of(path)
        if sha256 in seen:
            return seen[sha256], path
        if sha256:
            seen[sha256] = path
    return None


def _formats(value: str) -> list[str]:
    given = [name.strip().lower() for name in value.split(",") if name.strip()]
    if not given or not set(given) <= set(_FORMATS):
        raise argparse.ArgumentTypeError(f"{value!r} is not among {', '.join(_FORMATS)}")
    return [name for name in _FORMATS if name in given]


def _name(files: list[Path]) -> str:
    """What the comparison is called: after the first two articles, no longer than a name may be."""
    stems = [os.fsencode(path.stem)[:_STEM_BYTES].decode(errors="ignore") for path in files[:2]]
    return " and ".join(stems) + (f" and {len(files) - 2} more" if len(files) > 2 else "")


def _failed(said: str) -> int:
    say(said)
    return 1
