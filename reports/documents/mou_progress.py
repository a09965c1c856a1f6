"""The MoU progress report on paper: one page that sums up, then clause by clause the way from promise to evidence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from reportlab.platypus.flowables import KeepTogether, PageBreakIfNotEmpty

from crm.rules.agreements import AMBER_POINTS, DUE_SOON_DAYS, LAST_PART, RED_POINTS, Light, Rag, label
from crm.rules.commitments import Outcome
from crm.rules.commitments import label as promise_label
from crm.rules.dates import format_day
from reports.documents import head, mou_indicators
from reports.documents.visits import SHAPES, quoted
from reports.facts.mou_progress import (
    ChangeLine,
    ClausePart,
    Counts,
    DeliverableLine,
    DueLine,
    MouFacts,
    PromiseLine,
    Standing,
)
from reports.facts.standing import LATE
from reports.layout import page, styles
from reports.layout.flow import Facts, TextBlock
from reports.layout.register import Block, Column, Entry, Gauge, GroupHeading, Register, Row
from reports.layout.ruled import Blank, Blanks
from resources.translations import _, ngettext

_RAG_SHAPES = {Rag.RED: "▲", Rag.AMBER: "△", Rag.GREEN: "●", Rag.GREY: "○", Rag.BLUE: "✓"}
_TIGHT = 2.0
"""Padding of the summary's rows, so that a dozen clauses stand on the first page."""
_FEW_CLAUSES = 8
_TITLE_LINES = 2
_MOST_PIECES = 3
"""Evidence of the deliverable repeated beside each promise; all of it stands with the deliverable."""


def build(facts: MouFacts, *, invariant: bool = False) -> page.Rendered:
    """The PDF of the facts."""
    story = [
        *_title(facts),
        *_summary(facts),
        PageBreakIfNotEmpty(),
        *mou_indicators.narratives(facts.grant),
        *mou_indicators.indicators(facts.grant),
        *_deliverables(facts),
        *_promises(facts),
        *mou_indicators.counted(facts.grant),
        *_changes(facts),
        *_outstanding(facts),
        *_due_next(facts),
        *_amended_and_reviewed(facts),
        *_how_reckoned(),
        *_signatures(facts),
    ]
    return page.render(story, _identity(facts), invariant=invariant)


def _identity(facts: MouFacts) -> page.Identity:
    return head.identity_of(
        facts,
        f"{facts.title}: {facts.reference} {facts.name}",
        _("{title}, {period}").format(title=facts.title, period=facts.period),
    )


def _heading(words: str) -> TextBlock:
    return TextBlock(words, styles.HEADING, outline=0, most=2)


# --- The first page ----------------------------------------------------------------------------------------------


def _title(facts: MouFacts) -> list[Any]:
    rows = [
        (_("Parties"), "; ".join(facts.parties)),
        (_("Agreement"), facts.standing),
        *facts.grant.terms,
        (_("Ends"), facts.ends),
        (_("Next"), "; ".join(facts.nexts)),
        (
            _("Period"),
            _("{period}; all figures as on {day}").format(period=facts.period, day=format_day(facts.made_on)),
        ),
        (_("Shown"), "; ".join(facts.filters)),
    ]
    return [
        TextBlock(facts.title, styles.TITLE, outline=0, most=1),
        TextBlock(f"{facts.reference} · {facts.name}", styles.SUBTITLE, most=_TITLE_LINES),
        Facts([row for row in rows if row[1]]),
    ]


def _of(facts: MouFacts, of_clauses: str, of_results: str) -> str:
    """The clauses of a grant are called results."""
    return of_results if facts.grant.is_grant else of_clauses


def _clause_word(facts: MouFacts) -> str:
    return _of(facts, _("Clause"), _("Result"))


