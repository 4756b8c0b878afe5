# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Slantwise without a window: analyse, annotate, compare or report on files and folders."""

import argparse
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from reader.cli import analyze, annotate, compare, report
from reader.cli.saying import say
from reader.errors import ReaderError

#: The modules of the commands: `add` describes one to the parser and says what runs it.
_COMMANDS = (analyze, annotate, compare, report)


def main(arguments: Sequence[str]) -> int:
    """Run a command; the exit code: 0, or 1 if a file failed (the rest is done).

    Where a signal ends it, the exit code is 128 and the signal's number, as in a shell.
    """
    for name in ("stdout", "stderr"):
        # Closed by who started us: what is opened next must not get its number.
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115
    # The name of a file may hold bytes that are no text: in JSON they become escapes.
    sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr] # a text stream
    parsed = _parser().parse_args(arguments)
    before = signal.signal(signal.SIGTERM, _stop)
    try:
        code: int = parsed.run(parsed)
    except KeyboardInterrupt as stopped:
        goes_on = parsed.command in ("analyze", "annotate") and parsed.out is not None
        say("stopped" + ("; the same command goes on from here" if goes_on else ""))
        return 128 + (stopped.args[0] if stopped.args else signal.SIGINT)
    except BrokenPipeError:
        # The reader of our output has gone (`| head`): nothing to say, nobody to say it to.
        _drop_output()
        return 1
    except ReaderError as error:  # of the output: the commands say the others
        _drop_output()
        say(str(error))
        return 1
    finally:
        signal.signal(signal.SIGTERM, before)
    return code


def _stop(number: int, _frame: object) -> None:
    """End as with Ctrl+C, so that what is finished is kept and the workers end."""
    raise KeyboardInterrupt(number)


def _drop_output() -> None:
    """Let what is still to be written to standard output go nowhere, at the end of the program."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="slantwise",
        description="Show where an article reports, where its author argues, whose views it "
        "relays, and whom it is about. Without a command, opens the window.",
    )
    commands = parser.add_subparsers(dest="command", required=True)
    for command in _COMMANDS:
        command.add(commands)
    return parser
