"""The words of a status or outcome of any record, for lists that mix them."""

from __future__ import annotations

from crm.rules import agreements, commitments, engagements, issues, opportunities, petitions, plans, requests

_LABELS = (
    (frozenset((*commitments.Status, *commitments.Outcome)), commitments.label),
    (frozenset((*agreements.Status, *agreements.Outcome, *agreements.DeliverableStatus)), agreements.label),
    (frozenset(engagements.Status), engagements.label),
    (frozenset((*petitions.Status, *petitions.Outcome)), petitions.label),
    (frozenset(opportunities.DECISIONS), opportunities.label),
    (frozenset((*plans.Status, *plans.StepStatus)), plans.label),
    (frozenset(issues.Status), issues.label),
    (frozenset((*requests.Status, *requests.Outcome)), requests.label),
)


def label(value: str) -> str:
    """The words for a stored status or outcome (“under_way” → “Under way”); other words as they are."""
    for known, words in _LABELS:
        if value in known:
            return words(value)
    return value
