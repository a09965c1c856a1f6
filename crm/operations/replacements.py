"""Replacing the holder of a post, or a person at a door, with all that hangs on it: one operation, one undo."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from peewee import fn

from crm.operations.base import clean, operation, row_of, update_row
from crm.operations.commitments import change_status
from crm.operations.handing_over import (
    hand_over_agreements,
    hand_over_doors,
    hand_over_engagements,
    hand_over_steps,
    look_again,
    say_succession,
)
from crm.operations.movements import add_step
from crm.operations.offices import check_party, day_columns, make_seat_post
from crm.operations.people import PersonDraft, save_person
from crm.queries.replacements import PromiseAtStake, Replacement, Start, get_replacement, list_holders_from
from crm.queries.wards import get_seat_of
from crm.rules import clock
from crm.rules.commitments import OnChangeOfOffice as Fate
from crm.rules.commitments import Outcome, Status
from crm.rules.dates import format_day
from crm.rules.errors import UserError
from crm.rules.offices import EndReason, end_reason_words, last_day
from crm.tables.base import Record
from crm.tables.commitments import Commitment
from crm.tables.offices import Post, Role
from crm.tables.people import Person
from resources.translations import _, ngettext


@dataclass
class ReplacementDraft:
    """Who leaves, who comes and when, as the form holds it; the parts not ticked stay as they are.

    It begins at the holding of a post (`role_id`), at a post that nobody holds (`post_id` alone), or at a person
    without a post who stands at a door, is expected somewhere, or is a focal person (`leaver_id` alone).
    """

    on: date
    """The first day of whoever comes; the last day of whoever leaves is the day before."""
    post_id: int | None = None
    role_id: int | None = None
    leaver_id: int | None = None
    end_reason: str = EndReason.UNKNOWN
    comes_id: int | None = None
    comes_name: str = ""
    """Somebody who is not a person of ours yet; with neither, nobody is known yet."""
    party_id: int | None = None
    source: str = ""
    fates: dict[int, str] = field(default_factory=dict)
    """Commitment → stays_with_person, passes_to_post or lapses; one left out takes what is suggested."""
    other_roles: set[int] = field(default_factory=set)
    doors: set[int] = field(default_factory=set)
    engagements: set[int] = field(default_factory=set)
    focal_points: set[int] = field(default_factory=set)
    steps: set[int] = field(default_factory=set)
    is_awaited: bool = True
    """Whether somebody is expected to follow where nobody is known yet."""

    @property
    def is_known(self) -> bool:
        """Whether somebody is named who comes."""
        return self.comes_id is not None or bool(clean(self.comes_name))


@dataclass(frozen=True)
class Replaced:
    """What was done."""

    post: str
    leaver: str
    comes: str
    """Empty where nobody is known yet."""
    comes_id: int | None
    stayed: tuple[str, ...]
    """References of the promises that stay with whoever left."""
    passed: tuple[str, ...]
    lapsed: tuple[str, ...]
    other_roles: tuple[str, ...]
    doors: int
    engagements: int
    focal_points: int
    steps: int

    @property
    def label(self) -> str:
        """“Replace Chairperson, Committee on Health: Hon. A. Sample → Ms B. Sample”."""
        comes = self.comes or _("not known yet")
        if not self.leaver:
            return _("Name {post}: {name}").format(post=self.post, name=comes)
        if not self.post:
            return _("Replace {leaver}: {name}").format(leaver=self.leaver, name=comes)
        return _("Replace {post}: {leaver} → {name}").format(post=self.post, leaver=self.leaver, name=comes)


def suggested_draft(preview: Replacement, on: date, reason: str = EndReason.UNKNOWN) -> ReplacementDraft:
    """The draft that takes every suggestion of the preview."""

    def ticked(parts: Sequence[object]) -> set[int]:
        return {part.id for part in parts if part.is_suggested}  # type: ignore[attr-defined]

    return ReplacementDraft(
        on=on,
        post_id=preview.start.post_id,
        role_id=preview.start.role_id,
        leaver_id=preview.start.leaver_id,
        end_reason=reason,
        party_id=preview.party_id,
        fates={promise.id: promise.suggested.value for promise in preview.promises},
        other_roles=ticked(preview.other_roles),
        doors=ticked(preview.doors),
        engagements=ticked(preview.engagements),
        focal_points=ticked(preview.focal_points),
        steps=ticked(preview.steps),
    )


@operation(lambda replaced: replaced.label)
def replace_holder(draft: ReplacementDraft) -> Replaced:
    """End one holding and begin the next; decide on each open promise, and hand over doors, meetings and agreements.

    Where nobody is known yet, the post stands on Today until somebody is named, which is done the same way.
    Raises UserError: "not-found", "replaced-in-future", "replaced-before-start", "left-already", "still-in-office",
    "same-person", "holds-already", "post-is-held", "nobody-to-name", "promise-not-at-stake", "no-post-to-pass-to",
    "no-such-reason", "person-without-name".
    """
    start = Start(draft.post_id, draft.role_id, draft.leaver_id)
    preview = get_replacement(start, draft.on, draft.end_reason)
    if preview is None:
        raise UserError("not-found", what=_("office"), id=draft.role_id or draft.post_id or draft.leaver_id)
    check_replacement(draft, preview)
    return carry_out(draft, preview, *_who_comes(draft))


def carry_out(draft: ReplacementDraft, preview: Replacement, comes_id: int | None, comes: str) -> Replaced:
    """Do what a checked draft says, inside another operation; without `comes_id` nobody is known yet."""
    other_roles = _change_roles(draft, preview, comes_id)
    fates = {promise: _fate(draft, promise) for promise in preview.promises}
    for promise, fate in fates.items():
        _decide(preview, promise, fate, draft.on)
    return Replaced(
        post=preview.post,
        leaver=preview.leaver,
        comes=comes,
        comes_id=comes_id,
        stayed=_references(fates, Fate.STAYS_WITH_PERSON),
        passed=_references(fates, Fate.PASSES_TO_POST),
        lapsed=_references(fates, Fate.LAPSES),
        other_roles=other_roles,
        doors=hand_over_doors(preview, draft.doors, draft.on, comes_id),
        engagements=hand_over_engagements(preview, draft.engagements, comes_id),
        focal_points=hand_over_agreements(preview, draft.focal_points, comes_id),
        steps=hand_over_steps(preview, draft.steps, comes_id),
    )


def summary(draft: ReplacementDraft, preview: Replacement, comes: str) -> str:
    """What the draft does, in a few sentences; `comes` is the newcomer's name, empty where it is not known yet."""
    fates = {promise: _fate(draft, promise) for promise in preview.promises}
    counted = {fate: len(_references(fates, fate)) for fate in Fate}
    sentences = [_leaving(draft, preview), _coming(draft, preview, comes)]
    if preview.promises:
        said = (
            (
                Fate.PASSES_TO_POST,
                ngettext(
                    "{count} promise passes to the post",
                    "{count} promises pass to the post",
                    counted[Fate.PASSES_TO_POST],
                ),
            ),
            (
                Fate.STAYS_WITH_PERSON,
                ngettext(
                    "{count} stays with the person", "{count} stay with the person", counted[Fate.STAYS_WITH_PERSON]
                ),
            ),
            (Fate.LAPSES, ngettext("{count} lapses", "{count} lapse", counted[Fate.LAPSES])),
        )
        sentences.append(", ".join(words for fate, words in said if counted[fate]) + ".")
    sentences += [
        words + "."
        for count, words in (
            (
                len(draft.other_roles),
                ngettext("{count} other office ends", "{count} other offices end", len(draft.other_roles)),
            ),
            (len(draft.doors), ngettext("{count} way in changes", "{count} ways in change", len(draft.doors))),
            (
                len(draft.engagements),
                ngettext(
                    "{count} planned engagement goes over",
                    "{count} planned engagements go over",
                    len(draft.engagements),
                ),
            ),
            (
                len(draft.focal_points),
                ngettext(
                    "{count} agreement gets another focal person",
                    "{count} agreements get another focal person",
                    len(draft.focal_points),
                ),
            ),
            (
                len(draft.steps),
                ngettext("{count} step of a plan goes over", "{count} steps of plans go over", len(draft.steps)),
            ),
        )
        if count
    ]
    return " ".join(sentence for sentence in sentences if sentence)


