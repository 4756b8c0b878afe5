# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Has the system say one utterance after the other; nothing it started is left when it stops."""

from PySide6.QtCore import QObject, QProcess, Signal

from reader.session.speech import SystemVoice, utterances

# So long it is waited for what was killed, in milliseconds: it is gone at once.
_GONE = 1000


class Speaker(QObject):
    """Speaks one utterance at a time, each by a process of its own.

    While one is said, the process for the next is started already: some take a second to be ready.
    But for the first: two at once would both start the system's service, and get in its way.

    Signals:
        said: All of the utterance has been said.
        failed: The system did not say it; the detail.
    """

    said = Signal()
    failed = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._voice: SystemVoice | None = None
        self._speaking: QProcess | None = None
        self._ready: QProcess | None = None
        self._answered = False
        # Ends what another process has the system say; nothing is said before it has.
        self._hushing: QProcess | None = None
        self._waiting: str | None = None

    def say(self, text: str, voice: SystemVoice) -> None:
        """Say something, in place of what is being said."""
        self._cut_short()
        if voice != self._voice:
            self._drop_ready()
            self._voice = voice
        if self._hushing is not None:
            self._waiting = text
        else:
            self._begin(text)

    def stop(self) -> None:
        """Say nothing any more, at once."""
        self._cut_short()
        self._drop_ready()
        self._waiting = None
        self._answered = False

    def end(self) -> None:
        """Say nothing any more, and wait until that is so: whoever speaks is about to go."""
        self.stop()
        if self._hushing is not None:
            self._hushing.waitForFinished(_GONE)

    def _drop_ready(self) -> None:
        if self._ready is not None:
            _kill(self._ready)
            self._ready = None

    def _cut_short(self) -> None:
        if self._speaking is None:
            return
        assert self._voice is not None
        _kill(self._speaking)
        self._speaking = None
        if self._voice.hush:
            self._hushing = self._started(self._voice.hush)
            self._hushing.finished.connect(self._on_hushed)
            self._hushing.errorOccurred.connect(self._on_hushed)

    def _on_hushed(self) -> None:
        if self._hushing is None:
            return
        self._hushing.deleteLater()
        self._hushing = None
        if self._waiting is not None:
            text, self._waiting = self._waiting, None
            self._begin(text)

    def _begin(self, text: str) -> None:
        assert self._voice is not None
        process = self._ready or self._started(self._voice.speak)
        self._speaking, self._ready = process, None
        process.finished.connect(lambda code, status: self._on_finished(process, code, status))
        process.errorOccurred.connect(lambda _error: self._on_error(process))
        if process.state() is QProcess.ProcessState.NotRunning:
            self._on_error(process)
            return
        for line in utterances(text):
            process.write(line)
        process.closeWriteChannel()
        if self._answered:
            self._ready = self._started(self._voice.speak)

    def _started(self, command: tuple[str, ...]) -> QProcess:
        process = QProcess(self)
        process.setStandardOutputFile(QProcess.nullDevice())
        process.start(command[0], list(command[1:]))
        return process

    def _on_finished(self, process: QProcess, code: int, status: QProcess.ExitStatus) -> None:
        if process is not self._speaking:
            return
        self._speaking = None
        detail = bytes(process.readAllStandardError().data()).decode("utf-8", "replace").strip()
        process.deleteLater()
        if code or status is not QProcess.ExitStatus.NormalExit:
            self.stop()
            self.failed.emit(detail or f"exit status {code}")
        else:
            self._answered = True
            self.said.emit()

    def _on_error(self, process: QProcess) -> None:
        """Tell that it could not be started; whatever else befalls it, it finishes as well."""
        running = process.state() is not QProcess.ProcessState.NotRunning
        if process is self._speaking and not running:
            self._on_finished(process, -1, QProcess.ExitStatus.CrashExit)


def _kill(process: QProcess) -> None:
    """End a process, whatever it does, and tell nobody."""
    process.blockSignals(True)
    process.kill()
    process.waitForFinished(_GONE)
    process.deleteLater()
