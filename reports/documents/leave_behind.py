"""The leave-behind on paper: a page or two to lay on the table, our own debts first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from crm.rules.dates import format_day
from reports.documents.visits import clauses, heading, listed, quoted
from reports.facts.leave_behind import LeaveBehindFacts, Line
from reports.layout import page, styles
from reports.layout.flow import Facts, TextBlock
from reports.layout.register import Block, Column, Entry, Register
from resources.translations import _

_TITLE_LINES = 3


def build(facts: LeaveBehindFacts, *, invariant: bool = False) -> page.Rendered:
    """The PDF of the facts."""
    return page.render(_story(facts), _identity(facts), invariant=invariant)


def _identity(facts: LeaveBehindFacts) -> page.Identity:
    return page.Identity(
        title=f"{facts.title}: {facts.scope}",
        subject=facts.title,
        organisation=facts.organisation_name,
        author=facts.organisation_name,
        made=_("As we have it on {day}").format(day=format_day(facts.made_on)),
        confidentiality=_("From {organisation}. Nothing in it is confidential.").format(
            organisation=facts.organisation_name
        ),
    )


def _story(facts: LeaveBehindFacts) -> list[Any]:
    return [
        TextBlock(facts.title, styles.TITLE, outline=0, most=1),
        TextBlock(facts.scope, styles.SUBTITLE, most=_TITLE_LINES),
        Facts([*facts.meeting, (_("As of"), format_day(facts.made_on))]),
        *_agenda(facts.agenda),
        *_promises(_("What we promised"), facts.ours, _("Nothing of ours is outstanding.")),
        *_promises(_("What you promised"), facts.theirs, _("Nothing of yours is outstanding.")),
        *_promises(_("Kept, with our thanks"), facts.kept, ""),
        *listed(_("What we ask for"), [ask.text for ask in facts.asks]),
        *listed(_("What you would come back to"), facts.to_come_back_to),
        *clauses(facts.clauses, is_private=False),
        *_reach(facts),
    ]


def _agenda(agenda: Sequence[str]) -> list[Any]:
    lines = [TextBlock(f"{number}. {words}", styles.BODY) for number, words in enumerate(agenda, 1)]
    return [heading(_("Agenda")), *lines] if lines else []


def _promises(title: str, lines: Sequence[Line], empty: str) -> list[Any]:
    if not lines:
        return [heading(title), TextBlock(empty, styles.BODY)] if empty else []
    columns = [Column(_("Reference"), 1.4), Column(_("What was said"), 5.0), Column(_("Where it stands"), 3.2)]
    return [Register(columns, [_entry(line) for line in lines], [heading(title)])]


def _entry(line: Line) -> Entry:
    said = (*quoted(line.words, line.language, line.translation), Block(line.said, styles.CELL_NOTE))
    style = styles.CELL_BOLD if line.has_passed else styles.CELL
    return Entry(((Block(line.reference, styles.CELL_BOLD),), said, (Block(line.standing, style),)))


def _reach(facts: LeaveBehindFacts) -> list[Any]:
    words = _("Is something not as you know it? Tell us: {organisation}").format(organisation=facts.organisation_name)
    if facts.reach:
        words = f"{words}, {', '.join(facts.reach)}"
    return [TextBlock(words, styles.CLOSING)]
