"""`kgotla list`: the records of a noun."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from crm.rules.errors import UserError
from crm.workspace import Workspace
from resources.translations import _
from ui.commands import opening
from ui.commands.arguments import day, past_day, text
from ui.commands.listing import LISTINGS, Filters, describe_all
from ui.commands.naming import resolve
from ui.commands.output import Output, table

NAME = "list"

_OPTIONS = (
    "as_of",
    "text",
    "kind",
    "side",
    "status",
    "direction",
    "lateness",
    "body",
    "person",
    "topic",
    "since",
    "until",
)


def summary() -> str:
    """What the command does."""
    return _("list the records of a noun, such as people or commitments")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options."""
    known = ", ".join(LISTINGS)
    parser.add_argument("noun", metavar="NOUN", choices=tuple(LISTINGS), help=_("one of: {known}").format(known=known))
    add_filters(parser)


def add_filters(parser: ArgumentParser) -> None:
    """The options by which a list is narrowed down."""
    parser.add_argument(
        "--as-of",
        metavar="DATE",
        type=past_day,
        help=_(
            "people: who held an office on that day; offices: who held them; commitments, "
            "agreements: as they stood by the calendar"
        ),
    )
    for name, metavar, words in (
        ("text", "TEXT", _("only those with these words")),
        ("kind", "KIND", _("organisations, places, engagements, petitions, plans, opportunities: only of this kind")),
        ("side", "SIDE", _("organisations: ours, partner or public")),
        (
            "status",
            "STATUS",
            _(
                "commitments: open, closed or one status; engagements: one status, or to_close; "
                "agreements: open, expiring or one status; outcomes: substantiated or not_substantiated; "
                "petitions: open, to_tell or one status; "
                "plans: open, ended or one status; opportunities: open or one status"
            ),
        ),
        ("direction", "DIRECTION", _("commitments: they_owe_us, we_owe_them, cso_to_cso or third_party")),
        ("lateness", "LATENESS", _("commitments: late, overdue, long_overdue, due_soon, moved, not_due or no_date")),
        (
            "body",
            "RECORD",
            _("people, offices, engagements and all with a date: of this organisation (a record, or its name)"),
        ),
        ("person", "RECORD", _("engagements, commitments, petitions: with this person (a record, or the name)")),
        ("topic", "RECORD", _("only those about this topic (a record, or its name)")),
    ):
        parser.add_argument(f"--{name}", metavar=metavar, type=text, help=words)
    parser.add_argument(
        "--from", dest="since", metavar="DATE", type=past_day, help=_("held or made on or after that day")
    )
    parser.add_argument("--to", dest="until", metavar="DATE", type=day, help=_("held or made on or before that day"))


def run(arguments: Namespace, out: Output) -> int:
    """List the records."""
    listing = LISTINGS[arguments.noun]
    refuse_other_filters(arguments, listing.filters)
    with opening.to_read(arguments) as workspace:
        found = describe_all(workspace, arguments.noun, filters_of(workspace, arguments))
    out.answer(found, table(found, listing.columns) if found else [_("Nothing found.")])
    return 0


def filters_of(workspace: Workspace, arguments: Namespace) -> Filters:
    """What the list is narrowed down to, with names looked up."""
    values = {name: getattr(arguments, name) for name in _OPTIONS}
    for option, noun in (("body", "organisations"), ("person", "people"), ("topic", "topics")):
        if values[option]:
            values[option] = resolve(workspace, values[option], noun)
    return Filters(**values)


def refuse_other_filters(arguments: Namespace, allowed: frozenset[str]) -> None:
    """An option that would be passed over silently is a wrong use."""
    for name in _OPTIONS:
        if getattr(arguments, name) is not None and name not in allowed:
            written = {"since": "from", "until": "to"}.get(name, name.replace("_", "-"))
            raise UserError("option-not-for-noun", option=written, noun=arguments.noun)
