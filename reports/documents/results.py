"""The results report: what it says, once, for paper, Word and a workbook."""

from __future__ import annotations

from itertools import groupby

from crm.rules.agreements import label as agreement_label
from crm.rules.dates import format_day
from crm.rules.head_counts import label as head_label
from crm.rules.numbers import format_difference, format_number
from reports.documents import head
from reports.documents.mou_indicators import sentence as measured_sentence
from reports.documents.visits import exact_words
from reports.facts.activities import Activity
from reports.facts.clauses import SHAPES
from reports.facts.mou_indicators import IndicatorLine
from reports.facts.plan_status import OutcomeLine
from reports.facts.results import Gathering, Proof, ResultsFacts
from reports.facts.undertakings import Undertaking, Undertakings, side_words
from reports.forms import docx, pdf, xlsx
from reports.forms.parts import (
    Cell,
    Column,
    Content,
    Group,
    Heading,
    Line,
    Look,
    Number,
    Paragraph,
    Part,
    Table,
    bold,
    cell,
)
from reports.layout import page
from resources.translations import _, ngettext

_HASH_PIECE = 32


def build(facts: ResultsFacts, *, invariant: bool = False) -> page.Rendered:
    """The PDF."""
    return pdf.write(content(facts), invariant=invariant)


def build_docx(facts: ResultsFacts, *, invariant: bool = False) -> page.Rendered:
    """The Word document."""
    return docx.write(content(facts), invariant=invariant)


def build_xlsx(facts: ResultsFacts, *, invariant: bool = False) -> page.Rendered:
    """The workbook."""
    return xlsx.write(content(facts), invariant=invariant)


def content(facts: ResultsFacts) -> Content:
    """All that the report says."""
    return Content(
        title=facts.title,
        subtitle=f"{facts.reference} · {facts.name}",
        identity=head.identity_of(
            facts,
            f"{facts.title}: {facts.reference} {facts.name}",
            _("{title}, {period}").format(title=facts.title, period=facts.period.words),
        ),
        facts=(*facts.facts, head.made_row(facts)),
        summary=summary_sentence(facts),
        parts=(
            *_in_words(facts),
            *_indicators(facts),
            *_activities(facts),
            *_who_came(facts),
            *_outcomes(facts),
            *_undertakings(facts),
            *_annex(facts),
        ),
    )


def summary_sentence(facts: ResultsFacts) -> str:
    """What the period came to, in a few sentences."""
    parts = [
        measured_sentence(facts.grant),
        _activities_sentence(facts),
        _heads_sentence(facts),
        _outcomes_sentence(facts),
        *(_("{side}: {words}.").format(side=side_words(each.is_ours), words=each.words) for each in facts.undertakings),
    ]
    return " ".join(part for part in parts if part)


def _activities_sentence(facts: ResultsFacts) -> str:
    if not facts.activities:
        return _("No activity was planned for the period.")
    count = ngettext("{count} activity", "{count} activities", len(facts.activities))
    done = sum(each.is_done for each in facts.activities)
    slipped = sum(bool(each.slip) for each in facts.activities)
    late = sum(each.is_late for each in facts.activities)
    parts = [_("{count} done").format(count=done)]
    if slipped:
        parts.append(_("{count} later than planned").format(count=slipped))
    if late:
        parts.append(_("{count} open past the date").format(count=late))
    return _("{activities}: {parts}.").format(activities=count, parts=", ".join(parts))


def _heads_sentence(facts: ResultsFacts) -> str:
    if not facts.gatherings:
        return ""
    count = ngettext("{count} engagement was held", "{count} engagements were held", len(facts.gatherings))
    figures = {each.name: each for each in facts.heads.figures}
    said = _("{engagements}: separate people {people}; attendances {attendances}.")
    return said.format(engagements=count, people=figures["total"].words, attendances=figures["attendances"].words)


def _outcomes_sentence(facts: ResultsFacts) -> str:
    count = len(facts.outcomes)
    if not count:
        return ""
    also = sum(bool(each.substantiated_by) for each in facts.outcomes)
    words = ngettext("{count} outcome", "{count} outcomes", count)
    return _("{outcomes}, {also} of them confirmed by somebody beside us.").format(outcomes=words, also=also)


# --- The words and the figures of the period ------------------------------------------------------------------------


def _in_words(facts: ResultsFacts) -> list[Part]:
    parts: list[Part] = [Heading(_("The period in words"))]
    if not facts.grant.narratives:
        return [*parts, Paragraph(_("Nothing was written for this period yet."))]
    for each in facts.grant.narratives:
        parts.append(Paragraph(_("{period}: {standing}").format(period=each.period, standing=each.standing), Look.NOTE))
        for title, words in each.parts:
            parts += [Heading(title, 2), Paragraph(words)]
    return parts


