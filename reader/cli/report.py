# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""`slantwise report`: what a run over many articles found, as one page with figures."""

import argparse
from pathlib import Path

from reader.cli.arguments import Commands
from reader.cli.saying import say
from reader.errors import ReaderError
from reader.export.report.corpus import COLUMNS, Corpus
from reader.export.report.figures import missing_library
from reader.export.report.findings import findings
from reader.export.report.page import About, report_page
from reader.export.saving import save
from reader.session.bulk.reading import find_results

#: What the page is called where nothing else is said.
PAGE = "report.html"


def add(commands: Commands) -> None:
    """Describe the command."""
    parser = commands.add_parser("report", help="make a page with figures from a run’s tables")
    parser.add_argument(
        "folder", type=Path, metavar="DIR", help="the folder that analyze --out wrote to"
    )
    parser.add_argument(
        "--out", type=Path, metavar="FILE", help=f"the page; {PAGE} in the folder unless said"
    )
    parser.add_argument("--force", action="store_true", help="replace a page that is there already")
    parser.set_defaults(run=_report)


def _report(parsed: argparse.Namespace) -> int:
    """Make the page; the exit code: 0, or 1 if there is none."""
    target: Path = parsed.out or parsed.folder / PAGE
    try:
        if error := missing_library():
            raise error
        results = find_results(parsed.folder)
        corpus = Corpus()
        corpus.add_all(results.articles(COLUMNS))
        if not len(corpus):
            say(_nothing(parsed.folder, corpus))
            return 1
        if not results.whole:
            say("the run has not come to its end; the page says so")
        name = parsed.folder.resolve().name
        about = About(name, results.whole, results.failed, results.duplicates)
        page = report_page(findings(corpus), about)
        save(target, page, source=None, overwrite=parsed.force)
    except ReaderError as error:
        say(str(error))
        return 1
    print(target)  # noqa: T201
    return 0


def _nothing(folder: Path, corpus: Corpus) -> str:
    if corpus.unmarked:
        return f"{folder}: none of its articles is in a language that is analysed"
    return f"{folder}: no article was analysed in this run; failures.csv says why"
