"""What an answer to “Who deals with this?” says in lines of text, on the command line and on the clipboard."""

from __future__ import annotations

from collections.abc import Iterator

from crm.queries.routes import Answer, NotKnown, Who
from resources.translations import _


def answer_lines(answer: Answer) -> Iterator[str]:
    """The answer as people read it, and as they paste it into a message."""
    yield _("{topic} in {place}").format(topic=answer.topic, place=answer.where.words)
    yield answer.why
    if answer.note:
        yield _("Note: {note}.").format(note=answer.note)
    if answer.others:
        yield _("It may also be: {topics}.").format(topics="; ".join(answer.others))
    for each in answer.who:
        yield ""
        yield from _who_lines(each)
    if answer.not_known:
        yield ""
        yield _("Not known yet")
        yield from map(_missing_line, answer.not_known)


def _who_lines(each: Who) -> Iterator[str]:
    yield f"{each.label}: {each.name}"
    said = (each.office, each.contact, each.fresh)
    yield "  " + " · ".join(part for part in said if part)
    yield f"  {each.why}"


def _missing_line(each: NotKnown) -> str:
    return f"- {each.words} {each.todo}"
