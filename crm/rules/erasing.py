"""How somebody erased is known again in an older backup, without anything of the person being kept."""

from __future__ import annotations

import hashlib


def uuid_hash(uuid: str) -> str:
    """The hash by which an erased record is known: a record's uuid is random, so nobody can guess back from it."""
    return hashlib.sha256(b"kgotla erasure\0" + uuid.encode()).hexdigest()
