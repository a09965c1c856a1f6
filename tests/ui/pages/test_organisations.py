"""Organisations: the tree and the flat list, the page of one, and the form."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QTreeWidgetItem, QWidget
from pytestqt.qtbot import QtBot

from crm.operations.offices import RoleDraft
from crm.operations.organisations import OrganisationDraft, draft_organisation, save_organisation
from crm.queries.organisations import get_organisation
from crm.queries.places import find_places
from tests.ui.pages.conftest import Invented, Story, find, press
from ui.main_window import MainWindow
from ui.pages.organisations.editor import OrganisationEditor
from ui.pages.organisations.list import OrganisationsPage
from ui.pages.organisations.record import OrganisationPage
from ui.pages.organisations.tree import OrganisationTree, short_committee_name
from ui.pages.parts.lines import RecordLine


def open_tree(qtbot: QtBot, window: MainWindow) -> OrganisationsPage:
    window.shell.open_page("organisations")
    page = window.shell.current_page()
    assert isinstance(page, OrganisationsPage)
    qtbot.waitUntil(lambda: page.tree.topLevelItemCount() > 0)
    return page


def open_organisation(qtbot: QtBot, window: MainWindow, organisation_id: int) -> OrganisationPage:
    window.shell.open_record("organisations", organisation_id)
    page = window.shell.current_page()
    assert isinstance(page, OrganisationPage)
    qtbot.waitUntil(lambda: page.view.header.record_id == organisation_id and not page.view.is_filling)
    QApplication.processEvents()
    return page


def children(item: QTreeWidgetItem) -> list[str]:
    return [item.child(row).text(0) for row in range(item.childCount())]


def item_of(tree: OrganisationTree, organisation_id: int) -> QTreeWidgetItem:
    tree.go_to(organisation_id)
    found = tree.currentItem()
    assert found is not None
    return found


def lines(widget: QWidget) -> list[str]:
    return [line.accessibleName() for line in widget.findChildren(RecordLine)]


def texts(widget: QWidget) -> str:
    return "\n".join(one.text() for one in widget.findChildren(QLabel) if one.isVisibleTo(widget))


def test_the_tree_leads_from_a_legislature_to_its_committees_and_members(
    qtbot: QtBot, invented: Invented, window: MainWindow
) -> None:
    page = open_tree(qtbot, window)
    house = item_of(page.tree, invented.legislature)
    house.setExpanded(True)
    qtbot.waitUntil(lambda: "Hon. Boitumelo Seekoei" in children(house))
    assert any(name.endswith("(portfolio)") for name in children(house))
    assert "Pieter Modise" not in children(house)  # he sat until 2014
    assert any(name.startswith("Naledi Louw – ") for name in children(house))
    committee = item_of(page.tree, invented.committee)
    committee.setExpanded(True)
    qtbot.waitUntil(lambda: "Hon. Boitumelo Seekoei – Chairperson" in children(committee))


def test_councillors_stand_under_their_wards(qtbot: QtBot, story: Story, window: MainWindow) -> None:
    council: int = story.do(save_organisation, OrganisationDraft("Sol Plaatje Municipal Council", "council"))[0]  # type: ignore[index]
    ward = story.ask(find_places, "Sol Plaatje ward")[0]  # type: ignore[index]
    story.person("Kagiso", "Plaatjie", RoleDraft(council, "Ward councillor", place_id=ward[0], start="2021"))
    story.person("Johanna", "Jacobs", RoleDraft(council, "Executive Mayor", start="2021"))
    page = open_tree(qtbot, window)
    qtbot.waitUntil(lambda: council in page.tree._rows)
    item = item_of(page.tree, council)
    item.setExpanded(True)
    qtbot.waitUntil(lambda: item.childCount() == 2)
    assert children(item) == [ward[1], "Johanna Jacobs – Executive Mayor"]
    assert children(item.child(0)) == ["Kagiso Plaatjie"]


def test_what_is_open_and_chosen_stays_after_a_change(
    qtbot: QtBot, story: Story, invented: Invented, window: MainWindow
) -> None:
    page = open_tree(qtbot, window)
    item_of(page.tree, invented.legislature).setExpanded(True)
    page.tree.go_to(invented.committee)
    with qtbot.waitSignal(page.tree.filled):
        story.do(save_organisation, OrganisationDraft("Kalahari Network", "network", side="partner"))
    current = page.tree.currentItem()
    assert current is not None
    assert page.tree._key(current) == f"body:{invented.committee}"


def test_typing_filters_a_flat_list_and_enter_opens(qtbot: QtBot, invented: Invented, window: MainWindow) -> None:
    page = open_tree(qtbot, window)
    page.tree.setFocus()
    qtbot.keyClicks(page.tree, "k")
    assert page.filter_box.text() == "k"
    qtbot.keyClicks(page.filter_box, "aroo")
    qtbot.waitUntil(lambda: page.found_model.rowCount() == 1 and bool(page.found_model.index(0, 0).data()))
    assert page.found_model.index(0, 0).data() == "Karoo Access Forum"
    qtbot.keyClick(page.filter_box, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.view.header.record_name == "Karoo Access Forum")
    qtbot.keyClick(page.found, Qt.Key.Key_Return)
    assert isinstance(window.shell.current_page(), OrganisationPage)
    window.shell.back()
    page.filter_box.setText("nothing is called this")
    qtbot.waitUntil(lambda: any(one.isVisible() for one in page.findChildren(QWidget, "organisations-not-found")))
    page.filter_box.clear()
    assert page.tree.isVisible()


def test_the_members_on_another_day(qtbot: QtBot, invented: Invented, window: MainWindow) -> None:
    page = open_organisation(qtbot, window, invented.legislature)
    members = page.view.members
    assert any(line.startswith("Hon. Boitumelo Seekoei, Member · DA · since 29 May 2024") for line in lines(members))
    members.as_of.set_text("1 July 2010")
    qtbot.waitUntil(lambda: any(line.startswith("Pieter Modise") for line in lines(members)))


def test_a_party_shows_whom_voters_elected_for_it(qtbot: QtBot, invented: Invented, window: MainWindow) -> None:
    page = open_organisation(qtbot, window, invented.party)
    shown = lines(page.view.members)
    assert any(line.startswith("Hon. Boitumelo Seekoei") for line in shown)
    assert not any(line.startswith("Pieter Modise") for line in shown)


def test_promises_of_the_people_in_a_body_are_its_promises(
    qtbot: QtBot, invented: Invented, window: MainWindow
) -> None:
    page = open_organisation(qtbot, window, invented.legislature)
    qtbot.waitUntil(lambda: any("Table the transport policy" in line for line in lines(page.view.promises)))
    assert any("Hon. Boitumelo Seekoei" in line for line in lines(page.view.promises))


def test_a_suggested_committee_is_checked_with_one_button(
    qtbot: QtBot, story: Story, invented: Invented, window: MainWindow
) -> None:
    page = open_organisation(qtbot, window, invented.committee)
    with qtbot.waitSignal(story.desk.service.done):
        press(qtbot, page, "organisation-suggested-button")
    body = story.ask(get_organisation, invented.committee)
    assert not body.is_suggested  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: not page.view._suggested.isVisible())


def test_a_term_of_office_is_added(qtbot: QtBot, story: Story, invented: Invented, window: MainWindow) -> None:
    page = open_organisation(qtbot, window, invented.legislature)
    press(qtbot, page, "organisation-terms-add")
    editor = find(window, QWidget, "term-editor")
    qtbot.keyClicks(find(editor, QLineEdit, "term-editor-form-name"), "7th Legislature")
    qtbot.keyClicks(find(editor, QLineEdit, "term-editor-form-start"), "2024-05-29")
    with qtbot.waitSignal(story.desk.service.done):
        press(qtbot, editor, "term-editor-accept")
    qtbot.waitUntil(lambda: lines(page.view.terms) == ["7th Legislature, since 29 May 2024, Now"])


def test_add_a_partner_by_keyboard(qtbot: QtBot, story: Story, window: MainWindow) -> None:
    page = open_tree(qtbot, window)
    page.new()
    editor = window.findChild(OrganisationEditor, "organisation-editor")
    assert editor is not None
    qtbot.waitUntil(editor.save_button.isEnabled)
    editor.accept()
    assert editor.form.field_row("name").error()
    qtbot.keyClicks(find(editor, QLineEdit, "organisation-editor-name"), "Kagisho Disability Forum")
    editor.kind.setCurrentIndex(editor.kind.findData("cso_partner"))
    editor.kind.activated.emit(editor.kind.currentIndex())
    assert editor.side.currentData() == "partner"
    with qtbot.waitSignal(story.desk.service.done) as done:
        qtbot.keyClick(editor, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    body = story.ask(get_organisation, done.args[0].value[0])
    assert (body.name, body.kind, body.side) == ("Kagisho Disability Forum", "cso_partner", "partner")  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: page.view.header.record_name == "Kagisho Disability Forum")


def test_a_recess_is_written_down_changed_and_removed_on_the_card(
    qtbot: QtBot, story: Story, invented: Invented, window: MainWindow
) -> None:
    page = open_organisation(qtbot, window, invented.legislature)
    press(qtbot, page, "organisation-programme-add")
    editor = find(window, QWidget, "period-editor")
    for name, words in (("starts", "12 Dec 2026"), ("ends", "1 Dec 2026")):
        qtbot.keyClicks(find(editor, QLineEdit, f"period-editor-{name}-text"), words)
    editor.accept()  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: bool(editor.form.field_row("ends").error()))  # type: ignore[attr-defined]
    editor.ends.set_day(date(2027, 1, 20))  # type: ignore[attr-defined]
    with qtbot.waitSignal(story.desk.service.done):
        editor.accept()  # type: ignore[attr-defined]
    words = "Recess, 12 Dec 2026 to 20 Jan 2027"
    qtbot.waitUntil(lambda: lines(page.view.programme) == [words])
    press(qtbot, page, "organisation-programme-0")
    with qtbot.waitSignal(story.desk.service.done):
        press(qtbot, window, "period-editor-remove")
    qtbot.waitUntil(lambda: lines(page.view.programme) == [])


def test_the_areas_a_partner_serves_are_chosen_one_after_another(
    qtbot: QtBot, story: Story, invented: Invented, window: MainWindow
) -> None:
    page = open_organisation(qtbot, window, invented.partner)
    page.view.edit()
    editor = window.findChild(OrganisationEditor, "organisation-editor")
    assert editor is not None
    qtbot.waitUntil(editor.save_button.isEnabled)
    line = editor.areas.picker.line
    for words in ("Sol Plaatje", "Phokwane"):
        line.setFocus()
        qtbot.keyClicks(line, words)
        qtbot.waitUntil(editor.areas.picker.is_list_open)
        qtbot.keyClick(line, Qt.Key.Key_Return)
    first, second = editor.areas.record_ids
    press(qtbot, editor, f"organisation-editor-areas-chip-{second}")
    qtbot.keyClicks(line, "nowhere")
    editor.accept()
    assert editor.form.field_row("areas").error()
    line.clear()
    with qtbot.waitSignal(story.desk.service.done):
        editor.accept()
    assert story.ask(draft_organisation, invented.partner).areas == [first]  # type: ignore[attr-defined]


def test_a_new_part_belongs_to_its_body(qtbot: QtBot, invented: Invented, window: MainWindow) -> None:
    page = open_organisation(qtbot, window, invented.legislature)
    press(qtbot, page, "organisation-parts-add")
    editor = window.findChild(OrganisationEditor, "organisation-editor")
    assert editor is not None
    qtbot.waitUntil(editor.save_button.isEnabled)
    draft = editor.read()
    assert (draft.parent_id, draft.kind) == (invented.legislature, "committee")
    assert not editor.is_dirty


def test_a_body_that_is_missing_is_added_from_the_form_of_a_person(
    qtbot: QtBot, story: Story, invented: Invented, window: MainWindow
) -> None:
    page = open_organisation(qtbot, window, invented.partner)
    press(qtbot, page, "organisation-members-add")
    person = find(window, QWidget, "person-editor")
    qtbot.waitUntil(person.save_button.isEnabled)  # type: ignore[attr-defined]
    row = person.offices.rows[0]  # type: ignore[attr-defined]
    assert row.body.record_id == invented.partner
    row.new_body_wanted.emit(row, "Kalahari Network")
    editor = window.findChild(OrganisationEditor, "organisation-editor")
    assert editor is not None
    qtbot.waitUntil(editor.save_button.isEnabled)
    assert editor.name.text() == "Kalahari Network"
    with qtbot.waitSignal(story.desk.service.done):
        editor.accept()
    qtbot.waitUntil(lambda: row.body.text() == "Kalahari Network")


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Portfolio Committee on Health", "Health (portfolio)"),
        ("Standing Committee on the Rules", "Rules (standing)"),
        ("Rules Committee", "Rules Committee"),
    ],
)
def test_below_its_house_a_committee_is_named_by_what_differs(name: str, short: str) -> None:
    assert short_committee_name(name) == short
