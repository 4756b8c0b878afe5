# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Settings come back as they were; a file that cannot be used counts as none."""

import pytest

from reader import paths, settings
from reader.document.marks import View
from reader.settings import Settings


def test_they_come_back_as_they_were():
    kept = Settings(View(show_from=0.8, loaded=False)).with_preference("theme", "dark")
    settings.save(kept)
    assert settings.load() == kept


def test_without_a_file_the_defaults_hold():
    assert settings.load() == Settings()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"\xff\xfe",
        b'{"version": 99}',
        b'{"version": 1, "view": {"show_from": 7}, "preferences": {}}',
        b'{"version": 1, "view": {"show_from": "x"}, "preferences": {}}',
    ],
)
def test_a_file_that_cannot_be_used_counts_as_none(content):
    paths.user_config().mkdir(parents=True)
    (paths.user_config() / "settings.json").write_bytes(content)
    assert settings.load() == Settings()


def test_a_failed_save_leaves_what_was_there(monkeypatch):
    settings.save(Settings().with_preference("zoom", 1.5))

    def fail(*_args, **_kwargs):
        raise OSError("disk full")

    monkeypatch.setattr(settings.json, "dump", fail)
    with pytest.raises(OSError, match="disk full"):
        settings.save(Settings())
    assert settings.load().preferences == {"zoom": 1.5}
    assert [path.name for path in paths.user_config().iterdir()] == ["settings.json"]
