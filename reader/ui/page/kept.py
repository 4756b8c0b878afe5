# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What a page remembers between runs, as the session keeps it."""

from collections.abc import Mapping
from typing import Protocol


class Kept(Protocol):
    """Values by their names, the same for all pages."""

    @property
    def preferences(self) -> Mapping[str, str | int | float]:
        """All that is remembered."""

    def set_preference(self, name: str, value: str | int | float) -> None:
        """Remember a value."""
