"""The attendance register: one key a person, with the codes of parliamentary minutes."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu, QToolButton

from crm.rules.engagements import AttendanceCode, AttendanceRole, label
from resources.translations import _
from ui.icons import Icon
from ui.pages.engagements.people_rows import PersonRow
from ui.pages.engagements.segments import Segment, Segments
from ui.pages.parts.choosing import choose, combo
from ui.widgets.buttons import tool

FIRST = (AttendanceCode.P, AttendanceCode.A, AttendanceCode.AP)
MORE = (AttendanceCode.L, AttendanceCode.DE, AttendanceCode.LDE, AttendanceCode.U)
MORE_WIDTH = 64


def code_after(code: str, key: str) -> str:
    """The code a key gives: A twice is an apology, L and D together late and departed early; "" for other keys."""
    after = {
        "P": AttendanceCode.P,
        "A": AttendanceCode.AP if code == AttendanceCode.A else AttendanceCode.A,
        "L": AttendanceCode.LDE if code == AttendanceCode.DE else AttendanceCode.L,
        "D": AttendanceCode.LDE if code == AttendanceCode.L else AttendanceCode.DE,
        "U": AttendanceCode.U,
    }
    return str(after.get(key, ""))


def side_words(side: str) -> str:
    """Whose delegation."""
    return _("Ours") if side == "ours" else _("Theirs")


class AttendanceRow(PersonRow):
    """Who came: P, A (twice: AP) on the keyboard, the rest with L, D and U or under More."""

    def build(self) -> None:
        """Codes, name, what they did there, more."""
        name = self.objectName()
        self.code = Segments(
            f"{name}-code",
            [Segment(str(code), str(code), "A, A" if code == "AP" else str(code), label(code)) for code in FIRST],
        )
        self.code.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.code.changed.connect(self.set_code)
        self.more = tool(Icon.DOTS_THREE, _("More codes, and whose side"), f"{name}-more")
        self.more.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.more.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.more.setFixedWidth(MORE_WIDTH)
        self.more.clicked.connect(self.offer_more)
        self.side = QToolButton()
        self.side.setObjectName(f"{name}-side")
        self.side.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.side.clicked.connect(self._change_side)
        self._row.addWidget(self.code)
        self._row.addWidget(self.more)
        self._row.addWidget(self.names(), 1)
        self._row.addWidget(self.side)
        self._row.addWidget(self.remove_button())

    def show_draft(self) -> None:
        """Show code, side and part."""
        code = self.draft.code
        self.code.set_value(code)
        other = AttendanceCode(code) if code in MORE else None
        self.more.setText("" if other in (None, AttendanceCode.U) else str(other))
        self.more.setChecked(other not in (None, AttendanceCode.U))
        part = f", {label(self.draft.part)}" if self.draft.part else ""
        self.side.setText(f"{side_words(self.draft.side)}{part}")
        self.side.setToolTip(_("Whose side they are on (S changes it)"))
        self.setAccessibleName(f"{self.somebody.name}, {label(AttendanceCode(code))}, {self.side.text()}")

    def set_code(self, code: str) -> None:
        """Give this code."""
        self.draft.code = code
        self.show_draft()
        self.changed.emit()

    def offer_more(self) -> None:
        """The other codes, and what they did there."""
        menu = QMenu(self)
        menu.setObjectName("attendance-menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for code in MORE:
            menu.addAction(f"{code}  {label(code)}", partial(self.set_code, str(code)))
        menu.addSeparator()
        for part in AttendanceRole:
            menu.addAction(label(part), partial(self._set_part, str(part)))
        menu.addAction(_("No special part"), partial(self._set_part, ""))
        menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height())))

    def _set_part(self, part: str) -> None:
        self.draft.part = part
        self.show_draft()
        self.changed.emit()

    def _change_side(self) -> None:
        self.draft.side = "theirs" if self.draft.side == "ours" else "ours"
        self.show_draft()
        self.changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """One key a person."""
        key = event.text().upper()
        code = code_after(self.draft.code, key) if key else ""
        if code:
            self.set_code(code)
        elif key == "S":
            self._change_side()
        elif key == "M" or event.key() == Qt.Key.Key_Menu:
            self.offer_more()
        else:
            super().keyPressEvent(event)


class DelegationRow(PersonRow):
    """Who goes, and whom they will meet, each with the part they play."""

    def build(self) -> None:
        """Name, side, part."""
        name = self.objectName()
        self.side = Segments(
            f"{name}-side",
            [Segment("ours", _("Ours"), "O"), Segment("theirs", _("Theirs"), "T")],
            _("Side of {name}").format(name=self.somebody.name),
        )
        self.side.changed.connect(self._take_side)
        self.part = combo(
            f"{name}-part",
            [("", _("No special part")), *((str(part), label(part)) for part in AttendanceRole)],
            _("Part of {name}").format(name=self.somebody.name),
        )
        self._row.addWidget(self.names(), 1)
        self._row.addWidget(self.side)
        self._row.addWidget(self.part)
        self._row.addWidget(self.remove_button())
        choose(self.part, self.draft.part, label)
        self.part.currentIndexChanged.connect(self._take_part)

    def show_draft(self) -> None:
        """Show the side."""
        self.side.set_value(self.draft.side)
        self.setAccessibleName(f"{self.somebody.name}, {side_words(self.draft.side)}")

    def _take_side(self, side: str) -> None:
        self.draft.side = side
        self.show_draft()
        self.changed.emit()

    def _take_part(self) -> None:
        self.draft.part = str(self.part.currentData())
        self.changed.emit()
