# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""Events come to the window in order, and it answers in between."""

from PySide6.QtCore import QTimer

from reader.ui.bridge import EventBridge


def test_the_window_answers_between_events_that_come_at_once(qtbot):
    bridge = EventBridge()
    heard = []
    bridge.arrived.connect(heard.append)
    clock = QTimer()
    clock.timeout.connect(lambda: heard.append("tick"))
    clock.start()
    for number in range(20):
        bridge(number)
    qtbot.waitUntil(lambda: 19 in heard)
    assert [event for event in heard if event != "tick"] == list(range(20))
    assert heard[heard.index(0) : heard.index(19)].count("tick") > 10
    # It comes to rest, and begins again.
    bridge("later")
    qtbot.waitUntil(lambda: "later" in heard)
