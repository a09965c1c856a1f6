"""A process that works until it is killed, or told to go home, and says each operation it was told is done.

Usage: worker.py WORKSPACE SEED window|command [WAY]
The way, a method of `MixedWork`, is what is done first; anything follows it.
"""

from __future__ import annotations

import signal
import sys
from pathlib import Path

from crm.store import journal
from crm.store.engine import database
from crm.workspace import Workspace
from tests.conftest import PASSPHRASE
from tests.faults.mixed_work import MixedWork


def main() -> None:
    folder, seed = Path(sys.argv[1]), int(sys.argv[2])
    open_it = Workspace.open_for_command if sys.argv[3] == "command" else Workspace.open
    workspace = open_it(folder, PASSPHRASE)
    work = MixedWork(workspace, seed, folder.parent)
    evening: list[int] = []
    signal.signal(signal.SIGTERM, lambda number, _frame: evening.append(number))
    first = [getattr(work, way) for way in sys.argv[4:]]
    print("ready", flush=True)
    while not evening:
        done = work.do(first.pop()) if first else work.step()
        entry = journal.get(database.raw(), done.operation_id)
        print(entry.id, entry.first_change, entry.last_change, flush=True)
    workspace.close()


if __name__ == "__main__":
    main()
