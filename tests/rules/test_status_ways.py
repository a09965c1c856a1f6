"""From every status a register's word leads to another by steps that the life-cycle knows, with nothing in between."""

from __future__ import annotations

from typing import Any

import pytest

from crm.rules import agreements, engagements, petitions, plans
from crm.rules.status_words import NOTE_ONLY, STATUS_WORDS, petition_steps

LIFE_CYCLES: dict[str, tuple[Any, Any]] = {
    "engagements": (engagements.Status, engagements.next_steps),
    "petitions": (petitions.PETITION.steps, lambda status: petitions.PETITION.steps[status]),
    "clauses": (agreements.DeliverableStatus, agreements.next_deliverable_steps),
    "steps": (plans.StepStatus, plans.next_step_statuses),
}
ENDS = (petitions.Status.CLOSED, petitions.Status.BEFORE_COURT, plans.StepStatus.DEFERRED, plans.StepStatus.SKIPPED)


@pytest.mark.parametrize("noun", LIFE_CYCLES)
def test_every_way_is_one_of_the_life_cycle(noun: str) -> None:
    statuses, next_steps = LIFE_CYCLES[noun]
    words = STATUS_WORDS[noun]
    for status in statuses:
        for meaning in words.meanings:
            wanted, _outcome = words.state_of(meaning, True)
            way = words.steps(status, wanted)
            assert meaning != NOTE_ONLY or not way
            for before, after in zip((status, *way), way, strict=False):
                assert after in next_steps(before), (status, meaning)
            assert not set(way[:-1]) & set(ENDS), (status, meaning)
            assert not way or way[-1] == wanted


@pytest.mark.parametrize("noun", LIFE_CYCLES)
def test_what_has_just_begun_can_come_to_stand_anywhere(noun: str) -> None:
    statuses, _next_steps = LIFE_CYCLES[noun]
    words = STATUS_WORDS[noun]
    first = next(iter(statuses))
    of_life = [one for one in words.meanings if words.state_of(one, True)[0] in (*statuses, "")]
    reached = {meaning for meaning in of_life if words.steps(first, words.state_of(meaning, True)[0])}
    assert {*of_life} - reached <= {first, NOTE_ONLY, petitions.Status.BEFORE_COURT}


@pytest.mark.parametrize("kind", petitions.Kind)
def test_every_way_on_the_path_of_a_kind_is_one_of_its_table(kind: petitions.Kind) -> None:
    table = petitions.path_of(kind).steps
    for status in table:
        for wanted in table:
            way = petition_steps(kind, status, wanted)
            for before, after in zip((status, *way), way, strict=False):
                assert after in table[before], (status, wanted)
            assert not set(way[:-1]) & set(ENDS), (status, wanted)
            assert not way or way[-1] == wanted
