"""Whether a table is a register of promises, and what its columns mean: by their headings, else by the values."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from statistics import median

from crm.exchange.columns import Column, Field, Mapping, column_values, fingerprint, heading_words, mostly
from crm.exchange.promise_days import read_made, written_day
from crm.rules import clock
from crm.rules.emails import read_emails
from crm.rules.status_words import guess_meaning
from resources.translations import _

LAYOUT = "promises:"
"""How the layout of every register begins."""

_HEADINGS: tuple[tuple[Field, str], ...] = (
    (Field.PROMISE, r"(exact )?words|what( was| they| he| she)?( promised| did they promise| said)?|pledges?|belofte"),
    (Field.PROMISE, r"(the )?(promise|commitment|undertaking)s?( made| given)?|onderneming|wat|aksie"),
    (Field.PROMISE, r"(agreed |required )?actions?( item| point| required| agreed)?s?|resolutions?"),
    (Field.PROMISE, r"(promise|commitment|undertaking|action) (description|details)"),
    (
        Field.DUE,
        r"(by|teen) (when|wanneer)|due( date| by| on)?|date due|deadlines?|target( date)?|time ?(line|frame)s?",
    ),
    (Field.DUE, r"(expected |agreed |promised )?(completion|delivery) date|to be done by|promised for|sperdatum"),
    (Field.DUE, r"(agreed|expected) date|keerdatum|dead line"),
    (Field.MADE_ON, r"when|wanneer|date|datum|(date|day) (made|given|promised|raised|noted|agreed|recorded)"),
    (Field.MADE_ON, r"(made|promised|given|said|agreed) on|(meeting|engagement) date|date of .*|when (made|promised)"),
    (Field.OWED_TO, r"(to|for) whom|(promised|owed|made|given) to|beneficiar(y|ies)|aan wie|recipient"),
    (Field.OWNER, r"(our|responsible) (owner|person|colleague|official|staff)|owner|assigned to|verantwoordelike?"),
    (Field.OWNER, r"responsible|responsibility|(follow(ed)? up|followup) by|who follows up|our follow up"),
    (Field.MADE_BY, r"who( promised| said( it| so)?| made it)?|wie|(promised|made|said|given|undertaken) by|by whom"),
    (Field.MADE_BY, r"(name of )?(the )?(official|office bearer|representative|duty bearer|promisor|speaker|person)"),
    (Field.MADE_BY, r"names?|belowe deur|member|councillor|(mpl|mp|mec)( name)?|deur wie|name and surname"),
    (Field.MAKER_OFFICE, r"position|post|office( held)?|designation|role|capacity|department|organi[sz]ation|body"),
    (Field.MAKER_OFFICE, r"institution|committee|municipality|entity"),
    (Field.STATUS, r"(current )?(status|progress|state)|outcome|vordering|stand"),
    (Field.NOTE, r"(general )?(notes?|comments?|remarks?)|feedback|(latest )?updates?|opmerkings?|aantekeninge?"),
    (Field.NOTE, r"(progress|follow up) (notes?|report|comments?)"),
    (Field.REFERENCE, r"(our )?ref(erence)?( ?(no|nr|number))?|(item )?(no|nr|number)|verwysing(snommer)?|id|item"),
)
_PATTERNS = tuple((field, re.compile(pattern)) for field, pattern in _HEADINGS)
_LOOSE = re.compile(r"description|details?|issue|matter|item|task|deliverable|besonderhede|beskrywing")
_WITH_PROMISE = (Field.DUE, Field.MADE_ON, Field.OWED_TO, Field.STATUS)
_CONTACT = re.compile(r"e ?mail.*|(cell|mobile|tele|phone|tel|selfoon|fax).*")
_REFERENCE_VALUE = re.compile(r"[A-Za-z]{0,6}[-/ .]?\d{1,4}([-/.]\d{1,6})*[a-z]?")
_MOST_WORDS_OF_NAME = 6


def promise_field(heading: str) -> Field:
    """What a heading says in a register of promises, UNKNOWN when nothing."""
    words = heading_words(heading)
    if heading.strip() == "#":
        return Field.REFERENCE
    return next((field for field, pattern in _PATTERNS if pattern.fullmatch(words)), Field.UNKNOWN)


def guess_register(
    headings: Sequence[str], sample_rows: Sequence[Sequence[str]], *, is_wanted: bool = False
) -> Mapping | None:
    """The mapping of a register of promises; None for a table that seems to be none.

    `is_wanted`: the user stands among the commitments, so that the rows are taken for promises where nothing says
    otherwise.
    """
    samples = [column_values(sample_rows, index) for index in range(len(headings))]
    columns = [_by_heading(index, heading) for index, heading in enumerate(headings)]
    if any(headings):
        columns = _loose_words(columns, is_wanted)
        is_register = _is_register(columns, is_wanted)
    else:
        is_register = is_wanted or _has_promises(samples)
    if not is_register:
        return None
    columns = _settle(_by_values(columns, samples, is_wanted))
    mapping = Mapping(tuple(columns), LAYOUT + fingerprint(headings).partition(":")[2])
    return mapping if mapping.is_register else None


def _by_heading(index: int, heading: str) -> Column:
    field = promise_field(heading)
    return Column(index, heading, field, _("the heading says so") if field != Field.UNKNOWN else "")


def _loose_words(columns: list[Column], is_wanted: bool) -> list[Column]:
    """“Description” says what was promised where no better heading does and the others are a register's."""
    if any(column.field == Field.PROMISE for column in columns):
        return columns
    others = {column.field for column in columns}
    is_likely = is_wanted or (Field.DUE in others and others & {Field.MADE_BY, Field.STATUS, Field.OWNER})
    loose = [c for c in columns if _LOOSE.fullmatch(heading_words(c.heading))] if is_likely else []
    if not loose:
        return columns
    reason = _("the other columns say so")
    return [replace(c, field=Field.PROMISE, reason=reason) if c is loose[0] else c for c in columns]


