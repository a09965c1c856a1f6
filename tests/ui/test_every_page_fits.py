"""No button is cut off and nothing scrolls sideways, on a small office laptop at 100 % and at 125 % scaling."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from tests.ui.asking import settle
from tests.ui.showing import SIZES, visits, what_does_not_fit
from tests.ui.walking import Walk
from ui.desk import Desk
from ui.main_window import MainWindow


def test_every_page_fits(qtbot: QtBot, desk: Desk, sample_window: MainWindow) -> None:
    """A page made in one size of the window fits in the other: pages take turns in which comes first."""
    window = sample_window
    sizes = list(SIZES)
    problems: dict[str, list[str]] = {}
    for name, show in visits(window):
        window.resize(*sizes[0])
        show()
        for size in sizes:
            window.resize(*size)
            settle(qtbot, desk.service)
            page = window.shell.current_page()
            assert page is not None
            if found := what_does_not_fit(page):
                problems[f"{name} at {size}"] = found
            assert (window.width(), window.height()) == size, f"{name} made the window larger than the screen"
        sizes.reverse()
    assert problems == {}


def test_the_forms_of_a_call_and_of_a_plan_fit(qtbot: QtBot, sample_window: MainWindow, tmp_path: Path) -> None:
    problems: dict[str, list[str]] = {}
    for size in SIZES:
        sample_window.resize(*size)
        seen = 0
        for name, dialog in Walk(qtbot, sample_window, tmp_path).planning():
            seen += 1
            found = what_does_not_fit(dialog)
            if dialog.height() > sample_window.height() or dialog.width() > sample_window.width():
                found.append(f"it is {dialog.width()} × {dialog.height()} in a window of {size}")
            if found:
                problems[f"{name} at {size}"] = found
        assert seen >= 8, "call, plan, postpone, and the five steps of a close-out"
    assert problems == {}
