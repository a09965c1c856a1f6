"""The ladder in the window: a petition's letter at the next rung is read, saved, logged and undone; its settings."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from crm.queries.commitments import CommitmentFilter, get_commitment, get_commitment_rows, list_commitments
from crm.queries.escalation import list_escalations, list_rungs
from crm.queries.petitions import PetitionsFilter, get_petition, list_petitions
from tests.ui.pages.looking import Looking
from tests.ui.test_accessible_names import nameless
from tests.ui.test_keyboard_traps import trouble
from ui.main_window import MainWindow
from ui.pages.commitments.follow_up import FollowUpDialog
from ui.pages.parts.ladder import LadderCard
from ui.pages.reports.paper import find_named

TODAY = date(2026, 11, 22)


@pytest.fixture
def looking(qtbot: QtBot, sample_window: MainWindow) -> Looking:
    return Looking(qtbot, sample_window)


def follow_up_form(looking: Looking) -> FollowUpDialog[Any]:
    form = looking.dialog("follow-up")
    assert isinstance(form, FollowUpDialog)
    return form


def shown(card: LadderCard) -> str:
    return " | ".join(one.text() for one in card.findChildren(QLabel))


def test_a_follow_up_of_a_petition_writes_the_letter_of_the_next_rung_logs_itself_and_goes_off_the_list(
    looking: Looking, tmp_path: Path
) -> None:
    petition = looking.ask(list_petitions, PetitionsFilter(status="awaiting_response"))[0]
    before = looking.ask(get_petition, petition)
    looking.open(petition, "petitions")
    card = looking.find(LadderCard, "petition-ladder")
    assert "Reminder to the contact official | next, 10 working days" in shown(card)
    looking.key("F")
    form = follow_up_form(looking)
    looking.qtbot.waitUntil(lambda: form.position == 1 and "an answer by 4 Dec 2026" in form.text.toPlainText())
    for part in ("PET 12/2026", "handed in on 3 Jul 2026", "outstanding since 10 Nov 2026", "It asks: “That the House"):
        assert part in form.text.toPlainText()
    assert form.to_whom.text() == "Ms Elsabé Strydom"
    assert form.next_look.day == date(2026, 12, 4)
    looking.choose("follow-up-rung", 3)
    looking.qtbot.waitUntil(
        lambda: form.text.toPlainText().startswith("Dear ") and "set a day" in form.text.toPlainText()
    )
    form.file.setText(str(tmp_path / "letter.pdf"))
    looking.qtbot.keyClick(form.save_file, Qt.Key.Key_Space)
    looking.qtbot.waitUntil(lambda: "Saved: letter.pdf" in form.told.text())
    words = " ".join(PdfReader(tmp_path / "letter.pdf").pages[0].extract_text().split())
    assert "Please call for a written answer" in words
    assert words.count("PET 12/2026") == 3, "in the subject, the words and the facts under them"
    sent = f"{form.subject.text()}\n\n{form.text.toPlainText()}"
    looking.save()
    page = looking.ask(get_petition, petition)
    assert page.follow_ups[-1][:2] == (TODAY, "Letter")
    assert page.follow_ups[-1][3] == sent, "what was sent is kept word for word"
    assert page.row.next_look == date(2026, 12, 4)
    assert "Chairperson of the committee | taken 22 Nov 2026, wait until 4 Dec 2026" in shown(card)
    assert "Speaker or petitions office | next, 15 working days" in shown(card)
    looking.undo()
    assert looking.ask(get_petition, petition) == before
    assert looking.ask(list_escalations, petition) == ()


def test_a_promise_goes_up_only_when_a_rung_is_chosen_and_is_escalated_then(looking: Looking) -> None:
    late = looking.ask(list_commitments, CommitmentFilter(lateness="late", direction="they_owe_us"))
    rows = looking.ask(get_commitment_rows, late)
    promise = next(row.id for row in rows if row.status in ("confirmed", "in_progress") and not row.confidentiality)
    looking.open(promise, "commitments")
    looking.key("F")
    form = follow_up_form(looking)
    looking.settle()
    assert form.position == 0
    looking.choose("follow-up-rung", 2)
    assert form.to_whom.text() == "Committee co-ordinator"
    looking.write("follow-up-answer", "Next week")
    looking.save()
    assert looking.ask(get_commitment, promise).row.status == "escalated"
    card = looking.find(LadderCard, "commitment-ladder")
    assert "Committee co-ordinator | taken 22 Nov 2026, wait until 4 Dec 2026, answer: Next week" in shown(card)
    looking.undo()
    assert looking.ask(get_commitment, promise).row.status != "escalated"


def test_the_settings_hold_the_ladder_ours_once_it_is_changed(looking: Looking) -> None:
    shipped = looking.ask(list_rungs)
    looking.window.shell.open_page("settings")
    page: Any = looking.page
    page.show_section("ladder")
    looking.settle()
    section = page.sections["ladder"]
    assert section.whose.text() == "This is the ladder Kgotla brings."
    assert not section.ships.isEnabled()
    looking.enter("settings-rung-add")
    form = looking.dialog("rung")
    assert nameless(form) == []
    assert trouble(looking.qtbot, form) == []
    looking.write("rung-name", "Open letter in the paper")
    looking.choose("rung-letter", "rung_speaker")
    form.length.setValue(0)  # type: ignore[attr-defined]
    looking.save()
    assert section.table.current_id() == len(shipped) + 1
    looking.enter("settings-rung-up")
    looking.settle()
    assert [rung.name for rung in looking.ask(list_rungs)][-2:] == ["Open letter in the paper", shipped[-1].name]
    assert section.table.current_id() == len(shipped), "one stays on the rung that moved"
    looking.enter("settings-rung-edit")
    looking.settle()
    looking.dialog("rung")
    looking.write("rung-name", shipped[0].name)
    assert "has a rung" in " ".join(looking.refused())
    looking.write("rung-name", "Open letter")
    looking.save()
    assert looking.ask(list_rungs)[-2].name == "Open letter"
    looking.qtbot.keyClick(section.table, Qt.Key.Key_Delete)
    looking.settle()
    assert [rung.name for rung in looking.ask(list_rungs)] == [rung.name for rung in shipped]
    looking.enter("settings-ladder-ships")
    looking.settle()
    assert section.whose.text() == "This is the ladder Kgotla brings."
    assert looking.ask(list_rungs) == shipped


@pytest.mark.parametrize(
    ("name", "option", "typed", "said"),
    [
        ("petition-register", "", "", "P-2026-0002"),
        ("plan-status", "plan", "Sign language", "Sign language at every counter"),
        ("letter", "petition", "nurse", "Dear Ms Strydom"),
    ],
)
def test_the_papers_of_petitions_and_plans_are_previewed(
    looking: Looking, name: str, option: str, typed: str, said: str
) -> None:
    looking.window.shell.open_page("reports")
    page: Any = looking.page
    page.show_report(name)
    looking.settle()
    if option:
        picker = page.paper.fields.field(option)
        picker.line.setFocus()
        looking.qtbot.keyClicks(picker.line, typed)
        looking.qtbot.waitUntil(picker.is_list_open)
        looking.qtbot.keyClick(picker.line, Qt.Key.Key_Return)
    pages = page.paper.pages
    looking.qtbot.waitUntil(lambda: pages.paper is not None and pages.is_drawn(), timeout=60_000)
    shown = " ".join(sheet.extract_text() for sheet in PdfReader(BytesIO(pages.paper.data)).pages)
    assert said in shown


def test_a_petition_that_a_paper_names_opens_from_it(looking: Looking) -> None:
    assert looking.ask(find_named, "P-2026-0002") == (
        "petitions",
        looking.ask(list_petitions, PetitionsFilter(status="awaiting_response"))[0],
    )
    assert looking.ask(find_named, "A-2026-0001")[0] == "plans"
    assert looking.ask(find_named, "P-2026-9999") is None
