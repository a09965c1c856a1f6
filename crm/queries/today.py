"""What needs doing today, as sentences with a verb; every open record comes up here when its next look has come."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, timedelta

from crm.queries.agreements import AgreementRow, AgreementsFilter, get_agreement_rows, list_agreements
from crm.queries.base import day, ids, rows, scalar
from crm.queries.checking import count_to_verify
from crm.queries.commitments import INCOMPLETE, CommitmentFilter, CommitmentRow, get_commitment_rows, list_commitments
from crm.queries.deliverables import DeliverableRow, get_deliverable_rows
from crm.queries.engagements import EngagementRow, EngagementsFilter, get_engagement_rows, list_engagements
from crm.queries.issues import IssueRow, IssuesFilter, get_issue_rows, list_issues
from crm.queries.petitions import PetitionRow, PetitionsFilter, get_petition_rows, list_petitions
from crm.queries.plans import PlanStepRow, PlanStepsFilter, get_plan_step_rows, list_plan_steps
from crm.queries.records import Found, get_found
from crm.queries.review import count_review
from crm.queries.team import get_setting
from crm.queries.vacancies import Vacancy, list_vacancies
from crm.queries.wards import count_place_questions, count_waiting_for_wards
from crm.rules import clock
from crm.rules.commitments import Direction
from crm.rules.issues import Status
from resources.translations import ngettext

TERM_ENDS_WITHIN = 90  # days
REVIEW_DUE_WITHIN = 14  # days


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
    agreements: tuple[AgreementRow, ...]
    """Agreements that expire, or whose review is due."""
    deliverables: tuple[DeliverableRow, ...]
    """Deliverables of agreements that bind, ours and theirs, which are overdue or due this week."""
    deliverables_count: int
    place_questions: int
    """Promises and seats of redrawn wards: somebody must say where their place lies now."""
    waiting_for_wards: int
    """Promises for wards whose councils are over, while no newer table of wards is here."""
    petitions: tuple[PetitionRow, ...]
    """Petitions whose answer is outstanding or due this week, and ended ones of which the petitioner does not know."""
    petitions_count: int
    plan_steps: tuple[PlanStepRow, ...]
    """Steps of advocacy plans that are late or due this week."""
    plan_steps_count: int
    issues: tuple[IssueRow, ...]
    """Open issues that nobody went to look at for a month, and those for which somebody else has to be found."""
    issues_count: int
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
    figures: dict[str, int] = field(default_factory=dict)


SHOWN = 8


def get_today(on: date | None = None) -> Today:
    """Everything the Today page shows, for the day."""
    today = on or clock.today()
    to_us = _late(Direction.THEY_OWE_US, today)
    by_us = _late(Direction.WE_OWE_THEM, today)
    week = list_commitments(CommitmentFilter(due_from=today, due_to=today + timedelta(days=7)), today)
    shown = {*to_us, *by_us, *week}
    looked = [commitment_id for commitment_id in _due_looks("commitments", today) if commitment_id not in shown]
    coming, to_close = _coming(today), _to_close(today)
    agreements, deliverables = _agreements(today), _deliverables(today)
    petitions, steps, issues = _petitions(today), _plan_steps(today), _issues(today)
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
        others=_others(today, {*coming, *to_close, *agreements, *deliverables, *petitions, *steps, *issues}),
        vacancies=tuple(list_vacancies(today)),
        agreements=tuple(get_agreement_rows(agreements, today)),
        deliverables=tuple(get_deliverable_rows(deliverables[:SHOWN], today)),
        deliverables_count=len(deliverables),
        place_questions=count_place_questions(),
        waiting_for_wards=count_waiting_for_wards(),
        petitions=tuple(get_petition_rows(petitions[:SHOWN], today)),
        petitions_count=len(petitions),
        plan_steps=tuple(get_plan_step_rows(steps[:SHOWN], today)),
        plan_steps_count=len(steps),
        issues=tuple(get_issue_rows(issues[:SHOWN], today)),
        issues_count=len(issues),
        terms_ending=_terms_ending(today),
        unverified=count_to_verify(today),
        incomplete=_incomplete(),
        to_review=count_review(today=today),
        needs_recovery_sheet=not (get_setting("recovery_sheet_made_on") or get_setting("is_sample")),
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


def _agreements(today: date) -> list[int]:
    """Agreements that bind and expire, or whose review is due within two weeks or was; the first to end on top."""
    expiring = list_agreements(AgreementsFilter(status="expiring"), today)
    to_review = ids(
        f"SELECT id FROM agreement WHERE {_BINDS} AND next_review_on <= ? ORDER BY next_review_on, id",
        today + timedelta(days=REVIEW_DUE_WITHIN),
    )
    return list(dict.fromkeys([*expiring, *to_review]))


_BINDS = "status IN ('signed', 'in_force', 'under_review')"


def _deliverables(today: date) -> list[int]:
    """What is overdue or due this week; one that was asked about comes up again on the day of its next look."""
    return ids(
        "SELECT d.id FROM deliverable d JOIN record r ON r.id = d.id JOIN clause c ON c.id = d.clause_id "
        f"WHERE d.status IN ('not_started', 'under_way', 'on_hold') AND d.due_agreed <= ? "
        f"AND (d.due_agreed >= ? OR r.next_look <= ?) AND c.agreement_id IN (SELECT id FROM agreement WHERE {_BINDS}) "
        "ORDER BY d.due_agreed, d.id",
        today + timedelta(days=7),
        today,
        today,
    )


def _petitions(today: date) -> list[int]:
    """An answer outstanding whose next look has come, or due this week; and what the petitioner is still to be told."""
    late = list_petitions(PetitionsFilter(is_late=True, look_by=today), today)
    week = list_petitions(PetitionsFilter(due_from=today, due_to=today + timedelta(days=7)), today)
    return [*late, *week, *list_petitions(PetitionsFilter(status="to_tell", look_by=today), today)]


def _plan_steps(today: date) -> list[int]:
    """What is late and whose next look has come, or is due this week, in plans that run."""
    late = PlanStepsFilter(is_pressing=True, look_by=today, due_to=today - timedelta(days=1))
    week = PlanStepsFilter(is_pressing=True, due_from=today, due_to=today + timedelta(days=7))
    return [*list_plan_steps(late), *list_plan_steps(week)]


def _issues(today: date) -> list[int]:
    """What nobody went to look at for a month, unless it was put off; and what is not theirs, for somebody else."""
    not_seen = list_issues(IssuesFilter(status="not_seen", look_by=today), today)
    return [*not_seen, *list_issues(IssuesFilter(status=Status.NOT_THEIRS, look_by=today), today)]


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
                "{count} engagement was held and not closed out. Write down what was promised.",
                "{count} engagements were held and not closed out. Write down what was promised.",
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
            "deliverables",
            today.deliverables_count,
            ngettext(
                "{count} deliverable of an agreement is overdue or due this week. Ask, or deliver.",
                "{count} deliverables of agreements are overdue or due this week. Ask, or deliver.",
                today.deliverables_count,
            ),
        ),
        (
            "agreements",
            len(today.agreements),
            ngettext(
                "{count} agreement expires or is due for review. Speak to the other party.",
                "{count} agreements expire or are due for review. Speak to the other parties.",
                len(today.agreements),
            ),
        ),
        (
            "petitions",
            today.petitions_count,
            ngettext(
                "{count} petition wants an answer, or the petitioner is to be told. See to it.",
                "{count} petitions want an answer, or the petitioners are to be told. See to them.",
                today.petitions_count,
            ),
        ),
        (
            "plan_steps",
            today.plan_steps_count,
            ngettext(
                "{count} step of a plan is late or due this week. Take it, or move its date.",
                "{count} steps of plans are late or due this week. Take them, or move their dates.",
                today.plan_steps_count,
            ),
        ),
        (
            "issues",
            today.issues_count,
            ngettext(
                "{count} issue was not looked at for a month. Go and see.",
                "{count} issues were not looked at for a month. Go and see.",
                today.issues_count,
            ),
        ),
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
