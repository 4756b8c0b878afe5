# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The page that lies beside the tables and says what is in them."""

from collections.abc import Sequence

from reader.export.tables.schema import DUPLICATES, FAILURES, TABLES, Table

_HEAD = """\
# What is in this folder

Made by Slantwise. Every mark is a model's estimate: it says where a text reports, argues and relays
views, and nothing about whether it is right.

"""

_TAIL = """
Offsets count code points from 0 in the article's text, half-open: `text[start:end]` in Python. What
is the same in two tables has the same name, and `sha256` joins them all. Rows are in the order of
the articles' paths and, within one, of its text.

CSV files are UTF-8 with a byte order mark, by which spreadsheets know it: pandas, polars, readr and
data.table need not be told; R's own function does, `read.csv(file, fileEncoding = "UTF-8-BOM")`.
Words that a spreadsheet would take for a formula have an apostrophe before them in CSV. Parquet
files hold the words as they are, and in their metadata what is said here and which model it was.
A spreadsheet shows 1,048,576 rows of a table at most.

`analyses.jsonl` has the whole analysis of an article on each line, its text included, as `slantwise
analyze --jsonl` prints it. `summary.json` is written last: where it is missing, a run has not come
to its end, and the tables are those of an earlier one. `.slantwise` is what a run goes on from
when it was cut off; the tables do not need it.
`slantwise report` on this folder makes `report.html`, a page with figures of what the tables hold.
"""


def description(names: Sequence[str]) -> str:
    """The page for a folder with these files, as Markdown."""
    files = "\n".join(f"- `{name}`" for name in names)
    tables = [table for table in TABLES if any(n.startswith(f"{table.name}.") for n in names)]
    parts = [_section(table) for table in [*tables, FAILURES, DUPLICATES]]
    return _HEAD + files + "\n\n" + "\n".join(parts) + _TAIL


def _section(table: Table) -> str:
    lines = [
        f"| `{column.name}` | {column.type.value} | {column.says} |" for column in table.columns
    ]
    head = f"## {table.name}: one row for each {table.says}\n\n| column | holds | what it says |"
    return "\n".join([head, "|---|---|---|", *lines, ""])
