from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest
from pypdf import PdfReader

from reports.layout.page import Rendered


@pytest.fixture
def read() -> Callable[[Rendered], PdfReader]:
    """Reads a finished paper back."""

    def read_back(rendered: Rendered) -> PdfReader:
        return PdfReader(BytesIO(rendered.data))

    return read_back
