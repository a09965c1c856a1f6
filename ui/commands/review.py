"""`kgotla review`: the open records whose turn it is."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import Any

from crm.queries.review import NOUN_OF_SCOPE, list_review
from crm.queries.review_items import ReviewItem, get_review_items
from crm.rules.review import ReviewScope, Scope, key_words
from crm.workspace import Workspace
from resources.translations import _
from ui.commands import naming, opening
from ui.commands.arguments import text
from ui.commands.output import LEVELS, Output, plain

NAME = "review"


def summary() -> str:
    """What the command does."""
    return _("list the open records whose turn it is, in the order one rings people")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options."""
    scopes = ", ".join(Scope)
    parser.add_argument(
        "--scope", choices=tuple(Scope), default=Scope.DUE.value, help=_("one of: {known}").format(known=scopes)
    )
    parser.add_argument(
        "--of",
        metavar="RECORD",
        type=text,
        help=_("whose: the partner, body, agreement or colleague (a record, or its name)"),
    )


def run(arguments: Namespace, out: Output) -> int:
    """List them; answer one with “kgotla answer”."""
    with opening.to_read(arguments) as workspace:
        wanted = read_scope(workspace, Scope(arguments.scope), arguments.of)
        found = workspace.ask(get_review_items, workspace.ask(list_review, wanted))
    lines = [line for number, item in enumerate(found, 1) for line in in_lines(item, number)]
    out.answer([{"number": number} | as_json(item) for number, item in enumerate(found, 1)], lines or [_("Nothing.")])
    return 0


def read_scope(workspace: Workspace, scope: Scope, of: str | None) -> ReviewScope:
    """The scope with its record looked up. Raises as `naming.resolve` does, and UserError("review-of-nothing")."""
    if scope is Scope.DUE or not of:
        return ReviewScope(scope)
    return ReviewScope(scope, naming.resolve(workspace, of, NOUN_OF_SCOPE[scope]))


def as_json(item: ReviewItem) -> dict[str, Any]:
    """A record of the Review as programs read it."""
    fields: dict[str, Any] = plain(item)
    head = {"id": item.id, "noun": item.noun, "name": item.name, "record": f"{item.noun}:{item.id}"}
    return head | fields | {"confidentiality": LEVELS[item.confidentiality]}


def in_lines(item: ReviewItem, number: int) -> list[str]:
    """A record of the Review as people read it."""
    rings = item.reach.rings
    first = rings.numbers[0].value if rings.numbers else ""
    speak = " ".join(part for part in (rings.name, first) if part)
    keys = " · ".join(f"{key.value} {key_words(key, item.kind).lower()}" for key in item.keys)
    lines = [f"{number:>3}  {item.noun}:{item.id}  {item.name}", f"     {item.sentence}"]
    if speak:
        lines.append("     " + _("Speak to {name}").format(name=speak))
    return [*lines, f"     {keys}"] if keys else lines
