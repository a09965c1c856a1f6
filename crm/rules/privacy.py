"""The fixed values of the Protection of Personal Information Act (Act 4 of 2013): why we may hold what we hold."""

from __future__ import annotations

from enum import StrEnum

from resources.translations import _, mark


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
