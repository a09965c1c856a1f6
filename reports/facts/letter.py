"""The facts of a letter: whom it goes to, its words, and what it is about."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from crm.rules import letters
from crm.rules.errors import UserError
from crm.rules.languages import language_key
from crm.rules.letters import Way
from reports.facts.audience import level_of
from reports.facts.confidentiality import LEVELS
from reports.facts.letter_options import AUTOMATIC, LAST, NEXT
from reports.facts.workspace import get_origin
from reports.options import Chosen
from resources.translations import ENGLISH, Speech, _

if TYPE_CHECKING:
    from crm.queries.letters import Prepared, Promise
    from crm.queries.petition_letters import PetitionSaid

SHOWN = ("postal", "address", "phone", "email", "web")
"""Ways to reach us that stand under our name, where they are not private."""


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """A letter as it is set: the words before and after the list, and who signs."""

    organisation: str
    reach: tuple[str, ...]
    made_on: date
    made_by: str
    to: tuple[str, ...]
    subject: str
    before: tuple[str, ...]
    promises: tuple[Promise, ...]
    after: tuple[str, ...]
    is_list: bool
    language: str
    level: str
    ours: tuple[Promise, ...] = ()
    """What we owe whom it goes to; `between` are the words before it."""
    between: tuple[str, ...] = ()
    petition: PetitionSaid | None = None
    speech: Speech = field(default_factory=lambda: Speech(ENGLISH), compare=False)
    """What is spoken around its words: the language of its template."""
    to_id: int | None = None
    """Whom it goes to, where that is a record."""

    @property
    def addressed(self) -> tuple[int, ...]:
        """Who reads it under the own name, whatever is covered for others."""
        return (self.to_id,) if self.to_id is not None else ()


def gather(ask: Callable[..., Any], chosen: Chosen) -> LetterFacts:
    """Read the facts of the letter chosen.

    Raises UserError: "letter-nothing-outstanding", and as `crm.queries.letters.prepare` does.
    """
    prepared = prepare(ask, chosen)
    return with_words(facts_of(ask, chosen, prepared), prepared, prepared.text.subject, prepared.text.words)


def facts_of(ask: Callable[..., Any], chosen: Chosen, prepared: Prepared) -> LetterFacts:
    """What a prepared letter shows beside its words."""
    from crm.queries import contacts, organisations
    from crm.queries.translations import speech_in

    origin = get_origin(ask, chosen.made_by)
    home = ask(organisations.get_home)
    reach = ask(contacts.list_contacts, home[0]) if home else ()
    return LetterFacts(
        origin.organisation_name,
        tuple(each.value.replace("\n", ", ") for kind in SHOWN for each in reach if _is_shown(each, kind)),
        chosen.today,
        origin.made_by,
        prepared.recipient.block,
        "",
        (),
        prepared.promises,
        (),
        len(prepared.promises) > 1,
        language_key(prepared.template.language),
        level_of(chosen),
        petition=prepared.petition,
        speech=ask(speech_in, prepared.template.language),
        to_id=prepared.recipient.record_id,
    )


def _is_shown(contact: Any, kind: str) -> bool:
    return contact.kind == kind and not contact.is_private


def prepare(ask: Callable[..., Any], chosen: Chosen) -> Prepared:
    """The text of the letter chosen; raises as `gather` does."""
    from crm.queries import letters as queries

    level = LEVELS[level_of(chosen)]
    to_id = chosen.record("person") or chosen.record("body")
    one_id = chosen.record("commitment") or chosen.record("petition")
    if one_id is not None:
        return prepare_about(ask, chosen, [one_id])
    if to_id is None:
        raise UserError("report-option-of-several-missing", options="--commitment, --petition, --person, --body")
    about = ask(queries.list_outstanding_of, to_id, level)
    if not about:
        raise UserError("letter-nothing-outstanding")
    return prepare_about(ask, chosen, about, to_id)


def prepare_about(
    ask: Callable[..., Any], chosen: Chosen, record_ids: Sequence[int], to_id: int | None = None
) -> Prepared:
    """The text about one petition or these promises, to whom the first of them binds unless said."""
    from crm.queries import letters as queries

    kind, language = chosen.choice("template"), chosen.choice("language")
    found: Prepared = ask(
        queries.prepare,
        record_ids,
        Way.LETTER,
        chosen.made_by,
        to_id=to_id,
        kind="" if kind == AUTOMATIC else kind,
        language="" if language == AUTOMATIC else language,
        rung=_rung(ask, chosen, record_ids),
        max_confidentiality=LEVELS[level_of(chosen)],
        today=chosen.today,
    )
    return found


def _rung(ask: Callable[..., Any], chosen: Chosen, record_ids: Sequence[int]) -> int:
    """The place of the rung chosen, 0 for none. Raises UserError("no-rung-taken"), ("no-next-rung")."""
    from crm.queries import escalation, records

    which = chosen.choice("rung")
    if which not in (AUTOMATIC, NEXT, LAST):
        return int(which)
    head = ask(records.get_record, record_ids[0])
    if head is None or (which == AUTOMATIC and head.noun != "petitions"):
        return 0
    climb = ask(escalation.get_climb, record_ids[0], head.noun, chosen.today)
    if which == LAST:
        return int(climb.last_position)
    return int(climb.next_position if which == NEXT or climb.next else climb.last_position)


def with_words(facts: LetterFacts, prepared: Prepared, subject: str, words: str) -> LetterFacts:
    """The letter with these words, as the user changed them; the list stands where its lines do."""
    body = letters.without_closing(words, prepared.closing)
    before, listed, after = body.partition(prepared.listed) if prepared.listed else (body, "", "")
    return replace(facts, subject=subject, before=_paragraphs(before), after=_paragraphs(after) if listed else ())


def _paragraphs(words: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in words.split("\n\n") if part.strip())


def examples(ask: Callable[..., Any]) -> Sequence[Mapping[str, str]]:
    """A letter about one promise that is outstanding, about all that one body owes, and about a petition."""
    from crm.queries import commitments, petitions

    late = ask(commitments.list_commitments, commitments.CommitmentFilter(lateness="late", max_confidentiality=0))
    owed = [row for row in ask(commitments.get_commitment_rows, late) if row.direction == "they_owe_us"]
    asked = ask(petitions.list_petitions, petitions.PetitionsFilter(is_late=True, max_confidentiality=0))
    about: list[Mapping[str, str]] = [{"petition": f"petitions:{one}"} for one in asked[:1]]
    if not owed:
        return about
    bodies = [row.body_id for row in owed if row.body_id]
    chosen: list[Mapping[str, str]] = [{"commitment": f"commitments:{owed[0].id}"}]
    if bodies:
        most = max(dict.fromkeys(bodies), key=bodies.count)
        chosen.append({"body": f"organisations:{most}"})
    return [*chosen, *about]


def confidentiality_words(facts: LetterFacts) -> str:
    """What the foot of the page says."""
    return "" if facts.level == "open" else _("Confidential: for the addressee")
