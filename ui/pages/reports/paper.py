"""One report: its options at the left, the paper itself at the right."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, cast

from PySide6.QtCore import QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from crm.operations.privacy import HandOverDraft, record_hand_over
from crm.operations.reports import save_report
from crm.queries.agreements import find_agreement
from crm.queries.commitments import find_by_reference
from crm.queries.history import get_newest
from crm.queries.petitions import find_petition
from crm.queries.plans import find_plan
from crm.rules import clock
from crm.rules.errors import EnvironmentProblem, Problem, UserError
from crm.rules.giving_out import How
from reports import catalog
from reports.catalog import Made, Report, written_words
from reports.facts.file_names import file_name
from reports.facts.telling import ALLOW, SHOWN, Lacking
from reports.options import find_missing
from resources.translations import _
from ui.background.asker import Asker
from ui.background.jobs import Cancelled, Progress
from ui.background.opened_files import opened_files
from ui.desk import Desk
from ui.icons import Icon
from ui.pages.parts.actions import action
from ui.pages.parts.file_choice import choose_new_file, documents_folder
from ui.pages.parts.form_choice import FormChoice
from ui.pages.reports.handing_over import HandOverDialog
from ui.pages.reports.mailing import Mailing
from ui.pages.reports.missing import MissingSheet
from ui.pages.reports.options import OptionFields
from ui.pages.reports.pages import Paper, read_paper
from ui.pages.reports.preview import PagesView
from ui.pages.reports.printing import Printing
from ui.pages.reports.saved import NameDialog
from ui.pages.reports.telling import TellingOffer
from ui.theme import GAP, GRID, PAGE_MARGIN, heading_font
from ui.widgets.banner import Banner
from ui.widgets.buttons import primary, quiet, secondary, tool
from ui.widgets.cards import label, scrolled
from ui.widgets.dialogs import ConfirmDialog
from ui.widgets.empty_state import EmptyState
from ui.widgets.status import Tone
from ui.words import sentence

OPTIONS = "report_options"
LEFT_WIDTH = 74 * GRID
WAIT = 250  # milliseconds after the last key before the preview is made again


class PaperView(QWidget):
    """Choose, see, save, print."""

    back_wanted = Signal()

    def __init__(self, desk: Desk, report: Report, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("report")
        self._desk = desk
        self._report = report
        self._number = 0  # of the newest preview asked for; a late one is dropped
        self._progress: Progress | None = None
        self._chosen_file = ""  # the user has agreed to write it
        self._saved = Path()
        self.fields = OptionFields(desk.service, report, "report")
        self.pages = PagesView(desk.service, "report-preview")
        self._named_by_us = self._proposed()
        self.file = QLineEdit(str(self._named_by_us))
        self.form = FormChoice("report-form", report.endings, self.file)
        self.told = Banner("", Tone.BAD, _("Open"), name="report-told")
        self.hint = EmptyState(Icon.FILE_TEXT, "", name="report-hint")
        self.missing = MissingSheet()
        self._note = label("", "muted", "report-making")
        self._printing = Printing(desk.service, self)
        self._mailing = Mailing(self)
        self._telling = TellingOffer(self, desk)
        self._named = Asker(self, desk.service, self._show_named)
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(WAIT)
        self._make_buttons()
        self._lay_out()
        self._connect()
        self.fields.set_values(self._kept().get(report.name, {}))

    def _make_buttons(self) -> None:
        self._all = tool(Icon.ARROW_LEFT, _("All reports"), "report-all")
        self._keep_choices = quiet(_("Save choices…"), "report-save-choices")
        self._keep_choices.setToolTip(_("Save these choices under a name (Ctrl+Shift+S)"))
        self._clear = quiet(_("Clear options"), "report-clear")
        self.file.setObjectName("report-file")
        self.file.setAccessibleName(_("File"))
        self._browse = secondary(_("Choose…"), "report-browse")
        self.save_button = primary("", "report-save", Icon.FLOPPY_DISK)
        self._name_form()
        self.print_button = secondary(_("Print…"), "report-print", Icon.PRINTER)
        self.print_button.setToolTip(_("Print (Ctrl+P)"))
        self.hand_button = secondary(_("Hand over…"), "report-hand-over", Icon.HANDSHAKE)
        self.hand_button.setToolTip(_("Hand over, and keep the exact paper (Ctrl+Shift+H)"))
        self.mail_button = secondary(_("E-mail…"), "report-mail", Icon.ENVELOPE_SIMPLE)
        self.mail_button.setToolTip(_("Send by e-mail (Ctrl+Shift+M)"))
        self.password = QLineEdit()
        self.password.setObjectName("report-password")
        self.password.setAccessibleName(_("Password of the PDF"))
        self.password.setPlaceholderText(_("Password of the PDF (none)"))
        self.password.setToolTip(_("The saved PDF opens only with it. It is kept nowhere: tell it by another way."))
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self._whole_only = (self.print_button, self.hand_button, self.mail_button)
        self._previous = tool(Icon.CARET_UP, _("Page before (Alt+PgUp)"), "report-previous")
        self._next = tool(Icon.CARET_DOWN, _("Next page (Alt+PgDown)"), "report-next")
        self._place = QLabel()
        self._place.setObjectName("report-place")
        self._smaller = tool(Icon.MINUS, _("Smaller (Ctrl+-)"), "report-smaller")
        self._larger = tool(Icon.PLUS, _("Larger (Ctrl++)"), "report-larger")
        self._fit = quiet(_("Fit width"), "report-fit")
        self._fit.setToolTip(_("Fit width (Ctrl+0)"))
        self._copy = quiet(_("Copy the text"), "report-copy", Icon.COPY)
        self._copy.setToolTip(_("Copy the text (Ctrl+Shift+C)"))
        if catalog.TEXT not in self._report.endings:
            self._copy.hide()
        self._stop = quiet(_("Stop"), "report-stop")
        self._stop.setToolTip(_("Stop making the report"))
        self._again = quiet(_("Make it"), "report-again")
        self._again.setToolTip(_("Make the report"))
        self.told.hide()

    # Layout

    def _lay_out(self) -> None:
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        left = QWidget()
        left.setFixedWidth(LEFT_WIDTH)
        left.setLayout(self._left())
        across.addWidget(left)
        across.addLayout(self._right(), 1)

    def _left(self) -> QVBoxLayout:
        title = label(_(self._report.title), name="report-title")
        title.setFont(heading_font(15))
        column = QVBoxLayout()
        column.setContentsMargins(PAGE_MARGIN, 3 * GRID, GAP * 2, 4 * GRID)
        column.setSpacing(GAP)
        head = QHBoxLayout()
        head.addWidget(self._all)
        head.addWidget(title, 1)
        of_choices = QHBoxLayout()
        of_choices.addWidget(self._keep_choices)
        of_choices.addStretch(1)
        of_choices.addWidget(self._clear)
        column.addLayout(head)
        column.addWidget(scrolled(self._choices(), "report-options-scroll"), 1)
        column.addLayout(of_choices)
        column.addWidget(self.told)
        for first, second in ((self.save_button, self.print_button), (self.hand_button, self.mail_button)):
            buttons = QHBoxLayout()
            buttons.setSpacing(GAP)
            buttons.addWidget(first, 1)
            buttons.addWidget(second)
            column.addLayout(buttons)
        return column

    def _choices(self) -> QWidget:
        """What goes in, then what the file is: they scroll, while the buttons stay in sight."""
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self.file, 1)
        row.addWidget(self._browse)
        choices = QWidget()
        column = QVBoxLayout(choices)
        column.setContentsMargins(0, 0, GAP, 0)
        column.setSpacing(GAP)
        column.addWidget(self.fields)
        column.addWidget(self.form)
        column.addLayout(row)
        column.addWidget(self.password)
        column.addStretch(1)
        return choices

    def _right(self) -> QVBoxLayout:
        bar = QHBoxLayout()
        bar.setContentsMargins(GAP * 2, GRID, PAGE_MARGIN, GRID)
        bar.setSpacing(GRID)
        for part in (self._previous, self._next, self._place):
            bar.addWidget(part)
        bar.addStretch(1)
        for shown in (self._note, self._stop, self._again):
            bar.addWidget(shown)
        bar.addStretch(1)
        for button in (self._copy, self._smaller, self._larger, self._fit):
            bar.addWidget(button)
        self._note.setWordWrap(False)
        self._show_state()
        self._sheets = QStackedWidget()
        self._sheets.addWidget(self.pages)
        self._sheets.addWidget(self.hint)
        self._sheets.addWidget(self.missing)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addLayout(bar)
        column.addWidget(self._sheets, 1)
        return column

    def _connect(self) -> None:
        pages = self.pages
        self.fields.changed.connect(self._options_changed)
        self._clock.timeout.connect(self.refresh)
        pages.moved.connect(self._show_place)
        pages.reference_pressed.connect(self._open_named)
        for button, run in (
            (self._all, self.back_wanted.emit),
            (self._clear, self.fields.clear),
            (self._keep_choices, self.save_choices),
            (self._browse, self._choose_file),
            (self.save_button, self.save),
            (self.print_button, self.print_paper),
            (self.hand_button, self.hand_over),
            (self.mail_button, self.mail),
            (self._previous, pages.previous_page),
            (self._next, pages.next_page),
            (self._smaller, pages.zoom_out),
            (self._larger, pages.zoom_in),
            (self._fit, pages.fit_width),
            (self._copy, self.copy_text),
            (self._stop, self.stop),
            (self._again, self.refresh),
        ):
            button.clicked.connect(run)
        for name, keys, run in (
            ("larger", "Ctrl++", pages.zoom_in),
            ("smaller", "Ctrl+-", pages.zoom_out),
            ("fit", "Ctrl+0", pages.fit_width),
            ("copy", "Ctrl+Shift+C", self.copy_text),
            ("next", "Alt+PgDown", pages.next_page),
            ("previous", "Alt+PgUp", pages.previous_page),
        ):
            action(self, f"report-{name}-action", name, run, keys)
        self.form.currentIndexChanged.connect(self._name_form)
        self.file.returnPressed.connect(self.save)
        self.told.pressed.connect(self._open_saved)
        self._printing.accepted.connect(self._print_now)
        self._printing.finished.connect(self._tell_printed)
        self._mailing.told.connect(self._tell_mailed)
        self.missing.opened.connect(self._desk.navigator.open_record)
        self.missing.wanted_as_it_is.connect(partial(self.fields.set_values, {ALLOW.name: SHOWN}))

    def fill(self, options: Mapping[str, str]) -> None:
        """Choose these options and no others."""
        self.fields.clear()
        self.fields.set_values(options)

    def take_focus(self) -> None:
        """Into the first option."""
        if self._report.options:
            self.fields.field(self._report.options[0].name).setFocus()

    # The preview

    def refresh(self) -> None:
        """Make the paper again, in memory only; not once the workspace is closed under it."""
        self._clock.stop()
        if not self._desk.service.is_open:
            return
        self._overtake()
        if self._lacks_something():
            return
        self._progress = Progress("")
        self._progress.moved.connect(self._show_progress)
        self._progress.part.connect(self._show_part)
        self._show_state(_("Making the report…"))
        self._desk.service.run(
            self,
            partial(self._show_paper, self._number),
            PreviewMaker(self._report.name, self.fields.values(), self._number),
            "",
            partial(self._show_problem, self._number),
            self._progress,
        )

    def stop(self) -> None:
        """Make no more of it; what is shown stays."""
        self._clock.stop()
        self._overtake()
        self._show_state(_("Stopped."))
        self._again.setFocus()

    def _overtake(self) -> None:
        """Whatever is still made is not waited for, and stops at its next page."""
        self._number += 1
        if self._progress is not None:
            self._progress.cancel()
            self._progress = None

    def _show_state(self, words: str = "") -> None:
        """Say how far the making is, with Stop while it goes on; nothing when the paper is there."""
        is_making = self._progress is not None
        self._note.setText(words)
        self._note.setVisible(bool(words))
        self._stop.setVisible(is_making)
        self._again.setVisible(bool(words) and not is_making)

    def _show_progress(self, _fraction: float = 0) -> None:
        """Say which page is being made; also once the first are shown: signals in quick succession are left out."""
        if self._progress is not None and self._progress.done:
            count = self._progress.done
            self._show_state(_("Making page {number}…").format(number=count + 1))

    def _lacks_something(self) -> bool:
        """Say what to choose while the report cannot do without it."""
        missing = find_missing(self._report.options, self.fields.values())
        self._sheets.setCurrentWidget(self.hint if missing else self.pages)
        for button in (self.save_button, *self._whole_only):
            button.setEnabled(not missing)
        if missing:
            *names, last = [words[:1].lower() + words[1:] for words in (_(option.label) for option in missing)]
            words = _("{names} or {last}").format(names=", ".join(names), last=last) if names else last
            self.hint.set_sentence(_("Choose at the left what it is about: {names}.").format(names=words))
            self._show_state()
            self._hide_problem()
            self._place.setText("")
        return bool(missing)

    def _options_changed(self) -> None:
        self._keep()
        self._overtake()
        if self.isVisible():  # one that is not shown is made when it is
            self._clock.start()

    def _show_part(self, part: tuple[int, Paper]) -> None:
        """The first pages, which cannot be printed yet."""
        number, paper = part
        if number == self._number:
            self._let_go(False)
            self._hide_problem()
            self.pages.show_paper(paper)
            self._show_progress()

    def _show_paper(self, number: int, paper: Paper) -> None:
        if number != self._number:
            return
        self._progress = None
        self._show_state()
        self._hide_problem()
        self._let_go(True)
        self._propose(paper.title)
        self.pages.show_paper(paper)

    def _let_go(self, is_whole: bool) -> None:
        """Only a whole paper is printed, handed over or sent."""
        for button in self._whole_only:
            button.setEnabled(is_whole)

    def _show_problem(self, number: int, problem: Problem) -> None:
        if number == self._number:
            self._progress = None
            self._show_state()
            if problem.code == "plain-words-missing":
                self.missing.show_lacking(cast("tuple[Lacking, ...]", problem.params["lacking"]))
                self._sheets.setCurrentWidget(self.missing)
                self._hide_problem()
                return
            self._tell(sentence(problem), Tone.BAD)

    def _show_place(self, page: int, count: int) -> None:
        is_whole = self.pages.paper is None or self.pages.paper.is_whole
        words = _("Page {page} of {count}") if is_whole else _("Page {page} of {count} so far")
        words = words.format(page=page, count=count)
        self._place.setText(words if count else "")
        self._previous.setEnabled(page > 1)
        self._next.setEnabled(page < count)

    def _open_named(self, reference: str) -> None:
        self._named.ask(find_named, reference)

    def _show_named(self, record: tuple[str, int] | None) -> None:
        if record is not None:
            self._desk.navigator.open_record(*record)

    def _tell(self, words: str, tone: Tone) -> None:
        self.told.set_text(words, tone)
        self.told.button.setVisible(tone is Tone.GOOD)

    def _hide_problem(self) -> None:
        if self.told.isVisible() and not self.told.button.isVisible():
            self.told.set_text("")

    # Options are remembered for each workspace: their records are known by id only there

    def _place_of_options(self) -> str:
        return str(self._desk.service.folder or "")

    def _kept(self) -> dict[str, dict[str, str]]:
        everywhere: dict[str, dict[str, dict[str, str]]] = self._desk.preferences.get(OPTIONS, {})
        return everywhere.get(self._place_of_options(), {})

    def _keep(self) -> None:
        everywhere: dict[str, object] = self._desk.preferences.get(OPTIONS, {})
        here = {**self._kept(), self._report.name: self.fields.values()}
        self._desk.preferences.set(OPTIONS, {**everywhere, self._place_of_options(): here})

    def save_choices(self) -> None:
        """Ask under which name what is chosen stands above all reports."""
        dialog = NameDialog(_("Save these choices"), _(self._report.title), self.window())
        dialog.named.connect(partial(self._save_choices, dialog))
        dialog.open()

    def _save_choices(self, dialog: NameDialog, name: str) -> None:
        self._desk.service.do(
            save_report,
            name,
            self._report.name,
            self.fields.values(),
            on_done=lambda _done: dialog.done(NameDialog.DialogCode.Accepted),
            on_problem=dialog.show_problem,
            owner=dialog,
        )

    # Saving

    def _proposed(self, title: str = "") -> Path:
        audience = catalog.audience_of(self._report.name, self.fields.values())
        return documents_folder() / file_name(title or _(self._report.title), audience, clock.today(), catalog.PDF)

    def _propose(self, title: str) -> None:
        """Name the file after what the paper is now, unless the user has given it a name or a place."""
        shown = Path(self.file.text())
        if shown.with_suffix("") == self._named_by_us.with_suffix(""):
            self._named_by_us = self._proposed(title)
            self.file.setText(str(self._named_by_us.with_suffix(shown.suffix)))
            self.file.setCursorPosition(0)  # a long name is known by its beginning

    def _name_form(self) -> None:
        words = self.form.save_words
        self.save_button.setText(words)
        self.save_button.setAccessibleName(words)
        self.save_button.setToolTip(_("{action} (Ctrl+S)").format(action=words))

    def _choose_file(self) -> None:
        kinds = f"{self.form.currentText()} (*{self.form.ending})"
        choose_new_file(self, _("Save the report"), Path(self.file.text()), kinds, self._take_file)

    def _take_file(self, file: str) -> None:
        self._chosen_file = file
        self.file.setText(file)
        self.form.take_file(file)
        self.save()

    def save(self) -> None:
        """Write the paper as a file; asks before another file is replaced."""
        if not self.save_button.isEnabled():
            return
        text = self.file.text().strip()
        if not text:
            self._choose_file()
            return
        file = Path(text).expanduser()
        if file.exists() and text != self._chosen_file:
            box = ConfirmDialog(
                self, _("Replace the file?"), _("{file} is there already.").format(file=file), _("Replace")
            )
            box.confirmed.connect(partial(self._write, file))
            box.open()
            return
        self._write(file)

    def _write(self, file: Path) -> None:
        self._chosen_file = self.file.text().strip()
        self.save_button.setEnabled(False)
        self._desk.service.run(
            self,
            self._tell_saved,
            FileMaker(self._report.name, self.fields.values(), file, self.password.text() or None),
            _("Saving the report…"),
            self._tell_not_saved,
        )

    def _tell_saved(self, made: Made) -> None:
        self.save_button.setEnabled(True)
        self._saved = made.file
        self._tell(_("Saved: {file}").format(file=written_words(made.file.name, made.pages)), Tone.GOOD)
        self._remember(made.sha256, made.pages, made.file.name, made)

    def _tell_not_saved(self, problem: Problem) -> None:
        self.save_button.setEnabled(True)
        self._tell(sentence(problem), Tone.BAD)

    def _open_saved(self) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._saved))):
            self._tell(sentence(EnvironmentProblem("no-program-for-file", file=self._saved.name)), Tone.BAD)

    # A text

    def copy_text(self) -> None:
        """Put the text of the report onto the clipboard."""
        if self._copy.isVisible():
            maker = TextMaker(self._report.name, self.fields.values())
            self._desk.service.run(self, self._take_text, maker, "", self._tell_not_saved)

    def _take_text(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text.strip())
        self._desk.navigator.say(_("Copied."))

    # Printing

    def print_paper(self) -> None:
        """Print what the preview shows."""
        if self.pages.paper is not None and self.print_button.isEnabled():
            self._printing.ask(self, self.pages.page_count)

    def _print_now(self) -> None:
        if self.pages.paper is not None:
            self._printing.print(self.pages.paper.data)

    def _tell_printed(self) -> None:
        self._desk.navigator.say(_("Sent to the printer."))
        if self.pages.paper is not None:
            self._remember(hashlib.sha256(self.pages.paper.data).hexdigest(), self.pages.page_count, "")

    def _remember(self, sha256: str, pages: int, how: str, made: Made | None = None) -> None:
        """Note in the workspace that this exact paper left it; of one that was saved also where it lies."""
        title = how or _(self._report.title)
        saved: dict[str, Any] = {}
        if made is not None:
            saved = {"file": made.file, "people": made.people, "has_password": made.has_password}
        self._desk.service.do(record_hand_over, self._report.name, title, self.fields.values(), sha256, pages, **saved)

    # Handing over and sending: what the preview shows, to the byte

    def _leaving(self, button: QWidget) -> Paper | None:
        paper = self.pages.paper
        return paper if paper is not None and paper.is_whole and button.isEnabled() else None

    def hand_over(self) -> None:
        """Ask to whom it goes; the exact paper is kept then."""
        paper = self._leaving(self.hand_button)
        if paper is not None:
            dialog = HandOverDialog(self._desk, self._report.name, paper, self._file_name(), self.window())
            dialog.handed.connect(self._take_handed)
            dialog.open()

    def _take_handed(self, draft: HandOverDraft) -> None:
        self._tell(_("Handed over. The exact paper is kept: Settings, Given out."), Tone.INFO)
        if draft.how == How.EMAIL:
            self._send(draft.file_name, draft.data)
        self._telling.look(draft)

    def mail(self) -> None:
        """Open a message with the paper in it, and note that it left."""
        paper = self._leaving(self.mail_button)
        if paper is not None:
            self._send(self._file_name(), paper.data)
            self._remember(hashlib.sha256(paper.data).hexdigest(), len(paper.sizes), self._file_name())

    def _send(self, file_name: str, data: bytes) -> None:
        """Send it by mail; with a password nobody between can read it, though what is kept here opens without."""
        if self.password.text():
            work = partial(_protected, data, self.password.text())
            self._desk.service.run(
                self, partial(self._post, file_name), work, _("Protecting the report…"), self._tell_not_saved
            )
        else:
            self._post(file_name, data)

    def _post(self, file_name: str, data: bytes) -> None:
        try:
            file = opened_files(self._desk.service).copy(file_name, data)
        except EnvironmentProblem as problem:
            self._tell(sentence(problem), Tone.BAD)
            return
        self._mailing.send(file, file.stem)

    def _tell_mailed(self, words: str, is_open: bool) -> None:
        self._tell(words, Tone.INFO if is_open else Tone.BAD)

    def _file_name(self) -> str:
        """The name of the PDF: as it would be saved."""
        return Path(self.file.text().strip() or self._proposed()).with_suffix(catalog.PDF).name


def _protected(data: bytes, password: str, _workspace: Any, _progress: Progress) -> bytes:
    """The PDF that opens with the password only. Raises UserError for a weak one."""
    from reports.layout.password import check_password, protect

    check_password(password)
    return protect(data, password)


def find_named(reference: str) -> tuple[str, int] | None:
    """The noun and id of the promise, agreement, petition or plan with this reference."""
    finders = {
        "commitments": find_by_reference,
        "agreements": find_agreement,
        "petitions": find_petition,
        "plans": find_plan,
    }
    for noun, find in finders.items():
        found = find(reference)
        if found is not None:
            return noun, found
    return None


class PreviewMaker:
    """Runs on the long reader: the paper in memory."""

    def __init__(self, name: str, options: dict[str, str], number: int) -> None:
        self._name = name
        self._options = options
        self._number = number

    def __call__(self, workspace: Any, progress: Progress) -> Paper:
        """Make it, showing its first pages before the rest; one that was overtaken while it waited is not made."""
        knows = workspace.ask(get_newest)
        parts = catalog.render_growing(
            workspace.ask,
            self._name,
            self._options,
            made_by=workspace.user_name,
            today=clock.today(),
            tell=_teller(progress),
        )
        for rendered in parts:
            paper = read_paper(rendered.data, rendered.is_whole)
            paper = replace(paper, title=rendered.title, options=self._options, at_operation=knows)
            if not rendered.is_whole:
                progress.show((self._number, paper))
        return paper


class TextMaker:
    """Runs on the long reader: the report as a text."""

    def __init__(self, name: str, options: dict[str, str]) -> None:
        self._name = name
        self._options = options

    def __call__(self, workspace: Any, _progress: Progress) -> str:
        """Make it."""
        return catalog.make_text(workspace.ask, self._name, self._options, today=clock.today())


class FileMaker:
    """Runs on the long reader: the paper in a file."""

    def __init__(self, name: str, options: dict[str, str], file: Path, password: str | None) -> None:
        self._name = name
        self._options = options
        self._file = file
        self._password = password

    def __call__(self, workspace: Any, progress: Progress) -> Made:
        """Make it; raises UserError("export-stopped") when the user pressed Stop, and nothing was written."""
        try:
            return catalog.make(
                workspace.ask,
                self._name,
                self._options,
                self._file,
                made_by=workspace.user_name,
                today=clock.today(),
                tell=_teller(progress),
                password=self._password,
            )
        except Cancelled as stopped:
            raise UserError("export-stopped") from stopped


def _teller(progress: Progress) -> Callable[[int], None]:
    """Says how many pages there are; of how many, nobody knows before the last one."""
    return lambda pages: progress(pages, 0)
