# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What a run leaves to be read: tables, analyses, failures, a summary, and a page about them.

They follow from the records and the plan alone: whatever was cut off or done in another order, the
same files give the same bytes.
"""

import json
import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import BinaryIO

from reader.document.schema import analysis_from_dict, article_from_dict
from reader.errors import Reason, SaveError
from reader.export.saving import explained, replacing, save
from reader.export.tables.description import description
from reader.export.tables.files import CsvFile, ParquetFile, TableFile
from reader.export.tables.rows import Row, rows_of
from reader.export.tables.schema import ARTICLES, DUPLICATES, FAILURES, TABLES
from reader.session.bulk.parts import Failure, Made, Store
from reader.session.bulk.planning import Planned

#: The forms in which results are written.
FORMS = ("jsonl", "csv", "parquet")

ANALYSES = "analyses.jsonl"
SUMMARY = "summary.json"
PAGE = "README.md"

# Among what runs go on from: results have been begun here, so that their files may be replaced.
_OURS = "results"

_ANALYSED = [column.name for column in ARTICLES.columns].index("analysed")
_TABLE_FORMS = ("csv", "parquet")


@dataclass(frozen=True, slots=True)
class Summary:
    """How many files there were, and what became of them.

    Attributes:
        analysed: Contents of which there is an analysis.
        unmarked: Of these, those in a language that is not analysed.
        failed: Contents of which there is none.
        duplicates: Files whose content is that of another one.
    """

    files: int
    analysed: int
    unmarked: int
    failed: int
    duplicates: int


def begin(out: Path, kept: Path) -> None:
    """Take the folder for results, and away from it the sign that those in it are whole.

    Args:
        out: The folder.
        kept: The one in it for what runs go on from.

    Raises:
        SaveError: It holds files that are no results but would be replaced by them, or the sign
            cannot be taken away.
    """
    ours = kept / _OURS
    if not ours.exists():
        for name in [*_names(FORMS), PAGE, SUMMARY]:
            if os.path.lexists(out / name):
                sentence = (
                    "This is not of an earlier run and would be replaced; choose another folder "
                    "for the results."
                )
                raise SaveError(out / name, Reason.WOULD_OVERWRITE, sentence)
        with explained(ours):
            ours.touch()
    _remove(out / SUMMARY)


def _remove(path: Path) -> None:
    with explained(path):
        path.unlink(missing_ok=True)


def write_results(
    out: Path,
    store: Store,
    planned: Sequence[Planned],
    failures: Mapping[Path, Failure],
    *,
    forms: Sequence[str],
    made: Made,
    advance: Callable[[int], None] = lambda _: None,
) -> Summary:
    """Write all results anew, each file in one step, and the summary last.

    Args:
        out: The folder for them.
        store: Has a record of all that is planned, but for the failures.
        planned: In the order of the rows.
        failures: By the file.
        forms: Among `FORMS`; files of the other forms, which an earlier run left, are removed.
        made: What made the records.
        advance: Told of how many articles are written.

    Raises:
        SaveError: They could not be written; the files that are there are whole.
    """
    names = _names(forms)
    about = {"slantwise": made.program, "model": made.model, "model_version": made.model_version}
    unmarked = 0
    with ExitStack() as stack:
        files: dict[str, list[TableFile]] = {}

        def opened(name: str) -> BinaryIO:
            return stack.enter_context(replacing(out / name))

        for kind in TABLES:
            files[kind.name] = []
            if "csv" in forms:
                files[kind.name].append(CsvFile(opened(f"{kind.name}.csv"), kind))
            if "parquet" in forms:
                table_file = ParquetFile(opened(f"{kind.name}.parquet"), kind, about)
                stack.callback(table_file.give_up)
                files[kind.name].append(table_file)
        for kind in (FAILURES, DUPLICATES):
            files[kind.name] = [CsvFile(opened(f"{kind.name}.csv"), kind)]
        lines = opened(ANALYSES) if "jsonl" in forms else None
        for number, item in enumerate(planned, start=1):
            found = _rows(store, item, failures, lines)
            unmarked += any(not row[_ANALYSED] for row in found.get(ARTICLES.name, ()))
            for name, rows in found.items():
                for table in files[name]:
                    table.add(rows)
            advance(number)
        for table in (table for several in files.values() for table in several):
            table.close()
    for name in _names(FORMS):
        if name not in names:
            _remove(out / name)
    copies = sum(len(item.copies) for item in planned)
    summary = Summary(
        len(planned) + copies, len(planned) - len(failures), unmarked, len(failures), copies
    )
    save(out / PAGE, description(names).encode(), source=None)
    told = {**about, "language": made.language, **asdict(summary), "names": names}
    save(out / SUMMARY, (json.dumps(told, indent=1) + "\n").encode(), source=None)
    return summary


def _names(forms: Sequence[str]) -> list[str]:
    tables = [f"{table.name}.{form}" for form in _TABLE_FORMS if form in forms for table in TABLES]
    lines = [ANALYSES] if "jsonl" in forms else []
    return [*tables, *lines, *(f"{table.name}.csv" for table in (FAILURES, DUPLICATES))]


def _rows(
    store: Store, item: Planned, failures: Mapping[Path, Failure], lines: BinaryIO | None
) -> Mapping[str, Sequence[Row]]:
    path = str(item.path)
    same = [(str(copy), item.sha256, path) for copy in item.copies]
    failure = failures.get(item.path)
    if failure is not None:
        told = (path, item.sha256, failure.reason.value, failure.sentence)
        return {FAILURES.name: [told], DUPLICATES.name: same}
    line = store.line(item.key)
    if lines is not None:
        lines.write(line + b"\n")
    data = json.loads(line)
    analysis = analysis_from_dict(data, article_from_dict(data["article"]))
    rows = rows_of(analysis, sha256=item.sha256, path=path, files=1 + len(item.copies))
    return {**rows, DUPLICATES.name: same}
