"""The call sheet on paper: whom to ring, what to ask, a box for each answer, and room to write."""

from __future__ import annotations

from typing import Any

from crm.rules.dates import format_day
from reports.facts.call_sheet import CallSheetFacts, SheetLine, ToRing
from reports.layout import page, styles
from reports.layout.flow import Facts, TextBlock
from reports.layout.register import Column
from reports.layout.ruled import Blank, Blanks, Cell, Ticks, WritingRows
from resources.translations import _, ngettext

_ROW = 60.0
_TITLE_LINES = 3


def build(facts: CallSheetFacts, *, invariant: bool = False) -> page.Rendered:
    """The PDF of the facts."""
    story = [*_head(facts), *(part for caller in facts.callers for part in _caller(caller))]
    title = _("Call sheet")
    identity = page.Identity(
        title=f"{title}: {facts.scope}",
        subject=_("Whom to ring, and what to ask"),
        organisation=facts.organisation_name,
        author=facts.made_by or facts.organisation_name,
        made=_("Made on {day}").format(day=format_day(facts.made_on)),
        confidentiality=facts.confidentiality,
    )
    return page.render(story, identity, invariant=invariant)


def _head(facts: CallSheetFacts) -> list[Any]:
    made = format_day(facts.made_on)
    if facts.made_by:
        made = _("{day}, by {name}").format(day=made, name=facts.made_by)
    return [
        TextBlock(_("Call sheet"), styles.TITLE, outline=0, most=1),
        TextBlock(facts.scope, styles.SUBTITLE, most=_TITLE_LINES),
        Facts(
            [
                (_("Made on"), made),
                (_("Shown"), "; ".join(facts.shown)),
                (_("Boxes"), " · ".join(facts.legend)),
            ]
        ),
        TextBlock(summary_sentence(facts), styles.SUMMARY),
        *_partner(facts),
        Blanks([Blank(_("Called by"), 2), Blank(_("On"), 1), Blank(_("Typed into Kgotla on, by"), 2)]),
    ]


def _partner(facts: CallSheetFacts) -> list[Any]:
    """Whom to ring at the partner: it knows of most of this, and never opens Kgotla."""
    if facts.partner is None:
        return []
    lead = _("The monthly round: {name} first").format(name=facts.partner.name)
    blocks = [TextBlock(lead, styles.FORM_HEADING, most=2)]
    return [*blocks, *(TextBlock(words, style) for words, style in _about(facts.partner) if words)]


def summary_sentence(facts: CallSheetFacts) -> str:
    """How many calls, about how many records; numbered as on the screen."""
    if not facts.callers:
        return _("Nothing waits: there is nobody to ring.")
    calls = ngettext("{count} call", "{count} calls", len(facts.callers))
    records = ngettext("{count} record", "{count} records", facts.count)
    return _("{calls} about {records}. The numbers are those of the Review (Ctrl+R).").format(
        calls=calls, records=records
    )


def _caller(caller: ToRing) -> list[Any]:
    lead = [TextBlock(caller.name, styles.FORM_HEADING, outline=1, most=2)]
    lead += [TextBlock(words, style) for words, style in _about(caller) if words]
    story: list[Any] = []
    if caller.theirs:
        story.append(_rows(caller.theirs, lead, _("What to ask")))
        lead = []
    if caller.ours:
        story.append(_rows(caller.ours, lead, _("What we owe them")))
    return story


def _about(caller: ToRing) -> list[tuple[str, styles.Style]]:
    numbers = "   ".join(f"{way.value}, {way.checked}" for way in caller.ways) or _("No number is known.")
    speaks_for = _("for {names}").format(names="; ".join(caller.speaks_for)) if caller.speaks_for else ""
    office = ", ".join(part for part in (caller.office, speaks_for) if part)
    return [
        (numbers, styles.BODY_BOLD),
        (office, styles.BODY),
        (caller.note, styles.NOTE),
        (caller.caution, styles.BODY_BOLD),
    ]


def _rows(lines: tuple[SheetLine, ...], lead: list[TextBlock], heading: str) -> WritingRows:
    columns = [
        Column(_("No."), 0.5),
        Column(heading, 4.6),
        Column(_("Answer"), 1.7),
        Column(_("By when, and what they say"), 3.2),
    ]
    return WritingRows(columns, [_row(line) for line in lines], lead, height=_ROW)


def _row(line: SheetLine) -> list[Cell]:
    return [(str(line.number), ""), (line.heading, line.words, line.sentence, line.last), Ticks(line.keys), ""]
