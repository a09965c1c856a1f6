"""The sign-in sheet: one page with room for a hand, the privacy notice at its foot; or tally boxes and no names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reports.facts.sign_in import SignInFacts, day_words, notice
from reports.layout import page, styles
from reports.layout.flow import TextBlock
from reports.layout.register import Column
from reports.layout.ruled import Blank, Blanks, Cell, WritingRows
from resources.translations import _

_ROW = 34.0
_COUNT_ROW = 54.0
_FEWEST = 6
_SLACK = 2.0


def build(facts: SignInFacts, *, invariant: bool = False) -> page.Rendered:
    """The PDF of the sheet."""
    title = _("Attendance, counted") if facts.is_counts_only else _("Sign-in sheet")
    identity = page.Identity(
        title=f"{title}: {facts.title}" if facts.title else title,
        subject=title,
        organisation=facts.organisation_name,
        author=facts.organisation_name,
        made=_("Made on {day}").format(day=day_words(facts)),
        confidentiality=_confidentiality(facts),
    )
    head = [TextBlock(title, styles.TITLE, outline=0, most=1), *_head(facts)]
    story = [*head, *_counts()] if facts.is_counts_only else [*head, *_signatures(head, _notice(facts))]
    return page.render(story, identity, invariant=invariant)


def _confidentiality(facts: SignInFacts) -> str:
    if facts.is_counts_only:
        return _("No names are written on this sheet.")
    return _(
        "Keep it safe: hand it to {organisation} when the meeting ends, and photograph it for nobody else."
    ).format(organisation=facts.organisation_name)


def _head(facts: SignInFacts) -> list[Any]:
    return [
        Blanks([Blank(_("Meeting"), 3, facts.title), Blank(_("With"), 2, facts.body)]),
        Blanks([Blank(_("When"), 3, facts.day), Blank(_("Where"), 2, facts.place)]),
    ]


def _signatures(head: Sequence[Any], foot: Sequence[Any]) -> list[Any]:
    """As many rows as the page has room for between its head and the notice."""
    columns = [
        Column(_("Name"), 3),
        Column(_("Organisation"), 2.6),
        Column(_("Phone or e-mail"), 2.6),
        Column(_("Signature"), 2.2),
    ]
    room = page.BODY_HEIGHT - sum(_height(part) for part in (*head, *foot, WritingRows(columns, []))) - _SLACK
    rows = max(_FEWEST, int(room // _ROW))
    return [WritingRows(columns, [["", "", "", ""]] * rows, height=max(_ROW, room / rows)), *foot]


def _height(part: Any) -> float:
    _width, height = part.wrap(page.BODY_WIDTH, page.BODY_HEIGHT)
    return float(height) + float(part.getSpaceBefore()) + float(part.getSpaceAfter())


def _notice(facts: SignInFacts) -> list[Any]:
    at = _("{organisation}: address, phone or e-mail").format(organisation=facts.organisation_name)
    blanks = [Blank(_("Information officer"), 1, facts.officer), Blank(at, 2, ", ".join(facts.reach))]
    return [
        TextBlock(_("Before you sign"), styles.BODY_BOLD),
        *(TextBlock(words, styles.NOTICE) for words in notice(facts)),
        Blanks(blanks),
    ]


def _counts() -> list[Any]:
    columns = [Column("", 2.4), Column(_("A stroke for each"), 5.6), Column(_("Count"), 1.3)]
    names = (
        _("Women"),
        _("Men"),
        _("Other"),
        _("Youth (also counted above)"),
        _("Persons with a disability (also counted above)"),
        _("Total: women, men and other"),
    )
    rows: list[list[Cell]] = [[(name, ""), "", ""] for name in names]
    return [
        TextBlock(
            _(
                "For groups that a list of names could put at risk. Count people, ask nobody for a name, and write no"
                " name on this sheet."
            ),
            styles.READING,
        ),
        WritingRows(columns, rows, height=_COUNT_ROW),
        TextBlock(
            _("The figures are typed into the close-out under 1; nothing on this sheet is about a person."), styles.NOTE
        ),
        Blanks([Blank(_("Counted by (initials)"), 1), Blank(_("Checked by (initials)"), 1), Blank(_("Time"), 1)]),
    ]
