"""What options say is put into the draft of a record: values as they are, records by what they are called."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping
from typing import Any

from crm.workspace import Workspace
from ui.commands import naming
from ui.commands.output import LEVELS

TOPICS = {"topic": ("topics", ("topics",))}
"""The option --topic, as most records have it."""


def fill(
    workspace: Workspace,
    arguments: Namespace,
    draft: Any,
    values: Mapping[str, str],
    records: Mapping[str, tuple[str, str]],
    lists: Mapping[str, tuple[str, tuple[str, ...]]],
) -> None:
    """Put into a draft whatever was given; what was not stays as it is.

    Each option names a field of the draft; a record also its noun, a list the nouns its names are looked for among.
    Raises UserError as `naming.resolve` does.
    """
    for option, field in values.items():
        value = getattr(arguments, option)
        if value is not None:
            setattr(draft, field, value)
    for option, (field, noun) in records.items():
        name = getattr(arguments, option)
        if name:
            setattr(draft, field, naming.resolve(workspace, name, noun))
    for option, (field, nouns) in lists.items():
        names = getattr(arguments, option)
        if names:
            setattr(draft, field, [naming.resolve(workspace, name, *nouns) for name in names])
    if arguments.confidentiality:
        draft.confidentiality = LEVELS.index(arguments.confidentiality)
