"""Evidence: what it is that shows that something was done."""

from __future__ import annotations

from enum import StrEnum

from resources.translations import _, mark


class Kind(StrEnum):
    """What somebody saw."""

    VISIT = "visit"
    PHOTO = "photo"
    DOCUMENT = "document"
    MINUTES = "minutes"
    GAZETTE = "gazette"
    MEDIA = "media"
    WITNESS = "witness"


_LABELS: dict[str, str] = {
    Kind.VISIT: mark("Seen on a visit"),
    Kind.PHOTO: mark("Photo"),
    Kind.DOCUMENT: mark("Document"),
    Kind.MINUTES: mark("Minutes"),
    Kind.GAZETTE: mark("Gazette"),
    Kind.MEDIA: mark("In the media"),
    Kind.WITNESS: mark("Somebody told us"),
}


def label(value: str) -> str:
    """The words for a stored value; a kind of an older list is printed as it was written."""
    return _(_LABELS[value]) if value in _LABELS else value
