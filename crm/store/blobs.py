"""The bytes of attachments: in the encrypted file, by hash, append-only and outside the journal."""

from __future__ import annotations

import hashlib
from typing import Any

from crm.rules.errors import EnvironmentProblem, UserError

LIMIT_BYTES = 50 * 2**20
"""The largest file a workspace keeps; a backup must stay small enough for a memory stick."""


KEPT = "SELECT sha256 FROM attachment UNION SELECT sha256 FROM hand_over WHERE is_kept"  # UNION: each hash once
"""The hashes of everything kept with a record: attachments, and papers that were handed over."""


def put(connection: Any, data: bytes, name: str = "") -> str:
    """Keep these bytes, once; returns their SHA-256. Raises UserError("attachment-too-large") that names the file."""
    if len(data) > LIMIT_BYTES:
        raise UserError("attachment-too-large", file=name, limit=LIMIT_BYTES // 2**20)
    sha256 = hashlib.sha256(data).hexdigest()
    connection.execute("INSERT OR IGNORE INTO blob(sha256, size, data) VALUES(?, ?, ?)", (sha256, len(data), data))
    return sha256


def get(connection: Any, sha256: str) -> bytes:
    """The bytes with this hash. Raises EnvironmentProblem("attachment-damaged") when they are gone or changed."""
    row = connection.execute("SELECT data FROM blob WHERE sha256 = ?", (sha256,)).fetchone()
    if row is None or hashlib.sha256(row[0]).hexdigest() != sha256:
        raise EnvironmentProblem("attachment-damaged", **told(connection, sha256))
    return bytes(row[0])


def told(connection: Any, sha256: str) -> dict[str, object]:
    """What a sentence says of the file with this hash: its name, and the beginning of the hash."""
    kept = "SELECT file_name FROM attachment WHERE sha256 = ?1"
    if _knows_papers(connection):
        kept += " UNION ALL SELECT coalesce(nullif(file_name, ''), title) FROM hand_over WHERE is_kept AND sha256 = ?1"
    row = connection.execute(kept, (sha256,)).fetchone()
    return {"file": row[0] if row else "?", "sha256": sha256[:12]}


def _knows_papers(connection: Any) -> bool:
    """A workspace of before schema 6 kept no papers."""
    found = connection.execute("SELECT 1 FROM pragma_table_info('hand_over') WHERE name = 'is_kept'").fetchone()
    return found is not None


def list_missing(connection: Any) -> list[str]:
    """The hashes of what is kept with a record and is not here."""
    kept = KEPT if _knows_papers(connection) else "SELECT DISTINCT sha256 FROM attachment"
    rows = connection.execute(f"SELECT sha256 FROM ({kept}) WHERE sha256 NOT IN (SELECT sha256 FROM blob)")
    return [sha256 for (sha256,) in rows.fetchall()]


def drop_unused(connection: Any) -> int:
    """Delete the bytes that nothing holds, nor could hold again by an undo; returns how many files they were."""
    undoable = (
        "SELECT json_extract(old, '$.sha256') AS sha256 FROM change "
        "WHERE tbl IN ('attachment', 'hand_over') AND json_type(old, '$.sha256') = 'text'"
    )
    gone = f"SELECT sha256 FROM blob EXCEPT SELECT sha256 FROM ({KEPT}) EXCEPT {undoable}"
    return int(connection.execute(f"DELETE FROM blob WHERE sha256 IN ({gone})").rowcount)
