"""What neither palette nor style sheet can draw well: ticks, dots and arrows, and the fields that have arrows."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractButton, QProxyStyle, QStyle, QStyleOption, QStyleOptionComplex, QWidget

from ui.theme import CONTROL_HEIGHT, GRID, RADIUS, Colours, colours

Primitive = QStyle.PrimitiveElement
ARROWS = {
    Primitive.PE_IndicatorArrowDown: ((-1.0, -0.5), (0.0, 0.5), (1.0, -0.5)),
    Primitive.PE_IndicatorArrowUp: ((-1.0, 0.5), (0.0, -0.5), (1.0, 0.5)),
    Primitive.PE_IndicatorArrowLeft: ((0.5, -1.0), (-0.5, 0.0), (0.5, 1.0)),
    Primitive.PE_IndicatorArrowRight: ((-0.5, -1.0), (0.5, 0.0), (-0.5, 1.0)),
    Primitive.PE_IndicatorSpinDown: ((-1.0, -0.5), (0.0, 0.5), (1.0, -0.5)),
    Primitive.PE_IndicatorSpinUp: ((-1.0, 0.5), (0.0, -0.5), (1.0, 0.5)),
}
TICK = ((-0.55, 0.05), (-0.15, 0.45), (0.6, -0.4))
MARK = 4 * GRID + 2
ARROW_ROOM = 7 * GRID
FIELDS = (QStyle.ComplexControl.CC_ComboBox, QStyle.ComplexControl.CC_SpinBox)


class KgotlaStyle(QProxyStyle):
    """Fusion, with our tick boxes, radio buttons, combo and spin boxes."""

    def __init__(self) -> None:
        super().__init__("Fusion")

    def drawPrimitive(
        self,
        element: QStyle.PrimitiveElement,
        option: QStyleOption,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Draw our own marks, and leave the rest to Fusion."""
        if element == Primitive.PE_FrameFocusRect and isinstance(widget, QAbstractButton):
            return  # the style sheet shows the focus of a button by its border
        if element in ARROWS:
            _stroke(painter, QRectF(option.rect), ARROWS[element], _ink(option), 0.5)
        elif element in (Primitive.PE_IndicatorCheckBox, Primitive.PE_IndicatorItemViewItemCheck):
            _tick_box(painter, QRectF(option.rect), option, colours())
        elif element == Primitive.PE_IndicatorRadioButton:
            _radio(painter, QRectF(option.rect), option, colours())
        else:
            super().drawPrimitive(element, option, painter, widget)

    def drawComplexControl(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        painter: QPainter,
        widget: QWidget | None = None,
    ) -> None:
        """Draw combo and spin boxes as our other fields; a style sheet cannot draw their arrows."""
        if control not in FIELDS:
            super().drawComplexControl(control, option, painter, widget)
            return
        _field(painter, option, widget, colours())
        right = _arrow_room(QRectF(option.rect))
        if control == QStyle.ComplexControl.CC_ComboBox:
            _stroke(painter, right, ARROWS[Primitive.PE_IndicatorArrowDown], _ink(option), 0.5)
            return
        half = right.height() / 2
        upper, lower = right.adjusted(0, 3, 0, -half), right.adjusted(0, half, 0, -3)
        _stroke(painter, upper, ARROWS[Primitive.PE_IndicatorSpinUp], _ink(option), 0.35)
        _stroke(painter, lower, ARROWS[Primitive.PE_IndicatorSpinDown], _ink(option), 0.35)

    def subControlRect(
        self,
        control: QStyle.ComplexControl,
        option: QStyleOptionComplex,
        part: QStyle.SubControl,
        widget: QWidget | None = None,
    ) -> QRect:
        """Where the words and the arrows of our combo and spin boxes are."""
        if control not in FIELDS:
            return super().subControlRect(control, option, part, cast("QWidget", widget))
        right = _arrow_room(QRectF(option.rect)).toRect()
        half = right.height() // 2
        if part in (QStyle.SubControl.SC_ComboBoxEditField, QStyle.SubControl.SC_SpinBoxEditField):
            return option.rect.adjusted(2 * GRID, 2, -ARROW_ROOM, -2)
        if part == QStyle.SubControl.SC_SpinBoxUp:
            return right.adjusted(0, 0, 0, -half)
        if part == QStyle.SubControl.SC_SpinBoxDown:
            return right.adjusted(0, half, 0, 0)
        if part == QStyle.SubControl.SC_ComboBoxArrow:
            return right
        return super().subControlRect(control, option, part, cast("QWidget", widget))

    def sizeFromContents(
        self, kind: QStyle.ContentsType, option: QStyleOption, size: QSize, widget: QWidget | None = None
    ) -> QSize:
        """Combo and spin boxes as high as other fields."""
        wanted = super().sizeFromContents(kind, option, size, cast("QWidget", widget))
        if kind in (QStyle.ContentsType.CT_ComboBox, QStyle.ContentsType.CT_SpinBox):
            return QSize(wanted.width() + 4 * GRID, CONTROL_HEIGHT)
        return wanted

    def pixelMetric(
        self, metric: QStyle.PixelMetric, option: QStyleOption | None = None, widget: QWidget | None = None
    ) -> int:
        """Tick boxes and radio buttons on our grid."""
        if metric in (
            QStyle.PixelMetric.PM_IndicatorWidth,
            QStyle.PixelMetric.PM_IndicatorHeight,
            QStyle.PixelMetric.PM_ExclusiveIndicatorWidth,
            QStyle.PixelMetric.PM_ExclusiveIndicatorHeight,
        ):
            return MARK
        return super().pixelMetric(metric, option, widget)


