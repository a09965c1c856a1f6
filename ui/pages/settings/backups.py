"""Settings > Backups: where copies go, how old the last one off this computer is, what is kept, and going back."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from crm.operations.backups import note_copy_away
from crm.queries.backups import get_last_copy
from crm.rules import clock
from crm.rules.copies import CopyPlace, LastCopy
from crm.rules.dates import format_day
from crm.rules.errors import EnvironmentProblem, Problem
from crm.rules.file_names import safe_file_name
from crm.rules.synchronised import find_service
from resources.translations import _, ngettext
from ui.background.jobs import Progress, telling_stop
from ui.backup_words import age_of_copy, copies_abroad_words, reason_words, synchronised_words
from ui.desk import Desk
from ui.icons import Icon
from ui.pages.parts.file_choice import choose_file, choose_folder, choose_new_file, documents_folder
from ui.pages.settings.restoring import RestoreDialog
from ui.pages.settings.section import Section
from ui.pages.settings.table import EditableTable, TableColumn, TableRow
from ui.restore_words import counted
from ui.theme import GAP
from ui.widgets.banner import Banner
from ui.widgets.buttons import primary, quiet, secondary
from ui.widgets.cards import Card, label
from ui.widgets.dialogs import ConfirmDialog
from ui.widgets.status import Tone
from ui.words import sentence

if TYPE_CHECKING:
    from crm.access import PersonKey
    from crm.copying import Copy
    from crm.workspace import Workspace

SUFFIX = ".kgotla-backup"


@dataclass(frozen=True)
class BackupFacts:
    """What the section shows."""

    last: LastCopy
    own: tuple[Copy, ...]
    place: CopyPlace | None
    is_there: bool
    copies: tuple[Copy, ...]
    service: str
    """What copies the workspace's folder to a cloud."""
    holding: int
    """Backups that may still hold somebody who was erased."""
    abroad: str
    """What it means that the chosen folder is copied to a cloud; nothing where it is not."""


