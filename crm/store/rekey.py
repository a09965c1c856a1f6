"""A new file key: the database is written anew under it, and put in the place of the old file.

So that somebody who had the old key, and may have kept it, cannot open what is written from now on. The steps, after
any of which the program may be killed or the power cut:

1. The engine writes the whole database into `.rekey/`, under the new key; what was done is recorded in that copy; the
   copy is checked and flushed to the disk.
2. `keys.json` gets the keys of the copy beside those of the file (`Keys.with_next`), with the copy's first bytes.
3. Every connection is closed, the log is emptied and removed, and the copy takes the file's name in one step.
4. `keys.json` keeps only the keys of the new file.

Whoever opens the workspace next calls `settle`: the first bytes of the file say whether step 3 was reached. If it was,
step 4 is done again; if not, nothing has happened. Neither needs a secret.

What the disk keeps of the old file in its free space can be read by whoever still has the old key, as can backups made
before: they are as they were.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from crm.rules.errors import EnvironmentProblem, Problem
from crm.store import check, keys
from crm.store.engine import connect, copy_into, database, environment_problems
from crm.store.files import file_problems, part_of, rename, sync_file, sync_folder
from crm.store.folder import WorkspaceFolder
from crm.store.keys import SALT_BYTES, Key, Keys

WORK = ".rekey"

Change = Callable[[Keys, Key], Keys]
"""What else becomes of the keys, which are already sealed for the new file key: a person less, say."""

Record = Callable[[Any], object]
"""Writes into the journal, over this connection, what was done."""


def change_file_key(place: WorkspaceFolder, key: bytearray, change: Change, record: Record) -> None:
    """Write the open database anew under a random key, which then stands in `key` in place of the old one.

    For the writer alone. Raises EnvironmentProblem as the disk says, and "copy-not-verified"; the workspace is open as
    before then, or under the new key when only the end was not reached.
    """
    new = keys.new_file_key()
    try:
        copy = _copy(place, new, record)
        now = place.read_keys()
        then = keys.with_salt(change(keys.with_file_key(now, new), new), _head(copy))
        place.write_keys(now.with_next(then))
        with database.exchanged(), file_problems():
            _remove_log(place)
            rename(copy, place.database)
            key[:] = new
            sync_folder(place.path)
    except BaseException:
        with suppress(Problem):  # the next opening does it
            settle(place)
        raise
    finally:
        keys.wipe(new)
    settle(place)


def settle(place: WorkspaceFolder) -> None:
    """Bring a change of the file key that was cut off to its end, or take it back; only for the writer."""
    if keys.read_keys(place.keys_file).is_changing:
        place.write_keys(place.read_keys())
    with file_problems():
        part_of(place.keys_file).unlink(missing_ok=True)
    shutil.rmtree(place.path / WORK, ignore_errors=True)


def _copy(place: WorkspaceFolder, key: Key, record: Record) -> Path:
    """The whole database under another key, with what was done in its journal; checked, and safe on the disk."""
    work = place.path / WORK
    shutil.rmtree(work, ignore_errors=True)
    copy = work / place.database.name
    with environment_problems(), file_problems():
        work.mkdir()
        copy_into(database.raw(), copy, key)
        connection = connect(copy, key)
        try:
            record(connection)
            found = check.check_database(connection)
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()  # closing says nothing of a full disk
        finally:
            connection.close()
        if found:
            raise EnvironmentProblem("copy-not-verified", because=Problem(found[0].code, **found[0].params))
        sync_file(copy)
    return copy


def _head(file: Path) -> bytes:
    with file_problems(), file.open("rb") as stream:
        return stream.read(SALT_BYTES)


def _remove_log(place: WorkspaceFolder) -> None:
    """What is left of the old file's log would be taken for the new one's."""
    if place.has_unfinished_log:  # another program is in the middle of reading
        raise EnvironmentProblem("file-busy")
    for left in (place.log, place.log_index):
        left.unlink(missing_ok=True)
    sync_folder(place.path)