def _arrow_room(box: QRectF) -> QRectF:
    return QRectF(box.right() - ARROW_ROOM, box.top(), ARROW_ROOM, box.height())


def _field(painter: QPainter, option: QStyleOptionComplex, widget: QWidget | None, scheme: Colours) -> None:
    is_enabled = bool(option.state & QStyle.StateFlag.State_Enabled)
    has_focus = bool(option.state & QStyle.StateFlag.State_HasFocus)
    is_wrong = widget is not None and bool(widget.property("wrong"))
    edge = scheme.bad if is_wrong else (scheme.accent if has_focus else scheme.edge if is_enabled else scheme.line)
    width = 2 if has_focus or is_wrong else 1
    inset = width / 2
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(edge), width))
    painter.setBrush(QColor(scheme.surface if is_enabled else scheme.window))
    painter.drawRoundedRect(QRectF(option.rect).adjusted(inset, inset, -inset, -inset), RADIUS - 1, RADIUS - 1)
    painter.restore()


def _ink(option: QStyleOption) -> QColor:
    scheme = colours()
    return QColor(scheme.muted if option.state & QStyle.StateFlag.State_Enabled else scheme.line)


def _stroke(painter: QPainter, box: QRectF, points: tuple[tuple[float, float], ...], ink: QColor, scale: float) -> None:
    size = min(box.width(), box.height(), 2.0 * MARK) * scale
    size = min(size, 4.5)
    middle = box.center()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(ink, 1.6)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(QPolygonF([QPointF(middle.x() + x * size, middle.y() + y * size) for x, y in points]))
    painter.restore()


def _frame(painter: QPainter, option: QStyleOption, is_on: bool, scheme: Colours) -> None:
    is_enabled = bool(option.state & QStyle.StateFlag.State_Enabled)
    has_focus = bool(option.state & QStyle.StateFlag.State_HasFocus)
    on = scheme.accent if is_enabled else scheme.edge
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    edge = scheme.text if has_focus and is_on else (on if is_on or has_focus else scheme.edge)
    painter.setPen(QPen(QColor(edge), 2 if has_focus else 1))
    painter.setBrush(QColor(on if is_on else scheme.surface))


def _tick_box(painter: QPainter, box: QRectF, option: QStyleOption, scheme: Colours) -> None:
    is_half = bool(option.state & QStyle.StateFlag.State_NoChange)
    is_on = bool(option.state & QStyle.StateFlag.State_On) or is_half
    painter.save()
    _frame(painter, option, is_on, scheme)
    painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), GRID, GRID)
    painter.restore()
    if is_on:
        points = ((-0.5, 0.0), (0.5, 0.0)) if is_half else TICK
        _stroke(painter, box.adjusted(2, 2, -2, -2), points, QColor(scheme.on_accent), 0.5)


def _radio(painter: QPainter, box: QRectF, option: QStyleOption, scheme: Colours) -> None:
    is_on = bool(option.state & QStyle.StateFlag.State_On)
    painter.save()
    _frame(painter, option, is_on, scheme)
    painter.drawEllipse(box.adjusted(1, 1, -1, -1))
    if is_on:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(scheme.on_accent))
        painter.drawEllipse(box.center(), GRID - 1, GRID - 1)
    painter.restore()
