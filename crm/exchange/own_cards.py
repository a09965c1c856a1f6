"""People and organisations as vCard 4.0 for telephones and mail programs, and our own cards read back word for word.

A card shows what a person holds today: an address book knows no past offices. Notes stay here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from crm.exchange.bodies import Body
from crm.exchange.candidates import ContactCandidate, OrganisationCandidate, PersonCandidate, Reading, SeatCandidate
from crm.exchange.content_lines import on_line
from crm.exchange.files import replacing
from crm.exchange.gathering import Gathering, OrganisationDraft, PersonDraft
from crm.exchange.own import OWN_SCHEME, own_contact, own_uuid
from crm.exchange.vcard_lines import Card, Property
from crm.rules.names import PersonName

PRODUCT = "-//Kgotla//Contacts//EN"
LONGEST_LINE = 75
"""Octets of a line; a longer one goes on in the next, after a blank."""

_TELEPHONES = {"mobile": "cell", "phone": "voice", "fax": "fax"}
_KIND, _ID, _OTHER_NAME, _IDENTIFIER, _SOCIAL = (
    "X-KGOTLA-KIND",
    "X-KGOTLA-ID",
    "X-KGOTLA-NAME",
    "X-KGOTLA-IDENTIFIER",
    "X-SOCIALPROFILE",
)


# --- Out -------------------------------------------------------------------------------------------------------------


def write_cards(found: Iterable[PersonCandidate | OrganisationCandidate], path: Path) -> int:
    """Write a card for each and return how many there are. Raises as `files.replacing` does."""
    count = 0
    with replacing(path, "utf-8") as file:
        for each in found:
            for line in _card(each):
                file.write(folded(line))
            count += 1
    return count


def folded(line: str) -> str:
    """A line with its end, broken so that no piece is too long and no letter is cut in two."""
    pieces, piece, size = [], "", 0
    for letter in line:
        length = len(letter.encode("utf-8", "replace"))
        if size + length > LONGEST_LINE:
            pieces.append(piece)
            piece, size = " ", 1
        piece += letter
        size += length
    return "\r\n".join([*pieces, piece]) + "\r\n"


def escaped(text: str) -> str:
    """Text as a value, on one line."""
    for letter, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\r\n", "\\n"), ("\n", "\\n"), ("\r", "\\n")):
        text = text.replace(letter, written)
    return "".join(letter for letter in text if letter == "\t" or letter.isprintable() or ord(letter) > 0x9F)


def _card(found: PersonCandidate | OrganisationCandidate) -> Iterator[str]:
    yield from ("BEGIN:VCARD", "VERSION:4.0", f"PRODID:{PRODUCT}", f"UID:urn:uuid:{own_uuid(found.identifiers)}")
    if isinstance(found, PersonCandidate):
        yield "KIND:individual"
        yield f"FN:{escaped(' '.join(filter(None, (found.title, found.name))))}"
        yield f"N:{escaped(found.family)};{escaped(found.given)};;{escaped(found.title)};"
        if found.known_as:
            yield f"NICKNAME:{escaped(found.known_as)}"
        for number, seat in enumerate(found.seats, start=1):
            yield f"post{number}.ORG;{_KIND}={seat.organisation_kind};{_ID}={seat.organisation_key}:" + escaped(
                seat.organisation
            )
            yield f"post{number}.TITLE:{escaped(seat.title)}"
    else:
        yield "KIND:org"
        yield f"FN:{escaped(found.name)}"
        yield f"ORG;{_KIND}={found.kind}:{escaped(found.name)}"
        if found.short_name:
            yield f"NICKNAME:{escaped(found.short_name)}"
    for contact in found.contacts:
        yield _contact(contact)
    yield from (f"{_OTHER_NAME}:{escaped(name)}" for name in found.other_names)
    for scheme, value in found.identifiers:
        if scheme != OWN_SCHEME:
            yield f"{_IDENTIFIER}:{escaped(scheme)};{escaped(value)}"
    yield "END:VCARD"


def _contact(contact: ContactCandidate) -> str:
    """One way to reach somebody; a number that can be dialled as a link, anything else as it was typed."""
    value = escaped(contact.value)
    if contact.kind in _TELEPHONES:
        kind = _TELEPHONES[contact.kind]
        uri = f"TEL;VALUE=uri;TYPE={kind}:tel:{contact.normal}"
        return uri if contact.normal else f"TEL;VALUE=text;TYPE={kind}:{value}"
    return {
        "whatsapp": f"IMPP:whatsapp:{contact.normal or value}",
        "email": f"EMAIL:{value}",
        "address": f"ADR:;;{value};;;;",
        "postal": f"ADR:{value};;;;;;",
        "web": f"URL:{value}",
    }.get(contact.kind, f"{_SOCIAL}:{value}")


# --- In --------------------------------------------------------------------------------------------------------------


def is_own_card(card: Card) -> bool:
    """Whether we wrote a card."""
    return _text(card.first("PRODID")) == PRODUCT


def read_own_cards(cards: Iterable[Card], source_name: str, sha256: str) -> Reading:
    """Our own cards as candidates."""
    found = Gathering()
    for card in cards:
        line = on_line(card.number)
        for number, reason in card.problems:
            found.miss(on_line(number), reason)
        draft = _organisation(card, line, found) if _text(card.first("KIND")) == "org" else _person(card, line, found)
        draft.identifiers.append((OWN_SCHEME, _uuid(card)))
        draft.identifiers += [(each.parts()[0], each.parts()[1]) for each in card.all(_IDENTIFIER)]
        draft.other_names += [each.text for each in card.all(_OTHER_NAME)]
        draft.contacts += _contacts(card)
    what = "people" if found.people else "organisations"
    reading = found.finish(f"{OWN_SCHEME}:vcard:{what}", source_name, sha256)
    return replace(reading, is_whole=False, is_exact=True, format="vCard 4.0")


def _uuid(card: Card) -> str:
    return _text(card.first("UID")).removeprefix("urn:uuid:")


def _organisation(card: Card, line: str, found: Gathering) -> OrganisationDraft:
    body = card.first("ORG")
    kind = body.parameters.get(_KIND.casefold(), "other") if body else "other"
    draft = found.body(line, Body(_uuid(card), _text(body), kind))
    draft.short_name = _text(card.first("NICKNAME"))
    return draft


def _person(card: Card, line: str, found: Gathering) -> PersonDraft:
    parts = card.first("N")
    family, given, _middle, title, *_more = [*(parts.parts() if parts else []), *[""] * 5]
    draft = PersonDraft(line, _uuid(card), PersonName(title, given, family, _text(card.first("NICKNAME"))))
    titles = {each.group: each.text for each in card.all("TITLE")}
    for body in card.all("ORG"):
        kind, key = (body.parameters.get(name.casefold(), "") for name in (_KIND, _ID))
        held = found.body(line, Body(key, body.text, kind or "other"))
        if (OWN_SCHEME, key) not in held.identifiers:
            held.identifiers.append((OWN_SCHEME, key))
        draft.seats.append(SeatCandidate(held.name, held.key, held.kind, titles.get(body.group, "")))
    found.people[draft.key] = draft
    return draft


def _contacts(card: Card) -> Iterator[ContactCandidate]:
    for each in card.all("TEL"):
        kind = next((kind for kind, word in _TELEPHONES.items() if word in each.types), "phone")
        yield own_contact(kind, each.text.removeprefix("tel:"))
    for each in card.all("IMPP"):
        yield own_contact("whatsapp", each.text.removeprefix("whatsapp:"))
    for each in card.all("EMAIL"):
        yield own_contact("email", each.text)
    for each in card.all("ADR"):
        box, _more, street, *_rest = [*each.parts(), "", "", ""]
        yield own_contact("postal" if box else "address", box or street)
    for name, kind in (("URL", "web"), (_SOCIAL, "social")):
        yield from (own_contact(kind, each.text) for each in card.all(name))


def _text(found: Property | None) -> str:
    return found.text if found is not None else ""
