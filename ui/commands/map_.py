"""`kgotla map`: how people and bodies stand to an issue, plan, petition or topic; a new look at one of them."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator

from crm.operations.mapping import ABOUT, LookDraft, look_at
from crm.queries.mapping import Look, get_map, list_looks
from crm.rules.dates import format_day
from crm.rules.errors import UserError
from crm.rules.mapping import LEVELS, Stance, label, may_read_words, sign
from crm.workspace import Workspace
from resources.translations import _
from ui.commands import naming, opening
from ui.commands.arguments import past_day, text
from ui.commands.output import Output, plain

NAME = "map"
_SAID = ("influence", "interest", "stance", "effort", "reason", "by")


def summary() -> str:
    """What the command does."""
    return _("show how people and bodies stand to a matter, or keep a new look at one of them")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options."""
    parser.add_argument("record", metavar="RECORD", nargs="?", type=text, help=_("the person or body"))
    parser.add_argument(
        "--about",
        metavar="RECORD",
        type=text,
        help=_("the issue, plan, petition or topic: I-2026-0001; without: in general"),
    )
    parser.add_argument("--influence", choices=tuple(LEVELS), help=_("how much they can do about it"))
    parser.add_argument("--interest", choices=tuple(LEVELS), help=_("how much it matters to them"))
    parser.add_argument("--stance", choices=tuple(Stance)[1:], help=_("where they stand; not set is not neutral"))
    parser.add_argument("--effort", metavar="WORDS", type=text, help=_("what we put into it"))
    parser.add_argument("--reason", metavar="WORDS", type=text, help=_("why we see it so; they may ask to read this"))
    parser.add_argument("--by", metavar="NAME", type=text, help=_("who sees it so (you, unless said)"))
    parser.add_argument("--on", metavar="DATE", type=past_day, help=_("when (today, unless said)"))
    parser.epilog = _(
        "With one of these options a new look is kept, and those before stay; without, what is there is shown:\n"
        "of a person or body every look, of a matter (--about alone) the map. No paper for others has any of it."
    )


def run(arguments: Namespace, out: Output) -> int:
    """Keep a look, or show what is there."""
    said = {name: getattr(arguments, name) for name in _SAID if getattr(arguments, name)}
    if arguments.record is None and (said or arguments.about is None):
        raise UserError("mapping-of-whom")
    open_workspace = opening.to_write if said else opening.to_read
    with open_workspace(arguments) as workspace:
        party = naming.resolve(workspace, arguments.record, "people", "organisations") if arguments.record else None
        about = naming.resolve(workspace, arguments.about, *ABOUT) if arguments.about else None
        if party is None:
            _show_map(workspace, about or 0, out)
            return 0
        if said:
            by = said.pop("by", "")
            workspace.do(look_at, LookDraft(party, about, arguments.on, by_whom=by, **said))
        looks = [one for one in workspace.ask(list_looks, party) if about is None or one.about_id == about]
    out.answer(plain(looks), [*(_words(one) for one in looks), may_read_words()] if looks else [_("Nothing found.")])
    return 0


def _show_map(workspace: Workspace, about_id: int, out: Output) -> None:
    found = workspace.ask(get_map, about_id)
    out.answer(plain(found), list(_map_lines(found.drawn, found.not_set)))


def _map_lines(drawn: tuple[Look, ...], not_set: tuple[Look, ...]) -> Iterator[str]:
    if not drawn and not not_set:
        yield _("Nobody is mapped yet.")
    for look in drawn:
        levels = _("influence {influence}, interest {interest}").format(
            influence=label(look.influence).lower(), interest=label(look.interest).lower()
        )
        yield f"[{sign(look.stance)}] {look.name}: {label(look.stance).lower()}, {levels} ({format_day(look.on)})"
    if not_set:
        yield _("Influence or interest not set, which is not neutral:")
    for look in not_set:
        yield f"  [{sign(look.stance)}] {look.name}: {label(look.stance).lower()} ({format_day(look.on)})"


def _words(look: Look) -> str:
    about = look.about or _("in general")
    said = (
        _("influence {level}").format(level=label(look.influence).lower()),
        _("interest {level}").format(level=label(look.interest).lower()),
        _("stance {stance}").format(stance=label(look.stance).lower()),
        look.effort,
        look.reason,
        look.by_whom,
    )
    latest = "" if look.is_latest else _(" (earlier)")
    return f"{format_day(look.on)}{latest}  {about}: {'; '.join(part for part in said if part)}"
