"""What a paper says of itself at its top and at the foot of each page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from reports.facts.audience import Reader, label, reader_of
from reports.facts.confidentiality import foot_words, left_out_words
from reports.facts.workspace import get_origin
from reports.options import Chosen
from resources.translations import _


@dataclass(frozen=True, slots=True)
class Head:
    """Title, what it is about, labelled facts, and who made it for whom."""

    title: str
    scope: str
    rows: tuple[tuple[str, str], ...]
    """Labelled facts between the title and the first section."""
    made_on: date
    made_by: str
    """Empty where it leaves the house."""
    organisation_name: str
    confidentiality: str


def gather_head(
    ask: Callable[..., Any],
    chosen: Chosen,
    title: str,
    scope: str,
    rows: Sequence[tuple[str, str]] = (),
    shown: Sequence[str] = (),
    reader: Reader | None = None,
) -> Head:
    """The head of a paper; `shown` is what is kept back. Rows without words are left out."""
    reader = reader or reader_of(chosen)
    origin = get_origin(ask, chosen.made_by)
    said = "; ".join((*left_out_words(chosen, reader), *(shown if reader.is_told_what_is_missing else ())))
    return Head(
        title=title,
        scope=scope,
        rows=tuple(row for row in (*rows, (_("For"), label(reader.audience)), (_("Shown"), said)) if row[1]),
        made_on=chosen.today,
        made_by=origin.made_by if reader.is_at_home else "",
        organisation_name=origin.organisation_name,
        confidentiality=foot_words(chosen, origin.organisation_name, reader),
    )
