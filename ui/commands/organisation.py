"""`kgotla organisation`: write down an organisation, or what one works on and where."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from crm.operations.organisations import SIDES, OrganisationDraft, draft_organisation, save_organisation
from crm.rules.organisations import CSO_KINDS, Kind
from crm.workspace import Workspace
from resources.translations import _
from ui.commands import filling, naming, opening
from ui.commands.arguments import text
from ui.commands.output import LEVELS, Output, details
from ui.commands.pages import describe

NAME = "organisation"
_VALUES = {"name": "name", "short": "short_name", "kind": "kind", "side": "side", "summary": "summary"}
_RECORDS = {"parent": ("parent_id", "organisations"), "place": ("place_id", "places")}
_LISTS = filling.TOPICS | {"area": ("areas", ("places",))}


def summary() -> str:
    """What the command does."""
    return _("write down an organisation, or change one: of a CSO what it works on, and which areas it serves")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options."""
    parser.add_argument("name", metavar="NAME", nargs="?", type=text, help=_("what it is called"))
    parser.add_argument("--change", metavar="RECORD", type=text, help=_("change this one instead: its name, or record"))
    parser.add_argument("--kind", metavar="KIND", type=text, help=_("such as {known}").format(known=", ".join(Kind)))
    parser.add_argument("--side", choices=SIDES, help=_("ours, a partner's, or the public's"))
    for name, metavar, words in (
        ("short", "NAME", _("its short name")),
        ("parent", "RECORD", _("what it is part of")),
        ("place", "RECORD", _("its place: a name, a code, or places:12")),
        ("summary", "WORDS", _("what it is, in a few words")),
    ):
        parser.add_argument(f"--{name}", metavar=metavar, type=text, help=words)
    parser.add_argument("--area", metavar="PLACE", type=text, action="append", help=_("an area served; repeatable"))
    parser.add_argument("--topic", metavar="TOPIC", type=text, action="append", help=_("a topic; may be repeated"))
    parser.add_argument("--confidentiality", choices=LEVELS, help=_("who may see it (open, unless said)"))


def run(arguments: Namespace, out: Output) -> int:
    """Write it down, or change it."""
    with opening.to_write(arguments) as workspace:
        done = workspace.do(save_organisation, _draft(workspace, arguments))
        page = describe(workspace, done.value[0])
        out.answer(page | {"operation": done.operation_id}, details(page))
    return 0


def _draft(workspace: Workspace, arguments: Namespace) -> OrganisationDraft:
    draft = OrganisationDraft("", side="partner" if arguments.kind in CSO_KINDS else "public")
    if arguments.change:
        organisation_id = naming.resolve(workspace, arguments.change, "organisations")
        draft = workspace.ask(draft_organisation, organisation_id)
    filling.fill(workspace, arguments, draft, _VALUES, _RECORDS, _LISTS)
    return draft
