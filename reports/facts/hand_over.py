"""The facts of the hand-over list: holder by holder what is open, and what was agreed for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from crm.rules.commitments import Direction, label
from crm.rules.dates import format_day
from reports.facts.audience import level_of
from reports.facts.confidentiality import LEVELS, Gate, foot_words, kept_back_words, shown_words
from reports.facts.people import MOST_WAYS, Way, way
from reports.facts.promises import without_hidden
from reports.facts.workspace import get_name, get_origin
from reports.options import Chosen, Option, OptionKind
from resources.translations import _, mark

if TYPE_CHECKING:
    from crm.queries.commitments import CommitmentRow
    from crm.queries.hand_over import Handed, HandOver

_ONE_OF = "whose"
OPTIONS = (
    Option("body", mark("The holders of a body"), OptionKind.RECORD, (), "organisations", True, _ONE_OF),
    Option("colleague", mark("A colleague of ours"), OptionKind.RECORD, (), "team", True, _ONE_OF),
)


@dataclass(frozen=True, slots=True)
class HandedLine:
    """A promise to hand over: where it stands, and what was agreed for it."""

    reference: str
    words: str
    translation: str
    said: str
    sentence: str
    agreed: str


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who leaves, with everything that hangs on their office."""

    name: str
    posts: tuple[str, ...]
    ways: tuple[Way, ...]
    theirs: tuple[HandedLine, ...]
    ours: tuple[HandedLine, ...]
    doors: tuple[str, ...]
    engagements: tuple[str, ...]
    topics: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing is open with them."""
        return not (self.theirs or self.ours or self.doors or self.engagements)


@dataclass(frozen=True, slots=True)
class HandOverFacts:
    """Everything the paper says; each promise stands in it once."""

    scope: str
    shown: tuple[str, ...]
    made_on: date
    made_by: str
    organisation_name: str
    confidentiality: str
    holders: tuple[Holder, ...]
    without: tuple[str, ...]
    """Who leaves with nothing open."""
    is_colleague: bool

    @property
    def promises(self) -> int:
        """How many promises it prints."""
        return sum(len(each.theirs) + len(each.ours) for each in self.holders)


def gather(ask: Callable[..., Any], chosen: Chosen) -> HandOverFacts:
    """What is open with each holder of a body whose term ends or ended, or with a colleague."""
    from crm.queries.hand_over import get_colleague_hand_over, get_hand_over

    level = level_of(chosen)
    gate = Gate(ask, LEVELS[level])
    colleague, body = chosen.record("colleague"), chosen.record("body")
    if colleague is not None:
        found: Sequence[HandOver] = (ask(get_colleague_hand_over, colleague),)
        scope = found[0].name
    else:
        scope = get_name(ask, body or 0, "organisations")
        found = ask(get_hand_over, body, chosen.today)
    holders = _holders(ask, found, gate, chosen.today, is_colleague=colleague is not None)
    origin = get_origin(ask, chosen.made_by)
    return HandOverFacts(
        scope=scope,
        shown=(*shown_words(chosen), *kept_back_words(gate, chosen)),
        made_on=chosen.today,
        made_by=origin.made_by,
        organisation_name=origin.organisation_name,
        confidentiality=foot_words(chosen, origin.organisation_name),
        holders=tuple(each for each in holders if not each.is_empty),
        without=tuple(each.name for each in holders if each.is_empty),
        is_colleague=colleague is not None,
    )


def _holders(
    ask: Callable[..., Any], found: Sequence[HandOver], gate: Gate, today: date, *, is_colleague: bool
) -> list[Holder]:
    from crm.queries.commitments import get_commitment_rows

    ids = [each.commitment_id for one in found for each in one.promises if gate.passes(each.commitment_id)]
    rows = {row.id: without_hidden(row, gate) for row in ask(get_commitment_rows, ids, today)}
    shown: set[int] = set()
    holders = []
    for one in found:
        lines = [each for each in one.promises if each.commitment_id in rows and each.commitment_id not in shown]
        shown |= {each.commitment_id for each in lines}
        is_open = is_colleague or gate.passes(one.record_id)
        holders.append(
            Holder(
                name=one.name if is_open else _("name withheld"),
                posts=one.posts,
                ways=tuple(way(contact, today) for contact in one.contacts[:MOST_WAYS]) if is_open else (),
                theirs=tuple(_line(rows[e.commitment_id], e) for e in lines if not _is_ours(rows[e.commitment_id])),
                ours=tuple(_line(rows[e.commitment_id], e) for e in lines if _is_ours(rows[e.commitment_id])),
                doors=tuple(words for people, words in one.doors if all(gate.passes(each) for each in people)),
                engagements=tuple(words for each, words in one.engagements if gate.passes(each)),
                topics=one.topics if is_open else (),
            )
        )
    return holders


def _is_ours(row: CommitmentRow) -> bool:
    return row.direction in (Direction.WE_OWE_THEM, Direction.CSO_TO_CSO)


def _line(row: CommitmentRow, handed: Handed) -> HandedLine:
    said = ", ".join(part for part in (row.maker_name, format_day(row.made_on)) if part)
    return HandedLine(row.reference, row.words, row.translation, said, row.sentence, _agreed(handed))


def _agreed(handed: Handed) -> str:
    if not handed.fate:
        return ""
    fate = label(handed.fate)
    return fate if handed.is_decided else _("Suggested: {fate}").format(fate=fate.lower())


def examples(ask: Callable[..., Any]) -> Sequence[Mapping[str, str]]:
    """The house whose holders have most open, and the colleague who follows most of it."""
    from crm.queries.hand_over import get_hand_over
    from crm.queries.organisations import OrganisationsFilter, list_organisations
    from crm.queries.team import list_users

    bodies = [
        each for kind in ("council", "legislature") for each in ask(list_organisations, OrganisationsFilter(kind=kind))
    ]
    counted = {each: sum(len(one.promises) for one in ask(get_hand_over, each)) for each in bodies}
    most = max(counted, key=lambda each: counted[each], default=0)
    chosen: list[Mapping[str, str]] = [{"body": f"organisations:{most}"}] if most and counted[most] else []
    return [*chosen, *({"colleague": f"team:{user.id}"} for user in ask(list_users)[:1])]
