"""Pictures that were kept with records, decoded in memory: only kinds that carry nothing but a picture, none that is
too large for this computer. Runs on any thread.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageIOHandler, QImageReader

FORMATS = frozenset((b"png", b"jpg", b"jpeg", b"gif", b"bmp", b"webp", b"tiff", b"tif"))
"""An SVG is none of them: it is a page of instructions."""
MOST_PIXELS = 100_000_000
"""Twice what a telephone's camera takes; a file of some kilobytes may claim a million times more."""
MOST_MEGABYTES = 256
_TURNED = QImageIOHandler.Transformation.TransformationRotate90


def size_of(data: bytes) -> QSize:
    """How large the picture is as it is shown; not valid for what is no picture, or is too large."""
    with _reader(data) as reader:
        return _upright(reader, reader.size()) if _is_safe(reader) else QSize()


def read_picture(data: bytes, room: QSize) -> QImage:
    """The picture as large as fits into the room; a null one for what is no picture, or is damaged or too large."""
    with _reader(data) as reader:
        if not _is_safe(reader):
            return QImage()
        shown = _upright(reader, reader.size()).scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
        reader.setScaledSize(_upright(reader, shown.expandedTo(QSize(1, 1))))
        return reader.read()


@contextmanager
def _reader(data: bytes) -> Iterator[QImageReader]:
    QImageReader.setAllocationLimit(MOST_MEGABYTES)
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    yield reader


def _is_safe(reader: QImageReader) -> bool:
    size = reader.size()
    return reader.format().data() in FORMATS and size.isValid() and 0 < size.width() * size.height() <= MOST_PIXELS


def _upright(reader: QImageReader, size: QSize) -> QSize:
    """The size with its sides changed where the camera was held upright."""
    return size.transposed() if reader.transformation().value & _TURNED.value else size
