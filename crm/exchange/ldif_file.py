"""LDIF: what Thunderbird and directories of addresses (LDAP) write.

Written by hand because the library for it stops at the first record it does not like, names no lines, and puts a
photograph together one line at a time, copying all of it for each.
"""

from __future__ import annotations

import binascii
import re
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from crm.exchange.candidates import Reading
from crm.exchange.cells import clean
from crm.exchange.content_lines import as_utf8, on_line, text_of, unfold
from crm.exchange.entries import Entries, Entry, Held, Named, body_called, key_set
from crm.exchange.files import within_length
from resources.translations import _

_UID_KEYS = ("entryuuid", "objectguid", "nsuniqueid")
_ATTRIBUTE = re.compile(r"([A-Za-z][\w.-]*)(?:;[\w.-]+)*:([:<]?)[ ]*")
_MOST_VALUES = 2_000

_CONTACTS = {
    "mail": ("email", ""),
    "mozillasecondemail": ("email", ""),
    "telephonenumber": ("phone", "work"),
    "homephone": ("phone", "home"),
    "mobile": ("mobile", ""),
    "cellphone": ("mobile", ""),
    "facsimiletelephonenumber": ("fax", ""),
    "fax": ("fax", ""),
    "pager": ("phone", "pager"),
    "mozillahomeurl": ("web", "home"),
    "mozillaworkurl": ("web", "work"),
    "homeurl": ("web", "home"),
    "workurl": ("web", "work"),
    "labeleduri": ("web", ""),
    "postaladdress": ("postal", ""),
    "homepostaladdress": ("postal", "home"),
}
_ADDRESSES = (
    ("work", ("street", "mozillaworkstreet2", "l", "st", "postalcode", "c", "countryname")),
    (
        "home",
        (
            "mozillahomestreet",
            "mozillahomestreet2",
            "mozillahomelocalityname",
            "mozillahomestate",
            "mozillahomepostalcode",
            "mozillahomecountryname",
        ),
    ),
)
_GROUPS = frozenset(("groupofnames", "groupofuniquenames", "posixgroup", "organizationalunit"))
_NAMES = ("cn", "displayname", "givenname", "sn", "mozillanickname", "personaltitle", "o", "company", "ou", "title")
_READ = frozenset(
    (
        *_CONTACTS,
        *_NAMES,
        *_UID_KEYS,
        *(part for _label, parts in _ADDRESSES for part in parts),
        "department",
        "description",
        "objectclass",
        "modifytimestamp",
        "createtimestamp",
        "version",
        "uid",
    )
)
_LEFT_OUT = key_set(
    """
    birthyear birthmonth birthday jpegphoto thumbnailphoto photo employeenumber carlicense userpassword
    """
)


@dataclass(slots=True)
class _Record:
    """One record: its attributes in small letters, each with its values."""

    number: int
    values: dict[str, list[str]] = field(default_factory=dict)

    def first(self, *keys: str) -> str:
        """The first value under any of these keys."""
        return next((clean(value) for key in keys for value in self.values.get(key, ()) if clean(value)), "")

    def all(self, key: str) -> list[str]:
        """Every value under a key."""
        return self.values.get(key, [])


def read_ldif(data: bytes, source_name: str, sha256: str) -> Reading:
    """Everything the entries of a file say; raises UserError “file-not-text”, “list-too-long”."""
    entries = Entries()
    for record in within_length(_records(data, source_name, entries), source_name):
        keys = record.values.keys() - {"dn", "changetype"}
        entries.pass_over(keys - _READ - _LEFT_OUT, keys & _LEFT_OUT)
        _add(entries, record)
    entries.tell()
    return replace(entries.found.finish("ldif", source_name, sha256), is_whole=False, format="LDIF")


def _records(data: bytes, source_name: str, entries: Entries) -> Iterator[_Record]:
    record: _Record | None = None
    for line in unfold(as_utf8(data, source_name), b" "):
        text = text_of(line.whole())
        if not text.strip():
            yield from [record] if record is not None else []
            record = None
        elif not text.startswith("#"):
            record = record or _Record(line.number)
            if not _note(record, text) and text.strip() != "-":
                reason = _("“{text}” is no line of an entry").format(text=clean(text)[:60])
                entries.found.miss(on_line(line.number), reason)
    yield from [record] if record is not None else []


def _note(record: _Record, text: str) -> bool:
    """Take one attribute of a record; whether the line is one."""
    found = _ATTRIBUTE.match(text)
    if found is None or len(record.values) > _MOST_VALUES:
        return False
    value = text[found.end() :]
    if found[2] == "<":
        return True  # the value stands in another file, which is never fetched
    key = found[1].casefold()
    try:
        decoded = text_of(b64decode(value)) if found[2] and key not in _LEFT_OUT else value
    except (binascii.Error, ValueError):
        return False
    record.values.setdefault(key, []).append(decoded)
    return True


def _add(entries: Entries, record: _Record) -> None:
    line = on_line(record.number)
    classes = {each.strip().casefold() for each in record.all("objectclass")}
    if record.values.keys() <= {"version"}:
        return
    if "changetype" in record.values:
        entries.found.miss(line, _("a change to a directory is not read; export the directory itself"))
    elif classes & _GROUPS and "person" not in classes:
        entries.found.miss(line, _("a group of addresses is not read"))
    elif not entries.add_person(entry := _entry(line, record)):
        _add_organisation(entries, entry)
    elif record.first("title") and not entry.held:
        text = _("the entry does not say of which organisation somebody is “{title}”")
        entries.found.miss(line, text.format(title=record.first("title")[:60]))


def _add_organisation(entries: Entries, entry: Entry) -> None:
    if entry.held:
        entries.add_organisation(entry, entry.held[0].body)
    else:
        entries.found.miss(entry.line, _("the entry names neither a person nor an organisation"))


def _entry(line: str, record: _Record) -> Entry:
    name = Named(
        whole=record.first("cn", "displayname"),
        title=record.first("personaltitle"),
        given=record.first("givenname"),
        family=record.first("sn"),
        known_as=record.first("mozillanickname"),
    )
    uid = record.first(*_UID_KEYS)
    notes = record.all("description")
    return Entry(line, name, ("ldap", uid) if uid else None, _held(record), list(_reach(record)), list(notes))


def _held(record: _Record) -> list[Held]:
    body = record.first("o", "company")
    title = ", ".join(filter(None, (record.first("title"), record.first("ou", "department"))))
    return [Held(body_called(body), title)] if body else []


def _reach(record: _Record) -> Iterator[tuple[str, str, str]]:
    for key, (kind, label) in _CONTACTS.items():
        for value in record.all(key):
            yield kind, value.replace("$", ", ") if kind == "postal" else value, label
    for label, keys in _ADDRESSES:
        parts = [record.first(key) for key in keys]
        if any(parts):
            yield "address", ", ".join(filter(None, parts)), label
