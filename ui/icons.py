"""Icons: glyphs of the Phosphor font shipped inside the package `qtawesome`, tinted from the palette when painted.

The package itself is never imported (it costs more than the whole start); its font is loaded with the first icon shown.
"""

from __future__ import annotations

from enum import IntEnum
from functools import cache

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QIconEngine, QPainter, QPixmap

from ui.theme import Colours, colours, packaged_file

FONT_FILE = ("fonts", "phosphor-1.3.0.ttf")
CHARMAP_FILE = ("fonts", "phosphor-charmap-1.3.0.json")


class Icon(IntEnum):
    """The code points we use; the name in Phosphor's map is the constant's with hyphens (checked by a test)."""

    ADDRESS_BOOK = 0xF372
    ARCHIVE = 0xF008
    ARROW_CLOCKWISE = 0xF020
    ARROW_COUNTER_CLOCKWISE = 0xF021
    ARROW_DOWN = 0xF022
    ARROW_LEFT = 0xF03B
    ARROW_RIGHT = 0xF044
    ARROW_SQUARE_OUT = 0xF058
    ARROW_UP = 0xF061
    ARTICLE = 0xF068
    BANK = 0xF073
    BELL = 0xF082
    BOOK_OPEN = 0xF097
    BUILDINGS = 0xF0A8
    CALENDAR = 0xF0AC
    CALENDAR_BLANK = 0xF0AD
    CALENDAR_CHECK = 0xF0AE
    CALENDAR_PLUS = 0xF0AF
    CALENDAR_X = 0xF0B0
    CAMERA = 0xF0B1
    CARET_DOWN = 0xF0C2
    CARET_LEFT = 0xF0C3
    CARET_RIGHT = 0xF0C4
    CARET_UP = 0xF0C5
    CHART_BAR = 0xF0D2
    CHAT_CIRCLE_TEXT = 0xF0DE
    CHECK = 0xF0E7
    CHECK_CIRCLE = 0xF0E8
    CHECK_SQUARE = 0xF0EA
    CIRCLE = 0xF0EC
    CLIPBOARD_TEXT = 0xF0F8
    CLOCK = 0xF0F9
    CLOCK_COUNTER_CLOCKWISE = 0xF0FC
    COLUMNS = 0xF10E
    COMPASS = 0xF110
    COPY = 0xF114
    DATABASE = 0xF12D
    DOTS_THREE = 0xF145
    DOWNLOAD_SIMPLE = 0xF14C
    ENVELOPE_SIMPLE = 0xF156
    EYE = 0xF15B
    EYE_SLASH = 0xF15E
    FILE_ARROW_DOWN = 0xF168
    FILE_ARROW_UP = 0xF169
    FILE_PDF = 0xF16C
    FILE_TEXT = 0xF170
    FLAG = 0xF17C
    FLOPPY_DISK = 0xF181
    FOLDER_OPEN = 0xF18C
    FUNNEL = 0xF196
    GEAR_SIX = 0xF19C
    GLOBE = 0xF1AF
    HANDSHAKE = 0xF1C0
    HOUSE = 0xF1D8
    IDENTIFICATION_BADGE = 0xF1DB
    IDENTIFICATION_CARD = 0xF1DC
    INFO = 0xF1E0
    KEY = 0xF1E4
    KEYBOARD = 0xF1E5
    LIFEBUOY = 0xF1EC
    LINK_SIMPLE = 0xF1F6
    LIST_BULLETS = 0xF1FB
    LOCK_KEY = 0xF200
    LOCK_KEY_OPEN = 0xF201
    MAGNIFYING_GLASS = 0xF20A
    MAP_PIN = 0xF20D
    MEGAPHONE = 0xF215
    MICROPHONE = 0xF218
    MINUS = 0xF21A
    MOON = 0xF21F
    NOTE = 0xF22A
    NOTE_PENCIL = 0xF22E
    PATH = 0xF25D
    PAPER_PLANE_TILT = 0xF25C
    PAPERCLIP = 0xF258
    PENCIL_SIMPLE = 0xF266
    PHONE = 0xF26E
    PHONE_CALL = 0xF26F
    PLUS = 0xF27F
    PRINTER = 0xF288
    PROHIBIT = 0xF289
    PUSH_PIN = 0xF28D
    QUESTION = 0xF293
    QUOTES = 0xF295
    SHIELD_CHECK = 0xF2B8
    SHIELD_WARNING = 0xF2BD
    SIGN_OUT = 0xF2C7
    SLIDERS_HORIZONTAL = 0xF2D0
    SORT_ASCENDING = 0xF2DC
    SORT_DESCENDING = 0xF2DD
    SQUARE = 0xF2ED
    STACK = 0xF2F1
    SUN = 0xF2FE
    SWAP = 0xF301
    TAG = 0xF305
    TRANSLATE = 0xF333
    TRASH = 0xF334
    TRAY = 0xF336
    TREE_STRUCTURE = 0xF339
    UPLOAD_SIMPLE = 0xF345
    USER = 0xF346
    USER_CIRCLE = 0xF347
    USER_PLUS = 0xF34F
    USERS = 0xF351
    USERS_FOUR = 0xF352
    USERS_THREE = 0xF354
    WARNING = 0xF35C
    WARNING_CIRCLE = 0xF35D
    WARNING_OCTAGON = 0xF35E
    X = 0xF36D


