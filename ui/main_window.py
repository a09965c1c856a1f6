"""The window: the start screen or the shell, what can be done from anywhere, and what is said to the user."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QClipboard, QCloseEvent, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu, QStackedWidget, QWidget

from crm.rules import clock
from crm.rules.copies import LastCopy
from crm.rules.errors import Problem
from resources.translations import _, ngettext
from ui.background.copies import Copies
from ui.background.elsewhere import Elsewhere
from ui.background.tidying import Tidier
from ui.backup_words import age_of_copy
from ui.desk import Desk
from ui.icons import Icon, icon
from ui.pages.registry import ENTRIES, SEARCH, START_SCREEN, PageEntry, StartLike, load
from ui.widgets.toast import Toast
from ui.words import sentence

if TYPE_CHECKING:
    from crm.workspace import Changes, Done
    from ui.kept_work import KeptWork
    from ui.pages.calls.dialog import PhoneCallDialog
    from ui.shell import Shell
    from ui.widgets.closing import ClosingDialog
    from ui.widgets.dialogs import BugBox
    from ui.widgets.search_palette import Found, PaletteAction

SMALLEST = (1000, 540)
USUAL = [1280, 800]
REVIEW = "review"
SETTINGS = "settings"
ROUTES = "routes"
PALETTE_TOP = 60
FOUND_AT_ONCE = 30


class MainWindow(QMainWindow):
    """Start screen or shell; pages go when the workspace is locked."""

    def __init__(
        self,
        desk: Desk,
        entries: Sequence[PageEntry] = ENTRIES,
        start_screen: str = START_SCREEN,
        search: str = SEARCH,
    ) -> None:
        super().__init__()
        self.setObjectName("main-window")
        self.setWindowTitle("Kgotla")
        self.setMinimumSize(*SMALLEST)
        self._desk = desk
        self._start_screen = start_screen
        self._search = search
        self._start: QWidget | None = None
        self._bug_box: BugBox | None = None
        self._call: PhoneCallDialog | None = None
        self._folder: Path | None = None
        self._may_close = False
        self._kept: KeptWork | None = None
        self._closing: ClosingDialog | None = None
        self._trouble: Problem | None = None
        self._undo_label = ""
        self._undo = self._action("undo", "Ctrl+Z", desk.service.undo)
        self._redo = self._action("redo", "Ctrl+Shift+Z", desk.service.redo)
        self._entries = entries
        self._screens = QStackedWidget()
        self.setCentralWidget(self._screens)
        self.toast = Toast(self)
        self._action("search", "Ctrl+K", self.open_palette)
        self._action("new", "Ctrl+N", self.new)
        self._action("review", "Ctrl+R", self.review)
        self._action("new-which", "Ctrl+Shift+N", self.ask_which_new)
        self._action("phone-call", "Ctrl+L", self.log_call)
        self._action("paste-message", "Ctrl+M", self.paste_message)
        self._action("who-deals", "Ctrl+W", self.ask_who_deals)
        self._action("lock", "Ctrl+Shift+X", self.lock)
        self._action("guide", "F1", self.show_guide)
        self._connect()
        self._show_labels("", "")
        size: list[int] = desk.preferences.get("window_size", USUAL)
        room = self.screen().availableSize()  # a small laptop's screen may be lower than our usual size
        self.resize(min(size[0], room.width()), min(size[1], room.height()))

    @cached_property
    def shell(self) -> Shell:
        """The shell, made when the first workspace is open: the start screen is up sooner without it."""
        from ui.shell import Shell

        shell = Shell(self._desk, self._entries, self._undo, self._redo)
        self._screens.addWidget(shell)
        self._connect_shell(shell)
        self._action("back", "Alt+Left", shell.back)
        self._action("forward", "Alt+Right", shell.forward)
        for entry in shell.entries.values():
            if entry.shortcut:
                self._action(f"page-{entry.name}", entry.shortcut, partial(shell.open_page, entry.name))
        return shell

    def _connect_shell(self, shell: Shell) -> None:
        service, navigator = self._desk.service, self._desk.navigator
        service.changed.connect(shell.take_changes)
        service.busy.connect(shell.status.set_busy)
        navigator.page_wanted.connect(shell.open_page)
        navigator.record_wanted.connect(shell.open_record)
        navigator.new_wanted.connect(shell.new_on)
        navigator.report_wanted.connect(shell.show_report)
        navigator.paste_wanted.connect(shell.paste)
        navigator.filtered_wanted.connect(shell.show_filtered)
        navigator.back_wanted.connect(shell.back)
        navigator.forward_wanted.connect(shell.forward)
        shell.top.search_wanted.connect(self.open_palette)
        shell.top.new_wanted.connect(self.new)
        shell.title_changed.connect(self._show_title)
        shell.title_changed.connect(self._clear_foot)
        shell.lock_wanted.connect(self.lock)
        shell.status.copy_wanted.connect(self.show_backups)

    def _action(self, name: str, keys: str, run: Callable[[], object]) -> QAction:
        action = QAction(self)
        action.setObjectName(f"action-{name}")
        action.setShortcut(QKeySequence(keys))
        action.triggered.connect(run)
        self.addAction(action)
        return action

    def _connect(self) -> None:
        service, navigator = self._desk.service, self._desk.navigator
        service.opened.connect(self._show_shell)
        service.closed.connect(self._show_locked)
        service.done.connect(self._tell_done)
        service.problem.connect(self.show_problem)
        service.undo_changed.connect(self._show_labels)
        self.elsewhere = Elsewhere(service)
        self.tidier = Tidier(service)
        self.elsewhere.wrote.connect(self._tell_written)
        self.copies = Copies(service, self._desk.preferences)
        self.copies.troubled.connect(self._take_trouble)
        service.changed.connect(self._look_at_copy)
        navigator.said.connect(self._say)
        navigator.search_wanted.connect(self.search)
        self.toast.undo_wanted.connect(service.reverse)

    # Screens

    @property
    def is_shell_shown(self) -> bool:
        """Whether a workspace is open in the window."""
        return self._desk.service.is_open and self._screens.currentWidget() is self.shell

    def show_start(self) -> None:
        """Show the start screen; called when the program starts and when the workspace is locked."""
        if self._start is None:
            factory = cast("Callable[[Desk], QWidget]", load(self._start_screen))
            self._start = factory(self._desk)
            self._screens.addWidget(self._start)
        self._screens.setCurrentWidget(self._start)
        self._show_title("")
        cast("StartLike", self._start).take_focus()

    def lock(self) -> None:
        """Close the workspace and ask for the passphrase again; asks first when something is unsaved."""
        if self._desk.service.is_open:
            self._leave(_("Lock and lose what is unsaved?"), _("Lock"), self._desk.service.close)

    def lock_unasked(self) -> None:
        """Lock when nobody may be there to ask: what is typed and not saved waits, unseen, for the same person."""
        from ui.kept_work import KeptWork, clear_screen

        service = self._desk.service
        if self._closing is not None:
            self._closing.reject()  # its backup ends with the workspace
        has_unsaved = self._has_unsaved()
        dialogs = clear_screen(self)
        if has_unsaved or dialogs:
            self._kept = KeptWork(service.folder, service.user_name, dialogs)
        service.close()

    def _show_shell(self) -> None:
        service = self._desk.service
        kept, self._kept = self._kept, None
        if kept is not None and (kept.folder, kept.user_name) != (service.folder, service.user_name):
            kept.drop()
            self.shell.forget()
            kept = None
        self._folder = service.folder
        self.shell.status.set_workspace(self._folder.stem if self._folder else "")
        self._trouble = None
        self._ask_last_copy()
        self.shell.top.new.setEnabled(not service.is_read_only)
        self._screens.setCurrentWidget(self.shell)
        if self._start is not None:
            self._screens.removeWidget(self._start)
            self._start.deleteLater()
            self._start = None
        if kept is not None:
            self.shell.resume()
            kept.show()
        else:
            self.shell.open_page(next(iter(self.shell.entries)))

    def _show_locked(self) -> None:
        if self._kept is None:
            from ui.kept_work import clear_screen, end

            end(clear_screen(self))
            self.shell.forget()
        self.shell.status.set_workspace("")
        self.toast.forget()
        _clear_clipboard()
        self._show_labels("", "")
        self.show_start()
        if self._folder is not None:
            cast("StartLike", self._start).show_locked(self._folder)

    def _show_title(self, title: str) -> None:
        self.setWindowTitle(f"{title} – Kgotla" if title else "Kgotla")

    # New and search

    def new(self) -> None:
        """Start what fits the page shown, or ask which."""
        entry = self.shell.current_entry() if self.is_shell_shown else None
        if entry is not None and entry.new_label:
            self.shell.new_on(entry.name)
        else:
            self.ask_which_new()

    def ask_which_new(self) -> None:
        """Ask in a menu what to make."""
        if not self._may_write():
            return
        menu = QMenu(self)
        menu.setObjectName("new-menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for entry in self.shell.entries.values():
            if entry.new_label:
                menu.addAction(icon(entry.icon), entry.shown_new_label(), partial(self.shell.new_on, entry.name))
        menu.addAction(icon(Icon.PHONE_CALL), _("Phone call"), QKeySequence("Ctrl+L"), self.log_call)
        menu.addAction(icon(Icon.CHAT_CIRCLE_TEXT), _("Paste a message"), QKeySequence("Ctrl+M"), self.paste_message)
        button = self.shell.top.new
        corner = button.mapToGlobal(QPoint(button.width() - menu.sizeHint().width(), button.height() + 4))
        menu.popup(corner)
        menu.setActiveAction(menu.actions()[0])

    def _may_write(self) -> bool:
        """Whether a workspace is open that can be changed here; says why not."""
        return self.is_shell_shown and self._desk.service.may_write()

    def log_call(self) -> None:
        """Somebody is on the phone: the person or body whose page is shown, unless another name is typed."""
        if not self._may_write():
            return
        from ui.pages.calls.dialog import PhoneCallDialog

        noun, record_id = self.shell.current_record()
        is_party = noun in ("people", "organisations")
        self._call = PhoneCallDialog(self, self._desk, record_id if is_party else 0)
        self._call.finished.connect(self._forget_call)
        self._call.open()

    def paste_message(self) -> None:
        """File a text that was received, beginning with what is on the clipboard."""
        if not self._may_write():
            return
        from ui.pages.messages.dialog import paste_message

        paste_message(self, self._desk)

    def _forget_call(self) -> None:
        self._call = None

    def show_guide(self) -> None:
        """The user guide, loaded when first wanted."""
        from ui.guide import GuideDialog

        GuideDialog(self).open()

    def ask_who_deals(self) -> None:
        """Who deals with a topic in a place: those of the plan, petition, issue or engagement that is shown."""
        if not self.is_shell_shown or ROUTES not in self.shell.entries:
            return
        from crm.queries.asking import ASKERS

        noun, record_id = self.shell.current_record()
        self.shell.show_filtered(ROUTES, {"record": record_id} if noun in ASKERS else {})

    def review(self) -> None:
        """Go through open records one by one."""
        if self.is_shell_shown and REVIEW in self.shell.entries:
            self.shell.open_page(REVIEW)

    def open_palette(self) -> None:
        """Search everything, and everything that can be done."""
        self.search("")

    def search(self, text: str) -> None:
        """Open the palette with these words in it."""
        if not self.is_shell_shown:
            return
        from ui.widgets.search_palette import SearchPalette  # here: the first paint needs no palette and no dialog

        palette = SearchPalette(self._desk.service, self._find, self._palette_actions(), self)
        palette.record_wanted.connect(self.shell.open_record)
        palette.move(self.mapToGlobal(QPoint((self.width() - palette.width()) // 2, PALETTE_TOP)))
        palette.open()
        palette.line.setText(text)

    def _find(self, text: str) -> Sequence[Found]:
        """Runs on the reader: what the search of crm finds that has a page."""
        from ui.widgets.search_palette import Found

        find = cast("Callable[[str, int], Sequence[Any]]", load(self._search))
        found = find(text, FOUND_AT_ONCE)
        return [Found(one.id, one.name, one.detail, one.noun) for one in found if self.shell.can_show(one.noun)]

    def _palette_actions(self) -> list[PaletteAction]:
        from ui.widgets.search_palette import PaletteAction

        page, entries = self.shell.current_page(), self.shell.entries.values()
        offered = page.offered_actions() if page is not None else []
        undo = [action for action in (self._undo, self._redo) if action.isEnabled()]
        new = [
            PaletteAction(
                _("New: {what}").format(what=one.shown_new_label()), partial(self.shell.new_on, one.name), one.icon
            )
            for one in entries
            if one.new_label
        ]
        go = [
            PaletteAction(_("Go to {page}").format(page=one.shown_label()), partial(self.shell.open_page, one.name))
            for one in entries
            if one.label
        ]
        done_here = [PaletteAction(one.text().replace("&", ""), one.trigger) for one in offered]
        undone = [PaletteAction(one.text().replace("&", ""), one.trigger) for one in undo]  # last: never meant by Enter
        call = PaletteAction(_("Phone call"), self.log_call, Icon.PHONE_CALL, _("log call phone"))
        paste = PaletteAction(_("Paste a message"), self.paste_message, Icon.CHAT_CIRCLE_TEXT, _("whatsapp sms e-mail"))
        routes = [
            PaletteAction(
                _("Who deals with this?"), self.ask_who_deals, Icon.COMPASS, _("route department committee councillor")
            )
            for name in self.shell.entries
            if name == ROUTES
        ]
        review = [
            PaletteAction(_("Review open records"), self.review, Icon.LIST_BULLETS, _("call sheet phone round"))
            for name in self.shell.entries
            if name == REVIEW
        ]
        care = {
            "deadlines": _("Deadlines"),
            "doubles": _("Possible doubles"),
            "to-verify": _("What to verify"),
            "retention": _("Look through what is kept"),
        }
        cared = [
            PaletteAction(words, partial(self.shell.open_page, name))
            for name, words in care.items()
            if name in self.shell.entries
        ]
        return [
            *done_here,
            call,
            paste,
            *routes,
            *review,
            *cared,
            *new,
            *go,
            *undone,
            PaletteAction(_("Lock"), self.lock, Icon.LOCK_KEY),
        ]

    # What happened

    def _tell_written(self, labels: list[str]) -> None:
        more = ngettext("and {count} more", "and {count} more", len(labels) - 1).format(count=len(labels) - 1)
        shown = f"{labels[-1]} ({more})" if len(labels) > 1 else labels[-1]
        self._say(_("Written by another program: {what}").format(what=shown))

    def _tell_done(self, done: Done[Any]) -> None:
        can_undo = done.is_undoable and self._undo_label == done.label
        self._clear_foot()
        self.toast.say(done.label, done.operation_id if can_undo else None)

    def _clear_foot(self) -> None:
        """The buttons at the foot of the page shown are not covered."""
        page = self.shell.current_page() if self.is_shell_shown else None
        self.toast.keep_off(page.foot if page is not None else 0)

    def _say(self, text: str) -> None:
        self._clear_foot()
        self.toast.say(text)

    def _look_at_copy(self, changes: Changes) -> None:
        if changes.touches("settings"):
            self._ask_last_copy()

    def _ask_last_copy(self) -> None:
        self._desk.service.ask(self, self._show_last_copy, last_copy)

    def _show_last_copy(self, last: LastCopy) -> None:
        if self._trouble is not None:
            is_made = self._trouble.code == "backup-flawed"
            words = _("Something in the last backup is damaged") if is_made else _("The last backup failed")
            self.shell.status.set_last_copy(words, is_worry=True)
        else:
            self.shell.status.set_last_copy(age_of_copy(last, clock.today()), last.is_old)

    def _take_trouble(self, problem: Problem | None) -> None:
        if problem != self._trouble:
            self._trouble = problem
            self._ask_last_copy()
        if problem is not None:
            self._say(sentence(problem))

    def show_backups(self) -> None:
        """The section of the settings about backups and copies."""
        if self.is_shell_shown and SETTINGS in self.shell.entries:
            self.shell.show_filtered(SETTINGS, {"section": "backups"})

    def _show_labels(self, undo: str, redo: str) -> None:
        self._undo_label = undo
        self._undo.setText(_("Undo: {label}").format(label=undo) if undo else _("Undo"))
        self._redo.setText(_("Redo: {label}").format(label=redo) if redo else _("Redo"))
        self._undo.setEnabled(bool(undo))
        self._redo.setEnabled(bool(redo))

    def show_problem(self, problem: Problem) -> None:
        """Tell a problem that no page took."""
        from ui.widgets.dialogs import ProblemBox

        ProblemBox(self, problem).open()

    def show_bug(self, details: str) -> None:
        """Tell a mistake of ours, one at a time."""
        from ui.widgets.dialogs import BugBox

        if self._bug_box is None:
            self._bug_box = BugBox(self, details)
            self._bug_box.finished.connect(self._forget_bug)
            self._bug_box.open()

    def _forget_bug(self) -> None:
        self._bug_box = None

    # Leaving

    def _leave(self, question: str, verb: str, leave: Callable[[], object]) -> None:
        if not self._has_unsaved():
            leave()
            return
        from ui.widgets.dialogs import ConfirmDialog

        box = ConfirmDialog(self, question, _("A form holds something that is not saved yet."), verb, is_danger=True)
        box.confirmed.connect(leave)
        box.open()

    def _has_unsaved(self) -> bool:
        if self._call is not None and self._call.is_dirty:
            return True
        return self._kept is not None or (self._desk.service.is_open and self.shell.has_unsaved())

    def _close_anyway(self) -> None:
        self._may_close = True
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask first when something is unsaved, and back up what changed; remember the size."""
        if not self._may_close and self._has_unsaved():
            event.ignore()
            self._leave(_("Close and lose what is unsaved?"), _("Close"), self._back_up_and_close)
            return
        if not self._may_close and self._desk.service.is_open and self.copies.has_changed:
            event.ignore()
            self._back_up_and_close()
            return
        if not self.isMaximized():
            self._desk.preferences.set("window_size", [self.width(), self.height()])
        super().closeEvent(event)

    def _back_up_and_close(self) -> None:
        from ui.widgets.closing import ClosingDialog

        if not self._desk.service.is_open or not self.copies.has_changed:
            self._close_anyway()
        elif self._closing is None:
            self._closing = dialog = ClosingDialog(self)
            dialog.closing_wanted.connect(self._close_anyway)
            dialog.rejected.connect(self._stay)
            dialog.follow(self.copies.finish(self, self._close_backed_up, dialog.show_problem))

    def _close_backed_up(self) -> None:
        if self._closing is not None:
            self._close_anyway()

    def _stay(self) -> None:
        self._closing = None


def _clear_clipboard() -> None:
    """What was copied here is not left for whoever comes next; what another program put there stays."""
    clipboard = QGuiApplication.clipboard()
    if clipboard.ownsClipboard():
        clipboard.clear()
    if clipboard.supportsSelection() and clipboard.ownsSelection():
        clipboard.clear(QClipboard.Mode.Selection)


def last_copy() -> LastCopy:
    """When a copy last left this computer; the store is imported where it is read."""
    from crm.queries.backups import get_last_copy

    return get_last_copy()
