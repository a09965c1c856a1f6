"""That a copy was made off this computer, which the workspace itself remembers."""

from __future__ import annotations

from crm.operations.base import operation
from crm.operations.team import keep_setting
from crm.queries.backups import LAST_COPY
from crm.rules import clock
from resources.translations import _


@operation(lambda name: _("Copy off this computer: {name}").format(name=name), is_undoable=False)
def note_copy_away(name: str) -> str:
    """Write down that a copy lies elsewhere since today; `name` says where, in the user's words."""
    keep_setting(LAST_COPY, {"on": clock.today().isoformat(), "name": name})
    return name
