# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Where things are: the resources that travel with the program, and the user's own folders.

Nobody else computes a path.
"""

import os
import sys
import tomllib
from pathlib import Path

import platformdirs

APP_NAME = "slantwise"


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


def theme(name: str) -> dict[str, str]:
    """The named colours of a theme ("light" or "dark"): role to "#rrggbb"."""
    with (resources() / "themes" / f"{name}.toml").open("rb") as file:
        colours: dict[str, str] = tomllib.load(file)["colours"]
    return colours
