"""Whether two records are one person or one body: a score out of a hundred, with every reason for and against in words.

The points are our practice, not law. What a whole office shares, a switchboard or a secretary's mailbox, is no reason:
a legislature gave one address for all of its 48 members.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from crm.rules.alike import (
    NO_REASON,
    NameKey,
    Reason,
    body_key,
    compare_bodies,
    compare_genders,
    compare_names,
)
from crm.rules.organisations import Kind
from resources.translations import _

WARN_AT = 40
"""From so many points on somebody who types a name is told; a person looks, so it may be wide of the mark."""
LIST_AT = 50
"""From so many points on two records stand on the list of possible doubles."""
VERY_LIKELY = 80
SHARED_BY = 3
"""A number or address that so many people have belongs to an office, not to a person."""

_ROLE_NAMES = re.compile(
    r"(?:info|admin|office|enquir(?:y|ies)|inquir(?:y|ies)|secretar(?:y|iat)|reception|contact|mail|pa|speaker|mayor|"
    r"premier|mec|hod|clerk|committee|council|parliament|legislature|communications?|media|registry|manager)"
    r"(?:[._-].*|\d*)"
)
_LOCAL_SCHEMES = ("", "id")
_MANY_VALUED = ("", "id", "kgotla")
"""Schemes of which one person may have several values."""


def is_role_address(email: str) -> bool:
    """Whether an address names an office (“info@”, “secretary.health@”) and not a person."""
    return _ROLE_NAMES.fullmatch(email.casefold().partition("@")[0]) is not None


_MOBILE = re.compile(r"\+27(?:[67]\d|8[1-5])\d{7}")


def is_mobile(kind: str, normal: str) -> bool:
    """Whether a number is carried by one person; lists write mobiles under “phone” too."""
    return kind in ("mobile", "whatsapp") or _MOBILE.fullmatch(normal) is not None


@dataclass(frozen=True, slots=True)
class Holding:
    """An office somebody holds or held, as far as it tells people apart; days as yyyy-mm-dd, None for open."""

    body: int
    body_name: str
    title: str
    kind: str
    is_seat: bool
    place: int | None = None
    party: int | None = None
    start: str | None = None
    end: str | None = None

    def is_at_once_with(self, other: Holding) -> bool:
        """Whether both were held on one day."""
        return not (_before(self.end, other.start) or _before(other.end, self.start))


def _before(end: str | None, start: str | None) -> bool:
    return end is not None and start is not None and end < start


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """What is known of a person that may tell whether another record is the same one."""

    id: int
    names: tuple[NameKey, ...]
    """As the name is written, then the other names."""
    mobiles: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()
    emails: frozenset[str] = frozenset()
    identifiers: frozenset[tuple[str, str]] = frozenset()
    holdings: tuple[Holding, ...] = ()


@dataclass(frozen=True, slots=True)
class BodyFacts:
    """What is known of an organisation that may tell whether another record is the same one."""

    id: int
    names: tuple[tuple[str, ...], ...]
    short_names: frozenset[str] = frozenset()
    kind: str = ""
    parent: int | None = None
    place: int | None = None
    number: str = ""
    reached: frozenset[str] = frozenset()
    identifiers: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Score:
    """How likely two records are one, and why."""

    points: int
    reasons: tuple[Reason, ...]

    @property
    def pro(self) -> tuple[str, ...]:
        """What speaks for it."""
        return tuple(reason.words for reason in self.reasons if reason.points > 0)

    @property
    def against(self) -> tuple[str, ...]:
        """What speaks against it."""
        return tuple(reason.words for reason in self.reasons if reason.points < 0)

    @property
    def words(self) -> str:
        """How likely it is."""
        if self.points >= VERY_LIKELY:
            return _("very likely one")
        return _("probably one") if self.points >= LIST_AT else _("perhaps one")


def _score(reasons: Iterator[Reason]) -> Score:
    told = tuple(sorted((reason for reason in reasons if reason.points), key=lambda reason: -reason.points))
    return Score(max(0, min(100, sum(reason.points for reason in told))), told)


# --- People ----------------------------------------------------------------------------------------------------------


def score_people(one: PersonFacts, other: PersonFacts) -> Score:
    """Compare two people."""
    return _score(_person_reasons(one, other))


def best_name(ours: tuple[NameKey, ...], theirs: tuple[NameKey, ...]) -> Reason:
    """What the names say, by whichever of them go together best; another name of theirs counts as their own."""
    if len(ours) == len(theirs) == 1:
        return compare_names(ours[0], theirs[0])
    return max((compare_names(one, other) for one in ours for other in theirs), key=lambda reason: reason.points)


def _person_reasons(one: PersonFacts, other: PersonFacts) -> Iterator[Reason]:
    yield best_name(one.names, other.names)
    yield compare_genders(one.names[0], other.names[0])
    yield from _shared_ways(one, other)
    yield _identifiers(one.identifiers, other.identifiers)
    yield from _offices(one.holdings, other.holdings)


def _shared_ways(one: PersonFacts, other: PersonFacts) -> Iterator[Reason]:
    if one.mobiles & other.mobiles:
        yield Reason(_("the same mobile number"), 40)
    elif one.phones & other.phones:
        yield Reason(_("the same number"), 20)
    if one.emails & other.emails:
        yield Reason(_("the same e-mail address"), 30)


def _identifiers(one: Collection[tuple[str, str]], other: Collection[tuple[str, str]]) -> Reason:
    shared = [pair for pair in one if pair in other and pair[0] not in _LOCAL_SCHEMES]
    if shared:
        return Reason(_("the same identifier of {scheme}").format(scheme=sorted(shared)[0][0]), 60)
    schemes = {scheme for scheme, _value in one} & {scheme for scheme, _value in other}
    apart = sorted(schemes.difference(_MANY_VALUED))
    return Reason(_("different identifiers of {scheme}").format(scheme=apart[0]), -60) if apart else NO_REASON


def _offices(one: tuple[Holding, ...], other: tuple[Holding, ...]) -> Iterator[Reason]:
    """What their offices say: one reason for, the nearest, and one against."""
    together = [(a, b) for a in one for b in other if a.is_at_once_with(b)]
    apart = next(filter(None, (_two_seats(a, b) for a, b in together)), "")
    if apart:
        yield Reason(apart, -40)
        return
    here = [a for a, b in together if a.body == b.body and a.kind != Kind.PARTY]
    if here:
        yield Reason(_("both in {body}").format(body=here[0].body_name), 20)
    elif {a.body for a in one} & {b.body for b in other} or _parties(one) & _parties(other):
        yield Reason(_("the same body or party"), 8)
    elif seats := [(a, b) for a, b in together if a.is_seat and b.is_seat]:
        a, b = seats[0]
        yield Reason(_("seats in {one} and in {other} at once").format(one=a.body_name, other=b.body_name), -25)


def _parties(holdings: tuple[Holding, ...]) -> set[int]:
    return {held.party for held in holdings if held.party} | {held.body for held in holdings if held.kind == Kind.PARTY}


def _two_seats(one: Holding, other: Holding) -> str:
    """Why two offices held at once are two people's, or nothing."""
    if one.body != other.body or not (one.is_seat and other.is_seat):
        return ""
    if one.place and other.place and one.place != other.place:
        return _("different seats of {body} at once").format(body=one.body_name)
    if one.party and other.party and one.party != other.party:
        return _("seats of different parties in {body} at once").format(body=one.body_name)
    return ""


