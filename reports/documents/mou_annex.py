"""An agreement clause by clause, with every promise made under it."""

from __future__ import annotations

from datetime import date

from crm.rules.dates import format_day
from reports.documents import head
from reports.documents.mou_progress import count_parts, state_words
from reports.documents.visits import exact_words
from reports.facts.mou_annex import AnnexFacts
from reports.facts.mou_progress import ClausePart, DeliverableLine, PromiseLine
from reports.forms import docx, pdf
from reports.forms.parts import Cell, Column, Content, Group, Heading, Line, Look, Paragraph, Part, Table, bold, cell
from reports.layout import page
from resources.translations import _, ngettext


def build(facts: AnnexFacts, *, invariant: bool = False) -> page.Rendered:
    """The PDF."""
    return pdf.write(content(facts), invariant=invariant)


def build_docx(facts: AnnexFacts, *, invariant: bool = False) -> page.Rendered:
    """The Word document."""
    return docx.write(content(facts), invariant=invariant)


def content(facts: AnnexFacts) -> Content:
    """All that the annex says."""
    title = _("Clause by clause, every promise")
    return Content(
        title=title,
        subtitle=f"{facts.reference} · {facts.name}",
        identity=head.identity_of(
            facts,
            f"{title}: {facts.reference} {facts.name}",
            _("Annex to {reference}").format(reference=facts.reference),
        ),
        facts=(*facts.facts, head.made_row(facts)),
        summary=_("{promises} made under it: {parts}.").format(
            promises=ngettext("{count} promise", "{count} promises", facts.counts.all),
            parts=count_parts(facts.counts, facts.is_for_them) or _("none yet"),
        ),
        parts=(*_overview(facts), *(each for part in facts.clauses for each in _clause(part, facts))),
    )


def totals(part: ClausePart, facts: AnnexFacts) -> str:
    """“Clause 4.2: 3 promises, 1 kept, 1 outstanding, 1 lapsed”."""
    words = _("Result {number}: {count}") if facts.is_grant else _("Clause {number}: {count}")
    count = ngettext("{count} promise", "{count} promises", part.counts.all) if part.counts.all else _("no promise")
    said = [count, count_parts(part.counts, facts.is_for_them)]
    return words.format(number=part.number or part.name, count=", ".join(each for each in said if each))


def _overview(facts: AnnexFacts) -> list[Part]:
    """The counts of each clause; each reference leads to its promise, and a promise back to here."""
    columns = (Column(_("Agreement and clause"), 3.0), Column(_("Promises"), 3.4), Column(_("References"), 2.8))
    whole = (bold(facts.reference), cell(facts.name), cell())
    rows = [
        (bold(part.name), cell(totals(part, facts)), cell(*(line.reference for line in part.promises)))
        for part in facts.clauses
    ]
    return [Heading(_("Overview")), Table(columns, (whole, *rows))]


def _clause(part: ClausePart, facts: AnnexFacts) -> list[Part]:
    parts: list[Part] = [Heading(part.name), Paragraph(part.words or _("(no words were written down)"))]
    if part.out_since is not None:
        parts.append(Paragraph(_("Taken out in version {version}.").format(version=part.out_since), Look.NOTE))
    parts += [Paragraph(part.responsible, Look.NOTE), Paragraph(f"{totals(part, facts)}.", Look.BOLD)]
    rows: list[tuple[Cell, ...] | Group] = []
    if part.deliverables:
        rows += [Group(_("To be delivered")), *(_deliverable(line) for line in part.deliverables)]
    if part.promises:
        rows += [Group(_("Promised")), *(_promise(line, facts) for line in part.promises)]
    if not rows:
        return parts
    columns = (
        Column(_("What"), 1.5),
        Column(_("Exact words, who and when"), 3.4),
        Column(_("Due"), 1.1),
        Column(_("Where it stands"), 2.0),
        Column(_("Evidence"), 1.8),
    )
    return [*parts, Table(columns, tuple(rows))]


def _deliverable(line: DeliverableLine) -> tuple[Cell, ...]:
    done = line.actual if line.actual.isdigit() else "0"
    planned = _("{actual} of {planned}").format(actual=done, planned=line.planned) if line.planned else ""
    return (
        bold(_("Deliverable")),
        cell(
            line.title, " ".join(part for part in (planned, line.unit) if part), notes=(line.responsible, line.reason)
        ),
        _day(line.due),
        (Line(line.status, Look.BOLD), *cell(line.sentence)),
        cell(*line.evidence),
    )


def _promise(line: PromiseLine, facts: AnnexFacts) -> tuple[Cell, ...]:
    said = exact_words(line.words)
    translated = _("In English: “{words}”").format(words=line.translation) if line.translation else ""
    made = _("{who}, {day}").format(who=line.who, day=format_day(line.made_on))
    under = _("under {reference} {clause}").format(reference=facts.reference, clause=line.clause)
    return (
        bold(line.reference),
        cell(said, translated, notes=(made, under)),
        _day(line.due),
        (Line(state_words(line, facts.is_for_them), Look.BOLD), *cell(line.sentence)),
        cell(*line.evidence),
    )


def _day(day: date | None) -> Cell:
    return cell(format_day(day) if day else _("no date"))
