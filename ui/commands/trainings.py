"""`kgotla trainings`: how many came to trainings and workshops, attendances and people apart."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from crm.queries.head_counts import HeadCountsFilter, sum_head_counts
from crm.rules.engagements import Kind
from crm.rules.head_counts import label
from resources.translations import _, ngettext
from ui.commands import naming, opening
from ui.commands.arguments import past_day, text
from ui.commands.output import Output, plain

NAME = "trainings"
_KINDS = (Kind.TRAINING, Kind.WORKSHOP)


def summary() -> str:
    """What the command does."""
    return _("count who came to trainings and workshops: sessions, attendances and separate people")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options."""
    parser.add_argument("--since", metavar="DATE", type=past_day, help=_("held on this day or later"))
    parser.add_argument("--until", metavar="DATE", type=past_day, help=_("held on this day or before"))
    for name, words in (
        ("topic", _("about this topic")),
        ("place", _("in this place, or in one inside it")),
        ("agreement", _("that count towards this agreement or grant: M-2026-0001")),
    ):
        parser.add_argument(f"--{name}", metavar="RECORD", type=text, help=words)
    parser.add_argument("--kind", choices=tuple(Kind), action="append", help=_("of this kind instead; may be repeated"))


def run(arguments: Namespace, out: Output) -> int:
    """Count."""
    with opening.to_read(arguments) as workspace:
        named = {
            f"{noun}_id": naming.resolve(workspace, name, f"{noun}s") if name else None
            for noun, name in (
                ("topic", arguments.topic),
                ("place", arguments.place),
                ("agreement", arguments.agreement),
            )
        }
        wanted = HeadCountsFilter(tuple(arguments.kind or _KINDS), arguments.since, arguments.until, **named)
        found = workspace.ask(sum_head_counts, wanted)
    figures = {figure.name: figure for figure in found.figures}
    value = {"engagements": found.engagements, "figures": {name: plain(each) for name, each in figures.items()}}
    lines = [ngettext("{count} engagement was held", "{count} engagements were held", found.engagements)]
    lines += [f"  {label(name)}: {figure.words}" for name, figure in figures.items()]
    lines.append(
        _("Attendances and people are two things. People are counted once in each engagement: who came to two, twice.")
    )
    out.answer(value, lines)
    return 0
