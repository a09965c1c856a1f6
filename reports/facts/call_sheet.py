"""The call sheet: whom one rings for the open records of a Review, with what to ask them and what we owe them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from crm.rules.commitments import Direction
from crm.rules.dates import format_day
from crm.rules.review import Key, Kind, Scope, key_words, kind_words, scope_words
from reports.facts.audience import level_of
from reports.facts.confidentiality import LEVELS, Gate, foot_words, kept_back_words, shown_words
from reports.facts.people import MOST_WAYS, Way, way
from reports.facts.workspace import get_name, get_origin
from reports.options import Chosen, Option, OptionKind
from resources.translations import _, mark, ngettext

if TYPE_CHECKING:
    from crm.queries.reaching import Caller, Reach
    from crm.queries.review_items import ReviewItem
    from crm.rules.review import ReviewScope

_ONE_OF = "scope"
OPTIONS = (
    Option("cso", mark("One CSO partner"), OptionKind.RECORD, noun="organisations", one_of=_ONE_OF),
    Option("body", mark("One body"), OptionKind.RECORD, noun="organisations", one_of=_ONE_OF),
    Option("agreement", mark("One MoU"), OptionKind.RECORD, noun="agreements", one_of=_ONE_OF),
    Option("colleague", mark("One colleague's work"), OptionKind.RECORD, noun="team", one_of=_ONE_OF),
)
SCOPES: dict[str, Scope] = {
    "cso": Scope.PARTNER,
    "body": Scope.BODY,
    "agreement": Scope.AGREEMENT,
    "colleague": Scope.COLLEAGUE,
}
"""Which scope of the Review an option stands for; none of them is everything due."""
TO_TICK = (
    Key.TRIED,
    Key.DONE,
    Key.KEPT,
    Key.NOT_KEPT,
    Key.MOVED,
    Key.PROGRESS,
    Key.SNOOZE,
    Key.LAPSED,
)
"""The keys with a box on paper; the others want a form on the screen."""


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One record to ask about; `number` is its place in the Review."""

    number: int
    heading: str
    words: str
    sentence: str
    last: str
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ToRing:
    """Somebody to ring, with everything one asks in that one call, and what we owe."""

    name: str
    office: str
    speaks_for: tuple[str, ...]
    note: str
    caution: str
    ways: tuple[Way, ...]
    theirs: tuple[SheetLine, ...] = ()
    ours: tuple[SheetLine, ...] = ()


@dataclass(frozen=True, slots=True)
class CallSheetFacts:
    """Everything the paper says; each record shown stands in it exactly once."""

    scope: str
    shown: tuple[str, ...]
    legend: tuple[str, ...]
    made_on: date
    made_by: str
    organisation_name: str
    confidentiality: str
    callers: tuple[ToRing, ...]
    partner: ToRing | None = None
    """The partner itself, which the monthly round rings first."""

    @property
    def count(self) -> int:
        """How many records it prints."""
        return sum(len(caller.theirs) + len(caller.ours) for caller in self.callers)


def gather(ask: Callable[..., Any], chosen: Chosen) -> CallSheetFacts:
    """The records of the Review of this scope, by whom one rings, numbered as they stand there."""
    from crm.queries.reaching import get_reach
    from crm.queries.review import list_review
    from crm.queries.review_items import get_review_items

    level = level_of(chosen)
    gate = Gate(ask, LEVELS[level])
    wanted, scope = _scope(ask, chosen)
    found = ask(list_review, wanted, chosen.today)
    numbers = {record_id: number for number, record_id in enumerate(found, 1) if gate.passes(record_id)}
    items = ask(get_review_items, list(numbers), chosen.today)
    origin = get_origin(ask, chosen.made_by)
    callers = _callers(items, numbers, gate, chosen.today)
    partner_id = chosen.record("cso")
    partner = _to_ring(ask(get_reach, partner_id, "", chosen.today), gate, chosen.today) if partner_id else None
    return CallSheetFacts(
        scope=scope,
        shown=(*shown_words(chosen), *kept_back_words(gate, chosen)),
        legend=tuple(f"{key} {key_words(key, Kind.COMMITMENT).lower()}" for key in TO_TICK),
        made_on=chosen.today,
        made_by=origin.made_by,
        organisation_name=origin.organisation_name,
        confidentiality=foot_words(chosen, origin.organisation_name),
        callers=callers,
        partner=partner,
    )


