"""`kgotla add-person`: keep a new person, and say who of those already here is like them."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from crm.operations.offices import RoleDraft
from crm.operations.people import ContactDraft, PersonDraft, save_person
from crm.queries.doubles import Alike, find_alike
from crm.rules.contacts import normal_form
from crm.rules.emails import read_emails
from crm.rules.names import PersonName, split_name
from crm.rules.privacy import Ground
from resources.translations import _
from ui.commands import naming, opening
from ui.commands.arguments import past_day, text
from ui.commands.output import Output

NAME = "add-person"


def summary() -> str:
    """What the command does."""
    return _("keep a new person; whoever is like them is named, and the person is kept all the same")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options."""
    parser.add_argument("name", metavar="NAME", type=text, help=_("the whole name: “Ms Naledi Sample”"))
    parser.add_argument("--title", metavar="TITLE", type=text, default="", help=_("Ms, Hon., Cllr …"))
    parser.add_argument(
        "--contact",
        metavar="WAY",
        type=text,
        action="append",
        default=[],
        help=_("a number or an e-mail address; may be given again"),
    )
    parser.add_argument(
        "--body", metavar="RECORD", type=text, help=_("the body they belong to (a record, or its name)")
    )
    parser.add_argument("--post", metavar="TITLE", type=text, default="Member", help=_("what they are there (Member)"))
    parser.add_argument(
        "--ground", choices=tuple(Ground), default="", help=_("why we may hold them (POPIA section 11)")
    )
    parser.add_argument(
        "--ground-on", metavar="DATE", type=past_day, help=_("since when; for consent, when it was given")
    )
    parser.add_argument("--source", metavar="WORDS", type=text, default="", help=_("where this is from"))


def run(arguments: Namespace, out: Output) -> int:
    """Keep the person."""
    name = split_name(arguments.name)
    contacts = [ContactDraft("email" if read_emails(way) else "phone", way) for way in arguments.contact]
    with opening.to_write(arguments) as workspace:
        ways = [normal_form(contact.kind, contact.value) for contact in contacts]
        alike = workspace.ask(find_alike, PersonName(arguments.title or name.title, name.given, name.family), ways)
        roles = []
        if arguments.body:
            roles = [RoleDraft(naming.resolve(workspace, arguments.body, "organisations"), arguments.post)]
        draft = PersonDraft(
            arguments.name,
            title=arguments.title or name.title,
            given=name.given,
            family=name.family,
            known_as=name.known_as,
            contacts=contacts,
            roles=roles,
            source=arguments.source,
            ground=arguments.ground,
            ground_source=arguments.source if arguments.ground else "",
            ground_on=arguments.ground_on,
        )
        done = workspace.do(save_person, draft)
    person_id, shown = done.value
    answer = {"record": f"people:{person_id}", "id": person_id, "name": shown, "operation": done.operation_id}
    out.answer(answer | {"alike": [_described(each) for each in alike]}, [shown, *map(_line, alike)])
    return 0


def _described(alike: Alike) -> dict[str, object]:
    return {
        "record": f"people:{alike.id}",
        "name": alike.name,
        "detail": alike.detail,
        "score": alike.score.points,
        "for": alike.score.pro,
        "against": alike.score.against,
    }


def _line(alike: Alike) -> str:
    return f"{alike.sentence} (people:{alike.id}; {'; '.join(alike.score.pro)})"
