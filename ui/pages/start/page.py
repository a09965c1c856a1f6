"""Before a workspace is open: the first start, opening, restoring, and the passphrase after locking."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from crm.rules.errors import Problem
from crm.rules.exchanges import is_there
from resources.translations import _
from ui.desk import Desk
from ui.pages.start import opening
from ui.pages.start.choose import ChoosePanel
from ui.pages.start.mending import Mending, is_damage
from ui.pages.start.opening import Opening
from ui.pages.start.unlock import UnlockPanel
from ui.theme import GAP, GRID, PADDING, PAGE_MARGIN, colours, heading_font
from ui.widgets.banner import Banner
from ui.widgets.cards import label, scrolled
from ui.widgets.status import Tone
from ui.words import sentence

if TYPE_CHECKING:
    from ui.pages.start.create import CreatePanel
    from ui.pages.start.recover import RecoverPanel
    from ui.pages.start.restore import RestorePanel

SIDE_WIDTH = 75 * GRID
CONTENT_WIDTH = 155 * GRID
REMEMBERED = "remembered_workspaces"
"""The preference that lists the folders whose key this computer was asked to remember."""


class StartScreen(QWidget):
    """One panel at a time; opens a workspace through the service, which tells the window."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("start-screen")
        self.setAccessibleName(_("Start"))
        self._desk = desk
        self._opening: Opening | None = None
        self._damaged: Path | None = None
        self._mending = Mending(desk, self)
        self._create: CreatePanel | None = None
        self._recover: RecoverPanel | None = None
        self._restore: RestorePanel | None = None
        self._window: QWidget = self
        self.choose = ChoosePanel()
        self.unlock = UnlockPanel()
        self._panels = QStackedWidget()
        self._panels.setObjectName("start-panels")
        self._problem = Banner("", Tone.BAD, name="start-problem")
        self._problem.hide()
        self._busy = BusyLine()
        self._timer = QTimer(self)  # after the first paint, and only when nobody has locked the window
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._try_remembered)
        self._lay_out()
        self._connect()
        self._show_first()

    def _lay_out(self) -> None:
        for panel in (self.choose, self.unlock):
            self._panels.addWidget(panel)
        content = QWidget()
        content.setMaximumWidth(CONTENT_WIDTH)
        column = QVBoxLayout(content)
        column.setContentsMargins(PAGE_MARGIN, 2 * PAGE_MARGIN, PAGE_MARGIN, PAGE_MARGIN)
        column.setSpacing(GAP)
        column.addWidget(self._problem)
        column.addWidget(self._panels, 1)
        column.addWidget(self._busy)
        holder = QWidget()
        middle = QHBoxLayout(holder)
        middle.setContentsMargins(0, 0, 0, 0)
        middle.addStretch(1)
        middle.addWidget(content, 100)
        middle.addStretch(1)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(Side())
        across.addWidget(scrolled(holder, "start-scroll"), 1)

    def _connect(self) -> None:
        self.choose.sample_wanted.connect(self.open_sample)
        self.choose.create_wanted.connect(self.show_create)
        self.choose.open_wanted.connect(self.choose_folder)
        self.choose.restore_wanted.connect(self.show_restore)
        self.choose.recent_wanted.connect(self._show_recent)
        self.unlock.submitted.connect(self._open_typed)
        self.unlock.read_wanted.connect(self._open_to_read)
        self.unlock.recovery_wanted.connect(self.show_recover)
        self.unlock.back_wanted.connect(self.show_choose)
        self._desk.service.opened.connect(self._note_opened)
        self._mending.busy.connect(self._set_busy)
        self._mending.failed.connect(self._say_problem)
        self._mending.mended.connect(self._open_mended)
        self._mending.left.connect(self.take_focus)

    def _show_first(self) -> None:
        last = self._desk.preferences.last_workspace
        if last is not None and is_there(last):
            self.show_unlock(last)
            if str(last) in self._remembered():
                self._timer.start()
        else:
            self.show_choose()

    # What the window calls

    def show_locked(self, folder: Path) -> None:
        """Ask for the passphrase of the workspace that was locked; a sample has none to ask for."""
        self._timer.stop()
        if folder == opening.sample_folder():
            self.show_choose()
        else:
            self.show_unlock(folder)
            if self._desk.service.saw_damage:
                self._damaged = folder
                self._problem.set_text(
                    _("Part of this workspace is damaged. Type the passphrase: its newest good copy is looked for.")
                )

    def take_focus(self) -> None:
        """Put the keyboard into the panel shown."""
        panel = self._panels.currentWidget()
        if panel is not None and hasattr(panel, "take_focus"):
            panel.take_focus()

    # Panels

    def show_choose(self) -> None:
        """The ways to begin."""
        self.choose.show_recent(self._desk.preferences.recent_workspaces)
        self._show(self.choose)

    def show_unlock(self, folder: Path) -> None:
        """The passphrase of this workspace."""
        self.unlock.show_folder(folder)
        self._show(self.unlock)

    def show_create(self) -> None:
        """A new workspace."""
        from ui.pages.start.create import CreatePanel

        if self._create is None:
            self._create = CreatePanel()
            self._create.submitted.connect(self._create_workspace)
            self._create.back_wanted.connect(self.show_choose)
            self._panels.addWidget(self._create)
        self._show(self._create)

    def show_restore(self) -> None:
        """A backup becomes a workspace."""
        from ui.pages.start.restore import RestorePanel

        if self._restore is None:
            self._restore = RestorePanel()
            self._restore.submitted.connect(self._restore_backup)
            self._restore.back_wanted.connect(self.show_choose)
            self._panels.addWidget(self._restore)
        self._show(self._restore)

    def show_recover(self, code: str = "") -> None:
        """The recovery sheet of the workspace asked for."""
        folder = self.unlock.folder
        self._set_busy(_("Looking who can open it…"))
        self._desk.service.prepare(
            partial(_people_of, folder),
            partial(self._show_people, folder, str(code or "")),
            self,
            "",
            self._say_problem,
        )

    def _show_people(self, folder: Path, code: str, people: Sequence[tuple[str, str]]) -> None:
        from ui.pages.start.recover import RecoverPanel

        self._set_busy("")
        if self._recover is None:
            self._recover = RecoverPanel()
            self._recover.submitted.connect(self._open_with_sheet)
            self._recover.back_wanted.connect(self._back_to_unlock)
            self._panels.addWidget(self._recover)
        self._recover.show_folder(folder, people, code)
        self._show(self._recover)

    def _back_to_unlock(self) -> None:
        self.show_unlock(self.unlock.folder)

    def _show_recent(self, folder: str) -> None:
        self.show_unlock(Path(folder))
        if folder in self._remembered():
            self._timer.start()

    def _show(self, panel: QWidget) -> None:
        self._problem.set_text("")
        self._panels.setCurrentWidget(panel)
        self.take_focus()

    def choose_folder(self) -> None:
        """Ask where the workspace is."""
        from ui.pages.parts.file_choice import choose_folder, documents_folder

        choose_folder(self, _("Choose a workspace folder"), documents_folder(), self._take_folder)

    def _take_folder(self, folder: str) -> None:
        self.show_unlock(Path(folder))

    # Opening

    def open_sample(self) -> None:
        """Look around in the sample workspace."""
        self._open(Opening(opening.open_sample, is_sample=True), self._say_problem, _("Making the sample workspace…"))

    def _try_remembered(self) -> None:
        way = Opening(partial(opening.open_remembered, self.unlock.folder))
        self._open(way, self._ask_instead, _("Opening…"))

    def _ask_instead(self, problem: Problem) -> None:
        self._set_busy("")
        if problem.code != opening.NOT_REMEMBERED:
            self.unlock.show_problem(problem)
        self.take_focus()

    def _open_typed(self, passphrase: str, remember: bool) -> None:
        if self.unlock.folder == self._damaged:
            self._damaged = None  # once: whoever does not want the copy may open it as it is
            self._mending.offer(self.unlock.folder, passphrase)
            return
        way = Opening(partial(opening.open_with_passphrase, self.unlock.folder, passphrase), remember)
        self._open(way, self._in(partial(self._say_or_mend, passphrase)), _("Opening…"))

    def _say_or_mend(self, passphrase: str, problem: Problem) -> None:
        self.unlock.show_problem(problem)
        if is_damage(problem):
            self._mending.offer(self.unlock.folder, passphrase)

    def _open_mended(self, passphrase: str, words: str) -> None:
        way = Opening(partial(opening.open_with_passphrase, self.unlock.folder, passphrase), note=words)
        self._open(way, self._in(self.unlock.show_problem), _("Opening…"))

    def _open_to_read(self, passphrase: str) -> None:
        folder = self.unlock.folder
        way = (
            partial(opening.open_with_passphrase, folder, passphrase, to_read=True)
            if passphrase
            else partial(opening.open_remembered, folder, to_read=True)
        )
        self._open(Opening(way), self._in(self.unlock.show_problem), _("Opening…"))

    def _create_workspace(self, draft: opening.NewWorkspace, remember: bool) -> None:
        if self._create is not None:
            way = Opening(partial(opening.create, draft), remember, is_new=True)
            self._open(way, self._in(self._create.show_problem), _("Making the workspace…"))

    def _open_with_sheet(self, code: str, person_id: str, passphrase: str) -> None:
        if self._recover is not None:
            way = Opening(partial(opening.open_with_sheet, self._recover.folder, code, person_id, passphrase))
            self._open(way, self._in(self._recover.show_problem), _("Opening…"))

    def _restore_backup(self, file: str, folder: str, passphrase: str, code: str) -> None:
        if self._restore is not None:
            self._set_busy(_("Restoring…"))
            self._desk.service.prepare(
                partial(
                    opening.restore_backup,
                    Path(file),
                    Path(folder).expanduser(),
                    passphrase,
                    code,
                    self._desk.preferences.known_workspaces,
                ),
                partial(self._open_restored, passphrase, code),
                self,
                "",
                self._in(self._restore.show_problem),
            )

    def _open_restored(self, passphrase: str, code: str, folder: Path) -> None:
        self._set_busy("")
        self.show_unlock(folder)
        if code:
            self.show_recover(code)
        else:
            self._open_typed(passphrase, False)

    def _open(self, way: Opening, on_problem: Callable[[Problem], object], what: str) -> None:
        self._opening = way
        self._window = self.window()
        self._set_busy(what)
        self._desk.service.open(way, on_problem, what)

    def _in(self, show: Callable[[Problem], object]) -> Callable[[Problem], object]:
        return partial(self._take_problem, show)

    def _take_problem(self, show: Callable[[Problem], object], problem: Problem) -> None:
        self._set_busy("")
        show(problem)

    def _say_problem(self, problem: Problem) -> None:
        self._set_busy("")
        self._problem.set_text(sentence(problem))

    def _set_busy(self, what: str) -> None:
        self._busy.show_work(what)
        self._panels.setEnabled(not what)
        if what:
            self._problem.set_text("")

    # Afterwards

    def _note_opened(self) -> None:
        """The window has shown the shell; keep what it should know, and offer the sheet to a new workspace."""
        way, folder = self._opening, self._desk.service.folder
        if way is None or folder is None or way.is_sample:
            return
        self._desk.preferences.remember_workspace(folder)
        if way.note:
            self._desk.navigator.say(way.note)
        if way.is_remembered:
            self._desk.preferences.set(REMEMBERED, [*self._remembered(), str(folder)])
        if way.keyring_problem is not None:
            self._desk.navigator.say(sentence(way.keyring_problem))
        if way.is_new:
            from ui.pages.start.recovery_sheet import RecoverySheetDialog

            RecoverySheetDialog(self._desk, self._window).open()

    def _remembered(self) -> list[str]:
        known: list[str] = self._desk.preferences.get(REMEMBERED, [])
        return known


