"""Printing a PDF: the dialog is Qt's, the pages are drawn one after the other without holding the window up."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QRectF, Qt, Signal
from PySide6.QtGui import QImage, QPageSize, QPainter
from PySide6.QtWidgets import QWidget

from crm.rules.errors import EnvironmentProblem
from resources.translations import _
from ui.background.service import Service
from ui.pages.reports.pages import POINTS_PER_INCH, Paper, picture, read_paper

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

SHARPEST = 300  # dots per inch: more only makes the printer's file larger


class Printing(QObject):
    """Ask for a printer with `ask`; on `accepted` hand the PDF to `print`; `finished` comes when it is sent."""

    accepted = Signal()
    finished = Signal()

    def __init__(self, service: Service, owner: QObject) -> None:
        super().__init__(owner)
        self._service = service
        self._printer: QPrinter | None = None
        self._painter: QPainter | None = None
        self._paper: Paper | None = None
        self._numbers: list[int] = []
        self._is_first = True

    def ask(self, parent: QWidget, pages: int = 1) -> None:
        """Open the print dialog for a paper of so many pages."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        self._printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        self._printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        self._printer.setFullPage(True)
        dialog = QPrintDialog(self._printer, parent)
        dialog.setObjectName("print-dialog")
        dialog.setMinMax(1, max(1, pages))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(self.accepted)
        dialog.setModal(True)
        dialog.show()

    def print(self, data: bytes) -> None:
        """Print on the printer chosen."""
        self._service.run(self, self._begin, partial(_measure, data), _("Printing…"))

    def _begin(self, paper: Paper) -> None:
        if self._printer is None:
            return
        self._paper = paper
        self._is_first = True
        first = self._printer.fromPage() or 1
        last = self._printer.toPage() or len(paper.sizes)
        self._numbers = list(range(first - 1, min(last, len(paper.sizes))))
        self._painter = QPainter()
        if not self._painter.begin(self._printer):
            self._end()
            self._service.problem.emit(EnvironmentProblem("printer-refused"))
            return
        self._next()

    def _next(self) -> None:
        if self._paper is None or self._printer is None:
            return
        if not self._numbers:
            self._end()
            self.finished.emit()
            return
        scale = min(self._printer.resolution(), SHARPEST) / POINTS_PER_INCH
        self._service.run(self, self._draw, partial(_render, self._paper, self._numbers.pop(0), scale), _("Printing…"))

    def _draw(self, image: QImage) -> None:
        if self._painter is None or self._printer is None:
            return
        if not self._is_first:
            self._printer.newPage()
        self._is_first = False
        box = QRectF(self._printer.pageLayout().fullRectPixels(self._printer.resolution()))
        self._painter.drawImage(box, image)
        self._next()

    def _end(self) -> None:
        if self._painter is not None and self._painter.isActive():
            self._painter.end()
        self._painter = self._paper = None


def _measure(data: bytes, _workspace: Any, _progress: Any) -> Paper:
    return read_paper(data)


def _render(paper: Paper, number: int, scale: float, _workspace: Any, progress: Any) -> QImage:
    progress(number, len(paper.sizes))
    return picture(paper.data, number, scale)
