"""What the page of a plan shows, read in one question. No widgets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from crm.queries.outcomes import OutcomeRow, OutcomesFilter, get_outcome_rows, list_outcomes
from crm.queries.plans import PlanPage, PlanStepPage, get_plan, get_plan_step, plan_of
from crm.queries.records import Found
from crm.queries.search import WITH_A_PAGE
from crm.rules.plan_dates import StepDate, distance_words
from crm.rules.plans import Anchor, DayUnit, label
from resources.translations import _
from ui.icons import Icon
from ui.pages.commitments.facts import Fact, Moment, followed_up, joined, moved, seen
from ui.pages.parts.kept import Kept, read_kept
from ui.pages.parts.words import confidentiality_words, day_words


@dataclass(frozen=True)
class PlanWhole:
    """Everything of a plan; `step_id` is the step that was asked for, 0 for the plan itself."""

    page: PlanPage
    steps: dict[int, PlanStepPage]
    outcomes: tuple[OutcomeRow, ...]
    kept: Kept
    step_id: int


def read_whole(record_id: int) -> PlanWhole | None:
    """Everything of the plan that this plan or step belongs to; None when it is gone."""
    plan_id = plan_of(record_id)
    page = get_plan(plan_id) if plan_id else None
    if page is None:
        return None
    steps = {row.id: get_plan_step(row.id) for row in page.steps}
    found = {key: step for key, step in steps.items() if step}
    outcomes = get_outcome_rows(list_outcomes(OutcomesFilter(plan_id=page.row.id)))
    return PlanWhole(page, found, tuple(outcomes), read_kept(page.row.id), record_id if record_id != page.row.id else 0)


def plan_facts(page: PlanPage) -> list[Fact]:
    """Whose plan it is, and its days."""
    row = page.row
    body = "organisations" if row.organisation_id else ""
    found = [
        Fact(_("Kind"), label(row.kind)),
        Fact(_("Plan of"), row.organisation or _("Nobody yet"), body, row.organisation_id or 0, not row.organisation),
        Fact(_("Our owner"), row.owner_name or _("Nobody yet"), is_missing=not row.owner_name),
    ]
    said = (
        (_("Begins"), day_words(row.starts_on)),
        (_("Ends"), day_words(row.ends_on)),
        (_("Ended"), day_words(row.closed_on)),
        (_("Next look"), day_words(row.next_look)),
        (_("Places"), ", ".join(name for name in (row.place, *(area.name for area in page.areas)) if name)),
        (_("Template"), page.template_name),
        (_("Topics"), ", ".join(name for _id, name in page.topics)),
        (_("Tags"), ", ".join(page.tags)),
        (_("Source"), page.source),
        (_("Confidentiality"), confidentiality_words(row.confidentiality) if row.confidentiality else ""),
    )
    tied = several(_("Together with"), page.partners) + several(_("Aims at"), page.aims_at)
    if page.issue_id is not None:
        tied.append(Fact(_("Issue"), *linked(Found(page.issue_id, "issues", page.issue_name, ""))))
    return [*found, *tied, *(Fact(name, words) for name, words in said if words)]


def step_facts(page: PlanStepPage) -> list[Fact]:
    """What is known of a step."""
    row = page.row
    who = "people" if row.responsible_id else ""
    found = [Fact(_("Responsible"), row.responsible, who, row.responsible_id or 0)] if row.responsible else []
    moved_to = day_words(row.due_agreed) if row.due_agreed != row.due_original else ""
    said = (
        (_("Kind"), label(row.kind) if row.kind else ""),
        (_("Due"), day_words(row.due_original) or _("No date")),
        (_("Agreed date"), moved_to),
        (_("Counted"), _counted(page)),
        (_("Comes after"), row.after),
        (_("Reason"), row.reason),
        (_("Result"), row.result),
        (_("Done"), day_words(row.done_on)),
        (_("Next look"), day_words(row.next_look)),
    )
    return [*found, *(Fact(name, words) for name, words in said if words), *several(_("Brought about"), page.brought)]


def _counted(page: PlanStepPage) -> str:
    """What its day hangs on, and how it is worked out while it is open."""
    row, worked = page.row, page.worked_out
    if worked is None or not row.is_open:
        hangs = StepDate(row.id, Anchor(row.anchor), row.days, DayUnit(row.day_unit))
        return distance_words(hangs)
    if worked.day == row.due_on:
        return worked.words
    stays = _("It was moved since.") if page.moves else _("It has not moved along: T works out the dates.")
    return f"{worked.words} {stays}"


def several(name: str, found: Sequence[Found]) -> list[Fact]:
    """Records of one kind, each as a link below the other."""
    return [Fact("" if number else name, *linked(one)) for number, one in enumerate(found)]


def linked(one: Found) -> tuple[str, str, int]:
    """A record as a link, or only its name where it has no page."""
    return (one.name, one.noun, one.id) if one.noun in WITH_A_PAGE else (one.name, "", 0)


def step_moments(page: PlanStepPage) -> list[Moment]:
    """Everything that happened to a step, the newest first."""
    moments = [moved(*one) for one in page.moves]
    moments += [followed_up(*one) for one in page.follow_ups]
    moments += [
        seen(one.kind, one.words, one.attachment_id, one.file_name, one.seen_on, one.seen_by)
        for one in page.row.evidence
    ]
    moments += [_stepped(*step) for step in page.steps]
    return sorted(moments, key=lambda moment: moment.on or date.min)[::-1]


def plan_moments(page: PlanPage) -> list[Moment]:
    """What happened with the plan as a whole, the newest first."""
    return sorted((_stepped(*step) for step in page.history), key=lambda moment: moment.on or date.min)[::-1]


def _stepped(on: date, old: str, new: str, _outcome: str, note: str, source: str) -> Moment:
    note = joined(note, source)
    return Moment(on, Icon.CHAT_CIRCLE_TEXT, note) if old == new else Moment(on, Icon.ARROW_RIGHT, label(new), note)
