"""Reading a text one received: who wrote it, when, the words, and the dates and references in them.

It takes what is copied out of WhatsApp, an SMS or an e-mail. Nothing is certain: what is found is proposed, no more.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from email.utils import parseaddr, parsedate_to_datetime
from enum import StrEnum

from crm.rules.dates import format_day, parse_day
from crm.rules.errors import UserError
from crm.rules.names import fold
from crm.rules.phones import read_phones
from resources.translations import _

LONGEST = 100_000
"""Letters that are looked at; a longer text is kept whole, but nothing is recognised behind them."""


class Form(StrEnum):
    """How the text came."""

    CHAT = "chat"
    EMAIL = "email"
    NAMED = "named"
    PLAIN = "plain"


class Purpose(StrEnum):
    """What the text is the source of."""

    PROMISE = "promise"
    MOVE = "move"
    KEEP = "keep"


@dataclass(frozen=True)
class NamedDay:
    """A day in the words: as written, and as understood from the day of the message."""

    words: str
    day: date


@dataclass(frozen=True)
class Received:
    """What was recognised; an unknown part is empty."""

    form: Form
    sender: str
    on: date | None
    subject: str
    words: str
    phones: tuple[str, ...]
    """Numbers that the sender wrote from, in international form."""
    emails: tuple[str, ...]
    days: tuple[NamedDay, ...]
    references: tuple[str, ...]
    purpose: Purpose

    @property
    def due(self) -> date | None:
        """The first day named that is not past when it was written."""
        return self.days[0].day if self.days else None


@dataclass(frozen=True)
class _Part:
    sender: str
    on: date | None
    words: str


def read_message(text: str, today: date, ours: Iterable[str] = ()) -> Received:
    """Recognise a text; `ours` are the names of colleagues, whose own lines in a chat are not what was received."""
    plain = _plain(text[:LONGEST])
    found = _chat(plain, today, {fold(name) for name in ours}) or _email(plain, today) or _named(plain)
    form, part, subject, address = found or (Form.PLAIN, _Part("", None, plain.strip()), "", "")
    on = part.on if part.on is None or part.on <= today else None
    sender, phones = _sender(part.sender)
    return Received(
        form,
        sender,
        on,
        subject,
        part.words,
        phones,
        (address,) if address else (),
        days_in(part.words, on or today),
        references_in(f"{subject}\n{part.words}"),
        _purpose(part.words, on or today),
    )


def _plain(text: str) -> str:
    """One kind of line end and blank, and no marks that only turn the direction of writing."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = (
        "\n" if c == "\n" else " " if c.isspace() else c
        for c in text
        if unicodedata.category(c) not in ("Cf", "Cc") or c in "\n\t"
    )
    return "".join(kept)


def _sender(name: str) -> tuple[str, tuple[str, ...]]:
    """A chat shows a number where the sender is not among one's contacts."""
    words = name.strip().lstrip("~").strip()
    numbers = tuple(phone.e164 for phone in read_phones(words) if phone.e164)
    return ("" if numbers and not re.search(r"[^\W\d_]{2}", words) else words), numbers


# Chats

_DAY = r"\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4}"
_TIME = r"\d{1,2}[:.h]\d{2}(?:[:.]\d{2})?(?: ?[AaPp]\.?[Mm]\.?)?"
_BRACKETED = re.compile(rf"\[(?:({_DAY}),? {_TIME}|{_TIME},? ({_DAY}))\] ?([^:\n]{{1,80}}): ?(.*)")
_DASHED = re.compile(rf"({_DAY}),? {_TIME} [-–] ([^:\n]{{1,80}}): ?(.*)")
_TURNED = re.compile(r"(\d{1,4})[/.-](\d{1,2})[/.-](\d{1,4})")


def _chat(text: str, today: date, ours: set[str]) -> tuple[Form, _Part, str, str] | None:
    """The newest run of messages by one sender who is none of us."""
    parts: list[_Part] = []
    for line in text.split("\n"):
        begun = _chat_line(line.strip(), today)
        if begun is not None:
            parts.append(begun)
        elif parts:
            parts[-1] = _Part(parts[-1].sender, parts[-1].on, f"{parts[-1].words}\n{line}")
        elif line.strip():
            return None
    theirs = [part for part in parts if fold(part.sender) not in ours] or parts
    if not theirs:
        return None
    sender = theirs[-1].sender
    run = [part for part in theirs if part.sender == sender]
    words = "\n".join(part.words.strip() for part in run if part.words.strip())
    return Form.CHAT, _Part(sender, run[-1].on, words.strip()), "", ""


