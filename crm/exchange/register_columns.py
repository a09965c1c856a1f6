"""Whether a table is a register, which one, and what its columns mean: by their headings, else by the values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cache, lru_cache
from statistics import median

from crm.exchange.columns import Column, Field, Mapping, column_values, fingerprint, heading_words, mostly
from crm.exchange.register_days import read_made, written_day
from crm.exchange.register_kind import RegisterKind
from crm.exchange.registers import REGISTERS, register_called
from crm.rules import clock
from crm.rules.emails import read_emails
from crm.rules.status_words import guess_meaning
from resources.translations import _

_CONTACT = re.compile(r"e ?mail.*|(cell|mobile|tele|phone|tel|selfoon|fax).*")
_PART_OF_NAME = re.compile(r"(first|given|last|family|full|middle) ?names?|surname|voorna(a)?m(e)?|van|initials")
_REFERENCE_VALUE = re.compile(r"[A-Za-z]{0,6}[-/ .]?\d{1,4}([-/.]\d{1,6})*[a-z]?")
_MOST_WORDS_OF_NAME = 6


def register_field(kind: RegisterKind, heading: str) -> Field:
    """What a heading says in this kind of register, UNKNOWN when nothing."""
    words = heading_words(heading)
    if heading.strip() == "#":
        return Field.REFERENCE
    return next((field for field, pattern in _patterns(kind.id) if pattern.fullmatch(words)), Field.UNKNOWN)


@lru_cache(2_000)
def is_register_heading(cell: str) -> bool:
    """Whether any register has a column of this name."""
    return any(register_field(kind, cell) != Field.UNKNOWN for kind in REGISTERS)


@cache
def _patterns(kind_id: str) -> list[tuple[Field, re.Pattern[str]]]:
    """The headings of the template first: each comes back as what it was."""
    columns = register_called(kind_id).columns
    own = [(column.field, re.escape(heading_words(_(column.heading)))) for column in columns]
    others = [
        (column.field, pattern) for column in columns for pattern in (column.heading.casefold(), *column.patterns)
    ]
    return [(field, re.compile(pattern)) for field, pattern in (*own, *others)]


def guess_register(
    kind: RegisterKind, headings: Sequence[str], sample_rows: Sequence[Sequence[str]], *, is_wanted: bool = False
) -> Mapping | None:
    """The mapping of a register of this kind; None for a table that seems to be none, or rather another one.

    `is_wanted`: the user said that it is one, so that the rows are taken for it where nothing says otherwise.
    """
    columns = _claim(kind, headings, sample_rows, is_wanted=is_wanted)
    if columns is None or not (is_wanted or _says_most(kind, headings, sample_rows)):
        return None
    samples = _samples(headings, sample_rows)
    columns = _settle(kind, _by_values(kind, columns, samples, is_wanted))
    mapping = Mapping(tuple(columns), fingerprint(headings, kind.layout))
    return mapping if mapping.has(kind.subject) else None


def _says_most(kind: RegisterKind, headings: Sequence[str], sample_rows: Sequence[Sequence[str]]) -> bool:
    """Whether this is the first of the registers that make most of these headings; it claims them itself."""
    claims = {one.id: found for one in REGISTERS if (found := _claim(one, headings, sample_rows)) is not None}
    return max(claims, key=lambda name: len({column.field for column in claims[name]})) == kind.id


def _claim(
    kind: RegisterKind, headings: Sequence[str], sample_rows: Sequence[Sequence[str]], *, is_wanted: bool = False
) -> list[Column] | None:
    """What the headings mean in a register of this kind; None where the table does not seem to be one."""
    columns = [_by_heading(kind, index, heading) for index, heading in enumerate(headings)]
    if any(headings):
        columns = _loose_words(kind, columns, is_wanted)
        is_one = _has_signs(kind, columns)
    else:
        is_one = kind is REGISTERS[0] and _has_promises(_samples(headings, sample_rows))
    return columns if is_one or is_wanted else None


def _samples(headings: Sequence[str], sample_rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """What stands in each column."""
    return [column_values(sample_rows, index) for index in range(len(headings))]


def _by_heading(kind: RegisterKind, index: int, heading: str) -> Column:
    field = register_field(kind, heading)
    return Column(index, heading, field, _("the heading says so") if field != Field.UNKNOWN else "")


def _has_subject(kind: RegisterKind, columns: Sequence[Column]) -> bool:
    return any(column.field == kind.subject for column in columns)


def _loose_words(kind: RegisterKind, columns: list[Column], is_wanted: bool) -> list[Column]:
    """“Description” says what it is about where no better heading does and the others are a register's."""
    if not kind.loose or _has_subject(kind, columns):
        return columns
    others = {column.field for column in columns}
    is_likely = is_wanted or (Field.DUE in others and others & {Field.MADE_BY, Field.STATUS, Field.OWNER})
    loose = [c for c in columns if re.fullmatch(kind.loose, heading_words(c.heading))] if is_likely else []
    if not loose:
        return columns
    reason = _("the other columns say so")
    return [replace(c, field=kind.subject, reason=reason) if c is loose[0] else c for c in columns]


