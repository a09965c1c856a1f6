"""The pre-visit brief on paper: two to four pages to read in the car, then the meeting form to fill in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reportlab.platypus.flowables import PageBreakIfNotEmpty

from crm.rules.commitments import Direction, Outcome, label
from crm.rules.dates import format_day
from reports.documents import head, meeting_form
from reports.documents.corrections import corrections
from reports.documents.visits import clauses, heading, listed, more, people, promises
from reports.facts.brief import MOST_OF_OTHERS, MOST_PROMISES, BriefFacts
from reports.facts.meeting import Delegate
from reports.facts.promises import Promise
from reports.layout import page, styles
from reports.layout.flow import Facts, TextBlock
from resources.translations import _

_TITLE_LINES = 3
_MOST_NAMED = 30


def build(facts: BriefFacts, *, invariant: bool = False) -> page.Rendered:
    """The PDF of the brief, with the form at its end."""
    story = [*brief(facts), PageBreakIfNotEmpty(), *meeting_form.form(facts.form)]
    return page.render(story, _identity(facts), invariant=invariant)


def build_without_form(facts: BriefFacts, *, invariant: bool = False) -> page.Rendered:
    """The PDF of the brief alone, where no visit is meant."""
    return page.render(brief(facts), _identity(facts), invariant=invariant)


def _identity(facts: BriefFacts) -> page.Identity:
    return head.identity_of(facts, f"{facts.title}: {facts.scope}", facts.title)


def brief(facts: BriefFacts) -> list[Any]:
    """The brief proper."""
    return [
        *_head(facts),
        *_delegation(facts),
        *_agenda(facts),
        *_asks(facts),
        *_people(facts),
        *promises(
            _theirs(facts.promises.theirs),
            facts.promises.theirs,
            MOST_PROMISES,
            _("Nothing of theirs is open, or none is shown."),
        ),
        *promises(
            _("What we promised them"),
            facts.promises.ours,
            MOST_PROMISES,
            _("Nothing of ours is open, or none is shown."),
        ),
        *(
            promises(_("Promised by others"), facts.promises.others, MOST_OF_OTHERS, "")
            if facts.promises.others
            else ()
        ),
        *clauses(facts.clauses),
        *listed(_("To thank them for"), [kept_words(each) for each in facts.promises.kept]),
        *listed(_("Still open from earlier"), facts.left_open, facts.more_left_open),
        *listed(_("Good to know"), facts.notes, facts.more_notes, "•"),
        *corrections(facts.corrections),
    ]


def _theirs(found: Sequence[Promise]) -> str:
    """Partners of ours promise the public too, not only us."""
    is_to_us = all(each.row.direction is Direction.THEY_OWE_US for each in found)
    return _("What they promised us") if is_to_us else _("What they promised")


def _head(facts: BriefFacts) -> list[Any]:
    rows = [
        *facts.logistics,
        head.made_row(facts),
        (_("Shown"), "; ".join(facts.filters)),
        (_("Confidential"), facts.confidentiality),
    ]
    return [
        TextBlock(facts.title, styles.TITLE, outline=0, most=1),
        TextBlock(facts.scope, styles.SUBTITLE, most=_TITLE_LINES),
        Facts(rows),
    ]


def _delegation(facts: BriefFacts) -> list[Any]:
    if not facts.ours:
        return []
    return [heading(_("Who goes")), *(TextBlock(delegate_words(each), styles.BODY) for each in facts.ours)]


def delegate_words(delegate: Delegate) -> str:
    """“Ms Tshepiso Moroka, Liaison officer: note-taker”."""
    words = ", ".join(part for part in (delegate.name, delegate.organisation) if part)
    return _("{who}: {part}").format(who=words, part=delegate.part.lower()) if delegate.part else words


def _agenda(facts: BriefFacts) -> list[Any]:
    if not facts.agenda:
        return []
    lines = [f"{number}. {words}" for number, words in enumerate(facts.agenda, 1)]
    return [heading(_("Agenda")), *(TextBlock(line, styles.BODY) for line in lines)]


def _asks(facts: BriefFacts) -> list[Any]:
    if not facts.asks:
        return [heading(_("What we ask for")), _missing(_("No ask is in the plan yet."))] if facts.is_planned else []
    lines: Sequence[TextBlock] = [
        TextBlock(
            _("{kind}: {words}").format(kind=_("Primary") if ask.is_primary else _("Supporting"), words=ask.text),
            styles.ASK if ask.is_primary else styles.ITEM,
        )
        for ask in facts.asks
    ]
    return [heading(_("What we ask for")), *lines]


def _people(facts: BriefFacts) -> list[Any]:
    if not facts.met and not facts.also:
        return [heading(_("The people we meet")), _missing(_("Nobody is named yet."))]
    story: list[Any] = [people(facts.met)] if facts.met else []
    if facts.also:
        story.append(TextBlock(_("Also there") if facts.met else _("The people we meet"), styles.BODY_BOLD))
        names = [", ".join(part for part in (each.name, each.organisation) if part) for each in facts.also]
        story.append(TextBlock("; ".join(names[:_MOST_NAMED]), styles.BODY))
        story += more(len(names) - _MOST_NAMED)
    if facts.body_ways:
        ways = "; ".join(f"{each.value} ({each.checked})" for each in facts.body_ways)
        story.append(TextBlock(_("{body}: {ways}").format(body=facts.body, ways=ways), styles.NOTE))
    return story


def _missing(words: str) -> TextBlock:
    return TextBlock(words, styles.NOTE)


def kept_words(promise: Promise) -> str:
    """“C-2026-0004: “Eleven beds …” kept 3 Oct 2026”."""
    row = promise.row
    ended = label(row.outcome or Outcome.KEPT).lower()
    day = format_day(row.closed_on) if row.closed_on else ""
    return _("{reference}: “{words}”, {ended} {day}").format(
        reference=row.reference, words=row.words, ended=ended, day=day
    )
