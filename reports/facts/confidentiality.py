"""What a paper may show: records up to a level of confidentiality, and what it keeps back is counted and said."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Mapping
from typing import Any

from crm.rules import clock
from reports.facts.audience import AS_THE_READER, CONFIDENTIALITY, RULES, Audience, Names, Reader, reader_of
from reports.options import Chosen
from resources.translations import _, ngettext

LEVELS = {"open": 0, "internal": 1, "restricted": 2}
"""The highest confidentiality a record may have to be in the paper."""
_LONGEST_NAME = 36
"""Letters of our own name in the line at the foot."""


def level_words(choice: str) -> str:
    """What is shown, in words."""
    return {
        "open": _("open records only"),
        "internal": _("restricted records are left out"),
        "restricted": _("restricted records are included"),
    }[choice]


class Gate:
    """Lets records up to a level through, and remembers which it kept back."""

    def __init__(self, ask: Callable[..., Any], level: int) -> None:
        from crm.queries.records import list_ids_above

        self._hidden = frozenset(ask(list_ids_above, level))
        self.level = level
        self.kept_back: set[int] = set()

    def passes(self, record_id: int | None) -> bool:
        """Whether the record may be shown; no record at all passes."""
        if record_id is None or record_id not in self._hidden:
            return True
        self.kept_back.add(record_id)
        return False

    def name(self, record_id: int | None, name: str) -> str:
        """The record's name, or that it is withheld."""
        return name if self.passes(record_id) else _("name withheld")

    def words(self) -> tuple[str, ...]:
        """How many records were kept back, where there were any."""
        count = len(self.kept_back)
        words = ngettext("{count} record is not shown for that", "{count} records are not shown for that", count)
        return (words,) if count else ()


def kept_back_words(gate: Gate, chosen: Chosen) -> tuple[str, ...]:
    """How many records were kept back, for whoever is told: the other side need not know how much there is."""
    return gate.words() if reader_of(chosen).is_told_what_is_missing else ()


def shown_words(chosen: Chosen) -> tuple[str, ...]:
    """For whom the paper is, what was left out for that, and what was asked for beyond it."""
    audience = reader_of(chosen).audience
    whom = () if audience is Audience.OURSELVES else (_for_whom(audience),)
    return (*whom, *left_out_words(chosen))


def left_out_words(chosen: Chosen, reader: Reader | None = None) -> tuple[str, ...]:
    """What was left out for the reader of a paper, and what was asked for beyond it."""
    reader = reader or reader_of(chosen)
    words = []
    is_chosen = chosen.choices.get(CONFIDENTIALITY.name, AS_THE_READER) != AS_THE_READER
    is_beyond = is_chosen and LEVELS[reader.level] > LEVELS[RULES[reader.audience].level]
    words.append(_as_chosen(level_words(reader.level)) if is_beyond else level_words(reader.level))
    words += [*_names_words(reader), *_private_words(reader)]
    return tuple(words)


def reader_sentence(choices: Mapping[str, str], find_reader: Callable[[Chosen], Reader] = reader_of) -> str:
    """What the choices of a paper mean for its reader: “Open records only; offices instead of names.”."""
    chosen = Chosen(clock.today(), choices=choices)
    reader = find_reader(chosen)
    words = [*left_out_words(chosen, reader)]
    words += [_("with names")] if reader.is_at_home and reader.names is Names.NAMES else []
    sentence = "; ".join(words)
    return f"{sentence[:1].upper()}{sentence[1:]}."


def _names_words(reader: Reader) -> tuple[str, ...]:
    if reader.names is not Names.NAMES:
        return (
            {
                Names.OFFICES: _("offices instead of names"),
                Names.PSEUDONYMS: _("pseudonyms instead of names"),
                Names.NONE: _("without names"),
            }[reader.names],
        )
    if not reader.names_everybody:
        return (_("people without an office are not named"),)
    return () if reader.is_at_home else (_as_chosen(_("people are named")),)


def _private_words(reader: Reader) -> tuple[str, ...]:
    if reader.sees_own:
        return (_("the person's own private numbers are included, our notes are not"),)
    if not reader.has_private:
        return (_("private notes and numbers are left out"),)
    return () if reader.is_at_home else (_as_chosen(_("private notes and numbers are included")),)


def _as_chosen(words: str) -> str:
    return _("{words}, as chosen").format(words=words)


def _for_whom(audience: Audience) -> str:
    return {
        Audience.OURSELVES: _("for ourselves"),
        Audience.DELEGATION: _("for our delegation"),
        Audience.BODY: _("for the body we meet"),
        Audience.PARTNERS: _("for our partners"),
        Audience.FUNDER: _("for our funder"),
        Audience.COMMUNITY: _("for the community"),
        Audience.PERSON: _("for the person concerned"),
    }[audience]


def foot_words(chosen: Chosen, organisation_name: str, reader: Reader | None = None) -> str:
    """The line at the foot of every page: who may see it, and how to treat it."""
    reader = reader or reader_of(chosen)
    if reader.is_at_home:
        return home_only(organisation_name)
    whom = _for_whom(reader.audience)
    if reader.level == "open" and not reader.has_private:
        words = _("From {organisation}, {whom}. Nothing in it is confidential.")
    else:
        words = _("From {organisation}, {whom} only: it holds what is not open to everybody.")
    return words.format(organisation=_short(organisation_name), whom=whom)


def home_only(organisation_name: str) -> str:
    """The line at the foot of a paper that stays in the house."""
    return _(
        "For {organisation} only. Holds personal information: keep it safe, and destroy it when it is done with."
    ).format(organisation=_short(organisation_name))


def _short(organisation_name: str) -> str:
    """A long name gives way at the foot, not what is said after it: it stands at the top."""
    return textwrap.shorten(organisation_name, _LONGEST_NAME, placeholder="…")
