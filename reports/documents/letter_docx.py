"""A letter in Word: it goes onto the letterhead of whoever sends it, so none of ours is drawn."""

from __future__ import annotations

from collections.abc import Sequence

from crm.rules.dates import format_day
from reports.documents import head, letter, new_holder
from reports.facts.incident import NoticeFacts
from reports.facts.letter import LetterFacts, confidentiality_words
from reports.facts.new_holder import NewHolderFacts
from reports.forms.docx import WordPaper
from reports.forms.parts import Look
from reports.layout.page import Rendered
from resources.translations import _, speaking

LETTERHEAD = 150.0
"""Points left empty at the top of the page."""
_SIGN_HERE = "_" * 40


def build(facts: LetterFacts, *, invariant: bool = False) -> Rendered:
    """The letter."""
    with speaking(facts.speech):
        paper = WordPaper(letter.identity_of(facts), top=LETTERHEAD)
        _write(paper, facts)
        return paper.rendered()


def build_new_holder(facts: NewHolderFacts, *, invariant: bool = False) -> Rendered:
    """The letters to new holders, each on pages of its own."""
    with speaking(facts.letters[0].speech):
        paper = WordPaper(new_holder.identity_of(facts), top=LETTERHEAD)
    return _together(paper, facts.letters)


def build_notices(facts: NoticeFacts, *, invariant: bool = False) -> Rendered:
    """The letters after a loss, each on pages of its own; how each is reached stands in the PDF."""
    paper = WordPaper(head.identity(facts.head), top=LETTERHEAD)
    if not facts.letters:
        paper.paragraph(_("There is nobody to whom a letter can be sent: see the list of how each is reached."))
    return _together(paper, facts.letters)


def _together(paper: WordPaper, letters: Sequence[LetterFacts]) -> Rendered:
    for number, each in enumerate(letters):
        if number:
            paper.page_break()
        with speaking(each.speech):
            _write(paper, each)
    return paper.rendered()


def _write(paper: WordPaper, facts: LetterFacts) -> None:
    head = (format_day(facts.made_on), letter.reference_words(facts), confidentiality_words(facts))
    paper.lines(words for words in head if words)
    paper.lines(facts.to)
    paper.note_of_language()
    before = list(facts.before)
    if before:
        paper.paragraph(before.pop(0))
    if facts.subject:
        paper.paragraph(facts.subject, Look.BOLD)
    for words in before:
        paper.paragraph(words)
    if facts.petition:
        paper.facts(letter.petition_facts(facts.petition))
    for promises, after in ((facts.promises, facts.between), (facts.ours, facts.after)):
        if promises:
            paper.table(letter.table_of(promises))
        for words in after:
            paper.paragraph(words)
    _sign(paper, facts)


def _sign(paper: WordPaper, facts: LetterFacts) -> None:
    """The place to sign stays with the words before it."""
    for words in (_("Kind regards"), "", _SIGN_HERE):
        paper.paragraph(words).paragraph_format.keep_with_next = True
    paper.lines(letter.signed_by(facts))