OF_NOUN = {
    "people": Icon.USER,
    "organisations": Icon.BUILDINGS,
    "engagements": Icon.CALENDAR_CHECK,
    "commitments": Icon.HANDSHAKE,
    "agreements": Icon.ARTICLE,
    "petitions": Icon.MEGAPHONE,
    "plans": Icon.PATH,
    "issues": Icon.WARNING_CIRCLE,
    "opportunities": Icon.MICROPHONE,
    "outcomes": Icon.FLAG,
    "notes": Icon.NOTE,
    "places": Icon.MAP_PIN,
    "attachments": Icon.PAPERCLIP,
    "topics": Icon.TAG,
    "privacy": Icon.FILE_PDF,
}
"""What stands for a record of each noun wherever several nouns are mixed."""


def icon(glyph: Icon, colour: str = "") -> QIcon:
    """An icon that paints itself when shown; `colour` names a field of `Colours` (empty: the colour of text)."""
    return QIcon(_Engine(glyph, colour))


def paint_icon(painter: QPainter, rect: QRect, glyph: Icon, colour: QColor) -> None:
    """Paint one glyph centred in the rectangle, as large as fits."""
    painter.save()
    font = QFont(_family())
    font.setPixelSize(max(1, min(rect.width(), rect.height())))
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(QRectF(rect), Qt.AlignmentFlag.AlignCenter, chr(glyph))
    painter.restore()


@cache
def _family() -> str:
    number = QFontDatabase.addApplicationFont(str(packaged_file("qtawesome", *FONT_FILE)))
    return QFontDatabase.applicationFontFamilies(number)[0]


class _Engine(QIconEngine):
    def __init__(self, glyph: Icon, colour: str) -> None:
        super().__init__()
        self._glyph = glyph
        self._colour = colour

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        left = QRect(rect.topLeft(), QSize(min(rect.width(), rect.height()), rect.height()))
        paint_icon(painter, left, self._glyph, QColor(self._tint(colours(), mode)))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        if size.isEmpty():  # a button squeezed to nothing while its page is laid out
            return QPixmap()
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return pixmap

    def clone(self) -> QIconEngine:
        return _Engine(self._glyph, self._colour)

    def _tint(self, scheme: Colours, mode: QIcon.Mode) -> str:
        if mode is QIcon.Mode.Disabled:
            return scheme.edge
        return str(getattr(scheme, self._colour)) if self._colour else scheme.text
