"""The status of an advocacy plan on paper: what it is for, its steps on a line of time and in words, its outcomes."""

from __future__ import annotations

from typing import Any

from crm.rules.commitments import label as lateness_label
from crm.rules.dates import format_day
from reports.documents import head
from reports.documents.marking import marked
from reports.documents.visits import SHAPES
from reports.facts.plan_status import OutcomeLine, PlanStatus, PlanStatusFacts, StepLine
from reports.facts.since import Marks
from reports.layout import page, styles, timeline
from reports.layout.flow import Facts, TextBlock
from reports.layout.register import Block, Column, Entry, Register
from resources.translations import _, ngettext


def build(facts: PlanStatusFacts, *, invariant: bool = False) -> page.Rendered:
    """The PDF of the facts."""
    story = [*_head(facts), *(part for plan in facts.plans for part in _plan(plan, facts))]
    title = _title()
    identity = head.identity_of(
        facts, f"{title}: {facts.scope}", _("{title}, {period}").format(title=title, period=facts.period)
    )
    return page.render(story, identity, invariant=invariant)


def _title() -> str:
    return _("Advocacy plan status")


def _head(facts: PlanStatusFacts) -> list[Any]:
    rows = [
        (_("Period"), facts.period),
        (_("Shown"), "; ".join(facts.shown)),
        *facts.marks.facts,
        head.made_row(facts),
        (_("Confidential"), facts.confidentiality),
    ]
    return [
        TextBlock(_title(), styles.TITLE, outline=0, most=1),
        TextBlock(facts.scope, styles.SUBTITLE, most=3),
        Facts(rows),
        TextBlock(summary_sentence(facts), styles.SUMMARY),
    ]


def summary_sentence(facts: PlanStatusFacts) -> str:
    """How many plans, how far they are, and what happened in the period."""
    if not facts.plans:
        return _("There is no plan that fits this choice.")
    counts = (
        ngettext("{count} plan", "{count} plans", len(facts.plans)),
        ngettext("{count} step", "{count} steps", sum(len(plan.steps) for plan in facts.plans)),
        ngettext("{count} late", "{count} late", sum(plan.late for plan in facts.plans)),
    )
    happened = (
        ngettext("{count} step done", "{count} steps done", sum(plan.done for plan in facts.plans)),
        ngettext("{count} date moved", "{count} dates moved", sum(plan.moved for plan in facts.plans)),
        ngettext("{count} outcome seen", "{count} outcomes seen", sum(plan.seen for plan in facts.plans)),
    )
    return _("{counts}. In the period: {happened}.").format(counts=", ".join(counts), happened=", ".join(happened))


def _plan(plan: PlanStatus, facts: PlanStatusFacts) -> list[Any]:
    name = f"{plan.reference} {plan.title}"
    story: list[Any] = [TextBlock(name, styles.HEADING, outline=0, most=3), TextBlock(plan.sentence, styles.ITEM)]
    story.append(Facts(plan.facts))
    if any(step.due for step in plan.steps):
        story += timeline.draw([_mark(step) for step in plan.steps], facts.made_on, page.BODY_WIDTH)
        legend = _("■ done, ☐ to do, crossed out: left out. A line leads from the first day to the one it has now.")
        story.append(TextBlock(legend, styles.NOTE_AFTER))
    story += [*_steps(plan, facts.marks), *_outcomes(plan, facts.marks)]
    return story


def _mark(step: StepLine) -> timeline.Row:
    return timeline.Row(
        f"{step.number} {step.title}",
        step.first,
        step.done_on if step.is_done and step.done_on else step.due,
        timeline.Mark.DONE if step.is_done else timeline.Mark.OPEN if step.is_open else timeline.Mark.DROPPED,
    )


def _steps(plan: PlanStatus, marks: Marks) -> list[Any]:
    if not plan.steps:
        return [TextBlock(_("It has no steps yet."), styles.BODY)]
    columns = [
        Column("", 0.3, is_right=True),
        Column(_("Step"), 3.2),
        Column(_("Day"), 2.0),
        Column(_("Where it stands"), 3.2),
    ]
    heading = _("Steps · {count}").format(count=len(plan.steps))
    return [Register(columns, [marked(_entry(step), marks, step.id, 1) for step in plan.steps], [_lead(heading)])]


def _lead(words: str) -> TextBlock:
    return TextBlock(words, styles.SECTION, outline=1)


def _entry(step: StepLine) -> Entry:
    about = [Block(step.title, styles.CELL_BOLD)]
    about.append(Block(" · ".join(part for part in (step.kind, step.responsible) if part), styles.CELL_NOTE))
    if step.after:
        about.append(Block(_("after “{step}”").format(step=step.after), styles.CELL_NOTE))
    return Entry(((Block(str(step.number)),), tuple(about), _days(step), _standing(step)))


def _days(step: StepLine) -> tuple[Block, ...]:
    blocks = [Block(format_day(step.due) if step.due else _("no date"), styles.CELL_BOLD)]
    for old, new, reason in step.slips:
        moved = _("{old} → {new}").format(old=format_day(old) if old else _("no date"), new=format_day(new))
        blocks.append(Block(f"{moved}: {reason}" if reason else moved, styles.CELL_NOTE))
    return tuple(blocks)


def _standing(step: StepLine) -> tuple[Block, ...]:
    if step.is_done:
        done = _("✓ {stands} {day}").format(stands=step.stands, day=format_day(step.done_on) if step.done_on else "")
        first = done.strip()
    elif step.is_open:
        first = f"{SHAPES[step.lateness]} {step.stands}, {lateness_label(step.lateness).lower()}"
    else:
        first = f"■ {step.stands}"
    more = (step.reason, step.result, *(_("Evidence: {words}").format(words=words) for words in step.evidence))
    return Block(first), *(Block(words, styles.CELL_NOTE) for words in more if words)


def _outcomes(plan: PlanStatus, marks: Marks) -> list[Any]:
    if not plan.outcomes:
        return []
    columns = [
        Column(_("Reference"), 1.2),
        Column(_("Who does what differently"), 3.2),
        Column(_("Why it matters, what we did for it"), 3.2),
        Column(_("Who says so too"), 1.6),
    ]
    heading = _("Outcomes · {count}").format(count=len(plan.outcomes))
    return [Register(columns, [marked(_outcome(one), marks, one.id) for one in plan.outcomes], [_lead(heading)])]


def _outcome(one: OutcomeLine) -> Entry:
    kind = " · ".join(part for part in (one.kind, one.indicator) if part)
    about = (Block(one.statement), Block(one.actor, styles.CELL_NOTE), Block(kind, styles.CELL_NOTE))
    named = (Block(one.reference, styles.CELL_BOLD), Block(format_day(one.on) if one.on else ""))
    why = tuple(Block(words) for words in (one.significance, one.contribution) if words)
    return Entry((named, about, why, (Block(one.substantiated_by or _("nobody yet")),)))
