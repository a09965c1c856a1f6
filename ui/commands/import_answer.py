"""What `kgotla import` answers: the same for programs and for people."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from crm.exchange.candidates import Reading
from crm.exchange.kinds import kind_named
from crm.queries.imports import ImportPlan, RowPlan
from resources.translations import _
from ui.import_words import counted

SHOWN = 20
"""Lines of one sort that are shown to people; JSON names all."""


def answer(reading: Reading, plan: ImportPlan, operation_id: int | None) -> dict[str, Any]:
    """Everything, in the shape that programs rely on."""
    return plan.counts() | {
        "states": plan.count_states(),
        "not_understood": plan.not_understood,
        "doubtful": [_doubt(row) for row in plan.rows_of("doubtful")],
        "gone": [{"name": row.name, "record": row.record_id} for row in plan.rows_of("gone")],
        "dates_in_words": [
            {"line": row.line, "name": row.name, "words": words} for row in plan.rows for words in row.in_words
        ],
        "to_identify": _to_identify(plan),
        "unknown_statuses": list(plan.unknown_statuses),
        "warnings": list(reading.warnings),
        "left_out": [{"column": column, "reason": reason} for column, reason in _left_out(reading)],
        "file": reading.source_name,
        "format": reading.format,
        "sheet": reading.sheet,
        "sheets": list(reading.sheets),
        "operation": operation_id,
        **_about_table(reading),
    }


def _about_table(reading: Reading) -> dict[str, Any]:
    shape, mapping = reading.shape, reading.mapping
    if shape is None or mapping is None:
        return {"kind": None, "mapping": [], "rows": None, "remembered": False, "surname_first": None}
    columns = [
        {
            "column": column.index + 1,
            "heading": column.heading,
            "field": column.field.value,
            "reason": column.reason,
            "warning": column.warning,
        }
        for column in mapping.columns
    ]
    return {
        "kind": shape.kind,
        "mapping": columns,
        "rows": shape.count,
        "remembered": shape.was_remembered,
        "surname_first": mapping.surname_first,
    }


def _doubt(row: RowPlan) -> dict[str, Any]:
    return {
        "line": row.line,
        "key": row.key,
        "name": row.asks or row.name,
        "reason": row.reason,
        "alternatives": list(row.alternatives),
    }


def _left_out(reading: Reading) -> Iterator[tuple[str, str]]:
    for words in reading.left_out:
        column, _colon, reason = words.partition(": ")
        yield column, reason


def _to_identify(plan: ImportPlan) -> list[str]:
    return sorted({row.asks for row in plan.rows if row.asks})


def lines(reading: Reading, plan: ImportPlan, operation_id: int | None) -> Iterator[str]:
    """The same for people."""
    yield _headline(reading, plan, operation_id)
    yield from _read_as(reading)
    for state, words in (("new", _("New")), ("changed", _("Changed")), ("unchanged", _("Unchanged"))):
        counts = [counted(noun, count) for noun, count in plan.counts()[state].items() if count]
        yield f"  {words}: {', '.join(counts) or _('nothing')}"
    doubtful, gone = plan.rows_of("doubtful"), plan.rows_of("gone")
    yield from _listed(_("Doubtful: {count} (--match ROW=RECORD)"), [_doubt_words(row) for row in doubtful])
    yield from _listed(_("Gone from the list: {count} (--end-gone DAY)"), [row.name for row in gone])
    missed = [f"{problem['line']}: {problem['reason']}" for problem in plan.not_understood]
    yield from _listed(_("Not understood: {count}"), missed)
    in_words = [f"{row.line}: {words}" for row in plan.rows for words in row.in_words]
    yield from _listed(_("Dates kept in words: {count}"), in_words)
    yield from _listed(_("Left out: {count}"), list(reading.left_out))
    yield from (f"  {warning}" for warning in reading.warnings)
    yield from _asked(plan)


def _headline(reading: Reading, plan: ImportPlan, operation_id: int | None) -> str:
    file = f"{reading.source_name} ({reading.sheet})" if reading.sheet else reading.source_name
    if operation_id is not None:
        words = _("{file} was brought in (operation {id}); “kgotla undo” takes it back.")
        return words.format(file=file, id=operation_id)
    if plan.is_empty:
        return _("{file} says nothing that is not here already; nothing was changed.").format(file=file)
    return _("{file} would change this:").format(file=file)


def _read_as(reading: Reading) -> Iterator[str]:
    shape = reading.shape
    kind = kind_named(shape.kind) if shape is not None else None
    if shape is None or kind is None:
        return
    body = shape.layout.body
    of_body = _(", of {body}").format(body=body.name) if body is not None else ""
    how = _("as last time (--forget-mapping guesses afresh)") if shape.was_remembered else reading.format
    yield "  " + _("Read as: {kind}{body}; {how}").format(kind=kind.words, body=of_body, how=how)
    yield "  " + shape.count.words


def _doubt_words(row: RowPlan) -> str:
    offered = ", ".join(map(str, row.alternatives))
    return f"{row.line} {row.asks or row.name}: {row.reason}" + (f" ({offered})" if offered else "")


def _listed(title: str, words: list[str]) -> Iterator[str]:
    if not words:
        return
    yield "  " + title.format(count=len(words))
    yield from (f"    {one}" for one in words[:SHOWN])
    if len(words) > SHOWN:
        yield "    " + _("and {count} more").format(count=len(words) - SHOWN)


def _asked(plan: ImportPlan) -> Iterator[str]:
    asked = _to_identify(plan)
    if asked:
        yield "  " + _("To identify: {names}").format(names=", ".join(asked[:SHOWN]))
    if plan.unknown_statuses:
        yield "  " + _("Kept as a note, for nobody said what they mean (--status WORD=MEANING): {words}").format(
            words=", ".join(plan.unknown_statuses[:SHOWN])
        )
