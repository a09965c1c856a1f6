"""Replace a holder without the mouse: from the body's page, the person's page and Today."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QDialog, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from crm.operations.commitments import CommitmentDraft, save_commitment
from crm.operations.engagements import AttendanceDraft, EngagementDraft, save_engagement
from crm.queries.commitments import get_commitment
from crm.queries.offices import list_holders
from tests.ui.pages.conftest import TODAY, Invented, Story, find, press, shown_window
from tests.ui.showing import SIZES, what_does_not_fit
from ui.main_window import MainWindow
from ui.pages.organisations.record import OrganisationPage
from ui.pages.parts.lines import RecordLine
from ui.pages.people.record import PersonPage
from ui.pages.replacing.dialog import ReplaceHolderDialog
from ui.pages.today.lines import Line
from ui.pages.today.page import TodayPage

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(qtbot: QtBot, story: Story) -> MainWindow:
    """The window with Today as well."""
    pages = {"today", "people", "person", "organisations", "organisation", "engagements", "commitments", "commitment"}
    return shown_window(qtbot, story.desk, pages)


@pytest.fixture
def promised(story: Story, invented: Invented) -> int:
    """A promise that the chair made as such; there is a meeting of the committee to come."""
    body = story.ask(list_holders, invented.committee, TODAY)[0]  # type: ignore[index]
    draft = CommitmentDraft(
        "Hold a hearing on ramps", date(2026, 9, 1), maker_id=invented.member, maker_office=body.words, kind="minuted"
    )
    saved = story.do(save_commitment, draft)
    story.do(
        save_engagement,
        EngagementDraft(
            "Committee on ramps",
            date(2026, 12, 1),
            organisation_id=invented.committee,
            attendance=[AttendanceDraft(person_id=invented.member, part="chair")],
        ),
    )
    return saved[0]  # type: ignore[index, no-any-return]


def committee_page(qtbot: QtBot, window: MainWindow, committee: int) -> OrganisationPage:
    window.shell.open_record("organisations", committee)
    page = window.shell.current_page()
    assert isinstance(page, OrganisationPage)
    qtbot.waitUntil(lambda: page.view.header.record_id == committee and not page.view.is_filling)
    QApplication.processEvents()
    return page


def opened(qtbot: QtBot) -> ReplaceHolderDialog:
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), ReplaceHolderDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, ReplaceHolderDialog)
    return dialog


def activate(qtbot: QtBot, window: MainWindow) -> None:
    """A platform without a window manager gives the keyboard back to nobody when a dialog closes."""
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    with qtbot.waitActive(window):
        window.activateWindow()


def go_on(qtbot: QtBot, dialog: ReplaceHolderDialog) -> None:
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: dialog.is_last)


def save(qtbot: QtBot, story: Story, dialog: ReplaceHolderDialog) -> str:
    with qtbot.waitSignal(story.desk.service.done) as done:
        qtbot.keyClick(dialog, Qt.Key.Key_Return, CTRL)
    label: str = done.args[0].label
    return label


def choose_comer(qtbot: QtBot, dialog: ReplaceHolderDialog, typed: str) -> None:
    line = find(dialog, QLineEdit, "replace-holder-comes-text")
    line.setFocus()
    qtbot.keyClicks(line, typed)
    qtbot.waitUntil(dialog.first.comes.is_list_open)
    qtbot.keyClick(line, Qt.Key.Key_Return)


def said(dialog: ReplaceHolderDialog) -> str:
    return find(dialog, QLabel, "replace-holder-summary").text()


def test_a_chair_is_replaced_from_the_page_of_the_committee(
    qtbot: QtBot, story: Story, invented: Invented, promised: int, window: MainWindow
) -> None:
    page = committee_page(qtbot, window, invented.committee)
    line = page.view.members.findChildren(RecordLine)[0]
    line.setFocus()
    qtbot.keyClick(line, Qt.Key.Key_H, CTRL)
    dialog = opened(qtbot)
    start = find(dialog, QComboBox, "replace-holder-start")
    assert start.currentText() == "Hon. Boitumelo Seekoei – Chairperson"
    reason = find(dialog, QComboBox, "replace-holder-reason")
    reason.setFocus()
    qtbot.keyClicks(reason, "Res")
    day = find(dialog, QLineEdit, "replace-holder-on-text")
    day.selectAll()
    qtbot.keyClicks(day, "3 november")
    choose_comer(qtbot, dialog, "Modise")
    go_on(qtbot, dialog)
    assert said(dialog).startswith("Hon. Boitumelo Seekoei is Chairperson, ")
    assert "(resigned)" in said(dialog)
    fate = find(dialog, QComboBox, f"replace-fate-{promised}")
    assert isinstance(dialog.focusWidget(), QComboBox), "the keyboard is on the first choice"
    for _tab in range(2):
        qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
    assert dialog.focusWidget() is fate, "promises with a date come before those without"
    assert fate.currentText() == "Passes to the post"
    assert "made in this office" in find(dialog, QLabel, f"replace-why-{promised}").text()
    assert "1 promise passes to the post, 2 stay with the person" in said(dialog)
    qtbot.keyClick(fate, Qt.Key.Key_Down)
    assert "2 stay with the person, 1 lapses" in said(dialog)
    qtbot.keyClick(fate, Qt.Key.Key_Up)
    label = save(qtbot, story, dialog)
    assert label.endswith("Hon. Boitumelo Seekoei → Pieter Modise")
    assert [one.person for one in story.ask(list_holders, invented.committee, TODAY)] == ["Pieter Modise"]  # type: ignore[attr-defined]
    commitment = story.ask(get_commitment, promised)
    assert commitment.row.bound_name.endswith("(now Pieter Modise)")  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: window.toast.isVisible())
    activate(qtbot, window)
    with qtbot.waitSignal(story.desk.service.done):
        qtbot.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Z, CTRL)
    assert [one.person for one in story.ask(list_holders, invented.committee, TODAY)] == ["Hon. Boitumelo Seekoei"]  # type: ignore[attr-defined]


def test_a_vacant_chair_is_asked_for_on_today_and_named_there(
    qtbot: QtBot, story: Story, invented: Invented, promised: int, window: MainWindow
) -> None:
    page = committee_page(qtbot, window, invented.committee)
    press(qtbot, page, "organisation-members-replace")
    dialog = opened(qtbot)
    unknown = find(dialog, QCheckBox, "replace-holder-not-known")
    unknown.setFocus()
    qtbot.keyClick(unknown, Qt.Key.Key_Space)
    go_on(qtbot, dialog)
    assert "Who comes is not known yet" in said(dialog)
    save(qtbot, story, dialog)
    window.shell.open_page("today")
    today = window.shell.current_page()
    assert isinstance(today, TodayPage)
    qtbot.waitUntil(lambda: bool(today.cards["vacancies"].lines))
    sentence = find(today, QWidget, "next-vacancies")
    assert "is vacant since 22 Nov 2026: who comes?" in sentence.accessibleName()
    assert what_does_not_fit(today) == [], "a long name does not make the page wider than the window"
    sentence.setFocus()
    qtbot.keyClick(sentence, Qt.Key.Key_Return)
    line = find(today, Line, "vacancy-line-0")
    assert window.focusWidget() is line
    qtbot.keyClick(line, Qt.Key.Key_Return)
    dialog = opened(qtbot)
    assert not dialog.first.not_known.isVisible(), "only who comes is asked"
    choose_comer(qtbot, dialog, "Modise")
    go_on(qtbot, dialog)
    assert "Committee on ramps" in " ".join(box.accessibleName() for box in dialog.preview.findChildren(QCheckBox))
    save(qtbot, story, dialog)
    qtbot.waitUntil(lambda: not today.cards["vacancies"].lines)
    assert not any(one.isVisible() for one in today.findChildren(QWidget, "next-vacancies"))
    commitment = story.ask(get_commitment, promised)
    assert commitment.row.bound_name.endswith("(now Pieter Modise)")  # type: ignore[attr-defined]


def test_ctrl_h_on_today_names_the_one_that_waits(
    qtbot: QtBot, story: Story, invented: Invented, window: MainWindow
) -> None:
    page = committee_page(qtbot, window, invented.committee)
    press(qtbot, page, "organisation-members-replace")
    dialog = opened(qtbot)
    dialog.first.not_known.setChecked(True)
    go_on(qtbot, dialog)
    save(qtbot, story, dialog)
    window.shell.open_page("today")
    today = window.shell.current_page()
    assert isinstance(today, TodayPage)
    qtbot.waitUntil(lambda: bool(today.cards["vacancies"].lines))
    assert today.replacing.action in today.offered_actions()
    activate(qtbot, window)
    line = find(today, Line, "vacancy-line-0")
    line.setFocus()
    qtbot.keyClick(line, Qt.Key.Key_H, CTRL)
    dialog = opened(qtbot)
    choose_comer(qtbot, dialog, "Dineo Nuwe")  # nobody has that name: the last entry adds her
    assert find(dialog, QLineEdit, "replace-holder-comes-text").text() == "Dineo Nuwe"
    go_on(qtbot, dialog)
    save(qtbot, story, dialog)
    assert [one.person for one in story.ask(list_holders, invented.committee, TODAY)] == ["Dineo Nuwe"]  # type: ignore[attr-defined]


def test_from_the_page_of_a_person_each_office_can_be_chosen(
    qtbot: QtBot, story: Story, invented: Invented, window: MainWindow
) -> None:
    window.shell.open_record("people", invented.member)
    page = window.shell.current_page()
    assert isinstance(page, PersonPage)
    qtbot.waitUntil(lambda: page.header.record_id == invented.member and not page.is_filling)
    assert page.replacing.action in page.offered_actions()
    press(qtbot, page, "person-offices-replace")
    dialog = opened(qtbot)
    start = find(dialog, QComboBox, "replace-holder-start")
    assert [start.itemText(row).split(",")[0] for row in range(start.count())] == ["Chairperson", "Member"]
    assert start.hasFocus()
    qtbot.keyClicks(start, "Mem")
    choose_comer(qtbot, dialog, "Modise")
    go_on(qtbot, dialog)
    assert dialog.preview.party.text() == "Democratic Alliance", "a seat has a party, and the user may change it"
    chair = [box for box in dialog.preview.findChildren(QCheckBox) if box.accessibleName().startswith("Chairperson")]
    assert chair[0].isChecked(), "who leaves the House leaves its committees"
    qtbot.keyClick(dialog, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert not dialog.is_last
    assert dialog.first.comes.text() == "Pieter Modise", "nothing typed is lost on the way back"


def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(
    qtbot: QtBot, invented: Invented, window: MainWindow
) -> None:
    page = committee_page(qtbot, window, invented.committee)
    press(qtbot, page, "organisation-members-replace")
    dialog = opened(qtbot)
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CTRL)
    assert "Not known yet" in dialog.first.field_row("comes").error()
    choose_comer(qtbot, dialog, "Seekoei")
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: "cannot follow themselves" in dialog.first.field_row("comes").error())
    assert dialog.first.comes.text() == "Hon. Boitumelo Seekoei"
    day = find(dialog, QLineEdit, "replace-holder-on-text")
    day.selectAll()
    qtbot.keyClicks(day, "1 december 2026")
    qtbot.keyClick(dialog, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: "still to come" in dialog.first.field_row("on").error())
    dialog.reject()
    leave = find(window, QWidget, "replace-holder-leave")
    press(qtbot, leave, "replace-holder-leave-accept")
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)


def test_both_parts_fit(qtbot: QtBot, invented: Invented, promised: int, window: MainWindow) -> None:
    page = committee_page(qtbot, window, invented.committee)
    for size in SIZES:
        window.resize(*size)
        QApplication.processEvents()
        assert what_does_not_fit(page) == [], size
        press(qtbot, page, "organisation-members-replace")
        dialog = opened(qtbot)
        assert what_does_not_fit(dialog) == [], size
        dialog.first.not_known.setChecked(True)
        go_on(qtbot, dialog)
        QApplication.processEvents()
        assert what_does_not_fit(dialog) == [], size
        assert dialog.height() <= window.height(), size
        dialog.done(QDialog.DialogCode.Rejected)
        qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)


def test_a_letter_to_the_newcomer_is_offered_and_opened_afterwards(
    qtbot: QtBot,
    story: Story,
    invented: Invented,
    promised: int,
    window: MainWindow,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[tuple[str, object]] = []
    monkeypatch.setattr(story.desk.navigator, "show_report", lambda name, options: asked.append((name, options)))
    page = committee_page(qtbot, window, invented.committee)
    page.view.replacing.action.trigger()
    dialog = opened(qtbot)
    choose_comer(qtbot, dialog, "Modise")
    find(dialog, QCheckBox, "replace-holder-letter").setChecked(True)
    go_on(qtbot, dialog)
    save(qtbot, story, dialog)
    qtbot.waitUntil(lambda: bool(asked))
    assert asked == [("new-holder", {"person": f"people:{invented.former}"})]
