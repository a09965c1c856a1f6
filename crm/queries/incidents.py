"""Who is concerned when a copy of the workspace gets into other hands, and what of them was in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from crm.queries.base import marks, one, rows
from crm.queries.organisations import get_home
from crm.queries.privacy import HandOverRow, list_hand_overs
from crm.rules.incidents import Kind, Way
from crm.rules.organisations import CSO_KINDS
from crm.rules.privacy import SpecialGround
from resources.translations import _

_PRIVATE = "EXISTS (SELECT 1 FROM contact_point c WHERE c.record_id = p.id AND c.is_private)"
_PARTY = "EXISTS (SELECT 1 FROM role r WHERE r.person_id = p.id AND r.party_id IS NOT NULL)"
_NEEDS = "p.access_needs <> ''"
_SPECIAL = f"(p.special_ground NOT IN ('', '{SpecialGround.NONE_HELD}') OR {_NEEDS} OR {_PARTY})"
"""Political persuasion is what a party says; access needs speak of health (section 26)."""
_MET = (
    "(EXISTS (SELECT 1 FROM attendance a WHERE a.person_id = p.id) "
    "OR EXISTS (SELECT 1 FROM commitment m WHERE p.id IN (m.bound_id, m.maker_id, m.owed_to_id)))"
)
_NOTED = "EXISTS (SELECT 1 FROM note t WHERE t.about_id = p.id)"
_HAS_ROLE = "EXISTS (SELECT 1 FROM role r WHERE r.person_id = p.id)"


class Held(StrEnum):
    """What may be kept of somebody beside the name."""

    OFFICE = "office"
    CONTACTS = "contacts"
    PRIVATE = "private"
    MEETINGS = "meetings"
    NOTES = "notes"
    PARTY = "party"
    NEEDS = "needs"


_HELD = {
    Held.OFFICE: _HAS_ROLE,
    Held.CONTACTS: "EXISTS (SELECT 1 FROM contact_point c WHERE c.record_id = p.id)",
    Held.PRIVATE: _PRIVATE,
    Held.MEETINGS: _MET,
    Held.NOTES: _NOTED,
    Held.PARTY: _PARTY,
    Held.NEEDS: _NEEDS,
}
_WRITTEN = "email", "postal", "address"
_SPOKEN = "mobile", "phone", "whatsapp"


@dataclass(frozen=True)
class Concerned:
    """Somebody of whom something was in it, how a notice reaches them, and what makes care needed."""

    id: int
    name: str
    kind: Kind
    held: frozenset[Held]
    is_special: bool
    is_restricted: bool
    is_at_risk: bool
    way: Way
    reached_at: str
    """The address or number; of somebody to reach by voice the number."""
    address: tuple[str, ...]

    @property
    def has_private(self) -> bool:
        """Whether ways to reach them are kept that are not public."""
        return Held.PRIVATE in self.held


@dataclass(frozen=True)
class HeldKind:
    """One kind of information, and how much of it."""

    what: str
    count: int
    is_special: bool = False


def list_concerned() -> list[Concerned]:
    """Everybody in it who is not nameless by now, those who could be harmed first."""
    found = rows(
        f"SELECT p.id, p.name, {_SPECIAL}, n.confidentiality = 2, p.is_at_risk, {_is_civil()}, "
        f"{', '.join(_HELD.values())} "
        "FROM person p JOIN record n ON n.id = p.id WHERE p.anonymised_on IS NULL "
        "ORDER BY p.is_at_risk DESC, p.sort_name, p.id",
        *CSO_KINDS,
    )
    ways = _ways()
    concerned = []
    for person_id, name, special, restricted, at_risk, civil, *parts in found:
        held = frozenset(part for part, is_kept in zip(_HELD, parts, strict=True) if is_kept)
        kind = Kind.CIVIL_SOCIETY if civil else Kind.OFFICE if Held.OFFICE in held else Kind.OTHER
        way, reached_at, address = _way(ways.get(person_id, []), bool(at_risk))
        flags = (bool(special), bool(restricted), bool(at_risk))
        concerned.append(Concerned(person_id, name, kind, held, *flags, way, reached_at, address))
    return concerned


def _is_civil() -> str:
    """Whether somebody works, or worked, with a CSO, a partner or us."""
    return (
        "(EXISTS (SELECT 1 FROM role r JOIN post q ON q.id = r.post_id JOIN organisation o ON o.id = q.organisation_id "
        f"WHERE r.person_id = p.id AND (o.side <> 'public' OR o.kind IN ({marks(CSO_KINDS)}))) "
        'OR EXISTS (SELECT 1 FROM "user" u WHERE u.person_id = p.id))'
    )


def _ways() -> dict[int, list[tuple[str, str]]]:
    """The ways to reach each person, the preferred first; one that others share, and may read, comes last."""
    found: dict[int, list[tuple[str, str]]] = {}
    for record_id, kind, value in rows(
        "SELECT c.record_id, c.kind, c.value FROM contact_point c JOIN person p ON p.id = c.record_id "
        f"WHERE c.kind IN ({marks(_WRITTEN + _SPOKEN)}) ORDER BY c.is_shared, c.is_preferred DESC, c.id",
        *_WRITTEN,
        *_SPOKEN,
    ):
        found.setdefault(record_id, []).append((kind, value))
    return found


def _way(ways: list[tuple[str, str]], is_at_risk: bool) -> tuple[Way, str, tuple[str, ...]]:
    def first(*kinds: str) -> str:
        return next((value for kind, value in ways if kind in kinds), "")

    address = tuple(line.strip() for line in first("postal", "address").splitlines() if line.strip())
    if is_at_risk:
        return Way.VOICE, first(*_SPOKEN), address
    if email := first("email"):
        return Way.EMAIL, email, address
    if address:
        return Way.POST, ", ".join(address), address
    phone = first(*_SPOKEN)
    return (Way.TELEPHONE, phone, ()) if phone else (Way.PUBLIC, "", ())


def list_held_kinds() -> list[HeldKind]:
    """The kinds of information in it with how much there is; those there is nothing of are left out."""
    counted = (
        (_("People with their names"), "SELECT count(*) FROM person WHERE anonymised_on IS NULL", False),
        (_("Offices and places of work"), "SELECT count(*) FROM role", False),
        (_("Telephone numbers, e-mail addresses and other ways of reaching people"), _CONTACTS, False),
        (_("… of them private"), f"{_CONTACTS} AND c.is_private", False),
        (_("… of them addresses of houses or boxes"), f"{_CONTACTS} AND c.kind IN ('postal', 'address')", False),
        (_("Party or list (political persuasion)"), "SELECT count(*) FROM role WHERE party_id IS NOT NULL", True),
        (_("Access needs (health)"), "SELECT count(*) FROM person WHERE access_needs <> ''", True),
        (_("Notes on people and bodies"), "SELECT count(*) FROM note", False),
        (_("Meetings and calls, with who came and what was said"), "SELECT count(*) FROM engagement", False),
        (_("Promises with the exact words"), "SELECT count(*) FROM commitment", False),
        (_("Petitions, with who petitions"), "SELECT count(*) FROM petition", False),
        (_("Problems reported from the ground"), "SELECT count(*) FROM issue", False),
        (_("Files: photos, letters, sign-in sheets"), "SELECT count(*) FROM attachment", False),
        (_("Records marked restricted"), "SELECT count(*) FROM record WHERE confidentiality = 2", False),
    )
    found = [HeldKind(what, int((one(sql) or (0,))[0]), special) for what, sql, special in counted]
    return [each for each in found if each.count]


_CONTACTS = "SELECT count(*) FROM contact_point c JOIN person p ON p.id = c.record_id WHERE 1 = 1"


def list_outside() -> list[HandOverRow]:
    """Papers and files that were written outside, and not removed from there by us since; of one place the newest."""
    newest: dict[str, HandOverRow] = {}
    for row in list_hand_overs():
        if row.path:
            newest.setdefault(row.path, row)
    return list(newest.values())


def last_change_on() -> date | None:
    """The day of the newest thing in it: what came later is in no copy of this."""
    row = one("SELECT at FROM operation ORDER BY id DESC LIMIT 1")
    return date.fromisoformat(row[0][:10]) if row else None


def our_name() -> str:
    """The name of the organisation that holds it."""
    home = get_home()
    return home[1] if home else ""
