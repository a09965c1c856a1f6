"""`kgotla request`: what somebody asks under POPIA, read and decided thing by thing, answered within its time."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from crm.operations.corrections import CorrectionDraft, add_correction_note
from crm.operations.requests import (
    RequestDraft,
    answer_request,
    as_proposed,
    decide_items,
    draft_request,
    extend,
    receive_request,
    record_decision,
    see_identity,
)
from crm.operations.rights import object_to_use, withdraw_consent
from crm.queries.history import get_newest
from crm.queries.privacy import get_information_officer
from crm.queries.requests import (
    Item,
    RequestsFilter,
    get_request,
    get_request_rows,
    list_items,
    list_requests,
)
from crm.rules import clock
from crm.rules.errors import UserError
from crm.rules.giving_out import How
from crm.rules.requests import ANSWER, DRAFT, STAGE, Choice, Ground, Kind, Outcome, Status, ground_words, label
from crm.workspace import Done, Workspace
from reports import catalog
from resources.translations import _
from resources.translations import mark as N_  # noqa: N812 (gettext's own name)
from ui.commands import naming, opening
from ui.commands.actions import Action, add_actions, run_action
from ui.commands.arguments import day, past_day, path, text
from ui.commands.noting import give_made, note_made
from ui.commands.output import Output, plain, table

NAME = "request"
PROPOSED, UNREAD = "proposed", "unread"
DECISION = "request-decision"


def summary() -> str:
    """What the command does."""
    return _("what somebody asks under POPIA: its clock, what is held thing by thing, and the answer")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options: one action, each with its own."""
    add_actions(parser, _ACTIONS)
    parser.epilog = _(
        "kgotla request new access --person 'Naledi Sample' --received 2026-11-02\n"
        "kgotla request identity Q-2026-0001 'Identity card, in person'\n"
        "kgotla request items Q-2026-0001 --unread\n"
        "kgotla request decide Q-2026-0001 1-12 proposed\n"
        "kgotla request decide Q-2026-0001 13 withhold --ground safety\n"
        "kgotla request pack Q-2026-0001 --sign --out decision.pdf\n"
        "kgotla request signed Q-2026-0001 --by 'Vuyo Dlakavu'\n"
        "kgotla request pack Q-2026-0001 --out answer.zip --given by_hand\n"
        "kgotla request answer Q-2026-0001"
    )


def run(arguments: Namespace, out: Output) -> int:
    """Do the action."""
    return run_action(arguments, out)


# --- Options ---------------------------------------------------------------------------------------------------------


def _add_which(parser: ArgumentParser) -> None:
    parser.add_argument("record", metavar="RECORD", type=text, help=_("the request: Q-2026-0001, or requests:12"))


def _add_draft(parser: ArgumentParser) -> None:
    parser.add_argument("--person", metavar="RECORD", type=text, help=_("whom it is about (a record, or the name)"))
    parser.add_argument("--asked-by", metavar="NAME", type=text, help=_("who asks, where we hold nobody of that name"))
    parser.add_argument(
        "--for-whom", metavar="NAME", type=text, help=_("in whose name, where it is not the asker's own")
    )
    parser.add_argument("--received", metavar="DATE", type=past_day, help=_("the day it came (today, unless said)"))
    parser.add_argument("--words", metavar="WORDS", type=text, help=_("what was asked, in the asker's words"))
    parser.add_argument("--owner", metavar="RECORD", type=text, help=_("which of our colleagues looks after it"))


def _add_new(parser: ArgumentParser) -> None:
    parser.add_argument("kind", choices=tuple(Kind), help=_("what is asked"))
    _add_draft(parser)


def _add_change(parser: ArgumentParser) -> None:
    _add_which(parser)
    parser.add_argument("--kind", choices=tuple(Kind), help=_("what is asked"))
    _add_draft(parser)


def _add_list(parser: ArgumentParser) -> None:
    statuses = ("open", "closed", "all", *Status)
    parser.add_argument("--status", choices=statuses, default="open", help=_("which (open, unless said)"))


def _add_identity(parser: ArgumentParser) -> None:
    _add_which(parser)
    parser.add_argument("seen", metavar="WORDS", type=text, help=_("what was shown, without any number of it"))
    parser.add_argument("--on", metavar="DATE", type=past_day, help=_("on what day (today, unless said)"))


