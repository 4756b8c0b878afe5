# SPDX-FileCopyrightText: The Slantwise contributors
# SPDX-License-Identifier: Apache-2.0
"""What every test gets: folders of its own, no network, no screen."""

import os
import socket

import pytest

os.environ["QT_QPA_PLATFORM"] = "offscreen"
# No library may ask a hub for anything.
os.environ["HF_HUB_OFFLINE"] = "1"


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
