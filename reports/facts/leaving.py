"""The facts of the pack for whoever takes over from a colleague: what is open, by the body or person it is with."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import TYPE_CHECKING, Any

from crm.rules.audit import noun_label
from reports.facts import brief
from reports.facts.audience import reader_of
from reports.facts.head import Head, gather_head
from reports.options import Chosen, Option, OptionKind
from resources.translations import _, mark, ngettext

if TYPE_CHECKING:
    from crm.queries.leaving import InHand

COLLEAGUE = "colleague"
OPTIONS = (Option(COLLEAGUE, mark("Who leaves"), OptionKind.RECORD, (), "team", is_needed=True),)
_NOUNS = {"organisations": "body", "people": "person"}
"""What a brief calls what it is about."""


@dataclass(frozen=True, slots=True)
class OpenLine:
    """One open thing."""

    noun: str
    name: str
    status: str


@dataclass(frozen=True, slots=True)
class RelationLines:
    """All that is open with one body or person."""

    relation: str
    lines: tuple[OpenLine, ...]


@dataclass(frozen=True, slots=True)
class LeavingFacts:
    """Everything the list says; `briefs` gathers a brief of each relation when the pack is written."""

    head: Head
    relations: tuple[RelationLines, ...]
    briefs: Callable[[], Iterator[tuple[str, brief.BriefFacts]]] = field(repr=False, compare=False)

    @property
    def count(self) -> int:
        """How many things are open."""
        return sum(len(each.lines) for each in self.relations)


def gather(ask: Callable[..., Any], chosen: Chosen) -> LeavingFacts:
    """Read what the colleague has in hand. Raises UserError("not-found")."""
    from crm.queries.leaving import get_leaver, list_in_hand

    user_id = chosen.records[COLLEAGUE]
    leaver = ask(get_leaver, user_id)
    in_hand: list[InHand] = ask(list_in_hand, user_id)
    reader = replace(reader_of(chosen), level="restricted")
    relations = []
    for relation, found in groupby(in_hand, key=lambda each: each.relation):
        lines = tuple(dict.fromkeys(OpenLine(noun_label(each.noun), each.name, each.status) for each in found))
        relations.append(RelationLines(relation or _("With nobody in particular"), lines))
    related = {each.relation_id: each.relation for each in in_hand if each.relation_id}
    title = _("Work to take over")
    return LeavingFacts(
        gather_head(ask, chosen, title, leaver.name, reader=reader),
        tuple(relations),
        lambda: _briefs(ask, chosen, related),
    )


def _briefs(
    ask: Callable[..., Any], chosen: Chosen, related: Mapping[int, str]
) -> Iterator[tuple[str, brief.BriefFacts]]:
    """Of each body and person: who they are, the state of every promise, the last contacts, ways in, what is next."""
    from crm.queries.records import get_found

    for found in ask(get_found, list(related)):
        if found.noun in _NOUNS:
            about = replace(chosen, records={_NOUNS[found.noun]: found.id})
            yield found.name, replace(brief.gather(ask, about), title=_("Work to take over"))


def summary_words(count: int) -> str:
    """“12 things are open.”"""
    return ngettext("{count} thing is open.", "{count} things are open.", count).format(count=count)


def examples(ask: Callable[..., Any]) -> Sequence[Mapping[str, str]]:
    """The colleague who has most in hand."""
    from crm.queries.leaving import list_in_hand
    from crm.queries.team import list_users

    counted = {user.id: len(ask(list_in_hand, user.id)) for user in ask(list_users)}
    most = max(counted, key=lambda each: counted[each], default=0)
    return [{COLLEAGUE: f"team:{most}"}] if most and counted[most] else []
