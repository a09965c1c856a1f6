"""Workbooks for tests: as small as Excel would still open them, with the cells it makes trouble with."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from html import escape

Value = str | int | float | bool | date | None

_TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_STYLES = (
    f'<styleSheet xmlns="{_SHEETS}"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills>'
    '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf/>'
    '<xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>'
)


def workbook(
    sheets: Mapping[str, Sequence[Sequence[Value]]], *, merged: Sequence[str] = (), first_row: int = 1
) -> bytes:
    """The bytes of a workbook with these sheets; `merged` names ranges (“A2:A4”) of each of them."""
    names = list(sheets)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        packed.writestr("[Content_Types].xml", _TYPES)
        packed.writestr("_rels/.rels", _links([("officeDocument", "xl/workbook.xml")]))
        links = [("worksheet", f"worksheets/sheet{at + 1}.xml") for at in range(len(names))]
        packed.writestr("xl/_rels/workbook.xml.rels", _links([*links, ("styles", "styles.xml")]))
        listed = "".join(
            f'<sheet name="{escape(name)}" sheetId="{at}" r:id="rId{at}"/>' for at, name in enumerate(names, start=1)
        )
        packed.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{_SHEETS}" xmlns:r="{_OFFICE}"><sheets>{listed}</sheets></workbook>',
        )
        packed.writestr("xl/styles.xml", _STYLES)
        for at, rows in enumerate(sheets.values(), start=1):
            packed.writestr(f"xl/worksheets/sheet{at}.xml", _sheet(rows, merged, first_row))
    return made.getvalue()


def _links(targets: Sequence[tuple[str, str]]) -> str:
    inside = "".join(
        f'<Relationship Id="rId{at}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE}">{inside}</Relationships>'


def _sheet(rows: Sequence[Sequence[Value]], merged: Sequence[str], first_row: int) -> str:
    lines = "".join(
        f'<row r="{at}">{"".join(_cell(value, column, at) for column, value in enumerate(row))}</row>'
        for at, row in enumerate(rows, start=first_row)
    )
    ranges = "".join(f'<mergeCell ref="{ref}"/>' for ref in merged)
    return (
        f'<worksheet xmlns="{_SHEETS}"><sheetData>{lines}</sheetData>'
        f"{f'<mergeCells>{ranges}</mergeCells>' if ranges else ''}</worksheet>"
    )


def _cell(value: Value, column: int, row: int) -> str:
    letters = f"{chr(64 + column // 26) if column >= 26 else ''}{chr(65 + column % 26)}"
    place = f'r="{letters}{row}"'
    if value is None:
        return ""
    if isinstance(value, bool):
        return f'<c {place} t="b"><v>{int(value)}</v></c>'
    if isinstance(value, int | float):
        return f"<c {place}><v>{float(value)}</v></c>"
    if isinstance(value, date):
        days = (value if not isinstance(value, datetime) else value.date()) - date(1899, 12, 30)
        part = (value.hour * 60 + value.minute) / 1440 if isinstance(value, datetime) else 0
        return f'<c {place} s="1"><v>{days.days + part}</v></c>'
    return f'<c {place} t="inlineStr"><is><t>{escape(value)}</t></is></c>'
