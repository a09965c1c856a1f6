"""The contact list: what it says, once, for paper, Word and a workbook."""

from __future__ import annotations

from reports.documents import head
from reports.facts.contact_list import ContactListFacts, Entry
from reports.facts.people import private_words
from reports.forms import docx, pdf, xlsx
from reports.forms.parts import Cell, Column, Content, Group, Line, Look, Paragraph, Table, bold
from reports.layout import page
from resources.translations import _, ngettext


def build(facts: ContactListFacts, *, invariant: bool = False) -> page.Rendered:
    """The PDF."""
    return pdf.write(content(facts), invariant=invariant)


def build_docx(facts: ContactListFacts, *, invariant: bool = False) -> page.Rendered:
    """The Word document."""
    return docx.write(content(facts), invariant=invariant)


def build_xlsx(facts: ContactListFacts, *, invariant: bool = False) -> page.Rendered:
    """The workbook."""
    return xlsx.write(content(facts), invariant=invariant)


def content(facts: ContactListFacts) -> Content:
    """All that the list says."""
    return Content(
        title=facts.head.title,
        subtitle=facts.head.scope,
        identity=head.identity(facts.head),
        facts=head.rows(facts.head),
        summary=_summary(facts),
        parts=_parts(facts),
    )


def _summary(facts: ContactListFacts) -> str:
    people = ngettext("{count} person", "{count} people", facts.people)
    not_used = ngettext(
        "{count} who is not to be used is left out", "{count} who are not to be used are left out", facts.not_used
    )
    said = (people, private_words(facts.private), not_used if facts.not_used else "")
    return f"{'; '.join(words for words in said if words)}."


def _parts(facts: ContactListFacts) -> tuple[Table | Paragraph, ...]:
    if not facts.groups:
        return (Paragraph(_("Nobody is known who fits this choice."), Look.NOTE),)
    columns = (Column(_("Name and office"), 2.6), Column(_("How to reach them"), 3), Column(_("Go through"), 1.6))
    rows: list[tuple[Cell, ...] | Group] = []
    for group in facts.groups:
        rows.append(Group(f"{group.name} · {len(group.entries)}"))
        rows += [_row(entry) for entry in group.entries]
    return (Table(columns, tuple(rows)),)


def _row(entry: Entry) -> tuple[Cell, ...]:
    name = bold(entry.name, entry.office)
    if entry.caution:
        name = (*name, Line(f"■ {entry.caution}", Look.BOLD))
    ways = tuple(Line(f"{value} · {checked}") for value, checked in entry.ways)
    return name, ways or (Line(_("no number or address"), Look.NOTE),), (Line(entry.door),)
