"""The mark over a sample workspace: nobody must take invented people for real ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from resources.translations import _
from ui.background.service import Service
from ui.widgets.status import Tone
from ui.widgets.workspace_banner import WorkspaceBanner

if TYPE_CHECKING:
    from crm.workspace import Workspace
    from ui.background.jobs import Progress


class SampleBanner(WorkspaceBanner):
    """Shown while the open workspace says that it is a sample; its button leaves it."""

    def __init__(self, service: Service, parent: QWidget | None = None) -> None:
        super().__init__(
            service,
            _("Sample data: invented people. Try anything; nothing here is real."),
            Tone.WARNING,
            _("Leave the sample"),
            "sample-banner",
            parent,
        )

    def _look(self) -> None:
        self._service.run(self, self.setVisible, _is_sample, "")


def _is_sample(workspace: Workspace, _progress: Progress) -> bool:
    return workspace.is_sample
