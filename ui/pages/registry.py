"""Which pages there are. Each is named as text and imported when it is first shown, so that the start stays short."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from resources.translations import _
from resources.translations import mark as N_  # noqa: N812 (gettext's own name)
from ui.desk import Desk
from ui.icons import Icon
from ui.pages.page import Page


@dataclass(frozen=True)
class PageEntry:
    """One page: its name, where its class is, and how the navigation shows it."""

    name: str
    where: str  # "module:Class"; the class takes a Desk
    label: str = ""  # marked for translation; "" keeps it out of the navigation
    icon: Icon = Icon.CIRCLE
    is_below: bool = False  # in the lower group of the navigation
    record_noun: str = ""  # the noun whose records this page shows
    part_of: str = ""  # the navigation entry lit while a page without a label is shown
    new_label: str = ""  # what Ctrl+Shift+N and the palette call a new record of this page
    shortcut: str = ""

    def shown_label(self) -> str:
        """The label in the user's language."""
        return _(self.label) if self.label else ""

    def shown_new_label(self) -> str:
        """What a new record is called, in the user's language."""
        return _(self.new_label) if self.new_label else ""


class StartLike(Protocol):
    """What the window wants of the start screen: a widget that opens a workspace through the service."""

    def show_locked(self, folder: Path) -> None:
        """Ask for the passphrase of the workspace that was locked."""
        ...

    def take_focus(self) -> None:
        """Put the keyboard into the first field."""
        ...


ENTRIES: tuple[PageEntry, ...] = (
    PageEntry("today", "ui.pages.today.page:TodayPage", N_("Today"), Icon.HOUSE, shortcut="Ctrl+1"),
    PageEntry(
        "people",
        "ui.pages.people.list:PeoplePage",
        N_("People"),
        Icon.USERS,
        new_label=N_("Person"),
        shortcut="Ctrl+2",
    ),
    PageEntry("person", "ui.pages.people.record:PersonPage", record_noun="people", part_of="people"),
    PageEntry(
        "organisations",
        "ui.pages.organisations.list:OrganisationsPage",
        N_("Organisations"),
        Icon.BUILDINGS,
        new_label=N_("Organisation"),
        shortcut="Ctrl+3",
    ),
    PageEntry(
        "organisation",
        "ui.pages.organisations.record:OrganisationPage",
        record_noun="organisations",
        part_of="organisations",
    ),
    PageEntry(
        "engagements",
        "ui.pages.engagements.list:EngagementsPage",
        N_("Engagements"),
        Icon.CALENDAR_CHECK,
        new_label=N_("Engagement"),
        shortcut="Ctrl+4",
    ),
    PageEntry(
        "engagement", "ui.pages.engagements.record:EngagementPage", record_noun="engagements", part_of="engagements"
    ),
    PageEntry(
        "commitments",
        "ui.pages.commitments.list:CommitmentsPage",
        N_("Commitments"),
        Icon.HANDSHAKE,
        new_label=N_("Commitment"),
        shortcut="Ctrl+5",
    ),
    PageEntry(
        "commitment", "ui.pages.commitments.record:CommitmentPage", record_noun="commitments", part_of="commitments"
    ),
    PageEntry("review", "ui.pages.review.page:ReviewPage", part_of="today"),
    PageEntry("deadlines", "ui.pages.deadlines.page:DeadlinesPage", part_of="today", shortcut="Ctrl+D"),
    PageEntry("doubles", "ui.pages.doubles.page:DoublesPage", part_of="people"),
    PageEntry("retention", "ui.pages.retention.page:RetentionPage", part_of="people"),
    PageEntry("requests", "ui.pages.requests.list:RequestsPage", part_of="people", new_label=N_("Request (POPIA)")),
    PageEntry("request", "ui.pages.requests.record:RequestRecordPage", record_noun="requests", part_of="people"),
    PageEntry("to-verify", "ui.pages.verifying.page:ToVerifyPage", part_of="people"),
    PageEntry("imports", "ui.pages.imports.wizard:ImportPage", record_noun="imports", part_of="people"),
    PageEntry(
        "agreements",
        "ui.pages.agreements.list:AgreementsPage",
        N_("Agreements"),
        Icon.ARTICLE,
        new_label=N_("Agreement"),
        shortcut="Ctrl+6",
    ),
    PageEntry("agreement", "ui.pages.agreements.record:AgreementPage", record_noun="agreements", part_of="agreements"),
    PageEntry(
        "petitions",
        "ui.pages.petitions.list:PetitionsPage",
        N_("Petitions"),
        Icon.MEGAPHONE,
        new_label=N_("Petition"),
        shortcut="Ctrl+8",
    ),
    PageEntry("petition", "ui.pages.petitions.record:PetitionPage", record_noun="petitions", part_of="petitions"),
    PageEntry(
        "opportunities",
        "ui.pages.opportunities.list:OpportunitiesPage",
        N_("Opportunities"),
        Icon.MICROPHONE,
        new_label=N_("Opportunity"),
        shortcut="Ctrl+Alt+N",
    ),
    PageEntry(
        "opportunity",
        "ui.pages.opportunities.record:OpportunityPage",
        record_noun="opportunities",
        part_of="opportunities",
    ),
    PageEntry(
        "plans",
        "ui.pages.plans.list:PlansPage",
        N_("Advocacy"),
        Icon.PATH,
        new_label=N_("Advocacy plan"),
        shortcut="Ctrl+9",
    ),
    PageEntry("plan", "ui.pages.plans.record:PlanPage", record_noun="plans", part_of="plans"),
    PageEntry("issues", "ui.pages.issues.list:IssuesPage", N_("Issues"), Icon.WARNING_CIRCLE, new_label=N_("Issue")),
    PageEntry("issue", "ui.pages.issues.record:IssueRecordPage", record_noun="issues", part_of="issues"),
    PageEntry("routes", "ui.pages.routes.page:RoutesPage", part_of="plans"),
    PageEntry("outcomes", "ui.pages.outcomes.list:OutcomesPage", part_of="plans", new_label=N_("Outcome")),
    PageEntry("outcome", "ui.pages.outcomes.record:OutcomePage", record_noun="outcomes", part_of="plans"),
    PageEntry("templates", "ui.pages.plans.templates:TemplatesPage", part_of="plans"),
    PageEntry("reports", "ui.pages.reports.page:ReportsPage", N_("Reports"), Icon.FILE_TEXT, shortcut="Ctrl+7"),
    PageEntry(
        "history", "ui.pages.history.page:HistoryPage", N_("History"), Icon.CLOCK_COUNTER_CLOCKWISE, is_below=True
    ),
    PageEntry(
        "settings",
        "ui.pages.settings.page:SettingsPage",
        N_("Settings"),
        Icon.GEAR_SIX,
        is_below=True,
        record_noun="privacy",  # what was given out stands in its register
    ),
)

START_SCREEN = "ui.pages.start.page:StartScreen"  # first start, open, unlock; takes a Desk
SEARCH = "crm.queries.records:find"  # (text, limit) -> results with noun, id, name, detail


def load(where: str) -> object:
    """The object that “module:name” stands for."""
    module, name = where.split(":")
    return getattr(import_module(module), name)


def make_page(entry: PageEntry, desk: Desk) -> Page:
    """Import and make the page."""
    factory = cast("type[Page]", load(entry.where))
    page = factory(desk)
    page.setObjectName(f"{entry.name}-page")
    if not page.accessibleName():
        page.setAccessibleName(entry.shown_label())
    return page
