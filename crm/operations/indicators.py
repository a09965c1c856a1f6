"""What one does with indicators: say what is measured, write values down, and correct one."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import peewee

from crm.operations.attachments import keep_file
from crm.operations.base import (
    check_choice,
    check_not_future,
    check_unchanged,
    clean,
    level_of,
    new_record,
    newest_change,
    operation,
    row_of,
    update_row,
)
from crm.rules import clock
from crm.rules.agreements import Every
from crm.rules.errors import UserError
from crm.rules.indicators import Counted, Direction, Way, check_way
from crm.tables.agreements import Agreement, Clause, Indicator, Measurement
from resources.translations import _

_TEXTS = ("name", "definition", "unit", "data_source", "means", "split_by")
_COPIED = ("clause_id", "direction", "baseline", "baseline_on", "target", "target_on", "every", "counted")


@dataclass
class IndicatorDraft:
    """An indicator as the form holds it; with `counted` its value comes from what counts towards the agreement."""

    agreement_id: int
    name: str = ""
    definition: str = ""
    unit: str = ""
    clause_id: int | None = None
    direction: str = Direction.INCREASE.value
    baseline: float | None = None
    baseline_on: date | None = None
    target: float | None = None
    target_on: date | None = None
    data_source: str = ""
    means: str = ""
    every: str = ""
    split_by: str = ""
    counted: str = ""
    id: int | None = None
    seen_change: int | None = None


@dataclass(frozen=True)
class MeasurementDraft:
    """A value on a day, and the period it is of; `note` says why it differs from what was planned."""

    value: float | None
    on: date = field(default_factory=clock.today)
    period_from: date | None = None
    period_to: date | None = None
    note: str = ""
    file: Path | None = None


@operation(lambda saved: _("Save indicator {name}").format(name=saved[1]))
def save_indicator(draft: IndicatorDraft) -> tuple[int, str]:
    """Keep a new indicator or change one; returns its id and name.

    Raises UserError: "indicator-without-name", "indicator-of-another-agreement", "no-such-choice",
    "target-against-direction", "target-before-baseline", "changed-meanwhile", "not-found".
    """
    columns = _columns(draft)
    if draft.id is None:
        return _insert(draft, columns), clean(draft.name)
    check_unchanged(draft.id, draft.seen_change)
    update_row(Indicator, draft.id, **columns)
    return draft.id, clean(draft.name)


def _insert(draft: IndicatorDraft, columns: dict[str, object]) -> int:
    level = level_of(draft.agreement_id)
    row_of(Agreement, draft.agreement_id)
    here = Indicator.agreement_id == draft.agreement_id
    last = Indicator.select(peewee.fn.MAX(Indicator.position)).where(here).scalar()
    indicator_id = new_record("agreements", confidentiality=level)
    position = 0 if last is None else last + 1
    Indicator.insert(id=indicator_id, agreement_id=draft.agreement_id, position=position, **columns).execute()
    return indicator_id


def _columns(draft: IndicatorDraft) -> dict[str, object]:
    columns: dict[str, object] = {name: clean(getattr(draft, name)) for name in _TEXTS}
    if not columns["name"]:
        raise UserError("indicator-without-name")
    for choices, value in ((Direction, draft.direction), (Every, draft.every), (Counted, draft.counted)):
        check_choice(choices, value)
    check_way(Way(Direction(draft.direction), draft.baseline, draft.target, draft.baseline_on, draft.target_on))
    if draft.clause_id is not None and row_of(Clause, draft.clause_id)["agreement_id"] != draft.agreement_id:
        raise UserError("indicator-of-another-agreement")
    return columns | {name: getattr(draft, name) for name in _COPIED}


@operation(lambda name: _("Measure {name}").format(name=name))
def measure(indicator_id: int, draft: MeasurementDraft) -> str:
    """Write down a value of an indicator; returns the indicator's name.

    Raises UserError: "indicator-is-counted", "measurement-without-value", "made-in-future", "period-reversed", and as
    `attach_file` does.
    """
    row = _measured_by_hand(indicator_id)
    columns = _measurement(draft)
    attachment_id = keep_file(indicator_id, draft.file, _("Measurement")) if draft.file else None
    Measurement.insert(indicator_id=indicator_id, attachment_id=attachment_id, **columns).execute()
    return str(row["name"])


@operation(lambda name: _("Correct a measurement of {name}").format(name=name))
def correct_measurement(measurement_id: int, draft: MeasurementDraft) -> str:
    """Put right a value that was written down; its file stays unless another is given. Returns the indicator's name.

    Raises as `measure` does.
    """
    before = row_of(Measurement, measurement_id)
    row = _measured_by_hand(before["indicator_id"])
    columns = _measurement(draft)
    if draft.file:
        columns["attachment_id"] = keep_file(before["indicator_id"], draft.file, _("Measurement"))
    update_row(Measurement, measurement_id, **columns)
    return str(row["name"])


@operation(lambda name: _("Remove a measurement of {name}").format(name=name))
def remove_measurement(measurement_id: int) -> str:
    """Take away a value that was written down by mistake; returns the indicator's name."""
    before = row_of(Measurement, measurement_id)
    Measurement.delete().where(Measurement.id == measurement_id).execute()
    return str(row_of(Indicator, before["indicator_id"])["name"])


def _measured_by_hand(indicator_id: int) -> dict[str, Any]:
    row = row_of(Indicator, indicator_id)
    if row["counted"]:
        raise UserError("indicator-is-counted", name=row["name"])
    return row


def _measurement(draft: MeasurementDraft) -> dict[str, object]:
    check_not_future(draft.on)
    if draft.value is None:
        raise UserError("measurement-without-value")
    if draft.period_from and draft.period_to and draft.period_to < draft.period_from:
        raise UserError("period-reversed", start=draft.period_from.isoformat(), end=draft.period_to.isoformat())
    return {
        "on_day": draft.on,
        "period_from": draft.period_from,
        "period_to": draft.period_to,
        "value": draft.value,
        "note": clean(draft.note),
    }


def draft_indicator(indicator_id: int) -> IndicatorDraft:
    """The form of an indicator as kept now. Raises UserError("not-found")."""
    row = row_of(Indicator, indicator_id)
    kept = {name: row[name] for name in (*_TEXTS, *_COPIED, "agreement_id", "id")}
    return IndicatorDraft(**kept, seen_change=newest_change(indicator_id))
