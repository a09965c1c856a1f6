"""The mark over a workspace that is open only to read: who writes it, since when, and the way to write it oneself."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from resources.translations import _
from ui.background.service import Service
from ui.widgets.status import Tone
from ui.widgets.workspace_banner import WorkspaceBanner


class ReadOnlyBanner(WorkspaceBanner):
    """Shown while the open workspace may not be changed here; its button locks, so that it can be opened anew."""

    def __init__(self, service: Service, parent: QWidget | None = None) -> None:
        super().__init__(service, "", Tone.INFO, _("Open it to change"), "read-only-banner", parent)

    def _look(self) -> None:
        words = _("Read only: {user} has it open on {computer} since {since}. What is written there shows here.")
        self.set_text(words.format(**self._service.writer) if self._service.is_read_only else "")
