"""The button that offers an empty list of each kind."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from crm.exchange.templates import TEMPLATES
from resources.translations import _
from ui.icons import Icon
from ui.widgets.buttons import secondary


class TemplateButton(QWidget):
    """Press it and choose of what; `wanted` names the template."""

    wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.button = secondary(_("Empty list to fill in"), "import-template", Icon.FILE_ARROW_DOWN)
        self.button.setToolTip(
            _("An Excel workbook with the right columns, which comes back here once it is filled in")
        )
        menu = QMenu(self.button)
        menu.setObjectName("import-template-menu")
        for template in TEMPLATES:
            action = menu.addAction(template.words)
            action.setObjectName(f"import-template-{template.name}")
            action.triggered.connect(partial(self._want, template.name))
        self.button.setMenu(menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.button)

    def sizeHint(self) -> QSize:
        """As wide as its words."""
        return self.button.sizeHint()

    def _want(self, name: str, _checked: bool = False) -> None:
        self.wanted.emit(name)
