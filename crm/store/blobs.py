"""The bytes of attachments: in the encrypted file, by hash, append-only and outside the journal."""

from __future__ import annotations

import hashlib
from typing import Any

from crm.rules.errors import EnvironmentProblem, UserError

LIMIT_BYTES = 50 * 2**20
"""The largest file a workspace keeps; a backup must stay small enough for a memory stick."""


def put(connection: Any, data: bytes) -> str:
    """Keep these bytes, once; returns their SHA-256. Raises UserError("attachment-too-large")."""
    if len(data) > LIMIT_BYTES:
        raise UserError("attachment-too-large", file="", limit=LIMIT_BYTES // 2**20)
    sha256 = hashlib.sha256(data).hexdigest()
    connection.execute("INSERT OR IGNORE INTO blob(sha256, size, data) VALUES(?, ?, ?)", (sha256, len(data), data))
    return sha256


def get(connection: Any, sha256: str) -> bytes:
    """The bytes with this hash. Raises EnvironmentProblem("attachment-damaged") when they are gone or changed."""
    row = connection.execute("SELECT data FROM blob WHERE sha256 = ?", (sha256,)).fetchone()
    if row is None or hashlib.sha256(row[0]).hexdigest() != sha256:
        raise EnvironmentProblem("attachment-damaged", sha256=sha256[:12])
    return bytes(row[0])
