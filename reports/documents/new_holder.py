"""Letters to new holders on A4: who we are, what their office undertook, and what we owe it."""

from __future__ import annotations

from crm.rules.dates import format_day
from reports.documents.letter import story_among_others
from reports.facts.letter import confidentiality_words
from reports.facts.new_holder import NewHolderFacts
from reports.layout import page
from resources.translations import _, speaking


def build(facts: NewHolderFacts, *, invariant: bool = False) -> page.Rendered:
    """The PDF of the letters, each on pages of its own."""
    with speaking(facts.letters[0].speech):
        story = [part for letter in facts.letters for part in story_among_others(letter)]
        return page.render(story, identity_of(facts), invariant=invariant)


def identity_of(facts: NewHolderFacts) -> page.Identity:
    """What the file says of itself."""
    first = facts.letters[0]
    made = format_day(first.made_on)
    return page.Identity(
        title=facts.title if len(facts.letters) > 1 else first.subject or _("Letter"),
        subject=_("Letter to {name}").format(name=facts.title),
        organisation=first.organisation,
        author=first.made_by or first.organisation,
        made=made if confidentiality_words(first) else "",
        confidentiality=confidentiality_words(first) or made,
        language=f"{first.language or 'en'}-ZA",
        ends_with_note=False,
    )
