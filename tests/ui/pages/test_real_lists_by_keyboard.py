"""Every published list goes through the wizard by keyboard, comes in, and comes in again without changing anything.

Read where KGOTLA_LISTS names a folder of such lists; they are not part of the project.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.asking import settle
from tests.ui.pages.conftest import Story, find
from ui.main_window import MainWindow
from ui.pages.imports.wizard import ImportPage

PATIENCE = 120_000  # milliseconds

REFUSED = {
    "ics/icalendar_bom_calendar.ics": "a calendar without entries",
    "ics/icalendar_calendar_with_unicode.ics": "a calendar without entries",
    "ics/icalendar_empty.ics": "a calendar without entries",
    "popolo/spec_examples/area.json": "a place alone",
    "popolo/spec_examples/contact_detail.json": "a contact detail of nobody",
    "popolo/spec_examples/count.json": "votes, which nobody keeps here",
    "popolo/spec_examples/event.json": "a sitting alone",
    "popolo/spec_examples/motion.json": "a motion of a house",
    "popolo/spec_examples/post.json": "a post that nobody holds",
    "popolo/spec_examples/speech.json": "a speech in a house",
    "popolo/spec_examples/vote.json": "a vote in a house",
    "popolo/spec_examples/vote_event.json": "a vote in a house",
}
"""Files that hold nothing to keep, and why: they are refused with a sentence that names the file."""

NOTHING_COMES = {
    "contacts_csv/roundcube_email.csv": "addresses without anybody's name",
    "ics/icalendar_broken_ical.ics": "its only event is damaged",
    "ics/icalendar_rfc_7986_conferences.ics": "its only event has no day",
    "popolo/spec_examples/membership.json": "a membership of nobody in the file",
}
"""Files that are read, and of which no row names anybody: the preview says why of each."""


def folder() -> Path | None:
    named = os.environ.get("KGOTLA_LISTS")
    return Path(named) if named and Path(named).is_dir() else None


def names() -> list[str]:
    root = folder()
    if root is None:
        return []
    return sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())


class Wizard:
    """The wizard as somebody at the keyboard goes through it."""

    def __init__(self, qtbot: QtBot, story: Story, window: MainWindow) -> None:
        self.qtbot, self.story, self.window = qtbot, story, window
        window.shell.open_page("imports")
        page = window.shell.current_page()
        assert isinstance(page, ImportPage)
        self.page = page

    def settle(self) -> None:
        """Wait until everything asked for has arrived."""
        settle(self.qtbot, self.story.desk.service, PATIENCE)

    def press_focused(self, name: str) -> None:
        """Enter on the button of this name, after Tab has gone to it."""
        button = find(self.page, QWidget, name)
        button.setFocus(Qt.FocusReason.TabFocusReason)
        self.qtbot.keyClick(button, Qt.Key.Key_Return)
        self.settle()

    def open(self, path: Path) -> bool:
        """Type the path; whether the list was read."""
        self.page.start_again()
        line = self.page.choose_step.path
        line.setFocus()
        line.setText(str(path))
        self.qtbot.keyClick(line, Qt.Key.Key_Return)
        self.settle()
        return not self.page.choose_step.isVisible()

    def look(self) -> None:
        """Go on until the preview, and answer the term where it is asked for."""
        if self.page.shape_step.isVisible():
            self.press_focused("import-shape-next")
        if self.page.column_step.isVisible():
            self.press_focused("import-columns-next")
        assert self.page.preview_step.isVisible()
        if not self.page.preview_step.term.is_answered:
            box = find(self.page, QComboBox, "import-term-choice")
            box.setFocus()
            # By the arrow: letters typed with a pause between them are each looked for alone, and “a” is another term.
            self.qtbot.keyClick(box, Qt.Key.Key_Down)
            assert box.currentText().startswith("The term that")
            self.settle()

    def bring_in(self) -> None:
        """Bring it in and see that it is done."""
        self.press_focused("import-apply")
        self.qtbot.waitUntil(self.page.done_step.isVisible, timeout=PATIENCE)
        self.settle()


@pytest.mark.skipif(folder() is None, reason="set KGOTLA_LISTS to a folder with published lists")
@pytest.mark.parametrize("name", names() or ["no lists"])
def test_a_list_comes_in_by_keyboard_and_again_without_changing_anything(
    qtbot: QtBot, story: Story, window: MainWindow, name: str
) -> None:
    root = folder()
    assert root is not None
    wizard = Wizard(qtbot, story, window)
    page = wizard.page
    if not wizard.open(root / name):
        assert name in REFUSED, f"refused: {page._problem.text()}"
        assert Path(name).name in page._problem.text()
        return
    assert name not in REFUSED, "it is read now"
    wizard.look()
    shape = page._read.reading.shape if page._read is not None else None
    if shape is not None:
        count = shape.count
        assert count.read + count.more + count.missed + count.headings + count.above == count.rows
        assert count.words in page.preview_step._about.text()
    if not page.preview_step.apply.isEnabled():
        assert name in NOTHING_COMES, "nothing of it would come in"
        return
    wizard.bring_in()
    assert wizard.open(root / name)
    wizard.look()
    # A term that is answered is planned with once more: what it says in the end counts.
    qtbot.waitUntil(lambda: page.preview_step.apply.text() == "Nothing to bring in", timeout=PATIENCE)
