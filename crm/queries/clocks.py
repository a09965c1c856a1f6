"""Which limits are known, ours in the place of those that ship, and how the date of a record was worked out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from crm.queries.base import Tuple, build, day, in_chunks, one, rows
from crm.queries.calendar import get_calendar
from crm.queries.movements import get_moves
from crm.rules.clocks import ENDS, Counted, Rule, Stop, latest_extension, length_words, reckon, skipped_words
from crm.rules.dates import format_day
from crm.rules.due_dates import DateMove
from crm.rules.petitions import Status, label
from crm.rules.working_days import WorkingCalendar
from resources import reference
from resources.translations import _, ngettext


@dataclass(frozen=True)
class ClockLine:
    """A clock that runs, or ran, on a record."""

    id: int
    at_status: str
    starts_on: date
    length: int
    unit: str
    extension: int | None
    law: str
    due_on: date | None
    """As worked out, before anybody moved it; None while it stands still."""
    ended_on: date | None
    stops: tuple[Stop, ...]
    counted: Counted
    latest: date | None
    """How far a formal extension may move it; None where the law is not known to allow one."""

    @property
    def is_stopped(self) -> bool:
        """Whether it stands still."""
        return self.ended_on is None and any(stop.resumed_on is None for stop in self.stops)

    @property
    def words(self) -> str:
        """“30 working days, North West Petitions Act 2 of 2010”."""
        return ", ".join(part for part in (length_words(self.length, self.unit), self.law) if part)


@dataclass(frozen=True)
class Limit:
    """What is known of how long a petition may take."""

    jurisdiction: str
    rules: tuple[Rule, ...]
    """For its kind, in the order of its path."""
    clocks: tuple[ClockLine, ...]
    moves: tuple[DateMove, ...]
    review_on: date | None
    status: str = ""

    @property
    def offers(self) -> str:
        """What can be done with its clock now: start, stop, resume, or nothing."""
        if self.running is not None:
            return "resume" if self.running.is_stopped else "stop"
        begins = any(rule.at_status == self.status and rule.length is not None for rule in self.rules)
        return "start" if begins else ""

    @property
    def running(self) -> ClockLine | None:
        """The clock that runs, or stands still."""
        return next((clock for clock in self.clocks if clock.ended_on is None), None)

    @property
    def is_known(self) -> bool:
        """Whether any law is known to set a limit here."""
        return bool(self.clocks) or any(rule.length is not None for rule in self.rules)

    @property
    def sentence(self) -> str:
        """The limit that runs, the one to come, or that none is known."""
        running = self.running
        if running is not None and running.due_on is None:
            left = ngettext("{count} day is left", "{count} days are left", running.counted.left)
            return _("The clock stands still; {left} of {limit}.").format(left=left, limit=running.words)
        if running is not None and running.due_on is not None:
            return _("{limit}: until {day}.").format(limit=running.words, day=format_day(running.due_on))
        known = [rule for rule in self.rules if rule.length is not None]
        if known and not self.clocks:
            begins = _("{limit}, counted from “{status}”.")
            return begins.format(limit=known[0].words, status=label(known[0].at_status))
        return "" if self.clocks else self.unknown

    @property
    def unknown(self) -> str:
        """That no legal limit is known, and what to do."""
        where = _("No legal limit known in {jurisdiction}") if self.jurisdiction else _("No legal limit known")
        said = where.format(jurisdiction=self.jurisdiction)
        if self.review_on is None:
            return _("{said}: check for your legislature, and set a day to look again.").format(said=said)
        return _("{said}; we look again on {day}.").format(said=said, day=format_day(self.review_on))


def list_rules() -> list[Rule]:
    """Every rule: ours, and what ships where ours does not stand in its place; by jurisdiction."""
    ours = _own_rules()
    taken = {rule.key for rule in ours}
    found = ours + [rule for rule in _shipped_rules() if rule.key not in taken]
    order = {status.value: place for place, status in enumerate(Status)}
    return sorted(found, key=lambda rule: (rule.jurisdiction, rule.kind, order.get(rule.at_status, 0)))


def _own_rules() -> list[Rule]:
    found = rows(
        "SELECT jurisdiction, kind, at_status, length, unit, extension, consequence, law, section, verified_on, "
        "verified_by, note, id FROM clock_rule ORDER BY id"
    )
    return [build(Rule, *row[:9], day(row[9]), *row[10:]) for row in found]


def _shipped_rules() -> list[Rule]:
    return [
        Rule(
            shipped.jurisdiction,
            shipped.kind,
            shipped.at_status,
            shipped.length,
            shipped.unit,
            shipped.extension,
            shipped.consequence,
            shipped.law,
            shipped.section,
            shipped.verified_on,
            shipped.source,
            shipped.note,
        )
        for shipped in reference.clock_rules()
    ]


def unknown_jurisdictions() -> list[tuple[str, str]]:
    """Those with a petition law of which no limit is known, each with the law."""
    known = {rule.jurisdiction for rule in list_rules() if rule.length is not None}
    return [
        (rule.jurisdiction, rule.instrument) for rule in reference.petition_rules() if rule.jurisdiction not in known
    ]


def jurisdictions() -> tuple[str, ...]:
    """Those whose petition law is known by name."""
    return tuple(rule.jurisdiction for rule in reference.petition_rules())


def jurisdiction_of(body_id: int | None) -> str:
    """Whose law binds a body: the province of a legislature or its committee, or the NCOP; else nothing is known."""
    found = one(
        "WITH RECURSIVE up(id, depth) AS (SELECT ?, 0 UNION SELECT o.parent_id, depth + 1 FROM organisation o "
        "JOIN up ON o.id = up.id WHERE o.parent_id IS NOT NULL AND depth < 20) "
        "SELECT o.name, o.place_id FROM up JOIN organisation o ON o.id = up.id WHERE o.kind = 'legislature' "
        "ORDER BY depth LIMIT 1",
        body_id,
    )
    if found is None:
        return ""
    name, place_id = found
    named = next((known for known in jurisdictions() if known.casefold() in name.casefold()), "")
    return named or _province_of(place_id)


def _province_of(place_id: int | None) -> str:
    found = one(
        "WITH RECURSIVE up(id, depth) AS (SELECT ?, 0 UNION SELECT p.parent_id, depth + 1 FROM place p "
        "JOIN up ON p.id = up.id WHERE p.parent_id IS NOT NULL AND depth < 20) "
        "SELECT p.name FROM up JOIN place p ON p.id = up.id WHERE p.kind = 'province' LIMIT 1",
        place_id,
    )
    return str(found[0]) if found else ""


def rules_for(body_id: int | None, kind: str) -> tuple[Rule, ...]:
    """The rules for petitions of this kind to a body; what is said of the kind comes before what is said of any."""
    jurisdiction = jurisdiction_of(body_id)
    here = [rule for rule in list_rules() if rule.jurisdiction == jurisdiction and rule.kind in (kind, "")]
    named = {rule.at_status for rule in here if rule.kind}
    return tuple(rule for rule in here if rule.kind or rule.at_status not in named)


def find_rule(body_id: int | None, kind: str, status: str) -> Rule | None:
    """The limit that begins with this step; None where none is known."""
    found = next((rule for rule in rules_for(body_id, kind) if rule.at_status == status), None)
    return found if found is not None and found.length is not None else None


def list_clocks(record_id: int, calendar: WorkingCalendar | None = None) -> tuple[ClockLine, ...]:
    """The clocks of a record, the oldest first, each counted anew."""
    calendar = calendar or get_calendar()
    found = rows(
        "SELECT id, at_status, starts_on, length, unit, extension, law, due_on, ended_on FROM clock "
        "WHERE record_id = ? ORDER BY id",
        record_id,
    )
    return tuple(_line(row, calendar) for row in found)


def _line(row: Tuple, calendar: WorkingCalendar) -> ClockLine:
    clock_id, at_status, starts, length, unit, extension, law, due, ended = row
    stops = tuple(
        Stop(date.fromisoformat(stopped), day(resumed), reason)
        for stopped, resumed, reason in rows(
            "SELECT stopped_on, resumed_on, reason FROM clock_stop WHERE clock_id = ? ORDER BY id", clock_id
        )
    )
    starts_on, due_on = date.fromisoformat(starts), day(due)
    until = latest_extension(calendar, due_on, extension, unit) if due_on else None
    return ClockLine(
        clock_id,
        at_status,
        starts_on,
        length,
        unit,
        extension,
        law,
        due_on,
        day(ended),
        stops,
        reckon(calendar, starts_on, length, unit, stops),
        until.result if until else None,
    )


def get_limit(petition_id: int) -> Limit:
    """What is known of how long a petition may take, and what became of it."""
    found = one("SELECT body_id, kind, review_on, committee_id, status FROM petition WHERE id = ?", petition_id)
    if found is None:
        return Limit("", (), (), (), None)
    body_id, kind, review_on, committee_id, status = found
    return Limit(
        jurisdiction_of(body_id or committee_id),
        rules_for(body_id or committee_id, kind),
        list_clocks(petition_id),
        get_moves([petition_id]).get(petition_id, ()),
        day(review_on),
        status,
    )


def get_limit_days(petition_ids: Sequence[int]) -> dict[int, date]:
    """For each petition the day that the limit of its newest clock gives; not where none began, or where it stands."""
    newest = "SELECT record_id, due_on FROM clock WHERE record_id IN ({marks}) ORDER BY id"
    days = {petition_id: day(due) for petition_id, due in in_chunks(newest, petition_ids)}
    return {petition_id: due for petition_id, due in days.items() if due is not None}


def get_limit_words(petition_ids: Sequence[int]) -> dict[int, str]:
    """For each petition the limit of its newest clock, the one to come, or that no legal limit is known."""
    found: dict[int, str] = {}
    for petition_id, length, unit, law in in_chunks(
        "SELECT record_id, length, unit, law FROM clock WHERE record_id IN ({marks}) ORDER BY id", petition_ids
    ):
        found[petition_id] = ", ".join(part for part in (length_words(length, unit), law) if part)
    known: dict[tuple[int | None, str], str] = {}
    for petition_id, body_id, kind in in_chunks(
        "SELECT id, coalesce(body_id, committee_id), kind FROM petition WHERE id IN ({marks})", petition_ids
    ):
        if petition_id not in found:
            if (body_id, kind) not in known:
                rules = [rule for rule in rules_for(body_id, kind) if rule.length is not None]
                known[body_id, kind] = rules[0].words if rules else _("no legal limit known")
            found[petition_id] = known[body_id, kind]
    return found


def explain(limit: Limit) -> tuple[str, ...]:
    """How a date was worked out, line by line: law, day zero, every day that did not count, stops, moves."""
    lines = [line for clock in limit.clocks for line in _explained(clock)] or [limit.sentence]
    moves = sorted(limit.moves, key=lambda move: move.said_on)
    return (*lines, *(_move_words(move, limit.running) for move in moves))


def _explained(clock: ClockLine) -> list[str]:
    lines = [
        _("By law: {limit}").format(limit=clock.words),
        _("Day zero: {day}, “{status}”").format(day=format_day(clock.starts_on), status=label(clock.at_status)),
    ]
    skipped = skipped_words(clock.counted)
    lines += [_("Not counted: {what}").format(what=words) for words in skipped]
    if not skipped and clock.counted.due is not None:
        lines.append(_("Every day counts"))
    lines += [
        _("Stopped on {day}: {reason}").format(day=format_day(stop.stopped_on), reason=stop.reason or _("not said why"))
        for stop in clock.stops
        if stop.resumed_on is None
    ]
    return lines + _result(clock)


def _result(clock: ClockLine) -> list[str]:
    if clock.due_on is None:
        left = ngettext("{count} day is left", "{count} days are left", clock.counted.left)
        lines = [_("It stands still: {left}").format(left=left)]
    else:
        lines = [_("Last day: {day}").format(day=format_day(clock.due_on))]
    if clock.latest is not None and clock.extension is not None:
        more = length_words(clock.extension, clock.unit)
        until = _("On formal request at most {more} more: until {day}")
        lines.append(until.format(more=more, day=format_day(clock.latest)))
    if clock.ended_on is not None:
        lines.append(_("The clock ended on {day}").format(day=format_day(clock.ended_on)))
    return lines


def _move_words(move: DateMove, clock: ClockLine | None) -> str:
    words = _("{said}: date set to {new}") if move.old is None else _("{said}: date moved from {old} to {new}")
    said = words.format(
        said=format_day(move.said_on), old=format_day(move.old) if move.old else "", new=format_day(move.new)
    )
    is_longer = clock is not None and clock.latest is not None and move.new > clock.latest
    return _("{moved}: longer than the law allows").format(moved=said) if is_longer else said


def limit_begun(petition_id: int, status: str, on: date) -> str:
    """The limit that would begin with this step on this day, and until when; nothing where none is known."""
    found = one("SELECT coalesce(body_id, committee_id), kind FROM petition WHERE id = ?", petition_id)
    rule = find_rule(found[0], found[1], status) if found else None
    running = get_limit(petition_id).running
    if rule is None or rule.length is None:
        return running.words if running is not None and status not in ENDS else ""
    if running is not None and running.law == rule.cited:
        return running.words
    due = reckon(get_calendar(), on, rule.length, rule.unit).due
    return _("{limit}: until {day}").format(limit=rule.words, day=format_day(due)) if due else ""


def longer_than_allowed(petition_id: int, new_due: date) -> str:
    """That a date is later than the law allows an extension to be, or that none is allowed; nothing otherwise."""
    running = get_limit(petition_id).running
    if running is None or running.latest is None or new_due <= running.latest:
        return ""
    allowed = _("Longer than the law allows: {law} lets it be extended until {day} at most.")
    return allowed.format(law=running.law, day=format_day(running.latest))
