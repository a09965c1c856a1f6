"""What the brief and the leave-behind print alike: identity, people, promises, lists of lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from crm.rules.commitments import Lateness, label
from crm.rules.dates import format_day
from crm.rules.languages import english_name
from reports.facts.clauses import Bound
from reports.facts.people import Met, Way, private_words
from reports.facts.promises import Promise, maker_words
from reports.layout import styles
from reports.layout.flow import TextBlock
from reports.layout.register import Block, Column, Entry, GroupHeading, Register, Row
from resources.translations import _, ngettext

if TYPE_CHECKING:
    from crm.queries.commitments import CommitmentRow

SHAPES = {
    Lateness.LONG_OVERDUE: "▲",
    Lateness.OVERDUE: "△",
    Lateness.MOVED: "→",
    Lateness.DUE_SOON: "●",
    Lateness.NOT_DUE: "○",
    Lateness.NO_DATE: "☐",
}


def heading(words: str) -> TextBlock:
    """The heading of a section."""
    return TextBlock(words, styles.SECTION, outline=0)


def people(met: Sequence[Met]) -> Register:
    """The people we meet: who they are, how to reach them, when we last met."""
    columns = [
        Column(_("Who"), 4.0),
        Column(_("How to reach them"), 2.9),
        Column(_("Last contacts"), 2.7),
    ]
    rows = [Entry((_who(each), _reach(each), _last(each))) for each in met]
    return Register(columns, rows, [heading(_("The people we meet"))])


def _who(met: Met) -> tuple[Block, ...]:
    name = f"{met.name} · {met.part}" if met.part else met.name
    address = _("In the room: {spoken}. In a letter: {letter}.").format(spoken=met.spoken, letter=met.letter)
    lines = [Block(name, styles.CELL_BOLD), Block(address, styles.CELL_ITALIC)]
    lines += [Block(office) for office in met.offices]
    if met.seats:
        lines.append(Block(_("Committees: {seats}").format(seats="; ".join(met.seats))))
    for words, label_ in (
        (met.languages, _("Languages: {words}")),
        (met.needs, _("Access needs: {words}")),
        (met.about, "{words}"),
    ):
        if words:
            lines.append(Block(label_.format(words=words), styles.CELL_NOTE))
    return tuple(lines)


def _reach(met: Met) -> tuple[Block, ...]:
    lines = [Block(met.caution, styles.CELL_BOLD)] if met.caution else []
    for door in met.doors:
        lines.append(Block(_("Through {name}").format(name=door.name), styles.CELL_BOLD))
        lines += [Block(door.note, styles.CELL_NOTE)] if door.note else []
        lines += ways(door.ways)
    if met.doors and met.ways:
        lines.append(Block(_("Directly"), styles.CELL_BOLD))
    lines += ways(met.ways)
    if private := private_words(met.withheld_ways):
        lines.append(Block(private, styles.CELL_NOTE))
    return tuple(lines) or (Block(_("No number or address yet"), styles.CELL_NOTE),)


def ways(found: Sequence[Way]) -> list[Block]:
    """Numbers and addresses, each with when it was checked."""
    return [Block(_("{value}, {checked}").format(value=each.value, checked=each.checked)) for each in found]


def _last(met: Met) -> tuple[Block, ...]:
    return tuple(Block(line) for line in met.last) or (Block(_("Not met yet"), styles.CELL_NOTE),)


def promises(title: str, found: Sequence[Promise], most: int, empty: str) -> list[Any]:
    """Open promises with where each stands and its evidence."""
    if not found:
        return [heading(title), TextBlock(empty, styles.BODY)]
    columns = [
        Column(_("Reference"), 1.5),
        Column(_("What was said, by whom, to whom"), 4.3),
        Column(_("Where it stands"), 3.8),
    ]
    register = Register(columns, [_promise(each) for each in found[:most]], [heading(f"{title} · {len(found)}")])
    return [register, *more(len(found) - most, _("The follow-up report has them all."))]


def more(count: int, where: str = "") -> list[TextBlock]:
    """That there is more than the paper shows."""
    if count <= 0:
        return []
    words = ngettext("and {count} more.", "and {count} more.", count)
    return [TextBlock(f"{words} {where}".strip(), styles.NOTE)]


def _promise(promise: Promise) -> Entry:
    row = promise.row
    state = f"{SHAPES[row.lateness]} {label(row.lateness)}"
    standing = [Block(row.sentence)]
    standing += [Block(_("Evidence: {words}").format(words=words), styles.CELL_NOTE) for words in promise.evidence]
    if row.last_movement_on > row.made_on:
        last = f"{format_day(row.last_movement_on)}: {row.last_movement}"
        standing.append(Block(_("Last: {words}").format(words=last), styles.CELL_NOTE))
    if row.owner_name:
        standing.append(Block(_("Our owner: {owner}").format(owner=row.owner_name), styles.CELL_NOTE))
    return Entry(((Block(row.reference, styles.CELL_BOLD), Block(state)), said(row), tuple(standing)))


def said(row: CommitmentRow) -> tuple[Block, ...]:
    """The exact words, by whom and to whom."""
    to = _("{maker} → {owed_to}").format(maker=maker_words(row), owed_to=row.owed_to_name or _("us"))
    return (*quoted(row.words, row.language, row.translation), Block(to, styles.CELL_NOTE))


def exact_words(words: str) -> str:
    """“We will mend the tap.”, or that nobody wrote down what was said."""
    return _("“{words}”").format(words=words) if words else _("(no exact words)")


def quoted(words: str, language: str, translation: str) -> tuple[Block, ...]:
    """The exact words, and what they mean when they were said in another language."""
    exact = Block(exact_words(words))
    if not translation:
        return (exact,)
    named = english_name(language)
    spoken = _("Said in {language}; in English: “{words}”") if named else _("In English: “{words}”")
    return exact, Block(spoken.format(language=named, words=translation), styles.CELL_ITALIC)


def lines(title: str, found: Sequence[str]) -> list[Any]:
    """A section of lines; nothing where there are none."""
    return [heading(title), *(TextBlock(line, styles.BODY) for line in found)] if found else []


def listed(title: str, lines: Sequence[str], left: int = 0, mark: str = "☐") -> list[Any]:
    """A section of lines, each behind a small box to tick off or another mark; nothing where there are none."""
    if not lines:
        return []
    blocks = [TextBlock(f"{mark} {line}", styles.ITEM) for line in lines]
    return [heading(title), *blocks, *more(left, _("The rest is in Kgotla."))]


def clauses(found: Sequence[Bound], *, is_private: bool = True) -> list[Any]:
    """The clauses of agreements in force that bind the body, and what is still to come of each.

    The colours and their reasons are ours alone: they are left out of a paper that is not private.
    """
    if not found:
        return []
    columns = [Column(_("Clause"), 4.6), Column(_("Still to come"), 5.0)]
    rows: list[Row] = []
    for at, clause in enumerate(found):
        if at == 0 or clause.agreement != found[at - 1].agreement:
            rows.append(GroupHeading(clause.agreement))
        rows.append(_clause(clause, is_private=is_private))
    return [Register(columns, rows, [heading(_("What agreements in force say"))])]


def _clause(clause: Bound, *, is_private: bool) -> Entry:
    laid_down = (
        Block(clause.clause, styles.CELL_BOLD),
        Block(clause.words),
        Block(clause.responsible, styles.CELL_NOTE),
    )
    to_come: list[Block] = []
    for due in clause.due:
        is_said = due.due in due.title  # of a clause that recurs each title names its date
        to_come.append(Block(due.title if is_said else _("{title}, for {day}").format(title=due.title, day=due.due)))
        to_come.append(Block(due.standing if is_private else due.status, styles.CELL_NOTE))
    return Entry((laid_down, tuple(to_come) or (Block(_("Nothing dated is open"), styles.CELL_NOTE),)))
