# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Several windows of one process: what is handed over, one look for all, the last ends it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from reader import paths
from reader.session.events import Opened
from reader.ui.handover import Reception
from reader.ui.request import Request
from reader.ui.theme import ThemeChoice

pytestmark = pytest.mark.issue(16)


def test_handed_files_open_in_the_window_that_is_there(driver, tmp_path):
    driver.window.showMinimized()
    driver.windows.take(Request((tmp_path / "a.txt", tmp_path / "b.txt")))
    assert driver.session.opened == [tmp_path / "a.txt", tmp_path / "b.txt"]
    assert len(driver.window.tabs) == 2
    assert not driver.window.isMinimized()
    assert driver.windows.all == [driver.window]


def test_a_window_more_is_of_the_same_process(reading, qtbot, kit, tmp_path):
    reading.windows.take(Request((tmp_path / "a.txt",), new_window=True))
    first, second = reading.windows.all
    reading.windows.on_event(Opened(2, kit.make_article(title="Another")))
    assert [page.article.title for page in second.tabs.pages()] == ["Another"]
    assert len(first.tabs) == 1
    second.choose_theme(ThemeChoice.SEPIA)
    assert first.theme is second.theme
    assert first.tabs.page.view.theme.name == "sepia"
    second.close()
    assert not reading.session.closed
    first.close()
    assert reading.session.closed


def test_there_is_a_command_for_it(driver, qtbot):
    qtbot.keyClick(driver.window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert len(driver.windows.all) == 2
    driver.windows.all[-1].close()


@pytest.fixture
def reception(application):
    reception = Reception("1.2")
    assert reception.begin()
    reception.listen()
    yield reception
    reception.end()


def talk(qtbot, said):
    """What the running program answers, after its greeting."""
    socket = QLocalSocket()
    socket.connectToServer(paths.window_socket())
    qtbot.waitUntil(socket.canReadLine)
    assert bytes(socket.readLine().data()) == b"1.2\n"
    socket.write(said)
    qtbot.waitUntil(lambda: socket.state() == QLocalSocket.LocalSocketState.UnconnectedState)
    return bytes(socket.readAll().data())


def test_only_one_takes_what_is_handed_over(reception):
    assert not Reception("1.2").begin()
    reception.end()
    again = Reception("1.2")
    assert again.begin()
    again.end()


def test_a_request_arrives_as_it_was_sent(reception, qtbot, tmp_path):
    arrived = []
    reception.requested.connect(arrived.append)
    sent = Request((tmp_path / "a \udcff “b”.txt", tmp_path / "c\nd.txt"), new_window=True)
    assert talk(qtbot, sent.to_line()) == b"taken\n"
    assert arrived == [sent]


@pytest.mark.parametrize("said", [b"GET / HTTP/1.0\n", b"{}\n", b"[1]\n", b"\xff\xfe\n"])
def test_what_is_no_request_is_passed_over(reception, qtbot, said):
    arrived = []
    reception.requested.connect(arrived.append)
    assert talk(qtbot, said) == b""
    assert arrived == []


def test_the_socket_is_the_users_alone(reception):
    assert QLocalServer.SocketOption.UserAccessOption in reception._server.socketOptions()
