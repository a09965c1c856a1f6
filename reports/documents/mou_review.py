"""The review of an agreement: a draft to be answered by hand, then the version with the answers in it."""

from __future__ import annotations

from reports.documents import head
from reports.documents.mou_progress import state_words
from reports.documents.visits import exact_words
from reports.facts.mou_progress import ClausePart, DeliverableLine, PromiseLine
from reports.facts.mou_review import ReviewFacts
from reports.forms import docx, pdf
from reports.forms.parts import Cell, Column, Content, Group, Heading, Line, Look, Paragraph, Part, Table, bold, cell
from reports.layout import page
from resources.translations import _, ngettext

_ROOM = "\n" * 5
"""Lines left empty to write on."""


def build(facts: ReviewFacts, *, invariant: bool = False) -> page.Rendered:
    """The PDF."""
    return pdf.write(content(facts), invariant=invariant)


def build_docx(facts: ReviewFacts, *, invariant: bool = False) -> page.Rendered:
    """The Word document."""
    return docx.write(content(facts), invariant=invariant)


def content(facts: ReviewFacts) -> Content:
    """All that the review says."""
    title = _("Review of the agreement: draft") if facts.is_draft else _("Review of the agreement, as agreed")
    return Content(
        title=title,
        subtitle=f"{facts.reference} · {facts.name}",
        identity=head.identity_of(
            facts,
            f"{title}: {facts.reference} {facts.name}",
            _("Review of {reference}").format(reference=facts.reference),
        ),
        facts=(*facts.facts, head.made_row(facts)),
        summary=_summary(facts),
        parts=(*_ours(facts), *_theirs(facts)),
    )


def _summary(facts: ReviewFacts) -> str:
    if facts.is_draft:
        return _(
            "What we undertook stands first. The column at the right is left empty for {party}: please write in it "
            "what you see otherwise, and give it back."
        ).format(party=facts.other_party)
    count = len(facts.unanswered)
    if not count:
        return _("Every clause was answered.")
    words = ngettext("{count} clause was not answered", "{count} clauses were not answered", count)
    return f"{words}: {'; '.join(facts.unanswered)}."


def _ours(facts: ReviewFacts) -> list[Part]:
    heading = Heading(_("What we undertook"))
    if not facts.ours:
        return [heading, Paragraph(_("Nothing of it is ours alone."))]
    return [heading, _table(facts, facts.ours, has_clause=False)]


def _theirs(facts: ReviewFacts) -> list[Part]:
    return [
        Heading(_("Clause by clause: {party}, and both together").format(party=facts.other_party)),
        _table(facts, facts.theirs, has_clause=True),
    ]


def _table(facts: ReviewFacts, parts: tuple[ClausePart, ...], *, has_clause: bool) -> Table:
    columns = (
        Column(_("Clause, deliverable or promise"), 3.2),
        Column(_("Where it stands"), 2.4),
        Column(_("The response of {party}").format(party=facts.other_party), 4.0),
    )
    rows: list[tuple[Cell, ...] | Group] = []
    for part in parts:
        rows.append(Group(part.name))
        if has_clause:
            rows.append((cell(part.words, notes=(part.responsible,)), cell(), _response(part.id, facts)))
        rows += [_deliverable(line, facts) for line in part.deliverables]
        rows += [_promise(line, facts) for line in part.promises]
    return Table(columns, tuple(rows))


def _deliverable(line: DeliverableLine, facts: ReviewFacts) -> tuple[Cell, ...]:
    return (
        bold(line.title, line.responsible, line.reason),
        (Line(line.status, Look.BOLD), *cell(line.sentence, notes=line.evidence)),
        _response(line.id, facts),
    )


def _promise(line: PromiseLine, facts: ReviewFacts) -> tuple[Cell, ...]:
    said = exact_words(line.words)
    return (
        (Line(line.reference, Look.BOLD), *cell(said, notes=(line.who,))),
        (Line(state_words(line, facts.is_for_them), Look.BOLD), *cell(line.sentence, notes=line.evidence)),
        _response(line.id, facts),
    )


def _response(record_id: int, facts: ReviewFacts) -> Cell:
    if facts.is_draft:
        return (Line(_ROOM),)
    found = facts.responses.get(record_id)
    return cell(found.words, notes=(found.said,)) if found else (Line(_("no response"), Look.NOTE),)
