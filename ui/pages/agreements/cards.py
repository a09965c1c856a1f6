"""The cards on the pages of agreements: clauses with what each brings, parties, promises, evidence, the signed copy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from crm.queries.agreements import AgreementPage, ClauseRow, PartyRow
from crm.queries.commitments import CommitmentRow
from crm.queries.deliverables import DeliverableRow
from crm.rules import evidence
from crm.rules.agreements import Kind as AgreementKind
from crm.rules.agreements import Rag
from crm.rules.agreements import label as label_of
from crm.rules.dates import format_day
from resources.translations import _, ngettext
from ui.icons import Icon
from ui.pages.agreements.looks import clause_detail, deliverable_detail, light_words, rag_pill
from ui.pages.commitments.looks import party_words
from ui.pages.parts.cards import Folded, LinesCard
from ui.pages.parts.lines import Line, RecordLine
from ui.pages.parts.words import lateness_status
from ui.theme import GAP, GRID, PADDING
from ui.widgets.cards import divider, label

INDENT = 2 * PADDING


def promise_line(row: CommitmentRow) -> Line:
    """A promise made under a clause: who, the exact words, and where it stands."""
    detail = f"{party_words(row.bound_name)}, {row.reference} · {row.sentence}"
    return Line(row.words, detail, "commitments", row.id, lateness_status(row), Icon.HANDSHAKE)


def deliverable_line(row: DeliverableRow) -> Line:
    """A deliverable with its colour and why."""
    return Line(row.title, deliverable_detail(row), "agreements", row.id, rag_pill(row.light), Icon.FLAG)


class ClausesCard(LinesCard):
    """The clauses in their order, each with its deliverables and the promises made under it."""

    def __init__(self) -> None:
        super().__init__(
            _("Clauses"),
            "agreement-clauses",
            _("No clauses yet. Write each one down with its number, so that promises can be put under it."),
            _("Add clause"),
        )

    def show_clauses(self, page: AgreementPage, promises: Mapping[int, CommitmentRow]) -> None:
        """Show these; the clauses of a grant are called results."""
        is_grant = page.row.kind == AgreementKind.GRANT
        title = _("Results") if is_grant else _("Clauses")
        self.header.set_text(title)
        self.setAccessibleName(title)
        if self.add_button is not None:
            self.add_button.setText(_("Add result") if is_grant else _("Add clause"))
        self.show_lines([])
        if page.clauses:
            self.clear()
        for number, clause in enumerate(page.clauses):
            if number:
                self.add(divider())
            self._show_clause(clause, [promises[one] for one in clause.promises if one in promises])

    def _show_clause(self, clause: ClauseRow, promises: Sequence[CommitmentRow]) -> None:
        pill = rag_pill(clause.light) if clause.deliverables else None
        self.add_line(Line(clause.name, clause_detail(clause), "agreements", clause.id, pill, Icon.FILE_TEXT))
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(INDENT, 0, 0, 0)
        column.setSpacing(GRID // 2)
        now = [row for row in clause.deliverables if _is_worth_showing(row)] or list(clause.deliverables[:1])
        rest = [row for row in clause.deliverables if row not in now]
        self._fill(column, [deliverable_line(row) for row in now], f"{self.objectName()}-{clause.id}")
        self._fill(column, [promise_line(row) for row in promises], f"{self.objectName()}-{clause.id}-promise")
        if rest:
            self._fold(column, clause.id, rest)
        self.add(inside)

    def _fold(self, column: QVBoxLayout, clause_id: int, rest: Sequence[DeliverableRow]) -> None:
        """What is accepted already, and what has not begun."""
        done = sum(row.light.rag is Rag.BLUE for row in rest)
        to_come = len(rest) - done
        words = [ngettext("{count} accepted", "{count} accepted", done)] if done else []
        words += [ngettext("{count} to come", "{count} to come", to_come)] if to_come else []
        folded = Folded(", ".join(words), f"{self.objectName()}-{clause_id}-rest")
        self._fill(folded.body, [deliverable_line(row) for row in rest], f"{self.objectName()}-{clause_id}-rest-line")
        column.addWidget(folded)

    def _fill(self, column: QVBoxLayout, lines: Sequence[Line], name: str) -> None:
        for number, line in enumerate(lines):
            made = RecordLine(line, f"{name}-{number}")
            made.opened.connect(self.opened)
            column.addWidget(made)


def _is_worth_showing(row: DeliverableRow) -> bool:
    """Whether it needs somebody now, or is under way; the rest is folded away."""
    return row.light.rag in (Rag.RED, Rag.AMBER, Rag.GREEN)


class PartiesCard(LinesCard):
    """The parties with who signed for them and whom to speak to."""

    def __init__(self) -> None:
        super().__init__(_("Parties"), "agreement-parties-card", _("No parties yet."))

    def show_parties(self, parties: Sequence[PartyRow]) -> None:
        """Show these."""
        self.clear()
        self.count = 0
        for number, party in enumerate(parties):
            if number:
                self.add(divider())
            self._show_party(party)

    def _show_party(self, party: PartyRow) -> None:
        role = label_of(party.role) if party.role else ""
        detail = role or light_words(party.light)
        if party.deliverables:
            done = _("{count} % done").format(count=party.progress)
            late = ngettext("{count} overdue", "{count} overdue", party.overdue) if party.overdue else ""
            detail = " · ".join(part for part in (role, done, late, light_words(party.light)) if part)
        pill = rag_pill(party.light) if party.deliverables else None
        self._link(Line(party.name, detail, "organisations", party.organisation_id or 0, pill, Icon.BUILDINGS))
        if party.signatory:
            on = _("signed on {day}").format(day=format_day(party.signed_on)) if party.signed_on else ""
            said = ", ".join(part for part in (party.signatory_post, on) if part) or _("signs for it")
            self._link(Line(party.signatory, said, "people", party.signatory_id or 0, None, Icon.NOTE_PENCIL))
        if party.focal:
            self._link(Line(party.focal, _("Focal person"), "people", party.focal_id or 0, None, Icon.USER))
        else:
            self.add(label(_("No focal person yet: name one when you edit the agreement."), "muted"))

    def _link(self, line: Line) -> None:
        """A line to follow, or words where there is no record behind it."""
        if line.record_id:
            self.add_line(line)
            return
        words = label(f"{line.title}\n{line.detail}" if line.detail else line.title)
        words.setContentsMargins(GAP + GRID, GRID, GAP, GRID)
        self.add(words)


class PromisesUnderCard(LinesCard):
    """The promises made under a clause, or for a deliverable."""

    def __init__(self, name: str) -> None:
        super().__init__(
            _("Promises"),
            name,
            _("No promise stands here yet. Add one, or choose the clause when you edit a commitment."),
            _("Add commitment"),
        )

    def show_promises(self, rows: Sequence[CommitmentRow]) -> None:
        """Show these."""
        self.show_lines([promise_line(row) for row in rows])


class DeliverablesCard(LinesCard):
    """What has to come of a clause."""

    def __init__(self) -> None:
        super().__init__(
            _("Deliverables"),
            "clause-deliverables",
            _("Nothing to deliver yet. Name one, or say how often the clause comes round."),
            _("Add deliverable"),
        )

    def show_deliverables(self, rows: Sequence[DeliverableRow]) -> None:
        """Show these."""
        self.show_lines([deliverable_line(row) for row in rows])


class EvidenceCard(LinesCard):
    """What shows that it was done; files open."""

    file_wanted = Signal(int, str)  # attachment, file name

    def __init__(self) -> None:
        super().__init__(
            _("Evidence"),
            "deliverable-evidence",
            _("Nothing shows it yet: a photo, minutes, a list."),
            _("Add evidence"),
        )
        self._files: dict[int, str] = {}
        self.opened.connect(self._open)

    def show_evidence(self, row: DeliverableRow) -> None:
        """Show these."""
        self._files = {one.attachment_id: one.file_name for one in row.evidence if one.attachment_id}
        lines = []
        for one in row.evidence:
            by = _("seen by {name}").format(name=one.seen_by) if one.seen_by else ""
            parts = (evidence.label(one.kind), format_day(one.seen_on) if one.seen_on else "", by, one.file_name)
            detail = " · ".join(part for part in parts if part)
            glyph = Icon.PAPERCLIP if one.attachment_id else Icon.EYE
            lines.append(Line(one.words or one.file_name, detail, "attachments", one.attachment_id or 0, None, glyph))
        self.show_lines(lines)

    def _open(self, _noun: str, attachment_id: int) -> None:
        if attachment_id:
            self.file_wanted.emit(attachment_id, self._files[attachment_id])


class SignedCopyCard(LinesCard):
    """The scan of what was signed."""

    file_wanted = Signal(int, str)

    def __init__(self) -> None:
        super().__init__(
            _("Signed copy"), "agreement-signed-copy", _("Not kept yet: a scan belongs here."), _("Keep a file")
        )
        self._name = ""
        self.opened.connect(self._open)

    def show_copy(self, page: AgreementPage) -> None:
        """Show it."""
        self._name = page.signed_copy
        line = Line(page.signed_copy, _("Enter opens it"), "attachments", page.signed_copy_id or 0, None, Icon.FILE_PDF)
        self.show_lines([line] if page.signed_copy_id else [])

    def _open(self, _noun: str, attachment_id: int) -> None:
        self.file_wanted.emit(attachment_id, self._name)
