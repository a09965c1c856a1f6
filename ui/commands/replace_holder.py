"""`kgotla replace-holder`: who leaves a post and who comes, with all that hangs on it, as one operation."""

from __future__ import annotations

import argparse
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from crm.operations.replacements import ReplacementDraft, check_replacement, replace_holder, suggested_draft
from crm.operations.replacements import summary as outline
from crm.queries.people import get_names
from crm.queries.records import get_record
from crm.queries.replacements import (
    Part,
    Replacement,
    Start,
    find_starts,
    get_replacement,
    list_starts_of_person,
)
from crm.rules import clock
from crm.rules.commitments import OnChangeOfOffice as Fate
from crm.rules.commitments import label
from crm.rules.errors import UserError
from crm.rules.names import fold
from crm.rules.offices import EndReason, last_day
from crm.workspace import Workspace
from resources.translations import _
from ui.commands import naming, opening
from ui.commands.arguments import past_day, text
from ui.commands.output import Output, plain

NAME = "replace-holder"
FATES = {"stays": Fate.STAYS_WITH_PERSON, "passes": Fate.PASSES_TO_POST, "lapses": Fate.LAPSES}
PARTS = {
    "doors": "doors",
    "engagements": "engagements",
    "agreements": "focal_points",
    "steps": "steps",
    "other-offices": "other_roles",
}
"""What `--leave-alone` names, and where the draft holds it."""


