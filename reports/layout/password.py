"""A PDF that only opens with its password (AES-256): reportlab's own encryption is one that is broken."""

from __future__ import annotations

from io import BytesIO

from crm.rules.errors import UserError
from crm.rules.passwords import strength

ENOUGH = 2
"""A file can be guessed at for as long as somebody likes, so a weak password is as good as none."""


def check_password(password: str) -> None:
    """Raises UserError("report-password-empty") or ("report-password-weak")."""
    if not password.strip():
        raise UserError("report-password-empty")
    guess = strength(password)
    if guess.score < ENOUGH:
        raise UserError("report-password-weak", advice=guess.words)


def protect(pdf: bytes, password: str) -> bytes:
    """The PDF, everything in it encrypted: pages, outline, tags, and what it says of itself.

    Raises as `check_password` does.
    """
    from pypdf import PdfReader, PdfWriter

    check_password(password)
    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf)))
    writer.encrypt(password, algorithm="AES-256")
    out = BytesIO()
    writer.write(out)
    return out.getvalue()
