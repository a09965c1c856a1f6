"""A colleague leaves in one dialog: who takes over what, a pack for them, and then the question of the key."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

from pytestqt.qtbot import QtBot

from crm.operations.commitments import CommitmentDraft, save_commitment
from crm.operations.team import add_user
from crm.queries.leaving import list_in_hand
from crm.queries.team import list_users
from tests.ui.pages.conftest import TODAY, Invented, Story
from ui.main_window import MainWindow
from ui.pages.settings.colleagues import ColleaguesSection
from ui.pages.settings.leaving import LeavingDialog


def test_work_is_handed_over_by_body_with_a_pack(
    qtbot: QtBot, story: Story, invented: Invented, window: MainWindow, tmp_path: Path
) -> None:
    leaver, heir, other = (story.do(add_user, name)[0] for name in ("Anele", "Boitumelo", "Cwenga"))  # type: ignore[index]
    for words, bound in (("Mend it", invented.committee), ("Pay it", invented.legislature)):
        story.do(save_commitment, CommitmentDraft(words, TODAY, bound_id=bound, owner_id=leaver))
    section = ColleaguesSection(story.desk)
    qtbot.addWidget(section)
    section.refresh()
    qtbot.waitUntil(lambda: leaver in section.table.ids())
    section.table.go_to(leaver)
    section.leaving.click()
    dialog = section.window().findChild(LeavingDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: dialog.table.rowCount() == 2)
    assert dialog.said.text() == "2 things are open. Handing over also notes that Anele has left."

    pack = tmp_path / "pack.zip"
    with qtbot.waitSignal(story.desk.service.done) as noted:
        dialog.save_pack(str(pack))
    assert noted.args[0].label == "Give out pack.zip"
    assert len(ZipFile(pack).namelist()) == 4, "the list, a brief of each body, the sums"

    dialog.to.setCurrentIndex(dialog.to.findData(str(heir)))
    box = dialog._choices[invented.committee]
    box.setCurrentIndex(box.findData(str(other)))
    with qtbot.waitSignal(story.desk.service.done) as done:
        dialog.accept()
    assert done.args[0].label == "Hand over Anele’s work to Boitumelo, Cwenga (2 records)"
    assert [each.relation_id for each in story.ask(list_in_hand, other)] == [invented.committee]  # type: ignore[attr-defined]
    assert [each.relation_id for each in story.ask(list_in_hand, heir)] == [invented.legislature]  # type: ignore[attr-defined]
    assert "Anele" not in [user.name for user in story.ask(list_users)]  # type: ignore[attr-defined]
    story.desk.service.undo()
    qtbot.waitUntil(lambda: len(story.ask(list_in_hand, leaver)) == 2)  # type: ignore[arg-type]
