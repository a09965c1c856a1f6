"""The audit trail on paper: how many did how much, then every operation, the newest first."""

from __future__ import annotations

from reports.documents import head
from reports.facts.audit_trail import AuditFacts, AuditLine
from reports.forms import pdf, xlsx
from reports.forms.parts import Cell, Column, Content, Heading, Line, Look, Number, Part, Table, bold, cell
from reports.layout import page
from resources.translations import _, ngettext


def build(facts: AuditFacts, *, invariant: bool = False) -> page.Rendered:
    """The PDF."""
    return pdf.write(content(facts), invariant=invariant)


def build_xlsx(facts: AuditFacts, *, invariant: bool = False) -> page.Rendered:
    """The workbook."""
    return xlsx.write(content(facts), invariant=invariant)


def content(facts: AuditFacts) -> Content:
    """All that the paper says."""
    identity = head.identity(facts.head)
    seal = ((_("Seal"), identity.seal.removeprefix(_("Seal {seal}").format(seal=""))),) if identity.seal else ()
    return Content(
        title=facts.head.title,
        subtitle=facts.head.scope,
        identity=identity,
        facts=(*head.rows(facts.head), *seal),
        summary=_summary(facts),
        parts=_parts(facts),
    )


def _summary(facts: AuditFacts) -> str:
    if not facts.total:
        return _("Nothing that was done fits this choice.")
    sentences = [ngettext("{count} thing was done.", "{count} things were done.", facts.total)]
    left_out = facts.total - len(facts.printed)
    if left_out:
        words = ngettext(
            "The oldest one is not printed: choose fewer days.",
            "The oldest {count} are not printed: choose fewer days.",
            left_out,
        )
        sentences.append(words)
    if facts.covered:
        sentences.append(
            ngettext(
                "Of {count} it is only said that it was done, because it touched a record that is not shown.",
                "Of {count} it is only said that they were done, because they touched records that are not shown.",
                facts.covered,
            )
        )
    return " ".join(sentences)


def _parts(facts: AuditFacts) -> tuple[Part, ...]:
    if not facts.total:
        return ()
    people = Table(
        (Column(_("Who"), 4), Column(_("Things done"), 1, is_right=True)),
        (
            *((cell(name), _figure(count)) for name, count in facts.by_person),
            (bold(_("Together")), _figure(facts.total)),
        ),
    )
    done = Table(
        (Column(_("No."), 0.7, is_right=True), Column(_("When and who"), 2), Column(_("What was done"), 5)),
        tuple(_row(line) for line in facts.printed),
    )
    return (Heading(_("By whom")), people, Heading(_("What was done")), done)


def _figure(count: int) -> Number:
    return Number(count, str(count))


def _row(line: AuditLine) -> tuple[Cell, ...]:
    what: Cell = (Line(line.what, Look.BOLD), *(Line(each, Look.NOTE) for each in (*line.lines, line.note) if each))
    return (_figure(line.operation_id), cell(line.when, notes=(line.who,)), what)