def _has_signs(kind: RegisterKind, columns: Sequence[Column]) -> bool:
    """Whether the subject has a column, and all of one set of others; a list that says how to reach people has not."""
    fields = {column.field for column in columns}
    if kind.subject not in fields:
        return False
    has_contacts = any(_CONTACT.fullmatch(heading_words(column.heading)) for column in columns)
    if kind.is_shy and (has_contacts or any(_PART_OF_NAME.fullmatch(heading_words(c.heading)) for c in columns)):
        return False
    return any(sign <= fields and not (has_contacts and sign == {Field.MADE_BY}) for sign in kind.signs)


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


def _by_values(
    kind: RegisterKind, columns: list[Column], samples: Sequence[list[str]], is_wanted: bool
) -> list[Column]:
    """What the columns without a heading we know hold: days, statuses, sentences, names."""
    found = _Sorter(kind, columns, samples, is_wanted).sort()
    reason = _("the values look like it")
    return [replace(c, field=found[c.index], reason=reason) if c.index in found else c for c in columns]


class _Sorter:
    """Gives each column that nobody named the field its values look like, the plainest first."""

    def __init__(
        self, kind: RegisterKind, columns: Sequence[Column], samples: Sequence[list[str]], is_wanted: bool
    ) -> None:
        self._kind, self._columns, self._samples = kind, columns, samples
        self._is_bare = not any(column.heading for column in columns)
        self._taken = {column.field for column in columns}
        self._found: dict[int, Field] = {}
        self._free = [
            c.index for c in columns if c.field == Field.UNKNOWN and (not c.heading or is_wanted) and samples[c.index]
        ]

    def sort(self) -> dict[int, Field]:
        """The field of each column that got one."""
        subject = self._kind.subject
        if subject not in self._taken:
            self._give_words(subject)
        words = next((c.index for c in self._columns if self._found.get(c.index, c.field) == subject), 0)
        for index, field in self._days(words):
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

    def _give_words(self, subject: Field) -> None:
        sentences = [index for index in self._free if _are_sentences(self._samples[index])] or self._free[:1]
        if sentences:
            self._give(subject, max(sentences, key=lambda index: _length(self._samples[index])))

    def _days(self, words: int) -> list[tuple[int, Field]]:
        """Which columns of days hold the earlier day, and which the later.

        A single one stands for the earlier before the words, and for the later after them.
        """
        days = [index for index in self._free if _are_days(self._samples[index])][:2]
        wanted = [field for field in self._kind.days if field not in self._taken]
        if len(days) == 2 and len(wanted) == 2:
            days.sort(key=lambda index: _middle_day(self._samples[index]))
        elif days and len(wanted) == 2 and days[0] > words:
            wanted.reverse()
        return list(zip(days, wanted, strict=False))

    def _give_plain(self, index: int) -> None:
        values = self._samples[index]
        if Field.STATUS not in self._taken and mostly(values, lambda value: bool(guess_meaning(value))):
            self._give(Field.STATUS, index)
        elif Field.REFERENCE not in self._taken and _are_references(values):
            self._give(Field.REFERENCE, index)

    def _give_rest(self, index: int) -> None:
        """Short cells are names; what is left is a note."""
        is_short = median(len(value.split()) for value in self._samples[index]) <= _MOST_WORDS_OF_NAME
        names = self._kind.names if is_short and self._is_bare else ()
        field = next((wanted for wanted in (*names, Field.NOTE) if wanted not in self._taken), None)
        if field is not None:
            self._give(field, index)


def _length(values: Sequence[str]) -> float:
    return sum(map(len, values)) / len(values)


def _are_references(values: Sequence[str]) -> bool:
    return len(set(values)) == len(values) and mostly(
        values, lambda value: _REFERENCE_VALUE.fullmatch(value) is not None
    )


def _middle_day(values: Sequence[str]) -> date:
    days = sorted(day for day in (read_made(value, clock.today()) for value in values if written_day(value)) if day)
    return days[len(days) // 2] if days else date.max


def _settle(kind: RegisterKind, columns: list[Column]) -> list[Column]:
    """Each field once, in the first column that has it, but for those of which a row may say several."""
    return list(_once(kind.settle(columns), kind.several))


def _once(columns: Sequence[Column], several: frozenset[Field]) -> Iterator[Column]:
    seen: set[Field] = set()
    for column in columns:
        again = column.field in seen and column.field not in several
        yield replace(column, field=Field.UNKNOWN, reason="") if again else column
        seen.add(column.field)
