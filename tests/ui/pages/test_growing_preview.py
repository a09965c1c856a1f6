"""A long paper in the window: its first pages are there while the rest is made, and the making can be stopped."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from reports.catalog import FIRST_PAGES, REPORTS
from reports.layout.page import Rendered
from ui.desk import Desk
from ui.pages.reports.page import ReportsPage
from ui.pages.reports.paper import PaperView

ROWS, HELD = 700, 400


class Gate:
    """Rows of a long paper, laid out no further than a certain row while it is shut; counts those who waited there."""

    def __init__(self) -> None:
        self.is_open = threading.Event()
        self.waiting = threading.Semaphore(0)

    def rows(self) -> Sequence[Any]:
        from reports.layout.register import Block, Entry

        gate = self

        class Rows(Sequence[Entry]):
            looked_at = False
            """Looking for headings reads every row once, before any is laid out."""

            def __len__(self) -> int:
                return ROWS

            def __getitem__(self, index: Any) -> Any:
                if index == HELD and self.looked_at and not gate.is_open.is_set():
                    gate.waiting.release()
                    gate.is_open.wait(60)
                self.looked_at = self.looked_at or index == HELD
                return Entry(((Block(f"row {index}"),),))

        return Rows()

    def build(self, _facts: object, _invariant: bool) -> Rendered:
        from reports.layout import page
        from reports.layout.register import Column, Register

        identity = page.Identity("Long", "", "Our Voice", "", "", "")
        return page.render([Register((Column("Row", 1),), self.rows())], identity)


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    made = Gate()
    long = replace(REPORTS["follow-up"], gather=lambda _ask, _chosen: None, build=made.build)
    monkeypatch.setitem(REPORTS, "follow-up", long)
    yield made
    made.is_open.set()


@pytest.fixture
def paper(qtbot: QtBot, open_desk: Desk, today: date, gate: Gate) -> PaperView:
    page = ReportsPage(open_desk)
    qtbot.addWidget(page)
    page.resize(897, 496)
    page.show()
    page.show_report("follow-up")
    assert page.paper is not None
    page.paper.page_kept = page  # type: ignore[attr-defined]
    return page.paper


def button(paper: PaperView, name: str) -> QPushButton:
    found = paper.findChild(QPushButton, name)
    assert found is not None
    return found


def words(paper: PaperView, name: str) -> str:
    found = paper.findChild(QLabel, name)
    assert found is not None
    return found.text() if found.isVisible() else ""


def test_first_pages_are_read_while_the_rest_is_made_which_is_stopped_and_made_again_by_keys(
    qtbot: QtBot, paper: PaperView, gate: Gate
) -> None:
    qtbot.waitUntil(lambda: paper.pages.page_count == FIRST_PAGES, timeout=30_000)
    qtbot.waitUntil(paper.pages.is_drawn, timeout=30_000)
    assert words(paper, "report-place") == f"Page 1 of {FIRST_PAGES} so far"
    assert "Making page" in words(paper, "report-making"), "from the first pages on"
    assert not paper.print_button.isEnabled()
    stop, again = button(paper, "report-stop"), button(paper, "report-again")
    stop.setFocus()
    qtbot.keyClick(stop, Qt.Key.Key_Space)
    assert words(paper, "report-making") == "Stopped."
    assert again.hasFocus()
    assert stop.isHidden()
    gate.is_open.set()
    qtbot.waitUntil(paper.pages.is_drawn, timeout=30_000)
    assert paper.pages.page_count == FIRST_PAGES
    qtbot.keyClick(again, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: paper.pages.page_count > FIRST_PAGES, timeout=30_000)
    assert words(paper, "report-making") == ""
    assert stop.isHidden()
    assert again.isHidden()
    assert paper.print_button.isEnabled()
    assert words(paper, "report-place") == f"Page 1 of {paper.pages.page_count}"


def test_a_newer_choice_ends_the_older_making_at_its_next_page(qtbot: QtBot, paper: PaperView, gate: Gate) -> None:
    assert gate.waiting.acquire(timeout=30)
    older = paper._progress
    assert older is not None
    box = paper.fields.field("status")
    assert isinstance(box, QComboBox)
    box.setCurrentIndex(1)
    assert older.is_cancelled, "before the new one is begun"
    gate.is_open.set()
    qtbot.waitUntil(lambda: paper.pages.page_count > FIRST_PAGES, timeout=30_000)
    assert older.done < paper.pages.page_count, "it went no further"


def test_locking_does_not_wait_for_a_long_paper(qtbot: QtBot, open_desk: Desk, paper: PaperView, gate: Gate) -> None:
    assert gate.waiting.acquire(timeout=30)
    making = paper._progress
    assert making is not None
    with qtbot.waitSignal(open_desk.service.closed, timeout=30_000):
        open_desk.service.close()
        gate.is_open.set()
    assert making.is_cancelled
    assert paper.pages.page_count <= FIRST_PAGES
