# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The window's start: arguments, logging, and the worker under way before Qt is loaded."""

import argparse
import ctypes
import importlib.metadata
import logging
import logging.handlers
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from reader import paths
from reader.ui.request import Request

_LOG_BYTES = 1_000_000

#: What Qt needs from the system on Linux: a library of each and the Debian package that has it.
_SYSTEM_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
}
_SYSTEM_LIBRARIES_X11 = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}


def main(arguments: Sequence[str]) -> int:
    """Open the window; the exit code."""
    parser = argparse.ArgumentParser(
        prog="slantwise",
        description="Read an article and see where it reports, where its author argues, whose "
        "views it relays, and whom it is about. Nothing leaves this computer.",
        epilog="Without a window: slantwise analyze --help, slantwise annotate --help, slantwise "
        "compare --help.",
    )
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="articles to open")
    parser.add_argument(
        "--new-window", action="store_true", help="open them in a window of their own"
    )
    version = importlib.metadata.version("slantwise")
    parser.add_argument("--version", action="version", version=f"slantwise {version}")
    parsed = parser.parse_args(arguments)
    missing = _missing_packages()
    if missing:
        print(  # noqa: T201
            "slantwise: the window needs system packages that are not installed. On Debian or "
            f"Ubuntu: sudo apt-get install {' '.join(missing)}",
            file=sys.stderr,
        )
        return 1
    files = tuple(file.absolute() for file in parsed.files)
    activation = os.environ.get("XDG_ACTIVATION_TOKEN", "")
    request = Request(files, parsed.new_window, activation)
    alone = False
    # Qt is loaded this early only where somebody may be there to hand over to.
    if paths.window_lock().exists():
        from reader.ui.handover import Answer, hand_over

        answer = hand_over(request, version)
        if answer is Answer.TAKEN:
            return 0
        alone = answer is Answer.REFUSED
    _set_up_logging()
    from reader.session.events import Event
    from reader.session.session import Session

    # The worker loads its models in the time that Qt takes to start.
    session = Session()
    session.start()
    from reader.ui.application import run_window

    def listened(on_event: Callable[[Event], None]) -> Session:
        session.listen(on_event)
        return session

    try:
        return run_window(request, listened, version, alone=alone)
    finally:
        session.close()


def _missing_packages() -> list[str]:
    """The Debian packages without which Qt would end the program with no word to the user."""
    if sys.platform != "linux":
        return []
    needed = dict(_SYSTEM_LIBRARIES)
    platform = os.environ.get("QT_QPA_PLATFORM", "")
    if platform.startswith("xcb") or (not platform and not os.environ.get("WAYLAND_DISPLAY")):
        needed |= _SYSTEM_LIBRARIES_X11
    missing = []
    for library, package in needed.items():
        try:
            ctypes.CDLL(library)
        except OSError:
            missing.append(package)
    return missing


def _set_up_logging() -> None:
    folder = paths.user_log()
    handler: logging.Handler
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = logging.handlers.RotatingFileHandler(
            folder / "slantwise.log", maxBytes=_LOG_BYTES, backupCount=1, encoding="utf-8"
        )
    except OSError:
        handler = logging.StreamHandler()
    logging.basicConfig(
        level=logging.INFO,
        format="%(asctime)s %(levelname)s %(name)s: %(message)s",
        handlers=[handler],
    )
