# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Tables read back from their files, some columns of them, a few thousand rows at a time."""

import csv
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from reader.errors import OpenError, Reason
from reader.export.tables.files import FORMULA
from reader.export.tables.rows import Row, Value
from reader.export.tables.schema import Table, Type

_ROWS_AT_A_TIME = 10_000


def table_rows(path: Path, table: Table, columns: Sequence[str]) -> Iterator[Row]:
    """The rows of a CSV or Parquet file, by the end of its name, with these columns in this order.

    Raises:
        OpenError: It is missing or is not such a table.
    """
    with _explained(path):
        rows = _parquet_rows if path.suffix == ".parquet" else _csv_rows
        yield from rows(path, table, columns)


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as error:
        sentence = "This table is missing from the results; run analyze again to have all of them."
        raise OpenError(path, Reason.NOT_FOUND, sentence, detail=str(error)) from error
    except OSError as error:
        # Of the library for Parquet, too, where a file is cut short.
        sentence = "This table cannot be read; run analyze again to have it anew."
        raise OpenError(path, Reason.NOT_PERMITTED, sentence, detail=str(error)) from error
    except (ValueError, csv.Error) as error:
        sentence = "This table is damaged or was changed; run analyze again to have it anew."
        raise OpenError(path, Reason.DAMAGED, sentence, detail=str(error)) from error


def _missing(path: Path, names: Sequence[str], columns: Sequence[str]) -> OpenError | None:
    lacking = [name for name in columns if name not in names]
    if not lacking:
        return None
    sentence = (
        f"It has no column {lacking[0]}, so it was changed or is of another version of Slantwise; "
        "run analyze again."
    )
    return OpenError(path, Reason.UNSUPPORTED, sentence)


def _parquet_rows(path: Path, _table: Table, columns: Sequence[str]) -> Iterator[Row]:
    import pyarrow.parquet

    with pyarrow.parquet.ParquetFile(path) as file:
        if error := _missing(path, file.schema_arrow.names, columns):
            raise error
        for batch in file.iter_batches(_ROWS_AT_A_TIME, columns=list(columns)):
            yield from zip(*(batch.column(name).to_pylist() for name in columns), strict=True)


def _csv_rows(path: Path, table: Table, columns: Sequence[str]) -> Iterator[Row]:
    # A view may be as long as its article.
    csv.field_size_limit(min(sys.maxsize, 2**31 - 1))
    types = {column.name: column.type for column in table.columns}
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = csv.reader(file)
        names = next(lines, [])
        if error := _missing(path, names, columns):
            raise error
        wanted = [(names.index(name), types[name]) for name in columns]
        for line in lines:
            if len(line) != len(names):
                raise ValueError(f"line {lines.line_num} has {len(line)} cells")
            yield tuple(_value(line[index], kind) for index, kind in wanted)


def _value(cell: str, kind: Type) -> Value:
    if not cell:
        return None
    if kind is Type.INTEGER:
        return int(cell)
    if kind is Type.NUMBER:
        return float(cell)
    if kind is Type.TRUTH:
        return cell == "true"
    # The apostrophe that keeps a spreadsheet from computing it.
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA) else cell
