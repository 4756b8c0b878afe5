# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""`slantwise annotate`: annotated copies of files and folders."""

import argparse
import os
import time
from collections.abc import Sequence
from pathlib import Path

from reader.cli.analyze import unmarked
from reader.cli.arguments import Commands, articles, files_of, password_of
from reader.cli.saying import Bar, bar, say
from reader.document.marks import View
from reader.document.overlay import Overlaid
from reader.errors import ReaderError, Reason, SaveError
from reader.export.registry import WRITERS, Source, Writer, save, writer_called
from reader.session.batch import Result, analyse_files
from reader.session.bulk.folder import held
from reader.session.bulk.journal import Journal
from reader.session.bulk.planning import sha256_of
from reader.session.bulk.running import made_now
from reader.session.copy_source import SourceFile

# What the file systems in use take of a name.
_NAME_BYTES = 255


def add(commands: Commands) -> None:
    """Describe the command."""
    parser = commands.add_parser("annotate", parents=[articles()], help="save annotated copies")
    parser.add_argument(
        "--to",
        type=_formats,
        default=["html"],
        metavar="FORMAT[,FORMAT]",
        help=f"among {', '.join(WRITERS)}; html unless said",
    )
    parser.add_argument(
        "--out", type=Path, required=True, metavar="DIR", help="the folder for the copies"
    )
    parser.add_argument(
        "--force", action="store_true", help="replace copies that are there already"
    )
    parser.add_argument(
        "--again", action="store_true", help="replace those that an earlier run has made"
    )
    parser.add_argument(
        "--show-from",
        type=_percentage,
        default=0.6,
        metavar="PERCENT",
        help="mark opinions from this probability on; 60 unless said",
    )
    parser.set_defaults(run=_annotate)


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


def _annotate(parsed: argparse.Namespace) -> int:
    files = files_of(parsed)
    if not files:
        return 1
    password = password_of(parsed)
    begun = time.perf_counter()
    try:
        with held(parsed.out) as kept:
            how = f"{made_now(parsed.language)} {parsed.show_from}"
            with Journal(kept, how) as journal, bar() as shown:
                run = _Copying(parsed, password, journal, shown)
                run.copy(files)
    except ReaderError as error:
        say(str(error))
        return 1
    seconds = time.perf_counter() - begun
    note = f", {run.before} of them before" if run.before else ""
    note += f", {len(run.failed)} failed" if run.failed else ""
    note += f", {run.shortened} too long a name shortened" if run.shortened else ""
    done = len(files) - len(run.failed)
    say(f"{done} of {len(files)} annotated in {parsed.out}{note} ({seconds:.1f} s)")
    return 1 if run.failed else 0


class _Copying:
    """A run that saves copies.

    Attributes:
        failed: The files that lack a copy.
        before: How many had all of theirs from before.
        shortened: How many copies have a shorter name than their file's.
    """

    def __init__(
        self, parsed: argparse.Namespace, password: str | None, journal: Journal, shown: Bar
    ) -> None:
        self._parsed = parsed
        self._password = password
        self._journal = journal
        self._shown = shown
        self._view = View(show_from=parsed.show_from)
        self._writers = [WRITERS[name] for name in parsed.to]
        self._wanted: dict[Path, list[tuple[str, Writer]]] = {}
        self.failed: set[Path] = set()
        self.before = 0
        self.shortened = 0

    def copy(self, files: Sequence[Path]) -> None:
        """Save what is missing of the copies of some files.

        Raises:
            SaveError: Nothing more can be saved.
        """
        copies = {
            path: [self._fitting(name, writer) for writer in self._writers]
            for path, name in _copy_names(files, self._parsed.files).items()
        }
        self._wanted = {path: self._missing(path, names) for path, names in copies.items()}
        missing = [path for path in files if self._wanted[path]]
        self.before = len(files) - len(missing)
        self._shown.begin("", len(files), self.before)
        results = analyse_files(
            missing,
            password=self._password,
            language=self._parsed.language,
            workers=self._parsed.workers,
            explain_from=self._view.show_from,
            advance=lambda done: self._shown.show(self.before + done),
        )
        for path, result in results:
            self._take(path, result)

    def _missing(self, path: Path, copies: Sequence[str]) -> list[tuple[str, Writer]]:
        found = list(zip(copies, self._writers, strict=True))
        if self._parsed.again or self._parsed.force:
            return found
        sha256 = sha256_of(path)
        return [
            (copy, writer)
            for copy, writer in found
            if not ((self._parsed.out / copy).exists() and self._journal.done(sha256, copy))
        ]

    def _take(self, path: Path, result: Result) -> None:
        if isinstance(result, ReaderError):
            result.path = path
            say(str(result))
            self._fail(path)
            return
        article = result.analysis.article
        if article.foreign and not result.analysis.sentences:
            say(unmarked(path, article.language))
        sha256 = sha256_of(path)
        for copy, writer in self._wanted[path]:
            mine = self._parsed.force or self._journal.may_replace(copy, again=self._parsed.again)
            try:
                if mine or not (self._parsed.out / copy).exists():
                    self._journal.begin(sha256, copy)
                self._save(path, result, copy, writer, overwrite=mine)
                self._journal.end(sha256, copy)
            except (ReaderError, OSError) as error:
                self._fail(path)
                if isinstance(error, SaveError) and error.reason is Reason.DISK_FULL:
                    raise
                say(str(error))

    def _save(
        self, path: Path, result: Overlaid, copy: str, writer: Writer, *, overwrite: bool
    ) -> None:
        target = self._parsed.out / copy
        target.parent.mkdir(parents=True, exist_ok=True)
        source, said = _source(path, result, writer, self._password)
        written = writer.write(result, self._view, source, lambda _: None)
        save(target, written.data, source=path, overwrite=overwrite)
        for sentence in filter(None, (said, written.said)):
            say(f"{target.name}: {sentence}")

    def _fail(self, path: Path) -> None:
        self.failed.add(path)
        self._shown.fail()

    def _fitting(self, name: str, writer: Writer) -> str:
        ending = f".annotated{writer.suffix}"
        wanted = Path(name + ending)
        fitting = wanted.with_name(_fitting(wanted.name, ending))
        self.shortened += fitting != wanted
        return str(fitting)


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


def _copy_names(files: Sequence[Path], given: Sequence[Path]) -> dict[Path, str]:
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
