"""“Replace holder…”, from any page that shows posts or their holders."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from crm.queries.replacements import Start
from resources.translations import _
from ui.background.asker import Asker
from ui.desk import Desk
from ui.pages.parts.actions import action
from ui.pages.replacing.dialog import ReplaceHolderDialog


class ReplaceHolder(QObject):
    """Belongs to a page. `begin` asks for where it can start, with the one the keyboard is on first."""

    def __init__(self, page: QWidget, desk: Desk, name: str, begin: Callable[[], object]) -> None:
        super().__init__(page)
        self._page = page
        self._desk = desk
        self._wanted = 0
        self._asker = Asker(self, desk.service, self._open)
        self.action = action(page, f"{name}-replace-action", _("Replace holder…"), begin, "Ctrl+H")

    def ask(self, query: Callable[..., Sequence[Start]], *args: object, leaver_id: int = 0) -> None:
        """Open the form over what the query answers; `leaver_id` is whom the keyboard is on."""
        self._wanted = leaver_id
        self._asker.ask(query, *args)

    def open(self, start: Start) -> None:
        """Open the form at this one."""
        self._wanted = 0
        self._open([start])

    def _open(self, starts: Sequence[Start]) -> None:
        if not starts:
            self._desk.navigator.say(_("Nobody holds an office here yet. Add one first."))
            return
        first = next((at for at, start in enumerate(starts) if self._wanted and start.leaver_id == self._wanted), 0)
        ReplaceHolderDialog(self._page.window(), self._desk, starts, first).open()