def _add_extend(parser: ArgumentParser) -> None:
    _add_which(parser)
    parser.add_argument("reason", metavar="WORDS", type=text, help=_("why more time is needed: the asker is told"))
    parser.add_argument("--told-on", metavar="DATE", type=past_day, help=_("when the asker was told"))
    parser.add_argument("--until", metavar="DATE", type=day, help=_("the new day (30 days more, unless said)"))


def _add_items(parser: ArgumentParser) -> None:
    _add_which(parser)
    parser.add_argument("--unread", action="store_true", help=_("only what nobody has read as it is now"))


def _add_decide(parser: ArgumentParser) -> None:
    _add_which(parser)
    parser.add_argument(
        "items",
        metavar="ITEMS",
        type=text,
        help=_("their numbers in “items” (3,5-9), one as note:12, or “unread”: all that “items --unread” showed"),
    )
    parser.add_argument(
        "choice", choices=(*Choice, PROPOSED), help=_("what is done with them, or as proposed for each")
    )
    grounds = "; ".join(f"{ground}: {ground_words(ground)}" for ground in Ground)
    parser.add_argument(
        "--ground", choices=tuple(Ground), help=_("why they are withheld: {grounds}").format(grounds=grounds)
    )
    parser.add_argument("--note", metavar="WORDS", type=text, help=_("for the Information Officer; it never goes out"))


def _add_signed(parser: ArgumentParser) -> None:
    _add_which(parser)
    parser.add_argument("--by", metavar="NAME", type=text, help=_("who decided (the Information Officer, unless said)"))
    parser.add_argument("--on", metavar="DATE", type=past_day, help=_("on what day (today, unless said)"))
    parser.add_argument("--reason", metavar="WORDS", type=text, default="", help=_("what the asker is told of why"))


def _add_answer(parser: ArgumentParser) -> None:
    _add_which(parser)
    parser.add_argument(
        "outcome",
        choices=tuple(Outcome),
        nargs="?",
        help=_("how it ended; for access it follows from the items"),
    )
    parser.add_argument("--on", metavar="DATE", type=past_day, help=_("on what day (today, unless said)"))
    parser.add_argument("--how", metavar="WORDS", type=text, default="", help=_("by hand, by e-mail, in person"))
    parser.add_argument("--reason", metavar="WORDS", type=text, default="", help=_("why, where it is refused"))


def _add_pack(parser: ArgumentParser) -> None:
    _add_which(parser)
    parser.add_argument(
        "--out", metavar="FILE", type=path, default=Path(), help=_("the PDF, or the ZIP with files, to write")
    )
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--draft", action="store_true", help=_("a draft to read at home, at any time"))
    which.add_argument("--sign", action="store_true", help=_("the page for the Information Officer to sign instead"))
    which.add_argument(
        "--given", choices=tuple(How), help=_("keep the exact paper as handed over to the asker, in this way")
    )
    secret = parser.add_mutually_exclusive_group()
    secret.add_argument("--password", action="store_true", help=_("ask for a password that the PDF opens with"))
    secret.add_argument("--password-file", metavar="FILE", type=path, help=_("a file whose first line is the password"))


def _add_do(parser: ArgumentParser) -> None:
    _add_which(parser)
    parser.add_argument("--why-not", metavar="WORDS", type=text, default="", help=_("correct: why it was not changed"))
    parser.add_argument("--on", metavar="DATE", type=past_day, help=_("on what day (that of the request, unless said)"))


# --- Actions ---------------------------------------------------------------------------------------------------------


def find(workspace: Workspace, name: str) -> int:
    """The request written so. Raises UserError: "record-not-found", "name-not-found"."""
    return naming.resolve(workspace, name, "requests")


def _new(arguments: Namespace, out: Output) -> None:
    with opening.to_write(arguments) as workspace:
        done = workspace.do(receive_request, _filled(workspace, arguments, RequestDraft()))
        _say(workspace, out, done.value[0], done)


def _change(arguments: Namespace, out: Output) -> None:
    with opening.to_write(arguments) as workspace:
        draft = workspace.ask(draft_request, find(workspace, arguments.record))
        done = workspace.do(receive_request, _filled(workspace, arguments, draft))
        _say(workspace, out, done.value[0], done)


def _filled(workspace: Workspace, arguments: Namespace, draft: RequestDraft) -> RequestDraft:
    said: dict[str, Any] = {
        "kind": arguments.kind,
        "asked_by": arguments.asked_by,
        "for_whom": arguments.for_whom,
        "received_on": arguments.received,
        "words": arguments.words,
        "person_id": naming.resolve(workspace, arguments.person, "people") if arguments.person else None,
        "owner_id": naming.resolve(workspace, arguments.owner, "team") if arguments.owner else None,
    }
    return replace(draft, **{name: value for name, value in said.items() if value is not None})


