"""The lines of Today that are about petitions, plans, opportunities and issues."""

from __future__ import annotations

from crm.queries.issues import IssueRow
from crm.queries.opportunities import OpportunityRow
from crm.queries.petitions import PetitionRow
from crm.queries.plans import PlanStepRow
from crm.rules.opportunities import Status
from resources.translations import _
from ui.icons import Icon
from ui.pages.commitments.looks import lateness_pill_of
from ui.pages.opportunities.looks import status_pill
from ui.pages.today.lines import Line
from ui.widgets.status import Status as Pill
from ui.widgets.status import Tone


def petition_line(row: PetitionRow) -> Line:
    """A petition whose answer is outstanding or due, or whose petitioner is still to be told."""
    pill = Pill(_("To tell"), Tone.WARNING) if row.is_to_tell else lateness_pill_of(row.lateness)
    detail = " · ".join(part for part in (row.sentence, row.bound_name, row.petitioner) if part)
    line = Line(f"petition-line-{row.id}", row.id, row.name, detail, Icon.MEGAPHONE, pill)
    line.setProperty("noun", "petitions")
    if row.is_to_tell:
        line.add_button("told", _("Petitioner told"))
        return line
    line.add_button("step", _("Next step"))
    line.add_button("follow-up", _("Follow up"), _("Follow up (F)"))
    line.add_button("move-date", _("Move date"), _("Move date (M)"))
    line.setAccessibleDescription(_("Enter opens it. F: follow up. M: move date."))
    return line


def plan_step_line(row: PlanStepRow) -> Line:
    """A step of an advocacy plan that is late or due this week."""
    detail = " · ".join(
        part for part in (row.sentence, row.responsible, f"{row.plan_reference} {row.plan_title}") if part
    )
    line = Line(f"plan-step-line-{row.id}", row.id, row.title, detail, Icon.PATH, lateness_pill_of(row.lateness))
    line.setProperty("noun", "plans")
    line.add_button("done", _("Done"))
    line.add_button("follow-up", _("Follow up"), _("Follow up (F)"))
    line.add_button("move-date", _("Move date"), _("Move date (M)"))
    line.setAccessibleDescription(_("Enter opens it. F: follow up. M: move date."))
    return line


def issue_line(row: IssueRow) -> Line:
    """An issue that somebody has to go and look at, or for which somebody else has to be found."""
    detail = " · ".join(part for part in (row.sentence, row.place) if part)
    pill = Pill(row.stands, Tone.WARNING) if row.wants_route else Pill(_("Go and look"), Tone.WARNING)
    line = Line(f"issue-line-{row.id}", row.id, row.name, detail, Icon.WARNING_CIRCLE, pill)
    line.setProperty("noun", "issues")
    if row.wants_route:
        line.add_button("reroute", _("Send elsewhere"))
        return line
    line.add_button("visit", _("Visit"))
    line.add_button("follow-up", _("Follow up"), _("Follow up (F)"))
    line.setAccessibleDescription(_("Enter opens it. F: follow up."))
    return line


def call_line(row: OpportunityRow) -> Line:
    """A call or hearing that is close, or waits for our decision or for its result."""
    detail = " · ".join(part for part in (row.sentence, row.bound_name, row.place) if part)
    line = Line(f"call-line-{row.id}", row.id, row.name, detail, Icon.MICROPHONE, status_pill(row))
    line.setProperty("noun", "opportunities")
    is_over = row.status in (Status.OVER, Status.MISSED)
    line.add_button("result" if is_over else "decide", _("Result") if is_over else _("Decide"))
    return line