def _is_register(columns: Sequence[Column], is_wanted: bool) -> bool:
    fields = {column.field for column in columns}
    if Field.PROMISE not in fields:
        return is_wanted
    has_contacts = any(_CONTACT.fullmatch(heading_words(column.heading)) for column in columns)
    return bool(fields & set(_WITH_PROMISE)) or (Field.MADE_BY in fields and not has_contacts)


def _has_promises(samples: Sequence[list[str]]) -> bool:
    """Whether rows without headings are promises: sentences beside days, and no way to reach anybody."""
    has_contacts = any(
        mostly(values, lambda value: bool(read_emails(value)) or _is_number(value)) for values in samples
    )
    return not has_contacts and any(map(_are_sentences, samples)) and any(map(_are_days, samples))


def _is_number(value: str) -> bool:
    return sum(map(str.isdigit, value)) >= 9 and not any(map(str.isalpha, value))


def _are_sentences(values: Sequence[str]) -> bool:
    return bool(values) and median(len(value.split()) for value in values) >= 3 and not _are_days(values)


def _are_days(values: Sequence[str]) -> bool:
    """Whether at least half of the values are days, some of them written in figures or with a month."""
    return bool(values) and sum(written_day(value) for value in values) * 2 >= len(values)


def _by_values(columns: list[Column], samples: Sequence[list[str]], is_wanted: bool) -> list[Column]:
    """What the columns without a heading we know hold: days, statuses, sentences, names."""
    found = _Sorter(columns, samples, is_wanted).sort()
    reason = _("the values look like it")
    return [replace(c, field=found[c.index], reason=reason) if c.index in found else c for c in columns]


