"""`kgotla ladder`: the rungs of escalation, listed or changed."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence

from crm.operations.escalation import RungDraft, draft_rung, move_rung, remove_rung, restore_ladder, save_rung
from crm.queries.escalation import has_own_ladder, list_rungs
from crm.rules import escalation, letters
from crm.rules.escalation import Noun, Rung, Unit, Whom
from crm.workspace import Workspace
from resources.translations import _
from ui.commands import opening
from ui.commands.arguments import number, text
from ui.commands.output import Output

NAME = "ladder"
_VALUES = {
    "name": "name",
    "whom": "to_whom",
    "days": "length",
    "unit": "unit",
    "for_noun": "applies_to",
    "letter": "letter_kind",
    "note": "note",
}
EVERY = "both"


def summary() -> str:
    """What the command does."""
    return _("list the rungs of escalation, or add, change, move or remove one")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options."""
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--add", action="store_true", help=_("add a rung at the top"))
    what.add_argument("--change", metavar="RUNG", type=number, help=_("change the rung of this number"))
    what.add_argument("--remove", metavar="RUNG", type=number, help=_("take the rung of this number out"))
    what.add_argument(
        "--move", metavar=("RUNG", "TO"), type=number, nargs=2, help=_("move the rung of this number to another place")
    )
    what.add_argument("--as-shipped", action="store_true", help=_("go back to the ladder that ships"))
    parser.add_argument("--name", metavar="WORDS", type=text, help=_("what the rung is called"))
    known = ", ".join(Whom)
    parser.add_argument(
        "--whom", metavar="WHOM", type=text, help=_("whom it turns to: {known}, or a name").format(known=known)
    )
    parser.add_argument("--days", metavar="NUMBER", type=number, help=_("how long they have; 0 for no clock"))
    parser.add_argument("--unit", choices=tuple(Unit), help=_("how the days are counted (working, unless said)"))
    parser.add_argument(
        "--for", dest="for_noun", choices=(*tuple(Noun)[1:], EVERY), help=_("what it is for (both, unless said)")
    )
    parser.add_argument("--letter", metavar="KIND", type=text, help=_("which letter, as “kgotla letter-template”"))
    parser.add_argument("--note", metavar="WORDS", type=text, help=_("where this practice is from"))


def run(arguments: Namespace, out: Output) -> int:
    """List or change; then say how the ladder stands."""
    is_change = arguments.add or arguments.as_shipped
    if not is_change and all(each is None for each in (arguments.change, arguments.remove, arguments.move)):
        with opening.to_read(arguments) as workspace:
            _answer(workspace, out)
        return 0
    with opening.to_write(arguments) as workspace:
        operation_id = _change(workspace, arguments)
        _answer(workspace, out, operation_id)
    return 0


def _change(workspace: Workspace, arguments: Namespace) -> int:
    if arguments.as_shipped:
        return workspace.do(restore_ladder).operation_id
    if arguments.remove is not None:
        return workspace.do(remove_rung, arguments.remove).operation_id
    if arguments.move is not None:
        return workspace.do(move_rung, *arguments.move).operation_id
    draft = RungDraft("") if arguments.add else workspace.ask(draft_rung, arguments.change)
    for option, field in _VALUES.items():
        value = getattr(arguments, option)
        if value is not None:
            setattr(draft, field, _stored(option, value))
    return workspace.do(save_rung, draft).operation_id


def _stored(option: str, value: object) -> object:
    if option == "days":
        return value or None
    return Noun.EVERY.value if option == "for_noun" and value == EVERY else value


def _answer(workspace: Workspace, out: Output, operation_id: int | None = None) -> None:
    rungs, is_ours = workspace.ask(list_rungs), workspace.ask(has_own_ladder)
    value: dict[str, object] = {"is_ours": is_ours, "rungs": [_as_json(rung) for rung in rungs]}
    if operation_id is not None:
        value["operation"] = operation_id
    foot = [] if is_ours else [_("As it ships: our practice, not law.")]
    out.answer(value, [*_lines(rungs), *foot])


def _as_json(rung: Rung) -> dict[str, object]:
    return {
        "rung": rung.position,
        "name": rung.name,
        "for": rung.applies_to or EVERY,
        "to_whom": rung.to_whom,
        "days": rung.length,
        "unit": rung.unit,
        "letter": rung.letter_kind,
        "note": rung.note,
    }


def _lines(rungs: Sequence[Rung]) -> Iterator[str]:
    for rung in rungs:
        parts = (escalation.label(rung.to_whom), escalation.clock_words(rung), letters.label(rung.letter_kind))
        only = f" ({escalation.label(rung.applies_to)})" if rung.applies_to else ""
        yield f"{rung.position}  {rung.name}{only}: " + ", ".join(parts)
