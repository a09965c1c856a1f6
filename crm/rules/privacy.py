"""The fixed values of the Protection of Personal Information Act (Act 4 of 2013): why we may hold what we hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from crm.rules.dates import format_day
from resources.translations import _, mark

REGULATOR = "Information Regulator (South Africa), POPIAComplaints@inforegulator.org.za, 010 023 5200"
"""As the Regulator's own pages gave it in 2025."""


class Ground(StrEnum):
    """The grounds for processing, section 11(1)."""

    CONSENT = "consent"
    CONTRACT = "contract"
    LEGAL_OBLIGATION = "legal_obligation"
    SUBJECT_INTEREST = "subject_interest"
    PUBLIC_LAW_DUTY = "public_law_duty"
    LEGITIMATE_INTEREST = "legitimate_interest"


class SpecialGround(StrEnum):
    """The grounds for special personal information, such as political persuasion, section 27(1)."""

    NONE_HELD = "none_held"
    CONSENT = "consent"
    MADE_PUBLIC = "made_public"
    LAW = "law"
    RESEARCH = "research"
    AUTHORISATION = "authorisation"


class DoNotContact(StrEnum):
    """By which ways a person does not want to be contacted."""

    EMAIL = "email"
    PHONE = "phone"
    MESSAGE = "message"
    ALL = "all"


_LABELS: dict[str, str] = {
    Ground.CONSENT: mark("Consent"),
    Ground.CONTRACT: mark("A contract"),
    Ground.LEGAL_OBLIGATION: mark("A legal obligation"),
    Ground.SUBJECT_INTEREST: mark("The person's own interest"),
    Ground.PUBLIC_LAW_DUTY: mark("A public-law duty"),
    Ground.LEGITIMATE_INTEREST: mark("Our legitimate interest"),
    SpecialGround.NONE_HELD: mark("None held"),
    SpecialGround.MADE_PUBLIC: mark("Made public by the person"),
    SpecialGround.LAW: mark("A right or obligation in law"),
    SpecialGround.RESEARCH: mark("Research"),
    SpecialGround.AUTHORISATION: mark("Authorised by the Regulator"),
    DoNotContact.EMAIL: mark("Not by e-mail"),
    DoNotContact.PHONE: mark("Not by phone"),
    DoNotContact.MESSAGE: mark("Not by SMS or WhatsApp"),
    DoNotContact.ALL: mark("Not at all"),
}


def label(value: str) -> str:
    """The words for a stored value; words that a list brought in stay as they are."""
    return _(_LABELS[value]) if value in _LABELS else value


@dataclass(frozen=True, slots=True)
class Standing:
    """Why a person is held, and what that person said about it: all that decides whether it may be used."""

    ground: str = ""
    ground_source: str = ""
    ground_on: date | None = None
    objected_on: date | None = None
    objection: str = ""
    consent_withdrawn_on: date | None = None

    @property
    def may_be_used(self) -> bool:
        """Whether what is held may be used: the one rule that every list, letter and export goes by.

        `crm.queries.rights.USE_STOPPED` says the same to the database.
        """
        return self.objected_on is None and not self.lost_its_ground

    @property
    def lost_its_ground(self) -> bool:
        """Whether consent was the ground and was taken back: to keep it needs another ground (section 11(2))."""
        return self.ground == Ground.CONSENT and self.consent_withdrawn_on is not None

    @property
    def lacks(self) -> str:
        """What is still to be written down about why the person is held; empty when nothing is."""
        if not self.ground:
            return _("no ground is written down")
        if self.lost_its_ground:
            return _("consent was taken back: another ground, or erasure")
        if self.ground == Ground.CONSENT and self.ground_on is None:
            return _("the day of the consent is not written down")
        return "" if self.ground_source else _("where it is from is not written down")

    @property
    def stopped_words(self) -> str:
        """That use has stopped, since when and why; empty where it may go on."""
        if self.objected_on is not None:
            words = _("Objected on {day}: not to be used").format(day=format_day(self.objected_on))
            return f"{words} ({self.objection})" if self.objection else words
        if self.lost_its_ground and self.consent_withdrawn_on is not None:
            day = format_day(self.consent_withdrawn_on)
            return _("Took consent back on {day}: not to be used").format(day=day)
        return ""


OFFICER = "information_officer"
"""The setting that holds who the information officer is (section 55)."""


@dataclass(frozen=True, slots=True)
class InformationOfficer:
    """Who answers for personal information in the organisation, and to whom a request goes."""

    name: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""
    registration: str = ""
    """The number under which the Information Regulator knows the officer."""
    deputy: str = ""

    @property
    def ways(self) -> tuple[str, ...]:
        """How the officer is reached."""
        return tuple(way for way in (self.phone, self.email, self.address) if way)