def _summary(facts: MouFacts) -> list[Any]:
    columns = [
        Column(_of(facts, _("By party, then by clause"), _("By party, then by result")), 3.1),
        Column(_("Colour, and why"), 3.1),
        Column(_("Progress"), 1.1),
        Column(_("Delivered"), 1.0, is_right=True),
        Column(_late_heading(facts), 1.2, is_right=True),
        Column(_("Promises"), 1.9),
    ]
    rows: list[Row] = [_standing(each, facts) for each in facts.by_party]
    if facts.by_clause:
        rows.append(GroupHeading(_of(facts, _("Clause by clause"), _("Result by result"))))
        rows += [_standing(each, facts) for each in facts.by_clause]
    story: list[Any] = [TextBlock(summary_sentence(facts), styles.SUMMARY), Register(columns, rows, padding=_TIGHT)]
    story += [TextBlock(words, styles.NOTE) for words in _notes(facts)]
    return story


def _late_heading(facts: MouFacts) -> str:
    return _("Date passed") if facts.is_for_them else _("Overdue")


def summary_sentence(facts: MouFacts) -> str:
    """The whole report in a few sentences."""
    measured = mou_indicators.sentence(facts.grant)
    said = (*_delivered_sentences(facts), measured, _promised_sentence(facts), _changed_sentence(facts))
    return " ".join(words for words in said if words)


def _delivered_sentences(facts: MouFacts) -> list[str]:
    whole = facts.whole
    if not whole.deliverables:
        return [_("Nothing is to be delivered under it yet.")]
    of = ngettext("{count} deliverable", "{count} deliverables", whole.deliverables)
    words = _("Delivered: {delivered} of {deliverables}, {late}; {progress} % of the whole is done.")
    colour = _("As a whole it is {colour}: {reason}.").format(
        colour=_colour(whole.light).lower(), reason=whole.light.reason
    )
    late = _late_words(whole.overdue, facts)
    return [
        words.format(delivered=whole.delivered, deliverables=of, late=late, progress=whole.progress),
        colour,
    ]


def _late_words(count: int, facts: MouFacts) -> str:
    if not count:
        return _("none past its date")
    if facts.is_for_them:
        return ngettext("{count} is outstanding", "{count} are outstanding", count)
    return ngettext("{count} is overdue", "{count} are overdue", count)


def _promised_sentence(facts: MouFacts) -> str:
    promises = facts.whole.promises
    if not promises.all:
        return _("No promise was made under it.")
    words = ngettext("{count} promise was made under it", "{count} promises were made under it", promises.all)
    return _("{promises}: {parts}.").format(promises=words, parts=count_parts(promises, facts.is_for_them))


def count_parts(promises: Counts, is_for_them: bool) -> str:
    """“1 kept, 1 overdue, 2 open, 1 lapsed”; each promise is counted once."""
    ended = dict(promises.ended)
    late = _("{count} outstanding") if is_for_them else _("{count} overdue")
    parts = [
        (promises.kept, _("{count} kept")),
        (promises.late, late),
        (promises.open - promises.late, _("{count} open")),
        *(
            (count, f"{{count}} {promise_label(outcome).lower()}")
            for outcome, count in ended.items()
            if outcome is not Outcome.KEPT
        ),
    ]
    return ", ".join(words.format(count=count) for count, words in parts if count)


def _changed_sentence(facts: MouFacts) -> str:
    count = len(facts.changes)
    changed = ngettext("{count} thing changed", "{count} things changed", count) if count else _("Nothing changed")
    return _("{changed} {since}.").format(changed=changed, since=facts.since)


def _lines(facts: MouFacts) -> int:
    """How many lines a reason has: a long agreement keeps to its first page by saying the rest further on."""
    return 3 if len(facts.by_clause) <= _FEW_CLAUSES else 1


def _standing(standing: Standing, facts: MouFacts) -> Entry:
    light = standing.light
    mark = "*" if standing.has_override else ""
    colour = f"{_RAG_SHAPES[light.rag]} {label(light.rag)}{mark}"
    lines = _lines(facts)
    name = [Block(standing.name, styles.CELL_BOLD, most=lines if standing.note else 2)]
    if standing.note:
        name.append(Block(standing.note, styles.CELL_NOTE, most=lines))
    progress: tuple[Block | Gauge, ...] = (Gauge(standing.progress), Block(f"{standing.progress} %", styles.CELL_NOTE))
    if not standing.deliverables:
        progress = (Block("–"),)
    delivered = _("{done} of {count}").format(done=standing.delivered, count=standing.deliverables)
    return Entry(
        (
            tuple(name),
            (Block(colour, styles.CELL_BOLD), Block(light.reason, styles.CELL_NOTE, most=lines)),
            progress,
            (Block(delivered if standing.deliverables else "–"),),
            (Block(str(standing.overdue) if standing.deliverables else "–"),),
            _promise_cell(standing.promises, facts),
        )
    )


