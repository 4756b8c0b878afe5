# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What a start of the program was asked for, as it is handed to the one that runs; without Qt."""

import json
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Request:
    """What a start was asked for.

    Attributes:
        files: To be opened; absolute.
        new_window: Whether in a window of their own.
        activation: What lets the running program bring its window to the front, on Wayland.
    """

    files: tuple[Path, ...]
    new_window: bool = False
    activation: str = ""

    def to_line(self) -> bytes:
        """The request as one line."""
        data = {
            "files": [str(file) for file in self.files],
            "new_window": self.new_window,
            "activation": self.activation,
        }
        return json.dumps(data).encode("ascii") + b"\n"

    @classmethod
    def from_line(cls, line: bytes) -> "Request":
        """Read a request.

        Raises:
            ValueError: It is none.
        """
        try:
            data = json.loads(line)
            files = tuple(Path(str(name)) for name in data["files"])
            return cls(files, bool(data["new_window"]), str(data["activation"]))
        except (KeyError, TypeError, UnicodeDecodeError) as error:
            raise ValueError(f"no request: {error}") from error