def _scope(ask: Callable[..., Any], chosen: Chosen) -> tuple[ReviewScope, str]:
    from crm.rules.review import ReviewScope

    for option in OPTIONS:
        record_id = chosen.record(option.name)
        if record_id is not None:
            return ReviewScope(SCOPES[option.name], record_id), get_name(ask, record_id, option.noun)
    return ReviewScope(), scope_words(Scope.DUE)


def _callers(items: Sequence[ReviewItem], numbers: Mapping[int, int], gate: Gate, today: date) -> tuple[ToRing, ...]:
    groups: dict[object, list[ReviewItem]] = {}
    for item in items:
        rings = item.reach.rings
        groups.setdefault(rings.id if rings.id is not None else rings.name, []).append(item)
    return tuple(_caller(group, numbers, gate, today) for group in groups.values())


def _caller(items: Sequence[ReviewItem], numbers: Mapping[int, int], gate: Gate, today: date) -> ToRing:
    through = [item.reach for item in items if item.reach.via is not None]
    lines = [(item, _line(item, numbers[item.id], gate)) for item in items]
    return replace(
        _to_ring(items[0].reach, gate, today),
        speaks_for=tuple(dict.fromkeys(_principal(each, gate) for each in through)),
        theirs=tuple(line for item, line in lines if item.direction is not Direction.WE_OWE_THEM),
        ours=tuple(line for item, line in lines if item.direction is Direction.WE_OWE_THEM),
    )


def _to_ring(reach: Reach, gate: Gate, today: date) -> ToRing:
    rings = reach.rings
    is_open = gate.passes(rings.id)
    return ToRing(
        name=gate.name(rings.id, rings.name) or _("Nobody is named whom one could ask"),
        office=rings.office if is_open else "",
        speaks_for=(_principal(reach, gate),) if reach.via is not None else (),
        note=reach.via_note if is_open else "",
        caution=_caution(rings, gate) or _caution(reach.principal, gate),
        ways=_ways(rings, today) if is_open else (),
    )


def _caution(caller: Caller, gate: Gate) -> str:
    """The wish not to be phoned, with its reason, of somebody the paper may name."""
    return caller.do_not_phone if gate.passes(caller.id) else ""


def _principal(reach: Reach, gate: Gate) -> str:
    principal = reach.principal
    if not gate.passes(principal.id):
        return gate.name(principal.id, "")
    return ", ".join(part for part in (principal.name, principal.office) if part)


def _ways(caller: Caller, today: date) -> tuple[Way, ...]:
    """Numbers, the preferred first; private ones are on no paper."""
    return tuple([way(number, today) for number in caller.numbers if not number.is_private][:MOST_WAYS])


def _line(item: ReviewItem, number: int, gate: Gate) -> SheetLine:
    principal = item.reach.principal
    about = gate.name(principal.id, principal.name) if item.reach.via is not None else ""
    kind = "" if item.kind is Kind.COMMITMENT else kind_words(item.kind)
    heading = " · ".join(part for part in (kind, item.reference, about) if part)
    words = _("“{words}”").format(words=item.title) if item.kind is Kind.COMMITMENT else item.title
    if item.translation:
        words = _("{words} – in English: “{translation}”").format(words=words, translation=item.translation)
    return SheetLine(
        number=number,
        heading=heading,
        words=words,
        sentence=item.sentence,
        last=_last(item),
        keys=tuple(key.value for key in (*TO_TICK, Key.CLOSE_OUT) if key in item.keys),
    )


def _last(item: ReviewItem) -> str:
    if not item.asked_before:
        return ""
    last = item.asked_before[0]
    times = ngettext("Asked {count} time", "Asked {count} times", item.follow_ups)
    answer = last.answer or _("no answer")
    return _("{times}, last {day}: {answer}").format(times=times, day=format_day(last.on), answer=answer)


def examples(ask: Callable[..., Any]) -> Sequence[Mapping[str, str]]:
    """Everything due, and the monthly round of the partner with most to ask about."""
    from crm.queries.organisations import OrganisationsFilter, list_organisations
    from crm.queries.review import list_review
    from crm.rules.review import ReviewScope

    partners = ask(list_organisations, OrganisationsFilter(side="partner"))
    waiting = {each: len(ask(list_review, ReviewScope(Scope.PARTNER, each))) for each in partners}
    busiest = [each for each in partners if waiting[each] and waiting[each] == max(waiting.values())]
    return [{}, *({"cso": f"organisations:{each}"} for each in busiest[:1])]
