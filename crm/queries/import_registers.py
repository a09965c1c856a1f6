"""Registers of every kind, each planned by its own noun."""

from __future__ import annotations

from typing import Any

from crm.exchange.candidates import (
    ClauseCandidate,
    CommitmentCandidate,
    EngagementCandidate,
    PetitionCandidate,
    Reading,
    RegisterCandidate,
    StepCandidate,
)
from crm.queries.import_calendar import plan_calendar
from crm.queries.import_clauses import ClausePlanner
from crm.queries.import_commitments import CommitmentPlanner
from crm.queries.import_engagements import EngagementPlanner
from crm.queries.import_known import KnownOrganisations, KnownPlaces
from crm.queries.import_petitions import PetitionPlanner
from crm.queries.import_plan import ImportChoices, Work
from crm.queries.import_register import Register, RegisterPlanner, unknown_statuses
from crm.queries.import_steps import StepPlanner

_PLANNERS: tuple[tuple[type[RegisterCandidate], type[RegisterPlanner[Any]]], ...] = (
    (CommitmentCandidate, CommitmentPlanner),
    (EngagementCandidate, EngagementPlanner),
    (PetitionCandidate, PetitionPlanner),
    (ClauseCandidate, ClausePlanner),
    (StepCandidate, StepPlanner),
)


def plan_registers(
    reading: Reading, choices: ImportChoices, work: Work, organisations: KnownOrganisations, places: KnownPlaces
) -> Register:
    """The row of each thing in a register, with what is to be written put into `work`."""
    plans = [
        planner(reading, found, choices, organisations, places).plan(work)
        for kind, planner in _PLANNERS
        if (found := reading.of(kind))
    ]
    return Register(
        (*(row for plan in plans for row in plan.rows), *plan_calendar(reading, choices, work)),
        tuple(word for plan in plans for word in plan.unknown_statuses),
    )


def get_unknown_statuses(reading: Reading) -> tuple[tuple[str, str], ...]:
    """The words for the status to ask about, the most frequent first, each with what it most likely means."""
    return tuple(
        asked
        for kind, planner in _PLANNERS
        if (found := reading.of(kind))
        for asked in unknown_statuses(found, planner.kind.id, planner.words)
    )
