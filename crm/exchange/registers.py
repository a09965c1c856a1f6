"""The registers there are: lists of things that people keep, each with its columns and how a row is read."""

from __future__ import annotations

from crm.exchange.clause_register import CLAUSES
from crm.exchange.engagement_register import ENGAGEMENTS
from crm.exchange.petition_register import PETITIONS
from crm.exchange.promise_register import PROMISES
from crm.exchange.register_kind import RegisterKind
from crm.exchange.step_register import STEPS

REGISTERS: tuple[RegisterKind, ...] = (PROMISES, ENGAGEMENTS, PETITIONS, CLAUSES, STEPS)
"""Of those that a table may be with as good a reason it is the first."""


def register_called(name: str) -> RegisterKind:
    """The register of this name. Raises KeyError."""
    return {kind.id: kind for kind in REGISTERS}[name]
