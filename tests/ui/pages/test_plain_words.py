"""Plain words in the window: written, read and changed on the page of an issue, by keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox
from pytestqt.qtbot import QtBot

from crm.queries.issues import IssuesFilter, list_issues
from crm.queries.plain_words import get_plain_words
from tests.ui.pages.looking import Looking
from ui.main_window import MainWindow


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