def _indicators(facts: ResultsFacts) -> list[Part]:
    heading = Heading(_("Indicators, as on {day}").format(day=format_day(facts.grant.as_on)))
    if not facts.grant.indicators:
        return [heading, Paragraph(_("It is measured by no indicator."))]
    columns = (
        Column(_("Indicator"), 2.8),
        Column(_("Unit"), 0.9),
        Column(_("Baseline"), 0.85, is_right=True),
        Column(_("Target"), 0.7, is_right=True),
        Column(_("Now"), 0.7, is_right=True),
        Column(_("Variance"), 0.85, is_right=True),
        Column(_("Why it differs"), 2.0),
        Column(_("Source and means"), 2.4),
    )
    rows: list[tuple[Cell, ...] | Group] = []
    for result, lines in groupby(facts.grant.indicators, key=lambda line: line.result):
        rows.append(Group(result or _("Of the whole")))
        rows += [_indicator(line) for line in lines]
    notes = [Paragraph(words, Look.NOTE) for words in facts.grant.kept_back if facts.is_at_home]
    return [heading, Table(columns, tuple(rows)), *notes]


def _indicator(line: IndicatorLine) -> tuple[Cell, ...]:
    baseline, target, actual, variance = line.figures
    colour = f"{SHAPES[line.light.rag]} {agreement_label(line.light.rag)}: {line.light.reason}"
    by = _("target for {day}").format(day=format_day(line.target_on)) if line.target_on else ""
    measured = _("measured {day}").format(day=format_day(line.measured_on)) if line.measured_on else ""
    return (
        bold(line.name, line.definition, colour, by),
        cell(line.unit),
        _figure(baseline),
        _figure(target),
        _figure(actual),
        cell() if variance is None else Number(variance, format_difference(variance)),
        cell(line.reason),
        cell(*line.proof, notes=(measured, line.counted)),
    )


def _figure(value: float | None) -> Cell:
    return cell() if value is None else Number(value, format_number(value))


# --- What was done ---------------------------------------------------------------------------------------------------


def _activities(facts: ResultsFacts) -> list[Part]:
    heading = Heading(_("Activities against plan"))
    notes: list[Part] = []
    if facts.activities_elsewhen:
        words = ngettext(
            "{count} activity is of another time, and is not shown.",
            "{count} activities are of another time, and are not shown.",
            facts.activities_elsewhen,
        )
        notes = [Paragraph(words, Look.NOTE)]
    if not facts.activities:
        return [heading, Paragraph(_("No activity was planned for the period.")), *notes]
    columns = (
        Column(_("Activity"), 3.0),
        Column(_("Planned for"), 1.2),
        Column(_("Done, or where it stands"), 2.0),
        Column(_("Slipped, and why"), 2.6),
    )
    rows: list[tuple[Cell, ...] | Group] = []
    for group, members in groupby(facts.activities, key=lambda each: each.group):
        rows.append(Group(group))
        rows += [_activity(each) for each in members]
    return [heading, Table(columns, tuple(rows)), *notes]


def _activity(each: Activity) -> tuple[Cell, ...]:
    standing = each.standing
    if each.is_done and each.done_on:
        standing = _("✓ Done {day}").format(day=format_day(each.done_on))
    elif each.is_late and each.due:
        standing = _("△ {standing}; its date passed {day}").format(standing=standing, day=format_day(each.due))
    elif each.due and each.due != each.planned:
        standing = _("{standing}; now due {day}").format(standing=standing, day=format_day(each.due))
    return (
        bold(each.title, each.responsible),
        cell(format_day(each.planned) if each.planned else ""),
        cell(standing, each.amount, notes=(each.result,)),
        cell(each.slip_words, *each.why),
    )


def _who_came(facts: ResultsFacts) -> list[Part]:
    heading = Heading(_("Who came"))
    if not facts.gatherings:
        return [heading, Paragraph(_("No engagement that counts towards it was held in the period."))]
    columns = (
        Column(_("Engagement"), 2.7),
        Column(_("Date"), 1.25),
        Column(_("Sessions"), 0.85, is_right=True),
        Column(_("Attendances"), 1.2, is_right=True),
        Column(_("People"), 0.75, is_right=True),
        Column(_("Women"), 0.75, is_right=True),
        Column(_("Men"), 0.6, is_right=True),
        Column(_("Youth"), 0.65, is_right=True),
        Column(_("Disability"), 1.0, is_right=True),
    )
    rows = tuple(_gathering(each) for each in facts.gatherings)
    figures = {each.name: each for each in facts.heads.figures}
    together = "; ".join(f"{head_label(name)}: {figures[name].words}" for name in _HEADS)
    words = _(
        "Attendances are the heads of all sessions, separate people are counted once at each engagement: the two are "
        "never added up. Whoever came to two engagements is in both. – means that nobody "
        "recorded it, not that nobody came."
    )
    return [
        heading,
        Table(columns, rows),
        Paragraph(_("All together: {counts}.").format(counts=together)),
        Paragraph(words, Look.NOTE),
    ]


