"""How arguments are read: texts, days and records, and the options that every command has."""

from __future__ import annotations

import argparse
import os
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from crm.rules import clock
from crm.rules.dates import parse_day
from crm.rules.errors import UserError
from crm.rules.numbers import parse_number
from resources.translations import _
from ui.words import sentence

_LONGEST_NAME = 255  # bytes that every file system takes
NOUNS = (
    "people",
    "organisations",
    "places",
    "offices",
    "engagements",
    "commitments",
    "agreements",
    "petitions",
    "plans",
    "templates",
    "outcomes",
    "issues",
    "opportunities",
    "letters",
    "translations",
    "topics",
    "routes",
    "clocks",
    "notes",
    "attachments",
    "calendar",
    "team",
    "imports",
    "reports",
    "requests",
)
_RECORD = re.compile(r"([a-z]+):([0-9]{1,18})")
_REFERENCE = re.compile(r"[CMPAIONQ]-[0-9]{4}-[0-9]{4,9}(?: [0-9]{1,4})?", re.IGNORECASE)


@dataclass(frozen=True)
class RecordName:
    """A record as it is written on the command line: `people:12`."""

    noun: str
    id: int

    def __str__(self) -> str:
        return f"{self.noun}:{self.id}"


def text(value: str) -> str:
    """An argument as text; bytes that are no UTF-8 become question marks."""
    return value.encode("utf-8", "replace").decode("utf-8")


def record(value: str) -> RecordName:
    """An argument that names a record. Raises argparse.ArgumentTypeError."""
    found = read_record(value)
    if found is None:
        words = _("“{value}” does not name a record; write it like people:12, with one of: {nouns}")
        raise argparse.ArgumentTypeError(words.format(value=text(value), nouns=", ".join(NOUNS)))
    return found


def record_or_reference(value: str) -> RecordName | str:
    """A record, or the reference of one, such as C-2026-0042. Raises argparse.ArgumentTypeError."""
    return value.strip() if is_reference(value) else record(value)


def is_reference(value: str) -> bool:
    """Whether a text is written like a reference, `C-2026-0042`, or a step of a plan, `A-2026-0001 3`."""
    return _REFERENCE.fullmatch(value.strip()) is not None


def read_record(value: str) -> RecordName | None:
    """The record that this text names, or None."""
    match = _RECORD.fullmatch(value.strip().casefold())
    return RecordName(match[1], int(match[2])) if match and match[1] in NOUNS else None


def day(value: str) -> date:
    """An argument that is a day; one without a year is the next. Raises argparse.ArgumentTypeError."""
    return _day(value, is_past=False)


def past_day(value: str) -> date:
    """An argument that is a day; one without a year is the last. Raises argparse.ArgumentTypeError."""
    return _day(value, is_past=True)


def _day(value: str, *, is_past: bool) -> date:
    try:
        return parse_day(text(value), clock.today(), is_past=is_past)
    except UserError as error:
        raise argparse.ArgumentTypeError(sentence(error)) from error


def path(value: str) -> Path:
    """An argument that is a file or folder. Raises argparse.ArgumentTypeError for an empty one."""
    if not value:
        raise argparse.ArgumentTypeError(_("a file or folder needs a name"))
    named = Path(value).expanduser()
    if any(len(os.fsencode(part)) > _LONGEST_NAME for part in named.parts):
        raise argparse.ArgumentTypeError(_("the name of a file or folder is too long; make it shorter"))
    return named


def count(value: str) -> int:
    """An argument that is a number from 1. Raises argparse.ArgumentTypeError."""
    if not (value.isascii() and value.isdigit() and 0 < int(value) < 10**9):
        raise argparse.ArgumentTypeError(_("“{value}” is not a number from 1").format(value=text(value)))
    return int(value)


def number(value: str) -> int:
    """An argument that is a whole number, from 0. Raises argparse.ArgumentTypeError."""
    if not (value.isascii() and value.isdigit() and len(value) < 10):
        raise argparse.ArgumentTypeError(_("“{value}” is not a whole number").format(value=text(value)))
    return int(value)


def measured(value: str) -> float:
    """An argument that is a number, with or without decimals. Raises argparse.ArgumentTypeError."""
    try:
        return parse_number(text(value))
    except UserError as error:
        raise argparse.ArgumentTypeError(sentence(error)) from error


def add_common_options(parser: argparse.ArgumentParser) -> None:
    """The options of every command; one not given leaves no mark, so that it may stand before or after the name."""
    group = parser.add_argument_group(_("options of every command"))
    hidden = argparse.SUPPRESS
    group.add_argument("--json", action="store_true", default=hidden, help=_("answer in JSON, for programs"))
    group.add_argument(
        "--workspace",
        metavar="FOLDER",
        type=path,
        default=hidden,
        help=_("the workspace to work on; without it, the one used last"),
    )
    group.add_argument(
        "--passphrase-file",
        metavar="FILE",
        type=path,
        default=hidden,
        help=_("read the passphrase from the first line of this file"),
    )
    group.add_argument(
        "--recovery-file",
        metavar="FILE",
        type=path,
        default=hidden,
        help=_("open with the key of the recovery sheet, typed into this file, instead of a passphrase"),
    )


COMMON_DEFAULTS = {"json": False, "workspace": None, "passphrase_file": None, "recovery_file": None}
