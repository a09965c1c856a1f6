"""Following up by message, e-mail and letter: read, change, send, and only then log it; by keyboard."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QWidget

from crm.operations.people import ContactDraft, draft_person, save_person
from crm.operations.records import set_confidentiality
from crm.queries.commitments import CommitmentPage as Facts
from crm.queries.commitments import get_commitment
from tests.ui.asking import settle
from tests.ui.pages.promises import TODAY, Opened, filled_folder, opened  # noqa: F401
from tests.ui.showing import SIZES, what_does_not_fit
from ui.pages.commitments.follow_up import FollowUpDialog
from ui.widgets.dialogs import ConfirmDialog

pytestmark = pytest.mark.usefixtures("filled_folder")


def facts(opened: Opened, key: str) -> Facts:  # noqa: F811
    found = opened.ask(get_commitment, opened.ids[key])
    assert isinstance(found, Facts)
    return found


def follow_up_of(opened: Opened, key: str) -> FollowUpDialog:  # noqa: F811
    """Press the button on the page of the commitment."""
    opened.press(opened.record(opened.ids[key]), "commitment-follow-up")
    found = opened.dialog("follow-up")
    assert isinstance(found, FollowUpDialog)
    return found


def take(opened: Opened, form: FollowUpDialog, key: str) -> None:  # noqa: F811
    """Take a way by its letter and wait for its text."""
    form.way.setFocus()
    opened.qtbot.keyClick(form.way, key)
    opened.qtbot.waitUntil(lambda: bool(form.text.toPlainText()) and form._save.isEnabled())


def press(opened: Opened, widget: QWidget) -> None:  # noqa: F811
    widget.setFocus()
    opened.qtbot.keyClick(widget, Qt.Key.Key_Space)


def test_a_message_is_copied_sent_and_only_then_logged(opened: Opened) -> None:  # noqa: F811
    form = follow_up_of(opened, "c1")
    assert form.focusWidget() is form.way
    take(opened, form, "m")
    text = form.text.toPlainText()
    assert text.startswith("Good day ")
    assert "Sign-language" in text
    assert text.endswith("– Lerato Tester, Our Voice")
    assert len(text) <= 300
    assert form.goes_to.text() == "to 072 555 0101"
    press(opened, form.copy)
    assert QGuiApplication.clipboard().text() == text
    assert facts(opened, "c1").follow_ups == (), "copying is not sending"
    opened.save(form)
    ((on, channel, to_whom, words, answer),) = facts(opened, "c1").follow_ups
    assert (on, channel, words, answer) == (TODAY, "Message", text, "")
    assert to_whom == "Lerato Seekoei"
    assert str(facts(opened, "c1").row.next_look) == "2026-12-06"
    with opened.qtbot.waitSignal(opened.desk.service.done):
        opened.desk.service.undo()
    assert facts(opened, "c1").follow_ups == ()


def test_what_was_not_sent_is_not_logged(opened: Opened) -> None:  # noqa: F811
    form = follow_up_of(opened, "c1")
    take(opened, form, "m")
    press(opened, form.copy)
    opened.qtbot.keyClick(form, Qt.Key.Key_Escape)
    assert facts(opened, "c1").follow_ups == ()


def test_the_words_logged_are_the_words_sent(opened: Opened) -> None:  # noqa: F811
    form = follow_up_of(opened, "c1")
    take(opened, form, "m")
    form.text.selectAll()
    opened.qtbot.keyClicks(form.text, "How is it going?")
    take(opened, form, "e")
    assert form.text.toPlainText().startswith("Dear ")
    take(opened, form, "m")
    opened.qtbot.waitUntil(lambda: form.text.toPlainText() == "How is it going?")
    form.next_look.set_text("1 December")
    opened.save(form)
    assert facts(opened, "c1").follow_ups[0][3] == "How is it going?"
    assert str(facts(opened, "c1").row.next_look) == "2026-12-01"


def test_a_message_that_grew_too_long_says_by_how_much(opened: Opened) -> None:  # noqa: F811
    form = follow_up_of(opened, "c1")
    take(opened, form, "m")
    form.text.setPlainText("x" * 302)
    assert form.form.field_row("text").error() == "2 letters too many for a message."
    form.text.setPlainText("x" * 300)
    assert form.form.field_row("text").error() == ""


def test_an_e_mail_is_handed_to_the_mail_program(
    opened: Opened,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    handed: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: bool(handed.append(url)) or True)
    form = follow_up_of(opened, "c1")
    take(opened, form, "e")
    form.subject.setText("Ramps & lifts?")
    press(opened, form.mail)
    (url,) = handed
    link = bytes(url.toEncoded().data()).decode()
    assert link.startswith("mailto:?subject=Ramps%20%26%20lifts%3F&body=Dear%20")
    assert "%0D%0A" in link
    assert "mail program" in form.told.text()
    opened.save(form)
    assert facts(opened, "c1").follow_ups[0][1] == "E-mail"
    assert facts(opened, "c1").follow_ups[0][3].startswith("Ramps & lifts?\n\nDear ")


@pytest.mark.parametrize("is_long", [False, True])
def test_without_a_mail_program_the_text_is_copied_and_that_is_said(
    opened: Opened,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
    is_long: bool,
) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: False)
    form = follow_up_of(opened, "c1")
    take(opened, form, "e")
    if is_long:
        form.text.setPlainText("We would like to know. " * 200)
    press(opened, form.mail)
    assert QGuiApplication.clipboard().text() == form.text.toPlainText().strip()
    assert ("too long" if is_long else "No mail program") in form.told.text()
    assert facts(opened, "c1").follow_ups == ()


def test_a_letter_is_saved_as_a_pdf_with_all_that_is_outstanding(
    opened: Opened,  # noqa: F811
    tmp_path: Path,
) -> None:
    form = follow_up_of(opened, "c2")
    take(opened, form, "l")
    opened.qtbot.waitUntil(form.together.isVisible)
    press(opened, form.together)
    opened.qtbot.waitUntil(lambda: "the following is outstanding" in form.text.toPlainText())
    file = tmp_path / "letter.pdf"
    form.file.setText(str(file))
    form.file_form.setCurrentIndex(form.file_form.findData(".docx"))
    assert form.file.text() == str(file.with_suffix(".docx"))
    press(opened, form.save_file)
    opened.qtbot.waitUntil(lambda: "Saved: letter.docx." in form.told.text(), timeout=20_000)
    form.file_form.setCurrentIndex(form.file_form.findData(".pdf"))
    press(opened, form.save_file)
    opened.qtbot.waitUntil(lambda: "Saved: letter.pdf" in form.told.text(), timeout=20_000)
    assert file.read_bytes().startswith(b"%PDF")
    press(opened, form.save_file)
    opened.qtbot.waitUntil(lambda: form.findChild(ConfirmDialog) is not None)
    form.findChild(ConfirmDialog).reject()
    about = form._about
    assert len(about) > 1
    opened.save(form)
    for commitment_id in about:
        page = opened.ask(get_commitment, commitment_id)
        assert page.follow_ups[-1][1] == "Letter"


def test_what_is_not_open_is_written_about_only_when_ticked(opened: Opened) -> None:  # noqa: F811
    done: list[object] = []
    opened.desk.service.do(set_confidentiality, opened.ids["c1"], 2, on_done=done.append)
    opened.qtbot.waitUntil(lambda: bool(done))
    form = follow_up_of(opened, "c1")
    form.way.setFocus()
    opened.qtbot.keyClick(form.way, "m")
    opened.qtbot.waitUntil(lambda: form.warned.isVisible() and bool(form.warned.text()))
    assert form.text.toPlainText() == ""
    assert not form._save.isEnabled()
    press(opened, form.allowed)
    opened.qtbot.waitUntil(lambda: "Sign-language" in form.text.toPlainText())
    assert form._save.isEnabled()


def test_a_call_is_noted_as_before_and_the_way_is_remembered(opened: Opened) -> None:  # noqa: F811
    form = follow_up_of(opened, "c1")
    assert form.way.value == "phone"
    form.answer.setPlainText("She will look into it")
    opened.save(form)
    assert facts(opened, "c1").follow_ups[0][1:] == ("Phone call", "Lerato Seekoei", "", "She will look into it")
    form = follow_up_of(opened, "c2")
    take(opened, form, "e")
    opened.qtbot.keyClick(form, Qt.Key.Key_Escape)
    opened.qtbot.waitUntil(lambda: opened._dialog("follow-up") is None)
    form = follow_up_of(opened, "c3")
    assert form.way.value == "email"


def test_a_reader_who_wants_no_messages_is_named(opened: Opened) -> None:  # noqa: F811
    draft = opened.ask(draft_person, opened.ids["speaker"])
    draft.do_not_contact, draft.do_not_contact_reason = "message", "Asked on 3 May."
    draft.contacts = [ContactDraft("mobile", "072 555 0199", is_private=True)]
    done: list[object] = []
    opened.desk.service.do(save_person, draft, on_done=done.append)
    opened.qtbot.waitUntil(lambda: bool(done))
    form = follow_up_of(opened, "c1")
    take(opened, form, "m")
    assert "Lerato Seekoei does not want to be contacted this way" in form.warned.text()
    assert form.goes_to.text().startswith("No number is kept that may be used")


@pytest.mark.parametrize("size", SIZES)
def test_the_form_fits_the_window(opened: Opened, size: tuple[int, int]) -> None:  # noqa: F811
    opened.window.resize(*size)
    form = follow_up_of(opened, "c0")
    for key in ("p", "m", "e", "l"):
        form.way.setFocus()
        opened.qtbot.keyClick(form.way, key)
        settle(opened.qtbot, opened.desk.service)
        assert form.height() <= size[1], key
        assert form.width() <= size[0], key
        assert what_does_not_fit(form) == [], key
