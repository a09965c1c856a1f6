"""Agreements in the window: the list, the pages of agreement, clause and deliverable, their forms; by keyboard."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QLabel,
    QLineEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from crm import sample
from crm.operations.agreements import AgreementDraft, PartyDraft, save_agreement
from crm.queries.agreements import find_agreement, find_clause, get_agreement, get_clause_rows
from crm.queries.commitments import CommitmentFilter, CommitmentRow, get_commitment_rows, list_commitments
from crm.queries.deliverables import (
    DeliverableRow,
    DeliverablesFilter,
    get_deliverable,
    get_deliverable_rows,
    list_deliverables,
)
from crm.queries.organisations import OrganisationsFilter, list_organisations
from crm.queries.records import find as find_records
from crm.queries.responses import find_answerable, list_responses
from tests.ui.pages.looking import Looking
from ui.desk import Desk
from ui.main_window import MainWindow
from ui.pages.agreements.form_facts import clause_choices
from ui.pages.agreements.list import AgreementsPage
from ui.pages.agreements.looks import RAG_TONES
from ui.pages.agreements.record import AgreementPage
from ui.pages.commitments.form_dialog import FormDialog
from ui.pages.parts.kept_file import FileDialog
from ui.pages.parts.lines import RecordLine
from ui.widgets.empty_state import EmptyState
from ui.widgets.link import Link
from ui.widgets.status import SHAPES

MOU = "M-2026-0001"


class Agreements(Looking):
    """What a test does with agreements."""

    def open(self, record_id: int, noun: str = "agreements") -> QWidget:
        return super().open(record_id, noun)

    def shown(self) -> AgreementPage:
        page = self.page
        assert isinstance(page, AgreementPage)
        return page

    def deliverable(self, words: str) -> DeliverableRow:
        rows: list[DeliverableRow] = self.ask(
            get_deliverable_rows, self.ask(list_deliverables, DeliverablesFilter(status="all"))
        )
        return next(row for row in rows if row.title.startswith(words))

    def promise(self, words: str) -> CommitmentRow:
        found = self.ask(list_commitments, CommitmentFilter(status="all", text=words))
        row: CommitmentRow = self.ask(get_commitment_rows, found[:1])[0]
        return row


@pytest.fixture
def looking(qtbot: QtBot, sample_window: MainWindow) -> Agreements:
    return Agreements(qtbot, sample_window)


def test_ctrl_6_lists_agreements_the_first_to_end_on_top(looking: Agreements) -> None:
    looking.key("6", Qt.KeyboardModifier.ControlModifier)
    page = looking.page
    assert isinstance(page, AgreementsPage)
    looking.qtbot.waitUntil(lambda: page.list.model.record(0) is not None)  # rows come once they are painted
    first = page.list.model.record(0)
    assert (first.reference, first.is_expiring) == (MOU, True)
    page.show_only(status="expiring")
    looking.settle()
    assert page.list.model.rowCount() == 1
    page.list.clear_filters()
    looking.settle()
    assert page.list.model.rowCount() == 3
    page.list.go_to(first.id)
    page.list.setFocus()
    looking.key(Qt.Key.Key_Return)
    assert looking.page.accessibleName().startswith(MOU)


def test_every_colour_has_a_word_and_a_shape_of_its_own() -> None:
    assert len({SHAPES[tone] for tone in RAG_TONES.values()}) == 5


def test_the_page_says_in_words_how_the_agreement_stands(looking: Agreements) -> None:
    looking.open(looking.ask(find_agreement, MOU))
    assert looking.find(QLabel, "agreement-ending-text").text().startswith("Ends in 61 days, on 22 Jan 2027")
    assert looking.find(QLabel, "agreement-reviewing-text").text() == "A review is due on 28 Nov 2026."
    assert "are red" in looking.find(QLabel, "agreement-why").text()
    assert looking.line("4.2 Hearings").accessibleName().endswith("Red")
    assert "variance −5 (Three hearings" in looking.line("Ten hearings").line.detail
    assert "(set by hand)" in looking.line("Report-back").line.detail
    assert "out since version 2" in looking.line("4.6 A desk").line.detail
    looking.follow("Hon. Kagisho Molale")
    assert looking.page.accessibleName() == "Hon. Kagisho Molale"


def test_promise_clause_deliverable_and_evidence_lead_to_each_other(
    looking: Agreements, monkeypatch: pytest.MonkeyPatch
) -> None:
    promise = looking.promise("Transport for two women")
    looking.open(promise.id, "commitments")
    looking.enter(f"commitment-link-{promise.clause_id}")
    assert looking.page.accessibleName() == "4.2 Hearings where people live"
    looking.follow("Transport for two women")
    assert looking.page.objectName() == "commitment-page"
    looking.enter(f"commitment-link-{promise.deliverable_id}")
    assert looking.page.accessibleName() == "Transport to the women's sectoral parliament"
    opened: list[Path] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(Path(QUrl.toLocalFile(url))) or True)
    looking.follow("Transport list with 62 signatures")
    hand_to_another_program(looking)
    looking.qtbot.waitUntil(lambda: bool(opened))
    assert opened[0].name == "sign-in-sheet.png"
    looking.enter("deliverable-up")
    assert looking.page.accessibleName() == "4.2 Hearings where people live"
    looking.enter("clause-up")
    assert looking.page.accessibleName().startswith(MOU)
    looking.enter("agreement-signed-copy-0")
    hand_to_another_program(looking)
    looking.qtbot.waitUntil(lambda: len(opened) == 2)
    assert opened[1].read_bytes().startswith(b"%PDF")


def hand_to_another_program(looking: Agreements) -> None:
    """The kept file is seen inside the window first; from there another program may have it."""
    shown = looking.window.findChildren(FileDialog)[-1]
    looking.qtbot.waitUntil(shown.open_outside.isEnabled)
    shown.open_outside.click()
    looking.settle()
    shown.close()


def test_p_writes_progress_and_undo_takes_it_back(looking: Agreements) -> None:
    row = looking.deliverable("Ten hearings")
    looking.open(row.id)
    looking.find(QWidget, "deliverable-progress").setFocus()
    looking.key("p")
    looking.dialog("progress")
    looking.write("progress-actual", "seven")
    assert looking.refused() == ["Write a whole number."]
    looking.write("progress-actual", "7")
    looking.write("progress-note", "Kathu and Postmasburg")
    looking.write("progress-evidence-words", "Attendance lists")
    looking.save()
    after = looking.deliverable("Ten hearings")
    assert (after.actual, after.progress, after.evidence[-1].words) == (7, 70, "Attendance lists")
    assert looking.line("Attendance lists")
    assert "70 % done" in looking.find(QLabel, "deliverable-why").text()
    looking.undo()
    assert looking.deliverable("Ten hearings") == row


def test_the_date_moves_and_a_follow_up_is_kept_by_letters(looking: Agreements) -> None:
    row = looking.deliverable("Ten hearings")
    looking.open(row.id)
    looking.find(QWidget, "deliverable-progress").setFocus()
    looking.key("m")
    looking.dialog("move-date")
    looking.write("move-date-new-text", "28 February 2027")
    looking.save()
    assert looking.deliverable("Ten hearings").due_agreed == date(2027, 2, 28)
    looking.find(QWidget, "deliverable-progress").setFocus()
    looking.key("f")
    looking.dialog("follow-up")
    looking.write("follow-up-answer", "Dates on Friday")
    looking.save()
    page = looking.ask(get_deliverable, row.id)
    assert page.follow_ups[-1][-1] == "Dates on Friday"
    assert any("28 Feb 2027" in one.text() for one in looking.page.findChildren(QLabel))


def test_a_colour_by_hand_asks_why(looking: Agreements) -> None:
    row = looking.deliverable("Bus with a lift")
    looking.open(row.id)
    looking.find(QWidget, "deliverable-light").setFocus()
    looking.key("c")
    looking.dialog("light")
    looking.choose("light-colour", "red")
    assert len(looking.refused()) == 1
    looking.write("light-reason", "The fitter is on strike")
    looking.save()
    light = looking.deliverable("Bus with a lift").light
    assert (light.rag, light.reason, light.is_overridden) == ("red", "The fitter is on strike", True)
    assert looking.find(QLabel, "deliverable-why").text() == "The fitter is on strike (set by hand)"
    assert looking.find(QWidget, "deliverable-rag").accessibleName() == "Red*"


def test_delivered_then_accepted_with_evidence(looking: Agreements) -> None:
    row = looking.deliverable("Petition form")
    looking.open(row.id)
    looking.enter("deliverable-step-delivered")
    looking.dialog("deliverable-step")
    looking.save()
    looking.enter("deliverable-step-accepted")
    assert len(looking.refused()) == 1
    looking.write("deliverable-step-evidence-words", "Stamped form")
    looking.save()
    assert looking.deliverable("Petition form").light.rag == "blue"
    assert not looking.find(QAbstractButton, "deliverable-progress").isEnabled()


def test_an_amendment_takes_a_clause_out(looking: Agreements) -> None:
    agreement_id = looking.ask(find_agreement, MOU)
    clause_id = looking.ask(find_clause, MOU, "4.3")
    looking.open(agreement_id)
    looking.find(QWidget, "agreement-edit").setFocus()
    looking.key("a")
    form = looking.dialog("amend")
    assert len(looking.refused()) == 1
    looking.write("amend-words", "Petitions go to the Secretary")
    looking.find(QCheckBox, f"amend-out-{clause_id}", form).setChecked(True)
    looking.save()
    page = looking.ask(get_agreement, agreement_id)
    assert (page.version, page.amendments[-1][2]) == (3, "Petitions go to the Secretary")
    assert not looking.ask(get_clause_rows, [clause_id])[0].is_standing
    looking.undo()
    assert looking.ask(get_agreement, agreement_id).version == 2


def test_a_review_is_written_down_and_the_next_is_set(looking: Agreements) -> None:
    agreement_id = looking.ask(find_agreement, MOU)
    looking.open(agreement_id)
    looking.enter("agreement-reviewing-button")
    looking.dialog("agreement-review")
    looking.write("agreement-review-words", "Hearings caught up")
    looking.save()
    row = looking.ask(get_agreement, agreement_id).row
    assert row.next_review_on == date(2027, 5, 22)
    assert not looking.page.findChild(QWidget, "agreement-reviewing").isVisible()


def test_renewing_opens_the_next_agreement(looking: Agreements) -> None:
    looking.open(looking.ask(find_agreement, MOU))
    looking.enter("agreement-ending-button")
    looking.dialog("renew")
    looking.save()
    page = looking.shown()
    assert page.accessibleName().startswith("M-2026-0004")
    shown = looking.ask(get_agreement, page.record_id)
    assert (shown.row.status, shown.renewed_from) == ("in_negotiation", MOU)
    assert looking.line("4.2 Hearings")
    looking.enter(f"agreement-link-{shown.renewed_from_id}")
    assert "Renewed" in [pill.accessibleName() for pill in looking.page.findChildren(QWidget, "agreement-status")]


def test_an_agreement_is_written_down_clause_by_clause(looking: Agreements) -> None:
    looking.key("6", Qt.KeyboardModifier.ControlModifier)
    looking.key("n", Qt.KeyboardModifier.ControlModifier)
    looking.dialog("agreement-editor")
    assert len(looking.refused()) == 1, "it wants a title"
    looking.write("agreement-title", "Safe schools")
    looking.write("agreement-party-1-body-text", "Somebody new")
    looking.write("agreement-signed-text", "1 November 2026")
    looking.write("agreement-expires-text", "1 January 2020")
    assert len(looking.refused()) == 1, "it ends before it begins"
    note = looking.find(QLabel, "agreement-expires-note")
    assert note.visibleRegion().boundingRect() == note.rect(), "what is wrong is in sight, not below the edge"
    looking.write("agreement-expires-text", "31 October 2027")
    looking.choose("agreement-status", "in_force")
    looking.save()
    page = looking.shown()
    agreement_id = page.record_id
    assert looking.ask(get_agreement, agreement_id).row.parties == (sample.ORGANISATION, "Somebody new")
    looking.find(QWidget, "agreement-edit").setFocus()
    looking.key("c")
    looking.dialog("clause-editor")
    looking.write("clause-number", "2.1")
    looking.write("clause-heading", "Visits")
    looking.choose("clause-every", "quarterly")
    assert len(looking.refused()) == 1, "what comes round wants a first date"
    looking.write("clause-first-due-text", "31 January 2027")
    looking.save()
    clause = looking.ask(get_agreement, agreement_id).clauses[0]
    assert [row.due_on for row in clause.deliverables] == [
        date(2027, 1, 31),
        date(2027, 4, 30),
        date(2027, 7, 31),
        date(2027, 10, 31),
    ]
    looking.follow("2.1 Visits")
    looking.find(QWidget, "clause-add-deliverable").setFocus()
    looking.key("d")
    looking.dialog("deliverable-editor")
    looking.write("deliverable-title", "A list of schools")
    looking.save()
    looking.follow("A list of schools")
    assert looking.find(Link, "deliverable-up").accessibleName() == "Belongs to 2.1 Visits, M-2026-0004"


def test_what_was_written_is_not_lost_without_asking(looking: Agreements) -> None:
    looking.open(looking.ask(find_agreement, MOU))
    looking.find(QWidget, "agreement-edit").setFocus()
    looking.key("e")
    looking.write("agreement-title", "Another name")
    looking.key(Qt.Key.Key_Escape)
    box = QApplication.activeModalWidget()
    assert box is not None
    assert box.objectName() == "agreement-editor-leave"
    box.close()


def test_a_promise_is_put_under_a_clause_in_its_editor(looking: Agreements) -> None:
    promise = looking.promise("The legal advice will be shared")
    clause_id = looking.ask(find_clause, MOU, "4.3")
    register = looking.deliverable("Register of petitions")
    looking.open(promise.id, "commitments")
    looking.find(QWidget, "commitment-edit").setFocus()
    looking.key("e")
    form = looking.dialog("commitment-editor")
    looking.find(QAbstractButton, "commitment-more", form).click()
    looking.write("commitment-clause-text", "petit")
    looking.settle()
    looking.qtbot.keyClick(looking.find(QLineEdit, "commitment-clause-text", form), Qt.Key.Key_Return)
    looking.settle()
    looking.choose("commitment-deliverable", register.id)
    looking.save()
    after = looking.promise("The legal advice will be shared")
    assert (after.clause_id, after.deliverable_id) == (clause_id, register.id)
    looking.enter(f"commitment-link-{register.id}")
    assert looking.line("The legal advice will be shared")


def test_clauses_that_bind_the_party_are_offered_first(looking: Agreements) -> None:
    department = looking.ask(list_organisations, OrganisationsFilter(text="Department of Education (sample)"))[0]
    offered = looking.ask(clause_choices, "", department)
    assert "M-2026-0002" in offered[0].name
    assert "M-2026-0001" in looking.ask(clause_choices, "")[0].name


def test_today_asks_about_what_expires_and_what_is_due(looking: Agreements) -> None:
    looking.window.shell.open_page("today")
    looking.settle()
    looking.enter("next-agreements")
    agreement_id = looking.ask(find_agreement, MOU)
    line = looking.find(QWidget, f"agreement-line-{agreement_id}")
    assert line.hasFocus()
    assert "Ends in 61 days" in line.accessibleName()
    register = looking.deliverable("Register of petitions")
    form = looking.deliverable("Petition form")
    assert "24 days late" in looking.find(QWidget, f"deliverable-line-{register.id}").accessibleName()
    assert looking.find(QWidget, f"deliverable-line-{form.id}").accessibleName().startswith(sample.ORGANISATION)
    for letter, name in (("p", "progress"), ("f", "follow-up"), ("m", "move-date")):
        looking.find(QWidget, f"deliverable-line-{register.id}").setFocus()
        looking.key(letter)
        looking.dialog(name).close()
        looking.settle()
    looking.enter(f"renew-{agreement_id}")
    looking.dialog("renew")
    looking.save()
    assert looking.shown().accessibleName().startswith("M-2026-0004")


def test_a_body_shows_its_agreements_and_what_binds_it(looking: Agreements) -> None:
    legislature = looking.ask(list_organisations, OrganisationsFilter(kind="legislature", text="Northern Cape"))[0]
    looking.open(legislature, "organisations")
    looking.qtbot.waitUntil(lambda: bool(looking.page.findChildren(RecordLine, "organisation-agreements-0")))
    looking.follow("4.2 Hearings where people live")
    assert looking.page.accessibleName() == "4.2 Hearings where people live"


def test_search_opens_all_three(looking: Agreements) -> None:
    for words, name in (
        ("public participation", f"{MOU} Public participation in the work of the Legislature"),
        ("freedom to speak", "6.1 Freedom to speak"),
        ("hundred and twenty teachers trained", "One hundred and twenty teachers trained"),
    ):
        found = [one for one in looking.ask(find_records, words) if one.noun == "agreements"]
        looking.open(found[0].id)
        assert looking.page.accessibleName() == name


def test_removing_a_deliverable_leads_back(looking: Agreements) -> None:
    row = looking.deliverable("Thirty schools")
    looking.open(row.clause_id)
    looking.follow("Thirty schools")
    looking.shown().deliverable.remove_action.trigger()
    box = QApplication.activeModalWidget()
    assert box is not None
    with looking.qtbot.waitSignal(looking.desk.service.done):
        looking.qtbot.keyClick(looking.find(QAbstractButton, "agreement-remove-accept", box), Qt.Key.Key_Space)
    looking.settle()
    assert looking.page.accessibleName().startswith("3.5")
    assert not looking.ask(get_deliverable, row.id)


def test_an_empty_list_says_what_belongs_there(qtbot: QtBot, open_desk: Desk, today: date) -> None:
    page = AgreementsPage(open_desk)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(
        lambda: bool(page.findChildren(EmptyState)) and page.findChild(EmptyState, "agreements-empty").isVisible()
    )
    start = page.findChild(QAbstractButton, "agreements-empty-start")
    qtbot.keyClick(start, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: page.findChild(FormDialog, "agreement-editor") is not None)
    page.findChild(FormDialog, "agreement-editor").close()


def test_an_agreement_without_clauses_says_what_to_do(looking: Agreements) -> None:
    made: list[Any] = []
    draft = AgreementDraft("Bare", [PartyDraft(name="One"), PartyDraft(name="Two")])
    looking.desk.service.do(save_agreement, draft, on_done=made.append)
    looking.qtbot.waitUntil(lambda: bool(made))
    looking.open(made[0].value[0])
    assert "No clauses yet" in looking.find(QLabel, "agreement-clauses-empty").text()
    assert not looking.page.findChild(QWidget, "agreement-ending").isVisible()


def test_s_writes_down_what_the_other_side_answered_clause_by_clause(looking: Looking) -> None:
    agreement_id = looking.ask(find_agreement, "M-2026-0001")
    looking.open(agreement_id, "agreements")
    looking.find(QWidget, "agreement-edit").setFocus()
    looking.key("s")
    looking.dialog("responses")
    clause = looking.ask(find_answerable, agreement_id, "4.3")
    looking.write("responses-by", "Ms Moeng")
    looking.write(f"responses-{clause}", "The register is in print")
    looking.save()
    said = looking.ask(list_responses, agreement_id)[clause]
    assert (said.words, said.said_by) == ("The register is in print", "Ms Moeng")
