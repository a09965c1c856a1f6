"""The access-request pack on paper: what is held, section by section; as a ZIP with the files about the person."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from reports.documents import head
from reports.facts.access_request import AccessFacts, HeldFile, Item, Section
from reports.forms.pack import pack
from reports.layout import page, styles
from reports.layout.flow import Facts, TextBlock
from reports.layout.register import Block, Column, Entry, Register
from resources.translations import _, ngettext

_RECORD_LINES = 2
HELD = "held.json"
"""The same for a program to read."""


def build(facts: AccessFacts, *, invariant: bool = False) -> page.Rendered:
    """The PDF of the facts."""
    story = [*_head(facts), *_rights(facts)]
    for section in facts.sections:
        story += section_table(section)
    return page.render(
        [*story, *files_table(facts.files), *history_table(facts.history)], _identity(facts), invariant=invariant
    )


def build_pack(facts: AccessFacts, *, invariant: bool = False) -> page.Rendered:
    """The ZIP: the PDF, the files, and the same as JSON. Raises EnvironmentProblem("attachment-damaged")."""
    index = build(facts, invariant=invariant)
    files = [(HELD, _as_json(facts)), *((file.name, facts.read(file.attachment_id)) for file in facts.files)]
    return page.Rendered(pack(index.data, files, invariant=invariant), index.pages)


def _as_json(facts: AccessFacts) -> bytes:
    sections = [
        {
            "section": section.name,
            "items": [
                {"what": item.thing, "on": item.record, "mark": item.mark, "says": dict(item.said)}
                for item in section.items
            ],
        }
        for section in facts.sections
    ]
    held = {"person": facts.scope, "held_by": facts.organisation_name, "on": facts.made_on.isoformat()}
    return json.dumps({**held, "sections": sections}, ensure_ascii=False, indent=1).encode()


def _identity(facts: AccessFacts) -> page.Identity:
    return head.identity_of(
        facts, f"{facts.title}: {facts.scope}", _("Answer to a request for access, POPIA section 23")
    )


def _head(facts: AccessFacts) -> list[Any]:
    rows = [
        (_("Held by"), " · ".join((facts.organisation_name, *facts.reach))),
        (_("Shown"), "; ".join(facts.shown)),
        head.made_row(facts),
    ]
    held = ngettext("{count} thing is held.", "{count} things are held.", facts.count)
    if facts.files:
        held += " " + ngettext("{count} file goes with them.", "{count} files go with them.", len(facts.files))
    return [
        TextBlock(facts.title, styles.TITLE, outline=0, most=1),
        TextBlock(facts.scope, styles.SUBTITLE, most=3),
        Facts(rows),
        TextBlock(f"■ {facts.confidentiality}", styles.BODY_BOLD),
        TextBlock(held, styles.SUMMARY),
    ]


def _rights(facts: AccessFacts) -> list[Any]:
    words = _(
        "By the Protection of Personal Information Act you may know what is held about you (section 23), have it "
        "corrected or deleted (section 24), and object to its use (section 11(3)). Tell us what is wrong: we correct "
        "it, or keep your statement beside it. You may complain to the Information Regulator."
    )
    return [TextBlock(words, styles.NOTICE)]


def section_table(section: Section) -> list[Any]:
    """What is held of one kind, a row a thing."""
    columns = [Column(_("What, and on which record"), 1.6), Column(_("What it says"), 4)]
    lead = TextBlock(f"{section.name} · {len(section.items)}", styles.HEADING, outline=0)
    return [Register(columns, [_entry(item) for item in section.items], [lead])]


def _entry(item: Item) -> Entry:
    what = [Block(item.thing, styles.CELL_BOLD)]
    if item.record:
        what.append(Block(item.record, styles.CELL_NOTE, most=_RECORD_LINES))
    if item.mark:
        what.append(Block(f"■ {item.mark}", styles.CELL_BOLD))
    said = tuple(Block(_("{name}: {words}").format(name=name, words=words)) for name, words in item.said)
    return Entry((tuple(what), said or (Block("–"),)))


def files_table(files: Sequence[HeldFile]) -> list[Any]:
    """The files that go with it, with their hashes."""
    if not files:
        return []
    columns = [Column(_("File in the pack"), 2), Column(_("What it is"), 2), Column("SHA-256", 3)]
    rows = [
        Entry(((Block(file.name),), (Block(file.caption),), (Block(file.sha256, styles.CELL_NOTE),))) for file in files
    ]
    return [Register(columns, rows, [TextBlock(_("Files"), styles.HEADING, outline=0)])]


def history_table(history: Sequence[tuple[str, str]]) -> list[Any]:
    """When and by whom, and what was done."""
    if not history:
        return []
    columns = [Column(_("When, and by whom"), 1.6), Column(_("What was done with it"), 4)]
    rows = [Entry(((Block(when),), (Block(what),))) for when, what in history]
    return [Register(columns, rows, [TextBlock(_("What was done with it"), styles.HEADING, outline=0)])]
