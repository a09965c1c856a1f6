"""What left this workspace: papers that were given out, and files that were taken out, each with its reason."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from crm.operations.privacy import record_copy
from crm.queries.disclosures import Disclosure, DisclosuresFilter, list_disclosures
from crm.queries.exports import LEVELS
from crm.queries.privacy import COPY, FILE, HandOverRow, KeptPaper, read_kept
from crm.rules import clock, giving_out
from crm.rules.dates import format_day
from crm.rules.errors import EnvironmentProblem
from crm.rules.names import fold
from reports.catalog import REPORTS
from reports.facts.audience import Audience
from reports.facts.audience import label as audience_label
from reports.facts.disclosures import named_words, part_words
from reports.layout.page import write
from resources.translations import _, ngettext
from ui.background.asker import Asker
from ui.background.opened_files import opened_files
from ui.desk import Desk
from ui.icons import Icon
from ui.pages.exports.dialog import Chosen, TakeOutDialog
from ui.pages.parts.choosing import combo, fill
from ui.pages.parts.file_choice import choose_new_file, documents_folder
from ui.pages.parts.finding import find_people_choices
from ui.pages.settings.copies import CopiesDialog
from ui.pages.settings.section import Section
from ui.pages.settings.table import EditableTable, TableColumn, TableRow
from ui.theme import GAP
from ui.widgets.buttons import secondary, tool
from ui.widgets.cards import label
from ui.widgets.date_edit import DateEdit
from ui.widgets.record_picker import RecordPicker

HASH_SHOWN = 8  # letters of a SHA-256 in the table; the whole of it stands below


class GivenOutSection(Section):
    """The register, newest first, by paper and receiver; kept papers to open and save; the workspace to take out."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            _("Given out"),
            _("What was given to whom: papers handed over, saved or printed, and files that were taken out."),
            "settings-given-out",
            scrolls=False,
        )
        self._asker = Asker(self, desk.service, self._show)
        self._rows: dict[int, HandOverRow] = {}
        self._parts: dict[int, str] = {}  # what the person concerned has to do with each
        self._wanted = 0  # the line to stand on once it is shown
        self.paper = combo("settings-given-out-paper", [("", _("Every paper and file"))], _("Paper"))
        self.receiver = QLineEdit()
        self.receiver.setObjectName("settings-given-out-receiver")
        self.receiver.setPlaceholderText(_("To whom"))
        self.receiver.setAccessibleName(_("To whom"))
        self.receiver.setClearButtonEnabled(True)
        self.person = RecordPicker(
            desk.service, find_people_choices, "settings-given-out-person", _("Person concerned")
        )
        self.person.setAccessibleName(_("Person concerned"))
        self.since = _day("settings-given-out-from", _("From"))
        self.until = _day("settings-given-out-until", _("Until"))
        self.table = EditableTable(
            (
                TableColumn(_("Day"), 108),
                TableColumn(_("What")),
                TableColumn(_("To"), 112),
                TableColumn(_("For whom, why"), 124),
                TableColumn("SHA-256", 78),
            ),
            "settings-given-out-table",
        )
        self.table.setAccessibleName(_("Given out"))
        self.details = label("", "muted", "settings-given-out-details")
        self.open = secondary(_("Open"), "settings-given-out-open", Icon.FILE_PDF)
        self.save = secondary(_("Save a copy…"), "settings-given-out-save", Icon.DOWNLOAD_SIMPLE)
        self.print = tool(Icon.PRINTER, _("Print the register"), "settings-given-out-print")
        self.take_out = secondary(_("Take out the whole workspace…"), "settings-take-out", Icon.FILE_ARROW_DOWN)
        self.copies = secondary(_("Copies here…"), "settings-copies", Icon.FOLDER_OPEN)
        self.copies.setToolTip(_("Papers and files saved from here that still lie on this computer, not encrypted"))
        self._lay_out()
        self.paper.currentIndexChanged.connect(self._filter)
        self.receiver.textChanged.connect(self._filter)
        self.table.current_changed.connect(self._show_details)
        self.table.itemActivated.connect(self._open_kept)
        self.open.clicked.connect(self._open_kept)
        self.save.clicked.connect(self._ask_where)
        self.take_out.clicked.connect(self._take_out)
        self.print.clicked.connect(self._print)
        for changed in (self.person.chosen, self.person.cleared, self.since.changed, self.until.changed):
            changed.connect(self.refresh)
        self.copies.clicked.connect(self._show_copies)

    def _lay_out(self) -> None:
        above, under, below = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        above.setSpacing(GAP)
        under.setSpacing(GAP)
        for field, share in ((self.person, 2), (self.since, 1), (self.until, 1)):
            under.addWidget(field, share, Qt.AlignmentFlag.AlignTop)
        under.addWidget(self.print, 0, Qt.AlignmentFlag.AlignTop)
        above.addWidget(self.paper, 1)
        above.addWidget(self.receiver, 1)
        below.setSpacing(GAP)
        below.addWidget(self.open)
        below.addWidget(self.save)
        below.addStretch(1)
        below.addWidget(self.copies)
        below.addWidget(self.take_out)
        self.body.setSpacing(GAP)
        self.body.addLayout(above)
        self.body.addLayout(under)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.details)
        self.body.addLayout(below)

    def refresh(self) -> None:
        """Ask for the register: of one person, and of a stretch of time, where that is asked for."""
        wanted = DisclosuresFilter(self.person.record_id or None, since=self.since.day, until=self.until.day)
        self._asker.ask(list_disclosures, wanted)

    def show_record(self, hand_over_id: int) -> None:
        """Stand on one line of the register, whatever was filtered."""
        self._wanted = hand_over_id
        self.paper.setCurrentIndex(0)
        self.receiver.clear()
        self.person.set_choice(None)
        for field in (self.since, self.until):
            field.set_day(None)
        self.refresh()

    def _show(self, found: Sequence[Disclosure]) -> None:
        self._rows = {each.id: each.row for each in found}
        self._parts = {each.id: part_words(each.part) if each.part else "" for each in found}
        named = {row.report: _paper_words(row.report) for row in self._rows.values()}
        fill(self.paper, [("", _("Every paper and file")), *sorted(named.items(), key=lambda each: each[1])])
        self._filter()
        self.table.go_to(self._wanted)
        self._wanted = 0

    def _filter(self) -> None:
        paper, words = str(self.paper.currentData()), fold(self.receiver.text())
        shown = [row for row in self._rows.values() if paper in ("", row.report) and words in fold(row.to_whom)]
        self.table.show_rows([TableRow(row.id, _cells(row, self._parts[row.id])) for row in shown])
        if not shown:
            self._show_details(0)
            self.details.setText(_("Nothing fits.") if self._rows else _("Nothing was given out yet."))

    def _show_details(self, row_id: int) -> None:
        row = self._rows.get(row_id)
        for button in (self.open, self.save):
            button.setEnabled(row is not None and row.is_kept)
        if row is not None:
            self.details.setText(f"{'; '.join(_details(row))}\nSHA-256 {row.sha256}".strip())

    # The kept paper

    def _open_kept(self) -> None:
        self._read(self._show_kept)

    def _read(self, take: Callable[[KeptPaper], object]) -> None:
        row = self._rows.get(self.table.current_id())
        if row is not None and row.is_kept:
            self.desk.service.ask(self, take, read_kept, row.id)

    def _show_kept(self, kept: KeptPaper) -> None:
        try:
            opened_files(self.desk.service).open(kept.file_name, kept.data)
        except EnvironmentProblem as problem:
            self.show_problem(problem)

    def _ask_where(self) -> None:
        row = self._rows.get(self.table.current_id())
        if row is not None and row.is_kept and self.desk.service.may_write():
            proposed = documents_folder() / (row.file_name or "paper.pdf")
            choose_new_file(self, _("Save a copy"), proposed, f"*{proposed.suffix}", self.save_to)

    def save_to(self, file: str) -> None:
        """Write the exact paper of the current line, outside the encrypted workspace."""
        self._read(partial(self._write, Path(file)))

    def _write(self, file: Path, kept: KeptPaper) -> None:
        try:
            write(kept.data, file)
        except EnvironmentProblem as problem:
            self.show_problem(problem)
        else:
            self.desk.service.do(record_copy, kept.file_name, file, kept.sha256)
            self.desk.navigator.say(_("Saved to {file}. This copy is not encrypted.").format(file=file))

    def _show_copies(self) -> None:
        CopiesDialog(self.desk, self.window()).open()

    def _print(self) -> None:
        """The register as a paper, with what was chosen here."""
        chosen = {
            "person": f"people:{self.person.record_id}" if self.person.record_id else "",
            "from": self.since.day.isoformat() if self.since.day else "",
            "until": self.until.day.isoformat() if self.until.day else "",
        }
        self.desk.navigator.show_report("disclosures", {name: value for name, value in chosen.items() if value})

    def _take_out(self) -> None:
        dialog = TakeOutDialog(self.desk, Chosen("workspace", _("The whole workspace")), self.window())
        dialog.taken_out.connect(self.refresh)
        dialog.open()


