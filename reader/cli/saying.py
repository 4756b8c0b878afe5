# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What a command tells its user on standard error: sentences, and on a terminal how far it is."""

import contextlib
import re
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from reader.errors import Reason, SaveError

if TYPE_CHECKING:
    from rich.progress import Progress, ProgressColumn, Task
    from rich.text import Text


# What a terminal would obey instead of showing, and what would turn the order of what it shows;
# names of files may hold all of it.
_OBEYED = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


def say(sentence: str) -> None:
    """Tell the user something, on a line of its own."""
    one_line = sentence.replace("\n", "\\n").replace("\r", "\\r")
    print(f"slantwise: {_spelled(one_line)}", file=sys.stderr)  # noqa: T201


def give(text: str) -> None:
    """Write a result to standard output.

    Raises:
        SaveError: It cannot be written.
        BrokenPipeError: Whoever read it has gone.
    """
    try:
        print(_spelled(text) if sys.stdout.isatty() else text, flush=True)  # noqa: T201
    except BrokenPipeError:
        raise
    except OSError as error:
        sentence = "The results cannot be written to where the output goes; it may be full."
        raise SaveError(None, Reason.DISK_FULL, sentence, detail=str(error)) from error


def _spelled(text: str) -> str:
    r"""The text with such characters written as in JSON: "\u001b"."""
    return _OBEYED.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


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