def _chat_line(line: str, today: date) -> _Part | None:
    if match := _BRACKETED.fullmatch(line):
        return _Part(match[3].strip(), _chat_day(match[1] or match[2], today), match[4])
    if match := _DASHED.fullmatch(line):
        return _Part(match[2].strip(), _chat_day(match[1], today), match[3])
    return None


def _chat_day(words: str, today: date) -> date | None:
    """A day stands before its month, except where a telephone set to American English could not mean that."""
    match = _TURNED.fullmatch(words)
    if match is None:
        return None
    first, second, third = (int(part) for part in match.groups())
    if len(match[1]) == 4:
        return _day(first, second, third)
    year = third + 2000 if third < 100 else third
    found = _day(year, second, first)
    return found if found is not None and found <= today else _day(year, first, second) or found


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


# E-mails

_HEADERS = {
    "from": "from",
    "van": "from",
    "date": "date",
    "sent": "date",
    "datum": "date",
    "gestuur": "date",
    "subject": "subject",
    "onderwerp": "subject",
    "to": "",
    "aan": "",
    "cc": "",
    "bcc": "",
    "reply-to": "",
    "importance": "",
    "attachments": "",
}
_HEADER = re.compile(r"\*?([A-Za-z-]{2,12})\*?:\*? ?(.*)")
_QUOTED = re.compile(
    r"-{3,} ?(?:Original|Forwarded|Oorspronklike).*|_{8,}|(?:On|Op) .{4,90}(?:wrote|het .{0,60}geskryf):", re.IGNORECASE
)


def _email(text: str, today: date) -> tuple[Form, _Part, str, str] | None:
    lines = text.strip().split("\n")
    found: dict[str, str] = {}
    body_at = len(lines)
    for at, line in enumerate(lines):
        match = _HEADER.fullmatch(line.strip())
        key = _HEADERS.get(match[1].casefold()) if match else None
        if match is None or key is None:
            body_at = at
            break
        if key:
            found.setdefault(key, match[2].strip())
    if "from" not in found or not {"date", "subject"} & set(found):
        return None
    name, address = _name_and_address(found["from"])
    part = _Part(name, _mail_day(found.get("date", ""), today), _own_words(lines[body_at:]))
    return Form.EMAIL, part, found.get("subject", ""), address


def _name_and_address(words: str) -> tuple[str, str]:
    """“Thandi Dube <thandi@…>”, also as “Thandi Dube [mailto:thandi@…]” and the bare address."""
    words = words.replace("[mailto:", "<").replace("]", ">")
    name, address = parseaddr(words)
    if "@" not in address:
        return words.strip(" \"'"), ""
    return name.strip(" \"'"), address.casefold()


def _mail_day(words: str, today: date) -> date | None:
    try:
        return parsedate_to_datetime(words).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        pass
    bare = re.sub(rf"\b{_TIME}\b.*$", "", words).strip(" ,")
    bare = re.sub(r"^[^\W\d_]+day,? |^[^\W\d_]+dag,? |\b(?:at|om)$", "", bare).strip(" ,")
    try:
        return parse_day(bare, today, is_past=True)
    except UserError:
        return None


def _own_words(lines: Sequence[str]) -> str:
    """What the sender wrote, without the mail it answers and without the signature."""
    kept: list[str] = []
    for line in lines:
        if line.strip() == "--" or _QUOTED.fullmatch(line.strip()):
            break
        if not line.lstrip().startswith(">"):
            kept.append(line.rstrip())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()


# “Name: text”

_NAMED = re.compile(r"([^:\n]{2,60}): +(\S.*)", re.DOTALL)
_BEFORE = "ǃǀǁǂ!/'’("
_NO_NAMES = (
    "ps",
    "nb",
    "re",
    "fw",
    "fwd",
    "note",
    "reminder",
    "http",
    "https",
    "subject",
    "sms",
    "whatsapp",
    "message",
)


def _named(text: str) -> tuple[Form, _Part, str, str] | None:
    match = _NAMED.fullmatch(text.strip())
    if match is None:
        return None
    name = re.sub(r"^(?:from|van|sms from|message from) ", "", match[1].strip(), flags=re.IGNORECASE)
    words = name.split()
    is_number = bool(read_phones(name)) and not re.search(r"[^\W\d_]{2}", name)
    is_name = len(words) <= 6 and all(
        word.lstrip(_BEFORE)[:1].isupper() or word in ("van", "der", "de", "du") for word in words
    )
    if not (is_number or (is_name and fold(name) not in _NO_NAMES and not re.search(r"\d", name))):
        return None
    return Form.NAMED, _Part(name, None, match[2].strip()), "", ""


# What stands in the words

