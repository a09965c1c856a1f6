"""The facts of letters to new holders: one for somebody, or one for each who came into a body lately."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from crm.rules import letters
from crm.rules.errors import UserError
from crm.rules.languages import language_key
from reports.facts.audience import level_of
from reports.facts.confidentiality import LEVELS
from reports.facts.letter import SHOWN, LetterFacts
from reports.facts.letter_options import AUTOMATIC, OF_THE_WORDS
from reports.facts.workspace import get_name, get_origin
from reports.options import Chosen, Option, OptionKind
from resources.translations import _, mark

if TYPE_CHECKING:
    from crm.queries.letters import NewHolderLetter

_ONE_OF = "whom"
OPTIONS = (
    Option("person", mark("One new holder"), OptionKind.RECORD, (), "people", True, _ONE_OF),
    Option("body", mark("All new holders of a body"), OptionKind.RECORD, (), "organisations", True, _ONE_OF),
    *(option for option in OF_THE_WORDS if option.name != "template"),
)


@dataclass(frozen=True, slots=True)
class NewHolderFacts:
    """The letters, each beginning on a page of its own."""

    letters: tuple[LetterFacts, ...]

    @property
    def title(self) -> str:
        """Whom the letter is to, or how many there are."""
        if len(self.letters) == 1 and self.letters[0].to:
            return self.letters[0].to[0]
        return _("{count} letters").format(count=len(self.letters))

    def each_as_read(self, redacted: Callable[[LetterFacts], LetterFacts]) -> NewHolderFacts:
        """The letters as each of those they go to may read hers: none of them reads what is for another."""
        return replace(self, letters=tuple(redacted(letter) for letter in self.letters))


def gather(ask: Callable[..., Any], chosen: Chosen) -> NewHolderFacts:
    """Read the letters chosen. Raises UserError("no-new-holders"), and as `prepare_new_holder` does."""
    from crm.queries import contacts, organisations
    from crm.queries import letters as queries
    from crm.queries.translations import speech_in

    person, body = chosen.record("person"), chosen.record("body")
    people = [person] if person is not None else ask(queries.list_new_holders, body, chosen.today)
    if not people:
        raise UserError("no-new-holders", body=get_name(ask, body or 0, "organisations"))
    home = ask(organisations.get_home)
    reach = tuple(
        each.value.replace("\n", ", ")
        for kind in SHOWN
        for each in (ask(contacts.list_contacts, home[0]) if home else ())
        if each.kind == kind and not each.is_private
    )
    language = chosen.choice("language")
    prepared = [
        ask(
            queries.prepare_new_holder,
            each,
            chosen.made_by,
            language="" if language == AUTOMATIC else language,
            max_confidentiality=LEVELS[level_of(chosen)],
            today=chosen.today,
        )
        for each in people
    ]
    our_name = get_origin(ask, chosen.made_by).organisation_name
    return NewHolderFacts(
        tuple(
            replace(_letter(each, our_name, reach, chosen), speech=ask(speech_in, each.template.language))
            for each in prepared
        )
    )


def _letter(prepared: NewHolderLetter, organisation: str, reach: tuple[str, ...], chosen: Chosen) -> LetterFacts:
    """The words, with a table wherever the text has a list."""
    body = letters.without_closing(prepared.text.words, prepared.closing)
    before, listed, rest = _around(body, prepared.listed)
    between, listed_ours, after = _around(rest if listed else before, prepared.listed_ours)
    if not listed:
        before, between = between, ""
    if not listed_ours:
        between, after = ("", between) if listed else ("", "")
    return LetterFacts(
        organisation=organisation,
        reach=reach,
        made_on=chosen.today,
        made_by=chosen.made_by,
        to=prepared.recipient.block,
        to_id=prepared.recipient.record_id,
        subject=prepared.text.subject,
        before=_paragraphs(before),
        promises=prepared.theirs,
        after=_paragraphs(after),
        is_list=True,
        language=language_key(prepared.template.language),
        level=level_of(chosen),
        ours=prepared.ours,
        between=_paragraphs(between),
    )


def _around(body: str, listed: str) -> tuple[str, str, str]:
    return body.partition(listed) if listed else (body, "", "")


def _paragraphs(words: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in words.split("\n\n") if part.strip())


def examples(ask: Callable[..., Any]) -> Sequence[Mapping[str, str]]:
    """A letter to the holder of an office that has most open."""
    from crm.queries.offices import list_posts_held
    from crm.queries.people import PeopleFilter, list_people
    from crm.rules import clock

    found = ask(list_people, PeopleFilter(sort="open", descending=True))[:20]
    holders = [each for each in found if ask(list_posts_held, [each], clock.today())] or found
    return [{"person": f"people:{each}"} for each in holders[:1]]
