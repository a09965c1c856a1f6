"""The cards of a vCard file (2.1, 3.0 and 4.0) as properties, read strictly line by line.

Written by hand because the library for it gives up a whole file at one damaged line, names no lines, and needs minutes
for one odd line of nine thousand letters.
"""

from __future__ import annotations

import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from crm.exchange.content_lines import Line, as_utf8, text_of, unfold
from resources.translations import _

_NAME = re.compile(r"(?:([\w-]+)\.)?([A-Za-z][\w-]*)")
_PARAMETER = re.compile(r';((?:[^";:]|"[^"]*")*)')
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_QUOTED_PRINTABLE = re.compile(rb"[;=]QUOTED-PRINTABLE[;:]", re.IGNORECASE)
_BASE64 = re.compile(rb"[;=](?:BASE64|B)[;:]", re.IGNORECASE)
_ENCODINGS = ("quoted-printable", "base64", "b", "8bit", "7bit")
_MOST_PROPERTIES = 2_000


@dataclass(frozen=True, slots=True)
class Property:
    """One line of a card: “item1.TEL;TYPE=work:053 555 0101”. Names are in capitals, parameters in small letters."""

    number: int
    name: str
    raw: str
    group: str = ""
    types: frozenset[str] = frozenset()
    parameters: dict[str, str] = field(default_factory=dict)
    is_old: bool = False  # 2.1 knows no escapes but the one before a semicolon

    @property
    def text(self) -> str:
        """The value as one text."""
        return self._plain(self.raw)

    def parts(self) -> list[str]:
        """The value between its semicolons."""
        return [self._plain(part) for part in _split(self.raw)]

    def _plain(self, raw: str) -> str:
        if self.is_old:
            return raw.replace("\\;", ";").replace("\\,", ",")
        return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], raw)


@dataclass(slots=True)
class Card:
    """The properties of one card, the line it begins on, and what is wrong with it."""

    number: int
    properties: list[Property] = field(default_factory=list)
    problems: list[tuple[int, str]] = field(default_factory=list)

    @property
    def version(self) -> str:
        """The version the card says it has, empty when it says none."""
        return next((found.text.strip() for found in self.properties if found.name == "VERSION"), "")

    def all(self, *names: str) -> list[Property]:
        """The properties with one of these names, those marked as preferred first."""
        found = [each for each in self.properties if each.name in names]
        return sorted(found, key=lambda each: "pref" not in each.types and "pref" not in each.parameters)

    def first(self, name: str) -> Property | None:
        """The first property with this name; alternatives in other languages come after it."""
        return next(iter(self.all(name)), None)

    def add(self, number: int, found: Property | None, text: str) -> None:
        """Take a property, or note a line that is none."""
        if found is None:
            self.problems.append((number, _("“{text}” is no line of a card").format(text=text[:60])))
        elif len(self.properties) < _MOST_PROPERTIES:
            self.properties.append(found)


def read_cards(data: bytes, source_name: str) -> Iterator[Card]:
    """The cards of a file; one within another (AGENT) is passed over. Raises UserError “file-not-text”."""
    card: Card | None = None
    inner = 0
    for line in unfold(as_utf8(data, source_name), b" \t", _goes_on):
        mark = line.head[:20].strip().upper().replace(b" ", b"")
        if inner:
            inner += {b"BEGIN:VCARD": 1, b"END:VCARD": -1}.get(mark, 0)
        elif mark == b"BEGIN:VCARD" and card is not None and _ends_with_agent(card):
            card.problems.append((line.number, _("a card within a card is not read")))
            inner = 1
        elif mark == b"BEGIN:VCARD":
            yield from _unfinished(card)
            card = Card(line.number)
        elif mark == b"END:VCARD" and card is not None:
            yield card
            card = None
        elif line.head.strip() and card is not None:
            is_old = card.version.startswith("2")
            text = line.whole()
            card.add(line.number, parse_property(line.number, text, is_old=is_old), text_of(text[:200]))
    yield from _unfinished(card)


def _unfinished(card: Card | None) -> Iterator[Card]:
    if card is not None:
        text = _("the card does not end; it was read as far as it goes")
        card.problems.append((card.number, text))
        yield card


def _ends_with_agent(card: Card) -> bool:
    return bool(card.properties) and card.properties[-1].name == "AGENT" and not card.properties[-1].raw.strip()


def _goes_on(line: Line, part: bytes) -> bool:
    """Whether a line continues though it is not folded: quoted-printable after “=”, pictures that nobody indented."""
    if part[:4].upper() in (b"END:", b"BEGI"):
        return False
    head = line.head[:200]
    if line.last.endswith(b"=") and _QUOTED_PRINTABLE.search(head):
        return True
    return bool(part) and b":" not in part and b";" not in part and _BASE64.search(head) is not None


def parse_property(number: int, line: bytes, *, is_old: bool = False) -> Property | None:
    """The property in a line, None when it is none."""
    text = text_of(line, _charset(line))
    name = _NAME.match(text)
    if name is None:
        return None
    at = name.end()
    parameters: dict[str, str] = {}
    types: list[str] = []
    while (found := _PARAMETER.match(text, at)) is not None:
        key, _sign, value = found[1].rpartition("=") if '"' not in found[1] else found[1].partition("=")
        _note_parameter(key.strip().casefold(), value.replace('"', "").casefold().strip(), parameters, types)
        at = found.end()
    if text[at : at + 1] != ":":
        return None
    raw = text[at + 1 :]
    if parameters.get("encoding") == "quoted-printable":
        raw = text_of(quopri.decodestring(raw.encode("utf-8")), parameters.get("charset", ""))
    return Property(number, name[2].upper(), raw, name[1] or "", frozenset(types), parameters, is_old)


def _note_parameter(key: str, value: str, parameters: dict[str, str], types: list[str]) -> None:
    """“TYPE=work,voice”, and “WORK” alone as 2.1 has it."""
    if key == "type" or (not key and value not in _ENCODINGS):
        types += (each.strip() for each in value.split(",") if each.strip())
    else:
        parameters[key or "encoding"] = value


def _charset(line: bytes) -> str:
    found = re.search(rb"CHARSET=\"?([\w-]+)", line[:200], re.IGNORECASE)
    return found[1].decode("ascii", "replace") if found else ""


def _split(raw: str) -> list[str]:
    """The parts between semicolons that are not escaped."""
    parts, start, at = [], 0, 0
    while at < len(raw):
        if raw[at] == "\\":
            at += 1
        elif raw[at] == ";":
            parts.append(raw[start:at])
            start = at + 1
        at += 1
    return [*parts, raw[start:]]
