"""Plain words in the window: written, read and changed on the page of an issue, by keyboard."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton
from pytestqt.qtbot import QtBot

from crm.operations.privacy import HandOverDraft
from crm.queries.issues import IssuesFilter, list_issues
from crm.queries.petitions import PetitionsFilter, get_petition_rows, list_petitions
from crm.queries.plain_words import get_plain_words
from reports.catalog import make_bytes
from tests.ui.pages.looking import Looking
from ui.main_window import MainWindow
from ui.pages.reports.telling import TellingOffer


@pytest.fixture
def looking(qtbot: QtBot, sample_window: MainWindow) -> Looking:
    return Looking(qtbot, sample_window)


def test_a_sentence_is_written_in_a_language_read_and_changed(looking: Looking) -> None:
    issue = int(looking.ask(list_issues, IssuesFilter(sort="reference"))[0])
    looking.open(issue, "issues")
    looking.enter("issue-plain-add")
    dialog = looking.dialog("plain-words")
    looking.choose("plain-words-language", "tn")
    looking.write("plain-words-asked", "Re kopile metsi.")
    assert not looking.find(QComboBox, "plain-words-language", dialog).isEnabled(), "what is typed would be lost"
    looking.write("plain-words-happened", "a" * 161)
    assert looking.refused() == ["1 letter too many: say it shorter."]
    looking.write("plain-words-happened", "Ga go ise go fetoge.")
    looking.write("plain-words-by", "Kalahari Women's Circle")
    looking.save()
    told = looking.ask(get_plain_words, issue)["tn"]
    assert {part.value: said.words for part, said in told.items()} == {
        "asked": "Re kopile metsi.",
        "happened": "Ga go ise go fetoge.",
    }
    assert looking.line("Re kopile metsi.").line.detail == "What was asked · Kalahari Women's Circle"
    looking.follow("Ga go ise go fetoge.")
    looking.write("plain-words-happened", "Metsi a teng.")
    looking.save()
    assert looking.line("Metsi a teng.").line.detail == "What happened · Tshepiso Moroka"
    looking.follow("Metsi a teng.")
    looking.write("plain-words-said", "Ba tla baakanya.")
    looking.key(Qt.Key.Key_Escape)
    asked = QApplication.activeModalWidget()
    assert asked is not None
    assert asked.objectName() == "plain-words-leave", "asked before it is thrown away"


def test_whoever_hands_a_report_back_over_is_offered_to_mark_its_petitions_as_told(looking: Looking) -> None:
    (row,) = looking.ask(get_petition_rows, looking.ask(list_petitions, PetitionsFilter(status="to_tell")))
    options = {"petition": f"petitions:{row.id}", "missing": "show"}
    data = looking.ask(partial(make_bytes, lambda query, *args, **named: query(*args, **named)), "report-back", options)
    draft = HandOverDraft("report-back", "What became of it", options, data, 1, "back.pdf")
    offer = TellingOffer(looking.page, looking.desk)
    offer.look(replace(draft, report="follow-up"))
    looking.settle()
    assert QApplication.activeModalWidget() is None, "only of what a community is told"
    offer.look(draft)
    looking.settle()
    asked = QApplication.activeModalWidget()
    assert asked is not None
    assert asked.objectName() == "report-told-offer"
    with looking.qtbot.waitSignal(looking.desk.service.done):
        looking.qtbot.keyClick(looking.find(QPushButton, "report-told-offer-accept", asked), Qt.Key.Key_Return)
    looking.settle()
    assert looking.ask(list_petitions, PetitionsFilter(status="to_tell")) == []
    looking.undo()
    assert looking.ask(list_petitions, PetitionsFilter(status="to_tell")) == [row.id]
