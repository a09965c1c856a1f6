"""The small forms of an agreement: step, amendment, review, renewal, signed copy."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import ClassVar

from PySide6.QtWidgets import QCheckBox, QWidget

from crm.operations.agreements import AmendmentDraft, amend, change_status, hold_review, keep_signed_copy, renew
from crm.queries.agreements import AgreementPage
from crm.rules import clock
from crm.rules.agreements import Every, Outcome, Status, label
from crm.rules.dates import add_months, format_day
from resources.translations import _
from ui.desk import Desk
from ui.pages.agreements.looks import ends_words
from ui.pages.commitments.evidence_fields import FILE_PLACES, FileField
from ui.pages.commitments.form_dialog import FormDialog, combo, day_field, text_box
from ui.widgets.cards import label as text_label


class AgreementDialog(FormDialog):
    """A small form about one agreement; says first which one it is."""

    def __init__(self, parent: QWidget, desk: Desk, page: AgreementPage, title: str, name: str, verb: str) -> None:
        self.page = page
        super().__init__(parent, desk, title, name, verb)

    def say_which(self) -> None:
        """Show its name and when it ends."""
        row = self.page.row
        self.form.add(text_label(row.name, name=f"{self.objectName()}-agreement"))
        self.form.add(text_label(ends_words(row.expires_on, clock.today()), "muted", f"{self.objectName()}-ends"))


class AgreementStepDialog(AgreementDialog):
    """A step of the life-cycle; closing asks how it ended."""

    places: ClassVar[Mapping[str, str]] = {"made-in-future": "on", "outcome-missing": "outcome"}

    def __init__(self, parent: QWidget, desk: Desk, page: AgreementPage, status: Status) -> None:
        self.status = status
        super().__init__(parent, desk, page, label(status), "agreement-step", label(status))

    def build(self) -> None:
        """The day, a note, and the outcome where it closes."""
        self.say_which()
        self.on = day_field("agreement-step-on", clock.today(), clock.today(), is_past=True)
        self.note = text_box("agreement-step-note", lines=2)
        endings = {one.value: label(one) for one in Outcome if one is not Outcome.RENEWED}
        self.outcome = combo("agreement-step-outcome", endings)
        if self.status is Status.CLOSED:
            self.form.row("outcome", _("How did it end?"), self.outcome)
        self.form.row("on", _("On"), self.on)
        self.form.row("note", _("Note"), self.note, is_optional=True)

    def check(self) -> bool:
        """The day must be understood."""
        return self.check_day("on", self.on)

    def save(self) -> None:
        """Take the step."""
        outcome = str(self.outcome.currentData()) if self.status is Status.CLOSED else ""
        self.do(
            change_status,
            self.page.row.id,
            self.status.value,
            self.on.day,
            note=self.note.toPlainText(),
            outcome=outcome,
        )


class AmendDialog(AgreementDialog):
    """What the parties changed; clauses can fall away and the end can move."""

    places: ClassVar[Mapping[str, str]] = {
        "amendment-without-words": "words",
        "made-in-future": "on",
        "agreement-ends-before-it-begins": "expires",
        **FILE_PLACES,
    }

    def __init__(self, parent: QWidget, desk: Desk, page: AgreementPage) -> None:
        super().__init__(parent, desk, page, _("Amend"), "amend", _("Save amendment"))
        self.words.setFocus()

    def build(self) -> None:
        """Words, day, new end, file, and the clauses that fall away."""
        self.say_which()
        today = clock.today()
        self.words = text_box("amend-words", placeholder=_("Clause 4.6 falls away"), lines=2)
        self.on = day_field("amend-on", today, today, is_past=True)
        self.expires = day_field("amend-expires", today)
        self.expires.line.setPlaceholderText(_("As it is"))
        self.file = FileField("amend-file")
        self.form.row("words", _("What was changed?"), self.words)
        self.form.side_by_side(("on", _("Agreed on"), self.on), ("expires", _("New end"), self.expires))
        self.form.row("file", _("The signed amendment"), self.file, is_optional=True)
        self.out: dict[int, QCheckBox] = {}
        standing = [clause for clause in self.page.clauses if clause.is_standing]
        if standing:
            self.form.add(text_label(_("Clauses that fall away; what they still had to bring is cancelled:"), "muted"))
        for clause in standing:
            box = QCheckBox(clause.name.replace("&", "&&"))
            box.setObjectName(f"amend-out-{clause.id}")
            self.out[clause.id] = box
            self.form.add(box)

    def check(self) -> bool:
        """The days must be understood."""
        return self.check_day("on", self.on) and self.check_day("expires", self.expires, is_needed=False)

    def save(self) -> None:
        """Keep the amendment."""
        out = [clause_id for clause_id, box in self.out.items() if box.isChecked()]
        on = self.on.day or clock.today()
        draft = AmendmentDraft(self.words.toPlainText(), on, self.file.file, self.expires.day, out)
        self.do(amend, self.page.row.id, draft)


class ReviewHeldDialog(AgreementDialog):
    """The parties looked together at how it goes."""

    places: ClassVar[Mapping[str, str]] = {"review-without-words": "words", "made-in-future": "on"}

    def __init__(self, parent: QWidget, desk: Desk, page: AgreementPage) -> None:
        super().__init__(parent, desk, page, _("Review held"), "agreement-review", _("Save review"))
        self.words.setFocus()

    def build(self) -> None:
        """What was found, when, and when the next one is."""
        self.say_which()
        today = clock.today()
        months = Every(self.page.review_every).months
        self.words = text_box("agreement-review-words", placeholder=_("What was found and agreed"), lines=3)
        self.on = day_field("agreement-review-on", today, today, is_past=True)
        self.next = day_field("agreement-review-next", today, add_months(today, months) if months else None)
        self.form.row("words", _("What came of it?"), self.words)
        self.form.side_by_side(("on", _("Held on"), self.on), ("next", _("Next review"), self.next))

    def check(self) -> bool:
        """The days must be understood."""
        return self.check_day("on", self.on) and self.check_day("next", self.next, is_needed=False)

    def save(self) -> None:
        """Keep the review."""
        self.do(hold_review, self.page.row.id, self.on.day, self.words.toPlainText(), next_review_on=self.next.day)


class RenewDialog(AgreementDialog):
    """Begin the next term with the same parties and the standing clauses; `saved` carries (id, title)."""

    places: ClassVar[Mapping[str, str]] = {"agreement-ends-before-it-begins": "expires"}

    def __init__(self, parent: QWidget, desk: Desk, page: AgreementPage) -> None:
        super().__init__(parent, desk, page, _("Renew"), "renew", _("Renew"))

    def build(self) -> None:
        """The first and the last day of the next term: as long as this one, unless said."""
        self.say_which()
        row, today = self.page.row, clock.today()
        first = row.expires_on + timedelta(days=1) if row.expires_on else today
        begun = row.effective_on or row.signed_on
        last = first + (row.expires_on - begun) if row.expires_on and begun else None
        self.effective = day_field("renew-from", today, first, is_optional=False)
        self.expires = day_field("renew-to", today, last)
        said = _(
            "{reference} is closed as renewed and stays readable. The next one begins in negotiation, with its parties "
            "and standing clauses; change them before it is signed."
        )
        self.form.add(text_label(said.format(reference=row.reference), name="renew-explained"))
        self.form.side_by_side(("effective", _("From"), self.effective), ("expires", _("To"), self.expires))

    def check(self) -> bool:
        """The days must be understood."""
        return self.check_day("effective", self.effective) and self.check_day("expires", self.expires, is_needed=False)

    def save(self) -> None:
        """Renew it."""
        self.do(renew, self.page.row.id, self.effective.day, self.expires.day)


class SignedCopyDialog(AgreementDialog):
    """Keep a scan of what was signed."""

    places: ClassVar[Mapping[str, str]] = FILE_PLACES

    def __init__(self, parent: QWidget, desk: Desk, page: AgreementPage) -> None:
        super().__init__(parent, desk, page, _("Signed copy"), "signed-copy", _("Keep"))

    def build(self) -> None:
        """One file."""
        self.say_which()
        self.file = FileField("signed-copy-file")
        hint = _("Kept now: {file}").format(file=self.page.signed_copy) if self.page.signed_copy else ""
        self.form.row("file", _("File"), self.file, hint)

    def check(self) -> bool:
        """There must be a file."""
        if self.file.file is None:
            self.form.show_error("file", _("Choose a file."))
        return self.file.file is not None

    def save(self) -> None:
        """Keep it."""
        self.do(keep_signed_copy, self.page.row.id, self.file.file)


def review_words(page: AgreementPage) -> str:
    """“A review is due on 28 Nov (in 6 days).”; nothing where none is near."""
    due = page.row.next_review_on
    if due is None:
        return ""
    days = (due - clock.today()).days
    if days > 30 or page.row.status is Status.CLOSED:
        return ""
    if days < 0:
        return _("A review was due on {day}.").format(day=format_day(due))
    return _("A review is due on {day}.").format(day=format_day(due))
