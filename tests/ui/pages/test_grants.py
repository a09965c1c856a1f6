"""A grant in the window: indicators measured and counted, reporting periods, and what counts; by keyboard."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QWidget
from pytestqt.qtbot import QtBot

from crm.operations.agreements import change_status
from crm.operations.counting import count_towards
from crm.queries.agreements import find_agreement, get_agreement
from crm.queries.counting import list_counted_towards
from crm.queries.engagements import EngagementsFilter, list_engagements
from crm.queries.indicators import find_indicator, get_indicator
from crm.queries.reporting_periods import list_periods
from tests.ui.pages.looking import Looking
from ui.lists.table import RecordTable
from ui.main_window import MainWindow
from ui.pages.parts.lines import RecordLine
from ui.widgets.banner import Banner
from ui.widgets.progress import BAR_ROLE

GRANT, MOU = "M-2026-0003", "M-2026-0001"


@pytest.fixture
def looking(qtbot: QtBot, sample_window: MainWindow) -> Looking:
    return Looking(qtbot, sample_window)


def rows(looking: Looking) -> dict[str, list[str]]:
    table = looking.find(RecordTable, "agreement-indicators")
    model = table.model()
    looking.qtbot.waitUntil(lambda: model.index(model.rowCount() - 1, 0).data() is not None)
    cells = [[str(model.index(at, column).data()) for column in range(6)] for at in range(model.rowCount())]
    return {row[0]: row[1:] for row in cells}


def test_the_page_of_a_grant_shows_results_indicators_and_the_next_report(looking: Looking) -> None:
    looking.open(looking.ask(find_agreement, GRANT), "agreements")
    assert rows(looking)["Questions answered in writing"] == ["20", "60\N{NO-BREAK SPACE}%", "47,5", "69 %", "Green"]
    table = looking.find(RecordTable, "agreement-indicators")
    assert table.model().index(3, 4).data(BAR_ROLE) == 69
    assert looking.find(QAbstractButton, "agreement-add-clause").text() == "Add result"
    assert looking.find(Banner, "agreement-report-due").text().startswith("The report on 15 Aug 2026")
    assert looking.line("Clinic hours at Ritchie").line.noun == "engagements"
    looking.follow("Budget hearing: health vote")
    assert looking.page.objectName() == "engagement-page"
    looking.open(looking.ask(find_agreement, MOU), "agreements")
    assert looking.find(QAbstractButton, "agreement-add-clause").text() == "Add clause"
    assert not looking.page.findChild(QWidget, "agreement-indicators-card").isVisible()
    assert not looking.page.findChild(QWidget, "agreement-counting").isVisible()


def test_i_says_what_is_measured_and_m_measures_it(looking: Looking) -> None:
    looking.open(looking.ask(find_agreement, GRANT), "agreements")
    looking.find(QWidget, "agreement-edit").setFocus()
    looking.key("i")
    looking.dialog("indicator-editor")
    looking.write("indicator-target", "1,250")
    assert "can be read as" in looking.refused()[0]
    looking.write("indicator-target", "1 250")
    assert "what is measured" in looking.refused()[0]
    looking.write("indicator-name", "Readers of the guide")
    looking.write("indicator-baseline", "250")
    looking.save()
    assert rows(looking)["Readers of the guide"] == ["250", "1\N{NO-BREAK SPACE}250", "–", "–", "Grey"]
    indicator_id = looking.ask(find_indicator, GRANT, "Readers of the guide")
    looking.open(indicator_id, "agreements")
    looking.find(QWidget, "indicator-measure").setFocus()
    looking.key("m")
    looking.dialog("measure")
    assert looking.refused()
    looking.write("measure-value", "750")
    looking.write("measure-note", "Two boxes got wet")
    looking.save()
    looking.enter("indicator-measurements-0")
    looking.dialog("measure")
    looking.write("measure-value", "700")
    looking.save()
    page = looking.ask(get_indicator, indicator_id)
    assert (page.row.value, page.row.note, page.row.progress) == (700, "Two boxes got wet", 45)
    looking.undo()
    assert looking.ask(get_indicator, indicator_id).row.value == 750


def test_the_report_is_written_from_the_notice_and_handed_in(looking: Looking) -> None:
    grant = looking.ask(find_agreement, GRANT)
    looking.open(grant, "agreements")
    looking.enter("agreement-report-due-button")
    looking.dialog("reporting-period")
    looking.write("period-achievements", "The guide is read in three languages.")
    looking.write("period-submitted-text", "20/11/2026")
    looking.save()
    period = looking.ask(list_periods, grant)[1]
    assert (period.achievements, period.sentence) == (
        "The guide is read in three languages.",
        "submitted on 20 Nov 2026",
    )
    assert not looking.find(QWidget, "agreement-periods").findChildren(RecordLine, "agreement-periods-9")
    assert not looking.page.findChild(QWidget, "agreement-report-due").isVisible()


def test_an_engagement_says_what_it_counts_towards(looking: Looking) -> None:
    grant = looking.ask(find_agreement, GRANT)
    met = looking.ask(list_engagements, EngagementsFilter(text="Clinic hours at Ritchie"))[0]
    looking.open(met, "engagements")
    looking.qtbot.waitUntil(lambda: bool(looking.page.findChildren(RecordLine, "engagement-towards-0")))
    looking.enter("engagement-towards-add")
    form = looking.dialog("counts-towards")
    tick = looking.find(QCheckBox, f"counts-towards-{looking.ask(find_agreement, MOU)}", form)
    looking.qtbot.keyClick(tick, Qt.Key.Key_Space)
    looking.save()
    assert QApplication.activeModalWidget() is None
    assert len(looking.ask(list_counted_towards, met)) == 2
    looking.undo()
    assert [each.id for each in looking.ask(list_counted_towards, met)] == [grant]
    for operation, *given in ((count_towards, met, []), (change_status, grant, "closed", date(2026, 11, 20))):
        more = {"outcome": "completed"} if operation is change_status else {}
        with looking.qtbot.waitSignal(looking.desk.service.done):
            looking.desk.service.do(operation, *given, **more)
        looking.settle()
    looking.enter("engagement-towards-add")
    ticks = [box.objectName() for box in looking.dialog("counts-towards").findChildren(QCheckBox)]
    assert f"counts-towards-{grant}" not in ticks  # the page knows that it is closed


def test_who_gives_the_money_is_asked_of_a_grant_alone(looking: Looking) -> None:
    mou = looking.ask(find_agreement, MOU)
    looking.open(mou, "agreements")
    looking.enter("agreement-edit")
    form = looking.dialog("agreement-editor")
    assert not form.findChild(QWidget, "agreement-contract-number").isVisible()
    looking.choose("agreement-kind", "grant")
    looking.write("agreement-contract-number", "X/1")
    looking.choose("agreement-party-1-role", "funder")
    looking.save()
    page = looking.ask(get_agreement, mou)
    assert (page.contract_number, page.parties[1].role) == ("X/1", "funder")
