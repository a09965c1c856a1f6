"""The facts of an agreement's review: what each side undertook, ours first, with the answers of the other side."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from crm.rules.dates import format_day
from reports.facts.mou_annex import AGREEMENT, facts_of
from reports.facts.mou_annex import examples as annex_examples
from reports.facts.mou_progress import ClausePart, clause_part
from reports.facts.mou_reading import Ask, Reading, foot_of, read
from reports.facts.workspace import get_origin
from reports.options import Chosen, Option, OptionKind
from resources.translations import _, mark

if TYPE_CHECKING:
    from crm.queries.responses import ResponseRow

DRAFT, AGREED = "draft", "agreed"
OPTIONS = (
    AGREEMENT,
    Option(
        "version",
        mark("Version"),
        OptionKind.CHOICE,
        ((DRAFT, mark("Draft, to be answered by hand")), (AGREED, mark("Agreed, with their responses"))),
    ),
)


@dataclass(frozen=True, slots=True)
class Response:
    """What was answered, by whom and when."""

    words: str
    said: str


@dataclass(frozen=True, slots=True)
class ReviewFacts:
    """Everything the paper says; `ours` is what we undertook, `theirs` all else, each clause by clause."""

    reference: str
    name: str
    facts: tuple[tuple[str, str], ...]
    is_draft: bool
    other_party: str
    ours: tuple[ClausePart, ...]
    theirs: tuple[ClausePart, ...]
    responses: Mapping[int, Response]
    unanswered: tuple[str, ...]
    """Clauses to which nothing was answered, nor to anything under them."""
    is_for_them: bool
    made_on: date
    made_by: str
    organisation_name: str
    confidentiality: str


def gather(ask: Ask, chosen: Chosen) -> ReviewFacts:
    """Read the review. Raises UserError("record-not-found"), ("report-agreement-withheld")."""
    from crm.queries.responses import list_responses

    reading = read(ask, chosen)
    row, is_draft = reading.page.row, chosen.choice("version") == DRAFT
    origin = get_origin(ask, chosen.made_by)
    found: dict[int, ResponseRow] = {} if is_draft else ask(list_responses, row.id)
    parts = [clause_part(clause, reading) for clause in reading.clauses if clause.is_standing]
    others = [party.name for party in reading.parties if not reading.is_ours(party)]
    return ReviewFacts(
        reference=row.reference,
        name=row.title,
        facts=(*facts_of(reading), *(() if is_draft else _answered(ask, found))),
        is_draft=is_draft,
        other_party=others[0] if len(others) == 1 else _("the other parties"),
        ours=tuple(part for part in (_of_side(part, reading, is_ours=True) for part in parts) if _has_items(part)),
        theirs=tuple(_of_side(part, reading, is_ours=False) for part in parts),
        responses={each.record_id: _response(each) for each in found.values()},
        unanswered=() if is_draft else tuple(part.name for part in parts if not _record_ids(part) & found.keys()),
        is_for_them=reading.is_for_them,
        made_on=chosen.today,
        made_by=origin.made_by,
        organisation_name=origin.organisation_name,
        confidentiality=foot_of(reading, origin.organisation_name),
    )


def _of_side(part: ClausePart, reading: Reading, *, is_ours: bool) -> ClausePart:
    """The clause with what one side undertook under it."""
    rows = {row.id: row for row in reading.deliverables}
    return replace(
        part,
        deliverables=tuple(
            line for line in part.deliverables if _is_ours_alone(reading.parties_of(rows[line.id]), reading) is is_ours
        ),
        promises=tuple(
            line
            for line in part.promises
            if _is_ours_alone([reading.party_of(reading.promises[line.id])], reading) is is_ours
        ),
    )


def _is_ours_alone(parties: Sequence[Any], reading: Reading) -> bool:
    return len(parties) == 1 and parties[0] is not None and reading.is_ours(parties[0])


def _has_items(part: ClausePart) -> bool:
    return bool(part.deliverables or part.promises)


def _record_ids(part: ClausePart) -> set[int]:
    return {part.id, *(line.id for line in part.deliverables), *(line.id for line in part.promises)}


def _response(row: ResponseRow) -> Response:
    return Response(row.words, ", ".join(part for part in (row.said_by, format_day(row.on)) if part))


def _answered(ask: Ask, found: Mapping[int, ResponseRow]) -> tuple[tuple[str, str], ...]:
    """Which draft was answered, so that anybody can see that it is the one she has."""
    from crm.queries.responses import get_draft

    drafts = [
        ask(get_draft, each) for each in dict.fromkeys(row.hand_over_id for row in found.values()) if each is not None
    ]
    given = [
        _("draft given to {whom} on {day}, SHA-256 {sha256}").format(
            whom=draft.to_whom, day=format_day(draft.on), sha256=draft.sha256
        )
        for draft in drafts
        if draft is not None
    ]
    return ((_("Answers"), "; ".join(given) or _("no draft of it was handed over from here")),)


def examples(ask: Callable[..., Any]) -> Sequence[Mapping[str, str]]:
    """The draft of an agreement in force, and the same one with what was answered."""
    return [{**paper, "version": version} for paper in annex_examples(ask) for version in (DRAFT, AGREED)]
