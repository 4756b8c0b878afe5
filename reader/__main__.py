# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""`slantwise` and `python -m reader`: the window, or a command without one."""

import sys


def run() -> int:
    """Start what the command line asks for; the exit code."""
    arguments = sys.argv[1:]
    if arguments and arguments[0] in ("analyze", "annotate", "compare", "report"):
        from reader import cli

        return cli.main(arguments)
    from reader import main

    return main.main(arguments)


if __name__ == "__main__":
    sys.exit(run())