class BackupsSection(Section):
    """Copies off this computer above, the list of backups below; any of them can be gone back to."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            _("Backups"),
            _("Kgotla makes them by itself: before what is large, each hour and day of work, and on closing."),
            "settings-backups",
        )
        self._facts: BackupFacts | None = None
        self._number = 0
        self._listed: list[Copy] = []
        self.cloud = Banner("", Tone.WARNING, _("Move it…"), "settings-synchronised")
        self.cloud.hide()
        self.holding = Banner("", Tone.WARNING, _("Replace them"), "settings-holding")
        self.holding.hide()
        self.age = Banner("", Tone.GOOD, name="settings-copy-age")
        self.where = label("", "muted", "settings-copy-where")
        self.choose = secondary(_("Choose folder…"), "settings-copy-choose", Icon.FOLDER_OPEN)
        self.copy = primary(_("Copy now"), "settings-copy-now", Icon.DOWNLOAD_SIMPLE)
        self.away = QCheckBox(_("This folder is &off this computer: a stick, another computer, a server"))
        self.away.setObjectName("settings-copy-away")
        self.table = EditableTable(
            (
                TableColumn(_("Made"), 146),
                TableColumn(_("Why"), 136),
                TableColumn(_("Where"), 116),
                TableColumn(_("In it")),
            ),
            "settings-backups-table",
        )
        self.table.setAccessibleName(_("Backups"))
        self.table.setMinimumHeight(190)
        self.nothing = label(
            _("None yet: Kgotla makes the first before something large, or when you close it."), "muted"
        )
        self.restore = secondary(_("Go back to it…"), "settings-restore", Icon.CLOCK_COUNTER_CLOCKWISE)
        self.restore_other = quiet(_("Another file…"), "settings-restore-other")
        self.back_up = secondary(_("Back up to a file…"), "settings-back-up")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        copies = Card(_("A copy off this computer"), "settings-copies")
        copies.add(self.age)
        copies.add(self.where)
        copies.add(self.away)
        copies.body.addLayout(_row(self.copy, self.choose))
        copies.add(
            label(
                _("Each copy is one encrypted file, read back and checked. A stick that is not in is waited for."),
                "muted",
            )
        )
        kept = Card(_("What there is"), "settings-kept")
        kept.add(self.nothing)
        kept.add(self.table)
        kept.body.addLayout(_row(self.restore, self.restore_other, self.back_up))
        kept.add(
            label(
                _("Kept: one an hour for a day, a day for 14 days, a week for 8 weeks, a month for a year."),
                "muted",
            )
        )
        self.body.addWidget(self.cloud)
        self.body.addWidget(self.holding)
        self.body.addWidget(copies)
        self.body.addWidget(kept)
        self.body.addStretch(1)

    def _connect(self) -> None:
        self.cloud.pressed.connect(self._choose_new_folder)
        self.holding.pressed.connect(self._renew)
        self.choose.clicked.connect(self._choose_place)
        self.copy.clicked.connect(self.copy_now)
        self.away.clicked.connect(self._set_away)
        self.restore.clicked.connect(self._restore_chosen)
        self.restore_other.clicked.connect(self._restore_file)
        self.back_up.clicked.connect(self.choose_backup)
        self.table.itemActivated.connect(self._restore_chosen)
        self.table.current_changed.connect(self._show_current)

    # Showing

    @property
    def place(self) -> CopyPlace | None:
        """Where copies go on this computer."""
        folder = self.desk.service.folder
        return self.desk.preferences.copy_place(folder) if folder is not None else None

    def refresh(self) -> None:
        """Ask for what the section shows, away from the window's thread: a stick may be slow."""
        self._number += 1
        self.desk.service.run(
            self, partial(self._show, self._number), partial(_gather, self.place), "", self.show_problem
        )

    def _show(self, number: int, facts: BackupFacts) -> None:
        if number != self._number or not self.desk.service.is_open:
            return
        self._facts = facts
        may_write = not self.desk.service.is_read_only
        self.cloud.set_text(synchronised_words(facts.service) if facts.service and may_write else "")
        self.holding.set_text(_holding_words(facts.holding) if facts.holding and may_write else "")
        self.age.set_text(age_of_copy(facts.last, clock.today()), Tone.WARNING if facts.last.is_old else Tone.INFO)
        self.where.setText(_place_words(facts))
        self.away.setVisible(facts.place is not None)
        self.away.setChecked(bool(facts.place and facts.place.is_away))
        self.copy.setEnabled(facts.place is None or facts.is_there)
        self._listed = sorted([*facts.own, *facts.copies], key=lambda each: each.at, reverse=True)
        self.table.show_rows([_table_row(at, each, each in facts.own) for at, each in enumerate(self._listed)])
        self.table.setVisible(bool(self._listed))
        self.nothing.setVisible(not self._listed)
        self._show_current(self.table.current_id())

    def _show_current(self, _number: int) -> None:
        self.restore.setEnabled(bool(self._listed) and self.table.currentRow() >= 0)

    # Copies

    def _choose_place(self) -> None:
        start = self.place.folder if self.place is not None and self.place.folder.exists() else documents_folder()
        choose_folder(self, _("Where copies go"), start, self.take_folder)

    def take_folder(self, folder: str) -> None:
        """Let copies go there from now on, and make the first."""
        work = partial(_choose, Path(folder))
        self.desk.service.run(self, self._take_place, work, "", self.show_problem)

    def _take_place(self, place: CopyPlace) -> None:
        if self._keep_place(place):
            self.copy_now()

    def _set_away(self, is_away: bool) -> None:
        if self.place is not None:
            self._keep_place(CopyPlace(self.place.folder, is_away, self.place.is_other_disk))

    def _keep_place(self, place: CopyPlace) -> bool:
        if self.desk.service.folder is None:
            return False
        try:
            self.desk.preferences.choose_copy_place(self.desk.service.folder, place)
        except EnvironmentProblem as problem:
            self.show_problem(problem)
            return False
        return True

    def copy_now(self) -> None:
        """Copy the workspace as it is now."""
        if self.place is None:
            self._choose_place()
            return
        self.copy.setEnabled(False)
        self.tell("")
        self.desk.service.run(self, self._tell_copied, partial(_copy, self.place), _("Copying…"), self._not_copied)

    def _tell_copied(self, made: tuple[Path, str, Problem | None]) -> None:
        file, noted, flaw = made
        self._tell_made(_("Copied and checked: {file}").format(file=file), flaw)
        if noted and not self.desk.service.is_read_only:
            self.desk.service.do(note_copy_away, noted, owner=self, on_done=lambda _done: self.refresh())
        else:
            self.refresh()

    def _not_copied(self, problem: Problem) -> None:
        self.show_problem(problem)
        self.refresh()

    # Away from a cloud, and without those erased

    def _choose_new_folder(self) -> None:
        choose_folder(self, _("Where the workspace is to be"), Path.home(), self.move_to)

    def move_to(self, folder: str) -> None:
        """Copy the workspace into this folder, and ask whether the old one goes."""
        if self.desk.service.folder is None:
            return
        self.tell("")
        work = partial(_move, Path(folder) / self.desk.service.folder.name)
        self.desk.service.maintain(work, self._ask_about_old, _("Moving the workspace…"), self, self.show_problem)

    def _ask_about_old(self, moved: Moved) -> None:
        box = ConfirmDialog(
            self.window(),
            _("The copy is whole. Work there from now on?"),
            _("The workspace is in {new}. Its old folder {old} is removed then; its backups come along.").format(
                new=moved.new, old=moved.old
            ),
            _("Work there, remove the old"),
            name="settings-moved",
        )
        box.confirmed.connect(partial(self._open_moved, moved))
        box.open()

    def _open_moved(self, moved: Moved) -> None:
        service, preferences = self.desk.service, self.desk.preferences

        def go_on() -> None:
            service.closed.disconnect(go_on)
            service.open(partial(_open_there, moved), stay)

        def stay(problem: Problem) -> None:
            service.problem.emit(problem)
            service.open(partial(_open_where_it_is, moved))

        def note_place() -> None:
            service.opened.disconnect(note_place)
            if service.folder != moved.new:
                return
            preferences.remember_workspace(moved.new)
            place = preferences.copy_place(moved.old)
            try:
                if place is not None:
                    preferences.choose_copy_place(moved.new, place)
            except EnvironmentProblem as problem:
                service.problem.emit(problem)

        service.closed.connect(go_on)
        service.opened.connect(note_place)
        service.close()

    def _renew(self) -> None:
        self.desk.service.run(
            self, lambda _removed: self.refresh(), partial(_renew, self.place), _("Backing up…"), self.show_problem
        )

    # A file of its own

    def choose_backup(self) -> None:
        """Ask where one backup goes, then make it."""
        folder = self.desk.service.folder
        name = safe_file_name(f"{folder.stem if folder else ''} {clock.today().isoformat()}")
        kinds = _("Backups (*{suffix})").format(suffix=SUFFIX)
        choose_new_file(self, _("Back up to"), documents_folder() / f"{name}{SUFFIX}", kinds, self.write_backup)

    def write_backup(self, file: str) -> None:
        """Write one backup into this file."""
        self.tell("")
        work = partial(_write_backup, Path(file).expanduser())
        self.desk.service.run(self, self._tell_backed_up, work, _("Backing up…"), self.show_problem)

    def _tell_backed_up(self, made: tuple[Path, Problem | None]) -> None:
        file, flaw = made
        self._tell_made(_("Backed up and checked: {file}").format(file=file), flaw)

    def _tell_made(self, words: str, flaw: Problem | None) -> None:
        self.tell(f"{words}\n{sentence(flaw)}" if flaw else words, Tone.WARNING if flaw else Tone.GOOD)

    # Going back

    def _restore_chosen(self) -> None:
        at = self.table.currentRow()
        if 0 <= at < len(self._listed):
            self.show_restore(self._listed[at].file)

    def _restore_file(self) -> None:
        kinds = _("Backups (*{suffix});;All files (*)").format(suffix=SUFFIX)
        start = self.place.folder if self.place is not None and self.place.folder.exists() else documents_folder()
        choose_file(self, _("Choose a backup"), start, kinds, lambda file: self.show_restore(Path(file)))

    def show_restore(self, file: Path) -> None:
        """Show what going back to it would lose and bring back."""
        RestoreDialog(self.desk, self.window(), file).open()


