"""What every test relies on: no screen, one small home folder of its own, and no log record nobody expected."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import gc
import logging
import shutil
import socket
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from crm import sample
from crm.rules import clock
from crm.store import engine, keys
from crm.store.engine import database
from crm.workspace import Workspace
from tests import watched_sql

watched_sql.watch()
AS_SHIPPED = engine.synchronous
settings.register_profile("ci", max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("nightly", max_examples=1000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("nightly" if os.environ.get("KGOTLA_NIGHTLY") else "ci")


def some(short: int, long: int = 200) -> settings:
    """So many examples of what takes long to try, and more at night."""
    fixtures = HealthCheck.function_scoped_fixture
    return settings(
        max_examples=long if os.environ.get("KGOTLA_NIGHTLY") else short,
        suppress_health_check=[fixtures, HealthCheck.too_slow],
    )


def pytest_collection_finish() -> None:
    """What is loaded by now stays to the end: the garbage collector need not go through it again and again."""
    gc.collect()
    gc.freeze()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the long runs to the nightly profile and the real window to machines with a screen."""
    nightly = pytest.mark.skip(reason="a long run: set KGOTLA_NIGHTLY=1")
    screen = pytest.mark.skip(reason="needs a screen: run under xvfb-run with QT_QPA_PLATFORM=xcb")
    for item in items:
        if "nightly" in item.keywords and not os.environ.get("KGOTLA_NIGHTLY"):
            item.add_marker(nightly)
        if "xvfb" in item.keywords and os.environ["QT_QPA_PLATFORM"] != "xcb":
            item.add_marker(screen)


@pytest.fixture(scope="session", autouse=True)
def no_waiting_for_the_disk() -> Iterator[None]:
    """No power is cut here: only what is killed waits for the disk, and that runs in a process of its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "synchronous", "OFF")
        patch.setattr(os, "fsync", lambda _file: None)
        yield


@pytest.fixture(autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of the test's own, so that nothing of the person running the tests is read or written."""
    home = tmp_path_factory.mktemp("home")
    for name in ("HOME", "USERPROFILE", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(home))
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    monkeypatch.delenv("KGOTLA_PASSPHRASE", raising=False)
    return home


@pytest.fixture(autouse=True)
def cable_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything works with the cable out: whoever looks for the network fails the test."""

    def refuse(*address: object, **_more: object) -> None:
        pytest.fail(f"the network was asked for: {address}")

    def connect(self: socket.socket, address: object) -> None:
        if self.family not in _LOCAL:
            refuse(address)
        _connect(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", connect)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


_connect = socket.socket.connect
_LOCAL = tuple(getattr(socket, name) for name in ("AF_UNIX",) if hasattr(socket, name))


@pytest.fixture(autouse=True)
def no_unexpected_log(caplog: pytest.LogCaptureFixture, request: pytest.FixtureRequest) -> Iterator[None]:
    """A warning or error in the log that the test does not expect fails it (mark `expects_log` to allow)."""
    yield
    if request.node.get_closest_marker("expects_log"):
        return
    for when in ("setup", "call"):
        for record in caplog.get_records(when):
            if record.levelno >= logging.WARNING and record.name.startswith("kgotla"):
                pytest.fail(f"unexpected log record: {record.name}: {record.getMessage()}")


PASSPHRASE = "a passphrase for tests"


@pytest.fixture(scope="session")
def blank_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new workspace with the reference data of the Northern Cape, closed: tests copy it."""
    folder = tmp_path_factory.mktemp("blank") / "Blank.kgotla"
    Workspace.create(folder, PASSPHRASE, "Lerato Tester", "Our Voice", ["Northern Cape"]).close()
    make_cheap_to_open(folder, PASSPHRASE)
    return folder


def make_cheap_to_open(folder: Path, passphrase: str) -> None:
    """Seal the person's key with the least a guess can cost: hundreds of tests open it, and none tries to guess."""
    stored = keys.read_keys(folder / "keys.json")
    unlocked = keys.unlock(stored, keys.Passphrase(passphrase))
    cheap = keys.Cost(passes=1, lanes=1, memory=8)
    changed = keys.reset_passphrase(stored, unlocked, unlocked.slot.id, passphrase, cost=cheap)
    keys.write_keys(changed, folder / "keys.json")


@pytest.fixture
def workspace_folder(blank_folder: Path, tmp_path: Path) -> Path:
    """A workspace folder of the test's own."""
    folder = tmp_path / "Test.kgotla"
    shutil.copytree(blank_folder, folder)
    return folder


@pytest.fixture
def workspace(workspace_folder: Path) -> Iterator[Workspace]:
    """An open workspace of the test's own, with the reference data of the Northern Cape."""
    opened = Workspace.open(workspace_folder, PASSPHRASE)
    yield opened
    opened.close()


@pytest.fixture
def today() -> Iterator[date]:
    """It is 22 November 2026."""
    clock.choose(date(2026, 11, 22))
    yield date(2026, 11, 22)
    clock.choose(None)


@pytest.fixture(autouse=True)
def closed_database() -> Iterator[None]:
    """No test leaves a workspace open for the next."""
    yield
    database.close_all()


@pytest.fixture(scope="session")
def sample_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample workspace as it is on 22 November 2026, closed: tests copy it."""
    folder = tmp_path_factory.mktemp("sample") / "Sample.kgotla"
    clock.choose(date(2026, 11, 22))
    try:
        sample.make(folder).close()
    finally:
        clock.choose(None)
    make_cheap_to_open(folder, sample.PASSPHRASE)
    return folder


@pytest.fixture(scope="session")
def filled_folder(blank_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The blank workspace with the sample put into it on 22 November 2026, closed: tests copy it."""
    folder = tmp_path_factory.mktemp("filled") / "Filled.kgotla"
    shutil.copytree(blank_folder, folder)
    clock.choose(date(2026, 11, 22))
    try:
        workspace = Workspace.open(folder, PASSPHRASE)
        sample.fill(workspace)
        workspace.close()
    finally:
        clock.choose(None)
    return folder


@pytest.fixture
def own_sample_folder(sample_folder: Path, tmp_path: Path) -> Path:
    """A sample workspace of the test's own; its passphrase is `crm.sample.PASSPHRASE`."""
    folder = tmp_path / "Sample.kgotla"
    shutil.copytree(sample_folder, folder)
    return folder
