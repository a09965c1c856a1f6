"""Backups and copies in words: of the window and the command line."""

from __future__ import annotations

from datetime import date

from crm.rules.copies import CopyPlace, LastCopy
from crm.rules.synchronised import find_service
from resources.translations import _, ngettext


def reason_words(reason: str) -> str:
    """Why a backup was made."""
    words = {
        "hourly": _("While working"),
        "daily": _("First of the day"),
        "quit": _("On closing"),
        "copy": _("Asked for"),
        "import": _("Before an import"),
        "migration": _("Before a new version"),
        "compaction": _("Before compacting"),
        "restore": _("Before restoring"),
        "erasure": _("After an erasure"),
        "move": _("Before moving"),
    }
    return words.get(reason, reason.replace("-", " "))


def age_of_copy(last: LastCopy, today: date) -> str:
    """How old the last copy off this computer is."""
    if last.on is None:
        return _("No copy off this computer yet")
    days = (today - last.on).days
    if days <= 0:
        return _("Last copy off this computer: today")
    return ngettext("Last copy off this computer: {count} day", "Last copy off this computer: {count} days", days)


def copies_abroad_words(place: CopyPlace | None) -> str:
    """What it means that copies go where a service copies them on; nothing where none does."""
    service = find_service(place.folder) if place is not None else ""
    if not service:
        return ""
    return _(
        "{service} copies that folder to computers of its own, perhaps abroad (POPIA section 72). A backup is "
        "encrypted: nobody reads it there without a key."
    ).format(service=service)


def synchronised_words(service: str) -> str:
    """Why a workspace should not lie where a service copies it."""
    return _(
        "{service} copies this folder while Kgotla writes in it. That can damage the workspace, and a copy abroad is a "
        "transfer of personal information (POPIA section 72)."
    ).format(service=service)
