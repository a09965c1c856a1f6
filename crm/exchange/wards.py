"""Tables of wards: a newer demarcation, and what is known of which ward went into which."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from crm.exchange.candidates import NotUnderstood
from crm.exchange.csv_tables import read_table
from crm.rules.errors import UserError
from crm.rules.names import fold
from resources.translations import _

_NAMES = {
    "code": ("ward_id", "ward id", "wardid", "ward code", "ward_code"),
    "number": ("ward_no", "ward no", "ward number", "ward_number", "ward"),
    "municipality_code": ("municipality_code", "municipality code", "cat_b", "mdb code", "demarcation code"),
    "municipality": ("municipality", "municipality name", "municname"),
    "province": ("province",),
    "old": ("old_ward_id", "old ward id", "old_ward", "old ward"),
    "successor": ("successor", "new_ward_id", "new ward id", "successor ward id"),
}
_CODE = re.compile(r"\d{7,9}")


@dataclass(frozen=True, slots=True)
class WardLine:
    """A ward of the table, with the older wards that went into it."""

    code: str
    number: int
    municipality_code: str
    municipality: str
    province: str
    old_codes: tuple[str, ...] = ()


@dataclass(frozen=True)
class WardTable:
    """What a file says: its wards, and which ward of before went into which of them."""

    source_name: str
    wards: tuple[WardLine, ...]
    mapping: tuple[tuple[str, str], ...]
    """Codes: (the ward of before, the ward of the new demarcation)."""
    not_understood: tuple[NotUnderstood, ...]


def read_wards(path: Path) -> WardTable:
    """Read a table of wards, or one that only says which ward went into which (`old_ward_id,successor`).

    Raises UserError: those of `read_table`, "not-a-ward-table".
    """
    table = read_table(path)
    at = _columns(table.headings)
    has_wards = all(name in at for name in ("code", "municipality_code"))
    if not has_wards and not {"old", "successor"} <= set(at):
        raise UserError("not-a-ward-table", file=path.name)
    wards: dict[str, WardLine] = {}
    mapping: dict[tuple[str, str], None] = {}
    missed = list(table.not_understood)
    for row in table.rows:
        said = {name: row.cells[column].strip() for name, column in at.items()}
        if has_wards:
            line = _ward(said)
            if line is None or line.code in wards:
                reason = _("no ward in it") if line is None else _("the same ward again")
                missed.append(NotUnderstood(row.line, reason))
                continue
            wards[line.code] = line
            mapping |= {(old, line.code): None for old in line.old_codes}
        else:
            pairs = [(old, new) for old in _CODE.findall(said["old"]) for new in _CODE.findall(said["successor"])]
            if not pairs:
                missed.append(NotUnderstood(row.line, _("no ward in it")))
            mapping |= dict.fromkeys(pairs)
    return WardTable(path.name, tuple(wards.values()), tuple(mapping), tuple(missed))


def _columns(headings: tuple[str, ...]) -> dict[str, int]:
    folded = [fold(heading) for heading in headings]
    found = {}
    for name, names in _NAMES.items():
        wanted = {fold(each) for each in names}
        column = next((column for column, heading in enumerate(folded) if heading in wanted), None)
        if column is not None:
            found[name] = column
    return found


def _ward(said: Mapping[str, str]) -> WardLine | None:
    code = _CODE.fullmatch(said["code"])
    digits = re.search(r"\d+", said.get("number", "")) if said.get("number") else None
    if code is None or not said["municipality_code"]:
        return None
    number = int(digits[0]) if digits else int(code[0][-3:])
    municipality = said.get("municipality") or said["municipality_code"]
    old = tuple(_CODE.findall(said.get("old", "")))
    return WardLine(code[0], number, said["municipality_code"].upper(), municipality, said.get("province", ""), old)
