"""Papers on which people are not named: between gathering and drawing, every name in every text gives way.

It is found in whatever form somebody wrote it (`crm.rules.name_finding`), in minutes and notes too, and becomes the
office the person holds or held, a pseudonym that is the same in every paper, or “[name withheld]”. Numbers and
addresses of people go with it. Organisations and places keep their names.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from crm.rules.contact_finding import EMAIL, NUMBER, significant_digits
from reports.facts.audience import Names, Reader
from resources.translations import _

if TYPE_CHECKING:
    from crm.queries.offices import Office
    from crm.rules.name_finding import Mention, NameFinder

T = TypeVar("T")
Ask = Callable[..., Any]

_MAKER = "made_by"
"""The field of every paper that names who made it: left empty rather than withheld."""
_NAME, _OFFICE = "_name", "_office"
_AT_ONCE = 900
"""People whose offices are asked for in one statement."""


def redact(ask: Ask, facts: T, reader: Reader, today: date, concerned: int | None = None) -> T:
    """The facts as this reader may read them; those with names are returned as they are.

    `concerned` is the person whom the paper is for: she stays named, with her numbers. Whoever could be harmed when it
    is known who spoke is named outside the house only to herself, or where somebody confirmed it: on a paper that says
    whom it is `addressed` to, and among several that go out together each in her own (`each_as_read`).
    """
    covered = _covered(ask, reader) - {concerned}
    if not reader.hides_names and not covered:
        return facts
    redaction = _Redaction(ask, reader, today, concerned, covered, set(_texts(facts)))
    each_as_read: Callable[[Callable[[Any], Any]], T] | None = getattr(facts, "each_as_read", None)
    return each_as_read(redaction.of) if each_as_read else redaction.of(facts)


def count_people(ask: Ask, facts: object) -> int:
    """How many people these facts name, in whatever form."""
    from crm.queries.known_names import count_named

    found: int = ask(count_named, set(_texts(facts)))
    return found


def _covered(ask: Ask, reader: Reader) -> frozenset[int | None]:
    """Who could be harmed and is on no paper that leaves the house by name."""
    from crm.queries.rights import list_at_risk

    return frozenset() if reader.is_at_home or reader.names_at_risk else frozenset(ask(list_at_risk))


class _Redaction:
    """What stands in the place of the names in some texts; who is named in them is looked up once."""

    def __init__(
        self,
        ask: Ask,
        reader: Reader,
        today: date,
        concerned: int | None,
        covered: frozenset[int | None],
        texts: Collection[str],
    ) -> None:
        from crm.queries.known_names import get_finder, list_contacts_of_people

        self._ask, self._reader, self._today, self._concerned = ask, reader, today, concerned
        self._at_risk = self._covered = covered
        self._finder: NameFinder = ask(get_finder, texts)
        has_contacts = any(map(_may_be_contact, texts))
        self._contacts: Sequence[tuple[str, int]] = ask(list_contacts_of_people) if has_contacts else ()
        self._offices: dict[int, Sequence[Office]] = {}

    def of(self, facts: T) -> T:
        """These facts as they may be read by whom they are addressed to, else by anybody."""
        self._covered = self._at_risk.difference(getattr(facts, "addressed", ()))
        if not self._reader.hides_names and not self._covered:
            return facts
        written = self._rewritten(set(_texts(facts)))
        return _replaced(facts, written, joins_office=self._reader.names is Names.OFFICES) if written else facts

    def _rewritten(self, texts: Collection[str]) -> dict[str, str]:
        """The texts that change, and what they become."""
        without_numbers = self._without_numbers(texts)
        left = {without_numbers.get(text, text) for text in texts}
        mentions = self._finder.find(left)
        self._offices = self._offices_of(
            {who for each in mentions.values() for mention in each for who in mention.whose}
        )
        found = {}
        for text in texts:
            changed = without_numbers.get(text, text)
            changed = self._without_names(changed, mentions.get(changed, ()))
            if changed != text:
                found[text] = changed
        return found

    def _offices_of(self, whose: Iterable[int | None]) -> dict[int, Sequence[Office]]:
        from crm.queries.offices import list_offices_of

        people = sorted(who for who in whose if who is not None)
        found: dict[int, Sequence[Office]] = {}
        for at in range(0, len(people), _AT_ONCE):
            found |= self._ask(list_offices_of, people[at : at + _AT_ONCE], self._today)
        return found

    # Names

    def _without_names(self, text: str, mentions: Sequence[Mention]) -> str:
        parts, at = [], 0
        for mention in mentions:
            if not mention.whose & self._covered and self._may_stand(mention):
                continue
            start, end, words = self._instead(text, mention)
            parts += [text[at : max(start, at)], words]
            at = end
        return "".join([*parts, text[at:]])

    def _may_stand(self, mention: Mention) -> bool:
        """Whether a name of nobody who could be harmed stays: the reader's own, or where names are shown."""
        if not self._reader.hides_names or self._concerned in mention.whose - {None}:
            return True
        return self._is_public(mention)

    def _is_public(self, mention: Mention) -> bool:
        """Whether a name may stand where only those without an office go unnamed."""
        if self._reader.names is not Names.NAMES:
            return False
        return any(who is not None and self._offices.get(who) for who in mention.whose)

    def _instead(self, text: str, mention: Mention) -> tuple[int, int, str]:
        """What stands for a name, and from where to where."""
        known = mention.whose - {None}
        who = next(iter(known)) if len(known) == 1 else None
        names = self._reader.names
        if names is Names.NONE:
            return mention.start, mention.end, _("[name withheld]")
        if names is Names.PSEUDONYMS and who is not None:
            return mention.start, mention.end, _("Person {number}").format(number=who)
        is_covered = bool(mention.whose & self._covered)
        held = self._offices.get(who or 0, ()) if names is Names.OFFICES and not is_covered else ()
        if held and (beside := _office_beside(text, mention, held)):
            return (*beside, "")
        words = office_words(held) or _("a person")
        starts = not text[: mention.start].strip(" “\"'(•☐")
        return mention.start, mention.end, words[:1].upper() + words[1:] if starts else words

    # Numbers and addresses

    def _without_numbers(self, texts: Iterable[str]) -> dict[str, str]:
        """The texts with a number or address of a person in them, and what they become."""
        known = {value for value, whose in self._contacts if self._is_withheld(whose)}
        if not known:
            return {}
        addresses = {each for each in known if "@" in each}
        numbers = {significant_digits(each) for each in known if "@" not in each} - {""}
        return {text: _numbers_out(text, addresses, numbers) for text in texts if _may_be_contact(text)}

    def _is_withheld(self, whose: int) -> bool:
        """Whether numbers and addresses of this person go with the names."""
        return whose in self._covered if self._reader.names is Names.NAMES else whose != self._concerned


