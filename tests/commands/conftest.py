from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from crm import sample
from crm.rules import clock
from tests.conftest import PASSPHRASE
from ui import commands

TODAY = date(2026, 11, 22)


@dataclass(frozen=True)
class Said:
    """What one run of the command line came to."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Kgotla = Callable[..., Said]


@pytest.fixture(autouse=True)
def on_the_day() -> Iterator[None]:
    clock.choose(TODAY)
    yield
    clock.choose(None)


@pytest.fixture
def bare(capsys: pytest.CaptureFixture[str]) -> Kgotla:
    """Run the command line exactly as written."""

    def run(*arguments: object) -> Said:
        capsys.readouterr()
        code = commands.run([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Said(code, captured.out, captured.err)

    return run


@pytest.fixture
def kgotla(bare: Kgotla, workspace_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Kgotla:
    """Run the command line on a new workspace with the reference data of the Northern Cape."""
    monkeypatch.setenv("KGOTLA_PASSPHRASE", PASSPHRASE)
    return lambda *arguments: bare(*arguments, "--workspace", workspace_folder)


@pytest.fixture(scope="session")
def looked_at(sample_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One copy of the sample for all that only look: making a paper notes it there."""
    return Path(shutil.copytree(sample_folder, tmp_path_factory.mktemp("looked-at") / "Sample.kgotla"))


@pytest.fixture
def looking(bare: Kgotla, looked_at: Path, monkeypatch: pytest.MonkeyPatch) -> Kgotla:
    """Run the command line on the sample workspace; what papers note there is of no account."""
    monkeypatch.setenv("KGOTLA_PASSPHRASE", sample.PASSPHRASE)
    return lambda *arguments: bare(*arguments, "--workspace", looked_at)


@pytest.fixture
def working(bare: Kgotla, own_sample_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Kgotla:
    """Run the command line on a copy of the sample workspace."""
    monkeypatch.setenv("KGOTLA_PASSPHRASE", sample.PASSPHRASE)
    return lambda *arguments: bare(*arguments, "--workspace", own_sample_folder)
