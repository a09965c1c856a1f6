"""One workspace folder in the place of another: a program that is killed meanwhile loses neither.

Two folders cannot take their names in one step. So a note beside the workspace says first which folder is to come, and
where the one that is there goes. Whoever opens the workspace next calls `settle`, which goes on from wherever it was:

1. The folder that is there goes aside.
2. The one that is to come takes its name.
3. The backups follow, and the note goes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from crm.rules.errors import EnvironmentProblem
from crm.rules.exchanges import note_of
from crm.store import locking
from crm.store.files import file_problems, put_in_place, write_whole

_LOCK = ".exchange-lock"


def exchange(present: Path, new: Path, aside: Path) -> None:
    """Let `new` take the place of `present`, which goes `aside`; all three lie in one folder, and nobody has them open.

    Raises EnvironmentProblem; everything is as it was then, or is brought to its end by the next opening.
    """
    with _one_at_a_time(present):
        write_whole(note_of(present), json.dumps({"new": new.name, "aside": aside.name}).encode())
        try:
            _carry_out(present, new, aside)
        except EnvironmentProblem:
            _take_back(present, aside)
            raise


def settle(present: Path) -> None:
    """Bring an exchange that was cut off to its end. Raises EnvironmentProblem."""
    if not present.name or not note_of(present).exists():
        return
    with _one_at_a_time(present):
        told = _told(present)
        if told is not None:
            _carry_out(present, *told)


def _carry_out(present: Path, new: Path, aside: Path) -> None:
    """Whichever steps are still to be done."""
    with file_problems():
        if new.exists() and present.exists() and not aside.exists():
            put_in_place(present, aside)
        if not present.exists():  # what was to come may have been removed by hand: then what was there comes back
            put_in_place(new if new.exists() else aside, present)
        if not new.exists():
            _bring_backups(aside, present)
    with suppress(OSError):  # held for a moment: the next opening finds nothing left to do
        note_of(present).unlink(missing_ok=True)


def _take_back(present: Path, aside: Path) -> None:
    """As it was; where even that is refused the note stays, and the next opening goes on."""
    with suppress(OSError):
        if not present.exists():
            put_in_place(aside, present)
        note_of(present).unlink(missing_ok=True)


def _bring_backups(aside: Path, present: Path) -> None:
    """The backups go on being those of the workspace; what cannot be moved stays where it is."""
    for each in sorted((aside / "backups").glob("*")):
        if not (present / "backups" / each.name).exists():
            with suppress(OSError):
                each.replace(present / "backups" / each.name)


@contextmanager
def _one_at_a_time(present: Path) -> Iterator[None]:
    """Two programs that find the note do not both act on it."""
    name = f"{present.name}{_LOCK}"
    lock = locking.WriterLock.take(present.parent, locking.OURSELVES, name, locking.PATIENCE)
    try:
        yield
    finally:
        lock.release()
        with suppress(OSError):
            (present.parent / name).unlink()


def _told(present: Path) -> tuple[Path, Path] | None:
    """The folder that is to come and the one aside; None when somebody else was quicker. Raises EnvironmentProblem."""
    try:
        with file_problems():
            told = json.loads(note_of(present).read_text(encoding="utf-8"))
        return present.with_name(told["new"]), present.with_name(told["aside"])
    except EnvironmentProblem as problem:
        if isinstance(problem.__cause__, FileNotFoundError):
            return None
        raise
    except (ValueError, KeyError, TypeError) as error:
        raise EnvironmentProblem("exchange-note-damaged", note=str(note_of(present))) from error
