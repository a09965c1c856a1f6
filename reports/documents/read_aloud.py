"""The read-aloud sheet: what the report-back says in one language, large, one matter a block, with its pauses."""

from __future__ import annotations

from typing import Any

from reportlab.platypus import KeepTogether

from crm.rules.manner import spoken_day
from reports.documents.report_back import ASK, PLACE, WAYS, identity
from reports.facts.telling import Item, TellingFacts
from reports.layout import fonts, page
from reports.layout.flow import TextBlock
from reports.layout.styles import Style
from reports.layout.telling import Framed

PAUSE = "‖"
NUMBER = Style(fonts.BOLD, 16, 24, before=20, level=2)
SPOKEN = Style(fonts.REGULAR, 16, 24, after=4)


def build(facts: TellingFacts, *, invariant: bool = False) -> page.Rendered:
    """The PDF of the facts."""
    story: list[Any] = [
        TextBlock(facts.scope, PLACE, outline=0, most=2),
        TextBlock(pauses([spoken_day(facts.made_on), *filter(None, facts.titles)]), SPOKEN),
    ]
    for number, item in enumerate(facts.items, 1):
        story.append(KeepTogether(_block(number, item)))
    lines = [(facts.ask_us_labels[0], ASK), (facts.organisation_name, ASK), (" · ".join(facts.reach), WAYS)]
    return page.render([*story, Framed(lines)], identity(facts), invariant=invariant)


def pauses(sentences: list[str]) -> str:
    """Sentences with a mark where one breathes."""
    single = [one for each in sentences for one in each.strip().rstrip(".").split(". ")]
    return f" {PAUSE} ".join(f"{each}." for each in single)


def _block(number: int, item: Item) -> list[Any]:
    column = item.columns[0]
    title = " ".join(filter(None, (f"{number}.", item.place)))
    spoken = [pauses([*([said.label] if said.label else []), said.words]) for said in column.sentences]
    status = [pauses([column.status])] if column.status else []
    return [
        TextBlock(title, NUMBER, outline=1),
        *(TextBlock(f"{words} {PAUSE}", SPOKEN) for words in (*spoken, *status)),
    ]
