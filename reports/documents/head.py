"""The top of a paper and its identity, from its `Head` or from the facts of a paper with a head of its own."""

from __future__ import annotations

from datetime import date
from typing import Any, Protocol

from reports.facts.head import Head
from reports.layout import page, styles
from reports.layout.flow import Facts, TextBlock
from resources.translations import _

_SCOPE_LINES = 3


class MadeFacts(Protocol):
    """What every paper knows of its making: a `Head`, or facts that hold the same."""

    @property
    def made_on(self) -> date:
        """The day."""

    @property
    def made_by(self) -> str:
        """Who made it; empty where nobody is named."""

    @property
    def organisation_name(self) -> str:
        """Whose it is."""

    @property
    def confidentiality(self) -> str:
        """The line at the foot."""


def identity(head: Head) -> page.Identity:
    """What the paper says of itself on every page and in its metadata."""
    return identity_of(head, f"{head.title}: {head.scope}" if head.scope else head.title, head.title)


def identity_of(facts: MadeFacts, title: str, subject: str) -> page.Identity:
    """The same of a paper with a title and subject of its own."""
    return page.Identity(
        title=title,
        subject=subject,
        organisation=facts.organisation_name,
        author=facts.made_by or facts.organisation_name,
        made=_("Made on {day}").format(day=page.made_on(facts.made_on, facts.made_by)),
        confidentiality=facts.confidentiality,
    )


def top(head: Head) -> list[Any]:
    """Title, what it is about, and the labelled facts."""
    title = TextBlock(head.title, styles.TITLE, outline=0, most=1)
    scope = [TextBlock(head.scope, styles.SUBTITLE, most=_SCOPE_LINES)] if head.scope else []
    return [title, *scope, Facts(rows(head))]


def rows(head: Head) -> tuple[tuple[str, str], ...]:
    """The labelled facts, with when and by whom it was made."""
    return (*head.rows, made_row(head))


def made_row(facts: MadeFacts) -> tuple[str, str]:
    """The labelled fact of when and by whom it was made."""
    return (_("Made on"), page.made_on(facts.made_on, facts.made_by))
