"""The visits to an issue on its page: day, what was found, by whom, and the photo, small."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QImage, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from crm.operations.issues import remove_visit
from crm.queries.attachments import read_attachment
from crm.queries.issues import Visit
from crm.rules.dates import format_day
from resources.translations import _
from ui.background.asker import Asker
from ui.desk import Desk
from ui.icons import Icon
from ui.pages.commitments.cards import DAY_WIDTH
from ui.pages.issues.looks import state_pill
from ui.pages.parts.pictures import read_picture
from ui.theme import CONTROL_HEIGHT, GAP, GRID, small_font
from ui.widgets.buttons import quiet, tool
from ui.widgets.cards import Card, label
from ui.widgets.status import StatusPill

SHOWN = 30
PHOTO = QSize(96, 72)


class VisitsCard(Card):
    """The newest first; a photo opens as any file does."""

    file_wanted = Signal(int)  # attachment

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("Seen on the spot"), "issue-visits")
        self._desk = desk
        self._photos: dict[int, QPushButton] = {}
        self._asker = Asker(self, desk.service, self._show_photos)

    def show_visits(self, visits: Sequence[Visit], seen: str) -> None:
        """Replace what is shown."""
        self.clear()
        self._photos = {}
        self.add(label(seen, "" if visits else "muted", "issue-seen"))
        for visit in visits[:SHOWN]:
            self.add(self._row(visit))
        if len(visits) > SHOWN:
            self.add(label(_("Earlier visits are in “kgotla show” and in the list that is taken out."), "muted"))
        if self._photos:
            self._asker.ask(read_photos, tuple(self._photos))

    def _row(self, visit: Visit) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(GAP)
        day = label(format_day(visit.on), "muted")
        day.setFixedWidth(DAY_WIDTH)
        line.addWidget(day, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(self._words(visit), 1)
        if visit.attachment_id:
            line.addWidget(self._photo(visit.attachment_id, visit.file_name), 0, Qt.AlignmentFlag.AlignTop)
        away = tool(Icon.X, _("Remove the visit of {day}").format(day=format_day(visit.on)), f"visit-remove-{visit.id}")
        away.setFixedSize(CONTROL_HEIGHT, CONTROL_HEIGHT)
        away.clicked.connect(partial(self._remove, visit.id))
        line.addWidget(away, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _words(self, visit: Visit) -> QVBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(GRID // 2)
        words.addWidget(StatusPill(state_pill(visit.state), name=f"visit-state-{visit.id}"))
        if visit.finding:
            words.addWidget(label(visit.finding, name=f"visit-finding-{visit.id}"))
        said = " · ".join(part for part in (visit.by_whom, visit.engagement_title) if part)
        if said:
            by = label(said, "muted")
            by.setFont(small_font())
            words.addWidget(by)
        words.addStretch(1)
        return words

    def _photo(self, attachment_id: int, file_name: str) -> QPushButton:
        button = quiet("", f"visit-photo-{attachment_id}", Icon.CAMERA)
        button.setAccessibleName(_("Open {file}").format(file=file_name))
        button.setToolTip(button.accessibleName())
        button.clicked.connect(partial(self.file_wanted.emit, attachment_id))
        self._photos[attachment_id] = button
        return button

    def _show_photos(self, images: dict[int, QImage]) -> None:
        for attachment_id, image in images.items():
            button = self._photos.get(attachment_id)
            if button is not None:
                button.setIcon(QIcon(QPixmap.fromImage(image)))
                button.setIconSize(image.size())

    def _remove(self, visit_id: int) -> None:
        self._desk.service.do(remove_visit, visit_id)


def read_photos(attachment_ids: Sequence[int]) -> dict[int, QImage]:
    """Each file that is a picture, small; runs on the reader, where a large one holds nobody up."""
    found = {attachment_id: read_picture(read_attachment(attachment_id), PHOTO) for attachment_id in attachment_ids}
    return {attachment_id: image for attachment_id, image in found.items() if not image.isNull()}
