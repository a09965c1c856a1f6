"""A mark over the open workspace, with a button that closes it: shown as long as what it says is so."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.background.service import Service
from ui.widgets.banner import Banner
from ui.widgets.status import Tone


class WorkspaceBanner(Banner):
    """Looks when a workspace is opened whether it has something to say, and goes when it is closed."""

    def __init__(
        self, service: Service, words: str, tone: Tone, button: str, name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(words, tone, button, name, parent=parent)
        self._service = service
        self.hide()
        service.opened.connect(self._look)
        service.closed.connect(self.hide)
        self.pressed.connect(service.close)
        if service.is_open:
            self._look()

    def _look(self) -> None:
        raise NotImplementedError
