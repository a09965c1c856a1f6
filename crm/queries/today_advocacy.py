"""What Today says of petitions, plans, opportunities and issues."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from crm.queries.issues import IssueRow, IssuesFilter, get_issue_rows, list_issues
from crm.queries.opportunities import (
    OpportunitiesFilter,
    OpportunityRow,
    get_opportunity_rows,
    list_opportunities,
)
from crm.queries.petitions import PetitionRow, PetitionsFilter, get_petition_rows, list_petitions
from crm.queries.plans import PlanStepRow, PlanStepsFilter, get_plan_step_rows, list_plan_steps
from crm.queries.today_card import Some, some
from crm.rules.issues import Status
from resources.translations import ngettext

WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Advocacy:
    """The cards of Today that are about what a community asks for."""

    petitions: Some[PetitionRow]
    """Those whose answer is outstanding or due this week, or which somebody meant to look at again today."""
    to_tell: Some[PetitionRow]
    """Those that ended, while the petitioner does not know."""
    plan_steps: Some[PlanStepRow]
    """Steps that are late or due this week, in plans that run."""
    calls: Some[OpportunityRow]
    """Opportunities that close or take place this week, and those whose turn it is: to be decided, or over."""
    issues: Some[IssueRow]
    """Open issues that nobody went to look at for a month."""
    not_theirs: Some[IssueRow]
    """Issues for which somebody else has to be found."""

    @property
    def ids(self) -> set[int]:
        """Every record that is on one of the cards."""
        cards = (self.petitions, self.to_tell, self.plan_steps, self.calls, self.issues, self.not_theirs)
        return {record_id for card in cards for record_id in card.ids}


def get_advocacy(today: date) -> Advocacy:
    """The cards, for the day."""
    not_theirs = list_issues(IssuesFilter(status=Status.NOT_THEIRS, look_by=today), today)
    return Advocacy(
        petitions=some(_petitions(today), get_petition_rows, today),
        to_tell=some(list_petitions(PetitionsFilter(status="to_tell", look_by=today), today), get_petition_rows, today),
        plan_steps=some(_plan_steps(today), get_plan_step_rows, today),
        calls=some(_calls(today), get_opportunity_rows, today),
        issues=some(list_issues(IssuesFilter(status="not_seen", look_by=today), today), get_issue_rows, today),
        not_theirs=some(not_theirs, get_issue_rows, today),
    )


def _petitions(today: date) -> list[int]:
    """The late ones that were not asked after since, the week's, and whatever else was to be looked at today."""
    late = list_petitions(PetitionsFilter(is_late=True, look_by=today), today)
    week = list_petitions(PetitionsFilter(due_from=today, due_to=today + WEEK), today)
    return [*late, *week, *list_petitions(PetitionsFilter(look_by=today), today)]


def _plan_steps(today: date) -> list[int]:
    late = PlanStepsFilter(is_pressing=True, look_by=today, due_to=today - timedelta(days=1))
    week = PlanStepsFilter(is_pressing=True, due_from=today, due_to=today + WEEK)
    return [*list_plan_steps(late), *list_plan_steps(week)]


def _calls(today: date) -> list[int]:
    week = list_opportunities(OpportunitiesFilter(next_from=today, next_to=today + WEEK), today)
    return [*week, *list_opportunities(OpportunitiesFilter(look_by=today), today)]


def advocacy_sentences(cards: Advocacy) -> list[tuple[str, int, str]]:
    """What to do next: (which card, how many, the sentence)."""
    return [
        (
            "petitions",
            cards.petitions.count,
            ngettext(
                "{count} petition is outstanding, due or to be looked at. Ask how it stands.",
                "{count} petitions are outstanding, due or to be looked at. Ask how they stand.",
                cards.petitions.count,
            ),
        ),
        (
            "to_tell",
            cards.to_tell.count,
            ngettext(
                "{count} petitioner does not know how it ended. Report back.",
                "{count} petitioners do not know how it ended. Report back.",
                cards.to_tell.count,
            ),
        ),
        (
            "plan_steps",
            cards.plan_steps.count,
            ngettext(
                "{count} step of a plan is late or due this week. Take it, or move its date.",
                "{count} steps of plans are late or due this week. Take them, or move their dates.",
                cards.plan_steps.count,
            ),
        ),
        (
            "calls",
            cards.calls.count,
            ngettext(
                "{count} call or hearing is close, undecided or over. Decide, or note its result.",
                "{count} calls and hearings are close, undecided or over. Decide, or note the result.",
                cards.calls.count,
            ),
        ),
        (
            "issues",
            cards.issues.count,
            ngettext(
                "{count} issue was not looked at for a month. Go and see.",
                "{count} issues were not looked at for a month. Go and see.",
                cards.issues.count,
            ),
        ),
        (
            "not_theirs",
            cards.not_theirs.count,
            ngettext(
                "{count} issue was sent to the wrong body. Find out whose it is.",
                "{count} issues were sent to the wrong body. Find out whose they are.",
                cards.not_theirs.count,
            ),
        ),
    ]
