# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What every test gets: folders of its own, no network, no screen."""

import os
import socket
from pathlib import Path

import pytest

os.environ["QT_QPA_PLATFORM"] = "offscreen"
# Letters are as wide on every machine.
os.environ["FONTCONFIG_FILE"] = str(Path(__file__).with_name("data") / "fonts.conf")
# No library may ask a hub for anything.
os.environ["HF_HUB_OFFLINE"] = "1"


def pytest_addoption(parser):
    parser.addoption(
        "--renew-pictures",
        action="store_true",
        help="keep the window's pictures as they are now, to be looked at and committed",
    )


@pytest.fixture(autouse=True)
def _own_folders(tmp_path_factory, monkeypatch):
    monkeypatch.setenv("SLANTWISE_HOME", str(tmp_path_factory.mktemp("home")))


@pytest.fixture
def loopback():
    """For a test whose processes talk to each other on this machine."""


@pytest.fixture(autouse=True)
def _no_network(request, monkeypatch):
    allowed = ("127.0.0.1",) if "loopback" in request.fixturenames else ()

    def refuse(self, address):
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in allowed:
            raise AssertionError(f"network access to {address}")
        return connect(self, address)

    connect = socket.socket.connect
    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket.socket, "connect_ex", refuse)
