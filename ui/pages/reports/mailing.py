"""A paper in the mail program: attached where the computer has a way to do it, otherwise beside an empty message.

Windows takes a file through Simple MAPI, macOS through Mail, Linux through `xdg-email`. Where there is none of these,
or it refuses, a `mailto:` opens the program, the folder with the file opens beside it, and the user is told which.
"""

from __future__ import annotations

import ctypes
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any, ClassVar
from urllib.parse import quote

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from resources.translations import _

PATIENCE = 30  # seconds; what starts a mail program comes back at once
_LOGON_AND_DIALOG = 0x1 | 0x8  # MAPI_LOGON_UI, MAPI_DIALOG
_NOT_IN_THE_TEXT = 0xFFFFFFFF
_DONE, _GIVEN_UP = 0, 1  # SUCCESS_SUCCESS, MAPI_E_USER_ABORT


class Way(StrEnum):
    """How a file gets into a message."""

    MAPI = "mapi"
    MAIL = "mail"
    XDG_EMAIL = "xdg-email"
    BESIDE = "beside"


def choose_way(platform: str, find_program: Callable[[str], str | None]) -> Way:
    """The way this computer has; `platform` as in `sys.platform`, `find_program` as `shutil.which`."""
    if platform == "win32":
        return Way.MAPI
    if platform == "darwin":
        return Way.MAIL if find_program("open") else Way.BESIDE
    return Way.XDG_EMAIL if find_program("xdg-email") else Way.BESIDE


def command_of(way: Way, file: Path, subject: str) -> Sequence[str]:
    """The program that attaches the file, with its arguments; it never goes through a shell."""
    if way is Way.MAIL:
        return ("open", "-a", "Mail", str(file))
    return ("xdg-email", "--utf8", "--subject", subject, "--attach", str(file))


def attach(way: Way, file: Path, subject: str) -> bool:
    """Open a message with the file in it; whether that worked. Takes as long as the program takes."""
    if way is Way.BESIDE:
        return False
    if way is Way.MAPI:
        return _send_by_mapi(file, subject)
    try:
        done = subprocess.run(  # noqa: S603 (a list, no shell; the subject follows its option)
            command_of(way, file, subject), check=False, timeout=PATIENCE, capture_output=True
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


class _File(ctypes.Structure):
    _fields_: ClassVar[list[Any]] = [
        ("reserved", ctypes.c_ulong),
        ("flags", ctypes.c_ulong),
        ("position", ctypes.c_ulong),
        ("path", ctypes.c_wchar_p),
        ("name", ctypes.c_wchar_p),
        ("kind", ctypes.c_void_p),
    ]


class _Message(ctypes.Structure):
    _fields_: ClassVar[list[Any]] = [
        ("reserved", ctypes.c_ulong),
        ("subject", ctypes.c_wchar_p),
        ("text", ctypes.c_wchar_p),
        ("kind", ctypes.c_wchar_p),
        ("received", ctypes.c_wchar_p),
        ("conversation", ctypes.c_wchar_p),
        ("flags", ctypes.c_ulong),
        ("originator", ctypes.c_void_p),
        ("recipient_count", ctypes.c_ulong),
        ("recipients", ctypes.c_void_p),
        ("file_count", ctypes.c_ulong),
        ("files", ctypes.POINTER(_File)),
    ]


def _send_by_mapi(file: Path, subject: str) -> bool:
    """Windows only: the mail program's own window, which this waits for. Closing it unsent is no failure."""
    try:
        send = ctypes.WinDLL("mapi32").MAPISendMailW  # type: ignore[attr-defined, unused-ignore]
    except (AttributeError, OSError):
        return False
    attached = _File(0, 0, _NOT_IN_THE_TEXT, str(file), file.name, None)
    message = _Message(subject=subject, file_count=1, files=ctypes.pointer(attached))
    return send(None, None, ctypes.byref(message), _LOGON_AND_DIALOG, 0) in (_DONE, _GIVEN_UP)


class Mailing(QObject):
    """Opens a message with a file; `told` says in a sentence what came of it, and whether a message opened at all."""

    told = Signal(str, bool)
    _attached = Signal(bool)

    def __init__(self, owner: QObject) -> None:
        super().__init__(owner)
        self._file = Path()
        self._subject = ""
        self._attached.connect(self._tell)

    def send(self, file: Path, subject: str) -> None:
        """Open the message; on a thread of its own, since a mail program may keep its window open for long."""
        self._file, self._subject = file, subject
        way = choose_way(sys.platform, shutil.which)
        threading.Thread(target=self._attach, args=(way, file, subject), name="mail", daemon=True).start()

    def _attach(self, way: Way, file: Path, subject: str) -> None:
        is_attached = attach(way, file, subject)
        try:
            self._attached.emit(is_attached)
        except RuntimeError:  # the window was closed meanwhile, and nobody is there to be told
            return

    def _tell(self, is_attached: bool) -> None:
        name = self._file.name
        if is_attached:
            words = _("The mail program has “{file}” attached. Check to whom it goes before you send it.")
            self.told.emit(words.format(file=name), True)
            return
        has_folder = QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._file.parent)))
        if QDesktopServices.openUrl(QUrl(f"mailto:?subject={quote(self._subject)}")):
            words = _("This computer attaches no file by itself. Drag “{file}” from the folder into the message.")
            self.told.emit(words.format(file=name), True)
        else:
            words = _("No mail program opened. “{file}” lies in {folder}: attach it to a message yourself.")
            self.told.emit(words.format(file=name, folder=self._file.parent), has_folder)
