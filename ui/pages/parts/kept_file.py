"""A file that is kept with a record, seen inside the window: pictures and PDFs from memory, never from a file.

Whatever is kept opens here first, with what is known of it; another program gets a copy only when it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from crm.operations.privacy import record_copy
from crm.queries.attachments import KeptFile, get_attachment, get_kept_file, read_attachment
from crm.rules.dates import format_day
from crm.rules.errors import Problem
from crm.rules.file_names import may_run, safe_file_name
from resources.translations import _, ngettext
from ui.background.jobs import Progress
from ui.background.opened_files import opened_files
from ui.desk import Desk
from ui.icons import Icon
from ui.pages.parts.actions import action
from ui.pages.parts.file_choice import choose_new_file, documents_folder
from ui.pages.reports.pages import Paper, read_file
from ui.pages.reports.preview import PagesView
from ui.theme import GAP, GRID
from ui.widgets.banner import Banner
from ui.widgets.buttons import quiet, secondary, tool
from ui.widgets.cards import label
from ui.widgets.dialogs import ConfirmDialog, Dialog
from ui.widgets.status import Tone

if TYPE_CHECKING:
    from crm.workspace import Workspace

ROOM = (150 * GRID, 56 * GRID)
"""The least room for the preview."""
NAMES_SHOWN = 3
LONGEST_NAME = 48
HASH_SHOWN = 12  # letters of a SHA-256; the tooltip has the whole of it


def show_file(parent: QWidget, desk: Desk, attachment_id: int) -> None:
    """Show a kept file in a window of its own."""
    FileDialog(desk, attachment_id, parent.window()).open()


def save_copy(owner: QWidget, desk: Desk, attachment_id: int, file: str) -> None:
    """Write a copy outside the encrypted workspace, and note where it lies."""
    desk.service.run(
        owner, partial(_note_copy, desk), partial(_write_copy, attachment_id, Path(file)), _("Saving a copy…")
    )


def size_words(size: int) -> str:
    """“340 kB”, “2.1 MB”."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))} kB"
    return f"{size / 1_000_000:.1f} MB"


