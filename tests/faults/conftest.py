"""What the tests of faults share."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from crm.workspace import Workspace
from tests.conftest import PASSPHRASE, make_cheap_to_open


@pytest.fixture(scope="session")
def bare_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new workspace without any reference data, closed: its file is small, so that every write of it can be tried."""
    folder = tmp_path_factory.mktemp("bare") / "Bare.kgotla"
    Workspace.create(folder, PASSPHRASE, "Lerato Tester", "Our Voice").close()
    make_cheap_to_open(folder, PASSPHRASE)
    return folder


@pytest.fixture
def small_folder(bare_folder: Path, tmp_path: Path) -> Path:
    """A small workspace folder of the test's own."""
    folder = tmp_path / "Small.kgotla"
    shutil.copytree(bare_folder, folder)
    return folder
