"""The mark over a sample workspace: nobody must take invented people for real ones."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from resources.translations import _
from ui.background.service import Service
from ui.widgets.banner import Banner
from ui.widgets.status import Tone

SETTING = "is_sample"


class SampleBanner(Banner):
    """Shown while the open workspace says that it is a sample; its button leaves it."""

    def __init__(self, service: Service, parent: QWidget | None = None) -> None:
        super().__init__(
            _("Sample data: invented people. Try anything; nothing here is real."),
            Tone.WARNING,
            _("Leave the sample"),
            "sample-banner",
            parent=parent,
        )
        self._service = service
        self.hide()
        service.opened.connect(self._look)
        service.closed.connect(self.hide)
        self.pressed.connect(service.close)
        if service.is_open:
            self._look()

    def _look(self) -> None:
        from crm.queries.team import get_setting

        self._service.ask(self, self._show, get_setting, SETTING, False)

    def _show(self, is_sample: object) -> None:
        self.setVisible(bool(is_sample))
