"""vCard 2.1, 3.0 and 4.0: the address books of telephones, mail programs and Outlook."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from crm.exchange.candidates import Reading
from crm.exchange.cells import clean
from crm.exchange.content_lines import on_line
from crm.exchange.entries import Entries, Entry, Held, Named, body_called, key_set
from crm.exchange.files import within_length
from crm.exchange.own_cards import is_own_card, read_own_cards
from crm.exchange.vcard_lines import Card, Property, read_cards
from crm.rules.names import fold
from resources.translations import _

UID_SCHEME = "vcard"

_KINDS = (("fax", "fax"), ("whatsapp", "whatsapp"), ("cell", "mobile"), ("mobile", "mobile"), ("iphone", "mobile"))
_PLACES = ("work", "home", "pager", "car", "main", "other", "blog", "profile")
_ACCOUNTS = {
    "X-SKYPE": "skype",
    "X-SKYPE-USERNAME": "skype",
    "X-JABBER": "xmpp",
    "X-TWITTER": "twitter",
    "X-AIM": "aim",
    "X-ICQ": "icq",
    "X-MSN": "msn",
    "X-YAHOO": "yahoo",
}
_READ = key_set(
    """
    VERSION UID KIND X-ADDRESSBOOKSERVER-KIND N FN NICKNAME ORG TITLE ROLE TEL EMAIL ADR LABEL URL IMPP NOTE
    X-SOCIALPROFILE X-ABLABEL X-ABSHOWAS
    """
) | frozenset(_ACCOUNTS)
_WITHOUT_USE = key_set(
    """
    PRODID REV SOURCE NAME PROFILE SORT-STRING TZ GEO LANG MAILER CLASS XML CLIENTPIDMAP X-ABADR X-ABUID
    X-PHONETIC-FIRST-NAME X-PHONETIC-LAST-NAME X-MS-OL-DEFAULT-POSTAL-ADDRESS X-MS-OL-DESIGN X-EVOLUTION-FILE-AS
    X-KADDRESSBOOK-CRYPTOPROTOPREF
    """
)
_LEFT_OUT = key_set(
    """
    BDAY GENDER X-GENDER ANNIVERSARY X-ANNIVERSARY X-MS-ANNIVERSARY DEATHDATE BIRTHPLACE DEATHPLACE X-ABDATE
    RELATED X-ABRELATEDNAMES X-SPOUSE X-MS-SPOUSE X-MS-CHILD HOBBY INTEREST PHOTO LOGO SOUND
    """
)
_KINDS_NOT_READ = frozenset(("group", "location", "application", "device"))
_IN_POST_BOX = 0


def read_vcard(data: bytes, source_name: str, sha256: str) -> Reading:
    """Everything the cards of a file say; raises UserError “file-not-text”, “list-too-long”.

    An address book is never the whole of a list: who is not in the next file of it is not gone.
    """
    cards = list(within_length(read_cards(data, source_name), source_name))
    if cards and all(map(is_own_card, cards)):
        return read_own_cards(cards, source_name, sha256)
    entries = Entries()
    versions: Counter[str] = Counter()
    for card in cards:
        versions[card.version] += 1
        names = {found.name for found in card.properties}
        entries.pass_over(names - _READ - _WITHOUT_USE - _LEFT_OUT, names & _LEFT_OUT)
        _add(entries, card)
    entries.tell()
    reading = entries.found.finish("vcard", source_name, sha256)
    return replace(reading, is_whole=False, format=" ".join(("vCard", *filter(None, sorted(versions)))))


def _add(entries: Entries, card: Card) -> None:
    for number, reason in card.problems:
        entries.found.miss(on_line(number), reason)
    kind = _text(card.first("KIND") or card.first("X-ADDRESSBOOKSERVER-KIND")).casefold()
    line = on_line(card.number)
    if kind in _KINDS_NOT_READ:
        entries.found.miss(line, _("a card of the kind “{kind}” is not read").format(kind=kind))
        return
    entry = Entry(line, _name(card), _uid(card), list(_held(card)), list(_reach(card)))
    entry.notes += (found.text for found in card.all("NOTE"))
    if entry.held and (kind == "org" or _is_organisation(card, entry)):
        entries.add_organisation(entry, entry.held[0].body)
    elif kind == "org" and entry.name.whole:
        entries.add_organisation(entry, body_called(clean(entry.name.whole)))
    elif not entries.add_person(entry):
        entries.found.miss(line, _("the card names neither a person nor an organisation"))
    elif _title(card) and not entry.held:
        text = _("the card does not say of which organisation somebody is “{title}”")
        entries.found.miss(line, text.format(title=clean(_title(card))[:60]))


def _is_organisation(card: Card, entry: Entry) -> bool:
    """A card with no name but that of its organisation, as telephones keep companies."""
    if _text(card.first("X-ABSHOWAS")).casefold() == "company":
        return True
    named, body = entry.name, entry.held[0].body
    has_parts = bool(named.given or named.family)
    return not has_parts and fold(named.whole) in ("", fold(body.name), fold(_text(card.first("ORG"))))


def _name(card: Card) -> Named:
    parts = card.first("N")
    family, given, middle, title, _suffix, *_more = [*(parts.parts() if parts else []), *[""] * 5]
    whole, *others = [found.text for found in card.all("FN")] or [""]
    nicknames = [each.strip() for found in card.all("NICKNAME") for each in found.text.split(",")]
    return Named(
        whole=whole,
        title=_spaced(title),
        given=_spaced(given),
        middle=_spaced(middle),
        family=_spaced(family),
        known_as=next(iter(nicknames), ""),
        other=next(iter(others), ""),
    )


def _spaced(part: str) -> str:
    """“Richter,James” are two names."""
    return clean(part.replace(",", " "))


def _uid(card: Card) -> tuple[str, str] | None:
    value = clean(_text(card.first("UID"))).removeprefix("urn:uuid:")[:200]
    return (UID_SCHEME, value) if value else None


def _held(card: Card) -> Iterator[Held]:
    """A post at each organisation; the title is held at the first, a unit of it belongs to the title."""
    title = _title(card)
    for found in card.all("ORG"):
        name, *units = [clean(part) for part in found.parts()]
        if name:
            yield Held(
                body_called(name), ", ".join(filter(None, (clean(title), *units))) if title or any(units) else ""
            )
            title = ""


def _title(card: Card) -> str:
    return clean(_text(card.first("TITLE"))) or clean(_text(card.first("ROLE")))


# How to reach them


def _reach(card: Card) -> Iterator[tuple[str, str, str]]:
    labels = {found.group: found.text for found in card.all("X-ABLABEL") if found.group}
    for found in card.all("TEL"):
        types = found.types | {fold(labels.get(found.group, ""))}
        kind = next((kind for word, kind in _KINDS if any(word in each for each in types)), "phone")
        yield kind, _number(found.text), _label(found, labels)
    for found in card.all("EMAIL"):
        yield "email", found.text, _label(found, labels)
    yield from _addresses(card, labels)
    for found in card.all("URL"):
        yield "web", found.text, _label(found, labels)
    yield from _accounts(card)


def _number(text: str) -> str:
    """“tel:+27-53-555-0101;ext=12” as it would be typed."""
    if not text.strip().casefold().startswith("tel:"):
        return text
    number, *more = text.strip()[4:].split(";")
    extension = next((each[4:] for each in more if each.casefold().startswith("ext=")), "")
    return f"{number} ext {extension}" if extension else number


def _addresses(card: Card, labels: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    """Addresses; the label of an envelope says the same once more, and counts where there is no address."""
    for found in card.all("ADR"):
        parts = [clean(part) for part in found.parts()]
        is_postal = bool(parts[_IN_POST_BOX]) and not any(parts[1:3])
        yield "postal" if is_postal else "address", ", ".join(filter(None, parts)), _label(found, labels)
    if not card.all("ADR"):
        for found in card.all("LABEL"):
            yield "address", ", ".join(filter(None, map(clean, found.text.splitlines()))), _label(found, labels)


def _accounts(card: Card) -> Iterator[tuple[str, str, str]]:
    for found in card.all("IMPP", "X-SOCIALPROFILE", *_ACCOUNTS):
        scheme, colon, address = found.text.partition(":")
        is_web = scheme.casefold() in ("http", "https")
        network = _ACCOUNTS.get(found.name) or next((each for each in found.types if each not in _PLACES), "")
        if colon and not is_web:
            yield "whatsapp" if scheme.casefold() == "whatsapp" else "social", address, network or scheme
        else:
            yield "social", found.text, network


def _label(found: Property, labels: dict[str, str]) -> str:
    """What the user called it, else where it is: “_$!<HomePage>!$_” is how a telephone writes its own words."""
    own = labels.get(found.group, "").removeprefix("_$!<").removesuffix(">!$_")
    return own or next((place for place in _PLACES if place in found.types), "")


def _text(found: Property | None) -> str:
    return found.text.strip() if found is not None else ""
