"""After a day's work nothing of the workspace lies readable on the disk, save what was taken out on purpose."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from crm.operations.commitments import CommitmentDraft
from crm.operations.engagements import EngagementDraft, close_out
from crm.operations.people import ContactDraft, PersonDraft, save_person
from crm.queries.people import find_people
from crm.workspace import Workspace
from tests.conftest import PASSPHRASE
from tests.ui.asking import asked, settle
from ui.background.opened_files import opened_files
from ui.desk import Desk
from ui.main_window import MainWindow
from ui.pages.reports.page import ReportsPage

WORD = "Zyxqvault"  # stands nowhere else on the disk
NUMBER = "0539990017"


def readable_in(*folders: Path) -> list[str]:
    """The files in which the word or the number can be read, in any encoding a program may write."""
    looked_for = [
        each
        for word in (WORD, WORD.upper(), WORD.lower(), NUMBER, "+27539990017")
        for each in (word.encode(), word.encode("utf-16-le"))
    ]
    found = []
    for file in _files(folders):
        data = file.read_bytes()
        found += [str(file) for word in looked_for if word in data]
    return found


def _files(folders: tuple[Path, ...]) -> Iterator[Path]:
    for folder in folders:
        yield from (path for path in folder.rglob("*") if path.is_file())


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for temporary files, of this test alone."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    for name in ("TMPDIR", "TEMP", "TMP", "SQLITE_TMPDIR"):
        monkeypatch.setenv(name, str(folder))
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def test_what_was_typed_previewed_and_opened_can_be_read_nowhere_once_it_is_locked(
    qtbot: QtBot,
    desk: Desk,
    start_window: MainWindow,
    workspace_folder: Path,
    own_home: Path,
    temporary: Path,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: True)
    places = (own_home, temporary, workspace_folder)
    service = desk.service
    with qtbot.waitSignal(service.opened):
        service.open(partial(Workspace.open, workspace_folder, PASSPHRASE))
    photo = tmp_path_factory.mktemp("outside") / "minutes.txt"
    photo.write_text(f"What {WORD} said", encoding="utf-8")
    person = PersonDraft(f"Naledi {WORD}", contacts=[ContactDraft("phone", NUMBER)])
    promise = CommitmentDraft(f"{WORD} repairs the pump", date(2026, 3, 1), due_on=date(2026, 4, 1))
    meeting = EngagementDraft(f"With {WORD}", date(2026, 3, 1), commitments=[promise], files=[photo])
    for operation, draft in ((save_person, person), (close_out, meeting)):
        with qtbot.waitSignal(service.done):
            service.do(operation, draft)  # type: ignore[arg-type]
    assert asked(service, find_people, WORD.lower())
    _preview(qtbot, start_window)
    copy = opened_files(service).open("minutes.txt", photo.read_bytes())
    assert set(readable_in(*places)) == {str(copy)}, "only the copy another program was given"
    with qtbot.waitSignal(service.closed):
        start_window.lock()
    settle(qtbot, service)
    assert readable_in(*places) == []
    assert list(temporary.iterdir()) == []
    assert WORD not in start_window.windowTitle()


def _preview(qtbot: QtBot, window: MainWindow) -> None:
    """The follow-up report, whole, as the preview shows it."""
    window.shell.open_page("reports")
    page = window.shell.current_page()
    assert isinstance(page, ReportsPage)
    page.show_report("follow-up")
    paper = page.paper
    assert paper is not None
    qtbot.waitUntil(lambda: paper.pages.paper is not None and paper.pages.paper.is_whole, timeout=60_000)
    shown = paper.pages.paper
    assert shown is not None and shown.data.startswith(b"%PDF")