def _may_be_contact(text: str) -> bool:
    return "@" in text or NUMBER.search(text) is not None


def _numbers_out(text: str, addresses: Collection[str], numbers: Collection[str]) -> str:
    def address(found: re.Match[str]) -> str:
        return _("[address withheld]") if found[0].casefold() in addresses else found[0]

    def number(found: re.Match[str]) -> str:
        return _("[number withheld]") if significant_digits(found[0]) in numbers else found[0]

    return NUMBER.sub(number, EMAIL.sub(address, text))


def office_words(held: Sequence[Office]) -> str:
    """The office held, else the one held last; empty for none."""
    current = [office for office in held if office.is_current]
    if current:
        return current[0].words
    past = max(held, key=lambda office: office.end_text, default=None)
    return _("formerly {office}").format(office=past.words) if past else ""


def _office_beside(text: str, mention: Mention, held: Sequence[Office]) -> tuple[int, int] | None:
    """What to leave out where the office stands beside the name already: “NAME, OFFICE” becomes “OFFICE”."""
    after = text[mention.end :]
    before = text[: mention.start].rstrip(" ,")
    for title in (office.title for office in held):
        follows = re.match(rf"\s*,\s*(?=(?:the )?{re.escape(title)}(?!\w))", after, re.IGNORECASE)
        if follows:
            return mention.start, mention.end + follows.end()
        if re.search(rf"(?<!\w){re.escape(title)}$", before, re.IGNORECASE):
            return len(before), mention.end
    return None


# The facts are frozen dataclasses, tuples and mappings of each other, with texts at their ends.


def _texts(value: Any) -> Iterator[str]:
    """Every text in the facts."""
    if type(value) is str:
        if value:
            yield value
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from _texts(getattr(value, field.name))
    elif isinstance(value, Mapping):
        for each in (*value.keys(), *value.values()):
            yield from _texts(each)
    elif isinstance(value, tuple | list | set | frozenset):
        for each in value:
            yield from _texts(each)


def _replaced(value: Any, written: Mapping[str, str], *, joins_office: bool) -> Any:
    """The same facts with other texts; what does not change is not copied."""
    if type(value) is str:
        return written.get(value, value)
    if is_dataclass(value) and not isinstance(value, type):
        return _replaced_fields(value, written, joins_office=joins_office)
    if isinstance(value, Mapping):
        return {
            _replaced(key, written, joins_office=joins_office): _replaced(each, written, joins_office=joins_office)
            for key, each in value.items()
        }
    if isinstance(value, tuple | list | set | frozenset):
        each_one = [_replaced(each, written, joins_office=joins_office) for each in value]
        return type(value)(*each_one) if hasattr(value, "_fields") else type(value)(each_one)
    return value


def _replaced_fields(value: Any, written: Mapping[str, str], *, joins_office: bool) -> Any:
    old = {field.name: getattr(value, field.name) for field in fields(value)}
    new = {name: _replaced(each, written, joins_office=joins_office) for name, each in old.items()}
    changed = {name: each for name, each in new.items() if each is not old[name] and each != old[name]}
    if not changed:
        return value
    if changed.get(_MAKER) == _("[name withheld]"):
        changed[_MAKER] = ""
    if joins_office:
        changed |= _said_once(changed, new)
    made = copy.copy(value)
    for name, each in changed.items():
        object.__setattr__(made, name, each)
    return made


def _said_once(changed: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    """A name that became an office where the office has a field of its own: it is said once, as it stands there."""
    found: dict[str, Any] = {}
    for name, words in changed.items():
        if type(words) is not str:
            continue
        beside = "office" if name == "name" else name.removesuffix(_NAME) + _OFFICE
        if type(new.get(beside)) is str and new[beside]:
            found |= {name: new[beside], beside: ""}
        found |= {other: "" for other, each in new.items() if each == words and other not in changed and words}
    return found