def _leaving(draft: ReplacementDraft, preview: Replacement) -> str:
    if preview.is_vacant:
        return ""
    why = end_reason_words(draft.end_reason)
    last = format_day(last_day(draft.on))
    words = (_("{name} is {post} until {day}.") if preview.post else _("{name} stands there until {day}.")).format(
        name=preview.leaver, post=preview.post, day=last
    )
    return words.removesuffix(".") + f" ({why})." if why else words


def _coming(draft: ReplacementDraft, preview: Replacement, comes: str) -> str:
    day = format_day(draft.on)
    if comes and preview.post:
        return _("{name} is {post} from {day}.").format(name=comes, post=preview.post, day=day)
    if comes:
        return _("{name} takes the place of {leaver} from {day}.").format(name=comes, leaver=preview.leaver, day=day)
    return _("Who comes is not known yet: Today asks until somebody is named.")


# --- Checks ----------------------------------------------------------------------------------------------------------


def check_replacement(draft: ReplacementDraft, preview: Replacement) -> None:
    """Refuse what cannot be, before anything is written; a preview may ask too. Raises as `replace_holder` does."""
    if draft.on > clock.today():
        raise UserError("replaced-in-future", day=draft.on.isoformat())
    if draft.end_reason not in list(EndReason):
        raise UserError("no-such-reason", reason=draft.end_reason, known=", ".join(EndReason))
    is_same = draft.comes_id is not None and draft.comes_id == preview.start.leaver_id
    if is_same and not _is_back(draft, preview):
        raise UserError("same-person", name=preview.leaver)
    if preview.is_vacant:
        _check_vacant(draft, preview)
    else:
        _check_held(draft, preview)
    _check_promises(draft, preview)
    if preview.start.post_id is not None and draft.is_known:
        _check_seat(draft, preview)


