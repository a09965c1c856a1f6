"""One look for the whole window: colours for light and dark, spacing, fonts, and how they reach Qt.

The teal is the shade of the tree the meeting sits under, the ochre its ground. Every text colour has a contrast of at
least 4.5 on the surfaces it is used on, and every control edge at least 3 (WCAG 2.1 AA); a test computes them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QWidget

from ui.preferences import Preferences
from ui.style_sheet import style_sheet

GRID = 4  # pixels; every margin and gap is a multiple of it
GAP = 2 * GRID
PADDING = 4 * GRID
PAGE_MARGIN = 6 * GRID
ROW_HEIGHT = 9 * GRID
CONTROL_HEIGHT = 8 * GRID
RADIUS = 6

BODY_POINTS = 10.0
FONT_FILES = ("Roboto-Regular", "Roboto-Medium", "Roboto-Bold", "Roboto-Italic")


class Setting(StrEnum):
    """What the user chose: follow the system, or always one of the two."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True)
class Colours:
    """The named colours of one scheme, as #rrggbb."""

    is_dark: bool
    window: str  # behind the cards
    surface: str  # cards, tables, fields
    raised: str  # hover, table headings, stripes
    line: str  # decoration only
    edge: str  # the outline of a control
    text: str
    muted: str
    accent: str
    on_accent: str
    accent_soft: str
    rail: str  # the navigation on the left
    on_rail: str
    rail_muted: str
    rail_active: str
    good: str
    good_soft: str
    warning: str
    warning_soft: str
    bad: str
    bad_soft: str
    info: str
    info_soft: str
    neutral_soft: str
    toast: str
    on_toast: str
    toast_link: str


LIGHT = Colours(
    is_dark=False,
    window="#f6f3ee",
    surface="#ffffff",
    raised="#f3efe8",
    line="#e3dcd0",
    edge="#8d8578",
    text="#1d2726",
    muted="#5a625e",
    accent="#0e5f61",
    on_accent="#ffffff",
    accent_soft="#dcecea",
    rail="#12393b",
    on_rail="#f4f1ea",
    rail_muted="#a9c2bf",
    rail_active="#1f5558",
    good="#256b3c",
    good_soft="#dff0e2",
    warning="#8a5000",
    warning_soft="#fbecd0",
    bad="#ab2a1c",
    bad_soft="#fbe3de",
    info="#1d5a94",
    info_soft="#e0ecf8",
    neutral_soft="#ece8e1",
    toast="#1d2c2d",
    on_toast="#f4f1ea",
    toast_link="#f0c274",
)

DARK = Colours(
    is_dark=True,
    window="#141a1a",
    surface="#1c2424",
    raised="#243030",
    line="#303d3d",
    edge="#7b8b8a",
    text="#e8ebe7",
    muted="#a7b2ae",
    accent="#63c4bf",
    on_accent="#06211f",
    accent_soft="#1f3f40",
    rail="#0e1515",
    on_rail="#e8ebe7",
    rail_muted="#97aaa7",
    rail_active="#1f3b3c",
    good="#83cd98",
    good_soft="#1d3826",
    warning="#ecbd6c",
    warning_soft="#3d2f14",
    bad="#ff9c8e",
    bad_soft="#462420",
    info="#93c1f2",
    info_soft="#1d3247",
    neutral_soft="#2b3636",
    toast="#e8ebe7",
    on_toast="#1c2424",
    toast_link="#0e5f61",
)


def colours(widget: QWidget | None = None) -> Colours:
    """The scheme in use, read from the palette, so that anything painting itself follows a change of theme."""
    palette = widget.palette() if widget is not None else QGuiApplication.palette()
    return DARK if palette.color(QPalette.ColorRole.Base).lightness() < 128 else LIGHT


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.1, definition of contrast ratio)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def palette_of(scheme: Colours) -> QPalette:
    """Every role of Qt's palette, in our colours."""
    role = QPalette.ColorRole
    palette = QPalette()
    for name, colour in (
        (role.Window, scheme.window),
        (role.WindowText, scheme.text),
        (role.Base, scheme.surface),
        (role.AlternateBase, scheme.raised),
        (role.Text, scheme.text),
        (role.Button, scheme.surface),
        (role.ButtonText, scheme.text),
        (role.BrightText, scheme.bad),
        (role.ToolTipBase, scheme.toast),
        (role.ToolTipText, scheme.on_toast),
        (role.PlaceholderText, scheme.muted),
        (role.Highlight, scheme.accent),
        (role.HighlightedText, scheme.on_accent),
        (role.Accent, scheme.accent),
        (role.Link, scheme.accent),
        (role.LinkVisited, scheme.accent),
        (role.Light, scheme.surface),
        (role.Midlight, scheme.raised),
        (role.Mid, scheme.line),
        (role.Dark, scheme.edge),
        (role.Shadow, "#000000"),
    ):
        palette.setColor(name, QColor(colour))
    for name in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, QColor(scheme.edge))
    return palette


def heading_font(points: float = 17.0) -> QFont:
    """The font of a heading of this size."""
    font = QFont(QGuiApplication.font())
    font.setPointSizeF(points)
    font.setWeight(QFont.Weight.Medium if points >= 14 else QFont.Weight.DemiBold)
    return font


def small_font() -> QFont:
    """The font of secondary lines."""
    font = QFont(QGuiApplication.font())
    font.setPointSizeF(BODY_POINTS - 1)
    return font


class Theme(QObject):
    """Puts the chosen scheme on the application and follows the system while the user wants that."""

    changed = Signal()

    def __init__(self, app: QApplication, preferences: Preferences) -> None:
        super().__init__(app)
        self._app = app
        self._preferences = preferences
        app.styleHints().colorSchemeChanged.connect(self._follow_system)

    @property
    def setting(self) -> Setting:
        """What the user chose."""
        kept = self._preferences.get("theme", Setting.SYSTEM.value)
        return Setting(kept) if kept in set(Setting) else Setting.SYSTEM

    def choose(self, setting: Setting) -> None:
        """Take the user's choice, keep it, and show it at once."""
        self._preferences.set("theme", setting.value)
        self._show()

    def start(self) -> None:
        """Set style, fonts and colours; once, before the first window."""
        from ui.style import KgotlaStyle  # it reads the colours from here

        self._style = KgotlaStyle()
        self._app.setStyle(self._style)
        load_fonts()
        font = QFont("Roboto")
        font.setPointSizeF(BODY_POINTS)
        self._app.setFont(font)
        self._show()

    def scheme(self) -> Colours:
        """The colours that the setting and the system ask for now."""
        if self.setting is Setting.SYSTEM:
            return DARK if self._app.styleHints().colorScheme() is Qt.ColorScheme.Dark else LIGHT
        return DARK if self.setting is Setting.DARK else LIGHT

    def _show(self) -> None:
        scheme = self.scheme()
        self._app.setPalette(palette_of(scheme))
        self._app.setStyleSheet(style_sheet(scheme))
        self.changed.emit()

    def _follow_system(self) -> None:
        if self.setting is Setting.SYSTEM:
            self._show()


@cache
def load_fonts() -> None:
    """Make Roboto known to Qt, once, so that every machine shows every name; the package is found, not imported."""
    folder = packaged_file("font_roboto", "files")
    for name in FONT_FILES:
        QFontDatabase.addApplicationFont(str(folder / f"{name}.ttf"))


def packaged_file(package: str, *parts: str) -> Path:
    """A file inside an installed package, without importing the package."""
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(package)
    return Path(spec.origin).parent.joinpath(*parts)
