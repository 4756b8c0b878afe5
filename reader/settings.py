# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What the reader has set, kept between runs in one small file."""

import contextlib
import json
import logging
import os
import tempfile
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path

from reader import paths
from reader.analysis.model.own_model import OwnModel
from reader.document.marks import View

_log = logging.getLogger(__name__)

_VERSION = 1

#: Values that the window remembers for itself (theme, zoom, geometry).
Preference = str | int | float


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings. A file of an unknown version, or a damaged one, counts as none."""

    view: View = field(default_factory=View)
    preferences: dict[str, Preference] = field(default_factory=dict)
    own_model: OwnModel | None = None

    def with_preference(self, name: str, value: Preference) -> "Settings":
        """The same, with one preference set."""
        return replace(self, preferences={**self.preferences, name: value})


def _file() -> Path:
    return paths.user_config() / "settings.json"


def load() -> Settings:
    """The saved settings, or the defaults."""
    try:
        data = json.loads(_file().read_text("utf-8"))
        if data["version"] != _VERSION:
            raise ValueError(f"version {data['version']!r}")
        known = {item.name: item.type for item in fields(View)}
        view = View(**{name: data["view"][name] for name in known if name in data["view"]})
        if not 0 <= view.show_from <= 1:
            raise ValueError(f"show_from {view.show_from!r}")
        preferences = {
            name: value
            for name, value in data["preferences"].items()
            if isinstance(name, str) and isinstance(value, str | int | float)
        }
        own = data.get("own_model")
        if own is not None:
            own = OwnModel(Path(own["folder"]), tuple(str(label) for label in own["labels"]))
        return Settings(view, preferences, own)
    except FileNotFoundError:
        return Settings()
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        _log.warning("the settings cannot be used, starting with the defaults: %s", error)
        return Settings()


def save(settings: Settings) -> None:
    """Write the settings, all or nothing.

    Raises:
        OSError: The folder cannot be written to.
    """
    data: dict[str, object] = {
        "version": _VERSION,
        "view": asdict(settings.view),
        "preferences": settings.preferences,
    }
    if settings.own_model is not None:
        data["own_model"] = {
            "folder": str(settings.own_model.folder),
            "labels": list(settings.own_model.opinion_labels),
        }
    target = _file()
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=".settings-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(data, file, indent=1)
        Path(temporary).replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(temporary).unlink()
        raise
