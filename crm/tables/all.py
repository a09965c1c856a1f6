"""Every journaled table, in an order in which each comes after what it points at."""

from __future__ import annotations

from crm.tables.agreements import (
    Agreement,
    AgreementParty,
    AgreementReview,
    Amendment,
    Clause,
    Deliverable,
    Indicator,
    Measurement,
    Progress,
    ReportingPeriod,
    Response,
)
from crm.tables.attachments import Attachment
from crm.tables.base import Record, Table
from crm.tables.calendar import Holiday, ProgrammePeriod
from crm.tables.clocks import Clock, ClockRule, ClockStop
from crm.tables.commitments import Commitment
from crm.tables.engagements import AgendaItem, Ask, Attendance, Engagement, Point
from crm.tables.escalation import Escalation, Rung
from crm.tables.imports import Imported, ImportedFile
from crm.tables.issues import Issue, MonitoringVisit
from crm.tables.letters import LetterTemplate
from crm.tables.mapping import Mapping
from crm.tables.movements import DateMove, Evidence, FollowUp, StatusChange
from crm.tables.notes import Note
from crm.tables.offices import Post, Role, Term
from crm.tables.opportunities import Opportunity
from crm.tables.organisations import Organisation
from crm.tables.outcomes import Outcome
from crm.tables.people import ContactPoint, Gatekeeper, Identifier, OtherName, Person
from crm.tables.petitions import Petition, PetitionCheck
from crm.tables.places import Place, PlaceSuccessor
from crm.tables.plain_words import PlainWords
from crm.tables.plans import Plan, PlanStep, PlanTemplate, TemplateStep
from crm.tables.privacy import AccessRequest, CorrectionNote, Erasure, HandOver, Mention, RequestItem
from crm.tables.relationships import NotSame, Relationship
from crm.tables.reports import SavedReport
from crm.tables.routes import Route
from crm.tables.team import Setting, User
from crm.tables.ties import Tie
from crm.tables.topics import Tag, Topic, TopicLink
from crm.tables.translations import OwnWords

TABLES: tuple[type[Table], ...] = (
    Record,
    Place,
    Person,
    Organisation,
    OtherName,
    Identifier,
    ContactPoint,
    Gatekeeper,
    Relationship,
    NotSame,
    PlaceSuccessor,
    Post,
    Term,
    Role,
    User,
    Setting,
    Holiday,
    ProgrammePeriod,
    Topic,
    TopicLink,
    Tag,
    Route,
    Engagement,
    Attendance,
    AgendaItem,
    Point,
    Ask,
    Attachment,
    Agreement,
    AgreementParty,
    Clause,
    Deliverable,
    Progress,
    Amendment,
    AgreementReview,
    Indicator,
    Measurement,
    ReportingPeriod,
    Opportunity,
    Issue,
    MonitoringVisit,
    Petition,
    PetitionCheck,
    Plan,
    PlanStep,
    PlanTemplate,
    TemplateStep,
    Outcome,
    Commitment,
    DateMove,
    StatusChange,
    FollowUp,
    Evidence,
    ClockRule,
    Clock,
    ClockStop,
    Rung,
    Escalation,
    Mapping,
    Tie,
    Note,
    ImportedFile,
    Imported,
    HandOver,
    AccessRequest,
    RequestItem,
    CorrectionNote,
    Erasure,
    Mention,
    Response,
    PlainWords,
    SavedReport,
    LetterTemplate,
    OwnWords,
)

OWNERS: dict[str, str] = {table._meta.table_name: table.owner for table in TABLES}
"""For each journaled table, the column that names the record its history belongs to."""

NOUNS: dict[str, tuple[str, ...]] = {
    "people": ("person",),
    "organisations": ("organisation",),
    "places": ("place",),
    "offices": ("post", "term"),
    "engagements": ("engagement",),
    "commitments": ("commitment",),
    "agreements": ("agreement", "clause", "deliverable", "indicator"),
    "petitions": ("petition",),
    "plans": ("plan", "plan_step"),
    "templates": ("plan_template",),
    "outcomes": ("outcome",),
    "issues": ("issue",),
    "opportunities": ("opportunity",),
    "routes": ("route",),
    "clocks": ("clock_rule", "rung"),
    "letters": ("letter_template",),
    "topics": ("topic",),
    "notes": ("note",),
    "attachments": ("attachment",),
    "calendar": ("holiday", "programme_period"),
    "team": ("user",),
    "imports": ("imported_file",),
    "privacy": ("hand_over",),
    "requests": ("access_request",),
    "erasures": ("erasure",),
    "reports": ("saved_report",),
    "translations": ("own_words",),
}
"""The nouns a record may be of, and the tables that hold them."""
