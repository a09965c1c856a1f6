"""Telephone numbers that a list gives without their area code, completed where the code is certain.

It is, when nearly all the other numbers of the same body in the list have one code, or the body is a municipality and
no number in the list speaks against the code of its switchboard. Where a list names no bodies it is of one, and its
numbers have to agree in the same way. Everything else stays as it was typed, and is told.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from crm.exchange import bodies
from crm.exchange.candidates import ContactCandidate
from crm.exchange.gathering import Gathering, OrganisationDraft, PersonDraft
from crm.rules.phones import national_digits, read_phones
from resources.translations import ngettext

_AREA_CODE = re.compile(r"0[1-5]\d")  # 086 is no area: faxes that come by e-mail
_LANDLINES = ("phone", "fax")
_NUMBERS = ("phone", "fax", "mobile", "whatsapp")
_LOCAL_DIGITS = 7
_ENOUGH = 3
"""Numbers of a body that have to agree."""

_ENOUGH_WITHOUT_BODY = 10
_MOST_EXAMPLES = 5
_Draft = PersonDraft | OrganisationDraft


def complete_numbers(found: Gathering) -> None:
    """Complete the numbers that lack a sure area code, and tell what was done and what cannot be dialled."""
    drafts: list[_Draft] = [*found.people.values(), *found.organisations.values()]
    odd = [draft for draft in drafts if any(_is_odd(contact) for contact in draft.contacts)]
    if not odd:
        return
    codes = _codes_by_body(drafts)
    completed: list[str] = []
    kept: list[str] = []
    for draft in odd:
        code = _code_of(draft, codes)
        draft.contacts[:] = [_completed(contact, code, draft.line, completed) for contact in draft.contacts]
        kept += [_said(contact.value, draft.line) for contact in draft.contacts if _is_odd(contact)]
    found.warnings.update(dict.fromkeys(_told(completed, kept)))


def _is_odd(contact: ContactCandidate) -> bool:
    return contact.kind in _NUMBERS and not contact.normal


def _bodies_of(draft: _Draft) -> set[str]:
    if isinstance(draft, OrganisationDraft):
        return {draft.key}
    return {seat.organisation_key for seat in draft.seats if seat.organisation_kind != "party"} or {""}


def _codes_by_body(drafts: Iterable[_Draft]) -> dict[str, Counter[str]]:
    """How often each area code stands among the numbers of each body; “” for people who sit nowhere."""
    codes: dict[str, Counter[str]] = defaultdict(Counter)
    for draft in drafts:
        for contact in draft.contacts:
            code = national_digits(contact.normal)[:3] if contact.kind in _LANDLINES else ""
            if _AREA_CODE.fullmatch(code):
                for body in _bodies_of(draft):
                    codes[body][code] += 1
    return codes


def _code_of(draft: _Draft, codes: dict[str, Counter[str]]) -> str:
    """The one area code of all bodies of somebody, empty where it is not sure."""
    found = {_sure_code(body, codes.get(body, Counter())) for body in _bodies_of(draft)} - {""}
    return next(iter(found)) if len(found) == 1 else ""


def _sure_code(body: str, counts: Counter[str]) -> str:
    code, count = counts.most_common(1)[0] if counts else ("", 0)
    agrees = count * 10 >= counts.total() * 9
    if agrees and count >= (_ENOUGH if body else _ENOUGH_WITHOUT_BODY):
        return code
    switchboard = bodies.area_code(body)
    return switchboard if switchboard and set(counts) <= {switchboard} else ""


def _completed(contact: ContactCandidate, code: str, line: str, completed: list[str]) -> ContactCandidate:
    digits = re.sub(r"\D", "", contact.value)
    if not (code and _is_odd(contact) and len(digits) == _LOCAL_DIGITS):
        return contact
    phones = read_phones(contact.value, code)
    if len(phones) != 1 or phones[0].e164 is None:
        return contact
    completed.append(_said(f"{contact.value} → {code} {contact.value}", line))
    return replace(contact, normal=phones[0].e164)


def _said(text: str, line: str) -> str:
    return f"{text[:60]} ({line})" if line else text[:60]


def _told(completed: list[str], kept: list[str]) -> Iterator[str]:
    if completed:
        said = ngettext(
            "{count} number without an area code was completed with that of its body",
            "{count} numbers without an area code were completed with that of their body",
            len(completed),
        )
        yield f"{said}: {_examples(completed)}"
    if kept:
        said = ngettext(
            "{count} telephone number cannot be dialled and is kept as it was typed",
            "{count} telephone numbers cannot be dialled and are kept as they were typed",
            len(kept),
        )
        yield f"{said}: {_examples(kept)}"


def _examples(found: list[str]) -> str:
    return ", ".join(found[:_MOST_EXAMPLES]) + (", …" if len(found) > _MOST_EXAMPLES else "")
