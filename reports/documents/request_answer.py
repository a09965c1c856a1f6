"""The answer to a request under POPIA: a letter of one page, and behind it what is given, section by section."""

from __future__ import annotations

import json
from typing import Any

from reports.documents import head
from reports.documents.access_request import HELD, files_table, history_table, section_table
from reports.facts.request_answer import AnswerFacts
from reports.forms.pack import pack
from reports.layout import page, styles
from reports.layout.flow import Facts, TextBlock
from reports.layout.register import Block, Column, Entry, Register
from reports.layout.ruled import Blank, Blanks
from resources.translations import _, ngettext


def build(facts: AnswerFacts, *, invariant: bool = False) -> page.Rendered:
    """The PDF of the facts."""
    story = [*_letter(facts), *_withheld(facts)]
    for section in facts.sections:
        story += section_table(section)
    story += [*files_table(facts.files), *_access(facts), *history_table(facts.history)]
    return page.render(story, _identity(facts), invariant=invariant)


def build_pack(facts: AnswerFacts, *, invariant: bool = False) -> page.Rendered:
    """The ZIP: the PDF, the files that are given, and the same as JSON. Raises EnvironmentProblem."""
    index = build(facts, invariant=invariant)
    files = [(HELD, _as_json(facts)), *((file.name, facts.read(file.attachment_id)) for file in facts.files)]
    return page.Rendered(pack(index.data, files, invariant=invariant), index.pages, title=index.title)


def _as_json(facts: AnswerFacts) -> bytes:
    said = {
        "request": facts.reference,
        "answer": list(facts.words),
        "held_by": facts.organisation_name,
        "on": facts.made_on.isoformat(),
        "sections": [
            {
                "section": section.name,
                "items": [
                    {
                        "what": item.thing,
                        "on": item.record,
                        "mark": item.mark,
                        "says": [list(pair) for pair in item.said],
                    }
                    for item in section.items
                ],
            }
            for section in facts.sections
        ],
        "history": [list(pair) for pair in facts.history],
        "withheld": [{"ground": ground, "count": count} for ground, count in facts.withheld],
        "who_had_access": [{"on": on, "who": who, "what": what} for on, who, what in facts.access],
    }
    return json.dumps(said, ensure_ascii=False, indent=1).encode()


def _identity(facts: AnswerFacts) -> page.Identity:
    title = f"{facts.title}: {facts.reference}"
    return head.identity_of(facts, title, _("Answer to a request, Protection of Personal Information Act"))


def _letter(facts: AnswerFacts) -> list[Any]:
    return [
        TextBlock(facts.title, styles.TITLE, outline=0, most=1),
        TextBlock(f"{facts.reference} · {facts.scope}", styles.SUBTITLE, most=2),
        Facts(facts.rows),
        *([TextBlock(f"■ {facts.confidentiality}", styles.BODY_BOLD)] if facts.is_draft else []),
        *(TextBlock(words, styles.SUMMARY) for words in facts.words),
        *(TextBlock(words, styles.NOTICE) for words in facts.rights),
        TextBlock(_("Ask us: {ways}").format(ways=" · ".join(facts.reach) or "…" * 20), styles.NOTICE),
        Blanks([Blank(_("For {organisation}").format(organisation=facts.organisation_name), 3, facts.signed_by)]),
        Blanks([Blank(_("Signature"), 3), Blank(_("Date"), 1)]),
    ]


def _withheld(facts: AnswerFacts) -> list[Any]:
    if not facts.withheld:
        return []
    lead = [TextBlock(_("Withheld"), styles.HEADING, outline=0)]
    lead.append(
        TextBlock(
            _("What follows is held and not given; the ground is named, and nothing of its content."), styles.NOTE_AFTER
        )
    )
    rows = [
        Entry(((Block(ngettext("{count} thing", "{count} things", count)),), (Block(ground),)))
        for ground, count in facts.withheld
    ]
    return [Register([Column(_("How much"), 1.2), Column(_("On which ground"), 4)], rows, lead)]


def _access(facts: AnswerFacts) -> list[Any]:
    """Who had access (section 23(1)(b)): who got a paper or file, and whose keys open the workspace."""
    if not (facts.access or facts.colleagues):
        return []
    lead: list[Any] = [TextBlock(_("Who had access to it"), styles.HEADING, outline=0)]
    if facts.colleagues:
        keys = _("Our own colleagues, each with a key of their own: {names}.").format(names=", ".join(facts.colleagues))
        lead.append(TextBlock(keys, styles.NOTE_AFTER))
    if not facts.access:
        return [*lead, TextBlock(_("No paper or file with you in it was given to anybody else."), styles.BODY)]
    columns = [Column(_("When"), 1), Column(_("Who"), 2.2), Column(_("What they were given"), 3)]
    rows = [Entry(((Block(on),), (Block(who),), (Block(what),))) for on, who, what in facts.access]
    return [Register(columns, rows, lead)]