# --- Bodies ----------------------------------------------------------------------------------------------------------


def score_bodies(one: BodyFacts, other: BodyFacts) -> Score:
    """Compare two organisations."""
    return _score(_body_reasons(one, other))


def best_body_name(one: BodyFacts, other: BodyFacts) -> Reason:
    """What the names say, by whichever of them go together best; a short name may be the other's whole name."""
    if one.short_names & {" ".join(name) for name in other.names} or (
        other.short_names & {" ".join(name) for name in one.names}
    ):
        return Reason(_("one's short name is the other's name"), 50)
    told = [compare_bodies(a, b) for a in one.names for b in other.names]
    if one.short_names & other.short_names:
        told.append(Reason(_("the same short name"), 30))
    return max(told, key=lambda reason: reason.points, default=NO_REASON)


def _body_reasons(one: BodyFacts, other: BodyFacts) -> Iterator[Reason]:
    yield best_body_name(one, other)
    if Kind.OTHER not in (one.kind, other.kind):
        yield Reason(_("the same kind"), 5) if one.kind == other.kind else Reason(_("another kind"), -20)
    yield _within(one.parent, other.parent, _("parts of the same body"), _("parts of different bodies"))
    yield _within(one.place, other.place, _("in the same place"), _("in different places"))
    if one.number and other.number:
        is_same = one.number == other.number
        yield (
            Reason(_("the same registration number"), 60)
            if is_same
            else Reason(_("different registration numbers"), -60)
        )
    if one.reached & other.reached:
        yield Reason(_("the same number or address"), 15)
    yield _identifiers(one.identifiers, other.identifiers)
    if one.id in (other.parent,) or other.id in (one.parent,):
        yield Reason(_("one is part of the other"), -40)


def _within(one: int | None, other: int | None, same: str, apart: str) -> Reason:
    if one is None or other is None:
        return NO_REASON
    return Reason(same, 10) if one == other else Reason(apart, -35)


def registration(number: str) -> str:
    """A registration number without what people put between its digits."""
    return re.sub(r"[^0-9a-z]", "", number.casefold())


def body_names(name: str, aliases: Collection[str]) -> tuple[tuple[str, ...], ...]:
    """A body's names as they are compared, each once."""
    return tuple(dict.fromkeys(key for key in map(body_key, (name, *aliases)) if key))
