# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What a screen reader on Linux is given of the running program: its tree over AT-SPI.

Run, where Xvfb, at-spi2-core and python3-pyatspi are installed, with the system's own Python:
dbus-run-session -- xvfb-run -a python3 tests/bench/atspi_dump.py PROGRAM [ARGUMENT…]. Starts the
program, waits until its article is marked, and prints the tree, each role with name, description
and states that matter.
"""

import os
import subprocess
import sys
import time

import pyatspi

_PATIENCE = 120.0
_STATES = ("focused", "focusable", "selected", "checked", "editable", "read only", "active")


def _program():
    for application in pyatspi.Registry.getDesktop(0):
        if application is not None and "slantwise" in (application.name or "").lower():
            return application
    return None


def _walk(node, depth=0):
    yield node, depth
    for number in range(min(node.childCount, 400)):
        child = node.getChildAtIndex(number)
        if child is not None:
            yield from _walk(child, depth + 1)


def _line(node, depth):
    states = {state.value_nick.replace("-", " ") for state in node.getState().getStates()}
    if "showing" not in states:
        return ""
    shown = [name for name in _STATES if name in states]
    level = dict(item.split(":", 1) for item in node.getAttributes() if ":" in item).get("level")
    parts = [f"{'  ' * depth}{node.getRoleName()}"]
    parts += [f"level {level}"] if level else []
    parts += [f"“{node.name}”"] if node.name else []
    parts += [f"— {node.description}"] if node.description else []
    parts += [f"({', '.join(shown)})"] if shown else []
    return " ".join(parts)


def main():
    """Start, wait, print."""
    environment = {**os.environ, "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1", "QT_ACCESSIBILITY": "1"}
    environment["QT_QPA_PLATFORM"] = "xcb"
    process = subprocess.Popen(sys.argv[1:], env=environment)
    try:
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until:
            time.sleep(2)
            program = _program()
            if program is None:
                continue
            if any("sentences read as" in (node.name or "") for node, _ in _walk(program)):
                break
        for node, depth in _walk(_program()):
            line = _line(node, depth)
            if line:
                print(line)
    finally:
        print("exit status", process.poll(), file=sys.stderr)
        process.terminate()
        process.wait(20)


if __name__ == "__main__":
    main()