@dataclass(frozen=True)
class Moved:
    """A workspace that is in two places, and the key that opens it without asking again."""

    old: Path
    new: Path
    key: PersonKey


def _row(*parts: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(GAP)
    for part in parts:
        row.addWidget(part)
    row.addStretch(1)
    return row


def _place_words(facts: BackupFacts) -> str:
    if facts.place is None:
        return _("Choose a folder on a stick, another computer or a server. Copies go there while you work.")
    if facts.is_there:
        words = _("Copies go into {folder}.").format(folder=facts.place.folder)
        return "\n".join(filter(None, [words, facts.abroad]))
    return _("Copies go into {folder}, which is not there now. As soon as it is, Kgotla copies.").format(
        folder=facts.place.folder
    )


def _table_row(at: int, each: Copy, is_own: bool) -> TableRow:
    day, _t, time_of_day = each.at.partition("T")
    from datetime import date

    made = f"{format_day(date.fromisoformat(day))} {time_of_day}"
    held = counted({noun: count for noun, count in each.counts.items() if noun in SHOWN_NOUNS})
    words = _("Damaged: it cannot be read") if not each.is_whole else held if each.counts else ""
    return TableRow(at + 1, (made, reason_words(each.reason), _("Workspace") if is_own else _("Copies"), words))


SHOWN_NOUNS = ("people", "engagements", "commitments")


def _gather(place: CopyPlace | None, workspace: Workspace, _progress: Progress) -> BackupFacts:
    from crm import copying

    is_there = place is not None and copying.is_there(workspace, place)
    copies = copying.list_copies(copying.folder_for(workspace, place)) if place is not None and is_there else []
    own = copying.list_copies(workspace.backups)
    service = find_service(workspace.folder.path)
    holding = copying.count_holding(workspace, place)
    abroad = copies_abroad_words(place)
    return BackupFacts(
        workspace.ask(get_last_copy), tuple(own), place, is_there, tuple(copies), service, holding, abroad
    )


def _holding_words(count: int) -> str:
    return ngettext(
        "{count} backup was made before somebody was erased, and may still hold that person.",
        "{count} backups were made before somebody was erased, and may still hold that person.",
        count,
    )


def _renew(place: CopyPlace | None, workspace: Workspace, progress: Progress) -> int:
    from crm import copying

    return len(copying.renew(workspace, place, progress))


def _move(to: Path, workspace: Workspace) -> Moved:
    from crm.access import PersonKey
    from crm.moving import move

    return Moved(workspace.folder.path, move(workspace, to), PersonKey(bytes(workspace.user_key.private)))


def _open_there(moved: Moved) -> Workspace:
    """Open it in its new place, when the old one is gone."""
    from crm.moving import remove_old
    from crm.workspace import Workspace

    remove_old(moved.old, moved.new, moved.key)
    return Workspace.open(moved.new, moved.key)


def _open_where_it_is(moved: Moved) -> Workspace:
    """Where the old one could not go."""
    from crm.moving import where_it_is
    from crm.workspace import Workspace

    return Workspace.open(where_it_is(moved.old, moved.new), moved.key)


def _choose(folder: Path, workspace: Workspace, _progress: Progress) -> CopyPlace:
    from crm import copying

    return copying.choose(workspace, folder)


@telling_stop
def _copy(place: CopyPlace, workspace: Workspace, progress: Progress) -> tuple[Path, str, Problem | None]:
    from crm import copying

    return copying.copy(workspace, place, progress), copying.name_to_note(workspace, place), workspace.flaw


def _write_backup(file: Path, workspace: Workspace, progress: Progress) -> tuple[Path, Problem | None]:
    return workspace.back_up(file, progress), workspace.flaw
