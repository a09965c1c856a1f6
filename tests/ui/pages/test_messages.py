"""Paste a message: what came is recognised, changed by keyboard, and filed only when Save is pressed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from crm.queries.commitments import CommitmentFilter, get_commitment, get_commitment_rows, list_commitments
from crm.queries.engagements import EngagementsFilter, get_engagement, list_engagements
from tests.ui import showing
from tests.ui.pages.promises import Opened, filled_folder, opened  # noqa: F401
from ui.pages.messages.dialog import MessageDialog
from ui.widgets.dialogs import ConfirmDialog

CHAT = "[20/11/2026, 14:05] Lerato Seekoei: We will have interpreters at every sitting from 30 January"


def paste(opened: Opened, text: str) -> MessageDialog:  # noqa: F811
    """Copy the text elsewhere, and press Ctrl+M here."""
    QGuiApplication.clipboard().setText(text)
    with opened.qtbot.waitActive(opened.window):
        opened.window.activateWindow()
    QTest.keySequence(opened.window, QKeySequence("Ctrl+M"))
    form = opened.dialog("message")
    assert isinstance(form, MessageDialog)
    opened.qtbot.waitUntil(form.isActiveWindow)
    if text.strip():
        opened.qtbot.waitUntil(lambda: form._proposal is not None)
        opened.qtbot.waitUntil(lambda: opened.desk.service.is_idle)
    return form


def take(opened: Opened, form: MessageDialog, key: str) -> None:  # noqa: F811
    form.what.setFocus()
    opened.qtbot.keyClick(form.what, key)


def kept(opened: Opened) -> list[int]:  # noqa: F811
    found: list[int] = opened.ask(list_engagements, EngagementsFilter(kind="correspondence"))
    return found


def test_a_promise_in_a_message_is_filed_with_its_text(opened: Opened) -> None:  # noqa: F811
    form = paste(opened, CHAT)
    assert form.text.toPlainText() == CHAT
    assert form.writer.record_id == opened.ids["speaker"]
    assert form.day.day == date(2026, 11, 20)
    assert form.what.value == "promise"
    assert form.words.toPlainText() == "We will have interpreters at every sitting from 30 January"
    assert form.due.day == date(2027, 1, 30)
    assert "sender known by name" in form.found.text()
    assert kept(opened) == [], "nothing is filed before it is said"
    opened.save(form)
    (engagement_id,) = kept(opened)
    page = opened.ask(get_engagement, engagement_id)
    assert page.minutes == CHAT
    (commitment_id,) = page.commitments
    made = opened.ask(get_commitment, commitment_id).row
    assert (made.words, made.bound_id, made.made_on) == (
        "We will have interpreters at every sitting from 30 January",
        opened.ids["speaker"],
        date(2026, 11, 20),
    )
    with opened.qtbot.waitSignal(opened.desk.service.done):
        opened.desk.service.undo()
    assert kept(opened) == []
    assert opened.ask(get_commitment, commitment_id) is None


def test_a_new_date_moves_the_promise_chosen(opened: Opened) -> None:  # noqa: F811
    form = paste(opened, "Lerato Seekoei: the interpreters will only be there from 30 January")
    assert form.what.value == "move"
    assert form.about.count() == 2
    assert "Sign-language" in form.about.currentText(), "the one outstanding longest stands first"
    form.agreed.setFocus()
    opened.qtbot.keyClick(form.agreed, Qt.Key.Key_Space)
    opened.save(form)
    moves = opened.ask(get_commitment, opened.ids["c1"]).moves
    assert [(move[1], move[3], move[6]) for move in moves] == [(date(2027, 1, 30), "Lerato Seekoei", False)]


def test_what_the_user_wrote_is_not_written_over(opened: Opened) -> None:  # noqa: F811
    form = paste(opened, CHAT)
    opened.write(form, "message-due-text", "1 March 2027")
    take(opened, form, "p")
    form.words.setFocus()
    form.words.selectAll()
    opened.qtbot.keyClicks(form.words, "Interpreters")
    form.text.setPlainText(f"{CHAT}\nand more by 5 May 2027")
    first = form._proposal
    opened.qtbot.waitUntil(lambda: form._proposal is not first)
    assert form.words.toPlainText() == "Interpreters"
    assert form.due.day == date(2027, 3, 1)
    opened.save(form)
    found = opened.ask(list_commitments, CommitmentFilter(text="Interpreters"))
    assert "Interpreters" in [row.words for row in opened.ask(get_commitment_rows, found)]


def test_a_text_from_nobody_known_is_only_kept(opened: Opened) -> None:  # noqa: F811
    form = paste(opened, "")
    assert form.text.toPlainText() == ""
    form.text.setPlainText("Thank you for coming")
    opened.qtbot.waitUntil(lambda: form._proposal is not None)
    assert form.what.value == "keep"
    opened.write(form, "message-sender-text", "Mamma Joyce")
    opened.save(form)
    page = opened.ask(get_engagement, kept(opened)[0])
    assert [line.name for line in page.attendance] == ["Mamma Joyce"]
    assert page.title == "Message from Mamma Joyce, 22 Nov 2026"


def test_what_is_missing_is_said_at_its_field_and_nothing_filed(opened: Opened) -> None:  # noqa: F811
    form = paste(opened, "")
    opened.qtbot.keyClick(form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert form.form.field_row("text").error() == "Paste the text you received."
    form.text.setPlainText("Good morning")
    opened.qtbot.waitUntil(lambda: form._proposal is not None)
    take(opened, form, "d")
    opened.qtbot.keyClick(form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert "Nothing is open with this sender" in form.form.field_row("about").error()
    take(opened, form, "p")
    form.words.clear()
    opened.qtbot.keyClick(form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    opened.qtbot.waitUntil(lambda: bool(form.form.field_row("words").error()))
    opened.qtbot.keyClick(form, Qt.Key.Key_Escape)
    assert kept(opened) == []


@pytest.mark.parametrize(
    ("page", "button"), [("today", "today-paste-message"), ("commitments", "commitments-paste-message")]
)
def test_pages_offer_it(opened: Opened, page: str, button: str) -> None:  # noqa: F811
    QGuiApplication.clipboard().setText(CHAT)
    opened.press(opened.page(page), button)
    assert opened.dialog("message").findChild(QAbstractButton, "message-accept") is not None


@pytest.mark.parametrize("size", showing.SIZES)
def test_the_form_fits_the_window(opened: Opened, size: tuple[int, int]) -> None:  # noqa: F811
    opened.window.resize(*size)
    form = paste(opened, CHAT)
    fits: Callable[[QWidget], list[str]] = showing.what_does_not_fit
    for key in ("p", "d", "k"):
        take(opened, form, key)
        QApplication.processEvents()
        assert form.height() <= size[1], key
        assert form.width() <= size[0], key
        assert fits(form) == [], key


def test_leaving_asks_when_something_is_typed(opened: Opened) -> None:  # noqa: F811
    form = paste(opened, CHAT)
    form.words.setFocus()
    opened.qtbot.keyClicks(form.words, "At the sitting ")
    opened.qtbot.keyClick(form, Qt.Key.Key_Escape)
    question = form.findChild(ConfirmDialog, "message-leave")
    assert question is not None and form.isVisible()
    question.reject()
    assert "At the sitting" in form.words.toPlainText()
    form.reject()
    question = form.findChildren(ConfirmDialog, "message-leave")[-1]
    question.accept()
    assert not form.isVisible()
    assert kept(opened) == []
