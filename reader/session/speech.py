# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The system's own speech: which programs read a text out, and what they are told.

Each is started for one utterance: it reads it on standard input, says it, and ends. So no other
program ever sees the words in a list of processes, and none of them can be taken for an option.
"""

import os
import re
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

#: How fast the reader may have it, in percent of the voice's own speed.
RATES = (70, 85, 100, 125, 150, 175, 200)

# Words a minute of the voices of macOS, as they come.
_WORDS_A_MINUTE = 175
# Short enough for all; what says more in one breath is cut between two words.
_MOST_CHARACTERS = 3000
# What begins an order in the text: "!-!" one to Speech Dispatcher, "[[" one to a voice of macOS.
_ORDERS = re.compile(r"!(?=-)|\[(?=\[)")
_WINDOWS = (
    "Add-Type -AssemblyName System.Speech;"
    "$words = New-Object IO.StreamReader("
    "[Console]::OpenStandardInput(), [Text.Encoding]::UTF8);"
    "$voice = New-Object Speech.Synthesis.SpeechSynthesizer;"
    "$voice.Rate = {0};"
    "$voice.Speak($words.ReadToEnd())"
)


@dataclass(frozen=True, slots=True)
class SystemVoice:
    """How the system is made to speak.

    Attributes:
        speak: The command that says what it reads on its standard input, and ends when it is said.
        hush: The command that ends what is being said; empty where it ends with the other one.
    """

    speak: tuple[str, ...]
    hush: tuple[str, ...] = ()


def system_voice(
    rate: int = 100, language: str = "en", *, platform: str = sys.platform
) -> SystemVoice | None:
    """The system's voice; None where it has none.

    Args:
        rate: In percent of the voice's own speed.
        language: An ISO 639-1 code, or "und".
        platform: As `sys.platform` has it.
    """
    if platform == "win32":
        folder = Path(os.environ.get("SYSTEMROOT", "C:/Windows"))
        shell = folder / "System32/WindowsPowerShell/v1.0/powershell.exe"
        script = _WINDOWS.format(_from_rate(rate, 10))
        command = (str(shell), "-NoProfile", "-NonInteractive", "-Command", script)
        return SystemVoice(command) if shell.exists() else None
    if platform == "darwin":
        words = str(round(_WORDS_A_MINUTE * rate / 100))
        say = shutil.which("say")
        return SystemVoice((say, "-r", words, "-f", "-")) if say else None
    client = shutil.which("spd-say")
    if client is None:
        return None
    # Another program's message does not end one of ours; ours waits for it, and is not lost.
    options = ("-e", "-w", "-P", "message", "-N", "slantwise", "-r", str(_from_rate(rate, 100)))
    spoken = () if language == "und" else ("-l", language)
    # The long form of -S wants an argument in some versions.
    return SystemVoice((client, *options, *spoken), (client, "-S"))


def what_is_missing(*, platform: str = sys.platform) -> str:
    """What to do where the system has no voice, in one sentence."""
    if platform == "win32":
        return "Reading aloud needs Windows PowerShell, which this system does not have."
    if platform == "darwin":
        return "Reading aloud needs the command “say”, which this system does not have."
    return (
        "Reading aloud needs the system’s speech: install the packages speech-dispatcher and "
        "speech-dispatcher-espeak-ng."
    )


def utterances(text: str) -> list[bytes]:
    """A text as the voices take it: in lines none of which is too long or an order."""
    plain = "".join(char if char.isprintable() else " " for char in text)
    said, line = [], ""
    for word in _ORDERS.sub(r"\g<0> ", plain).split():
        if line and len(line) + len(word) >= _MOST_CHARACTERS:
            said.append(line)
            line = ""
        line = f"{line} {word[:_MOST_CHARACTERS]}".strip()
    said.append(line)
    return [f"{each}\n".encode("utf-8", "replace") for each in said if each]


def _from_rate(rate: int, most: int) -> int:
    """A speed on a scale from -most to most, on which 0 is the voice's own and `most` double."""
    return max(-most, min(most, round((rate - 100) * most / 100)))
