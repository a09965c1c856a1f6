"""What the file of a paper is called: what it is, about whom, for whom, and the day."""

from __future__ import annotations

from datetime import date

from crm.rules.file_names import LONGEST, safe_file_name
from reports.facts.audience import Audience
from resources.translations import _


def for_whom(audience: Audience) -> str:
    """“for the body”, as it stands in the name of a file."""
    return {
        Audience.OURSELVES: _("for ourselves"),
        Audience.DELEGATION: _("for the delegation"),
        Audience.BODY: _("for the body"),
        Audience.PARTNERS: _("for partners"),
        Audience.FUNDER: _("for the funder"),
        Audience.COMMUNITY: _("for the community"),
        Audience.PERSON: _("for the person"),
    }[audience]


def file_name(title: str, audience: Audience, day: date, ending: str) -> str:
    """“Follow-up report, Department of Health, for the body, 2026-11-22.pdf”; a long title gives way to the rest."""
    rest = f", {for_whom(audience)}, {day.isoformat()}{ending}"
    about = ", ".join(part.strip() for part in title.split(": ", 1))
    return safe_file_name(about[: LONGEST - len(rest)].rstrip(" ,.") + rest)
