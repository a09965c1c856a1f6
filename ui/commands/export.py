"""`kgotla export`: take lists out as CSV or JSON."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from typing import Any

from crm.exchange.writers import write_csv, write_json
from crm.queries import contacts
from crm.queries.people import get_person
from crm.rules.errors import UserError
from crm.workspace import Workspace
from resources.translations import _
from ui.commands import opening
from ui.commands.arguments import path
from ui.commands.listing import LISTINGS, Filters, describe_all
from ui.commands.output import Output, in_words
from ui.commands.pages import describe
from ui.commands.withholding import RESTRICTED, withheld

NAME = "export"
_IN_TABLES = (
    "people",
    "organisations",
    "offices",
    "engagements",
    "commitments",
    "agreements",
    "topics",
    "places",
    "calendar",
    "team",
)
_CONTACTS = (("mobile", ("mobile",)), ("phone", ("phone",)), ("email", ("email",)), ("address", ("address", "postal")))


def summary() -> str:
    """What the command does."""
    return _("take lists out as a CSV table or as JSON")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options."""
    parser.add_argument("--out", metavar="FILE", type=path, required=True, help=_("a file ending in .csv or .json"))
    parser.add_argument(
        "noun",
        metavar="NOUN",
        nargs="?",
        choices=_IN_TABLES,
        help=_("what to take out: {nouns} (without it: people in CSV, everything in JSON)").format(
            nouns=", ".join(_IN_TABLES)
        ),
    )
    parser.add_argument(
        "--with-restricted", action="store_true", help=_("restricted records and private contact details too")
    )


def run(arguments: Namespace, out: Output) -> int:
    """Write the file."""
    ending = arguments.out.suffix.casefold()
    if ending not in (".csv", ".json"):
        raise UserError("export-ending-not-known", file=arguments.out.name)
    with opening.to_read(arguments) as workspace:
        if ending == ".csv":
            found = list(_rows(workspace, arguments.noun or "people"))
        else:
            nouns = (arguments.noun,) if arguments.noun else _IN_TABLES
            found = [page for noun in nouns for page in _pages(workspace, noun)]
        hidden = withheld(workspace)
    kept = found if arguments.with_restricted else [hidden.without(row) for row in found if not _is_restricted(row)]
    written = write_csv(map(_flat, kept), arguments.out) if ending == ".csv" else write_json(kept, arguments.out)
    said = [_("{file}: {count} records").format(file=arguments.out, count=written)]
    if len(found) > len(kept):
        left = _("{count} restricted records were left out; --with-restricted takes them along.")
        said.append(left.format(count=len(found) - len(kept)))
    out.answer({"files": [{"file": arguments.out, "rows": written, "left_out": len(found) - len(kept)}]}, said)
    return 0


def _is_restricted(row: dict[str, Any]) -> bool:
    return row.get("confidentiality") in (RESTRICTED, "restricted")


def _flat(row: dict[str, Any]) -> dict[str, Any]:
    """A row with every cell one value."""
    return {key: in_words(value) if isinstance(value, list) else value for key, value in row.items()}


def _pages(workspace: Workspace, noun: str) -> Iterator[dict[str, Any]]:
    """Everything kept of each record of the noun."""
    for row in LISTINGS[noun].rows(workspace, Filters()):
        yield describe(workspace, row.id)


def _rows(workspace: Workspace, noun: str) -> Iterator[dict[str, Any]]:
    """One row a record, each cell a value."""
    for row in describe_all(workspace, noun, Filters()):
        cells = dict(row)
        del cells["id"], cells["noun"]  # `record` holds both, and no list that is brought in takes it for an id
        if noun == "people":
            cells |= _parts_of_name(workspace, row["id"])
        if noun in ("people", "organisations"):
            cells |= _ways_to_reach(workspace, row["id"])
        yield cells


def _parts_of_name(workspace: Workspace, person_id: int) -> dict[str, str]:
    person = workspace.ask(get_person, person_id)
    if person is None:
        return {}
    names = {
        "title": person.title,
        "given_name": person.given,
        "family_name": person.family,
        "known_as": person.known_as,
    }
    return names | {"languages": person.languages}


def _ways_to_reach(workspace: Workspace, record_id: int) -> dict[str, str]:
    """The details that are not private, by kind."""
    found = [contact for contact in workspace.ask(contacts.list_contacts, record_id) if not contact.is_private]
    return {
        heading: "; ".join(contact.value for contact in found if contact.kind in kinds) for heading, kinds in _CONTACTS
    }
