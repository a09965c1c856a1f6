"""The words in a kept file, to see whether somebody is named there; nothing is written to the disk."""

from __future__ import annotations

import io


def text_of(data: bytes) -> str | None:
    """What a PDF or a plain text says; None for anything else, and for a PDF that does not open."""
    if data.startswith(b"%PDF"):
        return _text_of_pdf(data)
    try:
        return data.decode()
    except UnicodeDecodeError:
        return None


def _text_of_pdf(data: bytes) -> str | None:
    from pypdf import PdfReader  # here, not at the top: it takes long to load
    from pypdf.errors import PyPdfError

    try:
        return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError):
        return None  # what it raises over a PDF that is broken, or closed with a password
