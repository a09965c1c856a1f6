"""With which options a sample workspace shows the papers of a visit: what is planned next, and with whom."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

Options = Mapping[str, str]


def engagement_and_blank(ask: Callable[..., Any]) -> Sequence[Options]:
    """The next visit to a body, and a blank paper."""
    return [*next_visit(ask), {}]


def each_kind(ask: Callable[..., Any]) -> Sequence[Options]:
    """The next visit, the body it is with, and the first person it is with."""
    page = _planned(ask)
    if page is None:
        return []
    people = [line.person_id for line in page.attendance if line.side != "ours" and line.person_id]
    bodies = [{"body": f"organisations:{page.organisation_id}"}] if page.organisation_id else []
    return [*next_visit(ask), *bodies, *({"person": f"people:{person_id}"} for person_id in people[:1])]


def signed_and_counted(ask: Callable[..., Any]) -> Sequence[Options]:
    """The next visit to sign for, and a sheet to count on."""
    return [*next_visit(ask), {"kind": "counts-only"}]


def next_visit(ask: Callable[..., Any]) -> list[Options]:
    """The first open engagement with an agenda that is still planned, else the first one planned."""
    page = _planned(ask)
    return [{"engagement": f"engagements:{page.id}"}] if page else []


def _planned(ask: Callable[..., Any]) -> Any:
    from crm.queries.engagements import EngagementsFilter, get_engagement, list_engagements
    from crm.rules import clock

    wanted = EngagementsFilter(status="planned", from_day=clock.today(), descending=False)
    pages = [ask(get_engagement, engagement_id) for engagement_id in ask(list_engagements, wanted)]
    pages = [page for page in pages if page.confidentiality == 0]
    return next((page for page in pages if page.agenda), pages[0] if pages else None)
