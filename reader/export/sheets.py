# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The formats in which the sheet of a comparison can be saved, by their suffix."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from reader.document import Analysis
from reader.document.blind import Comparison
from reader.export import sheet_csv, sheet_html, sheet_pdf

#: What makes the whole file; the first is the one proposed.
SHEETS: Mapping[str, Callable[[Analysis, Comparison], bytes]] = MappingProxyType(
    {".html": sheet_html.write, ".pdf": sheet_pdf.write, ".csv": sheet_csv.write}
)
