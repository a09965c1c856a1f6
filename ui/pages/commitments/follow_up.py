"""Following up the way it is really done: a call is noted; a message, e-mail or letter is sent, then logged."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, ClassVar, Protocol, TypeVar

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QWidget

from crm.operations.commitments import follow_up, follow_up_together
from crm.operations.escalation import follow_up_at_rung
from crm.operations.movements import FOLLOW_UP_AGAIN
from crm.queries.escalation import Climb, get_climb
from crm.queries.letters import LEVELS, Prepared, prepare
from crm.rules import clock, escalation, letters
from crm.rules.errors import EnvironmentProblem, Problem
from crm.rules.escalation import Noun
from crm.rules.file_names import safe_file_name
from crm.rules.letters import MESSAGE_LIMIT, Kind, Way
from crm.workspace import Workspace
from reports import catalog
from reports.catalog import REPORTS, Made, written_words
from resources.translations import _, ngettext
from ui.background.asker import Asker
from ui.background.jobs import Progress
from ui.desk import Desk
from ui.icons import Icon
from ui.pages.commitments.dialogs import AboutOne, Followed
from ui.pages.commitments.form_dialog import combo, day_field, line, text_box
from ui.pages.commitments.looks import level_words
from ui.pages.engagements.segments import Segment, Segments
from ui.pages.parts.file_choice import documents_folder
from ui.pages.parts.form_choice import FormChoice
from ui.theme import GAP
from ui.widgets.banner import Banner
from ui.widgets.buttons import secondary
from ui.widgets.cards import label
from ui.widgets.dialogs import ConfirmDialog
from ui.widgets.status import Tone
from ui.words import sentence

WIDTH = 700
TEXT_LINES = 6
WAY = "follow_up_way"
NOTED = ("answer", "asked")
WRITTEN = ("template", "subject", "text")
CHOICES = (Kind.FIRST, Kind.SECOND, Kind.LATER, Kind.THANK_YOU)
NO_RUNG = 0


class Written(Followed, Protocol):
    """What a text needs of the row it is about: a commitment, or a petition."""

    @property
    def reference(self) -> str: ...  # noqa: D102
    @property
    def follow_ups(self) -> int: ...  # noqa: D102
    @property
    def confidentiality(self) -> int: ...  # noqa: D102


W = TypeVar("W", bound=Written)


@dataclass(frozen=True)
class Wanted:
    """Which text is to be prepared; runs beside the window."""

    record_ids: tuple[int, ...]
    way: Way
    kind: str
    rung: int
    level: int

    def __call__(self, workspace: Workspace, progress: Progress) -> Prepared:
        """The text, signed by whoever opened the workspace."""
        return workspace.ask(
            prepare,
            self.record_ids,
            self.way,
            workspace.user_name,
            kind=self.kind,
            rung=self.rung,
            max_confidentiality=self.level,
        )


@dataclass(frozen=True)
class LetterMaker:
    """Writes the letter as a PDF with the words as they stand in the dialog."""

    record_ids: tuple[int, ...]
    kind: str
    rung: int
    level: int
    subject: str
    words: str
    file: Path

    def __call__(self, workspace: Workspace, progress: Progress) -> Made:
        """Write it whole or not at all."""
        options = {"confidentiality": LEVELS[self.level]} | ({"template": self.kind} if self.kind else {})
        options |= {"rung": str(self.rung)} if self.rung else {}
        return catalog.make_letter(
            workspace.ask,
            options,
            self.record_ids,
            self.subject,
            self.words,
            self.file,
            made_by=workspace.user_name,
        )


class FollowUpDialog(AboutOne[W]):
    """How, whom, at which rung, the text where there is one, when to look again. What was not sent is not logged."""

    places: ClassVar[Mapping[str, str]] = {"made-in-future": "on", "before-made": "on", "rung-not-known": "rung"}
    operation: ClassVar[Callable[..., Any]] = staticmethod(follow_up)
    noun: ClassVar[Noun] = Noun.COMMITMENTS
    templates: ClassVar[Sequence[Kind]] = CHOICES
    way_key: ClassVar[str] = WAY
    first_way: ClassVar[Way] = Way.PHONE
    takes_next_rung: ClassVar[bool] = False
    """Whether a text that is sent goes to the next rung of the ladder, unless another one is chosen."""

    def __init__(self, parent: QWidget, desk: Desk, row: W) -> None:
        self._prepared: Prepared | None = None
        self._number = 0  # of the newest text asked for; a late one is dropped
        self._changed: dict[tuple[object, ...], tuple[str, str]] = {}
        self._shown_key: tuple[object, ...] = ()
        self._saved: Path | None = None
        self._found_others: tuple[int, ...] = ()
        self._proposed_to = row.bound_name
        self._climb: Climb | None = None
        self._has_chosen_rung = False
        super().__init__(parent, desk, row, _("Follow up"), "follow-up", _("Save follow-up"), WIDTH)
        kept = str(desk.preferences.get(self.way_key, self.first_way.value))
        self.way.set_value(kept if kept in list(Way) else self.first_way.value)
        self._ladder = Asker(self, desk.service, self._show_ladder)
        self._ladder.ask(get_climb, row.id, self.noun)
        self._show_way()
        self.way.setFocus()

    # Fields

    def build(self) -> None:
        """The way first; what belongs to it comes and goes."""
        self.say_which()
        self._make_written()
        self._make_noted()
        today = clock.today()
        self.to_whom = line("follow-up-to-whom", self.row.bound_name)
        self.to_whom.setCursorPosition(0)
        self.on = day_field("follow-up-on", today, today, is_past=True)
        self.next_look = day_field("follow-up-next-look", today, today + FOLLOW_UP_AGAIN)
        self.form.side_by_side(("way", _("How"), self.way), ("rung", _("&Rung of the ladder"), self.rung))
        self.form.add(self.allowed)
        self.form.add(self.warned)
        self.form.side_by_side(("subject", _("Subject"), self.subject), ("template", _("Template"), self.template))
        self.form.row("text", _("Text"), self.text)
        self.form.add(self.together)
        self.form.add(self._written_buttons())
        self.form.add(self.told)
        self.form.row("answer", _("What they answered"), self.answer, is_optional=True)
        self.form.row("asked", _("What we asked"), self.asked, is_optional=True)
        self.form.add(self.sent)
        self.form.side_by_side(
            ("to_whom", _("Whom we asked"), self.to_whom),
            ("on", _("On"), self.on),
            ("next_look", _("Look again on"), self.next_look),
        )

    def _make_noted(self) -> None:
        self.way = Segments(
            "follow-up-way",
            [
                Segment(Way.PHONE.value, _("Phone call"), "P"),
                Segment(Way.MESSAGE.value, _("Message"), "M"),
                Segment(Way.EMAIL.value, _("E-mail"), "E"),
                Segment(Way.LETTER.value, _("Letter"), "L"),
                Segment(Way.IN_PERSON.value, _("In person"), "I"),
            ],
            _("How we follow up"),
        )
        self.rung = combo("follow-up-rung", {NO_RUNG: _("None: only a follow-up")})
        for box in (self.rung, self.template):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.answer = text_box("follow-up-answer", placeholder=_("Leave empty when nobody answered"), lines=2)
        self.asked = text_box("follow-up-words", lines=2)

    def _make_written(self) -> None:
        proposed = letters.kind_for(self.row.follow_ups)
        kinds = {kind.value: letters.label(kind) for kind in self.templates}
        self.template = combo("follow-up-template", kinds, proposed)
        self.subject = line("follow-up-subject")
        self.text = text_box("follow-up-text", lines=TEXT_LINES)
        self.together = QCheckBox()
        self.together.setObjectName("follow-up-together")
        self.allowed = QCheckBox(
            _("It is marked “{level}”: &write about it all the same").format(
                level=level_words(self.row.confidentiality)
            )
        )
        self.allowed.setObjectName("follow-up-allowed")
        self.warned = Banner("", Tone.WARNING, name="follow-up-warning")
        self.told = Banner("", Tone.GOOD, _("Open"), name="follow-up-told")
        self.copy = secondary(_("&Copy"), "follow-up-copy", Icon.COPY)
        self.mail = secondary(_("Open in e-&mail"), "follow-up-mail", Icon.ENVELOPE_SIMPLE)
        self.save_file = secondary(_("Save l&etter"), "follow-up-pdf", Icon.FLOPPY_DISK)
        name = safe_file_name(_("Letter {reference}").format(reference=self.row.reference))
        self.file = line("follow-up-file", str(documents_folder() / f"{name}.pdf"))
        self.file.setAccessibleName(_("File of the letter"))
        self.file_form = FormChoice("follow-up-file-form", REPORTS["letter"].endings, self.file)
        self.goes_to = label("", "muted", "follow-up-goes-to")
        asked = _("Sent? It is only logged once you say so, and comes up again on the day below.")
        self.sent = label(asked, "muted", "follow-up-sent")

    def _written_buttons(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        for button in (self.copy, self.mail):
            row.addWidget(button)
        row.addWidget(self.file, 1)
        row.addWidget(self.file_form)
        row.addWidget(self.save_file)
        row.addWidget(self.goes_to, 1)
        self.buttons = holder
        self._connect()
        return holder

    def _connect(self) -> None:
        self.way.changed.connect(self._choose_way)
        self.rung.activated.connect(self._choose_rung)
        self.rung.currentIndexChanged.connect(self._show_rung)
        self.template.currentIndexChanged.connect(self._prepare)
        self.together.toggled.connect(self._prepare)
        self.allowed.toggled.connect(self._prepare)
        self.text.textChanged.connect(self._count)
        self.copy.clicked.connect(self.copy_text)
        self.mail.clicked.connect(self.open_mail)
        self.save_file.clicked.connect(self.save_letter)
        self.told.pressed.connect(self._open_saved)

    # The way

    @property
    def chosen(self) -> Way:
        """The way chosen."""
        return Way(self.way.value)

    def _choose_way(self, value: str) -> None:
        self.desk.preferences.set(self.way_key, value)
        self._propose_rung()
        self._show_way()

    def _show_way(self) -> None:
        way = self.chosen
        for key in NOTED:
            self.form.field_row(key).setVisible(not way.is_written)
        for key in WRITTEN:
            self.form.field_row(key).setVisible(way.is_written)
        self.form.field_row("subject").setVisible(way in (Way.EMAIL, Way.LETTER))
        self.form.field_row("template").setVisible(way.is_written and self._has_template)
        self.buttons.setVisible(way.is_written)
        self.copy.setVisible(way is not Way.LETTER)
        self.mail.setVisible(way is Way.EMAIL)
        self.save_file.setVisible(way is Way.LETTER)
        self.file.setVisible(way is Way.LETTER)
        self.file_form.setVisible(way is Way.LETTER)
        self.goes_to.setVisible(way is not Way.LETTER)
        self.sent.setVisible(way.is_written)
        self.allowed.setVisible(way.is_written and self.row.confidentiality > 0)
        self.together.setVisible(self._can_be_together())
        self.warned.set_text("")
        self._tell("")
        self._save.setText(_("Yes, it was sent") if way.is_written else _("Save follow-up"))
        self._save.setAccessibleName(self._save.text())
        self._save.setEnabled(not way.is_written)
        if way.is_written:
            self._prepare()
        self.fit()

    # The ladder

    @property
    def position(self) -> int:
        """The place of the rung chosen, 0 for none."""
        return int(self.rung.currentData() or NO_RUNG)

    def _show_ladder(self, climb: Climb) -> None:
        self._climb = climb
        for rung in climb.rungs:
            self.rung.addItem(f"{rung.position} {rung.name}", rung.position)
            self.rung.setItemData(self.rung.count() - 1, escalation.clock_words(rung), Qt.ItemDataRole.ToolTipRole)
        self._propose_rung()

    def _propose_rung(self) -> None:
        """What is sent goes to the next rung; a call is only a follow-up, unless said."""
        climb = self._climb
        if self._has_chosen_rung or climb is None:
            return
        goes_up = self.takes_next_rung and self.chosen.is_written and climb.next is not None
        self.rung.setCurrentIndex(self.rung.findData(climb.next_position if goes_up else NO_RUNG))

    def _choose_rung(self, _index: int) -> None:
        self._has_chosen_rung = True

    def _show_rung(self, _index: int) -> None:
        """Whom the rung turns to, and when its clock runs out."""
        self.next_look.set_day(self._due or clock.today() + FOLLOW_UP_AGAIN)
        taken = next((one for one in self._climb.rungs if one.position == self.position), None) if self._climb else None
        self._propose_to(escalation.label(taken.to_whom) if taken else self.row.bound_name)
        self.form.field_row("template").setVisible(self.chosen.is_written and self._has_template)
        self.together.setVisible(self._can_be_together())
        self._prepare()

    @property
    def _due(self) -> date | None:
        return self._climb.dues.get(self.position) if self._climb else None

    @property
    def _has_template(self) -> bool:
        """Whether the template is chosen here: a rung has its own, and so has a list of promises."""
        return not self.position and len(self._about) == 1

    def _can_be_together(self) -> bool:
        is_long = self.chosen in (Way.EMAIL, Way.LETTER) and not self.position
        return is_long and (self.together.isChecked() or bool(self._prepared and self._prepared.others))

    # The text

    @property
    def _about(self) -> tuple[int, ...]:
        is_together = self.together.isChecked() and self.chosen in (Way.EMAIL, Way.LETTER) and not self.position
        others = self._found_others if is_together else ()
        return (self.row.id, *others)

    @property
    def _kind(self) -> str:
        return str(self.template.currentData()) if self._has_template else ""

    @property
    def _level(self) -> int:
        return self.row.confidentiality if self.allowed.isChecked() else 0

    def _prepare(self) -> None:
        """Ask for the text of what is chosen; what was typed into another one is kept for coming back."""
        if not self.chosen.is_written:
            return
        self._keep_changed()
        self._number += 1
        self.form.field_row("template").setVisible(self._has_template)
        self.desk.service.run(
            self,
            partial(self._show_text, self._number),
            Wanted(self._about, self.chosen, self._kind, self.position, self._level),
            "",
            partial(self._show_no_text, self._number),
        )

    def _keep_changed(self) -> None:
        if self._shown_key and self._prepared and self.text.toPlainText() != self._prepared.text.words:
            self._changed[self._shown_key] = (self.subject.text(), self.text.toPlainText())

    def _show_text(self, number: int, prepared: Prepared) -> None:
        if number != self._number:
            return
        self._prepared = prepared
        self._shown_key = (self.chosen, self._kind, self.position, self._about)
        subject, words = self._changed.get(self._shown_key, (prepared.text.subject, prepared.text.words))
        self.subject.setText(subject)
        self.text.setPlainText(words)
        self._show_recipient(prepared)
        if len(self._about) == 1:
            self._found_others = prepared.others
        self.together.setText(self._together_words())
        self.together.setVisible(self._can_be_together())
        self.form.field_row("template").setVisible(self._has_template)
        self._save.setEnabled(True)
        self.fit()

    def _together_words(self) -> str:
        others = len(self._found_others)
        return ngettext(
            "With the &other promise of theirs that is outstanding",
            "With all {count} &other promises of theirs that are outstanding",
            others,
        )

    def _show_recipient(self, prepared: Prepared) -> None:
        self._propose_to(prepared.recipient.name or prepared.recipient.office or prepared.recipient.organisation)
        self.warned.set_text(prepared.warning)
        self.goes_to.setText(self._where_to(prepared))
        self._tell("")

    def _propose_to(self, name: str) -> None:
        """Whom it goes to, unless somebody else was written there."""
        if name and self.to_whom.text() == self._proposed_to:
            self._proposed_to = name
            self.to_whom.setText(name)
            self.to_whom.setCursorPosition(0)

    def _where_to(self, prepared: Prepared) -> str:
        if prepared.to:
            return _("to {where}").format(where=prepared.to)
        if self.chosen is Way.EMAIL:
            return _("No e-mail address is kept that may be used: type it in your mail program.")
        return _("No number is kept that may be used: choose the reader where you send it from.")

    def _show_no_text(self, number: int, problem: Problem) -> None:
        if number != self._number:
            return
        self._prepared, self._shown_key = None, ()
        self.text.clear()
        self.subject.clear()
        self._save.setEnabled(False)
        is_held_back = problem.code == "letter-confidential"
        self.warned.set_text(_("Tick the box above to write about it.") if is_held_back else sentence(problem))
        self.fit()

    def _count(self) -> None:
        over = len(self.text.toPlainText()) - MESSAGE_LIMIT
        row = self.form.field_row("text")
        if self.chosen is Way.MESSAGE and over > 0:
            row.set_error(
                ngettext("One letter too many for a message.", "{count} letters too many for a message.", over)
            )
        elif row.error():
            row.set_error("")

    # Sending

    def _whole_text(self) -> str:
        text = self.text.toPlainText().strip()
        if self.chosen is Way.MESSAGE or not self.subject.text().strip():
            return text
        return f"{self.subject.text().strip()}\n\n{text}"

    def copy_text(self) -> None:
        """Put the text on the clipboard."""
        QGuiApplication.clipboard().setText(self.text.toPlainText().strip())
        self._tell(_("Copied. Paste it where you send it from, then come back here."))

    def open_mail(self) -> None:
        """Hand a draft to the mail program; without one, or for a long text, the text is copied instead."""
        to = self._prepared.to if self._prepared else ""
        text = self.text.toPlainText().strip()
        link = letters.mail_link(to, self.subject.text().strip(), text)
        if link and QDesktopServices.openUrl(QUrl(link, QUrl.ParsingMode.StrictMode)):
            self._tell(_("The draft is open in your mail program. Send it there, then come back here."))
            return
        QGuiApplication.clipboard().setText(text)
        if link:
            self._tell(_("No mail program took it. The text is copied: paste it where you send it from."), Tone.WARNING)
        else:
            self._tell(_("It is too long to hand over. The text is copied: paste it into an e-mail."), Tone.WARNING)

    def _tell(self, words: str, tone: Tone = Tone.GOOD, saved: Path | None = None) -> None:
        self._saved = saved
        self.told.set_text(words, tone)
        self.told.button.setVisible(saved is not None)
        self.fit()

    def save_letter(self) -> None:
        """Write the letter as its ending says; asks before another file is replaced."""
        text = self.file.text().strip()
        if not text:
            self.file.setFocus()
            return
        file = Path(text).expanduser()
        if file.exists():
            words = _("{file} is there already.").format(file=file)
            box = ConfirmDialog(self, _("Replace the file?"), words, _("Replace"))
            box.confirmed.connect(partial(self._write, file))
            box.open()
            return
        self._write(file)

    def _write(self, file: Path) -> None:
        self.save_file.setEnabled(False)
        maker = LetterMaker(
            self._about,
            self._kind,
            self.position,
            self._level,
            self.subject.text().strip(),
            self.text.toPlainText(),
            file,
        )
        self.desk.service.run(self, self._tell_written, maker, _("Saving the letter…"), self._tell_not_written)

    def _tell_written(self, made: Made) -> None:
        self.save_file.setEnabled(True)
        written = written_words(made.file.name, made.pages)
        words = _("Saved: {file}. Print it, sign it and send it.").format(file=written)
        self._tell(words, saved=made.file)

    def _open_saved(self) -> None:
        saved = self._saved
        if saved is not None and not QDesktopServices.openUrl(QUrl.fromLocalFile(str(saved))):
            self._tell(sentence(EnvironmentProblem("no-program-for-file", file=saved.name)), Tone.BAD)

    def _tell_not_written(self, problem: Problem) -> None:
        self.save_file.setEnabled(True)
        self._tell(sentence(problem), Tone.BAD)

    # Logging

    def check(self) -> bool:
        """Both days must be understood, and a text that was sent has words."""
        if self.chosen.is_written and not self.text.toPlainText().strip():
            self.form.show_error("text", _("There is no text that could have been sent."))
            self.show_place("text")
            return False
        return self.check_day("on", self.on) and self.check_day("next_look", self.next_look, is_needed=False)

    def save(self) -> None:
        """Log it with its exact words."""
        said = {
            "channel": letters.label(self.chosen),
            "to_whom": self.to_whom.text(),
            "words": self._whole_text() if self.chosen.is_written else self.asked.toPlainText(),
            "next_look_on": self._next_look(),
        }
        if self.chosen.is_written and len(self._about) > 1:
            self.do(follow_up_together, list(self._about), self.on.day, **said)
            return
        said["answer"] = "" if self.chosen.is_written else self.answer.toPlainText()
        if self.position:
            self.do(follow_up_at_rung, self.row.id, self.position, self.on.day, **said)
        else:
            self.do(self.operation, self.row.id, self.on.day, **said)

    def _next_look(self) -> date | None:
        """As written; where the clock of the rung stands there, it counts from the day we turned to it."""
        return None if self.position and self.next_look.day == self._due else self.next_look.day
