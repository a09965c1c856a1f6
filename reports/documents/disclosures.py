"""The disclosure register: what it says, once, for paper, a workbook and CSV."""

from __future__ import annotations

import csv
from io import StringIO

from crm.exchange.safe_cells import neutralised
from reports.documents import head
from reports.facts.disclosures import DisclosureFacts, Gone, named_words, untold_words
from reports.forms import pdf, xlsx
from reports.forms.parts import Cell, Column, Content, Look, Paragraph, Part, Table, bold, cell
from reports.layout import page
from resources.translations import _, ngettext


def build(facts: DisclosureFacts, *, invariant: bool = False) -> page.Rendered:
    """The PDF."""
    return pdf.write(content(facts), invariant=invariant)


def build_xlsx(facts: DisclosureFacts, *, invariant: bool = False) -> page.Rendered:
    """The workbook."""
    return xlsx.write(content(facts), invariant=invariant)


def build_csv(facts: DisclosureFacts, *, invariant: bool = False) -> page.Rendered:
    """The lines as CSV, days as yyyy-mm-dd, nothing that a spreadsheet would run."""
    out = StringIO()
    lines = csv.writer(out)
    lines.writerow(("day", "what", "pages", "to_whom", "how", "why", "by", "person", "sha256", "people"))
    for gone in facts.gone:
        values = (gone.title, str(gone.pages), gone.to_whom, gone.how, gone.why, gone.by, gone.part, gone.sha256)
        people = "" if gone.people is None else gone.people
        lines.writerow((gone.on.isoformat(), *map(neutralised, values), people))
    return page.Rendered(out.getvalue().encode("utf-8-sig"), 0)


def content(facts: DisclosureFacts) -> Content:
    """All that the register says."""
    count = len(facts.gone)
    return Content(
        title=facts.head.title,
        subtitle=facts.head.scope,
        identity=head.identity(facts.head),
        facts=head.rows(facts.head),
        summary=ngettext(
            "{count} paper or file left this workspace.", "{count} papers and files left this workspace.", count
        ),
        parts=_parts(facts),
    )


def _parts(facts: DisclosureFacts) -> tuple[Part, ...]:
    note = (Paragraph(untold_words(), Look.NOTE),) if facts.is_of_one else ()
    if not facts.gone:
        return (Paragraph(_("Nothing was given out that fits this choice."), Look.NOTE), *note)
    columns = (
        Column(_("Day"), 1.1),
        Column(_("What"), 3.2),
        Column(_("To whom"), 2),
        Column(_("For whom, why"), 2),
    )
    return (Table(columns, tuple(_row(gone) for gone in facts.gone)), *note)


def _row(gone: Gone) -> tuple[Cell, ...]:
    pages = ngettext("{count} page", "{count} pages", gone.pages) if gone.pages else ""
    kept = _("kept to the byte") if gone.is_kept else _("only noted")
    named = named_words(gone.people) if gone.people is not None else ""
    by = _("by {name}").format(name=gone.by) if gone.by else ""
    made = " · ".join(part for part in (pages, named, kept) if part)
    return (
        cell(gone.day),
        bold(gone.title, gone.part, made, f"SHA-256 {gone.sha256}"),
        cell(gone.to_whom or _("Nobody is noted"), notes=tuple(part for part in (gone.how, by) if part)),
        cell(gone.why),
    )