def _is_back(draft: ReplacementDraft, preview: Replacement) -> bool:
    """Whether whoever left at the end of a term holds the office again: re-elected."""
    return preview.is_vacant and preview.left_on is not None and draft.on > preview.left_on


def _check_vacant(draft: ReplacementDraft, preview: Replacement) -> None:
    if not draft.is_known:
        raise UserError("nobody-to-name", post=preview.post or preview.leaver)
    if preview.left_on and draft.on <= preview.left_on:
        raise UserError("still-in-office", name=preview.leaver, day=preview.left_on.isoformat())


def _check_held(draft: ReplacementDraft, preview: Replacement) -> None:
    if preview.since and last_day(draft.on) < preview.since:
        raise UserError("replaced-before-start", name=preview.leaver, start=preview.since.isoformat())
    if preview.left_on and preview.left_on < last_day(draft.on):
        raise UserError("left-already", name=preview.leaver, day=preview.left_on.isoformat())


def _check_seat(draft: ReplacementDraft, preview: Replacement) -> None:
    """Nobody holds one post twice, and a post of one seat has one holder at a time."""
    post_id = preview.start.post_id or 0
    held = list_holders_from(post_id, draft.on, preview.start.role_id)
    if _has_taken_it(draft, preview):
        return
    if draft.comes_id in [person_id for person_id, _name in held]:
        name = next(name for person_id, name in held if person_id == draft.comes_id)
        raise UserError("holds-already", name=name, post=preview.post)
    if preview.has_one_seat and held:
        raise UserError("post-is-held", post=preview.post, name=held[0][1])


def _has_taken_it(draft: ReplacementDraft, preview: Replacement) -> bool:
    """Whether whoever comes was put into the vacant post before: only what waits is handed over then."""
    if not preview.is_vacant or draft.comes_id is None or preview.start.post_id is None:
        return False
    held = list_holders_from(preview.start.post_id, draft.on, preview.start.role_id)
    return preview.start.role_id is not None and draft.comes_id in [person_id for person_id, _name in held]


def _check_promises(draft: ReplacementDraft, preview: Replacement) -> None:
    check_fates(draft.fates, preview.promises, preview.leaver or preview.post)
    for commitment_id, fate in draft.fates.items():
        if fate == Fate.PASSES_TO_POST and preview.start.post_id is None:
            reference = row_of(Commitment, commitment_id)["reference"]
            raise UserError("no-post-to-pass-to", reference=reference, name=preview.leaver)


def check_fates(fates: Mapping[int, str], promises: Iterable[PromiseAtStake], whose: str) -> None:
    """Refuse what is said of a promise that is not at stake. Raises "promise-not-at-stake", "no-such-fate"."""
    at_stake = {promise.id for promise in promises}
    for commitment_id, fate in fates.items():
        if commitment_id not in at_stake:
            reference = row_of(Commitment, commitment_id)["reference"]
            raise UserError("promise-not-at-stake", reference=reference, name=whose)
        if fate not in list(Fate):
            raise UserError("no-such-fate", fate=fate, known=", ".join(Fate))


# --- Roles -----------------------------------------------------------------------------------------------------------


def _who_comes(draft: ReplacementDraft) -> tuple[int | None, str]:
    if draft.comes_id is not None:
        return draft.comes_id, str(row_of(Person, draft.comes_id)["name"])
    if not draft.is_known:
        return None, ""
    return save_person(PersonDraft(draft.comes_name, source=draft.source))