def _paper_words(report: str) -> str:
    if report in (FILE, COPY):
        return _("Files") if report == FILE else _("Copies of what is kept here")
    return _(REPORTS[report].title) if report in REPORTS else report


def _day(name: str, words: str) -> DateEdit:
    field = DateEdit(clock.today(), name, is_past=True)
    field.line.setPlaceholderText(words)
    field.setAccessibleName(words)
    return field


def _cells(row: HandOverRow, part: str) -> tuple[str, ...]:
    audience = audience_label(Audience(row.audience)) if row.audience in tuple(Audience) else ""
    purpose = "; ".join(words for words in (part, audience, row.why) if words)
    return format_day(row.on), row.title, row.to_whom, purpose, row.sha256[:HASH_SHOWN]


def _details(row: HandOverRow) -> Iterator[str]:
    """How it was made: of a file what is in it, of a paper how it went and its options; how many people it names."""
    if row.people is not None:
        yield named_words(row.people)
    if row.report != FILE:
        yield from (part for part in (giving_out.label(row.how), row.by, row.why) if part)
        yield from (f"{name}: {value}" for name, value in row.options.items() if value and ":" not in value)
        if not row.is_kept:
            yield _("only noted, the paper is not kept")
        return
    chosen = row.options
    yield from (part for part in (row.by, row.why) if part)
    if chosen["filters"]:
        yield _("chosen by {filters}").format(filters=chosen["filters"])
    if chosen["what"] != "workspace":
        yield _(LEVELS[int(chosen["level"])]).lower()
        yield _("with private details") if chosen["private"] == "yes" else _("without private details")
    left_out = int(chosen["left_out"])
    if left_out:
        yield ngettext("{count} record left out", "{count} records left out", left_out).format(count=left_out)
