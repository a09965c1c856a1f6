"""`kgotla doubles`: records that may be one, with every reason for and against."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import Any

from crm.queries.doubles import Double, DoubleSide, find_doubles, get_double_sides
from crm.workspace import Workspace
from resources.translations import _, ngettext
from ui.commands import opening
from ui.commands.arguments import count
from ui.commands.output import Output

NAME = "doubles"
NOUNS = ("people", "organisations")


def summary() -> str:
    """What the command does."""
    return _("find people or organisations that may be one, and say why")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options."""
    parser.add_argument("--noun", choices=NOUNS, default=NOUNS[0], help=_("people (unless said) or organisations"))
    parser.add_argument("--limit", metavar="NUMBER", type=count, default=50, help=_("how many pairs to show (50)"))
    parser.epilog = _(
        "A number or address that a whole office shares never counts. “kgotla merge” makes one record of two,\n"
        "“kgotla relate” keeps how they are related, and “kgotla not-same” says that they are two."
    )


def run(arguments: Namespace, out: Output) -> int:
    """Find them."""
    with opening.to_read(arguments) as workspace:
        found = workspace.ask(find_doubles, arguments.noun, arguments.limit)
        sides = _sides(workspace, arguments.noun, found.pairs)
    pairs = [_described(arguments.noun, pair, sides) for pair in found.pairs]
    out.answer({"count": found.count, "pairs": pairs}, [line for pair in pairs for line in _lines(pair)])
    left = found.count - len(pairs)
    if not pairs:
        out.note(_("Nothing looks like a double."))
    elif left:
        out.note(ngettext("{count} more pair; see --limit", "{count} more pairs; see --limit", left))
    return 0


def _sides(workspace: Workspace, noun: str, pairs: tuple[Double, ...]) -> dict[int, DoubleSide]:
    wanted = sorted({record_id for pair in pairs for record_id in (pair.one, pair.other)})
    return {side.id: side for side in workspace.ask(get_double_sides, noun, wanted)}


def _described(noun: str, pair: Double, sides: dict[int, DoubleSide]) -> dict[str, Any]:
    described = [sides[record_id] for record_id in (pair.one, pair.other)]
    return {
        "score": pair.score.points,
        "words": pair.score.words,
        "for": list(pair.score.pro),
        "against": list(pair.score.against),
        "records": [
            {"record": f"{noun}:{side.id}", "id": side.id, "name": side.name, "detail": side.detail}
            for side in described
        ],
    }


def _lines(pair: dict[str, Any]) -> list[str]:
    reasons = "; ".join(pair["for"])
    if pair["against"]:
        reasons += _(" – but {reasons}").format(reasons="; ".join(pair["against"]))
    sides = [", ".join(filter(None, (side["record"], side["name"], side["detail"]))) for side in pair["records"]]
    return [f"{pair['score']}  {pair['words']}: {reasons}", *(f"    {side}" for side in sides)]
