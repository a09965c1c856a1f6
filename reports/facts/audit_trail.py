"""The facts of the audit trail: what was done, by whom, when, and what it changed, newest first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from crm.rules.audit import NOUN_LABELS, Act, label, noun_label
from crm.rules.dates import format_day, format_moment
from crm.rules.errors import UserError
from reports.facts.audience import level_of
from reports.facts.confidentiality import LEVELS, Gate
from reports.facts.head import Head, gather_head
from reports.options import Chosen, Option, OptionKind
from resources.translations import _, mark

if TYPE_CHECKING:
    from crm.queries.audit import AuditFilter
    from crm.queries.history import HistoryEntry

ANY = "any"
MOST = 2_000
"""So many operations are printed; of more the newest, and it is said how many are not."""
OPTIONS = (
    Option("by", mark("Who did it"), OptionKind.TEXT),
    Option("from", mark("From"), OptionKind.DAY),
    Option("to", mark("To"), OptionKind.DAY),
    Option(
        "act",
        mark("What kind"),
        OptionKind.CHOICE,
        ((ANY, mark("Everything")), *((act.value, label(act)) for act in Act)),
    ),
    Option("noun", mark("On what"), OptionKind.CHOICE, ((ANY, mark("Everything")), *NOUN_LABELS.items())),
    Option("record", mark("One record"), OptionKind.RECORD),
    Option("text", mark("Words in it"), OptionKind.TEXT),
)


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One operation as printed."""

    operation_id: int
    when: str
    who: str
    what: str
    lines: tuple[str, ...]
    note: str
    """That it was undone, or that its old values were dropped."""


@dataclass(frozen=True, slots=True)
class AuditFacts:
    """Everything the paper says."""

    head: Head
    total: int
    by_person: tuple[tuple[str, int], ...]
    printed: tuple[AuditLine, ...]
    covered: int
    """How many lines say nothing because they touched a record that is not shown."""


def gather(ask: Callable[..., Any], chosen: Chosen) -> AuditFacts:
    """Read what fits.

    Raises UserError: "report-period-reversed", "author-not-known", "record-not-found", "report-about-confidential".
    """
    from crm.queries.audit import count_audit, list_audit, list_operations_above
    from crm.queries.history import get_history

    wanted, words = read_filter(ask, chosen)
    counted = ask(count_audit, wanted)
    found = ask(list_audit, wanted, MOST)
    hidden = ask(list_operations_above, found, LEVELS[level_of(chosen)])
    lines = [_line(entry, hidden) for entry in ask(get_history, found, wanted.record_id)]
    return AuditFacts(
        head=gather_head(ask, chosen, _("Audit trail"), "; ".join(words) or _("Everything that was done")),
        total=counted.total,
        by_person=counted.by_person,
        printed=tuple(lines),
        covered=len(hidden),
    )


def read_filter(ask: Callable[..., Any], chosen: Chosen) -> tuple[AuditFilter, tuple[str, ...]]:
    """What is wanted, and the same in words."""
    from crm.queries.audit import AuditFilter, find_author

    since, until = chosen.day("from"), chosen.day("to")
    if since and until and since > until:
        raise UserError("report-period-reversed", start=format_day(since), end=format_day(until))
    record = chosen.record("record")
    who = ask(find_author, chosen.text("by")) if chosen.text("by") else ""
    act = None if chosen.choice("act") == ANY else Act(chosen.choice("act"))
    noun = "" if chosen.choice("noun") == ANY else chosen.choice("noun")
    wanted = AuditFilter(who, since, until, noun, record, act, chosen.text("text"))
    return wanted, _words(wanted, _name(ask, record, Gate(ask, LEVELS[level_of(chosen)])))


def _name(ask: Callable[..., Any], record_id: int | None, gate: Gate) -> str:
    from crm.queries.records import get_found

    found = ask(get_found, [record_id]) if record_id is not None else ()
    if record_id is not None and not found:
        raise UserError("record-not-found", record=str(record_id))
    if found and not gate.passes(record_id):
        raise UserError("report-about-confidential", name=found[0].name)
    return str(found[0].name) if found else ""


def _words(wanted: AuditFilter, record: str) -> tuple[str, ...]:
    days = _days(wanted.since, wanted.until)
    given: Sequence[tuple[str, str]] = (
        (_("by {name}"), wanted.who),
        ("{name}", days),
        ("{name}", label(wanted.act) if wanted.act else ""),
        (_("on {name}"), noun_label(wanted.noun).lower() if wanted.noun else ""),
        (_("on {name}"), record),
        (_("with “{name}” in it"), wanted.text),
    )
    return tuple(words.format(name=value) for words, value in given if value)


def _days(since: date | None, until: date | None) -> str:
    if since and until:
        return _("{start} to {end}").format(start=format_day(since), end=format_day(until))
    if since:
        return _("from {day}").format(day=format_day(since))
    return _("until {day}").format(day=format_day(until)) if until else ""


def _line(entry: HistoryEntry, hidden: set[int]) -> AuditLine:
    is_hidden = entry.operation_id in hidden
    notes = (_("undone since") if entry.undone else "", _("old values dropped") if entry.is_compacted else "")
    return AuditLine(
        operation_id=entry.operation_id,
        when=format_moment(entry.at),
        who=entry.by,
        what=_("Touched a record that is not shown here") if is_hidden else entry.label,
        lines=() if is_hidden else entry.lines,
        note="; ".join(note for note in notes if note),
    )