class FileDialog(Dialog):
    """The file, whether it is as it was when it was added, where else it is kept, and the ways out."""

    shown = Signal()

    def __init__(self, desk: Desk, attachment_id: int, parent: QWidget | None = None) -> None:
        super().__init__(parent, _("Attachment"), "kept-file")
        self._desk = desk
        self._id = attachment_id
        self._file: KeptFile | None = None
        self.pages = PagesView(desk.service, "kept-file-pages")
        self.pages.setMinimumSize(*ROOM)
        self.note = label(_("Reading the file…"), "muted", "kept-file-note")
        self.note.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.bar = QWidget()
        self.whole = Banner("", Tone.GOOD, name="kept-file-whole")
        self.facts = label("", "muted", "kept-file-facts")
        self.open_outside = secondary(_("Open with another program"), "kept-file-open", Icon.ARROW_SQUARE_OUT)
        self.save = secondary(_("Save a copy…"), "kept-file-save", Icon.DOWNLOAD_SIMPLE)
        self._place = QLabel()
        self._lay_out()
        self.pages.hide()
        if parent is not None:
            self.resize(parent.width() * 3 // 4, parent.height() * 9 // 10)
        desk.service.ask(self, self._show, get_kept_file, attachment_id)

    def _lay_out(self) -> None:
        self._place.setObjectName("kept-file-place")
        row = QHBoxLayout(self.bar)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(self._place)
        row.addStretch(1)
        pages = self.pages
        for name, words, keys, glyph, run in (
            ("previous", _("Page before"), "Alt+PgUp", Icon.CARET_UP, pages.previous_page),
            ("next", _("Next page"), "Alt+PgDown", Icon.CARET_DOWN, pages.next_page),
            ("smaller", _("Smaller"), "Ctrl+-", Icon.MINUS, pages.zoom_out),
            ("larger", _("Larger"), "Ctrl++", Icon.PLUS, pages.zoom_in),
        ):
            button = tool(glyph, f"{words} ({keys})", f"kept-file-{name}")
            button.clicked.connect(run)
            row.addWidget(button)
            action(self, f"kept-file-{name}-action", words, run, keys)
        fit = quiet(_("Fit"), "kept-file-fit")
        fit.clicked.connect(pages.fit_width)
        action(self, "kept-file-fit-action", _("Fit"), pages.fit_width, "Ctrl+0")
        row.addWidget(fit)
        for part in (self.bar, self.pages, self.note, self.whole, self.facts):
            self.body.addWidget(part, 1 if part in (self.pages, self.note) else 0)
        self.body.setSpacing(GAP)
        self.bar.hide()
        self.whole.hide()
        self.note.setMinimumSize(ROOM[0], ROOM[1] // 3)
        self.add_button(self.save)
        self.add_button(self.open_outside)
        self.close_button = self.add_cancel(_("Close"))
        for way_out in (self.open_outside, self.save):
            way_out.setEnabled(False)
        self.open_outside.clicked.connect(self._ask_to_open)
        self.save.clicked.connect(self._ask_where)
        pages.moved.connect(self._show_place)

    # What is shown

    def _show(self, file: KeptFile) -> None:
        self._file = file
        name = safe_file_name(file.row.file_name, 60) or _("Attachment")
        self.setWindowTitle(name)
        self.setAccessibleName(name)
        title = self.findChild(QLabel, "kept-file-title")
        if title is not None:
            title.setText(name)
        self.whole.set_text(*whole_words(file))
        self.facts.setText("\n".join(_facts(file)))
        self.facts.setToolTip(_fingerprint(file.row.sha256))
        for button in (self.open_outside, self.save):
            button.setEnabled(file.data is not None)
        if file.data is None:
            self._show_none(_("There is nothing to show."))
        else:
            self._desk.service.draw(self, self._show_paper, partial(read_file, file.data))

    def _show_paper(self, paper: Paper | None) -> None:
        if paper is None:
            self._show_none(_("A file of this kind is not shown here: open it with the program that made it."))
            return
        self.note.hide()
        self.pages.show()
        self.bar.show()
        self.pages.show_paper(paper)
        self.pages.setFocus()
        self.shown.emit()

    def _show_none(self, words: str) -> None:
        self.note.setText(words)
        (self.open_outside if self.open_outside.isEnabled() else self.close_button).setFocus()
        self.shown.emit()

    def _show_place(self, page: int, count: int) -> None:
        self._place.setText(_("Page {page} of {count}").format(page=page, count=count) if count > 1 else "")

    # Ways out

    def _ask_to_open(self) -> None:
        if self._file is None or self._file.data is None:
            return
        name = self._file.row.file_name
        if not may_run(name):
            self._open()
            return
        box = ConfirmDialog(
            self,
            _("Open something that may run?"),
            _(
                "“{file}” is a program, or can carry one. It may do anything you can do on this computer: read this"
                " workspace while it is open, send it away, destroy it. Open it only if you asked for it and know who"
                " made it."
            ).format(file=safe_file_name(name)),
            _("Open it all the same"),
            is_danger=True,
            name="kept-file-may-run",
        )
        box.confirmed.connect(self._open)
        box.open()

    def _open(self) -> None:
        if self._file is None or self._file.data is None:
            return
        try:
            opened_files(self._desk.service).open(self._file.row.file_name, self._file.data)
        except Problem as problem:
            self._desk.service.problem.emit(problem)
        else:
            self._desk.navigator.say(_("Opened from a copy to read. It is removed when you lock or leave Kgotla."))

    def _ask_where(self) -> None:
        if self._file is not None and self._desk.service.may_write():  # where a copy lies is written down
            ask_where(self, self._file.row.file_name, partial(save_copy, self, self._desk, self._id))


def ask_where(parent: QWidget, file_name: str, chosen: Callable[[str], object]) -> None:
    """Ask where a copy goes."""
    proposed = documents_folder() / (safe_file_name(file_name) or "file")
    choose_new_file(parent, _("Save a copy"), proposed, f"*{proposed.suffix}", chosen)


def whole_words(file: KeptFile) -> tuple[str, Tone]:
    """Whether the file is as it was when it was added."""
    if file.data is None:
        words = _("Damaged or missing: the file is no longer as it was added. Attach it again, or go back to a backup.")
        return words, Tone.BAD
    day = format_day(file.added_on) if file.added_on else ""
    if day and file.added_by:
        return _("As it was when {name} added it on {day}.").format(name=file.added_by, day=day), Tone.GOOD
    return _("As it was when it was added."), Tone.GOOD


def _fingerprint(shown: str) -> str:
    return _("fingerprint (SHA-256) {shown}").format(shown=shown)


def _facts(file: KeptFile) -> Iterator[str]:
    parts = (file.row.caption, size_words(file.row.size), _fingerprint(file.row.sha256[:HASH_SHOWN] + "…"))
    yield " · ".join(part for part in parts if part)
    if file.about is not None:
        yield _("Kept with: {name}").format(name=file.about.name)
    if file.elsewhere:
        names = [cut(each.name) for each in file.elsewhere[:NAMES_SHOWN]]
        more = len(file.elsewhere) - len(names)
        if more:
            names.append(ngettext("{count} more", "{count} more", more).format(count=more))
        yield _("The same file is kept, once, with: {names}").format(names="; ".join(names))


def cut(words: str) -> str:
    """Words that are long enough to be known by."""
    return words if len(words) <= LONGEST_NAME else f"{words[: LONGEST_NAME - 1].rstrip()}…"


def _write_copy(attachment_id: int, file: Path, workspace: Workspace, _progress: Progress) -> tuple[str, Path, str]:
    from reports.layout.page import write

    row = workspace.ask(get_attachment, attachment_id)
    write(workspace.ask(read_attachment, attachment_id), file)
    return row.file_name, file, row.sha256


def _note_copy(desk: Desk, written: tuple[str, Path, str]) -> None:
    name, file, sha256 = written
    desk.service.do(record_copy, name, file, sha256)
    desk.navigator.say(_("Saved to {file}. This copy is not encrypted.").format(file=file))
