"""What a command wrote: that it lies outside is noted, or that it was handed over."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from crm.exchange.files import fingerprint
from crm.operations.privacy import HandOverDraft, hand_over, record_copy, record_hand_over
from crm.workspace import Workspace
from reports import catalog


def note_made(workspace: Workspace, made: catalog.Made, options: Mapping[str, str]) -> None:
    """Note where the paper lies, unless the workspace is only read."""
    if not workspace.is_read_only:
        about = (made.report, made.file.name, options, made.sha256, made.pages)
        workspace.do(record_hand_over, *about, file=made.file, people=made.people, has_password=made.has_password)


def note_copy(workspace: Workspace, file: Path, title: str = "") -> None:
    """Note where a file lies that was just written and is no paper, unless the workspace is only read."""
    if not workspace.is_read_only:
        workspace.do(record_copy, title or file.name, file, fingerprint(file))


def give_made(
    workspace: Workspace,
    made: catalog.Made,
    options: Mapping[str, str],
    to_whom: str,
    receiver_id: int | None,
    how: str,
    knows: int,
    on: date | None = None,
    note: str = "",
) -> None:
    """Keep the exact paper as handed over; `knows` is the newest operation there was before it was made."""
    draft = HandOverDraft(
        made.report,
        made.title,
        options,
        made.file.read_bytes(),
        made.pages,
        made.file.name,
        catalog.audience_of(made.report, options),
        to_whom,
        receiver_id,
        on,
        how,
        note,
        knows,
        made.file,
        made.people,
    )
    workspace.do(hand_over, draft)
