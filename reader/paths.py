# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Where things are: the resources that travel with the program, and the user's own folders.

Nobody else computes a path.
"""

import hashlib
import os
import sys
import tempfile
import tomllib
from pathlib import Path

import platformdirs

APP_NAME = "slantwise"

# What the systems take as the path of a socket, with what Qt adds while it makes one, in bytes.
_SOCKET_BYTES = 80


def resources() -> Path:
    """The folder of packaged files, in a checkout, an installed wheel or a frozen program."""
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen:
        return Path(frozen) / "resources"
    package = Path(__file__).resolve().parent
    installed = package / "_resources"
    return installed if installed.is_dir() else package.parent / "resources"


def model() -> Path:
    """The folder of the model that ships with the program."""
    return resources() / "model"


def samples() -> tuple[Path, ...]:
    """The sample articles, in the order in which the empty window offers them."""
    return tuple(sorted((resources() / "samples").iterdir()))


def _user(kind: str, fallback: str) -> Path:
    override = os.environ.get("SLANTWISE_HOME")
    return Path(override) / kind if override else Path(fallback)


def user_data() -> Path:
    """The user's data folder (recent files, corrections, notes); made on first use by its users.

    The environment variable SLANTWISE_HOME moves all of the user's folders under one.
    """
    return _user("data", platformdirs.user_data_dir(APP_NAME, appauthor=False))


def user_config() -> Path:
    """The user's settings folder."""
    return _user("config", platformdirs.user_config_dir(APP_NAME, appauthor=False))


def user_log() -> Path:
    """The user's log folder."""
    return _user("log", platformdirs.user_log_dir(APP_NAME, appauthor=False))


def window_lock() -> Path:
    """The file that tells which process has the window, locked while it runs."""
    return user_data() / "window.lock"


def window_socket() -> str:
    """Where the process with the window hears of later starts: one for each data folder."""
    folder = str(user_data().absolute())
    name = f"{APP_NAME}-{hashlib.sha256(os.fsencode(folder)).hexdigest()[:20]}"
    if os.name != "posix":
        return name
    socket = str(user_data().absolute() / "window.socket")
    if len(os.fsencode(socket)) <= _SOCKET_BYTES:
        return socket
    return str(Path(tempfile.gettempdir()) / f"{name}-{os.getuid()}")


def theme(name: str) -> dict[str, str]:
    """The named colours of a theme ("light", "dark" or "sepia"): role to "#rrggbb"."""
    with (resources() / "themes" / f"{name}.toml").open("rb") as file:
        colours: dict[str, str] = tomllib.load(file)["colours"]
    return colours
