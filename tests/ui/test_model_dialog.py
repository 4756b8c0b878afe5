# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""A reader points to a model of their own, and is asked once which of its labels mean opinion."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox

from reader.errors import ModelError, Reason
from reader.ui.model_dialog import ModelDialog

OK = QDialogButtonBox.StandardButton.Ok


class StandInSession:
    own_model = None

    def __init__(self):
        self.used = []

    def labels_of(self, folder):
        if folder.name == "empty":
            raise ModelError(folder, Reason.MODEL_UNSUITABLE, "This folder holds no model.")
        return ("UNBIASED", "BIASED", "NEUTRAL")

    def use_own_model(self, folder, labels=()):
        self.used.append((folder, labels))


@pytest.fixture
def session():
    return StandInSession()


@pytest.fixture
def show(qtbot, session):
    def show(folder):
        dialog = ModelDialog(None, session, lambda _parent: folder)
        qtbot.addWidget(dialog)
        dialog.show()
        qtbot.waitExposed(dialog)
        return dialog

    return show


def click(qtbot, widget):
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


def choose_theirs(qtbot, dialog):
    dialog.theirs.click()
    click(qtbot, dialog.choose)


def test_the_likely_label_is_ticked_and_what_is_ticked_is_used(qtbot, session, show):
    folder = Path("models") / "mine"
    dialog = show(folder)
    choose_theirs(qtbot, dialog)
    assert [box.text() for box in dialog.boxes if box.isChecked()] == ["BIASED"]
    dialog.boxes[2].click()
    click(qtbot, dialog.buttons.button(OK))
    assert session.used == [(folder, ("BIASED", "NEUTRAL"))]


def test_without_a_label_that_means_opinion_it_cannot_be_used(qtbot, session, show):
    dialog = show(Path("mine"))
    choose_theirs(qtbot, dialog)
    dialog.boxes[1].click()
    assert not dialog.buttons.button(OK).isEnabled()


def test_a_folder_that_does_not_fit_is_told_why_and_cannot_be_used(qtbot, session, show):
    dialog = show(Path("empty"))
    choose_theirs(qtbot, dialog)
    assert dialog.place.text() == "empty: This folder holds no model."
    assert not dialog.buttons.button(OK).isEnabled()
    assert dialog.boxes == []


def test_going_back_to_the_model_that_ships(qtbot, session, show):
    dialog = show(Path("mine"))
    choose_theirs(qtbot, dialog)
    dialog.ours.click()
    click(qtbot, dialog.buttons.button(OK))
    assert session.used == [(None, ())]
