# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Slantwise without a window: analyse, annotate, compare or report on files and folders."""

import argparse
import sys
from collections.abc import Sequence

from reader.cli import analyze, annotate, compare, report
from reader.cli.saying import say

#: The modules of the commands: `add` describes one to the parser and says what runs it.
_COMMANDS = (analyze, annotate, compare, report)


def main(arguments: Sequence[str]) -> int:
    """Run a command; the exit code: 0, or 1 if a file failed (the rest is done)."""
    # The name of a file may hold bytes that are no text: in JSON they become escapes.
    sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr] # a text stream
    parsed = _parser().parse_args(arguments)
    try:
        code: int = parsed.run(parsed)
    except KeyboardInterrupt:
        if parsed.command in ("analyze", "annotate") and parsed.out is not None:
            say("stopped; the same command goes on from here")
        return 130
    except BrokenPipeError:
        # The reader of our output has gone (`| head`): nothing to say, nobody to say it to.
        sys.stderr.close()
        return 1
    return code


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
