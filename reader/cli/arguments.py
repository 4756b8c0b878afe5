# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What the commands that read articles are told in the same way, and how it is read."""

import argparse
from pathlib import Path
from typing import TypeAlias

from reader.cli.saying import say
from reader.session.batch import find_files
from reader.session.bulk.planning import outside

#: What `add_subparsers` returns, to which a command adds its own.
Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def articles() -> argparse.ArgumentParser:
    """The arguments that name articles and say how they are read, as a parent of parsers."""
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument(
        "files", nargs="+", type=Path, metavar="FILE|FOLDER", help="articles, or folders of them"
    )
    parser.add_argument(
        "--password-file", type=Path, help="a file whose first line opens encrypted files"
    )
    parser.add_argument(
        "--language",
        choices=["en"],
        help="read every file as English, whatever it seems to be in",
    )
    parser.add_argument(
        "--workers",
        type=_number,
        metavar="N",
        help="how many processes work at once; one for each core unless said",
    )
    return parser


def _number(value: str) -> int:
    if not value.isdecimal() or not 1 <= int(value) <= 1000:
        raise argparse.ArgumentTypeError(f"{value!r} is not a number from 1 to 1000")
    return int(value)


def files_of(parsed: argparse.Namespace) -> list[Path]:
    """The files that were asked for, without the results of earlier runs; says so if none."""
    files = find_files(parsed.files)
    if parsed.out is not None:
        found = outside(files, parsed.out)
        if len(found) < len(files):
            say(f"{parsed.out} lies inside the input; what is in it is not read")
        files = found
    if not files:
        say("these folders hold no file that can be opened")
    return files


def password_of(parsed: argparse.Namespace) -> str | None:
    """The password that was given.

    Raises:
        SystemExit: Its file cannot be read, which has been said.
    """
    if parsed.password_file is None:
        return None
    try:
        # Some editors begin a file with a mark that is no part of the password.
        lines = parsed.password_file.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        say(f"the password file cannot be read: {error}")
        raise SystemExit(1) from error
    return lines[0] if lines else ""