def _promise_cell(promises: Counts, facts: MouFacts) -> tuple[Block, ...]:
    if not promises.all:
        return (Block(_("none yet")),)
    still = _("{count} open").format(count=promises.open)
    if promises.late:
        late = _("{open}, {count} past date") if facts.is_for_them else _("{open}, {count} overdue")
        still = late.format(open=still, count=promises.late)
    kept = _("{kept} kept of {count}").format(kept=promises.kept, count=promises.all)
    return (Block(still, most=1), Block(kept, styles.CELL_NOTE, most=1))


def _colour(light: Light) -> str:
    return label(light.rag)


def _notes(facts: MouFacts) -> list[str]:
    notes = [
        _("* Set by hand to {colour}, {clause} {title}: {reason}").format(
            colour=_colour(each.light).lower(), clause=each.clause, title=each.title, reason=each.light.reason
        )
        for each in facts.overrides
    ]
    last = [_("What names no party is counted with each of them.")] if facts.has_shared else []
    if facts.without_deliverables:
        names = "; ".join(facts.without_deliverables)
        last.append(_("Nothing to deliver is laid down in: {names}.").format(names=names))
    return [*notes, " ".join(last)] if last else notes


# --- Clause by clause --------------------------------------------------------------------------------------------


def _deliverables(facts: MouFacts) -> list[Any]:
    columns = [
        Column(_("Deliverable"), 3.1),
        Column(_("Planned"), 0.95, is_right=True),
        Column(_("Actual"), 0.8, is_right=True),
        Column(_("Variance"), 1.0, is_right=True),
        Column(_("Date"), 2.2),
        Column(_("Colour, and why"), 2.1),
        Column(_("Evidence"), 1.9),
    ]
    rows: list[Row] = []
    for clause in facts.clauses:
        if clause.deliverables:
            rows.append(GroupHeading(_clause_heading(clause), outline=1))
            rows += [_deliverable(line) for line in clause.deliverables]
    if not rows:
        return [_heading(_("Deliverables")), TextBlock(_("Nothing is to be delivered under it yet."), styles.BODY)]
    words = _of(facts, _("Deliverables, clause by clause"), _("Deliverables, result by result"))
    return [Register(columns, rows, [_heading(words)])]


def _clause_heading(clause: ClausePart) -> str:
    words = f"{clause.name} · {clause.responsible}"
    if clause.out_since is None:
        return words
    return _("{clause} · taken out in version {version}").format(clause=words, version=clause.out_since)


def _deliverable(line: DeliverableLine) -> Entry:
    title = [Block(line.title, styles.CELL_BOLD)]
    if line.responsible:
        title.append(Block(line.responsible, styles.CELL_NOTE))
    if line.unit:
        title.append(Block(_("counted in {unit}").format(unit=line.unit), styles.CELL_NOTE))
    if line.reason:
        title.append(Block(_("Why it differs: {reason}").format(reason=line.reason), styles.CELL_ITALIC))
    mark = "*" if line.light.is_overridden else ""
    colour = f"{_RAG_SHAPES[line.light.rag]} {_colour(line.light)}{mark} · {line.status}"
    return Entry(
        (
            tuple(title),
            (Block(line.planned or "–"),),
            (Block(line.actual),),
            (Block(line.variance or "–"),),
            (Block(line.sentence),),
            (Block(colour), Block(line.light.reason, styles.CELL_NOTE)),
            _pieces(line.evidence) or (Block(_("none yet"), styles.CELL_NOTE),),
        )
    )


def _pieces(evidence: Sequence[str]) -> tuple[Block, ...]:
    return tuple(Block(words) for words in evidence)


