"""Empty lists to fill in: a workbook for each kind, whose columns are known again when it comes back."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from crm.exchange.files import replacing_bytes
from crm.exchange.people_templates import OFFICE_COLUMNS, ORGANISATION_COLUMNS, PEOPLE_COLUMNS
from crm.exchange.register_kind import KindColumn
from crm.exchange.registers import REGISTERS
from crm.exchange.writers import HOW_TO, WORDS
from resources.translations import _, mark

ROWS = 2_000
"""Rows below the headings that are laid out for filling in."""

_FORMATS = {"day": "yyyy-mm-dd", "time": "hh:mm", "number": "0", "text": "@"}
_WIDTHS = {"day": 14, "time": 10, "number": 12, "text": 24}
_WIDE = 44  # letters of a column that holds sentences
_SENTENCES = 120  # letters of help from which a column is laid out for them
_LONGEST_MESSAGE = 255


@dataclass(frozen=True)
class Template:
    """An empty list of one kind."""

    name: str
    label: str
    columns: tuple[KindColumn, ...]

    @property
    def words(self) -> str:
        """What its rows are."""
        return _(self.label)


TEMPLATES: tuple[Template, ...] = (
    *(Template(register.id, register.name, register.columns) for register in REGISTERS),
    Template("people", mark("People, one a row"), PEOPLE_COLUMNS),
    Template("organisations", mark("Organisations, one a row"), ORGANISATION_COLUMNS),
    Template("offices", mark("Constituency offices, one person a row"), OFFICE_COLUMNS),
)
"""One for each kind of list there is."""


def template_named(name: str) -> Template | None:
    """The template of this name."""
    return next((template for template in TEMPLATES if template.name == name), None)


def write_template(template: Template, path: Path) -> None:
    """Write the empty list as a workbook; a second sheet says how to fill it in.

    Raises as `files.replacing_bytes` does.
    """
    import xlsxwriter

    with replacing_bytes(path) as file, xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        page = book.add_worksheet(_("List"))
        _write_how_to(book, template)
        ranges = _write_words(book, template)
        _write_columns(book, page, template, ranges)


def _write_columns(book: Any, page: Any, template: Template, ranges: dict[int, str]) -> None:
    title = {"bold": True, "bottom": 1, "valign": "top", "text_wrap": True, "num_format": "@"}
    plain, needed = (book.add_format(title | {"bg_color": colour}) for colour in ("#E8ECEF", "#BFDCE0"))
    formats = {form: book.add_format({"num_format": code, "valign": "top"}) for form, code in _FORMATS.items()}
    for at, column in enumerate(template.columns):
        page.set_column(at, at, _width(column), formats[column.form])
        page.write_string(0, at, _(column.heading), needed if column.is_needed else plain)
        hint = {"input_title": _(column.heading)[:32], "input_message": _(column.help)[:_LONGEST_MESSAGE]}
        allowed = {"validate": "list", "source": ranges[at]} if at in ranges else {"validate": "any"}
        page.data_validation(1, at, ROWS, at, hint | allowed | {"show_error": False})
    page.set_row(0, 32)
    page.freeze_panes(1, 0)
    page.activate()


def _width(column: KindColumn) -> int:
    is_long = column.form == "text" and len(column.help) > _SENTENCES
    return _WIDE if is_long or column.is_needed else max(_WIDTHS[column.form], len(_(column.heading)) + 2)


def _write_how_to(book: Any, template: Template) -> None:
    page = book.add_worksheet(HOW_TO)
    bold, wrapped = book.add_format({"bold": True, "valign": "top"}), {"text_wrap": True, "valign": "top"}
    text = book.add_format(wrapped)
    for at, width in enumerate((28, 12, 70, 60)):
        page.set_column(at, at, width, text)
    page.write_string(0, 0, template.words, bold)
    page.write_string(1, 0, _("Fill in the first sheet, one row each, and bring the file in as it is."))
    for at, words in enumerate((_("Column"), _("Needed"), _("What goes in it"), _("Words to choose from"))):
        page.write_string(3, at, words, bold)
    for row, column in enumerate(template.columns, start=4):
        page.write_string(row, 0, _(column.heading), bold)
        page.write_string(row, 1, _("yes") if column.is_needed else "")
        page.write_string(row, 2, _(column.help))
        page.write_string(row, 3, ", ".join(column.words()))
    page.freeze_panes(4, 0)


def _write_words(book: Any, template: Template) -> dict[int, str]:
    """The words of each column that has some, on a sheet of their own: a list in a cell holds only so many letters."""
    page = book.add_worksheet(WORDS)
    page.hide()
    ranges: dict[int, str] = {}
    for at, column in enumerate(template.columns):
        if words := column.words():
            letter = chr(ord("A") + len(ranges))
            for row, word in enumerate(words):
                page.write_string(row, len(ranges), word)
            ranges[at] = f"='{WORDS}'!${letter}$1:${letter}${len(words)}"
    return ranges
