"""A pack: a paper with the files that go with it in one ZIP, and a list by which anybody can check them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

INDEX = "index.pdf"
SUMS = "SHA256SUMS.txt"
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The date of every entry where the same pack shall have the same bytes: the earliest a ZIP can say."""
_PACKED_ALREADY = (".jpg", ".jpeg", ".png", ".pdf", ".docx", ".xlsx", ".zip", ".mp3", ".m4a", ".ogg", ".mp4")


def pack(index: bytes, files: Iterable[tuple[str, bytes]], *, invariant: bool = False) -> bytes:
    """The bytes of the ZIP: `index.pdf`, the files by the names they are given, and `SHA256SUMS.txt`.

    The list is what `sha256sum --check` reads. Names use “/”, and are safe already.
    """
    written = _FIRST_DAY if invariant else datetime.now().timetuple()[:6]
    out = BytesIO()
    sums: list[str] = []
    with ZipFile(out, "w") as archive:
        for name, data in _with_index(index, files):
            archive.writestr(_entry(name, written), data)
            sums.append(f"{hashlib.sha256(data).hexdigest()}  {name}\n")
        archive.writestr(_entry(SUMS, written), "".join(sums))
    return out.getvalue()


def _with_index(index: bytes, files: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    yield INDEX, index
    yield from files


def _entry(name: str, written: tuple[int, ...]) -> ZipInfo:
    entry = ZipInfo(name, (written[0], written[1], written[2], written[3], written[4], written[5]))
    entry.compress_type = ZIP_STORED if name.casefold().endswith(_PACKED_ALREADY) else ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    return entry
