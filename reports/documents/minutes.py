"""The minutes on paper: attendance, what was raised and answered, what was promised, who does what, and signatures."""

from __future__ import annotations

from typing import Any

from reports.documents import head
from reports.documents.commitments import section
from reports.documents.corrections import corrections
from reports.documents.visits import heading, lines
from reports.facts.corrections import marked_ids
from reports.facts.minutes import Attended, MinutesFacts
from reports.layout import page, styles
from reports.layout.flow import TextBlock
from reports.layout.register import Block, Column, Entry, GroupHeading, Register, Row
from reports.layout.ruled import Blank, Blanks
from resources.translations import _, ngettext


def build(facts: MinutesFacts, *, invariant: bool = False) -> page.Rendered:
    """The PDF of the facts."""
    story = [
        *head.top(facts.head),
        TextBlock(summary_sentence(facts), styles.SUMMARY),
        *_attendance(facts),
        *lines(_("Agenda"), [f"{number}. {words}" for number, words in enumerate(facts.agenda, 1)]),
        *_points(facts),
        *_asks(facts),
        *lines(_("Discussion"), [facts.minutes] if facts.minutes else []),
        *_promises(facts),
        *_actions(facts),
        *lines(_("Next meeting"), [facts.next_meeting] if facts.next_meeting else []),
        *corrections(facts.corrections),
        *_signatures(facts),
    ]
    return page.render(story, head.identity(facts.head), invariant=invariant)


def summary_sentence(facts: MinutesFacts) -> str:
    """Whether it is a draft, how many came, and how much came of it."""
    state = _("Closed out {day}; locked.").format(day=facts.closed_out) if facts.closed_out else _("Draft.")
    came = "; ".join(f"{count} {word.lower()}" for word, count in facts.counts)
    promised = ngettext("{count} promise was made", "{count} promises were made", len(facts.promises))
    parts = [part for part in (came, promised) if part]
    return _("{state} {parts}.").format(state=state, parts="; ".join(parts))


def _attendance(facts: MinutesFacts) -> list[Any]:
    rows: list[Row] = []
    for name, people in ((facts.body or _("Those we met"), facts.theirs), (facts.head.organisation_name, facts.ours)):
        if people:
            rows.append(GroupHeading(f"{name} · {len(people)}"))
            rows += [_attended(each) for each in people]
    if not rows:
        return [heading(_("Attendance")), TextBlock(_("Nobody was written down."), styles.BODY)]
    columns = [Column(_("Name"), 3.2), Column(_("On behalf of"), 3.6), Column(_("Attendance"), 1.6), Column("", 1.6)]
    return [Register(columns, rows, [heading(_("Attendance"))])]


def _attended(each: Attended) -> Entry:
    name = [Block(each.name, styles.CELL_BOLD)]
    if each.alternate_for:
        name.append(Block(_("alternate for {name}").format(name=each.alternate_for), styles.CELL_NOTE))
    return Entry((tuple(name), (Block(each.whom),), (Block(each.code),), (Block(each.part, styles.CELL_NOTE),)))


def _points(facts: MinutesFacts) -> list[Any]:
    if not facts.points:
        return []
    rows: list[Row] = []
    for each in facts.points:
        text = [Block(each.text)]
        if each.impression:
            text.append(Block(f"[{each.impression}]", styles.CELL_ITALIC))
        rows.append(Entry((tuple(text), (Block(each.raised_by or _("not noted"), styles.CELL_NOTE),))))
    columns = [Column(_("Point"), 6.6), Column(_("Raised by"), 3.0)]
    return [Register(columns, rows, [heading(_("Points raised"))])]


def _asks(facts: MinutesFacts) -> list[Any]:
    if not facts.asks:
        return []
    rows: list[Row] = [
        Entry(
            (
                (Block(each.text), Block(each.kind, styles.CELL_NOTE)),
                (Block(each.response, styles.CELL_BOLD), Block(each.answer)),
            )
        )
        for each in facts.asks
    ]
    columns = [Column(_("What we asked for"), 5.0), Column(_("Answer"), 4.6)]
    return [Register(columns, rows, [heading(_("Asks and answers"))])]


def _promises(facts: MinutesFacts) -> list[Any]:
    if not facts.promises:
        return []
    corrected = marked_ids(facts.corrections)
    return [section(_("What was promised"), facts.promises, facts.reader, corrected=corrected)]


def _actions(facts: MinutesFacts) -> list[Any]:
    if not facts.actions:
        return []
    columns = [
        Column(_("Who"), 2.6),
        Column(_("What"), 4.2),
        Column(_("By when"), 1.3),
        Column(_("Reference"), 1.4),
    ]
    rows: list[Row] = [
        Entry(
            (
                (Block(each.who),),
                (Block(each.what),),
                (Block(each.by_when, styles.CELL_BOLD),),
                (Block(each.reference or "–"),),
            )
        )
        for each in facts.actions
    ]
    return [Register(columns, rows, [heading(_("Action list"))])]


def _signatures(facts: MinutesFacts) -> list[Any]:
    """Lines on which both sides sign that they read and agreed."""
    blanks = [
        Blanks([Blank(_("For {organisation}").format(organisation=name), 3), Blank(_("Date"), 1)])
        for name in (facts.head.organisation_name, facts.body or _("those we met"))
    ]
    return [heading(_("Read and agreed")), *blanks]