class _Sorter:
    """Gives each column that nobody named the field its values look like, the plainest first."""

    def __init__(self, columns: Sequence[Column], samples: Sequence[list[str]], is_wanted: bool) -> None:
        self._columns, self._samples = columns, samples
        self._is_bare = not any(column.heading for column in columns)
        self._taken = {column.field for column in columns}
        self._found: dict[int, Field] = {}
        self._free = [
            c.index for c in columns if c.field == Field.UNKNOWN and (not c.heading or is_wanted) and samples[c.index]
        ]

    def sort(self) -> dict[int, Field]:
        """The field of each column that got one."""
        if Field.PROMISE not in self._taken:
            self._give_words()
        words = next((c.index for c in self._columns if self._found.get(c.index, c.field) == Field.PROMISE), 0)
        for index, field in _days(self._free, self._samples, words, self._taken):
            self._give(field, index)
        for index in list(self._free):
            self._give_plain(index)
        for index in list(self._free):
            self._give_rest(index)
        return self._found

    def _give(self, field: Field, index: int) -> None:
        self._found[index] = field
        self._taken.add(field)
        self._free.remove(index)

    def _give_words(self) -> None:
        sentences = [index for index in self._free if _are_sentences(self._samples[index])] or self._free[:1]
        if sentences:
            self._give(Field.PROMISE, max(sentences, key=lambda index: _length(self._samples[index])))

    def _give_plain(self, index: int) -> None:
        values = self._samples[index]
        if Field.STATUS not in self._taken and mostly(values, lambda value: bool(guess_meaning(value))):
            self._give(Field.STATUS, index)
        elif Field.REFERENCE not in self._taken and _are_references(values):
            self._give(Field.REFERENCE, index)

    def _give_rest(self, index: int) -> None:
        """Short cells are names: who promised, then to whom; what is left is a note."""
        is_short = median(len(value.split()) for value in self._samples[index]) <= _MOST_WORDS_OF_NAME
        names = (Field.MADE_BY, Field.OWED_TO) if is_short and self._is_bare else ()
        field = next((wanted for wanted in (*names, Field.NOTE) if wanted not in self._taken), None)
        if field is not None:
            self._give(field, index)


def _length(values: Sequence[str]) -> float:
    return sum(map(len, values)) / len(values)


def _are_references(values: Sequence[str]) -> bool:
    return len(set(values)) == len(values) and mostly(
        values, lambda value: _REFERENCE_VALUE.fullmatch(value) is not None
    )


def _days(free: Sequence[int], samples: Sequence[list[str]], words: int, taken: set[Field]) -> list[tuple[int, Field]]:
    """Which columns of days say when, and which by when.

    The earlier one of two says when; a single one does before the words, and after them it says by when.
    """
    days = [index for index in free if _are_days(samples[index])][:2]
    if len(days) == 2 and not taken & {Field.MADE_ON, Field.DUE}:
        days.sort(key=lambda index: _middle_day(samples[index]))
        return [(days[0], Field.MADE_ON), (days[1], Field.DUE)]
    wanted = [field for field in (Field.DUE, Field.MADE_ON) if field not in taken]
    if days and len(wanted) == 2 and days[0] < words:
        wanted.reverse()
    return list(zip(days, wanted, strict=False))


def _middle_day(values: Sequence[str]) -> date:
    days = sorted(day for day in (read_made(value, clock.today()) for value in values if written_day(value)) if day)
    return days[len(days) // 2] if days else date.max


def _settle(columns: list[Column]) -> list[Column]:
    """Each field once, the first column that has it; “responsible” says who promised where nothing else does."""
    fields = [column.field for column in columns]
    if Field.MADE_BY not in fields and Field.OWNER in fields and "owner" not in _heading_of(columns, Field.OWNER):
        columns = [
            replace(c, field=Field.MADE_BY, reason=_("the other columns say so")) if c.field == Field.OWNER else c
            for c in columns
        ]
    seen: set[Field] = set()
    settled = []
    for column in columns:
        again = column.field in seen and column.field not in (Field.NOTE, Field.MAKER_OFFICE)
        settled.append(replace(column, field=_second(column.field), reason="") if again else column)
        seen.add(column.field)
    return settled


def _heading_of(columns: Sequence[Column], field: Field) -> str:
    return next(heading_words(column.heading) for column in columns if column.field == field)


def _second(field: Field) -> Field:
    """What a second column of the same meaning holds: more about who, else it is not read."""
    return Field.MAKER_OFFICE if field == Field.MADE_BY else Field.UNKNOWN
