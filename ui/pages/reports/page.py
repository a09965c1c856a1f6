"""Reports: which paper, what goes into it, and how it looks before it is saved or printed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import ClassVar

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from reports.catalog import REPORTS
from resources.translations import _
from ui.desk import Desk
from ui.pages.page import Page
from ui.pages.parts.actions import action
from ui.pages.reports.gallery import Gallery
from ui.pages.reports.paper import PaperView
from ui.theme import GRID, PADDING, PAGE_MARGIN
from ui.widgets.cards import PageHeader, scrolled

LAST = "last_report"
SEARCH_WIDTH = 70 * GRID


class ReportsPage(Page):
    """The gallery, and one report at a time; the one used last is shown first."""

    watches: ClassVar[tuple[str, ...]] = ()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.gallery = Gallery(desk)
        self.search = QLineEdit()
        self.papers: dict[str, PaperView] = {}
        self._stack = QStackedWidget()
        self._stack.addWidget(self._gallery_view())
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)
        self.gallery.chosen.connect(self.show_report)
        self.gallery.saved.chosen.connect(lambda saved: self.show_filled(saved.report, saved.options))
        self._actions = [
            action(self, name, words, partial(self._do_with_shown, run), keys)
            for name, words, run, keys in (
                ("report-print", _("Print this report…"), PaperView.print_paper, "Ctrl+P"),
                ("report-save", _("Save this report"), PaperView.save, "Ctrl+S"),
                ("report-hand-over-action", _("Hand this report over…"), PaperView.hand_over, "Ctrl+Shift+H"),
                ("report-mail-action", _("Send this report by e-mail…"), PaperView.mail, "Ctrl+Shift+M"),
                (
                    "report-save-choices-action",
                    _("Save the choices of this report…"),
                    PaperView.save_choices,
                    "Ctrl+Shift+S",
                ),
            )
        ]
        last = desk.preferences.get(LAST, "")
        if last in REPORTS:
            self.show_report(last)

    def _gallery_view(self) -> QWidget:
        view = QWidget()
        column = QVBoxLayout(view)
        column.setContentsMargins(PAGE_MARGIN, PAGE_MARGIN - GRID, PAGE_MARGIN, PAGE_MARGIN - GRID)
        column.setSpacing(PADDING)
        header = PageHeader(_("Reports"), "reports-header")
        header.set_subtitle(_("Choose a paper. You see it before it is saved or printed."))
        self.search.setObjectName("reports-search")
        self.search.setPlaceholderText(_("Find a paper"))
        self.search.setAccessibleName(_("Find a paper"))
        self.search.setClearButtonEnabled(True)
        self.search.setFixedWidth(SEARCH_WIDTH)
        self.search.textChanged.connect(self.gallery.show_fitting)
        self.search.returnPressed.connect(self.gallery.press_first)
        header.add(self.search)
        column.addWidget(header)
        column.addWidget(scrolled(self.gallery, "reports-gallery-scroll"), 1)
        return view

    @property
    def paper(self) -> PaperView | None:
        """The report shown, None for the gallery."""
        shown = self._stack.currentWidget()
        return shown if isinstance(shown, PaperView) else None

    def show_report(self, name: str) -> None:
        """Show one report."""
        self._stack.setCurrentWidget(self._paper(name))
        self.desk.preferences.set(LAST, name)
        if self.isVisible():
            self.papers[name].refresh()
            self.papers[name].take_focus()

    def _paper(self, name: str) -> PaperView:
        if name not in self.papers:
            paper = PaperView(self.desk, REPORTS[name])
            paper.back_wanted.connect(self.show_gallery)
            self.papers[name] = paper
            self._stack.addWidget(paper)
        return self.papers[name]

    def show_filled(self, name: str, options: Mapping[str, str]) -> None:
        """Show one report with these options, and no others."""
        if name in REPORTS:
            self.show_report(name)
            self.papers[name].fill(options)
            self._share(name, options)

    def _share(self, name: str, options: Mapping[str, str]) -> None:
        """Fill the other papers about the same thing too: whoever prints a brief takes the rest along."""
        wanted = _groups(name, options)
        for other in REPORTS:
            if other != name and wanted and wanted == _groups(other, options):
                self._paper(other).fill(options)

    def show_gallery(self) -> None:
        """Show all reports."""
        self._stack.setCurrentIndex(0)
        self.gallery.saved.refresh()
        self.search.setFocus()

    def refresh(self) -> None:
        """Make the preview again, or ask what is saved."""
        (self.paper or self.gallery.saved).refresh()

    def take_focus(self) -> None:
        """Into the options, or where a report is looked for."""
        if self.paper is not None:
            self.paper.take_focus()
        else:
            self.search.setFocus()

    def offered_actions(self) -> list[QAction]:
        """What is done with a report, while one is shown."""
        return self._actions if self.paper is not None else []

    def _do_with_shown(self, run: Callable[[PaperView], None]) -> None:
        if self.paper is not None:
            run(self.paper)


def _groups(name: str, options: Mapping[str, str]) -> set[tuple[str, str]]:
    """Which of these options say what the report is about, and in which group of options they do."""
    return {(one.name, one.one_of) for one in REPORTS[name].options if one.name in options and one.one_of}
