"""Kgotla needs no network: nothing in it can even ask for one, and no test runs with one."""

from __future__ import annotations

import ast
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

HOUSE = Path(__file__).parent.parent
NETWORK = {  # not “socket”, which knows what this computer is called
    "PySide6.QtNetwork",
    "aiohttp",
    "ftplib",
    "http",
    "httpx",
    "requests",
    "smtplib",
    "urllib3",
}
REQUESTS = ("urllib.request", "PySide6.QtNetwork")


def imported(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_no_floor_of_the_house_can_ask_for_the_network() -> None:
    files = [file for floor in ("crm", "reports", "resources", "ui") for file in (HOUSE / floor).rglob("*.py")]
    assert len(files) > 100
    asks = {
        str(file.relative_to(HOUSE)): name
        for file in files
        for name in imported(file)
        if name in REQUESTS or name.partition(".")[0] in NETWORK
    }
    assert asks == {}


def test_a_test_that_asks_for_the_network_fails() -> None:
    with pytest.raises(pytest.fail.Exception, match="network"), socket.socket() as asking:
        asking.connect(("127.0.0.1", 9))
    with pytest.raises(pytest.fail.Exception, match="network"):
        socket.getaddrinfo("example.org", 443)
