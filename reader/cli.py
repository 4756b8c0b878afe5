# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Slantwise without a window: analyse or annotate files and folders."""

import argparse
import contextlib
import json
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TextIO

from reader import cli_compare
from reader.document.marks import View
from reader.document.overlay import Overlaid
from reader.errors import ReaderError
from reader.export.registry import WRITERS, Source, Writer, save, writer_called
from reader.session.batch import Result, analyse_files, find_files
from reader.session.copy_source import SourceFile

_BAR = 24
# What the file systems in use take of a name.
_NAME_BYTES = 255


def main(arguments: Sequence[str]) -> int:
    """Run `analyze` or `annotate`; the exit code: 0, or 1 if a file failed (the rest is done)."""
    parsed = _parser().parse_args(arguments)
    files = find_files(parsed.files)
    if not files and parsed.command != "compare":
        print("slantwise: these folders hold no file that can be opened", file=sys.stderr)  # noqa: T201
        return 1
    try:
        password = _password(parsed.password_file)
    except (OSError, UnicodeDecodeError) as error:
        print(f"slantwise: the password file cannot be read: {error}", file=sys.stderr)  # noqa: T201
        return 1
    try:
        if parsed.command == "compare":
            with contextlib.closing(_Bar(sys.stderr, len(parsed.files))) as bar:
                return cli_compare.run(parsed, password, bar.show)
        if parsed.command == "analyze":
            return _analyze(files, parsed, password)
        return _annotate(files, parsed, password)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # The reader of our output has gone (`| head`): nothing to say, nobody to say it to.
        sys.stderr.close()
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="slantwise",
        description="Show where an article reports, where its author argues, whose views it "
        "relays, and whom it is about. Without a command, opens the window.",
    )
    commands = parser.add_subparsers(dest="command", required=True)
    both = argparse.ArgumentParser(add_help=False)
    both.add_argument(
        "files", nargs="+", type=Path, metavar="FILE|FOLDER", help="articles, or folders of them"
    )
    both.add_argument(
        "--password-file", type=Path, help="a file whose first line opens encrypted files"
    )
    both.add_argument(
        "--language",
        choices=["en"],
        help="read every file as English, whatever it seems to be in",
    )
    analyze = commands.add_parser(
        "analyze", parents=[both], help="write the analysis as JSON to standard output"
    )
    analyze.add_argument("--jsonl", action="store_true", help="one line of JSON for each file")
    annotate = commands.add_parser("annotate", parents=[both], help="save annotated copies")
    annotate.add_argument(
        "--to",
        type=_formats,
        default=["html"],
        metavar="FORMAT[,FORMAT]",
        help=f"among {', '.join(WRITERS)}; html unless said",
    )
    annotate.add_argument(
        "--out", type=Path, required=True, metavar="DIR", help="the folder for the copies"
    )
    annotate.add_argument(
        "--force", action="store_true", help="replace copies that are there already"
    )
    annotate.add_argument(
        "--show-from",
        type=_percentage,
        default=0.6,
        metavar="PERCENT",
        help="mark opinions from this probability on; 60 unless said",
    )
    cli_compare.add_command(commands)
    return parser


def _formats(value: str) -> list[str]:
    given = [name.strip() for name in value.split(",") if name.strip()]
    found = {name: writer_called(name) for name in given}
    unknown = [name for name, writer in found.items() if writer is None]
    if unknown or not given:
        known = ", ".join(WRITERS)
        raise argparse.ArgumentTypeError(f"{', '.join(unknown) or value!r} is not among {known}")
    return [name for name, writer in WRITERS.items() if writer in found.values()]


def _percentage(value: str) -> float:
    try:
        number = float(value.removesuffix("%"))
    except ValueError:
        number = -1
    if not 50 <= number <= 100:
        raise argparse.ArgumentTypeError(f"{value!r} is not a percentage from 50 to 100")
    return number / 100


def _password(file: Path | None) -> str | None:
    if file is None:
        return None
    # Some editors begin a file with a mark that is no part of the password.
    lines = file.read_text("utf-8-sig").splitlines()
    return lines[0] if lines else ""


def _analyze(files: list[Path], parsed: argparse.Namespace, password: str | None) -> int:
    failures = 0
    # One file named is one object; anything else is a list, however many files there are.
    single = len(parsed.files) == 1 and files == parsed.files
    separator = "["
    analyse = partial(analyse_files, files, password=password, language=parsed.language)
    for _path, result in _with_progress(analyse, len(files)):
        if isinstance(result, ReaderError):
            failures += 1
            continue
        data = result.machine.to_dict()
        if parsed.jsonl or single:
            print(json.dumps(data, ensure_ascii=False, indent=None if parsed.jsonl else 1))  # noqa: T201
        else:
            print(separator, json.dumps(data, ensure_ascii=False, indent=1), sep="\n")  # noqa: T201
            separator = ","
    if not parsed.jsonl and not single:
        print("[]" if separator == "[" else "]")  # noqa: T201
    sys.stdout.flush()
    return 1 if failures else 0


