"""A record with everything that is kept of it, as a dictionary for JSON and for plain lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from crm.queries import (
    agreements,
    attachments,
    checking,
    commitments,
    counting,
    deliverables,
    engagements,
    escalation,
    indicators,
    issues,
    mapping,
    notes,
    offices,
    opportunities,
    organisations,
    outcomes,
    people,
    petitions,
    places,
    plans,
    programme,
    relationships,
    reporting_periods,
    requests,
    suited,
)
from crm.queries.own_routes import list_routes
from crm.queries.plain_words import get_plain_words
from crm.queries.records import Found, get_found, get_record
from crm.rules.petitions import Status, next_steps
from crm.rules.plain_words import PARTS
from crm.rules.ties import CAN_COUNT
from crm.workspace import Workspace
from ui.commands.output import LEVELS, plain
from ui.commands.plain import as_rows

Page = dict[str, Any]

_PARTS = {
    "agenda": ("id", "title", "minutes", "presenter"),
    "points": ("id", "text", "raised_by", "status", "impression"),
    "asks": ("id", "text", "kind", "response", "answer"),
    "moves": ("old", "new", "said_on", "said_by", "how", "reason", "is_agreed"),
    "follow_ups": ("on", "channel", "to_whom", "words", "answer"),
    "evidence": ("kind", "words", "attachment", "file_name", "seen_on", "seen_by"),
    "parts": ("id", "name", "kind"),
    "amendments": ("version", "on", "words", "attachment", "file_name"),
    "reviews": ("held_on", "due_on", "words", "engagement", "engagement_title"),
}
_STEPS = {
    "engagements": ("on", "from", "to", "note"),
    "commitments": ("on", "from", "to", "outcome", "note", "source"),
    "agreements": ("on", "from", "to", "outcome", "note", "source"),
    "deliverables": ("on", "from", "to", "note"),
    "petitions": ("on", "from", "to", "outcome", "note", "source"),
    "plans": ("on", "from", "to", "outcome", "note", "source"),
    "opportunities": ("on", "from", "to", "outcome", "note", "source"),
    "issues": ("on", "from", "to", "note", "source"),
}


def describe(workspace: Workspace, record_id: int) -> Page:
    """Everything about a record that there is; `id`, `noun` and `name` first."""
    head = workspace.ask(get_record, record_id)
    if head is None:
        raise LookupError(record_id)
    page = _PAGES.get(head.noun, _any)(workspace, record_id)
    page |= {
        "confidentiality": LEVELS[head.confidentiality],
        "next_look": plain(head.next_look),
        "programme": workspace.ask(programme.says_of_record, record_id),
        "source": head.source,
        "uuid": head.uuid,
    }
    _add_notes_and_files(workspace, record_id, page)
    if head.noun in CAN_COUNT:
        page["counts_towards"] = plain(workspace.ask(counting.list_counted_towards, record_id))
    if head.noun in PARTS:
        page["plain_words"] = as_rows(workspace.ask(get_plain_words, record_id))
    name = page.pop("name", None) or page.get("title") or ""
    page.pop("id", None)
    return {"id": record_id, "noun": head.noun, "name": name, **page}


def _add_notes_and_files(workspace: Workspace, record_id: int, page: Page) -> None:
    page["notes"] = [
        {"id": note.id, "on": plain(note.on), "author": note.author, "text": note.text}
        for note in workspace.ask(notes.list_notes, record_id)
    ]
    page["attachments"] = [
        {"id": file.id, "file_name": file.file_name, "size": file.size, "caption": file.caption}
        for file in workspace.ask(attachments.list_attachments, record_id)
    ]


def _related(workspace: Workspace, record_id: int) -> Page:
    """To whom it is related, which records it was said not to be, and when somebody last made sure."""
    return {
        "related": [
            {"what": row.words, "record": f"{row.noun}:{row.far_id}", "name": row.name, "strength": row.strength}
            | {"since": plain(row.started_on), "until": plain(row.ended_on), "note": row.note}
            for row in workspace.ask(relationships.list_relationships, record_id)
        ],
        "not_same": [
            {"id": other_id, "name": name, "said_on": plain(on)}
            for other_id, name, on in workspace.ask(relationships.list_not_same, record_id)
        ],
        "mapping": plain(workspace.ask(mapping.list_looks, record_id)),
        **plain(workspace.ask(checking.get_checked, record_id)),
    }


def _named_parts(page: Page, noun: str) -> Page:
    """Rows of a part as objects; topics as their names."""
    for key, names in (*_PARTS.items(), ("steps", _STEPS.get(noun, ()))):
        if key in page and names:
            page[key] = [dict(zip(names, row, strict=True)) for row in page[key]]
    page["topics"] = [name for _id, name in page.get("topics", ())]
    return page


def _person(workspace: Workspace, record_id: int) -> Page:
    page = _named_parts(plain(workspace.ask(people.get_person, record_id)), "people")
    return (
        page
        | _related(workspace, record_id)
        | _around(workspace, record_id, commitments.CommitmentFilter(status="all", person_id=record_id))
    )


def _organisation(workspace: Workspace, record_id: int) -> Page:
    page = _named_parts(plain(workspace.ask(organisations.get_organisation, record_id)), "organisations")
    return (
        page
        | _related(workspace, record_id)
        | _around(workspace, record_id, commitments.CommitmentFilter(status="all", body_id=record_id))
    )


def _around(workspace: Workspace, record_id: int, wanted: commitments.CommitmentFilter) -> Page:
    """The commitments of a person or body, and what happened with them."""
    found = workspace.ask(commitments.list_commitments, wanted)
    return {
        "commitments": brief_commitments(workspace, found),
        "timeline": plain(workspace.ask(people.list_timeline, record_id)),
    }


def _engagement(workspace: Workspace, record_id: int) -> Page:
    page = _named_parts(plain(workspace.ask(engagements.get_engagement, record_id)), "engagements")
    page["commitments"] = brief_commitments(workspace, page["commitments"])
    return page


def _commitment(workspace: Workspace, record_id: int) -> Page:
    page = plain(workspace.ask(commitments.get_commitment, record_id))
    row = page.pop("row")
    page["ladder"] = _ladder(workspace, record_id, "commitments")
    return {"name": f"{row['reference']} {row['words']}", **row, **_named_parts(page, "commitments")}


def _ladder(workspace: Workspace, record_id: int, noun: str) -> Page:
    """The rungs that were taken, and the next one."""
    climb = workspace.ask(escalation.get_climb, record_id, noun)
    return {
        "taken": plain(climb.taken),
        "next": {"rung": climb.next.position, "name": climb.next.name} if climb.next else None,
    }


def _agreement(workspace: Workspace, record_id: int) -> Page:
    """An agreement or one of its parts: they share the noun."""
    part = workspace.ask(agreements.part_of, record_id)
    return {"part": part} | _PARTS_OF_AGREEMENT[part](workspace, record_id)


def _whole_agreement(workspace: Workspace, record_id: int) -> Page:
    found = workspace.ask(agreements.get_agreement, record_id)
    page = plain(found)
    row = page.pop("row")
    page["clauses"] = [_clause_page(workspace, clause) for clause in found.clauses] if found else []
    wanted = indicators.IndicatorsFilter(status="all", agreement_id=record_id)
    rows = workspace.ask(indicators.get_indicator_rows, workspace.ask(indicators.list_indicators, wanted))
    page["indicators"] = [_indicator_row(row) for row in rows]
    page["reporting_periods"] = [
        {**plain(row), "name": row.name} for row in workspace.ask(reporting_periods.list_periods, record_id)
    ]
    page["counting"] = [
        plain(each) for members in workspace.ask(counting.list_counting, record_id).values() for each in members
    ]
    return {"name": f"{row['reference']} {row['title']}", **row, **_named_parts(page, "agreements")}


def _clause(workspace: Workspace, record_id: int) -> Page:
    (row,) = workspace.ask(agreements.get_clause_rows, [record_id])
    return _clause_page(workspace, row)


def _clause_page(workspace: Workspace, row: agreements.ClauseRow) -> Page:
    return {
        **plain(row),
        "name": row.name,
        "is_standing": row.is_standing,
        "deliverables": [_deliverable_row(workspace, each) for each in row.deliverables],
        "promises": brief_commitments(workspace, row.promises),
    }


def _deliverable_row(workspace: Workspace, row: deliverables.DeliverableRow) -> Page:
    return {
        **plain(row),
        "name": row.name,
        "variance": row.variance,
        "promises": brief_commitments(workspace, row.promises),
    }


def _deliverable(workspace: Workspace, record_id: int) -> Page:
    found = workspace.ask(deliverables.get_deliverable, record_id)
    page = plain(found)
    page.pop("row")
    for key, names in (
        ("progress", ("on", "percent", "actual", "note")),
        ("moves", ("old", "new", "said_on", "said_by", "how", "reason", "is_agreed")),
    ):
        page[key] = [dict(zip(names, each, strict=True)) for each in page[key]]
    row = _deliverable_row(workspace, found.row) if found else {}
    steps = _named_parts({key: page[key] for key in ("steps", "follow_ups")}, "deliverables")
    return row | {"progress_notes": page["progress"], "moves": page["moves"], **steps}


def _indicator_row(row: indicators.IndicatorRow) -> Page:
    return {**plain(row), "variance": row.variance}


def _indicator(workspace: Workspace, record_id: int) -> Page:
    found = workspace.ask(indicators.get_indicator, record_id)
    return _indicator_row(found.row) | {"measurements": plain(found.measurements)} if found else {}


_PARTS_OF_AGREEMENT: dict[str, Callable[[Workspace, int], Page]] = {
    "agreement": _whole_agreement,
    "clause": _clause,
    "deliverable": _deliverable,
    "indicator": _indicator,
}


def _petition(workspace: Workspace, record_id: int) -> Page:
    page = plain(workspace.ask(petitions.get_petition, record_id))
    row, evidence = page.pop("row"), page.pop("evidence")
    page["tied"] = [{"record": f"{each['noun']}:{each['id']}", "name": each["name"]} for each in page["tied"]]
    page["commitments"] = brief_commitments(workspace, page["commitments"])
    return {
        "name": f"{row['reference']} {row['title']}",
        **row,
        **_named_parts(page, "petitions"),
        "evidence": evidence,
        "ladder": _ladder(workspace, record_id, "petitions"),
        "answers": _record(workspace.ask(opportunities.find_answered, record_id)),
        "next_steps": [step.value for step in next_steps(row["kind"], Status(row["status"]))],
    }


def _record(found: Found | None) -> Page | None:
    return {"record": f"{found.noun}:{found.id}", "name": found.name} if found else None


def _plan(workspace: Workspace, record_id: int) -> Page:
    """A plan with its steps, or one of its steps: they share the noun."""
    found = workspace.ask(plans.get_plan, record_id)
    if found is None:
        return {"part": "step"} | _plan_step(workspace, record_id)
    page = plain(found)
    row, steps = page.pop("row"), page.pop("steps")
    page["steps"] = page.pop("history")
    page = _named_parts(page, "plans")
    history = page.pop("steps")
    return {"part": "plan", "name": f"{row['reference']} {row['title']}", **row, **page, "history": history} | {
        "number_of_steps": row["steps"],
        "steps": steps,
    }


def _plan_step(workspace: Workspace, record_id: int) -> Page:
    found = workspace.ask(plans.get_plan_step, record_id)
    page = plain(found)
    row = page.pop("row")
    return {"name": found.row.name if found else "", **row, **_named_parts(page, "plans")}


def _outcome(workspace: Workspace, record_id: int) -> Page:
    found = workspace.ask(outcomes.get_outcome, record_id)
    page = plain(found)
    row = page.pop("row")
    return {"name": found.row.name if found else "", **row, **page}


def _opportunity(workspace: Workspace, record_id: int) -> Page:
    page = plain(workspace.ask(opportunities.get_opportunity, record_id))
    row = page.pop("row")
    named = {key: [{"record": f"{one['noun']}:{one['id']}", "name": one["name"]} for one in page[key]] for key in _TIED}
    return {
        "name": f"{row['reference']} {row['title']}",
        **row,
        **_named_parts(page, "opportunities"),
        **named,
        "suits": suits(workspace.ask(suited.list_suited, record_id)),
    }


def suits(found: Sequence[suited.SuitedRow]) -> list[Page]:
    """The CSOs that an opportunity suits: the record, its name, the reason in words, and whether it was told."""
    return [
        {"record": f"organisations:{one.id}", "name": one.name, "reason": one.reason, "is_told": one.is_told}
        for one in found
    ]


_TIED = ("areas", "told", "tied")


def _issue(workspace: Workspace, record_id: int) -> Page:
    page = plain(workspace.ask(issues.get_issue, record_id))
    row, evidence, visits = page.pop("row"), page.pop("evidence"), page.pop("visits")
    page["tied"] = [{"record": f"{each['noun']}:{each['id']}", "name": each["name"]} for each in page["tied"]]
    return {
        "name": f"{row['reference']} {row['title']}",
        **row,
        **_named_parts(page, "issues"),
        "evidence": evidence,
        "number_of_visits": row["visits"],
        "visits": visits,
    }


def brief_commitments(workspace: Workspace, found: Sequence[int]) -> list[Page]:
    """What a list of commitments inside another record says of each."""
    return [
        {
            "id": row.id,
            "reference": row.reference,
            "words": row.words,
            "direction": plain(row.direction),
            "bound": row.bound_name,
            "owed_to": row.owed_to_name,
            "due_on": plain(row.due_on),
            "status": plain(row.status),
            "lateness": plain(row.lateness),
        }
        for row in workspace.ask(commitments.get_commitment_rows, found)
    ]


def _place(workspace: Workspace, record_id: int) -> Page:
    (row,) = workspace.ask(places.get_place_rows, [record_id])
    return dict(plain(row))


def _office(workspace: Workspace, record_id: int) -> Page:
    post = workspace.ask(offices.get_post, record_id)
    if post is not None:
        return {"name": post.name, **plain(post)}
    terms = workspace.ask(offices.list_terms)
    return next((dict(plain(term)) for term in terms if term.id == record_id), {})


def _any(workspace: Workspace, record_id: int) -> Page:
    found = workspace.ask(get_found, [record_id])
    return {"name": found[0].name, "detail": found[0].detail} if found else {}


def _route(workspace: Workspace, record_id: int) -> Page:
    page: Page = next(
        plain(route) | {"name": route.name} for route in workspace.ask(list_routes) if route.id == record_id
    )
    return page


def _request(workspace: Workspace, record_id: int) -> Page:
    found = workspace.ask(requests.get_request, record_id)
    page = plain(found)
    row = page.pop("row")
    return {"name": found.row.name if found else "", **row, **page}


_PAGES: dict[str, Callable[[Workspace, int], Page]] = {
    "people": _person,
    "organisations": _organisation,
    "engagements": _engagement,
    "commitments": _commitment,
    "agreements": _agreement,
    "petitions": _petition,
    "plans": _plan,
    "issues": _issue,
    "opportunities": _opportunity,
    "outcomes": _outcome,
    "routes": _route,
    "requests": _request,
    "places": _place,
    "offices": _office,
}
