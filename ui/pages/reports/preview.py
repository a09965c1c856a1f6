"""The pages of a paper under each other; only those in sight are drawn, off the window's thread.

A promise, agreement, petition or plan that a page names by its reference opens with a click, or from the list that
Enter shows.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QMenu, QWidget

from resources.translations import _
from ui.background.service import Service
from ui.pages.reports.pages import Named, Paper, draw, references
from ui.theme import GRID, colours

MARGIN = 4 * GRID
KEPT = 8  # pictures kept: at most some 100 MB on a sharp screen
ZOOMS = (0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0)
STEP = 15 * GRID


class PagesView(QAbstractScrollArea):
    """Shows a paper; fits the width unless the user zooms."""

    moved = Signal(int, int)  # page in sight and how many there are, from 1; 0, 0 for none
    reference_pressed = Signal(str)  # such as C-2026-0001

    def __init__(self, service: Service, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(_("Preview"))
        self.setAccessibleDescription(_("Enter lists the records that these pages name."))
        self.viewport().setMouseTracking(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._service = service
        self._paper: Paper | None = None
        self._zoom = 0.0  # 0 fits the width
        self._boxes: list[QRect] = []  # where each page is on the long sheet of all pages
        self._pictures: dict[int, tuple[QImage, float]] = {}
        self._named: dict[int, tuple[Named, ...]] = {}
        self._drawing: tuple[Paper, int, float] | None = None
        self._told = (-1, -1)
        self.verticalScrollBar().setSingleStep(STEP)
        self.verticalScrollBar().valueChanged.connect(self._tell_place)

    # What is shown

    @property
    def paper(self) -> Paper | None:
        """The paper shown."""
        return self._paper

    @property
    def page_count(self) -> int:
        """How many pages there are."""
        return len(self._paper.sizes) if self._paper else 0

    @property
    def page(self) -> int:
        """The page in sight, from 1; 0 for none."""
        if not self.page_count:
            return 0
        middle = self.verticalScrollBar().value() + self.viewport().height() // 3
        return next((at for at, box in enumerate(self._boxes, 1) if box.bottom() >= middle), self.page_count)

    def is_drawn(self) -> bool:
        """Whether every page in sight is drawn as sharp as it can be."""
        return bool(self.page_count) and not any(self._is_missing(at) for at in self._in_sight())

    def show_paper(self, paper: Paper | None) -> None:
        """Show another paper at the same place; what is seen of one that grew stays until it is drawn again."""
        has_grown = paper is not None and paper.is_whole and self._paper is not None and not self._paper.is_whole
        self._pictures = {at: (drawn[0], 0.0) for at, drawn in self._pictures.items()} if has_grown else {}
        self._named = self._named if has_grown else {}
        self._paper = paper
        self._place()

    def zoom(self) -> float:
        """Pixels a point: 1 is the size of the page at 72 dots an inch."""
        if self._zoom or self._paper is None or not self._paper.sizes:
            return self._zoom or 1.0
        widest = max(width for width, _height in self._paper.sizes)
        wide = (self.viewport().width() - 2 * MARGIN) / widest
        if self._paper.is_picture:  # seen as a whole
            wide = min(1.0, wide, (self.viewport().height() - 2 * MARGIN) / self._paper.sizes[0][1])
        return max(0.05 if self._paper.is_picture else 0.2, wide)

    def zoom_in(self) -> None:
        """One step larger."""
        self._set_zoom(next((step for step in ZOOMS if step > self.zoom() * 1.02), ZOOMS[-1]))

    def zoom_out(self) -> None:
        """One step smaller."""
        self._set_zoom(next((step for step in reversed(ZOOMS) if step < self.zoom() * 0.98), ZOOMS[0]))

    def fit_width(self) -> None:
        """As wide as the room there is."""
        self._set_zoom(0.0)

    def go_to(self, page: int) -> None:
        """Bring a page (from 1) to the top."""
        if self.page_count:
            at = min(max(page, 1), self.page_count) - 1
            self.verticalScrollBar().setValue(self._boxes[at].top() - MARGIN // 2)

    def next_page(self) -> None:
        """The page after this."""
        self.go_to(self.page + 1)

    def previous_page(self) -> None:
        """The page before this."""
        self.go_to(self.page - 1)

    # Places

    def _set_zoom(self, zoom: float) -> None:
        page = self.page
        self._zoom = zoom
        self._place()
        self.go_to(page)

    def _find_boxes(self) -> Iterator[QRect]:
        """Each page on the long sheet of all pages, reckoned once and not again for each page before it."""
        zoom, room, top = self.zoom(), self.viewport().width(), MARGIN
        for points in self._paper.sizes if self._paper else ():
            width, height = (round(edge * zoom) for edge in points)
            yield QRect(max(MARGIN, (room - width) // 2), top, width, height)
            top += height + MARGIN

    def _place(self) -> None:
        self._boxes = list(self._find_boxes())
        if self._boxes:
            widest = max(box.width() for box in self._boxes) + 2 * MARGIN
            tall = self._boxes[-1].bottom() + MARGIN
        else:
            widest = tall = 0
        view = self.viewport()
        self.verticalScrollBar().setPageStep(view.height())
        self.verticalScrollBar().setRange(0, max(0, tall - view.height()))
        self.horizontalScrollBar().setPageStep(view.width())
        self.horizontalScrollBar().setRange(0, max(0, widest - view.width()))
        self._tell_place()
        view.update()

    def _tell_place(self) -> None:
        place = (self.page, self.page_count)
        if place != self._told:
            self._told = place
            self.moved.emit(*place)
        self.viewport().update()

    def _in_sight(self) -> list[int]:
        top = self.verticalScrollBar().value()
        sight = QRect(0, top, 10**6, self.viewport().height())
        return [at for at, box in enumerate(self._boxes) if box.intersects(sight)]

    # Pictures

    def _sharpness(self) -> float:
        return self.zoom() * self.devicePixelRatioF()

    def _is_missing(self, at: int) -> bool:
        return at not in self._pictures or abs(self._pictures[at][1] - self._sharpness()) > 1e-6

    def _draw_missing(self) -> None:
        """Ask for the first missing page in sight; the next follows when it is there."""
        if self._drawing is not None or self._paper is None or not self._service.is_open:
            return
        missing = [at for at in self._in_sight() if self._is_missing(at)]
        if missing:
            self._drawing = (self._paper, missing[0], self._sharpness())
            work = partial(_draw, self._paper, missing[0], self.zoom(), self.devicePixelRatioF())
            self._service.draw(self, self._take, work)

    def _take(self, drawn: tuple[QImage, tuple[Named, ...]]) -> None:
        drawing, self._drawing = self._drawing, None
        image, named = drawn
        if drawing is not None and drawing[0] is self._paper:
            self._named[drawing[1]] = named
            self._pictures.pop(drawing[1], None)
            self._pictures[drawing[1]] = (image, drawing[2])
            in_sight = self._in_sight()
            for at in [old for old in self._pictures if old not in in_sight][: max(0, len(self._pictures) - KEPT)]:
                del self._pictures[at]
        self.viewport().update()

    # The records that it names

    def places_of(self, reference: str) -> list[QRect]:
        """Where a reference stands in the room that is seen, on pages that are drawn."""
        return [place for named, place in self._named_in_sight() if named.reference == reference]

    def _named_in_sight(self) -> list[tuple[Named, QRect]]:
        zoom = self.zoom()
        offset = QPoint(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())
        found = []
        for at in self._in_sight():
            corner = self._boxes[at].topLeft() + offset
            for named in self._named.get(at, ()):
                left, top, right, bottom = (round(edge * zoom) for edge in named.box)
                found.append((named, QRect(left, top, right - left, bottom - top).translated(corner)))
        return found

    def _reference_at(self, point: QPoint) -> str:
        return next((named.reference for named, place in self._named_in_sight() if place.contains(point)), "")

    def list_named(self) -> None:
        """Offer the records that the pages in sight name."""
        seen = self.viewport().rect()
        names = dict.fromkeys(named.reference for named, place in self._named_in_sight() if place.intersects(seen))
        menu = QMenu(self)
        menu.setObjectName("report-named")
        menu.setAccessibleName(_("Records on this page"))
        for reference in names:
            menu.addAction(reference, partial(self.reference_pressed.emit, reference))
        if not names:
            menu.addAction(_("No record is named here")).setEnabled(False)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.viewport().mapToGlobal(QPoint(MARGIN, MARGIN)))

    # Qt

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A hand over what opens."""
        reference = self._reference_at(event.position().toPoint())
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if reference else Qt.CursorShape.ArrowCursor)
        self.viewport().setToolTip(_("Open {reference}").format(reference=reference) if reference else "")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open the record whose reference was clicked."""
        reference = self._reference_at(event.position().toPoint())
        if reference and event.button() == Qt.MouseButton.LeftButton:
            self.reference_pressed.emit(reference)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the pages in sight; one that is not drawn yet is white."""
        scheme = colours(self)
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.viewport().rect(), QColor(scheme.raised))
        offset = QPoint(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())
        for at in self._in_sight():
            box = self._boxes[at].translated(offset)
            painter.fillRect(box.adjusted(-1, -1, 1, 1), QColor(scheme.line))
            painter.fillRect(box, Qt.GlobalColor.white)
            if at in self._pictures:
                painter.drawImage(box, self._pictures[at][0])
        self._draw_missing()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit again, and stay at the page."""
        super().resizeEvent(event)
        self._place()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page keys, Home and End; Enter lists what the page names."""
        bar = self.verticalScrollBar()
        key = event.key()
        if key == Qt.Key.Key_PageDown:
            bar.setValue(bar.value() + bar.pageStep())
        elif key == Qt.Key.Key_PageUp:
            bar.setValue(bar.value() - bar.pageStep())
        elif key == Qt.Key.Key_Home:
            bar.setValue(0)
        elif key == Qt.Key.Key_End:
            bar.setValue(bar.maximum())
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.list_named()
        else:
            super().keyPressEvent(event)


def _draw(paper: Paper, number: int, zoom: float, ratio: float) -> tuple[QImage, tuple[Named, ...]]:
    named = () if paper.is_picture else references(paper.data, number)
    return draw(paper, number, zoom, ratio), named
