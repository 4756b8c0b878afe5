# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""`slantwise analyze`: the analysis as JSON on standard output, or of many files into a folder."""

import argparse
import contextlib
import json
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from reader.cli.arguments import Commands, articles, called, files_of, password_of
from reader.cli.saying import Bar, bar, give, say
from reader.errors import ReaderError, Reason
from reader.export.tables.files import missing_library
from reader.session.batch import Wanted, analyse_files
from reader.session.bulk.cluster import cluster_records, missing_cluster_library
from reader.session.bulk.parts import Failure
from reader.session.bulk.results import FORMS
from reader.session.bulk.running import (
    Listener,
    Outcome,
    Producer,
    local_records,
    made_now,
    run,
)

_USUAL = ["jsonl", "csv"]
#: What is said where a run ends before its end.
KEPT = "what was finished is kept; the same command goes on from there"

# So many failures get a line each; the table has them all.
_LINES = 20


def add(commands: Commands) -> None:
    """Describe the command."""
    parser = commands.add_parser(
        "analyze",
        parents=[articles()],
        help="write the analysis as JSON to standard output, or as tables into a folder",
    )
    parser.add_argument("--jsonl", action="store_true", help="one line of JSON for each file")
    parser.add_argument(
        "--out",
        type=Path,
        metavar="DIR",
        help="a folder for the results; a run that was cut off goes on there",
    )
    parser.add_argument(
        "--to",
        type=_forms,
        metavar="FORM[,FORM]",
        help=f"with --out: among {', '.join(FORMS)}; {','.join(_USUAL)} unless said",
    )
    parser.add_argument(
        "--again", action="store_true", help="with --out: do anew what is there from before"
    )
    parser.add_argument(
        "--scheduler",
        metavar="ADDRESS",
        help="with --out: let the machines of this dask.distributed cluster do the work",
    )

    def start(parsed: argparse.Namespace) -> int:
        if parsed.out is None and (parsed.to or parsed.again or parsed.scheduler):
            parser.error("--to, --again and --scheduler need a folder for the results: --out DIR")
        if parsed.out is not None and parsed.jsonl:
            parser.error("--jsonl is for standard output; with --out, say --to jsonl")
        if parsed.scheduler and parsed.workers:
            parser.error("--workers is for this computer; a cluster has its own, see --scheduler")
        missing: ReaderError | None = missing_library(parsed.to or ())
        if parsed.scheduler and missing is None:
            missing = missing_cluster_library()
        if missing is not None:
            parser.error(str(missing))
        return _to_output(parsed) if parsed.out is None else _into_folder(parsed)

    parser.set_defaults(run=start)


def _forms(value: str) -> list[str]:
    given = {name.strip().lower() for name in value.split(",") if name.strip()}
    if not given or not given.issubset(FORMS):
        unknown = ", ".join(sorted(given.difference(FORMS))) or repr(value)
        raise argparse.ArgumentTypeError(f"{unknown} is not among {', '.join(FORMS)}")
    return [form for form in FORMS if form in given]


def _to_output(parsed: argparse.Namespace) -> int:
    files = files_of(parsed)
    if not files:
        return 1
    password = password_of(parsed)
    failures = 0
    # One file named is one object; anything else is a list, however many files there are.
    single = len(parsed.files) == 1 and files == parsed.files
    separator = "["
    with bar(beside_output=True) as shown:
        shown.begin("", len(files))
        results = analyse_files(
            files,
            password=password,
            language=parsed.language,
            workers=parsed.workers,
            advance=shown.show,
        )
        for path, result in results:
            if isinstance(result, ReaderError):
                failures += 1
                shown.fail()
                say(f"{called(path, parsed.files)}: {result.explanation}")
                continue
            article = result.analysis.article
            if article.foreign and not result.analysis.sentences:
                say(unmarked(path, article.language))
            data = result.machine.to_dict()
            if parsed.jsonl or single:
                give(json.dumps(data, ensure_ascii=False, indent=None if parsed.jsonl else 1))
            else:
                give(f"{separator}\n{json.dumps(data, ensure_ascii=False, indent=1)}")
                separator = ","
    if not parsed.jsonl and not single:
        give("[]" if separator == "[" else "]")
    return 1 if failures else 0


def unmarked(path: Path, language: str) -> str:
    """What is said of an article whose language is not one that is analysed."""
    return (
        f"{path}: It seems to be in another language ({language}) and is not marked; --language en "
        "reads it as English."
    )


def _into_folder(parsed: argparse.Namespace) -> int:
    out: Path = parsed.out
    files = files_of(parsed)
    if not files:
        return 1
    wanted = Wanted(password_of(parsed), parsed.language)
    begun = time.perf_counter()
    try:
        with _producer(parsed, wanted) as produce, bar() as shown:
            outcome = run(
                files,
                out,
                produce,
                made=made_now(parsed.language),
                forms=parsed.to or _USUAL,
                again=parsed.again,
                listener=_Telling(shown, parsed.files),
            )
    except ReaderError as error:
        say(str(error))
        if error.reason is Reason.DISK_FULL:
            say(KEPT)
        return 1
    _sum_up(outcome, out, time.perf_counter() - begun)
    return 1 if outcome.failures else 0


def _producer(
    parsed: argparse.Namespace, wanted: Wanted
) -> contextlib.AbstractContextManager[Producer]:
    if parsed.scheduler:
        return cluster_records(parsed.scheduler, wanted, say=say)
    return contextlib.nullcontext(local_records(wanted, parsed.workers))


class _Telling(Listener):
    """Shows a run on the bar, and the first failures as lines."""

    def __init__(self, shown: Bar, given: Sequence[Path]) -> None:
        self._shown = shown
        self._given = given
        self._done = self._failed = 0

    def looking(self, done: int, total: int) -> None:
        if done == 1:
            self._shown.begin("looking", total)
        self._shown.show(done)

    def begun(self, total: int, before: int) -> None:
        self._done = before
        self._shown.begin("analysing", total, before)
        if before:
            say(f"{before} of {total} were done before")

    def ended(self, path: Path, failure: Failure | None) -> None:
        self._done += 1
        self._shown.show(self._done)
        if failure is None:
            return
        self._shown.fail()
        self._failed += 1
        if self._failed <= _LINES:
            say(f"{called(path, self._given)}: {failure.sentence}")
        if self._failed == _LINES:
            say("more failures will be in failures.csv alone")

    def writing(self, done: int, total: int) -> None:
        if done == 1:
            self._shown.begin("writing", total)
        self._shown.show(done)

    def said(self, sentence: str) -> None:
        say(sentence)


def _sum_up(outcome: Outcome, out: Path, seconds: float) -> None:
    found = outcome.summary
    told = [f"{found.analysed} of {found.files} files analysed"]
    if found.failed:
        told.append(f"{found.failed} failed (failures.csv says why)")
    if found.duplicates:
        told.append(f"{found.duplicates} the same as another one (duplicates.csv)")
    if found.unmarked:
        told.append(f"{found.unmarked} in another language and not marked")
    say(f"{', '.join(told)}; results in {out} ({seconds:.1f} s)")
    reasons = Counter(failure.reason.value for failure in outcome.failures.values())
    if len(reasons) > 1:
        say("failed: " + ", ".join(f"{count} {reason}" for reason, count in reasons.most_common()))
