# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What the system's speech is told, on each system."""

import pytest

from reader.session.speech import RATES, system_voice, utterances, what_is_missing

pytestmark = pytest.mark.issue(16)


def on_path(folder, monkeypatch, *names):
    for name in names:
        program = folder / name
        program.parent.mkdir(parents=True, exist_ok=True)
        program.write_text("#!/bin/sh\n")
        program.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setenv("SYSTEMROOT", str(folder))


@pytest.mark.parametrize("platform", ["linux", "darwin", "win32"])
def test_a_system_without_speech_says_what_it_needs_in_one_sentence(
    platform, tmp_path, monkeypatch
):
    on_path(tmp_path, monkeypatch)
    assert system_voice(platform=platform) is None
    said = what_is_missing(platform=platform)
    assert said.startswith("Reading aloud needs")
    assert said.count(".") == 1


def test_the_speed_is_on_the_scale_of_each_system(tmp_path, monkeypatch):
    shell = "System32/WindowsPowerShell/v1.0/powershell.exe"
    on_path(tmp_path, monkeypatch, "spd-say", "say", shell)

    def told(platform, rate):
        return " ".join(system_voice(rate, platform=platform).speak)

    assert "-r 50 " in told("linux", 150)
    assert "-r -30 " in told("linux", 70)
    assert "-r 262 " in told("darwin", 150)
    assert "$voice.Rate = 5;" in told("win32", 150)
    for rate in RATES:
        command = system_voice(rate, platform="linux").speak
        assert -100 <= int(command[command.index("-r") + 1]) <= 100


def test_a_language_that_is_not_known_is_left_to_the_system(tmp_path, monkeypatch):
    on_path(tmp_path, monkeypatch, "spd-say")
    assert "-l" not in system_voice(100, "und", platform="linux").speak
    assert system_voice(100, "de", platform="linux").speak[-2:] == ("-l", "de")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("A line.\nAnd another.", ["A line. And another."]),
        ("!-!SPEAK", ["! -!SPEAK"]),
        ("!-!-!x", ["! -! -!x"]),
        ("[[volm 9]] x", ["[ [volm 9]] x"]),
        ("nul\0 and bell\a", ["nul and bell"]),
        ("lone \ud800 half", ["lone half"]),
        ("  \n ", []),
    ],
)
def test_no_word_of_a_text_is_an_order(text, said):
    assert [line.decode().rstrip("\n") for line in utterances(text)] == said


def test_a_long_breath_is_cut_between_words():
    lines = utterances("word " * 4000)
    assert len(lines) > 1
    assert all(len(line) <= 3001 for line in lines)
    assert b"".join(lines).split() == [b"word"] * 4000
    assert all(len(line) <= 3001 for line in utterances("x" * 10_000))
