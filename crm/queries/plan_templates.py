"""The templates that plans begin with: those that ship, and ours in their place."""

from __future__ import annotations

from datetime import date

from crm.queries.base import grouped, rows
from crm.queries.calendar import get_calendar
from crm.rules.names import fold
from crm.rules.plan_templates import PlanTemplate, PreviewStep, TemplateStep, in_place, preview


def list_templates() -> list[PlanTemplate]:
    """Every template by name."""
    kept = rows("SELECT id, name, words FROM plan_template ORDER BY id")
    steps = grouped(
        rows(
            "SELECT template_id, title, kind, after_position, anchor, days, day_unit FROM template_step "
            "ORDER BY template_id, position, id"
        )
    )
    ours = [
        PlanTemplate(name, words, tuple(TemplateStep(*step) for step in steps.get(key, [])), key)
        for key, name, words in kept
    ]
    return in_place(ours)


def find_template(name: str) -> PlanTemplate | None:
    """The template of this name, however it is written in capitals."""
    return next((template for template in list_templates() if fold(template.name) == fold(name)), None)


def preview_template(template: PlanTemplate, starts: date | None, ends: date | None) -> list[PreviewStep]:
    """The steps of a plan with these days, each with its day and how that is worked out."""
    return preview(template, starts, ends, get_calendar())
