"""The papers that are made while somebody waits, and the same text drawn with bare reportlab."""

from __future__ import annotations

import io
import time

from pypdf import PdfReader
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from crm.queries.organisations import OrganisationsFilter, list_organisations
from crm.workspace import Workspace
from reports.catalog import make_bytes
from reports.facts.mou_progress import NAME
from reports.layout.fonts import register_fonts
from tests.benchmarks.generator import generate_agreement

_made: list[bytes] = []


def papers(workspace: Workspace) -> dict[str, tuple[str, dict[str, str]]]:
    """What is measured: the words for it, the report and its options."""
    body, party = workspace.ask(list_organisations, OrganisationsFilter(kind="committee"))[:2]
    agreement = workspace.do(generate_agreement, party).value
    return {
        "a follow-up report": ("follow-up", {"by": "person", "body": f"organisations:{body}", "from": "2022-01-01"}),
        "a pre-visit brief": ("brief", {"body": f"organisations:{body}"}),
        "an MoU progress report": (NAME, {"agreement": f"agreements:{agreement}"}),
    }


def report(workspace: Workspace, name: str, options: dict[str, str]) -> tuple[float, int]:
    """Seconds to gather and make a report, and how many pages it has."""
    start = time.perf_counter()
    data = make_bytes(workspace.ask, name, options)
    passed = time.perf_counter() - start
    _made[:] = [data]
    return passed, len(PdfReader(io.BytesIO(data)).pages)


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
