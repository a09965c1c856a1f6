"""The short message: as a text to send, and large on a page for whoever reads it out or types it off."""

from __future__ import annotations

from dataclasses import replace

from reports.documents.report_back import identity
from reports.facts.short_message import ShortMessage
from reports.layout import fonts, page
from reports.layout.flow import TextBlock
from reports.layout.styles import NOTE, Style

TEXT = Style(fonts.REGULAR, 16, 24, after=12)


def build(message: ShortMessage, *, invariant: bool = False) -> page.Rendered:
    """The PDF of the message."""
    story = [TextBlock(message.text, TEXT, outline=0), TextBlock(f"{len(message.text)} / {message.most}", NOTE)]
    return page.render(story, replace(identity(message.telling), title=message.telling.scope), invariant=invariant)


def build_text(message: ShortMessage, *, invariant: bool = False) -> page.Rendered:
    """The text alone."""
    return page.Rendered(f"{message.text}\n".encode(), 0, title=message.telling.scope)
