"""Single values of a file: cleaned text, contact details, dates, and what must not be kept."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from crm.exchange.candidates import UNKNOWN_DATE, ContactCandidate
from crm.exchange.safe_cells import restored
from crm.rules.dates import ApproximateDate, parse_approximate
from crm.rules.emails import read_emails
from crm.rules.errors import UserError
from crm.rules.names import fold
from crm.rules.phones import Phone, read_phones

LONGEST = 10_000
"""Characters kept of one value; nobody types a longer one."""

_NOTHING = frozenset(("null", "none", "n/a", "#n/a", "nan", "-", ".", "#ref!", "#value!", "#name?", "#null!", "#num!"))
_LONGEST_NOTHING = max(map(len, _NOTHING))
_WEB_ADDRESS = re.compile(r"https?://\S|[\w-]+(\.[\w-]+)+")
_POST_OFFICE = re.compile(r"(p\.? ?o\.? ?box|posbus|private bag|privaatsak)\b", re.IGNORECASE)
_CONTACT_KINDS = {
    "cell": "mobile",
    "cellphone": "mobile",
    "mobile": "mobile",
    "voice": "phone",
    "phone": "phone",
    "tel": "phone",
    "telephone": "phone",
    "fax": "fax",
    "whatsapp": "whatsapp",
    "email": "email",
    "e-mail": "email",
    "address": "address",
    "postal": "postal",
    "postal address": "postal",
    "url": "web",
    "website": "web",
    "web": "web",
    "twitter": "social",
    "facebook": "social",
    "instagram": "social",
    "linkedin": "social",
    "youtube": "social",
}


def clean(text: str) -> str:
    """One line without control characters, other blanks or unpaired surrogates; “null” and the like are nothing."""
    if text[:1] == "'":
        text = restored(text)
    if not text.isprintable():
        text = "".join(_plain(letter) for letter in text)
    text = " ".join(text.split())[:LONGEST]
    if text[:2] == '="' and text[-1:] == '"':
        text = text[2:-1]  # how a text of figures is kept from becoming a number in a spreadsheet
    return "" if len(text) <= _LONGEST_NOTHING and text.casefold() in _NOTHING else text


def quick_fold(text: str) -> str:
    """The same as `names.fold`, with the words of plain ASCII folded once: lists repeat the same names."""
    if not text.isascii():
        return fold(text)
    return " ".join(filter(None, map(_fold_word, text.split())))


@lru_cache(50_000)
def _fold_word(word: str) -> str:
    return fold(word)


def _plain(letter: str) -> str:
    category = unicodedata.category(letter)
    if category in ("Cc", "Zs", "Zl", "Zp"):
        return " "
    return "" if category == "Cs" or letter == "\ufeff" else letter


def contact_kind(word: str) -> str:
    """The contact kind a source means by its own word (“cell”, “voice”), or empty."""
    return _CONTACT_KINDS.get(word.casefold().strip(), "")


def contacts(kind: str, text: str, label: str = "") -> Iterator[ContactCandidate]:
    """The contact details in one cell: several numbers or addresses each become one.

    Nothing comes out of a cell that holds no address where an e-mail address should be.
    """
    if kind in ("phone", "mobile", "fax", "whatsapp"):
        yield from _phone_contacts(kind, text, label)
    elif kind == "email":
        for email in read_emails(text):
            yield ContactCandidate("email", email, email.casefold(), label)
    elif kind == "address" and _POST_OFFICE.match(text):
        yield ContactCandidate("postal", text, "", label)
    elif kind != "web" or _WEB_ADDRESS.match(text):
        yield ContactCandidate(kind, text, "", label)


def _phone_contacts(kind: str, text: str, label: str) -> Iterator[ContactCandidate]:
    for phone in read_phones(text):
        real_kind = kind
        if kind in ("phone", "mobile"):
            real_kind = phone.marked if phone.marked in ("fax", "whatsapp") else _by_number(kind, phone)
        yield ContactCandidate(real_kind, phone.typed, phone.e164 or "", label)


def _by_number(kind: str, phone: Phone) -> str:
    """What a number shows itself to be, whatever its column is called."""
    return kind if phone.e164 is None else "mobile" if phone.is_mobile else "phone"


def approximate(text: str) -> ApproximateDate | None:
    """The date in a cell, unknown when empty, None when it is none."""
    if not text:
        return UNKNOWN_DATE
    try:
        return parse_approximate(text)
    except UserError:
        return None
