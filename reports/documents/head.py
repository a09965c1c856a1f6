"""The top of a paper and its identity, from its `Head`."""

from __future__ import annotations

from typing import Any

from reports.facts.head import Head
from reports.layout import page, styles
from reports.layout.flow import Facts, TextBlock
from resources.translations import _

_SCOPE_LINES = 3


def identity(head: Head) -> page.Identity:
    """What the paper says of itself on every page and in its metadata."""
    return page.Identity(
        title=f"{head.title}: {head.scope}" if head.scope else head.title,
        subject=head.title,
        organisation=head.organisation_name,
        author=head.made_by or head.organisation_name,
        made=_("Made on {day}").format(day=page.made_on(head.made_on, head.made_by)),
        confidentiality=head.confidentiality,
    )


def top(head: Head) -> list[Any]:
    """Title, what it is about, and the labelled facts."""
    title = TextBlock(head.title, styles.TITLE, outline=0, most=1)
    scope = [TextBlock(head.scope, styles.SUBTITLE, most=_SCOPE_LINES)] if head.scope else []
    return [title, *scope, Facts(rows(head))]


def rows(head: Head) -> tuple[tuple[str, str], ...]:
    """The labelled facts, with when and by whom it was made."""
    return (*head.rows, (_("Made on"), page.made_on(head.made_on, head.made_by)))