_MONTH = (
    r"(?:jan(?:uary|uarie)?|feb(?:ruary|ruarie)?|mar(?:ch)?|maart|mrt|apr(?:il)?|may|mei|jun[ei]?|junie|jul[yi]?|julie|"
    r"aug(?:ust|ustus)?|sept?(?:ember)?|o[ck]t(?:ober)?|nov(?:ember)?|de[cs](?:ember)?)"
)
_FULL_MONTH = (
    r"(?:january|januarie|february|februarie|march|maart|april|may|mei|june|junie|july|julie|august|augustus|"
    r"september|october|oktober|november|december|desember)"
)
_WEEKDAY = (
    r"(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|maandag|dinsdag|woensdag|donderdag|vrydag|saterdag|"
    r"sondag)"
)
_DAYS = re.compile(
    r"(?<![\w/.-])(?:"
    r"\d{4}[-/]\d{1,2}[-/]\d{1,2}"
    r"|\d{1,2}[/.-]\d{1,2}[/.-]\d{4}"
    r"|\d{1,2}/\d{1,2}(?!/)"
    rf"|(?:the )?\d{{1,2}}(?:st|nd|rd|th|ste|de)?(?: of)? {_MONTH}\b\.?,?(?: \d{{4}})?"
    rf"|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?(?!\d),?(?: \d{{4}})?"
    rf"|(?:(?:the )?(?:end|einde|eind)(?: of| van)?) (?:(?:this|next|hierdie|volgende) )?(?:week|month|year|maand|jaar)"
    rf"|(?:(?:the )?(?:end|einde|eind)(?: of| van)?) {_FULL_MONTH}(?: \d{{4}})?"
    rf"|(?<=\bby )(?:{_FULL_MONTH})(?: \d{{4}})?|(?<=\bin )(?:{_FULL_MONTH})(?: \d{{4}})?"
    rf"|(?<=\bbefore )(?:{_FULL_MONTH})(?: \d{{4}})?|(?<=\bteen )(?:{_FULL_MONTH})(?: \d{{4}})?"
    r"|(?:next|this|volgende|hierdie) (?:week|month|year|maand|jaar)"
    rf"|(?:(?:next|this|volgende|hierdie) )?{_WEEKDAY}"
    r"|(?:in|within|oor|binne) (?:\d{1,3}|a|one|two|three|'n) (?:days?|weeks?|months?|dae|dag|weke|maande?)"
    r"|today|tomorrow|vandag|môre"
    r")(?![\w/-])",
    re.IGNORECASE,
)
_REFERENCE = re.compile(r"(?<![\w-])C[-\s]?(\d{4})[-\s]?(\d{4,6})(?![\w-])", re.IGNORECASE)


_BEGINS = re.compile(r"(?:^|[.!?,:\n])\s*(?:goeie )?$", re.IGNORECASE)


def days_in(words: str, on: date) -> tuple[NamedDay, ...]:
    """The days named in a text, understood from the day it was written; those already past then are left out."""
    found: dict[date, NamedDay] = {}
    for match in _DAYS.finditer(words):
        written = match[0].strip(" .,")
        if written.casefold() == "môre" and _BEGINS.search(words[: match.start()]):
            continue  # “Môre!” greets, “ek kom môre” names a day
        try:
            day = parse_day(written, on)
        except UserError:
            continue
        if day >= on:
            found.setdefault(day, NamedDay(written, day))
    return tuple(found.values())


def references_in(words: str) -> tuple[str, ...]:
    """References of commitments in a text, as we write them."""
    return tuple(dict.fromkeys(f"C-{match[1]}-{match[2]}" for match in _REFERENCE.finditer(words)))


_MOVES = re.compile(
    r"\b(?:postpone\w*|delay\w*|moved? (?:it )?to|instead of|only be|not before|later than|extension|reschedul\w*|"
    r"new (?:due )?date|more time|run(?:ning)? late|uitgestel|vertraag\w*|eers|nuwe datum|later word)\b",
    re.IGNORECASE,
)
_PROMISES = re.compile(
    r"\b(?:(?:i|we|they|he|she|the (?:department|municipality|committee|office)) "
    r"(?:will|shall|undertakes? to|promises? to)"
    r"|i'll|we'll|i’ll|we’ll|(?:ek|ons|hulle) sal|(?:ke|re) tla|(?:ngi|si)zo\w*|ndizaku\w*)\b",
    re.IGNORECASE,
)


def _purpose(words: str, on: date) -> Purpose:
    """What it looks like; the user decides."""
    if _MOVES.search(words) and days_in(words, on):
        return Purpose.MOVE
    return Purpose.PROMISE if _PROMISES.search(words) else Purpose.KEEP


def title_of(sender: str, subject: str, on: date) -> str:
    """What the kept message is called."""
    named = _("Message from {name}, {day}").format(name=sender or _("somebody"), day=format_day(on))
    return f"{named}: {subject}" if subject else named