def _say(workspace: Workspace, out: Output, request_id: int, done: Done[Any] | None = None) -> None:
    page = workspace.ask(get_request, request_id)
    if page is None:
        raise UserError("record-not-found", record=f"requests:{request_id}")
    value = plain(page)
    row = value.pop("row")
    row |= {"record": f"requests:{request_id}", "noun": "requests", "name": page.row.name, **value}
    lines = [page.row.name, page.row.sentence, f"{label(page.row.kind)}. {page.row.stands}."]
    if page.row.wants_reading and page.row.is_open:
        lines.append(page.reading.words)
    if done is not None:
        row["operation"] = done.operation_id
    out.answer(row, lines)


def _list(arguments: Namespace, out: Output) -> None:
    with opening.to_read(arguments) as workspace:
        found = workspace.ask(list_requests, RequestsFilter(status=arguments.status))
        rows = workspace.ask(get_request_rows, found)
    values = [plain(row) | {"record": f"requests:{row.id}", "stands": row.stands} for row in rows]
    columns = (
        ("reference", _("Reference")),
        ("asked_by", _("Asked by")),
        ("kind", _("Kind")),
        ("due_on", _("Answer due")),
        ("lateness", _("Lateness")),
        ("stands", _("Status")),
    )
    out.answer(values, table(values, columns))


def _show(arguments: Namespace, out: Output) -> None:
    with opening.to_read(arguments) as workspace:
        _say(workspace, out, find(workspace, arguments.record))


def _identity(arguments: Namespace, out: Output) -> None:
    _do(arguments, out, see_identity, arguments.seen, arguments.on)


def _extend(arguments: Namespace, out: Output) -> None:
    _do(arguments, out, extend, arguments.reason, arguments.told_on, arguments.until)


def _signed(arguments: Namespace, out: Output) -> None:
    with opening.to_write(arguments) as workspace:
        by = arguments.by or workspace.ask(get_information_officer).name
        request_id = find(workspace, arguments.record)
        done = workspace.do(record_decision, request_id, by, arguments.on, arguments.reason)
        _say(workspace, out, request_id, done)


def _answer(arguments: Namespace, out: Output) -> None:
    said = {"how": arguments.how, "reason": arguments.reason}
    _do(arguments, out, answer_request, arguments.outcome or "", arguments.on, **said)


def _do(arguments: Namespace, out: Output, operation: Callable[..., Any], *given: Any, **said: Any) -> None:
    with opening.to_write(arguments) as workspace:
        request_id = find(workspace, arguments.record)
        _say(workspace, out, request_id, workspace.do(operation, request_id, *given, **said))


def _items(arguments: Namespace, out: Output) -> None:
    with opening.to_read(arguments) as workspace:
        items = workspace.ask(list_items, find(workspace, arguments.record))
    shown = [item for item in items if not (arguments.unread and item.is_read)]
    lines = [*_item_lines(shown)] or [_("Everything was read.") if items else _("Nothing is held.")]
    out.answer([_item_as_json(item) for item in shown], lines)


def _item_as_json(item: Item) -> dict[str, Any]:
    value: dict[str, Any] = plain(item)
    held = value.pop("held")
    return {
        "number": item.number,
        "key": item.key,
        "title": item.title,
        "says": held["said"],
        "confidentiality": held["confidentiality"],
        "names_others": any(item.named),
        **{name: value[name] for name in ("choice", "ground", "note", "read_by", "read_on", "is_read", "is_changed")},
    }


def _item_lines(items: Sequence[Item]) -> Iterator[str]:
    for item in items:
        state = _("read by {name}").format(name=item.read_by) if item.is_read else _("not read")
        chosen = ground_words(item.ground) if item.ground else ""
        yield f"{item.number:3}  {item.key}  {item.title}"
        yield "     " + "; ".join(part for part in (label(item.choice), chosen, state) if part)
        yield from (f"     {name}: {words}" for name, words in item.held.said)


def _decide(arguments: Namespace, out: Output) -> None:
    with opening.to_write(arguments) as workspace:
        request_id = find(workspace, arguments.record)
        chosen = _chosen(workspace.ask(list_items, request_id), arguments.items)
        done = workspace.do(decide_items, request_id, [_decision(arguments, item) for item in chosen])
        _say(workspace, out, request_id, done)


