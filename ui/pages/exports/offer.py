"""“Take out…” beside a list: what is selected, else what the list shows."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from resources.translations import _, ngettext
from ui.desk import Desk
from ui.icons import Icon, icon
from ui.lists.record_list import RecordList
from ui.pages.exports.dialog import Chosen, TakeOutDialog
from ui.pages.parts.actions import action
from ui.theme import GRID
from ui.widgets.buttons import IconButton

KEYS = "Ctrl+Alt+O"


def offer_take_out(page: QWidget, desk: Desk, noun: str, records: RecordList) -> QAction:
    """Put the button beside the list's columns; returns the action for the search palette."""
    made = take_out_action(page, desk, noun, lambda: chosen_in(noun, records))
    records.add_tool(take_out_button(made, noun))
    return made


def take_out_action(page: QWidget, desk: Desk, noun: str, chosen: Callable[[], Chosen]) -> QAction:
    """The action of a page that opens the dialog for what is chosen then."""

    def run() -> None:
        TakeOutDialog(desk, chosen(), page.window()).open()

    return action(page, f"{noun}-take-out-action", _("Take out…"), run, KEYS)


def take_out_button(take_out: QAction, noun: str) -> IconButton:
    """A small button that does it."""
    button = IconButton()
    button.setObjectName(f"{noun}-take-out")
    button.setIcon(icon(Icon.FILE_ARROW_DOWN, "muted"))
    button.setIconSize(QSize(5 * GRID, 5 * GRID))
    button.setToolTip(f"{_('Take out…')} ({KEYS})")
    button.setAccessibleName(_("Take out…"))
    button.clicked.connect(take_out.trigger)
    return button


def chosen_in(noun: str, records: RecordList) -> Chosen:
    """What is selected where that is more than one record, else all that the list shows."""
    selected = records.selected_ids()
    if len(selected) > 1:
        words = ngettext("{count} record that is selected", "{count} records that are selected", len(selected))
        return Chosen(noun, words.format(count=len(selected)), tuple(selected), _("selected"))
    shown = tuple(records.model.ids())
    wanted = records.wanted
    filters = [wanted.text] if wanted.text else []
    filters += [f"{name}: {value}" for name, value in wanted.filters.items()]
    words = ngettext("{count} record that the list shows", "{count} records that the list shows", len(shown))
    return Chosen(noun, words.format(count=len(shown)), shown, ", ".join(filters))
