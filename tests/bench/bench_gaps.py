# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""The longest gaps of the event loop while a book is opened, read, and saved.

Run: python tests/bench/bench_gaps.py [WORDS]. Opens a book of 100,000 words in the real program
(offscreen where there is no screen), lets it be analysed, scrolls through it, changes threshold and
theme, saves it, and goes through a blind reading. Prints for each the longest gap in milliseconds,
by the wall's clock and by the processor's time of the window alone, and where the window was in
those beyond the budget of 50.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import prose

WORDS = 100_000
# So long nothing happens before the next is done, in seconds.
_REST = 1.0

#: To be done: its name, how, and when it is over.
Step = tuple[str, Callable[[], object], Callable[[], bool]]


def _steps(window: object, book: Path) -> Iterator[Step]:
    """What a reader does, one after the other."""
    from dataclasses import replace

    from reader.ui.main_window import MainWindow
    from reader.ui.save_dialog import Wanted
    from reader.ui.theme import ThemeChoice

    assert isinstance(window, MainWindow)
    always, page = (lambda: True), (lambda: window.tabs.page)
    yield "opened", lambda: window.open_files([book]), lambda: page() is not None
    yield "analysed", lambda: None, lambda: page().analysis is not None
    yield "settled", lambda: None, always
    bar = page().view.verticalScrollBar()
    for share in range(0, 100, 4):
        yield "scrolled", lambda share=share: bar.setValue(bar.maximum() * share // 100), always
    for share in (0.75, 0.9, 0.6):
        view = replace(page().index.asked, show_from=share)
        yield "re-thresholded", lambda view=view: page().set_view(view), always
    for theme in (ThemeChoice.DARK, ThemeChoice.SEPIA, ThemeChoice.LIGHT):
        chosen = lambda theme=theme: window.choose_theme(theme)  # noqa: E731
        yield "re-themed", chosen, lambda: page().view.whole
    yield "resized", lambda: window.resize(1000, 700), lambda: page().view.whole
    for suffix in (".html", ".json"):
        copy = book.with_suffix(suffix)
        wanted = Wanted(copy, page().index.asked)
        yield f"saved as {suffix}", lambda w=wanted: window.copies._save(page(), w), copy.exists
    yield "blind reading begun", page().blind.toggle, always
    end = lambda: page().blind._on_ended(False)  # noqa: E731
    yield "blind reading compared", end, lambda: page().blind.comparison is not None
    yield "comparison closed", page().blind.leave, always
    yield "article closed", window.tabs.close_current, lambda: page() is None


def _run_program(book: Path) -> None:
    """The program itself, as `reader.main` starts it, with a reader of its own."""
    from reader.session.session import Session

    session = Session()
    session.start()
    from gaps import BUDGET, Gaps
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from reader.ui import application, windows
    from reader.ui.request import Request

    class Read(windows.MainWindow):
        def showEvent(self, event):
            super().showEvent(event)
            self.gaps = Gaps(self)
            self.steps = _steps(self, book)
            self.until, self.since = (lambda: True), 0.0
            self.clock = QTimer(self)
            self.clock.timeout.connect(self.go_on)
            self.clock.start(50)

        def go_on(self):
            now = time.perf_counter()
            if not self.until():
                self.since = now
            elif now - self.since > (0.15 if self.gaps.doing == "scrolled" else _REST):
                step = next(self.steps, None)
                if step is None:
                    self.clock.stop()
                    QApplication.quit()
                    return
                name, act, self.until = step
                if name != self.gaps.doing:
                    print(f"{name}…", file=sys.stderr, flush=True)
                self.gaps.begin(name)
                self.since = now
                act()

    windows.MainWindow = Read

    def listened(on_event):
        session.listen(on_event)
        return session

    application.run_window(Request(()), listened, "bench", alone=True)
    session.close()
    read = next(w for w in QApplication.topLevelWidgets() if isinstance(w, Read))
    print(f"{'longest gap, ms':26} {'wall':>8} {'own':>8}")
    for name, (wall, own) in read.gaps.longest.items():
        sign = "  over the budget" if own > BUDGET else ""
        print(f"{name:26} {wall * 1000:8.0f} {own * 1000:8.0f}{sign}")
    print("where the window was in gaps beyond the budget:")
    for (name, where), seen in read.gaps.places.most_common(25):
        print(f"{seen:5} {name}: {where}")


def main() -> None:
    """Measure and print."""
    words = int(sys.argv[1]) if len(sys.argv) > 1 else WORDS
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["SLANTWISE_HOME"] = folder
        book = Path(folder, "book.txt")
        book.write_text(prose.article(words, 1), "utf-8")
        _run_program(book)


if __name__ == "__main__":
    main()
