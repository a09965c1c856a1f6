"""The small cards of an organisation's page: members on a day, parts, terms of office, about it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from crm.operations.offices import TermDraft, save_term
from crm.queries.agreements import AgreementRow, ClauseRow
from crm.queries.checking import Checked
from crm.queries.offices import Office, TermRow
from crm.queries.organisations import OrganisationPage
from crm.rules import clock
from crm.rules.agreements import label as status_words
from crm.rules.dates import covers
from crm.rules.organisations import label as kind_label
from resources.translations import _, ngettext
from ui.desk import Desk
from ui.icons import Icon
from ui.pages.agreements.looks import clause_detail, ends_words, rag_pill
from ui.pages.organisations.facts import MOST_MEMBERS, OrganisationFacts
from ui.pages.organisations.tree import GLYPHS
from ui.pages.parts.actions import PASTE_KEYS
from ui.pages.parts.cards import Folded, LinesCard
from ui.pages.parts.checked import add_checked
from ui.pages.parts.editor import EditorDialog
from ui.pages.parts.lines import Line, RecordLine
from ui.pages.parts.words import confidentiality_words, office_detail, period_words
from ui.widgets.buttons import quiet, tool
from ui.widgets.cards import Card, label
from ui.widgets.date_edit import DateEdit
from ui.widgets.status import Status, Tone

FOLDED_AFTER = 12


def side_words(side: str) -> str:
    """Ours, a partner's, or the public's."""
    return {"ours": _("Us"), "partner": _("Partner"), "public": _("Public body")}.get(side, side)


class MembersCard(LinesCard):
    """Who holds which office, on a day."""

    day_changed = Signal()
    replace_wanted = Signal()
    paste_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Members"), "organisation-members", _("Nobody holds an office here on this day."), _("Add"), parent
        )
        self.replace_button = quiet(_("Replace…"), "organisation-members-replace", Icon.SWAP)
        self.replace_button.setToolTip(_("Who leaves, who comes, and what becomes of each promise (Ctrl+H)"))
        self.replace_button.clicked.connect(self.replace_wanted)
        self.add_header(self.replace_button)
        self.as_of = DateEdit(clock.today(), "organisation-as-of")
        self.as_of.line.setPlaceholderText(_("today"))
        self.as_of.setAccessibleName(_("Members on this day"))
        self.as_of.setToolTip(_("Show the members on another day"))
        self.as_of.setMaximumWidth(190)
        self.as_of.changed.connect(self._tell)
        self.header.add(self.as_of)
        tip = _("Paste names: they become members here ({keys})").format(keys=PASTE_KEYS)
        paste = tool(Icon.CLIPBOARD_TEXT, tip, "organisation-paste")
        paste.clicked.connect(self.paste_wanted)
        self.header.add(paste)

    def _tell(self) -> None:
        if self.as_of.is_valid:
            self.day_changed.emit()

    def show_members(self, facts: OrganisationFacts) -> None:
        """Show these."""
        holders = [_holder_line(office) for office in facts.body.holders]
        elected = [
            Line(row.name, ", ".join(part for part in (row.offices, row.body) if part), "people", row.id)
            for row in facts.elected
        ]
        lines = [*holders, *elected]
        self.show_lines(lines[:FOLDED_AFTER])
        count = len(holders) + facts.elected_count
        self.header.set_text(_("Members ({count})").format(count=count) if count else _("Members"))
        rest = lines[FOLDED_AFTER : FOLDED_AFTER + MOST_MEMBERS]
        if rest:
            self._fold(ngettext("{count} more", "{count} more", count - FOLDED_AFTER), "organisation-more", rest)
        past = [_holder_line(office) for office in facts.body.past_holders[:MOST_MEMBERS]]
        if past:
            words = ngettext("{count} on other days", "{count} on other days", len(facts.body.past_holders))
            self._fold(words, "organisation-past-members", past)

    def _fold(self, words: str, name: str, lines: Sequence[Line]) -> None:
        folded = Folded(words, name)
        folded.button.setProperty("lines", len(lines))
        folded.button.toggled.connect(partial(self._fill_folded, folded, list(lines)))
        self.add(folded)

    def _fill_folded(self, folded: Folded, lines: list[Line], _is_open: bool) -> None:
        """Make the lines when they are first shown: a legislature has hundreds."""
        if folded.body.count():
            return
        for number, line in enumerate(lines):
            made = RecordLine(line, f"{folded.button.objectName()}-{number}")
            made.opened.connect(self.opened)
            folded.body.addWidget(made)


def _holder_line(office: Office) -> Line:
    detail = " · ".join(part for part in (office.title, office_detail(office, with_body=False)) if part)
    return Line(office.person, detail, "people", office.person_id)


class AgreementsCard(LinesCard):
    """Agreements it is party to, and the clauses that bind it; gone while there are none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Agreements"), "organisation-agreements", "", "", parent)
        self.hide()

    def show_agreements(self, agreements: Sequence[AgreementRow], clauses: Sequence[ClauseRow]) -> None:
        """Show these; each clause under its agreement."""
        self.show_lines([])
        self.clear()
        today = clock.today()
        for row in agreements:
            ends = status_words(row.outcome or row.status) if row.outcome else ends_words(row.expires_on, today)
            self.add_line(Line(row.name, ends, "agreements", row.id, rag_pill(row.light), Icon.ARTICLE))
            for clause in clauses:
                if clause.agreement_id == row.id:
                    pill = rag_pill(clause.light) if clause.deliverables else None
                    detail = clause_detail(clause)
                    self.add_line(Line(clause.name, detail, "agreements", clause.id, pill, Icon.FILE_TEXT))
        self.setVisible(bool(agreements))