class Side(QWidget):
    """The name of the program and what it is, on the colour of the navigation."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("start-side")
        self.setFixedWidth(SIDE_WIDTH)
        self._name = QLabel("Kgotla")
        self._name.setFont(heading_font(26))
        self._words = label(
            _("The open place where a community meets its leaders, and where what was said is remembered.")
        )
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        column = QVBoxLayout(self)
        column.setContentsMargins(8 * GRID, 0, 8 * GRID, 10 * GRID)
        column.setSpacing(PADDING)
        column.addStretch(1)
        column.addWidget(self._name)
        column.addWidget(self._words)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint in the colours of the theme."""
        scheme = colours(self)
        QPainter(self).fillRect(self.rect(), QColor(scheme.rail))
        for shown, ink in ((self._name, scheme.on_rail), (self._words, scheme.rail_muted)):
            palette = shown.palette()
            if palette.color(shown.foregroundRole()) != QColor(ink):
                palette.setColor(shown.foregroundRole(), QColor(ink))
                shown.setPalette(palette)


class BusyLine(QWidget):
    """What is being done, with a bar that moves; keeps its room while nothing is."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("start-busy")
        self._words = label("", "muted", "start-busy-words")
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(_("Progress"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self._words)
        column.addWidget(self._bar)
        policy = self.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.setSizePolicy(policy)
        self.hide()

    def show_work(self, what: str) -> None:
        """Say what is being done; nothing hides the line."""
        self._words.setText(what)
        self.setVisible(bool(what))


def _people_of(folder: Path) -> list[tuple[str, str]]:
    from crm.access import people_with_access

    return people_with_access(folder)
