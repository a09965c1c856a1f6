"""What follows from a change of office-holder: which promises stay, pass or lapse, and what goes to the newcomer."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from crm.rules.commitments import Kind
from crm.rules.commitments import OnChangeOfOffice as Fate
from crm.rules.names import fold
from resources.translations import _, mark, ngettext

BINDS_THE_OFFICE = (
    Kind.MOU_CLAUSE,
    Kind.EXECUTIVE_UNDERTAKING,
    Kind.COMMITTEE_RECOMMENDATION,
    Kind.HOUSE_RESOLUTION,
)
"""Forms in which an office promises, whoever holds it."""


class EndReason(StrEnum):
    """Why somebody left an office; stored as it is read."""

    TERM_ENDED = "term ended"
    RESIGNED = "resigned"
    REDEPLOYED = "redeployed"
    RECALLED = "recalled"
    DECEASED = "deceased"
    LOST_SEAT = "lost seat"
    FLOOR_OR_PARTY_CHANGE = "floor or party change"
    APPOINTED_ELSEWHERE = "appointed elsewhere"
    UNKNOWN = "unknown"


_LABELS = {
    EndReason.TERM_ENDED: mark("Term ended"),
    EndReason.RESIGNED: mark("Resigned"),
    EndReason.REDEPLOYED: mark("Redeployed"),
    EndReason.RECALLED: mark("Recalled"),
    EndReason.DECEASED: mark("Deceased"),
    EndReason.LOST_SEAT: mark("Lost seat"),
    EndReason.FLOOR_OR_PARTY_CHANGE: mark("Floor or party change"),
    EndReason.APPOINTED_ELSEWHERE: mark("Appointed elsewhere"),
    EndReason.UNKNOWN: mark("Not known"),
}


def label(reason: EndReason) -> str:
    """The words for a reason to leave."""
    return _(_LABELS[reason])


def end_reason_words(text: str) -> str:
    """A stored reason inside a sentence; one that is not known says nothing, an imported one stays as it came."""
    if text in ("", EndReason.UNKNOWN):
        return ""
    known = [reason for reason in EndReason if reason == text]
    return label(known[0]).lower() if known else text


class Made(StrEnum):
    """In which office something was promised, as far as it was written down."""

    HERE = "here"
    ELSEWHERE = "elsewhere"
    NOT_SAID = "not_said"


def made_in(office_then: str, title: str, body: str) -> Made:
    """Whether the office written down with a promise is this one: its title with the body, or alone."""
    said = fold(office_then)
    if not said:
        return Made.NOT_SAID
    return Made.HERE if said in (fold(f"{title}, {body}"), fold(title)) else Made.ELSEWHERE


def suggest_fate(
    on_change: str,
    kind: str,
    made: Made,
    *,
    has_post: bool,
    is_owed_to_leaver: bool = False,
    keeps_an_office: bool = False,
    is_one_of_many: bool = False,
) -> tuple[Fate, str]:
    """What becomes of an open promise when its office changes hands, and why; the user may decide otherwise.

    What was decided when it was made wins. An office that promised in its own form stays bound; words said in office
    pass with it; a personal promise stays with the person. Without a post there is nothing to pass to; and where a
    whole term ends, nobody alone follows whoever held one seat of many, so that what they said stays theirs.
    """
    if on_change in list(Fate) and (has_post or on_change != Fate.PASSES_TO_POST):
        return Fate(on_change), _("decided when it was made")
    if not has_post:
        return Fate.STAYS_WITH_PERSON, _("there is no post it could pass to")
    if is_one_of_many and (is_owed_to_leaver or kind not in BINDS_THE_OFFICE):
        return Fate.STAYS_WITH_PERSON, _("many hold this office, and nobody alone follows")
    if is_owed_to_leaver:
        if keeps_an_office:
            return Fate.STAYS_WITH_PERSON, _("owed to somebody who keeps another office")
        return Fate.PASSES_TO_POST, _("owed to whoever holds the office")
    if made is Made.ELSEWHERE:
        return Fate.STAYS_WITH_PERSON, _("made in another office")
    if kind in BINDS_THE_OFFICE:
        return Fate.PASSES_TO_POST, _("it binds the office, whoever holds it")
    if made is Made.HERE:
        return Fate.PASSES_TO_POST, _("made in this office")
    return Fate.STAYS_WITH_PERSON, _("a personal promise: no office was written down with it")


def goes_over(with_bodies: set[int], bodies: set[int], *, keeps_an_office: bool) -> bool:
    """Whether something of the leaver's goes over to the newcomer, unless the user says otherwise.

    It does when the leaver keeps no other office, when it names no body, or when it is about this one.
    """
    return not keeps_an_office or not with_bodies or bool(with_bodies & bodies)


def last_day(change: date) -> date:
    """The last day in office of whoever leaves: nobody holds an office together with the one who follows."""
    return change - timedelta(days=1)


def first_day(last: date) -> date:
    """The first day of whoever follows after a last day in office."""
    return last + timedelta(days=1)


def awaited_words(post: str, leaver: str) -> str:
    """Who is expected where nobody is known yet: “Chairperson, Committee on Health (not known yet)”.

    A leaver who must not be named is an empty one.
    """
    successor = _("Successor of {name}").format(name=leaver or _("a confidential contact"))
    return _("{office} (not known yet)").format(office=post or successor)


def post_words(title: str, body: str, holders: list[str], *, is_vacant: bool = False) -> str:
    """A post in a list: “Speaker, Limpopo Legislature (now Hon. A. Sample)”; many, or an empty name, are not named."""
    name = f"{title}, {body}"
    if len(holders) == 1 and holders[0]:
        return _("{post} (now {name})").format(post=name, name=holders[0])
    return _("{post} (vacant)").format(post=name) if is_vacant and not holders else name


def vacancy_sentence(post: str, since: str) -> str:
    """What Today says of a post without a holder."""
    return _("{post} is vacant since {day}: who comes?").format(post=post, day=since)


def seats_sentence(count: int, body: str) -> str:
    """What Today says of a body whose term ended, once for all its seats."""
    seats = ngettext("{count} seat", "{count} seats", count)
    return _("{seats} of {body} wait for names: bring in the list.").format(seats=seats, body=body)


def taken_sentence(post: str) -> str:
    """What Today says of a post that somebody took while things of the last holder still wait.

    The holder is not named: this sentence stands on paper too, and she may be more confidential than the post.
    """
    return _("{post} has a holder again: hand over what waits.").format(post=post)


def door_sentence(reached: str, leaver: str, since: str) -> str:
    """What Today says of a door at which nobody stands any more."""
    return _("{name} was reached through {leaver} until {day}: through whom now?").format(
        name=reached, leaver=leaver, day=since
    )


def focal_sentence(agreement: str, party: str) -> str:
    """What Today says of an agreement whose focal person left."""
    return _("{agreement} has no focal person at {party}: who comes?").format(agreement=agreement, party=party)


def ends_too(reason: str, *, is_seat: bool, is_inside: bool) -> bool:
    """Whether another office of the leaver is suggested to end as well.

    A seat carries the offices inside its body: who leaves the House leaves its committees. An office that one person
    holds at a time does not: a chair who steps down stays a member. Death ends all of them.
    """
    return reason == EndReason.DECEASED or (is_seat and is_inside)


_OF_TEN = (
    "member of the executive",
    "member of the executive council",
    "member of the executive committee",
    "member of executive council",
    "mec",
)


def has_one_seat(title: str, is_single: bool) -> bool:
    """Whether a second holder is a mistake; an executive council has many members of the same title."""
    return is_single and fold(title) not in _OF_TEN