def summary() -> str:
    """What the command does."""
    return _("replace the holder of a post: end one holding, begin the next, decide on each open promise")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options."""
    parser.add_argument(
        "record",
        metavar="RECORD",
        type=text,
        help=_("the post: offices:12, or “Chairperson, Committee on Health”; or a person without a post"),
    )
    parser.add_argument(
        "--leaves", metavar="NAME", type=text, default="", help=_("who leaves, where several hold the post")
    )
    comes = parser.add_mutually_exclusive_group(required=True)
    comes.add_argument(
        "--comes", metavar="NAME", type=text, default="", help=_("who comes: a person of yours, or a new name")
    )
    comes.add_argument(
        "--not-known", action="store_true", help=_("nobody knows yet who comes: the post stands on Today until then")
    )
    parser.add_argument("--on", metavar="DATE", type=past_day, help=_("the first day of whoever comes (today)"))
    parser.add_argument(
        "--reason",
        metavar="WORDS",
        type=reason,
        default=EndReason.UNKNOWN.value,
        help=_("why: {known}").format(known=", ".join(each.replace(" ", "-") for each in EndReason)),
    )
    parser.add_argument(
        "--promise",
        metavar="C-…=FATE",
        type=decision,
        action="append",
        default=[],
        help=_("what becomes of an open promise: stays, passes (to the post) or lapses; may be given again"),
    )
    parser.add_argument(
        "--also-leaves",
        metavar="OFFICE",
        type=text,
        action="append",
        default=[],
        help=_("another office of theirs that ends too; may be given again"),
    )
    parser.add_argument(
        "--leave-alone",
        metavar="WHAT",
        choices=sorted(PARTS),
        action="append",
        default=[],
        help=_("do not hand these over: {known}; may be given again").format(known=", ".join(sorted(PARTS))),
    )
    parser.add_argument("--party", metavar="NAME", type=text, default="", help=_("the newcomer's party, for a seat"))
    parser.add_argument("--dry-run", action="store_true", help=_("only say what would come of it; nothing is written"))
    parser.epilog = _(
        "A promise that is not named takes what is suggested; --dry-run says what, and why. “kgotla undo” takes all\n"
        "of it back. Naming somebody for a vacant post is done with the same command."
    )


def reason(value: str) -> str:
    """An argument that is a reason to leave. Raises argparse.ArgumentTypeError."""
    words = text(value).replace("-", " ").replace("_", " ").casefold()
    if words not in list(EndReason):
        said = _("“{value}” is no reason to leave; use one of: {known}")
        known = ", ".join(each.replace(" ", "-") for each in EndReason)
        raise argparse.ArgumentTypeError(said.format(value=text(value), known=known))
    return words


def decision(value: str) -> tuple[str, Fate]:
    """An argument such as C-2026-0004=passes. Raises argparse.ArgumentTypeError."""
    name, _equals, fate = text(value).partition("=")
    if not name or fate.casefold() not in FATES:
        said = _("“{value}” says nothing about a promise; write it like C-2026-0004=passes, with: {known}")
        raise argparse.ArgumentTypeError(said.format(value=text(value), known=", ".join(FATES)))
    return name, FATES[fate.casefold()]


def run(arguments: Namespace, out: Output) -> int:
    """Replace the holder, or say what would come of it."""
    on: date = arguments.on or clock.today()
    with opening.to_write_or_try(arguments) as workspace:
        start = _start(workspace, arguments, on)
        preview = workspace.ask(get_replacement, start, on, arguments.reason)
        if preview is None:
            raise UserError("record-not-found", record=arguments.record)
        draft = _draft(workspace, arguments, preview, on)
        comes = _name_of(workspace, draft)
        operation_id = None
        if arguments.dry_run:
            workspace.ask(check_replacement, draft, preview)
        else:
            done = workspace.do(replace_holder, draft)
            operation_id, draft.comes_id = done.operation_id, done.value.comes_id
            comes = done.value.comes
    out.answer(_value(draft, preview, comes, operation_id), _lines(draft, preview, comes))
    return 0


def _start(workspace: Workspace, arguments: Namespace, on: date) -> Start:
    """The holding that ends, or that is followed. Raises UserError("leaver-not-said"), ("not-among-holders")."""
    record_id = naming.resolve(workspace, arguments.record, "offices", "people")
    head = workspace.ask(get_record, record_id)
    is_person = head is not None and head.noun == "people"
    starts = workspace.ask(list_starts_of_person if is_person else find_starts, record_id, last_day(on))
    if arguments.leaves:
        leaver = naming.resolve(workspace, arguments.leaves, "people")
        starts = [start for start in starts if start.leaver_id == leaver]
        if not starts:
            raise UserError("not-among-holders", name=arguments.leaves, post=arguments.record)
    if len(starts) > 1:
        raise UserError("leaver-not-said", post=arguments.record, known="; ".join(start.words for start in starts))
    return starts[0] if starts else Start(record_id)


def _draft(workspace: Workspace, arguments: Namespace, preview: Replacement, on: date) -> ReplacementDraft:
    draft = suggested_draft(preview, on, arguments.reason)
    if arguments.comes:
        draft.comes_id = naming.look_up(workspace, arguments.comes, "people")
        draft.comes_name = "" if draft.comes_id else arguments.comes
    if arguments.party:
        draft.party_id = naming.resolve(workspace, arguments.party, "organisations")
    for name, fate in arguments.promise:
        draft.fates[naming.resolve(workspace, name, "commitments")] = fate.value
    for what in arguments.leave_alone:
        setattr(draft, PARTS[what], set())
    for office in arguments.also_leaves:
        draft.other_roles.add(_other_role(preview, office))
    return draft


def _other_role(preview: Replacement, office: str) -> int:
    found = [part.id for part in preview.other_roles if fold(part.words) == fold(office)]
    if not found:
        raise UserError("not-among-holders", name=preview.leaver or preview.post, post=office)
    return found[0]


def _name_of(workspace: Workspace, draft: ReplacementDraft) -> str:
    if draft.comes_id is None:
        return draft.comes_name
    return workspace.ask(get_names, [draft.comes_id]).get(draft.comes_id, "")


def _value(draft: ReplacementDraft, preview: Replacement, comes: str, operation_id: int | None) -> dict[str, Any]:
    return {
        "post": preview.post,
        "post_id": preview.start.post_id,
        "leaves": preview.leaver,
        "leaves_id": preview.start.leaver_id,
        "was_vacant": preview.is_vacant,
        "reason": draft.end_reason,
        "comes": comes,
        "comes_id": draft.comes_id,
        "on": plain(draft.on),
        "promises": [
            {
                "id": one.id,
                "reference": one.reference,
                "words": one.words,
                "is_owed_to_leaver": one.is_owed_to_leaver,
                "becomes": short_fate(draft.fates[one.id]),
                "suggested": short_fate(one.suggested),
                "because": one.reason,
            }
            for one in preview.promises
        ],
        "go_with_the_post": [
            {"id": each, "reference": reference, "words": words} for each, reference, words in preview.waiting
        ],
        "other_offices": _parts(preview.other_roles, draft.other_roles, "ends"),
        "doors": _parts(preview.doors, draft.doors, "changes"),
        "engagements": _parts(preview.engagements, draft.engagements, "changes"),
        "agreements": _parts(preview.focal_points, draft.focal_points, "changes"),
        "steps": _parts(preview.steps, draft.steps, "changes"),
        "summary": outline(draft, preview, comes),
        "operation": operation_id,
    }


def short_fate(fate: str) -> str:
    """The word that stands for a fate on the command line."""
    return next(short for short, each in FATES.items() if each == fate)


def _parts(parts: Sequence[Part], chosen: set[int], key: str) -> list[dict[str, Any]]:
    return [{"id": part.id, "words": part.words, key: part.id in chosen} for part in parts]


def _lines(draft: ReplacementDraft, preview: Replacement, comes: str) -> Iterator[str]:
    yield outline(draft, preview, comes)
    for one in preview.promises:
        fate = label(draft.fates[one.id])
        because = f" ({one.reason})" if draft.fates[one.id] == one.suggested else ""
        yield f"  {one.reference}  {one.words}"
        yield f"    {fate}{because}"
    for _id, reference, words in preview.waiting:
        yield f"  {reference}  {words}"
        yield "    " + _("Goes with the post")
    for parts, chosen, yes, no in (
        (preview.other_roles, draft.other_roles, _("ends too"), _("is kept")),
        (preview.doors, draft.doors, _("changes"), _("stays as it is")),
        (preview.engagements, draft.engagements, _("goes over"), _("stays as it is")),
        (preview.focal_points, draft.focal_points, _("goes over"), _("stays as it is")),
        (preview.steps, draft.steps, _("goes over"), _("stays as it is")),
    ):
        for part in parts:
            yield f"  {part.words}: {yes if part.id in chosen else no}"
