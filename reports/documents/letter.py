"""A letter on A4: who we are, whom it goes to, what it says, what it is about, and where it is signed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from reportlab.platypus import Flowable, KeepTogether
from reportlab.platypus.flowables import PageBreakIfNotEmpty

from crm.rules.dates import format_day
from reports.facts.letter import LetterFacts, confidentiality_words
from reports.forms.parts import Cell, Column, Table, bold, cell
from reports.forms.pdf import register_of
from reports.layout import page, styles
from reports.layout.flow import Facts, PaperOfItsOwn, TextBlock
from resources.translations import _, speaking

if TYPE_CHECKING:
    from crm.queries.letters import Promise
    from crm.queries.petition_letters import PetitionSaid

PARAGRAPH = styles.Style(size=10.5, leading=16, after=8)
ADDRESS = styles.Style(size=10.5, leading=14)
SUBJECT = styles.Style(styles.BODY_BOLD.font, 11, 16, before=12, after=8)
FACTS = styles.Style(size=9.5, leading=14)
SENDER = styles.Style(styles.TITLE.font, 16, 20, after=2, level=1)
SPACE = styles.Style(size=8, leading=12)
SIGN_WIDTH = 220.0
SIGN_HEIGHT = 40.0


class SignatureLine(Flowable):
    """Room to sign, over a line."""

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Its size in the column."""
        return available_width, SIGN_HEIGHT

    def draw(self) -> None:
        """The line alone: a pen does the rest."""
        self.canv.setLineWidth(0.6)
        self.canv.setStrokeGray(0)
        self.canv.line(0, 6, SIGN_WIDTH, 6)


def build(facts: LetterFacts, *, invariant: bool = False) -> page.Rendered:
    """The PDF of the letter."""
    with speaking(facts.speech):
        return page.render(story_of(facts), identity_of(facts), invariant=invariant)


def story_among_others(facts: LetterFacts) -> list[Any]:
    """The same for one of several letters in a file: on pages of its own, with nothing of the others around it."""
    with speaking(facts.speech):
        return [PageBreakIfNotEmpty(), PaperOfItsOwn(identity_of(facts)), *story_of(facts, outline=None)]


def story_of(facts: LetterFacts, *, outline: int | None = 0) -> list[Any]:
    """What stands on the pages of the letter."""
    *body, last = [*_head(facts), *_body(facts, outline)]
    return [*body, _end(facts, last)] if facts.after else [*body, last, _end(facts)]


def identity_of(facts: LetterFacts) -> page.Identity:
    """What the file says of itself."""
    return page.Identity(
        title=facts.subject or _("Letter"),
        subject=_("Letter to {name}").format(name=facts.to[0] if facts.to else ""),
        organisation=facts.organisation,
        author=facts.made_by or facts.organisation,
        made=format_day(facts.made_on) if confidentiality_words(facts) else "",
        confidentiality=confidentiality_words(facts) or format_day(facts.made_on),
        language=f"{facts.language or 'en'}-ZA",
        ends_with_note=False,
        is_letter=True,
    )


def _head(facts: LetterFacts) -> list[Any]:
    story: list[Any] = [TextBlock(facts.organisation, SENDER, most=2)]
    if facts.reach:
        story.append(TextBlock(" · ".join(facts.reach), styles.NOTE_AFTER, most=2))
    story += [TextBlock(" ", SPACE), TextBlock(format_day(facts.made_on), ADDRESS)]
    if reference := reference_words(facts):
        story.append(TextBlock(reference, ADDRESS))
    story.append(TextBlock(" ", SPACE))
    story += [TextBlock(line, ADDRESS, most=2) for line in facts.to]
    story.append(TextBlock(" ", SPACE))
    return story


def reference_words(facts: LetterFacts) -> str:
    """Under which reference we keep the one thing it is about; empty where there are several."""
    references = [promise.reference for promise in facts.promises]
    if facts.petition:
        references = [facts.petition.reference]
    if len(references) != 1 or facts.is_list:
        return ""
    return _("Our reference: {reference}").format(reference=references[0])


def _body(facts: LetterFacts, outline: int | None) -> list[Any]:
    before, subject = list(facts.before), facts.subject
    story: list[Any] = []
    if before:  # the greeting stands above what it is about, as letters are written here
        story.append(TextBlock(before.pop(0), PARAGRAPH))
    if subject:
        story.append(TextBlock(subject, SUBJECT, outline=outline))
    story += [TextBlock(words, PARAGRAPH) for words in before]
    if facts.petition:
        story.append(Facts(petition_facts(facts.petition), FACTS))
    for promises, after in ((facts.promises, facts.between), (facts.ours, facts.after)):
        if promises:
            story.append(register_of(table_of(promises)))
        story += [TextBlock(words, PARAGRAPH) for words in after]
    return story


def petition_facts(said: PetitionSaid) -> list[tuple[str, str]]:
    """What identifies it, one under the other: the words above say the same in sentences."""
    rows = (
        (said.kind, said.title),
        (_("Registered as"), said.their_number),
        (_("Of"), said.petitioner),
        (_("Handed in"), format_day(said.submitted_on) if said.submitted_on else ""),
        (_("Law"), ", ".join(part for part in (said.law, said.days) if part)),
        (_("Ran out on"), format_day(said.ran_out) if said.ran_out else ""),
        (_("More time until"), format_day(said.extended_to) if said.extended_to else ""),
        (_("Where it stands"), _capital(said.lateness)),
    )
    return [(name, words) for name, words in rows if words]


def table_of(promises: Sequence[Promise]) -> Table:
    """What was promised: exact words, when and where it was said, and where it stands."""
    columns = (
        Column(_("Reference"), 1.25),
        Column(_("Exact words"), 3.7),
        Column(_("Said"), 2.2),
        Column(_("Where it stands"), 1.7),
    )
    return Table(columns, tuple(_entry(promise) for promise in promises))


def _entry(promise: Promise) -> tuple[Cell, ...]:
    translated = _("Translated: {words}").format(words=promise.translation) if promise.translation else ""
    return (
        bold(promise.reference),
        cell(f"“{promise.words}”", notes=(translated, _capital(promise.clause))),
        cell(format_day(promise.made_on), notes=(promise.maker, promise.where)),
        cell(*_standing(promise)),
    )


def _standing(promise: Promise) -> tuple[str, ...]:
    """Where it stands, with the day on a line of its own, so that no day is broken in two."""
    day = format_day(promise.due) if promise.due else ""
    words, is_last, more = promise.lateness.rpartition(day) if day else (promise.lateness, "", "")
    if not is_last or more:
        return (_capital(promise.lateness),)
    return _capital(words.rstrip()), day


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _end(facts: LetterFacts, *last: TextBlock) -> KeepTogether:
    """The place to sign stays with what is said last."""
    return KeepTogether(
        [
            *last,
            TextBlock(_("Kind regards"), PARAGRAPH),
            SignatureLine(),
            *(TextBlock(name, ADDRESS, most=1) for name in signed_by(facts)),
        ]
    )


def signed_by(facts: LetterFacts) -> list[str]:
    """Who signs, and for whom."""
    return [name for name in (facts.made_by, facts.organisation) if name]
