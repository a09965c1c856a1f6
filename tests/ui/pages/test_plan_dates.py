"""A plan from a template in the window: the days shown before, moved along on consent, kept as a template; outcomes."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QToolButton
from pytestqt.qtbot import QtBot

from crm.queries.outcomes import get_outcome_rows, list_outcomes
from crm.queries.plan_templates import list_templates
from crm.queries.plans import PlanPage, PlansFilter, get_plan, list_plans
from tests.ui.pages.looking import Looking
from ui.main_window import MainWindow
from ui.pages.outcomes.list import OutcomesPage
from ui.pages.plans.dependants import DependantsDialog
from ui.pages.plans.strip import PlanStrip
from ui.pages.plans.template_rows import StepRows
from ui.pages.plans.templates import TemplatesPage

NAME = "From evidence to report back"


@pytest.fixture
def looking(qtbot: QtBot, sample_window: MainWindow) -> Looking:
    return Looking(qtbot, sample_window)


@pytest.fixture
def plan(looking: Looking) -> int:
    """Made with the keyboard, from the template, on its page."""
    looking.window.shell.open_page("plans")
    looking.settle()
    looking.enter("plans-add")
    dialog = looking.dialog("plan-editor")
    looking.write("plan-title", "Taps for Dibeng")
    looking.choose("plan-kind", "group")
    looking.write("plan-starts-text", "30 October 2026")
    looking.write("plan-ends-text", "31 March 2027")
    looking.choose("plan-template", NAME)
    assert looking.find(QLabel, "plan-template-preview-1-day", dialog).text() == "16 Nov 2026"
    looking.save()
    looking.settle()
    return page_of(looking).row.id


def page_of(looking: Looking) -> PlanPage:
    pages = [looking.ask(get_plan, each) for each in looking.ask(list_plans, PlansFilter(status="all"))]
    found: PlanPage = next(page for page in pages if page.row.title == "Taps for Dibeng")
    return found


def due(looking: Looking, number: int) -> date | None:
    return page_of(looking).steps[number - 1].due_on


def stand_on(looking: Looking, number: int) -> None:
    looking.open(page_of(looking).steps[number - 1].id, "plans")
    table = looking.page.view.steps.table  # type: ignore[attr-defined]
    looking.qtbot.waitUntil(lambda: table.current_id() == page_of(looking).steps[number - 1].id)
    table.setFocus()


def test_a_step_that_slips_shows_what_hangs_on_it_and_moves_it_on_consent(looking: Looking, plan: int) -> None:
    assert (page_of(looking).row.kind, page_of(looking).template_name, due(looking, 2)) == (
        "group",
        NAME,
        date(2026, 11, 23),
    )
    strip = looking.find(PlanStrip, "plan-strip")
    assert "12 steps with a date" in strip.accessibleDescription()
    stand_on(looking, 1)
    looking.key("D")
    looking.dialog("plan-step-status")
    looking.write("plan-step-status-on-text", "20 November 2026")
    looking.save()
    dialog = looking.dialog("plan-dependants")
    assert isinstance(dialog, DependantsDialog)
    assert looking.find(QLabel, "plan-dependants-2-old", dialog).text() == "23 Nov 2026"
    assert looking.find(QLabel, "plan-dependants-2-new", dialog).text() == "→ 27 Nov 2026"
    looking.find(QCheckBox, "plan-dependants-3", dialog).click()
    assert looking.find(QLabel, "plan-dependants-4-new", dialog).text() == "stays", "it hangs on the one that is kept"
    looking.save()
    looking.settle()
    before = date(2026, 11, 26)
    assert (due(looking, 2), due(looking, 3)) == (date(2026, 11, 27), before)
    looking.undo()
    assert (due(looking, 2), due(looking, 3)) == (date(2026, 11, 23), before)
    looking.open(plan, "plans")
    looking.key("T")
    assert isinstance(looking.dialog("plan-dependants"), DependantsDialog)
    looking.key(Qt.Key.Key_Escape)
    assert due(looking, 2) == date(2026, 11, 23), "kept"


def test_the_form_of_a_step_shows_its_day_and_how_it_was_worked_out(looking: Looking, plan: int) -> None:
    stand_on(looking, 12)
    looking.key(Qt.Key.Key_Return)
    dialog = looking.dialog("plan-step-editor")
    looking.choose("plan-step-anchor", "plan_end")
    looking.write("plan-step-days", "five")
    assert looking.refused() == ["Write a whole number."]
    looking.write("plan-step-days", "5")
    words = looking.find(QLabel, "plan-step-worked-out", dialog).text()
    assert words == (
        "5 working days before the plan ends (31 Mar 2027): 19 Mar 2027. Not counted: weekends, "
        "22 Mar 2027 (Human Rights Day (observed)), 26 Mar 2027 (Good Friday), 29 Mar 2027 (Family Day)."
    )
    looking.save()
    looking.settle()
    assert due(looking, 12) == date(2027, 3, 19)
    looking.key("E")
    looking.dialog("plan-editor")
    looking.write("plan-ends-text", "30 April 2027")
    looking.save()
    dialog = looking.dialog("plan-dependants")
    assert looking.find(QLabel, "plan-dependants-12-new", dialog).text() == "→ 22 Apr 2027"
    looking.save()
    assert due(looking, 12) == date(2027, 4, 22)


def test_a_plan_is_kept_as_a_template_and_the_shipped_one_is_changed_and_comes_back(
    looking: Looking, plan: int
) -> None:
    looking.open(plan, "plans")
    looking.page.actions_.all["as-template"].trigger()  # type: ignore[attr-defined]
    looking.settle()
    looking.dialog("plan-as-template")
    looking.write("plan-as-template-name", "As in Dibeng")
    looking.save()
    looking.settle()
    looking.window.shell.open_page("plans")
    looking.settle()
    looking.enter("plans-templates")
    looking.settle()
    page = looking.page
    assert isinstance(page, TemplatesPage)
    assert [one.name for one in looking.ask(list_templates)] == ["As in Dibeng", NAME]
    choice = looking.find(QComboBox, "templates-choice")
    choice.setCurrentIndex(choice.findData(NAME))
    choice.setFocus()
    looking.key("E")
    dialog = looking.dialog("template-editor")
    looking.write("template-step-1-days", "20")
    for name in ("template-step-12-remove", "template-step-2-up"):
        looking.find(QToolButton, name, dialog).click()
        looking.settle()
    rows = looking.find(StepRows, "template-steps", dialog)
    assert [(step.title, step.after) for step in rows.steps()][:3] == [
        ("Meet the ward councillor", None),
        ("Gather evidence", None),
        ("Identify the portfolio committee", 0),
    ]
    looking.save()
    looking.settle()
    ours = next(one for one in looking.ask(list_templates) if one.name == NAME)
    assert (ours.is_ours, len(ours.steps), ours.steps[1].days) == (True, 11, 20)
    assert page.whose.text().startswith("Ours, in the place of the one that ships")
    looking.undo()
    assert not next(one for one in looking.ask(list_templates) if one.name == NAME).is_ours


def test_an_outcome_of_a_plan_is_written_down_counted_and_found(looking: Looking, plan: int) -> None:
    before = looking.ask(list_outcomes)
    counted = [row.indicator for row in looking.ask(get_outcome_rows, before)]
    looking.open(plan, "plans")
    looking.key("O")
    looking.dialog("outcome-editor")
    looking.write("outcome-statement", "The council answers letters within ten days")
    assert looking.refused() == ["Say who changed: a person, a body, or a name."]
    looking.write("outcome-actor-text", "The council of Dibeng")
    looking.choose("outcome-indicator", "accountability_improved")
    looking.save()
    looking.settle()
    (outcome,) = set(looking.ask(list_outcomes)) - set(before)
    looking.follow("The council answers letters within ten days")
    assert looking.page.accessibleName().endswith(" The council answers letters within ten days")
    looking.window.shell.open_page("outcomes")
    looking.settle()
    page = looking.page
    assert isinstance(page, OutcomesPage)
    improved = counted.count("accountability_improved") + 1
    assert page.counts["accountability_improved"].text() == f"Accountability improved: {improved}"  # type: ignore[index]
    page.show_only(indicator="policy_changed")
    looking.settle()
    assert page.list.model.rowCount() == counted.count("policy_changed")
    looking.undo()
    assert looking.ask(list_outcomes) == before
    assert outcome not in before
