"""Bring a list in: everything a plan says, as one operation."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from crm.exchange.candidates import Reading
from crm.exchange.promise_register import PROMISES
from crm.exchange.shapes import Layout
from crm.operations.base import operation
from crm.operations.import_registers import write_registers
from crm.operations.import_writing import Writer
from crm.operations.seats import settle_seats
from crm.operations.team import set_setting
from crm.queries.import_layouts import LAYOUTS, layout_fields
from crm.queries.import_register import status_setting
from crm.queries.imports import ImportChoices, ImportPlan, newest_operation, plan_import
from crm.queries.team import get_setting
from crm.rules.bulk import without_collector
from crm.rules.errors import UserError
from resources.translations import _, mark, ngettext

_LABELS = {
    "commitments": (mark("Import {count} commitment"), mark("Import {count} commitments")),
    "engagements": (mark("Import {count} engagement"), mark("Import {count} engagements")),
    "petitions": (mark("Import {count} petition"), mark("Import {count} petitions")),
    "steps": (mark("Import {count} step"), mark("Import {count} steps")),
    "clauses": (mark("Import {count} clause"), mark("Import {count} clauses")),
    "opportunities": (mark("Import {count} opportunity"), mark("Import {count} opportunities")),
    "programme": (mark("Import {count} period"), mark("Import {count} periods")),
    "people": (mark("Import {count} person"), mark("Import {count} people")),
}


@dataclass(frozen=True)
class ImportResult:
    """What was brought in: `new`, `changed` and `unchanged` by noun, and the record of the import itself.

    `to_identify` counts the promises of somebody who is not known yet.
    """

    new: dict[str, int]
    changed: dict[str, int]
    unchanged: dict[str, int]
    import_id: int
    to_identify: int = 0

    @property
    def label(self) -> str:
        """“Import 49 people”, “Import 30 commitments”."""
        done = {noun: self.new[noun] + self.changed[noun] for noun in self.new}
        for noun, (one, many) in _LABELS.items():
            if done[noun]:
                return ngettext(one, many, done[noun])
        return _("Import {count} records").format(count=sum(self.new.values()) + sum(self.changed.values()))


@operation(lambda result: result.label)
def apply_import(
    plan: ImportPlan,
    reading: Reading,
    choices: ImportChoices | None = None,
    progress: Callable[[int, int], object] | None = None,
) -> ImportResult:
    """Do what the plan says; planned afresh when something else was done since.

    `progress(done, total)` is told how far the writing is; what it raises stops the import, and nothing is written.

    Raises UserError("import-changes-nothing") for an empty plan, so that no empty operation is left behind.
    """
    chosen = choices or ImportChoices()
    if plan.seen_operation != newest_operation():
        plan = plan_import(reading, chosen)
    if plan.is_empty:
        raise UserError("import-changes-nothing", file=reading.source_name)
    with without_collector():
        import_id = Writer(plan.work, reading, progress).write()
        settle_seats()
        write_registers(plan.work.registers, reading.source_name, reading.layout, progress)
    to_identify = sum(bool(row.asks) for row in plan.rows)
    return ImportResult(**plan.counts(), import_id=import_id, to_identify=to_identify)


@operation(mark("Remember how a list is read"), is_undoable=False)
def remember_list(layout: Layout | None, meanings: Mapping[str, str], kind: str = PROMISES.id) -> None:
    """Keep how a layout is read, and what words for the status mean, so that nobody is asked again.

    `meanings` are by the folded word, and hold for lists of this kind.
    """
    if layout is not None:
        set_setting(LAYOUTS, {**get_setting(LAYOUTS, {}), layout.key: layout_fields(layout)})
    if meanings:
        setting = status_setting(kind)
        set_setting(setting, {**get_setting(setting, {}), **meanings})


@operation(mark("Forget how a list is read"))
def forget_layout(key: str) -> None:
    """Guess the meaning of the columns afresh when the next list of this layout comes."""
    set_setting(LAYOUTS, {kept: said for kept, said in get_setting(LAYOUTS, {}).items() if kept != key})


@operation(mark("Forget a word for the status"))
def forget_status_word(word: str, kind: str = PROMISES.id) -> None:
    """Ask again what this folded word means when the next register has it."""
    setting = status_setting(kind)
    set_setting(setting, {kept: said for kept, said in get_setting(setting, {}).items() if kept != word})
