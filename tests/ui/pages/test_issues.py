"""Issues in the window: the register, the page of one with its visits and photos, its forms, Today; by keyboard."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from crm.queries.issues import IssuePage, IssueRow, IssuesFilter, get_issue, get_issue_rows, list_issues
from crm.queries.organisations import OrganisationsFilter, list_organisations
from crm.rules.issues import Status
from tests.ui.pages.looking import Looking
from ui.main_window import MainWindow
from ui.pages.issues.list import IssuesPage
from ui.pages.issues.visits import PHOTO, read_photos
from ui.widgets.banner import Banner
from ui.widgets.choices import Choice
from ui.widgets.record_picker import RecordPicker

PUMP = "No water on three days"
GATE = "The gate of the clinic"


@pytest.fixture
def looking(qtbot: QtBot, sample_window: MainWindow) -> Looking:
    return Looking(qtbot, sample_window)


def row(looking: Looking, words: str) -> IssueRow:
    rows: list[IssueRow] = looking.ask(get_issue_rows, looking.ask(list_issues, IssuesFilter(status="all")))
    return next(each for each in rows if each.title.startswith(words))


def page_of(looking: Looking, words: str) -> IssuePage:
    found: IssuePage | None = looking.ask(get_issue, row(looking, words).id)
    assert found is not None
    return found


def show(looking: Looking, words: str) -> None:
    looking.open(row(looking, words).id, "issues")


def test_the_register_shows_what_to_go_and_look_at_on_top(looking: Looking) -> None:
    looking.window.shell.open_page("issues")
    page = looking.page
    assert isinstance(page, IssuesPage)
    looking.settle()
    looking.qtbot.waitUntil(lambda: page.list.model.record(0) is not None)
    assert page.list.model.record(0).title.startswith(PUMP)
    for status, count in (("not_seen", 1), ("fixed", 1), ("closed", 1), ("all", 3)):
        page.show_only(status=status)
        looking.settle()
        assert page.list.model.rowCount() == count, status


def test_an_issue_is_written_down_and_names_nobody(looking: Looking) -> None:
    looking.window.shell.open_page("issues")
    looking.settle()
    looking.enter("issues-add")
    looking.write("issue-title", "Potholes before the school")
    looking.write("issue-touches", "The caretaker, 082 555 0123")
    assert any("telephone" in said for said in looking.refused())
    looking.write("issue-touches", "Children who walk to school")
    looking.save()
    assert looking.find(QLabel, "issue-why").text().startswith("New. Nobody went to look yet")
    made = row(looking, "Potholes")
    assert (made.touches, made.owner_name) == ("Children who walk to school", "")


def test_the_page_shows_the_visits_as_a_line_of_findings_with_photos(looking: Looking) -> None:
    show(looking, PUMP)
    page = page_of(looking, PUMP)
    assert looking.find(QLabel, "issue-seen").text() == page.row.seen
    assert page.row.seen.startswith("Seen 3 times, last on")
    shown = [one.text() for one in looking.page.findChildren(QLabel) if one.objectName().startswith("visit-finding")]
    assert shown == [visit.finding for visit in page.visits]
    photo = looking.find(QPushButton, f"visit-photo-{page.visits[1].attachment_id}")
    looking.qtbot.waitUntil(lambda: photo.iconSize().height() > PHOTO.height() // 2)
    assert photo.accessibleName() == "Open sign-in-sheet.png"


def test_a_photo_is_read_small_and_a_paper_stays_an_icon(looking: Looking) -> None:
    (image,) = looking.ask(read_photos, [page_of(looking, PUMP).visits[1].attachment_id]).values()
    assert isinstance(image, QImage)
    assert image.size().boundedTo(PHOTO) == image.size() != QSize(0, 0)


def test_it_is_seen_again_then_fixed_by_keyboard_and_undone(looking: Looking, tmp_path: Path) -> None:
    show(looking, PUMP)
    number = row(looking, PUMP).visits
    looking.key(Qt.Key.Key_W)
    assert any("found" in said for said in looking.refused()), "a visit says what was found"
    looking.write("visit-finding", "Water at noon in all six streets")
    looking.choose("visit-state", "fixed")
    looking.save()
    assert row(looking, PUMP).visits == number + 1
    looking.enter("issue-step-in_progress")
    looking.save()
    looking.key(Qt.Key.Key_N)
    looking.choose("issue-step-status", "fixed")
    looking.write("issue-step-source", "Our own visit")
    looking.save()
    page = page_of(looking, PUMP)
    assert (page.row.status, page.steps[-1][4]) == (Status.FIXED, "Our own visit")
    looking.undo()
    assert row(looking, PUMP).status is Status.IN_PROGRESS


def test_what_is_not_theirs_says_so_and_is_sent_elsewhere(looking: Looking) -> None:
    show(looking, GATE)
    assert "somebody else has to deal with it" in looking.find(Banner, "issue-not-theirs").text()
    looking.key(Qt.Key.Key_R)
    assert looking.refused()
    to = looking.ask(list_organisations, OrganisationsFilter(kind="council", text="Dawid"))[0]
    dialog = looking.dialog("reroute")
    dialog.findChild(RecordPicker, "reroute-to").set_choice(Choice(to, "Dawid Kruiper Council (sample)"))
    looking.save()
    assert (row(looking, GATE).status, row(looking, GATE).respondent_id) == (Status.NEW, to)
    assert not [one for one in looking.page.findChildren(QWidget, "issue-not-theirs") if one.isVisible()]


def test_a_petition_starts_from_it_and_both_show_that_they_belong_together(looking: Looking) -> None:
    show(looking, GATE)
    issue_id = row(looking, GATE).id
    looking.page.actions_.start("start-petition")  # type: ignore[attr-defined]
    looking.settle()
    looking.save()
    tied = page_of(looking, GATE).tied
    assert [found.noun for found in tied] == ["petitions"]
    looking.open(issue_id, "issues")
    looking.follow(tied[0].name)
    assert looking.window.shell.current_page().accessibleName() == tied[0].name  # type: ignore[union-attr]


def test_today_sends_somebody_to_look_and_a_visit_takes_it_away(looking: Looking) -> None:
    looking.window.shell.open_page("today")
    looking.settle()
    line = f"issue-line-{row(looking, PUMP).id}"
    looking.find(QWidget, line).findChildren(QPushButton)[0].click()
    looking.settle()
    looking.write("visit-finding", "Dry")
    looking.save()
    assert not [one for one in looking.page.findChildren(QWidget, line) if one.isVisible()]