def _decision(arguments: Namespace, item: Item) -> Any:
    decision = as_proposed(item)
    if arguments.choice != PROPOSED:
        ground = arguments.ground or (item.ground if arguments.choice == Choice.WITHHOLD else "")
        decision = replace(decision, choice=arguments.choice, ground=ground)
    elif arguments.ground and item.choice == Choice.WITHHOLD:
        decision = replace(decision, ground=arguments.ground)
    return decision if arguments.note is None else replace(decision, note=arguments.note)


def _chosen(items: Sequence[Item], written: str) -> list[Item]:
    """The items that are written so. Raises UserError("no-such-item")."""
    if written == UNREAD:
        if all(item.is_read for item in items):
            raise UserError("nothing-unread")
        return [item for item in items if not item.is_read]
    by_key = {item.key: item for item in items} | {str(item.number): item for item in items}
    found = []
    for part in written.replace(" ", "").split(","):
        first, _dash, last = part.partition("-")
        is_span = first.isdecimal() and last.isdecimal() and len(first + last) < 12
        span = range(int(first), min(int(last), int(first) + len(items)) + 1) if is_span else ()
        for key in map(str, span) if is_span else [part]:
            if key not in by_key:
                raise UserError("no-such-item", item=key, count=len(items))
            found.append(by_key[key])
    return found


def _pack(arguments: Namespace, out: Output) -> None:
    password = opening.password_for_a_file(arguments)
    with (opening.to_write if arguments.given else opening.to_note)(arguments) as workspace:
        row = workspace.ask(get_request_rows, [find(workspace, arguments.record)])[0]
        name = DECISION if arguments.sign else ANSWER
        options = {"request": f"requests:{row.id}"} | ({STAGE: DRAFT} if arguments.draft else {})
        knows = workspace.ask(get_newest)
        made = catalog.make(
            workspace.ask,
            name,
            options,
            arguments.out,
            made_by=workspace.user_name,
            today=clock.today(),
            password=password,
        )
        if arguments.given:
            give_made(workspace, made, options, row.asked_by, row.person_id, arguments.given, knows)
        else:
            note_made(workspace, made, options)
    value = {"file": made.file, "report": name, "pages": made.pages, "sha256": made.sha256, "request": row.reference}
    out.answer(value, [catalog.written_words(str(made.file), made.pages)])


def _carry_out(arguments: Namespace, out: Output) -> None:
    """The second step of what is asked to be done: an operation of its own, which can be undone as such."""
    with opening.to_write(arguments) as workspace:
        row = workspace.ask(get_request_rows, [find(workspace, arguments.record)])[0]
        if row.person_id is None:
            raise UserError("request-of-nobody-held", reference=row.reference)
        on = arguments.on or row.received_on
        if row.kind is Kind.OBJECT:
            done: Done[Any] = workspace.do(object_to_use, row.person_id, on, row.words)
        elif row.kind is Kind.WITHDRAW_CONSENT:
            done = workspace.do(withdraw_consent, row.person_id, on)
        elif row.kind is Kind.CORRECT:
            note = CorrectionDraft(row.person_id, on, row.asked_by, row.words, arguments.why_not, row.id)
            done = workspace.do(add_correction_note, note)
        else:
            raise UserError("nothing-to-carry-out", reference=row.reference, kind=label(row.kind))
    out.answer({"request": row.reference, "operation": done.operation_id, "label": done.label}, [done.label])


_ACTIONS: tuple[Action, ...] = (
    ("new", N_("write down a request; its clock runs from the day it came"), _add_new, _new),
    ("change", N_("correct what was written down of one that is open"), _add_change, _change),
    ("list", N_("the requests, by the day their answer is due"), _add_list, _list),
    ("show", N_("one request: its clock, where it stands, and how far it was read"), _add_which, _show),
    ("identity", N_("who asks has shown to be that person"), _add_identity, _identity),
    ("extend", N_("take 30 days more, once, and say why"), _add_extend, _extend),
    ("items", N_("everything that is held, with what is proposed for each thing"), _add_items, _items),
    ("decide", N_("give, cover names, or withhold what was read"), _add_decide, _decide),
    ("signed", N_("the Information Officer has signed the decision"), _add_signed, _signed),
    ("pack", N_("the answer, or the page to sign, as a file"), _add_pack, _pack),
    (
        "do",
        N_("carry out what is asked: the objection, the consent taken back, the note that stays"),
        _add_do,
        _carry_out,
    ),
    ("answer", N_("the asker was answered"), _add_answer, _answer),
)
