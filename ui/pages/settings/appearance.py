"""Light, dark, or as the system."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QButtonGroup, QRadioButton

from resources.translations import _
from ui.desk import Desk
from ui.pages.settings.section import Section
from ui.theme import Setting
from ui.widgets.cards import Card


class AppearanceSection(Section):
    """Three radio buttons; the choice shows at once."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            _("Appearance"),
            _("How the window looks on this computer. It changes at once."),
            "settings-appearance",
        )
        card = Card(name="settings-appearance-card")
        self._group = QButtonGroup(self)
        for setting, words in (
            (Setting.SYSTEM, _("As the &system")),
            (Setting.LIGHT, _("&Light")),
            (Setting.DARK, _("&Dark")),
        ):
            button = QRadioButton(words)
            button.setObjectName(f"settings-theme-{setting.value}")
            button.setChecked(desk.theme.setting is setting)
            button.clicked.connect(partial(desk.theme.choose, setting))
            self._group.addButton(button)
            card.add(button)
        self.body.addWidget(card)
        self.body.addStretch(1)
