"""The ways to reach somebody, and the form of each by which it is found again."""

from __future__ import annotations

from crm.rules.phones import read_phones
from resources.translations import _, mark

PHONE_KINDS = ("mobile", "phone", "fax", "whatsapp")
CONTACT_KINDS = (*PHONE_KINDS, "email", "postal", "address", "web", "social")
_LABELS = {
    "mobile": mark("Mobile"),
    "phone": mark("Phone"),
    "fax": mark("Fax"),
    "whatsapp": mark("WhatsApp"),
    "email": mark("E-mail"),
    "postal": mark("Postal address"),
    "address": mark("Street address"),
    "web": mark("Website"),
    "social": mark("Social media"),
}


def label(kind: str) -> str:
    """What a kind of contact detail is called."""
    return _(_LABELS[kind]) if kind in _LABELS else kind


def normal_form(kind: str, value: str) -> str:
    """E.164 for a number that can be read, lower case for an e-mail address, nothing for the rest."""
    if kind in PHONE_KINDS:
        read = [phone.e164 for phone in read_phones(value) if phone.e164]
        return read[0] or "" if read else ""
    return value.casefold() if kind == "email" else ""
