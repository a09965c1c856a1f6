"""Today: sentences with verbs, cards that do something, and a way to begin."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QScrollArea

from crm.queries.commitments import get_commitment
from crm.rules.commitments import Outcome
from tests.ui.pages.promises import Opened, filled_folder, opened, opened_empty  # noqa: F401
from ui.pages.commitments.list import CommitmentsPage
from ui.pages.today.lines import Line
from ui.pages.today.page import TodayPage


def today_page(opened: Opened) -> TodayPage:  # noqa: F811
    page = opened.page("today")
    assert isinstance(page, TodayPage)
    opened.qtbot.waitUntil(lambda: page.today is not None)
    return page


def sentence_texts(page: TodayPage) -> list[str]:
    return [b.text() for b in page.next.findChildren(QPushButton) if not b.isHidden()]


def line_of(page: TodayPage, name: str) -> Line:
    line = page.findChild(Line, name)
    assert isinstance(line, Line)
    return line


def test_it_says_what_to_do_next_most_pressing_first(opened: Opened) -> None:  # noqa: F811
    said = sentence_texts(today_page(opened))
    assert said[0] == "3 promises to us are overdue. Send follow-ups."
    assert said[1] == "1 promise of ours is overdue. Keep it, or give a new date."
    assert any("held and not closed out" in one for one in said)


def test_the_keyboard_is_on_the_first_sentence_and_enter_goes_to_its_card(opened: Opened) -> None:  # noqa: F811
    page = today_page(opened)
    first = page.findChild(QPushButton, "next-overdue_to_us")
    opened.qtbot.waitUntil(first.hasFocus)
    opened.qtbot.keyClick(first, Qt.Key.Key_Space)
    assert page.cards["overdue_to_us"].lines[0].hasFocus()
    opened.qtbot.keyClick(page.cards["overdue_to_us"].lines[0], Qt.Key.Key_Down)
    assert page.cards["overdue_to_us"].lines[1].hasFocus()


def test_a_line_says_who_what_and_how_late(opened: Opened) -> None:  # noqa: F811
    line = line_of(today_page(opened), f"commitment-line-{opened.ids['c0']}")
    assert "Kagiso Tlhale" in line.accessibleName()
    assert "“We will fix the ramp" in line.accessibleName()
    assert "5 days late, 40 days after the first date" in line.accessibleName()


def test_what_we_owe_names_whom_we_owe_it(opened: Opened) -> None:  # noqa: F811
    page = today_page(opened)
    assert [line.accessibleName().split(":")[0] for line in page.cards["overdue_by_us"].lines] == [
        "Pieter van der Merwe"
    ]


def test_enter_on_a_line_opens_the_commitment(opened: Opened) -> None:  # noqa: F811
    line = line_of(today_page(opened), f"commitment-line-{opened.ids['c1']}")
    line.setFocus()
    opened.qtbot.keyClick(line, Qt.Key.Key_Return)
    page = opened.window.shell.current_page()
    assert page is not None
    assert (page.objectName(), page.record_id) == ("commitment-page", opened.ids["c1"])


def test_letters_act_on_the_line_the_keyboard_is_on(opened: Opened) -> None:  # noqa: F811
    line = line_of(today_page(opened), f"commitment-line-{opened.ids['c1']}")
    for key, form in (("f", "follow-up"), ("m", "move-date"), ("k", "step"), ("s", "snooze")):
        with opened.qtbot.waitActive(opened.window):
            opened.window.activateWindow()  # a form that closed leaves no window active on a screen without a manager
        line.setFocus()
        opened.qtbot.keyClick(line, key)
        opened.dialog(form).reject()


def test_keeping_a_promise_takes_it_off_and_the_keyboard_stays_in_the_cards(opened: Opened) -> None:  # noqa: F811
    page = today_page(opened)
    line = line_of(page, f"commitment-line-{opened.ids['c1']}")
    at = page.cards["overdue_to_us"].lines.index(line)
    line.setFocus()
    opened.press(page, f"kept-{opened.ids['c1']}")
    form = opened.dialog("step")
    opened.write(form, "step-evidence-words", "Interpreters at the sitting of 10 November")
    opened.save(form)
    opened.qtbot.waitUntil(lambda: page.today is not None and page.today.overdue_to_us_count == 2)
    kept = opened.ask(get_commitment, opened.ids["c1"])
    assert kept.row.outcome is Outcome.KEPT
    assert kept.evidence[0][1] == "Interpreters at the sitting of 10 November"
    assert page.window().focusWidget() is page.cards["overdue_to_us"].lines[at], "on what took its place"


def test_cards_show_both_directions_engagements_terms_and_what_waits(opened: Opened) -> None:  # noqa: F811
    page = today_page(opened)
    shown = {name: len(card.lines) for name, card in page.cards.items()}
    assert shown["this_week"] == 3
    assert shown["engagements"] == 2
    assert shown["to_close_out"] == 1
    assert shown["terms_ending"] == 1
    assert page.cards["others"].isHidden() or shown["others"]


def test_close_out_opens_the_engagement(opened: Opened) -> None:  # noqa: F811
    page = today_page(opened)
    opened.press(page, f"close-out-{opened.ids['held']}")
    shown = opened.window.shell.current_page()
    assert shown is not None
    assert (shown.objectName(), shown.record_id) == ("engagement-page", opened.ids["held"])


def test_incomplete_ones_are_shown_in_the_register(opened: Opened) -> None:  # noqa: F811
    page = today_page(opened)
    opened.press(page, "next-incomplete")
    register = opened.window.shell.current_page()
    assert isinstance(register, CommitmentsPage)
    opened.qtbot.waitUntil(lambda: register.list.model.rowCount() == 1)
    assert register.filters.boxes["late"].currentText() == "Incomplete"


def test_figures_are_told_in_words(opened: Opened) -> None:  # noqa: F811
    page = today_page(opened)
    assert page.figures.bar.accessibleName() == "1 kept, 0 closed otherwise, 10 open"


def test_nothing_is_cut_off_in_a_small_window(opened: Opened) -> None:  # noqa: F811
    opened.window.resize(1093, 582)
    page = today_page(opened)
    area = page.findChild(QScrollArea, "today-scroll")
    assert area.widget().width() <= area.viewport().width()
    assert area.widget().minimumSizeHint().width() <= area.viewport().width()


def test_an_empty_workspace_says_how_to_begin(opened_empty: Opened, today: date) -> None:  # noqa: F811
    page = opened_empty.page("today")
    assert isinstance(page, TodayPage)
    opened_empty.qtbot.waitUntil(lambda: page.today is not None)
    opened_empty.qtbot.waitUntil(page.findChild(QPushButton, "first-people").hasFocus)
    opened_empty.press(page, "first-engagement")
    shown = opened_empty.window.shell.current_page()
    assert shown is not None
    assert shown.objectName() == "engagements-page"
