"""A process that works until it is killed, and says each operation it was told is done.

Usage: worker.py WORKSPACE SEED
"""

from __future__ import annotations

import sys
from pathlib import Path

from crm.store import journal
from crm.store.engine import database
from crm.workspace import Workspace
from tests.conftest import PASSPHRASE
from tests.faults.mixed_work import MixedWork


def main() -> None:
    folder, seed = Path(sys.argv[1]), int(sys.argv[2])
    workspace = Workspace.open(folder, PASSPHRASE)
    work = MixedWork(workspace, seed, folder.parent)
    print("ready", flush=True)
    while True:
        entry = journal.get(database.raw(), work.step().operation_id)
        print(entry.id, entry.first_change, entry.last_change, flush=True)


if __name__ == "__main__":
    main()
