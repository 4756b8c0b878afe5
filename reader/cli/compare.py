# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""`slantwise compare`: two or more articles on one event, side by side."""

import argparse
from collections.abc import Callable
from pathlib import Path

from reader.cli.arguments import Commands, password_of
from reader.cli.saying import bar, say
from reader.document.marks import View
from reader.errors import ReaderError
from reader.export.comparison_html import comparison_page
from reader.export.comparison_json import comparison_json
from reader.export.comparison_words import verdict
from reader.export.saving import save
from reader.session.comparing import compare_files

#: More columns than these cannot be read.
MOST = 6

_FORMATS = ("html", "json")


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
            print(target)  # noqa: T201
    except ReaderError as error:
        return _failed(str(error))
    except OSError as error:
        return _failed(f"{folder} cannot be made: {error.strerror}")
    if said := verdict(comparison):
        say(said)
    return 0


def _formats(value: str) -> list[str]:
    given = [name.strip().lower() for name in value.split(",") if name.strip()]
    if not given or not set(given) <= set(_FORMATS):
        raise argparse.ArgumentTypeError(f"{value!r} is not among {', '.join(_FORMATS)}")
    return [name for name in _FORMATS if name in given]


def _name(files: list[Path]) -> str:
    """What the comparison is called: after the first two articles, no longer than a name may be."""
    stems = [path.stem[:40] for path in files[:2]]
    return " and ".join(stems) + (f" and {len(files) - 2} more" if len(files) > 2 else "")


def _failed(said: str) -> int:
    say(said)
    return 1
