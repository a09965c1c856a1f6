"""The meeting form: numbered like the close-out, so that what stands under a number here is typed under it there."""

from __future__ import annotations

from typing import Any

from crm.rules.dates import format_day
from crm.rules.engagements import CLOSE_OUT, AttendanceCode, Response, label
from reports.facts.meeting import Delegate
from reports.facts.meeting_form import FormFacts
from reports.layout import page, styles
from reports.layout.flow import TextBlock
from reports.layout.register import Column
from reports.layout.ruled import HAND, Blank, Blanks, Cell, Ticks, WritingRows
from resources.translations import _

_CODES = (AttendanceCode.P, AttendanceCode.A, AttendanceCode.AP)
_ANSWERS = (Response.YES, Response.MAYBE, Response.NO, Response.WILL_REVERT)
FEWEST_PEOPLE, EMPTY_PEOPLE = 10, 2
POINTS = 5
FEWEST_ASKS, EMPTY_ASKS = 4, 1
PROMISES = 6
_PROMISE_HEIGHT = 48.0
_TITLE_LINES = 2


def build(facts: FormFacts, *, invariant: bool = False) -> page.Rendered:
    """The PDF of the form alone."""
    title = _("Meeting form")
    identity = page.Identity(
        title=f"{title}: {facts.title}" if facts.title else title,
        subject=title,
        organisation=facts.organisation_name,
        author=facts.made_by or facts.organisation_name,
        made=_("Made on {day}").format(day=format_day(facts.made_on)),
        confidentiality=facts.confidentiality,
    )
    return page.render(form(facts), identity, invariant=invariant)


def form(facts: FormFacts) -> list[Any]:
    """The form as part of a paper."""
    return [*_head(facts), *_who_came(facts), *_points(), *_asks(facts), *_promises(), *_next_contact()]


def _head(facts: FormFacts) -> list[Any]:
    return [
        TextBlock(_("Meeting form"), styles.TITLE, outline=0, most=1),
        Blanks([Blank(_("Meeting"), 3, facts.title), Blank(_("Body"), 2, facts.body)]),
        Blanks(
            [Blank(_("Day"), 1, facts.day), Blank(_("From – to"), 1, facts.time), Blank(_("Where"), 3, facts.place)]
        ),
        TextBlock(
            _("Numbered like the close-out: what stands under a number here is typed under the same number there."),
            styles.NOTE,
        ),
    ]


def _heading(number: int) -> TextBlock:
    return TextBlock(f"{number}   {_(CLOSE_OUT[number - 1])}", styles.FORM_HEADING, outline=1)


def _who_came(facts: FormFacts) -> list[Any]:
    columns = [
        Column(_("Name, and the office or organisation spoken for"), 4.2),
        Column(_("Side"), 1.9),
        Column(_("Came"), 2.2),
        Column(_("Part"), 1.3),
    ]
    rows = [_person(each) for each in facts.delegates]
    empty = max(EMPTY_PEOPLE, FEWEST_PEOPLE - len(rows))
    rows += [["", Ticks((_("theirs"), _("ours"))), Ticks(_CODES), ""] for _number in range(empty)]
    codes = dict.fromkeys((*_CODES, *AttendanceCode))
    legend = " · ".join(f"{code} {label(code).lower()}" for code in codes if code is not AttendanceCode.U)
    counts = (_("Women"), _("Men"), _("Other"), _("Youth"), _("With a disability"), _("Total"))
    return [
        WritingRows(columns, rows, [_heading(1)], height=24),
        TextBlock(legend, styles.NOTE_AFTER),
        Blanks([Blank(words) for words in counts]),
    ]


def _person(delegate: Delegate) -> list[Cell]:
    side = _("ours") if delegate.side == "ours" else _("theirs")
    return [(delegate.name, delegate.organisation), side, Ticks(_CODES), delegate.part]


def _points() -> list[Any]:
    columns = [Column(_("What was raised"), 7), Column(_("By whom"), 2.6)]
    return [WritingRows(columns, [["", ""]] * POINTS, [_heading(2)], height=HAND)]


def _asks(facts: FormFacts) -> list[Any]:
    columns = [Column(_("What we ask"), 4.2), Column(_("Answer"), 1.9), Column(_("In their words"), 3.5)]
    answers = Ticks(tuple(label(answer) for answer in _ANSWERS))
    rows: list[list[Cell]] = [
        [(ask.text, _("primary ask") if ask.is_primary else _("supporting ask")), answers, ""] for ask in facts.asks
    ]
    empty = max(EMPTY_ASKS, FEWEST_ASKS - len(rows))
    rows += [["", answers, ""] for _number in range(empty)]
    return [WritingRows(columns, rows, [_heading(3)], height=36)]


def _promises() -> list[Any]:
    columns = [
        Column(_("Who"), 1.9),
        Column(_("Exact words (language)"), 4.6),
        Column(_("By when"), 1.4),
        Column(_("Read back, initials"), 1.5),
    ]
    advice = _(
        "Theirs and ours, one line each. Read every line back to whoever said it; initials make the promise Confirmed."
    )
    lead = [_heading(4), TextBlock(advice, styles.NOTE)]
    return [WritingRows(columns, [["", "", "", ""]] * PROMISES, lead, height=_PROMISE_HEIGHT)]


def _next_contact() -> list[Any]:
    return [
        _heading(5),
        Blanks([Blank(_("On")), Blank(_("With whom, and how"), 2.4), Blank(_("About"), 2.4)]),
        Blanks([Blank(_("Notes taken by"), 2), Blank(_("Typed into Kgotla by"), 2), Blank(_("On"), 1)]),
    ]
