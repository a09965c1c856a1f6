"""A long follow-up report, the same text drawn with bare reportlab, and a brief."""

from __future__ import annotations

import io
import time

from pypdf import PdfReader
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from crm.queries.organisations import OrganisationsFilter, list_organisations
from crm.workspace import Workspace
from reports.catalog import make_bytes
from reports.layout.fonts import register_fonts

_made: list[bytes] = []


def report(workspace: Workspace) -> tuple[float, int]:
    """Seconds to gather and make the report, and how many pages it has."""
    body = workspace.ask(list_organisations, OrganisationsFilter(kind="committee"))[0]
    options = {"by": "person", "status": "all", "body": f"organisations:{body}", "from": "2022-01-01"}
    start = time.perf_counter()
    data = make_bytes(workspace.ask, "follow-up", options)
    passed = time.perf_counter() - start
    _made[:] = [data]
    return passed, len(PdfReader(io.BytesIO(data)).pages)


def brief(workspace: Workspace) -> tuple[float, int]:
    """Seconds to gather and make the brief of a committee with the meeting form, and how many pages it has."""
    body = workspace.ask(list_organisations, OrganisationsFilter(kind="committee"))[0]
    start = time.perf_counter()
    data = make_bytes(workspace.ask, "brief", {"body": f"organisations:{body}"})
    return time.perf_counter() - start, len(PdfReader(io.BytesIO(data)).pages)


def bare(_workspace: Workspace) -> float:
    """Seconds to draw the same lines of text, page by page, with nothing decided."""
    pages = [page.extract_text().splitlines() for page in PdfReader(io.BytesIO(_made[0])).pages]
    register_fonts()
    start = time.perf_counter()
    canvas = Canvas(io.BytesIO(), pagesize=A4, initialFontName="Roboto")
    for lines in pages:
        canvas.setFont("Roboto", 8)
        for number, line in enumerate(lines):
            canvas.drawString(40, 800 - 8 * number, line)
        canvas.showPage()
    canvas.save()
    return time.perf_counter() - start
