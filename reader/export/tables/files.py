# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Tables as files: CSV for a spreadsheet, Parquet for programs; the same rows give the same bytes.

The rows are written as they come, a few thousand at a time, whatever the size of the whole.
"""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, BinaryIO, Protocol

from reader.errors import Reason, SaveError
from reader.export.tables.rows import Row, Value
from reader.export.tables.schema import Table, Type

if TYPE_CHECKING:
    import pyarrow as pa

# As many rows as are held before they are written.
_ROWS_AT_A_TIME = 20_000

_HALVES = re.compile("[\ud800-\udfff]")

#: What a spreadsheet takes for the beginning of a formula, and would compute.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


class TableFile(Protocol):
    """A table on its way into a file."""

    def add(self, rows: Iterable[Row]) -> None:
        """Take some more rows."""
        ...

    def close(self) -> None:
        """Write what is still held; the file itself stays open."""
        ...


class CsvFile:
    """A table as CSV: UTF-8 with the mark by which spreadsheets know it, one line for each row.

    Words that a spreadsheet would take for a formula get an apostrophe before them, since nobody
    knows who wrote the articles.
    """

    def __init__(self, file: BinaryIO, table: Table) -> None:
        """Begin the file with the names of the columns."""
        self._text = io.TextIOWrapper(file, "utf-8-sig", newline="", write_through=False)
        self._writer = csv.writer(self._text)
        self._writer.writerow(column.name for column in table.columns)

    def add(self, rows: Iterable[Row]) -> None:
        """Take some more rows."""
        self._writer.writerows([_cell(value) for value in row] for row in rows)

    def close(self) -> None:
        """Write what is still held; the file itself stays open."""
        self._text.flush()
        self._text.detach()


def _cell(value: Value) -> Value:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return "'" + writable(value) if value.startswith(FORMULA) else writable(value)
    return value


class ParquetFile:
    """A table as Parquet, with what its columns say and what made it in the metadata."""

    def __init__(self, file: BinaryIO, table: Table, made: Mapping[str, str]) -> None:
        """Begin the file.

        Args:
            file: Where it goes.
            table: What it holds.
            made: What is said of its making, such as the model's version.
        """
        import pyarrow.parquet

        self._schema = _arrow_schema(table, made)
        self._writer: Any = pyarrow.parquet.ParquetWriter(file, self._schema, compression="zstd")
        self._rows: list[Row] = []

    def add(self, rows: Iterable[Row]) -> None:
        """Take some more rows."""
        self._rows.extend(rows)
        while len(self._rows) >= _ROWS_AT_A_TIME:
            self._write(self._rows[:_ROWS_AT_A_TIME])
            del self._rows[:_ROWS_AT_A_TIME]

    def close(self) -> None:
        """Write what is still held; the file itself stays open."""
        self._write(self._rows)
        self._writer.close()

    def give_up(self) -> None:
        """Leave the file as it is; without this the library would write to it much later."""
        self._writer.is_open = False

    def _write(self, rows: Sequence[Row]) -> None:
        import pyarrow as pa

        columns = [
            pa.array([_plain(row[index]) for row in rows], type=field.type)
            for index, field in enumerate(self._schema)
        ]
        self._writer.write_table(pa.Table.from_arrays(columns, schema=self._schema))


def _plain(value: Value) -> Value:
    return writable(value) if isinstance(value, str) else value


def _arrow_schema(table: Table, made: Mapping[str, str]) -> "pa.Schema":
    import pyarrow as pa

    types = {
        Type.TEXT: pa.string(),
        Type.INTEGER: pa.int64(),
        Type.NUMBER: pa.float64(),
        Type.TRUTH: pa.bool_(),
    }
    return pa.schema(
        [
            pa.field(column.name, types[column.type], metadata={"description": column.says})
            for column in table.columns
        ],
        metadata={"description": f"one row for each {table.says}", **made},
    )


def writable(text: str) -> str:
    r"""The text without halves of characters, which no file can hold.

    Those by which Python tells the bytes of a name that is not UTF-8 are spelled out: "\xff".
    """
    try:
        text.encode()
    except UnicodeEncodeError:
        return _HALVES.sub(lambda half: _spelled(half[0]), text)
    return text


def _spelled(half: str) -> str:
    return f"\\x{ord(half) - 0xDC00:02x}" if half >= "\udc80" and half <= "\udcff" else "\ufffd"


def missing_library(formats: Iterable[str]) -> SaveError | None:
    """What there is to say where one of the formats needs a library that is not installed."""
    if "parquet" not in formats:
        return None
    try:
        import pyarrow.parquet  # noqa: F401
    except ImportError as error:
        return SaveError(
            None,
            Reason.UNSUPPORTED,
            "Parquet files need pyarrow, which is not installed: pip install slantwise[corpus], "
            "or write CSV.",
            detail=str(error),
        )
    return None
