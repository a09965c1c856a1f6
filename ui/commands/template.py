"""`kgotla template`: an empty list to fill in, as a workbook that comes back."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from crm.exchange.templates import TEMPLATES, template_named, write_template
from crm.rules.errors import UserError
from resources.translations import _
from ui.commands.arguments import path
from ui.commands.output import Output

NAME = "template"


def summary() -> str:
    """What the command does."""
    return _("write an empty list to fill in as an Excel workbook, which “kgotla import” brings in")


def add_options(parser: ArgumentParser) -> None:
    """The command's own options."""
    names = [template.name for template in TEMPLATES]
    parser.add_argument(
        "kind", metavar="KIND", choices=names, help=_("of what: {kinds}").format(kinds=", ".join(names))
    )
    parser.add_argument("file", metavar="FILE.xlsx", type=path, help=_("the file to write"))


def run(arguments: Namespace, out: Output) -> int:
    """Write the file."""
    template = template_named(arguments.kind)
    if template is None:
        raise UserError("no-such-choice", value=arguments.kind, known=", ".join(each.name for each in TEMPLATES))
    write_template(template, arguments.file)
    columns = [_(column.heading) for column in template.columns]
    words = _("{file}: {kind}. Fill it in and bring it in with “kgotla import {file}”.")
    out.answer(
        {"file": arguments.file, "kind": template.name, "columns": columns},
        [words.format(file=arguments.file, kind=template.words)],
    )
    return 0