def _change_roles(draft: ReplacementDraft, preview: Replacement, comes_id: int | None) -> tuple[str, ...]:
    """End and begin; returns the other offices that ended."""
    role_id, post_id = preview.start.role_id, preview.start.post_id
    if role_id is not None and not preview.is_vacant:
        _end(role_id, draft, awaits=comes_id is None and draft.is_awaited)
    elif role_id is not None:
        update_row(Role, role_id, awaits_successor=False)
    if post_id is not None and comes_id is not None and not _has_taken_it(draft, preview):
        _begin(draft, preview, comes_id, post_id)
    elif comes_id is not None and role_id is not None:
        say_succession(_newest_role(comes_id, post_id), role_id)
    ending = [part for part in preview.other_roles if part.id in draft.other_roles]
    posts = {post_id} if post_id is not None else set()
    for part in ending:
        role = row_of(Role, part.id)
        _end(part.id, draft, awaits=_is_single(role["post_id"]))
        posts.add(role["post_id"])
    for one_post in posts:
        look_again(one_post)
    return tuple(part.words for part in ending)


def _end(role_id: int, draft: ReplacementDraft, *, awaits: bool) -> None:
    role, last = row_of(Role, role_id), last_day(draft.on)
    if role["start_from"] and role["start_from"] > last:
        last = role["start_from"]  # another office begun on that very day is ended on it
    update_row(Role, role_id, **day_columns("end", last), end_reason=draft.end_reason, awaits_successor=awaits)


def _is_single(post_id: int) -> bool:
    return bool(row_of(Post, post_id)["is_single"])


def _begin(draft: ReplacementDraft, preview: Replacement, comes_id: int, post_id: int) -> None:
    post = row_of(Post, post_id)
    party_id = draft.party_id
    try:
        check_party(party_id, post["organisation_id"], post["title"])
    except UserError:
        if party_id != preview.party_id:
            raise
        party_id = None  # only suggested, because a list once said it of the leaver
    is_same_term = preview.term_ends_on is None or draft.on <= preview.term_ends_on
    Role.insert(
        person_id=comes_id,
        post_id=post_id,
        party_id=party_id,
        place_id=preview.place_id,
        term_id=preview.term_id if is_same_term else None,
        succeeds_id=preview.start.role_id,
        source=clean(draft.source),
        **day_columns("start", draft.on),
    ).execute()


def _newest_role(person_id: int, post_id: int | None) -> int | None:
    return Role.select(fn.max(Role.id)).where((Role.person_id == person_id) & (Role.post_id == post_id)).scalar()


# --- Promises --------------------------------------------------------------------------------------------------------


def _fate(draft: ReplacementDraft, promise: PromiseAtStake) -> Fate:
    return Fate(draft.fates.get(promise.id, promise.suggested))


def _references(fates: Mapping[PromiseAtStake, Fate], wanted: Fate) -> tuple[str, ...]:
    return tuple(promise.reference for promise, fate in fates.items() if fate is wanted)


def _decide(preview: Replacement, promise: PromiseAtStake, fate: Fate, change: date) -> None:
    on, leaver = max(change, promise.made_on), _named(preview, promise)
    if fate is Fate.LAPSES:
        note = _("Lapsed when {name} left as {post}") if preview.post else _("Lapsed when {name} left")
        words = note.format(name=leaver, post=preview.post)
        change_status(promise.id, Status.CLOSED, on, note=words, outcome=Outcome.LAPSED)
    elif fate is Fate.PASSES_TO_POST:
        _pass_on(preview, promise, on, leaver)
    update_row(Commitment, promise.id, on_change=fate)


def _named(preview: Replacement, promise: PromiseAtStake) -> str:
    """The leaver in a note on the promise, which may stand where the leaver must not be named."""
    level = row_of(Record, promise.id)["confidentiality"]
    return preview.leaver if preview.leaver_level <= level else _("whoever held it")


def _pass_on(preview: Replacement, promise: PromiseAtStake, on: date, leaver: str) -> None:
    """The post is bound, or owed, from now on, whoever holds it; who said it stays written down."""
    column = "owed_to" if promise.is_owed_to_leaver else "bound"
    post_id = _seat_bound(preview, promise)
    update_row(Commitment, promise.id, **{f"{column}_id": post_id, f"{column}_name": ""})
    status = row_of(Commitment, promise.id)["status"]
    words = _("Passed to {post} when {name} left").format(post=preview.post, name=leaver)
    add_step(promise.id, status, status, on, note=words)


def _seat_bound(preview: Replacement, promise: PromiseAtStake) -> int | None:
    """The post a promise passes to; of a ward councillor's that of the ward it was made for, never by its number."""
    seat = get_seat_of(preview, promise.id)
    if seat is None:
        return preview.start.post_id
    post_id = make_seat_post(*seat)
    look_again(post_id)
    return post_id
