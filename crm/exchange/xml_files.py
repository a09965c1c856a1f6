"""XML that lists people: elements become records as JSON has them, entity bombs are refused, memory is bounded."""

from __future__ import annotations

import io
from typing import Any

from crm.exchange.cells import clean
from crm.exchange.records import TEXT
from crm.exchange.tables import MOST_COLUMNS, Row
from crm.rules.errors import UserError

_MOST_ELEMENTS = 5_000_000
_DEEPEST = 60
_LONGEST_TEXT = 20_000


def parse_xml(data: bytes, source_name: str) -> Any:
    """The document as nested dicts, lists and texts; elements that stand several times beside one another are a list.

    Raises UserError “xml-damaged”, “xml-unsafe”, “xml-too-deep”, “xml-too-large”.
    """
    from xml.etree.ElementTree import ParseError

    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import iterparse

    building = _Building(source_name)
    try:
        for event, element in iterparse(io.BytesIO(data), events=("start", "end"), forbid_dtd=False):
            building.begin(element.tag, element.attrib) if event == "start" else building.end(element)
    except DefusedXmlException:
        raise UserError("xml-unsafe", file=source_name) from None
    except ParseError as error:
        raise UserError("xml-damaged", file=source_name, line=error.position[0]) from None
    except (ValueError, LookupError):  # an encoding that nobody knows
        raise UserError("xml-damaged", file=source_name, line=1) from None
    return building.root


class _Building:
    """The document as far as it was read."""

    def __init__(self, source_name: str) -> None:
        self.root: Any = {}
        self._open: list[dict[str, Any]] = []
        self._count = 0
        self._name = source_name

    def begin(self, tag: Any, attributes: dict[str, str]) -> None:
        """An element begins."""
        self._count += 1
        if self._count > _MOST_ELEMENTS:
            raise UserError("xml-too-large", file=self._name, limit=_MOST_ELEMENTS)
        if len(self._open) >= _DEEPEST:
            raise UserError("xml-too-deep", file=self._name)
        self._open.append({_plain(key): text[:_LONGEST_TEXT] for key, text in attributes.items()})

    def end(self, element: Any) -> None:
        """An element ends: what is in it goes into the one around it, and is forgotten."""
        own = self._open.pop()
        text = (element.text or "")[:_LONGEST_TEXT].strip()
        value: Any = own if own else text
        if own and text:
            own[TEXT] = text
        element.clear()
        if not self._open:
            self.root = value
            return
        around, tag = self._open[-1], _plain(element.tag)
        if tag not in around:
            around[tag] = value
        elif isinstance(around[tag], list):
            around[tag].append(value)
        else:
            around[tag] = [around[tag], value]


def _plain(name: Any) -> str:
    """A name without its namespace."""
    return str(name).rpartition("}")[2][:200]


def is_xml_workbook(data: bytes) -> bool:
    """Whether the file is a workbook as Excel wrote it in XML around 2003."""
    return b"urn:schemas-microsoft-com:office:spreadsheet" in data[:4096]


def workbook_rows(document: Any) -> list[Row]:
    """The rows of the longest sheet of such a workbook."""
    sheets = [_listed(sheet, "Table", "Row") for sheet in _as_list(_get(document, "Worksheet"))]
    longest = max(sheets, key=len, default=[])
    rows = [Row(number, _cells(row)) for number, row in enumerate(longest, start=1)]
    return [row for row in rows if any(row.cells)]


def _cells(row: Any) -> list[str]:
    """The cells of a row; “Index” says that some before one were passed over."""
    cells: list[str] = []
    for cell in _as_list(_get(row, "Cell")):
        index = _get(cell, "Index")
        skipped = int(index) - 1 - len(cells) if isinstance(index, str) and index.isdecimal() else 0
        cells += [""] * min(max(skipped, 0), MOST_COLUMNS)
        data = _get(cell, "Data")
        text = _get(data, TEXT) if isinstance(data, dict) else data
        cells.append(clean(text) if isinstance(text, str) else "")
    return cells[:MOST_COLUMNS]


def _listed(value: Any, *keys: str) -> list[Any]:
    for key in keys:
        value = _get(value, key)
    return _as_list(value)


def _get(value: Any, key: str) -> Any:
    return value.get(key) if isinstance(value, dict) else None


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]
