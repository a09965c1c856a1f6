"""Every page and dialog, walked through once: all that takes the keyboard has a name, and Tab goes to it and back."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from tests.ui.test_accessible_names import nameless
from tests.ui.test_keyboard_traps import trouble
from tests.ui.walking import Walk
from ui.main_window import MainWindow


def test_every_page_and_dialog_names_everything_and_is_gone_through_by_tab(
    qtbot: QtBot, sample_window: MainWindow, tmp_path: Path
) -> None:
    found: list[str] = []
    for name, place in Walk(qtbot, sample_window, tmp_path).places():
        found += [f"{name}: {one} has no name" for one in nameless(place)]
        found += [f"{name}: {one}" for one in trouble(qtbot, place)]
    assert not found, "\n".join(found)
