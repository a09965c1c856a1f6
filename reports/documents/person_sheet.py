"""The person sheet on paper."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reports.documents import head
from reports.documents.commitments import sections
from reports.documents.corrections import corrections
from reports.documents.visits import heading, lines
from reports.facts.audience import Audience
from reports.facts.corrections import marked_ids
from reports.facts.people import Door, Way, private_words
from reports.facts.person_sheet import PersonFacts
from reports.facts.timeline import Moment
from reports.layout import page, styles
from reports.layout.flow import Facts, TextBlock
from reports.layout.register import Block, Column, Entry, Register
from resources.translations import _


def build(facts: PersonFacts, *, invariant: bool = False) -> page.Rendered:
    """The PDF of the facts."""
    address = _("In the room: {spoken}. In a letter: {letter}.").format(spoken=facts.spoken, letter=facts.letter)
    story = [
        *head.top(facts.head),
        TextBlock(address, styles.SUMMARY),
        *([TextBlock(facts.caution, styles.BODY_BOLD)] if facts.caution else []),
        *lines(_("Offices now"), facts.now),
        *lines(_("Offices before"), facts.before),
        *ways(_("How to reach"), facts.ways, facts.doors, facts.stopped or private_words(facts.withheld_ways)),
        *([heading(_("Good to know")), Facts(facts.facts)] if facts.facts else []),
        *sections(facts.sections, facts.reader, corrected=marked_ids(facts.corrections)),
        *timeline(facts.timeline),
        *lines(_("Our notes"), [f"{note.on}: {note.text}" for note in facts.notes]),
        *([heading(_("Why we hold this")), Facts(facts.privacy)] if facts.privacy else []),
        *corrections(facts.corrections),
        *_put_right(facts),
    ]
    return page.render(story, head.identity(facts.head), invariant=invariant)


def ways(title: str, found: Sequence[Way], doors: Sequence[Door], withheld: str) -> list[Any]:
    """Numbers and addresses, those of whom one goes through first, each with when it was checked."""
    rows = [
        Entry(
            (
                (Block(_("Through {name}").format(name=door.name), styles.CELL_BOLD), Block(door.note)),
                tuple(Block(each.value) for each in door.ways) or (Block(_("no number yet")),),
                tuple(Block(each.checked, styles.CELL_NOTE) for each in door.ways),
            )
        )
        for door in doors
    ]
    rows += [
        Entry(
            ((Block(_("Directly"), styles.CELL_BOLD),), (Block(each.value),), (Block(each.checked, styles.CELL_NOTE),))
        )
        for each in found
    ]
    if not rows:
        return [heading(title), TextBlock(withheld or _("No number or address yet"), styles.NOTE)]
    columns = [Column(_("Way"), 3.0), Column(_("Number or address"), 4.0), Column(_("Checked on"), 2.6)]
    return [Register(columns, rows, [heading(title)]), *([TextBlock(withheld, styles.NOTE)] if withheld else [])]


def timeline(moments: Sequence[Moment]) -> list[Any]:
    """What happened, newest first."""
    if not moments:
        return []
    columns = [Column(_("When"), 1.4), Column(_("What"), 8.2)]
    rows = [Entry(((Block(each.on, styles.CELL_BOLD),), (Block(each.title),))) for each in moments]
    return [Register(columns, rows, [heading(_("What happened"))])]


def _put_right(facts: PersonFacts) -> list[Any]:
    """To whom to say that something is wrong; of what is not on the sheet the person concerned is told too."""
    at = ", ".join((facts.head.organisation_name, *facts.reach))
    words = [TextBlock(_("Is something wrong? Tell us: {at}").format(at=at), styles.CLOSING)]
    if facts.reader.audience is Audience.PERSON:
        rest = _("Notes we keep for our own work are not on this sheet. You may ask for everything held on you.")
        words.append(TextBlock(rest, styles.NOTE))
    return words
