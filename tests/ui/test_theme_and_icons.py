"""Contrast that can be read, icons that exist, a theme that follows."""

from __future__ import annotations

import json
from dataclasses import fields

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLabel, QRadioButton, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from ui.desk import Desk
from ui.icons import CHARMAP_FILE, Icon, icon
from ui.theme import CONTROL_HEIGHT, DARK, LIGHT, Colours, Setting, colours, contrast, packaged_file, palette_of

TEXTS = ("text", "muted", "accent", "good", "warning", "bad", "info")
GROUNDS = ("window", "surface", "raised", "accent_soft")


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
def test_every_text_can_be_read_on_every_ground(scheme: Colours) -> None:
    pairs = [(text, ground) for text in TEXTS for ground in GROUNDS]
    pairs += [(tone, f"{tone}_soft") for tone in ("good", "warning", "bad", "info")]
    pairs += [("muted", "neutral_soft"), ("on_accent", "accent"), ("on_toast", "toast"), ("toast_link", "toast")]
    pairs += [("on_rail", "rail"), ("on_rail", "rail_active"), ("rail_muted", "rail")]
    pairs += [("text", f"{tone}_soft") for tone in ("good", "warning", "bad", "info", "neutral")]
    too_weak = {
        f"{text} on {ground}": round(contrast(getattr(scheme, text), getattr(scheme, ground)), 2)
        for text, ground in pairs
        if contrast(getattr(scheme, text), getattr(scheme, ground)) < 4.5
    }
    assert not too_weak


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
def test_the_edge_of_a_control_can_be_seen(scheme: Colours) -> None:
    for ground in ("window", "surface"):
        assert contrast(scheme.edge, getattr(scheme, ground)) >= 3


def test_contrast_is_the_ratio_of_the_guideline() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_every_role_of_the_palette_is_ours() -> None:
    palette = palette_of(LIGHT)
    ours = {getattr(LIGHT, field.name) for field in fields(LIGHT)} | {"#000000"}
    for role in QPalette.ColorRole:
        if role not in (QPalette.ColorRole.NColorRoles, QPalette.ColorRole.NoRole):
            assert palette.color(role).name() in ours, role


def test_the_choice_of_theme_shows_at_once_and_is_kept(qtbot: QtBot, desk: Desk) -> None:
    label = QLabel("Kgotla")
    qtbot.addWidget(label)
    with qtbot.waitSignal(desk.theme.changed):
        desk.theme.choose(Setting.DARK)
    assert colours(label) is DARK
    assert desk.theme.setting is Setting.DARK
    desk.theme.choose(Setting.LIGHT)
    assert colours() is LIGHT


def test_every_name_is_shown_in_roboto(qapp: QApplication, desk: Desk) -> None:
    assert qapp.font().family() == "Roboto"


def test_icons_have_the_code_points_of_the_packaged_font() -> None:
    charmap = json.loads(packaged_file("qtawesome", *CHARMAP_FILE).read_text(encoding="utf-8"))
    assert {one.name: int(one) for one in Icon} == {
        one.name: int(charmap[one.name.lower().replace("_", "-")], 16) for one in Icon
    }


def test_an_icon_paints_in_the_colour_asked_for(desk: Desk) -> None:
    desk.theme.choose(Setting.LIGHT)
    image = icon(Icon.USERS, "bad").pixmap(QSize(48, 48)).toImage()
    painted = {
        image.pixelColor(x, y).name() for x in range(48) for y in range(48) if image.pixelColor(x, y).alpha() == 255
    }
    assert LIGHT.bad in painted


@pytest.mark.parametrize("setting", [Setting.LIGHT, Setting.DARK])
def test_ticks_and_arrows_are_drawn_in_the_colours_of_the_theme(qtbot: QtBot, desk: Desk, setting: Setting) -> None:
    desk.theme.choose(setting)
    scheme = colours()
    tick, radio, combo, spin = QCheckBox("Remember"), QRadioButton("We agree"), QComboBox(), QSpinBox()
    tick.setChecked(True)
    radio.setChecked(True)
    combo.addItem("Lerato")
    for widget in (tick, radio, combo, spin):
        qtbot.addWidget(widget)
        widget.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        widget.show()
    assert scheme.accent in painted(tick) & painted(radio)
    assert scheme.edge in painted(combo) & painted(spin)
    assert combo.height() == spin.height() == CONTROL_HEIGHT


def painted(widget: QWidget) -> set[str]:
    image = widget.grab().toImage()
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}
