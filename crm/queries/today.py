"""What needs doing today, as sentences with a verb; every open record comes up here when its next look has come."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, timedelta

from crm.queries.backups import get_last_copy
from crm.queries.base import day, ids, rows, scalar
from crm.queries.checking import count_to_verify
from crm.queries.commitments import INCOMPLETE, CommitmentFilter, CommitmentRow, get_commitment_rows, list_commitments
from crm.queries.engagements import EngagementRow, EngagementsFilter, get_engagement_rows, list_engagements
from crm.queries.mentions import count_mentions
from crm.queries.privacy import get_information_officer
from crm.queries.records import Found, get_found
from crm.queries.requests import RequestRow, get_request_rows, list_requests
from crm.queries.review import count_review
from crm.queries.rights import list_not_to_be_used
from crm.queries.team import get_setting
from crm.queries.today_advocacy import Advocacy, advocacy_sentences, get_advocacy
from crm.queries.today_agreements import Agreements, agreement_sentences, get_agreements
from crm.queries.today_card import SHOWN, Some, some
from crm.queries.vacancies import Vacancy, list_vacancies
from crm.queries.wards import count_place_questions, count_waiting_for_wards
from crm.rules import clock, recovery_sheet
from crm.rules.commitments import Direction
from crm.rules.copies import LastCopy
from resources.translations import ngettext

TERM_ENDS_WITHIN = 90  # days


@dataclass(frozen=True)
class Today:
    """The first screen. Lists are cut at `SHOWN`; the counts are whole."""

    on: date
    overdue_to_us: tuple[CommitmentRow, ...]
    overdue_to_us_count: int
    overdue_by_us: tuple[CommitmentRow, ...]
    overdue_by_us_count: int
    this_week: tuple[CommitmentRow, ...]
    this_week_count: int
    to_look_at: tuple[CommitmentRow, ...]
    """Open commitments whose next look has come, apart from the late and the week's."""
    to_look_at_count: int
    engagements: tuple[EngagementRow, ...]
    to_close_out: tuple[EngagementRow, ...]
    to_close_out_count: int
    others: tuple[Found, ...]
    """Other records whose next look has come."""
    vacancies: tuple[Vacancy, ...]
    """Posts, doors and agreements that wait for a name."""
    place_questions: int
    """Promises and seats of redrawn wards: somebody must say where their place lies now."""
    waiting_for_wards: int
    """Promises for wards whose councils are over, while no newer table of wards is here."""
    advocacy: Advocacy
    agreements: Agreements
    requests: Some[RequestRow]
    """What somebody asks under POPIA and was not answered: its clock runs every day."""
    terms_ending: tuple[tuple[int, str, date], ...]
    """Bodies whose term ends soon: (organisation id, words, end)."""
    unverified: int
    """People and bodies with contact details whose check is due, or was never made."""
    incomplete: int
    """Open commitments without a due date, an owner or a name."""
    to_review: int
    """Records whose turn it is in the Review."""
    needs_recovery_sheet: bool
    """Whether a forgotten passphrase would lose everything."""
    last_copy: LastCopy
    needs_officer: bool = False
    """Whether nobody is named yet who answers for personal information."""
    to_take_out: int = 0
    """Texts and files that may still name somebody erased."""
    not_to_be_used: frozenset[int] = frozenset()
    """People whose use has stopped: a follow-up goes to their office."""
    figures: dict[str, int] = field(default_factory=dict)


def get_today(on: date | None = None) -> Today:
    """Everything the Today page shows, for the day."""
    today = on or clock.today()
    to_us = _late(Direction.THEY_OWE_US, today)
    by_us = _late(Direction.WE_OWE_THEM, today)
    week = list_commitments(CommitmentFilter(due_from=today, due_to=today + timedelta(days=7)), today)
    shown = {*to_us, *by_us, *week}
    looked = [commitment_id for commitment_id in _due_looks("commitments", today) if commitment_id not in shown]
    coming, to_close = _coming(today), _to_close(today)
    advocacy, agreements = get_advocacy(today), get_agreements(today)
    requests = some(list_requests(), get_request_rows, today)
    return Today(
        on=today,
        overdue_to_us=tuple(get_commitment_rows(to_us[:SHOWN], today)),
        overdue_to_us_count=len(to_us),
        overdue_by_us=tuple(get_commitment_rows(by_us[:SHOWN], today)),
        overdue_by_us_count=len(by_us),
        this_week=tuple(get_commitment_rows(week[:SHOWN], today)),
        this_week_count=len(week),
        to_look_at=tuple(get_commitment_rows(looked[:SHOWN], today)),
        to_look_at_count=len(looked),
        engagements=tuple(get_engagement_rows(coming[:SHOWN])),
        to_close_out=tuple(get_engagement_rows(to_close[:SHOWN])),
        to_close_out_count=len(to_close),
        others=_others(today, {*coming, *to_close, *advocacy.ids, *agreements.ids, *requests.ids}),
        vacancies=tuple(list_vacancies(today)),
        advocacy=advocacy,
        agreements=agreements,
        requests=requests,
        place_questions=count_place_questions(),
        waiting_for_wards=count_waiting_for_wards(),
        terms_ending=_terms_ending(today),
        unverified=count_to_verify(today),
        incomplete=_incomplete(),
        to_review=count_review(today=today),
        last_copy=get_last_copy(),
        needs_recovery_sheet=not (get_setting(recovery_sheet.MADE_ON) or get_setting("is_sample")),
        needs_officer=not (get_information_officer().name or get_setting("is_sample")),
        to_take_out=count_mentions(),
        not_to_be_used=list_not_to_be_used(),
        figures=_figures(today),
    )


