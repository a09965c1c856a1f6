"""A template of plans in a JSON file, as `kgotla plan-template NAME --json` gives it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from crm.exchange.json_object import JsonObject, read_each, read_object
from crm.rules.plan_templates import TemplateStep
from crm.rules.plans import Anchor, DayUnit, StepKind

_ONLY_SHOWN = ("id", "noun", "is_ours", "operation", "replaced")
_ONLY_SHOWN_OF_A_STEP = ("number", "due", "why", "hangs_on", "is_after_end")


@dataclass(frozen=True)
class WrittenTemplate:
    """What the file says; an empty name where it says none."""

    name: str
    words: str
    steps: tuple[TemplateStep, ...]


def read_template(path: Path) -> WrittenTemplate:
    """Read the file. Raises UserError as `json_object.read_object` and its values do."""
    found = read_object(path)
    written = WrittenTemplate(found.text("name"), found.text("words"), read_each(found, "steps", "title", _step))
    for key in _ONLY_SHOWN:
        found.value(key)
    found.done()
    return written


def _step(found: JsonObject) -> TemplateStep:
    after = found.number("after")
    for key in _ONLY_SHOWN_OF_A_STEP:
        found.value(key)
    return TemplateStep(
        found.needed("title"),
        found.choice("kind", StepKind),
        after - 1 if after else None,
        found.choice("anchor", Anchor),
        found.number("days"),
        found.choice("day_unit", DayUnit),
    )
