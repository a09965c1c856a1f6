"""From a community's dry taps to the House and back through the window, over half a year, and under three laws."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from crm.queries.commitments import get_commitment_rows
from crm.queries.escalation import list_escalations
from crm.queries.issues import IssuesFilter, get_issue, list_issues
from crm.queries.petitions import PetitionPage, PetitionsFilter, get_petition, list_petitions
from crm.queries.plans import PlanPage, PlansFilter, get_plan, list_plans
from crm.queries.records import find
from crm.rules import clock
from crm.rules.issues import Status as IssueStatus
from crm.rules.petitions import Outcome, Status
from tests.ui.conftest import sample_window, start_window
from tests.ui.pages.looking import Looking
from ui.main_window import MainWindow
from ui.pages.parts.lines import RecordLine
from ui.pages.settings.page import SettingsPage
from ui.widgets.choices import Choice
from ui.widgets.record_picker import RecordPicker

__all__ = ["sample_window", "start_window"]

WARD = "30901001"
HOUSE = "Northern Cape Provincial Legislature"
TAPS, PLAN = "Standpipes behind the old mill", "Water behind the mill by winter"
CTRL = Qt.KeyboardModifier.ControlModifier


@dataclass
class HalfYear:
    """What one does in the window, each on its day."""

    looking: Looking
    folder: Path
    petition_title: str = TAPS

    def on(self, year: int, month: int, day: int) -> None:
        clock.choose(date(year, month, day))

    # What there is

    def issue(self) -> Any:
        (found,) = self.looking.ask(list_issues, IssuesFilter(text=TAPS, status="all"))
        return self.looking.ask(get_issue, found)

    def plan(self) -> PlanPage:
        (found,) = self.looking.ask(list_plans, PlansFilter(text=PLAN, status="all"))
        page: PlanPage = self.looking.ask(get_plan, found)
        return page

    def petition(self) -> PetitionPage:
        (found,) = self.looking.ask(list_petitions, PetitionsFilter(text=self.petition_title, status="all"))
        page: PetitionPage = self.looking.ask(get_petition, found)
        return page

    def show_petition(self) -> PetitionPage:
        page = self.petition()
        self.looking.open(page.row.id, "petitions")
        return page

    # What one does

    def pick(self, form: QWidget, name: str, words: str) -> None:
        """Choose a record in a field of the form by what it is called."""
        found = next(one for one in self.looking.ask(find, words) if one.name == words)
        picker = form.findChild(RecordPicker, name)
        assert picker is not None, name
        picker.set_choice(Choice(found.id, found.name))

    def step(self, status: Status, **said: str) -> None:
        """Take the step from the petition's page, with what came with it."""
        self.show_petition()
        self.looking.key("N")
        self.looking.dialog("petition-step")
        self.looking.choose("petition-step-status", status.value)
        for name, words in said.items():
            self.looking.write(f"petition-step-{name}", words)
        self.looking.save()
        assert self.petition().row.status is status

    def ask_for_the_topic(self) -> None:
        """Settings → Topics: water is not among those the program ships."""
        self.looking.window.shell.open_page("settings")
        page = self.looking.page
        assert isinstance(page, SettingsPage)
        page.show_section("topics")
        self.looking.settle()
        name = self.looking.find(QLineEdit, "settings-topic-name")
        name.setFocus()
        self.looking.qtbot.keyClicks(name, "Water and sanitation")
        self.looking.enter("settings-topic-add")

    def write_the_issue_down(self) -> None:
        looking = self.looking
        looking.window.shell.open_page("issues")
        looking.settle()
        looking.enter("issues-add")
        form = looking.dialog("issue-editor")
        looking.write("issue-title", TAPS)
        looking.write("issue-touches", "Older people, small children")
        self.pick(form, "issue-place", "Sol Plaatje ward 1")
        looking.write("issue-topics-text", "Water and sanitation")
        looking.save()
        issue = self.issue()
        assert (issue.row.place, [name for _id, name in issue.topics]) == (
            "Sol Plaatje ward 1",
            ["Water and sanitation"],
        )
        looking.open(issue.row.id, "issues")
        looking.key("W")
        looking.dialog("visit")
        looking.write("visit-finding", "Three taps of five are dry")
        looking.save()
        assert self.issue().row.visits == 1

    def ask_who_deals_with_it(self) -> None:
        looking = self.looking
        looking.key("W", CTRL)
        assert looking.window.shell.current_page().objectName() == "routes-page"  # type: ignore[union-attr]
        lines = [one for one in looking.page.findChildren(RecordLine) if one.isVisible()]
        shown = {one.objectName(): one.line.title for one in lines}
        assert shown["route-municipality-0"] == "Sol Plaatje Council (sample)"
        assert any(name.startswith("route-committee") for name in shown)
        why = looking.find(QLabel, "routes-why").text()
        assert why.startswith("Your own route for Water and sanitation in Sol Plaatje"), "what was put right is kept to"
        assert any(name.startswith("route-missing") for name in shown), "what is not known is said"

    def plan_from_the_template(self) -> None:
        looking = self.looking
        looking.open(self.issue().row.id, "issues")
        looking.page.actions_.all["start-plan"].trigger()  # type: ignore[attr-defined]
        looking.settle()
        looking.dialog("plan-editor")
        looking.write("plan-title", PLAN)
        looking.write("plan-starts-text", "23 November 2026")
        looking.choose("plan-template", "From evidence to report back")
        looking.save()
        plan = self.plan()
        assert [step.kind for step in plan.steps[:2]] == ["evidence", "meet"]
        assert plan.steps[-1].kind == "report_back"
        before = [step.due_on for step in plan.steps]
        self.on(2026, 12, 14)
        looking.open(plan.row.id, "plans")
        looking.find(QWidget, "plan-steps").setFocus()
        looking.key("D")
        looking.dialog("plan-step-status")
        looking.write("plan-step-status-note", "Photos of five taps")
        looking.save()
        dialog = looking.dialog("plan-dependants")
        old = looking.find(QLabel, "plan-dependants-2-old", dialog).text()
        new = looking.find(QLabel, "plan-dependants-2-new", dialog).text()
        assert (old, new) != ("", "")
        assert [step.due_on for step in self.plan().steps] == before, "nothing moves before it is agreed to"
        looking.save()
        after = self.plan().steps
        assert all(step.due_on > day for step, day in zip(after[1:3], before[1:3], strict=True))

    def draft_and_check(self) -> None:
        looking = self.looking
        self.on(2027, 1, 11)
        looking.open(self.issue().row.id, "issues")
        looking.page.actions_.all["start-petition"].trigger()  # type: ignore[attr-defined]
        looking.settle()
        form = looking.dialog("petition-editor")
        looking.write("petition-prayer", "Mend the pump, and say when")
        self.pick(form, "petition-body", HOUSE)
        looking.save()
        self.show_petition()
        looking.key("N")
        looking.dialog("petition-step")
        looking.choose("petition-step-status", Status.READY.value)
        (refused,) = looking.refused()
        assert refused.startswith("Not met yet: ")
        looking.key(Qt.Key.Key_Escape)
        boxes = [one for one in looking.page.findChildren(QCheckBox) if one.objectName().startswith("petition-check-")]
        assert len(boxes) > 5
        for box in boxes:
            box.setFocus()
            looking.qtbot.keyClick(box, Qt.Key.Key_Space)
            looking.settle()
        self.step(Status.READY)

    def hand_in(self) -> None:
        self.on(2027, 1, 18)
        self.step(Status.SUBMITTED, source="By hand at the Speaker's office")
        self.on(2027, 1, 20)
        self.step(Status.ACKNOWLEDGED, source="E-mail of the petitions office")
        self.step(Status.REGISTERED, number="NCPL 14/2027")
        assert self.petition().row.due_on is None, "no legal limit is known here"
        self.limit_told_by_the_office()
        self.on(2027, 2, 1)
        self.step(Status.ADMISSIBLE)
        self.on(2027, 2, 9)
        self.step(Status.REFERRED)
        assert self.petition().row.due_on == date(2027, 3, 24)
        self.step(Status.AWAITING_RESPONSE)

    def limit_told_by_the_office(self) -> None:
        """Settings → Deadlines: what the petitions office said on the telephone."""
        looking = self.looking
        looking.window.shell.open_page("settings")
        looking.page.show_section("deadlines")  # type: ignore[attr-defined]
        looking.settle()
        looking.enter("settings-deadlines-new")
        form = looking.dialog("clock-rule")
        form.jurisdiction.setCurrentText("Northern Cape")  # type: ignore[attr-defined]
        looking.choose("clock-rule-status", Status.REFERRED.value)
        looking.write("clock-rule-length", "30")
        looking.write("clock-rule-law", "Told by the petitions office")
        looking.save()

    def the_days_run_out(self) -> None:
        looking = self.looking
        self.on(2027, 3, 25)
        late = self.show_petition()
        assert late.row.lateness == "overdue"
        worked_out = " ".join(late.worked_out)
        assert "30 working days" in worked_out
        assert "Human Rights Day" in worked_out, "the Monday after it is skipped, by its name"
        shown = " ".join(one.text() for one in looking.page.findChildren(QLabel) if one.isVisible())
        assert "Human Rights Day" in shown
        looking.key("F")
        form = looking.dialog("follow-up")
        looking.qtbot.waitUntil(lambda: bool(form.text.toPlainText()))  # type: ignore[attr-defined]
        letter = form.text.toPlainText()  # type: ignore[attr-defined]
        assert "outstanding" in letter
        assert "overdue" not in letter
        looking.save()
        followed = self.petition()
        assert followed.row.follow_ups == 1
        assert followed.row.next_look > clock.today()
        assert [rung.position for rung in looking.ask(list_escalations, followed.row.id)] == [1]

    def they_ask_for_longer(self) -> None:
        looking = self.looking
        self.on(2027, 3, 30)
        self.show_petition()
        looking.key("M")
        looking.dialog("move-date")
        looking.write("move-date-new-text", "20 April 2027")
        looking.write("move-date-reason", "The borehole is tested first")
        looking.save()
        assert "moved once" in self.petition().row.sentence

    def they_answer(self) -> None:
        looking = self.looking
        self.on(2027, 4, 19)
        self.step(Status.RESPONSE_RECEIVED, source="Letter of the department, 16 April")
        for words, due in (("The pump is replaced", "30 June 2027"), ("A tanker comes twice a week", "30 April 2027")):
            self.show_petition()
            looking.key("U")
            looking.dialog("commitment-editor")
            looking.write("commitment-words", words)
            looking.write("commitment-due-text", due)
            looking.save()
        rows = looking.ask(get_commitment_rows, list(self.petition().commitments))
        assert [row.kind for row in rows] == ["executive_undertaking"] * 2

    def the_house(self) -> None:
        looking = self.looking
        for day, status in (
            (date(2027, 5, 4), Status.HEARING),
            (date(2027, 5, 18), Status.REPORTED),
            (date(2027, 5, 25), Status.IN_HOUSE),
            (date(2027, 6, 1), Status.RESOLVED),
        ):
            clock.choose(day)
            self.step(status, source=f"Papers of the House, {day.day} {day:%B}")
        self.show_petition()
        looking.key("U")
        looking.dialog("commitment-editor")
        looking.write("commitment-words", "The department reports every quarter")
        looking.save()
        rows = looking.ask(get_commitment_rows, list(self.petition().commitments))
        assert [row.kind for row in rows][-1] == "house_resolution"
        self.on(2027, 6, 7)
        self.step(Status.MONITORED)

    def the_end(self) -> None:
        looking = self.looking
        self.on(2027, 7, 5)
        looking.open(self.issue().row.id, "issues")
        looking.key("W")
        looking.dialog("visit")
        looking.choose("visit-state", "fixed")
        looking.write("visit-finding", "All five taps run")
        looking.save()
        self.show_petition()
        looking.enter("petition-step-closed")
        looking.dialog("petition-step")
        looking.choose("petition-step-outcome", Outcome.GRANTED.value)
        looking.save()
        assert self.petition().row.is_to_tell
        looking.key("T")
        looking.dialog("petition-told")
        looking.write("petition-told-note", "Meeting at the tap")
        looking.save()
        page = self.petition()
        assert (page.row.status, page.row.petitioner_told_on) == (Status.CLOSED, date(2027, 7, 5))
        assert not page.row.is_to_tell
        assert self.issue().row.status is not IssueStatus.FIXED or self.issue().row.visits == 2

    def the_register(self) -> None:
        looking = self.looking
        looking.window.shell.open_page("reports")
        looking.settle()
        looking.enter("report-petition-register")
        looking.qtbot.waitUntil(
            lambda: looking.find(QLabel, "report-place").text().startswith("Page 1 of "), timeout=20_000
        )
        file = self.folder / "register.pdf"
        field = looking.find(QLineEdit, "report-file")
        field.setFocus()
        field.selectAll()
        looking.qtbot.keyClicks(field, str(file))
        looking.qtbot.keyClick(field, Qt.Key.Key_Return)
        looking.qtbot.waitUntil(file.exists, timeout=20_000)
        looking.settle()
        words = " ".join(" ".join(page.extract_text() for page in PdfReader(file).pages).split())
        for part in (self.petition().row.reference, "NCPL 14/2027", "Granted"):
            assert part in words

    def under_another_law(self, house: str) -> PetitionPage:
        """The same petition, drafted and handed in at another House."""
        looking = self.looking
        self.petition_title = f"{TAPS}, {house}"
        looking.window.shell.open_page("petitions")
        looking.settle()
        looking.enter("petitions-add")
        form = looking.dialog("petition-editor")
        looking.write("petition-title", self.petition_title)
        self.pick(form, "petition-body", house)
        looking.save()
        self.step(Status.READY, note="Checked on paper")
        for status in (Status.SUBMITTED, Status.REGISTERED, Status.ADMISSIBLE):
            self.step(status)
        return self.petition()


