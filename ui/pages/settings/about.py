"""What this program is, and its keys."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version

from PySide6.QtCore import Qt, qVersion
from PySide6.QtWidgets import QGridLayout

from resources.translations import _
from ui.desk import Desk
from ui.pages.settings.section import Section
from ui.theme import GAP, PADDING
from ui.widgets.cards import Card, label
from ui.widgets.key_hint import KeyHint


class AboutSection(Section):
    """Version, licence, where this computer's own settings lie, and the keyboard."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            _("About Kgotla"),
            _("Keeps who you spoke to, what was promised and what came of it. Nothing leaves this computer by itself."),
            "settings-about",
        )
        about = Card(name="settings-about-card")
        for words in (
            _("Version {version}").format(version=_version()),
            _("Free software under the Apache License 2.0"),
            _("Python {python}, Qt {qt}").format(python=platform.python_version(), qt=qVersion()),
            _("This computer's own settings: {folder}").format(folder=desk.preferences.folder),
        ):
            about.add(label(words))
        self.body.addWidget(about)
        keys = Card(_("Keyboard"), "settings-keyboard")
        grid = QGridLayout()
        grid.setHorizontalSpacing(3 * PADDING)
        grid.setVerticalSpacing(GAP)
        for at, (key, words) in enumerate(shortcuts()):
            grid.addWidget(KeyHint(key), at // 2, 2 * (at % 2), Qt.AlignmentFlag.AlignLeft)
            grid.addWidget(label(words), at // 2, 2 * (at % 2) + 1)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        keys.body.addLayout(grid)
        self.body.addWidget(keys)
        self.body.addStretch(1)


def shortcuts() -> list[tuple[str, str]]:
    """The keys that work from anywhere."""
    return [
        ("Ctrl+K", _("Search everything")),
        ("Ctrl+N", _("New on this page")),
        ("Ctrl+Shift+N", _("New: ask which")),
        ("Ctrl+Shift+X", _("Lock")),
        ("Ctrl+Z", _("Undo")),
        ("Ctrl+Shift+Z", _("Redo")),
        ("Ctrl+Alt+O", _("Take out what the list shows")),
        ("Ctrl+Alt+V", _("Paste rows: people, commitments, or names on a committee")),
        ("Alt+Left", _("Back")),
        ("Alt+Right", _("Forward")),
        ("Ctrl+1", _("Today; 2 for People and so on")),
        ("Ctrl+S", _("Save a form or a report")),
        ("Ctrl+P", _("Print a report")),
    ]


def _version() -> str:
    try:
        return version("kgotla")
    except PackageNotFoundError:
        return _("not installed")
