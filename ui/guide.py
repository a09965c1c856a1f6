"""The user guide in the window: the paths of everything, as the rules have them (F1)."""

from __future__ import annotations

from PySide6.QtWidgets import QTextBrowser, QWidget

from crm.rules import path_guide
from resources.translations import _
from ui.widgets.dialogs import Dialog

SIZE = (920, 620)


class GuideDialog(Dialog):
    """Which steps may follow which; read by arrow keys, closed by Esc."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, _("User guide"), "guide")
        self.text = QTextBrowser()
        self.text.setObjectName("guide-text")
        self.text.setAccessibleName(_("User guide"))
        self.text.setTabChangesFocus(True)
        self.text.setMarkdown(path_guide.write())
        self.add(self.text)
        self.add_cancel(_("Close"))
        room = self.screen().availableSize()
        self.resize(min(SIZE[0], parent.width() - 40, room.width()), min(SIZE[1], parent.height() - 40, room.height()))
        self.text.setFocus()
