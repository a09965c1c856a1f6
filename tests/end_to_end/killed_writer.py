"""A process that writes until it is killed; prints each operation it was told is done.

Usage: killed_writer.py WORKSPACE
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from crm.operations.commitments import CommitmentDraft, move_date, save_commitment
from crm.operations.notes import add_note
from crm.operations.people import ContactDraft, PersonDraft, save_person
from crm.workspace import Workspace


def main() -> None:
    workspace = Workspace.open(Path(sys.argv[1]), "a passphrase for tests")
    print("ready", flush=True)
    number = 0
    while True:
        number += 1
        person = workspace.do(
            save_person, PersonDraft(f"Person {number}", contacts=[ContactDraft("phone", "053 000 0000")])
        )
        tell(person.operation_id)
        words = f"Promise {number} " + "word " * (number % 400)
        commitment = workspace.do(save_commitment, CommitmentDraft(words, date(2026, 1, 5), bound_id=person.value[0]))
        tell(commitment.operation_id)
        tell(
            workspace.do(move_date, commitment.value[0], date(2026, 12, 1 + number % 28), date(2026, 2, 1)).operation_id
        )
        tell(workspace.do(add_note, person.value[0], words, date(2026, 3, 1)).operation_id)
        if number % 3 == 0:
            tell(workspace.undo().operation_id)


def tell(operation_id: int) -> None:
    print(operation_id, flush=True)


main()