def _annotate(files: list[Path], parsed: argparse.Namespace, password: str | None) -> int:
    begun = time.perf_counter()
    view = View(show_from=parsed.show_from)
    failed: set[Path] = set()
    folder: Path = parsed.out
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        print(f"slantwise: {folder} cannot be made: {error.strerror}", file=sys.stderr)  # noqa: T201
        return 1
    names = _copy_names(files, parsed.files)
    shortened = 0
    analyse = partial(
        analyse_files,
        files,
        password=password,
        language=parsed.language,
        explain_from=view.show_from,
    )
    for path, result in _with_progress(analyse, len(files)):
        if isinstance(result, ReaderError):
            failed.add(path)
            continue
        for name in parsed.to:
            writer = WRITERS[name]
            target = folder / f"{names[path]}.annotated{writer.suffix}"
            fitting = target.with_name(_fitting(target.name, f".annotated{writer.suffix}"))
            shortened += fitting != target
            try:
                fitting.parent.mkdir(parents=True, exist_ok=True)
                source, said = _source(path, result, writer, password)
                written = writer.write(result, view, source, lambda _: None)
                save(fitting, written.data, source=path, overwrite=parsed.force)
            except (ReaderError, OSError) as error:
                failed.add(path)
                print(f"slantwise: {error}", file=sys.stderr)  # noqa: T201
            else:
                for sentence in filter(None, (said, written.said)):
                    print(f"slantwise: {fitting.name}: {sentence}", file=sys.stderr)  # noqa: T201
    seconds = time.perf_counter() - begun
    done = len(files) - len(failed)
    note = f", {len(failed)} failed" if failed else ""
    note += f", {shortened} too long a name shortened" if shortened else ""
    print(f"{done} of {len(files)} annotated in {folder}{note} ({seconds:.1f} s)", file=sys.stderr)  # noqa: T201
    return 1 if failed else 0


def _source(
    path: Path, read: Overlaid, writer: Writer, password: str | None
) -> tuple[Source | None, str]:
    """The file's own bytes, where the copy is made from them, and a sentence where it cannot be."""
    if writer.suffix != f".{read.analysis.article.format}":
        return None, ""
    return SourceFile(path, password).source(read.analysis.article.sha256)


def _fitting(name: str, ending: str) -> str:
    """A file's name, cut before its ending to what a file system takes, in bytes."""
    if len(os.fsencode(name)) <= _NAME_BYTES:
        return name
    stem = name.removesuffix(ending)
    while len(os.fsencode(stem + ending)) > _NAME_BYTES:
        stem = stem[:-1]
    return stem + ending


def _copy_names(files: list[Path], given: list[Path]) -> dict[Path, str]:
    """For each file, what its copies are called: below its folder as given, without its suffix.

    Where two files would get the same name, both keep their suffix; where that is not enough,
    a number is added.
    """
    folders = [path for path in given if path.is_dir()]
    names: dict[Path, str] = {}
    for path in files:
        base = next((folder for folder in folders if path.is_relative_to(folder)), path.parent)
        names[path] = str(path.relative_to(base).with_suffix(""))
    taken: set[str] = set()
    counts: dict[str, int] = {}
    for name in names.values():
        counts[name.casefold()] = counts.get(name.casefold(), 0) + 1
    for path, name in names.items():
        wanted = name if counts[name.casefold()] == 1 else name + path.suffix
        unique, number = wanted, 2
        while unique.casefold() in taken:
            unique, number = f"{wanted}-{number}", number + 1
        taken.add(unique.casefold())
        names[path] = unique
    return names


def _with_progress(
    analyse: Callable[..., Iterator[tuple[Path, Result]]], total: int
) -> Iterator[tuple[Path, Result]]:
    """Pass the results on, drawing a bar on a terminal.

    There is a line for each file that failed, or in which nothing is marked for its language.
    """
    with contextlib.closing(_Bar(sys.stderr, total)) as bar:
        for path, result in analyse(advance=bar.show):
            said = ""
            if isinstance(result, ReaderError):
                result.path = path
                said = str(result)
            elif result.analysis.article.foreign and not result.analysis.sentences:
                said = (
                    f"{path}: It seems to be in another language "
                    f"({result.analysis.article.language}) and is not marked; --language en reads "
                    "it as English."
                )
            if said:
                bar.clear()
                print(f"slantwise: {said}", file=sys.stderr)  # noqa: T201
            yield path, result


class _Bar:
    """A progress bar; draws nothing where the stream is no terminal."""

    def __init__(self, stream: TextIO, total: int) -> None:
        self._stream = stream
        self._total = total
        self._visible = stream.isatty()
        self.show(0.0)

    def clear(self) -> None:
        if self._visible:
            self._stream.write("\r\x1b[K")

    def close(self) -> None:
        self.clear()
        self._stream.flush()

    def show(self, done: float) -> None:
        """Show of how many files the work is done; of a single one, how much of it."""
        if self._visible:
            full = int(_BAR * done / self._total)
            bar = "█" * full + "░" * (_BAR - full)
            told = f"{done:.0%}" if self._total == 1 else f"{int(done)} of {self._total}"
            self._stream.write(f"\r\x1b[K{bar} {told}")
            self._stream.flush()