class PartsCard(LinesCard):
    """Bodies that are part of this one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Parts"), "organisation-parts", _("No committees, branches or offices yet."), _("Add a part"), parent
        )

    def show_parts(self, parts: Sequence[tuple[int, str, str]]) -> None:
        """Show these."""
        lines = [
            Line(name, kind_label(kind), "organisations", part_id, glyph=GLYPHS.get(kind, Icon.USERS_THREE))
            for part_id, name, kind in parts
        ]
        self.show_lines(lines)


class TermsCard(LinesCard):
    """Terms of office; activating one changes it, and a whole term is ended here."""

    end_wanted = Signal()
    paper_wanted = Signal()
    letters_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Terms of office"), "organisation-terms", _("No term of office recorded."), _("Add a term"), parent
        )
        self._desk = desk
        self._body_id = 0
        self._terms: dict[int, TermRow] = {}
        self.add_wanted.connect(self.add_term)
        self.opened.connect(self._change)

    def show_terms(self, body_id: int, terms: Sequence[TermRow]) -> None:
        """Show these."""
        self._body_id = body_id
        self._terms = {term.id: term for term in terms}
        today = clock.today()
        self.show_lines(
            [
                Line(
                    term.name,
                    period_words(term.start.text, term.end.text),
                    "offices",
                    term.id,
                    Status(_("Now"), Tone.GOOD) if covers(term.start, term.end, today) else None,
                    Icon.CALENDAR_BLANK,
                )
                for term in terms
            ]
        )
        for text, name, glyph, wanted in (
            (_("End the term of the whole body…"), "end", Icon.CALENDAR_X, self.end_wanted),
            (_("Hand-over list"), "paper", Icon.FILE_PDF, self.paper_wanted),
            (_("Letters to its new holders"), "letters", Icon.ENVELOPE_SIMPLE, self.letters_wanted),
        ):
            button = quiet(text, f"organisation-terms-{name}", glyph)
            button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            button.clicked.connect(wanted)
            self.add(button)

    def add_term(self) -> None:
        """Ask for a new term."""
        TermEditor(self._desk, self.window(), TermDraft(self._body_id, "")).open()

    def _change(self, _noun: str, term_id: int) -> None:
        term = self._terms[term_id]
        draft = TermDraft(self._body_id, term.name, term.start.text, term.end.text, term.demarcation, term_id)
        TermEditor(self._desk, self.window(), draft).open()


class TermEditor(EditorDialog):
    """One term of office."""

    def __init__(self, desk: Desk, parent: QWidget | None, draft: TermDraft) -> None:
        super().__init__(desk, parent, _("Term of office"), "term-editor")
        self._draft = draft
        self.name, self.start, self.end = QLineEdit(draft.name), QLineEdit(draft.start), QLineEdit(draft.end)
        self.name.setPlaceholderText(_("7th Legislature"))
        self.start.setPlaceholderText(_("29 May 2024, or 2024"))
        self.end.setPlaceholderText(_("2029"))
        self.form.row("name", _("&Name"), self.name)
        self.form.side_by_side(("start", _("&From"), self.start), ("end", _("&To"), self.end))
        self.resize(460, 320)
        self.remember()
        self.name.setFocus()

    def read(self) -> TermDraft:
        """What is written."""
        old = self._draft
        return TermDraft(
            old.organisation_id, self.name.text(), self.start.text(), self.end.text(), old.demarcation, old.id
        )

    def save(self, draft: TermDraft) -> None:
        """Keep the term."""
        self.desk.service.do(save_term, draft, on_done=self.take_saved, on_problem=self.take_problem, owner=self)


class FactsCard(Card):
    """What kind of body it is, and when somebody last made sure."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("About it"), "organisation-about", parent)
        self._desk = desk

    def show_body(self, body: OrganisationPage, checked: Checked) -> None:
        """Show what is known."""
        self.clear()
        for what, words in (
            ("", body.summary),
            (_("Side"), side_words(body.side)),
            (_("Kind"), kind_label(body.committee_kind) if body.committee_kind else ""),
            (_("Sphere"), kind_label(body.sphere) if body.sphere else ""),
            (_("Place"), body.place),
            (_("Areas served"), ", ".join(body.areas)),
            (_("Short name"), body.short_name),
            (_("Other names"), "; ".join(body.other_names)),
            (_("Members are called"), body.member_title),
            (_("NPO or company number"), body.number),
            (_("Topics"), ", ".join(name for _id, name in body.topics)),
            (_("Tags"), ", ".join(body.tags)),
            (_("From"), body.source),
            (_("Confidentiality"), confidentiality_words(body.confidentiality)),
        ):
            if words:
                self.add(label(f"{what}: {words}" if what else words))
        add_checked(self, self._desk, body.id, checked, "organisation")
