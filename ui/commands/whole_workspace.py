"""A whole workspace brought in from its file: what `kgotla import` does with one."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator

from crm.exchange.workspace_file import read_workspace_file
from crm.operations.workspace_file import bring_in_workspace, check_workspace_file, missing_files
from resources.translations import _, ngettext
from ui.commands import opening
from ui.commands.output import Output


def bring_in(arguments: Namespace, out: Output) -> int:
    """Make a new workspace the one of the file, or say whether that can be done."""
    file = read_workspace_file(arguments.file)
    operation_id = None
    with opening.to_write_or_try(arguments) as workspace:
        if arguments.dry_run:
            workspace.ask(check_workspace_file, file)
        else:
            workspace.back_up_before("import")
            operation_id = workspace.do(bring_in_workspace, file).operation_id
    count, missing = sum(map(len, file.rows.values())), missing_files(file)
    value = {"rows": count, "missing_files": missing, "operation": operation_id}
    out.answer(value, _lines(arguments.file.name, count, missing, operation_id))
    return 0


def _lines(file: str, count: int, missing: int, operation_id: int | None) -> Iterator[str]:
    if operation_id is None:
        yield _("{file} is a whole workspace ({count} rows), and would become this new one.").format(
            file=file, count=count
        )
    else:
        yield _("{file} was brought in: this workspace is now the one it was taken out of ({count} rows).").format(
            file=file, count=count
        )
    if missing:
        yield ngettext(
            "{count} file kept with a record is not in it; take the workspace out as a zip for those.",
            "{count} files kept with records are not in it; take the workspace out as a zip for those.",
            missing,
        ).format(count=missing)
