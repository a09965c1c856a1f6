"""The history says everything in the words of the screen: no stored choice, and no column's raw name."""

from __future__ import annotations

from enum import StrEnum

import pytest

from crm.rules import (
    commitments,
    engagements,
    evidence,
    issues,
    mapping,
    opportunities,
    organisations,
    outcomes,
    petitions,
    plans,
    ties,
)
from crm.rules.history_words import choice, heading, thing
from crm.tables.all import TABLES

CHOICES: dict[str, tuple[type[StrEnum], ...]] = {
    "status": (petitions.Status, plans.Status, plans.StepStatus, issues.Status),
    "outcome": (petitions.Outcome,),
    "kind": (
        *(petitions.Kind, plans.StepKind, issues.Kind, opportunities.Kind, outcomes.Kind),
        *(organisations.Kind, commitments.Kind, evidence.Kind, ties.Kind),
    ),
    "mode": (engagements.Mode,),
    "side": (commitments.Side,),
    "sphere": (organisations.Sphere,),
    "committee_kind": (organisations.CommitteeKind,),
    "decision": (opportunities.Decision,),
    "state": (issues.State,),
    "stance": (mapping.Stance,),
    "influence": (mapping.Level,),
    "anchor": (plans.Anchor,),
    "day_unit": (plans.DayUnit,),
    "indicator": (outcomes.Indicator,),
    "form": (petitions.Form,),
}


@pytest.mark.parametrize(("column", "known"), [(column, known) for column, all_ in CHOICES.items() for known in all_])
def test_a_stored_choice_is_said_in_words(column: str, known: type[StrEnum]) -> None:
    for value in known:
        if value:
            words = choice(column, value)
            assert "_" not in words and words[:1].isupper(), (column, value, words)


def test_what_is_kept_as_a_word_of_ours_is_said_in_theirs() -> None:
    said = [("side", "theirs"), ("kind", "mobile"), ("channel", "in_person"), ("how", "phone"), ("language", "tn")]
    assert [choice(*each) for each in said] == ["Theirs", "Mobile", "in person", "phone", "Setswana"]


def test_what_somebody_wrote_stays_as_it_is() -> None:
    assert choice("kind", "Ward walk") == "Ward walk"
    assert choice("title", "no_such_choice") == "no_such_choice"


def test_rows_are_called_what_people_call_them() -> None:
    assert [thing(name) for name in ("topic_link", "status_change", "follow_up", "note")] == [
        "topic",
        "step taken",
        "follow-up",
        "note",
    ]
    assert not [table for table in TABLES if "_" in thing(table._meta.table_name)]


def test_no_column_is_called_by_its_raw_name() -> None:
    for table in TABLES:
        for column in table._meta.sorted_field_names:  # type: ignore[attr-defined]
            assert "_" not in heading(column), column
    assert heading("due_agreed") == "date agreed"