def _promises(facts: MouFacts) -> list[Any]:
    columns = [
        Column(_("Promise"), 3.3),
        Column(_clause_word(facts), 0.8),
        Column(_("Deliverable"), 1.9),
        Column(_("Evidence"), 2.1),
        Column(_("Where it stands"), 2.4),
    ]
    rows: list[Row] = []
    for clause in facts.clauses:
        if clause.promises:
            rows.append(GroupHeading(promise_totals(clause, facts), outline=1))
            rows += [_promise(line, facts) for line in clause.promises]
    heading = _heading(_("From promise to evidence"))
    if not rows:
        return [heading, TextBlock(_("No promise was made under it."), styles.BODY)]
    return [Register(columns, rows, [heading])]


def promise_totals(clause: ClausePart, facts: MouFacts) -> str:
    """“4.2 Quarterly meetings · 3 promises: 1 kept, 1 overdue, 1 lapsed”."""
    count = ngettext("{count} promise", "{count} promises", clause.counts.all)
    return _("{clause} · {count}: {parts}").format(
        clause=clause.name, count=count, parts=count_parts(clause.counts, facts.is_for_them)
    )


def _promise(line: PromiseLine, facts: MouFacts) -> Entry:
    said = [Block(line.reference, styles.CELL_BOLD), *quoted(line.words, line.language, line.translation)]
    said.append(Block(line.who, styles.CELL_NOTE))
    standing = [Block(state_words(line, facts.is_for_them), styles.CELL_BOLD), Block(line.sentence)]
    if line.next_step:
        standing.append(Block(_("Next: {step}").format(step=line.next_step), styles.CELL_NOTE))
    if line.owner:
        standing.append(Block(_("Our owner: {owner}").format(owner=line.owner), styles.CELL_NOTE))
    deliverable = Block(line.deliverable) if line.deliverable else Block(_("of the clause"), styles.CELL_NOTE)
    return Entry((tuple(said), (Block(line.clause),), (deliverable,), _proof(line), tuple(standing)))


def state_words(line: PromiseLine, is_for_them: bool) -> str:
    """Shape and word of how it ended, or of what the calendar says."""
    if line.outcome is not None:
        return f"{'✓' if line.outcome is Outcome.KEPT else '■'} {promise_label(line.outcome)}"
    if is_for_them and line.lateness in LATE:
        return _("△ Outstanding")
    return f"{SHAPES[line.lateness]} {promise_label(line.lateness)}"


def _proof(line: PromiseLine) -> tuple[Block, ...]:
    """The promise's own evidence, then that of its deliverable."""
    shown = line.evidence_of_deliverable[:_MOST_PIECES]
    rest = len(line.evidence_of_deliverable) - len(shown)
    pieces = [*_pieces(line.evidence), *(_of_deliverable(words) for words in shown)]
    if rest:
        more = ngettext("and {count} more of the deliverable", "and {count} more of the deliverable", rest)
        pieces.append(Block(more, styles.CELL_NOTE))
    return tuple(pieces) or (Block(_("none yet"), styles.CELL_NOTE),)


def _of_deliverable(words: str) -> Block:
    return Block(_("{words} (deliverable)").format(words=words))


# --- What changed, and what is to come ---------------------------------------------------------------------------


def _changes(facts: MouFacts) -> list[Any]:
    lead = [_heading(_("What changed {since}").format(since=facts.since))]
    if facts.is_first:
        lead.append(TextBlock(_("No report was given out before."), styles.NOTE))
    if not facts.changes:
        return [*lead, TextBlock(_("Nothing changed."), styles.BODY)]
    columns = [
        Column(_("Date"), 1.2),
        Column(_clause_word(facts), 0.8),
        Column(_("Of what"), 3.6),
        Column(_("What changed"), 4.2),
    ]
    return [Register(columns, [_change(line) for line in facts.changes], lead)]


def _change(line: ChangeLine) -> Entry:
    words = [Block(line.words)]
    if line.note:
        words.append(Block(line.note, styles.CELL_NOTE))
    return Entry(((Block(_day(line.on)),), (Block(line.clause or "–"),), (Block(line.about),), tuple(words)))


