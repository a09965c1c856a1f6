"""The facts of the minutes: who was there, what was raised, asked and promised, and who does what by when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from crm.rules.commitments import Status as PromiseStatus
from crm.rules.dates import format_day
from crm.rules.engagements import AttendanceCode, Response, label
from reports.facts.audience import Reader, reader_of
from reports.facts.confidentiality import LEVELS, Gate
from reports.facts.corrections import Correction, gather_corrections
from reports.facts.head import Head, gather_head
from reports.facts.meeting import About, agenda_of, read_about, when_words, where_words
from reports.facts.promises import without_hidden
from reports.options import Chosen, Option, OptionKind
from resources.translations import _, mark

if TYPE_CHECKING:
    from crm.queries.commitments import CommitmentRow
    from crm.queries.engagements import AttendanceLine, EngagementPage

OPTIONS = (Option("engagement", mark("One engagement"), OptionKind.RECORD, (), "engagements", is_needed=True),)


@dataclass(frozen=True, slots=True)
class Attended:
    """A line of the attendance register."""

    name: str
    whom: str
    """On whose behalf, else the office held."""
    code: str
    part: str
    alternate_for: str


@dataclass(frozen=True, slots=True)
class Raised:
    """A point, with our impression of it where the paper may hold one."""

    text: str
    raised_by: str
    impression: str


@dataclass(frozen=True, slots=True)
class Answered:
    """An ask, and what they answered."""

    text: str
    kind: str
    response: str
    answer: str


@dataclass(frozen=True, slots=True)
class Action:
    """Who does what by when."""

    who: str
    what: str
    by_when: str
    reference: str


@dataclass(frozen=True, slots=True)
class MinutesFacts:
    """Everything the paper says."""

    head: Head
    reader: Reader
    body: str
    closed_out: str
    """When it was closed out; empty for a draft."""
    theirs: tuple[Attended, ...]
    ours: tuple[Attended, ...]
    counts: tuple[tuple[str, int], ...]
    """How many there are of each code, by its word."""
    agenda: tuple[str, ...]
    points: tuple[Raised, ...]
    asks: tuple[Answered, ...]
    minutes: str
    promises: tuple[CommitmentRow, ...]
    actions: tuple[Action, ...]
    next_meeting: str
    corrections: tuple[Correction, ...]
    """Of the engagement, and of the promises in it."""


def gather(ask: Callable[..., Any], chosen: Chosen) -> MinutesFacts:
    """Read the engagement. Raises as `reports.facts.meeting.read_about` does."""
    from crm.queries.commitments import get_commitment_rows

    reader = reader_of(chosen)
    gate = Gate(ask, LEVELS[reader.level])
    about = read_about(ask, chosen, gate)
    if about is None or about.engagement is None:
        raise ValueError("minutes are of an engagement")
    page = about.engagement
    lines = [line for line in page.attendance if gate.passes(line.person_id)]
    rows = ask(get_commitment_rows, [each for each in page.commitments if gate.passes(each)], chosen.today)
    shown = gate.words()
    promises = tuple(without_hidden(row, gate) for row in rows)
    theirs, ours = (_attended(ask, lines, about, gate, is_ours=is_ours) for is_ours in (False, True))
    closed = format_day(page.closed_out_on) if page.is_locked and page.closed_out_on else ""
    return MinutesFacts(
        head=gather_head(ask, chosen, _("Minutes"), page.title, _rows(page, about), shown),
        reader=reader,
        body=about.body,
        closed_out=closed,
        theirs=theirs,
        ours=ours,
        counts=tuple(Counter(each.code for each in (*theirs, *ours)).items()),
        agenda=agenda_of(page),
        points=tuple(
            Raised(text, by, impression if reader.has_private else "")
            for _id, text, by, _status, impression in page.points
        ),
        asks=tuple(
            Answered(text, label(kind), label(response), answer) for _id, text, kind, response, answer in page.asks
        ),
        minutes=page.minutes,
        promises=promises,
        actions=(*_actions(promises), *_to_revert(page, about)),
        next_meeting=_next_meeting(ask, page, gate, chosen.today, is_at_home=reader.is_at_home),
        corrections=gather_corrections(ask, {page.id: "", **{row.id: row.reference for row in promises}}),
    )


def _rows(page: EngagementPage, about: About) -> tuple[tuple[str, str], ...]:
    return (
        (_("With"), about.body),
        (_("When"), when_words(page)),
        (_("Where"), where_words(page)),
        (_("Kind"), label(page.kind)),
    )


def _attended(
    ask: Callable[..., Any], lines: Sequence[AttendanceLine], about: About, gate: Gate, *, is_ours: bool
) -> tuple[Attended, ...]:
    from crm.queries.people import get_names

    stood_in = [line.alternate_for_id for line in lines if line.alternate_for_id is not None]
    names: Mapping[int, str] = ask(get_names, sorted(set(stood_in)))
    whom = {each.person_id: each.organisation for each in about.delegates if each.person_id is not None}
    return tuple(
        Attended(
            name=line.name,
            whom=line.organisation
            if gate.passes(line.organisation_id) and line.organisation
            else whom.get(line.person_id or 0, ""),
            code=label(AttendanceCode(line.code)) if line.code else label(AttendanceCode.U),
            part=label(line.part) if line.part else "",
            alternate_for=gate.name(line.alternate_for_id, names.get(line.alternate_for_id or 0, "")),
        )
        for line in lines
        if (line.side == "ours") is is_ours
    )


def _actions(rows: Sequence[CommitmentRow]) -> tuple[Action, ...]:
    """What is still to be done of what was promised, the first to be due on top."""
    still = [row for row in rows if row.status is not PromiseStatus.CLOSED]
    return tuple(
        Action(
            row.bound_name or row.maker_name or _("to identify"),
            row.words,
            format_day(row.due_agreed) if row.due_agreed else _("no date"),
            row.reference,
        )
        for row in sorted(still, key=lambda row: (row.due_agreed or date.max, row.reference))
    )


def _to_revert(page: EngagementPage, about: About) -> tuple[Action, ...]:
    """What they said they would come back to."""
    return tuple(
        Action(about.body or _("They"), _("Come back to: {ask}").format(ask=text), _("no date"), "")
        for _id, text, _kind, response, _answer in page.asks
        if response == Response.WILL_REVERT
    )


def _next_meeting(ask: Callable[..., Any], page: EngagementPage, gate: Gate, today: date, *, is_at_home: bool) -> str:
    """What is planned next with the same body; in the house else the day we want to be in touch again."""
    from crm.queries.engagements import EngagementsFilter, get_engagement_rows, list_engagements

    if page.organisation_id is not None:
        wanted = EngagementsFilter(
            status="planned",
            organisation_id=page.organisation_id,
            from_day=max(today, page.on_day),
            descending=False,
        )
        planned = [each for each in ask(list_engagements, wanted) if each != page.id and gate.passes(each)]
        for row in ask(get_engagement_rows, planned[:1]):
            return _("{day}: {title}").format(day=format_day(row.on_day), title=row.title)
    if is_at_home and page.next_contact_on is not None:
        return _("To be in touch again by {day}").format(day=format_day(page.next_contact_on))
    return ""


def examples(ask: Callable[..., Any]) -> Sequence[Mapping[str, str]]:
    """The last engagement in which something was raised, asked and promised."""
    from crm.queries.engagements import EngagementsFilter, get_engagement, list_engagements

    found = [ask(get_engagement, each) for each in ask(list_engagements, EngagementsFilter(status="closed_out"))]
    full = [page for page in found if page.confidentiality == 0 and page.points and page.asks and page.commitments]
    return [{"engagement": f"engagements:{page.id}"} for page in full[:1]]