def list_due(on: date | None = None) -> list[int]:
    """Every record whose next look has come: nothing open stays unseen longer than its interval."""
    return ids("SELECT id FROM record WHERE next_look <= ? ORDER BY next_look, id", on or clock.today())


def _late(direction: Direction, today: date) -> list[int]:
    """What is late; one that was followed up or snoozed comes up again on the day of its next look."""
    return list_commitments(CommitmentFilter(lateness="late", direction=direction, look_by=today), today)


def _due_looks(noun: str, today: date) -> list[int]:
    return ids("SELECT id FROM record WHERE next_look <= ? AND noun = ? ORDER BY next_look, id", today, noun)


def _coming(today: date) -> list[int]:
    wanted = EngagementsFilter(
        status="planned", from_day=today, to_day=today + timedelta(days=7), sort="day", descending=False
    )
    return list_engagements(wanted)


def _to_close(today: date) -> list[int]:
    return list_engagements(EngagementsFilter(status="to_close", to_day=today, descending=False))


def _others(today: date, shown: Collection[int]) -> tuple[Found, ...]:
    """Records that no other part of the page shows: other nouns, and closed-out engagements with a next contact."""
    found = ids(
        "SELECT id FROM record WHERE next_look <= ? AND noun NOT IN ('commitments', 'offices') "
        "ORDER BY next_look, id LIMIT 200",
        today,
    )
    return tuple(get_found([record_id for record_id in found if record_id not in shown][:SHOWN]))


def _terms_ending(today: date) -> tuple[tuple[int, str, date], ...]:
    found = rows(
        "SELECT o.id, t.name || ', ' || o.name, t.end_to FROM term t JOIN organisation o ON o.id = t.organisation_id "
        "WHERE t.end_to BETWEEN ? AND ? ORDER BY t.end_to",
        today - timedelta(days=30),
        today + timedelta(days=TERM_ENDS_WITHIN),
    )
    return tuple((row[0], row[1], day(row[2]) or today) for row in found)


def _incomplete() -> int:
    return int(scalar(f"SELECT count(*) FROM commitment c WHERE {INCOMPLETE}") or 0)


def _figures(today: date) -> dict[str, int]:
    """A few counts: open, kept and closed commitments, engagements of the last 30 days."""
    kept, closed, still_open = rows(
        "SELECT coalesce(sum(outcome = 'kept'), 0), coalesce(sum(status = 'closed'), 0), "
        "coalesce(sum(status <> 'closed'), 0) FROM commitment"
    )[0]
    held = scalar(
        "SELECT count(*) FROM engagement WHERE status IN ('held', 'closed_out') AND on_day >= ?",
        today - timedelta(days=30),
    )
    return {"open": still_open, "kept": kept, "closed": closed, "engagements": int(held or 0)}


def is_empty() -> bool:
    """Whether the workspace holds nobody and nothing yet, apart from the reference data."""
    return not scalar(
        "SELECT EXISTS (SELECT 1 FROM person) OR EXISTS (SELECT 1 FROM engagement) OR EXISTS (SELECT 1 FROM commitment)"
    )


def sentences(today: Today) -> list[tuple[str, str]]:
    """What to do next, most pressing first: (what it is about, the sentence)."""
    said = (
        (
            "overdue_to_us",
            today.overdue_to_us_count,
            ngettext(
                "{count} promise to us is overdue. Send a follow-up.",
                "{count} promises to us are overdue. Send follow-ups.",
                today.overdue_to_us_count,
            ),
        ),
        (
            "overdue_by_us",
            today.overdue_by_us_count,
            ngettext(
                "{count} promise of ours is overdue. Keep it, or give a new date.",
                "{count} promises of ours are overdue. Keep them, or give new dates.",
                today.overdue_by_us_count,
            ),
        ),
        (
            "to_close_out",
            today.to_close_out_count,
            ngettext(
                "{count} engagement was held and not closed out. Write down the promises.",
                "{count} engagements were held and not closed out. Write down the promises.",
                today.to_close_out_count,
            ),
        ),
        ("vacancies", len(today.vacancies), _vacancy_words(today.vacancies)),
        (
            "place_questions",
            today.place_questions,
            ngettext(
                "{count} place is in a ward that was redrawn. Say where it lies now.",
                "{count} places are in wards that were redrawn. Say where they lie now.",
                today.place_questions,
            ),
        ),
        (
            "waiting_for_wards",
            today.waiting_for_wards,
            ngettext(
                "{count} promise is for a ward of before the election. Bring in the new table of wards.",
                "{count} promises are for wards of before the election. Bring in the new table of wards.",
                today.waiting_for_wards,
            ),
        ),
        (
            "requests",
            today.requests.count,
            ngettext(
                "{count} request under POPIA is to be answered. Read and decide.",
                "{count} requests under POPIA are to be answered. Read and decide.",
                today.requests.count,
            ),
        ),
        *agreement_sentences(today.agreements),
        *advocacy_sentences(today.advocacy),
        (
            "this_week",
            today.this_week_count,
            ngettext(
                "{count} promise is due within seven days. Make sure of it.",
                "{count} promises are due within seven days. Make sure of them.",
                today.this_week_count,
            ),
        ),
        (
            "to_look_at",
            today.to_look_at_count,
            ngettext(
                "{count} open promise has not moved. Ask how it stands.",
                "{count} open promises have not moved. Ask how they stand.",
                today.to_look_at_count,
            ),
        ),
    )
    return [(about, sentence) for about, count, sentence in said if count]


def _vacancy_words(vacancies: tuple[Vacancy, ...]) -> str:
    """The one that waits, in its own sentence, or how many do."""
    if len(vacancies) == 1:
        return vacancies[0].sentence
    count = sum(each.seats for each in vacancies)
    return ngettext("{count} office is vacant. Ask who comes.", "{count} offices are vacant. Ask who comes.", count)