def _day(day: date | None) -> str:
    return "–" if day is None else format_day(day)


def _outstanding(facts: MouFacts) -> list[Any]:
    rows: list[Row] = []
    for each in facts.outstanding:
        count = _late_words(len(each.lines), facts) if each.lines else _("nothing")
        rows.append(GroupHeading(f"{each.party} · {count}", outline=1))
        rows += [_due(line) for line in each.lines]
    title = _("Outstanding, by party") if facts.is_for_them else _("Overdue, by party")
    return [Register(_due_columns(facts, _("Where it stands")), rows, [_heading(title)])]


def _due_columns(facts: MouFacts, last: str) -> list[Column]:
    return [Column(_("Due"), 1.2), Column(_clause_word(facts), 0.8), Column(_("What"), 4.4), Column(last, 3.4)]


def _due(line: DueLine) -> Entry:
    return Entry(((Block(_day(line.due)),), (Block(line.clause or "–"),), (Block(line.what),), (Block(line.standing),)))


def _due_next(facts: MouFacts) -> list[Any]:
    heading = _heading(_("Next period: due by {day}").format(day=format_day(facts.next_until)))
    if not facts.due_next:
        return [heading, TextBlock(_("Nothing has its date in it."), styles.BODY)]
    return [Register(_due_columns(facts, _("By whom")), [_due(line) for line in facts.due_next], [heading])]


def _amended_and_reviewed(facts: MouFacts) -> list[Any]:
    heading = _heading(_("Amendments and reviews"))
    if not facts.amended_and_reviewed:
        words = _("It was not amended, and no review was held.")
        return [heading, TextBlock(words, styles.BODY)]
    columns = [Column(_("Date"), 1.2), Column(_("What"), 2.2), Column(_("Words"), 6.4)]
    rows = [
        Entry(((Block(_day(each.on)),), (Block(each.what),), (Block(each.words),)))
        for each in facts.amended_and_reviewed
    ]
    return [Register(columns, rows, [heading])]


def _signatures(facts: MouFacts) -> list[Any]:
    words = _("The parties have read this report. What either of them sees otherwise is written beside its name.")
    story: list[Any] = [_heading(_("Signatures")), TextBlock(words, styles.BODY)]
    for each in facts.signatures:
        blanks = (
            Blank(_("Name"), 2.2, each.name),
            Blank(_("Post"), 2.0, each.post),
            Blank(_("Signature"), 2.4),
            Blank(_("Date"), 1.2),
        )
        party = TextBlock(each.party, styles.SECTION, most=2)
        if each is facts.signatures[0]:
            story = [KeepTogether([*story, party, Blanks(blanks)])]
        else:
            story.append(KeepTogether([party, Blanks(blanks)]))
    return story


def _how_reckoned() -> list[Any]:
    """What the colours mean: our practice, so that the other party can disagree with it."""
    rules = (
        (Rag.BLUE, _("accepted by the other party.")),
        (
            Rag.RED,
            _("the date agreed has passed, or more than {points} points behind the time elapsed.").format(
                points=RED_POINTS
            ),
        ),
        (
            Rag.AMBER,
            _(
                "{amber} to {red} points behind, on hold, or nothing done with {days} days or {left} % of the time "
                "left."
            ).format(amber=AMBER_POINTS, red=RED_POINTS, days=DUE_SOON_DAYS, left=100 - LAST_PART),
        ),
        (Rag.GREEN, _("in step with the time, or delivered and not accepted yet.")),
        (Rag.GREY, _("not begun and not due yet, or nothing to deliver.")),
    )
    lines = [f"{_RAG_SHAPES[rag]} {label(rag)}: {words}" for rag, words in rules]
    last = _(
        "A clause, a party and the whole have the colour of their worst part; progress is weighted. A colour set by "
        "hand has an asterisk, and its reason stands on the first page."
    )
    heading = TextBlock(_("How the colours are reckoned: our practice"), styles.SECTION, outline=0)
    return [KeepTogether([heading, *(TextBlock(line, styles.NOTE) for line in (*lines, last))])]
