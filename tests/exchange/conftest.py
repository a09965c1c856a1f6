"""Invented lists with the quirks of real ones."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from crm.exchange.candidates import PersonCandidate, Reading
from crm.exchange.readers import read

MPL_HEADINGS = (
    "Party,First Name,Last Name,Organisation,Position Title,Start Date,End Date,Place name,Preferred Name,Cell phone"
)

ReadText = Callable[..., Reading]


@pytest.fixture
def read_text(tmp_path: Path) -> ReadText:
    """Read text as if it stood in a file: `read_text(text, name="list.csv", encoding="utf-8")`."""

    def run(text: str, name: str = "list.csv", encoding: str = "utf-8") -> Reading:
        file = tmp_path / name
        file.write_bytes(text.encode(encoding))
        return read(file)

    return run


def only_person(reading: Reading) -> PersonCandidate:
    """The one person of a reading."""
    (person,) = reading.people
    return person
