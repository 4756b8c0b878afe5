# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What a command tells its user on standard error: sentences, and on a terminal how far it is."""

import contextlib
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress, ProgressColumn, Task
    from rich.text import Text


def say(sentence: str) -> None:
    """Tell the user something, on a line of its own."""
    print(f"slantwise: {sentence}", file=sys.stderr)  # noqa: T201


class Bar:
    """How far a command is; draws nothing where nobody would see it."""

    def __init__(self, progress: "Progress | None") -> None:
        self._progress = progress
        self._failed = 0

    def begin(self, what: str, total: int, done: int = 0) -> None:
        """Begin with something that has so many steps, of which some are done from before."""
        if self._progress is None:
            return
        for task in self._progress.task_ids:
            self._progress.remove_task(task)
        self._progress.add_task(what, total=total, completed=done, failed=self._failed)

    def show(self, done: float) -> None:
        """Show how many steps are done."""
        if self._progress is not None and self._progress.task_ids:
            self._progress.update(self._progress.task_ids[0], completed=done)

    def fail(self) -> None:
        """Show that one more has failed."""
        self._failed += 1
        if self._progress is not None and self._progress.task_ids:
            self._progress.update(self._progress.task_ids[0], failed=self._failed)


@contextlib.contextmanager
def bar(*, beside_output: bool = False) -> Iterator[Bar]:
    """A bar on standard error, if that is a terminal.

    Args:
        beside_output: Whether the results are printed meanwhile, to a terminal of their own or not.
    """
    if not sys.stderr.isatty() or (beside_output and sys.stdout.isatty()):
        yield Bar(None)
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    progress = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        _rate(),
        TimeRemainingColumn(),
        console=Console(stderr=True, highlight=False),
        transient=True,
        # The results go to standard output, whoever reads them there.
        redirect_stdout=False,
    )
    with progress:
        yield Bar(progress)


def _rate() -> "ProgressColumn":
    from rich.progress import ProgressColumn
    from rich.text import Text

    class Rate(ProgressColumn):
        """How many a second, and how many failed."""

        def render(self, task: "Task") -> "Text":
            told = "" if task.speed is None else f"{task.speed:.1f}/s"
            failed = task.fields["failed"]
            return Text(told + (f", {failed} failed" if failed else ""))

    return Rate()
