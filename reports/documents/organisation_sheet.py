"""The organisation sheet on paper."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reports.documents import head
from reports.documents.commitments import sections
from reports.documents.corrections import corrections
from reports.documents.person_sheet import timeline, ways
from reports.documents.visits import heading
from reports.facts.corrections import marked_ids
from reports.facts.organisation_sheet import Holder, Matter, OrganisationFacts
from reports.facts.people import private_words
from reports.layout import page, styles
from reports.layout.flow import Facts
from reports.layout.register import Block, Column, Entry, Register
from resources.translations import _


def build(facts: OrganisationFacts, *, invariant: bool = False) -> page.Rendered:
    """The PDF of the facts."""
    story = [
        *head.top(facts.head),
        heading(_("What it is")),
        Facts(facts.facts),
        *ways(_("How to reach"), facts.ways, (), private_words(facts.withheld_ways)),
        *_holders(facts.holders),
        *_matters(_("Agreements"), facts.agreements),
        *_matters(_("Petitions and submissions before it"), facts.petitions),
        *sections(facts.sections, facts.reader, corrected=marked_ids(facts.corrections)),
        *timeline(facts.timeline),
        *corrections(facts.corrections),
    ]
    return page.render(story, head.identity(facts.head), invariant=invariant)


def _holders(holders: Sequence[Holder]) -> list[Any]:
    if not holders:
        return []
    columns = [Column(_("Name"), 4.0), Column(_("Post, since when"), 5.6)]
    rows = [Entry(((Block(each.name, styles.CELL_BOLD),), (Block(each.office),))) for each in holders]
    return [Register(columns, rows, [heading(_("Who holds which post"))])]


def _matters(title: str, matters: Sequence[Matter]) -> list[Any]:
    if not matters:
        return []
    columns = [Column(_("What"), 6.6), Column(_("Where it stands"), 3.0)]
    rows = [Entry(((Block(each.name),), (Block(each.stands, styles.CELL_BOLD),))) for each in matters]
    return [Register(columns, rows, [heading(title)])]
