"""`kgotla end-term`: everybody elected to a body leaves it, and each open promise is decided on, as one operation."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from typing import Any

from crm.operations.terms import PARTS, TermEndDraft, check_term_end, end_term, stop_waiting
from crm.operations.terms import summary as outline
from crm.queries.terms import TermEnd, find_term, get_term_end, is_awaited
from crm.rules.commitments import label
from crm.rules.offices import EndReason
from crm.workspace import Workspace
from resources.translations import _, ngettext
from ui.commands import naming, opening
from ui.commands.arguments import past_day, text
from ui.commands.output import Output, plain
from ui.commands.replace_holder import decision, reason, short_fate

NAME = "end-term"
LEFT_ALONE = {"doors": "doors", "engagements": "engagements", "agreements": "focal_points", "steps": "steps"}
"""What `--leave-alone` names, and where the draft holds it."""


def summary() -> str:
    """What the command does."""
    return _("end the term of a whole body: its members leave, each open promise is decided on, the seats wait")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options."""
    parser.add_argument("body", metavar="BODY", type=text, help=_("the body: its name, or organisations:12"))
    parser.add_argument("--term", metavar="NAME", type=text, help=_("the term, by name or a year in it (the last one)"))
    parser.add_argument(
        "--on", metavar="DATE", type=past_day, help=_("the last day in office (the term's own last day, or yesterday)")
    )
    parser.add_argument(
        "--reason",
        metavar="WORDS",
        type=reason,
        default=EndReason.TERM_ENDED.value,
        help=_("why: {known}").format(known=", ".join(each.replace(" ", "-") for each in EndReason)),
    )
    parser.add_argument(
        "--fate",
        metavar="C-…=FATE",
        type=decision,
        action="append",
        default=[],
        help=_("what becomes of an open promise: stays, passes (to the post) or lapses; may be given again"),
    )
    parser.add_argument(
        "--keep",
        metavar="PERSON",
        type=text,
        action="append",
        default=[],
        help=_("somebody whose offices do not end; may be given again"),
    )
    parser.add_argument(
        "--leave-alone",
        metavar="WHAT",
        choices=sorted(LEFT_ALONE),
        action="append",
        default=[],
        help=_("do not hand these over: {known}; may be given again").format(known=", ".join(sorted(LEFT_ALONE))),
    )
    parser.add_argument(
        "--no-more-names", action="store_true", help=_("after the new members are here: no seat waits any more")
    )
    parser.add_argument("--dry-run", action="store_true", help=_("only say what would come of it; nothing is written"))
    parser.epilog = _(
        "Committees and caucuses inside the body end with it; staff and ordinary membership of a party do not.\n"
        "Then bring in the new members with “kgotla import”: they fill the seats; who is elected again comes back.\n"
        "“kgotla undo” takes all of it back."
    )


def run(arguments: Namespace, out: Output) -> int:
    """End the term, or say what would come of it."""
    with opening.to_write_or_try(arguments) as workspace:
        body_id = naming.resolve(workspace, arguments.body, "organisations")
        if arguments.no_more_names:
            return _stop_waiting(workspace, body_id, out)
        term_id = workspace.ask(find_term, body_id, arguments.term) if arguments.term else None
        ending = workspace.ask(get_term_end, body_id, arguments.on, term_id)
        draft = _draft(workspace, arguments, ending)
        workspace.ask(check_term_end, draft, ending)
        operation_id = None if arguments.dry_run else workspace.do(end_term, draft).operation_id
    out.answer(_value(draft, ending, operation_id), _lines(draft, ending))
    return 0


def _stop_waiting(workspace: Workspace, body_id: int, out: Output) -> int:
    done = workspace.do(stop_waiting, body_id)
    name, count = done.value
    seats = ngettext("{count} seat", "{count} seats", count)
    words = _("{body}: no name is waited for any more ({seats}).").format(body=name, seats=seats)
    out.answer({"body": name, "seats": count, "operation": done.operation_id}, [words])
    return 0


def _draft(workspace: Workspace, arguments: Namespace, ending: TermEnd) -> TermEndDraft:
    kept = {naming.resolve(workspace, name, "people") for name in arguments.keep}
    return TermEndDraft(
        ending.organisation_id,
        ending.last_day,
        ending.term.id if ending.term else None,
        arguments.reason,
        {naming.resolve(workspace, name, "commitments"): fate.value for name, fate in arguments.fate},
        {each.start.role_id or 0 for each in ending.holdings if each.start.leaver_id in kept},
        {LEFT_ALONE[what] for what in arguments.leave_alone},
    )


def _value(draft: TermEndDraft, ending: TermEnd, operation_id: int | None) -> dict[str, Any]:
    return {
        "body": ending.organisation,
        "body_id": ending.organisation_id,
        "term": ending.term.name if ending.term else "",
        "on": plain(ending.last_day),
        "reason": draft.reason,
        "offices": [
            {
                "post": each.post,
                "post_id": each.start.post_id,
                "leaves": each.leaver,
                "leaves_id": each.start.leaver_id,
                "ends": each.start.role_id not in draft.kept,
                "waits": is_awaited(each, ending.organisation_id),
                "promises": [
                    {
                        "id": one.id,
                        "reference": one.reference,
                        "words": one.words,
                        "is_owed_to_leaver": one.is_owed_to_leaver,
                        "becomes": short_fate(draft.fates.get(one.id, one.suggested)),
                        "suggested": short_fate(one.suggested),
                        "because": one.reason,
                    }
                    for one in each.promises
                ],
                **{
                    words: [
                        {
                            "id": part.id,
                            "words": part.words,
                            "changes": part.is_suggested and key not in draft.left_alone,
                        }
                        for part in getattr(each, key)
                    ]
                    for words, key in LEFT_ALONE.items()
                },
            }
            for each in ending.holdings
        ],
        "summary": outline(draft, ending),
        "operation": operation_id,
    }


def _lines(draft: TermEndDraft, ending: TermEnd) -> Iterator[str]:
    yield outline(draft, ending)
    for each in ending.holdings:
        kept = "" if each.start.role_id not in draft.kept else " " + _("(is kept)")
        yield f"  {each.post}: {each.leaver}{kept}"
        for one in each.promises:
            fate = draft.fates.get(one.id, one.suggested)
            because = f" ({one.reason})" if fate == one.suggested else ""
            yield f"    {one.reference}  {one.words}"
            yield f"      {label(fate)}{because}"
        for key in PARTS:
            for part in getattr(each, key):
                goes = part.is_suggested and key not in draft.left_alone
                yield f"    {part.words}: {_('goes over') if goes else _('stays as it is')}"
