"""Files written whole or not at all, and the disk's complaints put into problem codes."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from crm.rules.errors import EnvironmentProblem

_DISK_FULL = {errno.ENOSPC, errno.EDQUOT}
_READ_ONLY = {errno.EROFS, errno.EACCES, errno.EPERM}
_NOT_FOR_FOLDERS = {errno.EINVAL, errno.ENOTSUP}
"""How some drives of a network say that a folder cannot be flushed."""

_HELD = {32, 33}
"""How Windows says that another program has the file open, or a part of it locked; its `errno` is that of a refusal."""
_LEFT_OVER = 24 * 3600  # seconds after which whoever worked in a folder was killed
_HELD_BY_SCANNER_SECONDS = (0.05, 0.1, 0.2, 0.4, 0.8)


def os_problem(error: OSError) -> EnvironmentProblem:
    """The environment problem an error of the operating system stands for."""
    if getattr(error, "winerror", None) in _HELD:
        return EnvironmentProblem("file-busy")
    if error.errno in _DISK_FULL:
        return EnvironmentProblem("disk-full")
    if error.errno in _READ_ONLY:
        return EnvironmentProblem("read-only")
    return EnvironmentProblem("disk-error")


@contextmanager
def file_problems() -> Iterator[None]:
    """Turn what the operating system says about a file into an `EnvironmentProblem`."""
    try:
        yield
    except OSError as error:
        raise os_problem(error) from error


def write_whole(path: Path, content: bytes) -> None:
    """Replace the file in one step: after a crash either the old or the new content is there."""
    part = part_of(path)
    with file_problems():
        try:
            with part.open("wb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
            put_in_place(part, path)
        finally:
            part.unlink(missing_ok=True)


@contextmanager
def work_folder(beginning: str, parent: Path | None = None) -> Iterator[Path]:
    """A folder for this user only, there while one works in it; those that killed programs left go after a day."""
    parent = parent or Path(tempfile.gettempdir())
    clear_left_over(parent, beginning)
    with file_problems():
        work = Path(tempfile.mkdtemp(prefix=beginning, dir=parent))
    try:
        yield work
    finally:
        shutil.rmtree(work, ignore_errors=True)


def clear_left_over(parent: Path, beginning: str, seconds: float = _LEFT_OVER) -> None:
    """Remove folders whose names begin so, and in which nobody worked for a day, or so many seconds."""
    for left in parent.glob(f"{beginning}*"):
        with suppress(OSError):
            if abs(time.time() - left.lstat().st_mtime) >= seconds:
                shutil.rmtree(left, ignore_errors=True)


def part_of(path: Path) -> Path:
    """Where the new content of a file is written before it takes its name; a kill may leave it behind."""
    return path.with_name(path.name + ".part")


def put_in_place(part: Path, path: Path) -> None:
    """Give the finished file (or folder) its name, so that a power cut does not take it back."""
    rename(part, path)
    sync_folder(path.parent)


def rename(part: Path, path: Path) -> None:
    """Give a file another's name; on Windows a virus scanner may hold it for a moment."""
    for seconds in (*_HELD_BY_SCANNER_SECONDS, None):
        try:
            part.replace(path)
            break
        except PermissionError:
            if os.name != "nt" or seconds is None:
                raise
            time.sleep(seconds)


def sync_folder(folder: Path) -> None:
    """Make new names in the folder survive a power cut (Windows does so by itself)."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _NOT_FOR_FOLDERS:
            raise
    finally:
        os.close(handle)


def sync_file(path: Path) -> None:
    """Make the content of a file another library wrote survive a power cut."""
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())
