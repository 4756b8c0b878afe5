# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Watches the files of the open articles and tells when one has really changed or vanished.

The system's word that something happened is only a reason to look; looking is done off the UI
thread. Editors often write a new file and put it in the old one's place, so the folder is watched
as well, and the file again once it is there. Where the system says nothing, as on many network
drives, `look_at_all` does.
"""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from reader.errors import ReaderError
from reader.session.source_file import Look, Stamp, look_again
from reader.ui.tasks import Task

# Changes that come so close together are looked at once, in milliseconds.
_SETTLED = 250
# How often a file that cannot be read is tried again before the next change.
_TRIES = 6


@dataclass(slots=True, eq=False)
class _File:
    read: str
    last: Look
    told: str
    looking: bool = False
    missed: bool = False
    tries: int = 0


class FileWatch(QObject):
    """The files that are watched.

    Signals:
        state_changed: A file, and what has become of it; once for each content it takes.
    """

    state_changed = Signal(object, object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._files: dict[Path, _File] = {}
        self._due: set[Path] = set()
        self._watcher = QFileSystemWatcher(self)
        self._watcher.fileChanged.connect(self._on_file_changed)
        self._watcher.directoryChanged.connect(self._on_folder_changed)
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(_SETTLED)
        self._settling.timeout.connect(self._on_settled)

    @property
    def files(self) -> list[Path]:
        """What is watched."""
        return list(self._files)

    def add(self, path: Path, stamp: Stamp, read: str) -> None:
        """Watch a file, or begin anew with one.

        Args:
            path: The file.
            stamp: Its stamp from before it was read.
            read: The SHA-256 of what was read.
        """
        self._files[path] = _File(read, Look(stamp, read), read)
        self._renew(path)
        # It may have changed while it was being opened.
        self._look_soon(path)

    def remove(self, path: Path) -> None:
        """Watch a file no longer."""
        if self._files.pop(path, None) is None:
            return
        self._due.discard(path)
        self._watcher.removePath(str(path))
        if all(other.parent != path.parent for other in self._files):
            self._watcher.removePath(str(path.parent))

    def stop(self) -> None:
        """Watch nothing any more."""
        self._settling.stop()
        for path in self.files:
            self.remove(path)

    def look_at_all(self) -> None:
        """Look at all files soon."""
        for path in self._files:
            self._look_soon(path)

    def _renew(self, path: Path) -> None:
        """Watch what the system has ceased to watch, because it was replaced or came back."""
        self._watcher.addPaths([str(path), str(path.parent)])

    def _on_file_changed(self, name: str) -> None:
        self._look_soon(Path(name))

    def _on_folder_changed(self, name: str) -> None:
        for path in self._files:
            if path.parent == Path(name):
                self._look_soon(path)

    def _look_soon(self, path: Path) -> None:
        self._due.add(path)
        if not self._settling.isActive():
            # Not begun again with each change: a file that never rests would never be looked at.
            self._settling.start()

    def _on_settled(self) -> None:
        due, self._due = self._due, set()
        for path in due:
            file = self._files.get(path)
            if file is None:
                continue
            if file.looking:
                file.missed = True
                continue
            file.looking, file.missed = True, False
            self._renew(path)
            self._look(path, file)

    def _look(self, path: Path, file: _File) -> None:
        last = file.last
        Task(lambda: look_again(path, last)).start(
            lambda look: self._on_looked(path, file, look),
            lambda error: self._on_unreadable(path, file, error),
        )

    def _on_looked(self, path: Path, file: _File, look: Look) -> None:
        if self._files.get(path) is not file:
            return  # closed or read again in the meantime
        file.looking, file.tries = False, 0
        vanished = look.stamp is None and file.last.stamp is not None
        if look.stamp and file.last.stamp and look.stamp.number != file.last.stamp.number:
            # Another file in its place: the system may still watch the one that was there.
            self._watcher.removePath(str(path))
            self._renew(path)
        file.last = look
        if vanished or file.missed:
            # A file that is being replaced is away for a moment; only the second look counts.
            self._look_soon(path)
        if not vanished and look.sha256 != file.told:
            file.told = look.sha256
            self.state_changed.emit(path, look.state(file.read))

    def _on_unreadable(self, path: Path, file: _File, _error: ReaderError) -> None:
        if self._files.get(path) is not file:
            return
        file.looking = False
        file.tries += 1
        if file.missed or file.tries < _TRIES:
            self._look_soon(path)