@pytest.fixture
def half_year(qtbot: QtBot, sample_window: MainWindow, tmp_path: Path) -> Iterator[HalfYear]:
    yield HalfYear(Looking(qtbot, sample_window), tmp_path)
    clock.choose(None)


def test_from_dry_taps_to_the_house_and_back(half_year: HalfYear) -> None:
    half_year.ask_for_the_topic()
    half_year.write_the_issue_down()
    half_year.ask_who_deals_with_it()
    half_year.plan_from_the_template()
    half_year.draft_and_check()
    half_year.hand_in()
    half_year.the_days_run_out()
    half_year.they_ask_for_longer()
    half_year.they_answer()
    half_year.the_house()
    half_year.the_end()
    half_year.the_register()
    half_year.on(2027, 7, 6)
    counted = half_year.under_another_law("North West Provincial Legislature")
    assert counted.row.due_on == date(2027, 8, 18)
    assert "North West Petitions Act 2 of 2010" in " ".join(counted.worked_out)
    unknown = half_year.under_another_law("Limpopo Legislature")
    assert unknown.row.due_on is None
    assert unknown.limit.startswith("No legal limit known")
    half_year.show_petition()
    half_year.looking.key("L")
    half_year.looking.dialog("petition-review")
    half_year.looking.write("petition-review-on-text", "20 July 2027")
    half_year.looking.save()
    assert half_year.petition().row.next_look == date(2027, 7, 20)
