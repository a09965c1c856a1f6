"""What can be asked of a report: options as written on the command line or chosen in the window, checked and read."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from crm.rules.dates import parse_day
from crm.rules.errors import UserError
from crm.rules.recovery_sheet import signer


class OptionKind(StrEnum):
    """How the value of an option is written."""

    CHOICE = "choice"
    RECORD = "record"
    DAY = "day"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Option:
    """One option: its name (`--body`), what it means, and what may be written.

    `choices` are the values of a choice with their words, the first one the default; `noun` is what a record must be,
    any if it is empty; without one that `is_needed` there is no paper. Of options with the same `one_of` only one is
    given: that one then says what the paper is about, and where they are needed any of them will do.
    """

    name: str
    label: str
    kind: OptionKind
    choices: tuple[tuple[str, str], ...] = ()
    noun: str = ""
    is_needed: bool = False
    one_of: str = ""


@dataclass(frozen=True)
class Chosen:
    """The options of one report, read; what was not given is None or the default. `made_by`: who makes the paper."""

    today: date
    made_by: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)
    records: Mapping[str, int] = field(default_factory=dict)
    days: Mapping[str, date] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)

    def choice(self, name: str) -> str:
        """The value chosen."""
        return self.choices[name]

    def record(self, name: str) -> int | None:
        """The record's id, if one was given."""
        return self.records.get(name)

    def day(self, name: str) -> date | None:
        """The day, if one was given."""
        return self.days.get(name)

    def text(self, name: str) -> str:
        """The words, empty if none were given."""
        return self.texts.get(name, "")


_RECORD = re.compile(r"(?:([a-z]+):)?([0-9]{1,18})")


def read_options(known: tuple[Option, ...], given: Mapping[str, str], today: date, made_by: str = "") -> Chosen:
    """Check and read the options.

    Raises UserError with "report-option-not-known", "report-option-missing", "report-option-of-several-missing",
    "report-options-together", "report-choice-not-known", "report-record-not-understood" or "date-not-understood".
    """
    by_name = {option.name: option for option in known}
    choices = {option.name: option.choices[0][0] for option in known if option.choices}
    records: dict[str, int] = {}
    days: dict[str, date] = {}
    texts: dict[str, str] = {}
    for name, value in given.items():
        option = by_name.get(name)
        if option is None:
            raise UserError("report-option-not-known", option=name, known=", ".join(by_name))
        if not value.strip():
            continue
        if option.kind is OptionKind.CHOICE:
            choices[name] = _read_choice(option, value)
        elif option.kind is OptionKind.RECORD:
            records[name] = _read_record(option, value)
        elif option.kind is OptionKind.TEXT:
            texts[name] = " ".join(value.split())
        else:
            days[name] = parse_day(value, today, is_past=True)
    _check_given(known, {**choices, **records, **days, **texts})
    return Chosen(today, signer(made_by), choices, records, days, texts)


def find_missing(known: tuple[Option, ...], given: Collection[str]) -> tuple[Option, ...]:
    """The options without which there is no paper; of several that will do, all of them. Empty when nothing lacks."""
    for option in known:
        will_do = _companions(known, option)
        if option.is_needed and not any(each.name in given for each in will_do):
            return will_do
    return ()


def _companions(known: tuple[Option, ...], option: Option) -> tuple[Option, ...]:
    """The option, with the others of which only one is given."""
    return tuple(each for each in known if each is option or (option.one_of and each.one_of == option.one_of))


def _check_given(known: tuple[Option, ...], given: Collection[str]) -> None:
    missing = find_missing(known, given)
    if len(missing) > 1:
        raise UserError("report-option-of-several-missing", options=_flags(missing))
    if missing:
        raise UserError("report-option-missing", option=missing[0].name)
    for option in known:
        together = tuple(each for each in _companions(known, option) if each.name in given)
        if option.one_of and len(together) > 1:
            raise UserError("report-options-together", options=_flags(together))


def _flags(options: tuple[Option, ...]) -> str:
    return ", ".join(f"--{option.name}" for option in options)


def _read_choice(option: Option, value: str) -> str:
    wanted = value.strip().casefold()
    values = [stored for stored, _words in option.choices]
    if wanted not in values:
        raise UserError("report-choice-not-known", option=option.name, value=value, known=", ".join(values))
    return wanted


def _read_record(option: Option, value: str) -> int:
    match = _RECORD.fullmatch(value.strip().casefold())
    if match is None or (option.noun and (match[1] or option.noun) != option.noun):
        raise UserError("report-record-not-understood", option=option.name, value=value, noun=option.noun)
    return int(match[2])