_HEADS = ("sessions", "attendances", "total", "women", "men", "youth", "disability")


def _gathering(each: Gathering) -> tuple[Cell, ...]:
    counts = (each.sessions, each.attendances, each.people, each.women, each.men, each.youth, each.disability)
    return (bold(each.title, each.kind), cell(format_day(each.on)), *(_count(count) for count in counts))


def _count(count: int | None) -> Cell:
    return cell() if count is None else Number(count, str(count))


# --- What came of it -------------------------------------------------------------------------------------------------


def _outcomes(facts: ResultsFacts) -> list[Part]:
    heading = Heading(_("Outcomes"))
    if not facts.outcomes:
        return [heading, Paragraph(_("No outcome that counts towards it was seen in the period."))]
    columns = (
        Column(_("What changed"), 3.2),
        Column(_("Our contribution"), 2.4),
        Column(_("Who says so too"), 2.0),
    )
    return [heading, Table(columns, tuple(_outcome(each) for each in facts.outcomes))]


def _outcome(each: OutcomeLine) -> tuple[Cell, ...]:
    kinds = ", ".join(words for words in (each.kind, each.indicator) if words)
    seen = _("seen {day}").format(day=format_day(each.on)) if each.on else ""
    why = _("Why it matters: {words}").format(words=each.significance) if each.significance else ""
    level = _("Contribution: {level}").format(level=each.level.lower()) if each.level else ""
    on = format_day(each.substantiated_on) if each.substantiated_on else ""
    who = each.substantiated_by or _("nobody beside us yet")
    return (
        (
            Line(f"{each.reference} {each.statement}", Look.BOLD),
            *cell(", ".join(words for words in (each.actor, seen) if words), why, notes=(kinds,)),
        ),
        cell(each.contribution, notes=(level,)),
        cell(who, notes=(on,)),
    )


def _undertakings(facts: ResultsFacts) -> list[Part]:
    parts: list[Part] = [Heading(_("Undertakings"))]
    for side in facts.undertakings:
        parts += [Heading(side_words(side.is_ours), 2), Paragraph(f"{side.words[:1].upper()}{side.words[1:]}.")]
        if side.due or side.not_due or side.fallen_away:
            parts.append(_side(side))
    words = _("Counted of all promises that count towards it or were made under it; no party or person is ranked.")
    return [*parts, Paragraph(words, Look.NOTE)]


def _side(side: Undertakings) -> Table:
    columns = (
        Column(_("What was promised"), 3.6),
        Column(_("Due"), 1.2),
        Column(_("Where it stands"), 2.0),
        Column(_("Evidence"), 2.2),
    )
    groups = (
        (_("Due by the end of the period"), side.due),
        (_("Not due yet, or without a day"), side.not_due),
        (_("Fallen away"), side.fallen_away),
    )
    rows: list[tuple[Cell, ...] | Group] = []
    for words, members in groups:
        if members:
            rows.append(Group(f"{words} · {len(members)}"))
            rows += [_undertaking(each) for each in members]
    return Table(columns, tuple(rows))


def _undertaking(each: Undertaking) -> tuple[Cell, ...]:
    said = exact_words(each.words)
    translated = _("In English: “{words}”").format(words=each.translation) if each.translation else ""
    made = _("{who}, {day}").format(who=each.who, day=format_day(each.made_on))
    return (
        (Line(each.reference, Look.BOLD), *cell(said, translated, notes=(made,))),
        cell(format_day(each.due) if each.due else _("no date")),
        cell(each.standing),
        cell(*each.evidence),
    )


def _annex(facts: ResultsFacts) -> list[Part]:
    heading = Heading(_("Evidence annex"))
    if not facts.proofs:
        return [heading, Paragraph(_("Nothing was kept that shows it yet."))]
    columns = (
        Column(_("No."), 0.5, is_right=True),
        Column(_("Of what"), 2.0),
        Column(_("Evidence"), 2.2),
        Column(_("Kind"), 1.2),
        Column(_("Seen"), 1.4),
        Column(_("File, and its SHA-256"), 3.6),
    )
    rows = tuple(_proof(number, each) for number, each in enumerate(facts.proofs, 1))
    words = _("A file is the one meant here when its SHA-256 is the same.")
    return [heading, Table(columns, rows), Paragraph(words, Look.NOTE)]


def _proof(number: int, each: Proof) -> tuple[Cell, ...]:
    pieces = tuple(each.sha256[at : at + _HASH_PIECE] for at in range(0, len(each.sha256), _HASH_PIECE))
    return (
        Number(number, str(number)),
        cell(each.of),
        cell(each.what),
        cell(each.kind),
        cell(format_day(each.on) if each.on else "", each.seen_by),
        cell(each.file_name, notes=pieces),
    )
