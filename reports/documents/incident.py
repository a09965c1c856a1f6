"""The incident sheet, and the letters to those concerned, on paper."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from reportlab.platypus import KeepTogether

from crm.rules.file_names import safe_file_name
from reports.documents import head, letter
from reports.facts.incident import IncidentFacts, KindLine, NoticeFacts, OutsideLine, ReachedLine
from reports.forms.pack import pack
from reports.layout import page, styles
from reports.layout.flow import TextBlock
from reports.layout.register import Block, Column, Entry, GroupHeading, Register
from reports.layout.ruled import Blank, Blanks
from resources.translations import _, ngettext

_TICK = "☐"
_CLOSE = 2.0
"""Points around lines that are read as a list."""


def build(facts: IncidentFacts, *, invariant: bool = False) -> page.Rendered:
    """The PDF of the sheet."""
    story = [
        *head.top(facts.head),
        TextBlock(summary_sentence(facts), styles.SUMMARY),
        Blanks([Blank(_("Where it happened"), 3), Blank(_("Police station and case number (CAS)"), 3)]),
        *_people(facts),
        *_held(facts),
        *_protected(facts),
        *_outside(facts),
        *_law(facts),
        *_steps(facts),
        *_signed(facts),
    ]
    return page.render(story, head.identity(facts.head), invariant=invariant)


def summary_sentence(facts: IncidentFacts) -> str:
    """The whole sheet in a sentence or two."""
    if facts.held_workspace:
        people = ngettext("{count} person is concerned", "{count} people are concerned", facts.people)
    else:
        people = ngettext(
            "Whoever is named in it is concerned. In our records is {count} person",
            "Whoever is named in it is concerned. In our records are {count} people",
            facts.people,
        )
    words = people.format(count=facts.people)
    if facts.at_risk:
        harmed = ngettext("{count} of them could be harmed", "{count} of them could be harmed", facts.at_risk)
        words = f"{words}, {harmed.format(count=facts.at_risk)}"
    if not facts.is_open_to_others:
        return _("{people}, if somebody opens the file.").format(people=words)
    return f"{words}."


def _people(facts: IncidentFacts) -> list[Any]:
    heading = _("Who is concerned") if facts.held_workspace else _("Who is in our records")
    if not facts.kinds:
        return _nothing(heading, _("Nobody is in it."))
    columns = [
        Column(_("People"), 3.6),
        Column(_("In it"), 1, is_right=True),
        Column(_("With private contact details"), 1.5, is_right=True),
        Column(_("With special information"), 1.5, is_right=True),
        Column(_("Restricted"), 1.2, is_right=True),
        Column(_("Could be harmed"), 1.2, is_right=True),
    ]
    entries = [_kind(line) for line in facts.kinds]
    ways = "; ".join(f"{way[:1].lower()}{way[1:]}: {count}" for way, count in facts.ways)
    note = TextBlock(_("How they are reached: {ways}.").format(ways=ways), styles.NOTE_AFTER)
    return [Register(columns, entries, [TextBlock(heading, styles.HEADING, outline=0), note])]


def _kind(line: KindLine) -> Entry:
    numbers = (line.count, line.private, line.special, line.restricted, line.at_risk)
    return Entry(((Block(line.kind, styles.CELL_BOLD),), *((Block(str(number)),) for number in numbers)))


def _held(facts: IncidentFacts) -> list[Any]:
    heading = _("What was in it") if facts.held_workspace else _("What is in our records")
    if not facts.held:
        return _nothing(heading, _("Nothing that speaks of people."))
    columns = [Column(_("Kind of information"), 6), Column(_("How much"), 1, is_right=True), Column("", 2)]
    entries = [
        Entry(
            (
                (Block(each.what),),
                (Block(str(each.count)),),
                (Block(_("special, section 26") if each.is_special else "", styles.CELL_NOTE),),
            )
        )
        for each in facts.held
    ]
    note = _("There is no field for identity numbers. Known as of {day}: what was written down later is not counted.")
    known = TextBlock(note.format(day=facts.known_until or "?"), styles.NOTE_AFTER)
    lead = [TextBlock(heading, styles.HEADING, outline=0), known]
    return [Register(columns, entries, lead, padding=_CLOSE)]


def _nothing(heading: str, words: str) -> list[Any]:
    return [TextBlock(heading, styles.HEADING, outline=0), TextBlock(words, styles.BODY)]


def _protected(facts: IncidentFacts) -> list[Any]:
    heading = TextBlock(_("Encrypted, and how far that helps"), styles.HEADING, outline=0)
    if not facts.held_workspace:
        return [heading, TextBlock(facts.protection, styles.BODY)]
    words = _(
        "The whole file is encrypted (SQLCipher: AES with 256 bits, each page with its own check). Its key is sealed to"
        " each person's passphrase with Argon2id (64 MiB and three passes a guess), and to the recovery sheet (160 bits"
        " at random). No part of it is ever written in the clear beside it."
    )
    return [
        heading,
        TextBlock(facts.protection, styles.BODY_BOLD),
        TextBlock(words, styles.BODY),
    ]


def _outside(facts: IncidentFacts) -> list[Any]:
    lead = [TextBlock(_("What lay outside it"), styles.HEADING, outline=0)]
    if not facts.outside:
        none = _("Nothing that Kgotla wrote: each paper and export that was saved is noted with where it was put.")
        return [*lead, TextBlock(none, styles.BODY)]
    columns = [
        Column(_("Written on"), 1.3),
        Column(_("Paper or file"), 3.2),
        Column(_("Where"), 3.6),
        Column(_("How much"), 1.2),
        Column(_("People it names"), 1.1, is_right=True),
    ]
    note = _(
        "Whoever finds one can read it, unless it opens with a password. It is what Kgotla wrote, on whatever computer."
    )
    lead.append(TextBlock(note, styles.NOTE_AFTER))
    return [Register(columns, [_lay_outside(each) for each in facts.outside], lead)]


def _lay_outside(each: OutsideLine) -> Entry:
    place = Block(each.place, styles.CELL_NOTE)
    return Entry(
        ((Block(each.day),), (Block(each.title),), (place,), (Block(each.size),), (Block(each.people),)),
    )


def _law(facts: IncidentFacts) -> list[Any]:
    rows = [Entry(((Block(part, styles.CELL_BOLD),), (Block(words),))) for part, words in facts.duties]
    lead = [TextBlock(_("What the law asks"), styles.HEADING, outline=0)]
    columns = [Column(_("POPIA"), 1), Column(_("What it asks, in our words"), 8)]
    return [Register(columns, rows, lead, padding=_CLOSE)]


def _steps(facts: IncidentFacts) -> list[Any]:
    lines = [TextBlock(f"{_TICK} {step}", styles.ITEM) for step in facts.steps]
    return [TextBlock(_("What to do now"), styles.HEADING, outline=0), *lines]


def _signed(facts: IncidentFacts) -> list[Any]:
    officer = facts.officer
    named = ", ".join((officer.name, *officer.ways)) if officer.name else _("nobody is named yet (Settings, Privacy)")
    signed = [
        TextBlock(_("Information Officer: {officer}").format(officer=named), styles.SUMMARY),
        Blanks([Blank(_("Signed"), 3), Blank(_("On"), 1.4), Blank(_("Regulator's reference"), 2)]),
    ]
    return [KeepTogether(signed)]


# --- The letters ------------------------------------------------------------------------------------------------------


def build_notice(facts: NoticeFacts, *, invariant: bool = False) -> page.Rendered:
    """The PDF: the list of recipients, then a letter a page."""
    story = _list(facts)
    for one in facts.letters:
        story += letter.story_among_others(one)
    return page.render(story, head.identity(facts.head), invariant=invariant)


def build_letters(facts: NoticeFacts, *, invariant: bool = False) -> page.Rendered:
    """The ZIP: the list of recipients, and each letter as a PDF of its own."""
    index = page.render(_list(facts), head.identity(facts.head), invariant=invariant)
    files = [(name, letter.build(one, invariant=invariant).data) for name, one in _named(facts)]
    return page.Rendered(pack(index.data, files, invariant=invariant), index.pages)


def _named(facts: NoticeFacts) -> Iterator[tuple[str, Any]]:
    for number, one in enumerate(facts.letters, 1):
        yield f"{number:03} {safe_file_name(one.to[0] if one.to else '', 60)}.pdf", one


def _list(facts: NoticeFacts) -> list[Any]:
    columns = [
        Column(_("Letter"), 0.8),
        Column(_("Who"), 3),
        Column(_("Where it reaches them"), 4),
        Column(_("Done on"), 1.4),
    ]
    rows: list[Any] = []
    for way, lines in facts.groups:
        rows.append(GroupHeading(f"{way} · {len(lines)}"))
        rows += [_reached(line) for line in lines]
    careful = _(
        "Those who could be harmed by a letter that somebody else opens stand first: speak to them, and hand the letter"
        " over where they say."
    )
    found = [*head.top(facts.head)]
    if facts.has_harmed:
        found.append(TextBlock(careful, styles.SUMMARY))
    if not facts.held_workspace:
        some = _("Here is everybody in our records: send letters only to those whom what was lost names.")
        found.append(TextBlock(some, styles.SUMMARY))
    return [*found, Register(columns, rows) if rows else TextBlock(_("Nobody is in it."), styles.SUMMARY)]


def _reached(line: ReachedLine) -> Entry:
    number = str(line.number) if line.number else "–"
    return Entry(((Block(number),), (Block(line.name, styles.CELL_BOLD),), (Block(line.at),), (Block("________"),)))
