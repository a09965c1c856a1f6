"""No button is cut off and nothing scrolls sideways, on a small office laptop at 100 % and at 125 % scaling."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.showing import SIZES, visits, what_does_not_fit
from tests.ui.walking import Walk
from ui.desk import Desk
from ui.main_window import MainWindow


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_every_page_fits(qtbot: QtBot, desk: Desk, sample_window: MainWindow, size: tuple[int, int]) -> None:
    window = sample_window
    window.resize(*size)
    problems: dict[str, list[str]] = {}
    for name, show in visits(window):
        show()
        qtbot.waitUntil(lambda: desk.service.is_idle, timeout=20_000)
        page = window.shell.current_page()
        assert page is not None
        if found := what_does_not_fit(page):
            problems[name] = found
    assert (window.width(), window.height()) == size, "a page made the window larger than the screen"
    assert problems == {}


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_the_forms_of_a_call_and_of_a_plan_fit(
    qtbot: QtBot, sample_window: MainWindow, tmp_path: Path, size: tuple[int, int]
) -> None:
    sample_window.resize(*size)
    problems: dict[str, list[str]] = {}
    seen = 0
    for name, dialog in Walk(qtbot, sample_window, tmp_path).planning():
        seen += 1
        found = what_does_not_fit(dialog)
        if dialog.height() > sample_window.height() or dialog.width() > sample_window.width():
            found.append(f"it is {dialog.width()} × {dialog.height()} in a window of {size}")
        if found:
            problems[name] = found
    assert problems == {}
    assert seen >= 8, "call, plan, postpone, and the five steps of a close-out"
