# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The results of a run read back, one article at a time, in whatever form they are kept.

However many articles there are, only one of them is held at a time.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

from reader.document.schema import analysis_from_dict, article_from_dict
from reader.errors import OpenError, Reason
from reader.export.tables.files import missing_library
from reader.export.tables.reading import table_rows
from reader.export.tables.rows import Row, rows_of
from reader.export.tables.schema import ARTICLES, TABLES
from reader.session.bulk.folder import KEPT
from reader.session.bulk.parts import stored_lines
from reader.session.bulk.results import ANALYSES, SUMMARY

_KEY = "sha256"
_TABLES = {table.name: table for table in TABLES}


@dataclass(frozen=True, slots=True)
class Results:
    """What a run has left in a folder.

    Attributes:
        folder: Where it is.
        form: "parquet", "csv", "jsonl" or, where no results were written yet, "parts".
        whole: Whether the last run into it has come to its end.
        failed: How many files have no analysis; 0 where that is not known.
        duplicates: How many hold the bytes of another one; 0 where that is not known.
    """

    folder: Path
    form: str
    whole: bool
    failed: int = 0
    duplicates: int = 0

    def articles(
        self, columns: Mapping[str, Sequence[str]]
    ) -> Iterator[Mapping[str, Sequence[Row]]]:
        """The rows of each article by the name of their table, with these columns.

        Args:
            columns: The wanted ones by the name of their table, which has the articles' among them.

        Raises:
            OpenError: A table or part is missing, damaged or of another version.
        """
        if self.form in ("parquet", "csv"):
            yield from self._from_tables(columns)
        else:
            yield from self._from_lines(columns)

    def _from_tables(
        self, columns: Mapping[str, Sequence[str]]
    ) -> Iterator[Mapping[str, Sequence[Row]]]:
        tables = {name: self._groups(name, wanted) for name, wanted in columns.items()}
        articles = tables[ARTICLES.name]
        while articles.key is not None:
            key = articles.key
            yield {name: groups.take(key) for name, groups in tables.items()}
        for name, groups in tables.items():
            if groups.key is not None:
                sentence = (
                    "Its rows are not those of the articles in their order, so it was changed or "
                    "is of another run; run analyze again."
                )
                raise OpenError(self._path(name), Reason.DAMAGED, sentence)

    def _path(self, table: str) -> Path:
        return self.folder / f"{table}.{self.form}"

    def _groups(self, name: str, columns: Sequence[str]) -> "_Groups":
        return _Groups(table_rows(self._path(name), _TABLES[name], [_KEY, *columns]))

    def _from_lines(
        self, columns: Mapping[str, Sequence[str]]
    ) -> Iterator[Mapping[str, Sequence[Row]]]:
        places = {
            name: [[column.name for column in _TABLES[name].columns].index(item) for item in wanted]
            for name, wanted in columns.items()
        }
        for sha256, data in self._analyses():
            try:
                analysis = analysis_from_dict(data, article_from_dict(data["article"]))
            except (ValueError, KeyError, TypeError) as error:
                raise _damaged(self.folder / ANALYSES, error) from error
            rows = rows_of(analysis, sha256=sha256, path="")
            yield {
                name: [tuple(row[place] for place in wanted) for row in rows[name]]
                for name, wanted in places.items()
            }

    def _analyses(self) -> Iterator[tuple[str, Any]]:
        if self.form == "jsonl":
            path = self.folder / ANALYSES
            try:
                with path.open("rb") as file:
                    for line in file:
                        data = json.loads(line)
                        yield data["article"]["sha256"], data
            except (OSError, ValueError, KeyError, TypeError) as error:
                raise _damaged(path, error) from error
            return
        seen: set[str] = set()
        first: Mapping[str, str | None] | None = None
        for made, sha256, line in stored_lines(self.folder / KEPT):
            first = first or made
            if made != first:
                sentence = (
                    "It holds results of different versions of Slantwise or its model, which "
                    "cannot be added up; run analyze to its end first."
                )
                raise OpenError(self.folder, Reason.UNSUPPORTED, sentence)
            # The same bytes under two names are one article.
            if sha256 not in seen:
                seen.add(sha256)
                yield sha256, json.loads(line)


class _Groups:
    """The rows of a table, article by article.

    Attributes:
        key: Of the article whose rows are next, or None behind the last.
    """

    def __init__(self, rows: Iterator[Row]) -> None:
        self._groups = groupby(rows, key=itemgetter(0))
        self._advance()

    def take(self, key: str) -> list[Row]:
        """The rows of an article, without the key; none if the next ones are another's."""
        if self.key != key:
            return []
        rows = [row[1:] for row in self._rows]
        self._advance()
        return rows

    def _advance(self) -> None:
        group = next(self._groups, None)
        self.key = None if group is None else str(group[0])
        self._rows: Iterator[Row] = iter(()) if group is None else group[1]


def find_results(folder: Path) -> Results:
    """What a run has left in a folder, in the form that is read fastest.

    Raises:
        OpenError: There is nothing, or nothing that can be read here.
        SaveError: There are only files that need a library that is not installed.
    """
    if not folder.exists():
        raise OpenError(folder, Reason.NOT_FOUND, "There is no such folder.")
    if not folder.is_dir():
        sentence = "This is a file; give the folder that analyze --out wrote to."
        raise OpenError(folder, Reason.NOT_A_FILE, sentence)
    lacking = missing_library(["parquet"])
    forms = ["parquet", "csv"] if lacking is None else ["csv"]
    found = [form for form in forms if (folder / f"{ARTICLES.name}.{form}").is_file()]
    if (folder / ANALYSES).is_file():
        found.append("jsonl")
    if not found and lacking is not None and (folder / f"{ARTICLES.name}.parquet").is_file():
        raise lacking
    if not found and any((folder / KEPT).glob("*.part")):
        found = ["parts"]
    summary = _summary(folder)
    if not found:
        sentence = (
            "It holds no results of a run; slantwise analyze FOLDER --out DIR writes them to DIR."
        )
        raise OpenError(folder, Reason.NOT_FOUND, sentence)
    return Results(
        folder,
        found[0],
        bool(summary),
        int(summary.get("failed", 0)),
        int(summary.get("duplicates", 0)),
    )


def _summary(folder: Path) -> Mapping[str, Any]:
    try:
        told = json.loads((folder / SUMMARY).read_bytes())
    except (OSError, ValueError):
        return {}
    return told if isinstance(told, dict) else {}


def _damaged(path: Path, error: Exception) -> OpenError:
    sentence = "These results are damaged or were changed; run analyze again to have them anew."
    return OpenError(path, Reason.DAMAGED, sentence, detail=str(error))
