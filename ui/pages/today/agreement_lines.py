"""The lines of Today that are about agreements and grants."""

from __future__ import annotations

from datetime import date

from crm.queries.agreements import AgreementRow
from crm.queries.deliverables import DeliverableRow
from crm.queries.reporting_periods import PeriodRow
from crm.rules.dates import format_day
from resources.translations import _
from ui.icons import Icon
from ui.pages.agreements.looks import ends_words, rag_pill
from ui.pages.today.lines import Line
from ui.widgets.status import Status as Pill
from ui.widgets.status import Tone


def agreement_line(row: AgreementRow, today: date) -> Line:
    """An agreement that ends soon or is due for review."""
    said = [ends_words(row.expires_on, today)] if row.is_expiring else []
    if row.next_review_on is not None:
        said.append(_("review due {day}").format(day=format_day(row.next_review_on, today)))
    said.append(", ".join(row.parties))
    line = Line(f"agreement-line-{row.id}", row.id, row.name, " · ".join(said), Icon.ARTICLE, rag_pill(row.light))
    line.setProperty("noun", "agreements")
    if row.is_expiring:
        line.add_button("renew", _("Renew"))
    line.add_button("review", _("Review held"))
    return line


def deliverable_line(row: DeliverableRow) -> Line:
    """Something to deliver, by them or by us, that is overdue or due this week."""
    who = row.responsible[:1].upper() + row.responsible[1:]
    clause = f"{row.clause_number} {row.clause_heading}".strip()
    detail = " · ".join((row.sentence, f"{clause}, {row.agreement_reference}"))
    line = Line(f"deliverable-line-{row.id}", row.id, f"{who}: {row.title}", detail, Icon.FLAG, rag_pill(row.light))
    line.setProperty("noun", "agreements")
    line.add_button("progress", _("Progress"), _("Progress (P)"))
    line.add_button("follow-up", _("Follow up"), _("Follow up (F)"))
    line.add_button("move-date", _("Move date"), _("Move date (M)"))
    line.setAccessibleDescription(_("Enter opens it. P: progress. F: follow up. M: move date."))
    return line


def report_line(row: PeriodRow, today: date) -> Line:
    """A report of a grant or an agreement that is outstanding or due soon; its agreement has the words of it."""
    is_late = row.is_late(today)
    pill = Pill(_("Outstanding") if is_late else _("Due soon"), Tone.BAD if is_late else Tone.WARNING)
    detail = " · ".join((row.sentence, f"{row.agreement_reference} {row.agreement_title}"))
    words = _("Report on {period}").format(period=row.name)
    line = Line(f"report-line-{row.id}", row.agreement_id, words, detail, Icon.FILE_TEXT, pill)
    line.setProperty("noun", "agreements")
    line.setAccessibleDescription(_("Enter opens its agreement."))
    return line
